//! What a page is about, in the words of schema.org, as JSON-LD.
//!
//! JSON-LD is a data block that no browser runs, so it needs no permission of a content security
//! policy.

mod article;
mod event;
mod json_ld;
mod listing;
mod page;
mod recording;
mod site;
mod talk;

use tera::Value;

use super::head::{About, PageHead};
use super::links::absolute;
use super::page_kind::Schema;
use super::trail::{self, TrailStep};
use crate::site::PageId;
use crate::snapshot::Snapshot;
use json_ld::JsonLd;
use page::Described;

/// The structured data of a page, ready to stand in a `script` element; `none` for a page without.
/// `card` is the picture that the page is shared with, as templates get it.
pub(crate) fn json_ld(snapshot: &Snapshot, head: &PageHead<'_>, card: &Value) -> Value {
    if head.kind.schema == Schema::Nothing {
        return Value::none();
    }
    let page = Described::new(snapshot, head, card);
    let mut graph = match head.about {
        About::Page(id) => vec![document(&page, id)],
        About::Listing(id, part) => listing::things(&page, id, part),
        _ => vec![page.collection(JsonLd::Nothing)],
    };
    graph.extend(breadcrumbs(snapshot, &trail::to(snapshot, head)));
    Value::safe_string(&JsonLd::graph(graph))
}

/// What one document is about.
fn document(described: &Described<'_>, id: PageId) -> JsonLd {
    let (snapshot, head) = (described.snapshot, described.head);
    let page = snapshot.site.page(id);
    let mut properties = described.properties();
    properties.extend(match head.kind.schema {
        Schema::BlogPosting | Schema::Article => article::properties(described, id),
        Schema::Event => event::properties(snapshot, head, page),
        Schema::PresentationDigitalDocument => talk::properties(described, page),
        _ => described.part_of_site(),
    });
    if head.kind.schema != Schema::Event {
        properties.extend(article::translations(snapshot, head.kind.schema, id));
    }
    JsonLd::thing(head.kind.schema.name(), properties)
}

fn breadcrumbs(snapshot: &Snapshot, trail: &[TrailStep]) -> Option<JsonLd> {
    let items = (1_usize..).zip(trail).map(|(position, (name, url))| {
        JsonLd::thing(
            "ListItem",
            [
                ("position", position.into()),
                ("name", name.as_str().into()),
                ("item", absolute(snapshot, url).into()),
            ],
        )
    });
    (!trail.is_empty()).then(|| {
        JsonLd::thing(
            "BreadcrumbList",
            [("itemListElement", items.collect::<Vec<_>>().into())],
        )
    })
}
