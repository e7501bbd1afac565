//! Cuts the site map into files: how many addresses and how many bytes each may have is limited.
//!
//! The size of each entry is not measured but bounded from its address, so that an edit of a page
//! never moves an address from one file to another.

use std::ops::Range;
use std::sync::Arc;

use crate::config::Config;
use crate::path::UrlPath;
use crate::site::page::Page;
use crate::site::routes::Target;
use crate::site::translation::Group;

/// Most addresses in one file of a site map (the protocol of sitemaps.org).
const MOST_URLS: usize = 50_000;
/// Most bytes in one file of a site map, before compression.
const MOST_BYTES: usize = 50 << 20;
/// What the elements around one address take, with some room.
const AROUND_URL: usize = 160;

/// Which of the addresses that may be mapped each file of the site map has.
pub(super) fn cut<'t>(
    config: &Config,
    pages: &[Arc<Page>],
    groups: &[Group],
    targets: impl Iterator<Item = (&'t UrlPath, &'t Target)>,
) -> Vec<Range<usize>> {
    let around = AROUND_URL + config.origin.len() + config.base_path.len();
    let length = |url: &UrlPath| around + encoded(url);
    // At most as many bytes as an address takes, with its translations and `x-default`.
    let weight = |url: &UrlPath, target: &Target| match target {
        Target::Page(id) => {
            let group = &groups[pages[id.index()].group];
            let versions = group.pages.iter().flatten();
            let versions: usize = versions.map(|id| length(&pages[id.index()].url)).sum();
            versions + 2 * length(url)
        }
        // Those of other languages are about as long; twice the room for each is enough.
        _ => length(url) * 2 * (config.languages.len() + 2),
    };
    let mapped = targets.filter(|(_, target)| target.is_mapped());
    cut_by(mapped.map(|(url, target)| weight(url, target)))
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
