//! `lutrin new sessions`: a file for each session that somebody took notes of, from the programme
//! of the event.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::new::Studio;
use super::{Outcome, Refusal};
use crate::content_path::{Kind, split_number};
use crate::lang::Lang;
use crate::nearest;
use crate::person::Mention;
use crate::programme::{self, Session, Speaker};
use crate::scaffold::ScaffoldError;
use crate::scaffold::archetypes::{self, Front, NewFile};
use crate::slug::slugify;

/// The longest name that is made from a title.
const LONGEST: usize = 80;

#[derive(Debug, Args)]
pub(super) struct Sessions {
    /// The folder of the event
    event: String,
    #[arg(
        long,
        value_name = "FILE",
        help = format!("The programme: {}", programme::formats())
    )]
    from: PathBuf,
    /// Which sessions: their numbers in the list, ranges of them, or their ids: `2,5-7`
    #[arg(long, value_name = "LIST", conflicts_with_all = ["track", "all"])]
    only: Option<String>,
    /// The sessions of one track
    #[arg(long, conflicts_with = "all")]
    track: Option<String>,
    /// Every session
    #[arg(long)]
    all: bool,
    /// The language of the notes [default: the one at the site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Who takes the notes: an id of people.yaml, or a name; may stand several times
    #[arg(long = "author", value_name = "WHO")]
    authors: Vec<String>,
}

