// A run with its sound: asked for, recorded, listened to in the backstage; and every way in which a microphone or a disk fails.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { axeLevels, launch, lutrin, repository, temporaryFolder } from "./support.mjs";

const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const deck = `---
title: Voice
---

# One {#one time=1m}

::: notes
${"word ".repeat(120)}
:::

---

# Two {#two time=1m}

---

# Three {#three time=1m}
`;

let root, child, origin, browser;
before(async () => {
  root = path.join(temporaryFolder(), "site");
  lutrin("init", root);
  for (const lang of ["fr", "en"]) {
    const folder = path.join(root, "content/talks/voice");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `index.${lang}.md`), "---\ntitle: Voice\nduration: 3m\nspeakers: [Camille Roy - Lutrin]\n---\nAbout.\n");
    writeFileSync(path.join(folder, `deck.${lang}.md`), deck);
  }
  child = spawn(program, ["serve", "--root", root, "--port", String(20_000 + Math.floor(Math.random() * 20_000))], { stdio: ["ignore", "pipe", "ignore"] });
  origin = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(/http:\/\/[^\s/]+/.exec(String(data))[0]));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  browser = await launch(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"]);
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
after(async () => {
  await browser?.close();
  child?.kill("SIGKILL");
});

const presenter = { en: "/en/talks/voice/deck/presenter/", fr: "/talks/voice/deck/presenter/" };
const backstage = { en: "/en/backstage/talks/voice/", fr: "/backstage/talks/voice/" };

/** A page under the strictest policy; `broken` runs before its scripts. */
async function open(address, { broken, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(30_000);
  await context.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": "default-src 'self'" } });
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error.stack}`));
  page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
  page.asked = [];
  page.on("request", (request) => page.asked.push(request.url()));
  if (broken) await page.addInitScript(broken);
  await page.goto(origin + address, { waitUntil: "domcontentloaded" });
  return page;
}

const loads = (page) => page.asked.filter((url) => url.includes("presenter-voice")).length;
const said = (page, words) => page.waitForFunction((words) => document.getElementById("_p-voice-status").textContent.includes(words), words);
const agree = async (page) => {
  await page.click("#_p-voice");
  await page.click("dialog[open] [name=voice_yes]");
};
const forward = (page) => page.keyboard.press("ArrowRight");
/** The files of a run, by their slides. */
const takes = (run) => {
  const folder = path.join(root, ".lutrin/voice/voice", run);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const idOf = (page) => page.evaluate(() => window.lutrinPresenter.run.id);
const until = async (what, is) => {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await is()) return;
    await wait(100);
  }
  assert.fail(`this never happened: ${what}`);
};
const end = (page) => page.evaluate(() => window.lutrinPresenter.add((own, store, runs, act) => act("end")));
const isSaved = (page) => page.waitForFunction(() => window.lutrinPresenter.record.kind === "saved" && window.lutrinPresenter.record.isEnded);

/** A run of two slides, with a pause; gives its id. */
async function record(page) {
  await agree(page);
  await said(page, page.url().includes("/en/") ? "once the run has begun" : "dès que la répétition commence");
  await page.keyboard.press("t");
  const id = await page.waitForFunction(() => window.lutrinPresenter.run.id).then((handle) => handle.jsonValue());
  await wait(4200);
  await forward(page);
  await wait(2500);
  await page.keyboard.press("t");
  await wait(1500);
  await page.keyboard.press("t");
  await wait(1000);
  await end(page);
  await isSaved(page);
  await until("two takes", () => takes(id).length === 2);
  await page.waitForFunction(() => document.getElementById("_p-voice").getAttribute("aria-pressed") === "false");
  return id;
}

describe("the presenter view", () => {
  test("says what is kept before it asks, loads what does it then, and keeps a take for each visit of a slide", async () => {
    const page = await open(presenter.en);
    await page.waitForFunction(() => window.lutrinPresenter);
    assert.equal(loads(page), 0, "who does not ask loads nothing");
    await page.click("#_p-voice");
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    const text = await dialog.textContent();
    for (const words of ["your microphone is recorded", ".lutrin/voice/voice/", "git ignores", "Nothing leaves that machine"]) assert.ok(text.includes(words), `${words}: ${text}`);
    await page.evaluate(axeSource);
    const found = await page.evaluate(async (runOnly) => (await window.axe.run({ runOnly })).violations.map((it) => [it.id, it.nodes[0].html]), axeLevels);
    assert.deepEqual(found, []);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.getElementById("_p-voice").getAttribute("aria-pressed")), "false");
    const id = await record(page);
    assert.deepEqual(takes(id).map((name) => name.replace(/^\d{6}-/, "")), ["one.webm", "two.webm"]);
    assert.equal(loads(page), 1);
    const [first, second] = takes(id).map((name) => statSync(path.join(root, ".lutrin/voice/voice", id, name)).size);
    assert.ok(first > 3000 && second > 2000, `${first} and ${second} bytes`);
    assert.deepEqual(page.complaints, []);
    assert.ok(page.asked.every((url) => url.startsWith(origin)), "nothing leaves the machine");
  });

  test("keeps what was heard until a tab is closed, and takes the sound of a discarded run away", async () => {
    const page = await open(presenter.en);
    await agree(page);
    await page.keyboard.press("t");
    await said(page, "being recorded");
    const id = await idOf(page);
    await until("a piece", () => takes(id).length === 1);
    await page.evaluate(() => window.lutrinPresenter.add((own, store, runs, act) => act("discard")));
    await until("the sound to go", () => takes(id).length === 0);
    await said(page, "");
    await wait(4000);
    assert.deepEqual(takes(id), [], "nothing brings it back");
    assert.deepEqual(page.complaints.filter((text) => !text.includes("409")), []);
  });

  test("a page that is reloaded, or shown in the other language, says that sound is missing", async () => {
    const page = await open(presenter.en);
    await agree(page);
    await page.keyboard.press("t");
    await said(page, "being recorded");
    await page.reload();
    await said(page, "sound is missing from here on");
    assert.equal(await page.evaluate(() => document.querySelector("dialog[open]")), null, "nothing is asked");
    await agree(page);
    await said(page, "being recorded");
    await page.keyboard.press("l");
    await said(page, "le son manque");
    await page.evaluate(() => window.lutrinPresenter.add((own, store, runs, act) => act("discard")));
    await page.reload();
    await page.waitForFunction(() => window.lutrinPresenter?.run.phase === "ready");
    assert.equal(await page.textContent("#_p-voice-status"), "", "once is enough");
    assert.deepEqual(page.complaints, []);
  });

  test("records in the window that records the run, and in no other", async () => {
    const page = await open(presenter.en);
    await page.keyboard.press("t");
    await page.waitForFunction(() => window.lutrinPresenter.record.kind === "saved");
    const other = await page.context().newPage();
    await other.goto(origin + presenter.en);
    await other.waitForFunction(() => window.lutrinPresenter.record.kind === "elsewhere");
    await other.click("#_p-voice");
    await said(other, "another window records this run");
    // Taken over in the middle, the sound ends here.
    await agree(page);
    await said(page, "being recorded");
    await other.click("#_p-take");
    await said(page, "another window records this run");
    await other.waitForFunction(() => !document.getElementById("_p-voice-status").textContent);
    await page.evaluate(() => window.lutrinPresenter.add((own, store, runs, act) => act("discard")));
    await page.waitForFunction(() => !document.getElementById("_p-voice-status").textContent);
  });
});

describe("what fails is said in a sentence, and the run goes on", () => {
  const media = (error) => `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "${error}"))`;
  for (const [name, broken, words] of [
    ["a microphone that is refused", media("NotAllowedError"), "not allowed to use the microphone"],
    ["no microphone", media("NotFoundError"), "there is no microphone"],
    ["one that does not answer", media("NotReadableError"), "does not answer"],
    ["no MediaRecorder", "delete window.MediaRecorder", "this browser cannot record any"],
    ["no codec", "MediaRecorder.isTypeSupported = () => false", "this browser cannot record any"],
    ["a page that came by an unsafe way", "Object.defineProperty(window, 'isSecureContext', { value: false })", "or over https"],
  ]) {
    test(name, async () => {
      const page = await open(presenter.en, { broken });
      await page.keyboard.press("t");
      await page.click("#_p-voice");
      const yes = page.locator("dialog[open] [name=voice_yes]");
      await Promise.race([yes.waitFor().then(() => yes.click()), said(page, words)]).catch(() => {});
      await said(page, words);
      await said(page, "The run goes on");
      await end(page);
      await isSaved(page);
      assert.deepEqual(takes(await idOf(page)), []);
      assert.deepEqual(page.complaints, []);
    });
  }

  test("before a run, nothing is said to go on", async () => {
    const page = await open(presenter.en, { broken: media("NotAllowedError") });
    await agree(page);
    await said(page, "not allowed to use the microphone");
    assert.doesNotMatch(await page.textContent("#_p-voice-status"), /goes on/);
  });

  test("a microphone that vanishes in the middle", async () => {
    const broken = `
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wish) => (window.stream = await ask(wish));
    `;
    const page = await open(presenter.en, { broken });
    await agree(page);
    await page.keyboard.press("t");
    await said(page, "being recorded");
    await wait(1500);
    await page.evaluate(() => window.stream.getTracks()[0].dispatchEvent(new Event("ended")));
    await said(page, "The microphone is gone");
    await forward(page);
    const id = await idOf(page);
    await until("what was heard before", () => takes(id).length === 1);
    await end(page);
    await isSaved(page);
    assert.deepEqual(page.complaints, []);
  });

  test("a full disk: the run is saved, and the sound waits for room", async () => {
    const page = await open(presenter.en);
    let isFull = true;
    await page.route("**/_lutrin/voice/**", (route) => (isFull ? route.fulfill({ status: 507, body: "`.lutrin/voice/voice` cannot be written: there is no room left on the disk" }) : route.continue()));
    await agree(page);
    await page.keyboard.press("t");
    await said(page, "Sound is not saved yet: `.lutrin/voice/voice` cannot be written");
    await page.waitForFunction(() => window.lutrinPresenter.record.kind === "saved");
    isFull = false;
    await said(page, "being recorded");
    await end(page);
    await isSaved(page);
    const id = await idOf(page);
    await until("the sound", () => takes(id).length === 1);
  });

  test("a server that refuses it", async () => {
    const page = await open(presenter.en);
    await page.route("**/_lutrin/voice/**", (route) => route.fulfill({ status: 413, body: "the sound of a run takes 256 MB at most" }));
    await agree(page);
    await page.keyboard.press("t");
    await said(page, "Sound is missing from here on: the sound of a run takes 256 MB at most");
    await end(page);
    await isSaved(page);
  });
});

describe("the backstage", () => {
  for (const [lang, colorScheme, width] of [["en", "light", 1280], ["fr", "dark", 390]]) {
    test(`plays the takes of a slide one after the other, and says what is speech, in ${lang}`, async () => {
      const view = await open(presenter[lang]);
      const id = await record(view);
      // A second take of the first slide, as if somebody had come back to it.
      const folder = path.join(root, ".lutrin/voice/voice", id);
      writeFileSync(path.join(folder, "000300-one.webm"), readFileSync(path.join(folder, takes(id)[1])));
      const page = await open(backstage[lang], { colorScheme, viewport: { width, height: 900 } });
      const section = page.locator(`.rehearsed:has([lang=${lang}]) .voice:not([hidden])`).first();
      await section.locator("summary").click();
      await page.waitForFunction(() => document.querySelectorAll(".voice svg.wave").length >= 3);
      const first = section.locator(".voice-slide").first();
      await page.waitForFunction((slide) => /%.*%/.test(slide.querySelector(".soft").textContent), await first.elementHandle());
      const words = await first.locator("> .soft").textContent();
      assert.match(words, lang === "en" ? /^0:\d\d: speech \d+%, silence \d+%/ : /^0:\d\d\s: parole \d+\s%, silence \d+\s%/);
      const label = await first.locator("svg.wave").first().getAttribute("aria-label");
      assert.match(label, /\d.*%.*%/);
      // Two takes, played one after the other.
      const pressed = () => first.locator("button").evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-pressed")));
      const count = await first.locator("button").count();
      await first.locator("button").nth(count - 2).click();
      await until("the last take", async () => (await pressed())[count - 1] === "true");
      assert.equal(await first.locator("audio").evaluate((audio) => audio.error), null);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      await page.evaluate(axeSource);
      const found = await page.evaluate(async (runOnly) => (await window.axe.run(".rehearsals", { runOnly })).violations.map((it) => [it.id, it.nodes[0].html]), axeLevels);
      assert.deepEqual(found, []);
      assert.deepEqual(page.complaints, []);
      // And taken away.
      page.on("dialog", (dialog) => dialog.accept());
      await section.locator(".voice-runs button").first().click();
      await until("the sound to go", () => takes(id).length === 0);
    });
  }

  test("has a list without scripts", async () => {
    const view = await open(presenter.en);
    const id = await record(view);
    const page = await open(backstage.en, { javaScriptEnabled: false });
    await page.locator(".voice a").first().click();
    await page.waitForURL("**/_lutrin/voice/voice/");
    assert.ok((await page.locator(`audio[src*="${id}"]`).count()) === 2);
  });
});
