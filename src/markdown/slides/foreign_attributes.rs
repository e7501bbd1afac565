//! Attributes that other tools have for slides, and what to write instead of each.

use super::super::slide::Layout;
use crate::config::decks::{AutoSlide, Transition};
use crate::dialect;
use crate::duration::Duration;

/// The hint for an attribute of another tool; none for an unknown one.
pub(super) fn instead_of(key: &str, value: &str) -> Option<String> {
    let hint = match key.strip_prefix("data-").unwrap_or(key) {
        "timing" | "duration" => return Some(time(value)),
        "background" | "background-color" | "background-image" | "backgroundColor"
        | "backgroundImage" | "bg" | "bgcolor" => {
            if value.is_empty() || value.contains(['(', ' ']) {
                "a slide has one background, a picture or a colour: `background=sea.jpg`"
            } else {
                return Some(format!("write `background={value}`"));
            }
        }
        "background-size" | "background-position" | "background-repeat" | "background-opacity" => {
            "a background fills its slide; `![bg contain](…)` shows all of a picture"
        }
        "background-video" | "background-iframe" => {
            "a background is a picture or a colour: `background=sea.jpg`"
        }
        "transition" => return Some(transition(value)),
        "autoslide" | "auto-slide" | "autoSlide" => return Some(autoslide(value)),
        "auto-animate" | "magic-move" => "write `magic` alone",
        "transition-speed" | "background-transition" => {
            "take it out: every transition takes the same time"
        }
        "visibility" | "hidden" | "hide" | "exclude" | "disabled" => {
            "write `hidden` alone to leave the slide out, or keep it to a variant: `only=…`"
        }
        "class" | "state" if is_word(value) => {
            let class = match value {
                "lead" | "text-center" => "center",
                "inverse" | "inverted" => "invert",
                other => other,
            };
            return Some(format!("write `.{class}`"));
        }
        "layout" => return Some(layout(value)),
        "id" | "name" | "routeAlias" if is_word(value) => return Some(format!("write `#{value}`")),
        "notes" => "put the notes between a line `::: notes` and a line `:::`",
        _ => return None,
    };
    Some(hint.to_owned())
}

/// Seconds, as reveal.js counts them, become a length of time.
fn time(value: &str) -> String {
    match value.parse() {
        Ok(seconds) if seconds > 0 => format!("write `time={}`", Duration::from_seconds(seconds)),
        _ => "write it like `time=3m`".to_owned(),
    }
}

/// The time of a slide, which other tools write in milliseconds.
fn autoslide(value: &str) -> String {
    match dialect::autoslide(value) {
        Some(known) => format!("write `autoslide={known}`"),
        None => AutoSlide::HINT.to_owned(),
    }
}

/// The transition that comes near one of another tool.
fn transition(value: &str) -> String {
    match dialect::transition(value) {
        Some(known) => format!("write `transition={}`", known.name()),
        None => Transition::HINT.to_owned(),
    }
}

fn layout(value: &str) -> String {
    let class = match value {
        "cover" | "intro" => "title",
        "two-cols" | "two-column" => "columns",
        "center" => "center",
        other if Layout::of_class(other).is_some() => other,
        _ => return "a layout is a class: `.title`, `.section`, `.statement`, `.quote`".to_owned(),
    };
    format!("a layout is a class: write `.{class}`")
}

fn is_word(value: &str) -> bool {
    value.starts_with(|c: char| c.is_alphabetic())
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || "-_".contains(c))
}
