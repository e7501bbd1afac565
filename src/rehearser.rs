//! Rehearsals on the command line: the report as a table or as JSON, new budgets for a deck, the
//! import of runs, and what becomes of those that nobody ended. Knows nothing of how the site was
//! read.

mod import;
mod json;
mod settle;
mod table;

use crate::document::Document;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::Run;
use crate::rehearsal::propose::{NoProposal, Proposal};
use crate::rehearsal::report::Report;
use crate::translator;

pub use import::{Done, Imported, import};
pub use json::write as write_json;
pub use settle::{discard, keep};
pub use table::{overview as write_overview, write as write_table};

/// A deck, or one of its variants, with what its rehearsals say.
#[derive(Debug)]
pub struct DeckReport<'s> {
    /// The folder of the talk.
    pub talk: &'s str,
    /// The deck.
    pub document: &'s Document,
    /// The variant; `None` is the whole deck.
    pub variant: Option<&'s str>,
    /// What its rehearsals say.
    pub report: Report,
    /// The runs that nobody ended, with their files, the oldest first.
    pub unfinished: Vec<(&'s SitePath, &'s Run)>,
}

/// Why there is nothing to propose for a deck, in words.
#[must_use]
pub fn reason(why: &NoProposal, deck: &DeckReport<'_>) -> String {
    let file = &deck.document.path.file;
    match why {
        NoProposal::NoSlot => {
            format!("nobody says how long `{file}` may take: add `duration` to its talk")
        }
        NoProposal::NoRuns if !deck.report.runs.is_empty() => {
            format!("no rehearsal of `{file}` showed any of it yet")
        }
        NoProposal::NoRuns => format!("no rehearsal of `{file}` was ended yet"),
        NoProposal::NoParts => {
            format!(
                "`{file}` has no parts that could have a budget: begin each with a heading of level 1"
            )
        }
        NoProposal::TooShort => {
            format!("`{file}` has more parts than its slot has minutes to give")
        }
        NoProposal::Nothing => format!("`{file}` has the budgets that its rehearsals ask for"),
        NoProposal::Unsafe { slide, line } => {
            format!(
                "the budget of “{slide}” (`{file}`, line {line}) cannot be changed safely, so nothing is proposed"
            )
        }
    }
}

/// Writes a proposal into its deck.
///
/// # Errors
/// One plain sentence on why the file was left as it is.
pub fn apply(files: &OsFiles, document: &Document, proposal: &Proposal) -> Result<(), String> {
    translator::replace(files, document, &proposal.text)
        .map_err(|error| format!("`{}` cannot be written: {error}", document.path.file))
}
