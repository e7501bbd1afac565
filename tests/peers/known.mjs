// The table of the differences that are wanted: `known.yaml`, and the guide, which tells authors of the same constructs.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

const here = import.meta.dirname;
const keys = ["tool", "deck", "field", "slides", "construct", "why"];

/** The rows of the table: `{tool, deck, field, slides, construct, why}`. Where slides are counted, there is no `slides`. */
export function knownDifferences() {
  return parse(readFileSync(path.join(here, "known.yaml"), "utf8")) ?? [];
}

/** The guide on decks of other tools. */
export function guide() {
  return readFileSync(path.join(here, "../../content/guide/15-other-decks.en.md"), "utf8");
}

/** Marks which rows of the table have their differences. */
export class Known {
  #rows;
  #met = new Map();

  constructor(rows) {
    this.#rows = rows;
  }

  /** Whether a difference is wanted. */
  has(deck, { field, slide }) {
    const row = this.#rows.find(
      (each) => each.tool === deck.tool && each.deck === deck.name && each.field === field && slidesOf(each).includes(slide),
    );
    if (!row) return false;
    this.#met.set(row, [...(this.#met.get(row) ?? []), slide]);
    return true;
  }

  /** What is wrong with the rows of the decks that were compared, and of decks that are not there, a line each. */
  faults(compared, missing) {
    return this.#rows.flatMap((row) => {
      const name = `${row.tool}/${row.deck}`;
      if (missing(row)) return [`${name} is no deck`];
      if (!compared.has(name)) return [];
      const idle = slidesOf(row).filter((slide) => !this.#met.get(row)?.includes(slide));
      return idle.map((slide) => `${name} has no difference in ${row.field}${slide > 0 ? ` of slide ${slide}` : ""} any more`);
    });
  }
}

/** The slides that a row is about; 0 is the deck as a whole. */
const slidesOf = (row) => row.slides ?? [0];

/** What is wrong with the table itself: a row that says too little, or of which the guide says nothing. */
export function badRows(rows, guide) {
  const cells = new Set(guide.split("\n").flatMap((line) => line.split(/(?<!\\)\|/)).map((cell) => cell.trim()));
  return rows.flatMap((row) => {
    const name = `${row.tool}/${row.deck}`;
    const missing = keys.filter((key) => !row[key] && !(key === "slides" && /(slides|error)$/.test(row.field)));
    const faults = missing.map((key) => `a row of ${name} has no ${key}`);
    if (row.construct && !cells.has(row.construct)) faults.push(`${name}: no table of the guide has a cell ${row.construct}`);
    return faults;
  });
}
