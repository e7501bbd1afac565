// The movement between slides, in Chromium: seen where a deck asks for it, never waited for, and never needed.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, lutrin, serve, temporaryFolder } from "./support.mjs";

const slides = Array.from({ length: 12 }, (_, at) => `## Slide ${at + 1} {#s${at + 1}}\n\nText ${at + 1}.\n`).join("\n---\n\n");
const code = (body) => "```rust\n" + body + "```\n";
const decks = {
  slide: `---\ntitle: Slides\ntransition: slide\n---\n\n${slides}`,
  magic: `---\ntitle: Magic\n---\n\n## Code {#a}\n\n${code("fn main() {\n    let a = 1;\n}\n")}\n::: {data-id=box}\nA\n:::\n\n---\n\n## Code {#b magic}\n\n::: {data-id=box}\nB\n:::\n\n${code("/* two\nlines */\nfn main() {\n    let a = 1;\n    let b = 2;\n}\n")}\n\n---\n\n## Faded {#c transition=fade}\n\n---\n\n## At once {#d}\n`,
  plain: `---\ntitle: Plain\n---\n\n${slides}`,
};

let site, browser;

before(async () => {
  const [root, out] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(path.join(root, "lutrin.yaml"), "title: Decks\nbase_url: https://example.org\nlanguages: {en: {name: English}, ar: {name: العربية}}\n");
  for (const [name, text] of Object.entries(decks)) {
    const folder = path.join(root, "content/talks", name);
    mkdirSync(folder, { recursive: true });
    for (const lang of ["en", "ar"]) {
      writeFileSync(path.join(folder, `index.${lang}.md`), `---\ntitle: ${name}\nduration: 20m\n---\n`);
      writeFileSync(path.join(folder, `deck.${lang}.md`), text);
    }
  }
  lutrin("build", "--root", root, "--out", out);
  site = await serve(out);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** A deck whose transitions are written down: what had a name on each side, and which way it went. */
async function open(name, { lang = "en", script, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: "no-preference", ...options });
  const page = await context.newPage();
  page.errors = [];
  page.on("pageerror", (error) => page.errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.errors.push(message.text()));
  await page.addInitScript(() => {
    window.moved = [];
    const real = document.startViewTransition;
    if (!real) return;
    document.startViewTransition = function (update) {
      const named = () => [...document.querySelectorAll("main *")].filter((element) => element.style.viewTransitionName).map((element) => `${element.style.viewTransitionName}: ${element.matches("section") ? element.id : element.textContent.trim()}`);
      const [kind, from] = (document.documentElement.dataset.motion ?? "").split(" ");
      const one = { kind, from, old: named() };
      window.moved.push(one);
      const transition = real.call(document, () => {
        update();
        one.now = named();
      });
      window.finished = transition.finished;
      transition.ready.then(() => { one.ran = true; }, () => {});
      return transition;
    };
  });
  if (script) await page.addInitScript(script);
  await page.goto(`${site.origin}/${lang}/talks/${name}/deck/`);
  await page.waitForFunction(() => window.lutrinDeck && document.fonts.status === "loaded");
  return page;
}

const settled = (page) => page.evaluate(async () => {
  await window.finished;
  await new Promise((resolve) => setTimeout(resolve, 350));
  return { moved: window.moved, slide: window.lutrinDeck.state.slide, shown: document.querySelector(".slide.current").id, left: document.querySelectorAll("[style*=view-transition]").length, motion: document.documentElement.dataset.motion };
});

const done = async (page) => {
  assert.deepEqual(page.errors, []);
  await page.context().close();
};

describe("slides that push each other away", () => {
  test("move forwards, and back the other way; nothing is left behind", async () => {
    const page = await open("slide");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => window.lutrinDeck.state.slide), 1, "the state changes at once");
    let found = await settled(page);
    assert.deepEqual([found.moved.length, found.moved[0].kind, found.moved[0].from, found.moved[0].ran], [1, "slide", "from-right", true]);
    assert.deepEqual([found.moved[0].old, found.moved[0].now], [["deck-slide: s1"], ["deck-slide: s2"]]);
    assert.deepEqual([found.shown, found.left, found.motion], ["s2", 0, undefined]);
    await page.keyboard.press("ArrowLeft");
    found = await settled(page);
    assert.deepEqual([found.moved[1].from, found.shown], ["from-left", "s1"]);
    await done(page);
  });

  test("go to the other side where the language is written from right to left", async () => {
    const page = await open("slide", { lang: "ar" });
    await page.keyboard.press("PageDown");
    assert.equal((await settled(page)).moved[0].from, "from-left");
    await done(page);
  });

  test("take ten keys at once, and lose none", async () => {
    const page = await open("slide");
    await page.evaluate(() => {
      for (let at = 0; at < 10; at += 1) document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    });
    const found = await settled(page);
    assert.deepEqual([found.slide, found.shown, found.left, found.motion], [10, "s11", 0, undefined]);
    assert.equal(found.moved.length, 1, "who is in a hurry sees slides at once");
    await page.keyboard.press("Home");
    await settled(page);
    for (let at = 0; at < 10; at += 1) await page.keyboard.press("ArrowRight");
    assert.deepEqual((({ slide, shown }) => [slide, shown])(await settled(page)), [10, "s11"]);
    await done(page);
  });

  test("do not move at jumps, in the overview, behind a curtain and in reading", async () => {
    const page = await open("slide");
    for (const keys of [["End"], ["Home"], ["o", "ArrowRight", "Enter"], ["b", "b"], ["r", "r"]]) {
      for (const key of keys) await page.keyboard.press(key);
      assert.deepEqual((await settled(page)).moved, [], keys.join(" "));
    }
    await done(page);
  });
});

