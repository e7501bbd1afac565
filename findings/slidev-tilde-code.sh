#!/usr/bin/env bash
# Slidev's reader of decks (@slidev/parser 52.20.1) knows only code blocks between back-ticks. In a block between tildes, a line
# `---` ends the slide. Worse, the lines of the code that follow become the settings of the next slide: a deck that shows how to
# write a cover gets a cover with that class, the code shown on the slide is empty, and the rest of the code is a slide of its
# own, a heading inside the code its title. If the block ends just after, the closing `~~~` is itself read as a setting.
#
# Surprising, because the same deck with back-ticks is read as written, and so is a `---` in a comment. CommonMark 4.5 makes
# the two fences equal (tildes suit code that has back-ticks in it), and says that what a fence holds is not
# read as Markdown. A work-around: write four back-ticks.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
# @slidev/types holds only types; a small package in its place spares some hundred others.
echo '{ "private": true, "overrides": { "@slidev/types": "npm:pathe@2.0.3" } }' >package.json
npm install --silent --no-audit --no-fund --save-exact @slidev/parser@52.20.1
cat >seen.mjs <<'JS'
import { parse } from "@slidev/parser";

const cover = (fence) => ["# How to write a cover", "", `${fence}md`, "---", "layout: cover", "class: dark", "---", "", "# Hello", fence,
  "", "---", "", "# Questions", ""].join("\n");
const twoDocuments = (fence) => ["# Two documents", "", `${fence}yaml`, "a: 1", "---", "layout: end", fence,
  "", "---", "", "# Questions", ""].join("\n");

for (const [name, deck] of Object.entries({ cover, twoDocuments })) {
  for (const fence of ["```", "~~~"]) {
    console.log(`${name} ${fence}`);
    const { slides } = await parse(deck(fence), "deck.md");
    for (const { title, frontmatter, content } of slides) console.log(" ", title, JSON.stringify(frontmatter), JSON.stringify(content));
  }
}
JS
node seen.mjs >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
cover ```
  How to write a cover {} "# How to write a cover\n\n```md\n---\nlayout: cover\nclass: dark\n---\n\n# Hello\n```"
  Questions {} "# Questions"
cover ~~~
  How to write a cover {} "# How to write a cover\n\n~~~md"
  Hello {"layout":"cover","class":"dark"} "# Hello\n~~~"
  Questions {} "# Questions"
twoDocuments ```
  Two documents {} "# Two documents\n\n```yaml\na: 1\n---\nlayout: end\n```"
  Questions {} "# Questions"
twoDocuments ~~~
  Two documents {} "# Two documents\n\n~~~yaml\na: 1"
  Questions {"layout":"end","~~~":null} "# Questions"
EXPECTED
