//! The events of the site, each with what belongs to it: its pages, the notes of its sessions, its
//! recap, the talks that were given there, what posts tell of it, and the editions before and after
//! it.
//!
//! Knows nothing of how any of it is shown.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::gathering::{self, Gathered};
use super::{PageId, Site, talks};
use crate::config::Config;
use crate::content_path::{ContentPath, Kind, split_number};
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, Place, codes};
use crate::document::Document;
use crate::event_series::{self, EventSeries};
use crate::nearest;
use crate::path::{SitePath, UrlPath};
use crate::slug::slugify;
use crate::source::Spanned;

/// An event. Groups are places in [`Site::groups`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// Its folder in `content/events`.
    pub slug: String,
    /// For each language: its page. One of them is there.
    pub pages: Vec<Option<PageId>>,
    /// Its first day.
    pub start: Option<Date>,
    /// Its last day, where that is another one.
    pub end: Option<Date>,
    /// The groups of its session notes, in their order.
    pub sessions: Vec<usize>,
    /// The group of its recap.
    pub recap: Option<usize>,
    /// For each language: what its recap gathers.
    pub gathered: Vec<Option<Gathered>>,
    /// The groups of the talks that were given there, or will be.
    pub talks: Vec<usize>,
    /// The groups of the posts that tell of it, newest first.
    pub posts: Vec<usize>,
    /// The place of its series in [`Events::series`].
    pub series: Option<usize>,
    /// The edition before it: a place in [`Events::all`].
    pub previous: Option<usize>,
    /// The edition after it.
    pub next: Option<usize>,
}

/// A series of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What the file says of it.
    pub told: EventSeries,
    /// Its editions, oldest first: places in [`Events::all`].
    pub editions: Vec<usize>,
}

/// All events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// The events, by slug.
    pub all: Vec<Event>,
    /// The series, in the order of the file.
    pub series: Vec<Series>,
}

impl Event {
    /// Its page for readers of a language.
    #[must_use]
    pub fn shown_in(&self, language: usize) -> Option<PageId> {
        self.pages
            .get(language)
            .copied()
            .flatten()
            .or_else(|| self.pages.iter().flatten().next().copied())
    }

    /// Its last day, whichever key says so.
    #[must_use]
    pub fn last(&self) -> Option<&Date> {
        self.end.as_ref().or(self.start.as_ref())
    }

    /// Whether it is not over on a day.
    #[must_use]
    pub fn is_upcoming(&self, today: Option<&Date>) -> bool {
        today.is_some_and(|today| self.last().is_none_or(|last| !today.is_after_day(last)))
    }
}

impl Events {
    /// The event of a folder in `content/events`.
    #[must_use]
    pub fn find(&self, slug: &str) -> Option<&Event> {
        self.place(slug).map(|at| &self.all[at])
    }

    /// The event that a talk's delivery names: by its folder, or by a name that leaves it.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Event> {
        self.find(name).or_else(|| self.find(&slugify(name)))
    }

    /// The place of an event in [`Events::all`].
    #[must_use]
    pub fn place(&self, slug: &str) -> Option<usize> {
        self.all
            .binary_search_by(|event| event.slug.as_str().cmp(slug))
            .ok()
    }

    /// The event that a file belongs to.
    #[must_use]
    pub fn of(&self, path: &ContentPath) -> Option<&Event> {
        self.find(
            path.bundle()
                .filter(|_| path.folder.starts_with("events/"))?,
        )
    }
}

/// The address of a series in a language.
#[must_use]
pub fn series_url(config: &Config, language: usize, id: &str) -> UrlPath {
    let prefix = config.prefix(&config.languages[language].code);
    UrlPath::new(&format!("{prefix}events/{}/{id}/", event_series::NAME))
}

/// Fills [`Site::events`], and what follows from it for pages: their dates, and the authors and
/// places that recaps give.
pub(super) fn link(
    site: &mut Site,
    config: &Config,
    series: &[EventSeries],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut linking = Linking {
        site,
        diagnostics,
        events: BTreeMap::new(),
    };
    linking.events(config.languages.len());
    linking.belongings();
    linking.mentions();
    let all = linking.events.into_values().collect();
    let profiles = config.profiles();
    let typeset = |told: &EventSeries| {
        let mut told = told.clone();
        told.name.typeset(&profiles);
        Series {
            told,
            editions: Vec::new(),
        }
    };
    let mut events = Events {
        all,
        series: series.iter().map(typeset).collect(),
    };
    editions(site, &mut events, diagnostics);
    // From here on, talks are told when they were given.
    site.events = Arc::new(events);
    sort(site);
    date_pages(site);
    gathering::gather(site, config, diagnostics);
}

