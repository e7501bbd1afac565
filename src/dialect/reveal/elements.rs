//! Comments with attributes for the element before them: `<!-- .element: class="fragment" -->`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody, DeckComment};
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::comments::{self, CommentAttribute};
use super::fragments::CLASS;
use super::sizes::PictureSize;
use crate::diagnostic::codes;

/// Rewrites the comments about elements. `steps` are those of fragments whose order is said, by
/// where their comments begin.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    steps: &HashMap<usize, usize>,
) {
    // The blocks that have attributes already: each takes them once.
    let mut seen = HashSet::new();
    let blocks_before = block_before_each(body);
    for comment in &body.comments {
        let (inside, _) = body.inside(comment);
        let Some(written) = inside.strip_prefix(".element:") else {
            continue;
        };
        let mut all = comments::attributes(written);
        if let Some(picture) = picture_before(body, comment) {
            let size = PictureSize::take(&mut all).braces();
            writer.edits.close(picture.end, size, comment.range.clone());
        }
        let is_step = all.iter().any(|attribute| {
            attribute.name == "class"
                && attribute
                    .value
                    .is_some_and(|value| value.split_whitespace().any(|c| c == CLASS))
        });
        let step = steps.get(&comment.range.start).copied();
        let (mut attributes, lost) = element_attributes(&all, step);
        if !is_step {
            say_effects(writer, comment, &attributes.take_effects());
        }
        for name in lost {
            writer.lost(
                comment.range.clone(),
                &name,
                "classes, the order of fragments, and the width and height of pictures are kept",
            );
        }
        let target = target(body, &blocks_before, comment);
        take_out(writer, body, comment);
        if attributes.is_empty() || is_step && inline(writer, body, comment, &attributes) {
            continue;
        }
        let target = target.filter(|block| seen.insert(block.range.start));
        let is_put = match target {
            Some(block) => put(writer, body, comment, block, &attributes, is_step),
            None => false,
        };
        if !is_put {
            let message = "the element of these attributes cannot have any here";
            let hint = "write the text as a paragraph or a list item of its own, or put it into `::: {.class}`";
            writer.say(comment.range.clone(), message, hint);
        }
    }
}

/// Tells that classes say how something comes which does not come with a step.
fn say_effects(writer: &mut DeckRewriter, comment: &DeckComment, classes: &[String]) {
    if let Some(class) = classes.first() {
        let class = class.trim_start_matches('.');
        let message = format!("`{class}` says how a step comes, and there is no step here");
        let hint = format!("write `class=\"{CLASS} {class}\"`");
        writer.say_as(codes::NEARLY_A_CLASS, comment.range.clone(), message, hint);
    }
}

/// Reads reveal.js' attributes of an element, which comes with a step where its order is said.
/// Returns the names of those that have no equivalent.
pub(super) fn element_attributes(
    attributes: &[CommentAttribute<'_>],
    step: Option<usize>,
) -> (SlideAttributes, Vec<String>) {
    let (mut found, mut lost) = (SlideAttributes::default(), Vec::new());
    for attribute in attributes {
        let value = attribute.value.unwrap_or_default();
        match attribute.name {
            "class" => lost.extend(found.classes(value).into_iter().map(str::to_owned)),
            "id" => found.id(value),
            "data-fragment-index" if value.trim().parse::<i64>().is_ok() => {}
            name => lost.push(name.to_owned()),
        }
    }
    if let Some(step) = step {
        found.word(format!("index={step}"));
    }
    (found, lost)
}

/// Makes a step of the picture before a comment, or of the text of a cell: Markdown has no place for
/// its attributes. Returns whether there is one.
fn inline(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    comment: &DeckComment,
    attributes: &SlideAttributes,
) -> bool {
    let Some(block) = comment.block.map(|number| &body.blocks[number]) else {
        return false;
    };
    let before = body.trimmed(block.range.start..comment.range.start.max(block.range.start));
    let inside = match block.kind {
        BlockKind::Other => Some(before.clone()).filter(|inside| !inside.is_empty()),
        BlockKind::Paragraph | BlockKind::Item => picture(body, &before),
        _ => None,
    };
    let Some(inside) = inside else { return false };
    let source = comment.range.clone();
    let is_all = inside == before && body.trimmed(block.range.clone()).end <= comment.range.end;
    if is_all && block.kind == BlockKind::Paragraph && block.depth == 0 {
        let opening = format!("::: {}", attributes.braces());
        return writer.div(body, block, &opening, source);
    }
    let opening = format!("<span{}>", attributes.html());
    writer.edits.open(inside.start, opening, source.clone());
    writer.edits.close(inside.end, "</span>", source);
    true
}

/// The picture that a comment stands behind.
fn picture_before(body: &DeckBody<'_>, comment: &DeckComment) -> Option<Range<usize>> {
    let block = &body.blocks[comment.block?];
    let is_text = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Item | BlockKind::Heading(_) | BlockKind::Other
    );
    let before = block.range.start..comment.range.start.max(block.range.start);
    is_text.then(|| picture(body, &body.trimmed(before)))?
}

