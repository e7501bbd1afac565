// What the tools made of the decks, kept between runs: it changes only with the deck, its files, the tool, or how it is asked.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

const here = import.meta.dirname;
const kept = path.join(here, ".work/readings");

/** Every file below a folder, in an order that no computer changes. */
function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

/** The file of a deck's reading, by everything that it depends on. */
function fileOf(deck) {
  const hash = createHash("sha256").update(deck.name);
  const asked = [`${here}/tools/${deck.tool}.mjs`, `${here}/browser.mjs`, `${here}/package-lock.json`];
  for (const file of [deck.path, ...asked, ...filesBelow(deck.files)]) hash.update("\0").update(readFileSync(file));
  return path.join(kept, `${deck.tool}-${deck.name}-${hash.digest("hex").slice(0, 16)}.json`);
}

/** Whether what a tool makes of a deck is known already. */
export const isKept = (deck) => existsSync(fileOf(deck));

/** The slides that were kept, or those that `read` gives, which are kept then. What fails is not kept. */
export async function reading(deck, read) {
  const file = fileOf(deck);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const slides = await read();
  mkdirSync(kept, { recursive: true });
  // In one step, so that a run which is ended leaves no half of a file.
  writeFileSync(`${file}.new`, JSON.stringify(slides));
  renameSync(`${file}.new`, file);
  return slides;
}
