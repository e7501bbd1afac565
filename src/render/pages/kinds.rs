//! The table of all kinds of pages: which target a kind answers, how templates call it, its
//! template, its type in Open Graph, and the subject of its structured data.
//!
//! The first row that answers a target wins.

use super::deck::{self, View};
use super::{
    archive, backstage, blogroll, event, event_series, languages, listing, not_found, page, post,
    recap, redirect, search, session, talk, talks, taxonomy, term,
};
use crate::content_path::Kind;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::{Needed, OpenGraph, PageKind, PageRequest, Schema};
use crate::site::events::Event;
use crate::site::listing::{Listing, Subject};
use crate::site::routes::Target;
use crate::site::{PageId, Site, decks};

/// A deck as it is published.
pub(super) const DECK: PageKind = PageKind {
    name: "deck",
    template: "deck.html",
    needed: Needed::BySite(|site| !site.talks.decks.is_empty()),
    open_graph: OpenGraph::Website,
    schema: Schema::PresentationDigitalDocument,
    render: |asked| {
        let id = asked.page()?;
        decks::deck(asked.snapshot.site.page(id))?;
        Some(deck(asked, id, None, View::Public))
    },
};

/// All kinds of pages.
pub(super) static PAGE_KINDS: &[PageKind] = &[
    PageKind {
        name: "post",
        template: "post.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Article,
        schema: Schema::BlogPosting,
        render: |asked| {
            Some(post::render(
                asked.snapshot,
                asked.kind,
                asked.document(Kind::Post)?,
            ))
        },
    },
    PageKind {
        name: "recap",
        template: "recap.html",
        needed: Needed::BySite(|site| any_event(site, |event| event.recap.is_some())),
        open_graph: OpenGraph::Article,
        schema: Schema::BlogPosting,
        render: |asked| {
            Some(recap::render(
                asked.snapshot,
                asked.kind,
                asked.document(Kind::Recap)?,
            ))
        },
    },
    PageKind {
        name: "session",
        template: "session.html",
        needed: Needed::BySite(|site| any_event(site, |event| !event.sessions.is_empty())),
        open_graph: OpenGraph::Article,
        schema: Schema::Article,
        render: |asked| {
            Some(session::render(
                asked.snapshot,
                asked.kind,
                asked.document(Kind::Session)?,
            ))
        },
    },
    PageKind {
        name: "event",
        template: "event.html",
        needed: Needed::BySite(|site| !site.events.all.is_empty()),
        open_graph: OpenGraph::Website,
        schema: Schema::Event,
        render: |asked| {
            Some(event::render(
                asked.snapshot,
                asked.kind,
                asked.document(Kind::Event)?,
            ))
        },
    },
    PageKind {
        name: "talk",
        template: "talk.html",
        needed: Needed::BySite(|site| !site.talks.groups.is_empty()),
        open_graph: OpenGraph::Website,
        schema: Schema::PresentationDigitalDocument,
        render: |asked| {
            Some(talk::render(
                asked.snapshot,
                asked.kind,
                asked.document(Kind::Talk)?,
            ))
        },
    },
    DECK,
    PageKind {
        name: "deck",
        template: "deck.html",
        needed: Needed::Unchecked,
        open_graph: OpenGraph::Website,
        schema: Schema::PresentationDigitalDocument,
        render: |asked| match *asked.target {
            Target::DeckVariant(id, at) => Some(deck(asked, id, Some(at), View::Public)),
            _ => None,
        },
    },
    PageKind {
        name: "deck",
        template: "deck-handout.html",
        needed: Needed::Unchecked,
        open_graph: OpenGraph::Website,
        schema: Schema::PresentationDigitalDocument,
        render: |asked| match *asked.target {
            Target::DeckHandout(id, variant) => Some(deck(asked, id, variant, View::Handout)),
            _ => None,
        },
    },
    PageKind {
        name: "deck",
        template: "deck-presenter.html",
        needed: Needed::Unchecked,
        open_graph: OpenGraph::Website,
        schema: Schema::PresentationDigitalDocument,
        render: |asked| match *asked.target {
            Target::DeckPresenter(id, variant) => Some(deck(asked, id, variant, View::Presenter)),
            _ => None,
        },
    },
    PageKind {
        name: "deck",
        template: "deck-clock.html",
        needed: Needed::Unchecked,
        open_graph: OpenGraph::Website,
        schema: Schema::PresentationDigitalDocument,
        render: |asked| match *asked.target {
            Target::DeckClock(id, variant) => Some(deck(asked, id, variant, View::Clock)),
            _ => None,
        },
    },
    PageKind {
        name: "page",
        template: "page.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::WebPage,
        render: |asked| Some(page::render(asked.snapshot, asked.kind, asked.page()?)),
    },
    PageKind {
        name: "home",
        template: "home.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::WebSite,
        render: |asked| listing(asked, |_, listing| listing.subject == Subject::Home),
    },
    PageKind {
        name: "talks",
        template: "talks.html",
        needed: Needed::BySite(|site| !site.talks.groups.is_empty()),
        open_graph: OpenGraph::Website,
        schema: Schema::CollectionPage,
        render: |asked| {
            let (id, _) = asked.listing(talks::is_list_of_talks)?;
            Some(talks::render(asked.snapshot, asked.kind, id))
        },
    },
    PageKind {
        name: "events",
        template: "events.html",
        needed: Needed::BySite(|site| site.listings.iter().any(Listing::is_events)),
        open_graph: OpenGraph::Website,
        schema: Schema::CollectionPage,
        render: |asked| listing(asked, |_, listing| listing.is_events()),
    },
    PageKind {
        name: "section",
        template: "section.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::CollectionPage,
        render: |asked| {
            listing(asked, |_, listing| {
                matches!(listing.subject, Subject::Section(_))
            })
        },
    },
    PageKind {
        name: "term",
        template: "term.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::ProfilePage,
        render: |asked| listing(asked, term::is_of_author),
    },
    PageKind {
        name: "term",
        template: "term.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::CollectionPage,
        render: |asked| listing(asked, |_, _| true),
    },
    PageKind {
        name: "taxonomy",
        template: "taxonomy.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::CollectionPage,
        render: |asked| match *asked.target {
            Target::Taxonomy(at, language) => {
                Some(taxonomy::render(asked.snapshot, asked.kind, at, language))
            }
            _ => None,
        },
    },
    PageKind {
        name: "archive",
        template: "archive.html",
        needed: Needed::BySite(has_archive),
        open_graph: OpenGraph::Website,
        schema: Schema::CollectionPage,
        render: |asked| match *asked.target {
            Target::Archive(language, year) => {
                Some(archive::render(asked.snapshot, asked.kind, language, year))
            }
            _ => None,
        },
    },
    PageKind {
        name: "blogroll",
        template: "blogroll.html",
        needed: Needed::BySite(|site| site.blogroll.is_some()),
        open_graph: OpenGraph::Website,
        schema: Schema::CollectionPage,
        render: |asked| match *asked.target {
            Target::Blogroll(language) => {
                Some(blogroll::render(asked.snapshot, asked.kind, language))
            }
            _ => None,
        },
    },
    PageKind {
        name: "event_series",
        template: "event_series.html",
        needed: Needed::BySite(|site| !site.events.series.is_empty()),
        open_graph: OpenGraph::Website,
        schema: Schema::CollectionPage,
        render: |asked| match *asked.target {
            Target::EventSeries(at, language) => Some(event_series::render(
                asked.snapshot,
                asked.kind,
                at,
                language,
            )),
            _ => None,
        },
    },
    PageKind {
        name: "search",
        template: "search.html",
        needed: Needed::ByConfig(|config| config.search),
        open_graph: OpenGraph::Website,
        schema: Schema::Nothing,
        render: |asked| match *asked.target {
            Target::Search(language) => Some(search::render(asked.snapshot, asked.kind, language)),
            _ => None,
        },
    },
    PageKind {
        name: "not_found",
        template: "404.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::Nothing,
        render: |asked| match *asked.target {
            Target::NotFound(language) => {
                Some(not_found::render(asked.snapshot, asked.kind, language))
            }
            _ => None,
        },
    },
    PageKind {
        name: "languages",
        template: "languages.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::Nothing,
        render: |asked| match *asked.target {
            Target::Languages => Some(languages::render(asked.snapshot, asked.kind)),
            _ => None,
        },
    },
    PageKind {
        name: "redirect",
        template: "redirect.html",
        needed: Needed::ALWAYS,
        open_graph: OpenGraph::Website,
        schema: Schema::Nothing,
        render: |asked| match *asked.target {
            Target::Redirect(id) => Some(redirect::to_page(asked.snapshot, asked.kind, id)),
            Target::TermRedirect(id) => Some(redirect::to_term(asked.snapshot, asked.kind, id)),
            _ => None,
        },
    },
    PageKind {
        name: "backstage",
        template: "backstage.html",
        needed: Needed::Unchecked,
        open_graph: OpenGraph::Website,
        schema: Schema::Nothing,
        render: |asked| match *asked.target {
            Target::Backstage(language) => {
                Some(backstage::render(asked.snapshot, asked.kind, language))
            }
            _ => None,
        },
    },
    PageKind {
        name: "backstage",
        template: "backstage-talk.html",
        needed: Needed::Unchecked,
        open_graph: OpenGraph::Website,
        schema: Schema::Nothing,
        render: |asked| match *asked.target {
            Target::BackstageTalk(group, language) => Some(backstage::talk::render(
                asked.snapshot,
                asked.kind,
                group,
                language,
            )),
            _ => None,
        },
    },
];

/// Templates of parts of pages.
pub(super) static PARTS_OF_PAGES: &[(&str, Needed)] = &[
    (
        "recap_session.html",
        Needed::BySite(|site| {
            any_event(site, |event| {
                event.recap.is_some() && !event.sessions.is_empty()
            })
        }),
    ),
    (
        "recap_talk.html",
        Needed::BySite(|site| {
            any_event(site, |event| {
                event.recap.is_some() && !event.talks.is_empty()
            })
        }),
    ),
];

fn any_event(site: &Site, is_meant: impl Fn(&Event) -> bool) -> bool {
    site.events.all.iter().any(is_meant)
}

fn has_archive(site: &Site) -> bool {
    let mut archives = site.archives.iter();
    archives.any(|archive| !archive.years.is_empty())
}

fn deck(asked: &PageRequest<'_>, id: PageId, variant: Option<usize>, view: View) -> Rendered {
    deck::render(asked.snapshot, asked.kind, id, variant, view)
}

fn listing(
    asked: &PageRequest<'_>,
    is_meant: impl Fn(&Site, &Listing) -> bool,
) -> Option<Rendered> {
    let (id, part) = asked.listing(is_meant)?;
    Some(listing::render(asked.snapshot, asked.kind, id, part))
}
