// Slides that come by themselves, and the clock of a room, in Chromium.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { axeLevels, launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const slides = "# One {#one}\n\n---\n\n# Two {#two autoslide=8s}\n\n::: incremental\n- a\n- b\n- c\n:::\n\n---\n\n# Three {#three}\n";
const decks = {
  stand: `---\ntitle: Stand\nautoslide: 20s\nloop: true\n---\n\n${slides}`,
  once: `---\ntitle: Once\nautoslide: 20s\n---\n\n${slides}`,
  mixed: `---\ntitle: Mixed\n---\n\n${slides}`,
  round: `---\ntitle: Round\nloop: true\n---\n\n# A {#a}\n\n---\n\n# B {#b}\n`,
  plain: "---\ntitle: Plain\n---\n\n# A {#a}\n\n---\n\n# B {#b}\n",
};

let root, site, server, browser;

async function start() {
  const child = spawn(program, ["serve", "--root", root, "--port", String(20_000 + Math.floor(Math.random() * 20_000))], { stdio: ["ignore", "pipe", "ignore"] });
  const origin = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(/http:\/\/[^\s/]+/.exec(String(data))[0]));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { origin, child };
}

before(async () => {
  const out = temporaryFolder();
  root = temporaryFolder();
  writeFileSync(path.join(root, "lutrin.yaml"), "title: Decks\nbase_url: https://example.org\nlanguages: {en: {name: English}, fr: {name: Français}}\n");
  for (const [name, text] of Object.entries(decks)) {
    const folder = path.join(root, "content/talks", name);
    mkdirSync(folder, { recursive: true });
    for (const lang of ["en", "fr"]) {
      writeFileSync(path.join(folder, `index.${lang}.md`), `---\ntitle: ${name}\nduration: 10m\n---\n`);
      writeFileSync(path.join(folder, `deck.${lang}.md`), `${text}\n\n::: notes\nA secret.\n:::\n`);
    }
  }
  lutrin("build", "--root", root, "--out", out);
  site = await serve(out);
  server = await start();
  browser = await launch();
});

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

after(async () => {
  await browser?.close();
  await site?.close();
  server?.child.kill("SIGKILL");
});

async function open(context, address, { time = true, global = "lutrinDeck" } = {}) {
  const page = await context.newPage();
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  if (time) await page.clock.install({ time: new Date("2026-12-01T10:00:00") });
  await page.goto(address);
  if (global) await page.waitForFunction((name) => window[name], global);
  if (time) await page.clock.pauseAt(new Date("2026-12-01T10:00:30"));
  return page;
}

const context = (options = {}) => browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce", ...options });
const deck = async (name, options) => open(await context(options), `${site.origin}/en/talks/${name}/deck/`);
const where = (page) => page.evaluate(() => {
  const { state, deck } = window.lutrinDeck ?? window.lutrinPresenter;
  return `${deck.slides[state.slide]}/${state.step}`;
});
const mode = (page) => page.evaluate(() => document.querySelector(".deck-auto").dataset.mode);
/** What is shown after so many seconds each, from the beginning of a slide's time. */
async function shownAfter(page, ...seconds) {
  const found = [];
  for (const length of seconds) {
    await page.clock.runFor(length * 1000);
    found.push(await where(page));
  }
  return found;
}
/** The first slide has its whole time. */
async function begin(page) {
  await page.evaluate(() => window.lutrinDeck.dispatch({ type: "last" }));
  await page.evaluate(() => window.lutrinDeck.dispatch({ type: "first" }));
}

