//! The backstage of talks: deadlines, what is missing, the outline beside its budget, and proposals
//! to copy.
//!
//! Only the dev server shows it; no public route leads here.

use std::cmp::Reverse;

use tera::Value;

use crate::content_path::ROOT;
use crate::date::Date;
use crate::duration::Duration;
use crate::front_matter::talk::{Proposal, Status};
use crate::lang::Lang;
use crate::outline::{Outline, Part};
use crate::path::{SitePath, UrlPath};
use crate::rehearsal::State;
use crate::render::common::delivery;
use crate::render::common::page::{Head, Rendered, Translation, context};
use crate::render::common::value::{list, map, number, text_or_none};
use crate::render::pages::proposal;
use crate::render::pages::talks::told;
use crate::render::pages::{backstage_decks, rehearsals};
use crate::site::Page;
use crate::site::talks::{self as known, Facts};
use crate::snapshot::Snapshot;

pub(crate) fn render(snapshot: &Snapshot, group: usize, language: usize) -> Rendered {
    let site = &snapshot.site;
    let lang = &snapshot.config.languages[language].code;
    // A route leads here for groups that have a version.
    let Some(id) = site.groups[group].shown_in(language) else {
        return Ok(Vec::new());
    };
    let page = site.page(id);
    let folder = page.document.path.bundle().unwrap_or_default();
    let url = address(snapshot, folder, language);
    let languages = 0..snapshot.config.languages.len();
    let translations = languages.map(|other| Translation {
        url: address(snapshot, folder, other),
        missing: false,
    });
    let title = page.document.front_matter.title.clone();
    let head = Head {
        translations: translations.collect(),
        ..Head::new(snapshot, "backstage", language, &url, title)
    };
    let facts = known::facts(site, group, language);
    let mut context = context(snapshot, &head);
    context.insert_value("talk", Value::from(told(snapshot, page, &facts, language)));
    context.insert_value(
        "folder",
        Value::from(format!("{ROOT}{}/{folder}/", known::FOLDER)),
    );
    context.insert_value("ready", readiness(snapshot, group, folder, lang));
    let proposals = sorted(snapshot, &facts);
    context.insert_value(
        "proposals",
        list(
            proposals
                .iter()
                .map(|proposal| proposal_value(snapshot, proposal, language)),
        ),
    );
    context.insert_value("decks", backstage_decks::of_talk(snapshot, folder));
    context.insert_value(
        "rehearsals",
        rehearsals::of_talk(snapshot, folder, language),
    );
    context.insert_value(
        "next_delivery",
        rehearsals::next_delivery(snapshot, &facts, language),
    );
    context.insert_value("outlines", list(outlines(snapshot, folder, &facts, lang)));
    context.insert_value(
        "exports",
        exports(snapshot, page, &facts, &proposals, language),
    );
    context.insert_value("backstage", Value::from(home(snapshot, language)));
    snapshot.theme.render("backstage-talk.html", &context)
}

fn address(snapshot: &Snapshot, folder: &str, language: usize) -> UrlPath {
    let prefix = snapshot
        .config
        .prefix(&snapshot.config.languages[language].code);
    UrlPath::new(&format!("{prefix}{}", known::backstage_address(folder)))
}

fn home(snapshot: &Snapshot, language: usize) -> String {
    let prefix = snapshot
        .config
        .prefix(&snapshot.config.languages[language].code);
    UrlPath::new(&format!("{prefix}backstage/")).href(&snapshot.config.base_path)
}

