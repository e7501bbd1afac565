//! The elements of a page: what each of them loads stands in the file.

use std::fmt::Write as _;

use super::SingleFileWriter;
use super::text::{escaped, widest};
use crate::html::addresses::{AddressRole, role};
use crate::html::tokens::{Attribute, Tag};

impl SingleFileWriter<'_> {
    pub(super) fn element(&mut self, tag: &Tag<'_>) {
        if tag.attributes.is_empty() {
            self.out.push_str(&self.original.html[tag.range.clone()]);
            return;
        }
        self.out.push('<');
        self.out.push_str(tag.written);
        let widest = matches!(&*tag.name, "img" | "source")
            .then(|| tag.get("srcset").and_then(widest))
            .flatten();
        for attribute in &tag.attributes {
            self.attribute(tag, attribute, widest.as_deref());
        }
        self.out
            .push_str(if tag.is_self_closing { "/>" } else { ">" });
    }

    fn attribute(&mut self, tag: &Tag<'_>, attribute: &Attribute<'_>, widest: Option<&str>) {
        let written = attribute.value.as_deref().map(str::to_owned);
        let is_image = tag.name == "img";
        let key = &*attribute.name;
        let written = match (key, written) {
            // One size is enough where nothing is loaded: the widest that is offered.
            ("srcset" | "sizes", _) if is_image => return,
            ("sizes", _) if tag.name == "source" => return,
            ("srcset", Some(_)) => match widest
                .map(|url| self.whole(url))
                .and_then(|url| self.data(&url))
            {
                Some(data) => Some(data),
                None => return,
            },
            ("loading" | "integrity" | "crossorigin", _) => return,
            ("style", Some(text)) => Some(self.css(&text, self.original.url)),
            ("href", Some(text)) if matches!(&*tag.name, "a" | "area") => Some(self.link_to(&text)),
            (_, Some(text)) if is_loaded(tag, key) => {
                let url = self.whole(if is_image {
                    widest.unwrap_or(&text)
                } else {
                    &text
                });
                match self.loaded(tag, attribute, &text, &url) {
                    Some(data) => Some(data),
                    None => return,
                }
            }
            (_, other) => other,
        };
        self.out.push(' ');
        self.out.push_str(attribute.written);
        if let Some(written) = written {
            let _ = write!(self.out, "=\"{}\"", escaped(&written));
        }
    }

    /// The address that something is loaded from, as it stands in the file.
    fn loaded(
        &mut self,
        tag: &Tag<'_>,
        attribute: &Attribute<'_>,
        text: &str,
        url: &str,
    ) -> Option<String> {
        if text.starts_with('#') || text.starts_with("data:") {
            return Some(text.to_owned());
        }
        match role(&tag.name, &attribute.name)? {
            AddressRole::Frame => self.frame(tag, url),
            AddressRole::DrawingPart => self.drawing_part(url),
            _ => self.data(url),
        }
    }
}

/// Whether an attribute holds the address of something that is loaded with the page.
fn is_loaded(tag: &Tag<'_>, attribute: &str) -> bool {
    role(&tag.name, attribute).is_some_and(AddressRole::is_loaded)
}
