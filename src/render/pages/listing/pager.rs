//! The way through the parts of a listing.

use tera::Value;

use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::listing::Listing;

/// The pager of a part (from 1), or `none` when there is only one.
pub(super) fn pager(listing: &Listing, part: usize, base_path: &str) -> Value {
    if listing.parts < 2 {
        return Value::none();
    }
    let href = |number: usize| listing.part_url(number).href(base_path);
    let previous = (part > 1).then(|| href(part - 1));
    let next = (part < listing.parts).then(|| href(part + 1));
    let mut pages = Vec::new();
    let mut last = 0;
    for shown in
        (1..=listing.parts).filter(|n| *n == 1 || *n == listing.parts || n.abs_diff(part) <= 1)
    {
        if shown > last + 1 {
            pages.push(map! { "number" => number(0), "url" => Value::none(), "current" => false, "gap" => true });
        }
        pages
            .push(map! { "number" => number(shown), "url" => href(shown), "current" => shown == part, "gap" => false });
        last = shown;
    }
    map! {
        "number" => number(part),
        "total" => number(listing.parts),
        "previous" => text_or_none(previous.as_deref()),
        "next" => text_or_none(next.as_deref()),
        "pages" => list(pages),
    }
}