/// The picture at the end of a range.
fn picture(body: &DeckBody<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let text = body.text.get(range.clone())?;
    let start = text.ends_with(')').then(|| text.rfind("![")).flatten()?;
    let (words, address) = text[start..].split_once("](")?;
    let address = address.strip_suffix(')')?;
    let is_one = !words.contains(']') && !address.contains([')', '\n']);
    is_one.then_some(range.start + start..range.end)
}

/// Takes a comment out, with the white space before it.
fn take_out(writer: &mut DeckRewriter, body: &DeckBody<'_>, comment: &DeckComment) {
    let text_before = body.text.get(..comment.range.start).unwrap_or_default();
    match body.own_lines(&comment.range) {
        Some(lines) => writer.edits.replace(lines, ""),
        None => writer.edits.replace(
            text_before.trim_end_matches([' ', '\t']).len()..comment.range.end,
            "",
        ),
    }
}

/// The block that a comment is about: the one it stands in, or the one before it.
fn target<'b>(
    body: &'b DeckBody<'_>,
    blocks_before: &[Option<usize>],
    comment: &DeckComment,
) -> Option<&'b DeckBlock> {
    let number = comment.block?;
    let block = &body.blocks[number];
    let is_text = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Item
    );
    let found = match block.kind {
        BlockKind::Html => blocks_before[number].or(block.around),
        _ => is_text.then_some(number),
    };
    found.map(|number| &body.blocks[number])
}

/// For each block the one before it. Comments are passed over, since several of them may follow
/// each other.
fn block_before_each(body: &DeckBody<'_>) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::with_capacity(body.blocks.len());
    for block in &body.blocks {
        found.push(block.before.and_then(|number| {
            let is_comment = is_comment_alone(body, &body.blocks[number]);
            if is_comment {
                found[number]
            } else {
                Some(number)
            }
        }));
    }
    found
}

fn is_comment_alone(body: &DeckBody<'_>, block: &DeckBlock) -> bool {
    block.kind == BlockKind::Html
        && body
            .comments_in(&block.range)
            .first()
            .is_some_and(|comment| comment.range == block.range)
}

/// Writes the attributes behind the block, or as a div around it. Returns `false` where Markdown has
/// no place for them.
fn put(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    comment: &DeckComment,
    block: &DeckBlock,
    attributes: &SlideAttributes,
    is_step: bool,
) -> bool {
    let source = comment.range.clone();
    if is_step && is_in_item(body, block) {
        in_item(writer, body, comment, block, attributes);
        return true;
    }
    if !is_step {
        let can_stand_in_a_div =
            block.depth == 0 && !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Item);
        let opening = format!("::: {}", attributes.braces());
        return can_stand_in_a_div && writer.div(body, block, &opening, source);
    }
    // The braces stand behind the text before the comment, when that ends its block.
    let end = body.trimmed(block.range.start..block.text_end).end;
    let is_last = comment.range.start < end && comment.range.end >= end;
    if is_last && comment.range.start > block.range.start {
        let end = body.trimmed(block.range.start..comment.range.start).end;
        writer
            .edits
            .close(end, format!(" {}", attributes.braces()), source);
        return true;
    }
    writer.step(body, block, attributes, source)
}

/// Whether a block is a paragraph of an item.
fn is_in_item(body: &DeckBody<'_>, block: &DeckBlock) -> bool {
    let around = block.around.map(|around| body.blocks[around].kind);
    block.kind == BlockKind::Paragraph && around == Some(BlockKind::Item)
}

/// Makes a step of a paragraph of an item, and not of the item: its sign stays, and so does what else
/// stands in it.
fn in_item(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    comment: &DeckComment,
    block: &DeckBlock,
    attributes: &SlideAttributes,
) {
    let text = body.trimmed(block.range.clone());
    let is_last = text.start < comment.range.start && comment.range.end >= text.end;
    let end = if is_last && comment.range.start < text.end {
        body.trimmed(text.start..comment.range.start).end
    } else {
        text.end
    };
    let source = comment.range.clone();
    let opening = format!("<span{}>", attributes.html());
    writer.edits.open(text.start, opening, source.clone());
    writer.edits.close(end, "</span>", source);
}
