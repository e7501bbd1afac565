//! The sound of runs: kept in small pieces while its speaker goes on, listed and given back to the
//! backstage, taken away on request.
//!
//! Only the window that records a run may add to its sound. What becomes of a run never depends on
//! it. The router decides who may ask.

use std::fs::File;
use std::time::Instant;

use pulldown_cmark_escape::escape_html;
use serde_json::{Value, json};

use super::{Failed, RecordedRun, Recorder, find, find_talk, guard, window};
use crate::path::encode_path;
use crate::run_folder::RunFolder;
use crate::run_folder::sound::{KeptTake, SoundError, SoundFolder, Take};
use crate::snapshot::Snapshot;

/// The addresses of sound begin with this; then come the talk's folder, the id of the run, and the
/// name of a file.
pub(in crate::serve) const PREFIX: &str = "/_lutrin/voice/";

impl From<SoundError> for Failed {
    fn from(error: SoundError) -> Self {
        let why = error.to_string();
        match error {
            SoundError::Write(error) => error.into(),
            SoundError::Gap(_) => Self::new(409, why),
            SoundError::TooMuch => Self::new(413, why),
        }
    }
}

impl Recorder {
    /// Adds a piece of sound to the take that the query of `address` names, of the run at what
    /// follows [`PREFIX`].
    pub(in crate::serve) fn add_sound(
        &self,
        snapshot: &Snapshot,
        path: &str,
        address: &str,
        body: &[u8],
    ) -> Result<String, Failed> {
        let target = find(snapshot, path)?;
        let (take, at) = take(address)?;
        // Held while the file is written: no other window has the run meanwhile, and nobody
        // discards it.
        let known = self.known();
        known.refuse_discarded(target.run)?;
        let asking = window(address)?;
        match known.leases.holder(target.run, Instant::now()) {
            Some(holder) if holder.id == asking.id => {}
            Some(_) => return Err(Failed::new(409, "another window records this run")),
            None => self.check_known(&target)?,
        }
        let folder = SoundFolder::new(&self.files, &target.talk);
        folder.add(target.run, &take, at, body)?;
        Ok(json!({ "file": take.file() }).to_string())
    }

    /// A run that no window records any more has a file: else nobody knows of it.
    fn check_known(&self, target: &RecordedRun) -> Result<(), Failed> {
        let folder = RunFolder::existing(&self.files, &target.talk)?;
        let saved = folder.and_then(|folder| folder.file_of(target.run));
        saved
            .map(|_| ())
            .ok_or_else(|| Failed::new(404, "this run is not recorded here"))
    }

    /// Takes the sound of a run away; the run stays.
    pub(in crate::serve) fn remove_sound(
        &self,
        snapshot: &Snapshot,
        path: &str,
    ) -> Result<String, Failed> {
        let target = find(snapshot, path)?;
        let _held = self.known();
        let removed = SoundFolder::new(&self.files, &target.talk).remove(target.run)?;
        Ok(json!({ "removed": removed }).to_string())
    }

    /// What sound there is of a talk, as JSON. `None` where there is no such talk.
    pub(in crate::serve) fn list_sound(&self, snapshot: &Snapshot, talk: &str) -> Option<String> {
        let talk = find_talk(snapshot, talk)?;
        let takes = SoundFolder::new(&self.files, talk).takes();
        let takes = takes.iter().map(|kept| entry(talk, kept));
        Some(json!({ "takes": takes.collect::<Vec<_>>() }).to_string())
    }

    /// The same as a page, for browsers without scripts. Its words are those of the files.
    pub(in crate::serve) fn show_sound(&self, snapshot: &Snapshot, talk: &str) -> Option<String> {
        let talk = find_talk(snapshot, talk)?;
        let mut page = String::from(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>",
        );
        let title = SoundFolder::new(&self.files, talk).name();
        // Writing to a `String` cannot fail, here as below.
        let _ = escape_html(&mut page, &title);
        page.push_str("</title></head><body><h1>");
        let _ = escape_html(&mut page, &title);
        page.push_str("</h1>\n<ul>\n");
        for kept in SoundFolder::new(&self.files, talk).takes() {
            let name = format!("{}/{}", kept.run, kept.take.file());
            page.push_str("<li><p>");
            let _ = escape_html(&mut page, &format!("{} · {name}", kept.take.slide));
            page.push_str("</p><audio controls preload=\"none\" src=\"");
            let _ = escape_html(&mut page, &url(talk, &kept));
            page.push_str("\"></audio></li>\n");
        }
        page.push_str("</ul></body></html>\n");
        Some(page)
    }

    /// The file of a take, with the extension that its media type follows from. `path` is what
    /// follows [`PREFIX`].
    pub(in crate::serve) fn sound(
        &self,
        snapshot: &Snapshot,
        path: &str,
    ) -> Option<(File, &'static str)> {
        let (run, name) = path.rsplit_once('/')?;
        let target = find(snapshot, run).ok()?;
        let take = Take::parse(name)?;
        let folder = SoundFolder::new(&self.files, &target.talk);
        let file = folder.read(target.run, &take).ok()?;
        Some((file, take.extension()))
    }
}

fn entry(talk: &str, kept: &KeptTake) -> Value {
    json!({
        "run": kept.run.to_string(),
        "slide": kept.take.slide,
        "start": kept.take.start,
        "bytes": kept.bytes,
        "url": url(talk, kept),
    })
}

fn url(talk: &str, kept: &KeptTake) -> String {
    encode_path(&format!("{PREFIX}{talk}/{}/{}", kept.run, kept.take.file()))
}

/// The take that a query names, and where in it the body belongs.
fn take(address: &str) -> Result<(Take, u64), Failed> {
    let word = |name| guard::query(address, name).unwrap_or_default();
    let take = word("start").parse().ok().and_then(|start| {
        let (slide, extension) = (word("slide"), word("as"));
        Take::new(start, &slide, &extension)
    });
    take.zip(word("at").parse().ok()).ok_or_else(|| {
        let why =
            "the address names no `start`, `slide`, `as` or `at` that a file can be named after";
        Failed::new(400, why)
    })
}
