//! Finds out what each recap gathers, and at which anchors the gathered texts stand.
//!
//! Every session stands in a recap once: where it is named, else where its track is, else where all
//! the others are.

mod notes;

use rustc_hash::{FxHashMap, FxHashSet};

use super::texts::PageTexts;
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::Document;
use crate::markdown::{Gathering, Gathers};
use crate::site::events::{Event, Events};
use crate::site::gathering::{BETWEEN, Gathered};
use crate::site::page::PageId;
use crate::slug::names::means;

/// What the recaps of a site gather.
pub(super) fn gather(texts: &PageTexts, events: &Events) -> Checked<FxHashMap<PageId, Gathered>> {
    let mut all = FxHashMap::default();
    let mut diagnostics = Vec::new();
    for event in &events.all {
        let Some(recap) = event.recap else { continue };
        for id in texts.groups[recap].pages.iter().flatten() {
            let mut gatherer = Gatherer {
                texts,
                event,
                document: &texts.get(*id).document,
                language: texts.get(*id).language,
                diagnostics: Vec::new(),
            };
            all.insert(*id, gatherer.all());
            diagnostics.extend(gatherer.diagnostics);
        }
    }
    Checked {
        value: all,
        diagnostics,
    }
}

/// Which places of a recap take what they ask for, one kind after the other.
#[derive(Clone, Copy)]
enum Round {
    Named,
    OfTrack,
    Rest,
}

/// Gathers for one recap.
struct Gatherer<'g> {
    texts: &'g PageTexts,
    event: &'g Event,
    /// The recap.
    document: &'g Document,
    language: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Gatherer<'_> {
    fn all(&mut self) -> Gathered {
        let asked = &self.document.body.gatherings;
        let mut gathered = Gathered::default();
        gathered.places.resize(asked.len(), Vec::new());
        let mut left = self.event.sessions.clone();
        for round in [Round::Named, Round::OfTrack, Round::Rest] {
            for (at, gathering) in asked.iter().enumerate() {
                let found = match round {
                    Round::Named => self.named(gathering, &left),
                    Round::OfTrack => self.of_track(gathering, &left),
                    Round::Rest => rest(gathering, &left),
                };
                if let Some(found) = found {
                    let taken: FxHashSet<usize> = found.iter().copied().collect();
                    left.retain(|group| !taken.contains(group));
                    gathered.places[at] = found;
                }
            }
        }
        self.talks(asked, &mut gathered);
        self.note_left_out(asked, &left);
        self.note_empty(asked, &gathered);
        self.anchors(&mut gathered);
        gathered
    }

    /// The sessions that a place names.
    fn named(&mut self, gathering: &Gathering, left: &[usize]) -> Option<Vec<usize>> {
        let Gathers::Sessions { only, .. } = &gathering.gathers else {
            return None;
        };
        if only.is_empty() {
            return None;
        }
        let mut found = Vec::new();
        for name in only {
            match self.session(&name.value) {
                Some(group) if left.contains(&group) && !found.contains(&group) => {
                    found.push(group);
                }
                Some(_) => self.note_named_twice(name),
                None => self.note_unknown_session(name),
            }
        }
        Some(found)
    }

    /// The sessions of a track.
    fn of_track(&mut self, gathering: &Gathering, left: &[usize]) -> Option<Vec<usize>> {
        let Gathers::Sessions {
            only,
            track: Some(track),
        } = &gathering.gathers
        else {
            return None;
        };
        if !only.is_empty() {
            return None;
        }
        let is_in =
            |group: &usize| tracks(self.texts, *group).any(|name| means(&track.value, name));
        let found = left.iter().copied().filter(is_in).collect();
        if !self.event.sessions.iter().any(is_in) {
            self.note_unknown_track(track);
        }
        Some(found)
    }

    /// The talks of the event stand in the first place that is for them.
    fn talks(&self, asked: &[Gathering], gathered: &mut Gathered) {
        let mut asked = asked.iter();
        if let Some(first) = asked.position(|gathering| gathering.gathers == Gathers::Talks) {
            gathered.places[first].clone_from(&self.event.talks);
        }
    }

    /// Puts every text at an anchor that nothing else on the page has.
    fn anchors(&self, gathered: &mut Gathered) {
        let groups: Vec<usize> = gathered.places.iter().flatten().copied().collect();
        for group in groups {
            let Some(text) = self.texts.shown_in(group, self.language) else {
                continue;
            };
            let name = name_of(&text.document);
            let mut anchor = name.to_owned();
            for number in 2.. {
                if !self.has_id(&anchor) && !gathered.has_anchor(&anchor) {
                    break;
                }
                anchor = format!("{name}-{number}");
            }
            gathered.put(group, &anchor);
        }
    }

    /// Whether the recap has an id, or one that a text at that anchor could have.
    fn has_id(&self, anchor: &str) -> bool {
        let ids = &self.document.body.ids;
        let within = format!("{anchor}{BETWEEN}");
        let at = ids.partition_point(|id| id.as_str() < within.as_str());
        ids.binary_search_by(|id| id.as_str().cmp(anchor)).is_ok()
            || ids.get(at).is_some_and(|id| id.starts_with(&within))
    }

    /// The group of the session of a name: that of its address, or of its file.
    fn session(&self, name: &str) -> Option<usize> {
        let is_named = |document: &Document| {
            let path = &document.path;
            let file = if path.is_bundle() {
                path.folder.rsplit('/').next()
            } else {
                Some(path.stem.as_str())
            };
            name_of(document) == name || path.folder_and_name().1 == name || file == Some(name)
        };
        let mut sessions = self.event.sessions.iter().copied();
        sessions.find(|group| {
            let mut versions = self.texts.versions(*group);
            versions.any(|text| is_named(&text.document))
        })
    }
}

/// All that no other place shows; the first place of that kind has them.
fn rest(gathering: &Gathering, left: &[usize]) -> Option<Vec<usize>> {
    match &gathering.gathers {
        Gathers::Sessions { only, track: None } if only.is_empty() => Some(left.to_vec()),
        _ => None,
    }
}

/// The tracks that the translations of session notes name.
fn tracks(texts: &PageTexts, group: usize) -> impl Iterator<Item = &str> {
    let versions = texts.versions(group);
    let sessions = versions.filter_map(|text| text.document.front_matter.session.as_ref());
    sessions.filter_map(|session| session.track.as_deref())
}

/// The last segment of a page's address.
fn name_of(document: &Document) -> &str {
    document
        .address
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
}