/// Writes the chosen sessions; without a choice, prints what there is to choose from.
pub(super) fn run(studio: &Studio, arguments: &Sessions) -> Outcome {
    let lang = studio.lang(arguments.lang.as_deref())?;
    let (folder, page) = studio.find(Kind::Event, &arguments.event, &lang)?;
    studio.check_people(&arguments.authors)?;
    let sessions = read(arguments)?;
    let Some(chosen) = choose(&sessions, arguments)? else {
        return list(&sessions);
    };
    let names = names(&sessions);
    let event = page.document.front_matter.title.as_str();
    let (mut written, mut left) = (0, 0);
    for at in chosen {
        let session = &sessions[at];
        if let Some(file) = existing(studio, &folder, &names[at], &lang) {
            say_left(&file)?;
            left += 1;
            continue;
        }
        let file = file_of(
            session,
            &format!("content/events/{folder}/sessions/{}", names[at]),
            &lang,
            event,
            arguments,
        );
        match archetypes::write(&studio.root, &studio.theme, &file) {
            Ok(path) => {
                writeln!(io::stdout(), "{}", studio.root.join(path).display())?;
                written += 1;
            }
            Err(ScaffoldError::Refused(_)) if studio.root.join(&file.path).exists() => {
                say_left(&file.path)?;
                left += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
    writeln!(
        io::stderr(),
        "{} written, {left} left as they were",
        counted(written, "file")
    )?;
    Ok(true)
}

fn say_left(file: &str) -> io::Result<()> {
    writeln!(
        io::stderr(),
        "`{file}` is there already, so it was left as it is"
    )
}

fn read(arguments: &Sessions) -> Result<Vec<Session>, Refusal> {
    let file = arguments.from.display();
    let bytes = fs::read(&arguments.from).map_err(|error| Refusal {
        message: format!("`{file}` cannot be read: {error}"),
        hint: None,
    })?;
    let programme = programme::read(&bytes).map_err(|failure| {
        let place = failure
            .position
            .map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        Refusal {
            message: format!("{file}{place}: {}", failure.message),
            hint: failure.hint,
        }
    })?;
    Ok(programme.sessions)
}

/// Which sessions are asked for; `None` when nothing says.
fn choose(sessions: &[Session], arguments: &Sessions) -> Result<Option<Vec<usize>>, Refusal> {
    if arguments.all {
        return Ok(Some((0..sessions.len()).collect()));
    }
    if let Some(track) = &arguments.track {
        return by_track(sessions, track).map(Some);
    }
    let Some(list) = &arguments.only else {
        return Ok(None);
    };
    let mut chosen = BTreeSet::new();
    for item in list
        .split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
    {
        chosen.extend(by_number_or_id(sessions, item)?);
    }
    if chosen.is_empty() {
        let hint = Some("without `--only`, they are listed by number".to_owned());
        return Err(Refusal {
            message: "`--only` names no session".to_owned(),
            hint,
        });
    }
    Ok(Some(chosen.into_iter().collect()))
}

fn by_track(sessions: &[Session], track: &str) -> Result<Vec<usize>, Refusal> {
    let is_it = |session: &Session| {
        session
            .track
            .as_deref()
            .is_some_and(|own| slugify(own) == slugify(track))
    };
    let found: Vec<usize> = (0..sessions.len())
        .filter(|at| is_it(&sessions[*at]))
        .collect();
    if found.is_empty() {
        let tracks: BTreeSet<&str> = sessions
            .iter()
            .filter_map(|session| session.track.as_deref())
            .collect();
        let listed = || {
            tracks
                .iter()
                .map(|track| format!("`{track}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let hint = nearest::did_you_mean(track, tracks.iter().copied()).unwrap_or_else(|| {
            if tracks.is_empty() {
                "it has no tracks".to_owned()
            } else {
                format!("it has {}", listed())
            }
        });
        return Err(Refusal {
            message: format!("the programme has no track `{track}`"),
            hint: Some(hint),
        });
    }
    Ok(found)
}

fn by_number_or_id(sessions: &[Session], item: &str) -> Result<std::ops::Range<usize>, Refusal> {
    let number = |text: &str| {
        text.trim()
            .parse()
            .ok()
            .filter(|n: &usize| (1..=sessions.len()).contains(n))
    };
    if let Some(at) = number(item) {
        return Ok(at - 1..at);
    }
    if let Some((first, last)) = item
        .split_once('-')
        .and_then(|(a, b)| Some((number(a)?, number(b)?)))
        && first <= last
    {
        return Ok(first - 1..last);
    }
    let by_id = sessions
        .iter()
        .position(|session| session.id == item || slugify(&session.title) == item);
    by_id.map(|at| at..at + 1).ok_or_else(|| Refusal {
        message: format!("the programme has no session `{item}`"),
        hint: Some(format!(
            "choose among 1 to {}: without `--only`, they are listed",
            sessions.len()
        )),
    })
}

/// The sessions by number, with what tells them apart.
fn list(sessions: &[Session]) -> Outcome {
    let width = sessions.len().to_string().len();
    let mut out = io::stdout().lock();
    for (number, session) in (1..).zip(sessions) {
        let start = session.start.as_ref().map(|start| {
            start
                .iso()
                .chars()
                .take(16)
                .collect::<String>()
                .replace('T', " ")
        });
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
        let details = if details.is_empty() {
            String::new()
        } else {
            format!(" ({})", details.join("; "))
        };
        writeln!(
            out,
            "{number:>width$}  {:<16}  {}{details}",
            start.unwrap_or_default(),
            session.title
        )?;
    }
    let count = counted(sessions.len(), "session");
    writeln!(
        io::stderr(),
        "{count}: choose with `--only 1,3-5`, `--track NAME` or `--all`"
    )?;
    Ok(true)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A name for the file of every session. What a programme calls them is never part of a path.
fn names(sessions: &[Session]) -> Vec<String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut used = BTreeSet::new();
    let name = |session: &Session| {
        let mut base = slugify(&session.title);
        if base.len() > LONGEST {
            base.truncate(LONGEST);
            base.truncate(base.rfind('-').unwrap_or(LONGEST));
        }
        if base.is_empty() {
            base = format!("session-{}", slugify(&session.id))
                .trim_end_matches('-')
                .chars()
                .take(LONGEST)
                .collect();
        }
        loop {
            let count = taken.entry(base.clone()).or_default();
            *count += 1;
            let name = if *count == 1 {
                base.clone()
            } else {
                format!("{base}-{count}")
            };
            if used.insert(name.clone()) {
                return name;
            }
        }
    };
    sessions.iter().map(name).collect()
}

/// The notes that the event has under a name already, whatever number either begins with.
fn existing(studio: &Studio, folder: &str, name: &str, lang: &Lang) -> Option<String> {
    let (_, name) = split_number(name);
    let pages = studio
        .snapshot
        .site
        .pages
        .iter()
        .map(|page| &page.document.path);
    let mut own = pages.filter(|path| path.kind == Kind::Session && path.bundle() == Some(folder));
    let found = own.find(|path| path.lang == *lang && path.folder_and_name().1 == name)?;
    Some(found.file.to_string())
}

/// Two files of one name and different numbers would have one address.
pub(super) fn refuse_other_number(
    studio: &Studio,
    folder: &str,
    name: &str,
    lang: &Lang,
) -> Result<(), Refusal> {
    match existing(studio, folder, name, lang) {
        None => Ok(()),
        Some(file) => {
            let message = format!("`{file}` is there already, so it was left as it is");
            Err(Refusal {
                message,
                hint: Some("choose another name with `--slug`".to_owned()),
            })
        }
    }
}

fn file_of<'l>(
    session: &Session,
    stem: &str,
    lang: &'l Lang,
    event: &str,
    arguments: &Sessions,
) -> NewFile<'l> {
    let mut front = Front::default();
    front.text("title", &session.title);
    front.items(
        "speakers",
        &session.speakers.iter().map(written).collect::<Vec<_>>(),
    );
    front.list("authors", &arguments.authors);
    front.text("track", session.track.as_deref().unwrap_or_default());
    front.plain(
        "start",
        session
            .start
            .as_ref()
            .map(crate::date::Date::iso)
            .unwrap_or_default(),
    );
    front.plain(
        "duration",
        &session
            .duration
            .map(|duration| duration.to_string())
            .unwrap_or_default(),
    );
    let context = vec![
        ("title", json!(session.title)),
        ("event", json!(event)),
        ("room", json!(session.room)),
        ("abstract", json!(comment(session))),
    ];
    NewFile {
        kind: "session",
        path: format!("{stem}.{lang}.md"),
        lang,
        front,
        context,
    }
}

/// What the programme says, as the text of a comment: it cannot end it, nor be read as Markdown.
fn comment(session: &Session) -> String {
    let parts = [
        session.room.as_deref(),
        session.url.as_deref(),
        Some(session.summary.as_str()),
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let mut text = parts.join("\n\n");
    while text.contains("--") {
        text = text.replace("--", "–");
    }
    // The sign would close a comment, in one way of writing it or another.
    text.replace('>', "›").replace("<!", "‹!")
}

/// A speaker as front matter takes them, whatever their name looks like.
fn written(speaker: &Speaker) -> String {
    let json = |text: &str| serde_json::Value::from(text).to_string();
    let is_name = matches!(Mention::parse(&speaker.name), Mention::Guest(guest) if guest.name == speaker.name);
    if is_name
        && Mention::is_clear(&speaker.name)
        && speaker.role.is_none()
        && speaker.organisation.is_none()
    {
        return json(&speaker.name);
    }
    let fields = [
        ("name", Some(&speaker.name)),
        ("role", speaker.role.as_ref()),
        ("organisation", speaker.organisation.as_ref()),
    ];
    let fields = fields
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key}: {}", json(value?))));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}
