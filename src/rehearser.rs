//! What speakers see and do with rehearsals on the command line: the report as a table or as JSON, budgets that are
//! written into a deck, and runs that come from elsewhere. Knows nothing of how the site was read.

mod json;
mod table;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::content_path::ROOT;
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::Document;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::propose::{NoProposal, Proposal};
use crate::rehearsal::report::Report;
use crate::rehearsal::{self, Run};
use crate::site::{Site, talks};
use crate::source::Source;
use crate::translator;
use crate::yaml;

pub use json::write as write_json;
pub use table::{overview as write_overview, write as write_table};

/// A deck, or one of its variants, with what its rehearsals say.
#[derive(Debug)]
pub struct Subject<'s> {
    /// The folder of the talk.
    pub talk: &'s str,
    /// The deck.
    pub document: &'s Document,
    /// The variant; `None` is the whole deck.
    pub variant: Option<&'s str>,
    /// What its rehearsals say.
    pub report: Report,
}

/// Why there is nothing to propose for a deck, in words.
#[must_use]
pub fn reason(why: &NoProposal, subject: &Subject<'_>) -> String {
    let file = &subject.document.path.file;
    match why {
        NoProposal::NoSlot => format!("nobody says how long `{file}` may take: add `duration` to its talk"),
        NoProposal::NoRuns if !subject.report.runs.is_empty() => {
            format!("no rehearsal of `{file}` showed any of it yet")
        }
        NoProposal::NoRuns => format!("no rehearsal of `{file}` was ended yet"),
        NoProposal::NoParts => {
            format!("`{file}` has no parts that could have a budget: begin each with a heading of level 1")
        }
        NoProposal::TooShort => format!("`{file}` has more parts than its slot has minutes to give"),
        NoProposal::Nothing => format!("`{file}` has the budgets that its rehearsals ask for"),
        NoProposal::Unsafe { slide, line } => {
            format!("the budget of “{slide}” (`{file}`, line {line}) cannot be changed safely, so nothing is proposed")
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

/// A run that was taken in.
#[derive(Debug)]
pub struct Imported {
    /// Where it is now.
    pub file: SitePath,
    /// Whether it was there already.
    pub was_there: bool,
    /// Whether nobody ended it.
    pub is_unfinished: bool,
    /// What there was to say of the file that it came from.
    pub diagnostics: Vec<Diagnostic>,
    /// The text that they point into.
    pub source: Source,
}

/// Takes in the run of a file. Without the name of a talk, it is that of the deck whose slides it lists.
///
/// # Errors
/// One plain sentence on why it was not taken in.
pub fn import(files: &OsFiles, site: &Site, from: &Path, talk: Option<&str>) -> Result<Imported, String> {
    let name = from.display();
    let text = read(from).map_err(|why| format!("`{name}` cannot be read: {why}"))?;
    let source = Source::new(SitePath::new(from.to_string_lossy().replace('\\', "/")), &text);
    let Checked { value, diagnostics } = Run::parse(&source);
    let Some(run) = value else {
        let why = diagnostics.first().map_or("nothing in it is a rehearsal", |diagnostic| &diagnostic.message);
        return Err(format!("`{name}` was not taken in: {why}"));
    };
    let talk = match talk {
        Some(talk) => known_talk(site, talk)?,
        None => talk_of(site, &run).map_err(|why| format!("`{name}` was not taken in: {why}"))?,
    };
    let (file, was_there) = put(files, &run, &talk).map_err(|error| format!("`{name}` was not taken in: {error}"))?;
    Ok(Imported { file, was_there, is_unfinished: run.state != rehearsal::State::Ended, diagnostics, source })
}

fn read(from: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let file = File::open(from).map_err(|error| error.to_string())?;
    let limit = yaml::MAX_BYTES as u64;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() > yaml::MAX_BYTES {
        return Err(format!("it is larger than the {} KiB that a rehearsal may have", limit / 1024));
    }
    String::from_utf8(bytes).map_err(|_| "it is no text in UTF-8".to_owned())
}

/// The folder of a talk, as people write it.
///
/// # Errors
/// One plain sentence, with the talks that there are.
pub fn known_talk(site: &Site, named: &str) -> Result<String, String> {
    let prefix = format!("{ROOT}{}/", talks::FOLDER);
    let bare = named.trim_end_matches('/');
    let bare = bare.strip_prefix(&prefix).unwrap_or(bare);
    if site.talks.groups.contains_key(bare) {
        return Ok(bare.to_owned());
    }
    let known: Vec<&str> = site.talks.groups.keys().map(String::as_str).collect();
    let near = crate::nearest::did_you_mean(bare, known.iter().copied());
    let known =
        if known.is_empty() { "there is none yet".to_owned() } else { format!("there are {}", known.join(", ")) };
    Err(format!("there is no talk `{bare}`: {}", near.unwrap_or(known)))
}

/// The talk whose deck, in the language of a run, has at least half of its slides; the one that has most of them.
fn talk_of(site: &Site, run: &Run) -> Result<String, &'static str> {
    let mut found: Vec<(usize, &String)> = Vec::new();
    for (folder, group) in &site.talks.decks {
        let pages = site.groups[*group].pages.iter().flatten().map(|id| site.page(*id));
        let decks = pages.filter(|page| page.document.path.lang == run.language);
        let slides = decks.flat_map(|page| page.document.deck.iter().flat_map(|deck| &deck.slides));
        let ids: std::collections::HashSet<&str> = slides.map(|slide| slide.id.as_str()).collect();
        let common = run.slides.iter().filter(|slide| ids.contains(slide.id.as_str())).count();
        if common > 0 && common * 2 >= run.slides.len() {
            found.push((common, folder));
        }
    }
    let most = found.iter().map(|(common, _)| *common).max();
    match found.iter().filter(|(common, _)| Some(*common) == most).collect::<Vec<_>>().as_slice() {
        [(_, talk)] => Ok((*talk).clone()),
        [] => Err("no deck has the slides that it lists; say which talk it is of with `--talk`"),
        _ => Err("several decks have the slides that it lists; say which talk it is of with `--talk`"),
    }
}

/// Puts a run beside its talk, under a name that is free. Says whether the same run was there already.
fn put(files: &OsFiles, run: &Run, talk: &str) -> io::Result<(SitePath, bool)> {
    let folder = SitePath::new(format!("{ROOT}{}/{talk}/{}", talks::FOLDER, rehearsal::FOLDER));
    let place: PathBuf = files.locate(&folder);
    fs::create_dir_all(&place)?;
    if !place.canonicalize()?.starts_with(files.real_root()) {
        return Err(io::Error::other(format!("`{folder}` leads out of the site")));
    }
    let text = run.write();
    for number in 1..1000 {
        let name = run.file_name(number);
        let file = SitePath::new(format!("{folder}/{name}"));
        match File::create_new(place.join(&name)) {
            Ok(mut new) => {
                new.write_all(text.as_bytes())?;
                new.sync_all()?;
                return Ok((file, false));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if fs::read(place.join(&name)).is_ok_and(|there| there == text.as_bytes()) {
                    return Ok((file, true));
                }
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("too many runs began at the same moment"))
}
