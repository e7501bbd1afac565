//! What the script of the presenter view reads beside the slides: the time that there is, how it is
//! divided, and who speaks.

use serde_json::{Map as JsonMap, Value as Json, json};

use super::ShownDeck;
use crate::duration::Duration;
use crate::path::UrlPath;
use crate::rehearsal::{self, RunSlide};
use crate::render::common::relative;
use crate::site::addresses;
use crate::site::people::Who;
use crate::site::{decks, rehearsals};

/// What the strings of its script begin with.
const SCRIPT_STRINGS: &str = "presenter_ui_";

/// What stands in the data of this view alone. Its script's strings go before those of the deck's
/// that have the same name.
pub(super) fn data(
    deck: &ShownDeck<'_>,
    url: &UrlPath,
    strings: &mut JsonMap<String, Json>,
) -> JsonMap<String, Json> {
    let (snapshot, page) = (deck.snapshot, deck.page);
    let lang = &page.document.path.lang;
    let strings_of_view = snapshot.theme.strings.beginning_with(lang, SCRIPT_STRINGS);
    strings.extend(strings_of_view.map(|(key, text)| (key.to_owned(), Json::from(text))));
    let plan = decks::plan(
        &deck.snapshot.site,
        &page.document,
        page.language,
        deck.variant,
    );
    let slides = rehearsal::slides_of(deck.deck, &plan);
    let (site, config) = (&snapshot.site, &snapshot.config);
    let estimate = rehearsals::estimate(site, config, &page.document, page.language, deck.variant);
    let estimates = estimate.parts.iter().flat_map(|part| &part.slides);
    let planned = slides
        .iter()
        .zip(estimates)
        .map(|(slide, estimate)| planned(deck, slide, *estimate));
    let slot = decks::slot(&snapshot.site, &page.document, page.language, deck.variant);
    let mut first = 0;
    let parts = plan.parts.iter().map(|part| {
        let places: Vec<usize> = (first..first + part.slides.len()).collect();
        first += part.slides.len();
        json!({"title": part.title, "plan": part.budget.map(Duration::seconds), "slides": places})
    });
    let parts: Vec<Json> = parts.collect();
    let data = json!({
        "audience": "../",
        "talk": page.document.path.bundle(),
        "hash": rehearsal::deck_hash(&slides),
        "slot": slot.map(Duration::seconds),
        "slides_plan": planned.collect::<Vec<_>>(),
        "parts": parts,
        "speakers": speakers(deck),
        "variants": variants(deck, url),
    });
    if let Json::Object(data) = data {
        data
    } else {
        JsonMap::new()
    }
}

fn planned(deck: &ShownDeck<'_>, slide: &RunSlide, estimate: Option<Duration>) -> Json {
    let written = deck
        .deck
        .slides
        .iter()
        .find(|written| written.id == slide.id);
    json!({
        "id": slide.id,
        "hash": slide.hash,
        "title": slide.title,
        "part": slide.part,
        "plan": slide.plan.map(Duration::seconds),
        "optional": slide.optional,
        "words": written.map_or(0, |written| written.notes_words),
        "estimate": estimate.map(Duration::seconds),
    })
}

/// The speakers of the talk who are in `people.yaml`. A speaker picks one of them, and runs name
/// it.
fn speakers(deck: &ShownDeck<'_>) -> Vec<Json> {
    let (site, language) = (&deck.snapshot.site, deck.page.language);
    let talk = decks::talk_of(site, &deck.page.document.path);
    let talk = talk
        .and_then(|group| site.groups[group].shown_in(language))
        .map(|id| site.page(id));
    let lang = &deck.page.document.path.lang;
    let known =
        talk.into_iter()
            .flat_map(|talk| &talk.speakers)
            .filter_map(|speaker| match &speaker.who {
                Who::Person(person) => Some(json!({"id": person.id, "name": speaker.name(lang)})),
                Who::Guest(_) => None,
            });
    known.collect()
}

/// The whole deck and its variants, each with the address of its own presenter view.
fn variants(deck: &ShownDeck<'_>, url: &UrlPath) -> Vec<Json> {
    let named = decks::variants(&deck.page.document).into_iter().map(Some);
    let all = std::iter::once(None).chain(named).map(|variant| {
        let slides = addresses::slides(&deck.page.url, variant);
        json!({"name": variant, "url": relative::to(url, &addresses::presenter(&slides))})
    });
    all.collect()
}
