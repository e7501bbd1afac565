//! Markdown within HTML, as pages of reveal.js have it: `<section data-markdown>` with the text in a
//! `<script type="text/template">` or a `<textarea data-template>`. Its tags are taken out, so that
//! the text is read as Markdown.

use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::DialectSettings;
use super::super::body::DeckBody;
use super::super::edits::{Edits, Rewritten};
use super::super::tags::tags;
use super::separators::can_be_separator;

/// A text without the tags around its templates, and the settings with what its sections say of
/// separators. `None` where it has no such sections.
pub(super) fn unwrap<'t>(
    settings: &DialectSettings,
    text: &'t str,
) -> Option<(Rewritten<'t>, DialectSettings)> {
    if !text.contains("data-markdown") {
        return None;
    }
    let body = DeckBody::read(text, |_| false, false);
    let (mut edits, mut settings) = (Edits::default(), settings.clone());
    let mut open: Option<Tag<'_>> = None;
    for tag in tags(&body) {
        if tag.name == "section" && !tag.is_end {
            take_separators(&mut settings, &tag);
        } else if let Some(opening) = open.take_if(|open| tag.is_end && open.name == tag.name) {
            unindent(&mut edits, text, opening.range.end..tag.range.start);
            edits.replace(opening.range, "\n\n");
            edits.replace(tag.range, "\n\n");
        } else if open.is_none() && is_template(&tag) {
            open = Some(tag);
        }
    }
    Some((edits.finish(text), settings))
}

fn is_template(tag: &Tag<'_>) -> bool {
    let is_script = tag.name == "script" && tag.get("type") == Some("text/template");
    let is_textarea = tag.name == "textarea" && tag.get("data-template").is_some();
    !tag.is_end && (is_script || is_textarea)
}

/// Takes the separators that a section names, where the front matter names none.
fn take_separators(settings: &mut DialectSettings, tag: &Tag<'_>) {
    for (name, known) in [
        ("data-separator", &mut settings.separator),
        ("data-separator-vertical", &mut settings.vertical_separator),
        ("data-separator-notes", &mut settings.notes_separator),
    ] {
        let written = tag.get(name).filter(|pattern| can_be_separator(pattern));
        if known.is_none() {
            *known = written.map(str::to_owned);
        }
    }
}

/// Takes the indentation of the first line of a template from all its lines.
fn unindent(edits: &mut Edits, text: &str, inside: Range<usize>) {
    let is_space = [' ', '\t'];
    let content = text.get(inside.clone()).unwrap_or_default();
    let indent = |line: &str| line.len() - line.trim_start_matches(is_space).len();
    let first = content.lines().find(|line| !line.trim().is_empty());
    let common = first.map_or(0, indent);
    let mut at = inside.start;
    for line in content.split_inclusive('\n') {
        let spare = indent(line).min(common);
        if spare > 0 {
            edits.replace(at..at + spare, "");
        }
        at += line.len();
    }
}
