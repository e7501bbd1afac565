// Pages and slides for a reader who prefers the dark, in every engine: the ground is dark, and texts stand out from it.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { engines } from "./engines/engines.mjs";
import { languages, makeSite } from "./engines/site.mjs";
import { lutrin, serve, temporaryFolder } from "./support.mjs";

let server;
before(async () => {
  const folder = path.join(temporaryFolder(), "public");
  lutrin("build", "--root", makeSite(), "--out", folder);
  server = await serve(folder);
});
after(() => server?.close());

/** In the page: how dark its ground is, and the contrast of each text of some kind against what lies below it. */
function look(selector) {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [red, green, blue] = [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0);
  const contrasts = texts.map((element) => {
    const [a, b] = [light(read(getComputedStyle(element).color)), light(ground(element))];
    return { text: element.textContent.trim().slice(0, 40), contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
  });
  return { isDark: matchMedia("(prefers-color-scheme: dark)").matches, ground: light(ground(document.querySelector("main"))), contrasts };
}

const places = [["/", "main p, main li, h1"], ["/blog/notes/", "main p, main h2, main td"], ["/talks/sample/", "main p, h1"], ["/talks/sample/deck/", "main > .slide:not([inert]) :is(h1, h2, p, li)"]];

describe("the dark", { concurrency: true }, () => {
  for (const [engine, { start }] of Object.entries(engines)) {
    describe(engine, { concurrency: 1 }, () => {
      let browser, page;
      before(async () => {
        browser = await start({ dark: true });
        page = await browser.open();
      });
      after(() => browser?.close());
      for (const [lang, { root: home }] of Object.entries(languages)) {
        for (const [address, selector] of places) {
          test(`${home}${address} (${lang})`, { timeout: 60_000 }, async () => {
            await page.resize(1280, 800);
            await page.go(server.origin + home + address);
            await page.until("document.readyState === 'complete'");
            const { isDark, ground, contrasts } = await page.evaluate(look, selector);
            assert.ok(isDark);
            assert.ok(ground < 0.1, `a ground of ${ground}`);
            assert.ok(contrasts.length > 0);
            assert.deepEqual(contrasts.filter(({ contrast }) => contrast < 4.5), []);
          });
        }
      }
    });
  }
});
