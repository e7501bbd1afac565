//! The list of all talks, by year and event.

use tera::Value;

use crate::date::Date;
use crate::front_matter::talk::Delivery;
use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::{About, PageHead};
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::{delivery, status, talk};
use crate::render::common::titles::{listing_summary, listing_title, site_description};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::render::common::{stale, translations};
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::talk_facts::{self, TalkFacts};
use crate::site::talks;
use crate::site::{Page, Site};
use crate::snapshot::Snapshot;

/// Whether a listing is the one of all talks.
pub(super) fn is_list_of_talks(site: &Site, listing: &Listing) -> bool {
    matches!(&listing.subject, Subject::Section(folder) if folder == talks::FOLDER)
        && !site.talks.groups.is_empty()
}

/// A talk with a delivery of it.
struct Given<'g> {
    page: &'g Page,
    facts: &'g TalkFacts,
    delivery: &'g Delivery,
}

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, id: ListingId) -> Rendered {
    let listing = snapshot.site.listing(id);
    let language = listing.language;
    let description = listing_summary(listing);
    let head = PageHead {
        description: description.or_else(|| site_description(snapshot, &listing.lang)),
        stale: stale::of_listing(snapshot, listing),
        translations: translations::of_listing(snapshot, listing, 1),
        about: About::Listing(id, 1),
        ..PageHead::new(
            snapshot,
            kind,
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
    let waiting =
        waiting.map(|(page, facts)| Value::from(talk::value(snapshot, page, facts, language)));
    context.insert_value("upcoming", by_event(snapshot, &upcoming, language));
    context.insert_value("years", list(past.chunk_by(|a, b| year(a) == year(b)).map(|given| map! {
        "year" => given.first().and_then(year).map_or_else(Value::none, |year| Value::from(format!("{year:04}"))),
        "events" => by_event(snapshot, given, language),
    })));
    context.insert_value("waiting", list(waiting));
    context.insert_value("count", number(all.len()));
    snapshot.theme.render(kind.template, &context)
}

/// The talks that readers of a language see, each with its facts, by folder.
fn all(snapshot: &Snapshot, language: usize) -> Vec<(&Page, TalkFacts)> {
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
            talk_facts::is_same_event(&other.event.value, &one.delivery.event.value)
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
        let status = delivery::event_status(snapshot, first);
        map! {
            "status" => text_or_none(status.name()),
            "status_text" => status::text(snapshot, status, "event", lang),
            "event" => delivery::event(snapshot, &first.event.value, language),
            "date" => text_or_none(date.map(Date::iso)),
            "date_text" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date))),
            "day" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.day(lang, date))),
            "talks" => list(together.into_iter().map(|given| map! {
                "talk" => talk::value(snapshot, given.page, given.facts, language),
                "delivery" => delivery::value(snapshot, given.page, given.delivery, language),
            })),
        }
    }))
}
