// Takes the README's pictures from what this very program builds and serves: `npm --prefix tests/browser run screenshots`.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const largest = 200_000;
const viewport = { width: 1280, height: 800 };
const docs = path.join(repository, "docs");
mkdirSync(docs, { recursive: true });

/** Saves what a page shows; a picture that is too large for a README fails the command. */
async function take(page, name) {
  const file = path.join(docs, `${name}.png`);
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  console.log(`${path.relative(repository, file)}: ${size} bytes`);
  if (size > largest) process.exitCode = 1;
}

/** The public pages, by day and by night. */
async function takePages(browser, origin) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, viewport, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(`${origin}/en/events/aws-summit-paris-2022/recap/`, { waitUntil: "networkidle" });
    await take(page, `recap-${colorScheme}`);
    await page.goto(`${origin}/en/talks/first-talk/deck/#/minutes`, { waitUntil: "networkidle" });
    await take(page, `deck-${colorScheme}`);
    await context.close();
  }
}

/** Serves a copy of the sample, so that a rehearsal for the picture is written nowhere else. */
async function serveCopy() {
  const root = path.join(temporaryFolder(), "copy");
  for (const name of ["lutrin.yaml", "content", "templates", "themes"]) {
    cpSync(path.join(repository, name), path.join(root, name), { recursive: true });
  }
  const [program, first] = process.env.LUTRIN ? [process.env.LUTRIN, []] : ["cargo", ["run", "--locked", "--quiet", "--"]];
  const child = spawn(program, [...first, "serve", "--root", root, "--port", "0"], { stdio: ["ignore", "pipe", "ignore"] });
  const origin = await new Promise((resolve, reject) => {
    child.stdout.once("data", (data) => resolve(/http:\/\/[^\s/]+/.exec(String(data))[0]));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { origin, close: () => child.kill() };
}

/** The presenter view in the middle of a talk, a little behind. */
async function takePresenter(browser) {
  const server = await serveCopy();
  const context = await browser.newContext({ viewport, locale: "en-GB" });
  const page = await context.newPage();
  await page.clock.install({ time: new Date("2026-11-20T10:00:00") });
  await page.goto(`${server.origin}/en/talks/first-talk/deck/presenter/`, { waitUntil: "load" });
  await page.keyboard.press("t");
  for (let slide = 0; slide < 6; slide += 1) {
    await page.clock.fastForward(75_000);
    await page.keyboard.press("Shift+ArrowRight");
  }
  await page.clock.fastForward(20_000);
  await page.waitForTimeout(1_000);
  await take(page, "presenter");
  await context.close();
  server.close();
}

const folder = path.join(temporaryFolder(), "sample");
lutrin("build", "--out", folder);
const pages = await serve(folder);
const browser = await launch();
await takePages(browser, pages.origin);
await takePresenter(browser);
await browser.close();
await pages.close();
