//! `lutrin new deck`: slides to begin with, from an outline, from the deck of another language, or
//! from nothing.

use std::io::{self, Write};

use clap::Args;
use serde_json::{Value, json};

use super::{AuthorSite, Found};
use crate::cli::outcome::{Outcome, Refusal};
use crate::content_path::Kind;
use crate::document::Document;
use crate::duration::Duration;
use crate::lang::Lang;
use crate::outline::OutlinePart;
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
    let parts = if arguments.from_outline {
        outlined(site, &folder, &lang, slot)?
    } else {
        Vec::new()
    };
    let times = archetypes::split_slot(slot.map(Duration::seconds));
    let context = vec![
        ("title", json!(page.document.front_matter.title)),
        ("parts", json!(parts)),
        ("times", json!(times)),
    ];
    site.write(&NewFile {
        kind: "deck",
        path: format!("content/talks/{folder}/deck.{lang}.md"),
        lang: &lang,
        front: FrontMatterLines::default(),
        context,
    })
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

/// The parts of an outline in the deck's language, else in any.
fn outlined(
    site: &AuthorSite,
    folder: &str,
    lang: &Lang,
    slot: Option<Duration>,
) -> Result<Vec<Value>, Refusal> {
    let outline = talks::outline(&site.snapshot.site, folder, lang.as_str(), slot);
    let parts = outline
        .map(|(_, outline)| outline.parts)
        .unwrap_or_default();
    if parts.is_empty() {
        return Err(Refusal::with_hint(
            format!("`content/talks/{folder}` has no outline with headings to make slides of"),
            format!("write one first: `lutrin new outline {folder}`"),
        ));
    }
    Ok(parts.iter().map(part).collect())
}

/// A part for the archetype. It gets the budget that its author wrote; a budget that was worked out
/// from those of others is worked out again for the deck.
fn part(part: &OutlinePart) -> Value {
    let time = part
        .budget
        .filter(|_| part.is_explicit)
        .map(|time| format!(" time={time}"));
    json!({
        "title": part.title,
        "id": part.id,
        "time": time.unwrap_or_default(),
        "parts": part.parts.iter().map(self::part).collect::<Vec<_>>(),
    })
}
