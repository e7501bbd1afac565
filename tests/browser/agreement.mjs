// How often sizes that are found without a browser are those that Chromium finds: on the decks of the sample, on dense ones, and on
// those that `tests/peers` gives to other tools. By hand: `npm --prefix tests/browser run agreement` (`LUTRIN` names another binary). Two
// things count: whether `check` reports just the slides that are outside their frame at the sizes that they have, and how many
// steps lie between these sizes and the first ones at which they are within. Other folders of sites may be named as arguments.
import fs from "node:fs";
import path from "node:path";
import { measured, reported } from "./fitting.mjs";
import { launch, lutrin, repository, serve, temporaryFolder } from "./support.mjs";

const goal = 0.95;

const work = temporaryFolder();
const folder = (name) => path.join(work, name);

/** A copy of the sample, in which nothing is saved. */
function sample() {
  for (const name of ["lutrin.yaml", "content", "templates", "themes"]) {
    fs.cpSync(path.join(repository, name), path.join(folder("sample"), name), { recursive: true });
  }
  return folder("sample");
}

/** A site with every deck of a folder as a talk of its own, and beside each what the decks show. */
function siteOf(name, decks, files) {
  const root = folder(name);
  const from = path.join(repository, "tests", decks);
  const beside = path.join(repository, "tests", files);
  fs.mkdirSync(root);
  fs.writeFileSync(path.join(root, "lutrin.yaml"), "title: Decks\nbase_url: https://example.org\nlanguages: {en: {name: English}}\n");
  if (fs.existsSync(path.join(beside, "img"))) fs.cpSync(path.join(beside, "img"), path.join(root, "static/img"), { recursive: true });
  for (const file of fs.readdirSync(from).filter((each) => each.endsWith(".md"))) {
    const talk = path.join(root, "content/talks", `${name}-${file.slice(0, -3)}`);
    const text = fs.readFileSync(path.join(from, file), "utf8");
    // Markdown beside a deck that does not lead there would be a page.
    const isBeside = (each) => beside !== from || !each.endsWith(".md");
    const filter = (each) => isBeside(each) && (!each.includes("pages") || text.includes("src: ./pages"));
    fs.cpSync(beside, talk, { recursive: true, filter });
    fs.writeFileSync(path.join(talk, "index.en.md"), "---\ntitle: Talk\n---\n");
    fs.writeFileSync(path.join(talk, "deck.en.md"), text);
  }
  return root;
}

/** In the page: of each slide, whether it is outside its frame as it is, and the first steps at which it is not. */
function settle() {
  const inner = "pre:not(.hidden), .table, .math";
  const together = ["00", "01", "02", "12", "13", "23", "24", "34", "44", "45", "55"];
  const alone = ["00", "11", "22", "33", "44", "55"];
  const isWide = (body) => Array.from(body.querySelectorAll(inner)).some((part) => part.scrollWidth - part.clientWidth > 2);
  const isHigh = (body) => {
    const bottom = body.getBoundingClientRect().bottom + 2;
    return Array.from(body.querySelectorAll("*")).some((element) => {
      if (element.parentElement.closest(`${inner}, svg, math, .hidden`) || getComputedStyle(element).display === "inline") return false;
      const box = element.getBoundingClientRect();
      return box.height > 0 && box.bottom > bottom;
    });
  };
  const set = (slide, text, dense, pictures) => (slide.dataset.fit = `text-${text} dense-${dense} pictures-${pictures}`);
  const first = (slide, body, isDense) => {
    const narrow = [0, 1, 2, 3, 4, 5].find((dense) => (set(slide, 0, dense, 0), !isWide(body))) ?? 5;
    for (const [text, dense] of (isDense ? together : alone).map((steps) => Array.from(steps, Number))) {
      const pictures = !body.querySelector("img, svg, video") ? [0] : text === 0 ? [0, 1, 2, 3] : [3];
      for (const picture of pictures) {
        const used = Math.max(dense, isDense ? narrow : 0);
        set(slide, text, used, picture);
        if (!isWide(body) && !isHigh(body)) return { text, dense: used };
      }
    }
    return null;
  };
  return Array.from(document.querySelectorAll("section.slide"), (slide) => {
    const body = slide.querySelector(".slide-body");
    if (!body) return { id: slide.id, fit: "", isOver: false, best: { text: 0, dense: 0 }, isDense: false };
    const fit = slide.dataset.fit ?? "";
    const isOver = isHigh(body) || isWide(body);
    const isDense = body.querySelector("pre:not(.hidden), .table") !== null;
    return { id: slide.id, fit, isOver, isDense, best: first(slide, body, isDense) };
  });
}

/** How many steps a slide is from where a browser has it; above 0 where it is smaller than it had to be. */
function distance({ fit, best, isDense }) {
  if (!best) return 0;
  const step = (name) => Number(new RegExp(`${name}-(\\d)`).exec(fit)?.[1] ?? 0);
  const [text, dense] = [step("text") - best.text, isDense ? step("dense") - best.dense : 0];
  return Math.abs(text) >= Math.abs(dense) ? text : dense;
}

async function slidesOf(browser, name, root) {
  const out = folder(`${path.basename(name)}-out`);
  lutrin("build", "--root", root, "--out", out);
  const tooFull = reported(root);
  const site = await serve(out);
  const found = [];
  for (const file of fs.readdirSync(out, { recursive: true }).filter((name) => /deck\/index\.html$/.test(name))) {
    const talk = file.split(path.sep).at(-3);
    const aspect = /class="[^"]*\baspect-(\d+)-(\d+)/.exec(fs.readFileSync(path.join(out, file), "utf8"));
    const slides = await measured(browser, `${site.origin}/${file.replace("index.html", "")}`, aspect ? `${aspect[1]}:${aspect[2]}` : "16:9", settle);
    found.push(...slides.map((slide) => ({ file, ...slide, isReported: tooFull.has(`${talk} ${slide.id}`) })));
  }
  await site.close();
  return found;
}

const given = process.argv.slice(2).map((folder) => [folder, path.resolve(folder)]);
const tools = ["marp", "reveal-md", "slidev", "remark"];
const usual = () => [
  ["sample", sample()],
  ["dense", siteOf("dense", "fixtures/fit", "fixtures/fit")],
  ...tools.map((tool) => [tool, siteOf(tool, `peers/decks/${tool}`, "peers/decks/files")]),
];
const sites = given.length > 0 ? given : usual();
const browser = await launch();
const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(1)} %`;
const all = [];
console.log("| decks | slides | agree | smaller than usual | same step | one step apart | too full |\n|:--|--:|--:|--:|--:|--:|--:|");
for (const [name, root] of sites) {
  const slides = await slidesOf(browser, name, root);
  all.push(...slides);
  row(name, slides);
}
await browser.close();
row("all", all);
for (const slide of all) {
  const isWrong = slide.isOver !== slide.isReported;
  if (isWrong || Math.abs(distance(slide)) > 1) console.log(`${isWrong ? "verdict" : "steps"}: ${JSON.stringify(slide)}`);
}
if (all.filter((slide) => slide.isOver === slide.isReported).length < goal * all.length) process.exitCode = 1;

function row(name, slides) {
  const agree = slides.filter((slide) => slide.isOver === slide.isReported).length;
  const count = (is) => slides.filter(is).length;
  const same = count((slide) => distance(slide) === 0);
  const near = count((slide) => Math.abs(distance(slide)) === 1);
  const cells = [slides.length, percent(agree, slides.length), count((slide) => slide.fit), percent(same, slides.length), near];
  console.log(`| ${name} | ${cells.join(" | ")} | ${count((slide) => slide.isReported)} |`);
}
