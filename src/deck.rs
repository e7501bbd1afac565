//! A deck: the slides of one file, and the parts of the talk that they are.
//!
//! Knows one file. Callers pass in the slot, which the page of the talk states.

pub(crate) mod doubts;
pub mod estimate;
pub mod pairs;
pub mod plan;
mod speech;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::deck::DeckMatter;
use crate::markdown::{Body, Layout, Slide, Slides};
use crate::nearest;
use crate::path::SitePath;

/// The slides of a file. What readers see of them is the body of the document.
#[derive(Debug, Clone, Default)]
pub struct Deck {
    /// The slides in order, those of all variants.
    pub slides: Vec<Slide>,
    /// The speaker notes, backstage only, unless the deck publishes them. They are a body apart, so
    /// that no page can show them by mistake: who shows them asks for them.
    pub notes: Body,
}

/// Some slides that follow each other, below the heading of level 1 that they begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckPart<'d> {
    /// The heading, or the title of the deck; `None` for slides before the first of them.
    pub title: Option<&'d str>,
    /// Its slides, as places among those of the deck.
    pub slides: Vec<usize>,
}

impl Deck {
    /// The deck of slides that were read, and its body.
    #[must_use]
    pub fn new(read: Slides) -> (Self, Body) {
        (
            Self {
                slides: read.slides,
                notes: read.notes,
            },
            read.body,
        )
    }

    /// The slides of a variant, as places; `None` is the whole deck.
    pub fn in_variant<'d>(&'d self, variant: Option<&'d str>) -> impl Iterator<Item = usize> + 'd {
        (0..self.slides.len()).filter(move |&at| self.slides[at].is_in(variant))
    }

    /// The parts of a variant. Every slide is in one of them.
    #[must_use]
    pub fn parts(&self, variant: Option<&str>) -> Vec<DeckPart<'_>> {
        let mut parts: Vec<DeckPart<'_>> = Vec::new();
        for at in (0..self.slides.len()).filter(|&at| self.slides[at].is_in(variant)) {
            let slide = &self.slides[at];
            if let Some(part) = parts.last_mut().filter(|_| !slide.begins_part()) {
                part.slides.push(at);
            } else {
                let is_named = slide.begins_part() || slide.layout == Layout::Title;
                let title = slide.title.as_deref().filter(|_| is_named);
                parts.push(DeckPart {
                    title,
                    slides: vec![at],
                });
            }
        }
        parts
    }

    /// Reports a deck without slides, and slides of variants that its front matter does not
    /// declare.
    pub(crate) fn check(
        &self,
        matter: &DeckMatter,
        file: &SitePath,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if self.slides.is_empty() {
            let message = "this deck has no slide";
            let hint = "write one below the front matter; a line `---` begins the next";
            diagnostics
                .push(Diagnostic::new(codes::EMPTY_SLIDE, Place::file(file), message).hint(hint));
        }
        for named in self
            .slides
            .iter()
            .flat_map(|slide| slide.only.iter().chain(&slide.not))
        {
            if matter.variant(&named.value).is_some() {
                continue;
            }
            let known = || {
                matter
                    .variants
                    .iter()
                    .map(|variant| variant.name.value.as_str())
            };
            let near = nearest::did_you_mean(&named.value, known());
            let hint = near.unwrap_or_else(|| {
                format!(
                    "declare it in the front matter: `variants: {{{}: {{duration: 20m}}}}`",
                    named.value
                )
            });
            let message = format!("this deck has no variant `{}`", named.value);
            diagnostics.push(
                Diagnostic::new(
                    codes::UNKNOWN_VARIANT,
                    Place::new(file, named.span),
                    message,
                )
                .hint(hint),
            );
        }
    }
}
