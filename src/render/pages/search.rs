//! The page with the search field.

use tera::Value;

use crate::path::UrlPath;
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::links::taxonomy_url;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::titles::{archive_title, listing_title};
use crate::render::common::translations::everywhere;
use crate::render::common::value::{list, map};
use crate::site::listing::{ListingId, Subject};
use crate::site::routes::Target;
use crate::site::taxonomy::TaxonomyKey;
use crate::snapshot::Snapshot;

/// How the language counts results: for each of its plural categories a text with `{count}`.
pub(super) fn found(snapshot: &Snapshot, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let forms = snapshot.theme.strings.forms(lang, "results_count");
    list(
        forms
            .into_iter()
            .map(|(category, text)| map! { "category" => category, "text" => text }),
    )
}

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, language: usize) -> Rendered {
    let lang = &snapshot.config.languages[language].code;
    let url = |language: usize| snapshot.site.address(&Target::Search(language));
    let (here, title) = (url(language), snapshot.theme.strings.word(lang, "search"));
    let head = PageHead {
        translations: everywhere(snapshot, url),
        ..PageHead::new(snapshot, kind, language, &here, title)
    };
    let mut context = context(snapshot, &head);
    context.insert_value("found", found(snapshot, language));
    context.insert_value("browse", browse(snapshot, language));
    snapshot.theme.render(kind.template, &context)
}

/// Ways to find a page without searching: the home, the top sections, and the lists of terms.
fn browse(snapshot: &Snapshot, language: usize) -> Value {
    let (site, config) = (&snapshot.site, &snapshot.config);
    let lang = &config.languages[language].code;
    let link = |title: String, url: &UrlPath| map! { "title" => title, "url" => url.href(&config.base_path) };
    let sections = (0_u32..).zip(&site.listings).filter(|(_, listing)| {
        let is_top = matches!(&listing.subject, Subject::Section(folder) if !folder.contains('/'));
        listing.language == language && is_top && !listing.pages.is_empty()
    });
    let sections =
        sections.map(|(id, listing)| link(listing_title(snapshot, ListingId(id)), &listing.url));
    let keys = TaxonomyKey::ALL
        .into_iter()
        .filter(|key| !site.taxonomies[key.index()].terms[language].is_empty());
    let taxonomies = keys.map(|key| {
        let url = taxonomy_url(snapshot, key.index(), language);
        link(snapshot.theme.strings.word(lang, key.name()), &url)
    });
    let archive = Some(&site.archives[language]).filter(|archive| !archive.years.is_empty());
    let archive = archive.map(|archive| link(archive_title(snapshot, lang, None), &archive.url));
    list(sections.chain(taxonomies).chain(archive))
}
