// The parts that a script of the theme is joined from.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const theme = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../themes/lutrin");

/** The parts of a script of the theme, from the one that begins: those that it requires, and those that they require. */
export function scriptParts(entry) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    const text = readFileSync(path.join(theme, name), "utf8");
    for (const [, target] of text.matchAll(/^const .* = require\("(.*)"\);$/gm)) visit(path.posix.join(path.posix.dirname(name), target));
  };
  visit(entry);
  return [...found];
}
