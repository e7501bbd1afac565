//! Which file of a folder is of which run: the one that it goes on in, and the one that goes when
//! it is discarded.
//!
//! What this process wrote itself it knows by its bytes. Of other files only what they say can tell
//! it, and only where every byte is Lutrin's own: whatever somebody wrote into one by hand, it is
//! theirs.

use std::cmp::Ordering;

use crate::rehearsal::versions::{Relation, progress, relation};
use crate::rehearsal::{Run, State, Stretch};
use crate::run_shelf::{Kept, MAX_NUMBER, Shelf, Slot};

/// So many files are known by the ids of their runs; the oldest are known by what they say alone.
const MAX_KNOWN: usize = 256;

/// The files that this process wrote.
#[derive(Debug, Default)]
pub(super) struct Owners(Vec<Owner>);

/// A file, and the run that it is of.
#[derive(Debug)]
struct Owner {
    /// The file as the site names it.
    file: String,
    id: String,
    /// Of the bytes that it has as long as nobody edits it.
    hash: blake3::Hash,
}

/// Where a run goes on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) file: String,
    pub(super) step: Step,
}

/// What becomes of a file of the run that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It is written.
    Further,
    /// It says more already.
    Overtaken,
    /// Another window ended the run, and knew less of it, or something else: what it said stays.
    EndedApart,
}

/// What is there of a run that is to go.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// Its file.
    File(String),
    /// What was its file, until somebody edited it.
    Edited(String),
    /// A file that could be its own, if anybody said more of the run than its id.
    Unknown(String),
}

/// Whose a file is, for a run that asks.
#[derive(Debug)]
enum Whose {
    /// Its own; with its place among the files that this process wrote, if it did.
    Own(Option<usize>),
    Edited,
    Unknown,
    Nobodys,
}

impl Owners {
    /// The file that a run goes on in, else one that is not there yet, if there is a name left.
    pub(super) fn choose(&self, place: &Shelf<'_>, id: &str, run: &Run) -> Option<Choice> {
        let numbered: Vec<String> = (1..=MAX_NUMBER)
            .map(|number| run.file_name(number))
            .collect();
        let mut free = None;
        let mut own = Furthest::default();
        for file in &numbered {
            match place.look(file) {
                Slot::Empty => free = free.or(Some(file)),
                Slot::Run(kept) => own.add(
                    file,
                    &kept,
                    self.step(&place.site_name(file), &kept, id, run),
                ),
                Slot::Text(_) | Slot::Other => {}
            }
        }
        // Only where it would have a file of its own: it may be there under a name that somebody
        // gave it.
        if own.0.is_none() {
            for file in place.names().iter().filter(|file| !numbered.contains(file)) {
                if let Slot::Run(kept) = place.look(file) {
                    own.add(
                        file,
                        &kept,
                        self.step(&place.site_name(file), &kept, id, run),
                    );
                }
            }
        }
        own.0.map(|(_, choice)| choice).or_else(|| {
            Some(Choice {
                file: free?.clone(),
                step: Step::Further,
            })
        })
    }

    /// What becomes of a file, and whether it is of the very same visits; nothing where it is
    /// somebody else's.
    fn step(&self, file: &str, kept: &Kept, id: &str, run: &Run) -> Option<(Step, bool)> {
        let owner = self.of(file).or_else(|| self.of_bytes(kept));
        match owner {
            Some(owner) if owner.id != id => return None,
            Some(owner) if owner.is(id, kept) => return Some(own_step(&kept.run, run)),
            _ => {}
        }
        match relation(&kept.run, run) {
            // It is all there already, whoever wrote it.
            Relation::Same | Relation::Earlier => Some((Step::Overtaken, true)),
            Relation::Later if owner.is_none() && kept.is_untouched() => {
                Some((Step::Further, true))
            }
            _ => None,
        }
    }

    /// The names under which a run may be: those that are its own by its start, and those that it
    /// was written to.
    pub(super) fn names(&self, place: &Shelf<'_>, numbered: Vec<String>, id: &str) -> Vec<String> {
        let own = |file: &String| {
            self.of(&place.site_name(file))
                .is_some_and(|owner| owner.id == id)
        };
        let others: Vec<String> = place
            .names()
            .into_iter()
            .filter(|file| own(file) && !numbered.contains(file))
            .collect();
        numbered.into_iter().chain(others).collect()
    }

