//! `<v-click>`, `<v-clicks>` and `v-click` on other elements: steps.

use std::ops::Range;

use crate::html::tokens::{Attribute, Tag};

use super::super::body::{BlockKind, DeckBody};
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::SlidevSlide;

/// An element: its opening tag and its closing one.
struct ClickElement<'b, 't> {
    opening: &'b Tag<'t>,
    closing: &'b Tag<'t>,
}

/// Elements that have no end.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "source", "wbr", "col", "link"];

const HINT: &str = "put it on lines of its own, or write `{.fragment}` at the end of a paragraph";

/// Whether a tag makes a step.
pub(super) fn is_click(tag: &Tag<'_>) -> bool {
    is_element(tag.written) || directive(tag).is_some()
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
        .find(|attribute| NAMES.contains(&attribute.written))
}

pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slides: &[SlidevSlide<'_>],
    tags: &[Tag<'_>],
) {
    for slide in slides {
        let start = tags.partition_point(|tag| tag.range.start < slide.shown.start);
        let end = tags.partition_point(|tag| tag.range.start < slide.shown.end);
        let mut open: Vec<&Tag<'_>> = Vec::new();
        for tag in &tags[start..end] {
            let is_void = tag.is_self_closing || VOID.contains(&tag.written);
            if tag.is_end {
                let Some(at) = open
                    .iter()
                    .rposition(|opening| opening.written == tag.written)
                else {
                    // It closes nothing: the element that it belongs to was reported already.
                    if is_element(tag.written) {
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
                    &ClickElement {
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

/// Reports a step that has no equivalent, and takes its tag or attribute out.
fn lose(writer: &mut DeckRewriter, body: &DeckBody<'_>, tag: &Tag<'_>) {
    if is_element(tag.written) {
        writer.lost(tag.range.clone(), &format!("<{}>", tag.written), HINT);
        writer.remove(body, tag.range.clone());
    } else if let Some(attribute) = directive(tag) {
        writer.lost(tag.range.clone(), attribute.written, HINT);
        without(writer, body, attribute);
    }
}

fn element(writer: &mut DeckRewriter, body: &DeckBody<'_>, element: &ClickElement<'_, '_>) {
    let ClickElement { opening, closing } = element;
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
        if is_element(opening.written) {
            writer.edits.replace(closing.range.clone(), "");
        }
        return;
    }
    let attribute = directive(opening);
    let is_list = is_list(opening.written)
        || attribute.is_some_and(|attribute| attribute.written == "v-clicks");
    let words = if is_list {
        incremental(writer, body, element)
    } else {
        step(writer, opening)
    };
    if is_element(opening.written) || opening.written == "div" {
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
            without(writer, body, attribute);
        }
    }
}

/// Makes the borders of a div of the tags.
fn unwrap(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    element: &ClickElement<'_, '_>,
    words: &str,
    indent: &str,
) {
    let ClickElement { opening, closing } = element;
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
fn step(writer: &mut DeckRewriter, tag: &Tag<'_>) -> String {
    let mut step = SlideAttributes::default();
    step.word(".fragment".to_owned());
    let attribute = directive(tag);
    let is_hidden = tag.get("hide").is_some()
        || attribute.is_some_and(|attribute| attribute.written.ends_with("hide"));
    if is_hidden {
        step.word(".fade-out".to_owned());
    }
    let at = tag
        .get("at")
        .or_else(|| tag.get(":at"))
        .or(attribute.and_then(|attribute| attribute.value.as_deref()));
    match at.map(|at| at.trim_matches(['\'', '"'])) {
        None | Some("" | "+1") => {}
        Some(at) if at.parse::<u32>().is_ok() => step.word(format!("index={at}")),
        Some(at) => writer.lost(
            tag.range.clone(),
            at,
            "steps follow each other as they are written, or by `index=2`",
        ),
    }
    if tag.written.ends_with("after")
        || tag.written == "VAfter"
        || attribute.is_some_and(|a| a.written.starts_with("v-after"))
    {
        writer.lost(
            tag.range.clone(),
            "v-after",
            "it is a step of its own; give it and the one before it the same `index`",
        );
    }
    if tag.written == "div" {
        drop(step.classes(tag.get("class").unwrap_or_default()));
    }
    format!("::: {}", step.braces())
}

/// The opening line of lists that come item by item. Other blocks between the tags become steps of
/// their own.
fn incremental(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    element: &ClickElement<'_, '_>,
) -> String {
    let ClickElement { opening, closing } = element;
    for attribute in opening.attributes.iter().filter(|attribute| {
        ["depth", ":depth", "every", ":every", "at", ":at"].contains(&attribute.written)
    }) {
        writer.lost(
            opening.range.clone(),
            attribute.written,
            "every item of the lists is a step",
        );
    }
    let mut step = SlideAttributes::default();
    step.word(".fragment".to_owned());
    for block in body.blocks_in(&(opening.range.end..closing.range.start)) {
        if !matches!(block.kind, BlockKind::List(_) | BlockKind::Html) {
            writer.step(body, block, &step, block.range.clone());
        }
    }
    "::: incremental".to_owned()
}

/// Takes an attribute out of a tag, with the space before it.
fn without(writer: &mut DeckRewriter, body: &DeckBody<'_>, attribute: &Attribute<'_>) {
    let Range { start, end } = attribute.range;
    let before = body.text.get(..start).unwrap_or_default();
    let space = before.ends_with(|c: char| c.is_ascii_whitespace());
    writer.edits.replace(start - usize::from(space)..end, "");
}
