//! `<v-click>`, `<v-clicks>` and `v-click` on other elements: steps.

use super::super::body::{Body, Kind};
use super::super::html::{Attribute, Tag};
use super::super::slide::Attributes;
use super::super::writer::Writer;
use super::Slide;

/// An element: its opening tag and its closing one.
struct Element<'b, 't> {
    opening: &'b Tag<'t>,
    closing: &'b Tag<'t>,
}

/// Elements that have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "source", "wbr", "col", "link"];

const HINT: &str = "put it on lines of its own, or write `{.fragment}` at the end of a paragraph";

/// Whether a tag makes a step.
pub(super) fn is_click(tag: &Tag<'_>) -> bool {
    is_element(tag.name) || directive(tag).is_some()
}

/// Whether the element is one of Slidev's steps.
pub(super) fn is_element(name: &str) -> bool {
    is_list(name) || ["v-click", "VClick", "v-after", "VAfter"].contains(&name)
}

fn is_list(name: &str) -> bool {
    ["v-clicks", "VClicks"].contains(&name)
}

fn directive<'b, 't>(tag: &'b Tag<'t>) -> Option<&'b Attribute<'t>> {
    const NAMES: [&str; 6] = [
        "v-click",
        "v-clicks",
        "v-after",
        "v-click-hide",
        "v-click.hide",
        "v-after.hide",
    ];
    tag.attributes
        .iter()
        .find(|attribute| NAMES.contains(&attribute.name))
}

