//! Talks and their slides.

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
pub(super) fn of(described: &Described<'_>, page: &Page) -> Vec<(&'static str, JsonLd)> {
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
    let at = |named: &Option<Spanned<String>>| {
        delivery::absolute(snapshot, &page.document, &named.as_ref()?.value)
    };
    let recordings = facts.deliveries.iter().filter_map(|given| {
        let (named, date) = (given.video.as_ref()?.value.as_str(), given.date.as_ref());
        let language = Some(given.language.as_ref().unwrap_or(&page.document.path.lang));
        let event = recorded_at(snapshot, page, given);
        recording::video(
            snapshot,
            Recording {
                page,
                named,
                thumbnail,
                date,
                language,
                event,
            },
        )
    });
    let slides = facts.deliveries.iter().filter_map(|given| {
        Some(JsonLd::thing(
            "MediaObject",
            [("contentUrl", at(&given.slides)?.into())],
        ))
    });
    let decks = talk::decks(snapshot, page, page.language)
        .into_iter()
        .map(|deck| work(snapshot, deck));
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
        ("isPartOf", work(snapshot, talk)),
        ("timeRequired", facts.duration.map(Duration::iso).into()),
    ]
}

/// A talk as its slides name it, or slides as their talk names them.
fn work(snapshot: &Snapshot, page: &Page) -> JsonLd {
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
fn recorded_at(snapshot: &Snapshot, page: &Page, given: &Delivery) -> JsonLd {
    let (named, language) = (&given.event.value, page.language);
    let url =
        delivery::event_page(snapshot, named, language).map(|event| absolute(snapshot, &event.url));
    JsonLd::thing(
        "Event",
        [
            (
                "name",
                delivery::event_title(snapshot, named, language).into(),
            ),
            ("url", url.into()),
            ("startDate", given.date.as_ref().map(Date::w3c).into()),
        ],
    )
}
