//! The YAML between `---` lines at the top of a content file, typed for its kind.
//!
//! Checks each value by itself. `site` finds out whether the author, image or address that it names
//! exists.

pub mod deck;
pub mod event;
mod finding;
mod foreign;
mod misnomers;
mod places;
pub mod session;
pub mod status;
pub mod talk;
mod values;

use std::collections::HashSet;
use std::ops::Range;

use crate::conflict;
use crate::content_path::Kind;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::duration;
use crate::fingerprint::Fingerprint;
use crate::lang::Lang;
use crate::person::Mention;
use crate::slug::names::name_key;
pub use crate::source::Spanned;
use crate::source::{Source, Span};
use crate::typography::{self, Profile};
use crate::yaml::{self, Fields, Yaml, lists};
use deck::DeckMatter;
use event::EventMatter;
pub use finding::split;
pub use places::{place_of_key, place_of_name};
use session::SessionMatter;
use talk::TalkMatter;
pub use values::alias_url;
use values::{
    check_alias, check_term, duration, people, read_image, read_languages, read_math, read_series,
    read_slug, read_translated_from, spanned, text, texts,
};

/// A lead image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadImage {
    /// The file, relative to the page's own.
    pub file: Spanned<String>,
    /// The alternative text.
    pub alt: String,
}

/// The page that a translation was made from, in the state of that time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranslatedFrom {
    /// The language of that page.
    pub lang: Spanned<Lang>,
    /// The fingerprint of its text then; `None` where it cannot be read (a diagnostic says so).
    pub hash: Option<Fingerprint>,
}

/// The front matter of a content file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The title; empty where there is none (a diagnostic says so).
    pub title: String,
    /// The last segment of the address, in place of the file's name.
    pub slug: Option<String>,
    /// One or two sentences for listings and search engines.
    pub summary: Option<String>,
    /// Tags, in the author's order.
    pub tags: Vec<String>,
    /// The series that the text is part of.
    pub series: Option<String>,
    /// The number of the part, from 1, where the author gives one.
    pub series_part: Option<Spanned<usize>>,
    /// The authors.
    pub authors: Vec<Spanned<Mention>>,
    /// A lead image.
    pub image: Option<LeadImage>,
    /// Whether it is a draft, which is not published.
    pub draft: bool,
    /// Whether the site's own search leaves it out.
    pub unsearchable: bool,
    /// Old addresses that redirect here.
    pub aliases: Vec<Spanned<String>>,
    /// The key that joins translations which do not share folder and stem.
    pub translation_key: Option<String>,
    /// The page that it was translated from.
    pub translated_from: Option<TranslatedFrom>,
    /// The languages whose readers it is made for; empty where it does not say, so that it waits to
    /// be translated into all of them.
    pub languages: Vec<Spanned<Lang>>,
    /// First publication.
    pub date: Option<Date>,
    /// Last revision.
    pub updated: Option<Date>,
    /// The address of the original, where the text was first published elsewhere.
    pub canonical: Option<String>,
    /// The event that a post is about: its folder in `content/events`.
    pub about_event: Option<Spanned<String>>,
    /// The talk that a post is about: its folder in `content/talks`.
    pub about_talk: Option<Spanned<String>>,
    /// Whether the notes of sessions have pages of their own; events and recaps have this key.
    pub session_pages: Option<bool>,
    /// The keys of an event.
    pub event: Option<EventMatter>,
    /// The keys of session notes.
    pub session: Option<SessionMatter>,
    /// The keys of a talk.
    pub talk: Option<TalkMatter>,
    /// The keys of a deck.
    pub deck: Option<DeckMatter>,
    /// Whether dollars are formulas in this file; `None` where it says nothing.
    pub math: Option<bool>,
    /// Whether it stands first in the home and in its section.
    pub pinned: bool,
    /// The article on another site that the post points to: lists link there.
    pub external: Option<String>,
}

