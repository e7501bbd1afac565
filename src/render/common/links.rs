//! Addresses of pages, terms and people, as pages link to them and as machines name them.

use pulldown_cmark_escape::escape_html;
use tera::Value;

use super::value::{list, map, safe};
use crate::path::UrlPath;
use crate::site::Page;
use crate::site::people::{Author, Who};
use crate::site::routes::Target;
use crate::site::taxonomy::{TaxonomyKey, Term};
use crate::snapshot::Snapshot;

/// An address with scheme, host and base path: `https://example.org/blog/`.
pub(crate) fn absolute(snapshot: &Snapshot, url: &UrlPath) -> String {
    format!(
        "{}{}",
        snapshot.config.origin,
        url.href(&snapshot.config.base_path)
    )
}

/// The home of a language (by rank).
pub(crate) fn home(snapshot: &Snapshot, language: usize) -> UrlPath {
    snapshot.site.addresses.home(language)
}

/// What a link to a target of the site has in its `href`.
pub(crate) fn href(snapshot: &Snapshot, target: &Target) -> String {
    let url = snapshot.site.address(target);
    url.href(&snapshot.config.base_path)
}

/// The list of all terms of a taxonomy (by its place) in a language (by rank).
pub(crate) fn taxonomy_url(snapshot: &Snapshot, taxonomy: usize, language: usize) -> UrlPath {
    snapshot.site.address(&Target::Taxonomy(taxonomy, language))
}

/// The host of an address, as people say it: `example.org`.
pub(crate) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The tags of a page for templates, each with the address of its term in a language.
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
        Some(link_to_term(snapshot, term, tag))
    }))
}

/// A term by the name that a page gives it, with its address in a language; `None` for a term that
/// nothing has.
pub(crate) fn term_link(
    snapshot: &Snapshot,
    key: TaxonomyKey,
    name: &str,
    language: usize,
) -> Option<Value> {
    let term = snapshot.site.taxonomies[key.index()].named(language, name)?;
    Some(link_to_term(snapshot, term, name))
}

/// A term is called as the page writes it, unless the dictionary knows better.
fn link_to_term(snapshot: &Snapshot, term: &Term, name: &str) -> Value {
    let title = if term.meaning.is_some() {
        term.title.as_str()
    } else {
        name
    };
    map! { "title" => title, "url" => term_href(snapshot, term) }
}

fn term_href(snapshot: &Snapshot, term: &Term) -> String {
    let listing = snapshot.site.listing(term.listing);
    listing.url.href(&snapshot.config.base_path)
}

/// The names of a page's authors as HTML, linked, joined as the language of the reader does;
/// `none` without authors.
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

/// The address of an author's page (from the root of the host); empty where there is none.
pub(crate) fn author_url(snapshot: &Snapshot, author: usize, language: usize) -> String {
    let slug = &snapshot.site.authors[author].slug;
    let term = snapshot.site.taxonomies[TaxonomyKey::Authors.index()].term(language, slug);
    term.map_or_else(String::new, |term| term_href(snapshot, term))
}

/// The same address with scheme and host.
pub(crate) fn absolute_author_url(snapshot: &Snapshot, author: usize, language: usize) -> String {
    let url = author_url(snapshot, author, language);
    format!("{}{url}", snapshot.config.origin)
}

/// The address of the page of somebody whom `people.yaml` knows, where they have one.
pub(crate) fn person_url(snapshot: &Snapshot, person: &Author, language: usize) -> Option<String> {
    let Who::Person(_) = person.who else {
        return None;
    };
    let authors = &snapshot.site.taxonomies[TaxonomyKey::Authors.index()];
    let term = authors.term(language, &person.slug)?;
    Some(term_href(snapshot, term))
}

/// The addresses of search in a language; `none` where search is switched off.
pub(crate) fn search(snapshot: &Snapshot, language: usize) -> Value {
    if !snapshot.config.search {
        return Value::none();
    }
    let page = href(snapshot, &Target::Search(language));
    // The words of many pages are in files below the page.
    map! {
        "url" => page.as_str(),
        "index" => href(snapshot, &Target::SearchIndex(language, None)),
        "words" => page.as_str(),
    }
}
