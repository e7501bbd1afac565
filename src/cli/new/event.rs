//! `lutrin new event`: the page of an event, as a draft.

use clap::Args;
use serde_json::json;

use super::{AuthorSite, name_of, parse_date};
use crate::cli::outcome::{Outcome, Refusal};
use crate::date::Date;
use crate::scaffold::archetypes::{FrontMatterLines, NewFile};

#[derive(Debug, Args)]
pub(in crate::cli) struct EventArguments {
    /// Its name
    title: String,
    /// Its first day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    start: Option<Date>,
    /// Its last day
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    end: Option<Date>,
    /// Its language [default: the one at the site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The name of its folder [default: made from its name]
    #[arg(long)]
    slug: Option<String>,
}

/// Makes the page of an event; prints its path.
pub(super) fn run(site: &AuthorSite, arguments: &EventArguments) -> Outcome {
    let EventArguments {
        title, start, end, ..
    } = arguments;
    check_days(start.as_ref(), end.as_ref())?;
    let lang = site.lang(arguments.lang.as_deref())?;
    let name = name_of(arguments.slug.as_deref(), title)?;
    let iso = |date: &Option<Date>| date.as_ref().map_or("", Date::iso).to_owned();
    let mut front = FrontMatterLines::default();
    front.text("title", title);
    front.plain("start", &iso(start));
    front.plain("end", &iso(end));
    site.write(&NewFile {
        kind: "event",
        path: format!("content/events/{name}/index.{lang}.md"),
        lang: &lang,
        front,
        context: vec![("title", json!(title))],
    })
}

/// An event does not end before it starts, and one that ends has started.
fn check_days(start: Option<&Date>, end: Option<&Date>) -> Result<(), Refusal> {
    match (start, end) {
        (Some(start), Some(end)) if start.is_after_day(end) => Err(Refusal::new(format!(
            "the event would end on {}, before it starts on {}",
            end.iso(),
            start.iso()
        ))),
        (None, Some(_)) => Err(Refusal::with_hint(
            "an event with a last day needs a first one",
            "name its first day with `--start`",
        )),
        _ => Ok(()),
    }
}
