//! `lutrin new session`: notes of one session.

use clap::Args;
use serde_json::json;

use super::sessions::existing_notes;
use super::{AuthorSite, Found, day, event_of, name_of, parse_date};
use crate::cli::outcome::{Outcome, Refusal};
use crate::content_path::Kind;
use crate::date::Date;
use crate::front_matter::event::EventMatter;
use crate::scaffold::archetypes::{FrontMatterLines, NewFile};

#[derive(Debug, Args)]
pub(in crate::cli) struct SessionArguments {
    /// The folder of the event
    event: String,
    /// The title of the session
    title: String,
    /// Who gave it, as `Name - Role, Organisation`; may stand several times
    #[arg(long = "speaker", value_name = "WHO")]
    speakers: Vec<String>,
    /// Who takes the notes: an id of people.yaml, or a name; may stand several times [default: those
    /// that lutrin.yaml names in `new`]
    #[arg(long = "author", value_name = "WHO")]
    authors: Vec<String>,
    /// The track that it was part of
    #[arg(long)]
    track: Option<String>,
    /// Its day, or its day and time, by the clocks of the event's place [default: the event's first
    /// day]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    start: Option<Date>,
    /// The language of the notes [default: the event's, where it has one only, else the one at the
    /// site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The name of the file [default: made from the title]
    #[arg(long)]
    slug: Option<String>,
}

/// Makes the notes of a session; prints their path.
pub(super) fn run(site: &AuthorSite, arguments: &SessionArguments) -> Outcome {
    let Found { folder, page, lang } =
        site.find(Kind::Event, &arguments.event, arguments.lang.as_deref())?;
    let authors = site.authors(&arguments.authors)?;
    site.check_people(&arguments.speakers)?;
    let mut front = FrontMatterLines::default();
    front.text("title", &arguments.title);
    front.list("speakers", &arguments.speakers);
    front.list("authors", &authors);
    front.text("track", arguments.track.as_deref().unwrap_or_default());
    front.plain(
        "start",
        &start(&event_of(site, page), arguments.start.as_ref())?,
    );
    let name = name_of(arguments.slug.as_deref(), &arguments.title)?;
    // Two files of one name and different numbers would have one address.
    if let Some(file) = existing_notes(site, &folder, &name, &lang) {
        return Err(Refusal::with_hint(
            format!("`{file}` is there already, so it was left as it is"),
            "choose another name with `--slug`",
        ));
    }
    let context = vec![
        ("title", json!(arguments.title)),
        ("event", json!(page.document.front_matter.title)),
        ("authors", json!(authors)),
    ];
    site.write(&NewFile {
        kind: "session",
        path: format!("content/events/{folder}/sessions/{name}.{lang}.md"),
        lang: &lang,
        front,
        context,
    })
}

/// When a session of an event began: as it is asked for, by the clocks of the event's place, else on
/// its first day. A day that the event does not have is refused.
fn start(event: &EventMatter, asked: Option<&Date>) -> Result<String, Refusal> {
    let Some(asked) = asked else {
        return Ok(event.start.as_ref().map(day).unwrap_or_default());
    };
    let local = match &event.timezone {
        Some(zone) => {
            zone.check(asked)
                .map_err(|error| Refusal::with_hint(error.message, error.hint))?;
            asked.in_zone(zone)
        }
        None => asked.clone(),
    };
    if let Some((first, last)) = event.start.as_ref().zip(event.last())
        && (first.is_after_day(&local) || local.is_after_day(last))
    {
        let days = match (day(first), day(last)) {
            (first, last) if first == last => format!("on {first}"),
            (first, last) => format!("from {first} to {last}"),
        };
        return Err(Refusal::with_hint(
            format!("the event is {days}, not on {}", day(&local)),
            "write a day of the event, or correct its `start` and `end`",
        ));
    }
    Ok(local.iso().to_owned())
}
