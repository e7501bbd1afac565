//! Decks written for other tools, rewritten into Lutrin's own Markdown before anything else reads
//! them.
//!
//! Each tool breaks, notes, marks and lays out slides in a way of its own. Each has a file or folder
//! of its own and a line in `DIALECTS`: how its decks are recognised, what their front matter says,
//! and how a body is rewritten. What has an equivalent becomes it, what has none is one
//! [`DialectProblem`] at its place, and its text stays. So such decks are edited and not parsed:
//! `markdown` reads the native form, and `Rewritten::original` says which byte of the author's text
//! each of its bytes comes from. Knows nothing of slides as they are shown. The files that a deck
//! names are read by a caller.

mod body;
mod chosen;
mod css;
mod deckset;
mod definition;
mod detect;
mod dollars;
mod edits;
mod emphasis;
mod films;
mod front_matter;
mod hedgedoc;
mod html;
mod lengths;
mod line_breaks;
mod marp;
mod motion;
mod native;
mod notes;
mod other_tools;
mod own_links;
mod pairs;
mod pandoc;
mod paragraph;
mod peitho;
mod presenterm;
mod quarto;
mod remark;
mod reveal;
mod running_text;
mod settings;
mod silent;
mod slide;
mod slidev;
mod stray;
mod tags;
mod title_slide;
mod unclosed;
mod values;
mod writer;

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::config::decks::DeckScheme;
use crate::diagnostic::Code;
pub use body::{is_inline, parser_options};
pub use chosen::{Chosen, Doubt};
use definition::Definition;
pub use detect::detect;
pub use edits::Rewritten;
pub use html::HtmlRules;
pub use motion::{autoslide, transition};
pub use settings::{DialectSettings, PandocSettings, PresentermSettings};
pub use silent::is_silent;
pub(crate) use slide::EFFECTS;
pub use title_slide::{AUTHORS, TitleSlide};
pub use unclosed::{Unclosed, UnclosedKind, close_in_slides};

/// The dialects, in the order in which messages name them. A new one is a file and a line here.
static DIALECTS: [&Definition; 11] = [
    &native::DIALECT,
    &marp::DIALECT,
    &reveal::DIALECT,
    &slidev::DIALECT,
    &remark::DIALECT,
    &quarto::DIALECT,
    &pandoc::DIALECT,
    &presenterm::DIALECT,
    &deckset::DIALECT,
    &hedgedoc::DIALECT,
    &peitho::DIALECT,
];

/// The tool whose Markdown a deck is written in.
#[derive(Clone, Copy)]
pub struct Dialect(&'static Definition);

impl Dialect {
    /// Lutrin's form of Markdown.
    pub const NATIVE: Self = Self(&native::DIALECT);

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        DIALECTS.iter().map(|definition| Self(definition))
    }

    /// All their names in front matter; some dialects have several.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::all().flat_map(|dialect| dialect.0.names).copied()
    }

    /// The dialect of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|dialect| dialect.0.names.contains(&name))
    }

    /// Its first name in front matter.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.names[0]
    }

    /// How people call the tool.
    #[must_use]
    pub fn tool(self) -> &'static str {
        self.0.tool
    }

    /// Whether the tool reads every slide by itself, so that its footnotes begin at one again.
    pub(crate) fn restarts_footnotes(self) -> bool {
        self.0.rules.restarts_footnotes
    }

    /// Whether the tool takes the value of a key for a text, whatever signs of YAML it has:
    /// `color: #123`, `footer: C# and #rust`.
    pub(crate) fn takes_for_text(self, key: &str) -> bool {
        (self.0.rules.takes_for_text)(key)
    }

    /// Whether a deck is light or dark, where its tool or its front matter says so.
    pub(crate) fn scheme(self, settings: &DialectSettings) -> Option<DeckScheme> {
        (self.0.rules.scheme)(settings)
    }

    /// The line of front matter with which headings begin slides.
    pub(crate) fn heading_slides(self) -> Option<&'static str> {
        self.0.rules.heading_slides
    }

    /// Whether decks may be made of several files.
    #[must_use]
    pub fn joins_files(self) -> bool {
        self.0.rules.texts_beside.is_some()
    }

    /// Whether dollars are formulas by default.
    #[must_use]
    pub fn has_math(self) -> bool {
        self.0.has_math
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::NATIVE
    }
}

impl PartialEq for Dialect {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Dialect {}

impl fmt::Debug for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A file that a deck names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileBeside {
    /// It is not there.
    Missing,
    /// Nothing of it is ever published.
    Private,
    /// Slides or a page, with what is not for readers: it is never shown as it is written.
    Slides(Arc<str>),
    /// Any other text.
    Text(Arc<str>),
}

/// Something of a tool that Lutrin has no equivalent for, or that may be meant otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialectProblem {
    /// The kind of mistake.
    pub code: Code,
    /// Its place in the body as it was written.
    pub range: Range<usize>,
    /// One sentence, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// What authors of the tool call the thing, where it has no equivalent.
    pub word: Option<String>,
}

/// Rewrites a body into the native form. Never fails; problems are in the order of the body.
#[must_use]
pub fn rewrite<'t>(
    dialect: Dialect,
    settings: &DialectSettings,
    body: &'t str,
) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let (native, problems) = (dialect.0.rewrite)(settings, body);
    stray::rewrite(dialect.0, native, problems)
}

/// The texts of the files beside a deck that it names, and that these name, by their path from its
/// folder. `read` is asked once for each.
#[must_use]
pub fn texts_beside(
    dialect: Dialect,
    settings: &DialectSettings,
    body: &str,
    read: &mut dyn FnMut(&str) -> FileBeside,
) -> BTreeMap<String, FileBeside> {
    let texts = dialect.0.rules.texts_beside;
    texts.map_or_else(BTreeMap::new, |texts| texts(settings, body, read))
}
