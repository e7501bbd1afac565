//! `llms.txt`: the site for language models, as <https://llmstxt.org> proposes. What the site is,
//! then lists of its pages by language, each with a link to the page's Markdown.

use std::collections::HashMap;

use pulldown_cmark::HeadingLevel;

use super::blocks::{heading, joined, paragraph, title};
use super::list::{ListItem, list, of_page};
use crate::config::publishing::OutputFormat;
use crate::content_path::Kind;
use crate::render::common::links::absolute;
use crate::render::common::titles::{listing_summary, listing_title, site_description};
use crate::site::PageId;
use crate::site::listing::{ListingId, Subject};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The file.
pub(crate) fn llms(snapshot: &Snapshot) -> String {
    let config = &snapshot.config;
    let first = &config.languages[0].code;
    let mut texts = vec![title(config.title.get(first))];
    let quoted = site_description(snapshot, first).map(quote);
    texts.extend(quoted);
    for (language, entry) in config.languages.iter().enumerate() {
        texts.push(heading(HeadingLevel::H2, &entry.name));
        let listings = listings(snapshot, language).into_iter();
        let pages = pages(snapshot, language).into_iter();
        let pages = pages.map(|id| of_page(snapshot, id));
        texts.push(list(listings.map(ListItem::written)) + &list(pages));
    }
    joined(&texts) + "\n"
}

/// The home and the sections of a language.
fn listings(snapshot: &Snapshot, language: usize) -> Vec<ListItem> {
    let mut items = Vec::new();
    for (at, listing) in snapshot.site.listings.iter().enumerate() {
        let is_term = matches!(listing.subject, Subject::Term(..));
        let id = ListingId::at(at);
        let url = snapshot
            .site
            .address(&Target::ListingOutput(id, OutputFormat::Markdown));
        let is_there = snapshot.site.routes.get(url.as_str()).is_some();
        if listing.language == language && !is_term && is_there {
            items.push(ListItem {
                title: listing_title(snapshot, id),
                url: absolute(snapshot, &url),
                text: listing_summary(listing).unwrap_or_default().to_owned(),
            });
        }
    }
    items
}

/// The pages of a language that the site map has as well, newest first: no drafts, whatever is shown.
/// Slides follow their talk.
fn pages(snapshot: &Snapshot, language: usize) -> Vec<PageId> {
    let site = &snapshot.site;
    let is_public = |id: &PageId| {
        let page = site.page(*id);
        let is_draft = page.document.front_matter.draft || site.is_future(page);
        page.language == language && page.anchor.is_none() && !is_draft
    };
    let mut pages: Vec<PageId> = site.order[language]
        .iter()
        .copied()
        .filter(is_public)
        .collect();
    let place = |folder: Option<&str>| {
        let talk = folder.and_then(|folder| site.talks.groups.get(folder))?;
        site.groups[*talk].shown_in(language)
    };
    let places: HashMap<PageId, usize> = pages.iter().copied().zip(0..).collect();
    pages.sort_by_cached_key(|id| {
        let path = &site.page(*id).document.path;
        let is_deck = path.kind == Kind::Deck;
        let talk = is_deck.then(|| place(path.bundle())).flatten();
        let lead = talk.filter(|talk| places.contains_key(talk)).unwrap_or(*id);
        (places[&lead], is_deck)
    });
    pages
}

/// A quotation, as readers of the file look for it: `>` at the start of the line.
fn quote(text: &str) -> String {
    let paragraph = paragraph(text);
    let lines = paragraph.trim().lines().map(|line| format!("> {line}"));
    lines.collect::<Vec<_>>().join("\n")
}
