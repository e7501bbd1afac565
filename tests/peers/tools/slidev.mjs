// Slidev: its own development server serves each deck from a folder of its own, and a browser goes through the slides.
import { spawn } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { freePort } from "../port.mjs";

const manifest = createRequire(import.meta.url).resolve("@slidev/cli/package.json");
const program = path.join(path.dirname(manifest), "bin/slidev.mjs");
// Slidev looks for themes from the folder of the deck upwards, so that this must lie beside `node_modules`.
const work = path.resolve(import.meta.dirname, "../.work");
const patience = { timeout: 180_000 };

/** A server has to be started for every deck: Slidev serves one. */
export async function start(decks) {
  prepare(path.join(decks, "../files"));
  return { read, stop: async () => rmSync(work, { recursive: true, force: true }) };
}

/** One folder for all decks, since what the server prepares for one serves the next: pictures in `public`, other files beside. */
function prepare(files) {
  rmSync(work, { recursive: true, force: true });
  cpSync(files, work, { recursive: true });
  cpSync(path.join(files, "img"), path.join(work, "public/img"), { recursive: true });
}

/** Serves a deck of the folder. `child` is to be killed. */
async function serve(name) {
  const port = await freePort();
  const child = spawn(process.execPath, [program, name, "--port", String(port), "--log", "warn"], {
    cwd: work,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const origin = `http://localhost:${port}`;
  for (const end = Date.now() + patience.timeout; Date.now() < end; ) {
    if (child.exitCode !== null) throw new Error(`Slidev ended with ${child.exitCode}: ${said.slice(-400)}`);
    if (await fetch(origin).then(({ ok }) => ok, () => false)) return { child, origin };
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  child.kill();
  throw new Error(`Slidev does not answer: ${said.slice(-400)}`);
}

async function read(page, deck) {
  const name = path.basename(deck.path);
  cpSync(deck.path, path.join(work, name));
  const { child, origin } = await serve(name);
  try {
    return await patiently(3, () => slides(page, origin));
  } finally {
    await page.goto("about:blank");
    child.kill();
  }
}

/** Tries again: the server reloads the page when it meets a package that it has not prepared yet. */
async function patiently(times, task) {
  try {
    return await task();
  } catch (error) {
    if (times === 1) throw error;
    return patiently(times - 1, task);
  }
}

async function slides(page, origin) {
  await page.goto(`${origin}/1`, { waitUntil: "domcontentloaded", ...patience });
  await page.waitForFunction(() => globalThis.__slidev__?.nav?.total > 0, null, patience);
  const total = await page.evaluate(() => __slidev__.nav.total);
  const read = [];
  for (let number = 1; number <= total; number += 1) read.push(await slide(page, number));
  return read;
}

async function slide(page, number) {
  await page.evaluate((to) => void __slidev__.nav.go(to), number);
  const shown = (to) => {
    const element = document.querySelector(`.slidev-page-${to}`);
    const isThere = element && !element.querySelector(".slidev-slide-loading") && element.childElementCount > 0;
    return isThere && __slidev__.nav.currentSlideNo === to && __slidev__.nav.clicksContext.isMounted;
  };
  await page.waitForFunction(shown, number, { timeout: 30_000 });
  // Code in steps and magic move count their clicks a moment after the slide is there.
  await page.waitForTimeout(400);
  return page.evaluate((to) => {
    const { noteHTML } = __slidev__.nav.slides[to - 1].meta.slide;
    const notes = new DOMParser().parseFromString(noteHTML ?? "", "text/html").body;
    const tools = ".slidev-code-copy, .slidev-code-block-title-copy, .slidev-vclick-gap";
    return {
      text: peers.words(document.querySelector(`.slidev-page-${to}`), tools),
      notes: peers.words(notes),
      steps: __slidev__.nav.clicksTotal,
    };
  }, number);
}
