//! HTML as tokens with their places in the text, and as trees.
//!
//! All HTML that Lutrin reads goes through here: what authors write into Markdown, decks of other
//! tools, abstracts of programmes, and pages that are written out again. `tokens` cuts a text into
//! tags and texts, `references` spells out `&eacute;`, `text` gives what a reader would see.
//! `reading` makes a `tree` of HTML; `nesting` keeps a tree balanced that authors and the program
//! write together.
//!
//! A maintained tokenizer (html5gum) does the cutting, so that Lutrin reads HTML as browsers do.
//! Knows no Markdown, and not where addresses lead.

pub mod addresses;
mod borders;
pub mod nesting;
pub mod reading;
pub mod references;
pub mod srcset;
pub mod text;
pub mod tokens;
pub mod tree;
