//! `lutrin list`: the pages of a site, with what is not published yet and what is stale.

use std::cmp::Reverse;
use std::io::{self, Write};
use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::author_site::AuthorSite;
use super::outcome::Outcome;
use crate::content_path::Kind;
use crate::date::Date;
use crate::diagnostic::words::counted;
use crate::printable::printable;
use crate::site::Page;
use crate::translations::{self, TranslationState};

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// Only posts
    #[arg(long)]
    posts: bool,
    #[command(flatten)]
    states: PageStates,
    /// Only one language
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    format: ListFormat,
}

/// The states of which a listed page has to be in one.
#[derive(Debug, Args)]
struct PageStates {
    /// Only drafts
    #[arg(long)]
    drafts: bool,
    /// Only what is dated after today
    #[arg(long)]
    future: bool,
    /// Only translations whose source changed
    #[arg(long)]
    stale: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ListFormat {
    /// A table
    Human,
    /// One JSON object a line
    Json,
}

/// A page of the list.
struct Entry<'s> {
    page: &'s Page,
    is_draft: bool,
    is_future: bool,
    is_stale: bool,
}

/// Lists the pages that are asked for, the newest first; what has no date comes last.
pub(super) fn run(root: &Path, arguments: &ListArguments, today: Date) -> Outcome {
    let Some(site) = AuthorSite::open(root, Some(today))? else {
        return Ok(false);
    };
    let language = arguments.lang.as_deref();
    let language = language.map(|code| site.rank(code)).transpose()?;
    let pages = site.snapshot.site.pages.iter();
    let entries = pages.map(|page| entry(&site, page));
    let mut entries: Vec<Entry<'_>> = entries
        .filter(|entry| language.is_none_or(|only| entry.page.language == only))
        .filter(|entry| arguments.asks_for(entry))
        .collect();
    entries.sort_by_key(|entry| {
        let page = entry.page;
        (Reverse(page.date.as_ref()), &page.document.path.file)
    });
    let mut out = io::stdout().lock();
    match arguments.format {
        ListFormat::Human => write_table(&mut out, &entries)?,
        ListFormat::Json => write_json(&mut out, &site, &entries)?,
    }
    writeln!(io::stderr(), "{}", tally(&entries))?;
    Ok(true)
}

impl ListArguments {
    /// Whether an entry is asked for: a post, where only those are; and in one of the states that
    /// are named.
    fn asks_for(&self, entry: &Entry<'_>) -> bool {
        let is_any = !(self.states.drafts || self.states.future || self.states.stale);
        let is_kind = !self.posts || entry.page.document.path.kind == Kind::Post;
        let is_state = self.states.drafts && entry.is_draft
            || self.states.future && entry.is_future
            || self.states.stale && entry.is_stale;
        is_kind && (is_any || is_state)
    }
}

fn entry<'s>(site: &'s AuthorSite, page: &'s Page) -> Entry<'s> {
    let all = &site.snapshot.site;
    let versions = all.groups[page.group].pages.iter();
    let documents: Vec<_> = versions
        .map(|id| id.map(|id| &all.page(id).document))
        .collect();
    let version = translations::version(site.config(), &documents, page.language);
    Entry {
        page,
        is_draft: page.document.front_matter.draft,
        is_future: all.is_future(page),
        is_stale: matches!(version.state, TranslationState::Stale(_)),
    }
}

impl Entry<'_> {
    /// What keeps it from readers, or from being up to date; empty where nothing does.
    fn state(&self) -> String {
        let states = [
            (self.is_draft, "draft"),
            (self.is_future, "to come"),
            (self.is_stale, "stale"),
        ];
        let states = states.into_iter().filter(|(is_so, _)| *is_so);
        let names: Vec<&str> = states.map(|(_, name)| name).collect();
        names.join(", ")
    }

    /// The day that it is listed by.
    fn day(&self) -> &str {
        let iso = self.page.date.as_ref().map_or("", Date::iso);
        iso.get(..10).unwrap_or(iso)
    }

    fn title(&self) -> &str {
        &self.page.document.front_matter.title
    }

    fn file(&self) -> &str {
        self.page.document.path.file.as_str()
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Post => "post",
        Kind::Event => "event",
        Kind::Recap => "recap",
        Kind::Session => "session",
        Kind::Talk => "talk",
        Kind::Deck => "deck",
        Kind::Page | Kind::Section | Kind::Outline => "page",
    }
}

/// Writes a line for each page: its day, its state, its kind, its file and its title.
fn write_table(out: &mut dyn Write, entries: &[Entry<'_>]) -> io::Result<()> {
    let rows = entries.iter().map(|entry| {
        let kind = kind_name(entry.page.document.path.kind);
        [
            entry.day().to_owned(),
            entry.state(),
            kind.to_owned(),
            entry.file().to_owned(),
        ]
    });
    let rows: Vec<[String; 4]> = rows.collect();
    let heads = ["date", "state", "kind", "file"];
    let widths: [usize; 4] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0).max(heads[column].len())
    });
    let line = |cells: &[String; 4], title: &str| {
        let cells = cells.iter().zip(widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        format!("{}  {title}", cells.join("  "))
            .trim_end()
            .to_owned()
    };
    if !rows.is_empty() {
        writeln!(out, "{}", line(&heads.map(str::to_owned), "title"))?;
    }
    for (row, entry) in rows.iter().zip(entries) {
        writeln!(out, "{}", printable(&line(row, entry.title())))?;
    }
    Ok(())
}

/// Writes an object a line for each page. The guide documents its keys, which stay.
fn write_json(out: &mut dyn Write, site: &AuthorSite, entries: &[Entry<'_>]) -> io::Result<()> {
    for entry in entries {
        let Entry { page, .. } = entry;
        let matter = &page.document.front_matter;
        let object = json!({
            "file": entry.file(),
            "kind": kind_name(page.document.path.kind),
            "language": page.document.path.lang.as_str(),
            "title": entry.title(),
            "date": page.date.as_ref().map(Date::iso),
            "updated": matter.updated.as_ref().map(Date::iso),
            "url": page.href(&site.config().base_path),
            "draft": entry.is_draft,
            "future": entry.is_future,
            "stale": entry.is_stale,
        });
        writeln!(out, "{object}")?;
    }
    Ok(())
}

/// `12 pages: 2 drafts, 1 to come, 0 stale`.
fn tally(entries: &[Entry<'_>]) -> String {
    let count = |is_so: &dyn Fn(&Entry<'_>) -> bool| entries.iter().filter(|e| is_so(e)).count();
    format!(
        "{}: {}, {} to come, {} stale",
        counted(entries.len(), "page"),
        counted(count(&|entry| entry.is_draft), "draft"),
        count(&|entry| entry.is_future),
        count(&|entry| entry.is_stale)
    )
}
