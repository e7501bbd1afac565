//! Where a page is in every language of the site, by the rank of the language.

use super::links::{home, taxonomy_url};
use super::sections;
use super::titles::home_listing;
use crate::path::UrlPath;
use crate::site::PageId;
use crate::site::archive::Archive;
use crate::site::listing::{Listing, Subject};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// A page in one language.
pub(crate) struct Translation {
    /// Where it is, or, when it is missing, where its readers are sent.
    pub(crate) url: UrlPath,
    /// Whether the page does not exist in this language.
    pub(crate) missing: bool,
    /// Whether it is missing on purpose: it is made for readers of other languages.
    pub(crate) unneeded: bool,
}

/// The page in each language; where it is missing, the listing that its readers are sent to.
pub(crate) fn of_page(snapshot: &Snapshot, id: PageId) -> Vec<Translation> {
    let site = &snapshot.site;
    let group = &site.groups[site.page(id).group];
    (0..snapshot.config.languages.len())
        .map(|language| match site.translation(id, language) {
            Some(translation) => Translation {
                url: site.page(translation).url.clone(),
                missing: false,
                unneeded: false,
            },
            None => Translation {
                url: listing_of(snapshot, id, language),
                missing: true,
                unneeded: !group.is_made_for(language),
            },
        })
        .collect()
}

/// The section around a page in a language, else the home.
fn listing_of(snapshot: &Snapshot, id: PageId, language: usize) -> UrlPath {
    let listing = sections::nearest_in(snapshot, id, language)
        .unwrap_or_else(|| home_listing(snapshot, language));
    snapshot.site.listing(listing).url.clone()
}

/// The same listing in each language. Only first parts are each other's translations: how many
/// posts come before the second one differs.
pub(crate) fn of_listing(snapshot: &Snapshot, listing: &Listing, part: usize) -> Vec<Translation> {
    let site = &snapshot.site;
    let in_language = |language: usize| {
        if language == listing.language {
            return Translation {
                url: listing.part_url(part),
                missing: false,
                unneeded: false,
            };
        }
        let same = match &listing.subject {
            Subject::Term(taxonomy, at) => {
                let taxonomy = &site.taxonomies[*taxonomy];
                let term = &taxonomy.terms[listing.language][*at];
                taxonomy
                    .translation(term, language)
                    .map(|term| site.listing(term.listing))
            }
            subject => site
                .listings
                .iter()
                .find(|other| other.language == language && other.subject == *subject),
        };
        same.map_or_else(
            || Translation {
                url: home(snapshot, language),
                missing: true,
                unneeded: false,
            },
            |same| Translation {
                url: same.url.clone(),
                missing: part > 1,
                unneeded: false,
            },
        )
    };
    (0..snapshot.config.languages.len())
        .map(in_language)
        .collect()
}

/// The terms of a taxonomy in each language.
pub(crate) fn of_taxonomy(snapshot: &Snapshot, taxonomy: usize) -> Vec<Translation> {
    let in_language = |language: usize| {
        let missing = snapshot.site.taxonomies[taxonomy].terms[language].is_empty();
        Translation {
            url: if missing {
                home(snapshot, language)
            } else {
                taxonomy_url(snapshot, taxonomy, language)
            },
            missing,
            unneeded: false,
        }
    };
    (0..snapshot.config.languages.len())
        .map(in_language)
        .collect()
}

/// The archive, or a year of it, in each language. A language without posts of the year leads to
/// all of its years, one without any posts to its home.
pub(crate) fn of_archive(
    snapshot: &Snapshot,
    language: usize,
    year: Option<i16>,
) -> Vec<Translation> {
    let in_language = |(other, archive): (usize, &Archive)| {
        let same = match year {
            None => Some(&archive.url).filter(|_| !archive.years.is_empty()),
            Some(year) => archive.year(year).map(|year| &year.url),
        };
        let instead = || {
            if archive.years.is_empty() {
                home(snapshot, other)
            } else {
                archive.url.clone()
            }
        };
        Translation {
            url: same.cloned().unwrap_or_else(instead),
            missing: same.is_none() && other != language,
            unneeded: false,
        }
    };
    snapshot
        .site
        .archives
        .iter()
        .enumerate()
        .map(in_language)
        .collect()
}

/// The page of blogs is there in every language.
pub(crate) fn of_blogroll(snapshot: &Snapshot) -> Vec<Translation> {
    everywhere(snapshot, |language| {
        snapshot.site.address(&Target::Blogroll(language))
    })
}

/// A page that is there in every language, by its address in each.
pub(crate) fn everywhere(snapshot: &Snapshot, url: impl Fn(usize) -> UrlPath) -> Vec<Translation> {
    (0..snapshot.config.languages.len())
        .map(|language| Translation {
            url: url(language),
            missing: false,
            unneeded: false,
        })
        .collect()
}

/// The page of a series is there in every language.
pub(crate) fn of_event_series(snapshot: &Snapshot, at: usize) -> Vec<Translation> {
    everywhere(snapshot, |language| {
        snapshot.site.address(&Target::EventSeries(at, language))
    })
}

/// The homes of all languages, for pages that have nothing else in common.
pub(crate) fn homes(snapshot: &Snapshot, missing: impl Fn(usize) -> bool) -> Vec<Translation> {
    (0..snapshot.config.languages.len())
        .map(|language| Translation {
            url: home(snapshot, language),
            missing: missing(language),
            unneeded: false,
        })
        .collect()
}
