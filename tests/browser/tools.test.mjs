// Pointer, pen, zoom and black-out in a browser: what is done in the presenter view, or on a phone, is seen in every window.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { axeLevels, launch, lutrin, repository, temporaryFolder } from "./support.mjs";

const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const addresses = { fr: "/talks/essai/deck/", en: "/en/talks/essai/deck/" };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

const deck = (t) => `---
title: ${t("Essai", "Test")}
---

# ${t("Un", "One")} {#one}

${t("Un texte", "A text")} [${t("avec un lien", "with a link")}](#three).

---

## ${t("Deux", "Two")} {#two}

::: incremental
- a
- b
:::

---

## ${t("Trois", "Three")} {#three}

${t("Fin", "End")}
`;

function makeSite() {
  const root = temporaryFolder();
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  write("lutrin.yaml", "title: {fr: T, en: T}\nbase_url: https://example.org\nlanguages: {fr: {name: Français}, en: {name: English}}\nroot_language: fr\n");
  for (const [lang, t] of [["fr", (fr) => fr], ["en", (_, en) => en]]) {
    write(`content/talks/essai/index.${lang}.md`, `---\ntitle: ${t("Essai", "Test")}\nduration: 6m\n---\n${t("Un résumé.", "An abstract.")}\n`);
    write(`content/talks/essai/deck.${lang}.md`, deck(t));
  }
  return root;
}

