#!/usr/bin/env bash
# Every test of Lutrin, on a machine that has a Rust toolchain and a C compiler. What else the tests need is installed
# when it is missing: Debian's Chromium, Firefox and WebKitGTK with a screen that nobody sees, Poppler, Graphviz, two families
# of fonts, Node.js and a Java runtime with apt-get, and the npm packages of tests/browser.
# Nothing is skipped: what cannot be installed or run is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }
fail() { printf '\nerror: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif has sudo; then sudo "$@"
  else fail "this needs root or sudo: $*"
  fi
}

updated=no
apt_install() {
  has apt-get || fail "$* is missing, and there is no apt-get to install it with"
  if [ "$updated" = no ]; then
    as_root apt-get update -q </dev/null || fail "apt-get update failed"
    updated=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null \
    || fail "apt-get could not install $*"
}

say "Tools"
has cargo || fail "cargo is missing: install a Rust toolchain first"
has cc || fail "cc is missing: install a C compiler first"
has node || apt_install nodejs
has npm || apt_install npm
[ "$(node -p 'parseInt(process.versions.node)')" -ge 18 ] || fail "Node.js 18 or newer is needed, not $(node --version)"
has java || apt_install default-jre-headless
has chromium || has chromium-browser || has google-chrome || [ -x "${CHROMIUM:-}" ] || apt_install chromium
has firefox-esr || has firefox || [ -x "${FIREFOX:-}" ] || apt_install firefox-esr
has WebKitWebDriver || apt_install webkit2gtk-driver
has Xvfb || apt_install xvfb
has pdfinfo || apt_install poppler-utils
has dot || apt_install graphviz
# Slides and buttons are measured with these: without them the browser takes whatever face there is.
fonts_are_there() {
  has fc-list && [ -n "$(fc-list 'Liberation Sans')" ] && [ -n "$(fc-list 'DejaVu Sans')" ]
}
fonts_are_there || apt_install fontconfig fonts-liberation fonts-dejavu-core
fonts_are_there || fail "the fonts Liberation Sans and DejaVu Sans are missing"
for tool in rustc node java; do printf '%s: ' "$tool"; "$tool" --version </dev/null 2>&1 | head -n 1; done

say "npm packages"
# No install scripts: nothing beside the locked packages is fetched.
npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund </dev/null || fail "npm could not install the packages"

say "Rust tests"
cargo test --locked </dev/null

say "HTML of the sample site and of a new one"
made="$(mktemp -d)"
trap 'rm -rf "$made"' EXIT
lutrin() { cargo run --locked --quiet -- "$@" </dev/null; }
lutrin check --strict
lutrin build --out "$made/sample"
lutrin init "$made/new"
lutrin check --strict --root "$made/new"
lutrin build --root "$made/new"
java -jar tests/browser/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html \
  "$made/sample" "$made/new/public" || fail "the HTML checker found errors"
echo "The HTML checker found no error."

say "Browser checks"
# This reporter says at the end, once more, what failed: a run's last lines are what is kept of it.
# Node.js leaves a core alone by itself; a page waits longer than it computes.
node --test --test-concurrency="$(nproc)" --test-reporter=spec tests/browser/*.test.mjs </dev/null

say "All tests passed"
