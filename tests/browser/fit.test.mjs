// Sizes that slides are given without a browser, held to what Chromium measures: dense decks in the manner of other tools and
// one with all that a slide may hold, in two shapes. FIT_VERBOSE=1 says what was found of each slide.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
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

/** The slides that are reported, as `talk slide`. */
function reported(root) {
  const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
  const { stdout } = spawnSync(program, ["check", "--root", root, "--format", "short"], { encoding: "utf8" });
  const lines = stdout.matchAll(/talks\/([^/]+)\/deck\.\w+\.md:.*\[L0611\]: the slide `([^`]+)` is /g);
  return new Set(Array.from(lines, ([, talk, slide]) => `${talk} ${slide}`));
}

/** In the page: of each slide, its steps, and whether something is outside its frame. */
function measure() {
  const inner = "pre:not(.hidden), .table, .math";
  return Array.from(document.querySelectorAll("section.slide"), (slide) => {
    const body = slide.querySelector(".slide-body");
    const frame = body.getBoundingClientRect();
    const isBox = (element) => !element.parentElement.closest(`${inner}, svg, math, .hidden`) && getComputedStyle(element).display !== "inline";
    const boxes = Array.from(body.querySelectorAll("*")).filter(isBox);
    const below = Math.max(...boxes.map((element) => element.getBoundingClientRect()).filter((box) => box.height).map((box) => box.bottom)) - frame.bottom;
    const isWide = Array.from(body.querySelectorAll(inner)).some((part) => part.scrollWidth - part.clientWidth > 2);
    return { id: slide.id, fit: slide.dataset.fit ?? "", isOver: below > 2 || isWide, below: Math.round(below) };
  });
}

async function measured(site, address, aspect) {
  const [across, down] = aspect.split(":").map(Number);
  const context = await browser.newContext({ viewport: { width: (720 * across) / down, height: 720 } });
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  // The script of a deck would mend what is to be compared.
  await page.route(/\.js$/, (route) => route.abort());
  await page.goto(site.origin + address);
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = "eager";
    await Promise.all(Array.from(document.fonts, (face) => face.load().catch(() => {})));
    await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => {})));
  });
  const slides = await page.evaluate(measure);
  await context.close();
  return slides;
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
      const slides = await measured(site, `/${file.replace("index.html", "")}`, aspect);
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
