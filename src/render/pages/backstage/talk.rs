//! The backstage page of a talk: deadlines, what is missing, outlines, decks, rehearsals, and
//! proposals to copy.
//!
//! Only the dev server shows it; no public route leads here.

use std::cmp::Reverse;

use tera::Value;

use super::{decks, outlines, proposal, readiness, rehearsals};
use crate::content_path::ROOT;
use crate::date::Date;
use crate::front_matter::talk::{Status, TalkProposal};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::links::href;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::{delivery, talk};
use crate::render::common::translations::everywhere;
use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::Page;
use crate::site::routes::Target;
use crate::site::talk_facts::TalkFacts;
use crate::site::talks;
use crate::snapshot::Snapshot;

/// The page of a talk (by its group) in a language (by rank).
pub(in crate::render::pages) fn render(
    snapshot: &Snapshot,
    kind: &'static PageKind,
    group: usize,
    language: usize,
) -> Rendered {
    let site = &snapshot.site;
    let lang = &snapshot.config.languages[language].code;
    // A route leads here for groups that have a version.
    let Some(id) = site.groups[group].shown_in(language) else {
        return Ok(Vec::new());
    };
    let page = site.page(id);
    let folder = page.document.path.bundle().unwrap_or_default();
    let url = |language| site.address(&Target::BackstageTalk(group, language));
    let here = url(language);
    let title = page.document.front_matter.title.clone();
    let head = PageHead {
        translations: everywhere(snapshot, url),
        ..PageHead::new(snapshot, kind, language, &here, title)
    };
    let facts = talks::facts(site, group, language);
    let mut context = context(snapshot, &head);
    context.insert_value(
        "talk",
        Value::from(talk::value(snapshot, page, &facts, language)),
    );
    context.insert_value(
        "folder",
        Value::from(format!("{ROOT}{}/{folder}/", talks::FOLDER)),
    );
    context.insert_value("ready", readiness::of_talk(snapshot, group, folder, lang));
    let proposals = sorted(snapshot, &facts);
    context.insert_value(
        "proposals",
        list(
            proposals
                .iter()
                .map(|proposal| proposal_value(snapshot, proposal, language)),
        ),
    );
    context.insert_value("decks", decks::of_talk(snapshot, folder));
    context.insert_value(
        "rehearsals",
        rehearsals::of_talk(snapshot, folder, language),
    );
    context.insert_value(
        "next_delivery",
        rehearsals::next_delivery(snapshot, &facts, language),
    );
    context.insert_value(
        "outlines",
        outlines::of_talk(snapshot, folder, &facts, lang),
    );
    context.insert_value(
        "exports",
        exports(snapshot, page, &facts, &proposals, language),
    );
    context.insert_value(
        "backstage",
        Value::from(href(snapshot, &Target::Backstage(language))),
    );
    snapshot.theme.render(kind.template, &context)
}

