//! Recordings of talks and sessions as schema.org's `VideoObject`. Must not know the HTML of the pages
//! that name them.

use super::event;
use super::json_ld::JsonLd;
use crate::date::Date;
use crate::lang::Lang;
use crate::path::is_web;
use crate::render::common::summaries::delivery;
use crate::site::Page;
use crate::snapshot::Snapshot;

/// The recording of a talk or a session.
pub(super) struct Recording<'r> {
    /// The page that names it.
    pub(super) page: &'r Page,
    /// How the page writes it: an address, or a file.
    pub(super) written: &'r str,
    /// The address of a picture that stands for it.
    pub(super) thumbnail: Option<&'r str>,
    /// When it was made.
    pub(super) date: Option<&'r Date>,
    /// The language that is spoken in it.
    pub(super) language: Option<&'r Lang>,
    /// Where it was made.
    pub(super) event: JsonLd,
}

/// A `VideoObject`; `None` where there is no such file. What a browser can play at once is its
/// content, a page elsewhere only its address.
pub(super) fn video(snapshot: &Snapshot, recording: Recording<'_>) -> Option<JsonLd> {
    let document = &recording.page.document;
    let url = delivery::absolute(snapshot, document, recording.written)?;
    let (title, summary) = (document.front_matter.title.as_str(), document.summary());
    let content = Some(url.as_str()).filter(|_| !is_web(recording.written));
    Some(JsonLd::thing(
        "VideoObject",
        [
            ("name", title.into()),
            (
                "description",
                if summary.is_empty() { title } else { summary }.into(),
            ),
            ("thumbnailUrl", recording.thumbnail.into()),
            ("uploadDate", recording.date.map(Date::w3c).into()),
            ("contentUrl", content.into()),
            ("url", url.as_str().into()),
            ("inLanguage", recording.language.map(Lang::as_str).into()),
            ("recordedAt", recording.event),
        ],
    ))
}

/// The recording of a session that a page has notes of.
pub(super) fn of_session(
    snapshot: &Snapshot,
    page: &Page,
    thumbnail: Option<&str>,
) -> Option<(&'static str, JsonLd)> {
    let written = page
        .document
        .front_matter
        .session
        .as_ref()?
        .video
        .as_ref()?
        .value
        .as_str();
    let event = event::of_article(snapshot, page).unwrap_or_default();
    let date = page.date.as_ref();
    Some((
        "video",
        video(
            snapshot,
            Recording {
                page,
                written,
                thumbnail,
                date,
                language: None,
                event,
            },
        )?,
    ))
}
