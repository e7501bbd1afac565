//! `lutrin new recap`: the article that gathers the notes of an event, as a draft.

use clap::Args;
use serde_json::json;

use super::{AuthorSite, Found, day, event_of};
use crate::cli::outcome::Outcome;
use crate::content_path::Kind;
use crate::date::Date;
use crate::scaffold::archetypes::{FrontMatterLines, NewFile};

#[derive(Debug, Args)]
pub(in crate::cli) struct RecapArguments {
    /// The folder of the event
    event: String,
    /// Its language [default: the event's, where it has one only, else the one at the site's root,
    /// else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
}

/// Makes the recap of an event; prints its path. It is dated on the last day of the event, or today
/// where that is still to come: recaps are written afterwards.
pub(super) fn run(site: &AuthorSite, arguments: &RecapArguments, today: &Date) -> Outcome {
    let Found { folder, page, lang } =
        site.find(Kind::Event, &arguments.event, arguments.lang.as_deref())?;
    let name = page.document.front_matter.title.as_str();
    let event = event_of(site, page);
    let last_day = event
        .end
        .as_ref()
        .or(event.start.as_ref())
        .filter(|last| !last.is_after_day(today));
    let strings = &site.snapshot.theme.strings;
    let title = strings.get(&lang, "recap_of", &[("event", name)]);
    let mut front = FrontMatterLines::default();
    front.text("title", title.as_deref().unwrap_or(name));
    front.plain("date", &day(last_day.unwrap_or(today)));
    site.write(&NewFile {
        kind: "recap",
        path: format!("content/events/{folder}/recap.{lang}.md"),
        lang: &lang,
        front,
        context: vec![("event", json!(name))],
    })
}
