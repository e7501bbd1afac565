//! The page of a post: its text, who wrote it and when, its series, and what to read next.

mod related;

use tera::Value;

use crate::content_path::Kind;
use crate::date::Date;
use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::links::term_link;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::{card, event, people, talk};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::site::PageId;
use crate::site::taxonomy::TaxonomyKey;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, id: PageId) -> Rendered {
    let document = &snapshot.site.page(id).document;
    let mut context = context(snapshot, &PageHead::of_document(snapshot, kind, id));
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", body::contents(snapshot, document));
    context.insert_value("uses", embeds::uses(Some(document)));
    context.insert_value("post", post(snapshot, id));
    snapshot.theme.render(kind.template, &context)
}

fn post(snapshot: &Snapshot, id: PageId) -> Value {
    let page = snapshot.site.page(id);
    let lang = &page.document.path.lang;
    let front_matter = &page.document.front_matter;
    let text = |date: Option<&Date>| {
        date.map_or_else(Value::none, |date| {
            Value::from(snapshot.theme.strings.date(lang, date))
        })
    };
    let (date, updated) = (front_matter.date.as_ref(), front_matter.updated.as_ref());
    let (older, newer) = neighbours(snapshot, id);
    let card_of = |id: PageId| card::shared(snapshot, id, page.language);
    // Lists show the same byline and tags.
    let listed = card::shared(snapshot, id, page.language);
    let as_listed = |key: &'static str| {
        listed
            .get_from_path(key)
            .cloned()
            .unwrap_or_else(Value::none)
    };
    map! {
        "date" => text_or_none(date.map(Date::iso)),
        "date_text" => text(date),
        "updated" => text_or_none(updated.map(Date::iso)),
        "updated_text" => text(updated),
        "minutes" => number(page.document.reading_minutes(snapshot.config.reading_speed(lang))),
        "words" => number(page.document.body.words),
        "byline" => as_listed("byline"),
        "authors" => people::authors(snapshot, page),
        "tags" => as_listed("tags"),
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "series" => series(snapshot, id),
        "event" => event::of_post(snapshot, page),
        "talk" => talk::of_post(snapshot, page),
        "external" => card::external(page),
        "commented" => page.document.body.words > 0,
        "previous" => older.map_or_else(Value::none, card_of),
        "next" => newer.map_or_else(Value::none, card_of),
        "related" => list(related::to(snapshot, id).into_iter().map(card_of)),
    }
}

/// The series of a post, with its place in it.
fn series(snapshot: &Snapshot, id: PageId) -> Value {
    let page = snapshot.site.page(id);
    let Some(name) = &page.document.front_matter.series else {
        return Value::none();
    };
    let taxonomy = &snapshot.site.taxonomies[TaxonomyKey::Series.index()];
    let Some(term) = taxonomy.named(page.language, name) else {
        return Value::none();
    };
    let pages = &snapshot.site.listing(term.listing).pages;
    let Some(part) = snapshot.site.series[page.language].get(&id) else {
        return Value::none();
    };
    let Some(link) =
        term_link(snapshot, TaxonomyKey::Series, name, page.language).and_then(Value::into_map)
    else {
        return Value::none();
    };
    let mut value = link;
    let card = |at: Option<usize>| {
        let id = at.and_then(|at| pages.get(at));
        id.map_or_else(Value::none, |id| card::shared(snapshot, *id, page.language))
    };
    let shown = window(part.at, pages.len());
    value.insert("position".into(), number(part.number));
    value.insert("total".into(), number(part.total));
    value.insert("count".into(), number(pages.len()));
    value.insert("cut".into(), Value::from(shown.len() < pages.len()));
    value.insert("previous".into(), card(part.at.checked_sub(1)));
    value.insert("next".into(), card(Some(part.at + 1)));
    value.insert(
        "parts".into(),
        list(shown.map(|at| map! { "card" => card(Some(at)), "current" => at == part.at })),
    );
    Value::from(value)
}

/// Which parts of a series its posts list: all of a short one, else those around the post itself.
fn window(at: usize, count: usize) -> std::ops::Range<usize> {
    const MOST: usize = 20;
    let start = at.saturating_sub(MOST / 2).min(count.saturating_sub(MOST));
    start..count.min(start + MOST)
}

/// The older and the newer post in the same language.
fn neighbours(snapshot: &Snapshot, id: PageId) -> (Option<PageId>, Option<PageId>) {
    let language = snapshot.site.page(id).language;
    let order = &snapshot.site.order[language];
    let Some(at) = snapshot.site.position(id) else {
        return (None, None);
    };
    let is_neighbour = |other: &&PageId| {
        let page = snapshot.site.page(**other);
        page.language == language && page.document.path.kind == Kind::Post
    };
    (
        order[at + 1..].iter().find(is_neighbour).copied(),
        order[..at].iter().rev().find(is_neighbour).copied(),
    )
}