    /// The file that a run was written to. Without the run, only what this process wrote is known
    /// to be its own.
    pub(super) fn find(
        &self,
        place: &Shelf<'_>,
        names: &[String],
        id: &str,
        run: Option<&Run>,
    ) -> Found {
        let (mut own, mut edited, mut unknown) = (None, None, None);
        for file in names {
            match self.whose(&place.site_name(file), &place.look(file), id, run) {
                // The last one that was written, before one that was not written here.
                Whose::Own(at) if own.is_none_or(|(last, _)| at > last) => own = Some((at, file)),
                Whose::Edited => edited = edited.or(Some(file)),
                Whose::Unknown => unknown = unknown.or(Some(file)),
                Whose::Own(_) | Whose::Nobodys => {}
            }
        }
        match (own, edited, unknown) {
            (Some((_, file)), ..) => Found::File(file.clone()),
            (None, Some(file), _) => Found::Edited(file.clone()),
            (None, None, Some(file)) => Found::Unknown(file.clone()),
            (None, None, None) => Found::Nothing,
        }
    }

    fn whose(&self, file: &str, slot: &Slot, id: &str, run: Option<&Run>) -> Whose {
        let kept = match slot {
            Slot::Empty => return Whose::Nobodys,
            Slot::Run(kept) => Some(kept),
            Slot::Text(_) | Slot::Other => None,
        };
        if let Some(at) = self.0.iter().position(|owner| owner.file == file) {
            let owner = &self.0[at];
            return match kept {
                Some(kept) if owner.is(id, kept) => Whose::Own(Some(at)),
                _ if owner.id == id => Whose::Edited,
                _ => Whose::Nobodys,
            };
        }
        match (run, kept) {
            (None, _) => Whose::Unknown,
            (Some(run), Some(kept)) if is_of_window(kept, run) => Whose::Own(None),
            (Some(run), Some(kept)) if progress(&kept.run, run).is_some() => Whose::Edited,
            _ => Whose::Nobodys,
        }
    }

    fn of(&self, file: &str) -> Option<&Owner> {
        self.0.iter().find(|owner| owner.file == file)
    }

    /// Whose a file is that was given another name.
    fn of_bytes(&self, kept: &Kept) -> Option<&Owner> {
        let hash = blake3::hash(kept.text.as_bytes());
        self.0.iter().find(|owner| owner.hash == hash)
    }

    /// Remembers whose a file is, and what stands in it now.
    pub(super) fn own(&mut self, file: &str, id: &str, text: &str) {
        // One that was taken away by hand may stand for another run now.
        self.forget(file);
        let hash = blake3::hash(text.as_bytes());
        super::push(
            &mut self.0,
            Owner {
                file: file.to_owned(),
                id: id.to_owned(),
                hash,
            },
            MAX_KNOWN,
        );
    }

    pub(super) fn forget(&mut self, file: &str) {
        self.0.retain(|owner| owner.file != file);
    }
}

impl Owner {
    /// Whether a file is as it was written for a run.
    fn is(&self, id: &str, kept: &Kept) -> bool {
        self.id == id && self.hash == blake3::hash(kept.text.as_bytes())
    }
}

/// Of several files that a run could go on from, the one that is the furthest on; before those that
/// another window wrote without hearing of it.
#[derive(Default)]
struct Furthest(Option<((bool, usize), Choice)>);

impl Furthest {
    fn add(&mut self, file: &str, kept: &Kept, found: Option<(Step, bool)>) {
        let Some((step, is_same)) = found else { return };
        let rank = (is_same, kept.run.visits.len());
        if self.0.as_ref().is_none_or(|(most, _)| rank > *most) {
            self.0 = Some((
                rank,
                Choice {
                    file: file.to_owned(),
                    step,
                },
            ));
        }
    }
}

/// What becomes of the file that was written for the same run. Two windows that did not hear each
/// other for a while may each have gone on with it; until one of them ends it, the last word
/// counts, as between two who lead.
fn own_step(kept: &Run, run: &Run) -> (Step, bool) {
    if let Some(order) = progress(kept, run) {
        let is_behind = order.then(run.state.cmp(&kept.state)) == Ordering::Less;
        return (
            if is_behind {
                Step::Overtaken
            } else {
                Step::Further
            },
            true,
        );
    }
    let step = match (kept.state, run.state) {
        (State::Ended, _) => Step::EndedApart,
        (State::Running, State::Running) if run.end < kept.end => Step::Overtaken,
        (State::Running, _) => Step::Further,
    };
    (step, false)
}

/// Whether nothing stands in a file that the window of a run did not send. It may have sent more
/// than it says now, or less; but never what was over before the moment that it tells of.
fn is_of_window(kept: &Kept, run: &Run) -> bool {
    let file = &kept.run;
    let later = |kept: &[Stretch], new: &[Stretch]| {
        kept.iter().skip(new.len()).all(|more| more.from >= run.end)
    };
    kept.is_untouched()
        && !matches!(relation(file, run), Relation::Apart | Relation::Other)
        && (file.speaker.is_none() || file.speaker == run.speaker)
        && (file.slot.is_none() || file.slot == run.slot)
        && !file.sample
        && (file.state <= run.state || file.end > run.end)
        && later(&file.pauses, &run.pauses)
        && later(&file.questions, &run.questions)
}