/// The talks of the site for the first page of the backstage, those with the next deadline first.
pub(super) fn overview(snapshot: &Snapshot, language: usize) -> Value {
    let site = &snapshot.site;
    let lang = &snapshot.config.languages[language].code;
    let mut rows: Vec<(Rank, Value)> = Vec::new();
    for (folder, group) in &site.talks.groups {
        let Some(page) = site.groups[*group]
            .shown_in(language)
            .map(|id| site.page(id))
        else {
            continue;
        };
        let facts = talks::facts(site, *group, language);
        let first = sorted(snapshot, &facts)
            .first()
            .map(|proposal| (*proposal).clone());
        let rank = first
            .as_ref()
            .map_or_else(Rank::last, |proposal| rank(snapshot, proposal));
        let value = map! {
            "talk" => talk::value(snapshot, page, &facts, language),
            "url" => href(snapshot, &Target::BackstageTalk(*group, language)),
            "proposal" => first.map_or_else(Value::none, |proposal| proposal_value(snapshot, &proposal, language)),
            "proposals" => number(facts.proposals.len()),
            "ready" => readiness::of_talk(snapshot, *group, folder, lang),
        };
        rows.push((rank, value));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    list(rows.into_iter().map(|(_, value)| value))
}

/// Where a proposal stands among others: what is still to be sent first, by deadline; then what is
/// too late, the latest first; then the others by state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u8, Option<Date>, Reverse<Option<Date>>);

impl Rank {
    fn last() -> Self {
        Self(u8::MAX, None, Reverse(None))
    }
}

fn rank(snapshot: &Snapshot, proposal: &TalkProposal) -> Rank {
    let deadline = proposal.deadline.clone();
    match proposal.status {
        Status::Draft if deadline.is_none() => Rank(2, None, Reverse(None)),
        Status::Draft if is_overdue(snapshot, proposal) => Rank(1, None, Reverse(deadline)),
        Status::Draft => Rank(0, deadline, Reverse(None)),
        Status::Submitted | Status::Waitlisted => Rank(3, None, Reverse(deadline)),
        Status::Accepted => Rank(4, None, Reverse(deadline)),
        Status::Rejected | Status::Withdrawn => Rank(5, None, Reverse(deadline)),
    }
}

fn sorted<'f>(snapshot: &Snapshot, facts: &'f TalkFacts) -> Vec<&'f TalkProposal> {
    let mut proposals: Vec<&TalkProposal> = facts.proposals.iter().collect();
    proposals.sort_by_key(|proposal| rank(snapshot, proposal));
    proposals
}

/// Whether it was to be sent before today, and was not.
fn is_overdue(snapshot: &Snapshot, proposal: &TalkProposal) -> bool {
    let dates = proposal.deadline.as_ref().zip(snapshot.site.today.as_ref());
    proposal.status == Status::Draft
        && dates.is_some_and(|(deadline, today)| today.is_after_day(deadline))
}

fn proposal_value(snapshot: &Snapshot, proposal: &TalkProposal, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let date = |date: Option<&Date>| {
        date.map_or_else(Value::none, |date| {
            map! {
                "iso" => date.iso(),
                "text" => snapshot.theme.strings.date(lang, date),
            }
        })
    };
    let is_open = proposal.status == Status::Draft && !is_overdue(snapshot, proposal);
    let left = proposal
        .deadline
        .as_ref()
        .zip(snapshot.site.today.as_ref())
        .filter(|_| is_open);
    let left = left.and_then(|(deadline, today)| {
        usize::try_from((deadline.day() - today.day()).get_days()).ok()
    });
    map! {
        "event" => delivery::event(snapshot, &proposal.event.value, language),
        "status" => proposal.status.name(),
        "submitted" => date(proposal.submitted.as_ref()),
        "deadline" => date(proposal.deadline.as_ref()),
        "overdue" => is_overdue(snapshot, proposal),
        "today" => left == Some(0),
        "days" => left.map_or_else(Value::none, number),
        "format" => text_or_none(proposal.format.as_deref()),
        "notes" => text_or_none(proposal.notes.as_deref()),
    }
}

/// The talk as forms ask for it: once for each proposal that may still be sent, else once for any
/// form.
fn exports(
    snapshot: &Snapshot,
    page: &Page,
    facts: &TalkFacts,
    proposals: &[&TalkProposal],
    language: usize,
) -> Value {
    let export = |proposal: Option<&TalkProposal>| {
        let fields = proposal::fields_of(snapshot, page, facts, proposal);
        let event =
            proposal.map(|proposal| delivery::event(snapshot, &proposal.event.value, language));
        map! { "event" => event.unwrap_or_else(Value::none), "text" => proposal::as_text(&fields) }
    };
    let open: Vec<&&TalkProposal> = proposals
        .iter()
        .filter(|proposal| proposal.status == Status::Draft)
        .collect();
    if open.is_empty() {
        return list([export(None)]);
    }
    list(open.into_iter().map(|proposal| export(Some(proposal))))
}
