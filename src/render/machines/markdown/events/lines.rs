//! Lines and what stands in them: letters, links, pictures, formulas, calls of footnotes.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::elements::attribute;
use super::{BLOCKS, EventWriter, Frame, Opened, footnotes};
use crate::html::tree::{Item, Items};
use crate::render::common::whole::whole;
use crate::render::machines::markdown::tags;
use std::convert::Infallible;

impl EventWriter<'_> {
    pub(super) fn begin_inline(&mut self, tag: Tag<'static>) -> Frame {
        let end = tag.to_end();
        // Bold letters among bold letters are bold: Markdown has no sign for more.
        let is_same = |frame: &Frame| match frame {
            Frame::Inline(around) => *around == end,
            Frame::BoldLine => end == TagEnd::Strong,
            _ => false,
        };
        if self.frames.iter().any(is_same) {
            return Frame::Nothing;
        }
        self.push(Event::Start(tag));
        self.lines += 1;
        Frame::Inline(end)
    }

    pub(super) fn end_inline(&mut self, end: TagEnd) {
        self.lines -= 1;
        self.words.flush(&mut self.events);
        self.end_unless_empty(end);
    }

    pub(super) fn begin_html(&mut self, start: &'static str, end: &'static str) -> Frame {
        self.push(Event::InlineHtml(start.into()));
        self.lines += 1;
        Frame::Html(end)
    }

    /// A block in a line: its words stand apart.
    pub(super) fn begin_within_line(&mut self, name: &str) -> Frame {
        let is_block = BLOCKS.contains(&name) || matches!(name, "p" | "li" | "dt" | "dd" | "tr");
        if is_block {
            self.words.push(" ");
        }
        Frame::Nothing
    }

    pub(super) fn image(&mut self, element: &Opened<'_>) {
        let Some(src) = attribute(element, "src") else {
            return;
        };
        let alt = attribute(element, "alt").unwrap_or_default();
        let title = attribute(element, "title").unwrap_or_default();
        let tag = tags::image(whole(&src, self.place), title);
        let end = tag.to_end();
        self.push(Event::Start(tag));
        if !alt.is_empty() {
            self.events.push(Event::Text(alt.into()));
        }
        self.events.push(Event::End(end));
    }

    pub(super) fn player(&mut self, element: &Opened<'_>) {
        let address = attribute(element, "src").or_else(|| attribute(element, "data"));
        let Some(address) = address.map(|address| whole(&address, self.place)) else {
            return;
        };
        let title = attribute(element, "title").or_else(|| attribute(element, "aria-label"));
        let tag = tags::link(address.clone(), String::new());
        let end = tag.to_end();
        self.push(Event::Start(tag));
        let text = title.unwrap_or(address);
        self.events.push(Event::Text(text.into()));
        self.events.push(Event::End(end));
    }

    pub(super) fn formula(&mut self, element: &Opened<'_>) {
        let Some(tex) = attribute(element, "alttext") else {
            return;
        };
        let is_display = attribute(element, "display").as_deref() == Some("block");
        self.push(if is_display {
            Event::DisplayMath(tex.into())
        } else {
            Event::InlineMath(tex.into())
        });
    }

    /// A task, where it stands first in an item of a list; a sign anywhere else.
    pub(super) fn check_box(&mut self, checked: bool) {
        let begins_item = matches!(
            self.events.as_slice(),
            [.., Event::Start(Tag::Item)]
                | [.., Event::Start(Tag::Item), Event::Start(Tag::Paragraph)]
        );
        if begins_item && self.lines == 0 {
            self.events.push(Event::TaskListMarker(checked));
            self.words.begin_line();
        } else {
            self.text(if checked { "☑ " } else { "☐ " });
        }
    }

    /// The number that calls a footnote, in the link of a `<sup>`.
    pub(super) fn footnote_call(&mut self, sup: &Opened<'_>, items: &mut Items<'_, Infallible>) {
        let is_inside = |item: &Item<'_, Infallible>| !matches!(item, Item::Close(name) if name.eq_ignore_ascii_case("sup"));
        let mut inside = items.clone().take_while(is_inside);
        let link = inside.find_map(|item| match item {
            Item::Open(link) if link.is("a") => Some(attribute(&link, "href")),
            _ => None,
        });
        items.skip_element(sup);
        let address = link.flatten();
        if let Some(id) = address.as_deref().and_then(|href| href.strip_prefix('#')) {
            let call = footnotes::call(&footnotes::label(id));
            self.push(Event::Text(call.into()));
        }
    }
}
