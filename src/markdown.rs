//! Markdown bodies: `CommonMark`, GFM and fenced divs, read into a [`Body`].
//!
//! A body goes through small passes over the parser's events, each in a module of its own: `divs`
//! masks and nests what the parser does not know, `dollars` and `heading_braces` mask what it would
//! take for more than text, `events` reads, `raw` cuts the author's HTML,
//! `image_attributes` takes those of images, `near_misses` and `conflicts` report what was meant
//! otherwise, `autolink` finds bare addresses, `typeset` sets what is left, `footnotes` and
//! `headings` number and name, `html` writes the tree. Nothing here knows other files or themes. Of
//! a language it knows only the profile that its text is set by.

mod autolink;
mod body;
mod braces;
mod colons;
mod conflicts;
mod divs;
mod dollars;
mod embed;
mod events;
mod fence;
mod footnotes;
mod foreign;
mod gathering;
mod heading_braces;
mod headings;
mod html;
mod image_attributes;
mod math;
mod near_misses;
mod raw;
mod report;
mod slide;
mod slides;
mod speaker_notes;
mod text;
mod typeset;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::dialect::{self, Dialect, DialectSettings, HtmlRules};
use crate::source::Source;
use crate::typography::Profile;

use footnotes::Beside;
use report::BodyReport;

pub(crate) use footnotes::call_id;

pub use body::{Alert, AskedSize, AuthorStyle, Body, CodeBlock, Heading, Image, Link, Slot, Width};
pub use embed::{EmbedAssets, EmbedPage, EmbedPart};
pub use fence::CodeLook;
pub use gathering::{Gathering, Gathers};
pub use html::embeds::embed_assets;
pub use slide::{Background, Fit, Layout, Numbering, Side, Slide, Slides};

/// How a body is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether `$…$` and `$$…$$` are formulas; without it, dollars are dollars.
    pub math: bool,
    /// How running text is set.
    pub typography: Profile,
}

/// How a body is read that becomes part of another page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Within {
    /// How many levels deeper its headings are.
    pub shift: u8,
    /// What its ids begin with, so that no other text of the page has the same.
    pub prefix: String,
}

/// Reads the part of a source that is its body. Never fails; spans are in the whole source.
#[must_use]
pub fn parse(
    source: &Source,
    range: Range<usize>,
    options: Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    parse_within(source, range, options, &Within::default(), diagnostics)
}

/// As [`parse`], for a text that becomes part of another one's page.
#[must_use]
pub fn parse_within(
    source: &Source,
    range: Range<usize>,
    options: Options,
    within: &Within,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let text = events::normalized(&source.text()[range.clone()]);
    let fences = settle(&text, options, false);
    let masked = colons::mask(dollars::mask(divs::mask(&text, &fences), options));
    let masked = heading_braces::mask(masked, options, false);
    let mut read = events::read(&masked, options);
    dollars::restore(&mut read.nodes, &text, &masked);
    let mut report = BodyReport {
        source,
        base: range.start,
        origin: &[],
        html: HtmlRules::Strict,
        diagnostics,
    };
    let conflicts = conflicts::find(&text, &read.nodes, &report);
    events::report_broken(&text, &read, &mut report);
    footnotes::report_undefined(&text, &read.nodes, &mut report);
    let nodes = divs::nesting::nest(read.nodes, &fences, &mut report);
    let (nodes, beside) = footnotes::keep(speaker_notes::separate(nodes));
    let nodes = raw::reading::read(nodes, &mut report);
    let (nodes, images) = image_attributes::take(nodes, &text, false, &mut report);
    let reading = near_misses::Reading {
        math: options.math,
        is_deck: false,
        reports_tools: true,
    };
    near_misses::report(&text, &nodes, reading, &mut report);
    let nodes = autolink::apply(nodes, &text);
    let (nodes, names) = typeset::apply(nodes, &text, options.typography);
    let body = html::write(
        html::BodyText {
            source: &text,
            nodes: &nodes,
            names,
            images: &images,
            within,
            beside: &beside,
        },
        options,
        &mut report,
    );
    conflicts.report(&mut report);
    body
}

