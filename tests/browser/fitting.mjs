// Slides as Chromium lays them out, beside what Lutrin says of them without a browser.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { repository } from "./support.mjs";

/** The slides that `check` reports, as `talk slide`. */
export function reported(root) {
  const program = process.env.LUTRIN ?? path.join(repository, "target/debug/lutrin");
  const { stdout } = spawnSync(program, ["check", "--root", root, "--format", "short"], { encoding: "utf8" });
  const lines = stdout.matchAll(/talks\/([^/]+)\/deck\.\w+\.md:.*\[L0611\]: the slide `([^`]+)` is /g);
  return new Set(Array.from(lines, ([, talk, slide]) => `${talk} ${slide}`));
}

/** In the page: of each slide, its steps, and whether something is outside its frame. */
function measure() {
  const inner = "pre:not(.hidden), .table, .math";
  return Array.from(document.querySelectorAll("section.slide"), (slide) => {
    const body = slide.querySelector(".slide-body");
    if (!body) return { id: slide.id, fit: "", isOver: false, below: 0 };
    const frame = body.getBoundingClientRect();
    const isBox = (element) => !element.parentElement.closest(`${inner}, svg, math, .hidden`) && getComputedStyle(element).display !== "inline";
    const boxes = Array.from(body.querySelectorAll("*")).filter(isBox);
    const below = Math.max(...boxes.map((element) => element.getBoundingClientRect()).filter((box) => box.height).map((box) => box.bottom)) - frame.bottom;
    const isWide = Array.from(body.querySelectorAll(inner)).some((part) => part.scrollWidth - part.clientWidth > 2);
    return { id: slide.id, fit: slide.dataset.fit ?? "", isOver: below > 2 || isWide, below: Math.round(below) };
  });
}

/** Of each slide of a deck, at an address: what `measure` finds, or another function that the page runs. */
export async function measured(browser, address, aspect, read = measure) {
  const [across, down] = aspect.split(":").map(Number);
  const context = await browser.newContext({ viewport: { width: (720 * across) / down, height: 720 } });
  const page = await context.newPage();
  await page.emulateMedia({ media: "print" });
  // The script of a deck would mend what is to be compared.
  await page.route(/\.js$/, (route) => route.abort());
  await page.goto(address);
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = "eager";
    await Promise.all(Array.from(document.fonts, (face) => face.load().catch(() => {})));
    await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => {})));
  });
  const slides = await page.evaluate(read);
  await context.close();
  return slides;
}
