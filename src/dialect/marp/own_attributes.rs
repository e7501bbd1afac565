//! The attributes of a slide, written in the place of the directives that set them.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::directives::Directives;
use super::look::DirectiveValue;

/// The attributes of a slide, by the comment that each is written in.
pub(super) struct OwnAttributes<'h, 't> {
    here: &'h [&'h Directives<'t>],
    placed: Vec<SlideAttributes>,
    /// Those of no comment of the slide, and where they come from.
    pub(super) inherited: (SlideAttributes, Range<usize>),
}

impl<'h, 't> OwnAttributes<'h, 't> {
    /// Those of a slide that begins at an offset.
    pub(super) fn new(here: &'h [&'h Directives<'t>], start: usize) -> Self {
        Self {
            here,
            placed: vec![SlideAttributes::default(); here.len()],
            inherited: (SlideAttributes::default(), start..start),
        }
    }

    /// The attributes in the comment that a value stands in.
    pub(super) fn of(&mut self, value: &DirectiveValue<'_>) -> &mut SlideAttributes {
        let has =
            |comment: &&Directives<'_>| comment.pairs.iter().any(|pair| value.pair == Some(pair));
        let Some(at) = self.here.iter().position(has) else {
            if let Some(pair) = value.pair {
                self.inherited.1 = pair.range.clone();
            }
            return &mut self.inherited.0;
        };
        &mut self.placed[at]
    }

    pub(super) fn put(
        self,
        writer: &mut DeckRewriter,
        body: &DeckBody<'_>,
        slide: &Range<usize>,
        lines: &str,
    ) {
        let (inherited, source) = self.inherited;
        let start = body.trimmed_start(slide);
        let comment = inherited.comment();
        let end = if comment.is_empty() { "" } else { "\n" };
        writer
            .edits
            .open(start, format!("{lines}{comment}{end}"), source);
        for (comment, attributes) in self.here.iter().zip(self.placed) {
            put(writer, body, comment, &attributes);
        }
    }
}

/// Puts attributes in the place of a comment; several on one line get a line each.
fn put(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    comment: &Directives<'_>,
    attributes: &SlideAttributes,
) {
    if attributes.is_empty() {
        return writer.remove(body, comment.range.clone());
    }
    let before = body
        .text
        .get(body.line_start(comment.range.start)..comment.range.start)
        .unwrap_or_default();
    let follows = before.trim_end().ends_with("-->");
    writer.edits.replace(
        comment.range.clone(),
        if follows { "\n" } else { "" }.to_owned() + &attributes.comment(),
    );
}
