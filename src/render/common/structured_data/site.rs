//! The site itself, its publisher and its people, as the structured data of pages names them.

use super::json_ld::JsonLd;
use crate::render::common::links::{absolute, absolute_author_url, home};
use crate::render::common::titles::site_description;
use crate::site::Page;
use crate::site::people::Author;
use crate::snapshot::Snapshot;

/// The site in a language (by rank), under the id that [`reference`] names.
pub(super) fn web_site(snapshot: &Snapshot, language: usize) -> JsonLd {
    let (home, lang) = (
        home_url(snapshot, language),
        &snapshot.config.languages[language].code,
    );
    JsonLd::thing(
        "WebSite",
        [
            ("@id", format!("{home}#website").into()),
            ("name", snapshot.config.title.get(lang).into()),
            ("url", home.clone().into()),
            ("description", site_description(snapshot, lang).into()),
            ("inLanguage", lang.as_str().into()),
            ("publisher", publisher(snapshot, language)),
        ],
    )
}

/// The site in a language by its id alone.
pub(super) fn reference(snapshot: &Snapshot, language: usize) -> JsonLd {
    JsonLd::reference(format!("{}#website", home_url(snapshot, language)))
}

/// Who publishes the site, called like the site.
pub(super) fn publisher(snapshot: &Snapshot, language: usize) -> JsonLd {
    let lang = &snapshot.config.languages[language].code;
    JsonLd::thing(
        "Organization",
        [
            ("name", snapshot.config.title.get(lang).into()),
            ("url", home_url(snapshot, language).into()),
        ],
    )
}

/// The posts of a language, which every post is a part of.
pub(super) fn blog(snapshot: &Snapshot, language: usize) -> JsonLd {
    let (home, lang) = (
        home_url(snapshot, language),
        &snapshot.config.languages[language].code,
    );
    JsonLd::thing(
        "Blog",
        [
            ("@id", format!("{home}#blog").into()),
            ("name", snapshot.config.title.get(lang).into()),
            ("url", home.clone().into()),
            ("inLanguage", lang.as_str().into()),
        ],
    )
}

/// An author (by place) as pages that they signed name them.
pub(super) fn signature(snapshot: &Snapshot, author: usize, page: &Page) -> JsonLd {
    let url = absolute_author_url(snapshot, author, page.language);
    let author = &snapshot.site.authors[author];
    let name = author.name(&page.document.path.lang);
    JsonLd::thing(
        author_type(author),
        [
            ("@id", format!("{url}#author").into()),
            ("name", name.into()),
            ("url", url.clone().into()),
        ],
    )
}

/// The type of an author in schema.org.
pub(super) fn author_type(author: &Author) -> &'static str {
    if author.is_team() {
        "Organization"
    } else {
        "Person"
    }
}

fn home_url(snapshot: &Snapshot, language: usize) -> String {
    absolute(snapshot, &home(snapshot, language))
}