impl FrontMatter {
    /// Reads the front matter of a file of some kind; never fails.
    #[must_use]
    pub fn parse(
        source: &Source,
        range: Option<Range<usize>>,
        kind: Kind,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let Some(range) = range else {
            finding::check_missing(source, kind, diagnostics);
            return Self::default();
        };
        if range.len() > yaml::MAX_FRONT_MATTER {
            let message = format!(
                "the front matter is larger than {} KiB",
                yaml::MAX_FRONT_MATTER / 1024
            );
            diagnostics.push(Diagnostic::new(
                codes::TOO_LARGE,
                Place::new(source.path(), 0..3),
                message,
            ));
            return Self::default();
        }
        if conflict::report(source, range.clone(), diagnostics) {
            return Self::default();
        }
        let mut found = Vec::new();
        let yaml = Yaml::parse(source, range.clone(), &mut found);
        let mut front_matter = yaml.map(|yaml| Self::of(&yaml, kind, &mut found));
        if kind == Kind::Deck {
            foreign::read_loosely(&mut front_matter, source, range, &mut found);
        }
        diagnostics.append(&mut found);
        front_matter.unwrap_or_default()
    }

    fn of(yaml: &Yaml<'_>, kind: Kind, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut front_matter = Self::read(yaml.root().fields(), kind);
        let found = yaml.take_diagnostics();
        diagnostics.extend(foreign::softened(&mut front_matter, yaml, found));
        front_matter
    }

    /// Applies typography to the texts that readers see. Addresses and ids stay.
    pub fn typeset(&mut self, profile: Profile) {
        if profile == Profile::Off {
            return;
        }
        typography::set(&mut self.title, profile);
        self.summary
            .iter_mut()
            .for_each(|summary| typography::set(summary, profile));
        self.image
            .iter_mut()
            .for_each(|image| typography::set(&mut image.alt, profile));
        self.tags
            .iter_mut()
            .chain(&mut self.series)
            .for_each(|term| typography::set_name(term, profile));
        self.authors
            .iter_mut()
            .for_each(|author| author.value.typeset(profile));
        self.event
            .iter_mut()
            .for_each(|event| event.typeset(profile));
        self.session
            .iter_mut()
            .for_each(|session| session.typeset(profile));
        self.talk.iter_mut().for_each(|talk| talk.typeset(profile));
        self.deck.iter_mut().for_each(|deck| deck.typeset(profile));
    }

    /// Clears all spans, so that two front matters compare equal if they differ only in places.
    pub fn forget_places(&mut self) {
        let forget = |named: &mut Spanned<String>| named.span = Span::default();
        self.authors
            .iter_mut()
            .for_each(|author| author.span = Span::default());
        self.aliases.iter_mut().for_each(forget);
        self.series_part
            .iter_mut()
            .for_each(|part| part.span = Span::default());
        self.languages
            .iter_mut()
            .for_each(|lang| lang.span = Span::default());
        self.about_event
            .iter_mut()
            .chain(&mut self.about_talk)
            .for_each(forget);
        self.event
            .iter_mut()
            .filter_map(|event| event.series.as_mut())
            .for_each(forget);
        if let Some(session) = &mut self.session {
            session
                .speakers
                .iter_mut()
                .for_each(|speaker| speaker.span = Span::default());
            session
                .slides
                .iter_mut()
                .chain(&mut session.video)
                .for_each(forget);
        }
        if let Some(deck) = &mut self.deck {
            deck.css
                .iter_mut()
                .chain(deck.variants.iter_mut().map(|variant| &mut variant.name))
                .for_each(forget);
        }
        if let Some(talk) = &mut self.talk {
            talk.speakers
                .iter_mut()
                .for_each(|speaker| speaker.span = Span::default());
            talk.proposals
                .iter_mut()
                .for_each(|proposal| forget(&mut proposal.event));
            for delivery in &mut talk.deliveries {
                forget(&mut delivery.event);
                delivery
                    .slides
                    .iter_mut()
                    .chain(&mut delivery.video)
                    .for_each(forget);
            }
        }
    }

