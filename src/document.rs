//! One content file, read as far as it can be without any other.
//!
//! An outline is a document, too, but no page: the site keeps it beside its talks.

use std::sync::{Arc, OnceLock};

use crate::content_path::{ContentPath, Kind};
use crate::deck::{Deck, doubts};
use crate::diagnostic::{Checked, codes};
use crate::dialect::{self, Dialect, DialectSettings, FileBeside};
use crate::fingerprint::{Fingerprint, TranslatableText};
use crate::front_matter::{self, FrontMatter};
use crate::lang::Lang;
use crate::markdown::{self, Body, CodeBlock, Heading, Slide, Within};
use crate::source::{Source, Span, Spanned};

/// A part of a file that translators take by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The level of its heading.
    pub level: u8,
    /// What people call it.
    pub title: String,
    /// The place of its heading.
    pub span: Span,
}

/// A content file: where it stands, what it says of itself, and its body.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its place, language and kind.
    pub path: ContentPath,
    /// Its text.
    pub source: Arc<Source>,
    /// How it was read. With other options in `lutrin.yaml` it is parsed again.
    pub options: markdown::Options,
    /// What translators read of its front matter, as it was written.
    written: UntypesetTexts,
    /// Its front matter.
    pub front_matter: FrontMatter,
    /// Its body.
    pub body: Body,
    /// Its slides, where it is a deck.
    pub deck: Option<Arc<Deck>>,
    /// Its address below its language's prefix; empty when its name leaves none.
    pub address: String,
    /// What it shares with its translations.
    pub translation_key: Arc<str>,
    /// Where the body begins in the text.
    body_start: usize,
    fingerprint: OnceLock<Fingerprint>,
    within: OnceLock<(Within, Arc<Body>)>,
}

/// The texts of a front matter before typography changed them. Fingerprints are made from these, so
/// that another profile of typography makes no translation stale.
#[derive(Debug, Clone)]
struct UntypesetTexts {
    title: String,
    summary: Option<String>,
    alt: Option<String>,
}

impl UntypesetTexts {
    fn new(front_matter: &FrontMatter) -> Self {
        let alt = front_matter.image.as_ref().map(|image| image.alt.clone());
        Self {
            title: front_matter.title.clone(),
            summary: front_matter.summary.clone(),
            alt,
        }
    }
}

impl Document {
    /// Reads a file with the site's options, where its front matter sets no others. Never fails:
    /// what cannot be read becomes a diagnostic. The files that a deck names are not there.
    #[must_use]
    pub fn parse(
        path: ContentPath,
        source: Arc<Source>,
        options: markdown::Options,
    ) -> Checked<Self> {
        Self::parse_beside(path, source, options, &mut |_| FileBeside::Missing)
    }

