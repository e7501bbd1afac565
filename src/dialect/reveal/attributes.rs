//! Comments about slides, with attributes of HTML and of Lutrin:
//! `<!-- .slide: class="…" data-background="…" -->`. Sections have the same ones.

use std::collections::HashSet;
use std::ops::Range;

use super::super::body::{DeckBody, DeckComment};
use super::super::motion::{self, AutoAnimate, Movements};
use super::super::notes;
use super::super::slide::{Fill, SlideAttributes};
use super::super::writer::DeckRewriter;
use super::comments::{self, CommentAttribute};
use crate::config::decks::AutoSlide;

/// Lutrin's own attributes of a slide, which may stand in such a comment, too.
const NATIVE: [&str; 8] = [
    "time",
    "optional",
    "hidden",
    "background",
    "transition",
    "autoslide",
    "only",
    "not",
];

/// The beginnings of attributes that say how a section is read.
const FOR_READING: [&str; 3] = ["data-markdown", "data-separator", "data-charset"];

/// What the attributes of a slide say.
#[derive(Default)]
struct ReadAttributes<'t> {
    slide: SlideAttributes,
    /// The names of those without an equivalent.
    lost: Vec<&'t str>,
    /// Speaker notes in an attribute.
    notes: Option<&'t str>,
}

/// Rewrites a comment. `ids` are those of slides before: of two with one id, browsers go to the
/// first. `movements` are told the number of the slide.
pub(super) fn slide<'t>(
    writer: &mut DeckRewriter,
    body: &DeckBody<'t>,
    comment: &DeckComment,
    (written, ids): (&'t str, &mut HashSet<&'t str>),
    movements: (&mut Movements, usize),
) {
    let mut read = ReadAttributes::default();
    let attributes = comments::attributes(written);
    read.moves(&attributes, movements);
    for attribute in attributes {
        let is_id = attribute.name == "id";
        if !is_id || ids.insert(attribute.value.unwrap_or_default()) {
            read.take(&attribute);
        }
    }
    for name in read.lost {
        writer.lost(comment.range.clone(), name, hint(name));
    }
    let words = read.slide.comment();
    let words = match read.notes {
        Some(text) if notes::is_nested(body, comment.range.start) => {
            notes::put_beside(writer, body, &comment.range, text);
            words
        }
        Some(text) if body.own_lines(&comment.range).is_some() => {
            format!("{words}\n{}", notes::div(text))
                .trim_start()
                .to_owned()
        }
        Some(_) => {
            writer.lost(
                comment.range.clone(),
                "data-notes",
                "put the notes below `Note:` at the end of the slide",
            );
            words
        }
        None => words,
    };
    match words.as_str() {
        "" => writer.remove(body, comment.range.clone()),
        words if body.text.get(comment.range.clone()) == Some(words) => {}
        words => writer.edits.replace(comment.range.clone(), words),
    }
}

/// The comment that says what a section does of its slide, which another section may hide.
pub(super) fn of_section(
    writer: &mut DeckRewriter,
    (place, is_hidden): (&Range<usize>, bool),
    written: &str,
    movements: (&mut Movements, usize),
) -> String {
    let mut read = ReadAttributes::default();
    if is_hidden {
        read.slide.word("hidden".to_owned());
    }
    let attributes = comments::attributes(written);
    read.moves(&attributes, movements);
    for attribute in attributes {
        let is_file = attribute.value.is_some_and(|value| !value.is_empty());
        match attribute.name {
            "data-markdown" if is_file => read.lost.push("data-markdown"),
            name if FOR_READING.iter().any(|start| name.starts_with(start)) => {}
            _ => read.take(&attribute),
        }
    }
    for name in read.lost {
        writer.lost(place.clone(), name, hint(name));
    }
    let notes = read.notes.map(|text| format!("\n\n{}", notes::div(text)));
    format!("{}{}", read.slide.comment(), notes.unwrap_or_default())
}

impl<'t> ReadAttributes<'t> {
    /// What reveal.js moves to the slide.
    fn moves(
        &mut self,
        attributes: &[CommentAttribute<'t>],
        (movements, number): (&mut Movements, usize),
    ) {
        let own = AutoAnimate::read(|name| {
            let is_it = |it: &&CommentAttribute<'_>| it.name.strip_prefix("data-") == Some(name);
            let found = attributes.iter().find(is_it)?;
            Some(found.value.unwrap_or_default())
        });
        if movements.lead_to(number, own) {
            self.slide.word("magic".to_owned());
        }
    }

    fn take(&mut self, attribute: &CommentAttribute<'t>) {
        let (name, value) = (attribute.name, attribute.value.unwrap_or_default());
        let motion = name.strip_prefix("data-");
        if let Some((name, value)) = motion.and_then(|key| motion::attribute(key, value)) {
            return self.slide.pair(name, &value);
        }
        match name {
            "class" => self.lost.extend(self.slide.classes(value)),
            "id" => self.slide.id(value),
            "data-background"
            | "data-background-color"
            | "data-background-image"
            | "data-background-gradient" => self.background(name, value),
            "data-timing" if value.parse::<u32>().is_ok() => {
                self.slide.pair("time", &format!("{value}s"));
            }
            "data-visibility" if value == "hidden" => self.slide.word("hidden".to_owned()),
            // It shows the number of the last slide that is counted.
            "data-visibility" if value == "uncounted" => self.slide.pair("number", "hold"),
            "data-auto-animate" | "data-auto-animate-id" | "data-auto-animate-restart" => {}
            "data-notes" => self.notes = attribute.value,
            "optional" | "hidden" | "magic" => self.slide.word(name.to_owned()),
            name if NATIVE.contains(&name) && attribute.value.is_some() => {
                self.slide.pair(name, value);
            }
            name if name.starts_with(['.', '#']) && attribute.value.is_none() => {
                self.slide.word(name.to_owned());
            }
            name => self.lost.push(name),
        }
    }

    fn background(&mut self, name: &'t str, value: &str) {
        let fill = Fill::read(value);
        if !matches!(fill, Fill::Whole(_)) {
            self.lost.push(name);
        }
        if let Fill::Whole(value) | Fill::Nearly(value) = fill {
            self.slide.pair("background", &value);
        }
    }
}

fn hint(name: &str) -> &'static str {
    match name {
        _ if name.starts_with("data-background") => {
            "a slide has one background: a picture, or a colour like `#0b3d5c`"
        }
        _ if name.starts_with("data-transition") || name.starts_with("data-auto-animate") => {
            "slides come by `transition=fade`, `slide` or `none`, all in the same time"
        }
        "data-autoslide" => AutoSlide::HINT,
        "data-visibility" => "a slide is `hidden` or shown; `number=hold` does not count it",
        "data-markdown" => "a deck is one file: copy the slides here",
        "data-state" => "give the slide a class: `class=\"…\"`",
        _ => "take it out",
    }
}
