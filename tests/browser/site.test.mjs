// The built sample site in a browser: policy, console, layout, accessibility, keyboard, scripts off, links.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { axeLevels, filesBelow, launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const widths = [390, 1280, 1920];
const schemes = ["light", "dark"];
const baseUrl = "https://lutrin.example.org";

const addresses = {
  fr: {
    home: "/",
    "second part of the home": "/page/2/",
    post: "/blog/preparer-un-premier-talk/",
    section: "/guide/",
    "page of a section": "/guide/markdown/",
    page: "/a-propos/",
    term: "/tags/talks/",
    author: "/authors/lutrin-stage/",
    series: "/series/fabriquer-lutrin/",
    tags: "/tags/",
    authors: "/authors/",
    archive: "/archive/",
    year: "/archive/2026/",
    blogroll: "/blogroll/",
    events: "/events/",
    recap: "/events/aws-summit-paris-2022/recap/",
    talks: "/talks/",
    "post with a picture": "/blog/faire-tenir-un-talk/",
    404: "/nulle-part/",
  },
  en: {
    home: "/en/",
    "second part of the home": "/en/page/2/",
    post: "/en/blog/first-talk/",
    section: "/en/guide/",
    "page of a section": "/en/guide/markdown/",
    page: "/en/about/",
    term: "/en/tags/talks/",
    author: "/en/authors/lutrin-stage/",
    series: "/en/series/building-lutrin/",
    tags: "/en/tags/",
    authors: "/en/authors/",
    archive: "/en/archive/",
    year: "/en/archive/2026/",
    blogroll: "/en/blogroll/",
    events: "/en/events/",
    recap: "/en/events/aws-summit-paris-2022/recap/",
    talks: "/en/talks/",
    "post with a picture": "/en/blog/timing-a-talk/",
    404: "/en/nowhere/",
  },
};
const pages = Object.entries(addresses).flatMap(([lang, kinds]) =>
  Object.entries(kinds).map(([kind, address]) => ({ name: `${kind} (${lang})`, lang, address, missing: kind === "404" })),
);

let folder, server, browser;
/** A site whose languages all have a prefix. */
let prefixed;

before(async () => {
  folder = path.join(temporaryFolder(), "sample");
  lutrin("build", "--out", folder);
  server = await serve(folder);
  const source = path.join(temporaryFolder(), "site");
  lutrin("init", source);
  const config = path.join(source, "lutrin.yaml");
  writeFileSync(config, readFileSync(config, "utf8").replace(/^root_language:.*$/m, ""));
  lutrin("build", "--root", source);
  prefixed = await serve(path.join(source, "public"));
  browser = await launch();
});

// Whatever a test that failed left open would slow down the others.
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

after(async () => {
  await browser?.close();
  await server?.close();
  await prefixed?.close();
});

/** Opens a page and collects all that a browser could complain about. */
async function open(origin, { address, missing }, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`exception: ${error}`));
  page.on("console", (message) => {
    const isThe404Itself = missing && message.location().url === origin + address;
    if (["error", "warning"].includes(message.type()) && !isThe404Itself) complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== origin) complaints.push(`request to ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url() !== origin + address) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`),
    );
  });
  const response = await page.goto(origin + address, { waitUntil: "load" });
  assert.equal(response.status(), missing ? 404 : 200, address);
  return { context, page, complaints };
}

async function axeViolations(page, options) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (options) => (await window.axe.run(document, options)).violations, options);
  return found.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
}

/** What can be different in the dark: a scheme changes colours, and nothing else. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** Opens a page once, and looks at it in each scheme at each width. */
async function assertSound(origin, target, options) {
  const { context, page, complaints } = await open(origin, target, options);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const where = `${target.address} ${width} ${colorScheme}`;
      const { scroll, shown } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        shown: document.documentElement.clientWidth,
      }));
      assert.ok(scroll <= shown, `${where} scrolls sideways: ${scroll} > ${shown}`);
      const runOnly = colorScheme === "light" ? axeLevels : { type: "rule", values: ofColours };
      assert.deepEqual(await axeViolations(page, { runOnly }), [], `axe at ${where}`);
    }
  }
  const { violations, lang } = await page.evaluate(() => ({ violations: window.violations, lang: document.documentElement.lang }));
  assert.deepEqual(violations, [], `policy violations at ${target.address}`);
  assert.equal(lang, target.lang, `language of ${target.address}`);
  assert.deepEqual(complaints, [], `complaints at ${target.address}`);
  await context.close();
}

describe("pages", () => {
  for (const target of pages) {
    test(`${target.name}: no complaint, no sideways scroll, accessible`, async () => {
      await assertSound(server.origin, target);
    });
  }

  test("the choice of a language: sound, and left to the reader when no language fits", async () => {
    await assertSound(prefixed.origin, { address: "/", lang: "fr" }, { locale: "de-DE" });
  });

  test("the choice of a language is made by the browser's", async () => {
    for (const [locale, address] of [["fr-CH", "/fr/"], ["en-GB", "/en/"]]) {
      const context = await browser.newContext({ locale });
      const page = await context.newPage();
      await page.goto(`${prefixed.origin}/`);
      await page.waitForURL(prefixed.origin + address);
      await context.close();
    }
  });
});

