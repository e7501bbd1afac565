//! The backstage: every page with its translations, what is not published yet, and what is wrong.
//!
//! Only the dev server shows it; no public route leads here.

use std::collections::BTreeMap;

use tera::Value;

use super::page::{Head, Rendered, Translation, context};
use super::value::{list, map, number, text_or_none};
use crate::diagnostic::Diagnostic;
use crate::path::{SitePath, UrlPath};
use crate::site::translation::Group;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, language: usize) -> Rendered {
    let lang = &snapshot.config.languages[language].code;
    let url = address(snapshot, language);
    let translations = 0..snapshot.config.languages.len();
    let head = Head {
        translations: translations.map(|other| Translation { url: address(snapshot, other), missing: false }).collect(),
        ..Head::new(snapshot, "backstage", language, &url, snapshot.theme.strings.word(lang, "backstage"))
    };
    let mut context = context(snapshot, &head);
    let counts = counts(snapshot);
    context
        .insert_value("groups", list(groups(snapshot, language).map(|group| row(snapshot, group, language, &counts))));
    context
        .insert_value("diagnostics", list(snapshot.diagnostics.iter().map(|diagnostic| entry(snapshot, diagnostic))));
    snapshot.theme.render("backstage.html", &context)
}

fn address(snapshot: &Snapshot, language: usize) -> UrlPath {
    UrlPath::new(&format!("{}backstage/", snapshot.config.prefix(&snapshot.config.languages[language].code)))
}

/// The pages of the site, newest first, each with its translations.
fn groups(snapshot: &Snapshot, language: usize) -> impl Iterator<Item = &Group> {
    let site = &snapshot.site;
    site.order[language].iter().map(|id| &site.groups[site.page(*id).group])
}

/// How many diagnostics each file has.
fn counts(snapshot: &Snapshot) -> BTreeMap<&SitePath, usize> {
    let mut counts = BTreeMap::new();
    for place in snapshot.diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
        *counts.entry(&place.file).or_default() += 1;
    }
    counts
}

fn row(snapshot: &Snapshot, group: &Group, language: usize, counts: &BTreeMap<&SitePath, usize>) -> Value {
    let shown = group.shown_in(language).map(|id| snapshot.site.page(id));
    let date = shown.and_then(|page| page.document.front_matter.date.as_ref());
    let lang = &snapshot.config.languages[language].code;
    let in_languages = snapshot.config.languages.iter().zip(&group.pages);
    map! {
        "title" => shown.map_or("", |page| page.document.front_matter.title.as_str()),
        "lang" => shown.map_or("", |page| page.document.path.lang.as_str()),
        "date" => text_or_none(date.map(crate::date::Date::iso)),
        "date_text" => date.map_or_else(Value::none, |date| Value::from(snapshot.theme.strings.date(lang, date))),
        "translations" => list(in_languages.map(|(entry, id)| map! {
            "code" => entry.code.as_str(),
            "name" => entry.name.as_str(),
            "page" => id.map_or_else(Value::none, |id| page(snapshot, id, counts)),
        })),
    }
}

fn page(snapshot: &Snapshot, id: PageId, counts: &BTreeMap<&SitePath, usize>) -> Value {
    let page: &Page = snapshot.site.page(id);
    let front_matter = &page.document.front_matter;
    map! {
        "url" => page.url.href(&snapshot.config.base_path),
        "file" => page.document.path.file.as_str(),
        "draft" => front_matter.draft,
        "future" => snapshot.site.is_future(page),
        "problems" => number(counts.get(&page.document.path.file).copied().unwrap_or(0)),
    }
}

fn entry(snapshot: &Snapshot, diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.place.as_ref();
    let source = place.and_then(|place| snapshot.source(&place.file));
    let position = place.and_then(|place| place.span).zip(source).map(|(span, source)| source.position(span.start));
    let page = place.and_then(|place| snapshot.site.by_file.get(&place.file)).map(|id| snapshot.site.page(*id));
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
