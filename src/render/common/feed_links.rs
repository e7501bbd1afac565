//! The feeds that pages lead to.

use tera::Value;

use super::head::{About, PageHead};
use super::titles::feed_title;
use super::value::map;
use crate::site::listing::{ListingId, Subject};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The feed of the listing that a page shows, beside the feed of its language; `none` for others.
pub(crate) fn of_page(snapshot: &Snapshot, head: &PageHead<'_>) -> Value {
    match head.about {
        About::Listing(id, _) if snapshot.site.listing(id).subject != Subject::Home => {
            of_listing(snapshot, id)
        }
        _ => Value::none(),
    }
}

/// The address and the title of a listing's feed; `none` where it has no feed.
pub(crate) fn of_listing(snapshot: &Snapshot, id: ListingId) -> Value {
    let url = snapshot.site.address(&Target::Feed(id));
    if snapshot.site.routes.get(url.as_str()) != Some(Target::Feed(id)) {
        return Value::none();
    }
    map! { "url" => url.href(&snapshot.config.base_path), "title" => feed_title(snapshot, id) }
}
