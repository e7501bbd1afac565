//! What several embeds write in the same way.

use super::attributes::AttributeText;
use super::definition::Div;
use super::of_class;
use crate::markdown::body::{Link, Slot};
use crate::markdown::embed::EmbedPart;
use crate::markdown::html::Writer;

impl Writer<'_> {
    /// Begins the element of an embed, with its id and its classes: the one that it is known by,
    /// then its author's own.
    pub(super) fn begin_embed(&mut self, element: &str, div: &Div<'_>) {
        self.out.begin(element);
        if let Some(id) = &div.attributes.id {
            self.id(id);
        }
        let authors = div.attributes.classes.iter();
        let authors = authors.filter(|class| of_class(class).is_none());
        let classes: Vec<&str> = std::iter::once(div.definition.class())
            .chain(authors.map(String::as_str))
            .collect();
        self.attribute("class", &classes.join(" "));
    }

    /// Opens an embed that is a `<figure>`. Its author's `data-` attributes stay.
    pub(super) fn open_figure(&mut self, div: &Div<'_>) {
        self.begin_embed("figure", div);
        for (key, value) in &div.attributes.pairs {
            if key.starts_with("data-") {
                self.attribute(key, value);
            }
        }
        self.out.tree.end();
        self.line();
    }

    /// Leaves a place for what is written when the page is rendered.
    pub(super) fn embed_part(&mut self, part: impl EmbedPart + 'static) {
        self.slot(Slot::EmbedPart(self.body.embed_parts.len()));
        self.body.embed_parts.push(std::sync::Arc::new(part));
    }

    /// Gives a file its number among the links of the body, where it is checked like all others.
    pub(super) fn file_link(&mut self, file: AttributeText) -> usize {
        self.body.links.push(Link {
            destination: file.value,
            span: file.span,
            ..Link::default()
        });
        self.body.links.len() - 1
    }
}
