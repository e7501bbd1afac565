//! Comments about slides, with attributes of HTML and of Lutrin:
//! `<!-- .slide: class="…" data-background="…" -->`.

use super::super::body::{DeckBody, DeckComment};
use super::super::slide::{SlideAttributes, css_url};
use super::super::writer::DeckRewriter;
use super::comments;

/// Lutrin's own attributes of a slide, which may stand in such a comment, too.
const NATIVE: [&str; 5] = ["time", "optional", "background", "only", "not"];

pub(super) fn slide(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    comment: &DeckComment,
    written: &str,
) {
    let (mut slide, mut lost, mut notes) = (SlideAttributes::default(), Vec::new(), None);
    let all = comments::attributes(written);
    for attribute in &all {
        let (name, value) = (attribute.name, attribute.value.unwrap_or_default());
        match name {
            "class" => lost.extend(slide.classes(value)),
            "id" => slide.id(value),
            "data-background" | "data-background-color" | "data-background-image" => {
                match css_url(value) {
                    // A colour is a name or digits: Lutrin computes none (`rgb(…)`, gradients).
                    value if value.contains('(') => lost.push(name),
                    value => slide.pair("background", value),
                }
            }
            "data-timing" if value.parse::<u32>().is_ok() => {
                slide.pair("time", &format!("{value}s"));
            }
            "data-notes" => notes = attribute.value,
            "optional" => slide.word(name.to_owned()),
            name if NATIVE.contains(&name) && attribute.value.is_some() => slide.pair(name, value),
            name if name.starts_with(['.', '#']) && attribute.value.is_none() => {
                slide.word(name.to_owned());
            }
            name => lost.push(name),
        }
    }
    for name in lost {
        writer.lost(comment.range.clone(), name, hint(name));
    }
    let words = slide.comment();
    let words = match notes {
        Some(notes) if body.own_lines(&comment.range).is_some() => {
            format!("{words}\n::: notes\n{notes}\n:::")
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

fn hint(name: &str) -> &'static str {
    match name {
        _ if name.starts_with("data-background") => {
            "a slide has one background: a picture, or a colour like `#0b3d5c`"
        }
        _ if name.starts_with("data-transition") || name.starts_with("data-auto-animate") => {
            "slides follow each other without movement"
        }
        "data-visibility" => "`only=` and `not=` keep a slide to variants of the deck",
        "data-state" => "give the slide a class: `class=\"…\"`",
        _ => "take it out",
    }
}
