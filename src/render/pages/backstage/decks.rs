//! The decks of a talk in its backstage: where to read, present and print each of them.

use tera::Value;

use crate::path::UrlPath;
use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::addresses;
use crate::site::{Page, decks};
use crate::snapshot::Snapshot;

/// The decks of a talk in every language that has one, the whole of each before its variants.
pub(super) fn of_talk(snapshot: &Snapshot, folder: &str) -> Value {
    let site = &snapshot.site;
    let pages = decks::of_talk(site, folder)
        .into_iter()
        .flatten()
        .map(|id| site.page(id));
    list(pages.map(|page| {
        let variants = decks::variants(&page.document).into_iter().map(Some);
        map! {
            "lang" => page.document.path.lang.as_str(),
            "language" => snapshot.config.languages[page.language].name.as_str(),
            "file" => page.document.path.file.as_str(),
            "draft" => page.document.front_matter.draft,
            "views" => list(std::iter::once(None).chain(variants).map(|variant| views(snapshot, page, variant))),
        }
    }))
}

/// The addresses of a deck, or of one of its variants, with what there is to show.
fn views(snapshot: &Snapshot, page: &Page, variant: Option<&str>) -> Value {
    let lang = &page.document.path.lang;
    let url = addresses::slides(&page.url, variant);
    let href = |url: &UrlPath| url.href(&snapshot.config.base_path);
    let slides = decks::deck(page).map_or(0, |deck| deck.in_variant(variant).count());
    let slot = decks::slot(&snapshot.site, &page.document, page.language, variant);
    map! {
        "variant" => text_or_none(variant),
        "slides" => number(slides),
        "slot" => slot.map_or_else(Value::none, |slot| Value::from(snapshot.theme.strings.duration(lang, slot))),
        "url" => href(&url),
        "presenter" => href(&addresses::presenter(&url)),
        "clock" => href(&addresses::clock(&url)),
        "handout" => href(&addresses::handout(&url)),
    }
}
