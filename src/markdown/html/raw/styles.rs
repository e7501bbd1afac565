//! Styles of the author's HTML: `style="…"` and `<style>`.
//!
//! A page with a strict policy takes neither, so they go to a sheet that belongs to the text. An
//! element keeps its declarations in `data-style`, by which the sheet finds it again: whoever reads
//! the tree still sees what the author wrote, and two texts on one page cannot be confused. On a
//! slide, which is as large as its screen, a pixel is a share of the slide's width, and the widths
//! and heights of pictures, films and frames are declarations, too.

use std::fmt::Write;
use std::ops::Range;

use super::super::Writer;
use super::{RawTag, span};
use crate::html::addresses::AddressRole;
use crate::markdown::body::{AuthorStyle, Link, Slot};
use crate::markdown::events::{BodyNode, Located};
use crate::markdown::raw::{Raw, RawValue};
use crate::markdown::report::BodyReport;
use crate::style_sheet::{addresses, is_declarations, with_pixels};

/// How long declarations may be, in bytes: longer ones stay where they are.
const LONGEST: usize = 2_000;
/// Elements whose width and height are the size that they are shown in.
const SIZED: [&str; 8] = [
    "canvas", "embed", "iframe", "img", "input", "object", "svg", "video",
];

impl Writer<'_> {
    /// Takes the declarations of a tag into the sheet; returns the slot that says so in the tag.
    pub(super) fn style_of(
        &mut self,
        tag: &RawTag,
        place: &Range<usize>,
        report: &BodyReport<'_>,
    ) -> Option<Slot> {
        let written = tag.get("style").filter(|value| goes_to_sheet(value));
        let sizes = self.slide_sizes(tag);
        if written.is_none() && sizes.is_empty() {
            return None;
        }
        let plain = written.map_or("", |value| value.plain.trim());
        for loaded in addresses(plain) {
            let address = loaded.address.trim();
            if let Some(value) = written.filter(|_| is_file(address)) {
                let place = span(tag, &value.range, place, report);
                self.html_image(address.to_owned(), String::new(), true, place);
            }
        }
        let key = format!("{sizes}{plain}");
        let is_drawing = self.out.in_drawing();
        let pixels = self.pixels_across.filter(|_| !is_drawing);
        let css = pixels.map_or_else(|| key.clone(), |across| with_pixels(&key, across));
        let style = AuthorStyle::Element {
            declarations: key,
            css,
            is_in_drawing: is_drawing,
        };
        let styles = &mut self.body.styles;
        let at = *self.styles.entry(style).or_insert_with_key(|style| {
            styles.push(style.clone());
            styles.len() - 1
        });
        Some(Slot::Style(at))
    }

    /// The size that attributes give to an element of a slide, as declarations.
    fn slide_sizes(&self, tag: &RawTag) -> String {
        let mut sizes = String::new();
        if self.pixels_across.is_none()
            || self.out.in_drawing()
            || !SIZED.contains(&tag.name.as_str())
        {
            return sizes;
        }
        for side in ["width", "height"] {
            if let Some(length) = tag.get(side).and_then(|value| length(&value.plain)) {
                // Writing to a `String` cannot fail.
                let _ = write!(sizes, "{side}:{length};");
            }
        }
        sizes
    }

    /// Takes a `<style>` out of the text; returns how many nodes it was, and 0 where it is not
    /// closed.
    pub(super) fn style_element(
        &mut self,
        tag: &RawTag,
        nodes: &[Located<'_>],
        report: &BodyReport<'_>,
    ) -> usize {
        let [_, (BodyNode::Raw(Raw::Verbatim(text)), place), rest @ ..] = nodes else {
            return 0;
        };
        let ends = matches!(
            rest.first(),
            Some((BodyNode::Raw(Raw::Close { name, .. }), _)) if name == "style"
        );
        if !ends {
            return 0;
        }
        for loaded in addresses(text)
            .iter()
            .filter(|it| is_file(it.address.trim()))
        {
            let start = place.start + loaded.range.start;
            let is_same = place.len() == text.len();
            let range = if is_same {
                start..start + loaded.range.len()
            } else {
                place.clone()
            };
            self.body.links.push(Link {
                destination: loaded.address.trim().to_owned(),
                span: report.span(&range),
                loaded_as: Some(if loaded.is_import {
                    AddressRole::StyleSheet
                } else {
                    AddressRole::Picture
                }),
                ..Link::default()
            });
        }
        let media = tag.get("media").map(|media| media.plain.clone());
        let media = media.filter(|media| !media.contains(['{', '}', ';']));
        self.body.styles.push(AuthorStyle::Sheet {
            text: text.clone(),
            media,
        });
        3
    }
}

/// Whether declarations can stand in a sheet.
fn goes_to_sheet(value: &RawValue) -> bool {
    !value.plain.trim().is_empty() && value.plain.len() <= LONGEST && is_declarations(&value.plain)
}

/// Whether an address names a file, and not what stands in the page itself.
fn is_file(address: &str) -> bool {
    !address.is_empty() && !address.starts_with(['#', '{']) && !address.starts_with("data:")
}

/// The length that an attribute gives: pixels without a unit, or a share of what is around.
fn length(written: &str) -> Option<String> {
    let written = written.trim();
    let is_number = |text: &str| {
        let is_digit = |c: char| c.is_ascii_digit() || c == '.';
        text.len() < 8
            && text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(is_digit)
    };
    if let Some(share) = written.strip_suffix('%') {
        return is_number(share).then(|| written.to_owned());
    }
    let pixels = written.strip_suffix("px").unwrap_or(written);
    is_number(pixels).then(|| format!("{pixels}px"))
}

/// Whether the tag's `style` went to the sheet, and so is not written.
pub(super) fn is_moved(tag: &RawTag, attribute: &str) -> bool {
    attribute == "style" && tag.get("style").is_some_and(goes_to_sheet)
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lengths_of_attributes_are_read_as_browsers_read_them() {
        for (written, expected) in [
            ("300", Some("300px")),
            (" 300px ", Some("300px")),
            ("50%", Some("50%")),
            ("12.5", Some("12.5px")),
            ("auto", None),
            ("", None),
            ("10em", None),
            ("%", None),
        ] {
            assert_eq!(length(written).as_deref(), expected, "{written}");
        }
    }
}
