//! The signs of tools in values of front matter and in bodies.

use std::ops::Range;

use super::super::body::{DeckBody, is_break};
use super::super::definition::{Definition, Detection};
use super::super::{DIALECTS, Dialect};
use super::Evidence;

/// What slides weigh that only one tool has.
const SLIDES: u32 = 6;
/// What it weighs that slides are below others, and what stands between those.
const COLUMNS: u32 = 4;
const DOWN: &str = "----";
/// What Lutrin's divs and steps weigh.
const DIVS: u32 = 6;

/// Values that one tool's authors write: the key, the values, the dialect, and their weight. A star
/// stands for any end.
const VALUES: &[(&str, &[&str], &str, u32)] = &[
    ("marp", &["true"], "marp", 100),
    ("output", &["*_presentation", "revealjs::*"], "pandoc", 9),
    ("output", &["xaringan::*"], "remark", 9),
    ("theme", &["gaia", "uncover"], "marp", 3),
    ("theme", &["default"], "marp", 1),
    ("size", &["16:9", "4:3", "4K"], "marp", 3),
    ("class", &["lead", "invert", "lead invert"], "marp", 3),
    ("math", &["katex", "mathjax"], "marp", 2),
    (
        "theme",
        &[
            "seriph",
            "apple-basic",
            "shibainu",
            "bricks",
            "geist",
            "penguin",
            "purplin",
        ],
        "slidev",
        4,
    ),
    (
        "theme",
        &["@slidev/*", "slidev-theme-*", "./*"],
        "slidev",
        4,
    ),
    ("theme", &["default", "none"], "slidev", 1),
    ("css", &["unocss"], "slidev", 9),
    ("class", &["text-*"], "slidev", 3),
    (
        "background",
        &["https://cover.sli.dev*", "https://source.unsplash.com/*"],
        "slidev",
        3,
    ),
    (
        "layout",
        &[
            "cover",
            "intro",
            "center",
            "default",
            "section",
            "statement",
            "two-cols",
            "image*",
            "fact",
            "full",
        ],
        "slidev",
        4,
    ),
    (
        "transition",
        &["slide-*", "fade-out", "view-transition"],
        "slidev",
        3,
    ),
    (
        "theme",
        &[
            "black",
            "white",
            "league",
            "beige",
            "night",
            "serif",
            "simple",
            "solarized",
            "moon",
            "sky",
            "blood",
            "*-contrast",
        ],
        "reveal-md",
        4,
    ),
    (
        "class",
        &["center, middle*", "middle, center*", "center,middle*"],
        "remark",
        4,
    ),
];

/// Texts that one tool's authors write on slides, outside code and comments.
const TEXTS: &[(&str, &str, u32)] = &[
    ("class=\"fragment", "reveal-md", 4),
    ("class=\"r-", "reveal-md", 4),
    ("<aside class=\"notes", "reveal-md", 5),
    ("data-auto-animate", "reveal-md", 4),
    ("<style scoped", "marp", 4),
    ("![w:", "marp", 3),
    ("![width:", "marp", 3),
    ("![h:", "marp", 2),
    ("<div grid", "slidev", 2),
    ("<Toc ", "slidev", 4),
    ("<Toc/", "slidev", 4),
    ("v-motion", "slidev", 4),
];

/// Texts that one tool's authors write in comments.
const IN_COMMENTS: &[(&str, &str, u32)] = &[("[click]", "slidev", 4), ("[click:", "slidev", 4)];

/// Adds what the value of a key says.
pub(in super::super) fn of_value(key: &str, value: &str, evidence: &mut Evidence) {
    let value = value.trim();
    for (_, values, name, weight) in VALUES.iter().filter(|(known, ..)| *known == key) {
        if values.iter().any(|pattern| fits(value, pattern))
            && let Some(dialect) = Dialect::named(name)
        {
            evidence.add(dialect, *weight, &format!("{key}: {value}"));
        }
    }
}

fn fits(value: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => value.starts_with(start) && value.ends_with(end),
        None => value == pattern,
    }
}

