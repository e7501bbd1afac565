//! A talk as it was given, or will be: the event, the date, the language, the slides and the
//! recording.

use tera::Value;

use super::status;
use crate::date::Date;
use crate::document::Document;
use crate::front_matter::status::EventStatus;
use crate::front_matter::talk::Delivery;
use crate::lang::Lang;
use crate::markdown;
use crate::path::is_web;
use crate::references::{self, Reference};
use crate::render::common::links;
use crate::render::common::value::{map, number, safe, text_or_none};
use crate::site::{Page, talks};
use crate::slug;
use crate::snapshot::Snapshot;

/// A delivery of the talk of a page, for readers of a language.
pub(crate) fn value(
    snapshot: &Snapshot,
    page: &Page,
    delivery: &Delivery,
    language: usize,
) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let (document, strings) = (&page.document, &snapshot.theme.strings);
    let date = delivery.date.as_ref();
    let resource_named = |named: Option<&str>| {
        named.map_or_else(Value::none, |named| resource(snapshot, document, named))
    };
    let is_without_video = delivery.video.is_none();
    let was_not_recorded = delivery.recorded == Some(false);
    map! {
        "event" => event(snapshot, &delivery.event.value, language),
        "date" => text_or_none(date.map(Date::iso)),
        "date_text" => text_or_none(date.map(|date| strings.date(lang, date)).as_deref()),
        "language" => text_or_none(delivery.language.as_ref().map(|given| language_name(snapshot, lang, given)).as_deref()),
        "audience" => delivery.audience.map_or_else(Value::none, number),
        "slides" => resource_named(delivery.slides.as_ref().map(|named| named.value.as_str())),
        "video" => resource_named(delivery.video.as_ref().map(|named| named.value.as_str())),
        "unrecorded" => is_without_video && was_not_recorded,
        "awaited" => is_without_video && !was_not_recorded && is_past(snapshot, delivery),
        "status" => text_or_none(event_status(snapshot, delivery).name()),
        "status_text" => status::text(snapshot, event_status(snapshot, delivery), "event", lang),
        "text" => text(snapshot, document, delivery),
    }
}

/// The text about it, in the language of the page that has it.
fn text(snapshot: &Snapshot, document: &Document, delivery: &Delivery) -> Value {
    let profile = snapshot.config.typography(&document.path.lang);
    let paragraphs = delivery
        .text
        .iter()
        .flat_map(|text| text.split("\n\n"))
        .map(str::trim);
    let paragraphs = paragraphs.filter(|text| !text.is_empty());
    let html = paragraphs.fold(String::new(), |html, text| {
        html + "<p>" + &markdown::inline(text, profile) + "</p>\n"
    });
    if html.is_empty() {
        Value::none()
    } else {
        safe(&html)
    }
}

/// Whether it is to come: after today, at an event that takes place. One without a date is not:
/// nobody knows.
pub(crate) fn is_upcoming(snapshot: &Snapshot, delivery: &Delivery) -> bool {
    takes_place(snapshot, delivery) && is_after_today(snapshot, delivery)
}

/// Whether the talk was given there, as far as is known.
pub(crate) fn is_past(snapshot: &Snapshot, delivery: &Delivery) -> bool {
    takes_place(snapshot, delivery) && !is_after_today(snapshot, delivery)
}

/// Whether its event takes place, as far as is known.
pub(crate) fn takes_place(snapshot: &Snapshot, delivery: &Delivery) -> bool {
    event_status(snapshot, delivery).is_scheduled()
}

/// Whether its event takes place; one that nothing is known of does.
pub(crate) fn event_status(snapshot: &Snapshot, delivery: &Delivery) -> EventStatus {
    let event = snapshot.site.events.named(&delivery.event.value);
    event.map(|event| event.status).unwrap_or_default()
}

fn is_after_today(snapshot: &Snapshot, delivery: &Delivery) -> bool {
    let dates = delivery.date.as_ref().zip(snapshot.site.today.as_ref());
    dates.is_some_and(|(date, today)| date.is_after_day(today))
}

/// An event as a delivery or a proposal names it, for readers of a language.
pub(crate) fn event(snapshot: &Snapshot, named: &str, language: usize) -> Value {
    let title = event_title(snapshot, named, language);
    let Some(page) = event_page(snapshot, named, language) else {
        return map! { "title" => title, "url" => Value::none(), "foreign" => false, "place" => Value::none() };
    };
    let venue = page
        .document
        .front_matter
        .event
        .as_ref()
        .and_then(|event| event.place.as_ref());
    map! {
        "title" => title,
        "url" => page.url.href(&snapshot.config.base_path),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "place" => text_or_none(venue.and_then(|venue| venue.city.as_deref())),
    }
}

/// The page of an event, by what a talk calls it.
pub(crate) fn event_page<'s>(
    snapshot: &'s Snapshot,
    named: &str,
    language: usize,
) -> Option<&'s Page> {
    talks::event_page(&snapshot.site, named, language).map(|id| snapshot.site.page(id))
}

/// What readers call an event: the title of its page. Without one, the name as it is written, that
/// of a folder with capitals.
pub(crate) fn event_title(snapshot: &Snapshot, named: &str, language: usize) -> String {
    if let Some(page) = event_page(snapshot, named, language) {
        return page.document.front_matter.title.clone();
    }
    if !slug::is_slug(named) || !named.contains('-') {
        return named.to_owned();
    }
    let words = named
        .split('-')
        .map(|word| word[..1].to_ascii_uppercase() + &word[1..]);
    words.collect::<Vec<_>>().join(" ")
}

/// The name of a language, as readers of another one call it where the theme knows.
fn language_name(snapshot: &Snapshot, reader: &Lang, lang: &Lang) -> String {
    let known = snapshot
        .theme
        .strings
        .get(reader, &format!("language_{lang}"), &[]);
    let in_config = || {
        snapshot
            .config
            .rank(lang)
            .map(|rank| snapshot.config.languages[rank].name.clone())
    };
    known.or_else(in_config).unwrap_or_else(|| lang.to_string())
}

/// Slides or a recording that a document names: where they are, and on which site if not on this
/// one.
pub(crate) fn resource(snapshot: &Snapshot, document: &Document, named: &str) -> Value {
    let Some(url) = href(snapshot, document, named) else {
        return Value::none();
    };
    let host = is_web(&url).then(|| links::host(&url).to_owned());
    map! { "host" => text_or_none(host.as_deref()), "url" => url }
}

fn href(snapshot: &Snapshot, document: &Document, named: &str) -> Option<String> {
    let base = &snapshot.config.base_path;
    match references::resolve_from(&snapshot.site, &document.path, named).ok()? {
        Reference::Route { url, rest, .. } => Some(format!("{}{rest}", url.href(base))),
        Reference::External => is_web(named).then(|| named.to_owned()),
        Reference::Here(_) => None,
    }
}

/// The address of the same as [`resource`] has it, with scheme and host.
pub(crate) fn absolute(snapshot: &Snapshot, document: &Document, named: &str) -> Option<String> {
    let href = href(snapshot, document, named)?;
    Some(if is_web(&href) {
        href
    } else {
        format!("{}{href}", snapshot.config.origin)
    })
}
