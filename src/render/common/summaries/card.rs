//! A page as lists show it: its title, address, date, summary and byline, without its content.
//!
//! A page stands in many lists (the home, its section, every tag), so its value is made once for
//! each language that it is shown in, and shared.

use tera::Value;

use super::status;
use crate::content_path::Kind;
use crate::date::Date;
use crate::render::common::links::{byline, host, tags};
use crate::render::common::recap_page::reading_minutes;
use crate::render::common::value::{map, number, text_or_none};
use crate::render::common::{cache, pictures};
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// A page as a list in a language (by rank) shows it.
pub(crate) fn shared(snapshot: &Snapshot, id: PageId, language: usize) -> Value {
    cache::of_snapshot(snapshot)
        .page_cards
        .get_or_make(id, language, || card(snapshot, id, language))
}

fn card(snapshot: &Snapshot, id: PageId, language: usize) -> Value {
    let (config, page) = (&snapshot.config, snapshot.site.page(id));
    let front_matter = &page.document.front_matter;
    let lang = &config.languages[language].code;
    let date = page.date.as_ref();
    let is_session = front_matter.session.is_some();
    let what = if is_session { "session" } else { "event" };
    map! {
        "title" => front_matter.title.as_str(),
        "url" => page.href(&config.base_path),
        "kind" => kind(page),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "date" => text_or_none(date.map(Date::iso)),
        "date_text" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date))),
        "summary" => page.document.summary(),
        "minutes" => number(reading_minutes(snapshot, page)),
        "byline" => byline(snapshot, page, language),
        "tags" => tags(snapshot, page, language),
        "image" => pictures::lead_image(snapshot, page),
        "pinned" => front_matter.pinned,
        "external" => external(page),
        "commented" => page.document.body.words > 0,
        "part" => snapshot.site.series[language].get(&id).map_or_else(Value::none, |part| number(part.number)),
        "draft" => front_matter.draft,
        "future" => snapshot.site.is_future(page),
        "status_text" => status::text(snapshot, status::of(snapshot, page), what, lang),
    }
}

/// The kind of a page; `none` for posts and other plain pages.
fn kind(page: &Page) -> Value {
    Value::from(match page.document.path.kind {
        Kind::Event => "event",
        Kind::Recap => "recap",
        Kind::Session => "session",
        Kind::Talk => "talk",
        Kind::Deck => "deck",
        _ => return Value::none(),
    })
}

/// The article elsewhere that a post points to.
pub(crate) fn external(page: &Page) -> Value {
    let Some(url) = page.document.front_matter.external.as_deref() else {
        return Value::none();
    };
    map! { "url" => url, "host" => host(url) }
}
