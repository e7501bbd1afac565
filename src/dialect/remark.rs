//! remark: `--` adds a step to a slide, `???` begins notes, `key: value` lines stand at the top of
//! a slide, slides repeat others (`template:`, `layout:`), and `.class[…]` stands around text.

mod classes;
mod code;
mod expressions;
mod headings;
mod keys;
mod links;
mod macros;
mod marks;
mod properties;
mod segments;
mod slide;
mod spans;
mod steps;
mod templates;

use std::ops::Range;

use super::body::{DeckBody, is_bare};
use super::definition::{DeckRules, Definition, Detection};
use super::edits::Rewritten;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, emphasis, notes};
use links::Targets;
use slide::{Role, TemplatedSlide};
use templates::Templates;

pub(super) static DIALECT: Definition = Definition {
    names: &["remark"],
    tool: "remark",
    has_math: false,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 4,
        hints: &[
            "???",
            "\n--\n",
            "\n--\r\n",
            "\n.",
            "class:",
            "name:",
            "layout:",
            "template:",
            "exclude:",
            "count:",
            "continued:",
            "background-",
        ],
        is_match: has_signs,
    }),
    marks: Some(&marks::MARKS),
    rules: DeckRules {
        // Four to three, 681 high.
        pixels_across: 908,
        has_sure_signs: |body| {
            let slides = body.between(&body.breaks());
            slides.iter().any(|slide| properties::is_sure(body, slide))
        },
        ..DeckRules::USUAL
    },
    rewrite,
};

const NOTES: &str = "???";
const STEP: &str = "--";

fn rewrite<'t>(settings: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let body = DeckBody::read_at(
        text,
        |start, line| segments::is_mark(text, start, line),
        false,
    );
    let mut writer = DeckRewriter::new(DIALECT.tool);
    let slides = templates::read(&body, segments::read(&body));
    let mut targets = Targets::of(&slides);
    let mut templates = Templates::new(&body, &slides, &mut targets);
    let mut step = 0;
    for slide in &slides {
        let segment = &slide.segment;
        match slide.role {
            Role::Left => {
                let range = segment.line.start..segment.end;
                writer.edits.replace(range, "");
                continue;
            }
            Role::Continues => {
                step += 1;
                steps::write(&mut writer, &body, segment, step);
            }
            Role::Begins => {
                step = 0;
                if segment.is_step {
                    writer.edits.replace(segment.line.clone(), "---");
                }
            }
        }
        let of_deck = if segment.line.end == 0 {
            settings.slide.as_slice()
        } else {
            &[]
        };
        properties::write(&mut writer, &body, slide, of_deck);
        let repeated = templates.write(&mut writer, slide);
        shown(&mut writer, &body, slide, repeated);
    }
    writer.spare_hyphens(&body);
    blank_end(&mut writer, &body, &slides);
    properties::say_unused(&mut writer, &slides, text);
    links::rewrite(&mut writer, &body, &mut targets);
    targets.write(&mut writer, &body);
    code::rewrite(&mut writer, &body);
    headings::rewrite(&mut writer, &body);
    emphasis::rewrite(&mut writer, text);
    say_blanks(&mut writer, &body, &slides);
    writer.finish(&body)
}

/// Says of signs with white space behind them that remark shows what follows.
fn say_blanks(writer: &mut DeckRewriter, body: &DeckBody<'_>, slides: &[TemplatedSlide<'_>]) {
    let signs = slides
        .iter()
        .filter_map(|slide| slide.segment.notes.clone());
    for sign in signs.filter(|sign| !is_bare(body.text, sign.start, NOTES)) {
        let message = "white space stands behind `???`, so that remark shows what follows; here it is notes all the same";
        let hint = "take the white space out";
        writer.say(sign, message, hint);
    }
}

/// Keeps a last slide without anything, which remark counts, too.
fn blank_end(writer: &mut DeckRewriter, body: &DeckBody<'_>, slides: &[TemplatedSlide<'_>]) {
    let last = slides.last().filter(|_| slides.len() > 1);
    let Some(last) = last.filter(|last| last.role == Role::Begins) else {
        return;
    };
    let text = body.text.get(last.segment.line.end..).unwrap_or_default();
    if text.trim().is_empty() && last.inherited.is_empty() {
        let end = body.text.len();
        writer
            .edits
            .close(end, "\n<!-- .slide: -->\n", last.segment.line.clone());
    }
}

/// Rewrites what a slide shows, and what it says behind the notes of what it repeats.
fn shown(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &TemplatedSlide<'_>,
    repeated: &str,
) {
    let range = &slide.segment.shown;
    spans::rewrite(writer, body, range);
    macros::rewrite(writer, body, range);
    expressions::rewrite(writer, body, range, slide);
    if let Some(sign) = &slide.segment.notes {
        notes::from_sign_after(writer, body, sign.clone(), slide.segment.end, repeated);
    }
}

/// Whether a body has signs of remark.
fn has_signs(body: &DeckBody<'_>) -> bool {
    let is_sign = |line: &Range<usize>| {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let is_text = || !body.is_apart(line.start) && !body.is_comment(line.start);
        (text == NOTES || text == STEP || spans::is_sign(text)) && is_text()
    };
    let mut slides = body.between(&body.breaks()).into_iter();
    body.lines(0..body.text.len()).any(|line| is_sign(&line))
        || slides.any(|slide| properties::is_sign(body, &slide))
}
