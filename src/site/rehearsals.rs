//! The rehearsals of a site's talks: the runs of each, how fast their speakers speak, and reports
//! on the decks as they are now.
//!
//! Backstage only: no route of the public site leads to any of it.

mod astray;

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::people::Who;
use super::{Site, decks};
use crate::config::Config;
use crate::content_path::ROOT;
use crate::deck::estimate::{self, Basis, Estimate, STANDARD, Speed};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::lang::Lang;
use crate::path::SitePath;
use crate::rehearsal::name::Name;
use crate::rehearsal::report::{Present, Report, ReportSubject, report};
use crate::rehearsal::{self, Run, speed};

/// The files of rehearsals, each with its run; `None` where nothing of it can be used.
pub type Runs = BTreeMap<SitePath, Option<Arc<Run>>>;

impl Site {
    /// The runs of a talk, by its folder, each with its file; the oldest name first. One that
    /// stands in several files is there once.
    pub fn runs<'s>(
        &'s self,
        folder: &str,
    ) -> impl Iterator<Item = (&'s SitePath, &'s Arc<Run>)> + use<'s> {
        let start = format!(
            "{ROOT}{}/{folder}/{}/",
            super::talks::FOLDER,
            rehearsal::FOLDER
        );
        let below = self
            .rehearsals
            .range::<str, _>((Bound::Included(start.as_str()), Bound::Unbounded));
        let below: Vec<_> = below
            .take_while(|(file, _)| file.as_str().starts_with(&start))
            .collect();
        let runs: Vec<(&SitePath, &Arc<Run>)> = below
            .into_iter()
            .filter_map(|(file, run)| Some((file, run.as_ref()?)))
            .collect();
        let counted = rehearsal::counted_as(
            &runs
                .iter()
                .map(|(file, run)| (*file, &***run))
                .collect::<Vec<_>>(),
        );
        runs.into_iter()
            .zip(counted)
            .filter(|(_, other)| other.is_none())
            .map(|(run, _)| run)
    }
}

/// How fast the speaker of a talk speaks, by its folder: as their own runs say, once there are
/// enough; else as they do, or the site.
#[must_use]
pub fn speed(site: &Site, config: &Config, folder: &str, lang: &Lang) -> Speed {
    let speaker = speaker(site, folder);
    let rates = speaker
        .as_deref()
        .map(|speaker| rates(site, speaker, lang))
        .unwrap_or_default();
    let count = rates.len();
    if let Some(words_per_minute) = speed::calibrated(rates) {
        return Speed {
            words_per_minute,
            basis: Basis::Runs(count),
        };
    }
    let person = speaker.and_then(|id| site.people.iter().find(|person| person.id == id));
    if let Some((person, words_per_minute)) =
        person.and_then(|it| Some((it, it.words_per_minute.get(lang)?)))
    {
        return Speed {
            words_per_minute,
            basis: Basis::Person(person.id.clone()),
        };
    }
    let of_site = config.words_per_minute.get(lang);
    let basis = if of_site.is_some() {
        Basis::Site
    } else {
        Basis::Standard
    };
    Speed {
        words_per_minute: of_site.unwrap_or(STANDARD),
        basis,
    }
}

/// Who gives a talk: the first of its speakers who is in `people.yaml`.
fn speaker(site: &Site, folder: &str) -> Option<String> {
    let group = site.talks.groups.get(folder)?;
    let speakers = site.groups[*group]
        .pages
        .iter()
        .flatten()
        .flat_map(|id| &site.page(*id).speakers);
    let mut ids = speakers.filter_map(|speaker| match &speaker.who {
        Who::Person(person) => Some(person.id.clone()),
        Who::Guest(_) => None,
    });
    ids.next()
}

/// Words a minute of each run of a speaker in a language, of all talks. A run that names nobody is
/// that of its talk's speaker.
fn rates(site: &Site, wanted: &str, lang: &Lang) -> Vec<f64> {
    let mut rates = Vec::new();
    for (folder, group) in &site.talks.decks {
        let pages = site.groups[*group]
            .pages
            .iter()
            .flatten()
            .map(|id| site.page(*id));
        let Some(deck) = pages
            .into_iter()
            .find(|page| page.document.path.lang == *lang)
            .and_then(decks::deck)
        else {
            continue;
        };
        let usual = speaker(site, folder);
        let is_theirs = |run: &Run| run.speaker.as_deref().or(usual.as_deref()) == Some(wanted);
        let theirs = site
            .runs(folder)
            .filter(|(_, run)| run.language == *lang && is_theirs(run));
        rates.extend(theirs.filter_map(|(_, run)| speed::rate(run, deck)));
    }
    rates
}

