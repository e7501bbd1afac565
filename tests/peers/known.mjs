// The table of the differences that are wanted: `known.yaml`.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** The rows of the table: `{tool, deck, field, slides?, construct, why}`. */
export function knownDifferences() {
  return parse(readFileSync(path.join(import.meta.dirname, "known.yaml"), "utf8")) ?? [];
}

/** The row that a difference is wanted by, if there is one. */
export function rowOf(rows, deck, { field, slide }) {
  return rows.find(
    (row) =>
      row.tool === deck.tool && row.deck === deck.name && row.field === field && (row.slides?.includes(slide) ?? true),
  );
}
