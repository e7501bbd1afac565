//! Which posts of a listing its feed has.

use std::sync::Arc;

use super::Site;
use super::listing::{Listing, Subject};
use super::page::{Page, PageId};
use super::taxonomy::TaxonomyKey;
use crate::date::Date;

/// The posts of a listing that its feed may have: those in its own language, published for good.
pub fn feed_posts<'s>(
    pages: &'s [Arc<Page>],
    listing: &'s Listing,
    today: Option<&'s Date>,
) -> impl Iterator<Item = PageId> + 's {
    listing.pages.iter().copied().filter(move |id| {
        let page = &pages[id.index()];
        page.language == listing.language
            && page.document.path.kind.is_article()
            && page.date.is_some()
            && !page.document.front_matter.draft
            && !page.is_future(today)
    })
}

/// The newest posts of a listing, newest first, as many as a feed has.
#[must_use]
pub fn newest_posts(site: &Site, listing: &Listing, limit: usize) -> Vec<PageId> {
    let posts = feed_posts(&site.pages, listing, site.today.as_ref());
    let series = TaxonomyKey::Series.index();
    if !matches!(listing.subject, Subject::Term(taxonomy, _) if taxonomy == series) {
        return posts.take(limit).collect();
    }
    // A series begins with its oldest.
    let mut posts: Vec<PageId> = posts.collect();
    posts.reverse();
    posts.truncate(limit);
    posts
}
