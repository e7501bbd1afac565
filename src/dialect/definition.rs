//! What a dialect is: all that Lutrin knows of the decks of one tool, in one value.
//!
//! Each tool has a file or a folder with its [`Definition`], and a line in the table of
//! [`super::DIALECTS`]. Nothing else names a tool.

use std::collections::BTreeMap;

use super::body::DeckBody;
use super::edits::Rewritten;
use super::html::HtmlRules;
use super::values::truth;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, FileBeside};
use crate::config::decks::DeckScheme;
use crate::yaml::Node;

/// A dialect of Markdown for decks.
#[derive(Debug)]
pub(super) struct Definition {
    /// Its names in front matter; the first is the one that messages use.
    pub(super) names: &'static [&'static str],
    /// How people call the tool.
    pub(super) tool: &'static str,
    /// Whether dollars are formulas by default.
    pub(super) has_math: bool,
    /// The keys of the tool's front matter that Lutrin itself does not have.
    pub(super) keys: &'static [DialectKey],
    /// How a deck is recognised without such a key; `None` for the native form, which a deck
    /// without any sign is in.
    pub(super) detection: Option<Detection>,
    /// What the tool's authors write into a deck of the native form by mistake.
    pub(super) marks: Option<&'static ToolMarks>,
    /// How the tool reads decks where tools differ.
    pub(super) rules: DeckRules,
    /// Rewrites a body into the native form. Problems are in the order of the body.
    pub(super) rewrite: Rewrite,
}

