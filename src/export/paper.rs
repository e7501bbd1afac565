//! A PDF that a browser printed, with what the browser cannot know of it: whose talk it is and in
//! which language, an outline of its slides, and notes where they are asked for.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

use super::{ExportedDeck, SitePages};
use crate::browser::BrowserError;
use crate::render;
use crate::site::decks;

/// Who makes the document.
const CREATOR: &str = concat!("Lutrin ", env!("CARGO_PKG_VERSION"));
/// The side of the mark of a note, and how far it stands from the edges, in points.
const MARK: f32 = 24.0;
const MARGIN: f32 = 8.0;

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PaperFacts {
    /// Its title.
    pub(super) title: String,
    /// Its authors, with commas between them; empty where none are known.
    pub(super) authors: String,
    /// The code of its language.
    pub(super) lang: String,
    /// Its slides, where each is a page.
    pub(super) slides: Vec<PaperSlide>,
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
        let names: Vec<&str> = names.map(|speaker| speaker.name(lang)).collect();
        Self {
            title: deck.page.document.front_matter.title.clone(),
            authors: names.join(", "),
            lang: lang.to_string(),
            slides: Vec::new(),
        }
    }

    /// The same with the slides of the deck, and with what is said on them where `has_notes`.
    pub(super) fn with_slides(
        self,
        site: SitePages<'_>,
        deck: &ExportedDeck<'_>,
        has_notes: bool,
    ) -> Self {
        let Some(written) = &deck.page.document.deck else {
            return self;
        };
        let mut notes = if has_notes {
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
    describe(&mut document, facts)?;
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    // A style sheet may have made more pages of the slides: what the browser says of them is kept.
    if pages.len() == facts.slides.len() {
        outline(&mut document, facts, &pages)?;
        for (slide, page) in facts.slides.iter().zip(&pages) {
            if !slide.notes.is_empty() {
                note(&mut document, &slide.notes, *page)?;
            }
        }
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// Title, authors, language and maker; readers of the document see its title, not its file's name.
fn describe(document: &mut Document, facts: &PaperFacts) -> Result<(), lopdf::Error> {
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        let info = document.get_object_mut(id)?.as_dict_mut()?;
        info.set("Title", text_string(&facts.title));
        info.set("Creator", text_string(CREATOR));
        if !facts.authors.is_empty() {
            info.set("Author", text_string(&facts.authors));
        }
    }
    let catalog = document.catalog_mut()?;
    catalog.set("Lang", text_string(&facts.lang));
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    Ok(())
}

/// An entry for each slide; those of a part are below the slide that begins it.
fn outline(
    document: &mut Document,
    facts: &PaperFacts,
    pages: &[ObjectId],
) -> Result<(), lopdf::Error> {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = pages.iter().map(|_| document.new_object_id()).collect();
    let parents = parents(&facts.slides);
    let children = |parent: Option<usize>| {
        let parents = parents.iter().enumerate();
        let own = parents.filter(move |(_, of)| **of == parent);
        own.map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let id = |at: Option<usize>| at.map_or(root, |at| ids[at]);
    for (at, slide) in facts.slides.iter().enumerate() {
        let beside = children(parents[at]);
        let place = beside.iter().position(|other| *other == at).unwrap_or(0);
        let mut entry = dictionary! {
            "Title" => text_string(&slide.title),
            "Parent" => id(parents[at]),
            "Dest" => vec![pages[at].into(), "Fit".into()],
        };
        if let Some(before) = place.checked_sub(1) {
            entry.set("Prev", ids[beside[before]]);
        }
        if let Some(after) = beside.get(place + 1) {
            entry.set("Next", ids[*after]);
        }
        enclose(&mut entry, &children(Some(at)), &ids);
        document.objects.insert(ids[at], entry.into());
    }
    let mut entry = dictionary! { "Type" => "Outlines" };
    enclose(&mut entry, &children(None), &ids);
    entry.set("Count", i64::try_from(ids.len()).unwrap_or(i64::MAX));
    document.objects.insert(root, entry.into());
    document.catalog_mut()?.set("Outlines", root);
    Ok(())
}

/// Says in an entry of the outline which ones are below it.
fn enclose(entry: &mut Dictionary, children: &[usize], ids: &[ObjectId]) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        entry.set("First", ids[*first]);
        entry.set("Last", ids[*last]);
        entry.set("Count", i64::try_from(children.len()).unwrap_or(i64::MAX));
    }
}

/// For each slide, the one that begins its part; `None` for those that stand alone.
fn parents(slides: &[PaperSlide]) -> Vec<Option<usize>> {
    let mut part = None;
    let of = |(at, slide): (usize, &PaperSlide)| {
        if slide.begins_part {
            part = Some(at);
            return None;
        }
        part
    };
    slides.iter().enumerate().map(of).collect()
}

/// Puts a note on a page, at its upper edge: a mark that opens, and is not printed.
fn note(document: &mut Document, text: &str, page: ObjectId) -> Result<(), lopdf::Error> {
    let (width, height) = size(document, page);
    let (right, top) = (width - MARGIN, height - MARGIN);
    let annotation = document.add_object(dictionary! {
        "Type" => "Annot",
        "Subtype" => "Text",
        "Name" => "Note",
        "Contents" => text_string(text),
        "Rect" => vec![(right - MARK).into(), (top - MARK).into(), right.into(), top.into()],
        "P" => page,
    });
    let annotations = document
        .get_dictionary(page)?
        .get(b"Annots")
        .and_then(|annotations| document.dereference(annotations))
        .and_then(|(_, annotations)| annotations.as_array());
    let mut annotations = annotations.cloned().unwrap_or_default();
    annotations.push(annotation.into());
    document
        .get_object_mut(page)?
        .as_dict_mut()?
        .set("Annots", annotations);
    Ok(())
}

/// Width and height of a page, in points.
fn size(document: &Document, page: ObjectId) -> (f32, f32) {
    let area = document
        .get_dictionary(page)
        .and_then(|page| page.get(b"MediaBox"))
        .and_then(|area| document.dereference(area))
        .and_then(|(_, area)| area.as_array());
    let numbers = area.map(Vec::as_slice).unwrap_or_default();
    let number = |at: usize| numbers.get(at)?.as_float().ok();
    (number(2).unwrap_or(960.0), number(3).unwrap_or(540.0))
}
