//! Fenced divs: callouts, tabs, columns, what is shown in some formats only.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::slide::{SlideAttributes, is_name};
use super::super::writer::DeckRewriter;
use super::attributes::PandocAttributes;
use super::conditions::{self, is_hidden};
use super::divs::{Div, Divs};
use super::slides::PandocSlides;
use super::steps;

/// The kinds of callouts, as alerts are called here, too.
const CALLOUTS: [(&str, &str); 5] = [
    ("note", "Note"),
    ("tip", "Tip"),
    ("important", "Important"),
    ("warning", "Warning"),
    ("caution", "Caution"),
];

/// Rewrites the lines of all divs.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    divs: &Divs,
    slides: &PandocSlides,
) {
    for stray in &divs.strays {
        writer.remove(body, stray.clone());
    }
    for line in &divs.broken {
        let hint = "a div opens with one word, or with braces: `::: {.box}`";
        let word = body.text.get(line.clone()).unwrap_or_default();
        writer.lost(line.clone(), word, hint);
        writer.edits.replace(line.start..line.start, "\\");
    }
    for (number, div) in divs.list.iter().enumerate() {
        if is_hidden(&div.attributes) {
            let end = div.closing.as_ref().map(|closing| closing.end);
            let end = end.unwrap_or_else(|| end_of(body, slides, div));
            writer.remove(body, div.opening.start..end);
            continue;
        }
        conditions::report(writer, &div.attributes, &div.opening);
        self::div(writer, body, divs, number);
        if div.closing.is_none() {
            close(writer, body, slides, div);
        }
    }
}

/// Closes a div that its author left open, at the end of its slide.
fn close(writer: &mut DeckRewriter, body: &DeckBody<'_>, slides: &PandocSlides, div: &Div) {
    let end = end_of(body, slides, div);
    let colons = colons(body, &div.opening);
    writer
        .edits
        .close(end, format!("\n{colons}"), div.opening.clone());
}

/// Where a div ends that is not closed: with its slide.
fn end_of(body: &DeckBody<'_>, slides: &PandocSlides, div: &Div) -> usize {
    let start = div.opening.end;
    let end = slides.end(start, body).max(start);
    body.trimmed(start..end).end.max(start)
}

fn colons<'t>(body: &DeckBody<'t>, opening: &Range<usize>) -> &'t str {
    let line = body.text.get(opening.clone()).unwrap_or_default();
    &line[..line.len() - line.trim_start_matches(':').len()]
}

/// Rewrites the opening line of a div where the native form needs another one.
fn div(writer: &mut DeckRewriter, body: &DeckBody<'_>, divs: &Divs, number: usize) {
    let div = &divs.list[number];
    let place = div.opening.clone();
    let callout = div.attributes.classes.iter().find_map(|class| {
        let kind = class.strip_prefix("callout-")?;
        CALLOUTS.iter().find(|(name, _)| *name == kind)
    });
    if let Some(callout) = callout {
        return self::callout(writer, body, divs, number, *callout);
    }
    if div.attributes.has("panel-tabset") {
        let hint = "tabs stand one below the other, each with its heading";
        writer.lost(place.clone(), "panel-tabset", hint);
    }
    let is_layout = ["layout-ncol", "layout"]
        .iter()
        .any(|key| div.attributes.get(key).is_some());
    let native = native(writer, div);
    let colons = colons(body, &place);
    if is_layout
        && !div.attributes.has("columns")
        && layout(writer, body, divs, number, native.as_ref())
    {
        return;
    }
    let Some(native) = native else { return };
    let opening = if native.is_empty() {
        format!("{colons} {{.block}}")
    } else {
        format!("{colons} {}", native.braces())
    };
    writer.edits.replace(place, opening);
}

/// The attributes of a div in the native form; `None` where they may stay as they are.
fn native(writer: &mut DeckRewriter, div: &Div) -> Option<SlideAttributes> {
    let (written, place) = (&div.attributes, &div.opening);
    let mut native = SlideAttributes::default();
    let mut is_same = written.raw.is_none();
    if let Some(id) = &written.id {
        is_same &= is_name(id);
        native.id(id);
    }
    for class in &written.classes {
        match steps::effect(class) {
            Some(effect) if is_name(effect) => {
                is_same &= effect == class;
                native.word(format!(".{effect}"));
            }
            _ => is_same = false,
        }
    }
    for (key, value) in &written.pairs {
        is_same &= pair(writer, &mut native, (key, value), (written, place));
    }
    (!is_same).then_some(native)
}

