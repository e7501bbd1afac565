// What the tools made of the decks, kept between runs: it changes only with the deck, the tool, or how it is asked.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const here = import.meta.dirname;
const kept = path.join(here, ".work/readings");

/** The file of a deck's reading, by everything that it depends on. */
function fileOf(deck) {
  const hash = createHash("sha256").update(deck.name);
  for (const file of [deck.path, `${here}/tools/${deck.tool}.mjs`, `${here}/browser.mjs`, `${here}/package-lock.json`]) {
    hash.update(readFileSync(file));
  }
  return path.join(kept, `${hash.digest("hex").slice(0, 24)}.json`);
}

/** Whether what a tool makes of a deck is known already. */
export const isKept = (deck) => existsSync(fileOf(deck));

/** The slides that were kept, or those that `read` gives, which are kept then. What fails is not kept. */
export async function reading(deck, read) {
  const file = fileOf(deck);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    const slides = await read();
    mkdirSync(kept, { recursive: true });
    writeFileSync(file, JSON.stringify(slides));
    return slides;
  }
}
