//! Writes what a recap gathers: notes and talks.
//!
//! Each text stands at an anchor of its own; its ids and footnotes begin with that anchor, its
//! headings stand below the heading of the place.

use tera::{Context, Value};

use super::{Html, fill_within};
use crate::document::Document;
use crate::markdown::{Gathers, Within};
use crate::render::common::recap_page::RecapPage;
use crate::render::common::summaries::{session, talk};
use crate::render::common::value::{number, safe};
use crate::site::PageId;
use crate::site::gathering::BETWEEN;
use crate::snapshot::Snapshot;

/// All that a place (by number) of a recap gathers, as HTML.
pub(super) fn html(
    snapshot: &Snapshot,
    document: &Document,
    recap: &RecapPage<'_>,
    at: usize,
) -> Html {
    let gathering = &document.body.gatherings[at];
    let language = snapshot.site.page(recap.page).language;
    let mut html = String::new();
    for (id, anchor) in recap.gathers(snapshot, at) {
        let mut context = Context::new();
        context.insert_value("lang", Value::from(document.path.lang.as_str()));
        context.insert_value("id", Value::from(anchor));
        context.insert_value("level", number(gathering.level.into()));
        if gathering.gathers == Gathers::Talks {
            context.insert_value("talk", talk::at_event(snapshot, id, recap.event, language));
            html.push_str(&String::from_utf8_lossy(
                &snapshot.theme.render("recap_talk.html", &context)?,
            ));
        } else {
            context.insert_value("session", session::value(snapshot, id, language));
            let html_of_notes = notes(snapshot, recap, id, anchor, gathering.level)?;
            context.insert_value("content", safe(&html_of_notes));
            html.push_str(&String::from_utf8_lossy(
                &snapshot.theme.render("recap_session.html", &context)?,
            ));
        }
    }
    Ok(html)
}

/// The notes of a session, as a part of the recap.
fn notes(snapshot: &Snapshot, recap: &RecapPage<'_>, id: PageId, anchor: &str, level: u8) -> Html {
    let document = &snapshot.site.page(id).document;
    let within = Within {
        shift: level.saturating_sub(1),
        prefix: format!("{anchor}{BETWEEN}"),
    };
    let body = document.body_within(&within);
    let recap = recap.within(within.prefix);
    fill_within(snapshot, document, &body, Some(&recap))
}
