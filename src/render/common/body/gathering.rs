//! Writes what a recap gathers: notes and talks, and the lines for its contents.
//!
//! Each text stands at an anchor of its own; its ids and footnotes begin with that anchor, its
//! headings stand below the heading of the place.

use std::borrow::Cow;

use pulldown_cmark_escape::escape_html_body_text;
use tera::{Context, Value};

use super::{Entry, Html, fill_within};
use crate::document::Document;
use crate::markdown::{Gathers, Slot, Within};
use crate::render::common::recap_page::RecapPage;
use crate::render::common::summaries::{session, talk};
use crate::render::common::value::{number, safe};
use crate::site::PageId;
use crate::site::gathering::BETWEEN;
use crate::snapshot::Snapshot;

/// The lines of a recap's contents: its own headings, and the titles of what it gathers.
pub(super) fn entries<'e>(
    snapshot: &'e Snapshot,
    document: &'e Document,
    recap: &RecapPage<'e>,
) -> Vec<Entry<'e>> {
    let (body, site) = (&document.body, &snapshot.site);
    let mut entries = Vec::new();
    for (_, slot) in &body.slots {
        match slot {
            Slot::HeadingLink(at) => entries.push(Entry::of(&body.headings[*at])),
            Slot::Gathering(at) => {
                entries.extend(recap.gathers(snapshot, *at).map(|(id, anchor)| {
                    let path = &site.page(id).document.path;
                    let mut html = String::new();
                    // Writing to a `String` cannot fail.
                    let _ = escape_html_body_text(
                        &mut html,
                        &site.page(id).document.front_matter.title,
                    );
                    Entry {
                        level: body.gatherings[*at].level,
                        id: Cow::Owned(anchor.to_owned()),
                        html: Cow::Owned(html),
                        lang: (path.lang != document.path.lang).then(|| path.lang.as_str()),
                    }
                }));
            }
            _ => {}
        }
    }
    entries
}

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
