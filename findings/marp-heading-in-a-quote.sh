#!/usr/bin/env bash
# Marp (@marp-team/marp-core 5.0.2) with `headingDivider: 2` begins a slide at a heading even where the heading stands inside a
# quote or a list item. The slide is cut in the middle of that block: `<blockquote>` is written on one slide and `</blockquote>`
# on the next. Read by the rules of HTML (parse5 8.0.0), the quote on the first slide is empty and the quoted words on the second
# slide are in no quote at all; the items of a list with headings are lost in the same way.
#
# Surprising, because a written `---` inside a quote does not cut: only rules at the top level do. The heading divider puts a
# hidden rule before the heading, and that rule always counts as one of the top level, wherever it stands.
#
# CommonMark 5.1 lets any block, also a heading, stand in a quote. HTML (13.2.6.4.7, "in body") has `</section>` close the open
# quote and drops the `</blockquote>` that comes after. A work-around: write such headings as bold text.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --save-exact @marp-team/marp-core@5.0.2 parse5@8.0.0
cat >seen.mjs <<'JS'
import { Marp } from "@marp-team/marp-core";
import { parseFragment } from "parse5";

const words = (node) => (node.value ?? "") + (node.childNodes ?? []).map(words).join("");
const all = (node, name) => (node.childNodes ?? []).flatMap((n) => [...(n.tagName === name ? [n] : []), ...all(n, name)]);
const tidy = (node) => JSON.stringify(words(node).trim().replace(/\s+/g, " "));

const divided = "---\nheadingDivider: 2\n---\n";
const decks = {
  "rule in a quote": "# Talk\n\n> First.\n>\n> ---\n>\n> Second.\n",
  "heading in a quote, no divider": "# Talk\n\n> ## Said\n>\n> It went well.\n\nAfter.\n",
  "heading in a quote": divided + "# Talk\n\n> ## Said\n>\n> It went well.\n\nAfter.\n",
  "headings in a list": divided + "# Talk\n\n- ## Plan\n\n  Draw it.\n\n- ## Build\n\n  Make it.\n",
};
for (const [name, deck] of Object.entries(decks)) {
  const { html } = new Marp({ inlineSVG: false, script: false }).render(deck);
  console.log(name);
  for (const slide of all(parseFragment(html), "section")) {
    const blocks = [...all(slide, "blockquote"), ...all(slide, "li")].map((b) => `<${b.tagName}> ${tidy(b)}`);
    console.log(`  slide ${tidy(slide)}: ${blocks.join(", ") || "no quote, no list"}`);
  }
}
JS
node seen.mjs >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
rule in a quote
  slide "Talk First. Second.": <blockquote> "First. Second."
heading in a quote, no divider
  slide "Talk Said It went well. After.": <blockquote> "Said It went well."
heading in a quote
  slide "Talk": <blockquote> ""
  slide "Said It went well. After.": no quote, no list
headings in a list
  slide "Talk": <li> ""
  slide "Plan Draw it.": <li> ""
  slide "Build Make it.": no quote, no list
EXPECTED
