//! Talks: the page of each, and all of them by year and event.

use tera::Value;

use crate::content_path::Kind;
use crate::date::Date;
use crate::duration::Duration;
use crate::front_matter::talk::Delivery;
use crate::render::common::alternates::absolute;
use crate::render::common::body::embeds;
use crate::render::common::event_data;
use crate::render::common::event_data::Recording;
use crate::render::common::json_ld::Node;
use crate::render::common::page::{About, Head, Rendered, context, description, listing_title};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::render::common::{body, cards, delivery, stale, trail};
use crate::render::pages::listings;
use crate::site::decks;
use crate::site::listing::{ListingId, Subject};
use crate::site::talks::{self, Facts};
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;
use crate::source::Spanned;

pub(crate) fn is_talk(snapshot: &Snapshot, id: PageId) -> bool {
    snapshot.site.page(id).document.path.kind == Kind::Talk
}

/// Whether a listing is the one of all talks.
pub(crate) fn is_listing(snapshot: &Snapshot, id: ListingId) -> bool {
    let is_theirs = matches!(&snapshot.site.listing(id).subject, Subject::Section(folder) if folder == talks::FOLDER);
    is_theirs && !snapshot.site.talks.groups.is_empty()
}

pub(crate) fn render(snapshot: &Snapshot, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let facts = talks::facts(&snapshot.site, page.group, page.language);
    let mut context = context(snapshot, &Head::of_document(snapshot, "talk", id));
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", body::contents(snapshot, document));
    context.insert_value("uses", embeds::uses(Some(document)));
    let mut talk = told(snapshot, page, &facts, page.language);
    let (upcoming, past): (Vec<&Delivery>, Vec<&Delivery>) = facts
        .deliveries
        .iter()
        .partition(|given| delivery::is_upcoming(snapshot, given));
    let told = |deliveries: Vec<&Delivery>| {
        list(
            deliveries
                .into_iter()
                .map(|given| delivery::value(snapshot, page, given, page.language)),
        )
    };
    talk.insert(
        "upcoming".into(),
        told(upcoming.into_iter().rev().collect()),
    );
    talk.insert("deliveries".into(), told(past));
    talk.insert("tags".into(), cards::tags(snapshot, page, page.language));
    talk.insert(
        "summary".into(),
        text_or_none(document.front_matter.summary.as_deref()),
    );
    let above = trail::section(snapshot, id);
    talk.insert(
        "all".into(),
        above.map_or_else(Value::none, |id| link_to_listing(snapshot, id)),
    );
    context.insert_value("talk", Value::from(talk));
    snapshot.theme.render("talk.html", &context)
}

fn link_to_listing(snapshot: &Snapshot, id: ListingId) -> Value {
    let url = snapshot
        .site
        .listing(id)
        .url
        .href(&snapshot.config.base_path);
    map! { "title" => listing_title(snapshot, id), "url" => url }
}

/// A talk as a line or as the head of its page.
pub(crate) fn told(snapshot: &Snapshot, page: &Page, facts: &Facts, language: usize) -> tera::Map {
    let (config, front_matter) = (&snapshot.config, &page.document.front_matter);
    let lang = &config.languages[language].code;
    let strings = &snapshot.theme.strings;
    let length = |duration: Option<Duration>| {
        duration.map_or_else(Value::none, |duration| {
            Value::from(strings.duration(lang, duration))
        })
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
        "decks" => list(decks_of(snapshot, page, language).into_iter().map(|deck| deck_link(snapshot, deck, language))),
    };
    map.into_map().unwrap_or_default()
}

/// The slides of a talk in every language that has them, the reader's own first.
fn decks_of<'s>(snapshot: &'s Snapshot, talk: &Page, language: usize) -> Vec<&'s Page> {
    let folder = talk.document.path.bundle().unwrap_or_default();
    let ids = decks::of_talk(&snapshot.site, folder).into_iter().flatten();
    let mut decks: Vec<&Page> = ids.map(|id| snapshot.site.page(id)).collect();
    decks.sort_by_key(|deck| deck.language != language);
    decks
}

fn deck_link(snapshot: &Snapshot, deck: &Page, language: usize) -> Value {
    map! {
        "url" => deck.url.href(&snapshot.config.base_path),
        "lang" => deck.document.path.lang.as_str(),
        "lang_name" => snapshot.config.languages[deck.language].name.as_str(),
        "foreign" => deck.language != language,
    }
}

