// The presenter view in a browser: it leads and follows, measures, records, and says what it could not do.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import net from "node:net";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { axeLevels, launch, lutrin, repository, temporaryFolder } from "./support.mjs";

const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const addresses = { fr: "/talks/essai/deck/", en: "/en/talks/essai/deck/" };

/** Five minutes: two parts, steps, and two slides that may go. */
const deck = (t) => `---
title: ${t("Deck d’essai", "Test deck")}
variants: {short: {duration: 2m}}
---

# ${t("Un talk", "A talk")} {#opening .title time=30s}

::: notes
${t("Bonsoir à toutes et à tous.", "Good evening, everybody.")}
:::

---

# ${t("Pourquoi", "Why")} {#why .default time=2m}

::: notes
${t("Parce que.", "Because.")} [${t("Un lien", "A link")}](https://example.org/)
:::

---

## ${t("Pas à pas", "Step by step")} {#steps}

::: incremental
- ${t("premier", "first")}
- ${t("deuxième", "second")}
:::

---

## ${t("En plus", "More")} {#more optional time=40s not=short}

![](plain.svg)

---

# ${t("Comment", "How")} {#how time=2m30s}

---

## ${t("À sauter", "To skip")} {#skippable optional time=1m}

::: notes
${Array.from({ length: 60 }, (_, line) => `${t("Ligne", "Line")} ${line + 1}.`).join("\n\n")}
:::

---

## ${t("Merci", "Thank you")} {#end}
`;

function makeSite() {
  const root = path.join(temporaryFolder(), "site");
  lutrin("init", root);
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  for (const [lang, t] of [["fr", (fr) => fr], ["en", (_, en) => en]]) {
    write(`content/talks/essai/index.${lang}.md`, `---\ntitle: ${t("Essai", "Test")}\nduration: 6m\nquestions: 1m\nspeakers: [Camille Roy - Lutrin]\n---\n${t("Un résumé.", "An abstract.")}\n`);
    write(`content/talks/essai/deck.${lang}.md`, deck(t));
  }
  write("content/people.yaml", "camille: {name: Camille Roy}\nlutrin: {name: Lutrin}\nme: {name: Moi}\n");
  write("content/talks/duo/index.fr.md", "---\ntitle: Duo\nduration: 6m\nspeakers: [camille, lutrin]\n---\nÀ deux.\n");
  write("content/talks/duo/deck.fr.md", "---\ntitle: Duo\n---\n\n# Un {#one time=3m}\n\n---\n\n# Deux {#two time=3m}\n\n::: incremental\n- a\n- b\n:::\n");
  write("content/talks/essai/plain.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="9" height="9"/></svg>');
  return { root, write };
}

/** Starts the dev server; `stop` kills it. */
/** Servers that run: a test that fails leaves none behind, which would keep the others from ending. */
const running = new Set();

async function start(root, port = 20_000 + Math.floor(Math.random() * 20_000)) {
  const child = spawn(program, ["serve", "--root", root, "--port", String(port)], { stdio: ["ignore", "pipe", "ignore"] });
  const origin = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(/http:\/\/[^\s/]+/.exec(String(data))[0]));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const stop = () =>
    new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGKILL");
    });
  /** A machine that hangs: it takes connections, and answers nothing. */
  const hang = () => child.kill("SIGSTOP");
  const wake = () => child.kill("SIGCONT");
  return { origin, port, stop, hang, wake };
}