/// What the notes of a deck, or of one of its variants, take to say. `language` is the rank of the
/// deck's language.
#[must_use]
pub fn estimate(
    site: &Site,
    config: &Config,
    document: &Document,
    language: usize,
    variant: Option<&str>,
) -> Estimate {
    let Some(deck) = &document.deck else {
        return Estimate::default();
    };
    let plan = decks::plan(site, document, language, variant);
    let folder = document.path.bundle().unwrap_or_default();
    estimate::estimate(
        deck,
        &plan,
        speed(site, config, folder, &document.path.lang),
    )
}

/// What the rehearsals of a deck, or of one of its variants, say. `language` is the rank of the
/// deck's language.
#[must_use]
pub fn report_on(
    site: &Site,
    config: &Config,
    document: &Document,
    language: usize,
    variant: Option<&str>,
) -> Report {
    let Some(deck) = &document.deck else {
        return Report::default();
    };
    let plan = decks::plan(site, document, language, variant);
    let estimate = estimate(site, config, document, language, variant);
    let folder = document.path.bundle().unwrap_or_default();
    let decks = decks::of_talk(site, folder)
        .into_iter()
        .flatten()
        .map(|id| &site.page(id).document.path.lang);
    let known = ReportSubject {
        variants: &decks::variants(document),
        languages: &decks.collect::<Vec<_>>(),
    };
    let present = Present {
        deck,
        plan: &plan,
        estimate: &estimate,
        language: &document.path.lang,
        variant,
        known,
    };
    report(present, site.runs(folder).map(|(_, run)| &**run))
}

/// Checks rehearsals as parts of the site: whether there is a talk, whether the speaker is known,
/// and whether names of files agree with what is in them. `place` says where a file says what a key
/// has.
#[must_use]
pub fn check(site: &Site, place: &dyn Fn(&SitePath, &'static str) -> Place) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (file, run) in &*site.rehearsals {
        let Some(folder) = rehearsal::talk_of(file) else {
            continue;
        };
        diagnostics.extend(without_talk(site, file, folder));
        if let Some(run) = run {
            diagnostics.extend(misleading_name(file, run, place));
            diagnostics.extend(unknown_speaker(site, file, run, place));
        }
    }
    diagnostics.extend(astray::check(site));
    diagnostics
}

fn without_talk(site: &Site, file: &SitePath, folder: &str) -> Option<Diagnostic> {
    if has_talk(site, folder) {
        return None;
    }
    let talks = super::talks::FOLDER;
    let message = format!("`{ROOT}{talks}/{folder}` has rehearsals and no talk");
    let diagnostic = Diagnostic::new(codes::RUN_OUT_OF_PLACE, Place::file(file), message);
    Some(diagnostic.hint("move them to the folder of their talk, or remove them"))
}

/// A start or a language in the name of a file that its run does not have.
fn misleading_name(
    file: &SitePath,
    run: &Run,
    place: &dyn Fn(&SitePath, &'static str) -> Place,
) -> Vec<Diagnostic> {
    let name = Name::of(file);
    let start = name.other_start(run).map(|named| {
        let began = run.started.iso();
        (
            "started",
            format!("the name of this rehearsal says `{named}`, and it began at `{began}`"),
        )
    });
    let language = name.language.filter(|named| *named != run.language);
    let language = language.map(|named| {
        let spoken = &run.language;
        (
            "language",
            format!("the name of this rehearsal says `{named}`, and it was spoken in `{spoken}`"),
        )
    });
    let found = start.into_iter().chain(language);
    found
        .map(|(key, message)| {
            Diagnostic::new(codes::RUN_OUT_OF_PLACE, place(file, key), message)
                .hint("the file counts, not its name")
        })
        .collect()
}

fn unknown_speaker(
    site: &Site,
    file: &SitePath,
    run: &Run,
    place: &dyn Fn(&SitePath, &'static str) -> Place,
) -> Option<Diagnostic> {
    let id = run.speaker.as_ref()?;
    if site.people.iter().any(|person| person.id == *id) {
        return None;
    }
    let message = format!("nobody in people.yaml has the id `{id}`, who speaks here");
    let diagnostic = Diagnostic::new(codes::UNKNOWN_PERSON, place(file, "speaker"), message);
    Some(diagnostic.hint("the run counts, but for nobody’s words a minute"))
}

fn has_talk(site: &Site, folder: &str) -> bool {
    let start = format!("{ROOT}{}/{folder}/index.", super::talks::FOLDER);
    site.talks.groups.contains_key(folder)
        || site
            .left_out
            .keys()
            .any(|file| file.as_str().starts_with(&start))
}
