//! `lutrin new deck`: slides to begin with, from an outline, from the deck of another language, or
//! from nothing.

use std::io::{self, Write};

use clap::Args;
use serde_json::json;

use super::outline_slides::{self, OutlineSlides};
use super::{AuthorSite, Found};
use crate::cli::outcome::{Outcome, Refusal};
use crate::content_path::Kind;
use crate::document::Document;
use crate::duration::Duration;
use crate::lang::Lang;
use crate::scaffold;
use crate::scaffold::archetypes::{self, FrontMatterLines, NewFile};
use crate::site::{decks, talks};

#[derive(Debug, Args)]
pub(in crate::cli) struct DeckArguments {
    /// The folder of the talk
    talk: String,
    /// Its language [default: the talk's, where it has one only, else the one at the site's root,
    /// else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Slides with the ids of the deck in this language, to be translated
    #[arg(long, value_name = "CODE", conflicts_with = "from_outline")]
    from: Option<String>,
    /// A slide for each heading of the talk's outline, with its budget
    #[arg(long)]
    from_outline: bool,
}

/// Makes the file of a deck; prints its path.
pub(super) fn run(site: &AuthorSite, arguments: &DeckArguments) -> Outcome {
    let code = arguments.lang.as_deref();
    let Found { folder, page, lang } = site.find(Kind::Talk, &arguments.talk, code)?;
    if let Some(from) = &arguments.from {
        // A translation is rarely in the one language that there is.
        return translated(site, &folder, from, &site.lang(code)?);
    }
    let slot = talks::facts(&site.snapshot.site, page.group, page.language).slot();
    let outlined = if arguments.from_outline {
        outline_slides::of(site, &folder, &lang, slot)?
    } else {
        OutlineSlides::of_nothing(slot)
    };
    let times = archetypes::split_deck(slot.map(Duration::seconds));
    let attribute = |time: Option<Duration>| time.map(|time| format!(" time={time}"));
    let context = vec![
        ("title", json!(page.document.front_matter.title)),
        ("opening", json!(outlined.opening)),
        ("parts", json!(outlined.parts)),
        ("times", json!(times)),
        (
            "aside_time",
            json!(attribute(outlined.aside).unwrap_or_default()),
        ),
        (
            "end_time",
            json!(attribute(outlined.end).unwrap_or_default()),
        ),
    ];
    let is_written = site.write(&NewFile {
        kind: "deck",
        path: format!("content/talks/{folder}/deck.{lang}.md"),
        lang: &lang,
        front: FrontMatterLines::default(),
        context,
    })?;
    say_next(&folder, &lang, outlined.is_untimed, slot)?;
    Ok(is_written)
}

/// Says where slides and notes go, and what to do about times.
fn say_next(folder: &str, lang: &Lang, is_untimed: bool, slot: Option<Duration>) -> io::Result<()> {
    let mut err = io::stderr().lock();
    if is_untimed {
        writeln!(
            err,
            "note: the budgets of the outline miss the slot of the talk, so the slides have none: `lutrin check` tells"
        )?;
    } else if slot.is_none() {
        writeln!(
            err,
            "note: nobody says how long the talk may take, so its slides have no time: write its `duration`"
        )?;
    }
    writeln!(
        err,
        "note: what the room sees goes below the heading of each slide, what you say between `::: notes` and `:::`; see both with `lutrin present {folder} --lang {lang}`"
    )
}

/// Makes a deck with the slides of another language's deck.
fn translated(site: &AuthorSite, folder: &str, code: &str, lang: &Lang) -> Outcome {
    let from = site.lang(Some(code))?;
    let Some(source) = deck_in(site, folder, &from) else {
        return Err(Refusal::with_hint(
            format!("`content/talks/{folder}` has no deck in `{from}`"),
            "leave `--from` out to begin with an empty deck",
        ));
    };
    if from == *lang {
        return Err(Refusal::with_hint(
            format!("the deck would be its own translation: it is in `{lang}` already"),
            "say the language to write in with `--lang`",
        ));
    }
    let made = scaffold::new_translation(site.root(), source, lang)?;
    writeln!(io::stdout(), "{}", site.root().join(made).display())?;
    Ok(true)
}

fn deck_in<'s>(site: &'s AuthorSite, folder: &str, lang: &Lang) -> Option<&'s Document> {
    let language = site.config().rank(lang)?;
    let site = &site.snapshot.site;
    let decks = decks::of_talk(site, folder);
    let id = decks.get(language).copied().flatten()?;
    Some(&site.page(id).document)
}
