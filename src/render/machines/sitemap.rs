//! The map of the site for search engines (sitemaps.org), with the translations of each page.
//!
//! Has what should be found: no aliases, no 404, no drafts, no texts whose original is elsewhere,
//! and no further parts of listings. Linking has cut it into files already.

use std::ops::Range;

use crate::date::Date;
use crate::path::UrlPath;
use crate::render::common::dates::last_change;
use crate::render::common::head::About;
use crate::render::common::links::absolute;
use crate::render::common::translations::{self, Translation};
use crate::render::common::{alternates, xml};
use crate::site::PageId;
use crate::site::listing::Listing;
use crate::site::routes::Target;
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
        let url = absolute(snapshot, &snapshot.site.address(&Target::SiteMap(number)));
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
    let targets = snapshot
        .site
        .routes
        .first_parts()
        .filter(|(_, target)| target.is_mapped());
    for (url, target) in targets.skip(range.start).take(range.len()) {
        if let Some(page) = mapped(snapshot, target) {
            write(&mut out, snapshot, url, &page);
        }
    }
    out.push_str("</urlset>\n");
    out
}

/// An address that is in the map.
struct MappedPage {
    about: About,
    modified: Option<String>,
    translations: Vec<Translation>,
}

/// What the map says of a target; `None` for what should not be found.
fn mapped(snapshot: &Snapshot, target: &Target) -> Option<MappedPage> {
    let without_date = |about, translations| MappedPage {
        about,
        modified: None,
        translations,
    };
    Some(match *target {
        Target::Page(id) => document(snapshot, id)?,
        Target::Listing(id, _) => {
            let listing = snapshot.site.listing(id);
            MappedPage {
                about: About::Listing(id, 1),
                modified: newest_change(snapshot, listing),
                translations: translations::of_listing(snapshot, listing, 1),
            }
        }
        Target::Taxonomy(at, _) => {
            without_date(About::Taxonomy(at), translations::of_taxonomy(snapshot, at))
        }
        Target::Archive(language, year) => without_date(
            About::Archive(year),
            translations::of_archive(snapshot, language, year),
        ),
        Target::Blogroll(_) => without_date(About::Blogroll, translations::of_blogroll(snapshot)),
        Target::EventSeries(at, _) => without_date(
            About::EventSeries(at),
            translations::of_event_series(snapshot, at),
        ),
        Target::Languages => {
            let languages = snapshot.config.languages.len();
            let homes = translations::homes(snapshot, |_| languages < 2);
            without_date(About::Languages, homes)
        }
        _ => return None,
    })
}

/// A page that is published, and whose original is on this site.
fn document(snapshot: &Snapshot, id: PageId) -> Option<MappedPage> {
    let page = snapshot.site.page(id);
    let is_elsewhere = page.document.canonical().is_some();
    if page.document.front_matter.draft || is_elsewhere || snapshot.site.is_future(page) {
        return None;
    }
    Some(MappedPage {
        about: About::Page(id),
        modified: last_change(snapshot, id).map(Date::w3c),
        translations: translations::of_page(snapshot, id),
    })
}

fn write(out: &mut String, snapshot: &Snapshot, url: &UrlPath, page: &MappedPage) {
    out.push_str("<url>");
    xml::element(out, "loc", &[], &absolute(snapshot, url));
    if let Some(modified) = &page.modified {
        xml::element(out, "lastmod", &[], modified);
    }
    for (code, url) in alternates::alternates(snapshot, page.about, &page.translations) {
        xml::empty(
            out,
            "xhtml:link",
            &[("rel", "alternate"), ("hreflang", &code), ("href", &url)],
        );
    }
    out.push_str("</url>\n");
}

/// When something in a listing last changed.
fn newest_change(snapshot: &Snapshot, listing: &Listing) -> Option<String> {
    let in_language = listing
        .pages
        .iter()
        .filter(|id| snapshot.site.page(**id).language == listing.language);
    in_language
        .filter_map(|id| last_change(snapshot, *id))
        .max()
        .map(Date::w3c)
}
