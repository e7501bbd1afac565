//! What each element of HTML is to the measure of a slide.

use super::sizes;
use super::text::{Family, Look};
use crate::html::tree::Element;
use crate::markdown::Slot;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Slide,
    /// Something with other blocks in it, apart from each other.
    Box,
    Paragraph,
    Heading(u8),
    List,
    Item,
    Terms,
    Term,
    Description,
    Quote,
    Alert,
    Figure,
    Caption,
    Footnotes,
    TableBox,
    Table,
    Cell,
    HeadCell,
    Columns,
    /// Parts that lie on each other, or of which one is seen at a time.
    Stack,
    Code,
    Formula,
    Film,
    Drawing,
    Rule,
    Image,
    Break,
    Inline,
    /// Nothing that takes room.
    Empty,
}

/// The kind of an element.
pub(super) fn kind(element: &Element<'_, Slot>) -> Kind {
    let name = element.name().to_ascii_lowercase();
    match &*name {
        "p" | "summary" if element.has_class("math") => Kind::Formula,
        "p" | "summary" => Kind::Paragraph,
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "ul" | "ol" | "menu" => Kind::List,
        "li" => Kind::Item,
        "dl" => Kind::Terms,
        "dt" => Kind::Term,
        "dd" => Kind::Description,
        "blockquote" => Kind::Quote,
        "figure" if element.has_class("video") => Kind::Film,
        "figure" => Kind::Figure,
        "figcaption" => Kind::Caption,
        "table" => Kind::Table,
        "pre" => Kind::Code,
        "video" | "iframe" | "object" | "embed" => Kind::Film,
        "svg" | "canvas" => Kind::Drawing,
        "hr" => Kind::Rule,
        "img" => Kind::Image,
        "br" => Kind::Break,
        "audio" | "input" | "wbr" | "source" | "track" | "col" | "link" | "meta" => Kind::Empty,
        "div" | "aside" | "section" => boxed(element),
        "article" | "main" | "header" | "footer" | "nav" | "details" | "center" | "address"
        | "form" | "fieldset" => Kind::Box,
        _ => Kind::Inline,
    }
}

fn boxed(element: &Element<'_, Slot>) -> Kind {
    const CLASSES: [(&str, Kind); 9] = [
        ("columns", Kind::Columns),
        ("r-hstack", Kind::Columns),
        ("states", Kind::Stack),
        ("r-stack", Kind::Stack),
        ("table", Kind::TableBox),
        ("math", Kind::Formula),
        ("alert", Kind::Alert),
        ("footnotes", Kind::Footnotes),
        ("footnote", Kind::Footnotes),
    ];
    let found = CLASSES.iter().find(|(class, _)| element.has_class(class));
    found.map_or(Kind::Box, |(_, kind)| *kind)
}

/// After how many parts a grid begins its next row.
pub(super) fn across(element: &Element<'_, Slot>) -> Option<usize> {
    (2..=6).find(|count| element.has_class(&format!("columns-{count}")))
}

/// Whether nobody sees an element.
pub(super) fn is_hidden(element: &Element<'_, Slot>) -> bool {
    const UNSEEN: [&str; 6] = [
        "script", "style", "template", "noscript", "datalist", "head",
    ];
    UNSEEN.iter().any(|name| element.is(name))
        || element.attribute("hidden").is_some()
        || element.has_class("hidden")
}

/// How letters look in an element that stands in a line.
pub(super) fn inline_look(element: &Element<'_, Slot>, around: Look) -> Look {
    let name = element.name().to_ascii_lowercase();
    match &*name {
        "strong" | "b" => Look {
            is_bold: true,
            ..around
        },
        "em" | "i" | "cite" | "dfn" | "var" => Look {
            is_italic: true,
            ..around
        },
        "code" | "samp" | "tt" => Look {
            family: Family::Mono,
            size: around.size * sizes::CODE_IN_LINE,
            ..around
        },
        "kbd" => Look {
            family: Family::Mono,
            size: around.size * sizes::KEY,
            ..around
        },
        "sub" | "sup" => Look {
            size: around.size * sizes::RAISED,
            ..around
        },
        "small" => Look {
            size: around.size * 0.83,
            ..around
        },
        _ => around,
    }
}