/// A talk with a delivery of it.
struct Given<'g> {
    page: &'g Page,
    facts: &'g Facts,
    delivery: &'g Delivery,
}

pub(crate) fn render_listing(snapshot: &Snapshot, id: ListingId) -> Rendered {
    let listing = snapshot.site.listing(id);
    let language = listing.language;
    let summary = listing
        .text
        .as_ref()
        .map(|text| text.summary())
        .filter(|summary| !summary.is_empty());
    let head = Head {
        description: summary.or_else(|| description(snapshot, &listing.lang)),
        stale: stale::of_listing(snapshot, listing),
        translations: listings::translations(snapshot, listing, 1),
        about: About::Listing(id, 1),
        ..Head::new(
            snapshot,
            "talks",
            language,
            &listing.url,
            listing_title(snapshot, id),
        )
    };
    let mut context = context(snapshot, &head);
    let text = listing.text.as_ref();
    context.insert_value(
        "content",
        text.map_or_else(Value::none, |text| safe(&body::fill(snapshot, text))),
    );
    context.insert_value("uses", embeds::uses(text.map(AsRef::as_ref)));
    let all = all(snapshot, language);
    let given = all.iter().flat_map(|(page, facts)| {
        facts.deliveries.iter().map(move |delivery| Given {
            page,
            facts,
            delivery,
        })
    });
    let (mut upcoming, mut past): (Vec<Given<'_>>, Vec<Given<'_>>) =
        given.partition(|given| delivery::is_upcoming(snapshot, given.delivery));
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
pub(crate) fn all(snapshot: &Snapshot, language: usize) -> Vec<(&Page, Facts)> {
    let site = &snapshot.site;
    let groups = site.talks.groups.values();
    let shown = groups.filter_map(|group| Some((*group, site.groups[*group].shown_in(language)?)));
    shown
        .map(|(group, id)| (site.page(id), talks::facts(site, group, language)))
        .collect()
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
            "event" => delivery::event(snapshot, &first.event.value, language),
            "date" => text_or_none(date.map(Date::iso)),
            "date_text" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date))),
            "day" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.day(lang, date))),
            "talks" => list(together.into_iter().map(|given| map! {
                "talk" => told(snapshot, given.page, given.facts, language),
                "delivery" => delivery::value(snapshot, given.page, given.delivery, language),
            })),
        }
    }))
}

/// What a talk's page tells machines: itself, its slides, and each recording.
pub(crate) fn structured(
    snapshot: &Snapshot,
    page: &Page,
    thumbnail: Option<&str>,
) -> Vec<(&'static str, Node)> {
    let facts = talks::facts(&snapshot.site, page.group, page.language);
    let at = |named: &Option<Spanned<String>>| {
        delivery::absolute(snapshot, &page.document, &named.as_ref()?.value)
    };
    let recordings = facts.deliveries.iter().filter_map(|given| {
        let (named, date) = (given.video.as_ref()?.value.as_str(), given.date.as_ref());
        let language = Some(given.language.as_ref().unwrap_or(&page.document.path.lang));
        let event = recorded_at(snapshot, page, given);
        event_data::recording(
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
        Some(Node::thing(
            "MediaObject",
            [("contentUrl", at(&given.slides)?.into())],
        ))
    });
    let decks = decks_of(snapshot, page, page.language)
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

/// What the page of a deck tells machines of its talk.
pub(crate) fn structured_deck(snapshot: &Snapshot, talk: &Page) -> Vec<(&'static str, Node)> {
    let facts = talks::facts(&snapshot.site, talk.group, talk.language);
    vec![
        ("isPartOf", work(snapshot, talk)),
        ("timeRequired", facts.duration.map(Duration::iso).into()),
    ]
}

/// A talk or its slides, as the other one names it.
fn work(snapshot: &Snapshot, page: &Page) -> Node {
    Node::thing(
        "PresentationDigitalDocument",
        [
            ("url", absolute(snapshot, &page.url).into()),
            ("name", page.document.front_matter.title.as_str().into()),
            ("inLanguage", page.document.path.lang.as_str().into()),
        ],
    )
}

fn recorded_at(snapshot: &Snapshot, page: &Page, given: &Delivery) -> Node {
    let (named, language) = (&given.event.value, page.language);
    let url =
        delivery::event_page(snapshot, named, language).map(|event| absolute(snapshot, &event.url));
    Node::thing(
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
