// Other scripts in a browser: lines that run from right to left, and words that no space divides, found by keyboard.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { blogOfPosts, languages, posts } from "./scripts-posts.mjs";
import { launch, lutrin, serve, temporaryFolder } from "./support.mjs";

const files = {
  "lutrin.yaml": "title: {ar: دفتر, ja: 手帳, fr: Carnet}\nbase_url: https://example.org\nlanguages: {ar: {name: العربية}, ja: {name: 日本語}, fr: {name: Français}}\nroot_language: ar\nsocial_cards: false\n",
  "content/blog/school/index.ar.md": "---\ntitle: مَدْرَسَةٌ صغيرة\ndate: 2026-01-03\ntags: [C++]\n---\nنستدعي الدالة `foo(1);` مرة واحدة.\n\n| اسم | عدد |\n|:--|--|\n| C# | -48 |\n",
  "content/blog/learning/index.ja.md": "---\ntitle: 機械学習の入門\ndate: 2026-01-02\n---\nこの本で機械学習を学びます。Node.jsとC#と.NETを使います。\n",
  "content/blog/cat/index.ja.md": "---\ntitle: 猫の話\ndate: 2026-01-01\n---\n黒い猫がいます。機械はありません。\n",
  "content/blog/foreign/index.fr.md": "---\ntitle: Un titre, en français.\ndate: 2026-01-04\n---\nTexte.\n",
  "content/talks/t/index.ar.md": "---\ntitle: محاضرة\nspeakers: [ليلى]\n---\nنص\n",
  "content/talks/t/deck.ar.md": "---\ntitle: محاضرة\n---\n## الأولى {#one}\n\nنص\n\n---\n\n## الثانية {#two}\n\n![bg right:30%](a.svg)\n\nنص\n",
  "content/talks/t/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
};
let server, blog, browser;

/** Serves a site of these files. */
function built(files) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, "site", name)), { recursive: true });
    writeFileSync(path.join(folder, "site", name), text);
  }
  lutrin("build", "--root", path.join(folder, "site"), "--out", path.join(folder, "out"));
  return serve(path.join(folder, "out"));
}

before(async () => {
  server = await built(files);
  blog = await built(blogOfPosts());
  browser = await launch();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
after(async () => {
  await browser?.close();
  await server?.close();
  await blog?.close();
});

async function open(address, site = server) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(site.origin + address, { waitUntil: "load" });
  return page;
}

/** Where the first and the last letter of an element's text begin, from the left. */
function ends(page, selector) {
  return page.locator(selector).first().evaluate((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const text = walker.nextNode();
    const at = (offset) => {
      const range = document.createRange();
      range.setStart(text, offset);
      range.setEnd(text, offset + 1);
      return range.getBoundingClientRect().left;
    };
    return [at(0), at(text.data.length - 1)];
  });
}

describe("from right to left", () => {
  test("the margin is at the right of the text, and nothing scrolls sideways", async () => {
    const page = await open("/");
    const left = (selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().left);
    assert.ok((await left(".card-date")) > (await left(".card-title a")), "dates stand before titles");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });

  test("code, names and numbers read as they are written", async () => {
    const page = await open("/blog/school/");
    for (const selector of [".prose code", ".tags a", ".prose td:first-child", ".prose td:last-child"]) {
      const [first, last] = await ends(page, selector);
      assert.ok(first < last, `${selector}: ${first}, ${last}`);
    }
    const [first, last] = await ends(page, ".prose p");
    assert.ok(first > last, "the text itself runs the other way");
  });

  test("a text in another language has its own direction, and begins where the others do", async () => {
    const page = await open("/blog/");
    const [first, last] = await ends(page, ".card-title[lang=fr] a");
    assert.ok(first < last);
    const right = (selector) => page.locator(selector).first().evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element.querySelector("a"));
      return Math.max(...Array.from(element.querySelectorAll("a, .badge"), (part) => part.getBoundingClientRect().right), range.getBoundingClientRect().right);
    });
    assert.ok(Math.abs((await right(".card-title[lang=fr]")) - (await right(".card-title:not([lang])"))) < 2);
  });

  test("facts in a language that stands in read from left to right, one after the other from the right", async () => {
    const page = await open("/ar/blog/release/", blog);
    const [date, time] = [await ends(page, ".meta time"), await ends(page, ".meta time + span")];
    assert.ok(date[0] < date[1] && time[0] < time[1], `${date}, ${time}`);
    assert.ok(time[1] < date[0], "the date stands first");
  });

  test("the names of all languages begin at the right", async () => {
    const page = await open("/", blog);
    const rights = await page.locator(".choices a").evaluateAll((names) => names.map((name) => Math.round(name.getBoundingClientRect().right)));
    assert.equal(rights.length, 5);
    assert.equal(new Set(rights).size, 1, `${rights}`);
  });

  test("the next slide is at the left, and a picture stays on the side that its author named", async () => {
    const page = await open("/talks/t/deck/");
    await page.waitForSelector(".slide.current");
    await page.keyboard.press("ArrowLeft");
    await page.waitForSelector("#two.current");
    const [picture, text] = await page.evaluate(() => ["#two .slide-side", "#two h2"].map((selector) => document.querySelector(selector).getBoundingClientRect().right));
    assert.ok(picture > text, `${picture}, ${text}`);
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector("#one.current");
  });
});

describe("found by keyboard", () => {
  async function search(address, query) {
    const page = await open(address);
    await page.keyboard.press("Control+k");
    await page.waitForSelector("dialog[open]");
    await page.keyboard.insertText(query);
    await page.waitForSelector(".results li");
    return page;
  }
  const found = (page) => page.locator(".results a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const marks = (page) => page.locator(".results mark").allInnerTexts();

  test("a word within a run of Japanese", async () => {
    const page = await search("/ja/", "学習");
    assert.deepEqual(await found(page), ["/ja/blog/learning/"]);
    assert.deepEqual(new Set(await marks(page)), new Set(["学習"]));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/ja/blog/learning/");
  });

  test("one letter, and names with signs", async () => {
    for (const [query, address] of [["猫", "/ja/blog/cat/"], ["Node.js", "/ja/blog/learning/"], ["C#", "/ja/blog/learning/"], [".NET", "/ja/blog/learning/"]]) {
      const page = await search("/ja/", query);
      assert.equal((await found(page))[0], address, query);
      await page.context().close();
    }
  });

  test("Arabic without its marks, marked with them", async () => {
    const page = await search("/", "مدرسه");
    assert.deepEqual(await found(page), ["/blog/school/"]);
    assert.deepEqual(await marks(page), ["مَدْرَسَةٌ"]);
    assert.equal(await page.locator("#_search").evaluate((field) => getComputedStyle(field).direction), "rtl");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/blog/school/");
  });

  for (const code of Object.keys(languages)) {
    test(`each of ten posts in ${code}, by a word of its own`, async () => {
      const page = await open(`/${code}/`, blog);
      for (const [slug, versions] of Object.entries(posts)) {
        await page.keyboard.press("Control+k");
        await page.waitForSelector("dialog[open]");
        await page.keyboard.press("Control+a");
        await page.keyboard.insertText(versions[code][2]);
        await page.waitForFunction((address) => {
          const links = document.querySelectorAll(".results a");
          return links.length === 1 && links[0].getAttribute("href") === address;
        }, `/${code}/blog/${slug}/`);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.waitForURL(`**/${code}/blog/${slug}/`);
      }
    });
  }
});
