//! Recaps: a page that gathers the notes of an event's sessions, and the talks that were given
//! there.
//!
//! Each text stands at an anchor of its own; its ids and footnotes have that anchor before them,
//! its headings begin below its own heading, and what leads from one gathered text to another stays
//! on the page.

use std::borrow::Cow;

use pulldown_cmark_escape::escape_html_body_text;
use tera::{Context, Value};

use crate::content_path::Kind;
use crate::date::Date;
use crate::document::Document;
use crate::markdown::{Gathers, Slot, Within};
use crate::path::encode_path;
use crate::references::{Reference, fragment};
use crate::render::common::body;
use crate::render::common::body::embeds;
use crate::render::common::body::{Entry, Html, fill_within};
use crate::render::common::cards;
use crate::render::common::cards::{byline, tags};
use crate::render::common::delivery;
use crate::render::common::page::{Head, Rendered, context};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::render::pages::{events, post, session};
use crate::site::events::Event;
use crate::site::gathering::{BETWEEN, Gathered};
use crate::site::{Page, PageId, talks};
use crate::snapshot::Snapshot;

/// The page that gathered texts stand on.
pub(crate) struct Host<'h> {
    page: PageId,
    event: &'h Event,
    gathered: &'h Gathered,
    /// What the ids of a text begin with; empty for the recap's own.
    pub(crate) prefix: String,
}

impl<'h> Host<'h> {
    /// The recap that a document is.
    pub(crate) fn of(snapshot: &'h Snapshot, document: &Document) -> Option<Self> {
        if document.path.kind != Kind::Recap {
            return None;
        }
        let page = *snapshot.site.by_file.get(&document.path.file)?;
        let event = snapshot.site.events.of(&document.path)?;
        let gathered = event
            .gathered
            .get(snapshot.site.page(page).language)?
            .as_ref()?;
        Some(Self {
            page,
            event,
            gathered,
            prefix: String::new(),
        })
    }

    /// The address of what a link leads to, where that stands on this page.
    pub(crate) fn on_page(&self, snapshot: &Snapshot, reference: &Reference) -> Option<String> {
        let anchor = match reference {
            Reference::Here(id) if !self.prefix.is_empty() && !id.is_empty() && id != "top" => {
                format!("{}{id}", self.prefix)
            }
            Reference::Route {
                page: Some(id),
                rest,
                ..
            } if *id == self.page => fragment(rest)?,
            Reference::Route {
                page: Some(id),
                rest,
                ..
            } => {
                let (page, own) = (
                    snapshot.site.page(*id),
                    fragment(rest).filter(|own| !own.is_empty()),
                );
                let anchor = self.gathered.anchors.get(&page.group)?;
                let language = snapshot.site.page(self.page).language;
                let is_shown = snapshot.site.groups[page.group].shown_in(language) == Some(*id);
                let is_text = is_shown && page.document.path.kind == Kind::Session;
                is_text.then(|| {
                    own.map_or_else(
                        || anchor.to_string(),
                        |own| format!("{anchor}{BETWEEN}{own}"),
                    )
                })?
            }
            _ => return None,
        };
        Some(format!("#{}", encode_path(&anchor)))
    }

    /// What a place of the body gathers: the pages that readers of the recap's language see, at
    /// their anchors.
    fn gathers<'s>(
        &'s self,
        snapshot: &'s Snapshot,
        at: usize,
    ) -> impl Iterator<Item = (PageId, &'s str)> + 's {
        let language = snapshot.site.page(self.page).language;
        let groups = self.gathered.places.get(at).into_iter().flatten();
        groups.filter_map(move |group| {
            Some((
                snapshot.site.groups[*group].shown_in(language)?,
                &**self.gathered.anchors.get(group)?,
            ))
        })
    }

    /// All that it gathers, without the talks.
    fn notes<'s>(&'s self, snapshot: &'s Snapshot) -> impl Iterator<Item = &'s Document> + 's {
        let pages = (0..self.gathered.places.len()).flat_map(|at| self.gathers(snapshot, at));
        let documents = pages.map(|(id, _)| &*snapshot.site.page(id).document);
        documents.filter(|document| document.path.kind == Kind::Session)
    }
}

/// The lines of a recap's contents: its own headings, and the titles of what it gathers.
pub(crate) fn entries<'e>(
    snapshot: &'e Snapshot,
    document: &'e Document,
    host: &Host<'e>,
) -> Vec<Entry<'e>> {
    let (body, site) = (&document.body, &snapshot.site);
    let mut entries = Vec::new();
    for (_, slot) in &body.slots {
        match slot {
            Slot::HeadingLink(at) => entries.push(Entry::of(&body.headings[*at])),
            Slot::Gathering(at) => {
                entries.extend(host.gathers(snapshot, *at).map(|(id, anchor)| {
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
                }))
            }
            _ => {}
        }
    }
    entries
}

