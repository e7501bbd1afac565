//! Events: their pages, the list of all of them, and the editions of a series.

use std::cmp::Reverse;

use tera::{Context, Value};

use crate::content_path::Kind;
use crate::date::Date;
use crate::front_matter::event::{EventMatter, Venue};
use crate::localized::Localized;
use crate::markdown;
use crate::render::common::body::embeds;
use crate::render::common::cards;
use crate::render::common::cards::tags;
use crate::render::common::page::{About, Head, Rendered, Translation, context, description};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::render::common::{body, delivery, recurrence};
use crate::render::pages::{recap, session};
use crate::site::calendar;
use crate::site::events::{Event, series_url};
use crate::site::{Page, PageId, talks};
use crate::snapshot::Snapshot;

pub(crate) fn render(snapshot: &Snapshot, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let mut context = context(snapshot, &Head::of_document(snapshot, "event", id));
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", list([]));
    context.insert_value("uses", embeds::uses_of(&[document], true));
    context.insert_value("event", value(snapshot, page, page.language));
    if let Some(event) = snapshot.site.events.of(&document.path) {
        belongings(snapshot, &mut context, event, page);
    }
    snapshot.theme.render("event.html", &context)
}

/// What belongs to an event.
fn belongings(snapshot: &Snapshot, context: &mut Context, event: &Event, page: &Page) {
    let (site, language) = (&snapshot.site, page.language);
    let shown = |group: &usize| site.groups[*group].shown_in(language);
    let cards = |groups: &[usize]| {
        list(
            groups
                .iter()
                .filter_map(shown)
                .map(|id| cards::get(snapshot, id, language)),
        )
    };
    let sessions = event
        .sessions
        .iter()
        .filter_map(shown)
        .map(|id| session::value(snapshot, id, language));
    context.insert_value("sessions", list(sessions));
    let recap = event.recap.as_ref().and_then(shown);
    context.insert_value(
        "recap",
        recap.map_or_else(Value::none, |id| cards::get(snapshot, id, language)),
    );
    let talks = event
        .talks
        .iter()
        .filter_map(shown)
        .map(|id| recap::talk(snapshot, id, event, language));
    context.insert_value("talks", list(talks));
    context.insert_value("posts", cards(&event.posts));
    let edition = |at: Option<usize>| {
        at.map_or_else(Value::none, |at| {
            told(snapshot, &site.events.all[at], language)
        })
    };
    context.insert_value("previous", edition(event.previous));
    context.insert_value("next", edition(event.next));
}

/// What a page of an event says of it.
fn value(snapshot: &Snapshot, page: &Page, language: usize) -> Value {
    let (config, strings) = (&snapshot.config, &snapshot.theme.strings);
    let lang = &config.languages[language].code;
    let front_matter = &page.document.front_matter;
    let Some(matter) = &front_matter.event else {
        return Value::none();
    };
    let event = snapshot.site.events.of(&page.document.path);
    let series = event.and_then(|event| event.series);
    let address = calendar::is_in_calendars(page).then(|| calendar::event_url(&page.url));
    map! {
        "title" => front_matter.title.as_str(),
        "url" => page.href(&config.base_path),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "draft" => front_matter.draft,
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "start" => text_or_none(matter.start.as_ref().map(Date::iso)),
        "end" => text_or_none(matter.end.as_ref().map(Date::iso)),
        "dates" => text_or_none(dates(snapshot, matter, language).as_deref()),
        "time" => text_or_none(matter.start.as_ref().and_then(|start| strings.time(lang, start)).as_deref()),
        "upcoming" => event.is_some_and(|event| event.is_upcoming(snapshot.site.today.as_ref())),
        "place" => matter.place.as_ref().map_or_else(Value::none, place),
        "site" => text_or_none(matter.url.as_deref()),
        "host" => text_or_none(matter.url.as_deref().map(cards::host)),
        "hosted" => matter.hosted,
        "sponsored" => matter.sponsored,
        "series" => series.map_or_else(Value::none, |at| series_link(snapshot, at, language)),
        "sessions" => number(event.map_or(0, |event| event.sessions.len())),
        "recap" => event.is_some_and(|event| event.recap.is_some()),
        "tags" => tags(snapshot, page, language),
        "calendar" => address.map_or_else(Value::none, |url| Value::from(url.href(&config.base_path))),
    }
}

