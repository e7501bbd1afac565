//! The backstage: every page with its translations, what is not published yet, and what is wrong.
//!
//! Only the dev server shows it; no public route leads here.

mod decks;
mod outlines;
pub(crate) mod proposal;
mod readiness;
mod rehearsals;
pub(super) mod talk;

use std::collections::BTreeMap;

use tera::Value;

use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::path::{SitePath, UrlPath};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::titles::listing_title;
use crate::render::common::translations::everywhere;
use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::routes::Target;
use crate::site::translation::Group;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;
use crate::translations::{self, TranslationState, Version};

/// The first page of the backstage, in a language (by rank).
pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, language: usize) -> Rendered {
    let lang = &snapshot.config.languages[language].code;
    let url = |language: usize| snapshot.site.address(&Target::Backstage(language));
    let (here, title) = (
        url(language),
        snapshot.theme.strings.word(lang, "backstage"),
    );
    let head = PageHead {
        translations: everywhere(snapshot, url),
        ..PageHead::new(snapshot, kind, language, &here, title)
    };
    let mut context = context(snapshot, &head);
    let counts = counts(snapshot);
    let pages = groups(snapshot, language).map(|group| row(snapshot, group, language, &counts));
    context.insert_value(
        "groups",
        list(pages.chain(texts(snapshot, language, &counts))),
    );
    context.insert_value("talks", talk::overview(snapshot, language));
    context.insert_value(
        "diagnostics",
        list(
            snapshot
                .diagnostics
                .iter()
                .map(|diagnostic| entry(snapshot, diagnostic)),
        ),
    );
    snapshot.theme.render(kind.template, &context)
}

/// The pages of the site, newest first, each with its translations.
fn groups(snapshot: &Snapshot, language: usize) -> impl Iterator<Item = &Group> {
    let site = &snapshot.site;
    site.order[language]
        .iter()
        .map(|id| &site.groups[site.page(*id).group])
}

/// How many diagnostics each file has.
fn counts(snapshot: &Snapshot) -> BTreeMap<&SitePath, usize> {
    let mut counts = BTreeMap::new();
    for place in snapshot
        .diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.place.as_ref())
    {
        *counts.entry(&place.file).or_default() += 1;
    }
    counts
}

fn row(
    snapshot: &Snapshot,
    group: &Group,
    language: usize,
    counts: &BTreeMap<&SitePath, usize>,
) -> Value {
    let shown = group.shown_in(language).map(|id| snapshot.site.page(id));
    let date = shown.and_then(|page| page.document.front_matter.date.as_ref());
    let lang = &snapshot.config.languages[language].code;
    let documents: Vec<_> = group
        .pages
        .iter()
        .map(|id| id.map(|id| &snapshot.site.page(id).document))
        .collect();
    let versions = translations::versions(&snapshot.config, &documents);
    let in_languages = snapshot
        .config
        .languages
        .iter()
        .zip(&group.pages)
        .zip(&versions);
    map! {
        "title" => shown.map_or("", |page| page.document.front_matter.title.as_str()),
        "lang" => shown.map_or("", |page| page.document.path.lang.as_str()),
        "date" => text_or_none(date.map(Date::iso)),
        "date_text" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date))),
        "translations" => list(in_languages.map(|((entry, id), version)| map! {
            "code" => entry.code.as_str(),
            "name" => entry.name.as_str(),
            "state" => version.state.name(),
            "page" => id.map_or_else(Value::none, |id| page(snapshot, id, version, counts)),
        })),
    }
}

/// The texts of listings, each with its translations.
fn texts<'s>(
    snapshot: &'s Snapshot,
    language: usize,
    counts: &'s BTreeMap<&SitePath, usize>,
) -> impl Iterator<Item = Value> + 's {
    let site = &snapshot.site;
    let mut listings: BTreeMap<(&Subject, usize), (ListingId, &Listing)> = BTreeMap::new();
    for (id, listing) in (0_u32..).zip(&site.listings) {
        listings.insert(
            (&listing.subject, listing.language),
            (ListingId(id), listing),
        );
    }
    let texts = translations::texts(&snapshot.config, site).into_iter();
    texts.map(move |(subject, documents)| {
        let versions = translations::versions(&snapshot.config, &documents);
        let in_languages = snapshot.config.languages.iter().enumerate().zip(&versions);
        let here = listings.get(&(subject, language));
        map! {
            "title" => here.map_or_else(String::new, |(id, _)| listing_title(snapshot, *id)),
            "lang" => snapshot.config.languages[language].code.as_str(),
            "date" => Value::none(),
            "date_text" => Value::none(),
            "translations" => list(in_languages.map(|((rank, entry), version)| map! {
                "code" => entry.code.as_str(),
                "name" => entry.name.as_str(),
                "state" => version.state.name(),
                "page" => version.document.zip(listings.get(&(subject, rank))).map_or_else(
                    Value::none,
                    |(document, (_, listing))| file(snapshot, document, &listing.url, false, version, counts),
                ),
            })),
        }
    })
}

fn page(
    snapshot: &Snapshot,
    id: PageId,
    version: &Version<'_>,
    counts: &BTreeMap<&SitePath, usize>,
) -> Value {
    let page: &Page = snapshot.site.page(id);
    file(
        snapshot,
        &page.document,
        &page.url,
        snapshot.site.is_future(page),
        version,
        counts,
    )
}

fn file(
    snapshot: &Snapshot,
    document: &Document,
    url: &UrlPath,
    future: bool,
    version: &Version<'_>,
    counts: &BTreeMap<&SitePath, usize>,
) -> Value {
    let changes = match &version.state {
        TranslationState::Stale(changes) => changes.as_slice(),
        _ => &[],
    };
    map! {
        "url" => url.href(&snapshot.config.base_path),
        "file" => document.path.file.as_str(),
        "draft" => document.front_matter.draft,
        "future" => future,
        "changes" => list(changes.iter().map(|changed| map! {
            "what" => changed.name(),
            "heading" => changed.heading.as_deref().unwrap_or_default(),
            "lang" => version.from.map_or("", |from| snapshot.config.languages[from].code.as_str()),
        })),
        "problems" => number(counts.get(&document.path.file).copied().unwrap_or(0)),
    }
}

fn entry(snapshot: &Snapshot, diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.place.as_ref();
    let source = place.and_then(|place| snapshot.source(&place.file));
    let position = place
        .and_then(|place| place.span)
        .zip(source)
        .map(|(span, source)| source.position(span.start));
    let page = place
        .and_then(|place| snapshot.site.by_file.get(&place.file))
        .map(|id| snapshot.site.page(*id));
    map! {
        "severity" => diagnostic.code.severity.name(),
        "code" => diagnostic.code.id,
        "message" => diagnostic.message.as_str(),
        "hints" => list(diagnostic.hints.iter().map(|hint| Value::from(hint.as_str()))),
        "file" => text_or_none(place.map(|place| place.file.as_str())),
        "line" => number(position.map_or(1, |at| at.line)),
        "column" => number(position.map_or(1, |at| at.column)),
        "url" => page.map_or_else(Value::none, |page| Value::from(page.url.href(&snapshot.config.base_path))),
    }
}
