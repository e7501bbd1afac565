//! Which tool a deck was written for, by its front matter and by what only that tool writes.
//!
//! Signs in code are none: decks are about decks, sometimes.

use super::Dialect;
use super::body::Body;
use super::keys;
use super::{marp, native, remark, slidev};

/// Which dialect a deck is in, by the keys of its front matter and by signs of its body. Front
/// matter has the first word; without any sign it is Lutrin's own.
#[must_use]
pub fn detect(keys: &[&str], body: &str) -> Dialect {
    let mut told = keys.iter().filter_map(|key| keys::tool_of(key));
    if let Some(first) = told.next() {
        return first;
    }
    by_body(body)
}

fn by_body(text: &str) -> Dialect {
    const SIGNS: [&str; 12] = [
        "<!--",
        "???",
        "<v-",
        "v-click",
        "::right::",
        "\n--\n",
        "\n--\r\n",
        "\n.",
        "class:",
        "name:",
        "layout:",
        "<script setup",
    ];
    if !text.starts_with('.') && !SIGNS.iter().any(|sign| text.contains(sign)) {
        return Dialect::Native;
    }
    let body = Body::read(text, |line| native::is_break(line) || line == "???", false);
    if has_divs(&body) {
        return Dialect::Native;
    }
    let signs: [(Dialect, Sign); 4] = [
        (Dialect::Slidev, slidev::is_it),
        (Dialect::RevealMd, is_reveal),
        (Dialect::Marp, marp::is_it),
        (Dialect::Remark, remark::is_it),
    ];
    signs
        .iter()
        .find(|(_, is_it)| is_it(&body))
        .map_or(Dialect::Native, |(dialect, _)| *dialect)
}

/// Whether a body is for a tool.
type Sign = fn(&Body<'_>) -> bool;

/// Whether there is a fenced div, a pause or a step in Lutrin's form.
fn has_divs(body: &Body<'_>) -> bool {
    body.lines(0..body.text.len()).any(|line| {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let is_native = text.starts_with("::: ")
            || text.starts_with(":::: ")
            || text == ". . ."
            || text.ends_with("{.fragment}");
        is_native && !body.is_apart(line.start) && !body.is_comment(line.start)
    })
}

/// Comments about elements, or about slides in the words of HTML.
fn is_reveal(body: &Body<'_>) -> bool {
    body.comments.iter().any(|comment| {
        let (inside, _) = body.inside(comment);
        let slide = inside.strip_prefix(".slide:").unwrap_or_default();
        inside.starts_with(".element:")
            || slide.contains("data-")
            || slide.contains("class=")
            || slide.contains("id=")
    })
}
