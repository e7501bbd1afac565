//! Posts, recaps and session notes as articles, and the translations of any text.

use super::event;
use super::json_ld::JsonLd;
use super::page::Described;
use super::recording;
use super::site::{blog, publisher, signature};
use crate::date::Date;
use crate::render::common::dates::last_change;
use crate::render::common::links::absolute;
use crate::render::common::page_kind::Schema;
use crate::site::PageId;
use crate::snapshot::Snapshot;

/// The properties of an article, beside those of any page.
pub(super) fn properties(described: &Described<'_>, id: PageId) -> Vec<(&'static str, JsonLd)> {
    let (snapshot, head) = (described.snapshot, described.head);
    let page = snapshot.site.page(id);
    let url = absolute(snapshot, head.url);
    let authors = page.authors.iter();
    let authors: Vec<JsonLd> = authors
        .map(|&author| signature(snapshot, author, page))
        .collect();
    let mut properties = vec![
        ("@id", format!("{url}#post").into()),
        ("headline", head.title.as_str().into()),
        ("mainEntityOfPage", url.into()),
        // The original elsewhere has the same text.
        ("sameAs", head.canonical.into()),
        ("datePublished", page.date.as_ref().map(Date::w3c).into()),
        (
            "dateModified",
            last_change(snapshot, id).map(Date::w3c).into(),
        ),
        ("author", authors.into()),
        ("publisher", publisher(snapshot, page.language)),
        ("isPartOf", blog(snapshot, page.language)),
        ("keywords", page.document.front_matter.tags.clone().into()),
        ("wordCount", page.document.body.words.into()),
    ];
    properties.extend(event::of_article(snapshot, page).map(|event| ("about", event)));
    properties.extend(recording::of_session(snapshot, page, described.thumbnail()));
    properties
}

/// The same text in other languages. The original is the page that this one was translated from,
/// as it says, else the one with the earliest date. Where there is no original, all others are
/// translations of this one.
pub(super) fn translations(
    snapshot: &Snapshot,
    schema: Schema,
    id: PageId,
) -> Option<(&'static str, JsonLd)> {
    let site = &snapshot.site;
    let group = &site.groups[site.page(id).group];
    let pages = || group.pages.iter().flatten().copied();
    let date = |id: PageId| site.page(id).date.as_ref().map(Date::ymd);
    let earliest = pages().min_by_key(|id| date(*id))?;
    let named = site.page(id).document.front_matter.translated_from.as_ref();
    let named = named
        .and_then(|from| group.pages[snapshot.config.rank(&from.lang.value)?])
        .filter(|from| *from != id);
    let original = named.or_else(|| (date(earliest) < date(id)).then_some(earliest));
    if let Some(original) = original {
        return Some(("translationOfWork", text(snapshot, schema, original)));
    }
    let others = pages().filter(|other| *other != id);
    let others: Vec<JsonLd> = others.map(|id| text(snapshot, schema, id)).collect();
    (!others.is_empty()).then(|| ("workTranslation", others.into()))
}

/// A text in one language as its translations name it.
fn text(snapshot: &Snapshot, schema: Schema, id: PageId) -> JsonLd {
    let page = snapshot.site.page(id);
    JsonLd::thing(
        schema.name(),
        [
            ("url", absolute(snapshot, &page.url).into()),
            ("name", page.document.front_matter.title.as_str().into()),
            ("inLanguage", page.document.path.lang.as_str().into()),
        ],
    )
}