    fn read(mut fields: Fields<'_>, kind: Kind) -> Self {
        let mut front_matter = Self {
            title: text(&mut fields, "title").unwrap_or_default(),
            summary: text(&mut fields, "summary"),
            math: fields
                .filled("math")
                .and_then(|node| read_math(&node, kind)),
            translated_from: fields
                .filled("translated_from")
                .and_then(|node| read_translated_from(&node)),
            languages: read_languages(&mut fields),
            ..Self::default()
        };
        if kind != Kind::Section {
            front_matter.read_page(&mut fields, kind);
        }
        match kind {
            Kind::Post => front_matter.read_post(&mut fields),
            Kind::Event => {
                front_matter.read_updated(&mut fields);
                front_matter.event = Some(EventMatter::read(&mut fields));
                front_matter.session_pages =
                    fields.filled("session_pages").and_then(|node| node.bool());
            }
            Kind::Session => {
                front_matter.authors = people(&mut fields, "authors");
                front_matter.session = Some(SessionMatter::read(&mut fields));
            }
            Kind::Recap => {
                front_matter.date = fields.filled("date").and_then(|node| node.date());
                front_matter.read_updated(&mut fields);
                front_matter.authors = people(&mut fields, "authors");
                front_matter.session_pages =
                    fields.filled("session_pages").and_then(|node| node.bool());
            }
            Kind::Talk => front_matter.talk = Some(TalkMatter::read(&mut fields)),
            Kind::Deck => front_matter.deck = Some(DeckMatter::read(&mut fields)),
            Kind::Page | Kind::Section | Kind::Outline => {}
        }
        front_matter.require(&mut fields, kind);
        fields.finish(&misnomers::for_kind(kind));
        front_matter
    }

    fn read_page(&mut self, fields: &mut Fields<'_>, kind: Kind) {
        self.slug = fields.filled("slug").and_then(|node| read_slug(&node));
        let tags = texts(fields, "tags", lists::check_tags)
            .into_iter()
            .filter_map(|(tag, node)| check_term(&tag, &node));
        let mut seen = HashSet::new();
        self.tags = tags.filter(|tag| seen.insert(name_key(tag))).collect();
        // In decks of Slidev, a text is the picture of the first slide.
        let image = fields
            .filled("image")
            .filter(|node| kind != Kind::Deck || node.is_mapping());
        self.image = image.and_then(|node| read_image(&node));
        self.draft = fields
            .filled("draft")
            .and_then(|node| node.bool())
            .unwrap_or_default();
        self.unsearchable = fields.filled("search").and_then(|node| node.bool()) == Some(false);
        self.aliases = texts(fields, "aliases", lists::check_aliases)
            .into_iter()
            .filter_map(|(value, node)| check_alias(value, &node))
            .collect();
        self.translation_key = text(fields, "translation_key");
    }

    fn read_post(&mut self, fields: &mut Fields<'_>) {
        self.date = fields.filled("date").and_then(|node| node.date());
        self.read_updated(fields);
        (self.series, self.series_part) = fields
            .filled("series")
            .map_or((None, None), |node| read_series(&node));
        self.canonical = fields.filled("canonical").and_then(|node| node.address());
        self.external = fields.filled("external").and_then(|node| node.address());
        self.pinned = fields
            .filled("pinned")
            .and_then(|node| node.bool())
            .unwrap_or_default();
        self.authors = people(fields, "authors");
        self.about_event = fields.filled("event").and_then(|node| spanned(&node));
        self.about_talk = fields.filled("talk").and_then(|node| spanned(&node));
    }

    fn read_updated(&mut self, fields: &mut Fields<'_>) {
        let Some(node) = fields.filled("updated") else {
            return;
        };
        self.updated = node.date();
        if let Some((date, updated)) = self.date.as_ref().zip(self.updated.as_ref())
            && date.is_after_day(updated)
        {
            let message = format!(
                "the post was revised ({}) before it was published ({})",
                updated.iso(),
                date.iso()
            );
            let hint =
                "leave `updated` out until the text changes after its publication".to_owned();
            node.report(codes::UPDATED_TOO_EARLY, message, Some(hint));
        }
    }

    /// Reports the keys that the kind requires and the file does not have.
    fn require(&self, fields: &mut Fields<'_>, kind: Kind) {
        let mut missing = Vec::new();
        if !matches!(kind, Kind::Section | Kind::Outline | Kind::Deck)
            && self.title.trim().is_empty()
        {
            missing.push(("title", "add `title: …` to its front matter"));
        }
        if kind == Kind::Post && !self.draft && !fields.has("date") {
            missing.push((
                "date",
                "add `date: YYYY-MM-DD`, or `draft: true` while it is being written",
            ));
        }
        if kind == Kind::Event && !self.draft && !fields.has("start") {
            missing.push((
                "start",
                "add `start: YYYY-MM-DD`, or `draft: true` while its date is not known",
            ));
        }
        if kind == Kind::Session && self.authors.is_empty() && !self.draft && !fields.has("authors")
        {
            missing.push(("authors", "add who took the notes: `authors: [name]`"));
        }
        for (key, hint) in missing {
            let message = format!("this page has no `{key}`");
            fields.missing(key, message, Some(hint.to_owned()));
        }
    }
}