/// An event, by the page that readers of a language see.
fn told(snapshot: &Snapshot, event: &Event, language: usize) -> Value {
    let page = event.shown_in(language).map(|id| snapshot.site.page(id));
    page.map_or_else(Value::none, |page| value(snapshot, page, language))
}

/// The event that a recap or session notes belong to.
pub(crate) fn told_around(snapshot: &Snapshot, page: &Page, language: usize) -> Value {
    let event = snapshot.site.events.of(&page.document.path);
    event.map_or_else(Value::none, |event| told(snapshot, event, language))
}

/// Its title alone.
pub(crate) fn title_around(snapshot: &Snapshot, page: &Page, language: usize) -> String {
    let event = snapshot
        .site
        .events
        .of(&page.document.path)
        .and_then(|event| event.shown_in(language));
    event
        .map(|id| snapshot.site.page(id).document.front_matter.title.clone())
        .unwrap_or_default()
}

/// The event that a post tells of.
pub(crate) fn told_of(snapshot: &Snapshot, page: &Page) -> Value {
    let named = page.document.front_matter.about_event.as_ref();
    let event = named.and_then(|named| snapshot.site.events.find(&named.value));
    event.map_or_else(Value::none, |event| told(snapshot, event, page.language))
}

/// The talk that a post tells of.
pub(crate) fn told_of_talk(snapshot: &Snapshot, page: &Page) -> Value {
    let site = &snapshot.site;
    let named = page.document.front_matter.about_talk.as_ref();
    let talk = named.and_then(|named| {
        site.groups[*site.talks.groups.get(&named.value)?].shown_in(page.language)
    });
    talk.map_or_else(Value::none, |id| cards::get(snapshot, id, page.language))
}

/// When a page's subject is, as it is said beside its title.
pub(crate) fn date_text(snapshot: &Snapshot, page: &Page) -> Option<String> {
    match &page.document.front_matter.event {
        Some(matter) => dates(snapshot, matter, page.language),
        None => page
            .date
            .as_ref()
            .map(|date| snapshot.theme.strings.date(&page.document.path.lang, date)),
    }
}

fn dates(snapshot: &Snapshot, matter: &EventMatter, language: usize) -> Option<String> {
    let lang = &snapshot.config.languages[language].code;
    let start = matter.start.as_ref()?;
    Some(
        snapshot
            .theme
            .strings
            .days(lang, start, matter.end.as_ref()),
    )
}

fn place(venue: &Venue) -> Value {
    let parts = [&venue.name, &venue.city, &venue.country];
    let text = parts
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    map! {
        "name" => text_or_none(venue.name.as_deref()),
        "city" => text_or_none(venue.city.as_deref()),
        "country" => text_or_none(venue.country.as_deref()),
        "online" => venue.online,
        "text" => text_or_none(Some(text.as_str()).filter(|text| !text.is_empty())),
    }
}

fn series_link(snapshot: &Snapshot, at: usize, language: usize) -> Value {
    let (config, series) = (&snapshot.config, &snapshot.site.events.series[at]);
    let url = series_url(config, language, &series.told.id);
    map! {
        "title" => series.told.name.get(&config.languages[language].code),
        "url" => url.href(&config.base_path),
    }
}

/// All events for their list: those to come, the nearest first; then those that were, by year.
pub(crate) fn insert_all(snapshot: &Snapshot, context: &mut Context, language: usize) {
    let site = &snapshot.site;
    let today = site.today.as_ref();
    let (mut upcoming, mut past): (Vec<&Event>, Vec<&Event>) = site
        .events
        .all
        .iter()
        .partition(|event| event.is_upcoming(today));
    // One without a date is the last to come.
    upcoming.sort_by_key(|event| (event.start.is_none(), event.start.as_ref()));
    past.sort_by_key(|event| Reverse(event.start.as_ref()));
    let year = |event: &&Event| event.start.as_ref().map(|start| start.ymd().0);
    let years = past.chunk_by(|a, b| year(a) == year(b)).map(|events| {
        map! {
            "year" => events.first().and_then(year).map_or_else(Value::none, |year| Value::from(format!("{year:04}"))),
            "events" => list(events.iter().map(|event| told(snapshot, event, language))),
        }
    });
    context.insert_value("years", list(years));
    context.insert_value(
        "upcoming",
        list(
            upcoming
                .into_iter()
                .map(|event| told(snapshot, event, language)),
        ),
    );
    context.insert_value("count", number(site.events.all.len()));
    let prefix = snapshot
        .config
        .prefix(&snapshot.config.languages[language].code);
    let dated = calendar::events(site, language)
        .next()
        .map(|_| calendar::url(&prefix).href(&snapshot.config.base_path));
    context.insert_value("calendar", text_or_none(dated.as_deref()));
    let series = (0..site.events.series.len()).map(|at| series_link(snapshot, at, language));
    context.insert_value("series", list(series));
    context.insert_value("uses", embeds::uses_of(&[], true));
}