let site, server, browser;
before(async () => {
  site = makeSite();
  server = await start(site.root);
  browser = await launch();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
after(async () => {
  await browser?.close();
  running.forEach((child) => child.kill("SIGKILL"));
});

const policy = "default-src 'self'";

/** A browser of its own, with the strictest policy on every page. */
async function makeContext(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(15_000);
  await context.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  return context;
}

async function openPage(context, address, { clock = null } = {}) {
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error.stack}`));
  page.on("console", (message) => message.type() === "error" && page.complaints.push(`${message.text()} ${message.location().url}`));
  if (clock) await page.clock.install({ time: new Date(clock) });
  await page.goto(server.origin + address);
  await page.waitForFunction(() => window.lutrinDeck || window.lutrinPresenter);
  // From here on time passes only when a test says so.
  if (clock) await page.clock.pauseAt(new Date(new Date(clock).getTime() + 5000));
  return page;
}

const openDeck = (context, lang = "fr", hash = "") => openPage(context, addresses[lang] + hash);
const openPresenter = (context, { lang = "fr", hash = "", variant = "", ...options } = {}) => openPage(context, `${addresses[lang]}${variant}presenter/${hash}`, options);

/** Where a window is: `plan/2`. */
const where = (page) =>
  page.evaluate(() => {
    const { state, deck } = window.lutrinDeck ?? window.lutrinPresenter;
    return `${deck.slides[state.slide]}/${state.step}`;
  });
const isAt = (page, place) =>
  page.waitForFunction((place) => {
    const { state, deck } = window.lutrinDeck ?? window.lutrinPresenter;
    return `${deck.slides[state.slide]}/${state.step}` === place;
  }, place);
async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}
/** Lets time pass at one go: what a window does each second it does once, and then a second longer. */
async function passes(page, milliseconds) {
  await page.clock.fastForward(milliseconds - 1000);
  await page.clock.runFor(1000);
}
const shown = (page, name) => page.locator(`#_p-${name}`).innerText();
const record = (page) => page.evaluate(() => window.lutrinPresenter.record);
const run = (page) => page.evaluate(() => window.lutrinPresenter.run);

function rehearsals() {
  const folder = path.join(site.root, "content/talks/essai/rehearsals");
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort() : [];
}
const rehearsal = (name) => readFileSync(path.join(site.root, "content/talks/essai/rehearsals", name), "utf8");

/** Waits, outside the page's clock, until something is so. */
async function until(what, message = "", most = 300) {
  for (let tries = 0; tries < most; tries += 1) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never came: ${message || what}`);
}

/** Whatever is said, nothing has to be scrolled to. */
async function fits(page) {
  const found = await page.evaluate(() => {
    const box = document.getElementById("_p-forward").getBoundingClientRect();
    return [document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollHeight <= innerHeight, box.bottom <= innerHeight && box.height > 100];
  });
  assert.deepEqual(found, [true, true, true]);
}

describe("two windows of one browser", () => {
  test("lead and follow each other, steps and curtains as well", async () => {
    const context = await makeContext();
    const audience = await openDeck(context);
    const presenter = await openPresenter(context);
    await press(presenter, "ArrowRight", "PageDown", "Space");
    await isAt(audience, "steps/1");
    await press(audience, "ArrowRight", "ArrowRight");
    await isAt(presenter, "more/0");
    await press(presenter, "b");
    await audience.waitForFunction(() => window.lutrinDeck.state.curtain === "black");
    assert.ok(await presenter.locator("#_p-curtain").isVisible());
    await press(audience, "ArrowRight");
    await presenter.waitForFunction(() => window.lutrinPresenter.state.curtain === null);
    assert.equal(await where(presenter), "more/0", "the first key only raises it");
    assert.deepEqual([...presenter.complaints, ...audience.complaints], []);
  });

  test("who loads again, or comes late, is where the others are", async () => {
    const context = await makeContext();
    const presenter = await openPresenter(context, { hash: "#/steps/1" });
    const audience = await openDeck(context);
    await isAt(audience, "steps/1");
    await press(presenter, "End");
    await isAt(audience, "end/0");
    await audience.goto("about:blank");
    await press(presenter, "ArrowLeft");
    await audience.goto(server.origin + addresses.fr);
    await isAt(audience, "skippable/0");
    await press(audience, "Home");
    await isAt(presenter, "opening/0");
    await presenter.reload();
    await press(audience, "ArrowRight");
    await isAt(presenter, "why/0");
    const late = await openDeck(context, "en");
    await isAt(late, "why/0");
    await press(late, "ArrowRight");
    await isAt(presenter, "steps/0");
  });

  test("two readers without a presenter go their own ways", async () => {
    const context = await makeContext();
    const [one, other] = [await openDeck(context), await openDeck(context)];
    // All that is said in this browser, which proves that the other one heard it.
    await other.evaluate(() => {
      window.told = [];
      new BroadcastChannel(`lutrin:${window.lutrinDeck.deck.deck}`).onmessage = (event) => window.told.push(event.data);
    });
    await press(one, "ArrowRight", "ArrowRight");
    await other.waitForFunction(() => window.told.some((message) => message.at === 2 || (message.at === 1 && message.seq > 1)));
    await other.waitForTimeout(50);
    assert.equal(await where(other), "opening/0");
  });

  test("each opens the other by S, and says whether it is there", async () => {
    const context = await makeContext();
    const audience = await openDeck(context, "fr", "#/steps/1");
    const [presenter] = await Promise.all([context.waitForEvent("page"), press(audience, "s")]);
    await presenter.waitForFunction(() => window.lutrinPresenter);
    assert.match(presenter.url(), /\/talks\/essai\/deck\/presenter\/#\/steps\/1$/);
    await presenter.waitForFunction(() => document.getElementById("_p-audience").dataset.is === "there");
    assert.equal(await shown(presenter, "audience"), "Public connecté");
    await context.close();
    const alone = await openPresenter(await makeContext());
    assert.equal(await shown(alone, "audience"), "Pas de fenêtre du public");
  });

  test("a published deck knows of no presenter", async () => {
    const out = path.join(temporaryFolder(), "public");
    lutrin("build", "--root", site.root, "--out", out);
    const names = readdirSync(out, { recursive: true }).map(String);
    assert.deepEqual(names.filter((name) => /presenter/.test(name)), []);
    assert.ok(!readFileSync(path.join(out, "talks/essai/deck/index.html"), "utf8").includes("Bonsoir"));
  });
});

describe("several devices, through the server", () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  test("a phone leads the windows on stage, and follows them", async () => {
    const stage = await makeContext();
    const presenter = await openPresenter(stage);
    const audience = await openDeck(stage, "en");
    const remote = await openPresenter(await makeContext(phone));
    await remote.locator("#_p-forward").tap();
    await isAt(presenter, "why/0");
    await isAt(audience, "why/0");
    await press(audience, "ArrowRight", "ArrowRight");
    await isAt(remote, "steps/1");
    // Who speaks before having heard the others is not heard.
    await isAt(presenter, "steps/1");
    await press(presenter, "w");
    await remote.waitForFunction(() => window.lutrinPresenter.state.curtain === "white");
    await remote.locator("#_p-forward").tap();
    await audience.waitForFunction(() => window.lutrinDeck.state.curtain === null);
    assert.equal(await where(remote), "steps/1");
    await remote.waitForFunction(() => !document.getElementById("_p-others").hidden);
    assert.deepEqual([...presenter.complaints, ...audience.complaints, ...remote.complaints], []);
  });

  test("a phone comes in by the button at its one-time address, without scripts as well", async (t) => {
    const made = makeSite();
    const port = String(20_000 + Math.floor(Math.random() * 20_000));
    const child = spawn(program, ["present", "essai", "--root", made.root, "--lan", "--port", port], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    try {
      const way = await until(() => /^http\S+_lutrin\/enter\S+$/m.exec(said)?.[0] ?? /no address on a network/.exec(said)?.[0], "a way in");
      if (!way.startsWith("http")) return t.skip("this machine is on no network");
      for (const colorScheme of ["light", "dark"]) {
        const looker = await browser.newContext({ ...phone, colorScheme, javaScriptEnabled: false });
        const page = await looker.newPage();
        await page.goto(way);
        const button = await page.getByRole("button", { name: "Ouvrir" }).boundingBox();
        assert.ok(button.height >= 48 && button.width > 300, JSON.stringify(button));
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `entrance-${colorScheme}.png`) });
      }
      const context = await browser.newContext(phone);
      const page = await context.newPage();
      const complaints = [];
      page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && complaints.push(message.text()));
      await page.goto(way);
      await page.evaluate(axeSource);
      assert.deepEqual((await page.evaluate(() => window.axe.run())).violations.map(({ id }) => id), []);
      await page.getByRole("button", { name: "Ouvrir" }).tap();
      await page.waitForFunction(() => window.lutrinPresenter);
      assert.deepEqual(complaints, []);
      const late = await (await browser.newContext(phone)).newPage();
      assert.equal((await late.goto(way)).status(), 403);
      assert.equal(await late.getByRole("button").count(), 0);
      if (process.env.SHOTS) await late.screenshot({ path: path.join(process.env.SHOTS, "entrance-closed.png") });
    } finally {
      child.kill("SIGKILL");
    }
  });

  test("a phone that was away, and a server that was started again, miss nothing", async () => {
    const made = makeSite();
    let other = await start(made.root);
    const visit = async (context, address) => {
      const page = await context.newPage();
      await page.goto(other.origin + address);
      await page.waitForFunction(() => window.lutrinDeck || window.lutrinPresenter);
      return page;
    };
    const presenter = await visit(await makeContext(), `${addresses.fr}presenter/`);
    const far = await makeContext(phone);
    const remote = await visit(far, `${addresses.fr}presenter/`);
    await press(presenter, "ArrowRight");
    await isAt(remote, "why/0");
    await far.setOffline(true);
    await press(presenter, "ArrowRight", "ArrowRight");
    await far.setOffline(false);
    await isAt(remote, "steps/1");
    await other.stop();
    await press(presenter, "End");
    other = await start(made.root, other.port);
    try {
      await isAt(remote, "end/0");
      await remote.locator("#_p-previous").tap();
      await isAt(presenter, "skippable/0");
    } finally {
      await other.stop();
    }
  });

  /** A network between a device and the server: it may fall silent without a word, as it does for a phone that sleeps. */
  async function network(port) {
    let open = [];
    const proxy = net.createServer((client) => {
      const inner = net.connect(port, "127.0.0.1");
      // The server answers to its own address alone.
      const renamed = (data) => Buffer.from(data.toString("latin1").replaceAll(`127.0.0.1:${proxy.address().port}`, `127.0.0.1:${port}`), "latin1");
      client.on("data", (data) => inner.write(renamed(data))).on("error", () => {}).on("close", () => inner.destroy());
      inner.on("data", (data) => client.write(data)).on("error", () => {}).on("close", () => client.destroy());
      open.push(client, inner);
    });
    await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const silence = () => {
      for (const socket of open) socket.removeAllListeners("data").on("data", () => {});
      open = [];
    };
    const close = () => {
      for (const socket of open) socket.destroy();
      proxy.close();
    };
    return { origin: `http://127.0.0.1:${proxy.address().port}`, silence, close };
  }

  test("a phone that slept on a connection that died follows again", async () => {
    const presenter = await openPresenter(await makeContext());
    const wire = await network(server.port);
    const remote = await (await makeContext(phone)).newPage();
    await remote.goto(`${wire.origin}${addresses.fr}presenter/`);
    await remote.waitForFunction(() => window.lutrinPresenter);
    await press(presenter, "ArrowRight");
    await isAt(remote, "why/0");
    wire.silence();
    await press(presenter, "ArrowRight", "ArrowRight");
    await until(async () => (await where(remote)) === "steps/1", "it follows again", 400);
    wire.close();
  });

  test("a view that is no longer let in stays, and says so, until it is let in again", async () => {
    const remote = await openPresenter(await makeContext(phone), { lang: "en" });
    let isShut = true;
    await remote.route("**/*", (route) => {
      const isOwn = route.request().resourceType() === "fetch" && /\/presenter\/$/.test(route.request().url());
      if (!isShut || !(isOwn || route.request().method() === "POST")) return route.fallback();
      return isOwn ? route.fulfill({ status: 404, contentType: "text/html", body: "<p>Nothing is here.</p>" }) : route.fulfill({ status: 403, body: "no" });
    });
    await remote.evaluate(() => {
      window.isSame = true;
      window.dispatchEvent(new CustomEvent("lutrin:reload", { cancelable: true }));
    });
    await remote.waitForFunction(() => /no longer let in/.test(document.getElementById("_p-audience").textContent));
    await remote.locator("#_p-forward").tap();
    await fits(remote);
    assert.ok(await remote.evaluate(() => window.isSame), "the page is still there, with its notes");
    assert.match(await shown(remote, "notes"), /Because/);
    isShut = false;
    await until(async () => !/no longer/.test(await shown(remote, "audience")), "it is let in again");
    await Promise.all([remote.waitForEvent("load"), remote.evaluate(() => { window.dispatchEvent(new CustomEvent("lutrin:reload", { cancelable: true })); })]);
    await remote.waitForFunction(() => window.lutrinPresenter && !window.isSame);
  });

  test("a phone whose server died says at once that it controls nothing", async () => {
    const made = makeSite();
    const dying = await start(made.root);
    const [phone, desk] = [await makeContext({ viewport: { width: 390, height: 844 }, hasTouch: true }), await makeContext()];
    const open = async (context, address) => {
      const page = await context.newPage();
      await page.goto(dying.origin + address);
      await page.waitForFunction(() => window.lutrinDeck || window.lutrinPresenter);
      return page;
    };
    const audience = await open(desk, addresses.en);
    const beside = await open(desk, `${addresses.en}presenter/`);
    const page = await open(phone, `${addresses.en}presenter/`);
    const told = (view) => shown(view, "audience");
    for (const view of [page, beside]) await until(async () => /Audience connected/.test(await told(view)), "it is there");
    await dying.stop();
    await until(async () => /The server does not answer: this device controls nothing/.test(await told(page)), "it says so", 40);
    await until(async () => /Audience connected/.test(await told(beside)), "windows of one browser need no server");
    await press(beside, "ArrowRight");
    await isAt(audience, "why/0");
    const back = await start(made.root, dying.port);
    await until(async () => /Audience connected/.test(await told(page)), "it is back");
    await back.stop();
  });

  test("a phone whose screen cannot be kept on says so, once", async () => {
    const context = await makeContext(phone);
    await context.addInitScript(() => { Object.defineProperty(Navigator.prototype, "wakeLock", { value: undefined }); });
    const remote = await openPresenter(context, { lang: "en" });
    assert.match(await remote.locator("dialog[open]").innerText(), /Switch its automatic lock off/);
    await remote.getByRole("button", { name: "Close" }).tap();
    await remote.locator("#_p-forward").tap();
    assert.equal(await where(remote), "why/0");
    const again = await openPresenter(context, { lang: "en" });
    assert.equal(await again.locator("dialog[open]").count(), 0);
    assert.equal(await (await openPresenter(await makeContext(phone))).locator("dialog[open]").count(), 0, "where it is kept on, nothing is said");
  });

  test("what was said before by windows that are closed leads nobody", async () => {
    const context = await makeContext();
    const presenter = await openPresenter(context);
    await press(presenter, "End");
    await context.close();
    const far = await makeContext();
    const heard = [];
    await far.exposeFunction("tell", (data) => heard.push(data));
    await far.addInitScript(() => {
      // A browser whose windows share no stream has one in each.
      delete window.SharedWorker;
      const Real = window.EventSource;
      window.EventSource = class extends Real {
        constructor(...all) {
          super(...all);
          for (const name of ["message", "past"]) this.addEventListener(name, (event) => window.tell(event.data));
        }
      };
    });
    const late = await openDeck(far);
    // The server still knows the last place, and says it.
    await until(() => heard.some((data) => data.includes('"slide":"end"')), "it is told");
    await late.waitForTimeout(50);
    assert.equal(await where(late), "opening/0");
    // Over a new connection it says so again.
    heard.length = 0;
    await late.evaluate(() => dispatchEvent(new Event("online")));
    await until(() => heard.some((data) => data.includes('"slide":"end"')), "it is heard again");
    await late.waitForTimeout(50);
    assert.equal(await where(late), "opening/0");
  });
});

