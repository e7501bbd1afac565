// What Lutrin makes of a deck: a site with one talk, built and read as its visitors and its speaker see it.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const repository = path.resolve(import.meta.dirname, "../..");
const program = process.env.LUTRIN ? [process.env.LUTRIN] : ["cargo", "run", "--locked", "--quiet", "--"];

const configuration = `title: {en: Peers}
base_url: https://peers.example.org
languages: {en: {name: English}}
root_language: en
# Whether a drawing is one does not depend on what this computer has.
drawings: {mermaid: false, graphviz: false, plantuml: false}
`;

/** Runs Lutrin, for two minutes at most: no deck may take longer. */
function run(...args) {
  const [command, ...first] = program;
  const child = spawn(command, [...first, ...args], { cwd: repository, stdio: ["ignore", "pipe", "pipe"], timeout: 120_000 });
  const result = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) child[stream].setEncoding("utf8").on("data", (text) => (result[stream] += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ ...result, status, signal }));
  });
}

/** The deck with the key that names its tool, which nothing else changes. */
function named(text, tool) {
  const line = `dialect: ${tool}\n`;
  const top = /^---[ \t]*\r?\n/.exec(text)?.[0];
  return top ? top + line + text.slice(top.length) : `---\n${line}---\n\n${text}`;
}

function writeSite(folder, deck, text) {
  const talk = path.join(folder, "content/talks/deck");
  mkdirSync(talk, { recursive: true });
  writeFileSync(path.join(folder, "lutrin.yaml"), configuration);
  writeFileSync(path.join(talk, "index.en.md"), "---\ntitle: Peers\nduration: 20m\n---\n");
  writeFileSync(path.join(talk, "deck.en.md"), text);
  // Markdown beside a deck that does not lead there would be a page.
  const filter = (file) => !file.includes("pages") || text.includes("src: ./pages");
  cpSync(deck.files, talk, { recursive: true, filter });
  // `/img/…` is a file of the whole site.
  cpSync(path.join(deck.files, "img"), path.join(folder, "static/img"), { recursive: true });
}

/** What a build says, as `{code, severity, line, message}`. */
function messages(output) {
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
}

/** The errors among messages, in one line each. */
function errors(told) {
  const found = told.filter(({ severity }) => severity === "error");
  return found.map(({ code, line, message }) => `${code} line ${line}: ${message}`).join("\n              ");
}

/** Why a command failed, in its own words where it has some. */
const failure = ({ stderr, status, signal }) => stderr.trim() || `ended with ${status ?? signal}`;

/** The slides of a page of Lutrin's, as every tool's are given. They are there before any script, so that none has to run. */
function slides(page, file) {
  const html = readFileSync(file, "utf8");
  // Without the fonts and scripts around them, which a single file has in itself.
  const main = html.slice(html.indexOf("<main"), html.lastIndexOf("</main>"));
  return page.evaluate((html) => {
    const made = new DOMParser().parseFromString(html, "text/html");
    const slides = [...made.querySelectorAll("main.deck > section.slide")];
    const numbers = new Map(slides.map(({ id }, at) => [id, at + 1]));
    const links = (slide) => [...slide.querySelectorAll('.slide-body a[href^="#"]')].flatMap((link) => {
      const number = numbers.get(decodeURIComponent(link.getAttribute("href").slice(1)));
      return number ? [`${link.textContent}→${number}`] : [];
    });
    const grounds = (slide) => {
      const ground = slide.querySelector(":is(.slide-background, .slide-side):not(svg)");
      const many = ground?.matches("img") ? 1 : (ground?.querySelectorAll("img").length ?? 0);
      if (many === 0) return "";
      const has = (name) => ground.classList.contains(name);
      const direction = many > 1 ? (has("vertical") ? "vertical" : "horizontal") : null;
      const side = has("slide-side") ? `${has("side-left") ? "left" : "right"} ${ground.dataset.width}%` : null;
      return [many, direction, side].filter(Boolean).join(" ");
    };
    return slides.map((slide) => {
      const isNumbered = !slide.matches(".no-number, .layout-title:not(.with-foot)");
      const all = (selector, leftOut) => [...slide.querySelectorAll(selector)].map((each) => peers.words(each, leftOut)).join(" ");
      const body = peers.words(slide, ".slide-number, .slide-notes, .slide-header, .slide-footer");
      return {
        // Heads and feet where readers see them, wherever the page has them.
        text: `${all(".slide-header")} ${body} ${all(".slide-footer")}`,
        notes: all(".slide-notes", "mark.click"),
        steps: Number(slide.dataset.steps ?? 0),
        number: isNumbered ? slide.querySelector(".slide-number").textContent : "",
        grounds: grounds(slide),
        links: links(slide).join(" "),
      };
    });
  }, main);
}

/** Builds a deck, for everybody and for its speaker: the pages, what is said of it, and `error` where nothing is built. */
async function build(folder, deck, text) {
  writeSite(folder, deck, text);
  const site = path.join(folder, "site");
  const built = await run("build", "--root", folder, "--out", site, "--format", "json");
  const told = messages(built.stdout + built.stderr);
  if (built.status !== 0) return { error: errors(told) || failure(built), told };
  const single = path.join(folder, "deck.html");
  const exported = await run("export", "--root", folder, "--single-file", "--notes", "-o", single, "deck");
  if (exported.status !== 0) return { error: failure(exported), told };
  return { told, single, site: path.join(site, "talks/deck/deck/index.html") };
}

async function read(page, { told, error, single, site }) {
  if (error) return { error, told, slides: [] };
  return { told, slides: await slides(page, single), public: await slides(page, site) };
}

/**
 * Reads a deck twice: as it is, and with the name of its tool, in two folders below `folder`. `asItIs` and `named` have `slides`
 * (with notes), `public` (the same from the page that everybody sees), `told` (diagnostics), and `error` where nothing is built.
 */
export async function readDeck(page, folder, deck) {
  const text = readFileSync(deck.path, "utf8");
  const [asItIs, withName] = await Promise.all([
    build(path.join(folder, "as-it-is"), deck, text),
    build(path.join(folder, "named"), deck, named(text, deck.tool)),
  ]);
  await page.goto("about:blank");
  return { asItIs: await read(page, asItIs), named: await read(page, withName) };
}
