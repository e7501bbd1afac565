//! Talks: the page of each, and all of them by year and event.

use serde_json::{Value as Json, json};
use tera::Value;

use super::page::{About, Head, Rendered, context, description, listing_title};
use super::value::{list, map, number, safe, text_or_none};
use super::{body, cards, embeds, listings, post, stale, trail};
use crate::content_path::Kind;
use crate::date::Date;
use crate::duration::Duration;
use crate::front_matter::talk::Delivery;
use crate::lang::Lang;
use crate::markdown;
use crate::path::UrlPath;
use crate::references::{self, Reference};
use crate::site::listing::{ListingId, Subject};
use crate::site::talks::{self, Facts};
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

pub(super) fn is_talk(snapshot: &Snapshot, id: PageId) -> bool {
    snapshot.site.page(id).document.path.kind == Kind::Talk
}

/// Whether a listing is the one of all talks.
pub(super) fn is_listing(snapshot: &Snapshot, id: ListingId) -> bool {
    let is_theirs = matches!(&snapshot.site.listing(id).subject, Subject::Section(folder) if folder == talks::FOLDER);
    is_theirs && !snapshot.site.talks.groups.is_empty()
}

pub(super) fn render(snapshot: &Snapshot, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let head = Head {
        description: Some(document.summary()),
        image: cards::lead_image(snapshot, page),
        draft: document.front_matter.draft,
        stale: stale::of_page(snapshot, id),
        translations: post::translations(snapshot, id),
        about: About::Page(id),
        ..Head::new(snapshot, "talk", page.language, &page.url, document.front_matter.title.clone())
    };
    let facts = talks::facts(&snapshot.site, page.group, page.language);
    let mut context = context(snapshot, &head);
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", body::contents(document));
    context.insert_value("uses", embeds::uses(Some(document)));
    let mut talk = told(snapshot, page, &facts, page.language);
    let (upcoming, past): (Vec<&Delivery>, Vec<&Delivery>) =
        facts.deliveries.iter().partition(|delivery| is_upcoming(snapshot, delivery));
    let told = |deliveries: Vec<&Delivery>| {
        list(deliveries.into_iter().map(|delivery| delivery_value(snapshot, page, delivery, page.language)))
    };
    talk.insert("upcoming".into(), told(upcoming.into_iter().rev().collect()));
    talk.insert("deliveries".into(), told(past));
    talk.insert("tags".into(), cards::tags(snapshot, page, page.language));
    talk.insert("summary".into(), text_or_none(document.front_matter.summary.as_deref()));
    let above = trail::section(snapshot, id);
    talk.insert("all".into(), above.map_or_else(Value::none, |id| link_to_listing(snapshot, id)));
    context.insert_value("talk", Value::from(talk));
    snapshot.theme.render("talk.html", &context)
}

fn link_to_listing(snapshot: &Snapshot, id: ListingId) -> Value {
    let url = snapshot.site.listing(id).url.href(&snapshot.config.base_path);
    map! { "title" => listing_title(snapshot, id), "url" => url }
}

/// A talk as a line or as the head of its page.
pub(super) fn told(snapshot: &Snapshot, page: &Page, facts: &Facts, language: usize) -> tera::Map {
    let (config, front_matter) = (&snapshot.config, &page.document.front_matter);
    let lang = &config.languages[language].code;
    let length = |duration: Option<Duration>| {
        duration.map_or_else(Value::none, |duration| Value::from(duration_text(snapshot, lang, duration)))
    };
    let map = map! {
        "title" => front_matter.title.as_str(),
        "url" => page.url.href(&config.base_path),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "abstract" => page.document.summary(),
        "byline" => cards::byline(snapshot, page, language),
        "level" => text_or_none(facts.level.map(|level| snapshot.theme.strings.word(lang, &format!("level_{}", level.name()))).as_deref()),
        "duration" => length(facts.duration),
        "duration_iso" => text_or_none(facts.duration.map(Duration::iso).as_deref()),
        "questions" => length(facts.questions),
        "draft" => front_matter.draft,
    };
    map.into_map().unwrap_or_default()
}

/// A length of time as a language writes it: `1 h 30 min`.
pub(super) fn duration_text(snapshot: &Snapshot, lang: &Lang, duration: Duration) -> String {
    let (hours, minutes, seconds) = duration.parts();
    let units = [(hours, "duration_hours"), (minutes, "duration_minutes"), (seconds, "duration_seconds")];
    let told =
        units.into_iter().filter(|(count, unit)| *count > 0 || duration.seconds() == 0 && *unit == "duration_minutes");
    let told =
        told.filter_map(|(count, unit)| snapshot.theme.strings.get(lang, unit, &[("count", &count.to_string())]));
    told.collect::<Vec<_>>().join("\u{a0}")
}

pub(super) fn is_upcoming(snapshot: &Snapshot, delivery: &Delivery) -> bool {
    let dates = delivery.date.as_ref().zip(snapshot.site.today.as_ref());
    dates.is_some_and(|(date, today)| date.is_after_day(today))
}

