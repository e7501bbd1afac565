//! The properties at the top of a slide, whatever their keys: `name: plan`, `class: center, middle`.
//! They may stand in comments, too.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::body::DeckBody;
use super::super::css;
use super::super::pairs::{self, Pair};
use super::super::slide::{SlideAttributes, contained_picture, css_url};
use super::super::writer::DeckRewriter;
use super::DIALECT;
use super::classes;
use super::expressions;
use super::segments::RemarkSegment;
use super::slide::{Role, TemplatedSlide};

/// The properties that remark itself reads.
const KEYS: [&str; 13] = [
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
    "highlight-style",
];

/// Whether a slide begins with a property. `layout` alone is Slidev's, too.
pub(super) fn is_sign(body: &DeckBody<'_>, slide: &Range<usize>) -> bool {
    pairs_of(body, slide)
        .iter()
        .any(|pair| ["class", "name", "template", "count"].contains(&pair.key))
}

/// Whether a slide begins with properties that no other tool has there, and its text follows them:
/// between two lines of hyphens, they may be YAML of Slidev's.
pub(super) fn is_sure(body: &DeckBody<'_>, slide: &Range<usize>) -> bool {
    let pairs = pairs_of(body, slide);
    let is_all = body.trimmed(slide.clone()).end <= pairs.last().map_or(0, |pair| pair.range.end);
    let is_sign = |pair: &Pair<'_>| match pair.key {
        "layout" | "exclude" | "count" | "continued" => {
            ["true", "false"].contains(&pair.value.as_str())
        }
        "class" => pair.value.contains(','),
        "background-image" => pair.value.starts_with("url("),
        _ => false,
    };
    !is_all && pairs.iter().any(is_sign)
}

/// Reports the properties of a slide in a deck of the native form, which shows them.
pub(super) fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>, slide: &Range<usize>) {
    let pairs = pairs_of(body, slide);
    let is_excluded = |pair: &Pair<'_>| pair.key == "exclude" && pair.value == "true";
    if let Some(excluded) = pairs.iter().find(|pair| is_excluded(pair)) {
        let place = excluded.range.clone();
        return writer.left_out(body, place, "exclude: true", DIALECT.tool);
    }
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

/// The properties of remark's own at the top of a slide, for those who do not know yet whose deck it
/// is.
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

/// Reads the properties of a segment: the lines at its top that begin with a word and a colon, and
/// comments that are such a line.
pub(super) fn read<'t>(body: &DeckBody<'t>, segment: &RemarkSegment) -> Vec<Pair<'t>> {
    let mut found = Vec::new();
    let mut at = segment.shown.start;
    while at < segment.shown.end {
        let line = at..body.line_end(at, false);
        let text = body.text.get(line.clone()).unwrap_or_default();
        let next = body.line_end(at, true);
        if text.is_empty() {
            at = next;
            continue;
        }
        let Some((key, value)) = property(text).or_else(|| property(inside_comment(text)?)) else {
            break;
        };
        found.push(pair(key, value, line));
        at = next;
    }
    let rest = at..segment.shown.end;
    for comment in body.comments_in(&rest) {
        let text = body
            .text
            .get(comment.range.clone())
            .and_then(inside_comment);
        if let Some((key, value)) = text.and_then(property) {
            found.push(pair(key, value, comment.range.clone()));
        }
    }
    found
}

fn pair<'t>(key: &'t str, value: &str, range: Range<usize>) -> Pair<'t> {
    let value = value.trim().to_owned();
    Pair { key, value, range }
}

/// A key and its value; nothing stands before the key, and the colon behind it.
fn property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (!key.is_empty() && key.chars().all(is_key)).then_some((key, value))
}

fn inside_comment(text: &str) -> Option<&str> {
    let inside = text.trim_end().strip_prefix("<!--")?.strip_suffix("-->")?;
    Some(inside.trim()).filter(|inside| !inside.contains(['\n', '$']))
}

