//! The decks of a site: which talk each belongs to, how long it may take, and which deck is its
//! translation.

use super::Site;
use super::page::{Page, PageId};
use super::talks;
use crate::content_path::ContentPath;
use crate::deck::Deck;
use crate::deck::plan::{self, TimePlan};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::duration::Duration;

/// The deck of a page, if it is one.
#[must_use]
pub fn deck(page: &Page) -> Option<&Deck> {
    page.document.deck.as_deref()
}

/// The talk that a file belongs to: a place in [`Site::groups`].
#[must_use]
pub fn talk_of(site: &Site, path: &ContentPath) -> Option<usize> {
    path.bundle()
        .and_then(|folder| site.talks.groups.get(folder))
        .copied()
}

/// The page of the talk that a deck belongs to, as readers of the deck see it. A page that is no
/// deck has none.
#[must_use]
pub fn talk_page<'s>(site: &'s Site, page: &Page) -> Option<&'s Page> {
    deck(page)?;
    let talk = site.groups[talk_of(site, &page.document.path)?].shown_in(page.language)?;
    Some(site.page(talk))
}

/// The names of a deck's variants, in the order of its front matter.
#[must_use]
pub fn variants(document: &Document) -> Vec<&str> {
    let matter = document.front_matter.deck.as_ref();
    matter.map_or_else(Vec::new, |matter| {
        matter
            .variants
            .iter()
            .map(|variant| variant.name.value.as_str())
            .collect()
    })
}

/// Whether a deck has a style sheet of its own.
#[must_use]
pub fn has_styles(document: &Document) -> bool {
    let matter = document.front_matter.deck.as_ref();
    matter.is_some_and(|matter| matter.css.is_some())
}

/// The time that a deck or one of its variants has, without that for questions: what it says
/// itself, else what its talk does. `language` is the rank of the deck's language.
#[must_use]
pub fn slot(
    site: &Site,
    document: &Document,
    language: usize,
    variant: Option<&str>,
) -> Option<Duration> {
    let matter = document.front_matter.deck.as_ref()?;
    let variant = variant.and_then(|name| matter.variant(name));
    let facts = talk_of(site, &document.path)
        .map(|group| talks::facts(site, group, language))
        .unwrap_or_default();
    let duration = variant
        .and_then(|variant| variant.duration)
        .or(matter.duration)
        .or(facts.duration)?;
    let questions = variant
        .and_then(|variant| variant.questions)
        .or(matter.questions)
        .or(facts.questions);
    let left = duration
        .seconds()
        .checked_sub(questions.map_or(0, Duration::seconds))?;
    (left > 0).then(|| Duration::from_seconds(left))
}

/// Checks what a deck says against its talk: that there is one, and that its budgets add up in
/// every variant.
#[must_use]
pub fn check(
    site: &Site,
    rank: impl Fn(&ContentPath) -> Option<usize>,
    document: &Document,
) -> Vec<Diagnostic> {
    let Some((deck, language)) = document.deck.as_ref().zip(rank(&document.path)) else {
        return Vec::new();
    };
    let mut diagnostics = Vec::new();
    if talk_of(site, &document.path).is_none() {
        let folder = &document.path.folder;
        let message =
            format!("`content/{folder}` has a deck and no talk, so nothing leads to these slides");
        let hint = format!(
            "write what the talk is about into `content/{folder}/index.{}.md`",
            document.path.lang
        );
        diagnostics.push(
            Diagnostic::new(
                codes::DECK_WITHOUT_TALK,
                Place::file(&document.path.file),
                message,
            )
            .hint(hint),
        );
    }
    let file = &document.path.file;
    let whole = plan::plan(deck, file, slot(site, document, language, None));
    diagnostics.extend(whole.diagnostics);
    for variant in document
        .front_matter
        .deck
        .iter()
        .flat_map(|matter| &matter.variants)
    {
        let slot = slot(site, document, language, Some(&variant.name.value));
        diagnostics
            .extend(plan::of_variant(deck, file, &whole.value, slot, &variant.name).diagnostics);
    }
    diagnostics
}

/// How a deck or one of its variants divides its time. `language` is the rank of the deck's
/// language.
#[must_use]
pub fn plan(site: &Site, document: &Document, language: usize, variant: Option<&str>) -> TimePlan {
    let Some(deck) = &document.deck else {
        return TimePlan::default();
    };
    let file = &document.path.file;
    let whole = plan::plan(deck, file, slot(site, document, language, None)).value;
    let matter = document.front_matter.deck.as_ref();
    match variant
        .zip(matter)
        .and_then(|(name, matter)| matter.variant(name))
    {
        Some(variant) => {
            let slot = slot(site, document, language, Some(&variant.name.value));
            plan::of_variant(deck, file, &whole, slot, &variant.name).value
        }
        None => whole,
    }
}

/// The decks of a talk, one for each language of the site where there is one, by the talk's folder.
#[must_use]
pub fn of_talk(site: &Site, folder: &str) -> Vec<Option<PageId>> {
    site.talks
        .decks
        .get(folder)
        .map_or_else(Vec::new, |group| site.groups[*group].pages.clone())
}
