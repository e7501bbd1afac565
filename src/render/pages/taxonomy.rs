//! The list of all terms of a taxonomy: tags, series, authors.

use super::term::{taxonomy_value, term_value};
use crate::render::common::context::context;
use crate::render::common::head::{About, PageHead};
use crate::render::common::links::taxonomy_url;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::titles::site_description;
use crate::render::common::translations;
use crate::render::common::value::list;
use crate::snapshot::Snapshot;

/// The list of a taxonomy (by its place) in a language (by rank).
pub(super) fn render(
    snapshot: &Snapshot,
    kind: &'static PageKind,
    taxonomy: usize,
    language: usize,
) -> Rendered {
    let site = &snapshot.site;
    let lang = &snapshot.config.languages[language].code;
    let url = taxonomy_url(snapshot, taxonomy, language);
    let title = snapshot
        .theme
        .strings
        .word(lang, site.taxonomies[taxonomy].key.name());
    let head = PageHead {
        description: site_description(snapshot, lang),
        translations: translations::of_taxonomy(snapshot, taxonomy),
        about: About::Taxonomy(taxonomy),
        ..PageHead::new(snapshot, kind, language, &url, title)
    };
    let mut context = context(snapshot, &head);
    let terms = site.taxonomies[taxonomy].terms[language].iter();
    context.insert_value(
        "terms",
        list(terms.map(|term| term_value(snapshot, language, term))),
    );
    context.insert_value("taxonomy", taxonomy_value(snapshot, taxonomy, language));
    snapshot.theme.render(kind.template, &context)
}
