//! The notes of a session: their own page, and what other pages show of them.

use tera::Value;

use crate::date::Date;
use crate::render::common::body::embeds;
use crate::render::common::cards::{byline, person_url, tags};
use crate::render::common::page::{Head, Rendered, context};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::render::common::{body, delivery};
use crate::render::pages::events;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;
use crate::source::Spanned;

pub(crate) fn render(snapshot: &Snapshot, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let mut context = context(snapshot, &Head::of_document(snapshot, "session", id));
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", body::contents(snapshot, document));
    context.insert_value("uses", embeds::uses_of(&[document], true));
    context.insert_value("event", events::told_around(snapshot, page, page.language));
    context.insert_value("session", value(snapshot, id, page.language));
    let (previous, next) = neighbours(snapshot, page);
    let told =
        |id: Option<PageId>| id.map_or_else(Value::none, |id| value(snapshot, id, page.language));
    context.insert_value("previous", told(previous));
    context.insert_value("next", told(next));
    snapshot.theme.render("session.html", &context)
}

/// The sessions before and after one, in the order of the event.
fn neighbours(snapshot: &Snapshot, page: &Page) -> (Option<PageId>, Option<PageId>) {
    let site = &snapshot.site;
    let sessions = site
        .events
        .of(&page.document.path)
        .map_or(&[][..], |event| &event.sessions);
    let Some(at) = sessions.iter().position(|group| *group == page.group) else {
        return (None, None);
    };
    let shown = |at: Option<usize>| site.groups[*sessions.get(at?)?].shown_in(page.language);
    (shown(at.checked_sub(1)), shown(Some(at + 1)))
}

/// The notes of a session, as pages in some language tell of them.
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
    let start = session.start.as_ref();
    map! {
        "title" => front_matter.title.as_str(),
        "url" => page.href(&config.base_path),
        "own_page" => page.anchor.is_none(),
        "lang" => document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "draft" => front_matter.draft,
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "speakers" => speakers(snapshot, page, language),
        "byline" => signed,
        "notes_by" => notes_by.map_or_else(Value::none, |html| safe(&html)),
        "track" => text_or_none(session.track.as_deref()),
        "start" => text_or_none(start.map(Date::iso)),
        "date_text" => text_or_none(start.map(|start| strings.date(lang, start)).as_deref()),
        "time_text" => text_or_none(start.and_then(|start| strings.time(lang, start)).as_deref()),
        "duration" => text_or_none(session.duration.map(crate::duration::Duration::iso).as_deref()),
        "duration_text" => text_or_none(session.duration.map(|length| strings.duration(lang, length)).as_deref()),
        "minutes" => number(document.reading_minutes(config.reading_speed(&document.path.lang))),
        "tags" => tags(snapshot, page, language),
        "slides" => session.slides.as_ref().map_or_else(Value::none, resource),
        "video" => session.video.as_ref().map_or_else(Value::none, resource),
    }
}

/// Who speaks: name, role and organisation apart, and where more is said of them.
pub(crate) fn speakers(snapshot: &Snapshot, page: &Page, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    list(page.speakers.iter().map(|speaker| {
        let own = person_url(snapshot, speaker, language);
        map! {
            "name" => speaker.name(lang),
            "role" => text_or_none(speaker.role(lang)),
            "organisation" => text_or_none(speaker.organisation(lang)),
            "external" => own.is_none(),
            "url" => text_or_none(own.as_deref().or_else(|| speaker.url())),
        }
    }))
}
