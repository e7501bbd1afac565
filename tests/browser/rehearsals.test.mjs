// The rehearsals of the sample talk in the backstage: pictures that need no colour and no style of their own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, repository } from "./support.mjs";

const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const addresses = { fr: "/backstage/talks/first-talk/", en: "/en/backstage/talks/first-talk/" };
let child, origin, browser;

before(async () => {
  const port = String(20_000 + Math.floor(Math.random() * 20_000));
  child = spawn(program, ["serve", "--root", repository, "--port", port], { stdio: ["ignore", "pipe", "ignore"] });
  origin = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(new URL(String(data).trim()).origin));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  child?.kill("SIGKILL");
});

/** The page, under the policy that it is published under, with its tables open. */
async function open(lang, options) {
  const page = await (await browser.newContext(options)).newPage();
  const problems = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.route(`${origin}${addresses[lang]}`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), "content-security-policy": "default-src 'self'" };
    await route.fulfill({ response, headers });
  });
  await page.goto(`${origin}${addresses[lang]}`, { waitUntil: "domcontentloaded" });
  await page.evaluate(() => document.querySelectorAll(".rehearsed details").forEach((details) => (details.open = true)));
  return { page, problems };
}

for (const lang of ["fr", "en"]) {
  for (const [colorScheme, width] of [["light", 1280], ["dark", 390]]) {
    test(`the pictures in ${lang}, ${colorScheme}, ${width} pixels wide`, async () => {
      const { page, problems } = await open(lang, { colorScheme, viewport: { width, height: 900 } });
      const seen = await page.evaluate(() => ({
        pictures: [...document.querySelectorAll("svg.plot")].map((svg) => svg.getAttribute("aria-labelledby").split(" ").every((id) => document.getElementById(id)?.textContent)),
        tables: document.querySelectorAll(".plotted table").length,
        sideways: document.documentElement.scrollWidth > innerWidth,
        // Letters of a picture are as large as those of labels, on a phone and on a desk.
        small: [...document.querySelectorAll("svg.plot text")].filter((text) => text.getBoundingClientRect().height < 10).length,
        outside: [...document.querySelectorAll("svg.plot text")].filter((text) => text.getBoundingClientRect().right > innerWidth).map((text) => text.textContent),
      }));
      assert.deepEqual(seen, { pictures: [true, true, true, true, true, true], tables: 6, sideways: false, small: 0, outside: [] });
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }
}

test("axe finds nothing in them, at the highest contrast", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await (await browser.newContext({ colorScheme })).newPage();
    await page.goto(`${origin}${addresses.en}`, { waitUntil: "domcontentloaded" });
    await page.evaluate(() => document.querySelectorAll(".rehearsed details").forEach((details) => (details.open = true)));
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const levels = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21aa", "wcag22aa", "best-practice"];
      return (await window.axe.run(".rehearsals", { runOnly: levels })).violations.map((it) => [it.id, it.nodes[0].html]);
    });
    assert.deepEqual(found, [], colorScheme);
    await page.context().close();
  }
});
