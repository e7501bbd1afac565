//! A talk as other pages show it: in lists, at an event, below a post.

use tera::Value;

use super::{card, delivery, people};
use crate::duration::Duration;
use crate::render::common::links::byline;
use crate::render::common::value::{list, map, text_or_none};
use crate::site::events::Event;
use crate::site::talk_facts::TalkFacts;
use crate::site::talks;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// A talk with its facts, as a line of a list or at the head of its page.
pub(crate) fn value(
    snapshot: &Snapshot,
    page: &Page,
    facts: &TalkFacts,
    language: usize,
) -> tera::Map {
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
        "byline" => byline(snapshot, page, language),
        "level" => text_or_none(facts.level.map(|level| strings.word(lang, &format!("level_{}", level.name()))).as_deref()),
        "duration" => length(facts.duration),
        "duration_iso" => text_or_none(facts.duration.map(Duration::iso).as_deref()),
        "questions" => length(facts.questions),
        "draft" => front_matter.draft,
        "decks" => list(decks(snapshot, page, language).into_iter().map(|deck| deck_link(snapshot, deck, language))),
    };
    map.into_map().unwrap_or_default()
}

/// The slides of a talk in every language that has them, the reader's own first.
pub(crate) fn decks<'s>(snapshot: &'s Snapshot, talk: &Page, language: usize) -> Vec<&'s Page> {
    let folder = talk.document.path.bundle().unwrap_or_default();
    let ids = crate::site::decks::of_talk(&snapshot.site, folder)
        .into_iter()
        .flatten();
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

/// A talk with its deliveries at an event.
pub(crate) fn at_event(snapshot: &Snapshot, id: PageId, event: &Event, language: usize) -> Value {
    let (config, page) = (&snapshot.config, snapshot.site.page(id));
    let front_matter = &page.document.front_matter;
    let here = talks::deliveries_at(&snapshot.site, event, page.group, language);
    map! {
        "title" => front_matter.title.as_str(),
        "url" => page.href(&config.base_path),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "summary" => page.document.summary(),
        "speakers" => people::speakers(snapshot, page, language),
        "deliveries" => list(here.iter().map(|given| delivery::value(snapshot, page, given, language))),
    }
}

/// The talk that a post names, or `none`.
pub(crate) fn of_post(snapshot: &Snapshot, page: &Page) -> Value {
    let site = &snapshot.site;
    let named = page.document.front_matter.about_talk.as_ref();
    let talk = named.and_then(|named| {
        site.groups[*site.talks.groups.get(&named.value)?].shown_in(page.language)
    });
    talk.map_or_else(Value::none, |id| card::shared(snapshot, id, page.language))
}
