//! The diagnostics for a recap that asks for what is not there, or leaves something out.

use super::{Gatherer, name_of, tracks};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::markdown::{Gathering, Gathers};
use crate::nearest;
use crate::site::gathering::Gathered;
use crate::slug::names::means;
use crate::source::Spanned;

impl Gatherer<'_> {
    pub(super) fn note_named_twice(&mut self, name: &Spanned<String>) {
        let message = format!("the recap shows `{}` twice", name.value);
        self.note_unknown(name, message, Some("name it once".to_owned()));
    }

    pub(super) fn note_unknown_session(&mut self, name: &Spanned<String>) {
        let names = self.session_names();
        let message = format!("the event has no session `{}`", name.value);
        let near = nearest::did_you_mean(&name.value, names.iter().copied());
        let known = || format!("its sessions are {}", listed(&names));
        let hint = near.or_else(|| (!names.is_empty()).then(known));
        self.note_unknown(name, message, hint);
    }

    pub(super) fn note_unknown_track(&mut self, track: &Spanned<String>) {
        let sessions = self.event.sessions.iter();
        let mut names: Vec<&str> = sessions
            .flat_map(|group| tracks(self.texts, *group))
            .collect();
        names.sort_unstable();
        names.dedup();
        let known = || match &*names {
            [] => "write the `track` of each session in its notes".to_owned(),
            _ => format!("the tracks are {}", listed(&names)),
        };
        let near = nearest::did_you_mean(&track.value, names.iter().copied());
        let message = format!("no session of the event is in the track `{}`", track.value);
        self.note_unknown(track, message, Some(near.unwrap_or_else(known)));
    }

    fn note_unknown(&mut self, named: &Spanned<String>, message: String, hint: Option<String>) {
        let place = Place::new(&self.document.path.file, named.span);
        self.diagnostics
            .push(Diagnostic::new(codes::UNKNOWN_SESSION, place, message).maybe_hint(hint));
    }

    /// Notes the sessions that no place of the recap shows, at the last place for sessions.
    pub(super) fn note_left_out(&mut self, asked: &[Gathering], left: &[usize]) {
        let file = &self.document.path.file;
        let is_sessions =
            |gathering: &&Gathering| matches!(gathering.gathers, Gathers::Sessions { .. });
        let Some(last) = asked.iter().rfind(is_sessions) else {
            if !left.is_empty() {
                let message = "this recap shows none of the session notes of its event";
                let hint = "write `::: sessions` and `:::` where they go";
                let diagnostic =
                    Diagnostic::new(codes::NOTHING_GATHERED, Place::file(file), message);
                self.diagnostics.push(diagnostic.hint(hint));
            }
            return;
        };
        for group in left {
            let Some(id) = self.texts.groups[*group].shown_in(self.language) else {
                continue;
            };
            let notes = self.texts.file(id);
            let message = format!("this recap shows `{}` nowhere", notes.file_name());
            let place = Place::new(file, last.span);
            let hint = "name it in `only`, or add `::: sessions` for all that stand nowhere else";
            self.diagnostics.push(
                Diagnostic::new(codes::SESSION_LEFT_OUT, place, message)
                    .related(Place::file(notes), "its notes")
                    .hint(hint),
            );
        }
    }

    /// Notes the places of the recap at which nothing stands.
    pub(super) fn note_empty(&mut self, asked: &[Gathering], gathered: &Gathered) {
        let places = asked.iter().zip(&gathered.places);
        for (gathering, _) in places.filter(|(_, groups)| groups.is_empty()) {
            let Some((message, hint)) = self.why_nothing(&gathering.gathers) else {
                continue;
            };
            let place = Place::new(&self.document.path.file, gathering.span);
            self.diagnostics
                .push(Diagnostic::new(codes::NOTHING_GATHERED, place, message).hint(hint));
        }
    }

    /// Why nothing stands in a place, and what to do; `None` where another diagnostic says it.
    fn why_nothing(&self, gathers: &Gathers) -> Option<(&'static str, &'static str)> {
        const ELSEWHERE: &str = "take this one out, or the other";
        Some(match gathers {
            Gathers::Talks if self.event.talks.is_empty() => (
                "there is no talk to gather here",
                "name the event in `deliveries` of a talk in `content/talks`",
            ),
            Gathers::Talks => ("the talks stand in this recap already", ELSEWHERE),
            // Each wrong name has a diagnostic.
            Gathers::Sessions { only, .. } if !only.is_empty() => return None,
            Gathers::Sessions {
                track: Some(track), ..
            } => {
                let sessions = self.event.sessions.iter();
                let mut tracks = sessions.flat_map(|group| tracks(self.texts, *group));
                tracks.find(|name| means(&track.value, name))?;
                (
                    "the sessions of this track stand in this recap already",
                    ELSEWHERE,
                )
            }
            Gathers::Sessions { .. } if self.event.sessions.is_empty() => (
                "there are no session notes to gather here",
                "write some in `sessions/` beside the recap",
            ),
            Gathers::Sessions { .. } => {
                ("all session notes stand in this recap already", ELSEWHERE)
            }
        })
    }

    fn session_names(&self) -> Vec<&str> {
        let sessions = self.event.sessions.iter();
        let shown = sessions.filter_map(|group| self.texts.shown_in(*group, self.language));
        shown.map(|text| name_of(&text.document)).collect()
    }
}

/// Names as a hint lists them: not all of hundreds.
fn listed(names: &[&str]) -> String {
    const MOST: usize = 12;
    let shown = names.iter().take(MOST).map(|name| format!("`{name}`"));
    let rest = names.len().checked_sub(MOST + 1);
    let more = rest.map(|more| format!("and {} more", more + 1));
    shown.chain(more).collect::<Vec<_>>().join(", ")
}
