//! The properties at the top of a slide: `name: plan`, `class: center, middle`.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::pairs::{self, Pair};
use super::super::slide::{SlideAttributes, css_url};
use super::super::writer::DeckRewriter;
use super::{DIALECT, RemarkSegment};

const KEYS: [&str; 12] = [
    "name",
    "class",
    "template",
    "layout",
    "count",
    "continued",
    "exclude",
    "background-image",
    "background-color",
    "background-size",
    "background-position",
    "background-repeat",
];

/// The properties of a slide.
pub(super) struct Properties<'t> {
    pairs: Vec<Pair<'t>>,
    /// Whether it has `continued: true`, which means the same as `--`.
    pub(super) continues: bool,
}

/// Whether a slide begins with a property. `layout` alone is Slidev's, too.
pub(super) fn is_sign(body: &DeckBody<'_>, slide: &Range<usize>) -> bool {
    pairs_of(body, slide)
        .iter()
        .any(|pair| ["class", "name", "template", "count"].contains(&pair.key))
}

/// Reports the properties of a slide in a deck of the native form, which shows them.
pub(super) fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>, slide: &Range<usize>) {
    let pairs = pairs_of(body, slide);
    let is_sign = |pair: &Pair<'_>| ["class", "template", "count"].contains(&pair.key);
    // Between two lines of hyphens, they are YAML of Slidev's.
    let is_all = body.trimmed(slide.clone()).end <= pairs.last().map_or(0, |pair| pair.range.end);
    if is_all || !pairs.iter().any(is_sign) {
        return;
    }
    let (mut native, mut others) = (SlideAttributes::default(), None);
    for pair in &pairs {
        match pair.key {
            "name" => native.id(&pair.value),
            "class" => drop(native.classes(&pair.value)),
            "background-image" | "background-color" if !css_url(&pair.value).contains('(') => {
                native.pair("background", css_url(&pair.value));
            }
            key => others = Some(hint(key)),
        }
    }
    let instead = if native.is_empty() {
        others.unwrap_or("take it out").to_owned()
    } else {
        format!(
            "write `{}` at the end of the slide's heading",
            native.braces()
        )
    };
    let first = pairs[0].range.clone();
    let word = body.text.get(first.clone()).unwrap_or_default();
    writer.shown(first, (word, DIALECT.tool), instead);
}

pub(super) fn read<'t>(body: &DeckBody<'t>, segment: &RemarkSegment) -> Properties<'t> {
    let pairs = pairs_of(body, &segment.shown);
    let continues = pairs
        .iter()
        .any(|pair| pair.key == "continued" && pair.value == "true")
        && segment.line.end > 0;
    Properties { pairs, continues }
}

/// The properties that a range begins with.
fn pairs_of<'t>(body: &DeckBody<'t>, range: &Range<usize>) -> Vec<Pair<'t>> {
    let mut found = Vec::new();
    for line in body.lines(range.clone()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        if text.trim().is_empty() {
            if found.is_empty() {
                continue;
            }
            break;
        }
        let pair = pairs::read(body.text, line).and_then(|mut pairs| pairs.pop());
        match pair.filter(|pair| KEYS.contains(&pair.key)) {
            Some(pair) => found.push(pair),
            None => break,
        }
    }
    found
}

/// Rewrites the properties into the native form, each in its place.
pub(super) fn write(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    segment: &RemarkSegment,
    settings: &[(String, String)],
    properties: &Properties<'_>,
) {
    let mut first = SlideAttributes::default();
    settings
        .iter()
        .filter(|(key, _)| key == "class")
        .for_each(|(_, value)| drop(first.classes(value)));
    if !first.is_empty() {
        writer.edits.open(
            body.trimmed_start(&segment.shown),
            first.comment() + "\n",
            0..0,
        );
    }
    for pair in &properties.pairs {
        let words = words(writer, pair, segment.is_step).comment();
        match words.as_str() {
            "" => writer.remove(body, pair.range.clone()),
            words => writer.edits.replace(pair.range.clone(), words),
        }
    }
}

fn words(writer: &mut DeckRewriter, pair: &Pair<'_>, is_step: bool) -> SlideAttributes {
    let mut attributes = SlideAttributes::default();
    let value = pair.value.as_str();
    match (pair.key, value) {
        ("name", _) if !is_step => attributes.id(value),
        ("class", _) => drop(attributes.classes(value)),
        ("background-image", _) if !css_url(value).contains('(') => {
            attributes.pair("background", css_url(value));
        }
        ("background-color", _) if !value.contains('(') => attributes.pair("background", value),
        ("background-size", "cover")
        | ("layout" | "exclude" | "continued", "false")
        | ("count" | "continued", "true") => {}
        (key, _) => writer.lost(pair.range.clone(), key, hint(key)),
    }
    attributes
}

fn hint(key: &str) -> &'static str {
    match key {
        "name" => "a slide has one id, whatever comes step by step",
        "template" | "layout" => {
            "a slide repeats no other one: copy what it should show, or use a class"
        }
        "count" => "slides are numbered by the theme",
        "exclude" => "take the slide out, or keep it to a variant: `only=…`",
        _ => "a slide has one background: a picture, or a colour like `#0b3d5c`",
    }
}
