//! A talk in the fields that the forms of calls for papers ask for, as text to copy.

use crate::duration::Duration;
use crate::front_matter::talk::{Delivery, TalkProposal};
use crate::render::common::summaries::delivery;
use crate::site::Page;
use crate::site::talk_facts::{self, TalkFacts};
use crate::site::talks;
use crate::snapshot::Snapshot;

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name for programs.
    pub key: &'static str,
    /// Its name for people.
    pub label: String,
    /// What to write there; never empty.
    pub value: String,
}

/// The fields of a talk for one event's form, or for any form; empty fields are left out. `None`
/// when there is no such talk in any language. `language` is a rank; `event` is named as the talk
/// names it.
#[must_use]
pub fn fields(
    snapshot: &Snapshot,
    talk: &str,
    event: Option<&str>,
    language: usize,
) -> Option<Vec<Field>> {
    let site = &snapshot.site;
    let group = *site.talks.groups.get(talk)?;
    let page = site.page(site.groups[group].shown_in(language)?);
    let facts = talks::facts(site, group, page.language);
    let sent = |proposal: &&TalkProposal| {
        event.is_some_and(|event| talk_facts::is_same_event(&proposal.event.value, event))
    };
    Some(fields_of(
        snapshot,
        page,
        &facts,
        facts.proposals.iter().find(sent),
    ))
}

/// The same for a talk that was found already.
pub(super) fn fields_of(
    snapshot: &Snapshot,
    page: &Page,
    facts: &TalkFacts,
    proposal: Option<&TalkProposal>,
) -> Vec<Field> {
    let (lang, strings) = (&page.document.path.lang, &snapshot.theme.strings);
    let front_matter = &page.document.front_matter;
    let speakers: Vec<String> = page
        .authors
        .iter()
        .map(|author| speaker(snapshot, page, *author))
        .collect();
    let level = facts
        .level
        .map(|level| strings.word(lang, &format!("level_{}", level.name())));
    let event = proposal
        .map(|proposal| delivery::event_title(snapshot, &proposal.event.value, page.language));
    let values = [
        ("title", Some(front_matter.title.clone())),
        ("event", event),
        ("speakers", Some(speakers.join("\n"))),
        ("abstract", Some(abstract_of(page))),
        ("summary", front_matter.summary.clone()),
        ("level", level),
        (
            "format",
            proposal.and_then(|proposal| proposal.format.clone()),
        ),
        (
            "duration",
            facts
                .duration
                .map(|slot| duration(snapshot, page, slot, facts)),
        ),
        (
            "language",
            Some(snapshot.config.languages[page.language].name.clone()),
        ),
        ("references", Some(references_of(snapshot, page, facts))),
        (
            "notes",
            proposal.and_then(|proposal| proposal.notes.clone()),
        ),
    ];
    let filled = values
        .into_iter()
        .filter_map(|(key, value)| Some((key, value.filter(|v| !v.trim().is_empty())?)));
    filled
        .map(|(key, value)| Field {
            key,
            label: strings.word(lang, &format!("proposal_{key}")),
            value: value.trim().to_owned(),
        })
        .collect()
}

/// The fields one below the other, each under its name.
#[must_use]
pub fn as_text(fields: &[Field]) -> String {
    fields
        .iter()
        .map(|field| format!("{}\n{}\n", field.label, field.value))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The body as it was written: forms take Markdown, or leave it as it is. Without one, the summary.
fn abstract_of(page: &Page) -> String {
    let body = page.document.body_text().trim();
    if body.is_empty() {
        page.document.summary().to_owned()
    } else {
        body.to_owned()
    }
}

fn speaker(snapshot: &Snapshot, page: &Page, at: usize) -> String {
    let (author, lang) = (&snapshot.site.authors[at], &page.document.path.lang);
    let what: Vec<&str> = author
        .role(lang)
        .into_iter()
        .chain(author.organisation(lang))
        .collect();
    if what.is_empty() {
        author.name(lang).to_owned()
    } else {
        format!("{} ({})", author.name(lang), what.join(", "))
    }
}

fn duration(snapshot: &Snapshot, page: &Page, slot: Duration, facts: &TalkFacts) -> String {
    let (lang, strings) = (&page.document.path.lang, &snapshot.theme.strings);
    let whole = strings.duration(lang, slot);
    let Some(questions) = facts
        .questions
        .map(|questions| strings.duration(lang, questions))
    else {
        return whole;
    };
    let with_questions = strings
        .get(lang, "with_questions", &[("duration", &questions)])
        .unwrap_or(questions);
    format!("{whole}, {with_questions}")
}

/// Where the talk was given before, with its slides and recordings.
fn references_of(snapshot: &Snapshot, page: &Page, facts: &TalkFacts) -> String {
    let past = facts
        .deliveries
        .iter()
        .filter(|given| delivery::is_past(snapshot, given));
    past.map(|given| reference(snapshot, page, given))
        .collect::<Vec<_>>()
        .join("\n")
}

fn reference(snapshot: &Snapshot, page: &Page, given: &Delivery) -> String {
    let (lang, strings) = (&page.document.path.lang, &snapshot.theme.strings);
    let mut line = delivery::event_title(snapshot, &given.event.value, page.language);
    if let Some(date) = &given.date {
        line = format!("{line} ({})", strings.date(lang, date));
    }
    for (named, word) in [(&given.slides, "slides"), (&given.video, "recording")] {
        let url = named
            .as_ref()
            .and_then(|named| delivery::absolute(snapshot, &page.document, &named.value));
        if let Some(url) = url {
            line = format!("{line} · {} {url}", strings.word(lang, word));
        }
    }
    format!("- {line}")
}