/// The talks of the site for the first page of the backstage, those with the next deadline first.
pub(crate) fn overview(snapshot: &Snapshot, language: usize) -> Value {
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
        let facts = known::facts(site, *group, language);
        let first = sorted(snapshot, &facts)
            .first()
            .map(|proposal| (*proposal).clone());
        let rank = first
            .as_ref()
            .map_or_else(Rank::last, |proposal| rank(snapshot, proposal));
        let value = map! {
            "talk" => told(snapshot, page, &facts, language),
            "url" => address(snapshot, folder, language).href(&snapshot.config.base_path),
            "proposal" => first.map_or_else(Value::none, |proposal| proposal_value(snapshot, &proposal, language)),
            "proposals" => number(facts.proposals.len()),
            "ready" => readiness(snapshot, *group, folder, lang),
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

fn rank(snapshot: &Snapshot, proposal: &Proposal) -> Rank {
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

fn sorted<'f>(snapshot: &Snapshot, facts: &'f Facts) -> Vec<&'f Proposal> {
    let mut proposals: Vec<&Proposal> = facts.proposals.iter().collect();
    proposals.sort_by_key(|proposal| rank(snapshot, proposal));
    proposals
}

/// Whether it was to be sent before today, and was not.
fn is_overdue(snapshot: &Snapshot, proposal: &Proposal) -> bool {
    let dates = proposal.deadline.as_ref().zip(snapshot.site.today.as_ref());
    proposal.status == Status::Draft
        && dates.is_some_and(|(deadline, today)| today.is_after_day(deadline))
}

fn proposal_value(snapshot: &Snapshot, proposal: &Proposal, language: usize) -> Value {
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

/// What a talk needs before it can be given: each with whether it is there.
fn readiness(snapshot: &Snapshot, group: usize, folder: &str, lang: &Lang) -> Value {
    let site = &snapshot.site;
    let pages = &site.groups[group].pages;
    let has_abstract = pages.iter().flatten().all(|id| {
        let document = &site.page(*id).document;
        document.body.words > 0 || document.front_matter.summary.is_some()
    });
    let missing = snapshot
        .config
        .languages
        .iter()
        .zip(pages)
        .filter(|(_, id)| id.is_none());
    let missing: Vec<String> = missing.map(|(entry, _)| entry.name.clone()).collect();
    let has_deck = snapshot.config.codes().any(|code| {
        let file = format!("{ROOT}{}/{folder}/deck.{code}.md", known::FOLDER);
        snapshot.source(&SitePath::new(file)).is_some()
    });
    let rehearsals = site
        .runs(folder)
        .filter(|(_, run)| run.state == State::Ended)
        .count();
    let item = |name: &'static str, done: bool, detail: Option<String>| {
        map! { "name" => name, "done" => done, "detail" => text_or_none(detail.as_deref()) }
    };
    let languages = (!missing.is_empty()).then(|| snapshot.theme.strings.list(lang, &missing));
    list([
        item("abstract", has_abstract, None),
        item("translation", missing.is_empty(), languages),
        item(
            "outline",
            site.talks
                .outlines(folder)
                .is_some_and(|outlines| !outlines.is_empty()),
            None,
        ),
        item("deck", has_deck, None),
        item(
            "rehearsal",
            rehearsals > 0,
            (rehearsals > 0).then(|| rehearsals.to_string()),
        ),
    ])
}

/// The outlines of a talk, the reader's own language first.
fn outlines(snapshot: &Snapshot, folder: &str, facts: &Facts, lang: &Lang) -> Vec<Value> {
    let Some(all) = snapshot.site.talks.outlines(folder) else {
        return Vec::new();
    };
    let mut documents: Vec<_> = all.values().collect();
    documents.sort_by_key(|document| document.path.lang != *lang);
    let value = |document: &&std::sync::Arc<crate::document::Document>| {
        let outline = crate::outline::read(document, facts.slot()).value;
        let length = |duration: Option<Duration>| {
            duration.map_or_else(Value::none, |duration| {
                Value::from(snapshot.theme.strings.duration(lang, duration))
            })
        };
        let (total, slot) = (outline.total(), outline.slot);
        let difference = total.zip(slot).filter(|(total, slot)| total != slot);
        let mut parts = Vec::new();
        rows(snapshot, lang, &outline, &outline.parts, 0, &mut parts);
        map! {
            "lang" => document.path.lang.as_str(),
            "language" => snapshot.config.rank(&document.path.lang).map_or("", |rank| snapshot.config.languages[rank].name.as_str()),
            "file" => document.path.file.as_str(),
            "parts" => list(parts),
            "total" => length(total),
            "slot" => length(slot),
            "over" => length(difference.filter(|(total, slot)| total > slot).map(|(total, slot)| apart(total, slot))),
            "under" => length(difference.filter(|(total, slot)| total < slot).map(|(total, slot)| apart(total, slot))),
            "words" => number(document.body.words),
        }
    };
    documents.iter().map(value).collect()
}

fn apart(a: Duration, b: Duration) -> Duration {
    Duration::from_seconds(a.seconds().abs_diff(b.seconds()))
}

/// The parts as rows of a table: how deep each stands, and when it begins.
fn rows(
    snapshot: &Snapshot,
    lang: &Lang,
    outline: &Outline,
    parts: &[Part],
    depth: usize,
    out: &mut Vec<Value>,
) {
    let whole = outline
        .slot
        .or(outline.total())
        .map_or(0, Duration::seconds);
    for part in parts {
        let budget = part
            .budget
            .map(|budget| snapshot.theme.strings.duration(lang, budget));
        let share = part.budget.filter(|_| whole > 0 && depth == 0);
        out.push(map! {
            "title" => part.title.as_str(),
            "depth" => number(depth),
            "told" => part.is_told,
            "budget" => text_or_none(budget.as_deref()),
            "percent" => share.map_or_else(Value::none, |budget| number(percent(budget.seconds(), whole))),
        });
        rows(snapshot, lang, outline, &part.parts, depth + 1, out);
    }
}

fn percent(part: u32, whole: u32) -> usize {
    let rounded = (u64::from(part) * 100 + u64::from(whole) / 2) / u64::from(whole);
    usize::try_from(rounded).unwrap_or(usize::MAX)
}

/// The talk as forms ask for it: once for each proposal that may still be sent, else once for any
/// form.
fn exports(
    snapshot: &Snapshot,
    page: &Page,
    facts: &Facts,
    proposals: &[&Proposal],
    language: usize,
) -> Value {
    let export = |proposal: Option<&Proposal>| {
        let fields = proposal::of(snapshot, page, facts, proposal);
        let event =
            proposal.map(|proposal| delivery::event(snapshot, &proposal.event.value, language));
        map! { "event" => event.unwrap_or_else(Value::none), "text" => proposal::as_text(&fields) }
    };
    let open: Vec<&&Proposal> = proposals
        .iter()
        .filter(|proposal| proposal.status == Status::Draft)
        .collect();
    if open.is_empty() {
        return list([export(None)]);
    }
    list(open.into_iter().map(|proposal| export(Some(proposal))))
}
