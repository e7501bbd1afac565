//! The pages of a deck: a document first, slide by slide, with what its script needs to present it;
//! the same on paper; and the view of its speaker.
//!
//! Speaker notes are on the public page only where the front matter of the deck publishes them.

mod clock;
mod facts;
mod presenter;
mod script_data;
mod slides;

use crate::deck::Deck;
use crate::front_matter::deck::DeckMatter;
use crate::html::text::to_text;
use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::links::absolute;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::relative;
use crate::render::common::translations::Translation;
use crate::render::common::value::safe;
use crate::site::addresses;
use crate::site::{Page, PageId, decks};
use crate::snapshot::Snapshot;

/// Who a deck is shown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Everybody: speaker notes are in it only where the deck publishes them.
    Public,
    /// The speakers: notes are always in it.
    WithNotes,
    /// The same on paper, each slide with its notes.
    Handout,
    /// What speakers look at while they present.
    Presenter,
    /// The time that is left, for the chair of the room: no slide and no note is on it.
    Clock,
}

/// The page of a deck, or of one of its variants (by its place among them).
pub(super) fn render(
    snapshot: &Snapshot,
    kind: &'static PageKind,
    id: PageId,
    variant: Option<usize>,
    view: View,
) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let (Some(deck), Some(matter)) = (&document.deck, &document.front_matter.deck) else {
        return Ok(Vec::new());
    };
    let variant = variant
        .and_then(|at| matter.variants.get(at))
        .map(|variant| variant.name.value.as_str());
    let slides = addresses::slides(&page.url, variant);
    let url = match view {
        View::Public | View::WithNotes => slides,
        View::Handout => addresses::handout(&slides),
        View::Presenter => addresses::presenter(&slides),
        View::Clock => addresses::clock(&slides),
    };
    let original = variant.map(|_| absolute(snapshot, &page.url));
    let whole = PageHead::of_document(snapshot, kind, id);
    let translations = whole.translations.into_iter().enumerate();
    let translations = translations
        .map(|(language, whole)| of_variant(snapshot, id, language, variant, whole))
        .collect();
    let head = PageHead {
        url: &url,
        canonical: original.as_deref().or(whole.canonical),
        translations,
        ..whole
    };
    let notes = matter.publish_notes || !matches!(view, View::Public | View::Clock);
    let deck = ShownDeck {
        snapshot,
        page,
        deck,
        matter,
        variant,
        view,
        notes,
    };
    let mut context = context(snapshot, &head);
    context.insert_value("uses", embeds::uses(Some(document)));
    context.insert_value("deck", deck.facts());
    let data = if view == View::Clock {
        clock::data(&deck)
    } else {
        context.insert_value("slides", deck.slides()?);
        deck.data(&url)
    };
    let data = data.to_string().replace('<', "\\u003c");
    context.insert_value("data", safe(&data));
    let html = snapshot.theme.render(kind.template, &context)?;
    // A deck is opened from a folder, too, where there is no root.
    Ok(relative::from(&html, &url, &snapshot.config.base_path))
}

/// What the speaker says on each slide of a variant, as plain text; empty where there is nothing.
pub(super) fn speaker_notes(snapshot: &Snapshot, id: PageId, variant: Option<&str>) -> Vec<String> {
    let document = &snapshot.site.page(id).document;
    let Some(deck) = &document.deck else {
        return Vec::new();
    };
    let html = |at: usize| {
        let notes = deck.slides[at].notes.clone();
        body::fill_part(snapshot, document, &deck.notes, notes).unwrap_or_default()
    };
    deck.in_variant(variant)
        .map(|at| to_text(&html(at)).trim().to_owned())
        .collect()
}

/// The same variant in another language (by rank). Where that language does not have it, readers
/// are sent to `whole`, the translation of the whole deck.
fn of_variant(
    snapshot: &Snapshot,
    id: PageId,
    language: usize,
    variant: Option<&str>,
    whole: Translation,
) -> Translation {
    let same = variant
        .zip(snapshot.site.translation(id, language))
        .and_then(|(name, there)| {
            let page = snapshot.site.page(there);
            decks::variants(&page.document)
                .contains(&name)
                .then(|| addresses::slides(&page.url, Some(name)))
        });
    Translation {
        url: same.unwrap_or(whole.url),
        missing: whole.missing,
        unneeded: whole.unneeded,
    }
}

/// A deck as it is shown.
struct ShownDeck<'s> {
    snapshot: &'s Snapshot,
    page: &'s Page,
    deck: &'s Deck,
    matter: &'s DeckMatter,
    variant: Option<&'s str>,
    view: View,
    /// Whether the speaker notes are shown.
    notes: bool,
}
