#!/usr/bin/env bash
# Slidev's reader of decks (@slidev/parser 52.20.1) ends the settings of a slide at the first three hyphens, wherever they stand: also
# within a quoted value, or within a block of text. What follows on the line becomes the first line of the slide, and every setting
# below it is slide text, too, up to the line that was meant to end them. The value keeps what stood before the hyphens, so that no
# message says anything: `title: "Rust --- the safe part"` is the title "Rust".
#
# Surprising, because YAML ends a document only at `---` at the beginning of a line (YAML 1.2.2, 9.1.4), and because the quote that
# is left open is closed in silence. Three hyphens are what many people type for a dash. A work-around: write the dash itself.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
# @slidev/types holds only types; a small package in its place spares some hundred others.
echo '{ "private": true, "overrides": { "@slidev/types": "npm:pathe@2.0.3" } }' >package.json
npm install --silent --no-audit --no-fund --save-exact @slidev/parser@52.20.1
cat >seen.mjs <<'JS'
import { parse } from "@slidev/parser";

const matters = {
  "no hyphens": 'title: "A talk"',
  "two hyphens": 'title: "Rust -- the safe part"',
  "three hyphens": 'title: "Rust --- the safe part"\nlayout: end',
  "in a block": "info: |\n  Rust --- the safe part\nlayout: end",
};
for (const [name, matter] of Object.entries(matters)) {
  const { slides } = await parse(`---\n${matter}\n---\n\n# Hello\n`, "deck.md");
  for (const { frontmatter, content } of slides) console.log(`${name}: ${JSON.stringify(frontmatter)} ${JSON.stringify(content)}`);
}
JS
node seen.mjs >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
no hyphens: {"title":"A talk"} "# Hello"
two hyphens: {"title":"Rust -- the safe part"} "# Hello"
three hyphens: {"title":"Rust"} "the safe part\"\nlayout: end\n---\n\n# Hello"
in a block: {"info":"Rust \n"} "the safe part\nlayout: end\n---\n\n# Hello"
EXPECTED
