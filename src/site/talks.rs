//! The talks of a site: what is known of each from all of its languages, where it was given, and
//! what only the backstage shows.
//!
//! A fact that does not depend on the language (a slot, a delivery, a proposal) needs to stand in
//! one version alone. What an event is called is looked up when it is shown: nothing of it is kept.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::events::Event;
use super::{PageId, Site};
use crate::content_path::{ContentPath, Kind, ROOT};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::duration::Duration;
use crate::front_matter::Spanned;
use crate::front_matter::talk::{Delivery, Level, TalkMatter, TalkProposal};
use crate::nearest;
use crate::outline::{self, Outline};
use crate::path::SitePath;
use crate::slug;

/// The folder of talks in `content/`.
pub const FOLDER: &str = "talks";

/// The address of a talk's backstage below its language's prefix.
#[must_use]
pub fn backstage_address(folder: &str) -> String {
    format!("backstage/{FOLDER}/{}/", slug::slugify(folder))
}

/// The talks of a site.
#[derive(Debug, Clone, Default)]
pub struct Talks {
    /// Each with its folder in `content/talks`: places in [`Site::groups`], sorted by folder.
    pub groups: BTreeMap<String, usize>,
    /// The decks in the same way.
    pub decks: BTreeMap<String, usize>,
    /// Outlines by folder of the talk, then by language code.
    outlines: BTreeMap<String, BTreeMap<String, Arc<Document>>>,
}

/// What is known of a talk in a language: what that version says, and what it leaves to the others.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The slot, questions included.
    pub duration: Option<Duration>,
    /// The part of it that is for questions.
    pub questions: Option<Duration>,
    /// For whom it is.
    pub level: Option<Level>,
    /// Where it was sent to.
    pub proposals: Vec<TalkProposal>,
    /// Where it was given, or will be; the newest first, without a date last.
    pub deliveries: Vec<Delivery>,
}

impl Facts {
    /// What is left for the talk itself.
    #[must_use]
    pub fn slot(&self) -> Option<Duration> {
        let questions = self.questions.map_or(0, Duration::seconds);
        let left = self
            .duration?
            .seconds()
            .checked_sub(questions)
            .filter(|left| *left > 0)?;
        Some(Duration::from_seconds(left))
    }

    /// When it was given last, or will be.
    #[must_use]
    pub fn last_given(&self) -> Option<&Date> {
        // A date is more than none.
        self.deliveries.first()?.date.as_ref()
    }
}

impl Talks {
    /// Takes in another reading of an outline.
    pub(super) fn put_outline(&mut self, document: &Arc<Document>) {
        let Some(folder) = document.path.bundle() else {
            return;
        };
        let languages = self.outlines.entry(folder.to_owned()).or_default();
        languages.insert(document.path.lang.as_str().to_owned(), document.clone());
    }

    /// The outlines of a talk, by language code.
    #[must_use]
    pub fn outlines(&self, folder: &str) -> Option<&BTreeMap<String, Arc<Document>>> {
        self.outlines.get(folder)
    }
}

/// Fills [`Site::talks`], and gives every version of a talk its speakers.
pub(super) fn link<'d>(site: &mut Site, outlines: impl Iterator<Item = &'d Arc<Document>>) {
    let mut talks = Talks::default();
    for page in site
        .pages
        .iter()
        .filter(|page| page.document.path.kind == Kind::Talk)
    {
        talks.groups.extend(
            page.document
                .path
                .bundle()
                .map(|folder| (folder.to_owned(), page.group)),
        );
    }
    for page in site
        .pages
        .iter()
        .filter(|page| page.document.path.kind == Kind::Deck)
    {
        talks.decks.extend(
            page.document
                .path
                .bundle()
                .map(|folder| (folder.to_owned(), page.group)),
        );
    }
    outlines.for_each(|document| talks.put_outline(document));
    site.talks = Arc::new(talks);
    lend_speakers(site);
}

/// A version of a talk that names no speaker has those of another one.
fn lend_speakers(site: &mut Site) {
    for i in 0..site.pages.len() {
        let page = &site.pages[i];
        if page.document.path.kind != Kind::Talk || !page.speakers.is_empty() {
            continue;
        }
        let versions = site.groups[page.group]
            .pages
            .iter()
            .flatten()
            .map(|id| site.page(*id));
        let lender = versions
            .into_iter()
            .find(|version| !version.speakers.is_empty());
        if let Some((authors, speakers)) =
            lender.map(|lender| (lender.authors.clone(), lender.speakers.clone()))
        {
            let page = Arc::make_mut(&mut site.pages[i]);
            (page.authors, page.speakers) = (authors, speakers);
        }
    }
}

/// Says which events look like folders of `content/events` but are none. Any other name is a name.
pub(super) fn check_events(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let drafts = site.left_out.keys().filter_map(|file| {
        let rest = file.as_str().strip_prefix(ROOT)?.strip_prefix("events/")?;
        rest.split('/').next()
    });
    let known: BTreeSet<&str> = site
        .events
        .all
        .iter()
        .map(|event| event.slug.as_str())
        .chain(drafts)
        .collect();
    for page in &site.pages {
        let Some(talk) = &page.document.front_matter.talk else {
            continue;
        };
        let named = talk.deliveries.iter().map(|delivery| &delivery.event);
        for event in named.chain(talk.proposals.iter().map(|proposal| &proposal.event)) {
            diagnostics.extend(unknown_event(&known, event, &page.document.path.file));
        }
    }
}