describe("from a folder, without a server", () => {
  for (const [how, closed] of [["through the browser", ""], ["from opener to opened alone", "BroadcastChannel"]]) {
    test(`two files lead and follow each other, ${how}`, async () => {
      const folder = temporaryFolder();
      lutrin("export", "essai", "--single-file", "--presenter", "--root", site.root, "--output", folder);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      if (closed) await context.addInitScript((name) => { window[name] = undefined; }, closed);
      const presenter = await context.newPage();
      const complaints = [];
      context.on("weberror", (error) => complaints.push(String(error.error())));
      presenter.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      await presenter.goto(`${pathToFileURL(folder)}/essai-presenter.fr.html#/why`);
      await presenter.waitForFunction(() => window.lutrinPresenter);
      const [audience] = await Promise.all([context.waitForEvent("page"), presenter.keyboard.press("s")]);
      await audience.waitForFunction(() => window.lutrinDeck);
      assert.match(audience.url(), /\/essai\.fr\.html#\/why$/);
      await press(presenter, "ArrowRight", "ArrowRight");
      await isAt(audience, "steps/1");
      await press(audience, "ArrowRight");
      await isAt(presenter, "steps/2");
      await presenter.waitForFunction(() => document.getElementById("_p-audience").dataset.is === "there");
      assert.equal(await shown(presenter, "saved"), "Sans serveur\u00a0: gardée dans ce navigateur");
      const [file] = await Promise.all([presenter.waitForEvent("download"), presenter.locator("#_p-download").click()]);
      const saved = path.join(temporaryFolder(), file.suggestedFilename());
      await file.saveAs(saved);
      assert.match(readFileSync(saved, "utf8"), /"slide": "steps",\s+"enter": 0,/);
      assert.ok(!readFileSync(path.join(folder, "essai.fr.html"), "utf8").includes("Bonsoir"), "the audience's file has no notes");
      assert.deepEqual(complaints, []);
    });
  }
});

describe("the time", () => {
  test("starts with the first step, pauses, goes on, counts questions apart, ends", async () => {
    const context = await makeContext();
    const page = await openPresenter(context, { clock: "2026-11-23T18:04:05" });
    await page.clock.runFor(20_000);
    assert.equal(await shown(page, "elapsed"), "0:00");
    assert.equal(await shown(page, "mode"), "Démarre au premier pas");
    assert.equal(await shown(page, "clock"), "18:04");
    await press(page, "ArrowRight");
    await page.clock.runFor(90_000);
    assert.deepEqual([await shown(page, "elapsed"), await shown(page, "remaining"), await shown(page, "end")], ["1:30", "3:30", "18:09"]);
    await press(page, "t");
    await page.clock.runFor(60_000);
    assert.deepEqual([await shown(page, "elapsed"), await shown(page, "mode"), await shown(page, "end")], ["1:30", "En pause · 1:00", "18:10"]);
    await press(page, "ArrowRight");
    await page.clock.runFor(10_000);
    assert.equal(await shown(page, "elapsed"), "1:40", "the next step goes on");
    await press(page, "q");
    await page.clock.runFor(30_000);
    assert.equal(await shown(page, "mode"), "Questions · 0:30");
    assert.equal(await page.locator("#_p-questions").getAttribute("aria-pressed"), "true");
    await press(page, "q");
    await page.clock.runFor(5000);
    assert.deepEqual([await shown(page, "elapsed"), await shown(page, "asked")], ["1:45", "Questions jusqu’ici\u00a0: 0:30"]);
    await press(page, "e");
    await page.getByRole("button", { name: "Terminer et garder" }).click();
    await page.clock.runFor(30_000);
    assert.deepEqual([await shown(page, "elapsed"), await shown(page, "mode")], ["1:45", "La répétition est terminée"]);
    await press(page, "t");
    await page.clock.runFor(3000);
    assert.equal(await shown(page, "elapsed"), "0:03", "another run");
    assert.deepEqual(page.complaints, []);
  });

  test("tells the pace in words and shapes, the agenda, and what can go", async () => {
    const page = await openPresenter(await makeContext(), { lang: "en", hash: "#/why", clock: "2026-11-23T18:04:05" });
    const shape = (element) => element.evaluate((one) => getComputedStyle(one, "::before").clipPath);
    const pace = async (name) => {
      const element = page.locator(`#_p-${name}`);
      return [await element.getAttribute("data-word"), await element.innerText(), await shape(element) === "none" ? 0 : 1];
    };
    await press(page, "t");
    await page.clock.runFor(10_000);
    assert.deepEqual(await pace("pace"), ["ahead", "0:30 ahead", 1], "the title was left out");
    assert.deepEqual(await pace("slide-pace"), ["room", "0:30 left", 1]);
    await page.clock.runFor(35_000);
    assert.deepEqual([await pace("pace"), await pace("slide-pace")], [["ahead", "0:25 ahead", 1], ["move_on", "Time to move on", 1]]);
    await page.clock.runFor(60_000);
    assert.deepEqual([await pace("pace"), await pace("slide-pace")], [["behind", "0:35 behind", 1], ["over", "1:05 too long", 1]]);
    assert.equal(await shown(page, "cuts-note"), "That wins back 0:40: on time again.");
    assert.deepEqual(await page.locator("#_p-cuts .is-advised").allInnerTexts(), ["skip\n4. More\n0:40"].map((text) => text.replace(/\n/g, "\n")));
    const rows = await page.locator("#_p-agenda tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent).join("|") + (row.getAttribute("aria-current") ? "*" : "")));
    assert.deepEqual(rows, ["A talk|0:30||−0:30", "Why|2:00|1:45|*", "How|2:30||"]);
    const shapes = await page.locator('[data-word]:not([data-word=""])').evaluateAll((all) => all.map((one) => getComputedStyle(one, "::before").clipPath));
    assert.ok(new Set(shapes).size > 1, "the pace can be told without colour");
    await press(page, "End");
    await page.clock.runFor(5000);
    assert.equal(await shown(page, "cuts-note"), "No slide ahead is optional.");
  });

  test("stays paused when slides change, where its speaker chose so", async () => {
    const context = await makeContext();
    const page = await openPresenter(context, { lang: "en", clock: "2026-11-23T18:00:00Z" });
    const hold = page.locator("#_p-hold");
    assert.equal(await hold.isVisible(), false, "there is nothing to hold yet");
    const modeAfter = async (...keys) => {
      await press(page, ...keys);
      await page.clock.runFor(1000);
      return (await run(page)).mode;
    };
    assert.equal(await modeAfter("ArrowRight", "t"), "pause");
    assert.equal(await modeAfter("ArrowRight"), "talk", "the next step goes on");
    await press(page, "t");
    await hold.click();
    assert.equal(await modeAfter("ArrowRight", "ArrowRight"), "pause");
    assert.equal(await modeAfter("t"), "talk");
    await page.reload();
    await page.waitForFunction(() => window.lutrinPresenter);
    assert.equal(await hold.isChecked(), true, "it is remembered");
    const audience = await openDeck(context, "en");
    await press(page, "t");
    await press(audience, "ArrowRight");
    await page.clock.runFor(1000);
    assert.equal((await run(page)).mode, "pause", "also for a step in the audience's window");
    await hold.click();
  });

  test("jumps and steps back start nothing, S and T do what they say", async () => {
    const page = await openPresenter(await makeContext(), { clock: "2026-11-23T18:04:05", hash: "#/how" });
    await press(page, "ArrowLeft", "Home", "End", "3", "Enter");
    assert.equal((await run(page)).phase, "ready");
    await page.locator("#_p-time").click();
    await page.clock.runFor(1000);
    assert.deepEqual([(await run(page)).phase, (await run(page)).visits[0].slide], ["running", "steps"]);
    await press(page, "Space");
    assert.equal(await where(page), "steps/1", "the button that was clicked keeps no key");
  });
});

describe("the record", () => {
  test("is what was done", async () => {
    const page = await openPresenter(await makeContext({ timezoneId: "Europe/Paris" }), { clock: "2026-11-23T18:04:05+01:00" });
    await page.clock.pauseAt(new Date("2026-11-23T18:05:00+01:00"));
    const before = rehearsals();
    await press(page, "ArrowRight");
    for (const [seconds, ...keys] of [[30, "ArrowRight"], [12.5, "t"], [20, "t"], [7.5, "End"], [10, "q"], [40, "q"], [5, "Home"]]) {
      await page.clock.runFor(seconds * 1000);
      await press(page, ...keys);
    }
    await page.clock.runFor(2000);
    await press(page, "e");
    await page.getByRole("button", { name: "Terminer et garder" }).click();
    await page.clock.runFor(300);
    await until(async () => (await record(page)).kind === "saved", "saved");
    const { id } = await run(page);
    const name = `2026-11-23T180500-${id}.fr.yaml`;
    await until(() => rehearsals().includes(name) && rehearsal(name).includes("state: ended"), name);
    assert.deepEqual(rehearsals().filter((other) => !before.includes(other) && !other.startsWith("2026-11-23T1804")), [name]);
    const text = rehearsal(name);
    const after = (key) => text.split(`\n${key}:\n`)[1].split(/\n\w/)[0].split("\n").map((line) => line.trim());
    assert.deepEqual(after("visits"), [
      '- {slide: "why", enter: 0.0, leave: 30.0}',
      '- {slide: "steps", enter: 30.0, leave: 70.0}',
      '- {slide: "end", enter: 70.0, leave: 125.0}',
      '- {slide: "opening", enter: 125.0, leave: 127.0}',
    ]);
    assert.deepEqual(after("pauses"), ["- {from: 42.5, to: 62.5}"]);
    assert.deepEqual(after("questions"), ["- {from: 80.0, to: 120.0}"]);
    for (const line of ["started: 2026-11-23T18:05:00+01:00", "language: fr", "slot: 300", "state: ended", "end: 127.0"]) assert.ok(text.split("\n").includes(line), `${line} in ${text}`);
    await page.waitForFunction((name) => document.getElementById("_p-saved").innerText.endsWith(`rehearsals/${name}`), name);
    const report = lutrin("rehearsals", "essai", "--root", site.root, "--format", "json");
    assert.ok(report.includes("2026-11-23T18:05:00+01:00"), report);
    assert.deepEqual(page.complaints, []);
  });

  test("is saved as it goes, and goes on after the page was loaded again", async () => {
    const page = await openPresenter(await makeContext({ timezoneId: "UTC" }), { lang: "en", clock: "2026-11-24T10:00:00Z" });
    await press(page, "ArrowRight");
    await page.clock.runFor(6000);
    const name = await until(() => rehearsals().find((name) => name.startsWith("2026-11-24")), "a file while it goes");
    await page.clock.runFor(6000);
    await until(() => Number(/^end: (.*)$/m.exec(rehearsal(name))[1]) >= 8, "no more than five seconds are missing");
    assert.match(rehearsal(name), /^state: running$/m);
    const { id } = await run(page);
    await page.reload();
    await page.waitForFunction(() => window.lutrinPresenter);
    const again = await run(page);
    assert.deepEqual([again.id, again.phase, again.visits.map((visit) => visit.slide)], [id, "running", ["why"]]);
    assert.equal(await page.locator("dialog[open]").count(), 0, "nobody is asked in the middle of a talk");
    await press(page, "ArrowRight");
    await page.clock.runFor(6000);
    await until(() => rehearsal(name).includes('slide: "steps"'), "the same file");
    assert.deepEqual(rehearsals().filter((other) => other.startsWith("2026-11-24")), [name]);
    assert.deepEqual(page.complaints, []);
  });

  test("is saved as it goes when the clock on the wall is set back", async () => {
    const page = await openPresenter(await makeContext({ timezoneId: "UTC" }), { lang: "en", clock: "2026-11-28T10:00:00Z" });
    await press(page, "ArrowRight");
    await page.clock.runFor(6000);
    const name = await until(() => rehearsals().find((name) => name.startsWith("2026-11-28")), "a file while it goes");
    await page.clock.setSystemTime("2026-11-28T08:00:00Z");
    await page.clock.runFor(10_000);
    await until(() => Number(/^end: (.*)$/m.exec(rehearsal(name))[1]) >= 11, "no more than five seconds are missing");
    assert.deepEqual(page.complaints, []);
  });

  test("that was not ended is offered: go on, keep, discard", async () => {
    const context = await makeContext({ timezoneId: "UTC" });
    const begin = async (day) => {
      const page = await openPresenter(context, { lang: "en", clock: `${day}T10:00:00Z` });
      await press(page, "ArrowRight");
      await page.clock.runFor(20_000);
      const name = await until(() => rehearsals().find((name) => name.startsWith(day)), day);
      await page.close();
      const later = await openPresenter(context, { lang: "en", clock: `${day}T10:05:00Z` });
      await later.clock.runFor(1000);
      assert.match(await later.locator("dialog[open]").innerText(), /A run was not ended/);
      assert.deepEqual(await axeViolations(later), []);
      return { later, name };
    };
    const { later, name } = await begin("2026-11-25");
    await later.getByRole("button", { name: "Go on, without that time" }).click();
    await later.clock.runFor(6000);
    const resumed = await run(later);
    assert.equal(resumed.phase, "running");
    assert.equal(resumed.pauses.length, 1, "the time in between is a pause");
    assert.equal(await where(later), "why/0", "it goes on where it was");
    assert.deepEqual(resumed.visits.map((visit) => visit.slide), ["why"]);
    assert.ok(Math.abs(resumed.now - 3050) < 100, String(resumed.now));
    await press(later, "e");
    await later.getByRole("button", { name: "End and keep it" }).click();
    await later.clock.runFor(500);
    await until(() => rehearsal(name).includes("state: ended"), "ended");
    await later.close();

    const kept = await begin("2026-11-26");
    await kept.later.getByRole("button", { name: "End it here and keep it" }).click();
    await kept.later.clock.runFor(500);
    await until(() => /^state: ended\nend: 2\d\./m.test(rehearsal(kept.name)), "kept as it was");
    await kept.later.close();

    const gone = await begin("2026-11-27");
    await gone.later.getByRole("button", { name: "Discard it" }).click();
    await until(() => !rehearsals().includes(gone.name), "its file is gone");
    assert.equal((await run(gone.later)).phase, "ready");
    await press(gone.later, "ArrowRight");
    await gone.later.clock.runFor(1000);
    assert.equal((await run(gone.later)).phase, "running");
  });

  test("of a tab that was closed asks whether the time away counts", async () => {
    const context = await makeContext({ timezoneId: "UTC" });
    for (const [day, button, pauses] of [["2026-12-05", "Go on, and count it", 0], ["2026-12-06", "Go on, without that time", 1]]) {
      const page = await openPresenter(context, { lang: "en", clock: `${day}T10:00:00Z` });
      await press(page, "ArrowRight");
      await page.clock.runFor(20_000);
      await page.close();
      const later = await openPresenter(context, { lang: "en", clock: `${day}T10:00:33Z` });
      await later.clock.runFor(1000);
      assert.match(await later.locator("dialog[open]").innerText(), /You were away for 0:1\d\. Was that part of the talk\?/);
      await later.getByRole("button", { name: button }).click();
      await later.clock.runFor(1000);
      const resumed = await run(later);
      assert.deepEqual([resumed.phase, resumed.pauses.length], ["running", pauses], button);
      assert.ok(resumed.now > 330, `the clock on the wall went on: ${resumed.now}`);
      await press(later, "e", "Enter");
      await later.clock.runFor(500);
      assert.equal((await run(later)).phase, "ended", "Enter ends what E was pressed for");
      await until(async () => {
        await later.clock.runFor(1000);
        return rehearsals().some((name) => name.startsWith(day) && rehearsal(name).includes("state: ended"));
      }, day);
      await later.close();
    }
  });

  test("that nobody ended is kept or discarded from the backstage", async () => {
    const day = "2026-12-07";
    for (const hour of ["10", "11"]) {
      const context = await makeContext({ timezoneId: "UTC" });
      const page = await openPresenter(context, { lang: "en", clock: `${day}T${hour}:00:00Z` });
      await press(page, "ArrowRight");
      await page.clock.runFor(20_000);
      await until(async () => {
        await page.clock.runFor(1000);
        return rehearsals().some((name) => name.startsWith(`${day}T${hour}`));
      }, hour);
      // Nothing of it is left in a browser.
      await context.close();
    }
    const page = await (await makeContext()).newPage();
    await page.goto(`${server.origin}/en/backstage/talks/essai/`);
    const items = page.locator(".unfinished li");
    await until(async () => (await items.count()) >= 2, "both are there");
    const of = (hour) => items.filter({ hasText: `${day}T${hour}` });
    const settle = async (hour, button) => {
      // The window that recorded keeps its lease for some seconds.
      await until(async () => {
        if (!(await of(hour).count())) return true;
        await of(hour).getByRole("button", { name: button }).click({ timeout: 2000 }).catch(() => null);
        await page.waitForTimeout(500);
        return !(await of(hour).count());
      }, `${button} at ${hour}`, 60);
    };
    await settle("10", "Keep it as it is");
    await settle("11", "Discard it");
    const left = rehearsals().filter((name) => name.startsWith(day));
    assert.equal(left.length, 1);
    assert.match(rehearsal(left[0]), /^state: ended$/m);
  });

  test("waits in the browser while the server is away, and can be downloaded and taken in", async () => {
    const made = makeSite();
    const away = await start(made.root);
    const context = await makeContext({ timezoneId: "UTC" });
    const page = await context.newPage();
    await page.clock.install({ time: new Date("2026-12-01T09:59:00Z") });
    await page.goto(`${away.origin}${addresses.fr}presenter/`);
    await page.waitForFunction(() => window.lutrinPresenter);
    await page.clock.pauseAt(new Date("2026-12-01T10:00:00Z"));
    await press(page, "ArrowRight");
    await page.clock.runFor(5000);
    await until(async () => (await record(page)).kind === "saved", "saved");
    await away.stop();
    await press(page, "ArrowRight");
    await page.clock.runFor(10_000);
    await until(async () => (await record(page)).kind === "unsaved", "it says so");
    assert.match(await shown(page, "saved"), /Non enregistrée\s: le serveur ne répond pas/);
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#_p-download").click()]);
    const name = file.suggestedFilename();
    const { id } = await run(page);
    assert.equal(name, `2026-12-01T100000-${id}.fr.yaml`);
    const saved = path.join(temporaryFolder(), file.suggestedFilename());
    await file.saveAs(saved);
    const other = makeSite();
    assert.match(lutrin("rehearsals", "import", saved, "--root", other.root), /rehearsals\/2026-12-01T100000-[0-9a-f]{8}\.fr\.yaml/);
    const back = await start(made.root, away.port);
    try {
      await until(async () => {
        await page.clock.runFor(2000);
        return (await record(page)).kind === "saved";
      }, "saved again by itself");
      const folder = path.join(made.root, "content/talks/essai/rehearsals");
      // The next state may be being written beside it.
      assert.deepEqual(readdirSync(folder).filter((file) => file.endsWith(".yaml")), [name], "a server that was started again goes on with the file");
      assert.match(readFileSync(path.join(folder, name), "utf8"), /slide: "steps"/);
    } finally {
      await back.stop();
    }
  });

  /** A presenter view of a server of its own, with a run that is saved; `file()` is its name. */
  async function beginRun() {
    const made = makeSite();
    const served = await start(made.root);
    const page = await (await makeContext({ timezoneId: "UTC" })).newPage();
    await page.goto(`${served.origin}${addresses.fr}presenter/`);
    await page.waitForFunction(() => window.lutrinPresenter);
    await press(page, "ArrowRight");
    const folder = path.join(made.root, "content/talks/essai/rehearsals");
    const files = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : []);
    await until(async () => (await record(page)).kind === "saved" && files().length === 1, "saved");
    return { made, served, page, files };
  }
  async function discard(page) {
    await press(page, "e");
    await page.getByRole("button", { name: "Supprimer" }).click();
  }

  test("says that it is not saved while the server hangs, and is saved when it is back", async () => {
    const { served, page } = await beginRun();
    served.hang();
    await until(async () => (await record(page)).kind === "unsaved", "it says so");
    assert.match(await shown(page, "saved"), /le serveur ne répond pas/);
    assert.ok(await page.locator("#_p-download").isVisible());
    served.wake();
    await until(async () => (await record(page)).kind === "saved", "saved again");
    await served.stop();
  });

  test("is discarded by a server that was started again, and by one that was away", async () => {
    const { made, served, page, files } = await beginRun();
    await served.stop();
    let again = await start(made.root, served.port);
    await discard(page);
    await until(() => files().length === 0, "its file is gone");
    await press(page, "Home", "ArrowRight");
    await until(async () => (await record(page)).kind === "saved" && files().length === 1, "another run is saved");
    await again.stop();
    await discard(page);
    await until(async () => /supprimée est encore là/.test(await shown(page, "saved")), "it says so");
    await page.waitForTimeout(300);
    assert.equal(files().length, 1);
    again = await start(made.root, served.port);
    await until(() => files().length === 0, "it is gone when the server is back");
    await until(async () => !/supprimée/.test(await shown(page, "saved")), "and nothing is left to say");
    await again.stop();
  });

  test("is discarded in the end, also when the page went while the server was away", async () => {
    const { made, served, page, files } = await beginRun();
    await served.stop();
    await discard(page);
    await until(async () => /supprimée est encore là/.test(await shown(page, "saved")), "it says so");
    await page.goto("about:blank");
    const again = await start(made.root, served.port);
    await page.goto(`${again.origin}${addresses.fr}presenter/`);
    await until(() => files().length === 0, "it is gone");
    assert.equal((await run(page)).phase, "ready");
    await again.stop();
  });

  test("of a run that was ended without a server waits here, and the next one is timed", async () => {
    const folder = temporaryFolder();
    lutrin("export", "essai", "--presenter", "--root", site.root, "--output", folder);
    const page = await (await browser.newContext()).newPage();
    const open = async () => {
      await page.goto("about:blank");
      await page.goto(`${pathToFileURL(folder)}/essai-presenter.fr.html`);
      await page.waitForFunction(() => window.lutrinPresenter);
    };
    await open();
    await press(page, "ArrowRight", "e");
    await page.getByRole("button", { name: "Terminer et garder" }).click();
    await open();
    assert.equal((await run(page)).phase, "ready");
    assert.match(await shown(page, "saved"), /Une répétition est gardée dans ce navigateur/);
    await press(page, "ArrowRight");
    assert.equal((await run(page)).phase, "running", "the next one is timed");
    const files = [];
    page.on("download", (file) => files.push(file.suggestedFilename()));
    await page.locator("#_p-download").click();
    await until(() => files.length > 0, "the first one can be downloaded");
  });

  test("is recorded without a server by the window that is left", async () => {
    const folder = temporaryFolder();
    lutrin("export", "essai", "--presenter", "--root", site.root, "--output", folder);
    const context = await browser.newContext();
    const open = async () => {
      const page = await context.newPage();
      await page.goto(`${pathToFileURL(folder)}/essai-presenter.fr.html`);
      await page.waitForFunction(() => window.lutrinPresenter);
      return page;
    };
    const first = await open();
    const second = await open();
    await second.waitForFunction(() => !document.getElementById("_p-others").hidden);
    await press(first, "ArrowRight");
    await until(async () => (await record(second)).kind === "elsewhere", "the one that begins records");
    assert.equal((await record(first)).kind, "local");
    const { id } = await run(first);
    await first.close();
    await until(async () => (await record(second)).kind === "local", "the other one goes on", 500);
    const kept = await second.evaluate(() => JSON.parse(localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith("lutrin:run:")))));
    assert.equal(kept.run.id, id, "with the same run");
  });

  test("of two presenter windows the one that begins records, until its speaker wants it elsewhere", async () => {
    const context = await makeContext({ timezoneId: "UTC" });
    const first = await openPresenter(context);
    const second = await openPresenter(context);
    await second.waitForFunction(() => !document.getElementById("_p-others").hidden);
    const before = rehearsals().length;
    await press(second, "ArrowRight");
    await isAt(first, "why/0");
    await until(async () => (await record(second)).kind === "saved", "the one that begins records");
    await until(async () => (await record(first)).kind === "elsewhere", "the other one does not");
    assert.ok(!(await first.locator("#_p-others").isHidden()));
    assert.ok(await second.locator("#_p-take").isHidden());
    assert.equal(rehearsals().length, before + 1);
    assert.equal((await run(first)).phase, "running", "its time runs as well");
    await first.locator("#_p-take").click();
    await until(async () => (await record(first)).kind === "saved", "it records now");
    await until(async () => (await record(second)).kind === "elsewhere", "and the one that began does not");
    assert.deepEqual([rehearsals().length, (await run(first)).term > (await run(second)).term - 1], [before + 1, true]);
    assert.deepEqual([...first.complaints, ...second.complaints], []);
  });
});

