//! Keys of other generators, with the names of the same keys here, or with what to do instead.

use std::borrow::Cow;

use crate::content_path::Kind;

/// Those that stand in files of a kind.
pub(super) fn for_kind(kind: Kind) -> Cow<'static, [(&'static str, &'static str)]> {
    if matches!(kind, Kind::Event | Kind::Session) {
        [OF_EVENTS, OF_PAGES].concat().into()
    } else {
        OF_PAGES.into()
    }
}

/// For every kind of page.
const OF_PAGES: &[(&str, &str)] = &[
    ("description", "summary"),
    ("excerpt", "summary"),
    ("lastmod", "updated"),
    ("last_modified_at", "updated"),
    ("author", "authors"),
    ("tag", "tags"),
    ("categories", "tags"),
    ("keywords", "tags"),
    ("permalink", "slug"),
    ("url", "slug"),
    ("path", "slug"),
    ("redirect_from", "aliases"),
    ("translationKey", "translation_key"),
    (
        "published",
        "write `draft: true` for a text that is not published yet, and nothing for one that is",
    ),
    ("cover", "image"),
    ("canonical_url", "canonical"),
    ("katex", "math"),
    ("mathjax", "math"),
    ("latex", "math"),
    ("external_url", "external"),
    ("externalUrl", "external"),
    ("external_link", "external"),
    ("link", "external"),
    ("sticky", "pinned"),
    ("pin", "pinned"),
    ("featured", "pinned"),
    ("series_order", "series"),
    ("series_weight", "series"),
    ("speaker", "speakers"),
    ("conference", "event"),
    ("layout", LAYOUT),
    ("template", LAYOUT),
    ("type", LAYOUT),
    ("lang", LANGUAGE),
    ("language", LANGUAGE),
    ("locale", LANGUAGE),
    (
        "weight",
        "take it out: a number before the name of a file, like `02-name.md`, says its order",
    ),
    (
        "publishDate",
        "write it as `date`: a text with a `date` in the future waits for its day",
    ),
];
const LAYOUT: &str = "take it out: the folder of a file says which template it has";
const LANGUAGE: &str = "take it out: the name of a file says its language, like `name.fr.md`";
/// The same for what stands in the pages of events and in the notes of sessions.
const OF_EVENTS: &[(&str, &str)] = &[
    ("date", "start"),
    ("startDate", "start"),
    ("start_date", "start"),
    ("endDate", "end"),
    ("end_date", "end"),
    ("location", "place"),
    ("venue", "place"),
    ("website", "url"),
];
