//! `lutrin new deck`: slides to begin with, from an outline, from the deck of another language, or
//! from nothing.

use std::io::{self, Write};

use clap::Args;
use serde_json::{Value, json};

use super::new::Studio;
use super::{Outcome, Refusal};
use crate::content_path::Kind;
use crate::document::Document;
use crate::duration::Duration;
use crate::lang::Lang;
use crate::outline::OutlinePart;
use crate::scaffold;
use crate::scaffold::archetypes::{self, Front, NewFile};
use crate::site::{decks, talks};

#[derive(Debug, Args)]
pub(super) struct Deck {
    /// The folder of the talk
    talk: String,
    /// Its language [default: the one at the site's root, else the first one]
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
pub(super) fn run(studio: &Studio, arguments: &Deck) -> Outcome {
    let lang = studio.lang(arguments.lang.as_deref())?;
    let (folder, page) = studio.find(Kind::Talk, &arguments.talk, &lang)?;
    if let Some(code) = &arguments.from {
        return translated(studio, &folder, code, &lang);
    }
    let slot = talks::facts(&studio.snapshot.site, page.group, page.language).slot();
    let parts = if arguments.from_outline {
        outlined(studio, &folder, &lang, slot)?
    } else {
        Vec::new()
    };
    let times = archetypes::split_slot(slot.map(Duration::seconds));
    let title = json!(page.document.front_matter.title);
    let path = format!("content/talks/{folder}/deck.{lang}.md");
    let context = vec![
        ("title", title),
        ("parts", json!(parts)),
        ("times", json!(times)),
    ];
    studio.write(&NewFile {
        kind: "deck",
        path,
        lang: &lang,
        front: Front::default(),
        context,
    })
}

/// The skeleton of another language's deck.
fn translated(studio: &Studio, folder: &str, code: &str, lang: &Lang) -> Outcome {
    let from = studio.lang(Some(code))?;
    let Some(source) = deck(studio, folder, &from) else {
        let message = format!("`content/talks/{folder}` has no deck in `{from}`");
        let hint = Some("leave `--from` out to begin with an empty deck".to_owned());
        return Err(Refusal { message, hint });
    };
    if from == *lang {
        let message = format!("the deck would be its own translation: it is in `{lang}` already");
        return Err(Refusal {
            message,
            hint: Some("say the language to write in with `--lang`".to_owned()),
        });
    }
    let made = scaffold::new_translation(&studio.root, source, lang)?;
    writeln!(io::stdout(), "{}", studio.root.join(made).display())?;
    Ok(true)
}

fn deck<'s>(studio: &'s Studio, folder: &str, lang: &Lang) -> Option<&'s Document> {
    let site = &studio.snapshot.site;
    let language = studio.snapshot.config.rank(lang)?;
    let id = decks::of_talk(site, folder)
        .get(language)
        .copied()
        .flatten()?;
    Some(&site.page(id).document)
}

/// The parts of an outline in the deck's language, else in any.
fn outlined(
    studio: &Studio,
    folder: &str,
    lang: &Lang,
    slot: Option<Duration>,
) -> Result<Vec<Value>, Refusal> {
    let outline = talks::outline(&studio.snapshot.site, folder, lang.as_str(), slot);
    let parts = outline
        .map(|(_, outline)| outline.parts)
        .unwrap_or_default();
    if parts.is_empty() {
        let message =
            format!("`content/talks/{folder}` has no outline with headings to make slides of");
        let hint = Some(format!("write one first: `lutrin new outline {folder}`"));
        return Err(Refusal { message, hint });
    }
    Ok(parts.iter().map(part).collect())
}

/// A part, with the time that its author gave it: what it shares by itself, it goes on to share.
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
