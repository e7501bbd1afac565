//! What single elements say.

use pulldown_cmark::{HeadingLevel, Tag};

use super::Opened;
use crate::html::references::decode;
use crate::render::common::whole::{HtmlPlace, whole};
use crate::render::machines::free_html::works_on_page_alone;
use crate::render::machines::markdown::tags;

/// What shows nothing to a reader of Markdown, with all that is in it, besides what only works on a
/// page.
const DROPPED: &[&str] = &["canvas", "datalist", "map", "svg", "title"];

/// The tag of an element within a line.
pub(super) fn inline(
    element: &Opened<'_>,
    name: &str,
    place: &HtmlPlace<'_>,
) -> Option<Tag<'static>> {
    Some(match name {
        "em" | "i" => Tag::Emphasis,
        "strong" | "b" => Tag::Strong,
        "del" | "s" | "strike" => Tag::Strikethrough,
        "a" => tags::link(
            whole(&attribute(element, "href")?, place),
            attribute(element, "title").unwrap_or_default(),
        ),
        _ => return None,
    })
}

/// The level of an element that is a heading.
pub(super) fn heading_level(name: &str) -> Option<HeadingLevel> {
    let level: usize = name.strip_prefix('h')?.parse().ok()?;
    HeadingLevel::try_from(level).ok()
}

pub(super) fn is_dropped(element: &Opened<'_>, name: &str) -> bool {
    works_on_page_alone(element)
        || DROPPED.contains(&name)
        || element.attribute("hidden").is_some()
        || element.attribute("aria-hidden") == Some("true")
        // The sign of the alert says it.
        || (name == "p" && element.has_class("alert-title"))
}

/// The plain value of an attribute, empty where it has none.
pub(super) fn attribute(element: &Opened<'_>, name: &str) -> Option<String> {
    element
        .attribute(name)
        .map(|value| decode(value).into_owned())
}
