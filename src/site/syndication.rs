//! What machines follow beside the pages: which listings have a feed, and how the site map is cut.

use std::ops::Range;

use super::listing::{Listing, Subject};
use super::routes::Target;
use super::taxonomy::TaxonomyKey;
use super::{PageId, Site};
use crate::config::Config;
use crate::path::UrlPath;

/// The last segment of a feed's address.
const FEED: &str = "feed.xml";

/// Most addresses in one file of a site map (the protocol of sitemaps.org).
const MOST_URLS: usize = 50_000;
/// Most bytes in one file of a site map, before compression.
const MOST_BYTES: usize = 50 << 20;
/// What the elements around one address take, with some room.
const AROUND_URL: usize = 160;

/// The address of a listing's feed, whether it has one or not.
#[must_use]
pub fn feed_url(listing: &Listing) -> UrlPath {
    listing.url.join(FEED)
}

/// The posts of a listing that its feed may have: those in its own language, published for good.
pub fn feed_posts<'s>(site: &'s Site, listing: &'s Listing) -> impl Iterator<Item = PageId> + 's {
    listing.pages.iter().copied().filter(|id| {
        let page = site.page(*id);
        page.language == listing.language
            && page.document.path.kind.is_article()
            && page.date.is_some()
            && !page.document.front_matter.draft
            && !site.is_future(page)
    })
}

/// The newest posts of a listing, newest first, as many as a feed has.
#[must_use]
pub fn newest_posts(site: &Site, listing: &Listing, limit: usize) -> Vec<PageId> {
    if !matches!(listing.subject, Subject::Term(taxonomy, _) if taxonomy == TaxonomyKey::Series.index())
    {
        return feed_posts(site, listing).take(limit).collect();
    }
    // A series begins with its oldest.
    let mut posts: Vec<PageId> = feed_posts(site, listing).collect();
    posts.reverse();
    posts.truncate(limit);
    posts
}

/// Whether a listing has a feed: not when it would be empty.
#[must_use]
pub fn has_feed(site: &Site, config: &Config, listing: &Listing) -> bool {
    config.publishing.feed.is_some() && feed_posts(site, listing).next().is_some()
}

/// Whether an address may stand in the site map, as far as linking can tell. Further parts of a
/// listing do not: what they list stands there itself, and nobody looks for the third part of a
/// list.
#[must_use]
pub fn is_mapped(target: &Target) -> bool {
    match target {
        Target::Page(_)
        | Target::Listing(_, 1)
        | Target::Taxonomy(..)
        | Target::Archive(..)
        | Target::Blogroll(_)
        | Target::EventSeries(..)
        | Target::Languages => true,
        Target::Listing(..)
        | Target::DeckVariant(..)
        | Target::DeckHandout(..)
        | Target::DeckPresenter(..)
        | Target::NotFound(_)
        | Target::Asset(_)
        | Target::Redirect(_)
        | Target::Backstage(_)
        | Target::BackstageTalk(..)
        | Target::Calendar(_)
        | Target::EventCalendar(_)
        | Target::Feed(_)
        | Target::SiteMap(_)
        | Target::Robots
        | Target::Redirects(_)
        | Target::Opml(_)
        | Target::Search(_)
        | Target::SearchIndex(..) => false,
    }
}

/// Cuts the addresses of a site map into files: how many, and how long each may be, is limited.
#[must_use]
pub fn cut<'t>(
    site: &Site,
    config: &Config,
    targets: impl Iterator<Item = (&'t UrlPath, &'t Target)>,
) -> Vec<Range<usize>> {
    cut_by(
        targets
            .filter(|(_, target)| is_mapped(target))
            .map(|(url, target)| weight(site, config, url, target)),
    )
}

fn cut_by(weights: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut bytes, mut count) = (Vec::new(), 0, AROUND_URL, 0);
    for (at, weight) in weights.enumerate() {
        count = at + 1;
        if at - start == MOST_URLS || bytes + weight > MOST_BYTES {
            parts.push(start..at);
            (start, bytes) = (at, AROUND_URL);
        }
        bytes += weight;
    }
    if start < count || parts.is_empty() {
        parts.push(start..count);
    }
    parts
}

/// At most as many bytes as an address takes in a site map, with its translations and `x-default`.
fn weight(site: &Site, config: &Config, url: &UrlPath, target: &Target) -> usize {
    let around = AROUND_URL + config.origin.len() + config.base_path.len();
    let own = around + encoded(url);
    match target {
        Target::Page(id) => {
            let group = &site.groups[site.page(*id).group];
            let pages = group
                .pages
                .iter()
                .flatten()
                .map(|id| around + encoded(&site.page(*id).url));
            own + pages.sum::<usize>() + own
        }
        // Those of other languages are about as long; twice the room for each is enough.
        _ => own * 2 * (config.languages.len() + 2),
    }
}

/// At most as many bytes as an address has when it is encoded for an address and for XML.
fn encoded(url: &UrlPath) -> usize {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'_');
    url.as_str()
        .bytes()
        .map(|b| if plain(&b) { 1 } else { 6 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_maps_are_cut_at_both_limits() {
        let cut = |count: usize, weight: usize| cut_by(std::iter::repeat_n(weight, count));
        let lengths = |count| {
            cut(count, 100)
                .iter()
                .map(ExactSizeIterator::len)
                .collect::<Vec<_>>()
        };
        assert_eq!(lengths(0), [0]);
        assert_eq!(lengths(50_000), [50_000]);
        assert_eq!(lengths(50_001), [50_000, 1]);
        assert_eq!(lengths(120_000), [50_000, 50_000, 20_000]);
        for part in cut(100_000, 2000) {
            assert!(part.len() * 2000 < MOST_BYTES, "{part:?}");
        }
    }
}