/// An event as a delivery or a proposal names it, for readers of a language.
pub(super) fn event_value(snapshot: &Snapshot, named: &str, language: usize) -> Value {
    let Some(id) = talks::event_page(&snapshot.site, named, language) else {
        return map! { "title" => named_event(named), "url" => Value::none(), "foreign" => false, "place" => Value::none() };
    };
    let page = snapshot.site.page(id);
    let venue = page.document.front_matter.event.as_ref().and_then(|event| event.place.as_ref());
    map! {
        "title" => page.document.front_matter.title.as_str(),
        "url" => page.url.href(&snapshot.config.base_path),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "place" => text_or_none(venue.and_then(|venue| venue.city.as_deref())),
    }
}

/// A name as it is written; that of a folder with capitals, since its page is not there to say more.
pub(super) fn named_event(named: &str) -> String {
    if !crate::slug::is_slug(named) || !named.contains('-') {
        return named.to_owned();
    }
    let words = named.split('-').map(|word| word[..1].to_ascii_uppercase() + &word[1..]);
    words.collect::<Vec<_>>().join(" ")
}

/// A delivery of a talk, for readers of a language.
pub(super) fn delivery_value(snapshot: &Snapshot, page: &Page, delivery: &Delivery, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let date = delivery.date.as_ref();
    let given_in = delivery.language.as_ref();
    let text =
        delivery.text.as_ref().map(|text| markdown::inline(text, snapshot.config.typography(&page.document.path.lang)));
    let has_video = delivery.video.is_some();
    map! {
        "event" => event_value(snapshot, &delivery.event.value, language),
        "date" => text_or_none(date.map(Date::iso)),
        "date_text" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date))),
        "upcoming" => is_upcoming(snapshot, delivery),
        "language" => text_or_none(given_in.map(Lang::as_str)),
        "language_name" => text_or_none(given_in.map(|given| language_name(snapshot, lang, given)).as_deref()),
        "slides" => link(snapshot, page, delivery.slides.as_ref().map(|link| link.value.as_str())),
        "video" => link(snapshot, page, delivery.video.as_ref().map(|link| link.value.as_str())),
        "unrecorded" => delivery.recorded == Some(false) && !has_video,
        "audience" => delivery.audience.map_or_else(Value::none, number),
        "text" => text.map_or_else(Value::none, |text| safe(&text)),
    }
}

/// The name of a language, as readers of another one call it where the theme knows.
fn language_name(snapshot: &Snapshot, reader: &Lang, lang: &Lang) -> String {
    let known = snapshot.theme.strings.get(reader, &format!("language_{lang}"), &[]);
    let own = || snapshot.config.rank(lang).map(|rank| snapshot.config.languages[rank].name.clone());
    known.or_else(own).unwrap_or_else(|| lang.to_string())
}

/// Slides or a recording: where they are, and on which site if not on this one.
fn link(snapshot: &Snapshot, page: &Page, destination: Option<&str>) -> Value {
    let Some(url) = destination.and_then(|destination| href(snapshot, page, destination)) else { return Value::none() };
    let host = references::is_web(&url).then(|| cards::host(&url).to_owned());
    map! { "host" => text_or_none(host.as_deref()), "url" => url }
}

pub(super) fn href(snapshot: &Snapshot, page: &Page, destination: &str) -> Option<String> {
    let base = &snapshot.config.base_path;
    match references::resolve(&snapshot.site, page, base, destination).ok()? {
        Reference::Route { url, rest, .. } => Some(format!("{}{rest}", url.href(base))),
        Reference::External => references::is_web(destination).then(|| destination.to_owned()),
        Reference::Here(_) => None,
    }
}

/// A talk with a delivery of it.
struct Given<'g> {
    page: &'g Page,
    facts: &'g Facts,
    delivery: &'g Delivery,
}

pub(super) fn render_listing(snapshot: &Snapshot, id: ListingId) -> Rendered {
    let listing = snapshot.site.listing(id);
    let language = listing.language;
    let summary = listing.text.as_ref().map(|text| text.summary()).filter(|summary| !summary.is_empty());
    let head = Head {
        description: summary.or_else(|| description(snapshot, &listing.lang)),
        stale: stale::of_listing(snapshot, listing),
        translations: listings::translations(snapshot, listing, 1),
        about: About::Listing(id, 1),
        ..Head::new(snapshot, "talks", language, &listing.url, listing_title(snapshot, id))
    };
    let mut context = context(snapshot, &head);
    let text = listing.text.as_ref();
    context.insert_value("content", text.map_or_else(Value::none, |text| safe(&body::fill(snapshot, text))));
    context.insert_value("uses", embeds::uses(text.map(AsRef::as_ref)));
    let all = all(snapshot, language);
    let given = all
        .iter()
        .flat_map(|(page, facts)| facts.deliveries.iter().map(move |delivery| Given { page, facts, delivery }));
    let (mut upcoming, mut past): (Vec<Given<'_>>, Vec<Given<'_>>) =
        given.partition(|given| is_upcoming(snapshot, given.delivery));
    upcoming.sort_by(|a, b| a.delivery.date.cmp(&b.delivery.date));
    past.sort_by(|a, b| b.delivery.date.cmp(&a.delivery.date));
    let waiting = all.iter().filter(|(_, facts)| facts.deliveries.is_empty());
    let waiting = waiting.map(|(page, facts)| Value::from(told(snapshot, page, facts, language)));
    context.insert_value("upcoming", by_event(snapshot, &upcoming, language));
    context.insert_value("years", list(past.chunk_by(|a, b| year(a) == year(b)).map(|given| map! {
        "year" => given.first().and_then(year).map_or_else(Value::none, |year| Value::from(format!("{year:04}"))),
        "events" => by_event(snapshot, given, language),
    })));
    context.insert_value("waiting", list(waiting));
    context.insert_value("count", number(all.len()));
    snapshot.theme.render("talks.html", &context)
}

