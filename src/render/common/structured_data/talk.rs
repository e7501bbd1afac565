//! The schema.org properties of talks and of their slides. Must not know the HTML of their pages.

use super::json_ld::JsonLd;
use super::page::Described;
use super::recording::{self, Recording};
use super::site::{publisher, signature};
use crate::date::Date;
use crate::duration::Duration;
use crate::front_matter::talk::Delivery;
use crate::render::common::links::absolute;
use crate::render::common::page_kind::Schema;
use crate::render::common::summaries::{delivery, talk};
use crate::site::{Page, decks, talks};
use crate::snapshot::Snapshot;
use crate::source::Spanned;

/// The properties of a talk or of its slides, beside those of any page.
pub(super) fn properties(described: &Described<'_>, page: &Page) -> Vec<(&'static str, JsonLd)> {
    let (snapshot, head) = (described.snapshot, described.head);
    let talk = decks::talk_page(&snapshot.site, page);
    // The speakers of slides are those of their talk.
    let authors = talk.unwrap_or(page).authors.iter();
    let speakers: Vec<JsonLd> = authors
        .map(|&author| signature(snapshot, author, page))
        .collect();
    let mut properties = vec![
        ("name", head.title.as_str().into()),
        ("author", speakers.into()),
        ("publisher", publisher(snapshot, page.language)),
    ];
    properties.extend(match talk {
        Some(talk) => of_deck(snapshot, talk),
        None => of_talk(snapshot, page, described.thumbnail()),
    });
    properties
}

/// A talk with its slides and recordings.
fn of_talk(
    snapshot: &Snapshot,
    page: &Page,
    thumbnail: Option<&str>,
) -> Vec<(&'static str, JsonLd)> {
    let facts = talks::facts(&snapshot.site, page.group, page.language);
    let absolute_address = |written: &Option<Spanned<String>>| {
        delivery::absolute(snapshot, &page.document, &written.as_ref()?.value)
    };
    let recordings = facts.deliveries.iter().filter_map(|delivery| {
        let written = delivery.video.as_ref()?.value.as_str();
        let language = delivery.language.as_ref();
        let language = Some(language.unwrap_or(&page.document.path.lang));
        let event = recorded_at(snapshot, page, delivery);
        recording::video(
            snapshot,
            Recording {
                page,
                written,
                thumbnail,
                date: delivery.date.as_ref(),
                language,
                event,
            },
        )
    });
    let slides = facts.deliveries.iter().filter_map(|delivery| {
        let url = absolute_address(&delivery.slides)?;
        Some(JsonLd::thing("MediaObject", [("contentUrl", url.into())]))
    });
    let decks = talk::decks(snapshot, page, page.language)
        .into_iter()
        .map(|deck| reference_to(snapshot, deck));
    let level = facts.level.map(|level| {
        snapshot
            .theme
            .strings
            .word(&page.document.path.lang, &format!("level_{}", level.name()))
    });
    vec![
        ("timeRequired", facts.duration.map(Duration::iso).into()),
        ("educationalLevel", level.into()),
        ("video", recordings.collect::<Vec<_>>().into()),
        ("associatedMedia", slides.collect::<Vec<_>>().into()),
        ("hasPart", decks.collect::<Vec<_>>().into()),
        ("keywords", page.document.front_matter.tags.clone().into()),
    ]
}

/// Slides as a part of their talk.
fn of_deck(snapshot: &Snapshot, talk: &Page) -> Vec<(&'static str, JsonLd)> {
    let facts = talks::facts(&snapshot.site, talk.group, talk.language);
    vec![
        ("isPartOf", reference_to(snapshot, talk)),
        ("timeRequired", facts.duration.map(Duration::iso).into()),
    ]
}

/// The short entry by which a talk names its slides, and slides their talk.
fn reference_to(snapshot: &Snapshot, page: &Page) -> JsonLd {
    JsonLd::thing(
        Schema::PresentationDigitalDocument.name(),
        [
            ("url", absolute(snapshot, &page.url).into()),
            ("name", page.document.front_matter.title.as_str().into()),
            ("inLanguage", page.document.path.lang.as_str().into()),
        ],
    )
}

/// The event that a delivery was recorded at.
fn recorded_at(snapshot: &Snapshot, page: &Page, delivery: &Delivery) -> JsonLd {
    let (event_name, language) = (&delivery.event.value, page.language);
    let title = delivery::event_title(snapshot, event_name, language);
    let event = delivery::event_page(snapshot, event_name, language);
    JsonLd::thing(
        "Event",
        [
            ("name", title.into()),
            (
                "url",
                event.map(|event| absolute(snapshot, &event.url)).into(),
            ),
            ("startDate", delivery.date.as_ref().map(Date::w3c).into()),
        ],
    )
}
