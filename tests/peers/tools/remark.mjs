// remark: its script shows the deck in a page of its own. A slide that continues another is a step of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const script = createRequire(import.meta.url).resolve("remark-slide/out/remark.min.js");

/** Nothing has to be started for remark. */
export async function start() {
  return { read, stop: async () => {} };
}

/** The deck as a page has it: in a `<textarea>` every line end is a single character. */
const source = (deck) => readFileSync(deck.path, "utf8").replace(/\r\n/g, "\n");

async function read(page, deck) {
  await page.goto("about:blank");
  await page.setContent("<!DOCTYPE html><title>remark</title>");
  await page.addScriptTag({ path: script });
  const shown = await page.evaluate((source) => {
    // The macro of remark's own documentation, and lines with stars, which the page around a deck turns on.
    remark.macros.scale = function scale(width) {
      return `<img src="${this}" style="width: ${width}">`;
    };
    const show = remark.create({ source, highlightLines: true });
    const slides = show.getSlides();
    const containers = [...document.querySelectorAll(".remark-slide-container")];
    /** The index of the slide that a link leads to, or null: the same one from wherever it is followed. */
    const target = (link) => {
      const arrived = [1, slides.length].map((from) => {
        show.gotoSlide(from);
        show.gotoSlide(decodeURIComponent(link.getAttribute("href").slice(1)));
        return show.getCurrentSlideIndex();
      });
      return arrived[0] === arrived[1] ? arrived[0] : null;
    };
    const links = (content) => [...content.querySelectorAll('a[href^="#"]')].map((link) => [link.textContent, target(link)]);
    return slides.map((slide, number) => ({
      continued: slide.properties.continued === "true",
      text: peers.words(containers[number].querySelector(".remark-slide-content"), ".remark-slide-number"),
      notes: peers.words(containers[number].querySelector(".remark-slide-notes")),
      links: links(containers[number].querySelector(".remark-slide-content")),
    }));
  }, source(deck));
  return joined(shown);
}

/** Continued slides joined to the one that they continue: the last of them shows everything, and has all notes. */
function joined(shown) {
  const slides = [];
  const numbers = [];
  for (const { continued, text, notes, links } of shown) {
    const steps = continued && slides.length > 0 ? slides.pop().steps + 1 : 0;
    slides.push({ text, notes, steps, links });
    numbers.push(slides.length);
  }
  const led = (links) => links.filter(([, to]) => to !== null).map(([words, to]) => `${words}→${numbers[to]}`);
  return slides.map((slide) => ({ ...slide, links: led(slide.links).join(" ") }));
}
