//! What pages are called that no single document makes: listings, the archive, feeds.

use crate::blogroll::{self, Blogroll};
use crate::lang::Lang;
use crate::site::archive;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::snapshot::Snapshot;

/// The site's own description in a language.
pub(crate) fn site_description<'s>(snapshot: &'s Snapshot, lang: &Lang) -> Option<&'s str> {
    snapshot
        .config
        .description
        .as_ref()
        .map(|text| text.get(lang))
        .filter(|text| !text.is_empty())
}

/// The home of a language. Homes are the first listings that there are, with the sections after
/// each.
pub(crate) fn home_listing(snapshot: &Snapshot, language: usize) -> ListingId {
    let is_home =
        |listing: &Listing| listing.language == language && listing.subject == Subject::Home;
    let found = (0_u32..)
        .zip(&snapshot.site.listings)
        .find(|(_, listing)| is_home(listing));
    ListingId(found.map_or(0, |(id, _)| id))
}

/// The title of a listing: its own text's, a string of the theme, or the name of its folder.
pub(crate) fn listing_title(snapshot: &Snapshot, id: ListingId) -> String {
    let listing = snapshot.site.listing(id);
    let written = listing
        .text
        .as_ref()
        .map(|text| text.front_matter.title.clone())
        .filter(|title| !title.is_empty());
    written.unwrap_or_else(|| match &listing.subject {
        Subject::Home => snapshot.config.title.get(&listing.lang).to_owned(),
        Subject::Section(folder) => {
            let name = folder.rsplit('/').next().unwrap_or(folder);
            snapshot
                .theme
                .strings
                .get(&listing.lang, name, &[])
                .unwrap_or_else(|| capitalised(name))
        }
        Subject::Term(taxonomy, at) => snapshot.site.taxonomies[*taxonomy].terms[listing.language]
            [*at]
            .title
            .clone(),
    })
}

fn capitalised(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The summary of a listing's own text, unless it is empty.
pub(crate) fn listing_summary(listing: &Listing) -> Option<&str> {
    let summary = listing.text.as_ref().map(|text| text.summary());
    summary.filter(|summary| !summary.is_empty())
}

/// The title of all posts by year, or of one year.
pub(crate) fn archive_title(snapshot: &Snapshot, lang: &Lang, year: Option<i16>) -> String {
    let strings = &snapshot.theme.strings;
    let Some(year) = year.map(|year| format!("{year:04}")) else {
        return strings.word(lang, archive::NAME);
    };
    strings
        .get(lang, "archive_year", &[("year", &year)])
        .unwrap_or(year)
}

/// The title of the page of blogs: the one that `blogroll.yaml` gives, else a string of the theme.
pub(crate) fn blogroll_title(snapshot: &Snapshot, lang: &Lang, blogroll: &Blogroll) -> String {
    let written = blogroll
        .title
        .as_ref()
        .map(|title| title.get(lang).to_owned())
        .filter(|title| !title.is_empty());
    written.unwrap_or_else(|| snapshot.theme.strings.word(lang, blogroll::NAME))
}

/// The title of a listing's feed: the name of the listing, then that of the site.
pub(crate) fn feed_title(snapshot: &Snapshot, id: ListingId) -> String {
    let listing = snapshot.site.listing(id);
    let site = snapshot.config.title.get(&listing.lang);
    if listing.subject == Subject::Home {
        return site.to_owned();
    }
    format!("{} · {site}", listing_title(snapshot, id))
}
