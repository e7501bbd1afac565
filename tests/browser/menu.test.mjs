// The menu on a phone, as a sheet that a button opens: by finger and keyboard, in both directions, on a phone that is turned, on
// paper, and in a browser without popovers.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, afterEach, before, test } from "node:test";
import { axeLevels, launch, lutrin, serve, temporaryFolder } from "./support.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 390, height: 844 };
const config = `title: Menu
base_url: https://example.org
languages: {en: {name: English}, ar: {name: العربية}}
`;

let server, browser;

before(async () => {
  const root = temporaryFolder();
  const write = (file, text) => {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  write("lutrin.yaml", config);
  for (const [lang, title] of [["en", "About"], ["ar", "حول"]]) {
    write(`content/pages/about.${lang}.md`, `---\ntitle: ${title}\n---\n${title}.\n`);
    write(`content/blog/first.${lang}.md`, `---\ntitle: ${title} 1\ndate: 2026-01-02\n---\n${title}.\n`);
    write(`content/talks/x/index.${lang}.md`, `---\ntitle: ${title} 2\n---\n${title}.\n`);
  }
  const out = path.join(root, "public");
  lutrin("build", "--root", root, "--out", out);
  server = await serve(out);
  browser = await launch();
});

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

after(async () => {
  await browser?.close();
  await server?.close();
});

async function open(address, options) {
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: true, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(server.origin + address);
  return page;
}

async function axeViolations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (levels) => (await window.axe.run(document, { runOnly: levels })).violations, axeLevels);
  return found.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`);
}

const focused = (page) => page.evaluate(() => document.activeElement.className || document.activeElement.localName);
const isShown = (page) => page.locator(".menu").isVisible();

/** Whether the browser tells a screen reader that the button's menu is open. */
async function isExpanded(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const button = nodes.find((node) => node.role?.value === "button" && node.name?.value === "Menu");
  return button.properties.find(({ name }) => name === "expanded")?.value.value;
}

for (const [lang, name] of [["en", "/en/"], ["ar", "/ar/"]]) {
  test(`${lang}: a finger opens the sheet, over all of the width, and closes it`, async () => {
    const page = await open(name, { hasTouch: true, isMobile: true });
    assert.equal(await isShown(page), false);
    await page.locator(".menu-open").tap();
    const [sheet, width] = await page.evaluate(() => {
      const { left, right, top } = document.querySelector(".menu").getBoundingClientRect();
      return [[left, right, top], document.documentElement.clientWidth];
    });
    assert.deepEqual(sheet, [0, width, 0]);
    assert.ok((await page.locator(".menu a").count()) >= 2);
    const tops = await page.locator(".menu a").evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
    assert.deepEqual(tops, [...new Set(tops)].sort((a, b) => a - b), "one link a row");
    // Where lines end, thumbs are: at the right, and at the left where one writes from right to left.
    const close = await page.locator(".menu-close").boundingBox();
    assert.equal(close.x > width / 2, lang === "en");
    assert.deepEqual(await axeViolations(page), []);
    await page.locator(".menu-close").tap();
    assert.equal(await isShown(page), false);
  });
}

test("keys open it, go through its links, and Escape gives the focus back", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open("/en/", { javaScriptEnabled });
    await page.locator(".menu-open").focus();
    assert.equal(await isExpanded(page), false);
    await page.keyboard.press("Enter");
    assert.deepEqual([await isShown(page), await isExpanded(page)], [true, true]);
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "menu-close");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "a");
    await page.keyboard.press("Escape");
    assert.deepEqual([await isShown(page), await isExpanded(page), await focused(page)], [false, false, "menu-open"]);
  }
});

test("while a phone is turned the sheet stays one, and a wide page has the menu in its place", async () => {
  const page = await open("/en/");
  await page.locator(".menu-open").click();
  await page.setViewportSize({ width: 844, height: 390 });
  const look = await page.evaluate(() => {
    const menu = document.querySelector(".menu");
    const { left, right } = menu.getBoundingClientRect();
    const isSeen = document.elementFromPoint(right - 5, 5) === menu;
    return [left, right - document.documentElement.clientWidth, isSeen, getComputedStyle(menu).backgroundColor];
  });
  assert.deepEqual(look.slice(0, 3), [0, 0, true]);
  assert.notEqual(look[3], "rgba(0, 0, 0, 0)");
  await page.locator(".menu-close").click();
  assert.deepEqual([await isShown(page), await page.locator(".menu-open").isVisible()], [true, false]);
  const isBelow = await page.evaluate(() => {
    const top = (selector) => document.querySelector(selector).getBoundingClientRect().top;
    return top(".menu") > top(".tools") && getComputedStyle(document.querySelector(".menu")).position === "static";
  });
  assert.equal(isBelow, true);
});

test("paper has no menu, at any width", async () => {
  for (const width of [390, 1280]) {
    const page = await open("/en/", { viewport: { width, height: 844 } });
    await page.emulateMedia({ media: "print" });
    for (const part of [".menu", ".menu-open", ".tools"]) assert.equal(await page.locator(part).isVisible(), false, part);
  }
});

test("a browser without popovers shows the menu, and no button that does nothing", async () => {
  const context = await browser.newContext({ viewport: phone });
  const page = await context.newPage();
  await page.route(/\.css$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(":popover-open", ":no-such-thing") });
  });
  await page.route(/\/en\/$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(" popover ", " data-popover ") });
  });
  await page.goto(`${server.origin}/en/`);
  assert.deepEqual([await isShown(page), await page.locator(".menu-open").isVisible()], [true, false]);
  assert.equal(await page.locator(".menu a").first().isVisible(), true);
  await context.close();
});
