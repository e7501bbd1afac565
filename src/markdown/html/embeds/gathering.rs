//! `::: sessions` and `::: talks`: a place of a recap for texts of other files, below what its
//! author writes in it. Which texts these are, the site knows; the recap's page writes them.

use super::attributes::{AttributeReader, AttributeText};
use super::definition::{Div, EmbedDefinition};
use crate::markdown::body::Slot;
use crate::markdown::embed::EmbedAssets;
use crate::markdown::gathering::{Gathering, Gathers};
use crate::markdown::html::Writer;
use crate::markdown::report::BodyReport;
use crate::source::{Span, Spanned};

pub(super) static SESSIONS: EmbedDefinition = EmbedDefinition {
    classes: &["sessions"],
    name: "gathering of sessions",
    assets: EmbedAssets::NONE,
    write: write_sessions,
};

pub(super) static TALKS: EmbedDefinition = EmbedDefinition {
    classes: &["talks"],
    name: "gathering of talks",
    assets: EmbedAssets::NONE,
    write: write_talks,
};

fn write_sessions(writer: &mut Writer<'_>, div: &Div<'_>, report: &mut BodyReport<'_>) {
    let mut reader = AttributeReader::new(div, report);
    let level = level(&mut reader);
    let only = reader.written("only");
    let only = only.map(|only| words(&only)).unwrap_or_default();
    let track = reader.written("track").map(|track| Spanned {
        value: track.value,
        span: track.span,
    });
    finish(reader);
    // Sessions are chapters, unless they stand right below a heading of their own.
    let is_below_heading = writer.is_below_heading();
    let level = level.unwrap_or_else(|| writer.level_here(is_below_heading));
    writer.gathering(div, Gathers::Sessions { only, track }, level, report);
}

fn write_talks(writer: &mut Writer<'_>, div: &Div<'_>, report: &mut BodyReport<'_>) {
    let mut reader = AttributeReader::new(div, report);
    let level = level(&mut reader);
    finish(reader);
    // Talks are what the heading above them is about.
    let level = level.unwrap_or_else(|| writer.level_here(true));
    writer.gathering(div, Gathers::Talks, level, report);
}

/// The level of the headings above the texts.
fn level(reader: &mut AttributeReader<'_, '_, '_>) -> Option<u8> {
    reader.text("level").and_then(|level| match level.parse() {
        Ok(level @ 2..=5) => Some(level),
        _ => reader.wrong(
            "level",
            format!("`{level}` is no level of a heading here"),
            "write a number from 2 to 5",
        ),
    })
}

fn finish(reader: AttributeReader<'_, '_, '_>) {
    reader.finish(&[
        ("sessions", "only"),
        ("order", "only"),
        ("slugs", "only"),
        ("room", "track"),
        ("depth", "level"),
    ]);
}

/// The words of a value, each at its own place.
fn words(text: &AttributeText) -> Vec<Spanned<String>> {
    let words = text.value.split([' ', ',']).filter(|word| !word.is_empty());
    let spanned = |word: &str| {
        let start = text.span.start + (word.as_ptr() as usize - text.value.as_ptr() as usize);
        let span = Span {
            start,
            end: start + word.len(),
        };
        Spanned {
            value: word.to_owned(),
            span,
        }
    };
    words.map(spanned).collect()
}

impl Writer<'_> {
    /// The level of headings that stand below the last one, or that stand by themselves.
    fn level_here(&self, is_below_last: bool) -> u8 {
        let last = self.body.headings.last().filter(|_| is_below_last);
        last.map_or(2, |heading| heading.level + 1)
    }

    /// Whether nothing was written since the last heading.
    fn is_below_heading(&self) -> bool {
        let closed = self.out.tree.last_closed().unwrap_or_default();
        matches!(closed, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }

    fn gathering(
        &mut self,
        div: &Div<'_>,
        gathers: Gathers,
        level: u8,
        report: &mut BodyReport<'_>,
    ) {
        self.begin_embed("div", div);
        self.out.tree.end();
        self.line();
        self.nodes(div.content, report);
        self.slot(Slot::Gathering(self.body.gatherings.len()));
        self.close_line("div");
        self.body.gatherings.push(Gathering {
            gathers,
            level: level.min(5),
            span: report.span(&div.range),
        });
    }
}
