// The dev server in a browser: what a writer sees between two keystrokes, in French and in English.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, lutrin, repository, temporaryFolder } from "./support.mjs";

const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
const patience = { timeout: 20_000 };

/** A site with a copy of the theme of its own, and long posts to scroll in. */
function makeSite() {
  const root = path.join(temporaryFolder(), "site");
  lutrin("init", root);
  cpSync(path.join(repository, "themes/lutrin"), path.join(root, "themes/lutrin"), { recursive: true });
  const site = {
    root,
    path: (name) => path.join(root, name),
    write(name, text) {
      mkdirSync(path.dirname(site.path(name)), { recursive: true });
      writeFileSync(site.path(name), text);
    },
    read: (name) => readFileSync(site.path(name), "utf8"),
    post(lang, words, head = "") {
      const long = Array.from({ length: 120 }, (_, i) => `Paragraph ${i}, ${words}.\n`).join("\n");
      site.write(`content/blog/live/index.${lang}.md`, `---\ntitle: Live ${lang}\ndate: 2026-01-01\n${head}---\n${long}\n![Square](/square.svg)\n`);
    },
    square: (size) => site.write("static/square.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="9" height="9"/></svg>`),
  };
  site.square(10);
  site.post("fr", "premiers mots");
  site.post("en", "first words");
  return site;
}

/** Starts the server, and waits for its address. */
async function start(site, ...args) {
  const child = spawn(program, ["serve", "--root", site.root, ...args], { stdio: ["ignore", "pipe", "ignore"] });
  const origin = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(new URL(String(data).trim()).origin));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const stop = () => new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGKILL");
  });
  return { origin, stop, port: new URL(origin).port };
}

const freePort = () => 20_000 + Math.floor(Math.random() * 20_000);
const addresses = { fr: "/blog/live/", en: "/en/blog/live/" };

/** A page that counts its own loads, in a window of its own. */
async function open(browser, server, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  if (options.policy) {
    await page.route("**/*", async (route) => {
      if (route.request().resourceType() !== "document") return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": "default-src 'self'" } });
    });
  }
  await page.goto(server.origin + address);
  await page.waitForFunction(() => document.documentElement.dataset.lutrinGeneration, null, patience);
  await page.evaluate(() => { window.marker = "same document"; });
  return { page, problems, close: () => context.close() };
}

const isSameDocument = (page) => page.evaluate(() => window.marker === "same document");
const text = (page, words) => page.waitForFunction((words) => document.body.textContent.includes(words), words, patience);
const overlay = (page) => page.locator("lutrin-errors");

