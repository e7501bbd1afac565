//! Blocks of Markdown: those of a tree of HTML, and a few that pages need besides.

use std::convert::Infallible;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Tag, TagEnd};
use pulldown_cmark_to_cmark::{
    Options as Style, calculate_code_block_token_count, cmark_with_options,
};

use super::events::{events, footnotes};
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

/// HTML as Markdown. What Markdown has no way to write stays HTML, which Markdown may hold.
pub(super) fn written(html: &Tree<Infallible>, place: &HtmlPlace<'_>) -> String {
    of_events(&events(html, place)).unwrap_or_else(|| {
        let mut out = String::new();
        set_free(&mut |text: &str| out.push_str(text), html, place);
        // A blank line would end the HTML.
        let lines = out.lines().filter(|line| !line.trim().is_empty());
        lines.collect::<Vec<_>>().join("\n")
    })
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
    let tag = Tag::Heading {
        level,
        id: None,
        classes: Vec::new(),
        attrs: Vec::new(),
    };
    let end = tag.to_end();
    let text = Event::Text(text.into());
    of_events(&[Event::Start(tag), text, Event::End(end)]).unwrap_or_default()
}

/// A paragraph of plain text.
pub(super) fn paragraph(text: &str) -> String {
    let (start, end) = (Tag::Paragraph, TagEnd::Paragraph);
    of_events(&[
        Event::Start(start),
        Event::Text(text.into()),
        Event::End(end),
    ])
    .unwrap_or_default()
}

/// A picture on lines of its own.
pub(super) fn picture(src: &str, alt: Option<&str>) -> String {
    let tag = Tag::Image {
        link_type: LinkType::Inline,
        dest_url: src.into(),
        title: "".into(),
        id: "".into(),
    };
    let end = Event::End(tag.to_end());
    let text = alt.map(|alt| Event::Text(alt.into()));
    let mut events = vec![Event::Start(Tag::Paragraph), Event::Start(tag)];
    events.extend(text);
    events.extend([end, Event::End(TagEnd::Paragraph)]);
    of_events(&events).unwrap_or_default()
}

/// A line between two slides.
pub(super) fn rule() -> String {
    "---".to_owned()
}

#[cfg(test)]
mod tests;
