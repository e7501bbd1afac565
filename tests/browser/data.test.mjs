// What the built sample tells machines, read by programs that are not ours: JSON-LD by a processor, feeds by a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import jsonld from "jsonld";
import { filesBelow, launch, lutrin, serve, temporaryFolder } from "./support.mjs";

const vocabulary = "https://schema.org/";
/** What schema.org's own context comes to for the words that are used; nothing is fetched. */
const context = { "@vocab": vocabulary, url: { "@type": "@id" }, item: { "@type": "@id" }, sameAs: { "@type": "@id" } };

let folder, server, browser;

before(async () => {
  folder = path.join(temporaryFolder(), "sample");
  lutrin("build", "--out", folder);
  server = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function documentLoader(url) {
  assert.ok(url.startsWith("https://schema.org"), `${url} is asked for`);
  return { contextUrl: null, documentUrl: url, document: { "@context": context } };
}

describe("the data of the built site", () => {
  test("the JSON-LD of every page expands, and no word of it is lost", async () => {
    const types = new Set();
    for (const file of filesBelow(folder).filter((name) => name.endsWith(".html"))) {
      const html = readFileSync(path.join(folder, file), "utf8");
      for (const [, text] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
        for (const thing of await jsonld.expand(JSON.parse(text), { documentLoader, safe: true })) {
          assert.ok(Object.keys(thing).length > 1, file);
          for (const type of thing["@type"]) types.add(type.replace(vocabulary, ""));
        }
      }
    }
    const expected =
      "Article Blog BlogPosting BreadcrumbList CollectionPage Event PresentationDigitalDocument ProfilePage WebPage WebSite";
    assert.deepEqual([...types].sort(), expected.split(" "));
  });

  test("a feed that is opened in a browser is read as XML, and says what it is", async () => {
    for (const [address, lang] of [["/feed.xml", "fr"], ["/en/feed.xml", "en"]]) {
      const page = await browser.newPage();
      await page.goto(server.origin + address);
      const seen = await page.evaluate(() => ({
        root: document.documentElement.localName,
        errors: document.querySelectorAll("parsererror").length,
        entries: document.querySelectorAll("feed > entry > title").length,
        note: getComputedStyle(document.querySelector("p")).display,
        content: getComputedStyle(document.querySelector("entry > content")).display,
        lang: document.documentElement.getAttribute("xml:lang"),
      }));
      assert.deepEqual(
        { ...seen, entries: seen.entries > 5 },
        { root: "feed", errors: 0, entries: true, note: "block", content: "none", lang },
      );
      await page.close();
    }
  });
});
