//! The author's own HTML among the nodes of a body: tags, texts and comments.
//!
//! `reading` cuts it once, so that every later pass sees elements and no HTML. Writing turns their
//! addresses into links and images of the body, and `html::nesting` closes what is left open with
//! the block that it was opened in.

pub(super) mod reading;

use std::ops::Range;

use crate::html::tokens;

/// A piece of the author's HTML.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Raw {
    /// A start tag.
    Open(RawTag),
    /// An end tag.
    Close {
        /// In small letters.
        name: String,
        /// All of it.
        written: String,
    },
    /// Text as HTML writes it.
    Text(String),
    /// The inside of a script or a style sheet.
    Verbatim(String),
    /// A comment without its borders: a note to oneself, or something for Lutrin.
    Comment(String),
}

/// A start tag of the author's. Ranges are in the tag.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawTag {
    /// In small letters.
    pub(super) name: String,
    /// All of it.
    pub(super) written: String,
    pub(super) attributes: Vec<RawAttribute>,
    /// Whether it ends with `/>`.
    pub(super) is_self_closing: bool,
}

/// An attribute of a start tag.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawAttribute {
    /// In small letters.
    pub(super) name: String,
    pub(super) name_range: Range<usize>,
    pub(super) value: Option<RawValue>,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawValue {
    /// As it is meant.
    pub(super) plain: String,
    /// As it was written, without quotes.
    pub(super) range: Range<usize>,
}

impl RawTag {
    fn new(tag: &tokens::Tag<'_>, text: &str) -> Self {
        let here =
            |range: &Range<usize>| range.start - tag.range.start..range.end - tag.range.start;
        let attributes = tag.attributes.iter().map(|attribute| {
            let start = attribute.range.start;
            let value = attribute.value_range.as_ref().map(|range| RawValue {
                plain: attribute.value.as_deref().unwrap_or_default().to_owned(),
                range: here(range),
            });
            RawAttribute {
                name: attribute.name.to_string(),
                name_range: here(&(start..start + attribute.written.len())),
                value,
            }
        });
        Self {
            name: tag.name.to_string(),
            written: text[tag.range.clone()].to_owned(),
            attributes: attributes.collect(),
            is_self_closing: tag.is_self_closing,
        }
    }

    /// The value of an attribute, if it has one.
    pub(super) fn get(&self, name: &str) -> Option<&RawValue> {
        let found = self
            .attributes
            .iter()
            .find(|attribute| attribute.name == name);
        found?.value.as_ref()
    }

    /// The same tag with another attribute, whose value needs no reference.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        let mut tag = self.clone();
        let at = 1 + self.name.len();
        let new = format!(" {name}=\"{value}\"");
        let shift = |range: &Range<usize>| range.start + new.len()..range.end + new.len();
        for attribute in &mut tag.attributes {
            attribute.name_range = shift(&attribute.name_range);
            if let Some(value) = &mut attribute.value {
                value.range = shift(&value.range);
            }
        }
        let start = at + 1;
        let value_at = start + name.len() + "=\"".len();
        let range = value_at..value_at + value.len();
        let (plain, name) = (value.to_owned(), name.to_owned());
        let name_range = start..start + name.len();
        let value = Some(RawValue { plain, range });
        tag.attributes.insert(
            0,
            RawAttribute {
                name,
                name_range,
                value,
            },
        );
        tag.written.insert_str(at, &new);
        tag
    }

    /// Whether it has an attribute.
    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes
            .iter()
            .any(|attribute| attribute.name == name)
    }

    /// The id that links can lead to: its own, else the name of an anchor.
    pub(super) fn id(&self) -> Option<&str> {
        let name = || self.get("name").filter(|_| self.name == "a");
        let id = self.get("id").or_else(name)?;
        Some(id.plain.as_str()).filter(|id| !id.is_empty())
    }

    /// Whether what stands in the element is no running text of the page's language.
    pub(super) fn is_apart(&self) -> bool {
        let is_apart = matches!(
            self.name.as_str(),
            "code"
                | "pre"
                | "kbd"
                | "samp"
                | "var"
                | "tt"
                | "script"
                | "style"
                | "textarea"
                | "math"
                | "svg"
                | "sup"
                | "sub"
                | "time"
        );
        !self.is_self_closing && (is_apart || self.get("lang").is_some())
    }
}
