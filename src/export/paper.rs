//! A PDF that a browser printed, with what the browser cannot know of it: whose talk it is and in
//! which language, an outline of its slides, notes where they are asked for, and tags that more
//! readers know.

mod metadata;
mod note;
mod outline;
mod tags;

use lopdf::{Document, ObjectId};

use super::formats::{FormatSettings, PdfOutline};
use super::{ExportedDeck, SitePages};
use crate::browser::BrowserError;
use crate::render;
use crate::site::decks;

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PaperFacts {
    /// Its title.
    pub(super) title: String,
    /// The names of its authors.
    pub(super) authors: Vec<String>,
    /// The code of its language.
    pub(super) lang: String,
    /// Its slides, where each is a page.
    pub(super) slides: Vec<PaperSlide>,
    /// What its outline has of them.
    pub(super) outline: PdfOutline,
}

/// A slide that is a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PaperSlide {
    /// What the outline calls it.
    pub(super) title: String,
    /// Whether the slides after it are below it in the outline.
    pub(super) begins_part: bool,
    /// What the speaker says; empty for nothing.
    pub(super) notes: String,
}

impl PaperFacts {
    /// What is known of a deck, without its slides.
    pub(super) fn of(site: SitePages<'_>, deck: &ExportedDeck<'_>) -> Self {
        let lang = &deck.page.document.path.lang;
        let talk = decks::talk_page(&site.snapshot.site, deck.page);
        let names = talk.into_iter().flat_map(|talk| &talk.speakers);
        let names = names.map(|speaker| speaker.name(lang).to_owned());
        Self {
            title: deck.page.document.front_matter.title.clone(),
            authors: names.collect(),
            lang: lang.to_string(),
            slides: Vec::new(),
            outline: PdfOutline::default(),
        }
    }

    /// The same with the slides of the deck, and with what is said on them where that is asked for.
    pub(super) fn with_slides(
        self,
        site: SitePages<'_>,
        deck: &ExportedDeck<'_>,
        settings: FormatSettings,
    ) -> Self {
        let Some(written) = &deck.page.document.deck else {
            return self;
        };
        let mut notes = if settings.notes {
            render::speaker_notes(site.snapshot, deck.id, deck.variant)
        } else {
            Vec::new()
        }
        .into_iter();
        let slides = written.in_variant(deck.variant).enumerate();
        let slides = slides.map(|(number, at)| {
            let slide = &written.slides[at];
            let number = || (number + 1).to_string();
            PaperSlide {
                title: slide.title.clone().unwrap_or_else(number),
                begins_part: slide.begins_part(),
                notes: notes.next().unwrap_or_default(),
            }
        });
        Self {
            slides: slides.collect(),
            outline: settings.outline,
            ..self
        }
    }
}

/// The document with what is known of it.
///
/// # Errors
/// When the browser sent what is no PDF.
pub(super) fn complete(pdf: &[u8], facts: &PaperFacts) -> Result<Vec<u8>, BrowserError> {
    let unreadable = |error: lopdf::Error| BrowserError {
        message: format!("the browser sent a PDF that cannot be read: {error}"),
        hint: None,
    };
    let document = Document::load_mem(pdf).map_err(unreadable)?;
    let (pages, slides) = (document.get_pages().len(), facts.slides.len());
    let has_notes = facts.slides.iter().any(|slide| !slide.notes.is_empty());
    if has_notes && pages != slides {
        return Err(BrowserError {
            message: format!(
                "the PDF has {pages} pages for {slides} slides, so that notes have no page to stand on"
            ),
            hint: Some(
                "a style sheet of the site makes pages of its own: export without `--notes`"
                    .to_owned(),
            ),
        });
    }
    completed(document, facts).map_err(unreadable)
}

fn completed(mut document: Document, facts: &PaperFacts) -> Result<Vec<u8>, lopdf::Error> {
    metadata::describe(&mut document, facts)?;
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    // A style sheet may have made more pages of the slides: what the browser says of them is kept.
    let is_paged = pages.len() == facts.slides.len();
    if facts.outline == PdfOutline::None {
        document.catalog_mut()?.remove(b"Outlines");
    } else if is_paged {
        outline::write(&mut document, facts, &pages)?;
    }
    if is_paged {
        for (slide, page) in facts.slides.iter().zip(&pages) {
            if !slide.notes.is_empty() {
                note::add(&mut document, &slide.notes, *page)?;
            }
        }
    }
    tags::complete(&mut document, &facts.slides, &pages)?;
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}