fn unknown_event(
    known: &BTreeSet<&str>,
    event: &Spanned<String>,
    file: &SitePath,
) -> Option<Diagnostic> {
    let name = &event.value;
    if !slug::is_slug(name) || known.contains(name.as_str()) {
        return None;
    }
    let near = nearest::did_you_mean(name, known.iter().copied());
    if near.is_none() && !name.contains('-') {
        return None;
    }
    let message = format!("`content/events` has no `{name}`, so it is shown as a name");
    let hint = near.unwrap_or_else(|| {
        "write the event's name as readers know it, or add its folder".to_owned()
    });
    Some(
        Diagnostic::new(
            codes::EVENT_WITHOUT_FOLDER,
            Place::new(file, event.span),
            message,
        )
        .hint(hint),
    )
}

/// What is known of a talk (a place in [`Site::groups`]), for readers of a language (by rank).
#[must_use]
pub fn facts(site: &Site, group: usize, language: usize) -> Facts {
    let mut facts = Facts::default();
    for (at, id) in versions(site, group, language).enumerate() {
        let page = site.page(id);
        let Some(talk) = &page.document.front_matter.talk else {
            continue;
        };
        facts.duration = facts.duration.or(talk.duration);
        facts.questions = facts.questions.or(talk.questions);
        facts.level = facts.level.or(talk.level);
        add_missing(&mut facts, talk, at == 0);
    }
    for delivery in &mut facts.deliveries {
        delivery.date = delivery
            .date
            .take()
            .or_else(|| site.events.named(&delivery.event.value)?.start.clone());
    }
    facts
        .deliveries
        .sort_by(|a, b| Reverse(&a.date).cmp(&Reverse(&b.date)));
    facts
}

/// The versions of a talk, the one that readers of a language see first.
fn versions(site: &Site, group: usize, language: usize) -> impl Iterator<Item = PageId> + '_ {
    let shown = site.groups[group].shown_in(language);
    let others = site.groups[group]
        .pages
        .iter()
        .flatten()
        .copied()
        .filter(move |id| Some(*id) != shown);
    shown.into_iter().chain(others)
}

/// Adds the proposals and deliveries that an earlier version does not have, and what it leaves out
/// of the others.
fn add_missing(facts: &mut Facts, talk: &TalkMatter, is_own: bool) {
    // Only what stood there before: one version may name one event twice.
    let before = facts.proposals.len();
    for proposal in &talk.proposals {
        if !facts.proposals[..before]
            .iter()
            .any(|known| is_same_event(&known.event.value, &proposal.event.value))
        {
            facts.proposals.push(proposal.clone());
        }
    }
    let before = facts.deliveries.len();
    for delivery in &talk.deliveries {
        let matches = |known: &&mut Delivery| {
            let dates = known.date.as_ref().zip(delivery.date.as_ref());
            let languages = known.language.as_ref().zip(delivery.language.as_ref());
            is_same_event(&known.event.value, &delivery.event.value)
                && dates.is_none_or(|(a, b)| a == b)
                && languages.is_none_or(|(a, b)| a == b)
        };
        if let Some(known) = facts.deliveries[..before].iter_mut().find(matches) {
            fill(known, delivery);
        } else {
            let text = delivery.text.clone().filter(|_| is_own);
            facts.deliveries.push(Delivery {
                text,
                ..delivery.clone()
            });
        }
    }
}

/// Whether two names mean one event.
#[must_use]
pub fn is_same_event(a: &str, b: &str) -> bool {
    a == b || slug::slugify(a) == slug::slugify(b)
}

/// Everything but the text, which is for the readers of one language.
fn fill(known: &mut Delivery, other: &Delivery) {
    known.date = known.date.take().or_else(|| other.date.clone());
    known.language = known.language.take().or_else(|| other.language.clone());
    known.slides = known.slides.take().or_else(|| other.slides.clone());
    known.video = known.video.take().or_else(|| other.video.clone());
    known.recorded = known.recorded.or(other.recorded);
    known.audience = known.audience.or(other.audience);
}

/// How a talk was given at an event, or will be, for readers of a language.
#[must_use]
pub fn deliveries_at(site: &Site, event: &Event, group: usize, language: usize) -> Vec<Delivery> {
    let given = facts(site, group, language).deliveries.into_iter();
    given
        .filter(|delivery| is_same_event(&delivery.event.value, &event.slug))
        .collect()
}

/// The page of an event that readers of a language see, by what a talk calls it.
#[must_use]
pub fn event_page(site: &Site, named: &str, language: usize) -> Option<PageId> {
    site.events.named(named)?.shown_in(language)
}

/// The outline of a talk in a language, else in the first that has one, against the talk's slot.
#[must_use]
pub fn outline(
    site: &Site,
    folder: &str,
    lang: &str,
    slot: Option<Duration>,
) -> Option<(Arc<Document>, Outline)> {
    let outlines = site.talks.outlines(folder)?;
    let document = outlines.get(lang).or_else(|| outlines.values().next())?;
    Some((document.clone(), outline::read(document, slot).value))
}

/// Checks what an outline says against the slot of its talk. The talk may be a draft, or not there
/// at all.
#[must_use]
pub fn check_outline(
    site: &Site,
    rank: impl Fn(&ContentPath) -> Option<usize>,
    document: &Document,
) -> Vec<Diagnostic> {
    if document.path.kind != Kind::Outline {
        return Vec::new();
    }
    let group = document
        .path
        .bundle()
        .and_then(|folder| site.talks.groups.get(folder));
    let slot = group
        .zip(rank(&document.path))
        .and_then(|(group, language)| facts(site, *group, language).slot());
    outline::read(document, slot).diagnostics
}
