//! Pages as Markdown, beside the pages: for language models, for notes, for whoever wants a text
//! without its looks.
//!
//! Each begins with its facts in YAML. What follows is what the page shows, with whole addresses:
//! no comment of the author and no speaker note is in it, since no tree of a page has them.

mod blocks;
mod events;
mod facts;
mod list;
mod llms;
mod tags;

use std::convert::Infallible;
use std::ops::Range;

use crate::deck::Deck;
use crate::html::tree::Tree;
use crate::markdown::Background;
use crate::render::common::body;
use crate::render::common::links::absolute;
use crate::render::common::pictures::lead_image;
use crate::render::common::titles::listing_title;
use crate::render::common::whole::HtmlPlace;
use crate::site::listing::ListingId;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

pub(crate) use llms::llms;

/// The page of a document.
pub(crate) fn of_page(snapshot: &Snapshot, id: PageId) -> String {
    let page = snapshot.site.page(id);
    let address = absolute(snapshot, &page.url);
    let place = place(snapshot, &address);
    let title = blocks::title(&page.document.front_matter.title);
    let image = lead_image(snapshot, page);
    let image = |key: &'static str| image.get_from_path(key).and_then(tera::Value::as_str);
    let picture = image("absolute").map(|src| blocks::picture(src, image("alt")));
    let mut body = if let Some(deck) = &page.document.deck {
        slides(snapshot, page, deck, &place)
    } else {
        let tree = body::tree(snapshot, &page.document);
        vec![written(snapshot, &tree, &place)]
    };
    let mut text = Vec::new();
    // Where the first slide shows the title, no heading and no line stand before it.
    let mut first = body.iter().skip(1).take(2);
    if first.any(|part| part.lines().next().is_some_and(|line| line == title)) {
        body.remove(0);
    } else {
        text.push(title);
    }
    text.extend(picture);
    text.extend(body);
    text.push(list::belongings(snapshot, page));
    together(&facts::of_page(snapshot, id), &text)
}

/// A listing: its own text, and all that it lists.
pub(crate) fn of_listing(snapshot: &Snapshot, id: ListingId) -> String {
    let listing = snapshot.site.listing(id);
    let address = absolute(snapshot, &listing.url);
    let mut text = vec![blocks::title(&listing_title(snapshot, id))];
    text.extend(listing.text.as_ref().map(|document| {
        let tree = body::tree(snapshot, document);
        written(snapshot, &tree, &place(snapshot, &address))
    }));
    let pages = listing.shown.iter().map(|id| list::of_page(snapshot, *id));
    text.push(list::list(pages));
    together(&facts::of_listing(snapshot, id), &text)
}

/// The slides of a deck, each below a line. A picture beside the text of a slide comes before it;
/// one behind the text only decorates.
fn slides(snapshot: &Snapshot, page: &Page, deck: &Deck, place: &HtmlPlace<'_>) -> Vec<String> {
    let document = &page.document;
    let part = |nodes: &Range<usize>| {
        let tree = body::part_tree(snapshot, document, &document.body, nodes.clone());
        written(snapshot, &tree.unwrap_or_default(), place)
    };
    let slide = |at: usize| {
        let slide = &deck.slides[at];
        let is_beside = matches!(
            &slide.background,
            Some(Background::Pictures { side: Some(_), .. })
        );
        let beside = is_beside.then(|| part(&slide.backdrop));
        [Some(blocks::rule()), beside, Some(part(&slide.content))]
    };
    let slides = deck.in_variant(None).flat_map(slide);
    slides.flatten().collect()
}

fn written(snapshot: &Snapshot, html: &Tree<Infallible>, place: &HtmlPlace<'_>) -> String {
    blocks::written_once(snapshot.highlighter.cache(), html, place)
}

fn place<'p>(snapshot: &'p Snapshot, page: &'p str) -> HtmlPlace<'p> {
    HtmlPlace {
        origin: &snapshot.config.origin,
        page,
    }
}

fn together(facts: &str, texts: &[String]) -> String {
    format!("---\n{facts}---\n\n{}\n", blocks::joined(texts))
}
