//! HTML as tokens with their places in the text.
//!
//! All HTML that Lutrin reads goes through here: what authors write into Markdown, decks of other
//! tools, abstracts of programmes, and pages that are written out again. `tokens` cuts a text,
//! `references` spells out `&eacute;`, `text` is what a reader would see.
//!
//! A maintained tokenizer (html5gum) does the cutting, so that Lutrin reads HTML as browsers do.
//! Knows no tree, no Markdown and no addresses.

mod borders;
pub mod references;
pub mod text;
pub mod tokens;
