// Search in a browser under the strictest useful policy: nothing before it is asked for, by keyboard, in the address.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { axeLevels, launch, lutrin, serve, temporaryFolder } from "./support.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let server, browser;

before(async () => {
  const folder = path.join(temporaryFolder(), "sample");
  lutrin("build", "--out", folder);
  server = await serve(folder);
  browser = await launch();
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a page; `asked` has the addresses of everything it fetches, `complaints` all that went wrong. */
async function open(address, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const [asked, complaints] = [[], []];
  page.on("pageerror", (error) => complaints.push(`exception: ${error}`));
  page.on("console", (message) => {
    const isThe404Itself = message.location().url === server.origin + address && message.text().includes("404");
    if (["error", "warning"].includes(message.type()) && !isThe404Itself) complaints.push(message.text());
  });
  page.on("request", (request) => asked.push(request.url().replace(server.origin, "")));
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  });
  await page.goto(server.origin + address, { waitUntil: "load" });
  const sound = async () => {
    assert.deepEqual(complaints, []);
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.deepEqual(asked.filter((url) => /^https?:/.test(url)), [], "nothing from elsewhere");
  };
  return { page, asked, sound };
}

const results = (page) => page.locator(".results a");
const status = (page) => page.locator(".search-status");
const settled = (page, text) => page.waitForFunction((text) => new RegExp(text).test(document.querySelector(".search-status")?.textContent ?? ""), text);
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.id);
const isIndex = (url) => /search/.test(url) && !url.includes("js/search.");

async function axeViolations(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((levels) => window.axe.run(document, { runOnly: levels }), axeLevels);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

describe("the page of search", () => {
  test("finds évènement for evenement, and événement", async () => {
    const { page, sound } = await open("/search/");
    for (const query of ["evenement", "événement", "ÉVÈNEMENTS"]) {
      await page.fill("#_search", query);
      await settled(page, "résultat");
      const found = await results(page).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      // One writes évènement, the other événement.
      for (const address of ["/blog/chercher-sans-serveur/", "/guide/evenements/"]) {
        assert.ok(found.slice(0, 5).includes(address), `${query}: ${found}`);
      }
    }
    const marked = await page.locator(".results mark").allInnerTexts();
    assert.ok(marked.some((text) => /^évènement/i.test(text)) && marked.some((text) => /^événement/i.test(text)), `${marked}`);
    await sound();
  });

  test("asks for nothing before the field has the focus", async () => {
    const { page, asked } = await open("/search/");
    await page.waitForTimeout(300);
    assert.deepEqual(asked.filter((url) => isIndex(url) && url !== "/search/"), []);
    const index = page.waitForRequest((request) => request.url().endsWith("/search.json"));
    await page.focus("#_search");
    await index;
  });

  test("the address keeps the query, and the way back finds it again", async () => {
    const { page, sound } = await open("/search/?q=r%C3%A9p%C3%A9tition");
    await settled(page, "résultat");
    assert.equal(await page.inputValue("#_search"), "répétition");
    await page.fill("#_search", "talk");
    await page.waitForURL("**/search/?q=talk");
    await results(page).first().click();
    await page.waitForURL((url) => !url.pathname.startsWith("/search/"));
    await page.goBack();
    await settled(page, "résultat");
    assert.equal(await page.inputValue("#_search"), "talk");
    await sound();
  });

  test("says how many there are, that there are none, and which are nearest", async () => {
    const { page } = await open("/en/search/");
    await page.fill("#_search", "talk");
    await settled(page, "^\\d+ results?$");
    await page.fill("#_search", "xyzzyplugh");
    await settled(page, "^No page has these words");
    await page.fill("#_search", "talk xyzzyplugh");
    await settled(page, "nearest");
    assert.ok((await results(page).count()) > 0);
    assert.equal(await status(page).getAttribute("role"), "status");
  });

  test("a result in another language says so", async () => {
    const { page } = await open("/search/?q=marp");
    await settled(page, "résultat");
    const item = page.locator(".results li", { has: page.locator("a[lang=en]") }).first();
    assert.equal(await item.locator(".badge").innerText(), "English");
  });

  test("without scripts it leads on", async () => {
    const { page } = await open("/search/", { javaScriptEnabled: false });
    assert.match(await page.locator("main").innerText(), /n’exécute pas de scripts/);
    assert.ok((await page.locator(".browse a").count()) >= 3);
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      test(`with results: accessible, no sideways scroll (${colorScheme}, ${width})`, async () => {
        const { page, sound } = await open("/search/?q=talk", { colorScheme, viewport: { width, height: 844 } });
        await settled(page, "résultat");
        assert.deepEqual(await axeViolations(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        await sound();
      });
    }
  }
});

describe("over any other page", () => {
  test("by keyboard: open, type, walk, close", async () => {
    const { page, asked, sound } = await open("/");
    await page.waitForTimeout(300);
    assert.deepEqual(asked.filter(isIndex), [], "nothing before it is asked for");
    await page.keyboard.press("Control+k");
    await page.waitForSelector("dialog[open]");
    assert.equal(await focused(page), "_search");
    await page.keyboard.type("evenem");
    await settled(page, "résultat");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), await results(page).first().getAttribute("href"));
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "_search");
    assert.deepEqual(await axeViolations(page), []);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.locator(".search-link a").focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]");
    assert.equal(await page.inputValue("#_search"), "evenem", "what was typed is still there");
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "/search/", "the focus goes back to where it was");
    await sound();
  });

  test("Enter in the field goes to the page of search", async () => {
    const { page } = await open("/en/blog/first-talk/");
    await page.locator(".search-link a").click();
    await page.waitForSelector("dialog[open]");
    await page.keyboard.type("notes");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/en/search/?q=notes");
    await settled(page, "result");
  });

  test("on a phone it fills the screen, and can be closed", async () => {
    const { page } = await open("/", { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true });
    await page.locator(".search-link a").tap();
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    const box = await dialog.boundingBox();
    assert.ok(box.width >= 389 && box.height >= 699, JSON.stringify(box));
    await dialog.locator(".close").tap();
    assert.equal(await page.locator("dialog[open]").count(), 0);
  });
});

describe("an address with nothing at it", () => {
  test("offers what is nearest to its words", async () => {
    const { page, sound } = await open("/blog/preparer-un-talk/");
    await settled(page, "résultat");
    assert.equal(await page.inputValue("#_search"), "preparer un talk");
    // The talk of that name and the article about it, before its slides.
    const offered = await results(page).evaluateAll((links) => links.slice(0, 2).map((link) => link.getAttribute("href")));
    assert.deepEqual(offered.sort(), ["/blog/preparer-un-premier-talk/", "/talks/premier-talk/"]);
    assert.deepEqual(await axeViolations(page), []);
    await sound();
  });

  test("without scripts its field leads to the page of search", async () => {
    const { page } = await open("/en/nowhere/", { javaScriptEnabled: false });
    await page.fill("#_search", "talk");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/en/search/?q=talk");
  });
});
