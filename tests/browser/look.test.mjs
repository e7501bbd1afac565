// How the sample's pages are laid out: rows of the masthead, where a text begins, what shows at which width, and drawings by
// night and on a phone.
import assert from "node:assert/strict";
import path from "node:path";
import { after, afterEach, before, test } from "node:test";
import { launch, lutrin, serve, temporaryFolder } from "./support.mjs";

const sizes = { phone: { width: 390, height: 844 }, tablet: { width: 768, height: 1024 }, laptop: { width: 1280, height: 800 }, projector: { width: 1920, height: 1080 } };
const homes = { fr: "/", en: "/en/" };
const articles = ["/blog/preparer-un-premier-talk/", "/talks/premier-talk/", "/en/guide/markdown/", "/en/events/aws-summit-paris-2022/recap/"];
const drawn = ["/en/blog/measuring-first/", "/en/blog/six-notebooks-one-recap/", "/en/blog/timing-a-talk/", "/en/blog/whole-site-swap/", "/en/blog/alternative-text/"];

let server, browser;

before(async () => {
  const out = path.join(temporaryFolder(), "public");
  lutrin("build", "--out", out);
  server = await serve(out);
  browser = await launch();
});

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

after(async () => {
  await browser?.close();
  await server?.close();
});

async function open(address, size, options) {
  const isPhone = size === "phone";
  const context = await browser.newContext({ viewport: sizes[size], isMobile: isPhone, hasTouch: isPhone, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(server.origin + address);
  return page;
}

const box = (page, selector) =>
  page.evaluate((selector) => {
    const { top, bottom, left, right, width, height } = document.querySelector(selector).getBoundingClientRect();
    return { top, bottom, left, right, width, height };
  }, selector);

/** Whether two boxes share a row. */
const isBeside = (one, other) => one.top < other.bottom && other.top < one.bottom;

for (const size of ["laptop", "projector"]) {
  test(`search and languages stand in the row of the name, the menu in one row below (${size})`, async () => {
    for (const address of [...Object.values(homes), ...articles]) {
      const page = await open(address, size);
      const [name, tools, menu] = [await box(page, ".site-name"), await box(page, ".tools"), await box(page, ".menu")];
      assert.ok(isBeside(name, tools) && tools.left > name.right, `${address}: tools beside the name`);
      const rows = await page.locator(".menu a").evaluateAll((links) => new Set(links.map((link) => link.getBoundingClientRect().top)).size);
      assert.equal(rows, 1, `${address}: rows of the menu`);
      const gap = await page.evaluate(() => {
        const first = document.querySelector("main :is(.eyebrow, h1, .introduction)").getBoundingClientRect().top;
        return (first - document.querySelector(".menu").getBoundingClientRect().bottom) / parseFloat(getComputedStyle(document.documentElement).fontSize);
      });
      assert.ok(menu.top >= name.top && gap < 2.75, `${address}: ${gap}rem below the menu`);
    }
  });
}

test("on a tablet the menu has one row, and nothing scrolls sideways", async () => {
  for (const address of [...Object.values(homes), ...articles]) {
    const page = await open(address, "tablet");
    for (const width of [660, 700, 768, 834, 900, 960]) {
      await page.setViewportSize({ width, height: 1024 });
      const rows = await page.locator(".menu a").evaluateAll((links) => new Set(links.map((link) => link.getBoundingClientRect().top)).size);
      assert.equal(rows, 1, `${address} at ${width}: rows of the menu`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${address} at ${width}`);
    }
  }
});

test("on a phone a text begins within 140 pixels", async () => {
  for (const address of [...Object.values(homes), ...articles, "/nulle-part/"]) {
    const page = await open(address, "phone");
    const { top } = await box(page, "main :is(.eyebrow, h1, .introduction)");
    assert.ok(top <= 140, `${address} begins at ${top}`);
  }
});

test("the first screen of the home has an article", async () => {
  for (const size of Object.keys(sizes)) {
    for (const address of Object.values(homes)) {
      const page = await open(address, size);
      const { bottom } = await box(page, ".card-title");
      assert.ok(bottom < sizes[size].height, `${address} at ${size}: the first title ends at ${bottom}`);
    }
  }
});

test("the sign of a heading's address shows when it is pointed at, and small where there is no pointer", async () => {
  const page = await open("/en/guide/markdown/", "laptop");
  const opacity = () => page.locator("#lists > .anchor").evaluate((sign) => getComputedStyle(sign).opacity);
  assert.equal(await opacity(), "0");
  await page.locator("#lists").hover();
  assert.equal(await opacity(), "1");
  const phone = await open("/en/guide/markdown/", "phone");
  const share = await phone.evaluate(() => {
    const size = (selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize);
    return size("#lists > .anchor") / size("#lists");
  });
  assert.ok(share < 0.75, `${share} of its heading`);
});

test("a page has one table of contents, and names a language once in its facts", async () => {
  for (const size of Object.keys(sizes)) {
    const page = await open("/en/guide/markdown/", size);
    const shown = await page.locator(".contents, .prose .toc").evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    assert.equal(shown, 1, size);
  }
  for (const address of ["/talks/premier-talk/", "/en/talks/first-talk/"]) {
    const page = await open(address, "laptop");
    const words = await page.locator(".title-block a").allTextContents();
    assert.ok(words.filter((word) => /^(Français|English)$/.test(word)).length <= 1, words.join());
  }
});

test("no gap opens between code in a sentence and the comma behind it", async () => {
  const page = await open("/en/guide/markdown/", "laptop");
  const gaps = await page.evaluate(() => {
    const codes = [...document.querySelectorAll(".prose p > code")].filter((code) => /^[,.;]/.test(code.nextSibling?.data ?? ""));
    return codes.map((code) => {
      const range = document.createRange();
      range.setStart(code.nextSibling, 0);
      range.setEnd(code.nextSibling, 1);
      const letters = document.createRange();
      letters.selectNodeContents(code);
      return range.getBoundingClientRect().left - letters.getClientRects()[letters.getClientRects().length - 1].right;
    });
  });
  assert.ok(gaps.length > 3);
  for (const gap of gaps) assert.ok(Math.abs(gap) < 1, `${gap} pixels`);
});

test("the language of code stands above its first line", async () => {
  const page = await open("/en/guide/markdown/", "laptop");
  const distances = await page.evaluate(() =>
    [...document.querySelectorAll(".code[data-lang]")].map((code) => code.querySelector("pre code").getBoundingClientRect().top - code.getBoundingClientRect().top),
  );
  for (const distance of distances) assert.ok(distance > 20, `${distance} pixels`);
});

test("alerts differ by more than their colour", async () => {
  const page = await open("/en/guide/markdown/", "laptop");
  const looks = await page.locator(".prose > .alert").evaluateAll((alerts) =>
    alerts.map((alert) => [getComputedStyle(alert).borderInlineStartStyle, alert.querySelector(".alert-title").textContent].join()),
  );
  assert.equal(new Set(looks).size, looks.length);
});

test("what stands at the foot is evenly apart", async () => {
  const page = await open("/en/", "laptop");
  const links = await page.locator(".site-footer a").evaluateAll((all) => all.map((link) => [link.getBoundingClientRect().left, link.getBoundingClientRect().right]));
  const gaps = links.slice(1, 4).map(([left], at) => left - links[at][1]);
  for (const gap of gaps) assert.ok(Math.abs(gap - gaps[0]) < 1, gaps.join());
  const phone = await open("/en/", "phone");
  const starts = await phone.locator(".site-footer p").evaluateAll((all) => [all[0], all.at(-1)].map((one) => one.getBoundingClientRect().left));
  assert.equal(starts[0], starts[1]);
});

test("drawings are dark at night", async () => {
  for (const address of drawn) {
    const page = await open(address, "laptop", { colorScheme: "dark" });
    const drawing = page.locator('.prose .image > img[src$=".svg"]').first();
    await drawing.scrollIntoViewIfNeeded();
    const shot = (await drawing.screenshot()).toString("base64");
    const light = await page.evaluate(async (shot) => {
      const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
      canvas.drawImage(bitmap, 0, 0);
      const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
      let sum = 0;
      for (let at = 0; at < data.length; at += 4) sum += (data[at] + data[at + 1] + data[at + 2]) / 3;
      return sum / (data.length / 4) / 255;
    }, shot);
    assert.ok(light < 0.35, `${address}: ${light} of white`);
  }
});

test("on a phone a wide drawing is as large as its letters ask for, and moves alone", async () => {
  for (const address of drawn) {
    const page = await open(address, "phone");
    const [shown, own, isWide, isFree] = await page.evaluate(() => {
      const drawing = document.querySelector('.prose .image > img[src$=".svg"]');
      const figure = drawing.parentElement;
      const isWide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
      figure.scrollLeft = 100;
      return [drawing.getBoundingClientRect().width, Number(drawing.getAttribute("width")), isWide, figure.scrollLeft > 0];
    });
    assert.ok(shown / own > 0.75, `${address}: ${shown} of ${own} pixels`);
    assert.deepEqual([isWide, isFree], [false, true], address);
  }
});
