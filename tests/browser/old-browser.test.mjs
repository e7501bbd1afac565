// A browser of 2022: what its parsers drop is dropped, with scripts and without. Pages and decks are articles that can be read.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, lutrin, serve, temporaryFolder } from "./support.mjs";

let server, browser;
before(async () => {
  const folder = path.join(temporaryFolder(), "sample");
  lutrin("build", "--out", folder);
  server = await serve(folder, "default-src 'self'; style-src 'self' 'unsafe-inline'");
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** What browsers learned since, with what reads like nothing they know: they drop the same declaration, rule or block. */
const newer = [
  [/@supports not selector\(&\)/g, "@supports (display: block)"],
  [/(^|[\s{};,(])&/gm, "$1:unknown-nesting"],
  [/light-dark\(/g, "unknown-scheme("],
  [/color-mix\(/g, "unknown-mix("],
  [/:has\(/g, ":unknown-has("],
  [/@container\b/g, "@unknown-container"],
  [/\bcontainer(-type|-name)?\s*:/g, "unknown-container:"],
  [/cq(w|h|i|b|min|max)\b/g, "unknown$1"],
  [/\(scripting: ?[a-z-]+\)/g, "(unknown-scripting)"],
  [/\bd(vh|vw)\b/g, "unknown$1"],
];

async function open(address, { isOld = true, ...options }) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  if (isOld) await age(context);
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  await page.goto(server.origin + address);
  return page;
}

/** Makes a browser forget what is newer than 2022, as far as pages ask for it. */
async function age(context) {
  await context.route("**/*.css", async (route) => {
    const response = await route.fetch();
    const body = newer.reduce((text, [known, unknown]) => text.replace(known, unknown), await response.text());
    await route.fulfill({ response, body });
  });
  await context.addInitScript(() => {
    const supports = CSS.supports.bind(CSS);
    CSS.supports = (...all) => !/&|light-dark|:has|cqw/.test(all.join()) && supports(...all);
  });
}

/** Texts that nobody sees: they have no box, lie outside the window's width, or stand on a picture. */
const hidden = () => {
  const blocks = [...document.querySelectorAll("main :is(h1, h2, h3, p, li, td)")].filter((block) => block.textContent.trim() && !block.closest(".hidden, [hidden], .slide-foot, dialog, template, .slide-notes"));
  return blocks.filter((block) => {
    const box = block.getBoundingClientRect();
    const look = getComputedStyle(block);
    const isOut = box.width < 1 || box.height < 1 || box.left < -1 || box.right > innerWidth + 1;
    // A picture below a text takes away what it stands out from.
    const pictures = [...(block.closest(".slide")?.querySelectorAll("img") ?? [])].map((image) => image.getBoundingClientRect());
    const isOnPicture = pictures.some((picture) => !block.querySelector("img") && picture.top < box.bottom - 1 && picture.bottom > box.top + 1 && picture.left < box.right - 1 && picture.right > box.left + 1);
    return isOut || isOnPicture || look.visibility !== "visible" || parseFloat(look.fontSize) < 12;
  }).map((block) => block.textContent.trim().slice(0, 60));
};

for (const javaScriptEnabled of [true, false]) {
  describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    for (const address of ["/talks/premier-talk/deck/", "/en/talks/first-talk/deck/", "/", "/en/guide/markdown/"]) {
      test(`${address} can be read`, async () => {
        // What is for paper alone is seen by no browser.
        const today = await open(address, { isOld: false, javaScriptEnabled: false });
        const forPaper = (await today.evaluate(hidden)).filter((text) => text.startsWith("https://"));
        await today.context().close();
        const page = await open(address, { javaScriptEnabled });
        assert.deepEqual(await page.evaluate(hidden), forPaper);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scroll");
        const slides = page.locator("main > .slide");
        const boxes = await slides.evaluateAll((all) => all.map((slide) => [slide.getBoundingClientRect().top, slide.scrollHeight - slide.clientHeight]));
        boxes.forEach(([top, more], at) => assert.ok(more <= 2 && (at === 0 || top > boxes[at - 1][0]), `slide ${at + 1}: ${more} pixels more`));
        assert.deepEqual(page.complaints, []);
        await page.context().close();
      });
    }
  });
}
