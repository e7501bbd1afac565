//! What the file of an embed says of it, and the div that it gets to write.

use std::ops::Range;

use crate::markdown::divs::Attributes;
use crate::markdown::embed::EmbedAssets;
use crate::markdown::events::Located;
use crate::markdown::html::Writer;
use crate::markdown::report::BodyReport;

/// An embed.
pub(in crate::markdown::html) struct EmbedDefinition {
    /// Its class on the page, then what else authors may call it.
    pub(super) classes: &'static [&'static str],
    /// What messages call it.
    pub(super) name: &'static str,
    /// What pages with it load.
    pub(super) assets: EmbedAssets,
    /// Reads the attributes of a div and writes all of it. What is wrong with it is reported, and
    /// never stops anything.
    pub(super) write: fn(&mut Writer<'_>, &Div<'_>, &mut BodyReport<'_>),
}

impl EmbedDefinition {
    /// Its class on the page.
    pub(super) fn class(&self) -> &'static str {
        self.classes[0]
    }
}

/// A div that is an embed.
pub(super) struct Div<'d> {
    /// The embed that it is.
    pub(super) definition: &'static EmbedDefinition,
    /// What its first line says.
    pub(super) attributes: &'d Attributes,
    /// That line as its author wrote it: in the masked text there is none to find a place in.
    pub(super) text: &'d str,
    /// The bytes of that line in the body.
    pub(super) range: Range<usize>,
    /// What stands between its two lines of colons.
    pub(super) content: &'d [Located<'d>],
}
