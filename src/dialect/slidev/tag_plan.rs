//! What becomes of each tag of a slide, and how it is written.
//!
//! HTML stays HTML, so that blocks end where they end for the tool. Attributes of Vue are taken out
//! of it. What a component becomes is decided elsewhere, tag by tag.

use std::collections::HashMap;
use std::ops::Range;

use crate::html::tokens::{Attribute, Tag};

use super::super::body::{BlockKind, DeckBody};
use super::super::tags::escaped;
use super::super::writer::DeckRewriter;
use super::elements::{Element, lines_of};
use super::html_names::{VOID, is_foreign, is_html, is_kept, is_known};

/// The class by which the theme hides an element. What Slidev hides so for good is taken out before:
/// the rest is shown on the screens of slides.
const UNSEEN: &str = "hidden";

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
    /// Declarations of CSS that it gets, before those of its own.
    pub(super) styles: Vec<String>,
    /// Its share of a row of columns, in percent.
    pub(super) share: Option<String>,
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

    /// Whether an element is taken out, and nothing stands in its place.
    pub(super) fn is_gone(&self, element: &Element) -> bool {
        let change = self.changes.get(&element.opening);
        change.is_some_and(|change| change.is_removed && change.text.is_none())
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
                take_out(writer, body, tag.range.clone());
            } else if let Some(new) = change.written(tag) {
                match &change.text {
                    Some(_) if lines_of(body.text, &tag.range).is_some() => {
                        writer.replace_lines(body, tag.range.clone(), &new);
                    }
                    _ => writer.edits.replace(tag.range.clone(), new),
                }
            }
        }
    }
}

/// Takes a range out. Where nothing else stands on its lines, an empty line stays, so that what is
/// added behind it has a line of its own; within a block of HTML none does, since it would end the
/// block.
pub(super) fn take_out(writer: &mut DeckRewriter, body: &DeckBody<'_>, range: Range<usize>) {
    let Some(lines) = lines_of(body.text, &range) else {
        return writer.edits.replace(range, "");
    };
    let is_inside = body
        .blocks_around(range.start + 1)
        .any(|block| block.kind == BlockKind::Html && block.range.start < lines.start);
    let start = lines.start - usize::from(is_inside && lines.start > 0);
    writer.edits.replace(start..lines.end, "");
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
        let classes = tag.get("class").unwrap_or_default();
        let is_shown = classes.split_ascii_whitespace().any(|it| it == UNSEEN);
        let has_none = self.classes.is_empty() && self.styles.is_empty();
        let is_same = has_none && self.step.is_none() && !is_odd && !is_cut && !is_shown;
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
        let own = own
            .split_ascii_whitespace()
            .filter(|class| *class != UNSEEN);
        let own = own.map(str::to_owned);
        let classes: Vec<String> = self.classes.iter().cloned().chain(own).collect();
        push_pair(
            &mut out,
            "class",
            Some(&classes.join(" ")).filter(|all| !all.is_empty()),
        );
        if let Some(step) = self.step {
            push_pair(&mut out, "data-step", Some(&step.to_string()));
        }
        push_pair(&mut out, "data-width", self.share.as_ref());
        let written = of.get("style").filter(|_| with_attributes);
        let styles = self.styles.iter().map(String::as_str).chain(written);
        let styles = Some(styles.collect::<Vec<_>>().join(";"));
        let has_styles = !self.styles.is_empty();
        push_pair(&mut out, "style", styles.as_ref().filter(|_| has_styles));
        let is_taken = |name: &str| name == "class" || name == "style" && has_styles;
        let kept = of.attributes.iter().filter(|_| with_attributes);
        for attribute in kept.filter(|attribute| !is_taken(&attribute.name)) {
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
        out.push_str(&escaped(value));
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
}
