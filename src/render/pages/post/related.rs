//! What to read next: posts that share tags, the series or authors with a post.
//!
//! Looks at front matter and at the lists of terms alone, and in a long list at the neighbours in
//! time only: so what it costs does not grow with the site, and an edit of a text changes nothing.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::content_path::Kind;
use crate::site::listing::{Listing, Subject};
use crate::site::taxonomy::TaxonomyKey;
use crate::site::{PageId, Site};
use crate::snapshot::Snapshot;

/// How many posts are shown.
const SHOWN: usize = 3;

/// How far a list is looked through in each direction from the post itself.
const REACH: usize = 15;

/// How much a shared term counts; that of a rare term more.
const WORTH: [(TaxonomyKey, f64); 3] = [
    (TaxonomyKey::Tags, 1.0),
    (TaxonomyKey::Series, 1.5),
    (TaxonomyKey::Authors, 0.4),
];

/// The posts nearest to a post, the nearest first: of its own language, or of others when there are
/// none.
pub(crate) fn to(snapshot: &Snapshot, id: PageId) -> Vec<PageId> {
    let site = &snapshot.site;
    let language = site.page(id).language;
    let all = site.order[language].len();
    let mut scores: FxHashMap<PageId, f64> = FxHashMap::default();
    for (key, worth) in WORTH {
        for listing in listings(site, id, key) {
            // A term that every post has does not count.
            let rarity = (count(all) / count(listing.pages.len())).ln();
            for other in neighbours(site, listing, id) {
                *scores.entry(other).or_default() += worth * rarity;
            }
        }
    }
    let mut found: Vec<(PageId, f64)> = scores
        .into_iter()
        .filter(|(_, score)| *score > 0.05)
        .collect();
    if found
        .iter()
        .any(|(other, _)| site.page(*other).language == language)
    {
        found.retain(|(other, _)| site.page(*other).language == language);
    }
    let newness = |id: PageId| site.page(id).date.as_ref();
    let nearer = |(a, one): &(PageId, f64), (b, two): &(PageId, f64)| {
        two.total_cmp(one)
            .then_with(|| newness(*b).cmp(&newness(*a)))
            .then_with(|| a.cmp(b))
    };
    if found.len() > SHOWN {
        found.select_nth_unstable_by(SHOWN, nearer);
        found.truncate(SHOWN);
    }
    found.sort_by(nearer);
    found.into_iter().map(|(other, _)| other).collect()
}

fn count(pages: usize) -> f64 {
    f64::from(u32::try_from(pages).unwrap_or(u32::MAX))
}

/// The lists of the terms that a post has in its language.
fn listings(site: &Site, id: PageId, key: TaxonomyKey) -> Vec<&Listing> {
    let page = site.page(id);
    let front_matter = &page.document.front_matter;
    let names: Vec<&str> = match key {
        TaxonomyKey::Tags => front_matter.tags.iter().map(String::as_str).collect(),
        TaxonomyKey::Series => front_matter.series.as_deref().into_iter().collect(),
        TaxonomyKey::Authors => page
            .authors
            .iter()
            .map(|&author| site.authors[author].slug.as_str())
            .collect(),
    };
    let terms = names
        .iter()
        .filter_map(|name| site.taxonomies[key.index()].named(page.language, name));
    terms.map(|term| site.listing(term.listing)).collect()
}

/// The posts around a post in a list, without itself. Lists are in the order of time, a series the
/// other way round; one in another order is looked through.
fn neighbours<'l>(
    site: &'l Site,
    listing: &'l Listing,
    id: PageId,
) -> impl Iterator<Item = PageId> + 'l {
    let key = |id: PageId| (Reverse(site.page(id).date.as_ref()), id);
    let is_series = matches!(listing.subject, Subject::Term(taxonomy, _) if taxonomy == TaxonomyKey::Series.index());
    let found = listing.pages.binary_search_by(|other| {
        let order = key(*other).cmp(&key(id));
        if is_series { order.reverse() } else { order }
    });
    let at = found
        .ok()
        .or_else(|| listing.pages.iter().position(|other| *other == id))
        .unwrap_or_default();
    let around = at.saturating_sub(REACH)..(at + REACH + 1).min(listing.pages.len());
    let around = listing.pages[around].iter().copied();
    around.filter(move |other| *other != id && site.page(*other).document.path.kind == Kind::Post)
}
