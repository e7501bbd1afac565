//! The attributes of headings: those of a slide become Lutrin's, others keep their id and classes.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::css;
use super::super::motion::{self, AutoAnimate, Movements};
use super::super::slide::{SlideAttributes, contained_picture, css_url, is_name};
use super::super::writer::DeckRewriter;
use super::attributes::{self, PandocAttributes};
use super::slides::PandocSlides;
use crate::config::decks::AutoSlide;

/// Classes that change nothing here.
const WITHOUT_EFFECT: [&str; 6] = [
    "unnumbered",
    "unlisted",
    "scrollable",
    "nostretch",
    "slide",
    "even-smaller",
];

/// Keys that say how a picture lies behind a slide, what moves to it, or what it is called in a menu.
const SILENT: [&str; 10] = [
    "background-size",
    "background-position",
    "background-repeat",
    "background-opacity",
    "background-transition",
    "menu-title",
    "auto-animate",
    "auto-animate-id",
    "auto-animate-restart",
    "preload",
];

/// Rewrites the attributes of all headings.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, slides: &PandocSlides) {
    let mut movements = Movements::default();
    for block in &body.blocks {
        if matches!(block.kind, BlockKind::Heading(_)) {
            let number = slides.number(block.range.start);
            heading(writer, body, block, (&mut movements, number));
        }
    }
}

fn heading(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    block: &DeckBlock,
    (movements, number): (&mut Movements, usize),
) {
    let start = block.range.start;
    let line = start..body.line_end(start, false).min(block.range.end);
    let text = body.text.get(line.clone()).unwrap_or_default();
    let closed = text.trim_end().trim_end_matches('#').trim_end();
    let text = if closed.ends_with('}') { closed } else { text };
    let is_empty = |text: &str| text.trim_matches([' ', '#', '\t']).is_empty();
    let Some((at, written)) = attributes::at_end(text) else {
        if is_empty(text) {
            writer.edits.replace(line, "");
        }
        return;
    };
    let place = start + at..start + text.trim_end().len();
    let mut native = of_slide(writer, &written, &place);
    if movements.lead_to(number, AutoAnimate::read(|name| written.get(name))) {
        native.word("magic".to_owned());
    }
    let picture = contained(&written);
    if is_empty(&text[..at]) {
        let picture = picture.map(|picture| format!("\n\n{picture}"));
        let words = native.comment() + &picture.unwrap_or_default();
        return writer.edits.replace(line, words.trim_start().to_owned());
    }
    let words = if native.is_empty() {
        String::new()
    } else {
        native.braces()
    };
    if body.text.get(place.clone()) != Some(&words) {
        writer.edits.replace(place.clone(), words);
    }
    if let Some(picture) = picture {
        let picture = format!("\n\n{picture}\n");
        writer.edits.close(block.range.end, picture, place);
    }
}

/// The file of a background that is shown whole.
fn contained(written: &PandocAttributes) -> Option<String> {
    let is_contained = written.get("background-size") == Some("contain");
    let picture = written.get("background-image").filter(|_| is_contained)?;
    Some(contained_picture(css_url(picture)))
}

/// The attributes of a slide in the native form.
pub(super) fn of_slide(
    writer: &mut DeckRewriter,
    written: &PandocAttributes,
    place: &Range<usize>,
) -> SlideAttributes {
    let mut slide = SlideAttributes::default();
    if let Some(id) = &written.id {
        slide.id(id);
    }
    for class in written.classes.iter().map(String::as_str) {
        match class {
            "smaller" => slide.class("small"),
            class if WITHOUT_EFFECT.contains(&class) => {}
            class if is_name(class) => slide.class(class),
            class => writer.lost(
                place.clone(),
                class,
                "a class is a word of letters and hyphens",
            ),
        }
    }
    if let Some(background) = background(writer, written, place) {
        slide.pair("background", &background);
    }
    for (key, value) in &written.pairs {
        pair(writer, &mut slide, (key, value), place);
    }
    slide
}

/// The background of a slide: a picture before a colour.
fn background(
    writer: &mut DeckRewriter,
    written: &PandocAttributes,
    place: &Range<usize>,
) -> Option<String> {
    let keys = ["background-image", "background", "background-color"];
    let values = keys.iter().filter_map(|key| written.get(key)).map(css_url);
    let is_contained = contained(written).is_some();
    let skipped = usize::from(is_contained);
    if let Some(value) = values.skip(skipped).find(|value| !value.is_empty()) {
        let is_gradient = value.contains("gradient(");
        return Some(value.to_owned()).filter(|_| !is_gradient);
    }
    let gradient = written
        .get("background-gradient")
        .filter(|_| !is_contained)?;
    let hint = "a background is a picture or one colour: the first colour is shown";
    writer.lost(place.clone(), "background-gradient", hint);
    css::gradient_colour(gradient).map(str::to_owned)
}

fn pair(
    writer: &mut DeckRewriter,
    slide: &mut SlideAttributes,
    (key, value): (&str, &str),
    place: &Range<usize>,
) {
    let bare = key.strip_prefix("data-").unwrap_or(key);
    if let Some((name, value)) = motion::attribute(bare, value) {
        return slide.pair(name, &value);
    }
    let hint = match bare {
        "background" | "background-color" | "background-image" | "background-gradient" => return,
        "time" | "only" | "not" => return slide.pair(key, value),
        "timing" if slide.has("time") => return,
        "timing" if value.parse::<u32>().is_ok() => {
            return slide.pair("time", &format!("{value}s"));
        }
        "visibility" if value == "hidden" => return slide.word("hidden".to_owned()),
        // It shows the number of the last slide that is counted.
        "visibility" if value == "uncounted" => return slide.pair("number", "hold"),
        // Notes in an attribute are taken out of all decks in one place.
        "notes" => return slide.pair("data-notes", value),
        "state" if is_name(value) => return slide.class(value),
        key if SILENT.contains(&key) => return,
        "transition" | "transition-speed" | "auto-animate-easing" | "auto-animate-duration" => {
            "slides come by `transition=fade`, `slide` or `none`, all in the same time"
        }
        "background-video" | "background-iframe" | "background-interactive" => {
            "a background is a picture or a colour: `background=sea.jpg`"
        }
        "visibility" => "a slide is `hidden` or shown; `number=hold` does not count it",
        "autoslide" => AutoSlide::HINT,
        _ => "take it out",
    };
    writer.lost(place.clone(), key, hint);
}
