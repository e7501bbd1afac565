//! The tags of a slide as elements, and what becomes of each tag.
//!
//! HTML stays HTML, so that blocks end where they end for the tool. Attributes of Vue are taken out
//! of it. What a component becomes is decided elsewhere, tag by tag, and written here.

use std::collections::HashMap;

use crate::html::tokens::{Attribute, Tag};

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;

/// Elements that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// How deep elements may stand in each other for anything to be made of them.
pub(super) const DEEPEST: usize = 64;

/// An element: its opening tag, and its closing one where it has one, by their numbers.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) opening: usize,
    pub(super) closing: Option<usize>,
    /// The element around it.
    pub(super) parent: Option<usize>,
    /// The elements within it, in order.
    pub(super) children: Vec<usize>,
    /// How many elements are around it.
    pub(super) depth: usize,
}

/// The elements of a slide, in the order of their opening tags.
#[derive(Debug)]
pub(super) struct Elements<'b, 't> {
    pub(super) tags: &'b [Tag<'t>],
    pub(super) list: Vec<Element>,
    /// Closing tags that close nothing.
    pub(super) stray: Vec<usize>,
}

impl<'b, 't> Elements<'b, 't> {
    /// Pairs tags by their names.
    pub(super) fn pair(tags: &'b [Tag<'t>]) -> Self {
        let mut elements = Self {
            tags,
            list: Vec::new(),
            stray: Vec::new(),
        };
        let mut open: Vec<usize> = Vec::new();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (number, tag) in tags.iter().enumerate() {
            let count = counts.entry(tag.written).or_default();
            if tag.is_end {
                if *count == 0 {
                    elements.stray.push(number);
                    continue;
                }
                while let Some(element) = open.pop() {
                    let name = elements.tag(element).written;
                    *counts.entry(name).or_default() -= 1;
                    if name == tag.written {
                        elements.list[element].closing = Some(number);
                        break;
                    }
                }
                continue;
            }
            let element = elements.push(number, open.last().copied());
            if !tag.is_self_closing && !VOID.contains(&tag.written) {
                *count += 1;
                open.push(element);
            }
        }
        elements
    }

    fn push(&mut self, opening: usize, parent: Option<usize>) -> usize {
        let number = self.list.len();
        let depth = parent.map_or(0, |parent| self.list[parent].depth + 1);
        if let Some(parent) = parent {
            self.list[parent].children.push(number);
        }
        self.list.push(Element {
            opening,
            closing: None,
            parent,
            children: Vec::new(),
            depth,
        });
        number
    }

    /// The opening tag of an element.
    pub(super) fn tag(&self, element: usize) -> &'b Tag<'t> {
        &self.tags[self.list[element].opening]
    }

    /// The closing tag of an element.
    pub(super) fn end(&self, element: usize) -> Option<&'b Tag<'t>> {
        self.list[element]
            .closing
            .map(|closing| &self.tags[closing])
    }

    /// Where an element ends.
    pub(super) fn end_of(&self, element: usize) -> usize {
        self.end(element)
            .map_or(self.tag(element).range.end, |tag| tag.range.end)
    }
}

/// What becomes of a tag.
#[derive(Debug, Default, Clone)]
pub(super) struct TagChange {
    /// It is taken out.
    pub(super) is_removed: bool,
    /// It becomes a text.
    pub(super) text: Option<String>,
    /// It becomes a tag of this name, with none of its own attributes but the class.
    pub(super) name: Option<&'static str>,
    /// Classes that it gets.
    pub(super) classes: Vec<String>,
    /// The step that it comes or goes with.
    pub(super) step: Option<usize>,
    /// What stands before and behind it.
    pub(super) before: String,
    pub(super) behind: String,
}

/// What becomes of the tags of a slide, by their numbers.
#[derive(Debug, Default)]
pub(super) struct TagPlan {
    changes: HashMap<usize, TagChange>,
}

impl TagPlan {
    /// The change of a tag.
    pub(super) fn at(&mut self, tag: usize) -> &mut TagChange {
        self.changes.entry(tag).or_default()
    }

    /// Takes an element's tags out. What stands between them stays.
    pub(super) fn remove(&mut self, element: &Element) {
        self.at(element.opening).is_removed = true;
        if let Some(closing) = element.closing {
            self.at(closing).is_removed = true;
        }
    }

