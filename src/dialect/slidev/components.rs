//! Parts of Vue in the text, which have no equivalent: components, `<script setup>`, `<style>`,
//! `{{ expressions }}`, code from other files.

use std::collections::HashMap;

use crate::html::tokens::Tag;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::clicks;

/// The longest expression, in bytes.
const LONGEST_EXPRESSION: usize = 500;

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, tags: &[Tag<'_>]) {
    let mut open: HashMap<&str, Vec<&Tag<'_>>> = HashMap::new();
    for tag in tags {
        if !tag.is_end && ["script", "style"].contains(&tag.written) {
            writer.lost_element(body, tag);
        }
        if !is_component(tag.written) {
            continue;
        }
        if !tag.is_end && !tag.is_self_closing {
            open.entry(tag.written).or_default().push(tag);
        } else if let Some(opening) = tag
            .is_end
            .then(|| open.get_mut(tag.written).and_then(Vec::pop))
            .flatten()
        {
            // What stands between the tags is text.
            lose(writer, opening);
            writer.remove(body, opening.range.clone());
            writer.remove(body, tag.range.clone());
        } else {
            show(writer, tag);
        }
    }
    open.into_values()
        .flatten()
        .for_each(|tag| show(writer, tag));
    expressions(writer, body, tags);
    snippets(writer, body);
}

/// Whether a name is that of a component: it has a capital, a hyphen or a colon.
fn is_component(name: &str) -> bool {
    let is_own = name.starts_with(|c: char| c.is_ascii_uppercase())
        || name.contains(['-', ':'])
        || name == "template";
    is_own && !clicks::is_element(name)
}

/// Whether a component comes with Slidev, so that nothing else is called so.
pub(super) fn is_builtin(name: &str) -> bool {
    const NAMES: [&str; 13] = [
        "Arrow",
        "AutoFitText",
        "LightOrDark",
        "PoweredBySlidev",
        "RenderWhen",
        "SlideCurrentNo",
        "SlidesTotal",
        "SlidevVideo",
        "Toc",
        "Transform",
        "Tweet",
        "VSwitch",
        "Youtube",
    ];
    NAMES.contains(&name)
}

fn lose(writer: &mut DeckRewriter, tag: &Tag<'_>) {
    let hint = hint(tag.written);
    writer.lost(tag.range.clone(), &format!("<{}>", tag.written), hint);
}

/// What to write instead of a component.
pub(super) fn hint(name: &str) -> &'static str {
    match name {
        "Youtube" | "SlidevVideo" => "`::: {.video url=… title=\"…\"}` shows a video",
        "Tweet" => "`::: {.tweet author=… url=…}` quotes a post",
        "Link" => "write a link of Markdown",
        "Toc" => "headings of level 1 begin the parts of a talk",
        "Transform" | "AutoFitText" => {
            "the classes `small` and `large` change the size of a slide's text"
        }
        "template" => "text beside text stands in `:::: columns` and `::: column`",
        _ => "write what it shows as text, or as a picture",
    }
}

/// Shows the tag of a component without text as it is written. As HTML it would hide the rest of
/// the slide.
fn show(writer: &mut DeckRewriter, tag: &Tag<'_>) {
    if !tag.is_end {
        lose(writer, tag);
    }
    writer
        .edits
        .replace(tag.range.start..tag.range.start + 1, "&lt;");
}

/// Reports `{{ expression }}` outside code and tags.
fn expressions(writer: &mut DeckRewriter, body: &DeckBody<'_>, tags: &[Tag<'_>]) {
    let mut at = 0;
    while let Some(start) = body
        .text
        .get(at..)
        .and_then(|rest| rest.find("{{"))
        .map(|start| at + start)
    {
        at = start + 2;
        let rest = body.text.get(start..).unwrap_or_default();
        let Some(end) = rest
            .bytes()
            .take(LONGEST_EXPRESSION)
            .collect::<Vec<_>>()
            .windows(2)
            .position(|pair| pair == b"}}")
        else {
            continue;
        };
        let before = tags.partition_point(|tag| tag.range.start < start);
        let in_tag = before
            .checked_sub(1)
            .is_some_and(|last| tags[last].range.end > start);
        if !in_tag && !body.is_apart(start) && !body.is_comment(start) {
            writer.lost(start..start + end + 2, "{{ … }}", "write what it comes to");
        }
        at = start + end + 2;
    }
}

/// Reports code from other files: `<<< @/snippets/file.ts`.
fn snippets(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for line in body.lines(0..body.text.len()) {
        let is_import = body
            .text
            .get(line.clone())
            .is_some_and(|text| text.starts_with("<<< "));
        if is_import && !body.is_apart(line.start) && !body.is_comment(line.start) {
            writer.lost(line, "<<<", "copy the code into a block");
        }
    }
}
