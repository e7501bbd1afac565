//! The pages that readers and authors see: one module a kind, and the table of all kinds.
//!
//! A new kind of page is a row of [`PAGE_KINDS`] and its module.

mod archive;
mod backstage;
mod blogroll;
mod deck;
mod event;
mod event_series;
mod events;
mod kinds;
mod languages;
mod listing;
mod not_found;
mod page;
mod post;
mod recap;
mod redirect;
mod search;
mod session;
mod talk;
mod talks;
mod taxonomy;
mod term;

use std::collections::BTreeSet;

use crate::config::Config;
use crate::render::common::direction;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::{Needed, PageRequest};
use crate::site::routes::Target;
use crate::site::{PageId, Site};
use crate::snapshot::Snapshot;
use deck::View;
use kinds::{DECK, PAGE_KINDS, PARTS_OF_PAGES};

pub use backstage::proposal::{Field, as_text as proposal_text, fields as proposal_fields};
pub use event_series::describe_rule;

/// The page of a target; `None` for a target that is no page.
pub(super) fn render(snapshot: &Snapshot, target: &Target) -> Option<Rendered> {
    let page = PAGE_KINDS.iter().find_map(|kind| {
        (kind.render)(&PageRequest {
            snapshot,
            kind,
            target,
        })
    })?;
    Some(page.map(|page| direction::set(snapshot, page)))
}

/// The page of a deck or of one of its variants, with the speaker notes that nothing published has.
pub(super) fn deck_with_notes(snapshot: &Snapshot, id: PageId, variant: Option<usize>) -> Rendered {
    let page = deck::render(snapshot, &DECK, id, variant, View::WithNotes);
    page.map(|page| direction::set(snapshot, page))
}

/// What the speaker says on each slide of a deck or of one of its variants; empty where there is nothing.
pub(super) fn speaker_notes(snapshot: &Snapshot, id: PageId, variant: Option<&str>) -> Vec<String> {
    deck::speaker_notes(snapshot, id, variant)
}

/// The templates that every theme has, in a site with such a configuration; each once.
#[must_use]
pub fn required_templates(config: &Config) -> Vec<&'static str> {
    templates(|needed| matches!(needed, Needed::ByConfig(is_needed) if is_needed(config)))
}

/// The templates that only some sites need, of those that this one does; each once.
#[must_use]
pub fn templates_for(site: &Site) -> Vec<&'static str> {
    templates(|needed| matches!(needed, Needed::BySite(is_needed) if is_needed(site)))
}

/// Every template that Lutrin renders by its name, whether this site needs it or not.
#[must_use]
pub fn page_templates() -> Vec<&'static str> {
    templates(|_| true)
}

fn templates(is_meant: impl Fn(&Needed) -> bool) -> Vec<&'static str> {
    let of_pages = PAGE_KINDS.iter().map(|kind| (kind.template, &kind.needed));
    let of_parts = PARTS_OF_PAGES
        .iter()
        .map(|(template, needed)| (*template, needed));
    of_pages
        .chain(of_parts)
        .filter(|(_, needed)| is_meant(needed))
        .map(|(template, _)| template)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}