struct Linking<'l> {
    site: &'l Site,
    diagnostics: &'l mut Vec<Diagnostic>,
    events: BTreeMap<String, Event>,
}

impl Linking<'_> {
    fn events(&mut self, languages: usize) {
        for (id, page) in (0_u32..).zip(&self.site.pages) {
            let path = &page.document.path;
            let Some(slug) = path.bundle().filter(|_| path.kind == Kind::Event) else {
                continue;
            };
            let empty = || Event {
                slug: slug.to_owned(),
                pages: vec![None; languages],
                gathered: vec![None; languages],
                ..Event::default()
            };
            let event = self.events.entry(slug.to_owned()).or_insert_with(empty);
            event.pages[page.language].get_or_insert(PageId(id));
        }
        for event in self.events.values_mut() {
            let first = event
                .shown_in(0)
                .and_then(|id| self.site.page(id).document.front_matter.event.as_ref());
            event.start = first.and_then(|matter| matter.start.clone());
            event.end = first.and_then(|matter| matter.end.clone());
        }
    }

    /// Session notes and recaps, by their folders.
    fn belongings(&mut self) {
        let (mut told, mut seen) = ("", FxHashSet::default());
        for page in &self.site.pages {
            let path = &page.document.path;
            let Some(slug) = path
                .bundle()
                .filter(|_| matches!(path.kind, Kind::Session | Kind::Recap))
            else {
                continue;
            };
            match self.events.get_mut(slug) {
                Some(event) if path.kind == Kind::Recap => {
                    event.recap = event.recap.or(Some(page.group))
                }
                Some(event) if seen.insert(page.group) => event.sessions.push(page.group),
                Some(_) => {}
                // Once is enough for all that stands in a folder.
                None if told == slug => {}
                None => {
                    told = slug;
                    let message = format!(
                        "there is no event in `content/events/{slug}` that this could be about"
                    );
                    let hint = format!(
                        "describe it in `content/events/{slug}/index.{}.md`",
                        path.lang
                    );
                    let known = self.events.keys().map(String::as_str);
                    let near = nearest::nearest(slug, known)
                        .map(|near| format!("or move the file to `{near}`"));
                    let diagnostic =
                        Diagnostic::new(codes::UNKNOWN_EVENT, Place::file(&path.file), message);
                    self.diagnostics
                        .push(diagnostic.hint(hint).maybe_hint(near));
                }
            }
        }
    }

    /// Posts that tell of an event or a talk, and talks that were given at one.
    fn mentions(&mut self) {
        let mut seen: FxHashSet<(usize, &str)> = FxHashSet::default();
        for page in &self.site.pages {
            let (document, group) = (&page.document, page.group);
            let front_matter = &document.front_matter;
            if let Some(named) = &front_matter.about_event {
                match self.events.get_mut(&named.value) {
                    Some(event) if seen.insert((group, &named.value)) => event.posts.push(group),
                    Some(_) => {}
                    None => {
                        let names = self.events.keys().map(String::as_str);
                        let unknown = unknown(
                            self.site,
                            document,
                            named,
                            codes::UNKNOWN_EVENT,
                            "events",
                            names,
                        );
                        self.diagnostics.push(unknown);
                    }
                }
            }
            let talks = &self.site.talks.groups;
            if let Some(named) = front_matter
                .about_talk
                .as_ref()
                .filter(|named| !talks.contains_key(&named.value))
            {
                let names = talks.keys().map(String::as_str);
                let unknown = unknown(
                    self.site,
                    document,
                    named,
                    codes::UNKNOWN_TALK,
                    "talks",
                    names,
                );
                self.diagnostics.push(unknown);
            }
            for delivery in front_matter.talk.iter().flat_map(|talk| &talk.deliveries) {
                let name = &delivery.event.value;
                let slug = if self.events.contains_key(name) {
                    name.clone()
                } else {
                    slugify(name)
                };
                if let Some(event) = self.events.get_mut(&slug)
                    && event.talks.last() != Some(&group)
                {
                    event.talks.push(group);
                }
            }
        }
    }
}

/// What to say of a folder that front matter names and that is not there, or not published.
fn unknown<'n>(
    site: &Site,
    document: &Document,
    named: &Spanned<String>,
    code: Code,
    folder: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let (place, name) = (Place::new(&document.path.file, named.span), &named.value);
    let start = format!("content/{folder}/{name}/index.");
    if site
        .left_out
        .keys()
        .any(|file| file.as_str().starts_with(&start))
    {
        let message = format!("`content/{folder}/{name}` is not published: it is a draft");
        return Diagnostic::new(codes::LINK_TO_DRAFT, place, message)
            .hint("publish it, or take this key out");
    }
    let near = nearest::did_you_mean(name, known);
    let hint = near.unwrap_or_else(|| format!("write the name of a folder in `content/{folder}`"));
    Diagnostic::new(
        code,
        place,
        format!("there is no `content/{folder}/{name}`"),
    )
    .hint(hint)
}