describe("one run in several windows", () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  /** A laptop and a phone with a server of their own; `files()` are the runs that it saved. */
  async function stage() {
    const made = makeSite();
    const served = await start(made.root);
    const visit = async (context, address = `${addresses.fr}presenter/`) => {
      const page = await context.newPage();
      await page.goto(served.origin + address);
      await page.waitForFunction(() => window.lutrinPresenter || window.lutrinDeck);
      return page;
    };
    const far = await makeContext(phone);
    const laptop = await visit(await makeContext());
    const remote = await visit(far);
    for (const page of [laptop, remote]) await page.waitForFunction(() => !document.getElementById("_p-others").hidden);
    const folder = path.join(made.root, "content/talks/essai/rehearsals");
    const files = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")) : []);
    const file = () => readFileSync(path.join(folder, files()[0]), "utf8");
    return { made, served, visit, far, laptop, remote, files, file };
  }
  const isIn = (page, phase, mode) => page.waitForFunction(([phase, mode]) => window.lutrinPresenter.run.phase === phase && window.lutrinPresenter.run.mode === mode, [phase, mode]);

  test("is paused, asked and ended from any of them, and one that comes later shows the same", async () => {
    const { made, served, visit, laptop, remote, files, file } = await stage();
    await remote.locator("#_p-forward").tap();
    await isIn(laptop, "running", "talk");
    assert.equal((await run(laptop)).id, (await run(remote)).id);
    await press(remote, "t");
    await isIn(laptop, "running", "pause");
    await press(laptop, "t");
    await isIn(remote, "running", "talk");
    await press(remote, "q");
    await isIn(laptop, "running", "questions");
    const late = await visit(await makeContext(), `${addresses.en}presenter/`);
    await isIn(late, "running", "questions");
    const [one, other] = [await run(laptop), await run(late)];
    assert.deepEqual([other.id, other.started], [one.id, one.started]);
    assert.ok(Math.abs(one.now - other.now) < 20, `${one.now} ${other.now}`);
    const audience = await visit(await makeContext(), addresses.fr);
    await isAt(audience, "why/0");
    await press(remote, "q", "e");
    await remote.getByRole("button", { name: "Terminer et garder" }).click();
    for (const page of [laptop, late]) await isIn(page, "ended", "talk");
    await until(() => files().length === 1 && file().includes("state: ended"), "it is over on the disk");
    // One that hears of it when it is over leaves it alone, whatever becomes of its file.
    const [name] = files();
    rmSync(path.join(made.root, "content/talks/essai/rehearsals", name));
    const after = await visit(await makeContext());
    await isIn(after, "ended", "talk");
    await after.close();
    await late.reload();
    await isIn(late, "ended", "talk");
    await late.waitForTimeout(600);
    assert.deepEqual(files(), []);
    await press(late, "t");
    for (const page of [laptop, remote]) await isIn(page, "running", "talk");
    assert.notEqual((await run(laptop)).id, one.id);
    await until(() => files().length === 1, "the next one is saved");
    await press(laptop, "e");
    await laptop.getByRole("button", { name: "Supprimer" }).click();
    for (const page of [remote, late]) await isIn(page, "ready", "talk");
    await until(() => files().length === 0, "it is discarded");
    await served.stop();
  });

  test("that was over when a window heard of it is not that window's to save, however often it hears", async () => {
    const { served, visit, laptop, remote, files } = await stage();
    for (const page of [laptop, remote]) await page.close();
    const page = await visit(await makeContext());
    await page.evaluate(() => {
      const { deck, hash, lang, slot, slides, slides_plan } = window.lutrinPresenter.deck;
      const data = { version: 2, id: "1a2b3c4d", revision: 3, started: "2026-11-23T18:04:05+00:00", language: lang, variant: null, speaker: null, slot, deck: hash, slides: slides_plan.map(({ id, hash, title, part, plan, optional }) => ({ id, hash, title, part, plan, optional })), visits: [{ slide: slides[0], enter: 0, leave: 20 }], pauses: [], questions: [], state: "ended", end: 20 };
      const run = { commands: 3, by: "zz", term: 0, mode: "talk", records: true, document: data };
      const others = new BroadcastChannel(`lutrin:${deck}`);
      for (let times = 0; times < 3; times += 1) others.postMessage({ v: 1, from: "zz", role: "presenter", run });
    });
    await isIn(page, "ended", "talk");
    await page.waitForTimeout(600);
    assert.deepEqual(files(), []);
    await served.stop();
  });

  test("goes on in the same file when the window that records is closed", async () => {
    const { served, laptop, remote, files, file } = await stage();
    await press(laptop, "ArrowRight");
    await isIn(remote, "running", "talk");
    await until(() => files().length === 1, "saved");
    await laptop.close();
    await until(async () => (await record(remote)).kind === "saved", "the phone records", 500);
    await press(remote, "ArrowRight");
    await until(() => file().includes('slide: "steps"'), "in the same file");
    await press(remote, "e");
    await remote.getByRole("button", { name: "Terminer et garder" }).click();
    await until(() => file().includes("state: ended"), "ended");
    assert.equal(files().length, 1);
    await served.stop();
  });

  test("is one file when the window that records was off the network for a while", async () => {
    const { served, laptop, remote, files, file } = await stage();
    await press(laptop, "ArrowRight");
    await isIn(remote, "running", "talk");
    await until(() => files().length === 1, "saved");
    await laptop.context().setOffline(true);
    await until(async () => (await record(remote)).kind === "saved", "the phone records", 500);
    await press(remote, "ArrowRight");
    await until(() => file().includes('slide: "steps"'), "in the same file");
    await press(remote, "ArrowLeft");
    await until(() => (file().match(/slide: "why"/g) ?? []).length === 2, "and further");
    await laptop.context().setOffline(false);
    await until(async () => (await record(laptop)).kind === "elsewhere", "the first one is back, and does not record", 500);
    await press(laptop, "End");
    await until(() => file().includes('slide: "end"'), "in the same file");
    assert.deepEqual((await run(laptop)).visits.map((visit) => visit.slide).slice(0, 3), ["why", "steps", "why"]);
    await laptop.locator("#_p-take").click();
    await until(async () => (await record(laptop)).kind === "saved", "until its speaker wants it there");
    await until(async () => (await record(remote)).kind === "elsewhere", "and not on the phone", 500);
    await press(laptop, "Home");
    await until(() => file().includes('slide: "opening"'), "in the same file");
    assert.equal(files().length, 1, String(files()));
    await served.stop();
  });

  test("goes on in the same file from a window that came late, in whatever language", async () => {
    const { served, visit, far, laptop, remote, files, file } = await stage();
    await remote.close();
    await press(laptop, "ArrowRight");
    for (let times = 0; times < 30; times += 1) await press(laptop, "ArrowLeft", "ArrowRight");
    await until(() => files().length === 1, "saved");
    const { id, visits } = await run(laptop);
    const late = await visit(far, `${addresses.en}presenter/`);
    await isIn(late, "running", "talk");
    await laptop.close();
    await until(async () => (await record(late)).kind === "saved", "the other one saves", 500);
    await fits(late);
    await press(late, "Home", "ArrowRight");
    await until(() => (file().match(/enter:/g) ?? []).length >= visits.length + 2, "with what was before", 500);
    assert.deepEqual([(await run(late)).id, files().length, /^language: fr$/m.test(file())], [id, 1, true]);
    await served.stop();
  });

  test("goes on in another language, in the same file", async () => {
    const { served, laptop, remote, files, file } = await stage();
    await remote.close();
    await press(laptop, "ArrowRight");
    await until(() => files().length === 1, "saved");
    const { id } = await run(laptop);
    await press(laptop, "l");
    await laptop.waitForURL(`**${addresses.en}presenter/**`);
    await laptop.waitForFunction(() => window.lutrinPresenter);
    assert.deepEqual([(await run(laptop)).id, (await run(laptop)).phase], [id, "running"]);
    assert.equal(await laptop.locator("dialog[open]").count(), 0);
    await press(laptop, "ArrowRight");
    await until(() => file().includes('slide: "steps"'), "in the same file", 500);
    assert.deepEqual([files().length, /\.fr\.yaml$/.test(files()[0])], [1, true]);
    await served.stop();
  });

  test("neither ends nor goes on by mistake when another variant is wanted", async () => {
    const { served, laptop, files, file } = await stage();
    await press(laptop, "ArrowRight");
    await until(() => files().length === 1, "saved");
    const short = laptop.locator("#_p-variants a", { hasText: "short" });
    await short.click();
    const [beside] = await Promise.all([laptop.context().waitForEvent("page"), laptop.getByRole("button", { name: "L’ouvrir dans un autre onglet" }).click()]);
    await beside.waitForURL("**/deck/short/presenter/**");
    assert.equal((await run(laptop)).phase, "running");
    await beside.close();
    await short.click();
    await laptop.getByRole("button", { name: /^Terminer cette répétition/ }).click();
    await laptop.waitForURL("**/deck/short/presenter/**");
    await until(() => file().includes("state: ended"), "kept as it was");
    await served.stop();
  });
});

