// The look `stage`: its face, its size and its colours, on its own deck and on all slides of the other one.
import assert from "node:assert/strict";
import { appendFileSync, cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const own = ["/talks/trente-minutes/deck/", "/en/talks/thirty-minutes/deck/"];
const others = ["/talks/premier-talk/deck/", "/en/talks/first-talk/deck/"];

let sites, browser;

/** The sample, or a copy of it in which all decks have the look. */
async function site(isStage) {
  const [root, out] = [path.join(temporaryFolder(), "copy"), temporaryFolder()];
  for (const name of ["lutrin.yaml", "content", "templates", "themes"]) cpSync(path.join(repository, name), path.join(root, name), { recursive: true });
  if (isStage) appendFileSync(path.join(root, "lutrin.yaml"), "decks: {look: stage}\n");
  lutrin("build", "--root", root, "--out", out);
  return serve(out);
}

before(async () => {
  sites = [await site(false), await site(true)];
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const one of sites ?? []) await one.close();
});

async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => window.lutrinDeck);
  await page.evaluate(() => document.fonts.ready);
  return page;
}

test("a deck chooses its look, and the others keep theirs", async () => {
  const look = async (address) => {
    const page = await open(address);
    return page.evaluate(() => {
      const title = getComputedStyle(document.querySelector(".slide-body h2"));
      const { backgroundColor } = getComputedStyle(document.querySelector(".slide:not(.layout-section, .light)"));
      return [title.fontFamily.split(",")[0].replaceAll('"', ""), title.fontWeight, backgroundColor];
    });
  };
  assert.deepEqual(await look(sites[0].origin + own[1]), ["Deck Sans", "700", "rgb(8, 9, 11)"]);
  assert.deepEqual(await look(sites[0].origin + others[1]), ["Deck Serif", "400", "rgb(253, 251, 247)"]);
  assert.deepEqual(await look(sites[1].origin + others[1]), ["Deck Sans", "700", "rgb(8, 9, 11)"]);
});

test("every slide fits its frame, at the size that was measured without a browser", async () => {
  for (const deck of [...own, ...others]) {
    for (const [width, height] of [[1920, 1080], [1280, 720], [1024, 768]]) {
      const page = await open(sites[1].origin + deck, { viewport: { width, height } });
      const written = await page.evaluate(async () => {
        const text = await (await fetch(location.pathname)).text();
        return [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("main .slide")].map((slide) => slide.dataset.fit ?? "");
      });
      const [overflowing, set] = await page.evaluate(() => [window.lutrinDeck.overflowing(), [...document.querySelectorAll("main .slide")].map((slide) => slide.dataset.fit ?? "")]);
      assert.deepEqual(overflowing, [], `${deck} at ${width} × ${height}`);
      assert.deepEqual(set, written, `${deck} at ${width} × ${height}`);
      await page.context().close();
    }
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`text has its contrast on every slide, and in the article (${colorScheme})`, async () => {
    for (const deck of [own[1], others[1]]) {
      const page = await open(sites[1].origin + deck, { colorScheme });
      await page.evaluate(axeSource);
      const violations = () => page.evaluate(async () => (await window.axe.run(document.querySelector(".slide.current") ?? document, { runOnly: { type: "rule", values: ["color-contrast"] } })).violations.flatMap(({ nodes }) => nodes.map(({ html }) => html)));
      const count = await page.locator("main .slide").count();
      for (let slide = 1; slide <= count; slide += 1) {
        await page.evaluate((slide) => (location.hash = `#/${slide}/99`), slide);
        await page.waitForFunction((slide) => window.lutrinDeck.state.slide === slide - 1, slide);
        assert.deepEqual(await violations(), [], `${deck}, slide ${slide}`);
      }
      await page.keyboard.press("r");
      await page.waitForFunction(() => window.lutrinDeck.state.mode === "reading");
      assert.deepEqual(await page.evaluate(async () => (await window.axe.run(document, { runOnly: { type: "rule", values: ["color-contrast"] } })).violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))), [], deck);
      await page.context().close();
    }
  });
}
