//! `lutrin new`: files to begin with, filled with what the site knows already. Each command is a
//! module: its arguments, and what it does.

mod deck;
mod event;
mod outline;
mod outline_slides;
mod page;
mod post;
mod recap;
mod session;
mod session_choice;
mod session_times;
mod sessions;
mod talk;
mod translation;

use std::path::Path;

use clap::Subcommand;

use super::author_site::{AuthorSite, Found};
use super::outcome::{Outcome, Refusal};
use crate::date::Date;
use crate::duration::{self, Duration};
use crate::front_matter::event::EventMatter;
use crate::site::Page;
use crate::slug::{self, slugify};

#[derive(Debug, Subcommand)]
pub(super) enum New {
    /// A draft in content/blog, as a folder of its own
    Post(post::PostArguments),
    /// A page that is no article, in content/pages or another folder
    Page(page::PageArguments),
    /// A draft beside a page, in another language, with its front matter and headings
    Translation(translation::TranslationArguments),
    /// An event in content/events
    Event(event::EventArguments),
    /// Notes of one session of an event
    Session(session::SessionArguments),
    /// Notes of sessions that the programme of an event has
    Sessions(sessions::SessionsArguments),
    /// The recap of an event
    Recap(recap::RecapArguments),
    /// A talk in content/talks
    Talk(talk::TalkArguments),
    /// The slides of a talk
    Deck(deck::DeckArguments),
    /// The outline of a talk, its slot divided among the parts
    Outline(outline::OutlineArguments),
}

/// Makes what is asked for.
pub(super) fn run(root: &Path, new: &New, today: &Date) -> Outcome {
    if let New::Translation(arguments) = new {
        return translation::run(root, arguments);
    }
    let Some(site) = AuthorSite::open_for_writing(root)? else {
        return Ok(false);
    };
    match new {
        // Done above: it opens the site by itself.
        New::Translation(_) => Ok(true),
        New::Post(arguments) => post::run(&site, arguments, today),
        New::Page(arguments) => page::run(&site, arguments),
        New::Event(arguments) => event::run(&site, arguments),
        New::Session(arguments) => session::run(&site, arguments),
        New::Sessions(arguments) => sessions::run(&site, arguments),
        New::Recap(arguments) => recap::run(&site, arguments, today),
        New::Talk(arguments) => talk::run(&site, arguments),
        New::Deck(arguments) => deck::run(&site, arguments),
        New::Outline(arguments) => outline::run(&site, arguments),
    }
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|error| format!("{}: {}", error.message, error.hint))
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    Duration::parse(text)
        .ok_or_else(|| format!("`{text}` is not a length of time: {}", duration::HINT))
}

/// The name of a folder or file: chosen, or made from a title. Never more than one segment of a
/// path.
fn name_of(slug: Option<&str>, title: &str) -> Result<String, Refusal> {
    let written = slug.unwrap_or(title);
    let name = slugify(written);
    let why = if name.is_empty() {
        "leaves no letter or digit for a name"
    } else if name.len() > slug::LONGEST {
        "is too long for a name"
    } else {
        return Ok(name);
    };
    Err(Refusal::with_hint(
        format!("`{written}` {why}"),
        "choose one with `--slug`",
    ))
}

/// The front matter of an event's page, with the zone that any of its pages names.
fn event_of(site: &AuthorSite, page: &Page) -> EventMatter {
    let mut matter = page.document.front_matter.event.clone().unwrap_or_default();
    let event = site.snapshot.site.events.of(&page.document.path);
    matter.timezone = matter.timezone.or_else(|| event?.zone.clone());
    matter
}

/// The day of a date, whatever its time.
fn day(date: &Date) -> String {
    date.iso().chars().take(10).collect()
}
