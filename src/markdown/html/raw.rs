//! Writes the author's own HTML: as it was written, but that addresses of the site are resolved and
//! checked as those of Markdown are, that no frame of another site and no inline style is in the
//! page, and that every element ends with its block.

mod frames;
mod styles;

use std::ops::Range;

use super::super::body::{Image, Link, Slot};
use super::super::events::Located;
use super::super::raw::{Raw, RawAttribute, RawTag, RawValue};
use super::super::report::BodyReport;
use super::Writer;
use crate::diagnostic::codes;
use crate::dialect::HtmlRules;
use crate::html::addresses::{AddressRole, role};
use crate::html::nesting::{Problem, ProblemKind};
use crate::html::reading::{AttributeRanges, write_tag, written_text};
use crate::html::srcset;
use crate::html::tree::Tree;
use crate::source::Span;

/// Attributes that hold ids of the same page, apart by spaces.
const LISTS_OF_IDS: [&str; 5] = [
    "for",
    "headers",
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
];

/// What stands in the place of an attribute's value.
enum Value {
    /// The value itself.
    Same,
    /// The value with a prefix before each of its ids; where these begin.
    Prefixed(Vec<usize>),
    /// An address that only rendering knows.
    Address(Slot),
    /// Several addresses, each with its range in the value.
    Addresses(Vec<(Range<usize>, Slot)>),
}

impl Writer<'_> {
    /// Writes the first of the nodes, a piece of the author's HTML, with what belongs to it;
    /// returns how many nodes that was.
    pub(super) fn raw(
        &mut self,
        raw: &Raw,
        nodes: &[Located<'_>],
        report: &mut BodyReport<'_>,
    ) -> usize {
        let place = &nodes[0].1;
        match raw {
            Raw::Open(tag) => {
                if let Some(length) = self.foreign_frame(tag, nodes, report) {
                    return length;
                }
                let length = if tag.name == "style" {
                    self.style_element(tag, nodes, report)
                } else {
                    0
                };
                if length > 0 {
                    return length;
                }
                self.raw_tag(tag, place, report);
            }
            Raw::Close { name, .. } if self.ends_left_out(name) => {}
            Raw::Close { name, written } => self.out.close_raw(name, written, place.clone()),
            Raw::Text(text) => written_text(&mut self.out.tree, text),
            Raw::Verbatim(text) => self.out.verbatim_raw(text),
            Raw::Comment(_) => {}
        }
        1
    }

    fn raw_tag(&mut self, tag: &RawTag, place: &Range<usize>, report: &BodyReport<'_>) {
        if !Tree::<Slot>::takes_tag(&tag.name, tag.attributes.len()) {
            self.out.tree.text(&tag.written);
            return;
        }
        let stepped = self.stepped(tag);
        let tag = &*stepped;
        let values: Vec<Value> = tag
            .attributes
            .iter()
            .map(|attribute| self.value(tag, attribute, place, report))
            .collect();
        let style = self.style_of(tag, place, report);
        if tag.name == "object" {
            self.objects.push(false);
        }
        let is_empty = self
            .out
            .begin_raw(&tag.name, tag.is_self_closing, place.clone());
        let attributes = tag.attributes.iter().zip(&values);
        let prefix = &self.within.prefix;
        let attributes = attributes.map(|(attribute, value)| AttributeRanges {
            name: attribute.name_range.clone(),
            value: attribute.value.as_ref().map(|value| value.range.clone()),
            is_replaced: value.is_another(prefix),
            is_left_out: styles::is_moved(tag, &attribute.name),
        });
        write_tag(
            &mut self.out.tree,
            &tag.written,
            tag.name.len(),
            attributes,
            |tree, number| {
                if let Some(value) = &tag.attributes[number].value {
                    let written = &tag.written[value.range.clone()];
                    write_value(tree, written, &values[number], prefix);
                }
            },
            size_of(tag, &values).into_iter().chain(style),
        );
        self.out.tree.finish_tag(is_empty);
        let ends_itself = tag.is_self_closing && report.html == HtmlRules::Components;
        if ends_itself && !is_empty {
            let written = format!("</{}>", tag.name);
            self.out.close_raw(&tag.name, &written, place.clone());
        }
    }

    fn value(
        &mut self,
        tag: &RawTag,
        attribute: &RawAttribute,
        place: &Range<usize>,
        report: &BodyReport<'_>,
    ) -> Value {
        let Some(value) = &attribute.value else {
            return Value::Same;
        };
        let span = |stretch: &Range<usize>| span(tag, stretch, place, report);
        let role = role(&tag.name, &attribute.name);
        match role {
            Some(AddressRole::Candidates) => self.candidates(tag, value, &span),
            Some(role) if is_address(value) && !is_own_part(role, value) => {
                if role == AddressRole::Picture {
                    return self.picture_address(tag, value, span(&value.range));
                }
                self.body.links.push(Link {
                    destination: value.plain.clone(),
                    span: span(&value.range),
                    loaded_as: Some(role).filter(|role| role.is_loaded()),
                    ..Link::default()
                });
                Value::Address(Slot::LinkAddress(self.body.links.len() - 1))
            }
            _ => prefixed(tag, attribute, value),
        }
    }

    fn picture_address(&mut self, tag: &RawTag, value: &RawValue, span: Span) -> Value {
        let alt = tag.get("alt").map(|alt| alt.plain.clone());
        // `alt=""` says that the image only decorates.
        let shows = matches!(tag.name.as_str(), "img" | "input");
        let decorates = !shows || alt.as_deref() == Some("");
        let address = value.plain.clone();
        let number = self.html_image(address, alt.unwrap_or_default(), decorates, span);
        Value::Address(Slot::ImageAddress(number))
    }

    /// The candidates of a `srcset`.
    fn candidates(
        &mut self,
        tag: &RawTag,
        value: &RawValue,
        span: &dyn Fn(&Range<usize>) -> Span,
    ) -> Value {
        let written = &tag.written[value.range.clone()];
        let addresses =
            srcset::addresses(written).filter(|range| !written[range.clone()].starts_with("data:"));
        let slots = addresses.map(|range| {
            let place = value.range.start + range.start..value.range.start + range.end;
            let address = crate::html::references::decode(&written[range.clone()]).into_owned();
            let number = self.html_image(address, String::new(), true, span(&place));
            self.body.images[number].is_alternative = tag.name == "source";
            (range, Slot::ImageAddress(number))
        });
        Value::Addresses(slots.collect())
    }

    fn html_image(
        &mut self,
        destination: String,
        alt: String,
        decorates: bool,
        span: Span,
    ) -> usize {
        self.body.images.push(Image {
            destination,
            alt,
            span,
            decorates,
            in_html: true,
            ..Image::default()
        });
        self.body.images.len() - 1
    }
}

