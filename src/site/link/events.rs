//! Joins the events with what belongs to them: session notes and recaps by their folders, posts and
//! talks by what they name, and editions by their series.

mod clocks;
mod days;
mod editions;
mod sequence;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::texts::{PageText, PageTexts};
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::{Checked, Code, Diagnostic, Place, codes};
use crate::document::Document;
use crate::event_series::EventSeries;
use crate::nearest;
use crate::path::SitePath;
use crate::site::LeftOut;
use crate::site::events::{Event, Events};
use crate::site::page::PageId;
use crate::site::talks::Talks;
use crate::site::translation::StandIns;
use crate::slug::slugify;
use crate::source::Spanned;

/// Joins the events of a site.
pub(super) fn join(
    config: &Config,
    texts: &PageTexts,
    talks: &Talks,
    left_out: &FxHashMap<SitePath, LeftOut>,
    declared: &[EventSeries],
) -> Checked<Events> {
    let mut joining = Joining {
        texts,
        talks,
        left_out,
        events: events(texts, config),
        diagnostics: Vec::new(),
    };
    joining.belongings();
    joining.mentions();
    joining
        .diagnostics
        .extend(clocks::check(texts, &joining.events));
    joining
        .diagnostics
        .extend(days::check(texts, &joining.events));
    let Joining {
        events,
        mut diagnostics,
        ..
    } = joining;
    let events = Events {
        all: events.into_values().collect(),
        series: editions::declared(config, declared),
    };
    let events = editions::join(texts, events).take(&mut diagnostics);
    Checked {
        value: sequence::sort(texts, events),
        diagnostics,
    }
}

/// The events by slug, with nothing but their pages and days.
fn events(texts: &PageTexts, config: &Config) -> BTreeMap<String, Event> {
    let stand_ins = StandIns::new(config);
    let mut events: BTreeMap<String, Event> = BTreeMap::new();
    for (at, text) in texts.all.iter().enumerate() {
        let path = &text.document.path;
        let Some(slug) = path.bundle().filter(|_| path.kind == Kind::Event) else {
            continue;
        };
        let new = || Event {
            slug: slug.to_owned(),
            pages: vec![None; config.languages.len()],
            stand_ins: stand_ins.clone(),
            ..Event::default()
        };
        let event = events.entry(slug.to_owned()).or_insert_with(new);
        event.pages[text.language].get_or_insert(PageId::at(at));
    }
    for event in events.values_mut() {
        let first = event.shown_in(0).map(|id| texts.get(id));
        let matter = first.and_then(|text| text.document.front_matter.event.as_ref());
        event.start = matter.and_then(|matter| matter.start.clone());
        event.end = matter.and_then(|matter| matter.end.clone());
        let pages = event.pages.iter().flatten().map(|id| texts.get(*id));
        let matters = pages.filter_map(|text| text.document.front_matter.event.as_ref());
        for matter in matters {
            event.zone = event.zone.take().or_else(|| matter.timezone.clone());
            if event.status.is_scheduled() {
                event.status = matter.status;
            }
        }
    }
    events
}

struct Joining<'j> {
    texts: &'j PageTexts,
    talks: &'j Talks,
    left_out: &'j FxHashMap<SitePath, LeftOut>,
    events: BTreeMap<String, Event>,
    diagnostics: Vec<Diagnostic>,
}

impl<'j> Joining<'j> {
    /// Session notes and recaps, by their folders. A folder without an event gets one diagnostic,
    /// however many files are in it.
    fn belongings(&mut self) {
        let (mut lost, mut seen) = ("", FxHashSet::default());
        for text in &self.texts.all {
            let path = &text.document.path;
            let belongs = matches!(path.kind, Kind::Session | Kind::Recap);
            let Some(slug) = path.bundle().filter(|_| belongs) else {
                continue;
            };
            match self.events.get_mut(slug) {
                Some(event) if path.kind == Kind::Recap => {
                    event.recap = event.recap.or(Some(text.group));
                }
                Some(event) if seen.insert(text.group) => event.sessions.push(text.group),
                Some(_) => {}
                None if lost == slug => {}
                None => {
                    lost = slug;
                    let diagnostic = self.without_event(&text.document, slug);
                    self.diagnostics.push(diagnostic);
                }
            }
        }
    }