pub(super) fn rewrite(
    writer: &mut Writer,
    body: &Body<'_>,
    slides: &[Slide<'_>],
    tags: &[Tag<'_>],
) {
    for slide in slides {
        let start = tags.partition_point(|tag| tag.range.start < slide.shown.start);
        let end = tags.partition_point(|tag| tag.range.start < slide.shown.end);
        let mut open: Vec<&Tag<'_>> = Vec::new();
        for tag in &tags[start..end] {
            let is_void = tag.is_alone || VOID.contains(&tag.name);
            if tag.closes {
                let Some(at) = open.iter().rposition(|opening| opening.name == tag.name) else {
                    // It closes nothing, and its opening one was told.
                    if is_element(tag.name) {
                        writer.remove(body, tag.range.clone());
                    }
                    continue;
                };
                let opening = open[at];
                open.drain(at + 1..).for_each(|tag| lose(writer, body, tag));
                open.pop();
                element(
                    writer,
                    body,
                    &Element {
                        opening,
                        closing: tag,
                    },
                );
            } else if !is_void {
                open.push(tag);
            } else {
                lose(writer, body, tag);
            }
        }
        for tag in open {
            lose(writer, body, tag);
        }
    }
}

/// A step that cannot be one.
fn lose(writer: &mut Writer, body: &Body<'_>, tag: &Tag<'_>) {
    if is_element(tag.name) {
        writer.lost(tag.range.clone(), &format!("<{}>", tag.name), HINT);
        writer.remove(body, tag.range.clone());
    } else if let Some(attribute) = directive(tag) {
        writer.lost(tag.range.clone(), attribute.name, HINT);
        without(writer, body, tag, attribute);
    }
}

fn element(writer: &mut Writer, body: &Body<'_>, element: &Element<'_, '_>) {
    let Element { opening, closing } = element;
    if !is_click(opening) {
        return;
    }
    let before = body
        .text
        .get(body.line_start(opening.range.start)..opening.range.start)
        .unwrap_or_default();
    let after = body
        .text
        .get(closing.range.end..body.line_end(closing.range.end, false))
        .unwrap_or_default();
    if !before.trim().is_empty() || !after.trim().is_empty() {
        lose(writer, body, opening);
        if is_element(opening.name) {
            writer.edits.replace(closing.range.clone(), "");
        }
        return;
    }
    let attribute = directive(opening);
    let is_list =
        is_list(opening.name) || attribute.is_some_and(|attribute| attribute.name == "v-clicks");
    let words = if is_list {
        incremental(writer, body, element)
    } else {
        step(writer, opening)
    };
    if is_element(opening.name) || opening.name == "div" {
        unwrap(writer, body, element, &words, before);
    } else {
        writer.lines_before(body, opening.range.start, &words, opening.range.clone());
        writer.lines_after(
            body,
            closing.range.end,
            ":::",
            opening.range.start,
            opening.range.clone(),
        );
        if let Some(attribute) = attribute {
            without(writer, body, opening, attribute);
        }
    }
}

/// The tags become the borders of a div.
fn unwrap(
    writer: &mut Writer,
    body: &Body<'_>,
    element: &Element<'_, '_>,
    words: &str,
    indent: &str,
) {
    let Element { opening, closing } = element;
    let rest = body
        .text
        .get(opening.range.end..body.line_end(opening.range.end, false))
        .unwrap_or_default();
    let end = if rest.trim().is_empty() {
        String::new()
    } else {
        format!("\n{indent}")
    };
    writer
        .edits
        .replace(opening.range.clone(), format!("{words}{end}"));
    let before = body
        .text
        .get(body.line_start(closing.range.start)..closing.range.start)
        .unwrap_or_default();
    let start = if before.trim().is_empty() {
        String::new()
    } else {
        format!("\n{indent}")
    };
    writer
        .edits
        .replace(closing.range.clone(), format!("{start}:::"));
}

/// The opening line of a step.
fn step(writer: &mut Writer, tag: &Tag<'_>) -> String {
    let mut step = Attributes::default();
    step.word(".fragment".to_owned());
    let attribute = directive(tag);
    let is_hidden = tag.get("hide").is_some()
        || attribute.is_some_and(|attribute| attribute.name.ends_with("hide"));
    if is_hidden {
        step.word(".fade-out".to_owned());
    }
    let at = tag
        .get("at")
        .or_else(|| tag.get(":at"))
        .or(attribute.and_then(|attribute| attribute.value));
    match at.map(|at| at.trim_matches(['\'', '"'])) {
        None | Some("" | "+1") => {}
        Some(at) if at.parse::<u32>().is_ok() => step.word(format!("index={at}")),
        Some(at) => writer.lost(
            tag.range.clone(),
            at,
            "steps follow each other as they are written, or by `index=2`",
        ),
    }
    if tag.name.ends_with("after")
        || tag.name == "VAfter"
        || attribute.is_some_and(|a| a.name.starts_with("v-after"))
    {
        writer.lost(
            tag.range.clone(),
            "v-after",
            "it is a step of its own; give it and the one before it the same `index`",
        );
    }
    if tag.name == "div" {
        drop(step.classes(tag.get("class").unwrap_or_default()));
    }
    format!("::: {}", step.braces())
}

/// The opening line of lists that come item by item. What else stands between the tags comes by
/// itself.
fn incremental(writer: &mut Writer, body: &Body<'_>, element: &Element<'_, '_>) -> String {
    let Element { opening, closing } = element;
    for attribute in opening.attributes.iter().filter(|attribute| {
        ["depth", ":depth", "every", ":every", "at", ":at"].contains(&attribute.name)
    }) {
        writer.lost(
            opening.range.clone(),
            attribute.name,
            "every item of the lists is a step",
        );
    }
    let mut step = Attributes::default();
    step.word(".fragment".to_owned());
    for block in body.blocks_in(&(opening.range.end..closing.range.start)) {
        if !matches!(block.kind, Kind::List(_) | Kind::Html) {
            writer.step(body, block, &step, block.range.clone());
        }
    }
    "::: incremental".to_owned()
}

/// Takes an attribute out of a tag.
fn without(writer: &mut Writer, body: &Body<'_>, tag: &Tag<'_>, attribute: &Attribute<'_>) {
    let start = attribute.name.as_ptr() as usize - body.text.as_ptr() as usize;
    let name_end = start + attribute.name.len();
    let end = attribute.value.map_or(name_end, |value| {
        value.as_ptr() as usize - body.text.as_ptr() as usize + value.len()
    });
    let quote = body
        .text
        .get(end..end + 1)
        .filter(|_| attribute.value.is_some())
        .is_some_and(|c| c == "\"" || c == "'");
    let is_inside = tag.range.start < start && end + usize::from(quote) <= tag.range.end;
    if is_inside {
        writer
            .edits
            .replace(start - 1..end + usize::from(quote), "");
    }
}