/// Reads the part of a source that is its slides, in whatever dialect. Never fails; spans are in
/// the whole source.
#[must_use]
pub fn parse_slides(
    source: &Source,
    range: Range<usize>,
    options: Options,
    (dialect, settings): (Dialect, &DialectSettings),
    diagnostics: &mut Vec<Diagnostic>,
) -> Slides {
    let (closed, unclosed) = dialect::close_in_slides(&source.text()[range.clone()]);
    let (native, mut problems) = dialect::rewrite(dialect, settings, &closed.text);
    for problem in &mut problems {
        problem.range = closed.original(&problem.range);
    }
    foreign::report(problems, dialect, (source, range.start), diagnostics);
    let before = diagnostics.len();
    let text = events::normalized(&native.text);
    let fences = settle(&text, options, true);
    let masked = colons::mask(dollars::mask(divs::mask(&text, &fences), options));
    let masked = heading_braces::mask(masked, options, true);
    let mut read = events::read(&masked, options);
    dollars::restore(&mut read.nodes, &text, &masked);
    let mut report = BodyReport {
        source,
        base: range.start,
        origin: &[&native, &closed],
        html: dialect.html(),
        diagnostics,
    };
    raw::reading::closed_in_slides(&unclosed, &mut report);
    let conflicts = conflicts::find(&text, &read.nodes, &report);
    events::report_broken(&text, &read, &mut report);
    footnotes::report_undefined(&text, &read.nodes, &mut report);
    let nodes = divs::nesting::nest(read.nodes, &fences, &mut report);
    let nodes = raw::reading::read(nodes, &mut report);
    let (nodes, images) = image_attributes::take(nodes, &text, true, &mut report);
    let reading = near_misses::Reading {
        math: options.math,
        is_deck: true,
        reports_tools: dialect == Dialect::NATIVE,
    };
    near_misses::report(&text, &nodes, reading, &mut report);
    let slides::Split {
        mut shown,
        mut notes,
        hidden,
        heads,
        attributes,
    } = slides::split(nodes, &text, &mut report);
    if dialect.restarts_footnotes() {
        footnotes::tell_apart(&mut shown, &mut notes);
    }
    let called = footnotes::lend(&hidden, &mut shown, &mut notes);
    let (beside_shown, beside_notes) = footnotes::share(&mut shown, &mut notes, &called);
    let write =
        |nodes, heads: &[slides::Head], place: (&Within, &Beside), report: &mut BodyReport<'_>| {
            let (nodes, names) =
                typeset::apply(autolink::apply(nodes, &text), &text, options.typography);
            let deck = html::slides::DeckText {
                heads,
                attributes: &attributes,
                pixels_across: dialect.pixels_across(),
                restarts_footnotes: dialect.restarts_footnotes(),
            };
            html::slides::write(
                html::BodyText {
                    source: &text,
                    nodes: &nodes,
                    names,
                    images: &images,
                    within: place.0,
                    beside: place.1,
                },
                deck,
                options,
                report,
            )
        };
    let place = Within::default();
    let (body, shown) = write(shown, &heads, (&place, &beside_shown), &mut report);
    let within = Within {
        prefix: NOTES.to_owned(),
        ..Within::default()
    };
    let (spoken, said) = write(notes, &[], (&within, &beside_notes), &mut report);
    let slides = heads.into_iter().zip(shown).zip(said);
    let slides = slides
        .map(|((head, shown), said)| html::slides::join(head, shown, said.content, &report))
        .collect();
    conflicts.report(&mut report);
    foreign::soften(dialect, source, &mut diagnostics[before..]);
    Slides {
        body,
        notes: spoken,
        slides,
    }
}

/// What ids in speaker notes begin with, so that no slide has the same.
const NOTES: &str = "_n-";

/// The `:::` lines that the parser takes for blocks of their own, so not those in code.
fn settle(text: &str, options: Options, is_deck: bool) -> divs::Fences {
    let mut fences = divs::find(text, is_deck);
    loop {
        let masked = divs::mask(text, &fences);
        let read = |masked| events::read(masked, options).nodes;
        let taken = if fences.is_empty() {
            Vec::new()
        } else {
            divs::nesting::fences_taken(&read(&masked), &fences)
        };
        if taken.len() == fences.len() {
            return fences;
        }
        fences.retain(|offset, _| taken.contains(offset));
    }
}

/// A line of Markdown with inline markup only, as HTML without links to resolve: a biography, a
/// caption.
#[must_use]
pub fn inline(text: &str, profile: Profile) -> String {
    let nodes = autolink::apply(events::read(text, Options::default()).nodes, text);
    html::inline(&typeset::apply(nodes, text, profile).0).into_html()
}

/// The same without markup, for machines that know no HTML.
#[must_use]
pub fn inline_text(text: &str, profile: Profile) -> String {
    text::plain(&typeset::apply(events::read(text, Options::default()).nodes, text, profile).0)
}
