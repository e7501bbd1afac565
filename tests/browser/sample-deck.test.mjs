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
