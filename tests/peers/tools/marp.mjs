// Marp: its core renders a deck without a browser; the browser only reads the words.
import { readFileSync } from "node:fs";
import { Marp } from "@marp-team/marp-core";
import katex from "@marp-team/marp-core/plugins/katex";

/** Nothing has to be started for Marp. */
export async function start() {
  return { read, stop: async () => {} };
}

async function read(page, deck) {
  const marp = new Marp({ script: false }).use(katex());
  const { html, comments } = marp.render(readFileSync(deck.path, "utf8"), { htmlAsArray: true });
  await page.goto("about:blank");
  await page.setContent(`<!DOCTYPE html>${html.map((slide) => `<div class="peer">${slide}</div>`).join("\n")}`);
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll(".peer")].map((slide) => {
      const content = 'section[data-marpit-advanced-background="content"]';
      const section = slide.querySelector(content) ?? slide.querySelector("section");
      const { marpitPagination, marpitPaginationTotal, marpitFragments } = section.dataset;
      const layer = slide.querySelector("[data-marpit-advanced-background-container]");
      const { marpitAdvancedBackgroundDirection, marpitAdvancedBackgroundSplit } = { ...layer?.dataset, ...section.dataset };
      const split = section.style.getPropertyValue("--marpit-advanced-background-split");
      const directed = layer?.childElementCount > 1 ? marpitAdvancedBackgroundDirection : null;
      const isWhole = !layer && section.style.backgroundImage.startsWith("url(");
      const many = layer?.childElementCount ?? Number(isWhole);
      return {
        text: peers.words(section),
        steps: Number(marpitFragments ?? 0),
        number: marpitPagination ? `${marpitPagination}/${marpitPaginationTotal}` : "",
        grounds: many > 0 ? [many, directed, marpitAdvancedBackgroundSplit, split.trim()].filter(Boolean).join(" ") : "",
      };
    }),
  );
  // A deck that never says `paginate` has the numbers of Lutrin's theme.
  const isNumbered = shown.some(({ number }) => number);
  const notes = (number) => comments[number].join(" ");
  return shown.map(({ number, ...slide }, at) => ({ ...slide, ...(isNumbered && { number }), notes: notes(at) }));
}
