//! A session of an event as other pages show it.

use tera::Value;

use super::{delivery, people, status};
use crate::date::Date;
use crate::duration::Duration;
use crate::render::common::links::{byline, tags};
use crate::render::common::value::{map, number, safe, text_or_none};
use crate::site::PageId;
use crate::snapshot::Snapshot;
use crate::source::Spanned;

/// The notes of a session for pages in a language (by rank).
pub(crate) fn value(snapshot: &Snapshot, id: PageId, language: usize) -> Value {
    let (config, strings, page) = (
        &snapshot.config,
        &snapshot.theme.strings,
        snapshot.site.page(id),
    );
    let (document, lang) = (&page.document, &config.languages[language].code);
    let front_matter = &document.front_matter;
    let Some(session) = &front_matter.session else {
        return Value::none();
    };
    let signed = byline(snapshot, page, language);
    let notes_by = signed
        .as_str()
        .and_then(|names| strings.get(lang, "notes_by", &[("names", names)]));
    let resource = |named: &Spanned<String>| delivery::resource(snapshot, document, &named.value);
    let event = snapshot.site.events.of(&document.path);
    let start = event.map_or_else(
        || session.start.clone(),
        |event| event.session_start(document),
    );
    let start = start.as_ref();
    let day = start.filter(|_| event.is_some_and(|event| event.has_days));
    map! {
        "title" => front_matter.title.as_str(),
        "url" => page.href(&config.base_path),
        "own_page" => page.anchor.is_none(),
        "lang" => document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "draft" => front_matter.draft,
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "speakers" => people::speakers(snapshot, page, language),
        "byline" => signed,
        "notes_by" => notes_by.map_or_else(Value::none, |html| safe(&html)),
        "track" => text_or_none(session.track.as_deref()),
        "start" => text_or_none(start.map(Date::iso)),
        "date_text" => text_or_none(start.map(|start| strings.date(lang, start)).as_deref()),
        "day_text" => text_or_none(day.map(|start| strings.weekday_and_day(lang, start)).as_deref()),
        "status" => text_or_none(session.status.name()),
        "status_text" => status::text(snapshot, session.status, "session", lang),
        "time_text" => text_or_none(start.and_then(|start| strings.time(lang, start)).as_deref()),
        "duration" => text_or_none(session.duration.map(Duration::iso).as_deref()),
        "duration_text" => text_or_none(session.duration.map(|length| strings.duration(lang, length)).as_deref()),
        "minutes" => number(document.reading_minutes(config.reading_speed(&document.path.lang))),
        "tags" => tags(snapshot, page, language),
        "slides" => session.slides.as_ref().map_or_else(Value::none, resource),
        "video" => session.video.as_ref().map_or_else(Value::none, resource),
    }
}
