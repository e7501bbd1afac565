//! A deck in one HTML file, with or without its speaker notes.

use super::{ExportFormat, FormatSettings, Maker};
use crate::export::{ExportedDeck, SitePages};
use crate::render;

pub(super) static FORMAT: ExportFormat = ExportFormat {
    option: "single-file",
    help: "One HTML file with everything in it; needs no browser",
    suffix: |settings| if settings.notes { "-notes" } else { "" },
    extension: Some(".html"),
    has_notes: |settings| settings.notes,
    page: |deck| deck.url.clone(),
    maker: Maker::SingleFile(html),
};

fn html(site: SitePages<'_>, deck: &ExportedDeck<'_>, settings: FormatSettings) -> Vec<u8> {
    if !settings.notes {
        return site.page(&deck.url);
    }
    let variants = deck.variants();
    let variant = deck
        .variant
        .and_then(|name| variants.iter().position(|variant| *variant == name));
    render::deck_with_notes(site.snapshot, deck.id, variant).unwrap_or_default()
}