let site, server, browser;
before(async () => {
  site = makeSite();
  server = await start(site, "--port", String(freePort()));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [lang, address] of Object.entries(addresses)) {
  describe(`a page that is being written (${lang})`, () => {
    test("an edit shows, where the reader was", async () => {
      const { page, problems, close } = await open(browser, server, address, { policy: true });
      await page.evaluate(() => window.scrollTo(0, 1500));
      const before = await page.evaluate(() => window.scrollY);
      assert.ok(before > 1000, `scrolled to ${before}`);
      site.post(lang, "other words");
      await text(page, "other words");
      await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 5, before, patience);
      assert.deepEqual(problems, []);
      await close();
    });

    test("an edit of another page changes nothing here", async () => {
      const { page, close } = await open(browser, server, address);
      const before = Number(await page.evaluate(() => document.documentElement.dataset.lutrinGeneration));
      site.write("content/pages/extra." + lang + ".md", "---\ntitle: Extra\n---\nOnce.\n");
      await page.waitForFunction((before) => Number(document.documentElement.dataset.lutrinGeneration) > before, before, patience);
      site.write("content/pages/extra." + lang + ".md", "---\ntitle: Extra\n---\nAgain.\n");
      await page.waitForFunction((before) => Number(document.documentElement.dataset.lutrinGeneration) > before + 1, before, patience);
      assert.ok(await isSameDocument(page));
      await close();
    });

    test("a style sheet is swapped without a reload", async () => {
      const { page, problems, close } = await open(browser, server, address, { policy: true });
      const file = "themes/lutrin/css/lutrin.css";
      const sheet = site.read(file);
      site.write(file, `${sheet}\nbody { outline: 3px solid rgb(1, 2, 3) !important }\n`);
      await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)", null, patience);
      assert.ok(await isSameDocument(page));
      site.write(file, sheet);
      await page.waitForFunction(() => getComputedStyle(document.body).outlineColor !== "rgb(1, 2, 3)", null, patience);
      assert.ok(await isSameDocument(page));
      assert.deepEqual(problems, []);
      await close();
    });

    test("an error covers the last good page, and goes when it is mended", async () => {
      const { page, problems, close } = await open(browser, server, address, { policy: true });
      site.post(lang, "broken words", "tagz: [x]\n");
      await overlay(page).waitFor({ ...patience, state: "attached" });
      const said = await page.evaluate(() => document.querySelector("lutrin-errors").shadowRoot.textContent);
      for (const part of [`content/blog/live/index.${lang}.md:4:1`, "tagz: [x]", "L0102", "help: did you mean `tags`?", "^"]) {
        assert.ok(said.includes(part), `${part} in ${said}`);
      }
      assert.ok(!(await page.evaluate(() => document.body.textContent)).includes("broken words"), "the last good page");
      assert.ok(await isSameDocument(page));
      // By keyboard alone: it can be reached and hidden, and Escape hides it too.
      await page.keyboard.press("Shift+Tab");
      const focused = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);
      assert.ok(focused, "the overlay is within reach of the keyboard");
      await page.keyboard.press("Escape");
      await overlay(page).waitFor({ ...patience, state: "detached" });
      site.post(lang, "mended words");
      await text(page, "mended words");
      assert.equal(await overlay(page).count(), 0);
      assert.deepEqual(problems, []);
      await close();
    });

    test("an error elsewhere is a small mark", async () => {
      const { page, close } = await open(browser, server, address);
      site.write("content/pages/wrong.en.md", "---\ntitle: [\n---\n");
      await overlay(page).waitFor({ ...patience, state: "attached" });
      const seen = await page.evaluate(() => {
        const root = document.querySelector("lutrin-errors").shadowRoot;
        const link = root.querySelector("a.mark");
        return { panels: root.querySelectorAll(".panel").length, href: link.getAttribute("href"), text: link.textContent };
      });
      const backstage = address.includes("/en/") ? "/en/backstage/" : "/backstage/";
      assert.deepEqual(seen, { panels: 0, href: backstage, text: "1 error elsewhere" });
      rmSync(site.path("content/pages/wrong.en.md"));
      await overlay(page).waitFor({ ...patience, state: "detached" });
      assert.ok(await isSameDocument(page));
      await close();
    });

    test("an image is shown again without a reload", async () => {
      const { page, close } = await open(browser, server, address);
      await page.evaluate(() => document.querySelector("img[src*='square.svg']").scrollIntoView());
      // The size stands in the page: one that stays the same is what can be swapped.
      const color = site.read("static/square.svg").replace("<rect", '<rect fill="red"');
      site.write("static/square.svg", color);
      await page.waitForFunction(() => [...document.images].some((image) => image.src.includes("square.svg?v=") && image.complete && image.naturalWidth), null, patience);
      assert.ok(await isSameDocument(page));
      site.square(10);
      await close();
    });
  });
}

/** A tab in the background says so; Chromium without a screen has none, so the page is told. */
async function setHidden(page, hidden) {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (hidden ? "hidden" : "visible") });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

test("a hidden tab is quiet, and catches up when it is shown", async () => {
  const { page, close } = await open(browser, server, "/blog/live/");
  await setHidden(page, true);
  site.post("fr", "mots du dos");
  await new Promise((resolve) => setTimeout(resolve, 700));
  assert.ok(await isSameDocument(page), "a hidden tab does nothing");
  await setHidden(page, false);
  await text(page, "mots du dos");
  await close();
});

test("a server that is started again is found", async () => {
  const port = String(freePort());
  let server = await start(site, "--port", port);
  const { page, close } = await open(browser, server, "/en/blog/live/");
  await server.stop();
  site.post("en", "words of the night");
  server = await start(site, "--port", port);
  assert.equal(server.port, port);
  await text(page, "words of the night");
  await close();
  await server.stop();
});

test("the page that is edited comes up with --goto", async () => {
  const server = await start(site, "--goto", "--port", String(freePort()));
  const { page, close } = await open(browser, server, "/");
  site.post("en", "come and see");
  await page.waitForURL("**/en/blog/live/", patience);
  await text(page, "come and see");
  await close();
  await server.stop();
});
