//! Posts and pages.

use tera::Value;

use super::cards::{self, byline, lead_image, tags, term_link};
use super::page::{Head, Rendered, Translation, context};
use super::value::{list, map, number, text_or_none};
use super::{body, related};
use crate::content_path::{Kind, section_segments};
use crate::date::Date;
use crate::path::UrlPath;
use crate::site::listing::{ListingId, Subject};
use crate::site::taxonomy::TaxonomyKey;
use crate::site::{Page, PageId};
use crate::slug::slugify;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let is_post = document.path.kind == Kind::Post;
    let kind = if is_post { "post" } else { "page" };
    let head = Head {
        description: Some(document.summary()),
        canonical: document.front_matter.canonical.as_deref(),
        image: lead_image(snapshot, page),
        draft: document.front_matter.draft,
        future: snapshot.site.is_future(page),
        translations: translations(snapshot, id),
        ..Head::new(snapshot, kind, page.language, &page.url, document.front_matter.title.clone())
    };
    let mut context = context(snapshot, &head);
    context.insert_value("content", Value::safe_string(&body::fill(snapshot, document)));
    context.insert_value("toc", body::contents(document));
    if is_post {
        context.insert_value("post", post(snapshot, id));
    }
    snapshot.theme.render(if is_post { "post.html" } else { "page.html" }, &context)
}

fn post(snapshot: &Snapshot, id: PageId) -> Value {
    let page = snapshot.site.page(id);
    let lang = &page.document.path.lang;
    let front_matter = &page.document.front_matter;
    let text = |date: Option<&Date>| {
        date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date)))
    };
    let (date, updated) = (front_matter.date.as_ref(), front_matter.updated.as_ref());
    let (older, newer) = neighbours(snapshot, id);
    let card = |id: Option<PageId>| id.map_or_else(Value::none, |id| cards::get(snapshot, id, page.language));
    map! {
        "date" => text_or_none(date.map(Date::iso)),
        "date_text" => text(date),
        "updated" => text_or_none(updated.map(Date::iso)),
        "updated_text" => text(updated),
        "minutes" => number(page.document.reading_minutes(snapshot.config.reading_speed(lang))),
        "words" => number(page.document.body.words),
        "byline" => byline(snapshot, page, page.language),
        "authors" => authors(snapshot, page),
        "tags" => tags(snapshot, page, page.language),
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "series" => series(snapshot, id),
        "previous" => card(older),
        "next" => card(newer),
        "related" => list(related::to(snapshot, id).into_iter().map(|id| cards::get(snapshot, id, page.language))),
    }
}

fn authors(snapshot: &Snapshot, page: &Page) -> Value {
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
    let Some(name) = &page.document.front_matter.series else { return Value::none() };
    let taxonomy = &snapshot.site.taxonomies[TaxonomyKey::Series.index()];
    let Some(term) = taxonomy.term(page.language, &slugify(name)) else { return Value::none() };
    let pages = &snapshot.site.listing(term.listing).pages;
    let position = pages.iter().position(|other| *other == id).map_or(0, |at| at + 1);
    let Some(link) = term_link(snapshot, TaxonomyKey::Series, name, page.language).and_then(Value::into_map) else {
        return Value::none();
    };
    let mut value = link;
    value.insert("position".into(), number(position));
    value.insert("total".into(), number(pages.len()));
    Value::from(value)
}

/// The older and the newer post in the same language.
fn neighbours(snapshot: &Snapshot, id: PageId) -> (Option<PageId>, Option<PageId>) {
    let language = snapshot.site.page(id).language;
    let order = &snapshot.site.order[language];
    let Some(at) = snapshot.site.position(id) else { return (None, None) };
    let is_own = |other: &&PageId| {
        let page = snapshot.site.page(**other);
        page.language == language && page.document.path.kind == Kind::Post
    };
    (order[at + 1..].iter().find(is_own).copied(), order[..at].iter().rev().find(is_own).copied())
}

/// The page in each language; where it is missing, the listing that its readers are sent to.
fn translations(snapshot: &Snapshot, id: PageId) -> Vec<Translation> {
    let site = &snapshot.site;
    (0..snapshot.config.languages.len())
        .map(|language| match site.translation(id, language) {
            Some(translation) => Translation { url: site.page(translation).url.clone(), missing: false },
            None => Translation { url: listing_of(snapshot, site.page(id), language), missing: true },
        })
        .collect()
}

/// The section around a page in a language, else the home.
fn listing_of(snapshot: &Snapshot, page: &Page, language: usize) -> UrlPath {
    section_of(snapshot, page, language).map_or_else(
        || UrlPath::new(&snapshot.config.prefix(&snapshot.config.languages[language].code)),
        |id| snapshot.site.listing(id).url.clone(),
    )
}

/// The section around a page in a language.
pub(super) fn section_of(snapshot: &Snapshot, page: &Page, language: usize) -> Option<ListingId> {
    let prefix = snapshot.config.prefix(&snapshot.config.languages[language].code);
    let (mut folder, _) = page.document.path.folder_and_name();
    while !folder.is_empty() {
        let url = format!("{prefix}{}/", section_segments(folder).join("/"));
        let target = snapshot.site.routes.get(&url);
        if let Some(crate::site::routes::Target::Listing(id, _)) = target
            && matches!(snapshot.site.listing(id).subject, Subject::Section(_))
        {
            return Some(id);
        }
        folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
    None
}
