//! The page of a talk: its deliveries to come and those that were.

use tera::Value;

use crate::front_matter::talk::Delivery;
use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::{delivery, talk};
use crate::render::common::titles::listing_title;
use crate::render::common::value::{list, map, safe, text_or_none};
use crate::render::common::{links, sections};
use crate::site::PageId;
use crate::site::listing::ListingId;
use crate::site::talks;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let facts = talks::facts(&snapshot.site, page.group, page.language);
    let mut context = context(snapshot, &PageHead::of_document(snapshot, kind, id));
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", body::contents(snapshot, document));
    context.insert_value("uses", embeds::uses(Some(document)));
    let (upcoming, past): (Vec<&Delivery>, Vec<&Delivery>) = facts
        .deliveries
        .iter()
        .partition(|delivery| delivery::is_upcoming(snapshot, delivery));
    let value = |delivery: &Delivery| delivery::value(snapshot, page, delivery, page.language);
    let tags = links::tags(snapshot, page, page.language);
    let summary = document.front_matter.summary.as_deref();
    let section = sections::nearest(snapshot, id).map(|id| link_to_listing(snapshot, id));
    let mut talk = talk::value(snapshot, page, &facts, page.language);
    // The newest delivery comes first, the next one among those to come.
    talk.insert(
        "upcoming".into(),
        list(upcoming.into_iter().rev().map(value)),
    );
    talk.insert("deliveries".into(), list(past.into_iter().map(value)));
    talk.insert("tags".into(), tags);
    talk.insert("summary".into(), text_or_none(summary));
    talk.insert("all".into(), section.unwrap_or_else(Value::none));
    context.insert_value("talk", Value::from(talk));
    snapshot.theme.render(kind.template, &context)
}

fn link_to_listing(snapshot: &Snapshot, id: ListingId) -> Value {
    let url = &snapshot.site.listing(id).url;
    map! {
        "title" => listing_title(snapshot, id),
        "url" => url.href(&snapshot.config.base_path),
    }
}
