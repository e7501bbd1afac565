//! Homes, sections and terms: lists of pages, in parts.

mod pager;

use tera::Value;

use super::{events, term};
use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::{About, PageHead};
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::card;
use crate::render::common::titles::{listing_summary, listing_title, site_description};
use crate::render::common::value::{list, number, safe};
use crate::render::common::{stale, translations};
use crate::site::listing::{Listing, ListingId};
use crate::snapshot::Snapshot;
use pager::pager;

/// A part (from 1) of a listing. Its own text stands on the first part only.
pub(super) fn render(
    snapshot: &Snapshot,
    kind: &'static PageKind,
    id: ListingId,
    part: usize,
) -> Rendered {
    let listing = snapshot.site.listing(id);
    let title = listing_title(snapshot, id);
    let url = listing.part_url(part);
    let head = PageHead {
        window_title: (part > 1).then(|| numbered(snapshot, listing, &title, part)),
        description: description(snapshot, listing),
        stale: if part == 1 {
            stale::of_listing(snapshot, listing)
        } else {
            Value::none()
        },
        translations: translations::of_listing(snapshot, listing, part),
        about: About::Listing(id, part),
        ..PageHead::new(snapshot, kind, listing.language, &url, title)
    };
    let mut context = context(snapshot, &head);
    let text = listing.text.as_ref().filter(|_| part == 1);
    let html = text.map(|text| safe(&body::fill(snapshot, text)));
    context.insert_value("content", html.unwrap_or_else(Value::none));
    context.insert_value("uses", embeds::uses(text.map(AsRef::as_ref)));
    let pages = listing.part(part, snapshot.config.paginate).iter();
    let cards = pages.map(|id| card::shared(snapshot, *id, listing.language));
    context.insert_value("posts", list(cards));
    context.insert_value("count", number(listing.pages.len()));
    context.insert_value("pager", pager(listing, part, &snapshot.config.base_path));
    term::insert(snapshot, &mut context, listing);
    if listing.is_events() {
        events::insert_all(snapshot, &mut context, listing.language);
    }
    snapshot.theme.render(kind.template, &context)
}

/// The title of a further part, with its number.
fn numbered(snapshot: &Snapshot, listing: &Listing, title: &str, part: usize) -> String {
    let (number, strings) = (part.to_string(), &snapshot.theme.strings);
    let text = strings.get(&listing.lang, "page_number", &[("number", &number)]);
    format!("{title} · {}", text.unwrap_or(number))
}

/// The summary of its own text or of its term, else the description of the site.
fn description<'s>(snapshot: &'s Snapshot, listing: &'s Listing) -> Option<&'s str> {
    let summary = listing_summary(listing).or_else(|| {
        term::of_listing(&snapshot.site, listing).and_then(|term| term.summary.as_deref())
    });
    summary.or_else(|| site_description(snapshot, &listing.lang))
}
