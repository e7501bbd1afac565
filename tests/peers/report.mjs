// What the comparison prints: each deck with its differences, and at the end a table of all.

/** What is compared where it is not the tool with Lutrin. */
const sides = { auto: ["with dialect:", "as it is"], public: ["with notes", "in public"] };

/** A deck in one line, and below it every difference that is not wanted, and what Lutrin says. */
export function details({ deck, wanted, unknown }, told) {
  const lines = [`${unknown.length > 0 ? "✗" : "✓"} ${deck.tool}/${deck.name}${wanted > 0 ? ` (${wanted} wanted)` : ""}`];
  for (const { field, slide, tool, lutrin } of unknown) {
    const [first, second] = sides[field.split(" ")[0]] ?? [deck.tool, "lutrin"];
    lines.push(`    ${field}${slide > 0 ? ` of slide ${slide}` : ""}`, `      ${first}: ${tool}`, `      ${second}: ${lutrin}`);
  }
  return [...lines, ...told.map((message) => `    says ${JSON.stringify(message)}`)].join("\n");
}

const sum = (numbers) => numbers.reduce((all, each) => all + each, 0);

/** The numbers of some decks, as a row of the table. */
function row(name, results) {
  const unknown = results.map((result) => result.unknown.length);
  const decks = `${unknown.filter((each) => each === 0).length} of ${results.length}`;
  return [name, decks, sum(results.map(({ slides }) => slides)), sum(results.map(({ wanted }) => wanted)), sum(unknown)];
}

/** The table of all tools, and what is wrong with `known.yaml`. */
export function table(results, faults) {
  const tools = [...new Set(results.map(({ deck }) => deck.tool))];
  const rows = [["tool", "decks the same", "slides", "wanted differences", "other differences"]];
  for (const tool of tools) rows.push(row(tool, results.filter(({ deck }) => deck.tool === tool)));
  rows.push(row("all", results));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((each) => String(each[column]).length)));
  const line = (cells) => `| ${cells.map((cell, column) => String(cell).padEnd(widths[column])).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  const found = faults.map((fault) => `✗ known.yaml: ${fault}`);
  return ["", line(rows[0]), rule, ...rows.slice(1).map(line), ...found].join("\n");
}