    fn without_event(&self, document: &Document, slug: &str) -> Diagnostic {
        let message =
            format!("there is no event in `content/events/{slug}` that this could be about");
        let hint = format!(
            "describe it in `content/events/{slug}/index.{}.md`",
            document.path.lang
        );
        let known = self.events.keys().map(String::as_str);
        let near =
            nearest::nearest(slug, known).map(|near| format!("or move the file to `{near}`"));
        Diagnostic::new(
            codes::UNKNOWN_EVENT,
            Place::file(&document.path.file),
            message,
        )
        .hint(hint)
        .maybe_hint(near)
    }

    /// Posts that tell of an event or a talk, and talks that were given at one.
    fn mentions(&mut self) {
        let mut seen: FxHashSet<(usize, &str)> = FxHashSet::default();
        for text in &self.texts.all {
            let front_matter = &text.document.front_matter;
            if let Some(named) = &front_matter.about_event {
                match self.events.get_mut(&named.value) {
                    Some(event) if seen.insert((text.group, &named.value)) => {
                        event.posts.push(text.group);
                    }
                    Some(_) => {}
                    None => self.unknown_event(&text.document, named),
                }
            }
            if let Some(named) = &front_matter.about_talk
                && !self.talks.groups.contains_key(&named.value)
            {
                self.unknown_talk(&text.document, named);
            }
            self.deliveries(text);
        }
    }

    /// The events at which a talk was given, or will be.
    fn deliveries(&mut self, text: &'j PageText) {
        let talk = text.document.front_matter.talk.iter();
        for delivery in talk.flat_map(|talk| &talk.deliveries) {
            let name = &delivery.event.value;
            let slug = if self.events.contains_key(name) {
                name.clone()
            } else {
                slugify(name)
            };
            if let Some(event) = self.events.get_mut(&slug)
                && event.talks.last() != Some(&text.group)
            {
                event.talks.push(text.group);
            }
        }
    }

    fn unknown_event(&mut self, document: &Document, named: &Spanned<String>) {
        let known = self.events.keys().map(String::as_str);
        let diagnostic = self.unknown(document, named, codes::UNKNOWN_EVENT, "events", known);
        self.diagnostics.push(diagnostic);
    }

    fn unknown_talk(&mut self, document: &Document, named: &Spanned<String>) {
        let known = self.talks.groups.keys().map(String::as_str);
        let diagnostic = self.unknown(document, named, codes::UNKNOWN_TALK, "talks", known);
        self.diagnostics.push(diagnostic);
    }

    /// The diagnostic for a folder that front matter names and that is not there, or not published.
    fn unknown<'n>(
        &self,
        document: &Document,
        named: &Spanned<String>,
        code: Code,
        folder: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Diagnostic {
        let (place, name) = (Place::new(&document.path.file, named.span), &named.value);
        let start = format!("content/{folder}/{name}/index.");
        let mut left_out = self.left_out.keys();
        if left_out.any(|file| file.as_str().starts_with(&start)) {
            let message = format!("`content/{folder}/{name}` is not published: it is a draft");
            return Diagnostic::new(codes::LINK_TO_DRAFT, place, message)
                .hint("publish it, or take this key out");
        }
        let near = nearest::did_you_mean(name, known);
        let hint =
            near.unwrap_or_else(|| format!("write the name of a folder in `content/{folder}`"));
        let message = format!("there is no `content/{folder}/{name}`");
        Diagnostic::new(code, place, message).hint(hint)
    }
}
