// Compares what Lutrin makes of every deck in `decks/` with what its own tool makes of it: slides, words, notes, steps.
//   node compare.mjs [TOOL | TOOL/DECK]… [--told]
// `LUTRIN` names the binary, `CHROMIUM` the browser. `--told` prints what Lutrin says of each deck, too. Every difference that
// `known.yaml` does not have is printed, and so is every row of it that no difference has: then the exit code is 1.
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launch, openPage } from "./browser.mjs";
import { differences, ownDifferences } from "./difference.mjs";
import { Known, badRows, guide, knownDifferences } from "./known.mjs";
import { readDeck } from "./lutrin.mjs";
import { isKept, reading } from "./readings.mjs";
import { details, table } from "./report.mjs";

const decks = path.join(import.meta.dirname, "decks");
const fileOf = ({ tool, name }) => path.join(decks, tool, `${name}.md`);

/** The decks of a tool, in their order, of those that were asked for. */
function decksOf(tool, wanted) {
  return readdirSync(path.join(decks, tool))
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => ({ tool, name: file.slice(0, -3) }))
    .map((deck) => ({ ...deck, path: fileOf(deck), files: path.join(decks, "files") }))
    .filter(({ name }) => wanted.length === 0 || wanted.some((each) => each === tool || `${tool}/${name}`.startsWith(each)));
}

/** A tool that is started for the first deck whose reading was not kept. */
function lazily(tool, list) {
  let started;
  const missing = list.filter((deck) => !isKept(deck));
  const start = async () => (await import(`./tools/${tool}.mjs`)).start(path.join(decks, tool), missing);
  return {
    read: async (page, deck) => (await (started ??= start())).read(page, deck),
    stop: async () => (await started?.catch(() => null))?.stop(),
  };
}

/** What one deck shows: how many slides its tool has, the differences, and Lutrin's own messages. */
async function compareDeck(page, read, deck, folder) {
  const theirs = await reading(deck, () => read(page, deck)).catch((error) => ({ error }));
  if (theirs.error) {
    const found = [{ field: "tool", slide: 0, tool: String(theirs.error), lutrin: "was not asked" }];
    return { slides: 0, found, told: [] };
  }
  const ours = await readDeck(page, path.join(folder, deck.tool, deck.name), deck);
  const found = ownDifferences(ours);
  if (!ours.named.error) found.push(...differences(theirs, ours.named.slides));
  return { slides: theirs.length, found, told: ours.named.told };
}

/** Compares the decks of one tool, and prints each. */
async function compareTool(browser, tool, wanted, folder, known, tell) {
  const list = decksOf(tool, wanted);
  const results = [];
  if (list.length === 0) return results;
  const reader = lazily(tool, list);
  const page = await openPage(browser);
  try {
    for (const deck of list) {
      const { slides, found, told } = await compareDeck(page, reader.read, deck, folder);
      const unknown = found.filter((difference) => !known.has(deck, difference));
      results.push({ deck, slides, wanted: found.length - unknown.length, unknown });
      console.log(details(results.at(-1), tell ? told : []));
    }
  } finally {
    await page.close();
    await reader.stop();
  }
  return results;
}

async function main(args) {
  const wanted = args.filter((each) => !each.startsWith("--"));
  const rows = knownDifferences();
  const known = new Known(rows);
  const folder = mkdtempSync(path.join(tmpdir(), "lutrin-peers-"));
  const browser = await launch();
  const results = [];
  try {
    for (const tool of ["marp", "reveal-md", "slidev", "remark"]) {
      results.push(...(await compareTool(browser, tool, wanted, folder, known, args.includes("--told"))));
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const compared = new Set(results.map(({ deck }) => `${deck.tool}/${deck.name}`));
  const missing = ({ tool, deck }) => !existsSync(fileOf({ tool, name: deck }));
  const faults = [...badRows(rows, guide()), ...known.faults(compared, missing)];
  console.log(table(results, faults));
  const isSame = results.every(({ unknown }) => unknown.length === 0);
  process.exitCode = results.length > 0 && isSame && faults.length === 0 ? 0 : 1;
}

await main(process.argv.slice(2));