describe("slides that come by themselves", () => {
  test("come in their time, steps in parts of it, and go round on a stand", async () => {
    const page = await deck("stand");
    await begin(page);
    assert.deepEqual(await shownAfter(page, 19.9, 0.2, 1.8, 0.2, 2, 2, 1.8, 0.2, 19.7, 0.2), ["one/0", "two/0", "two/0", "two/1", "two/2", "two/3", "two/3", "three/0", "three/0", "one/0"]);
    assert.equal(await page.evaluate(() => history.length), await page.evaluate(() => window.lutrinDeck.state.jumps) + 2, "a round leaves nothing to come back to");
    assert.deepEqual(page.errors, []);
  });

  test("end at the last one elsewhere, and wait where a slide says nothing", async () => {
    const page = await deck("once");
    await begin(page);
    assert.deepEqual(await shownAfter(page, 60, 60), ["three/0", "three/0"]);
    const mixed = await deck("mixed");
    await begin(mixed);
    assert.deepEqual(await shownAfter(mixed, 60), ["one/0"]);
    await mixed.keyboard.press("ArrowRight");
    await mixed.keyboard.press("a");
    assert.deepEqual(await shownAfter(mixed, 9, 60), ["three/0", "three/0"]);
  });

  test("stop at a key, a pointer and a touch; A and the button let them go on, and say so", async () => {
    const page = await deck("once");
    await begin(page);
    assert.equal(await mode(page), "going");
    await page.keyboard.press("ArrowRight");
    assert.equal(await mode(page), "touched");
    assert.deepEqual(await shownAfter(page, 60, 200), ["two/0", "two/0"]);
    const button = page.getByRole("button", { name: "Paused. Let slides come by themselves" });
    assert.equal(await button.innerText(), "Paused");
    await page.keyboard.press("a");
    assert.equal(await mode(page), "going");
    assert.equal(await page.locator("[role=status]", { hasText: "Slides come by themselves" }).count(), 1);
    await page.keyboard.press("a");
    assert.equal(await mode(page), "paused");
    await page.keyboard.press("A".toLowerCase());
    await page.mouse.move(300, 300);
    await page.clock.runFor(2000);
    assert.equal(await mode(page), "going", "where the pointer is says nothing");
    await page.mouse.move(301, 300);
    await page.mouse.move(305, 300);
    assert.equal(await mode(page), "going", "a table that shakes");
    await page.mouse.move(340, 300);
    assert.equal(await mode(page), "touched");
    await page.locator(".deck-auto").click();
    await page.mouse.move(500, 400, { steps: 5 });
    assert.equal(await mode(page), "going", "a pointer that leaves the button");
    assert.notEqual(await page.evaluate(() => document.activeElement.className), "deck-auto", "no focus is left behind");
    await page.mouse.click(640, 360);
    assert.equal(await mode(page), "touched");
    assert.deepEqual(page.errors, []);
  });

  test("are paused from the keyboard alone", async () => {
    const page = await deck("once");
    await begin(page);
    await page.locator(".deck-auto").focus();
    assert.equal(await page.locator(".deck-auto").getAttribute("aria-label"), "Pause");
    await page.keyboard.press("Enter");
    assert.equal(await mode(page), "paused");
    await page.keyboard.press("Space");
    assert.equal(await mode(page), "going");
    assert.equal(await where(page), "one/0");
    await page.keyboard.press("?");
    assert.equal(await page.locator("dialog dt", { hasText: "Slides by themselves: pause, go on" }).count(), 1);
  });

  test("go on for the next visitor of a stand, but not where A paused them", async () => {
    const page = await deck("stand");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await mode(page), "touched");
    await page.clock.runFor(119_000);
    assert.equal(await mode(page), "touched");
    await page.clock.runFor(2000);
    assert.equal(await mode(page), "going");
    await page.keyboard.press("a");
    await page.clock.runFor(300_000);
    assert.equal(await mode(page), "paused");
  });

  test("wait while something else is shown, in the article and on paper", async () => {
    const page = await deck("stand");
    for (const key of ["o", "b", "?", "r"]) {
      await begin(page);
      await page.keyboard.press(key);
      await page.evaluate(() => window.lutrinDeck.state.panel ?? document.querySelector(".deck-auto").click());
      const before = await where(page);
      await page.clock.runFor(90_000);
      assert.equal(await where(page), before, key);
      if (key === "r") assert.equal(await page.locator(".deck-auto").isVisible(), false);
      await page.keyboard.press(key === "?" ? "Escape" : key);
    }
    await page.keyboard.press("Home");
    await page.keyboard.press("a");
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.clock.runFor(90_000);
    assert.equal(await where(page), "one/0");
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.clock.runFor(21_000);
    assert.equal(await where(page), "two/0");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".deck-auto").isVisible(), false);
  });

  test("go round by hand where a deck loops, and other decks load nothing of it", async () => {
    const page = await deck("round");
    assert.equal(await page.locator(".deck-auto").isVisible(), false, "nothing comes by itself");
    for (const at of ["b/0", "a/0", "b/0"]) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await where(page), at);
    }
    const plain = await deck("plain");
    assert.deepEqual(await plain.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /stand|clock/.test(name))), []);
    for (const key of ["ArrowRight", "ArrowRight", "a"]) await plain.keyboard.press(key);
    assert.equal(await where(plain), "b/0");
    await plain.keyboard.press("?");
    assert.equal(await plain.locator("dialog dt", { hasText: "by themselves" }).count(), 0);
    assert.deepEqual(plain.errors, []);
  });

  test("follow a presenter who leads, and never go on in that one's own view", async () => {
    const both = await context();
    const audience = await open(both, `${server.origin}/en/talks/stand/deck/`, { time: false });
    const presenter = await open(both, `${server.origin}/en/talks/stand/deck/presenter/`, { time: false, global: "lutrinPresenter" });
    assert.equal(await mode(audience), "going");
    await presenter.keyboard.press("ArrowRight");
    await audience.waitForFunction(() => window.lutrinDeck.state.slide === 1);
    assert.equal(await mode(audience), "led");
    assert.equal(await audience.locator(".deck-auto").getAttribute("aria-label"), "Led from another window. Let slides come by themselves");
    assert.equal(await presenter.locator(".deck-auto").count(), 0);
    await new Promise((resolve) => setTimeout(resolve, 2600));
    assert.equal(await where(audience), "two/0");
    await audience.keyboard.press("a");
    await audience.waitForFunction(() => window.lutrinDeck.state.step === 1, null, { timeout: 5000 });
    await presenter.waitForFunction(() => window.lutrinPresenter.state.step === 1);
  });

  for (const colorScheme of ["light", "dark"]) test(`passes axe (${colorScheme})`, async () => {
    const page = await deck("stand", { colorScheme });
    await page.keyboard.press("a");
    await page.evaluate(axeSource);
    await page.clock.resume();
    const { violations } = await page.evaluate((levels) => window.axe.run(document, { runOnly: levels }), axeLevels);
    assert.deepEqual(violations.filter(({ nodes }) => nodes.some(({ html }) => html.includes("deck-auto"))).map(({ id }) => id), []);
    const box = await page.locator(".deck-auto").boundingBox();
    assert.ok(box.width >= 24 && box.height >= 24);
  });
});

