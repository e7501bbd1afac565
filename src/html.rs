//! HTML as tokens with their places in the text, and as trees.
//!
//! All HTML that Lutrin reads goes through here: what authors write into Markdown, decks of other
//! tools, abstracts of programmes, and pages that are written out again. `tokens` cuts a text,
//! `references` spells out `&eacute;`, `text` is what a reader would see. A `tree` is what was read
//! (`reading`) or is being written, balanced by `nesting` where authors and the program write together.
//!
//! A maintained tokenizer (html5gum) does the cutting, so that Lutrin reads HTML as browsers do.
//! Knows no Markdown, and not where addresses lead.

mod borders;
pub mod nesting;
pub mod reading;
pub mod references;
pub mod srcset;
pub mod text;
pub mod tokens;
pub mod tree;
