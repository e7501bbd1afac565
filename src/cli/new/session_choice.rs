//! Which sessions of a programme `lutrin new sessions` writes, and the list to choose from.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

use clap::Args;

use crate::cli::outcome::{Outcome, Refusal};
use crate::diagnostic::words::counted;
use crate::diagnostic::words::quoted;
use crate::nearest;
use crate::programme::Session;
use crate::slug::names::means;
use crate::slug::slugify;

#[derive(Debug, Args)]
pub(super) struct SessionChoice {
    /// Which sessions: their numbers in the list, ranges of them, or their ids: `2,5-7`
    #[arg(long, value_name = "LIST", conflicts_with_all = ["track", "all"])]
    only: Option<String>,
    /// The sessions of one track
    #[arg(long, conflicts_with = "all")]
    track: Option<String>,
    /// Every session
    #[arg(long)]
    all: bool,
}

impl SessionChoice {
    /// The places of the chosen sessions in the programme; `None` when nothing is chosen.
    pub(super) fn choose(&self, sessions: &[Session]) -> Result<Option<Vec<usize>>, Refusal> {
        if self.all {
            return Ok(Some((0..sessions.len()).collect()));
        }
        if let Some(track) = &self.track {
            return in_track(sessions, track).map(Some);
        }
        let Some(list) = &self.only else {
            return Ok(None);
        };
        let mut chosen = BTreeSet::new();
        let items = list.split(',').map(str::trim);
        for item in items.filter(|item| !item.is_empty()) {
            chosen.extend(by_number_or_id(sessions, item)?);
        }
        if chosen.is_empty() {
            return Err(Refusal::with_hint(
                "`--only` names no session",
                "without `--only`, they are listed by number",
            ));
        }
        Ok(Some(chosen.into_iter().collect()))
    }
}

fn in_track(sessions: &[Session], track: &str) -> Result<Vec<usize>, Refusal> {
    let is_in_track = |session: &Session| {
        let its_track = session.track.as_deref();
        its_track.is_some_and(|its_track| means(track, its_track))
    };
    let found: Vec<usize> = (0..sessions.len())
        .filter(|at| is_in_track(&sessions[*at]))
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let tracks = sessions
        .iter()
        .filter_map(|session| session.track.as_deref());
    let tracks: BTreeSet<&str> = tracks.collect();
    let near = nearest::did_you_mean(track, tracks.iter().copied());
    let hint = near.unwrap_or_else(|| {
        if tracks.is_empty() {
            "it has no tracks".to_owned()
        } else {
            format!("it has {}", quoted(tracks))
        }
    });
    Err(Refusal::with_hint(
        format!("the programme has no track `{track}`"),
        hint,
    ))
}

fn by_number_or_id(sessions: &[Session], item: &str) -> Result<Range<usize>, Refusal> {
    let number = |text: &str| {
        let number: Option<usize> = text.trim().parse().ok();
        number.filter(|number| (1..=sessions.len()).contains(number))
    };
    if let Some(at) = number(item) {
        return Ok(at - 1..at);
    }
    if let Some((first, last)) = item.split_once('-')
        && let (Some(first), Some(last)) = (number(first), number(last))
        && first <= last
    {
        return Ok(first - 1..last);
    }
    let by_id = sessions
        .iter()
        .position(|session| session.id == item || slugify(&session.title) == item);
    by_id.map(|at| at..at + 1).ok_or_else(|| {
        let hint = match sessions.len() {
            0 => "it has none".to_owned(),
            1 => "it has one only: number 1".to_owned(),
            last => format!("they are numbered from 1 to {last}: leave `--only` out to list them"),
        };
        Refusal::with_hint(format!("the programme has no session `{item}`"), hint)
    })
}

/// Prints the sessions by number, with what tells them apart.
pub(super) fn list(sessions: &[Session]) -> Outcome {
    let width = sessions.len().to_string().len();
    let mut out = io::stdout().lock();
    for (number, session) in (1..).zip(sessions) {
        writeln!(
            out,
            "{number:>width$}  {:<16}  {}{}",
            start(session),
            session.title,
            details(session)
        )?;
    }
    let count = counted(sessions.len(), "session");
    writeln!(
        io::stderr(),
        "{count}: choose with `--only 1,3-5`, `--track NAME` or `--all`"
    )?;
    Ok(true)
}

/// Day and minute: `2026-11-20 10:30`.
fn start(session: &Session) -> String {
    let Some(start) = &session.start else {
        return String::new();
    };
    let minute: String = start.iso().chars().take(16).collect();
    minute.replace('T', " ")
}

/// Track, room and speakers, in parentheses.
fn details(session: &Session) -> String {
    let speakers: Vec<&str> = session
        .speakers
        .iter()
        .map(|speaker| speaker.name.as_str())
        .collect();
    let details = [
        session.track.clone(),
        session.room.clone(),
        Some(speakers.join(", ")),
    ];
    let details: Vec<String> = details
        .into_iter()
        .flatten()
        .filter(|detail| !detail.is_empty())
        .collect();
    if details.is_empty() {
        String::new()
    } else {
        format!(" ({})", details.join("; "))
    }
}
