// Sizes that slides are given without a browser, held to what Chromium measures: dense decks in the manner of other tools and
// one with all that a slide may hold, in two shapes. FIT_VERBOSE=1 says what was found of each slide.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { measured, reported } from "./fitting.mjs";
import { launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const fixtures = path.join(repository, "tests/fixtures/fit");
const languages = { "marp-2": "ja", "reveal-2": "fr", "reveal-3": "ko", "remark-2": "fr" };
const config = `title: Fit
base_url: https://example.org
languages: {en: {name: English}, fr: {name: Français}, ja: {name: 日本語}, ko: {name: 한국어}}
`;

/** A site with every deck as a talk of its own. */
function siteOf(aspect) {
  const root = temporaryFolder();
  fs.writeFileSync(path.join(root, "lutrin.yaml"), config);
  for (const file of fs.readdirSync(fixtures).filter((name) => name.endsWith(".md"))) {
    const name = file.slice(0, -3);
    const lang = languages[name] ?? "en";
    const talk = path.join(root, "content/talks", name);
    fs.mkdirSync(talk, { recursive: true });
    fs.writeFileSync(path.join(talk, `index.${lang}.md`), "---\ntitle: Talk\n---\n");
    const deck = fs.readFileSync(path.join(fixtures, file), "utf8").replace(/^---\n/, `---\naspect: "${aspect}"\n`);
    fs.writeFileSync(path.join(talk, `deck.${lang}.md`), deck);
    fs.copyFileSync(path.join(fixtures, "chart.svg"), path.join(talk, "chart.svg"));
  }
  return root;
}

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const aspect of ["16:9", "4:3"]) {
  test(`${aspect}: sizes agree with a browser, and few slides are too full`, async () => {
    const root = siteOf(aspect);
    const out = temporaryFolder();
    lutrin("build", "--root", root, "--out", out);
    const tooFull = reported(root);
    const site = await serve(out);
    const found = [];
    for (const file of fs.readdirSync(out, { recursive: true }).filter((file) => file.endsWith("deck/index.html"))) {
      const talk = file.split(path.sep).at(-3);
      const slides = await measured(browser, site.origin + `/${file.replace("index.html", "")}`, aspect);
      found.push(...slides.map((slide) => ({ talk, ...slide, isReported: tooFull.has(`${talk} ${slide.id}`) })));
    }
    await site.close();
    if (process.env.FIT_VERBOSE) found.forEach((slide) => console.log(JSON.stringify(slide)));
    const wrong = found.filter((slide) => slide.isOver !== slide.isReported);
    assert.ok(found.length > 80, `${found.length} slides`);
    assert.ok(wrong.length <= 0.05 * found.length, JSON.stringify(wrong, null, 1));
    assert.ok(tooFull.size <= 0.05 * found.length, Array.from(tooFull).join());
  });
}

test("a style sheet of the site is heard by the script, before the slide is seen", async () => {
  const root = siteOf("16:9");
  fs.mkdirSync(path.join(root, "static"), { recursive: true });
  fs.writeFileSync(path.join(root, "static/look.css"), ".slide-body { --deck-unit: 2.6cqw; }\n");
  fs.appendFileSync(path.join(root, "lutrin.yaml"), "decks: {css: static/look.css}\n");
  const out = temporaryFolder();
  lutrin("build", "--root", root, "--out", out);
  const site = await serve(out);
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${site.origin}/en/talks/marp-1/deck/#/2`);
  await page.waitForFunction(() => document.querySelector("section.slide:nth-of-type(3)").dataset.fit?.includes("text"));
  assert.deepEqual(await page.evaluate(() => [scrollX, document.documentElement.scrollHeight <= innerHeight]), [0, true]);
  await page.close();
  await site.close();
});