/// Adds what a body says. The surest tool whose slides these may be is the only one that counts;
/// and Lutrin's own divs and steps outweigh all.
pub(in super::super) fn of_body(text: &str, evidence: &mut Evidence) {
    let mut candidates: Vec<(&'static Definition, &Detection)> = DIALECTS
        .iter()
        .filter_map(|dialect| Some((*dialect, dialect.detection.as_ref()?)))
        .collect();
    let mut texts = TEXTS.iter().chain(IN_COMMENTS);
    let has_text = texts.any(|(sign, ..)| text.contains(sign)) || text.contains(DOWN);
    let may_be = |(_, detection): &(_, &Detection)| has_hint(text, detection.hints);
    if !has_text && !candidates.iter().any(may_be) {
        return;
    }
    candidates.sort_by_key(|(_, detection)| detection.rank);
    let body = DeckBody::read(text, |line| is_break(line) || line == "???", false);
    if let Some(line) = native_line(&body) {
        let with_divs = candidates.iter().find(|(definition, detection)| {
            definition.rules.has_divs && (detection.is_match)(&body)
        });
        match with_divs {
            Some((definition, _)) => evidence.add(Dialect(definition), DIVS + 1, "its slides"),
            None => evidence.add(Dialect::NATIVE, DIVS, line),
        }
        return;
    }
    let surely = candidates
        .iter()
        .find(|(definition, _)| (definition.rules.has_sure_signs)(&body));
    let found = surely.or_else(|| {
        let mut candidates = candidates.iter();
        candidates.find(|(_, detection)| (detection.is_match)(&body))
    });
    if let Some((definition, _)) = found {
        evidence.add(Dialect(definition), SLIDES, "its slides");
    }
    for (sign, name, weight) in TEXTS {
        let is_text = |at: usize| !body.is_apart(at) && !body.is_comment(at);
        let is_there = text.match_indices(sign).any(|(at, _)| is_text(at + 1));
        if let Some(dialect) = Dialect::named(name).filter(|_| is_there) {
            evidence.add(dialect, *weight, sign.trim());
        }
    }
    for (sign, name, weight) in IN_COMMENTS {
        let mut comments = body.comments.iter().map(|comment| body.inside(comment).0);
        let is_there = comments.any(|comment| comment.contains(sign));
        if let Some(dialect) = Dialect::named(name).filter(|_| is_there) {
            evidence.add(dialect, *weight, sign);
        }
    }
    // HedgeDoc and others have such lines, too: they say something where nothing else does.
    let is_alone = evidence.is_empty() && has_columns(&body);
    if let Some(dialect) = Dialect::named("reveal-md").filter(|_| is_alone) {
        evidence.add(dialect, COLUMNS, DOWN);
    }
}

/// Whether some slides are below others: four hyphens stand alone on a line, and three on another.
fn has_columns(body: &DeckBody<'_>) -> bool {
    let text = |line: &Range<usize>| body.text.get(line.clone()).unwrap_or_default();
    let (mut has_across, mut has_down, mut follows_text) = (false, false, false);
    for line in body.lines(0..body.text.len()) {
        let words = text(&line);
        if !body.is_apart(line.start) && !body.is_comment(line.start) {
            has_across |= words == "---";
            // Below a line of text they make a heading of it.
            has_down |= words == DOWN && !follows_text;
        }
        follows_text = !words.trim().is_empty();
    }
    has_across && has_down
}

/// Whether a text has one of the hints. One that begins with a line end may stand at the start.
pub(in super::super) fn has_hint(text: &str, hints: &[&str]) -> bool {
    hints.iter().any(|hint| {
        let is_at_start = hint
            .strip_prefix('\n')
            .is_some_and(|hint| text.starts_with(hint));
        is_at_start || text.contains(hint)
    })
}

/// A fenced div, a pause or a step in Lutrin's form.
fn native_line<'t>(body: &DeckBody<'t>) -> Option<&'t str> {
    body.lines(0..body.text.len()).find_map(|line| {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let is_native = text.starts_with("::: ")
            || text.starts_with(":::: ")
            || text == ". . ."
            || text.ends_with("{.fragment}");
        let is_text = is_native && !body.is_apart(line.start) && !body.is_comment(line.start);
        is_text.then_some(text)
    })
}
