//! A page as lists show it: its title, address, date, summary and byline, without its content.
//!
//! A page stands in many lists (the home, its section, every tag), so its value is made once for
//! each language that it is shown in, and shared.

use pulldown_cmark_escape::escape_html;
use tera::Value;

use crate::content_path::Kind;
use crate::references::{self, Reference};
use crate::render::common::pictures;
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::render::pages::recap;
use crate::site::people::{Author, Who};
use crate::site::taxonomy::{TaxonomyKey, Term};
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// A page as a list in some language shows it.
pub(crate) fn get(snapshot: &Snapshot, id: PageId, language: usize) -> Value {
    snapshot
        .cards
        .get_or_make(id, language, || card(snapshot, id, language))
}

fn card(snapshot: &Snapshot, id: PageId, language: usize) -> Value {
    let (config, page) = (&snapshot.config, snapshot.site.page(id));
    let front_matter = &page.document.front_matter;
    let lang = &config.languages[language].code;
    let date = page.date.as_ref();
    map! {
        "title" => front_matter.title.as_str(),
        "url" => page.href(&config.base_path),
        "kind" => kind(page),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "date" => text_or_none(date.map(crate::date::Date::iso)),
        "date_text" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date))),
        "summary" => page.document.summary(),
        "minutes" => number(recap::minutes(snapshot, page)),
        "byline" => byline(snapshot, page, language),
        "tags" => tags(snapshot, page, language),
        "image" => lead_image(snapshot, page),
        "pinned" => front_matter.pinned,
        "external" => external(page),
        "commented" => page.document.body.words > 0,
        "part" => snapshot.site.series[language].get(&id).map_or_else(Value::none, |part| number(part.number)),
        "draft" => front_matter.draft,
        "future" => snapshot.site.is_future(page),
    }
}

/// What a page is, where that is no post.
fn kind(page: &Page) -> Value {
    Value::from(match page.document.path.kind {
        Kind::Event => "event",
        Kind::Recap => "recap",
        Kind::Session => "session",
        Kind::Talk => "talk",
        Kind::Deck => "deck",
        _ => return Value::none(),
    })
}

/// The article elsewhere that a post points to.
pub(crate) fn external(page: &Page) -> Value {
    let Some(url) = page.document.front_matter.external.as_deref() else {
        return Value::none();
    };
    map! { "url" => url, "host" => host(url) }
}

/// The host of an address, as people say it: `example.org`.
pub(crate) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The tags of a page, with the addresses of their terms in a language.
pub(crate) fn tags(snapshot: &Snapshot, page: &Page, language: usize) -> Value {
    let taxonomy = &snapshot.site.taxonomies[TaxonomyKey::Tags.index()];
    let mut shown = Vec::new();
    list(page.document.front_matter.tags.iter().filter_map(|tag| {
        // The dictionary may give two words one meaning.
        let term = taxonomy.named(language, tag)?;
        if shown.contains(&term.listing) {
            return None;
        }
        shown.push(term.listing);
        Some(link_to(snapshot, term, tag))
    }))
}

/// A term with its name and its address in a language.
pub(crate) fn term_link(
    snapshot: &Snapshot,
    key: TaxonomyKey,
    name: &str,
    language: usize,
) -> Option<Value> {
    Some(link_to(
        snapshot,
        snapshot.site.taxonomies[key.index()].named(language, name)?,
        name,
    ))
}

/// A term as a page writes it, unless the dictionary knows better.
fn link_to(snapshot: &Snapshot, term: &Term, name: &str) -> Value {
    let url = snapshot
        .site
        .listing(term.listing)
        .url
        .href(&snapshot.config.base_path);
    let title = if term.meaning.is_some() {
        term.title.as_str()
    } else {
        name
    };
    map! { "title" => title, "url" => url }
}

/// The names of a page's authors, linked, joined as the language of the reader does.
pub(crate) fn byline(snapshot: &Snapshot, page: &Page, language: usize) -> Value {
    if page.authors.is_empty() {
        return Value::none();
    }
    let lang = &snapshot.config.languages[language].code;
    let names: Vec<String> = page
        .authors
        .iter()
        .map(|&at| {
            let mut html = format!("<a href=\"{}\">", author_url(snapshot, at, language));
            // Writing to a `String` cannot fail.
            let _ = escape_html(&mut html, snapshot.site.authors[at].name(lang));
            html.push_str("</a>");
            html
        })
        .collect();
    safe(&snapshot.theme.strings.list(lang, &names))
}

/// The address of an author's page.
pub(crate) fn author_url(snapshot: &Snapshot, author: usize, language: usize) -> String {
    let slug = &snapshot.site.authors[author].slug;
    let term = snapshot.site.taxonomies[TaxonomyKey::Authors.index()].term(language, slug);
    term.map_or_else(String::new, |term| {
        snapshot
            .site
            .listing(term.listing)
            .url
            .href(&snapshot.config.base_path)
    })
}

/// The address of the page of somebody whom `people.yaml` knows, where they have one.
pub(crate) fn person_url(
    snapshot: &Snapshot,
    somebody: &Author,
    language: usize,
) -> Option<String> {
    let Who::Person(_) = somebody.who else {
        return None;
    };
    let term =
        snapshot.site.taxonomies[TaxonomyKey::Authors.index()].term(language, &somebody.slug)?;
    Some(
        snapshot
            .site
            .listing(term.listing)
            .url
            .href(&snapshot.config.base_path),
    )
}

/// The lead image of a page.
pub(crate) fn lead_image(snapshot: &Snapshot, page: &Page) -> Value {
    let Some(image) = &page.document.front_matter.image else {
        return Value::none();
    };
    let base = &snapshot.config.base_path;
    let Ok(Reference::Route {
        url, dimensions, ..
    }) = references::resolve(&snapshot.site, page, base, &image.file.value)
    else {
        return Value::none();
    };
    let href = url.href(base);
    map! {
        "url" => href.as_str(),
        "absolute" => format!("{}{href}", snapshot.config.origin),
        "alt" => image.alt.as_str(),
        "srcset" => text_or_none(pictures::srcset(snapshot, &url).as_deref()),
        "sizes" => snapshot.theme.image_sizes.as_str(),
        "width" => dimensions.map_or_else(Value::none, |(width, _)| Value::from(u64::from(width))),
        "height" => dimensions.map_or_else(Value::none, |(_, height)| Value::from(u64::from(height))),
    }
}
