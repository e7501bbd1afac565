//! Keeps a tree balanced that authors and the program write together: an element that an author
//! opened ends with the block around it at the latest, and an end tag that closes nothing is left
//! out.
//!
//! Knows the rules of HTML for elements without an end tag (`<br>`), for end tags that may be left
//! out (`</p>`, `</li>`), and for drawings and formulas, where `<path/>` is an element of its own.

use std::ops::Range;

use super::borders::is_raw_text;
use super::tree::{Tree, is_void};

/// A tree that is being written by a program and an author together.
#[derive(Debug)]
pub struct Nesting<S> {
    /// What was written so far.
    pub tree: Tree<S>,
    /// The open elements that the author wrote, from the outermost.
    raw: Vec<OpenElement>,
    /// For each open element that the program wrote: how many of the author's were open around it.
    floors: Vec<usize>,
    problems: Vec<Problem>,
}

/// An open element that the author wrote.
#[derive(Debug)]
struct OpenElement {
    /// In small letters.
    name: String,
    /// Where its start tag stands.
    place: Range<usize>,
    /// Whether its content is a drawing or a formula.
    is_foreign: bool,
}

/// What is wrong with the author's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// The name of the element, in small letters.
    pub name: String,
    /// Where the tag stands.
    pub place: Range<usize>,
}

/// A kind of mistake in the author's HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// An element that is not closed before the end of the block it is in.
    Unclosed,
    /// An end tag that closes nothing.
    Stray,
}

impl<S> Default for Nesting<S> {
    fn default() -> Self {
        Self {
            tree: Tree::default(),
            raw: Vec::new(),
            floors: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// What the program writes.
impl<S> Nesting<S> {
    /// Begins an element that the program writes.
    pub fn begin(&mut self, name: &str) {
        if ends_paragraph(name) {
            self.end_left_open(&["p"], &[]);
        }
        if !is_void(name) {
            self.floors.push(self.raw.len());
        }
        self.tree.begin(name);
    }

    /// Opens an element that the program writes, without attributes.
    pub fn open(&mut self, name: &str) {
        self.begin(name);
        self.tree.end();
    }

    /// Opens an element that the program writes, with attributes.
    pub fn open_with(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name);
        for (name, value) in attributes {
            self.tree.attribute(name, value);
        }
        self.tree.end();
    }

    /// Closes the element that the program opened last, with what an author left open in it.
    pub fn close(&mut self, name: &str) {
        let floor = self.floors.pop().unwrap_or_default();
        self.close_down_to(floor);
        self.tree.close(name);
    }

    /// Closes what the author left open since the program last opened an element: at the end of a
    /// slide, and at the end of the text.
    pub fn close_left_open(&mut self) {
        self.close_down_to(self.floor());
    }

    /// Hands over the problems that were found so far.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }
}

/// What an author writes.
impl<S> Nesting<S> {
    /// Begins an element that the author wrote; `name` is in small letters. Returns whether it is
    /// an element without content, which nothing has to close.
    pub fn begin_raw(&mut self, name: &str, is_self_closing: bool, place: Range<usize>) -> bool {
        let is_foreign = matches!(name, "svg" | "math") || self.in_drawing();
        if !is_foreign {
            let (ended, bounds) = ended_by(name);
            self.end_left_open(ended, bounds);
        }
        let is_empty = if is_foreign {
            is_self_closing
        } else {
            is_void(name)
        };
        if !is_empty {
            self.raw.push(OpenElement {
                name: name.to_owned(),
                place,
                is_foreign,
            });
        }
        is_empty
    }

    /// Closes an element that the author wrote, with what was left open in it.
    pub fn close_raw(&mut self, name: &str, written: &str, place: Range<usize>) {
        let floor = self.floor();
        let found = self.raw[floor..].iter().rposition(|raw| raw.name == name);
        let Some(found) = found else {
            self.problems.push(Problem {
                kind: ProblemKind::Stray,
                name: name.to_owned(),
                place,
            });
            return;
        };
        self.close_down_to(floor + found + 1);
        self.raw.pop();
        self.tree.close_written(name, written);
    }

    /// Adds the inside of a script, a style sheet or the like. Where none is open, as behind a
    /// `<plaintext>`, it is text.
    pub fn verbatim_raw(&mut self, text: &str) {
        let around = self.raw[self.floor()..].last();
        if around.is_some_and(|around| is_raw_text(&around.name)) {
            self.tree.verbatim(text);
        } else {
            self.tree.text(text);
        }
    }

    /// Whether what comes next stands within a drawing or a formula.
    #[must_use]
    pub fn in_drawing(&self) -> bool {
        let around = self.raw[self.floor()..].last();
        around.is_some_and(|around| around.is_foreign && around.name != "foreignobject")
    }

    fn floor(&self) -> usize {
        self.floors.last().copied().unwrap_or_default()
    }

    fn close_down_to(&mut self, floor: usize) {
        while self.raw.len() > floor {
            let Some(OpenElement { name, place, .. }) = self.raw.pop() else {
                return;
            };
            if name == "script" && self.tree.ends_in_script_comment() {
                // Within a comment of a script, no end tag ends it.
                self.tree.verbatim("-->");
            }
            self.tree.close(&name);
            if !may_stay_open(&name) {
                self.problems.push(Problem {
                    kind: ProblemKind::Unclosed,
                    name,
                    place,
                });
            }
        }
    }

    /// Closes the innermost of some elements, if none of the bounds stands between.
    fn end_left_open(&mut self, ended: &[&str], bounds: &[&str]) {
        let floor = self.floor();
        if self.raw.len() == floor || ended.is_empty() {
            return;
        }
        let mut found = None;
        for (at, raw) in self.raw.iter().enumerate().skip(floor).rev() {
            if ended.contains(&raw.name.as_str()) {
                found = Some(at);
            } else if bounds.contains(&raw.name.as_str()) || !may_stay_open(&raw.name) {
                break;
            }
        }
        if let Some(found) = found {
            self.close_down_to(found);
        }
    }
}

/// Elements whose end tag may be left out.
fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "rt"
            | "rp"
            | "option"
            | "optgroup"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "colgroup"
            | "caption"
            | "html"
            | "head"
            | "body"
    )
}

/// Elements that end an open paragraph by beginning.
fn ends_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "ul"
    )
}

/// Which open elements end where one of a name begins, and which keep those around them open.
fn ended_by(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li", "p"], &["ul", "ol", "menu"]),
        "dt" | "dd" => (&["dt", "dd", "p"], &["dl"]),
        "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
        "option" => (&["option"], &["select", "optgroup"]),
        "optgroup" => (&["option", "optgroup"], &["select"]),
        "td" | "th" => (&["td", "th", "caption", "colgroup"], &["tr", "table"]),
        "tr" => (&["td", "th", "tr", "caption", "colgroup"], &["table"]),
        "thead" | "tbody" | "tfoot" => (
            &[
                "td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup",
            ],
            &["table"],
        ),
        name if ends_paragraph(name) => (&["p"], &[]),
        _ => (&[], &[]),
    }
}
