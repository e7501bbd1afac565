//! Drawings that are written as text: the picture, and the text that it was made of.

use std::sync::Arc;

use crate::drawing::ids::with_prefix;
use crate::drawing::inline::InlineDrawing;
use crate::images::drawings::Drawn;
use crate::markdown::CodeBlock;
use crate::render::common::body::Filler;
use crate::snapshot::Snapshot;

/// The drawing that a block becomes; `None` where it stays code.
pub(crate) fn drawn(snapshot: &Snapshot, block: &CodeBlock) -> Option<Arc<Drawn>> {
    let settings = &snapshot.config.drawings;
    let language = block.drawing()?;
    let drawn = snapshot.drawings.make(language, settings, &block.code)?;
    matches!(*drawn, Drawn::Picture(_)).then_some(drawn)
}

impl Filler<'_> {
    /// Writes a drawing, with its text: unseen on a slide, which has no room for it.
    pub(super) fn drawing(&mut self, block: &CodeBlock, drawing: &InlineDrawing, number: usize) {
        let title = block.look.title.clone();
        let label = title.clone().unwrap_or_else(|| self.word("diagram_drawn"));
        let prefix = format!("_d{}{number}-", self.body.prefix);
        self.out.open_with("figure", &[("class", "drawing")]);
        self.out.begin("svg");
        let (width, height) = drawing.size;
        for (name, value) in [
            ("class", &*drawing.class),
            ("role", "img"),
            ("aria-label", &label),
            ("viewBox", &drawing.view_box),
            ("width", &format!("{width:.0}")),
            ("height", &format!("{height:.0}")),
            // What has no colour of its own is black otherwise, whatever it stands on.
            ("fill", "currentColor"),
        ] {
            self.out.attribute(name, value);
        }
        self.out.end();
        self.out.settled(&with_prefix(&drawing.inside, &prefix));
        self.out.close("svg");
        if let Some(title) = title {
            self.out.text_element("figcaption", &[], &title);
        }
        self.source_of_drawing(block);
        self.out.close("figure");
    }

    fn source_of_drawing(&mut self, block: &CodeBlock) {
        let is_page = self.document.deck.is_none();
        if is_page {
            let label = self.word("diagram_source");
            self.out.open("details");
            self.out.text_element("summary", &[], &label);
            self.out.open_with("pre", &[("tabindex", "0")]);
        } else {
            self.out.open_with("pre", &[("class", "hidden")]);
        }
        let class = format!("language-{}", block.language);
        self.out
            .text_element("code", &[("class", &class)], &block.code);
        self.out.close("pre");
        if is_page {
            self.out.close("details");
        }
    }
}