describe("the clock of a room", () => {
  const face = (page) => page.evaluate(() => ({ digits: document.getElementById("_c-digits").textContent, word: document.getElementById("_c-word").textContent, note: document.getElementById("_c-note").textContent, level: document.documentElement.dataset.level }));
  const clock = (one, lang = "en", options) => open(one, `${server.origin}/${lang}/talks/plain/deck/clock/`, { global: null, ...options });
  const said = (page, what) => page.waitForFunction((what) => document.getElementById("_c-word").textContent === what, what, { timeout: 15_000 });
  /** What a presenter's window would say of a run that has gone on for so many seconds. */
  const tell = (page, end, more = {}) => page.evaluate(([end, more]) => {
    const document = { version: 2, id: "1a2b3c4d", revision: 1, started: "2026-12-01T10:00:00+00:00", language: "en", variant: null, speaker: null, slot: 600, deck: "0123456789abcdef", slides: [], visits: [], pauses: [], questions: [], state: "running", end };
    const channel = new BroadcastChannel("lutrin:" + JSON.parse(window.document.getElementById("_clock").textContent).deck);
    channel.postMessage({ v: 1, from: "w1", role: "presenter", run: { commands: 1, by: "w1", mode: "talk", records: true, term: 1, document: { ...document, ...more } } });
    channel.close();
  }, [end, more]);

  test("says that there is no run, then what the presenter's view says, on another device as well", async () => {
    const [one, other] = [await context(), await context()];
    const page = await clock(other, "en", { time: false });
    assert.equal((await face(page)).word, "Looking for the talk…");
    await said(page, "No talk is being timed");
    const presenter = await open(one, `${server.origin}/en/talks/plain/deck/presenter/`, { time: false, global: "lutrinPresenter" });
    assert.equal(await presenter.locator(".p-room").getAttribute("href"), "../clock/");
    assert.equal(await presenter.locator(".p-room").isVisible(), true);
    await presenter.keyboard.press("t");
    await said(page, "Time left");
    assert.match((await face(page)).digits, /^(10:00|9:5\d)$/);
    await presenter.keyboard.press("t");
    await said(page, "Paused");
    const [there, here] = await Promise.all([presenter.locator("#_p-remaining").innerText(), face(page)]);
    assert.equal(here.digits, there);
    await presenter.keyboard.press("q");
    await said(page, "Questions");
    const late = await clock(other, "fr", { time: false });
    await said(late, "Questions");
    await presenter.keyboard.press("e");
    await presenter.keyboard.press("Enter");
    await said(page, "The talk is over");
    assert.deepEqual(page.errors.concat(late.errors), []);
    assert.doesNotMatch(await page.content(), /secret/);
  });

  test("can be read from ten metres, changes in words and shape, and goes on without the server", async () => {
    const one = await context();
    const page = await clock(one, "en", { time: false });
    const source = await one.newPage();
    await source.goto(`${server.origin}/en/talks/plain/deck/clock/`);
    const looks = new Set();
    for (const [end, digits, word, level] of [[60, /^(9:00|8:59)$/, "Time left", "calm"], [301, /^4:5\d$/, "Less than 5 minutes", "soon"], [545, /^0:5\d$/, "Last minute", "last"], [612, /^\+0:1\d$/, "Time is up", "over"], [4300, /^\+1:01:4\d$/, "Time is up", "over"]]) {
      await tell(source, end);
      await page.waitForFunction((level) => document.documentElement.dataset.level === level, level);
      await said(page, word);
      assert.match((await face(page)).digits, digits);
      const found = await page.evaluate(() => {
        const element = document.getElementById("_c-digits");
        const style = getComputedStyle(element);
        const context = document.createElement("canvas").getContext("2d");
        context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const frame = getComputedStyle(document.querySelector(".c-view"), "::before");
        const { width } = element.getBoundingClientRect();
        return { height: context.measureText("0").actualBoundingBoxAscent, fits: document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight && width <= innerWidth, frame: `${frame.borderTopWidth} ${frame.borderTopStyle}`, colour: style.color };
      });
      if (end < 4000) assert.ok(found.height >= 720 * 0.3, `${found.height} at ${end}`);
      assert.ok(found.fits, String(end));
      looks.add(`${found.frame} ${found.colour}`);
    }
    assert.equal(looks.size, 4);
  });

  for (const colorScheme of ["dark", "light"]) test(`passes axe at every level (${colorScheme})`, async () => {
    const one = await context({ colorScheme });
    const page = await clock(one, "fr", { time: false });
    await page.evaluate(axeSource);
    for (const level of ["calm", "soon", "last", "over"]) {
      const end = { calm: 60, soon: 400, last: 550, over: 700 }[level];
      const source = await one.newPage();
      await source.goto(`${server.origin}/fr/talks/plain/deck/clock/`);
      await tell(source, end);
      await source.close();
      await page.waitForFunction((level) => document.documentElement.dataset.level === level, level);
      const { violations } = await page.evaluate((levels) => window.axe.run(document, { runOnly: levels }), axeLevels);
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), [], level);
    }
  });

  test("goes on from what it last knew when the server is away, and says so", async () => {
    const own = await start();
    const one = await context();
    const page = await open(one, `${own.origin}/en/talks/plain/deck/clock/`, { time: false, global: null });
    const source = await one.newPage();
    await source.goto(`${own.origin}/en/talks/plain/deck/clock/`);
    await tell(source, 60);
    await said(page, "Time left");
    own.child.kill("SIGKILL");
    await page.waitForFunction(() => document.getElementById("_c-note").textContent.startsWith("The server does not answer"), null, { timeout: 15_000 });
    const before = (await face(page)).digits;
    await page.waitForFunction((before) => document.getElementById("_c-digits").textContent !== before, before);
    assert.match((await face(page)).digits, /^8:\d\d$/);
  });
});
