// Slidev: its own development server serves the decks, and a browser goes through the slides. Since the server takes long to
// start, it serves one deck that takes the others in with Slidev's own `src:`, with a slide before each that says which it is.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { freePort } from "../port.mjs";

const manifest = createRequire(import.meta.url).resolve("@slidev/cli/package.json");
const program = path.join(path.dirname(manifest), "bin/slidev.mjs");
// Slidev looks for themes from the folder of the deck upwards, so that this must lie beside `node_modules`.
const work = path.resolve(import.meta.dirname, "../.work/slidev");
const patience = { timeout: 300_000 };

/** Writes the decks into one folder as authors have them. `mdc: true` is of a whole deck, hence two servers. */
export async function start(folder, decks) {
  rmSync(work, { recursive: true, force: true });
  const files = path.join(folder, "../files");
  cpSync(files, work, { recursive: true });
  cpSync(path.join(files, "img"), path.join(work, "public/img"), { recursive: true });
  for (const deck of decks) cpSync(deck.path, path.join(work, path.basename(deck.path)));
  const hasMdc = (deck) => /^mdc: true/m.test(readFileSync(deck.path, "utf8"));
  // A table of contents is one of all slides that are served.
  const hasContents = (deck) => readFileSync(deck.path, "utf8").includes("<Toc");
  const together = decks.filter((deck) => !hasContents(deck));
  const groups = [true, false].map((mdc) => group(together.filter((deck) => hasMdc(deck) === mdc), (page, names) => readGroup(page, mdc, names)));
  groups.push(...decks.filter(hasContents).map((deck) => group([deck], readAlone)));
  return {
    read: async (page, deck) => {
      const slides = (await groups.find(({ names }) => names.includes(deck.name)).read(page)).get(deck.name);
      const failed = slides.find(({ error }) => error);
      if (failed) throw new Error(`slide ${slides.indexOf(failed) + 1}: ${failed.error}`);
      return slides;
    },
    stop: async () => rmSync(work, { recursive: true, force: true }),
  };
}

/** Decks that are served together, read when the first of them is asked for. */
function group(decks, readAll) {
  const names = decks.map(({ name }) => name);
  let slides;
  const read = (page) => (slides ??= readAll(page, names));
  return { names, read };
}

/** The slides of the only deck of a group, with where its links to slides lead. */
async function readAlone(page, [name]) {
  return served(page, `${name}.md`, async (origin) => {
    const found = [];
    await open(page, `${origin}/1`);
    const total = await page.evaluate(() => __slidev__.nav.total);
    for (let number = 1; number <= total; number += 1) found.push(await patiently(3, page, origin, number));
    return new Map([[name, found]]);
  });
}

/** The slides of each deck of a group, by its name. */
async function readGroup(page, mdc, names) {
  const entry = `all-${mdc ? "mdc" : "plain"}.md`;
  const part = (name) => `---\npeer: ${name}\n---\n\n# ${name}\n\n---\nsrc: ./${name}.md\n---\n`;
  writeFileSync(path.join(work, entry), `---\nmdc: ${mdc}\nfonts: {provider: none}\n---\n\n# All\n\n${names.map(part).join("\n")}`);
  const found = await served(page, entry, (origin) => slides(page, origin));
  // In another deck than their own, links lead elsewhere.
  const withoutLinks = ({ links, ...slide }) => slide;
  return new Map([...found].map(([name, list]) => [name, list.map(withoutLinks)]));
}

/** What is read of a deck of the folder while a server shows it. */
async function served(page, entry, read) {
  const { child, origin } = await serve(entry);
  try {
    return await read(origin);
  } finally {
    await page.goto("about:blank");
    child.kill();
  }
}

/** Serves a deck of the folder. `child` is to be killed. */
async function serve(name) {
  const port = await freePort();
  mkdirSync(work, { recursive: true });
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

/** All slides of the server's deck, by the deck whose name the last slide with one says. */
async function slides(page, origin) {
  await open(page, `${origin}/1`);
  const peers = await page.evaluate(() => __slidev__.nav.slides.map(({ meta }) => meta.slide.frontmatter.peer ?? null));
  const found = new Map();
  let name = null;
  for (const [index, peer] of peers.entries()) {
    if (peer) found.set((name = peer), []);
    else if (name) found.get(name).push(await patiently(3, page, origin, index + 1));
  }
  return found;
}

async function open(page, address) {
  await page.goto(address, { waitUntil: "domcontentloaded", ...patience });
  await page.waitForFunction(() => globalThis.__slidev__?.nav?.total > 0, null, patience);
}

/** Reads a slide, again when the server reloads the page, as it does when it meets a package that it has not prepared yet. */
async function patiently(times, page, origin, number) {
  try {
    return await slide(page, number);
  } catch (error) {
    if (times === 1) return { error: String(error).slice(0, 400) };
    await open(page, `${origin}/${number}`);
    return patiently(times - 1, page, origin, number);
  }
}

async function slide(page, number) {
  await page.evaluate((to) => void __slidev__.nav.go(to), number);
  const shown = (to) => {
    const element = document.querySelector(`.slidev-page-${to}`);
    const isThere = element && !element.querySelector(".slidev-slide-loading") && element.childElementCount > 0;
    return isThere && __slidev__.nav.currentSlideNo === to && __slidev__.nav.clicksContext.isMounted;
  };
  await page.waitForFunction(shown, number, { timeout: 120_000 });
  // Code in steps and magic move count their clicks a moment after the slide is there.
  await page.waitForTimeout(500);
  return page.evaluate((to) => {
    const { noteHTML } = __slidev__.nav.slides[to - 1].meta.slide;
    const notes = new DOMParser().parseFromString(noteHTML ?? "", "text/html").body;
    const tools = ".slidev-code-copy, .slidev-code-block-title-copy";
    const shown = document.querySelector(`.slidev-page-${to}`);
    const links = [...shown.querySelectorAll('a[href^="/"]')].map((link) => {
      const name = link.getAttribute("href").slice(1);
      const alias = __slidev__.nav.slides.find(({ meta }) => meta.slide.frontmatter.routeAlias === name);
      return `${link.textContent}→${alias?.no ?? name}`;
    });
    return {
      text: peers.words(shown, tools),
      links: links.join(" "),
      notes: peers.words(notes),
      steps: __slidev__.nav.clicksTotal,
    };
  }, number);
}
