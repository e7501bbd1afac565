//! `lutrin new sessions`: a file for each session that somebody took notes of, from the programme
//! of the event.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::session_choice::{SessionChoice, list};
use super::session_times::placed;
use super::{AuthorSite, Found, event_of};
use crate::cli::outcome::{Outcome, Refusal};
use crate::content_path::{Kind, split_number};
use crate::date::Date;
use crate::diagnostic::words::counted;
use crate::lang::Lang;
use crate::person::Mention;
use crate::programme::{self, Programme, Session, Speaker};
use crate::scaffold::ScaffoldError;
use crate::scaffold::archetypes::{self, FrontMatterLines, NewFile};
use crate::slug::slugify;

/// The longest name that is made from a title.
const LONGEST: usize = 80;

#[derive(Debug, Args)]
pub(in crate::cli) struct SessionsArguments {
    /// The folder of the event
    event: String,
    #[arg(
        long,
        value_name = "FILE",
        help = format!("The programme: {}", programme::formats())
    )]
    from: PathBuf,
    #[command(flatten)]
    choice: SessionChoice,
    /// The language of the notes [default: the event's, where it has one only, else the one at the
    /// site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Who takes the notes: an id of people.yaml, or a name; may stand several times
    #[arg(long = "author", value_name = "WHO")]
    authors: Vec<String>,
}

/// Writes the chosen sessions; without a choice, prints what there is to choose from.
pub(super) fn run(site: &AuthorSite, arguments: &SessionsArguments) -> Outcome {
    let Found { folder, page, lang } =
        site.find(Kind::Event, &arguments.event, arguments.lang.as_deref())?;
    site.check_people(&arguments.authors)?;
    let (zone, file) = (event_of(site, page).timezone, &page.document.path.file);
    let (programme, note) = placed(read(arguments)?, zone.as_ref(), file.as_str());
    if let Some(note) = note {
        writeln!(io::stderr(), "note: {note}")?;
    }
    let sessions = programme.sessions;
    let Some(chosen) = arguments.choice.choose(&sessions)? else {
        return list(&sessions);
    };
    let (names, theme) = (names(&sessions), site.theme());
    let event = page.document.front_matter.title.as_str();
    let (mut written, mut left) = (0, 0);
    for at in chosen {
        if let Some(file) = existing_notes(site, &folder, &names[at], &lang) {
            say_left(&file)?;
            left += 1;
            continue;
        }
        let stem = format!("content/events/{folder}/sessions/{}", names[at]);
        let file = file_of(&sessions[at], &stem, &lang, event, &arguments.authors);
        match archetypes::write(site.root(), &theme, &file) {
            Ok(path) => {
                writeln!(io::stdout(), "{}", site.root().join(path).display())?;
                written += 1;
            }
            Err(ScaffoldError::Refused(_)) if site.root().join(&file.path).exists() => {
                say_left(&file.path)?;
                left += 1;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let written = counted(written, "file");
    writeln!(io::stderr(), "{written} written, {left} left as they were")?;
    Ok(true)
}

fn say_left(file: &str) -> io::Result<()> {
    writeln!(
        io::stderr(),
        "`{file}` is there already, so it was left as it is"
    )
}

fn read(arguments: &SessionsArguments) -> Result<Programme, Refusal> {
    let file = arguments.from.display();
    let bytes = fs::read(&arguments.from)
        .map_err(|error| Refusal::new(format!("`{file}` cannot be read: {error}")))?;
    programme::read(&bytes).map_err(|failure| {
        let place = failure
            .position
            .map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        Refusal {
            message: format!("{file}{place}: {}", failure.message),
            hint: failure.hint,
        }
    })
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
pub(super) fn existing_notes(
    site: &AuthorSite,
    folder: &str,
    name: &str,
    lang: &Lang,
) -> Option<String> {
    let (_, name) = split_number(name);
    let pages = site.snapshot.site.pages.iter();
    let mut notes = pages
        .map(|page| &page.document.path)
        .filter(|path| path.kind == Kind::Session && path.bundle() == Some(folder));
    let found = notes.find(|path| path.lang == *lang && path.folder_and_name().1 == name)?;
    Some(found.file.to_string())
}

fn file_of<'l>(
    session: &Session,
    stem: &str,
    lang: &'l Lang,
    event: &str,
    authors: &[String],
) -> NewFile<'l> {
    let mut front = FrontMatterLines::default();
    let speakers: Vec<String> = session.speakers.iter().map(speaker).collect();
    let start = session.start.as_ref().map(Date::iso);
    let duration = session.duration.map(|duration| duration.to_string());
    let abstract_parts = session.url.as_deref().into_iter();
    let abstract_parts = abstract_parts.chain([session.summary.as_str()]);
    front.text("title", &session.title);
    front.items("speakers", &speakers);
    front.list("authors", authors);
    front.text("track", session.track.as_deref().unwrap_or_default());
    front.plain("start", start.unwrap_or_default());
    front.plain("duration", &duration.unwrap_or_default());
    let context = vec![
        ("title", json!(session.title)),
        ("event", json!(event)),
        ("authors", json!(authors)),
        ("room", json!(comment(session.room.as_deref()))),
        ("abstract", json!(comment(abstract_parts))),
    ];
    NewFile {
        kind: "session",
        path: format!("{stem}.{lang}.md"),
        lang,
        front,
        context,
    }
}

/// Paragraphs that the programme says, as the text of a comment that they cannot end. They are not
/// read as Markdown either.
fn comment<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let mut text = parts.join("\n\n");
    while text.contains("--") {
        text = text.replace("--", "–");
    }
    // The sign would close a comment, in one way of writing it or another.
    text.replace('>', "›").replace("<!", "‹!")
}

/// A speaker as front matter takes them, whatever their name looks like.
fn speaker(speaker: &Speaker) -> String {
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
