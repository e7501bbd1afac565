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
      const layer = 'section[data-marpit-advanced-background="content"]';
      const section = slide.querySelector(layer) ?? slide.querySelector("section");
      return { text: peers.words(section), steps: Number(section.dataset.marpitFragments ?? 0) };
    }),
  );
  return shown.map((slide, number) => ({ ...slide, notes: comments[number].join(" ") }));
}
