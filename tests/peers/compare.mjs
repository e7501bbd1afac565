// Compares what Lutrin makes of every deck in `decks/` with what its own tool makes of it: slides, words, notes, steps.
//   node compare.mjs [TOOL | TOOL/DECK]… [--told]
// `LUTRIN` names the binary, `CHROMIUM` the browser. `--told` prints what Lutrin says of each deck, too. Every difference that
// `known.yaml` does not have is printed, and so is every row of it that no difference has: then the exit code is 1.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launch, openPage } from "./browser.mjs";
import { differences, ownDifferences } from "./difference.mjs";
import { knownDifferences, rowOf } from "./known.mjs";
import { readDeck } from "./lutrin.mjs";
import { isKept, reading } from "./readings.mjs";

const decks = path.join(import.meta.dirname, "decks");

/** The decks of a tool, in their order, of those that were asked for. */
function decksOf(tool, wanted) {
  return readdirSync(path.join(decks, tool))
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => ({ tool, name: file.slice(0, -3), path: path.join(decks, tool, file), files: path.join(decks, "files") }))
    .filter(({ name }) => wanted.length === 0 || wanted.some((each) => each === tool || `${tool}/${name}`.startsWith(each)));
}

/** A tool that is started for the first deck whose reading was not kept. */
function lazily(tool, list) {
  let started;
  const missing = list.filter((deck) => !isKept(deck));
  const start = async () => (await import(`./tools/${tool}.mjs`)).start(path.join(decks, tool), missing);
  return {
    read: async (page, deck) => (await (started ??= start())).read(page, deck),
    stop: async () => (await started)?.stop(),
  };
}

/** What one deck shows: `{found, told}`, its differences and Lutrin's own messages. */
async function compareDeck(page, read, deck, folder) {
  const theirs = await reading(deck, () => read(page, deck)).catch((error) => ({ error }));
  if (theirs.error) return { found: [{ field: "tool", slide: 0, tool: String(theirs.error), lutrin: "" }], told: [] };
  const ours = await readDeck(page, path.join(folder, deck.tool, deck.name), deck);
  const found = ownDifferences(ours);
  if (!ours.named.error) found.push(...differences(theirs, ours.named.slides));
  return { found, told: ours.named.told };
}

/** What is compared where it is not the tool with Lutrin. */
const sides = { auto: ["with dialect:", "as it is"], public: ["with notes", "in public"] };

function print(deck, known, unknown, told) {
  console.log(`${unknown.length > 0 ? "✗" : "✓"} ${deck.tool}/${deck.name}${known.length > 0 ? ` (${known.length} wanted)` : ""}`);
  for (const { field, slide, tool, lutrin } of unknown) {
    const [first, second] = sides[field.split(" ")[0]] ?? [deck.tool, "lutrin"];
    console.log(`    ${field}${slide > 0 ? ` of slide ${slide}` : ""}\n      ${first}: ${tool}\n      ${second}: ${lutrin}`);
  }
  for (const message of told) console.log(`    says ${JSON.stringify(message)}`);
}

/** Compares the decks of one tool and returns how many differences are not in the table; takes the rows that are from `unused`. */
async function compareTool(browser, tool, wanted, folder, rows, unused, tell) {
  const list = decksOf(tool, wanted);
  if (list.length === 0) return 0;
  const reader = lazily(tool, list);
  const page = await openPage(browser);
  let failures = 0;
  try {
    for (const deck of list) {
      const { found, told } = await compareDeck(page, reader.read, deck, folder);
      const row = (difference) => rowOf(rows, deck, difference);
      const unknown = found.filter((difference) => !row(difference));
      for (const difference of found) unused.delete(row(difference));
      failures += unknown.length;
      print(deck, found.filter(row), unknown, tell ? told : []);
    }
  } finally {
    await page.close();
    await reader.stop();
  }
  return failures;
}

async function main(args) {
  const wanted = args.filter((each) => !each.startsWith("--"));
  const rows = knownDifferences();
  const unused = new Set(rows);
  const folder = mkdtempSync(path.join(tmpdir(), "lutrin-peers-"));
  const browser = await launch();
  let failures = 0;
  try {
    for (const tool of ["marp", "reveal-md", "slidev", "remark"]) {
      failures += await compareTool(browser, tool, wanted, folder, rows, unused, args.includes("--told"));
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const stale = wanted.length > 0 ? [] : [...unused];
  for (const { tool, deck, field } of stale) console.log(`✗ known.yaml: ${tool}/${deck} has no difference in ${field} any more`);
  console.log(`${failures} differences that are not in the table, ${stale.length} rows of it without a difference`);
  process.exitCode = failures + stale.length > 0 ? 1 : 0;
}

await main(process.argv.slice(2));
