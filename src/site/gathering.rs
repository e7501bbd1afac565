//! What a recap gathers: which texts of other files go where in it, and at which anchors they
//! stand.
//!
//! Every session stands in a recap once: where it is named, else where its track is, else where all
//! the others are.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::events::{Event, file_of};
use super::{PageId, Site};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::markdown::{Gathering, Gathers};
use crate::nearest;
use crate::slug::slugify;
use crate::source::Spanned;

/// What one recap gathers. Groups are places in [`Site::groups`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// For each place of its body, in order: the groups of the texts there.
    pub places: Vec<Vec<usize>>,
    /// The ids at which they stand.
    pub anchors: FxHashMap<usize, Arc<str>>,
    /// The same the other way round.
    groups: FxHashMap<Arc<str>, usize>,
}

/// What stands between the anchor of a text and an id of its own. Names of files never have two
/// hyphens in a row, so no two texts can have one id.
pub const BETWEEN: &str = "--";

impl Gathered {
    /// The group whose text has an id, and the id within that text; empty for the text itself.
    #[must_use]
    pub fn find<'i>(&self, id: &'i str) -> Option<(usize, &'i str)> {
        let (anchor, own) = id.split_once(BETWEEN).unwrap_or((id, ""));
        self.groups.get(anchor).map(|group| (*group, own))
    }
}

/// Fills [`Event::gathered`], and gives recaps their authors and session notes their places.
pub(super) fn gather(site: &mut Site, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut events = site.events.clone();
    for event in &mut Arc::make_mut(&mut events).all {
        let Some(recap) = event.recap else { continue };
        for language in 0..config.languages.len() {
            let Some(id) = site.groups[recap].pages[language] else {
                continue;
            };
            let document = site.page(id).document.clone();
            let gathered = GatheringUp {
                site,
                event,
                document: &document,
                language,
                diagnostics,
            }
            .all();
            sign(site, id, &gathered, language);
            event.gathered[language] = Some(gathered);
        }
        place_sessions(site, event, recap);
    }
    site.events = events;
}

/// The recap is by those who wrote what it gathers, unless it says by whom it is.
fn sign(site: &mut Site, id: PageId, gathered: &Gathered, language: usize) {
    let mut authors = site.page(id).authors.clone();
    if !authors.is_empty() {
        return;
    }
    for group in gathered.places.iter().flatten() {
        let page = site.groups[*group]
            .shown_in(language)
            .map(|id| site.page(id));
        let page = page.filter(|page| page.document.front_matter.session.is_some());
        for author in page.iter().flat_map(|page| &page.authors) {
            if !authors.contains(author) {
                authors.push(*author);
            }
        }
    }
    Arc::make_mut(&mut site.pages[id.0 as usize]).authors = authors;
}

/// Notes without a page of their own have their place in the recap.
fn place_sessions(site: &mut Site, event: &Event, recap: usize) {
    for group in &event.sessions {
        for (language, id) in site.groups[*group].pages.clone().into_iter().enumerate() {
            let Some((id, shown)) = id.zip(site.groups[recap].shown_in(language)) else {
                continue;
            };
            let (host, url) = (site.page(shown), site.page(shown).url.clone());
            let gathered = event.gathered[host.language].as_ref();
            let anchor = gathered
                .and_then(|gathered| gathered.anchors.get(group))
                .cloned();
            let event_page = event
                .shown_in(language)
                .map(|id| &site.page(id).document.front_matter);
            let own = host.document.front_matter.session_pages;
            let wanted = own.or_else(|| event_page?.session_pages).unwrap_or(true);
            if let Some(anchor) = anchor.filter(|_| !wanted) {
                let page = Arc::make_mut(&mut site.pages[id.0 as usize]);
                (page.url, page.anchor) = (url, Some(anchor));
            }
        }
    }
}

/// Which places take what they ask for, one kind after the other.
#[derive(Clone, Copy)]
enum Pass {
    Named,
    OfTrack,
    Rest,
}

struct GatheringUp<'g> {
    site: &'g Site,
    event: &'g Event,
    document: &'g Document,
    language: usize,
    diagnostics: &'g mut Vec<Diagnostic>,
}

