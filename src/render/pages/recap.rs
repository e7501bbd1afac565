//! Recaps: a page that gathers the notes of an event's sessions, and the talks that were given
//! there.

use tera::Value;

use crate::date::Date;
use crate::document::Document;
use crate::markdown::Slot;
use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::links::{byline, tags};
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::recap_page::{RecapPage, reading_minutes};
use crate::render::common::summaries::{card, event, people};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::site::PageId;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let mut context = context(snapshot, &PageHead::of_document(snapshot, kind, id));
    let gathered = RecapPage::of(snapshot, document);
    let notes = gathered.iter().flat_map(|recap| recap.notes(snapshot));
    let all: Vec<&Document> = std::iter::once(&**document).chain(notes).collect();
    let html = body::try_fill(snapshot, document)?;
    context.insert_value("content", safe(&html));
    context.insert_value("toc", contents(snapshot, document));
    context.insert_value("uses", embeds::uses_of(&all, true));
    let event = event::around_page(snapshot, page, page.language);
    context.insert_value("event", event);
    context.insert_value("recap", recap(snapshot, id, &all));
    snapshot.theme.render(kind.template, &context)
}

/// The contents beside the text; empty where the text has contents of its own.
fn contents(snapshot: &Snapshot, document: &Document) -> Value {
    let mut slots = document.body.content.slots();
    if slots.any(|(_, slot)| *slot == Slot::Contents) {
        list([])
    } else {
        body::contents(snapshot, document)
    }
}

/// The facts of a recap; `all` are its own text and the notes that it gathers.
fn recap(snapshot: &Snapshot, id: PageId, all: &[&Document]) -> Value {
    let page = snapshot.site.page(id);
    let (front_matter, lang) = (&page.document.front_matter, &page.document.path.lang);
    let date = |date: Option<&Date>| {
        date.map_or_else(Value::none, |date| {
            Value::from(snapshot.theme.strings.date(lang, date))
        })
    };
    let words: usize = all.iter().map(|document| document.body.words).sum();
    map! {
        "date" => text_or_none(page.date.as_ref().map(Date::iso)),
        "date_text" => date(page.date.as_ref()),
        "updated" => text_or_none(front_matter.updated.as_ref().map(Date::iso)),
        "updated_text" => date(front_matter.updated.as_ref()),
        "minutes" => number(reading_minutes(snapshot, page)),
        "words" => number(words),
        "sessions" => number(all.len() - 1),
        "byline" => byline(snapshot, page, page.language),
        "authors" => people::authors(snapshot, page),
        "tags" => tags(snapshot, page, page.language),
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "card" => card::shared(snapshot, id, page.language),
    }
}
