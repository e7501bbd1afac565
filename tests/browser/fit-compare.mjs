// Compares the sizes that slides are given without a browser with what Chromium measures: by hand, not in the gate.
//
//   LUTRIN=target/debug/lutrin node tests/browser/fit-compare.mjs [--verbose] [--sample] [FOLDER]
//
// Every deck of FOLDER (by default tests/fixtures/fit) is laid out in 16:9 and in 4:3. Of every slide it says whether the
// chosen step keeps it in its frame, and which is the first step that does.
import fs from "node:fs";
import path from "node:path";
import { spawnSync } from "node:child_process";
import { launch, lutrin, serve, temporaryFolder } from "./support.mjs";

const flags = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const [folder = "tests/fixtures/fit"] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const isVerbose = flags.includes("--verbose");

/** A site with the decks of a folder, each as a talk of its own. */
function siteOf(folder, aspect) {
  const root = temporaryFolder();
  fs.writeFileSync(path.join(root, "lutrin.yaml"), "title: Fit\nbase_url: https://example.org\nlanguages: {en: {name: English}, ja: {name: 日本語}, fr: {name: Français}, ko: {name: 한국어}}\n");
  const files = fs.readdirSync(folder);
  const addresses = [];
  for (const name of files.filter((name) => name.endsWith(".md"))) {
    const talk = path.join(root, "content/talks", name.slice(0, -3));
    fs.mkdirSync(talk, { recursive: true });
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    const lang = /[가-힣]{3}/.test(text) ? "ko" : /[ぁ-ん]{3}/.test(text) ? "ja" : /\b(les|une|des)\b.*\b(les|une|des)\b/.test(text) ? "fr" : "en";
    fs.writeFileSync(path.join(talk, `index.${lang}.md`), "---\ntitle: Talk\nspeakers: [Ada Lovelace]\n---\n");
    fs.writeFileSync(path.join(talk, `deck.${lang}.md`), text.replace(/^---\n/, `---\naspect: "${aspect}"\n`));
    for (const other of files.filter((name) => !name.endsWith(".md"))) fs.copyFileSync(path.join(folder, other), path.join(talk, other));
  }
  return root;
}

/** In the page: for every slide, what is chosen, whether it fits, and the first steps that do. */
function measureAll() {
  const text = [0, 1, 2, 3, 4, 5];
  const together = [[0, 0], [0, 1], [0, 2], [1, 2], [1, 3], [2, 3], [2, 4], [3, 4], [4, 4], [4, 5], [5, 5]];
  const overs = (slide) => {
    const body = slide.querySelector(".slide-body");
    const frame = body.getBoundingClientRect();
    const bottoms = [...body.querySelectorAll("*")].filter((element) => getComputedStyle(element).display !== "inline").map((element) => element.getBoundingClientRect()).filter((box) => box.height).map((box) => box.bottom);
    const high = (Math.max(frame.top, ...bottoms) - frame.bottom) / frame.height;
    const wide = Math.max(0, ...[...body.querySelectorAll("pre, .table, .math")].map((part) => (part.scrollWidth - part.clientWidth > 2 ? part.scrollWidth / part.clientWidth - 1 : 0)));
    return { high, wide, over: high * frame.height > 2 || wide > 0 };
  };
  return [...document.querySelectorAll("section.slide")].map((slide) => {
    const chosen = slide.dataset.fit || "";
    const now = overs(slide);
    const dense = slide.querySelector(".slide-body :is(.code, table)");
    const inner = slide.querySelector(".slide-body > * > * img, .slide-body > :not(p, .image, .figure) > img");
    const steps = dense ? together : text.map((step) => [step, step]);
    let least = null;
    for (const [at, dense] of steps) {
      for (const pictures of inner ? (at ? [2] : [0, 1, 2]) : [0]) {
        slide.dataset.fit = [at && `text-${at}`, dense && `dense-${dense}`, pictures && `pictures-${pictures}`].filter(Boolean).join(" ");
        if (least === null && !overs(slide).over) least = slide.dataset.fit;
      }
    }
    slide.dataset.fit = chosen;
    if (!chosen) delete slide.dataset.fit;
    return { id: slide.id, chosen, ...now, least };
  });
}

async function measure(browser, site, address, aspect) {
  const [across, down] = aspect.split(":").map(Number);
  const context = await browser.newContext({ viewport: { width: (720 * across) / down, height: 720 } });
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  // The script of a deck would mend what is to be compared.
  await page.route(/\/js\/.*\.js$/, (route) => route.abort());
  await page.goto(site.origin + address);
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = "eager";
    await Promise.all([...document.fonts].map((face) => face.load().catch(() => {})));
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  });
  const slides = await page.evaluate(measureAll);
  await context.close();
  return slides;
}

function decksIn(folder) {
  const found = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith("deck/index.html"));
  return found.map((file) => "/" + file.replace(/index\.html$/, ""));
}

const browser = await launch();
const total = { slides: 0, agree: 0, same: 0, silent: 0, floor: 0, smaller: 0, needless: 0 };
const runs = flags.includes("--sample") ? [[".", "16:9"]] : ["16:9", "4:3"].map((aspect) => [siteOf(folder, aspect), aspect]);
for (const [root, aspect] of runs) {
  const out = temporaryFolder();
  lutrin("build", "--root", root, "--out", out);
  const site = await serve(out);
  const checked = spawnSync(process.env.LUTRIN ?? "target/debug/lutrin", ["check", "--root", root, "--format", "json"], { encoding: "utf8" }).stdout;
  const tooFull = new Set([...checked.matchAll(/talks\/([^/"]+)\/deck[^"]*"[^}]*?the slide `([^`]+)` is .*? smallest size|the slide `([^`]+)` is .*? smallest size[^]*?talks\/([^/"]+)\/deck/g)].map((found) => `${found[1] ?? found[4]} ${found[2] ?? found[3]}`));
  for (const address of decksIn(out)) {
    const slides = await measure(browser, site, address, aspect);
    for (const slide of slides) {
      const isReported = tooFull.has(`${address.split("/").at(-3)} ${slide.id}`);
      const agrees = isReported === slide.over;
      total.slides += 1;
      total.agree += agrees;
      total.same += (slide.least ?? "-") === (isReported ? "-" : slide.chosen);
      total.silent += slide.over && !isReported;
      total.floor += isReported;
      total.smaller += Boolean(slide.chosen);
      total.needless += Boolean(slide.chosen) && slide.least === "";
      if (isVerbose || !agrees) console.log(agrees ? " " : "!", aspect, address, slide.id, JSON.stringify([slide.chosen, slide.least]), slide.over ? `over ${(slide.high * 100).toFixed(1)} % ${(slide.wide * 100).toFixed(1)} %` : `${(slide.high * 100).toFixed(1)} %`, isReported ? "reported" : "");
    }
  }
  await site.close();
}
await browser.close();
console.log(total);
