//! Decks written for other tools, rewritten into Lutrin's own Markdown before anything else reads
//! them.
//!
//! Marp, reveal-md, Slidev and remark each break, note, mark and lay out slides in a way of their
//! own. `detect` finds out which of them a deck was written for, `keys` knows what their front
//! matter says, and a module for each tool makes edits of the body: what has an equivalent becomes
//! it, what has none is one [`Problem`] at its place, and its text stays. Knows nothing of slides
//! as they are shown, nor of any other file.

mod body;
mod detect;
mod edits;
mod html;
pub mod keys;
mod marp;
mod native;
mod notes;
mod pairs;
mod remark;
mod reveal;
mod slide;
mod slidev;
mod writer;

use std::ops::Range;

pub use body::parser_options;
pub use detect::detect;
pub use edits::Rewritten;

/// Whose Markdown a deck is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs)]
pub enum Dialect {
    #[default]
    Native,
    Marp,
    RevealMd,
    Slidev,
    Remark,
}

impl Dialect {
    /// The dialects by their names in front matter.
    pub const ALL: &[(&str, Self)] = &[
        ("native", Self::Native),
        ("lutrin", Self::Native),
        ("marp", Self::Marp),
        ("reveal-md", Self::RevealMd),
        ("reveal", Self::RevealMd),
        ("slidev", Self::Slidev),
        ("remark", Self::Remark),
    ];

    /// Its name in front matter.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, dialect)| *dialect == self)
            .map_or("native", |(name, _)| name)
    }

    /// How people call the tool.
    #[must_use]
    pub fn tool(self) -> &'static str {
        match self {
            Self::Native => "Lutrin",
            Self::Marp => "Marp",
            Self::RevealMd => "reveal-md",
            Self::Slidev => "Slidev",
            Self::Remark => "remark",
        }
    }

    /// Whether dollars are formulas for the tool, where nobody says otherwise.
    #[must_use]
    pub fn has_math(self) -> bool {
        matches!(self, Self::Marp | Self::RevealMd | Self::Slidev)
    }
}

/// What a deck's front matter says that steers the reading of its body, in the words of the tool.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The dialect that the author names; `None` is `auto`.
    pub dialect: Option<Dialect>,
    /// The dialect that other keys tell of.
    pub told: Option<Dialect>,
    /// reveal-md: what stands between two slides.
    pub separator: Option<String>,
    /// reveal-md: what stands between two slides of one column.
    pub vertical_separator: Option<String>,
    /// reveal-md: what notes begin with.
    pub notes_separator: Option<String>,
    /// Marp: the levels of headings that begin a slide.
    pub heading_divider: Vec<u8>,
    /// Marp: what all slides are, until one says otherwise. Slidev: what the first slide is.
    pub slide: Vec<(String, String)>,
}

impl Settings {
    /// The dialect of a body: what the author names, else what the front matter's keys tell, else
    /// what its signs do.
    #[must_use]
    pub fn dialect_of(&self, body: &str) -> Dialect {
        self.dialect
            .or(self.told)
            .unwrap_or_else(|| detect(&[], body))
    }
}

/// Something of a tool that Lutrin has no equivalent for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its place in the body as it was written.
    pub range: Range<usize>,
    /// One sentence, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// Rewrites a body into the native form. Never fails; problems are in the order of the body.
#[must_use]
pub fn rewrite<'t>(
    dialect: Dialect,
    settings: &Settings,
    body: &'t str,
) -> (Rewritten<'t>, Vec<Problem>) {
    match dialect {
        Dialect::Native => (native::rewrite(body), Vec::new()),
        Dialect::Marp => marp::rewrite(settings, body),
        Dialect::RevealMd => reveal::rewrite(settings, body),
        Dialect::Slidev => slidev::rewrite(settings, body),
        Dialect::Remark => remark::rewrite(settings, body),
    }
}
