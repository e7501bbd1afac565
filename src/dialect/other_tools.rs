//! Marks of Deckset and presenterm in decks of the native form. Each is reported with what to write
//! instead.

use super::body::{BlockKind, DeckBody};
use super::definition::ToolMarks;
use super::writer::DeckRewriter;

/// The marks of each tool.
pub(super) static MARKS: [&ToolMarks; 2] = [&DECKSET, &PRESENTERM];

static DECKSET: ToolMarks = ToolMarks {
    hints: &["\n[.", "[fit]", "![fit", "![inline", "![left", "![right"],
    report: deckset,
};

static PRESENTERM: ToolMarks = ToolMarks {
    hints: &[
        "<!-- pause",
        "<!-- end_slide",
        "<!-- speaker_note",
        "<!-- column",
        "<!-- reset_layout",
        "<!-- incremental_lists",
        "<!-- jump_to_middle",
        "<!-- alignment",
        "<!-- font_size",
        "<!-- no_footer",
        "<!-- skip_slide",
        "<!-- list_item_newlines",
        "<!-- new_lines",
        "<!-- include:",
    ],
    report: presenterm,
};

fn deckset(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    const TOOL: &str = "Deckset";
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let is_text = || body.is_text(line.start);
        let Some(hint) = deckset_command(text).filter(|_| is_text()) else {
            continue;
        };
        writer.shown(line.start..line.start + text.len(), (text, TOOL), hint);
    }
    for heading in &body.blocks {
        let text = body.text.get(heading.range.clone()).unwrap_or_default();
        let fit = text
            .find("[fit]")
            .filter(|_| matches!(heading.kind, BlockKind::Heading(_)));
        if let Some(at) = fit {
            let start = heading.range.start + at;
            let hint = "the class `large` makes a slide's text larger: `{.large}`";
            writer.shown(start..start + "[fit]".len(), ("[fit]", TOOL), hint);
        }
    }
    for (start, _) in body.text.match_indices("![") {
        let inside = start + "![".len();
        let rest = body
            .text
            .get(inside..body.line_end(inside, false))
            .unwrap_or_default();
        let Some((words, _)) = rest.split_once("](").filter(|(words, _)| words.len() < 50) else {
            continue;
        };
        let word = words.split(' ').next().unwrap_or_default();
        let is_command = words.split(' ').all(is_deckset_word);
        let Some(hint) = deckset_image(word).filter(|_| is_command) else {
            continue;
        };
        if body.is_text(start) {
            let place = start + "![".len()..start + "![".len() + word.len();
            writer.without_effect(place, (word, TOOL), hint);
        }
    }
}

/// What to write instead of `[.build-lists: true]` and the like, alone on a line.
fn deckset_command(line: &str) -> Option<&'static str> {
    let inside = line.strip_prefix("[.")?.strip_suffix(']')?;
    let name = inside.split(':').next().unwrap_or_default().trim_end();
    Some(match name {
        "column" => "text beside text stands in `:::: columns` and `::: column`",
        "build-lists" => "put the list between `::: incremental` and `:::`",
        "background-color" | "background-image" => {
            "write `background=…` in the braces of the slide's heading"
        }
        "footer" | "hide-footer" => {
            "`footer: …` in the front matter stands at the foot of every slide"
        }
        "slidenumbers" => "slides are numbered by the theme",
        "slide-transition" | "slide-dividers" => "take it out: a line `---` begins a slide",
        "code-highlight" => "write the lines behind the language of the code: `{1|3-5|all}`",
        "autoscale" | "text" | "header" | "table" | "list" | "quote" | "code"
        | "alternating-colors" => {
            "the classes `small` and `large` change the size of a slide's text, and `css` in the \
             front matter its look"
        }
        _ => return None,
    })
}

/// Whether Deckset has a word for the text of an image: other words say what the picture shows.
fn is_deckset_word(word: &str) -> bool {
    let is_share = || {
        word.strip_suffix('%')
            .is_some_and(|share| share.parse::<u8>().is_ok())
    };
    deckset_image(word).is_some() || ["filtered", "original"].contains(&word) || is_share()
}

/// What to write instead of a word of Deckset at the beginning of an image's text.
fn deckset_image(word: &str) -> Option<&'static str> {
    Some(match word {
        "left" => "write `![bg left](…)`",
        "right" => "write `![bg right](…)`",
        "fit" => "write `![bg contain](…)`",
        "inline" => "say what the picture shows in its place",
        _ => return None,
    })
}

fn presenterm(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for comment in &body.comments {
        let (inside, place) = body.inside(comment);
        let (name, value) = inside
            .split_once(':')
            .map_or((inside, None), |(name, value)| {
                (name.trim_end(), Some(value))
            });
        if let Some(hint) = presenterm_command(name, value.is_some()) {
            let place = place.start..place.start + name.len();
            writer.without_effect(place, (name, "presenterm"), hint);
        }
    }
}

/// What to write instead of a command in a comment.
fn presenterm_command(name: &str, has_value: bool) -> Option<&'static str> {
    Some(match (name, has_value) {
        ("pause", false) => "a pause is `. . .`, with an empty line before and behind it",
        ("end_slide", false) => "a line `---` begins the next slide",
        ("speaker_note", true) => "put the notes between a line `::: notes` and a line `:::`",
        ("column_layout" | "column", true) | ("reset_layout", false) => {
            "text beside text stands in `:::: columns` and `::: column`"
        }
        ("incremental_lists", true) => "put the list between `::: incremental` and `:::`",
        ("jump_to_middle", false) | ("alignment", true) => {
            "write `{.center}` at the end of the slide's heading"
        }
        ("font_size", true) => "the classes `small` and `large` change the size of a slide's text",
        ("no_footer" | "skip_slide", false) | ("list_item_newlines" | "new_lines", true) => {
            "take it out"
        }
        ("include", true) => "a deck is one file: copy the slides here",
        _ => return None,
    })
}