    /// Makes an element of HTML of another one.
    pub(super) fn rename(&mut self, element: &Element, name: &'static str) {
        for tag in std::iter::once(element.opening).chain(element.closing) {
            let change = self.at(tag);
            (change.name, change.is_removed) = (Some(name), false);
        }
    }

    /// Writes all changes.
    pub(super) fn write(
        mut self,
        writer: &mut DeckRewriter,
        body: &DeckBody<'_>,
        tags: &[Tag<'_>],
    ) {
        for (number, tag) in tags.iter().enumerate() {
            let change = self.changes.remove(&number).unwrap_or_default();
            if change.is_removed {
                writer.remove(body, tag.range.clone());
            } else if let Some(new) = change.written(tag) {
                writer.edits.replace(tag.range.clone(), new);
            }
        }
    }
}

impl TagChange {
    /// The tag as it will stand; `None` where it stays as it is.
    fn written(&self, tag: &Tag<'_>) -> Option<String> {
        let new = if let Some(text) = &self.text {
            Some(self.around(text))
        } else if let Some(name) = self.name {
            Some(self.tag(name, tag, false))
        } else if is_html(tag.written) && !tag.is_end {
            self.of_html(tag)
        } else {
            None
        };
        let has_more = !self.before.is_empty() || !self.behind.is_empty();
        if new.is_none() && !has_more {
            return None;
        }
        let same = || {
            if tag.is_end {
                format!("</{}>", tag.written)
            } else {
                self.tag(tag.written, tag, true)
            }
        };
        let new = new.unwrap_or_else(same);
        Some(format!("{}{new}{}", self.before, self.behind))
    }

    /// A text with its step.
    fn around(&self, text: &str) -> String {
        match self.step {
            None => text.to_owned(),
            Some(step) => {
                let classes = self.classes.join(" ");
                format!("<span class=\"{classes}\" data-step=\"{step}\">{text}</span>")
            }
        }
    }

    fn of_html(&self, tag: &Tag<'_>) -> Option<String> {
        let is_odd = tag
            .attributes
            .iter()
            .any(|found| !is_kept(found, tag.written));
        let is_cut =
            tag.is_self_closing && !VOID.contains(&tag.written) && !is_foreign(tag.written);
        let is_same = self.classes.is_empty() && self.step.is_none() && !is_odd && !is_cut;
        if is_same {
            return None;
        }
        let new = self.tag(tag.written, tag, true);
        Some(if is_cut {
            format!("{new}</{}>", tag.written)
        } else {
            new
        })
    }

