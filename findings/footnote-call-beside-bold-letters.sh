#!/usr/bin/env bash
# pulldown-cmark-to-cmark 23.0.1 writes Markdown from the events of pulldown-cmark 0.13.6. It cannot write a paragraph
# that has both a call of a footnote and bold, slanted or struck letters: `Unrepresentable`, although the text was read
# from just such a paragraph and the footnote is defined in it. Either of the two alone is written. A formula or a link
# beside the letters is written, too.
#
# Seen: the writer reads each paragraph with such letters again, by itself, to see whether it says the same. There, no
# footnote is defined, so the call is read as text. A work-around: let the call be a text of its own while the paragraph is
# written, and put the call in its place afterwards.
set -euo pipefail

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "seen"
version = "0.0.0"
edition = "2021"

[dependencies]
pulldown-cmark = { version = "=0.13.6", default-features = false }
pulldown-cmark-to-cmark = { version = "=23.0.1", default-features = false }
TOML
cat >src/main.rs <<'RUST'
use pulldown_cmark::{Options, Parser};

fn main() {
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    for text in [
        "A call[^1].\n\n[^1]: Note",
        "*Slanted.* No call.",
        "*Slanted.* A call[^1].\n\n[^1]: Note",
        "**Bold.** A call[^1].\n\n[^1]: Note",
        "~~Struck.~~ A call[^1].\n\n[^1]: Note",
        "*Slanted*, $x$ and [a link](https://example.org/).",
    ] {
        let mut out = String::new();
        let written = pulldown_cmark_to_cmark::cmark(Parser::new_ext(text, options), &mut out, options);
        match written {
            Ok(_) => println!("{text:?} -> {}", if out == text { "the same" } else { &out }),
            Err(error) => println!("{text:?} -> {error:?}"),
        }
    }
}
RUST
cargo run --quiet >seen.txt
cat seen.txt
diff seen.txt - <<'EXPECTED'
"A call[^1].\n\n[^1]: Note" -> the same
"*Slanted.* No call." -> the same
"*Slanted.* A call[^1].\n\n[^1]: Note" -> Unrepresentable
"**Bold.** A call[^1].\n\n[^1]: Note" -> Unrepresentable
"~~Struck.~~ A call[^1].\n\n[^1]: Note" -> Unrepresentable
"*Slanted*, $x$ and [a link](https://example.org/)." -> the same
EXPECTED
