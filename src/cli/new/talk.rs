//! `lutrin new talk`: the page of a talk, as a draft.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Args;
use serde_json::json;

use super::{AuthorSite, name_of, parse_duration};
use crate::cli::outcome::{Outcome, Refusal};
use crate::duration::Duration;
use crate::scaffold::archetypes::{FrontMatterLines, NewFile};

/// The slot of a talk of which nobody says how long it is, in seconds: enough for a first rehearsal.
const USUAL: u32 = 20 * 60;

#[derive(Debug, Args)]
pub(in crate::cli) struct TalkArguments {
    /// Its title
    title: String,
    /// Who gives it: an id of people.yaml, or a name; may stand several times [default: those that
    /// lutrin.yaml names in `new`, else whoever you name when you are asked]
    #[arg(long = "speaker", value_name = "WHO")]
    speakers: Vec<String>,
    /// Its slot, questions included: `45m` [default: 20m]
    #[arg(long, value_parser = parse_duration)]
    duration: Option<Duration>,
    /// What of the slot is for questions
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    questions: Option<Duration>,
    /// Its language [default: the one at the site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The name of its folder [default: made from the title]
    #[arg(long)]
    slug: Option<String>,
}

/// Makes the page of a talk; prints its path.
pub(super) fn run(site: &AuthorSite, arguments: &TalkArguments) -> Outcome {
    let slot = arguments.duration.unwrap_or(Duration::from_seconds(USUAL));
    if let Some(questions) = arguments.questions.filter(|questions| *questions >= slot) {
        return Err(Refusal::new(format!(
            "{questions} of questions leave nothing of the {slot} for the talk"
        )));
    }
    let lang = site.lang(arguments.lang.as_deref())?;
    let speakers = speakers(site, &arguments.speakers)?;
    let mut front = FrontMatterLines::default();
    front.text("title", &arguments.title);
    front.list("speakers", &speakers);
    front.plain("duration", &slot.to_string());
    let questions = arguments.questions.map(|questions| questions.to_string());
    front.plain("questions", &questions.unwrap_or_default());
    let name = name_of(arguments.slug.as_deref(), &arguments.title)?;
    let is_written = site.write(&NewFile {
        kind: "talk",
        path: format!("content/talks/{name}/index.{lang}.md"),
        lang: &lang,
        front,
        context: vec![("title", json!(arguments.title))],
    })?;
    let mut err = io::stderr().lock();
    if speakers.is_empty() {
        writeln!(
            err,
            "note: nobody gives it yet: write `speakers` into it, or name them with `--speaker`"
        )?;
    }
    if arguments.duration.is_none() {
        writeln!(
            err,
            "note: it has a slot of {slot} until you write another `duration` into it"
        )?;
    }
    Ok(is_written)
}

/// Who gives it: those who are named, else those that `lutrin.yaml` names, else those that somebody
/// at a terminal types.
fn speakers(site: &AuthorSite, named: &[String]) -> Result<Vec<String>, Refusal> {
    let known = site.authors(named)?;
    if !known.is_empty() || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(known);
    }
    let failed = |error: io::Error| Refusal::new(format!("nobody could be asked: {error}"));
    loop {
        let ask = "Who gives it? Ids of people.yaml or whole names, with commas between them; Enter for nobody yet: ";
        write!(io::stderr(), "{ask}").map_err(failed)?;
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map_err(failed)?;
        let typed = line.split(',').map(str::trim).filter(|who| !who.is_empty());
        let typed: Vec<String> = typed.map(str::to_owned).collect();
        match site.check_people(&typed) {
            Ok(()) => return Ok(typed),
            Err(refusal) => writeln!(io::stderr(), "{}", refusal.message).map_err(failed)?,
        }
    }
}
