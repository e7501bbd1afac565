//! A body that was read: a tree with slots for what one file alone cannot know.
//!
//! A slot stands where a link's address, an image's size, highlighted code or a word in the
//! reader's language goes; rendering fills it. So a file is parsed once, whatever else on the site
//! changes.

use std::sync::Arc;

use super::embed::EmbedPart;
use super::fence::CodeLook;
use super::gathering::Gathering;
use crate::drawing::tools::DrawingLanguage;
use crate::html::addresses::AddressRole;
use crate::html::tree::Tree;
use crate::source::Span;

/// The body of one file.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// What readers see, with slots for what is not known yet.
    pub content: Tree<Slot>,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Links in order.
    pub links: Vec<Link>,
    /// Images in order.
    pub images: Vec<Image>,
    /// Code blocks in order.
    pub code_blocks: Vec<CodeBlock>,
    /// The classes of the embeds that stand in it, each once.
    pub embeds: Vec<&'static str>,
    /// What embeds leave to be written when their page is rendered, in order.
    pub embed_parts: Vec<Arc<dyn EmbedPart>>,
    /// Where texts of other files are gathered, in order.
    pub gatherings: Vec<Gathering>,
    /// Styles of the author's own HTML, for the sheet of the text, in order.
    pub styles: Vec<AuthorStyle>,
    /// Whether there are formulas.
    pub math: bool,
    /// Ids that links can lead to, sorted: headings, divs, footnotes and raw HTML.
    pub ids: Vec<String>,
    /// Whether it is the slides of a deck in another tool's form.
    pub is_of_other_tool: bool,
    /// Words of prose: no code blocks.
    pub words: usize,
    /// What its ids begin with, where it is a part of another page.
    pub prefix: String,
    /// Plain text of the part before `<!-- more -->`, else of the first paragraph.
    pub summary: String,
}

impl Body {
    /// Whether another body gathers the same texts of other files, wherever that stands in it.
    #[must_use]
    pub fn gathers_like(&self, other: &Self) -> bool {
        let same = |(one, two): (&Gathering, &Gathering)| {
            one.level == two.level && one.gathers.is_like(&two.gathers)
        };
        self.gatherings.len() == other.gatherings.len()
            && self.gatherings.iter().zip(&other.gatherings).all(same)
    }
}

/// What goes into a body when it is rendered. Numbers are indexes into the body's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The attributes of a link.
    Link(usize),
    /// The attributes of an image.
    Image(usize),
    /// The address of a link or a file in the author's own HTML.
    LinkAddress(usize),
    /// The address of an image in the author's own HTML.
    ImageAddress(usize),
    /// The width and height of an image in the author's own HTML.
    ImageSize(usize),
    /// A whole code block.
    Code(usize),
    /// The link that leads to a heading.
    HeadingLink(usize),
    /// The title of an alert.
    AlertTitle(Alert),
    /// The label of the section of footnotes.
    FootnotesLabel,
    /// A link back from a footnote to where it was called, with the number of the note and which
    /// call of it.
    FootnoteBack {
        /// The note's number, from 1.
        number: usize,
        /// Which of several calls, from 1.
        call: usize,
    },
    /// The label of a table's scrollable region.
    TableLabel,
    /// The label of a task's check box.
    TaskLabel(bool),
    /// The contents of the page.
    Contents,
    /// A part of an embed.
    EmbedPart(usize),
    /// The declarations of an element in the author's own HTML.
    Style(usize),
    /// The label of a formula's scrollable region.
    MathLabel,
    /// Texts of other files.
    Gathering(usize),
}

/// GFM's five alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Alert {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Note,
        Self::Tip,
        Self::Important,
        Self::Warning,
        Self::Caution,
    ];

    /// Its class, and the end of its title's key in the theme's strings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1–6.
    pub level: u8,
    /// Its id, unique in the body.
    pub id: String,
    /// Its text without markup.
    pub text: String,
    /// Its content as HTML without links, for contents.
    pub html: String,
    /// What its author wrote in braces, but for its id and classes: `{time=5m}`.
    pub attributes: Vec<(String, String)>,
    /// Its place.
    pub span: Span,
}

/// A style in the author's own HTML.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AuthorStyle {
    /// What a `style` attribute says, and for slides `width` and `height`.
    Element {
        /// As the author wrote it: the value of `data-style` in the page.
        declarations: String,
        /// The same as the sheet says it.
        css: String,
        /// Whether it is within a drawing or a formula, where a pixel is one of the drawing's.
        is_in_drawing: bool,
    },
    /// What a `<style>` says.
    Sheet {
        /// Its text.
        text: String,
        /// Its media query, where it has one.
        media: Option<String>,
    },
}

impl AuthorStyle {
    /// The attribute by which the sheet finds an element.
    pub const ATTRIBUTE: &str = "data-style";

    /// The attribute of an element whose style went to the sheet.
    #[must_use]
    pub fn attribute(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Element { declarations, .. } => vec![(Self::ATTRIBUTE, declarations.clone())],
            Self::Sheet { .. } => Vec::new(),
        }
    }
}

/// A link as written, or the address of something that the page loads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The destination.
    pub destination: String,
    /// The title; often empty.
    pub title: String,
    /// The place of the destination, or of the whole link where it is defined elsewhere.
    pub span: Span,
    /// What it is for the browser, where that loads it with the page.
    pub loaded_as: Option<AddressRole>,
}

/// An image as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// The destination.
    pub destination: String,
    /// The alternative text.
    pub alt: String,
    /// The place of the destination.
    pub span: Span,
    /// Whether it only decorates, and so needs no alternative text.
    pub decorates: bool,
    /// Whether it stands in the author's own HTML, which says itself how it is shown.
    pub in_html: bool,
    /// Whether it is one of several forms, of which a browser takes one that it can show.
    pub is_alternative: bool,
    /// How large its author wants it.
    pub asked: AskedSize,
}

/// The size that an author gives to an image; `None` where the image has its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AskedSize {
    /// How wide it is.
    pub width: Option<Width>,
    /// How high it is, in pixels.
    pub height: Option<u32>,
}

/// The width of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// In CSS pixels; on a slide, of 1,280 across.
    Pixels(u32),
    /// Of the text or the slide, from 1 to 100.
    Percent(u8),
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// The first word after the fence; empty for indented code.
    pub language: String,
    /// The code, with line feeds only.
    pub code: String,
    /// The place of the language, else of the block.
    pub span: Span,
    /// How it is to be shown.
    pub look: CodeLook,
}

impl CodeBlock {
    /// The language that it is a drawing in, if it may be drawn: where its author speaks of lines,
    /// it is shown as code.
    #[must_use]
    pub fn drawing(&self) -> Option<DrawingLanguage> {
        let language = DrawingLanguage::of_fence(&self.language)?;
        (!self.look.has_lines() && self.look.steps.is_empty()).then_some(language)
    }
}