/// Adds a pair of a div; returns whether it stays as it is.
fn pair(
    writer: &mut DeckRewriter,
    native: &mut SlideAttributes,
    (key, value): (&str, &str),
    (written, place): (&PandocAttributes, &Range<usize>),
) -> bool {
    match key.strip_prefix("data-").unwrap_or(key) {
        "width" if written.has("column") => {
            let share = steps::percent(value);
            if let Some(share) = share {
                native.pair("width", &format!("{share}%"));
            }
            return share.is_some_and(|share| [format!("{share}%"), share.to_string()].contains(&value.to_owned()));
        }
        "fragment-index" => native.pair("index", value),
        "style" => writer.lost(
            place.clone(),
            key,
            "give the div a class, and say how it looks in a style sheet: `css` in the front matter",
        ),
        "top" | "left" | "right" | "bottom" if written.has("absolute") => {
            writer.lost(place.clone(), key, "what stands on a slide follows its text");
        }
        _ if key.starts_with("data-") && is_name(key) => {
            native.pair(key, value);
            return true;
        }
        _ => {}
    }
    false
}

/// Makes an alert of a callout. Its title is its first heading, or an attribute, or its kind.
fn callout(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    divs: &Divs,
    number: usize,
    (kind, name): (&str, &str),
) {
    let div = &divs.list[number];
    let inside = div.inside();
    // In an item of a list, it stands in other blocks.
    let from = body
        .blocks
        .partition_point(|block| block.range.start < inside.start);
    let first = body
        .blocks
        .get(from)
        .filter(|block| block.range.start < inside.end);
    let heading = first.filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let mut classes = SlideAttributes::default();
    if let Some(id) = &div.attributes.id {
        classes.id(id);
    }
    classes.word(".alert".to_owned());
    classes.word(format!(".{kind}"));
    if div.attributes.has("fragment") {
        classes.word(".fragment".to_owned());
    }
    let opening = format!("{} {}", colons(body, &div.opening), classes.braces());
    let title = match heading {
        Some(heading) => {
            let text = body.text.get(heading.range.clone()).unwrap_or_default();
            let signs = text.len() - text.trim_start_matches(['#', ' ']).len();
            let words = text[signs..].trim_end_matches(['#', ' ']);
            let start = heading.range.start;
            writer.edits.replace(start..start + signs, "**");
            let end = start + signs + words.len()..heading.range.end;
            let prefix = body.line_prefix(start);
            writer
                .edits
                .replace(end, format!("**\n{}", prefix.trim_end()));
            None
        }
        None => Some(div.attributes.get("title").unwrap_or(name)),
    };
    // In a list or a quotation, a line without its prefix would end it.
    let prefix = body.line_prefix(div.opening.start);
    let title = title
        .map(|title| format!("\n{prefix}**{title}**\n{}", prefix.trim_end()))
        .unwrap_or_default();
    writer.edits.replace(div.opening.clone(), opening + &title);
}

/// Puts what stands in a div into columns; says whether that was possible.
fn layout(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    divs: &Divs,
    number: usize,
    native: Option<&SlideAttributes>,
) -> bool {
    let div = &divs.list[number];
    let inside = div.inside();
    let is_direct = |at: usize| divs.at(at) == Some(number);
    let blocks: Vec<Range<usize>> = body
        .blocks_in(&inside)
        .filter(|block| is_direct(block.range.start))
        .map(|block| block.range.clone())
        .collect();
    let holds_divs = divs.list.iter().any(|inner| inner.around == Some(number));
    let count = div
        .attributes
        .get("layout-ncol")
        .and_then(|count| count.parse().ok());
    let fits = count.is_none_or(|count: usize| count > 1 && blocks.len() <= count);
    if div.closing.is_none() || holds_divs || blocks.len() < 2 || !fits {
        return false;
    }
    let colons = format!("{}:", colons(body, &div.opening));
    let mut outer = native.cloned().unwrap_or_default();
    outer.word(".columns".to_owned());
    writer
        .edits
        .replace(div.opening.clone(), format!("{colons} {}", outer.braces()));
    for block in &blocks {
        writer.wrap(body, block, "::: column", block.clone());
    }
    if let Some(closing) = &div.closing {
        writer.edits.replace(closing.clone(), colons);
    }
    true
}
