//! What the presenter console `pdfpc` reads beside a PDF: the notes of each slide, how long the talk
//! is, and at which slide it ends.

use serde_json::{Value, json};

use super::{ExportFormat, FormatSettings, Maker, pdf};
use crate::export::{ExportedDeck, SitePages};
use crate::markdown::Layout;
use crate::render;
use crate::site::decks;

pub(super) static FORMAT: ExportFormat = ExportFormat {
    option: "pdfpc",
    help: "The notes and the length of the talk for pdfpc, to lie beside the PDF; needs no browser",
    suffix: |settings| (pdf::FORMAT.suffix)(settings),
    extension: Some(".pdfpc"),
    has_notes: |_| true,
    page: |deck| deck.url.clone(),
    maker: Maker::Text(text),
};

/// The version of the format, that of pdfpc 4.5 and later.
const VERSION: u32 = 2;

fn text(site: SitePages<'_>, deck: &ExportedDeck<'_>, _: FormatSettings) -> Vec<u8> {
    let notes = render::speaker_notes(site.snapshot, deck.id, deck.variant);
    let slides = deck.page.document.deck.as_ref();
    let shown: Vec<usize> =
        slides.map_or_else(Vec::new, |slides| slides.in_variant(deck.variant).collect());
    let pages: Vec<Value> = (0..shown.len())
        .map(|at| {
            let note = notes.get(at).map(String::as_str).unwrap_or_default();
            json!({"idx": at, "label": (at + 1).to_string(), "overlay": 0, "note": note})
        })
        .collect();
    let mut facts = json!({
        "pdfpcFormat": VERSION,
        // The notes are text as it is said: a star in it is a star.
        "disableMarkdown": true,
        "pages": pages,
    });
    let document = &deck.page.document;
    if let Some(slot) = decks::slot(
        &site.snapshot.site,
        document,
        deck.page.language,
        deck.variant,
    ) {
        facts["duration"] = json!(slot.seconds().div_ceil(60));
    }
    let is_end = |at: &usize| slides.is_some_and(|slides| slides.slides[*at].layout == Layout::End);
    if let Some(end) = shown.iter().position(is_end) {
        facts["endSlide"] = json!(end);
    }
    let mut text = format!("{facts:#}").into_bytes();
    text.push(b'\n');
    text
}
