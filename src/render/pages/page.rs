//! Pages that are no posts and belong to nothing: an imprint, a guide.

use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::value::safe;
use crate::site::PageId;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, id: PageId) -> Rendered {
    let document = &snapshot.site.page(id).document;
    let mut context = context(snapshot, &PageHead::of_document(snapshot, kind, id));
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", body::contents(snapshot, document));
    context.insert_value("uses", embeds::uses(Some(document)));
    snapshot.theme.render(kind.template, &context)
}