/// What a place of a recap gathers, as HTML.
pub(crate) fn gathering(
    snapshot: &Snapshot,
    document: &Document,
    host: &Host<'_>,
    at: usize,
) -> Html {
    let gathering = &document.body.gatherings[at];
    let language = snapshot.site.page(host.page).language;
    let mut html = String::new();
    for (id, anchor) in host.gathers(snapshot, at) {
        let mut context = Context::new();
        context.insert_value("lang", Value::from(document.path.lang.as_str()));
        context.insert_value("id", Value::from(anchor));
        context.insert_value("level", number(gathering.level.into()));
        if gathering.gathers == Gathers::Talks {
            context.insert_value("talk", talk(snapshot, id, host.event, language));
            html.push_str(&String::from_utf8_lossy(
                &snapshot.theme.render("recap_talk.html", &context)?,
            ));
        } else {
            context.insert_value("session", session::value(snapshot, id, language));
            let html_of_notes = notes(snapshot, host, id, anchor, gathering.level)?;
            context.insert_value("content", safe(&html_of_notes));
            html.push_str(&String::from_utf8_lossy(
                &snapshot.theme.render("recap_session.html", &context)?,
            ));
        }
    }
    Ok(html)
}

/// The notes of a session, as a part of the recap.
fn notes(snapshot: &Snapshot, host: &Host<'_>, id: PageId, anchor: &str, level: u8) -> Html {
    let document = &snapshot.site.page(id).document;
    let within = Within {
        shift: level.saturating_sub(1),
        prefix: format!("{anchor}{BETWEEN}"),
    };
    let body = document.body_within(&within);
    let host = Host {
        prefix: within.prefix,
        event: host.event,
        gathered: host.gathered,
        page: host.page,
    };
    fill_within(snapshot, document, &body, Some(&host))
}

/// A talk of ours, with what there is of its deliveries at an event.
pub(crate) fn talk(snapshot: &Snapshot, id: PageId, event: &Event, language: usize) -> Value {
    let (config, page) = (&snapshot.config, snapshot.site.page(id));
    let front_matter = &page.document.front_matter;
    let here = talks::deliveries_at(&snapshot.site, event, page.group, language);
    map! {
        "title" => front_matter.title.as_str(),
        "url" => page.href(&config.base_path),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "summary" => page.document.summary(),
        "speakers" => session::speakers(snapshot, page, language),
        "deliveries" => list(here.iter().map(|given| delivery::value(snapshot, page, given, language))),
    }
}

pub(crate) fn render(snapshot: &Snapshot, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let mut context = context(snapshot, &Head::of_document(snapshot, "recap", id));
    let host = Host::of(snapshot, document);
    let notes: Vec<&Document> = host.iter().flat_map(|host| host.notes(snapshot)).collect();
    let all: Vec<&Document> = std::iter::once(&**document).chain(notes).collect();
    context.insert_value("content", safe(&body::try_fill(snapshot, document)?));
    // Contents in the text are enough.
    let has_contents = document
        .body
        .slots
        .iter()
        .any(|(_, slot)| *slot == Slot::Contents);
    context.insert_value(
        "toc",
        if has_contents {
            list([])
        } else {
            body::contents(snapshot, document)
        },
    );
    context.insert_value("uses", embeds::uses_of(&all, true));
    context.insert_value("event", events::told_around(snapshot, page, page.language));
    context.insert_value("recap", recap(snapshot, id, &all));
    snapshot.theme.render("recap.html", &context)
}

/// Minutes that a silent reader takes, for a recap with all that it gathers.
pub(crate) fn minutes(snapshot: &Snapshot, page: &Page) -> usize {
    let host = Host::of(snapshot, &page.document);
    let gathered: usize = host
        .iter()
        .flat_map(|host| host.notes(snapshot))
        .map(|document| document.body.words)
        .sum();
    let speed = snapshot
        .config
        .reading_speed(&page.document.path.lang)
        .max(1);
    (page.document.body.words + gathered).div_ceil(speed).max(1)
}

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
        "minutes" => number(minutes(snapshot, page)),
        "words" => number(words),
        "sessions" => number(all.len() - 1),
        "byline" => byline(snapshot, page, page.language),
        "authors" => post::authors(snapshot, page),
        "tags" => tags(snapshot, page, page.language),
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "card" => cards::get(snapshot, id, page.language),
    }
}