/// The slot for the size of an image that says nothing of it.
fn size_of(tag: &RawTag, values: &[Value]) -> Option<Slot> {
    let is_unsized = tag.name == "img" && !tag.has("width") && !tag.has("height");
    let src = tag
        .attributes
        .iter()
        .position(|attribute| attribute.name == "src")?;
    match values[src] {
        Value::Address(Slot::ImageAddress(image)) if is_unsized => Some(Slot::ImageSize(image)),
        _ => None,
    }
}

/// Says what is wrong with the author's HTML. What the tool of a deck mends by itself, as browsers
/// do, is mended without a word.
pub(super) fn say(problem: &Problem, report: &mut BodyReport<'_>) {
    let Problem { kind, name, place } = problem;
    if report.html == HtmlRules::Browsers {
        return;
    }
    let (code, message, hint) = match kind {
        ProblemKind::Unclosed => (
            codes::UNCLOSED_ELEMENT,
            format!("`<{name}>` is not closed before the end of the block it is in"),
            format!("close it with `</{name}>`"),
        ),
        ProblemKind::Stray => (
            codes::STRAY_ELEMENT,
            format!("this `</{name}>` closes nothing"),
            format!("remove it, or open the element with `<{name}>` in the same block"),
        ),
    };
    report.say(code, place, message, &hint);
}

/// Whether a value is an address that can be resolved: data that stands in the page is none.
fn is_address(value: &RawValue) -> bool {
    let address = value.plain.trim();
    !address.is_empty() && !address.starts_with("data:")
}

/// Whether a value names a part of the page itself: a link there is checked as one, while a part of
/// a drawing is a matter between its tags.
fn is_own_part(role: AddressRole, value: &RawValue) -> bool {
    role != AddressRole::Link && value.plain.trim_start().starts_with('#')
}

/// A stretch of a tag as a span of the file; the whole tag where it was written in another form.
fn span(
    tag: &RawTag,
    stretch: &Range<usize>,
    place: &Range<usize>,
    report: &BodyReport<'_>,
) -> Span {
    if place.len() == tag.written.len() {
        report.span(&(place.start + stretch.start..place.start + stretch.end))
    } else {
        report.span(place)
    }
}

/// A value that may hold ids of the page.
fn prefixed(tag: &RawTag, attribute: &RawAttribute, value: &RawValue) -> Value {
    let written = &tag.written[value.range.clone()];
    let starts = match attribute.name.as_str() {
        "id" => vec![0],
        "name" if tag.name == "a" => vec![0],
        "href" if written.starts_with('#') => vec![1],
        name if LISTS_OF_IDS.contains(&name) => {
            let words = written.split_ascii_whitespace();
            words
                .map(|word| word.as_ptr() as usize - written.as_ptr() as usize)
                .collect()
        }
        _ => return Value::Same,
    };
    Value::Prefixed(
        starts
            .into_iter()
            .filter(|at| *at < written.len())
            .collect(),
    )
}

impl Value {
    /// Whether the page gets another value than the author wrote.
    fn is_another(&self, prefix: &str) -> bool {
        match self {
            Self::Same => false,
            Self::Prefixed(_) => !prefix.is_empty(),
            Self::Address(_) | Self::Addresses(_) => true,
        }
    }
}

/// Writes what stands in the place of a value.
fn write_value(tree: &mut Tree<Slot>, written: &str, value: &Value, prefix: &str) {
    let mut copied = 0;
    match value {
        Value::Same => {}
        Value::Prefixed(starts) => {
            for at in starts {
                tree.tag_text(&written[copied..*at]);
                tree.tag_text(prefix);
                copied = *at;
            }
        }
        Value::Address(slot) => {
            tree.tag_slot(*slot);
            copied = written.len();
        }
        Value::Addresses(slots) => {
            for (range, slot) in slots {
                tree.tag_text(&written[copied..range.start]);
                tree.tag_slot(*slot);
                copied = range.end;
            }
        }
    }
    tree.tag_text(&written[copied..]);
}