describe("keyboard", () => {
  for (const target of pages) {
    test(`${target.name}: the skip link comes first, shows, and works`, async () => {
      const { context, page } = await open(server.origin, target);
      await page.keyboard.press("Tab");
      const skip = await page.evaluate(() => {
        const { top, left, width, height } = document.activeElement.getBoundingClientRect();
        return { to: document.activeElement.hash, shown: top >= 0 && left >= 0 && width > 1 && height > 1 };
      });
      assert.deepEqual(skip, { to: await page.evaluate(() => `#${document.querySelector("main").id}`), shown: true });
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement.localName === "main");
      await page.keyboard.press("Tab");
      assert.ok(
        await page.evaluate(() => Boolean(document.activeElement.closest("main, footer"))),
        "the next focus is past the header",
      );
      await context.close();
    });
  }
});

describe("scripts off", () => {
  // Where nothing is, scripts look for what is near.
  for (const target of pages.filter(({ missing }) => !missing)) {
    test(`${target.name}: the same text`, async () => {
      const read = async (javaScriptEnabled) => {
        const { context, page } = await open(server.origin, target, { javaScriptEnabled });
        // What scripts may add is buttons, which say nothing of their own.
        await page.locator("main button").evaluateAll((buttons) => buttons.forEach((button) => button.remove()));
        const text = await page.locator("body").innerText();
        await context.close();
        return text;
      };
      const text = await read(false);
      assert.ok(text.length > 40);
      assert.equal(text, await read(true));
    });
  }

  test("the choice of a language is a list of links", async () => {
    const { context, page } = await open(prefixed.origin, { address: "/" }, { javaScriptEnabled: false, locale: "fr-FR" });
    const links = await page.locator("main a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, ["/fr/", "/en/"]);
    await context.close();
  });
});

describe("the site as a whole", () => {
  const addressOf = (file) => `/${file}`.replace(/index\.html$/, "");
  const htmlFiles = () => filesBelow(folder).filter((file) => file.endsWith(".html"));
  const text = (file) => readFileSync(path.join(folder, file), "utf8");
  const unescape = (value) => value.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

  test("hreflang is reciprocal, with self and x-default", () => {
    const alternates = new Map();
    for (const file of htmlFiles()) {
      const links = [...text(file).matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)];
      if (links.length > 0) alternates.set(baseUrl + addressOf(file), new Map(links.map(([, lang, url]) => [lang, unescape(url)])));
    }
    assert.ok(alternates.size > 20, `${alternates.size} pages have translations`);
    for (const [url, links] of alternates) {
      const lang = url.startsWith(`${baseUrl}/en/`) ? "en" : "fr";
      assert.equal(decodeURI(links.get(lang)), decodeURI(url), `${url} names itself`);
      assert.equal(links.get("x-default"), links.get("fr"), `x-default of ${url}`);
      for (const other of links.values()) assert.deepEqual(alternates.get(other), links, `${other} answers ${url}`);
    }
  });

  test("every internal link and file answers 200, and every anchor is there", async () => {
    const ids = new Map();
    const wanted = new Map();
    for (const file of htmlFiles()) {
      const html = text(file);
      ids.set(addressOf(file), new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => unescape(id))));
      for (const [, , value] of html.matchAll(/\s(href|src)="([^"]*)"/g)) {
        const url = new URL(unescape(value).replace(baseUrl, server.origin), server.origin + addressOf(file));
        if (url.origin === server.origin) wanted.set(url.href, file);
      }
      const refresh = html.match(/http-equiv="refresh" content="0; url=([^"]+)"/);
      if (refresh) wanted.set(new URL(unescape(refresh[1]), server.origin).href, file);
    }
    assert.ok(wanted.size > 100, `${wanted.size} links`);
    for (const [href, file] of wanted) {
      const url = new URL(href);
      const response = await fetch(url, { redirect: "manual" });
      await response.arrayBuffer();
      assert.equal(response.status, 200, `${href}, linked from ${file}`);
      const id = decodeURIComponent(url.hash.slice(1));
      const known = ids.get(decodeURI(url.pathname));
      if (id && known) assert.ok(known.has(id), `#${id} of ${url.pathname}, linked from ${file}`);
    }
  });

  test("the pages that these checks open are those of the sample", () => {
    const files = new Set(htmlFiles());
    for (const { address, missing } of pages) {
      if (!missing) assert.ok(files.has(`${address.slice(1)}index.html`), `${address} (is it in ${repository}/content?)`);
    }
  });
});
