#!/usr/bin/env bash
# In TeX, `\mathbb R` and `\mathbb{R}` are the same formula: a single letter is an argument with or without braces. latex2mathml
# 3.81.1 (PyPI) writes different MathML for the two, and which of them a browser shows rightly depends on the command:
#
#   \mathbb \mathcal \mathfrak \mathbf   with braces the letter of Unicode (ℝ), right; without, `mathvariant="double-struck"` and so on
#   \mathrm                              with braces a bare <mi>d</mi>, wrong; without, `mathvariant="normal"`, right
#
# MathML Core (the mi element) knows one value of mathvariant, `normal`; all others do nothing there, and a lone letter in
# <mi> without it is slanted (4.2, text-transform: math-auto). So, in a browser that keeps to MathML Core, the real numbers
# without braces are a plain slanted R, and the upright d of the French `\mathrm{d}x` with braces is slanted like the x: the one
# thing `\mathrm` was written for. No spelling is right for both; two letters (`\mathbb{RN}`) go wrong also with braces.
#
# temml 0.13.5 (npm) writes the same for both spellings and what MathML Core needs. A work-around: `\text{d}` and ℝ itself.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{ "private": true }' >package.json
npm install --silent --no-audit --no-fund --save-exact temml@0.13.5
python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target lib latex2mathml==3.81.1
cat >formulas.txt <<'TEX'
\mathbb{R}
\mathbb R
\mathbb{RN}
\mathcal{L}
\mathcal L
\mathbf{x}
\mathbf x
\mathrm{d}x
\mathrm d x
TEX
cat >seen.py <<'PY'
import html, re
from latex2mathml.converter import convert
for formula in open("formulas.txt").read().splitlines():
    print("latex2mathml", formula, *re.findall("<mi.*?</mi>", html.unescape(convert(formula))))
PY
cat >seen.mjs <<'JS'
import { readFileSync } from "node:fs";
import temml from "temml";
for (const formula of readFileSync("formulas.txt", "utf8").trim().split("\n")) {
  console.log("temml", formula, ...temml.renderToString(formula).match(/<mi.*?<\/mi>/g));
}
JS
{ PYTHONPATH=lib python3 seen.py; node seen.mjs; } >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
latex2mathml \mathbb{R} <mi>ℝ</mi>
latex2mathml \mathbb R <mi mathvariant="double-struck">R</mi>
latex2mathml \mathbb{RN} <mi mathvariant="double-struck">R</mi> <mi mathvariant="double-struck">N</mi>
latex2mathml \mathcal{L} <mi>ℒ</mi>
latex2mathml \mathcal L <mi mathvariant="script">L</mi>
latex2mathml \mathbf{x} <mi>𝐱</mi>
latex2mathml \mathbf x <mi mathvariant="bold">x</mi>
latex2mathml \mathrm{d}x <mi>d</mi> <mi>x</mi>
latex2mathml \mathrm d x <mi mathvariant="normal">d</mi> <mi>x</mi>
temml \mathbb{R} <mi>ℝ</mi>
temml \mathbb R <mi>ℝ</mi>
temml \mathbb{RN} <mi>ℝ</mi> <mi>ℕ</mi>
temml \mathcal{L} <mi class="mathcal">ℒ</mi>
temml \mathcal L <mi class="mathcal">ℒ</mi>
temml \mathbf{x} <mi>𝐱</mi>
temml \mathbf x <mi>𝐱</mi>
temml \mathrm{d}x <mi mathvariant="normal">d</mi> <mi>x</mi>
temml \mathrm d x <mi mathvariant="normal">d</mi> <mi>x</mi>
EXPECTED
