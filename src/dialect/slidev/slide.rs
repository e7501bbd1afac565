//! One slide, rewritten by itself: the tool reads each as a text of its own, so that nothing that is
//! left open on one reaches into the next.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::tags;
use super::super::writer::DeckRewriter;
use super::context::SlideContext;
use super::elements::Elements;
use super::hidden::Hidden;
use super::tag_plan::{TagPlan, take_out};
use super::{DIALECT, clicks, code, columns, comark, components, expressions, fence, footnotes};
use super::{empty, grids, image_sizes, links, magic_move, notes, parser, quote, snippets, uno};
use crate::html::tokens::Tag;

/// A slide in the native form. Ranges are in its text.
pub(super) struct RewrittenSlide {
    pub(super) writer: DeckRewriter,
    /// How many steps it says that it takes.
    pub(super) steps: Option<usize>,
    /// Whether something would come behind the last click that its YAML allows.
    pub(super) is_cut: bool,
}

/// Rewrites the content of a slide.
pub(super) fn rewrite(text: &str, context: SlideContext<'_>) -> RewrittenSlide {
    let mut writer = DeckRewriter::new(DIALECT.tool);
    let body = DeckBody::read(text, is_closing_tag, true);
    let said = parser::notes(text).filter(|said| !is_for_lutrin(text, said));
    let shown = 0..said.as_ref().map_or(text.len(), |said| said.start);
    writer.spare_hyphens(&body);
    let all = tags::tags(&body);
    let tags: Vec<Tag<'_>> = all
        .into_iter()
        .filter(|tag| tag.range.start < shown.end)
        .collect();
    let hidden = Hidden::find(&mut writer, &Elements::pair(&tags), shown.end);
    hidden.take_out(&mut writer, &body);
    let seen = |tag: &Tag<'_>| !hidden.covers(tag.range.start);
    let tags: Vec<Tag<'_>> = tags.into_iter().filter(seen).collect();
    columns::rewrite(&mut writer, &body, &shown, context.layout);
    let elements = Elements::pair(&tags);
    let mut plan = TagPlan::default();
    scripts(&mut writer, &body, &tags, shown.end);
    components::rewrite(&mut writer, &body, &elements, &mut plan, context.numbers);
    quote::rewrite(&mut writer, &body, &shown, context.layout);
    grids::rewrite(&body, &elements, &mut plan);
    let code = (code::clicks(&body, &hidden), context.clicks);
    let counted = clicks::rewrite(&mut writer, &body, &elements, &mut plan, code);
    uno::rewrite(&mut writer, &elements, &mut plan);
    empty::take_out(&body, &elements, &mut plan);
    code::rewrite(&mut writer, &body, &counted.first_steps);
    plan.write(&mut writer, &body, &tags);
    let texts = (context.file, context.texts);
    for moved in &counted.moved {
        magic_move::write(&mut writer, &body, moved, texts);
    }
    snippets::rewrite(&mut writer, &body, texts, &counted.first_steps);
    expressions::rewrite(&mut writer, &body, &tags, context.numbers);
    image_sizes::rewrite(&mut writer, &body, &shown);
    comark::rewrite(&mut writer, &body, &shown, context.is_comark);
    links::rewrite(&mut writer, &body, context);
    footnotes::rewrite(&mut writer, &body, context);
    close(&mut writer, &body, &shown, said.is_some());
    if let Some(said) = said {
        notes::rewrite(&mut writer, &body, said);
    }
    RewrittenSlide {
        writer,
        steps: counted.steps,
        is_cut: counted.is_cut,
    }
}

/// Whether a comment is one of Lutrin's own, and no note.
fn is_for_lutrin(content: &str, comment: &Range<usize>) -> bool {
    let inside = content.get(comment.start + "<!--".len()..comment.end);
    inside.is_some_and(|inside| inside.trim_start().starts_with(".slide:"))
}

/// Whether a line holds nothing but a closing tag of a component: the tool ends paragraphs and lists
/// there.
fn is_closing_tag(line: &str) -> bool {
    let name = line
        .trim()
        .strip_prefix("</")
        .and_then(|rest| rest.strip_suffix('>'));
    name.is_some_and(|name| {
        let is_component =
            name.starts_with("v-") || name.starts_with(|c: char| c.is_ascii_uppercase());
        is_component
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// Takes scripts and style sheets out, with all that stands in them.
fn scripts(writer: &mut DeckRewriter, body: &DeckBody<'_>, tags: &[Tag<'_>], end: usize) {
    let raw = tags.iter().enumerate();
    for (number, tag) in raw.filter(|(_, tag)| ["script", "style"].contains(&tag.written)) {
        if tag.is_end {
            continue;
        }
        let hint = if tag.written == "style" {
            "put it into a style sheet of the deck's own: `css: deck.css` in its front matter"
        } else {
            "decks run no scripts but the theme's"
        };
        writer.lost(tag.range.clone(), &format!("<{}>", tag.written), hint);
        let closing = tags
            .get(number + 1)
            .filter(|next| next.is_end && next.written == tag.written);
        let end = closing.map_or(end, |closing| closing.range.end);
        take_out(writer, body, tag.range.start..end);
    }
}

/// Closes what is left open at the end of a slide, which would reach into the next one.
fn close(writer: &mut DeckRewriter, body: &DeckBody<'_>, shown: &Range<usize>, has_notes: bool) {
    let end = body.trimmed(shown.clone()).end;
    let Some(last) = body
        .blocks_in(shown)
        .last()
        .filter(|block| block.range.end >= end)
    else {
        return;
    };
    let source = end..end;
    match last.kind {
        BlockKind::Code(true) if !fence::is_closed(body, last) => {
            let text = body.text.get(last.range.clone()).unwrap_or_default();
            let sign = text.chars().next().unwrap_or('`');
            let fence: String = text.chars().take_while(|c| *c == sign).collect();
            writer.edits.close(end, format!("\n{fence}"), source);
        }
        BlockKind::Html => {
            let text = body.text.get(last.range.start..end).unwrap_or_default();
            let lower = text.to_ascii_lowercase();
            let open = ["pre", "textarea"].into_iter().find(|name| {
                lower.starts_with(&format!("<{name}")) && !lower.contains(&format!("</{name}"))
            });
            if let Some(name) = open {
                writer.edits.close(end, format!("\n</{name}>"), source);
            } else if text.starts_with("<!--") && !text.contains("-->") {
                writer.edits.close(end, " -->", source);
            } else {
                let behind = body.text.get(end..shown.end).unwrap_or_default();
                let is_apart = behind.matches('\n').count() > 1;
                if !is_apart || has_notes {
                    writer.edits.close(end, "\n", source);
                }
            }
        }
        _ => {}
    }
}
