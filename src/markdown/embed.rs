//! The parts of an embed that wait until its page is rendered, and what they can ask that page.
//!
//! A file is parsed once, before anybody knows what its links lead to and what a theme says in the
//! reader's language. So the file of an embed (`html/embeds/`) writes what it can, and leaves an
//! [`EmbedPart`] in each place that needs more. Whoever renders the page implements [`EmbedPage`]
//! and knows no embed by its name. Feeds, the search index and decks take what was written from
//! the tree, by rules that are the same for every element. Knows no site and no theme.

use std::convert::Infallible;
use std::fmt::Debug;

use crate::date::Date;
use crate::html::tree::Tree;
use crate::lang::Lang;

/// A part of an embed.
pub trait EmbedPart: Debug + Send + Sync {
    /// Writes the part into the page.
    fn write(&self, page: &mut dyn EmbedPage);
}

/// A page while it is rendered. Links and images are named by their numbers in the body.
pub trait EmbedPage {
    /// Where parts are written.
    fn out(&mut self) -> &mut Tree<Infallible>;

    /// The language of the page.
    fn lang(&self) -> &Lang;

    /// What the site calls a language; its code, where the site does not have it.
    fn language_name(&self, lang: &Lang) -> String;

    /// A text of the theme in the page's language, by its key and its arguments.
    fn string(&self, key: &str, arguments: &[(&str, &str)]) -> String;

    /// A date as the page's language writes it.
    fn date(&self, date: &Date) -> String;

    /// The address of the file that a link names.
    fn link_address(&self, link: usize) -> String;

    /// The address of an image's own file, and its width and height in pixels where they are known.
    fn image_address(&self, image: usize) -> (String, Option<(u32, u32)>);

    /// The attributes of an `<img>` that is loaded when a reader comes near.
    fn image_attributes(&self, image: usize) -> Vec<(&'static str, String)>;

    /// The whole address of the page, with its scheme and host; `None` for a text that has none.
    fn page_address(&self) -> Option<String>;
}

/// The files of the theme that a page loads for an embed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmbedAssets {
    /// Whether `css/embeds.css` says how it looks.
    pub has_styles: bool,
    /// The address of its script within the theme: `js/video.js`.
    pub script: Option<&'static str>,
}

impl EmbedAssets {
    /// For an embed that needs nothing but what every page has.
    pub const NONE: Self = Self {
        has_styles: false,
        script: None,
    };
}
