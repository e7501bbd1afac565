//! Code that is written as HTML: `<pre><code data-line-numbers="1|2-3" data-trim>`. It becomes a
//! block of code of Markdown, which is highlighted and comes in steps.

use std::collections::HashMap;

use crate::html::references;
use crate::html::tokens::Tag;

use super::super::body::{BlockKind, DeckBody, less_indented};
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::fragments::CLASS;
use super::has_class;

/// Makes fences of the blocks that are code and nothing else. `steps` are those of fragments whose
/// order is said, by where their tags begin.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    tags: &[Tag<'_>],
    steps: &HashMap<usize, usize>,
) {
    for pair in tags.windows(2) {
        let [pre, code] = pair else { continue };
        let is_code = pre.name == "pre" && code.name == "code" && !pre.is_end && !code.is_end;
        let between = body.text.get(pre.range.end..code.range.start);
        if !is_code || between.is_none_or(|text| !text.trim().is_empty()) {
            continue;
        }
        let at = body
            .blocks
            .partition_point(|block| block.range.start < pre.range.start);
        let block = body
            .blocks
            .get(at)
            .filter(|block| block.kind == BlockKind::Html && block.range.start == pre.range.start);
        let Some(block) = block else { continue };
        let inside = body
            .text
            .get(code.range.end..block.range.end)
            .unwrap_or_default();
        let ended = inside.trim_end().strip_suffix("</pre>");
        let Some(content) = ended.and_then(|text| text.trim_end().strip_suffix("</code>")) else {
            continue;
        };
        let prefix = body.line_prefix(block.range.start);
        // The signs of a quotation stand before each line of the code, too.
        if content.contains('<') || prefix.contains('>') {
            continue;
        }
        let step = step(pre, steps).or_else(|| step(code, steps));
        // No div begins behind the sign of an item: as HTML, the code has its step.
        if step.is_some() && body.own_lines(&block.range).is_none() {
            continue;
        }
        let content = less_indented(content, prefix.len());
        let mut new = fence(code, &references::decode(&content));
        if let Some(step) = step {
            new = format!("::: {}\n{new}:::\n", step.braces());
        }
        // At the margin, it would end the list that it stands in.
        if !prefix.is_empty() {
            new = new.trim_end().replace('\n', &format!("\n{prefix}"));
        }
        writer.edits.replace(block.range.clone(), new);
    }
}

/// The step that a tag comes with. Classes of code are its language, too.
fn step(tag: &Tag<'_>, steps: &HashMap<usize, usize>) -> Option<SlideAttributes> {
    let mut attributes = SlideAttributes::default();
    attributes.class(CLASS);
    let classes = tag.get("class").filter(|_| has_class(tag, CLASS))?;
    if tag.name == "pre" {
        attributes.classes(classes);
    }
    if let Some(step) = steps.get(&tag.range.start) {
        attributes.word(format!("index={step}"));
    }
    Some(attributes)
}

/// A block of code as Markdown.
fn fence(code: &Tag<'_>, content: &str) -> String {
    let text = if code.get("data-trim").is_some() {
        trimmed(content)
    } else {
        content.trim_matches(['\n', '\r']).to_owned()
    };
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let border = "`".repeat(longest.max(2) + 1);
    let classes = code.get("class").unwrap_or_default().split_whitespace();
    let mut names = classes.filter(|class| *class != "hljs" && !class.starts_with("fragment"));
    let language = names.next().unwrap_or_default();
    let language = language.strip_prefix("language-").unwrap_or(language);
    let steps = match code.get("data-line-numbers") {
        None => String::new(),
        Some("") => " linenos".to_owned(),
        Some(lines) => format!(" {{{}}}", lines.trim()),
    };
    let language = if language.is_empty() {
        "text"
    } else {
        language
    };
    format!("{border}{language}{steps}\n{text}\n{border}\n")
}

/// Code without empty lines at its borders, and without the indentation that all lines share.
fn trimmed(content: &str) -> String {
    let lines: Vec<&str> = content.lines().map(str::trim_end).collect();
    let is_empty = |line: &&str| line.is_empty();
    let start = lines.iter().take_while(|line| is_empty(line)).count();
    let end = lines.len() - lines.iter().rev().take_while(|line| is_empty(line)).count();
    let lines = lines.get(start..end).unwrap_or_default();
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = lines
        .iter()
        .filter(|line| !is_empty(line))
        .map(indent)
        .min()
        .unwrap_or(0);
    let bare = |line: &&str| line.get(common..).unwrap_or_default().to_owned();
    lines.iter().map(bare).collect::<Vec<_>>().join("\n")
}