impl GatheringUp<'_> {
    fn all(&mut self) -> Gathered {
        let asked = &self.document.body.gatherings;
        let mut gathered = Gathered {
            places: vec![Vec::new(); asked.len()],
            ..Gathered::default()
        };
        let mut left = self.event.sessions.clone();
        for pass in [Pass::Named, Pass::OfTrack, Pass::Rest] {
            for (at, gathering) in asked.iter().enumerate() {
                let found = match pass {
                    Pass::Named => self.named(gathering, &left),
                    Pass::OfTrack => self.of_track(gathering, &left),
                    Pass::Rest => rest(gathering, &left),
                };
                if let Some(found) = found {
                    let taken: FxHashSet<usize> = found.iter().copied().collect();
                    left.retain(|group| !taken.contains(group));
                    gathered.places[at] = found;
                }
            }
        }
        self.talks(asked, &mut gathered);
        self.report(asked, &gathered, &left);
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
                    found.push(group)
                }
                Some(_) => {
                    let message = format!("the recap shows `{}` twice", name.value);
                    self.say(name, message, Some("name it once".to_owned()));
                }
                None => {
                    let names = self.names();
                    let hint = nearest::did_you_mean(&name.value, names.iter().map(String::as_str));
                    let known = || format!("its sessions are {}", listed(&names));
                    let message = format!("the event has no session `{}`", name.value);
                    let hint = hint.or_else(|| (!names.is_empty()).then(known));
                    self.say(name, message, hint);
                }
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
        let wanted = slugify(&track.value);
        let (site, event) = (self.site, self.event);
        let is_in = |group: &usize| tracks(site, *group).any(|track| slugify(track) == wanted);
        if !event.sessions.iter().any(is_in) {
            let mut names: Vec<&str> = event
                .sessions
                .iter()
                .flat_map(|group| tracks(site, *group))
                .collect();
            names.sort_unstable();
            names.dedup();
            let hint =
                nearest::did_you_mean(&track.value, names.iter().copied()).unwrap_or_else(|| {
                    match &*names {
                        [] => "write the `track` of each session in its notes".to_owned(),
                        _ => format!("the tracks are {}", listed(&names)),
                    }
                });
            let message = format!("no session of the event is in the track `{}`", track.value);
            self.say(track, message, Some(hint));
        }
        Some(left.iter().copied().filter(is_in).collect())
    }

    /// The talks of the event stand in the first place that is for them.
    fn talks(&mut self, asked: &[Gathering], gathered: &mut Gathered) {
        if let Some(first) = asked
            .iter()
            .position(|gathering| gathering.gathers == Gathers::Talks)
        {
            gathered.places[first].clone_from(&self.event.talks);
        }
    }

    fn report(&mut self, asked: &[Gathering], gathered: &Gathered, left: &[usize]) {
        let file = &self.document.path.file;
        let is_sessions =
            |gathering: &&Gathering| matches!(gathering.gathers, Gathers::Sessions { .. });
        let last = asked.iter().rfind(is_sessions);
        match last {
            None if !left.is_empty() => {
                let message = "this recap shows none of the session notes of its event";
                let hint = "write `::: sessions` and `:::` where they go";
                let diagnostic =
                    Diagnostic::new(codes::NOTHING_GATHERED, Place::file(file), message);
                self.diagnostics.push(diagnostic.hint(hint));
            }
            None => {}
            Some(last) => {
                for group in left {
                    let Some(id) = self.site.groups[*group].shown_in(self.language) else {
                        continue;
                    };
                    let name = file_of(self.site, id);
                    let message = format!("this recap shows `{}` nowhere", name.file_name());
                    let diagnostic = Diagnostic::new(
                        codes::SESSION_LEFT_OUT,
                        Place::new(file, last.span),
                        message,
                    );
                    let hint =
                        "name it in `only`, or add `::: sessions` for all that stand nowhere else";
                    self.diagnostics.push(
                        diagnostic
                            .related(Place::file(&name), "its notes")
                            .hint(hint),
                    );
                }
            }
        }
        let nothing = asked
            .iter()
            .zip(&gathered.places)
            .filter(|(_, places)| places.is_empty());
        for (gathering, _) in nothing {
            let Some((message, hint)) = self.why_nothing(&gathering.gathers) else {
                continue;
            };
            let place = Place::new(file, gathering.span);
            self.diagnostics
                .push(Diagnostic::new(codes::NOTHING_GATHERED, place, message).hint(hint));
        }
    }

    /// Why nothing stands in a place, and what to do; `None` where that was said.
    fn why_nothing(&self, gathers: &Gathers) -> Option<(&'static str, &'static str)> {
        const ELSEWHERE: &str = "take this one out, or the other";
        Some(match gathers {
            Gathers::Talks if self.event.talks.is_empty() => (
                "there is no talk to gather here",
                "name the event in `deliveries` of a talk in `content/talks`",
            ),
            Gathers::Talks => ("the talks stand in this recap already", ELSEWHERE),
            // What names or tracks are wrong was said.
            Gathers::Sessions { only, .. } if !only.is_empty() => return None,
            Gathers::Sessions {
                track: Some(track), ..
            } => {
                let wanted = slugify(&track.value);
                let mut all = self
                    .event
                    .sessions
                    .iter()
                    .flat_map(|group| tracks(self.site, *group));
                all.find(|track| slugify(track) == wanted)?;
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

    /// An anchor for every text, which nothing else on the page has.
    fn anchors(&self, gathered: &mut Gathered) {
        let ids = &self.document.body.ids;
        let is_taken = |anchor: &str, groups: &FxHashMap<Arc<str>, usize>| {
            let within = format!("{anchor}{BETWEEN}");
            let at = ids.partition_point(|id| id.as_str() < within.as_str());
            ids.binary_search_by(|id| id.as_str().cmp(anchor)).is_ok()
                || ids.get(at).is_some_and(|id| id.starts_with(&within))
                || groups.contains_key(anchor)
        };
        for group in gathered.places.iter().flatten() {
            let Some(id) = self.site.groups[*group].shown_in(self.language) else {
                continue;
            };
            let base = name_of(&self.site.page(id).document).to_owned();
            let mut anchor = base.clone();
            for number in 2.. {
                if !is_taken(&anchor, &gathered.groups) {
                    break;
                }
                anchor = format!("{base}-{number}");
            }
            let anchor: Arc<str> = anchor.into();
            gathered.anchors.insert(*group, anchor.clone());
            gathered.groups.insert(anchor, *group);
        }
    }

    /// The group of the session of a name: that of its address, or of its file.
    fn session(&self, name: &str) -> Option<usize> {
        let is_it = |group: &usize| {
            self.site.groups[*group].pages.iter().flatten().any(|id| {
                let document = &self.site.page(*id).document;
                let path = &document.path;
                let file = if path.is_bundle() {
                    path.folder.rsplit('/').next()
                } else {
                    Some(path.stem.as_str())
                };
                name_of(document) == name || path.folder_and_name().1 == name || file == Some(name)
            })
        };
        self.event.sessions.iter().copied().find(is_it)
    }

    fn names(&self) -> Vec<String> {
        let shown = |group: &usize| self.site.groups[*group].shown_in(self.language);
        let pages = self.event.sessions.iter().filter_map(shown);
        pages
            .map(|id| name_of(&self.site.page(id).document).to_owned())
            .collect()
    }

    fn say(&mut self, at: &Spanned<String>, message: String, hint: Option<String>) {
        let place = Place::new(&self.document.path.file, at.span);
        self.diagnostics
            .push(Diagnostic::new(codes::UNKNOWN_SESSION, place, message).maybe_hint(hint));
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
fn tracks(site: &Site, group: usize) -> impl Iterator<Item = &str> {
    let pages = site.groups[group].pages.iter().flatten();
    let sessions = pages.filter_map(|id| site.page(*id).document.front_matter.session.as_ref());
    sessions.filter_map(|session| session.track.as_deref())
}

/// Names as a hint lists them: not all of hundreds.
fn listed(names: &[impl AsRef<str>]) -> String {
    const MOST: usize = 12;
    let mut shown: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    shown.extend(
        names
            .len()
            .checked_sub(MOST + 1)
            .map(|more| format!("and {} more", more + 1)),
    );
    shown.join(", ")
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