let root, server, origin, browser;
before(async () => {
  root = makeSite();
  server = spawn(program, ["serve", "--root", root, "--port", String(20_000 + Math.floor(Math.random() * 20_000))], { stdio: ["ignore", "pipe", "ignore"] });
  origin = await new Promise((resolve, reject) => {
    server.stdout.once("data", (data) => resolve(/http:\/\/[^\s/]+/.exec(String(data))[0]));
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  browser = await launch();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
after(async () => {
  await browser?.close();
  server?.kill("SIGKILL");
});

/** A browser of its own, with the strictest policy on every page. */
async function makeContext(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(15_000);
  await context.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": "default-src 'self'" } });
  });
  return context;
}

async function open(context, address) {
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error.stack}`));
  page.on("console", (message) => message.type() === "error" && !/favicon/.test(message.location().url) && page.complaints.push(`${message.text()} ${message.location().url}`));
  await page.goto(address.startsWith("file:") ? address : origin + address);
  await page.waitForFunction(() => window.lutrinDeck || window.lutrinPresenter);
  return page;
}
const openDeck = (context, lang = "fr") => open(context, addresses[lang]);
const openPresenter = (context, lang = "fr") => open(context, `${addresses[lang]}presenter/`);
const isAt = (page, place) => page.waitForFunction((place) => `${document.querySelector(".slide.current").id}/${(window.lutrinDeck ?? window.lutrinPresenter).state.step}` === place, place);

/** Those who lead and follow: a presenter view and the audience of one browser, and a phone. */
async function stage() {
  const here = await makeContext();
  const presenter = await openPresenter(here);
  const audience = await openDeck(here, "en");
  const remote = await openPresenter(await makeContext(phone));
  // They have heard of each other.
  await presenter.keyboard.press("ArrowRight");
  for (const page of [audience, remote]) await isAt(page, "two/0");
  return { here, presenter, audience, remote, all: [presenter, audience, remote] };
}

const isPressed = (page, name) => page.locator(`#_p-${name}`).getAttribute("aria-pressed").then((value) => value === "true");
async function take(page, name) {
  await page.locator(`#_p-${name}`).click();
  await page.waitForFunction((name) => document.documentElement.dataset.tool === name, name);
}

/** A place of the slide in a window, in pixels. */
async function spotOn(page, [x, y]) {
  const box = await page.locator(".p-now .p-frame, main.deck > .slide.current").first().boundingBox();
  return [box.x + x * box.width, box.y + y * box.height];
}
/** Draws with the mouse through places of the slide. */
async function drag(page, ...places) {
  await page.mouse.move(...(await spotOn(page, places[0])));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...(await spotOn(page, place)), { steps: 5 });
  await page.mouse.up();
}
/** The same with a finger. */
async function swipe(page, ...places) {
  const session = await page.context().newCDPSession(page);
  const touch = async (type, place) => session.send("Input.dispatchTouchEvent", { type, touchPoints: place ? [{ x: place[0], y: place[1] }] : [] });
  const [first, ...others] = await Promise.all(places.map((place) => spotOn(page, place)));
  await touch("touchStart", first);
  for (const place of others) await touch("touchMove", place);
  await touch("touchEnd");
}

const strokes = (page) => page.locator(".slide.current > .deck-ink path").count();
const hasStrokes = (page, count) => page.waitForFunction((count) => document.querySelectorAll(".slide.current > .deck-ink path").length === count, count);
/** Where the spot is, as parts of the slide, within a pixel of a large screen. */
const hasSpot = (page, place) => page.waitForFunction((place) => {
  const spot = document.querySelector(".slide.current > .deck-spot:not([hidden])");
  const slide = spot && spot.parentElement.getBoundingClientRect();
  const box = spot && spot.getBoundingClientRect();
  const at = spot && [(box.x + box.width / 2 - slide.x) / slide.width, (box.y + box.height / 2 - slide.y) / slide.height];
  return place ? at && Math.hypot(at[0] - place[0], at[1] - place[1]) < 0.01 : !spot;
}, place);
/** The part of the slide that its frame shows. */
const hasPart = (page, part) => page.waitForFunction((part) => {
  const slide = document.querySelector(".slide.current");
  // A phone shows its slide while a tool is in the hand.
  const large = slide.offsetWidth ? slide.getBoundingClientRect().width / slide.offsetWidth : Number(slide.style.getPropertyValue("--zoom") || 1);
  return Math.abs(large - (part ? 1 / part[2] : 1)) < 0.03 && slide.classList.contains("zoomed") === Boolean(part);
}, part);
const complaints = (pages) => pages.flatMap((page) => page.complaints);

describe("the pointer", () => {
  test("is at the same place of the slide in every window, whatever its size and language", async () => {
    const { presenter, audience, remote, all } = await stage();
    assert.equal(await presenter.locator("script[src*=tools]").count(), 0, "nothing is loaded before it is asked for");
    await take(presenter, "pointer");
    await presenter.mouse.move(...(await spotOn(presenter, [0.3, 0.6])));
    await presenter.mouse.move(...(await spotOn(presenter, [0.7, 0.4])));
    await hasSpot(audience, [0.7, 0.4]);
    await hasSpot(presenter, [0.7, 0.4]);
    await remote.locator("#_p-pointer").tap();
    await hasSpot(remote, [0.7, 0.4]);
    await presenter.keyboard.press("x");
    for (const page of all) await hasSpot(page, null);
    assert.deepEqual(complaints(all), []);
  });

  test("is gone with the slide, with the mouse, and with the device that pointed", async () => {
    const { presenter, audience, all } = await stage();
    await take(presenter, "pointer");
    await presenter.mouse.move(...(await spotOn(presenter, [0.5, 0.5])));
    await hasSpot(audience, [0.5, 0.5]);
    await presenter.mouse.move(900, 700);
    await hasSpot(audience, null);
    await presenter.mouse.move(...(await spotOn(presenter, [0.5, 0.6])));
    await hasSpot(audience, [0.5, 0.6]);
    await audience.keyboard.press("End");
    for (const page of all) await isAt(page, "three/0");
    await hasSpot(audience, null);
    await presenter.mouse.move(...(await spotOn(presenter, [0.2, 0.6])));
    await hasSpot(audience, [0.2, 0.6]);
    await presenter.close();
    await hasSpot(audience, null);
  });

  test("follows a finger of a phone, and is gone when it is lifted", async () => {
    const { remote, audience, presenter } = await stage();
    await remote.locator("#_p-pointer").tap();
    await remote.waitForFunction(() => document.documentElement.dataset.tool === "pointer");
    const session = await remote.context().newCDPSession(remote);
    const touch = async (type, place) => session.send("Input.dispatchTouchEvent", { type, touchPoints: place ? [{ x: place[0], y: place[1] }] : [] });
    await touch("touchStart", await spotOn(remote, [0.2, 0.2]));
    await touch("touchMove", await spotOn(remote, [0.6, 0.7]));
    for (const page of [audience, presenter]) await hasSpot(page, [0.6, 0.7]);
    await touch("touchEnd");
    for (const page of [audience, presenter]) await hasSpot(page, null);
  });

  test("goes by arrows where keys asked for it, until something else points", async () => {
    const { presenter, audience } = await stage();
    await presenter.keyboard.press("x");
    await presenter.waitForFunction(() => document.documentElement.dataset.tool === "pointer");
    for (const key of ["ArrowRight", "Shift+ArrowDown", "ArrowUp"]) await presenter.keyboard.press(key);
    await hasSpot(audience, [0.52, 0.58]);
    await isAt(presenter, "two/0");
    await presenter.keyboard.press("PageDown");
    await isAt(audience, "two/1");
    await presenter.mouse.move(...(await spotOn(presenter, [0.5, 0.5])));
    await presenter.keyboard.press("ArrowRight");
    await isAt(audience, "two/2");
    await presenter.keyboard.press("Escape");
    await hasSpot(audience, null);
    assert.equal(await presenter.evaluate(() => document.documentElement.dataset.tool), undefined);
  });
});

describe("the pen", () => {
  test("draws in all windows, with mouse and finger, and takes back", async () => {
    const { presenter, audience, remote, all } = await stage();
    await take(presenter, "pen");
    await drag(presenter, [0.2, 0.2], [0.4, 0.5], [0.6, 0.2]);
    await remote.locator("#_p-pen").tap();
    await remote.waitForFunction(() => document.documentElement.dataset.tool === "pen");
    await swipe(remote, [0.2, 0.8], [0.5, 0.7], [0.8, 0.8]);
    for (const page of all) await hasStrokes(page, 2);
    const boxes = await Promise.all(all.map((page) => page.locator(".slide.current > .deck-ink").evaluate((svg) => {
      const { x, y, width, height } = svg.getBBox();
      return [x / svg.viewBox.baseVal.width, y / svg.viewBox.baseVal.height, width / svg.viewBox.baseVal.width, height / svg.viewBox.baseVal.height];
    })));
    for (const box of boxes) box.forEach((value, at) => assert.ok(Math.abs(value - [0.2, 0.2, 0.6, 0.6][at]) < 0.02, `${box}`));
    // Each window takes back what it drew.
    await presenter.keyboard.press("u");
    for (const page of all) await hasStrokes(page, 1);
    await drag(presenter, [0.1, 0.1], [0.2, 0.1]);
    for (const page of all) await hasStrokes(page, 2);
    await remote.locator("#_p-undo").tap();
    for (const page of all) await hasStrokes(page, 1);
    await presenter.keyboard.press("c");
    for (const page of all) await hasStrokes(page, 0);
    assert.ok(await presenter.locator("#_p-undo").isDisabled());
    assert.deepEqual(await presenter.evaluate(() => window.lutrinPresenter.state.slide), 1, "nothing on the way turned a page");
    assert.deepEqual(complaints(all), []);
  });

  test("of two windows that draw at once loses nothing of either", async () => {
    const { presenter, remote, all } = await stage();
    await take(presenter, "pen");
    await remote.locator("#_p-pen").tap();
    await remote.waitForFunction(() => document.documentElement.dataset.tool === "pen");
    for (let turn = 0; turn < 4; turn += 1) {
      await Promise.all([drag(presenter, [0.1, 0.1 + turn / 10], [0.9, 0.1 + turn / 10]), swipe(remote, [0.1, 0.5 + turn / 10], [0.5, 0.5 + turn / 10], [0.9, 0.5 + turn / 10])]);
    }
    for (const page of all) await hasStrokes(page, 8);
    const drawn = await Promise.all(all.map((page) => page.locator(".deck-ink path").evaluateAll((paths) => paths.map((path) => path.getTotalLength()).every((length) => length > 1200))));
    assert.deepEqual(drawn, [true, true, true], "and each is whole");
  });

  test("is gone with the slide, or stays where somebody chose so, and that is remembered", async () => {
    const { here, presenter, audience, remote, all } = await stage();
    await take(presenter, "pen");
    await drag(presenter, [0.2, 0.2], [0.4, 0.5]);
    await hasStrokes(audience, 1);
    await presenter.keyboard.press("End");
    for (const page of all) await isAt(page, "three/0");
    await presenter.keyboard.press("PageUp");
    for (const page of all) await isAt(page, "two/2");
    for (const page of all) assert.equal(await strokes(page), 0);
    await presenter.locator("#_p-keep").click();
    await drag(presenter, [0.2, 0.2], [0.4, 0.5]);
    await hasStrokes(remote, 1);
    await presenter.keyboard.press("PageDown");
    for (const page of all) await isAt(page, "three/0");
    await presenter.keyboard.press("PageUp");
    for (const page of all) await hasStrokes(page, 1);
    const again = await openPresenter(here);
    await take(again, "pen");
    assert.ok(await isPressed(again, "keep"));
  });

  test("is told to windows that open late, and comes back after a reload", async () => {
    const { here, presenter, audience, remote } = await stage();
    await take(presenter, "pen");
    await drag(presenter, [0.2, 0.2], [0.4, 0.5]);
    await hasStrokes(remote, 1);
    const late = await openDeck(here);
    await isAt(late, "two/0");
    await hasStrokes(late, 1);
    const far = await openDeck(await makeContext());
    await hasStrokes(far, 1);
    await presenter.reload();
    await hasStrokes(presenter, 1);
    await take(presenter, "pen");
    await presenter.keyboard.press("c");
    for (const page of [presenter, audience, remote, late, far]) await hasStrokes(page, 0);
  });

  test("is saved as one file, with the numbers and titles of its slides", async () => {
    const { presenter } = await stage();
    await take(presenter, "pen");
    assert.ok(await presenter.locator("#_p-drawings").isDisabled());
    await presenter.locator("#_p-keep").click();
    await drag(presenter, [0.2, 0.2], [0.4, 0.5]);
    await presenter.keyboard.press("End");
    await isAt(presenter, "three/0");
    await drag(presenter, [0.2, 0.2], [0.4, 0.5]);
    const [download] = await Promise.all([presenter.waitForEvent("download"), presenter.locator("#_p-drawings").click()]);
    assert.equal(download.suggestedFilename(), "essai.drawings.fr.svg");
    const text = readFileSync(await download.path(), "utf8");
    assert.match(text, /2\. Deux<\/text>.*3\. Trois<\/text>/);
    assert.equal(text.match(/<path /g).length, 2);
  });

  test("neither follows links nor selects text, and touches no run", async () => {
    const context = await makeContext();
    const presenter = await openPresenter(context);
    const audience = await openDeck(context);
    await audience.waitForTimeout(300);
    await audience.keyboard.press("d");
    await audience.waitForFunction(() => document.documentElement.dataset.tool === "pen");
    const link = await audience.locator(".slide.current a").first().boundingBox();
    await audience.mouse.move(link.x + 4, link.y + 4);
    await audience.mouse.down();
    await audience.mouse.move(link.x + link.width - 4, link.y + 4, { steps: 4 });
    await audience.mouse.up();
    await audience.mouse.click(link.x + 4, link.y + 4);
    await hasStrokes(audience, 2);
    await hasStrokes(presenter, 2);
    assert.equal(await audience.evaluate(() => getSelection().toString() + document.querySelector(".slide.current").id), "one");
    assert.equal(await presenter.evaluate(() => window.lutrinPresenter.run.phase), "ready");
    await audience.keyboard.press("Escape");
    await audience.mouse.click(link.x + 4, link.y + 4);
    await isAt(presenter, "three/0");
  });
});

describe("zoom", () => {
  test("shows the part that was dragged over in all windows, until somebody steps on", async () => {
    const { presenter, audience, remote, all } = await stage();
    await take(presenter, "zoom");
    await drag(presenter, [0.2, 0.2], [0.6, 0.5]);
    for (const page of all) await hasPart(page, [0.2, 0.15, 0.4]);
    await take(remote, "zoom");
    await remote.locator("#_p-zoom-in").tap();
    for (const page of all) await hasPart(page, [0, 0, 0.4 / 1.5]);
    await remote.locator("#_p-zoom-whole").tap();
    for (const page of all) await hasPart(page, null);
    await presenter.keyboard.press("+");
    for (const page of all) await hasPart(page, [0, 0, 1 / 1.5]);
    await audience.keyboard.press("Escape");
    for (const page of all) await hasPart(page, null);
    await presenter.keyboard.press("+");
    for (const page of all) await hasPart(page, [0, 0, 1 / 1.5]);
    await presenter.keyboard.press("PageDown");
    for (const page of all) {
      await isAt(page, "two/1");
      await hasPart(page, null);
    }
    assert.equal(await presenter.evaluate(() => document.documentElement.dataset.tool), undefined, "and the tool is put back");
    await presenter.keyboard.press("PageUp");
    await isAt(audience, "two/0");
    await hasPart(audience, null);
    assert.deepEqual(complaints(all), []);
  });

  test("moves for nobody who asked for less motion, and is told to windows that open late", async () => {
    const { here, presenter, audience } = await stage();
    await audience.emulateMedia({ reducedMotion: "no-preference" });
    await take(presenter, "zoom");
    await drag(presenter, [0.2, 0.2], [0.6, 0.5]);
    await audience.locator(".slide.zoomed").waitFor();
    const duration = (page) => page.locator(".slide.zoomed").evaluate((slide) => getComputedStyle(slide).transitionDuration);
    assert.equal(await duration(presenter), "0s");
    assert.match(await duration(audience), /0\.3s/);
    const late = await openDeck(here);
    await hasPart(late, [0.2, 0.15, 0.4]);
    // What is drawn on a part lies there.
    await take(presenter, "pen");
    await drag(presenter, [0.25, 0.25], [0.75, 0.75]);
    await hasStrokes(late, 1);
    const box = await late.locator(".deck-ink").evaluate((svg) => [svg.getBBox().x / 1600, svg.getBBox().width / 1600]);
    assert.ok(Math.abs(box[0] - 0.3) < 0.02 && Math.abs(box[1] - 0.2) < 0.02, `${box}`);
  });
});

describe("the screen", () => {
  test("goes black and white by buttons, from the laptop and the phone", async () => {
    const { presenter, audience, remote, all } = await stage();
    await presenter.locator("#_p-black").click();
    await audience.waitForFunction(() => window.lutrinDeck.state.curtain === "black");
    await remote.waitForFunction(() => document.getElementById("_p-black").getAttribute("aria-pressed") === "true");
    await remote.locator("#_p-white").tap();
    await audience.waitForFunction(() => window.lutrinDeck.state.curtain === "white");
    assert.deepEqual([await isPressed(remote, "black"), await isPressed(remote, "white")], [false, true]);
    await remote.locator("#_p-white").tap();
    await audience.waitForFunction(() => window.lutrinDeck.state.curtain === null);
    assert.deepEqual(complaints(all), []);
  });
});

describe("everywhere", () => {
  test("a device that sends nonsense changes nothing, and one that lies about its size points at an edge", async () => {
    const { presenter, audience, remote, all } = await stage();
    await take(presenter, "pointer");
    const say = (tool) => remote.evaluate(async (tool) => {
      const { token } = document.querySelector("script[data-token]").dataset;
      const body = JSON.stringify({ v: 1, from: "liar", role: "presenter", tool: { lang: "fr", slide: "two", at: 1, step: 0, ...tool } });
      return (await fetch(`/_lutrin/present/${window.lutrinPresenter.deck.deck}`, { method: "POST", headers: { "X-Lutrin-Token": token }, body }).then((reply) => reply.status));
    }, tool);
    const many = Array(402).fill(0.5);
    for (const tool of [{}, { pointer: 1 }, { strokes: [{ id: "x", at: 0, points: many }] }, { zoom: { n: 1, by: "x", part: ["a", 0, 0] } }, { gone: Array(201).fill("a") }]) assert.equal(await say(tool), 400, JSON.stringify(tool));
    assert.equal(await say({ pointer: { n: 1, at: [9, -4] } }), 204);
    for (const page of [audience, presenter]) await hasSpot(page, [1, 0]);
    const state = { n: 9, by: "liar" };
    assert.equal(await say({ zoom: { ...state, part: [-7, 99, 0] } }), 204);
    await hasPart(audience, [0, 0.9, 0.1]);
    assert.deepEqual(complaints(all).filter((text) => !/400/.test(text)), []);
  });

  test("all of it is there without a server, in two files", async () => {
    const folder = temporaryFolder();
    lutrin("export", "essai", "--single-file", "--presenter", "--root", root, "--output", folder);
    const context = await browser.newContext();
    const presenter = await open(context, `${pathToFileURL(folder)}/essai-presenter.fr.html`);
    const audience = await open(context, `${pathToFileURL(folder)}/essai.fr.html`);
    await presenter.waitForTimeout(300);
    await presenter.keyboard.press("ArrowRight");
    await isAt(audience, "two/0");
    await take(presenter, "pen");
    await drag(presenter, [0.2, 0.2], [0.4, 0.5]);
    await hasStrokes(audience, 1);
    await take(presenter, "pointer");
    await presenter.mouse.move(...(await spotOn(presenter, [0.7, 0.4])));
    await hasSpot(audience, [0.7, 0.4]);
    assert.deepEqual(complaints([presenter, audience]), []);
  });

  test("a file that was open before the presenter's shows them before anybody moves", async () => {
    const folder = path.join(temporaryFolder(), "files-early");
    lutrin("export", "essai", "--single-file", "--presenter", "--root", root, "--output", folder);
    const context = await browser.newContext();
    const audience = await open(context, `${pathToFileURL(folder)}/essai.fr.html`);
    const presenter = await open(context, `${pathToFileURL(folder)}/essai-presenter.fr.html`);
    await presenter.waitForTimeout(300);
    await take(presenter, "pen");
    await drag(presenter, [0.2, 0.2], [0.4, 0.5]);
    await hasStrokes(audience, 1);
    assert.deepEqual(complaints([presenter, audience]), []);
  });

  test("a published deck has them for whoever shows it, and two readers of one have their own", async () => {
    const context = await makeContext();
    const [one, other] = [await openDeck(context), await openDeck(context)];
    await one.waitForTimeout(300);
    await one.keyboard.press("d");
    await one.waitForFunction(() => document.documentElement.dataset.tool === "pen");
    await drag(one, [0.2, 0.8], [0.4, 0.7]);
    await hasStrokes(one, 1);
    await one.waitForTimeout(300);
    assert.equal(await strokes(other), 0);
    await one.keyboard.press("r");
    assert.equal(await one.evaluate(() => document.documentElement.dataset.tool ?? getComputedStyle(document.querySelector(".deck-ink")).display), "none");
    assert.deepEqual(complaints([one, other]), []);
  });

  for (const [name, options] of [["a laptop", {}], ["a phone", phone], ["a phone held sideways", { ...phone, viewport: { width: 844, height: 390 } }]]) {
    test(`on ${name} the buttons are large enough, have names, and fit`, async () => {
      const page = await openPresenter(await makeContext(options));
      const least = options.hasTouch ? 44 : 24;
      for (const tool of ["pointer", "zoom", "pen"]) {
        await take(page, tool);
        for (const button of await page.locator(".p-tools button:visible, .p-more button:visible").all()) {
          const box = await button.boundingBox();
          assert.ok(box.width >= least && box.height >= least, `${await button.getAttribute("id")}: ${JSON.stringify(box)}`);
        }
        const slide = await page.locator(".p-now .p-frame").boundingBox();
        assert.ok(slide.width > 200 && slide.x >= 0 && slide.x + slide.width <= page.viewportSize().width, JSON.stringify(slide));
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      }
      await page.evaluate(axeSource);
      const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), axeLevels);
      assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
    });
  }
});
