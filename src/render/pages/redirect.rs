//! An old address of a page: a page that leads to the new one at once, which works on any static
//! host. For hosts that answer 301, `machines::redirects` writes the same as rules.

use tera::{Context, Value};

use crate::render::common::links::absolute;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::site::PageId;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let (lang, title) = (
        page.document.path.lang.as_str(),
        page.document.front_matter.title.as_str(),
    );
    let mut context = Context::new();
    context.insert_value("lang", Value::from(lang));
    context.insert_value("absolute", Value::from(absolute(snapshot, &page.url)));
    let target = page.url.href(&snapshot.config.base_path);
    context.insert_value("target", Value::from(target));
    context.insert_value("title", Value::from(title));
    snapshot.theme.render(kind.template, &context)
}
