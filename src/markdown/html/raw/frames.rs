//! Frames of the author's HTML (`<iframe>`, `<embed>`, `<object>`) that show a page of another
//! site: a link stands in their place, so that no other site hears of a reader who did not ask. A
//! film of a site with a known player is the link that becomes its player.

use std::ops::Range;

use super::super::Writer;
use super::super::embeds;
use super::RawTag;
use crate::diagnostic::codes;
use crate::html::addresses::{AddressRole, role};
use crate::markdown::events::{BodyNode, Located};
use crate::markdown::raw::{Raw, RawValue};
use crate::markdown::report::BodyReport;
use crate::path::is_web;

impl Writer<'_> {
    /// Writes a link in the place of a frame of another site; returns how many nodes the frame was,
    /// and `None` for a tag that is none.
    pub(super) fn foreign_frame(
        &mut self,
        tag: &RawTag,
        nodes: &[Located<'_>],
        report: &mut BodyReport<'_>,
    ) -> Option<usize> {
        let (attribute, value) = framed(tag)?;
        let url = whole(value)?;
        let host = embeds::host(&url)?;
        say(tag, attribute, &host, &nodes[0].1, report);
        let title = ["title", "aria-label"]
            .iter()
            .find_map(|name| tag.get(name));
        let title = title.map_or(host, |title| title.plain.clone());
        self.embed_frame(&url, &title);
        Some(match tag.name.as_str() {
            "iframe" => inside_and_end(&nodes[1..]) + 1,
            // What stands within an object is for readers who cannot see it.
            "object" => {
                self.objects.push(true);
                1
            }
            _ => 1,
        })
    }

    /// Whether an end tag belongs to a start tag that a link stands for.
    pub(super) fn ends_left_out(&mut self, name: &str) -> bool {
        name == "object" && self.objects.pop().unwrap_or_default()
    }
}

/// The attribute with what a frame shows.
fn framed(tag: &RawTag) -> Option<(&str, &RawValue)> {
    let attributes = tag.attributes.iter();
    attributes
        .filter(|attribute| role(&tag.name, &attribute.name) == Some(AddressRole::Frame))
        .find_map(|attribute| Some((attribute.name.as_str(), attribute.value.as_ref()?)))
}

/// A value as a whole address of the web.
fn whole(value: &RawValue) -> Option<String> {
    let address = value.plain.trim();
    match address.strip_prefix("//") {
        Some(rest) => Some(format!("https://{rest}")),
        None => is_web(address).then(|| address.to_owned()),
    }
}

/// How many of the nodes are the inside of an `<iframe>`, which no browser shows, and its end tag.
fn inside_and_end(nodes: &[Located<'_>]) -> usize {
    let is_inside = |(node, _): &Located<'_>| matches!(node, BodyNode::Raw(Raw::Verbatim(_)));
    let inside = nodes.iter().take_while(|node| is_inside(node)).count();
    let ends = matches!(
        nodes.get(inside),
        Some((BodyNode::Raw(Raw::Close { name, .. }), _)) if name == "iframe"
    );
    if ends { inside + 1 } else { inside }
}

fn say(
    tag: &RawTag,
    attribute: &str,
    host: &str,
    place: &Range<usize>,
    report: &mut BodyReport<'_>,
) {
    let name = &tag.name;
    let message = format!("a link stands for this `<{name}>`, which would load a page of `{host}`");
    let hint = format!(
        "`::: {{.video url=… title=\"…\"}}` shows a film when a reader asks for it; `{attribute}` may name a file beside this one"
    );
    report.say(codes::FOREIGN_HTML, place, message, &hint);
}