/// Rewrites a body into the native form.
pub(super) type Rewrite =
    for<'t> fn(&DialectSettings, &'t str) -> (Rewritten<'t>, Vec<DialectProblem>);

/// How a tool reads decks where tools differ.
#[derive(Debug)]
pub(super) struct DeckRules {
    /// What it makes of HTML.
    pub(super) html: HtmlRules,
    /// How many CSS pixels a slide is across, whatever the screen: the sizes that authors write in
    /// pixels are shares of it.
    pub(super) pixels_across: u32,
    /// Whether every slide is read by itself, so that its footnotes begin at one again.
    pub(super) restarts_footnotes: bool,
    /// Whether the value of a key of front matter is a text, whatever signs of YAML it has.
    pub(super) takes_for_text: fn(&str) -> bool,
    /// Whether a body has signs that no other tool's decks can have: asked before all others.
    pub(super) has_sure_signs: fn(&DeckBody<'_>) -> bool,
    /// Whether authors write divs, too, so that divs are no sign of the native form.
    pub(super) has_divs: bool,
    /// Whether its decks are light or dark, where the tool or the deck's front matter says so.
    pub(super) scheme: fn(&DialectSettings) -> Option<DeckScheme>,
    /// The line of front matter with which headings begin slides.
    pub(super) heading_slides: Option<&'static str>,
    /// The forms of speaker notes that it reads or makes, which its own rewriting need not know.
    pub(super) notes: &'static [NotesForm],
    /// The texts of the files that a deck names; `None` where decks are one file.
    pub(super) texts_beside: Option<TextsBeside>,
}

/// How many pixels a slide of the native form is across.
const NATIVE_ACROSS: u32 = 1_280;

impl DeckRules {
    /// A length on the tool's slides, on those of the native form; both in pixels.
    pub(super) fn native_pixels(&self, pixels: f64) -> f64 {
        pixels * f64::from(NATIVE_ACROSS) / f64::from(self.pixels_across)
    }

    /// What most tools do: browsers read HTML as it is, on slides of 1280 by 720.
    pub(super) const USUAL: Self = Self {
        html: HtmlRules::Browsers,
        pixels_across: NATIVE_ACROSS,
        restarts_footnotes: false,
        takes_for_text: |_| false,
        has_sure_signs: |_| false,
        has_divs: false,
        scheme: |settings| settings.scheme,
        heading_slides: None,
        notes: &[],
        texts_beside: None,
    };
}

/// A form that speaker notes have besides `::: notes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotesForm {
    /// `<aside class="notes">`.
    Aside,
    /// `<div class="notes">`.
    Div,
    /// `\note{…}`.
    Command,
    /// `data-notes="…"`.
    Attribute,
    /// `Note:`, `???`, `^` at the beginning of a line.
    Sign,
}

/// The texts of the files that a deck names, and that these name, by their path from its folder.
/// Each is asked for once.
pub(super) type TextsBeside =
    fn(&DialectSettings, &str, &mut dyn FnMut(&str) -> FileBeside) -> BTreeMap<String, FileBeside>;

/// How the body of a deck is recognised.
#[derive(Debug)]
pub(super) struct Detection {
    /// Dialects with a lower rank are asked first: their signs are the surer ones.
    pub(super) rank: u8,
    /// Texts that such bodies have. A body with none of any dialect is not read for this.
    pub(super) hints: &'static [&'static str],
    /// Whether the body is for the tool.
    pub(super) is_match: fn(&DeckBody<'_>) -> bool,
}

/// Marks of a tool that mean nothing in the native form.
#[derive(Debug)]
pub(super) struct ToolMarks {
    /// Texts that bodies with such marks have. A body with none of any tool is not read for this.
    pub(super) hints: &'static [&'static str],
    /// Reports the marks in a body.
    pub(super) report: fn(&mut DeckRewriter, &DeckBody<'_>),
}

impl Definition {
    /// What the tool knows of a key of front matter.
    pub(super) fn key(&self, name: &str) -> Option<&'static DialectKey> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key of a tool's front matter.
#[derive(Debug)]
pub(super) struct DialectKey {
    pub(super) name: &'static str,
    /// Whether no other program is likely to have it: decks with the key are taken for this
    /// tool's.
    pub(super) is_sign: bool,
    pub(super) handling: Handling,
}

impl DialectKey {
    /// A key that other programs may have, too.
    pub(super) const fn word(name: &'static str, handling: Handling) -> Self {
        Self {
            name,
            is_sign: false,
            handling,
        }
    }

    /// A key that only this tool has.
    pub(super) const fn sign(name: &'static str, handling: Handling) -> Self {
        Self {
            name,
            is_sign: true,
            handling,
        }
    }
}

/// What Lutrin does with a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Handling {
    /// Reads it into [`DialectSettings`].
    Setting(fn(&mut DialectSettings, &Node<'_>)),
    /// Keeps it as text for slides: [`Settings::slide`].
    SlideAttribute,
    /// Tells the author that there is no equivalent. The hint says what there is instead.
    Unsupported(&'static str),
}

use Handling::Unsupported;

pub(super) const LOOK: Handling =
    Unsupported("`scheme` chooses light or dark, and `css` a style sheet of the deck's own");
pub(super) const PAGE: Handling = Unsupported(
    "what is known of the talk stands in its own front matter, in `index.<language>.md`",
);
/// Whether the end of a line is a line break.
pub(super) const BREAKS: Handling =
    Handling::Setting(|settings, node| settings.breaks = truth(node));
pub(super) const LANGUAGE: Handling =
    Unsupported("the language stands in the file's name: `deck.fr.md`");
pub(super) const SPEAKERS: Handling = Unsupported("`speakers` of the talk are who speaks");
pub(super) const STILL: Handling = Unsupported("slides may come by `transition: fade` or `slide`");
pub(super) const PROGRAM: Handling =
    Unsupported("take it out: it is about a program that Lutrin does not run");
/// Options of reveal.js: how slides come and go on is read with the keys of the deck.
pub(super) const OPTIONS: Handling =
    Unsupported("only `transition`, `autoSlide` and `loop` of it are read: take the rest out");
pub(super) const CODE: Handling = Unsupported(
    "code is highlighted by the site; `linenos` after a block's language numbers its lines",
);
pub(super) const SHAPE: Handling = Unsupported("`aspect: 4:3` gives slides another shape");
pub(super) const NUMBERS: Handling = Unsupported("slides are numbered by the theme");
