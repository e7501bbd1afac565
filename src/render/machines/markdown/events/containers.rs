//! Blocks with other blocks in them.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::elements::attribute;
use super::{EventWriter, Frame, Opened, footnotes};

impl EventWriter<'_> {
    pub(super) fn begin_line(&mut self, tag: Tag<'static>) -> Frame {
        let end = tag.to_end();
        self.begin_block();
        self.events.push(Event::Start(tag));
        self.lines += 1;
        Frame::Line(end)
    }

    pub(super) fn begin_bold_line(&mut self) -> Frame {
        self.begin_block();
        self.begin_inline(Tag::Strong);
        Frame::BoldLine
    }

    /// A block with blocks in it; without a tag, one that Markdown has no sign for.
    pub(super) fn container(&mut self, tag: Option<Tag<'static>>) -> Frame {
        self.begin_block();
        let end = tag.as_ref().map(Tag::to_end);
        self.events.extend(tag.map(Event::Start));
        Frame::Block(end)
    }

    pub(super) fn list(&mut self, element: &Opened<'_>, name: &str) -> Frame {
        if matches!(self.frames.last(), Some(Frame::Footnotes)) {
            return Frame::Nothing;
        }
        let start = attribute(element, "start").and_then(|start| start.parse().ok());
        let first = (name == "ol").then(|| start.unwrap_or(1));
        self.container(Some(Tag::List(first)))
    }

    pub(super) fn list_item(&mut self, element: &Opened<'_>) -> Frame {
        let mut around = self.frames.iter().rev();
        match around.find(|frame| !matches!(frame, Frame::Nothing)) {
            Some(Frame::Footnotes) => {
                let id = attribute(element, "id").unwrap_or_default();
                self.container(Some(Tag::FootnoteDefinition(footnotes::label(&id).into())))
            }
            Some(Frame::Block(Some(TagEnd::List(_)))) => self.container(Some(Tag::Item)),
            _ => self.container(None),
        }
    }
}

/// Makes the text of a list bare that has one item with one paragraph: the writer of Markdown has no
/// sign that such a list is loose.
pub(super) fn tighten(events: &mut Vec<Event<'static>>) {
    let is_item = |event: &Event<'_>| matches!(event, Event::Start(Tag::Item));
    let Some(item) = events.iter().rposition(is_item).filter(|item| *item > 0) else {
        return;
    };
    let [
        Event::Start(Tag::List(_)),
        _,
        Event::Start(Tag::Paragraph),
        inside @ ..,
        Event::End(TagEnd::Paragraph),
        Event::End(TagEnd::Item),
    ] = &events[item - 1..]
    else {
        return;
    };
    if !inside.contains(&Event::End(TagEnd::Paragraph)) {
        events.remove(events.len() - 2);
        events.remove(item + 1);
    }
}
