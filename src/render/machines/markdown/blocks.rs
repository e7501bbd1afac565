//! Blocks of Markdown: those of a tree of HTML, and a few that pages need besides.

use std::convert::Infallible;

use pulldown_cmark::{Event, HeadingLevel, Options, Tag, TagEnd};
use pulldown_cmark_to_cmark::{
    Options as Style, calculate_code_block_token_count, cmark_with_options,
};

use super::events::{events, footnotes};
use super::tags;
use crate::cache::{Cache, Key};
use crate::html::tree::Tree;
use crate::render::common::whole::HtmlPlace;
use crate::render::machines::free_html::set_free;

/// What the Markdown uses besides `CommonMark`.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM);

/// Changes whenever the same HTML would give other Markdown.
const VERSION: &str = "markdown-1";

/// HTML as Markdown, which is kept between runs: to write it takes a fifth of a build that has all
/// else in its cache.
pub(super) fn written_once(
    cache: &dyn Cache,
    html: &Tree<Infallible>,
    place: &HtmlPlace<'_>,
) -> String {
    let kinds = html.kinds();
    let parts = [html.html(), place.origin, place.page].map(str::as_bytes);
    let key = Key::quick(VERSION, &[parts[0], &kinds, parts[1], parts[2]]);
    if let Some(text) = cache.get(key) {
        return text.to_string();
    }
    let text = written(html, place);
    cache.put(key, &text.as_str().into());
    text
}

/// HTML as Markdown. Bold and slanted letters that Markdown cannot write where they stand are plain;
/// where that is not enough, all of it stays HTML, which Markdown may hold.
fn written(html: &Tree<Infallible>, place: &HtmlPlace<'_>) -> String {
    let events = events(html, place);
    let plainer = || of_events(&without_unwritable_letters(&events));
    of_events(&events).or_else(plainer).unwrap_or_else(|| {
        let mut out = String::new();
        set_free(&mut |text: &str| out.push_str(text), html, place);
        // A blank line would end the HTML.
        let lines = out.lines().filter(|line| !line.trim().is_empty());
        lines.collect::<Vec<_>>().join("\n")
    })
}

/// The same, without bold, slanted and struck letters in the lines that cannot be written with them.
fn without_unwritable_letters<'e>(events: &[Event<'e>]) -> Vec<Event<'e>> {
    let mut out = Vec::with_capacity(events.len());
    for run in events.chunk_by(|one, next| is_in_line(one) == is_in_line(next)) {
        let mut line = vec![Event::Start(Tag::Paragraph)];
        line.extend_from_slice(run);
        line.push(Event::End(TagEnd::Paragraph));
        let keeps = !is_in_line(&run[0]) || of_events(&line).is_some();
        let kept = run.iter().filter(|event| keeps || !is_of_letters(event));
        out.extend(kept.cloned());
    }
    out
}

fn is_in_line(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_part_of_line(tag.to_end()),
        Event::End(end) => is_part_of_line(*end),
        event => !matches!(event, Event::Rule | Event::Html(_)),
    }
}

fn is_part_of_line(end: TagEnd) -> bool {
    is_letters(end) || matches!(end, TagEnd::Link | TagEnd::Image)
}

fn is_of_letters(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_letters(tag.to_end()),
        Event::End(end) => is_letters(*end),
        _ => false,
    }
}

fn is_letters(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough
    )
}

/// Events as Markdown; `None` where Markdown has no way to write them.
pub(super) fn of_events(events: &[Event<'_>]) -> Option<String> {
    let mut out = String::new();
    let style = Style {
        list_token: '-',
        increment_ordered_list_bullets: true,
        code_block_token_count: calculate_code_block_token_count(events).unwrap_or(3),
        ..Style::default()
    };
    cmark_with_options(events.iter(), &mut out, EXTENSIONS, style).ok()?;
    Some(footnotes::written(out))
}

/// The title of a page.
pub(super) fn title(text: &str) -> String {
    heading(HeadingLevel::H1, text)
}

/// A heading.
pub(super) fn heading(level: HeadingLevel, text: &str) -> String {
    plain(tags::heading(level), text)
}

/// A paragraph of plain text.
pub(super) fn paragraph(text: &str) -> String {
    plain(Tag::Paragraph, text)
}

/// A block with nothing but plain text in it.
fn plain(tag: Tag<'static>, text: &str) -> String {
    let end = tag.to_end();
    let text = Event::Text(text.into());
    of_events(&[Event::Start(tag), text, Event::End(end)]).unwrap_or_default()
}

/// A picture on lines of its own.
pub(super) fn picture(src: &str, alt: Option<&str>) -> String {
    let tag = tags::image(src.to_owned(), String::new());
    let end = Event::End(tag.to_end());
    let text = alt.map(|alt| Event::Text(alt.into()));
    let mut events = vec![Event::Start(Tag::Paragraph), Event::Start(tag)];
    events.extend(text);
    events.extend([end, Event::End(TagEnd::Paragraph)]);
    of_events(&events).unwrap_or_default()
}

/// Texts with a blank line between two of them.
pub(super) fn joined(texts: &[String]) -> String {
    let texts = texts.iter().map(|text| text.trim_matches('\n'));
    let filled: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    filled.join("\n\n")
}

/// A line between two slides.
pub(super) fn rule() -> String {
    "---".to_owned()
}

#[cfg(test)]
mod tests;
