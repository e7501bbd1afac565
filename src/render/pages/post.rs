//! Posts and pages.

use tera::Value;

use crate::content_path::Kind;
use crate::date::Date;
use crate::path::UrlPath;
use crate::render::common::body;
use crate::render::common::body::embeds;
use crate::render::common::cards;
use crate::render::common::cards::term_link;
use crate::render::common::page::{Head, Rendered, Translation, context, home_listing};
use crate::render::common::trail;
use crate::render::common::value::{list, map, number, text_or_none};
use crate::render::pages::{events, recap, related, session};
use crate::site::taxonomy::TaxonomyKey;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

pub(crate) fn render(snapshot: &Snapshot, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    match document.path.kind {
        Kind::Event => return events::render(snapshot, id),
        Kind::Session => return session::render(snapshot, id),
        Kind::Recap => return recap::render(snapshot, id),
        _ => {}
    }
    let is_post = document.path.kind == Kind::Post;
    let kind = if is_post { "post" } else { "page" };
    let mut context = context(snapshot, &Head::of_document(snapshot, kind, id));
    context.insert_value(
        "content",
        Value::safe_string(&body::fill(snapshot, document)),
    );
    context.insert_value("toc", body::contents(snapshot, document));
    context.insert_value("uses", embeds::uses(Some(document)));
    if is_post {
        context.insert_value("post", post(snapshot, id));
    }
    snapshot
        .theme
        .render(if is_post { "post.html" } else { "page.html" }, &context)
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
    let card = |id: Option<PageId>| {
        id.map_or_else(Value::none, |id| cards::get(snapshot, id, page.language))
    };
    // Lists show it with the same byline and tags.
    let own = cards::get(snapshot, id, page.language);
    let told = |key: &'static str| own.get_from_path(key).cloned().unwrap_or_else(Value::none);
    map! {
        "date" => text_or_none(date.map(Date::iso)),
        "date_text" => text(date),
        "updated" => text_or_none(updated.map(Date::iso)),
        "updated_text" => text(updated),
        "minutes" => number(page.document.reading_minutes(snapshot.config.reading_speed(lang))),
        "words" => number(page.document.body.words),
        "byline" => told("byline"),
        "authors" => authors(snapshot, page),
        "tags" => told("tags"),
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "series" => series(snapshot, id),
        "event" => events::told_of(snapshot, page),
        "talk" => events::told_of_talk(snapshot, page),
        "external" => cards::external(page),
        "commented" => page.document.body.words > 0,
        "previous" => card(older),
        "next" => card(newer),
        "related" => list(related::to(snapshot, id).into_iter().map(|id| cards::get(snapshot, id, page.language))),
    }
}

pub(crate) fn authors(snapshot: &Snapshot, page: &Page) -> Value {
    let lang = &page.document.path.lang;
    list(page.authors.iter().map(|&at| {
        let author = &snapshot.site.authors[at];
        map! {
            "name" => author.name(lang),
            "url" => cards::author_url(snapshot, at, page.language),
            "role" => text_or_none(author.role(lang)),
        }
    }))
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
        id.map_or_else(Value::none, |id| cards::get(snapshot, *id, page.language))
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
    let is_own = |other: &&PageId| {
        let page = snapshot.site.page(**other);
        page.language == language && page.document.path.kind == Kind::Post
    };
    (
        order[at + 1..].iter().find(is_own).copied(),
        order[..at].iter().rev().find(is_own).copied(),
    )
}

/// The page in each language; where it is missing, the listing that its readers are sent to.
pub(crate) fn translations(snapshot: &Snapshot, id: PageId) -> Vec<Translation> {
    let site = &snapshot.site;
    (0..snapshot.config.languages.len())
        .map(|language| match site.translation(id, language) {
            Some(translation) => Translation {
                url: site.page(translation).url.clone(),
                missing: false,
            },
            None => Translation {
                url: listing_of(snapshot, id, language),
                missing: true,
            },
        })
        .collect()
}

/// The section around a page in a language, else the home.
fn listing_of(snapshot: &Snapshot, id: PageId, language: usize) -> UrlPath {
    let listing = trail::section_in(snapshot, id, language)
        .unwrap_or_else(|| home_listing(snapshot, language));
    snapshot.site.listing(listing).url.clone()
}
