//! `lutrin new talk`: the page of a talk, as a draft.

use clap::Args;
use serde_json::json;

use super::{AuthorSite, name_of, parse_duration};
use crate::cli::outcome::{Outcome, Refusal};
use crate::duration::Duration;
use crate::scaffold::archetypes::{FrontMatterLines, NewFile};

#[derive(Debug, Args)]
pub(in crate::cli) struct TalkArguments {
    /// Its title
    title: String,
    /// Who gives it: an id of people.yaml, or a name; may stand several times
    #[arg(long = "speaker", value_name = "WHO")]
    speakers: Vec<String>,
    /// Its slot, questions included: `45m`
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
    if let Some((slot, questions)) = arguments.duration.zip(arguments.questions)
        && questions >= slot
    {
        return Err(Refusal::new(format!(
            "{questions} of questions leave nothing of the {slot} for the talk"
        )));
    }
    let lang = site.lang(arguments.lang.as_deref())?;
    site.check_people(&arguments.speakers)?;
    let mut front = FrontMatterLines::default();
    front.text("title", &arguments.title);
    front.list("speakers", &arguments.speakers);
    front.plain("duration", &written(arguments.duration));
    front.plain("questions", &written(arguments.questions));
    let name = name_of(arguments.slug.as_deref(), &arguments.title)?;
    site.write(&NewFile {
        kind: "talk",
        path: format!("content/talks/{name}/index.{lang}.md"),
        lang: &lang,
        front,
        context: vec![("title", json!(arguments.title))],
    })
}

fn written(duration: Option<Duration>) -> String {
    duration.map_or_else(String::new, |duration| duration.to_string())
}