/// The talks that readers of a language see, each with what is known of it, by folder.
pub(super) fn all(snapshot: &Snapshot, language: usize) -> Vec<(&Page, Facts)> {
    let site = &snapshot.site;
    let groups = site.talks.groups.values();
    let shown = groups.filter_map(|group| Some((*group, site.groups[*group].shown_in(language)?)));
    shown.map(|(group, id)| (site.page(id), talks::facts(site, group, language))).collect()
}

fn year(given: &Given<'_>) -> Option<i16> {
    given.delivery.date.as_ref().map(|date| date.ymd().0)
}

/// Deliveries in their order, those of one event on one day together.
fn by_event(snapshot: &Snapshot, given: &[Given<'_>], language: usize) -> Value {
    let mut events: Vec<(&Delivery, Vec<&Given<'_>>)> = Vec::new();
    for one in given {
        let is_same = |other: &Delivery| {
            talks::is_same_event(&other.event.value, &one.delivery.event.value)
                && other.date.as_ref().map(Date::ymd) == one.delivery.date.as_ref().map(Date::ymd)
        };
        match events.iter_mut().find(|(first, _)| is_same(first)) {
            Some((_, together)) => together.push(one),
            None => events.push((one.delivery, vec![one])),
        }
    }
    let lang = &snapshot.config.languages[language].code;
    list(events.into_iter().map(|(first, together)| {
        let date = first.date.as_ref();
        map! {
            "event" => event_value(snapshot, &first.event.value, language),
            "date" => text_or_none(date.map(Date::iso)),
            "date_text" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date))),
            "day" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.day(lang, date))),
            "talks" => list(together.into_iter().map(|given| map! {
                "talk" => told(snapshot, given.page, given.facts, language),
                "delivery" => delivery_value(snapshot, given.page, given.delivery, language),
            })),
        }
    }))
}

/// What a talk's page tells machines: itself, its slides, and each recording.
pub(super) fn structured(snapshot: &Snapshot, page: &Page) -> Vec<(&'static str, Json)> {
    let facts = talks::facts(&snapshot.site, page.group, page.language);
    let absolute = |destination: &str| {
        let href = href(snapshot, page, destination)?;
        Some(if references::is_web(&href) { href } else { format!("{}{href}", snapshot.config.origin) })
    };
    let recordings = facts.deliveries.iter().filter_map(|delivery| {
        let url = absolute(&delivery.video.as_ref()?.value)?;
        let event = recorded_at(snapshot, page, delivery);
        let (title, summary) = (&page.document.front_matter.title, page.document.summary());
        let description = if summary.is_empty() { title.as_str() } else { summary };
        let mut video = json!({ "@type": "VideoObject", "name": title, "description": description, "url": url, "recordedAt": event });
        if let Some(date) = &delivery.date {
            video["uploadDate"] = date.w3c().into();
        }
        let given_in = delivery.language.as_ref().unwrap_or(&page.document.path.lang);
        video["inLanguage"] = given_in.as_str().into();
        Some(video)
    });
    let slides = facts.deliveries.iter().filter_map(|delivery| {
        let url = absolute(&delivery.slides.as_ref()?.value)?;
        Some(json!({ "@type": "MediaObject", "contentUrl": url }))
    });
    let level = facts
        .level
        .map(|level| snapshot.theme.strings.word(&page.document.path.lang, &format!("level_{}", level.name())));
    vec![
        ("timeRequired", facts.duration.map(Duration::iso).into()),
        ("educationalLevel", level.into()),
        ("video", recordings.collect::<Vec<_>>().into()),
        ("associatedMedia", slides.collect::<Vec<_>>().into()),
        ("keywords", page.document.front_matter.tags.clone().into()),
    ]
}

fn recorded_at(snapshot: &Snapshot, page: &Page, delivery: &Delivery) -> Json {
    let event =
        talks::event_page(&snapshot.site, &delivery.event.value, page.language).map(|id| snapshot.site.page(id));
    let name =
        event.map_or_else(|| named_event(&delivery.event.value), |event| event.document.front_matter.title.clone());
    let mut told = json!({ "@type": "Event", "name": name });
    if let Some(event) = event {
        let url: &UrlPath = &event.url;
        told["url"] = super::alternates::absolute(snapshot, url).into();
    }
    if let Some(date) = &delivery.date {
        told["startDate"] = date.w3c().into();
    }
    told
}