/// Puts what belongs to each event in its order.
fn sort(site: &mut Site) {
    let mut events = site.events.clone();
    for event in &mut Arc::make_mut(&mut events).all {
        let first = |group: usize| site.groups[group].shown_in(0).map(|id| site.page(id));
        event
            .sessions
            .sort_by_cached_key(|group| first(*group).map(|page| session_order(&page.document)));
        let newest = |group: usize| {
            first(group).map(|page| (page.document.front_matter.date.clone(), page.url.clone()))
        };
        event
            .posts
            .sort_by_cached_key(|group| Reverse(newest(*group)));
        let mut talks = std::mem::take(&mut event.talks);
        let given = |group: usize| {
            talks::deliveries_at(site, event, group, 0)
                .pop()
                .and_then(|delivery| delivery.date)
        };
        talks.sort_by_cached_key(|group| {
            (given(*group), first(*group).map(|page| page.url.clone()))
        });
        talks.dedup();
        event.talks = talks;
    }
    site.events = events;
}

/// By the order that the notes ask for, else by the number of the file; then by time, then by name.
fn session_order(document: &Document) -> (usize, Option<Date>, String) {
    let (_, name) = if document.path.is_bundle() {
        document
            .path
            .folder
            .rsplit_once('/')
            .unwrap_or(("", &document.path.folder))
    } else {
        ("", document.path.stem.as_str())
    };
    let (number, rest) = split_number(name);
    let session = document.front_matter.session.as_ref();
    let order = session
        .and_then(|session| session.order)
        .or(number)
        .unwrap_or(usize::MAX);
    (
        order,
        session.and_then(|session| session.start.clone()),
        rest.to_owned(),
    )
}

/// Joins the editions of every series.
fn editions(site: &Site, events: &mut Events, diagnostics: &mut Vec<Diagnostic>) {
    for at in 0..events.all.len() {
        for id in events.all[at].pages.clone().into_iter().flatten() {
            let document = &site.page(id).document;
            let named = document
                .front_matter
                .event
                .as_ref()
                .and_then(|event| event.series.as_ref());
            let Some(named) = named else { continue };
            match events
                .series
                .iter()
                .position(|series| series.told.id == named.value)
            {
                Some(series) if events.all[at].series.is_none() => {
                    events.all[at].series = Some(series);
                    events.series[series].editions.push(at);
                }
                Some(_) => {}
                None => {
                    let place = Place::new(&document.path.file, named.span);
                    let near = nearest::did_you_mean(
                        &named.value,
                        events.series.iter().map(|s| s.told.id.as_str()),
                    );
                    let hint =
                        near.unwrap_or_else(|| format!("describe it in `{}`", event_series::FILE));
                    let message = format!("series.yaml has no series `{}`", named.value);
                    diagnostics.push(
                        Diagnostic::new(codes::UNKNOWN_EVENT_SERIES, place, message).hint(hint),
                    );
                }
            }
        }
    }
    let Events { all, series, .. } = events;
    for series in series {
        series
            .editions
            .sort_by_key(|at| (all[*at].start.clone(), all[*at].last().cloned(), *at));
        for pair in series.editions.windows(2) {
            (all[pair[0]].next, all[pair[1]].previous) = (Some(pair[1]), Some(pair[0]));
        }
    }
}

/// What pages are listed by that are no posts.
fn date_pages(site: &mut Site) {
    for at in 0..site.pages.len() {
        let page = &site.pages[at];
        let front_matter = &page.document.front_matter;
        let event = || site.events.of(&page.document.path);
        let date = match page.document.path.kind {
            Kind::Event => front_matter
                .event
                .as_ref()
                .and_then(|event| event.start.clone()),
            Kind::Recap => front_matter
                .date
                .clone()
                .or_else(|| event()?.last().cloned()),
            Kind::Session => {
                let own = front_matter
                    .session
                    .as_ref()
                    .and_then(|session| session.start.clone());
                own.or_else(|| event()?.start.clone())
            }
            Kind::Talk => talks::facts(site, page.group, page.language)
                .last_given()
                .cloned(),
            _ => continue,
        };
        if date != page.date {
            Arc::make_mut(&mut site.pages[at]).date = date;
        }
    }
}

/// The file that a diagnostic about an event points to.
pub(super) fn file_of(site: &Site, id: PageId) -> SitePath {
    site.page(id).document.path.file.clone()
}