pub(crate) fn render_series(snapshot: &Snapshot, at: usize, language: usize) -> Rendered {
    let (config, site) = (&snapshot.config, &snapshot.site);
    let (lang, series) = (&config.languages[language].code, &site.events.series[at]);
    let url = series_url(config, language, &series.told.id);
    let plain = |text: &Localized| {
        markdown::inline_text(text.get(lang), config.typography(text.language(lang)))
    };
    let summary = series.told.description.as_ref().map(plain);
    let head = Head {
        description: summary.as_deref().or_else(|| description(snapshot, lang)),
        translations: series_translations(snapshot, at),
        about: About::EventSeries(at),
        ..Head::new(
            snapshot,
            "event_series",
            language,
            &url,
            series.told.name.get(lang).to_owned(),
        )
    };
    let mut context = context(snapshot, &head);
    let html = |text: &Localized| {
        safe(&markdown::inline(
            text.get(lang),
            config.typography(text.language(lang)),
        ))
    };
    let today = site.today.as_ref();
    let all = series.editions.iter().map(|at| &site.events.all[*at]);
    let (upcoming, mut past): (Vec<&Event>, Vec<&Event>) =
        all.partition(|event| event.is_upcoming(today));
    past.reverse();
    let tell = |events: Vec<&Event>| {
        list(
            events
                .into_iter()
                .map(|event| told(snapshot, event, language)),
        )
    };
    context.insert_value("upcoming", tell(upcoming));
    context.insert_value("past", tell(past));
    context.insert_value("count", number(series.editions.len()));
    let about = map! {
        "id" => series.told.id.as_str(),
        "title" => series.told.name.get(lang),
        "description" => series.told.description.as_ref().map_or_else(Value::none, html),
        "site" => text_or_none(series.told.url.as_deref()),
        "host" => text_or_none(series.told.url.as_deref().map(cards::host)),
        "rule" => recurrence::value(snapshot, series, lang),
    };
    context.insert_value("series", about);
    context.insert_value("uses", embeds::uses_of(&[], true));
    snapshot.theme.render("event_series.html", &context)
}

/// The page of a series is there in every language.
pub(crate) fn series_translations(snapshot: &Snapshot, at: usize) -> Vec<Translation> {
    let id = &snapshot.site.events.series[at].told.id;
    let url = |language| series_url(&snapshot.config, language, id);
    (0..snapshot.config.languages.len())
        .map(|language| Translation {
            url: url(language),
            missing: false,
        })
        .collect()
}

/// What somebody gave where, the last first, for their own page.
pub(crate) fn deliveries(snapshot: &Snapshot, pages: &[PageId], language: usize) -> Vec<Value> {
    let site = &snapshot.site;
    let talks = pages
        .iter()
        .filter(|id| site.page(**id).document.path.kind == Kind::Talk);
    let mut given: Vec<(Option<Date>, Value)> = talks
        .flat_map(|id| {
            let page = site.page(*id);
            let deliveries = talks::facts(site, page.group, language)
                .deliveries
                .into_iter();
            deliveries.map(|given| {
                let value = map! {
                    "talk" => cards::get(snapshot, *id, language),
                    "given" => delivery::value(snapshot, page, &given, language),
                };
                (given.date, value)
            })
        })
        .collect();
    given.sort_by(|(a, _), (b, _)| b.cmp(a));
    given.into_iter().map(|(_, value)| value).collect()
}