    /// A tag of a name with the classes of another one, and with its attributes.
    fn tag(&self, name: &str, of: &Tag<'_>, with_attributes: bool) -> String {
        if of.is_end {
            return format!("</{name}>");
        }
        let mut out = format!("<{name}");
        let own = of.get("class").unwrap_or_default();
        let own = own.split_ascii_whitespace().map(str::to_owned);
        let classes: Vec<String> = self.classes.iter().cloned().chain(own).collect();
        push_pair(
            &mut out,
            "class",
            Some(&classes.join(" ")).filter(|all| !all.is_empty()),
        );
        if let Some(step) = self.step {
            push_pair(&mut out, "data-step", Some(&step.to_string()));
        }
        let kept = of.attributes.iter().filter(|_| with_attributes);
        for attribute in kept.filter(|attribute| attribute.name != "class") {
            push_attribute(&mut out, attribute, name);
        }
        let is_closed = of.is_self_closing && is_foreign(name);
        out + if is_closed { "/>" } else { ">" }
    }
}

fn push_pair(out: &mut String, name: &str, value: Option<&String>) {
    if let Some(value) = value {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        out.push_str(
            &value
                .replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('<', "&lt;"),
        );
        out.push('"');
    }
}

/// Adds an attribute, unless it is one of Vue's. A bound one that says a plain text or a number is
/// as good as one that is not bound.
fn push_attribute(out: &mut String, attribute: &Attribute<'_>, tag: &str) {
    let value = attribute.value.as_deref();
    if let Some(bound) = attribute.written.strip_prefix(':') {
        let value = value.unwrap_or_default();
        let quoted = |sign: char| {
            value
                .strip_prefix(sign)
                .and_then(|rest| rest.strip_suffix(sign))
        };
        let plain = quoted('\'').or_else(|| quoted('`').filter(|text| !text.contains("${")));
        let number = || Some(value).filter(|value| value.parse::<f64>().is_ok());
        let plain = plain.or_else(number).map(str::to_owned);
        if is_known(bound, tag) {
            push_pair(out, bound, plain.as_ref());
        }
    } else if is_kept(attribute, tag) {
        match value {
            None => {
                out.push(' ');
                out.push_str(attribute.written);
            }
            Some(value) => push_pair(out, attribute.written, Some(&value.to_owned())),
        }
    }
}

/// Whether an attribute stays in its tag.
fn is_kept(attribute: &Attribute<'_>, tag: &str) -> bool {
    is_known(attribute.written, tag)
}

/// Whether HTML has an attribute. UnoCSS takes any word for a class.
fn is_known(name: &str, tag: &str) -> bool {
    const NAMES: [&str; 62] = [
        "align",
        "allow",
        "allowfullscreen",
        "alt",
        "autoplay",
        "cite",
        "class",
        "cols",
        "colspan",
        "controls",
        "coords",
        "crossorigin",
        "data",
        "datetime",
        "decoding",
        "dir",
        "disabled",
        "download",
        "for",
        "frameborder",
        "headers",
        "height",
        "hidden",
        "href",
        "hreflang",
        "id",
        "kind",
        "label",
        "lang",
        "loading",
        "loop",
        "media",
        "muted",
        "name",
        "open",
        "placeholder",
        "playsinline",
        "poster",
        "preload",
        "referrerpolicy",
        "rel",
        "reversed",
        "role",
        "rows",
        "rowspan",
        "sandbox",
        "scope",
        "shape",
        "size",
        "sizes",
        "span",
        "src",
        "srcdoc",
        "srclang",
        "srcset",
        "start",
        "style",
        "tabindex",
        "target",
        "title",
        "type",
        "value",
    ];
    let is_vue = name.starts_with(['@', ':', '#']) || name.starts_with("v-");
    let is_free = name.starts_with("data-") || name.starts_with("aria-") || is_foreign(tag);
    !is_vue && (is_free || ["width", "usemap"].contains(&name) || NAMES.contains(&name))
}

/// Whether a name is one of HTML's own, and of no component.
pub(super) fn is_html(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_uppercase()) && !name.contains(['-', ':'])
}

/// Whether an element is of SVG or MathML, whose attributes are their own.
fn is_foreign(name: &str) -> bool {
    const NAMES: [&str; 28] = [
        "animate",
        "circle",
        "clipPath",
        "defs",
        "ellipse",
        "feGaussianBlur",
        "filter",
        "foreignObject",
        "g",
        "image",
        "line",
        "linearGradient",
        "marker",
        "mask",
        "math",
        "path",
        "pattern",
        "polygon",
        "polyline",
        "radialGradient",
        "rect",
        "stop",
        "svg",
        "symbol",
        "text",
        "textPath",
        "tspan",
        "use",
    ];
    NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::super::super::tags;
    use super::*;

    fn html(text: &str) -> String {
        let body = DeckBody::read(text, |_| false, false);
        let tags = tags::tags(&body);
        let mut writer = DeckRewriter::new("Slidev");
        TagPlan::default().write(&mut writer, &body, &tags);
        writer.finish(&body).0.text.into_owned()
    }

    #[test]
    fn attributes_of_vue_are_taken_out_of_html() {
        assert_eq!(
            html("<img :src=\"'/a.png'\" :width=\"200\" class=\"w-4\" @click=\"n++\" v-motion>\n"),
            "<img class=\"w-4\" src=\"/a.png\" width=\"200\">\n"
        );
        assert_eq!(
            html("<div text-xl grid=\"~ cols-2\" />\n\n<svg viewBox=\"0 0 1 1\" />\n"),
            "<div></div>\n\n<svg viewBox=\"0 0 1 1\" />\n"
        );
        let same = "<p class=\"a\" style=\"color: red\">x</p>\n";
        assert_eq!(html(same), same);
    }

    #[test]
    fn tags_are_paired_by_their_names() {
        let body = DeckBody::read("<div><p><b></div></p><br></i>", |_| false, false);
        let tags = tags::tags(&body);
        let elements = Elements::pair(&tags);
        let pairs: Vec<(usize, Option<usize>)> = elements
            .list
            .iter()
            .map(|element| (element.opening, element.closing))
            .collect();
        assert_eq!(pairs, [(0, Some(3)), (1, None), (2, None), (5, None)]);
        assert_eq!(elements.stray, [4, 6]);
    }
}
