#!/usr/bin/env bash
# The Markdown plugin of reveal.js 5.1.0 finds speaker notes by the pattern `^s*notes?:`: its source writes `'^\s*notes?:'` as a
# plain string, in which `\s` is the letter s. So an indented `  Note: …` is no note: the audience reads it on the slide. A line
# that begins with the letter, `snotes:`, is one. Where a slide has two lines `Note:`, both stay on the slide as well, since the text
# is cut at every match and only two pieces count.
#
# Surprising, because the pattern reads as "white space, then note:", and because the documentation says only that notes follow
# `Note:`. A work-around: set `notesSeparator` (in HTML, `data-separator-notes`) to a pattern of one's own.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund --save-exact reveal.js@5.1.0
cat >seen.mjs <<'JS'
import Markdown from "reveal.js/plugin/markdown/markdown.esm.js";

const plugin = Markdown();
// The plugin sets up its parser only when a deck begins; this deck has no slides.
plugin.init({ getConfig: () => ({}), getRevealElement: () => ({ querySelectorAll: () => [] }) });
const slides = { margin: "# A\n\nNote: said\n", indented: "# A\n\n  Note: said\n", letter: "# A\n\nsnotes: said\n", twice: "# A\n\nNote: one\n\nNote: two\n" };
for (const [name, text] of Object.entries(slides)) {
  const html = plugin.slidify(text, {});
  console.log(`${name}: ${html.includes('<aside class="notes">') ? "notes" : "all of it on the slide"}`);
}
JS
node seen.mjs >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
margin: notes
indented: all of it on the slide
letter: notes
twice: all of it on the slide
EXPECTED
