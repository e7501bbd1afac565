//! Whether an event or a session takes place, in the words of a language.

use tera::Value;

use crate::front_matter::status::EventStatus;
use crate::lang::Lang;
use crate::render::common::value::text_or_none;
use crate::site::Page;
use crate::snapshot::Snapshot;

/// The status of an event, whichever of its pages says so, or of a session.
pub(crate) fn of(snapshot: &Snapshot, page: &Page) -> EventStatus {
    let front_matter = &page.document.front_matter;
    if let Some(session) = &front_matter.session {
        return session.status;
    }
    let matter = front_matter.event.as_ref();
    let event = matter.and_then(|_| snapshot.site.events.of(&page.document.path));
    event.map(|event| event.status).unwrap_or_default()
}

/// A status in words, as is said of an `event` or of a `session`; `None` for what takes place.
pub(crate) fn words(
    snapshot: &Snapshot,
    status: EventStatus,
    what: &str,
    lang: &Lang,
) -> Option<String> {
    let key = format!("{what}_{}", status.name()?);
    Some(snapshot.theme.strings.word(lang, &key))
}

/// The same for templates.
pub(crate) fn text(snapshot: &Snapshot, status: EventStatus, what: &str, lang: &Lang) -> Value {
    text_or_none(words(snapshot, status, what, lang).as_deref())
}
