//! The page that is served where there is nothing, in each language.

use super::search;
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, language: usize) -> Rendered {
    let lang = &snapshot.config.languages[language].code;
    let url = snapshot.site.address(&Target::NotFound(language));
    let title = snapshot.theme.strings.word(lang, "not_found");
    let head = PageHead::new(snapshot, kind, language, &url, title);
    let mut context = context(snapshot, &head);
    context.insert_value("found", search::found(snapshot, language));
    snapshot.theme.render(kind.template, &context)
}
