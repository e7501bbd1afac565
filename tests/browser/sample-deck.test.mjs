// The sample's own slides: they fit their frames, and both languages are in step, slide by slide and step by step.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, lutrin, serve, temporaryFolder } from "./support.mjs";

const sizes = [[1920, 1080], [1280, 800], [1024, 768], [844, 390], [390, 844]];
const decks = ["/talks/premier-talk/deck/", "/en/talks/first-talk/deck/"];

let site, browser;

before(async () => {
  const folder = temporaryFolder();
  lutrin("build", "--out", folder);
  site = await serve(folder);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function open(context, address) {
  const page = await context.newPage();
  await page.goto(site.origin + address);
  await page.waitForFunction(() => window.lutrinDeck);
  // What is measured is measured in the deck's own faces, on every machine.
  const faces = await page.evaluate(async () => {
    await document.fonts.ready;
    return Array.from(document.fonts, ({ family, style, weight, status }) => `${family} ${style} ${weight}: ${status}`);
  });
  assert.equal(faces.length, 7);
  for (const face of faces) assert.match(face, /: loaded$/);
  return page;
}

for (const variant of ["", "short/"]) {
  for (const [at, deck] of decks.entries()) {
    test(`${deck}${variant} fits its frames`, async () => {
      for (const [width, height] of sizes) {
        const context = await browser.newContext({ viewport: { width, height } });
        const page = await open(context, deck + variant);
        assert.deepEqual(await page.evaluate(() => window.lutrinDeck.overflowing()), [], `${width} × ${height}`);
        await context.close();
      }
    });

    test(`${deck}${variant} changes its language on the same slide`, async () => {
      const context = await browser.newContext();
      const page = await open(context, deck + variant);
      const { slides, steps } = await page.evaluate(() => ({
        slides: window.lutrinDeck.deck.slides,
        steps: window.lutrinDeck.state.steps,
      }));
      for (const [slide, id] of slides.entries()) {
        await page.goto("about:blank");
        await page.goto(`${site.origin}${deck}${variant}#/${id}/${steps[slide]}`);
        await page.waitForFunction(() => window.lutrinDeck);
        await page.keyboard.press("l");
        await page.waitForURL((url) => url.pathname === decks[1 - at] + variant);
        await page.waitForFunction(() => window.lutrinDeck);
        const there = await page.evaluate(() => {
          const { deck, state } = window.lutrinDeck;
          return [deck.slides[state.slide], state.step];
        });
        assert.deepEqual(there, [id, steps[slide]]);
      }
      await context.close();
    });
  }
}

test("ordinary slides have titles of one size, and texts that do not hang from the upper edge", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  for (const deck of decks) {
    const page = await open(context, deck);
    const slides = await page.evaluate(() => {
      const ordinary = ":is(.layout-default, .layout-columns, .layout-image, .layout-code)";
      const bodies = [...document.querySelectorAll(`main .slide${ordinary} > .slide-body:has(> :is(h1, h2):first-child:not(:last-child))`)];
      document.documentElement.classList.add("measuring");
      return bodies.map((body) => {
        const [title, ...others] = [...body.children];
        const parts = others.filter((part) => !part.matches(".footnote, .footnotes"));
        const foot = others.find((part) => part.matches(".footnote, .footnotes"));
        const end = foot ? foot.getBoundingClientRect().top : body.getBoundingClientRect().bottom;
        const above = parts[0].getBoundingClientRect().top - title.getBoundingClientRect().bottom;
        const below = end - Math.max(...parts.map((part) => part.getBoundingClientRect().bottom));
        return { id: body.parentElement.id, size: getComputedStyle(title).fontSize, above: Math.round(above), below: Math.round(below), isPicture: body.parentElement.matches(".layout-image") };
      });
    });
    assert.ok(slides.length > 10, `${slides.length} slides`);
    assert.equal(new Set(slides.map(({ size }) => size)).size, 1, JSON.stringify(slides));
    // Two units stand above a text in any case, so that a third of the rest is always reached.
    for (const slide of slides.filter(({ isPicture }) => !isPicture)) assert.ok(slide.above > 0.33 * slide.below, JSON.stringify(slide));
  }
  await context.close();
});

test("a footnote leads back in the article, and shows no arrow on the stage", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await open(context, decks[1]);
  const arrow = page.locator(".footnote-back").first();
  const isSeen = () => arrow.evaluate((arrow) => getComputedStyle(arrow).visibility);
  assert.equal(await isSeen(), "hidden");
  await page.keyboard.press("r");
  await page.waitForFunction(() => window.lutrinDeck.state.mode === "reading");
  assert.equal(await isSeen(), "visible");
  await context.close();
});

test("a phone held upright opens slides as an article, with a button that presents them", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const page = await open(context, decks[1]);
  const code = await page.locator(".code pre").first().evaluate((pre) => parseFloat(getComputedStyle(pre).fontSize));
  assert.ok(code >= 11, `code of ${code} pixels`);
  const present = page.locator('.deck-controls [data-does="present"]');
  await present.tap();
  await page.waitForFunction(() => window.lutrinDeck.state.mode === "presenting");
  await context.close();
});
