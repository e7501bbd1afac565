//! The map of the site for search engines (sitemaps.org), with the translations of each page.
//!
//! Has what should be found: no aliases, no 404, no drafts, no texts whose original is elsewhere,
//! and no further parts of listings. Linking has cut it into files already.

use std::ops::Range;

use crate::date::Date;
use crate::path::UrlPath;
use crate::render::common::alternates;
use crate::render::common::alternates::absolute;
use crate::render::common::page::Translation;
use crate::render::common::xml;
use crate::render::pages::{archive, blogroll, events, listings, post};
use crate::site::PageId;
use crate::site::listing::{Listing, Subject};
use crate::site::routes::Target;
use crate::site::syndication::is_mapped;
use crate::snapshot::Snapshot;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const LINKS: &str = "http://www.w3.org/1999/xhtml";

/// A file of the site map; 0 is the one that `robots.txt` names.
pub(crate) fn render(snapshot: &Snapshot, number: usize) -> String {
    let files = snapshot.site.routes.site_maps();
    match (number, files) {
        (0, [only]) => addresses(snapshot, only),
        (0, _) => index(snapshot, files.len()),
        (number, _) => files
            .get(number - 1)
            .map_or_else(String::new, |range| addresses(snapshot, range)),
    }
}

fn index(snapshot: &Snapshot, files: usize) -> String {
    let mut out = format!("{}<sitemapindex xmlns=\"{NAMESPACE}\">\n", xml::DECLARATION);
    for number in 1..=files {
        let url = absolute(snapshot, &UrlPath::new(&format!("/sitemap-{number}.xml")));
        out.push_str("<sitemap>");
        xml::element(&mut out, "loc", &[], &url);
        out.push_str("</sitemap>\n");
    }
    out.push_str("</sitemapindex>\n");
    out
}

fn addresses(snapshot: &Snapshot, range: &Range<usize>) -> String {
    let mut out = String::with_capacity(256 + range.len() * 400);
    out.push_str(xml::DECLARATION);
    out.push_str("<urlset xmlns=\"");
    out.push_str(NAMESPACE);
    out.push_str("\" xmlns:xhtml=\"");
    out.push_str(LINKS);
    out.push_str("\">\n");
    let mapped = snapshot
        .site
        .routes
        .first_parts()
        .filter(|(_, target)| is_mapped(target));
    for (url, target) in mapped.skip(range.start).take(range.len()) {
        if let Some(entry) = entry(snapshot, target) {
            write(&mut out, snapshot, url, &entry);
        }
    }
    out.push_str("</urlset>\n");
    out
}

/// What is said of an address.
struct Entry {
    kind: &'static str,
    modified: Option<String>,
    translations: Vec<Translation>,
}

fn entry(snapshot: &Snapshot, target: &Target) -> Option<Entry> {
    let languages = snapshot.config.languages.len();
    Some(match target {
        Target::Page(id) => {
            let page = snapshot.site.page(*id);
            let front_matter = &page.document.front_matter;
            let is_elsewhere = page.document.canonical().is_some();
            if front_matter.draft || is_elsewhere || snapshot.site.is_future(page) {
                return None;
            }
            let modified = last_change(snapshot, *id).map(Date::w3c);
            Entry {
                kind: "page",
                modified,
                translations: post::translations(snapshot, *id),
            }
        }
        Target::Listing(id, _) => {
            let listing = snapshot.site.listing(*id);
            let kind = if listing.subject == Subject::Home {
                "home"
            } else {
                "listing"
            };
            let translations = listings::translations(snapshot, listing, 1);
            Entry {
                kind,
                modified: newest_change(snapshot, listing),
                translations,
            }
        }
        Target::Taxonomy(taxonomy, _) => {
            let translations = listings::taxonomy_translations(snapshot, *taxonomy);
            Entry {
                kind: "taxonomy",
                modified: None,
                translations,
            }
        }
        Target::Archive(language, year) => Entry {
            kind: "archive",
            modified: None,
            translations: archive::translations(snapshot, *language, *year),
        },
        Target::Blogroll(_) => Entry {
            kind: "blogroll",
            modified: None,
            translations: blogroll::translations(snapshot),
        },
        Target::EventSeries(at, _) => Entry {
            kind: "event_series",
            modified: None,
            translations: events::series_translations(snapshot, *at),
        },
        Target::Languages => {
            let translations = crate::render::common::page::homes(snapshot, |_| languages < 2);
            Entry {
                kind: "languages",
                modified: None,
                translations,
            }
        }
        _ => return None,
    })
}

fn write(out: &mut String, snapshot: &Snapshot, url: &UrlPath, entry: &Entry) {
    out.push_str("<url>");
    xml::element(out, "loc", &[], &absolute(snapshot, url));
    if let Some(modified) = &entry.modified {
        xml::element(out, "lastmod", &[], modified);
    }
    for (code, url) in alternates::of(snapshot, entry.kind, &entry.translations) {
        xml::empty(
            out,
            "xhtml:link",
            &[("rel", "alternate"), ("hreflang", &code), ("href", &url)],
        );
    }
    out.push_str("</url>\n");
}

/// When a page last changed for a reader.
pub(crate) fn last_change(snapshot: &Snapshot, id: PageId) -> Option<&Date> {
    let page = snapshot.site.page(id);
    // An event's date is no change of its page.
    let date = page
        .date
        .as_ref()
        .filter(|_| page.document.path.kind.is_article());
    page.document.front_matter.updated.as_ref().max(date)
}

/// When something in a listing last changed.
fn newest_change(snapshot: &Snapshot, listing: &Listing) -> Option<String> {
    let own = listing
        .pages
        .iter()
        .filter(|id| snapshot.site.page(**id).language == listing.language);
    own.filter_map(|id| last_change(snapshot, *id))
        .max()
        .map(Date::w3c)
}
