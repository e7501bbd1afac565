//! Markdown bodies: `CommonMark`, GFM and fenced divs, read into a [`Body`].
//!
//! A body goes through small passes over the parser's events, each in a module of its own: `divs` masks what
//! the parser does not know, `events` reads and nests, `autolink` finds bare addresses, `typeset` sets
//! what is left, `footnotes` and `headings` number and name, `html` writes. Nothing here knows another file or a
//! theme, nor of languages more than the profile they are set by.

mod autolink;
mod body;
mod divs;
mod events;
mod footnotes;
mod headings;
mod html;
mod raw_html;
mod text;
mod typeset;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::typography::Profile;

pub(crate) use html::inlines::call_id;

pub use body::{Alert, Body, CodeBlock, Heading, Image, Link, Slot};

/// Reads the part of a source that is its body. Never fails; spans are in the whole source.
#[must_use]
pub fn parse(source: &Source, range: Range<usize>, profile: Profile, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let text = events::normalized(&source.text()[range.clone()]);
    let fences = settle(&text);
    let masked = divs::mask(&text, &fences);
    let read = events::read(&masked);
    let mut report = events::Report { source, base: range.start, diagnostics };
    report.broken_references(&text, &read.broken);
    events::undefined_notes(&text, &read.nodes, &mut report);
    let nodes = events::nest(read.nodes, &fences, &mut report);
    let nodes = autolink::apply(events::without_notes(nodes));
    let (nodes, names) = typeset::apply(nodes, &text, profile);
    html::write(&text, &nodes, names, &mut report)
}

/// The `:::` lines that the parser takes for blocks of their own, so not those in code.
fn settle(text: &str) -> divs::Fences {
    let mut fences = divs::find(text);
    loop {
        let masked = divs::mask(text, &fences);
        let taken =
            if fences.is_empty() { Vec::new() } else { events::fences_taken(&events::read(&masked).nodes, &fences) };
        if taken.len() == fences.len() {
            return fences;
        }
        fences.retain(|offset, _| taken.contains(offset));
    }
}

/// A line of Markdown with inline markup only, as HTML without links to resolve: a biography, a caption.
#[must_use]
pub fn inline(text: &str, profile: Profile) -> String {
    html::inline(&typeset::apply(autolink::apply(events::read(text).nodes), text, profile).0)
}