/// Rewrites the properties into the native form: its own in their places, and those of what the
/// slide repeats at its top.
pub(super) fn write(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &TemplatedSlide<'_>,
    of_deck: &[(String, String)],
) {
    let mut first = SlideAttributes::default();
    let of_deck = of_deck.iter().filter(|(key, _)| key == "class");
    for (_, value) in of_deck {
        classes::write(slide, value, &mut first);
    }
    let mut line = String::new();
    if slide.role == Role::Begins {
        for (key, value) in slide.inherited.iter() {
            let is_over = slide.own(key).is_some() && key != "class";
            if !is_over {
                line.push_str(&attribute(slide, (key, value), &mut first));
            }
        }
    }
    let comment = first.comment();
    let end = if comment.is_empty() { "" } else { "\n" };
    let start = body.trimmed_start(&slide.segment.shown);
    writer
        .edits
        .open(start, format!("{comment}{end}{line}"), start..start);
    for pair in &slide.pairs {
        lose(writer, slide, pair);
        let mut attributes = SlideAttributes::default();
        let line = attribute(slide, (pair.key, &pair.value), &mut attributes);
        let words = attributes.comment() + line.trim_end();
        match words.as_str() {
            "" => writer.remove(body, pair.range.clone()),
            words => writer.edits.replace(pair.range.clone(), words),
        }
    }
}

/// Adds what a property says to the attributes of its slide; a background that is shown whole is a
/// line of its own.
fn attribute(
    slide: &TemplatedSlide<'_>,
    (key, value): (&str, &str),
    attributes: &mut SlideAttributes,
) -> String {
    let is_step = slide.role == Role::Continues;
    // What a step inherits lies behind the slide already.
    let is_behind = is_step
        && ["background-image", "background-color"]
            .iter()
            .any(|key| slide.inherited.contains_key(*key));
    match key {
        "name" if !is_step => attributes.id(value),
        "class" => classes::write(slide, value, attributes),
        "background-image" if !is_behind && !is_none(value) => {
            let address = css_url(value);
            if css::is_gradient(value) {
                if let Some(colour) = css::gradient_colour(value) {
                    attributes.pair("background", colour);
                }
            } else if slide.property("background-size").is_some_and(is_contained) {
                return contained_picture(address) + "\n\n";
            } else {
                attributes.pair("background", address);
            }
        }
        "background-color" if !is_behind && css::colour(value).is_some() => {
            let picture = slide.property("background-image");
            if picture.is_none_or(is_none) {
                attributes.pair("background", value);
            }
        }
        _ => {}
    }
    String::new()
}

fn is_none(value: &str) -> bool {
    matches!(css_url(value), "" | "none")
}

/// Whether a background of a size does not fill its slide.
fn is_contained(size: &str) -> bool {
    !matches!(size, "cover" | "" | "100% 100%")
}

/// Reports a property that has no equivalent.
fn lose(writer: &mut DeckRewriter, slide: &TemplatedSlide<'_>, pair: &Pair<'_>) {
    let value = pair.value.as_str();
    let is_step = slide.role == Role::Continues;
    let is_lost = match pair.key {
        "name" | "template" => is_step,
        "background-image" => css::is_gradient(value) || is_step,
        "background-color" => css::colour(value).is_none() && !is_none(value),
        "background-size" => !matches!(value, "cover" | "contain" | "100%" | "100% 100%" | ""),
        "background-position" => !matches!(value, "center" | "center center" | "50% 50%" | ""),
        "background-repeat" => !matches!(value, "no-repeat" | ""),
        _ => false,
    };
    if is_lost {
        writer.lost(pair.range.clone(), pair.key, hint(pair.key));
    }
}

/// Reports the lines at the top of slides that are properties of no use: remark does not show them.
pub(super) fn say_unused(writer: &mut DeckRewriter, slides: &[TemplatedSlide<'_>], text: &str) {
    let used: BTreeSet<&str> = expressions::find(text).map(|found| found.name).collect();
    let pairs = slides.iter().flat_map(|slide| &slide.pairs);
    for pair in pairs.filter(|pair| !KEYS.contains(&pair.key) && !used.contains(pair.key)) {
        let hint = "remark takes a line `word: …` at the top of a slide for a property, and does not show it: write other text above it";
        let message = format!("`{}:` at the top of a slide is not shown", pair.key);
        writer.say(pair.range.clone(), message, hint);
    }
}

fn hint(key: &str) -> &'static str {
    match key {
        "name" => "a slide has one id, whatever comes step by step",
        "template" => "a step repeats no slide: write `---` before it",
        "count" | "layout" | "exclude" => "take it out",
        _ => "a slide has one background, which fills it: a picture, or a colour like `#0b3d5c`",
    }
}
