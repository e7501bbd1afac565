//! `HedgeDoc`, once `CodiMD`: reveal.js' slides, with containers, embeds and marks of its own. The
//! end of a line is a line break.

mod forms;
mod keys;
mod listings;
mod marks;

use super::body::DeckBody;
use super::definition::{DeckRules, Definition, Detection};
use super::running_text::RunningText;
use super::stray::NotesForm;
use super::{line_breaks, reveal};

pub(super) static DIALECT: Definition = Definition {
    names: &["hedgedoc", "codimd", "hackmd"],
    tool: "HedgeDoc",
    has_math: true,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 5,
        hints: &[
            "\n:::info",
            "\n:::success",
            "\n:::warning",
            "\n:::danger",
            "\n:::spoiler",
            "{%",
        ],
        is_match: has_forms,
    }),
    marks: None,
    rules: DeckRules {
        pixels_across: 960,
        notes: &[NotesForm::Aside, NotesForm::Attribute, NotesForm::Sign],
        restarts_footnotes: true,
        has_divs: true,
        ..DeckRules::USUAL
    },
    rewrite: |settings, text| {
        reveal::rewrite_as(DIALECT.tool, settings, text, |writer, body| {
            forms::rewrite(writer, body);
            listings::rewrite(writer, body);
            marks::rewrite(writer, body);
            RunningText::read(body.text).write_emoji(writer, body.text);
            if settings.breaks != Some(false) {
                line_breaks::rewrite(writer, body, true);
            }
        })
    },
};

/// Whether a body has containers or embeds that no other tool has.
fn has_forms(body: &DeckBody<'_>) -> bool {
    body.lines(0..body.text.len()).any(|line| {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let is_form = forms::container(text).is_some() && !text.starts_with("::: ")
            || forms::embed(text).is_some();
        is_form && body.is_text(line.start)
    })
}