    /// As [`Document::parse`]. `read` gives the texts of the files that a deck names, by their path
    /// from its folder; it is asked once for each.
    #[must_use]
    pub fn parse_beside(
        path: ContentPath,
        source: Arc<Source>,
        options: markdown::Options,
        read: &mut dyn FnMut(&str) -> FileBeside,
    ) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let (yaml, body) = front_matter::split(&source, &mut diagnostics);
        let body_start = body.start;
        let mut front_matter = FrontMatter::parse(&source, yaml, path.kind, &mut diagnostics);
        let is_unread = diagnostics
            .iter()
            .any(|found| found.code == codes::BAD_YAML);
        let written = UntypesetTexts::new(&front_matter);
        front_matter.typeset(options.typography);
        if path.kind == Kind::Deck {
            front_matter.deck.get_or_insert_default();
        }
        let chosen = front_matter
            .deck
            .as_ref()
            .map(|deck| deck.dialect.choose(&source.text()[body.clone()]));
        let doubt = chosen.iter().filter(|_| !is_unread);
        diagnostics.extend(doubt.filter_map(|chosen| doubts::of_dialect(chosen, &source)));
        let dialect = chosen.map(|chosen| chosen.dialect);
        let has_math = options.math || dialect.is_some_and(Dialect::has_math);
        let options_here = markdown::Options {
            math: front_matter.math.unwrap_or(has_math),
            ..options
        };
        let (deck, body) = if path.kind == Kind::Deck {
            let matter = front_matter.deck.get_or_insert_default();
            let dialect = dialect.unwrap_or_default();
            let text = &source.text()[body.clone()];
            matter.scheme = matter.scheme.or_else(|| dialect.scheme(&matter.dialect));
            let settings = DialectSettings {
                beside: dialect::texts_beside(dialect, &matter.dialect, text, read),
                ..matter.dialect.clone()
            };
            let dialect = (dialect, &settings);
            let slides =
                markdown::parse_slides(&source, body, options_here, dialect, &mut diagnostics);
            let (deck, body) = Deck::new(slides);
            deck.check(matter, &path.file, &mut diagnostics);
            diagnostics.extend(doubts::one_long_slide(&deck, &body, dialect.0, &source));
            if front_matter.title.is_empty() {
                let titles = deck.slides.iter().filter_map(|slide| slide.title.clone());
                front_matter.title = titles.into_iter().next().unwrap_or_default();
            }
            (Some(Arc::new(deck)), body)
        } else {
            (
                None,
                markdown::parse(&source, body, options_here, &mut diagnostics),
            )
        };
        if is_unread {
            // It may say that dollars are formulas.
            diagnostics.retain(|found| found.code != codes::NOT_A_FORMULA);
        }
        let address = path.address(front_matter.slug.as_deref());
        let translation_key = front_matter
            .translation_key
            .clone()
            .unwrap_or_else(|| path.translation_key())
            .into();
        let (fingerprint, within) = (OnceLock::new(), OnceLock::new());
        let document = Self {
            path,
            source,
            options,
            written,
            front_matter,
            body,
            deck,
            address,
            translation_key,
            body_start,
            fingerprint,
            within,
        };
        Checked {
            value: document,
            diagnostics,
        }
    }

    /// The body as it stands within another page: below a heading of that page, with ids of its
    /// own. So the session notes within a recap are parsed a second time, once for each page that
    /// shows them; the first result is kept.
    #[must_use]
    pub fn body_within(&self, within: &Within) -> Arc<Body> {
        let make = || {
            let options_here = markdown::Options {
                math: self.front_matter.math.unwrap_or(self.options.math),
                ..self.options
            };
            let range = self.body_start..self.source.text().len();
            // Its mistakes were reported when the file was read by itself.
            let mut ignored = Vec::new();
            Arc::new(markdown::parse_within(
                &self.source,
                range,
                options_here,
                within,
                &mut ignored,
            ))
        };
        let (known, body) = self.within.get_or_init(|| (within.clone(), make()));
        if known == within {
            body.clone()
        } else {
            make()
        }
    }

    /// Its body, and the speaker notes of a deck.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        std::iter::once(&self.body).chain(self.deck.iter().map(|deck| &deck.notes))
    }

    /// The code blocks of all of them.
    pub fn code_blocks(&self) -> impl Iterator<Item = &CodeBlock> {
        self.bodies().flat_map(|body| &body.code_blocks)
    }

    /// The headings, as they follow each other in the text: those of footnotes stand at the end of
    /// the body.
    #[must_use]
    pub fn sections(&self) -> Vec<&Heading> {
        let mut headings: Vec<&Heading> = self.body.headings.iter().collect();
        headings.sort_by_key(|heading| heading.span);
        headings
    }

    /// What translators take one by one, in order: its sections, or its slides.
    #[must_use]
    pub fn passages(&self) -> Vec<Passage> {
        if let Some(deck) = &self.deck {
            let passage = |slide: &Slide| {
                // A slide without a heading begins where it begins: there is no heading to tell
                // apart from the rest.
                let end = if slide.level.is_some() {
                    slide.span.end
                } else {
                    slide.span.start
                };
                Passage {
                    level: slide.level.unwrap_or(2),
                    title: slide.name(),
                    span: Span { end, ..slide.span },
                }
            };
            return deck.slides.iter().map(passage).collect();
        }
        let passage = |heading: &Heading| Passage {
            level: heading.level,
            title: heading.text.clone(),
            span: heading.span,
        };
        self.sections().into_iter().map(passage).collect()
    }

    /// What the file says to its translators, as hashes; made when it is first asked for.
    pub fn fingerprint(&self) -> &Fingerprint {
        self.fingerprint.get_or_init(|| {
            let within = |passage: &Passage| {
                let span = passage.span;
                (
                    passage.level,
                    span.start - self.body_start..span.end - self.body_start,
                )
            };
            Fingerprint::new(&TranslatableText {
                title: &self.written.title,
                summary: self.written.summary.as_deref().unwrap_or_default(),
                alt: self.written.alt.as_deref().unwrap_or_default(),
                body: &self.source.text()[self.body_start..],
                headings: &self.passages().iter().map(within).collect::<Vec<_>>(),
            })
        })
    }

    /// What stands above the body, as it was written.
    #[must_use]
    pub fn front_matter_text(&self) -> &str {
        &self.source.text()[..self.body_start]
    }

    /// The body as it was written.
    #[must_use]
    pub fn body_text(&self) -> &str {
        &self.source.text()[self.body_start..]
    }

    /// The languages whose readers the page is made for, where it says so.
    #[must_use]
    pub fn languages(&self) -> Option<&[Spanned<Lang>]> {
        let said = self.front_matter.languages.as_slice();
        (!said.is_empty()).then_some(said)
    }

    /// The summary for listings: the author's, else one taken from the body.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.front_matter
            .summary
            .as_deref()
            .unwrap_or(&self.body.summary)
    }

    /// The address of the original, where it is not this page: the one that the author names, or
    /// what a post points to without a word of its own.
    #[must_use]
    pub fn canonical(&self) -> Option<&str> {
        let pointed = self
            .front_matter
            .external
            .as_deref()
            .filter(|_| self.body.words == 0);
        self.front_matter.canonical.as_deref().or(pointed)
    }

    /// Whether another reading of the file is the same in all that other files may link to, be
    /// listed by or be checked against (as an outline is against the slot in the page of its talk).
    /// Then an edit concerns its own page alone, and the links of other files need no check.
    #[must_use]
    pub fn leads_like(&self, other: &Self) -> bool {
        let essence = |document: &Self| {
            let mut front_matter = FrontMatter {
                title: String::new(),
                summary: None,
                image: None,
                updated: None,
                canonical: None,
                unsearchable: false,
                math: None,
                ..document.front_matter.clone()
            };
            front_matter.forget_places();
            // What is stale is found out when a page is rendered.
            if let Some(from) = &mut front_matter.translated_from {
                (from.lang.span, from.hash) = (Span::default(), None);
            }
            front_matter
        };
        self.path == other.path
            && self.body.ids == other.body.ids
            && self.body.gathers_like(&other.body)
            && self.slides_like(other)
            && essence(self) == essence(other)
    }

    /// Whether its slides are for the same variants as those of another reading.
    fn slides_like(&self, other: &Self) -> bool {
        let ids = |document: &Self| {
            let slides = document.deck.iter().flat_map(|deck| &deck.slides);
            slides.map(|slide| slide.id.clone()).collect::<Vec<_>>()
        };
        self.deck.is_none() || ids(self) == ids(other)
    }

    /// Minutes that a silent reader takes, at least one.
    #[must_use]
    pub fn reading_minutes(&self, words_per_minute: usize) -> usize {
        self.body.words.div_ceil(words_per_minute.max(1)).max(1)
    }
}
