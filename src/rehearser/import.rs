//! Runs that come from elsewhere: taken in once, in the place of an earlier state of theirs, and
//! never over another.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::diagnostic::{Checked, Diagnostic};
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::saved::Standing;
use crate::rehearsal::{self, Run};
use crate::run_folder::RunFolder;
use crate::site::Site;
use crate::source::Source;
use crate::yaml;

/// A run that was taken in.
#[derive(Debug)]
pub struct Imported {
    /// Where it is now.
    pub file: SitePath,
    /// What was done for it.
    pub done: Done,
    /// Whether nobody ended it.
    pub is_unfinished: bool,
    /// What there was to say of the file that it came from.
    pub diagnostics: Vec<Diagnostic>,
    /// The text that they point into.
    pub source: Source,
}

/// What was done to take a run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It has a file of its own now.
    Added,
    /// What stood there was an earlier state of it, and has made room.
    Replaced,
    /// Nothing: it was there already, as far as it goes.
    Nothing,
}

/// Takes in the run of a file. `talk` is the folder of its talk; without one, it is that of the
/// deck whose slides it lists.
///
/// # Errors
/// One plain sentence on why it was not taken in.
pub fn import(
    files: &OsFiles,
    site: &Site,
    from: &Path,
    talk: Option<String>,
) -> Result<Imported, String> {
    let name = from.display();
    let text = read(from).map_err(|why| format!("`{name}` cannot be read: {why}"))?;
    // A browser offers a run as JSON.
    let text = if text.starts_with('{') {
        rehearsal::json_as_yaml(&text)
    } else {
        text
    };
    let path = SitePath::new(from.to_string_lossy().replace('\\', "/"));
    let source = Source::new(path, &text);
    let Checked { value, diagnostics } = Run::parse(&source);
    let Some(run) = value else {
        let first = diagnostics.first();
        let why = first.map_or("nothing in it is a rehearsal", |diagnostic| {
            &diagnostic.message
        });
        let hint = first
            .and_then(|diagnostic| diagnostic.hints.first())
            .map(|hint| format!("; {hint}"));
        let hint = hint.unwrap_or_default();
        return Err(format!("`{name}` was not taken in: {why}{hint}"));
    };
    let talk = match talk {
        Some(talk) => talk,
        None => talk_of(site, &run).map_err(|why| format!("`{name}` was not taken in: {why}"))?,
    };
    let (file, done) =
        put(files, &run, &talk).map_err(|why| format!("`{name}` was not taken in: {why}"))?;
    Ok(Imported {
        file,
        done,
        is_unfinished: run.state != rehearsal::State::Ended,
        diagnostics,
        source,
    })
}

fn read(from: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let file = File::open(from).map_err(|error| error.to_string())?;
    let limit = yaml::MAX_BYTES as u64;
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    if bytes.len() > yaml::MAX_BYTES {
        return Err(format!(
            "it is larger than the {} KiB that a rehearsal may have",
            limit / 1024
        ));
    }
    String::from_utf8(bytes).map_err(|_| "it is no text in UTF-8".to_owned())
}

/// The talk whose deck, in the language of a run, has at least half of its slides; the one that has
/// most of them.
fn talk_of(site: &Site, run: &Run) -> Result<String, &'static str> {
    let mut found: Vec<(usize, &String)> = Vec::new();
    for (folder, group) in &site.talks.decks {
        let pages = site.groups[*group]
            .pages
            .iter()
            .flatten()
            .map(|id| site.page(*id));
        let decks = pages.filter(|page| page.document.path.lang == run.language);
        let slides = decks.flat_map(|page| page.document.deck.iter().flat_map(|deck| &deck.slides));
        let ids: std::collections::HashSet<&str> = slides.map(|slide| slide.id.as_str()).collect();
        let common = run
            .slides
            .iter()
            .filter(|slide| ids.contains(slide.id.as_str()))
            .count();
        if common > 0 && common * 2 >= run.slides.len() {
            found.push((common, folder));
        }
    }
    let most = found.iter().map(|(common, _)| *common).max();
    match found
        .iter()
        .filter(|(common, _)| Some(*common) == most)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [(_, talk)] => Ok((*talk).clone()),
        [] => Err("no deck has the slides that it lists; say which talk it is of with `--talk`"),
        _ => Err(
            "several decks have the slides that it lists; say which talk it is of with `--talk`",
        ),
    }
}

/// Puts a run beside its talk: in the place of an older state of it, else into a new file.
fn put(files: &OsFiles, run: &Run, talk: &str) -> Result<(SitePath, Done), String> {
    let folder = RunFolder::open(files, talk).map_err(|error| error.to_string())?;
    let text = run.write();
    let (file, standing) = folder.place_of(run, &text);
    let stays = |why: &str| Err(format!("`{}` {why}", folder.site_name(&file)));
    let done = match standing {
        Standing::Free => Done::Added,
        Standing::Older => Done::Replaced,
        Standing::Same | Standing::Newer => Done::Nothing,
        Standing::Edited => {
            return stays(
                "is of the same run, and has something that this file has not: bring them together by hand",
            );
        }
        Standing::Taken => return stays("is in its place, and is no file of this run"),
    };
    if done != Done::Nothing {
        folder
            .put(&file, &text)
            .map_err(|error| error.to_string())?;
    }
    Ok((SitePath::new(folder.site_name(&file)), done))
}