async function axeViolations(page) {
  // It waits, and a clock that stands still would keep it waiting.
  await page.clock.resume();
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (levels) => (await window.axe.run(document, { runOnly: levels })).violations, axeLevels);
  return found.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
}

describe("the view", () => {
  test("shows now and next, step by step, and nothing on slides can be touched", async () => {
    const page = await openPresenter(await makeContext({ reducedMotion: "reduce" }), { hash: "#/steps" });
    const visible = (stage) => page.locator(`${stage} .slide.current .fragment`).evaluateAll((all) => all.map((element) => getComputedStyle(element).visibility === "visible"));
    assert.deepEqual([await visible("#_main"), await visible("#_p-next")], [[false, false], [true, false]]);
    await press(page, "ArrowRight", "ArrowRight");
    assert.deepEqual(await visible("#_main"), [true, true]);
    assert.equal(await shown(page, "next-label"), "Diapositive suivante");
    assert.equal(await page.locator("#_p-next h2").innerText(), "En plus");
    assert.equal(await page.evaluate(() => document.querySelectorAll("[id]").length - new Set([...document.querySelectorAll("[id]")].map((element) => element.id)).size), 0, "no id stands twice");
    const { now, next } = await page.evaluate(() => {
      const box = (stage) => document.querySelector(`${stage} .slide.current`).getBoundingClientRect();
      return { now: box("#_main").width / box("#_main").height, next: box("#_p-next").width / box("#_p-next").height };
    });
    for (const ratio of [now, next]) assert.ok(Math.abs(ratio - 16 / 9) < 0.02, String(ratio));
    for (let tabs = 0; tabs < 20; tabs += 1) {
      await press(page, "Tab");
      assert.ok(!(await page.evaluate(() => Boolean(document.activeElement.closest(".p-frame")))));
    }
    await page.evaluate(() => document.activeElement.blur());
    await press(page, "End");
    assert.equal(await shown(page, "next-label"), "C’est la dernière diapositive");
    assert.ok(!(await page.locator("#_p-next").isVisible()), "nothing old stands there");
    await press(page, "ArrowLeft");
    assert.ok(await page.locator("#_p-next .slide.current").isVisible());
  });

  test("a remote leads wherever somebody clicked, and what was clicked keeps no key", async () => {
    const page = await openPresenter(await makeContext(), { hash: "#/skippable" });
    await page.locator("#_p-notes").click();
    await press(page, "ArrowDown");
    await page.waitForFunction(() => document.getElementById("_p-notes").scrollTop > 0);
    assert.equal(await where(page), "skippable/0", "up and down are the notes'");
    await press(page, "PageDown");
    assert.equal(await where(page), "end/0");
    await press(page, "PageUp", "ArrowLeft", "Space");
    assert.equal(await where(page), "skippable/0");
    for (const [name, title] of [["finish", "Terminer la répétition"], ["help", "Aide"]]) {
      await page.locator(`#_p-${name}`).click();
      assert.match(await page.locator("dialog[open]").innerText(), new RegExp(title));
      await press(page, "Escape", "Space", "ArrowLeft", "Enter", "ArrowLeft");
      assert.deepEqual([await page.locator("dialog[open]").count(), await where(page)], [0, "skippable/0"], name);
    }
  });

  test("whose run it is changes by its own keys alone", async () => {
    const page = await openPage(await makeContext(), "/talks/duo/deck/presenter/");
    const speaker = page.locator("#_p-speaker");
    await speaker.focus();
    await press(page, "PageDown", "ArrowRight");
    assert.deepEqual([await where(page), await speaker.inputValue()], ["two/1", ""]);
    await press(page, "ArrowDown", "ArrowDown");
    assert.deepEqual([await where(page), await speaker.inputValue()], ["two/1", "lutrin"], "the last one can be reached");
  });

  test("digits that are typed are shown, and never over the clock", async () => {
    const page = await openPresenter(await makeContext());
    await press(page, "1", "2");
    const typed = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement, "::before");
      return [style.content, style.position, parseFloat(style.left) < innerWidth / 2, parseFloat(style.top) > innerHeight / 2];
    });
    assert.deepEqual(typed, ['"12"', "fixed", true, true]);
    await press(page, "Escape");
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement, "::before").content), "none");
  });

  test("what changes beside the slides is said aloud, and the time is not", async () => {
    const page = await openPresenter(await makeContext(), { clock: "2026-11-23T18:04:05" });
    const said = () => page.locator("#_p-aloud[role=status]").textContent();
    assert.equal(await said(), "");
    await press(page, "ArrowRight");
    const words = [await said()];
    for (const key of ["t", "t", "q", "q"]) {
      await press(page, key);
      await page.clock.runFor(2000);
      words.push(await said());
    }
    assert.deepEqual(words, ["Le temps court", "Pause", "Le temps court", "Questions, comptées à part", "Le temps court"]);
    await press(page, "e");
    assert.match(await page.locator("dialog[open]").innerText(), /0:04 jusqu’ici\.\s+En plus\u00a0: pauses 0:02 · questions 0:02/, "the clock's time, and beside it the rest");
    await page.getByRole("button", { name: "Terminer et garder" }).click();
    await page.clock.runFor(500);
    assert.match(await said(), /^La répétition est terminée|^Enregistrée/);
  });

  test("in colours of the system every state is still there", async () => {
    const page = await openPresenter(await makeContext({ forcedColors: "active" }), { hash: "#/why", clock: "2026-11-23T18:04:05" });
    await press(page, "ArrowRight", "q");
    await page.clock.runFor(10_000);
    const ground = (selector, part) => page.locator(selector).first().evaluate((element, part) => getComputedStyle(element, part).backgroundColor, part);
    assert.notEqual(await ground("#_p-questions"), await ground("#_p-finish"));
    assert.notEqual(await ground("#_p-split", "::after"), await ground("body"));
    await until(async () => (await record(page)).kind === "saved", "saved");
    assert.notEqual(await ground("#_p-saved", "::before"), await ground("#_p-audience", "::before"), "full, and empty");
    assert.notEqual(await page.locator("#_p-variants [aria-current]").evaluate((link) => getComputedStyle(link).borderBottomWidth), "0px");
    assert.equal(await page.locator("#_p-slide-bar").evaluate((bar) => getComputedStyle(bar).borderTopWidth), "1px");
  });

  test("notes have a size and a share that stay, by keys", async () => {
    const context = await makeContext();
    const page = await openPresenter(context, { hash: "#/skippable" });
    const size = () => page.locator("#_p-notes").evaluate((box) => parseFloat(getComputedStyle(box).fontSize));
    const usual = await size();
    await press(page, "+", "+");
    const large = await size();
    assert.ok(large > usual * 1.3);
    assert.match(await shown(page, "notes"), /^Ligne 1\./);
    await press(page, "j", "j");
    await page.waitForFunction(() => document.getElementById("_p-notes").scrollTop > 100);
    await press(page, "k", "k", "k");
    await page.waitForFunction(() => document.getElementById("_p-notes").scrollTop === 0);
    const split = page.getByRole("separator");
    const height = () => page.locator("#_p-slides").evaluate((box) => box.clientHeight);
    const before = await height();
    await split.focus();
    await press(page, "ArrowDown", "ArrowDown");
    assert.ok((await height()) > before);
    assert.equal(await split.getAttribute("aria-valuenow"), "58");
    assert.equal(await where(page), "skippable/0", "the line had the keys");
    await press(page, "PageDown");
    assert.equal(await where(page), "end/0", "but not those of a remote");
    await page.mouse.move(...(await split.boundingBox().then((box) => [box.x + 50, box.y + 5])));
    await page.mouse.down();
    await page.mouse.move(200, 300);
    await page.mouse.up();
    const share = await split.getAttribute("aria-valuenow");
    assert.notEqual(share, "58");
    await page.reload();
    await page.waitForFunction(() => window.lutrinPresenter);
    assert.deepEqual([await size(), await split.getAttribute("aria-valuenow")], [large, share]);
    await press(page, "-", "-");
    assert.equal(await size(), usual);
  });

  test("the deck's keys lead, help names the others, L changes the language and keeps the place", async () => {
    const page = await openPresenter(await makeContext(), { hash: "#/steps/1" });
    await press(page, "?");
    const help = await page.locator("dialog[open]").innerText();
    for (const words of ["Démarrer, suspendre, reprendre", "Questions, comptées à part", "Vue d’ensemble", "Diapositive suivante, sans les étapes"]) assert.ok(help.includes(words), words);
    assert.ok(!help.includes("Lire comme un article"));
    const caps = await page.locator("dialog[open] kbd").allTextContents();
    assert.ok(caps.includes("+") && caps.every(Boolean), String(caps));
    await press(page, "Escape", "r");
    assert.equal(await page.evaluate(() => window.lutrinPresenter.state.mode), "presenting");
    await press(page, "o", "ArrowRight", "Enter");
    assert.equal(await where(page), "more/0");
    await press(page, "g");
    await page.keyboard.type("pas");
    await press(page, "Enter", "ArrowRight", "l");
    await page.waitForURL(`**${addresses.en}presenter/#/steps/1`);
    await page.waitForFunction(() => window.lutrinPresenter);
    assert.deepEqual(page.complaints, []);
  });

  test("variants have their own view, and say which they are", async () => {
    const page = await openPresenter(await makeContext(), { variant: "short/" });
    assert.equal(await page.locator("#_p-variants [aria-current]").innerText(), "short");
    assert.equal(await page.evaluate(() => window.lutrinPresenter.deck.slot), 60);
    await page.locator("#_p-variants a", { hasText: "Diaporama entier" }).click();
    await page.waitForURL(`**${addresses.fr}presenter/`);
  });

  /** Blocks of the view that lie over each other, what cannot be reached, and whether the view itself is scrolled. */
  const layout = (page) =>
    page.evaluate(() => {
      const view = document.querySelector(".p-view");
      const isSeen = (element) => element.getClientRects().length > 0;
      const blocks = [...view.querySelectorAll(".p-head, .p-time, .p-slides, .p-slide-time, .p-script, .p-agenda, .p-cuts, .p-side > .p-buttons, .p-remote button")].filter(isSeen);
      const box = (element) => element.getBoundingClientRect();
      const crosses = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
      const over = blocks.flatMap((one, at) => blocks.slice(at + 1).filter((other) => crosses(box(one), box(other))).map((other) => `${one.className || one.id} × ${other.className || other.id}`));
      const end = Math.max(view.scrollHeight, innerHeight) - view.scrollTop + 1;
      const things = [...view.querySelectorAll("button, #_p-elapsed, #_p-remaining, #_p-pace, #_p-place, #_p-slide-pace, #_p-slide-bar, #_p-cuts .is-advised")].filter(isSeen);
      const lost = things.filter((thing) => {
        const list = thing.closest(".p-list");
        return box(thing).height < 1 || box(thing).right > innerWidth + 1 || box(thing).bottom > end || (list && !list.closest(".p-side > *").clientHeight);
      });
      return { over, lost: lost.map((thing) => thing.id || thing.textContent), isScrolled: view.scrollHeight > view.clientHeight + 1 || view.scrollWidth > view.clientWidth };
    });

  const touch = { hasTouch: true, isMobile: true };
  for (const [width, height, options] of [[1280, 800], [1366, 625], [1920, 1080], [683, 384], [768, 1024, touch], [1024, 768, touch], [390, 844, touch], [844, 390, touch]]) {
    test(`holds on ${width} × ${height}, large enough, without a violation`, async () => {
      const page = await openPresenter(await makeContext({ viewport: { width, height }, reducedMotion: "reduce", ...options }), { clock: "2026-11-23T18:04:05" });
      await page.evaluate(() => {
        window.violations = [];
        document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
      });
      assert.deepEqual(await axeViolations(page), [], "at rest");
      await press(page, "ArrowRight");
      await passes(page, 200_000);
      assert.deepEqual(await axeViolations(page), [], "late");
      assert.deepEqual(await layout(page), { over: [], lost: [], isScrolled: height < 384 + 1 }, "late");
      await press(page, "t", "b");
      await page.clock.runFor(500);
      assert.deepEqual(await axeViolations(page), [], "paused, black");
      assert.ok(await page.locator("#_p-curtain").isVisible(), "a black screen is told");
      const digits = await page.locator("#_p-elapsed").evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
      // From two metres: 22 mm on a laptop of 290 mm, more on a larger screen; a low window leaves less.
      assert.ok(digits >= (width > 1000 ? width * (height > 640 ? 0.1 : 0.075) : 60), `${digits} px`);
      const sizes = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth, document.documentElement.scrollHeight, innerHeight]);
      assert.ok(sizes[0] <= sizes[1] && sizes[2] <= sizes[3], String(sizes));
      const cut = await page.locator(".p-view button:visible").evaluateAll((all) => all.filter((button) => button.scrollWidth > button.clientWidth + 1 || button.getBoundingClientRect().height < 24).map((button) => button.textContent));
      assert.deepEqual(cut, []);
      const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(light, "rgb(17, 16, 14)");
      assert.deepEqual(await page.evaluate(() => window.violations), []);
      assert.deepEqual(page.complaints, []);
    });
  }

  test("the slide takes more than two fifths of a laptop, and its row has no bare ground", async () => {
    for (const [width, height] of [[1280, 720], [1280, 800], [1920, 1080]]) {
      const page = await openPresenter(await makeContext({ viewport: { width, height } }));
      const [slide, row] = await page.evaluate(() => [".p-now .p-frame", ".p-slides"].map((name) => document.querySelector(name).getBoundingClientRect().toJSON()));
      assert.ok(slide.width > 0.4 * width, `${slide.width} of ${width}`);
      assert.ok(row.bottom - slide.bottom < 8, `${row.bottom - slide.bottom} pixels below the slide`);
    }
  });

  test("a listener has lines to write on, beside a slide and its notes", async () => {
    const context = await makeContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${server.origin}${addresses.fr}handout/`);
    const look = await page.evaluate(() => {
      const slides = [...document.querySelectorAll(".handout-slide")];
      const noted = slides.find((slide) => slide.querySelector(".handout-notes"));
      const { backgroundImage, gridRowEnd, gridColumnStart } = getComputedStyle(noted, "::after");
      const isKept = slides.every((slide) => getComputedStyle(slide.querySelector(".slide")).breakInside === "avoid");
      return { isRuled: backgroundImage.startsWith("repeating-linear-gradient"), gridRowEnd, gridColumnStart, isKept };
    });
    assert.deepEqual(look, { isRuled: true, gridRowEnd: "span 2", gridColumnStart: "2", isKept: true });
  });

  for (const [width, height, spaced] of [[1366, 768, true], [320, 256, false], [640, 360, true], [390, 844, true]]) {
    test(`enlarged or spaced out to ${width} × ${height}, nothing covers anything, and all can be reached`, async () => {
      const page = await openPresenter(await makeContext({ viewport: { width, height }, reducedMotion: "reduce" }), { clock: "2026-11-23T18:04:05" });
      const spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }";
      if (spaced) {
        await page.evaluate((text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          document.adoptedStyleSheets = [sheet];
        }, spacing);
      }
      await press(page, "ArrowRight");
      await passes(page, 800_000);
      const { over, lost } = await layout(page);
      assert.deepEqual({ over, lost }, { over: [], lost: [] });
      assert.ok((await page.locator("#_p-notes").boundingBox()).height > 40);
      await page.locator(".p-view button:visible").last().scrollIntoViewIfNeeded();
      const box = await page.locator(".p-view button:visible").last().boundingBox();
      assert.ok(box.y >= 0 && box.y + box.height <= height + 1, JSON.stringify(box));
    });
  }

  test("who is behind sees what to leave out, on a low window as well", async () => {
    for (const height of [768, 625]) {
      const page = await openPresenter(await makeContext({ viewport: { width: 1366, height } }), { clock: "2026-11-23T18:04:05" });
      await press(page, "ArrowRight");
      await passes(page, 200_000);
      const end = await page.locator(".p-cuts").evaluate((cuts) => cuts.getBoundingClientRect().bottom);
      for (const cut of await page.locator("#_p-cuts .is-advised").all()) {
        const box = await cut.boundingBox();
        assert.ok(box.height > 20 && box.y + box.height <= end + 1 && end <= height, `${height}: ${JSON.stringify(box)}`);
      }
      const [now, list] = await page.locator("#_p-agenda [aria-current]").evaluate((row) => [row, row.closest(".p-list")].map((element) => element.getBoundingClientRect()));
      assert.ok(now.top >= list.top - 1 && now.bottom <= list.bottom + 1, `${height}: where the talk is can be seen`);
    }
  });

  for (const [width, height] of [[390, 844], [844, 390], [768, 1024], [1024, 768]]) {
    test(`under fingers two large buttons lead, on ${width} × ${height}`, async () => {
      const page = await openPresenter(await makeContext({ viewport: { width, height }, ...touch }));
      for (const name of ["previous", "forward"]) {
        const box = await page.locator(`#_p-${name}`).boundingBox();
        assert.ok(box.width > 120 && box.height > 80 && box.y >= 0 && box.y + box.height <= height && box.x + box.width <= width, JSON.stringify(box));
      }
      await page.locator("#_p-forward").tap();
      await page.locator("#_p-forward").tap();
      await page.locator("#_p-previous").tap();
      assert.equal(await where(page), "why/0");
      assert.match(await shown(page, "notes"), /Parce que/);
      for (const name of ["elapsed", "pace", "slide-pace", "slide-bar"]) assert.ok(await page.locator(`#_p-${name}`).isVisible(), name);
      await press(page, "b");
      assert.equal(await shown(page, "curtain"), "Le public voit un écran noir");
      assert.equal(await shown(page, "forward"), "Montrer la diapositive");
      await page.locator("#_p-forward").tap();
      assert.deepEqual([await where(page), await shown(page, "forward")], ["why/0", "Suite"]);
    });
  }

  test("without scripts it says what it needs them for", async () => {
    const page = await (await makeContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${server.origin}${addresses.en}presenter/`);
    assert.match(await page.locator("noscript, .p-noscript").first().innerText(), /needs scripts/);
  });
});
