//! Quarto: Pandoc's Markdown, with cells of code, shortcodes and callouts. Its options stand below
//! `format: revealjs`, and headings of the second level begin slides.

mod keys;

use super::definition::{Definition, Detection};
use super::pandoc;

/// The level of headings that begin slides, where the deck names none.
const LEVEL: u8 = 2;

pub(super) static DIALECT: Definition = Definition {
    names: &["quarto"],
    tool: "Quarto",
    has_math: true,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 5,
        hints: &["```{", "{{< ", "::: {.", ":::{.", ":::: {."],
        is_match: pandoc::has_quarto_signs,
    }),
    marks: None,
    rules: pandoc::RULES,
    rewrite: |settings, text| pandoc::rewrite_as(DIALECT.tool, settings, Some(LEVEL), text),
};
