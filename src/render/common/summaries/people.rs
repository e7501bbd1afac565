//! The speakers and authors of a page as pages name them.

use tera::Value;

use crate::render::common::links::{author_url, person_url};
use crate::render::common::value::{list, map, text_or_none};
use crate::site::Page;
use crate::snapshot::Snapshot;

/// The speakers of a page, each with an address where there is more about them.
pub(crate) fn speakers(snapshot: &Snapshot, page: &Page, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    list(page.speakers.iter().map(|speaker| {
        let url = person_url(snapshot, speaker, language);
        map! {
            "name" => speaker.name(lang),
            "role" => text_or_none(speaker.role(lang)),
            "organisation" => text_or_none(speaker.organisation(lang)),
            "external" => url.is_none(),
            "url" => text_or_none(url.as_deref().or_else(|| speaker.url())),
        }
    }))
}

/// The authors of a page, each with the address of their page.
pub(crate) fn authors(snapshot: &Snapshot, page: &Page) -> Value {
    let lang = &page.document.path.lang;
    list(page.authors.iter().map(|&at| {
        let author = &snapshot.site.authors[at];
        map! {
            "name" => author.name(lang),
            "url" => author_url(snapshot, at, page.language),
            "role" => text_or_none(author.role(lang)),
        }
    }))
}