test("lines of code, headings and elements of one `data-id` move; what is only on one side fades", async () => {
  const page = await open("magic");
  const text = await page.evaluate(() => document.querySelector("#b code").textContent);
  await page.keyboard.press("ArrowRight");
  const { moved, shown, left } = await settled(page);
  const name = (list) => list.map((item) => item.replace(/^deck-part-\d+: /, "")).sort();
  assert.deepEqual([moved[0].kind, shown, left], ["magic", "b", 0]);
  assert.deepEqual(name(moved[0].old), ["A", "Code", "deck-slide: a", "fn main() {", "let a = 1;", "}"].sort());
  assert.deepEqual(name(moved[0].now), ["B", "Code", "deck-slide: b", "fn main() {", "let a = 1;", "}"].sort());
  assert.equal(await page.evaluate(() => document.querySelector("#b code").textContent), text, "the code is as it was");
  const sorted = (list) => list.map((item) => item.split(":")[0]).sort();
  assert.deepEqual(sorted(moved[0].old), sorted(moved[0].now));
  await page.keyboard.press("ArrowRight");
  assert.equal((await settled(page)).moved[1].kind, "fade");
  await page.keyboard.press("ArrowRight");
  assert.equal((await settled(page)).moved.length, 2, "a slide that asks for nothing comes at once");
  await done(page);
});

test("code keeps its place when its lines become elements", async () => {
  const page = await open("magic");
  const boxes = () => page.evaluate(() => [...document.querySelectorAll("#a .code, #a h2, #a .slide-body > div")].map((element) => JSON.stringify(element.getBoundingClientRect())));
  const before = await boxes();
  await page.keyboard.press("ArrowRight");
  await settled(page);
  await page.keyboard.press("ArrowLeft");
  await settled(page);
  assert.deepEqual(await boxes(), before);
  await done(page);
});

test("a deck that asks for no movement loads nothing of it", async () => {
  const page = await open("plain");
  assert.equal(await page.locator("[src*=motion], [href*=motion]").count(), 0);
  await page.keyboard.press("ArrowRight");
  assert.deepEqual((({ moved, shown }) => [moved, shown])(await settled(page)), [[], "s2"]);
  await done(page);
});

test("readers who want less motion see none", async () => {
  const page = await open("slide", { reducedMotion: "reduce" });
  await page.keyboard.press("ArrowRight");
  assert.deepEqual((({ moved, shown }) => [moved, shown])(await settled(page)), [[], "s2"]);
  await done(page);
});

test("a browser without view transitions steps as before", async () => {
  const page = await open("slide", { script: () => { delete Document.prototype.startViewTransition; delete document.startViewTransition; } });
  assert.equal(await page.evaluate(() => "startViewTransition" in document), false);
  for (let at = 0; at < 3; at += 1) await page.keyboard.press("ArrowRight");
  assert.equal((await settled(page)).shown, "s4");
  await done(page);
});

test("a window that follows moves, too", async () => {
  const page = await open("slide");
  await page.evaluate(() => window.lutrinDeck.dispatch({ type: "follow", slide: 1, step: 0 }));
  let found = await settled(page);
  assert.deepEqual([found.shown, found.moved.length], ["s2", 1]);
  await page.evaluate(() => window.lutrinDeck.dispatch({ type: "follow", slide: 9, step: 0 }));
  found = await settled(page);
  assert.deepEqual([found.shown, found.moved.length], ["s10", 1], "but not where it goes further than one slide");
  await done(page);
});
