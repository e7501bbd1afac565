//! What single elements say.

use std::convert::Infallible;

use pulldown_cmark::{HeadingLevel, LinkType, Tag};

use super::Opened;
use crate::html::references::decode;
use crate::html::tree::Items;
use crate::render::common::whole::{HtmlPlace, whole};

/// What shows nothing to a reader of Markdown, with all that is in it.
const DROPPED: &[&str] = &[
    "button", "canvas", "datalist", "dialog", "form", "map", "script", "select", "style", "svg",
    "template", "textarea", "title",
];

/// Goes behind an element.
pub(super) fn skip(element: &Opened<'_>, items: &mut Items<'_, Infallible>) {
    if !element.is_empty() {
        items.skip_content();
    }
}

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
        "a" => Tag::Link {
            link_type: LinkType::Inline,
            dest_url: whole(&attribute(element, "href")?, place).into(),
            title: attribute(element, "title").unwrap_or_default().into(),
            id: "".into(),
        },
        _ => return None,
    })
}

pub(super) fn heading(name: &str) -> Tag<'static> {
    let level = match name {
        "h1" => HeadingLevel::H1,
        "h2" => HeadingLevel::H2,
        "h3" => HeadingLevel::H3,
        "h4" => HeadingLevel::H4,
        "h5" => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    };
    Tag::Heading {
        level,
        id: None,
        classes: Vec::new(),
        attrs: Vec::new(),
    }
}

pub(super) fn is_dropped(element: &Opened<'_>, name: &str) -> bool {
    DROPPED.contains(&name)
        || attribute(element, "hidden").is_some()
        || attribute(element, "aria-hidden").as_deref() == Some("true")
        || (name == "a" && (has_class(element, "anchor") || has_class(element, "footnote-back")))
        // The sign of the alert says it.
        || (name == "p" && has_class(element, "alert-title"))
}

/// The value of an attribute, empty where it has none.
pub(super) fn attribute(element: &Opened<'_>, wanted: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let (_, value) = attributes.find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
    Some(decode(value.unwrap_or_default()).into_owned())
}

pub(super) fn has_class(element: &Opened<'_>, wanted: &str) -> bool {
    let classes = attribute(element, "class").unwrap_or_default();
    classes
        .split_ascii_whitespace()
        .any(|class| class == wanted)
}
