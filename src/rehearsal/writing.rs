//! A run as its file: one entry a line and always in one order, so that versions of it are compared
//! and merged well.

use std::fmt::Write as _;

use super::{Run, RunSlide, Stretch, VERSION, Visit};

/// What stands above every run.
const HEAD: &str = "# A timed run of a talk. Lutrin wrote it; `lutrin rehearsals` reads it.\n";

impl Run {
    /// The text of its file. What was read from it again is the same run.
    ///
    /// The checksum covers all that stands below the version, so that an edit by hand is seen in
    /// the file alone, whoever looks at it later: see [`Run::is_as_written`].
    #[must_use]
    pub fn write(&self) -> String {
        let head = format!("id: \"{}\"\nrevision: {}\n", self.id, self.revision);
        let body = self.write_body();
        let sum = checksum(&[&head, &body]);
        format!("{HEAD}version: {VERSION}\n{head}checksum: \"{sum:08x}\"\n{body}")
    }

    /// Whether a text is what Lutrin wrote for this run, in this or an older version of the format:
    /// nobody edited a byte of it.
    #[must_use]
    pub fn is_as_written(&self, text: &str) -> bool {
        let is_version_1 = || self.revision == 0 && text == self.write_version_1();
        text == self.write() || is_version_1()
    }

    fn write_version_1(&self) -> String {
        format!("{HEAD}version: 1\n{}", self.write_body())
    }

    /// What all versions of the format have in common.
    fn write_body(&self) -> String {
        let mut out = format!(
            "started: {}\nlanguage: {}\n",
            self.started.iso(),
            self.language
        );
        let names = [("variant", &self.variant), ("speaker", &self.speaker)];
        for (key, name) in names
            .into_iter()
            .filter_map(|(key, name)| Some((key, name.as_ref()?)))
        {
            let _ = writeln!(out, "{key}: {}", quoted(name));
        }
        if self.sample {
            out.push_str("sample: true\n");
        }
        if let Some(slot) = self.slot {
            let _ = writeln!(out, "slot: {}", slot.seconds());
        }
        let _ = writeln!(out, "deck: {}", quoted(&self.deck_hash()));
        list(&mut out, "slides", self.slides.iter().map(slide));
        list(&mut out, "visits", self.visits.iter().map(visit));
        list(&mut out, "pauses", self.pauses.iter().copied().map(stretch));
        list(
            &mut out,
            "questions",
            self.questions.iter().copied().map(stretch),
        );
        let _ = write!(out, "state: {}\nend: {}\n", self.state.name(), self.end);
        out
    }
}

/// The 32-bit FNV-1a hash of a text in pieces. It is there to find accidents and edits, not to keep
/// anybody from forging one.
fn checksum(pieces: &[&str]) -> u32 {
    let bytes = pieces.iter().flat_map(|piece| piece.bytes());
    bytes.fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn list(out: &mut String, key: &str, items: impl Iterator<Item = String>) {
    let start = out.len();
    for item in items {
        let _ = writeln!(out, "  - {{{item}}}");
    }
    let head = if out.len() == start {
        format!("{key}: []\n")
    } else {
        format!("{key}:\n")
    };
    out.insert_str(start, &head);
}

fn slide(slide: &RunSlide) -> String {
    let mut out = format!("id: {}, hash: {}", quoted(&slide.id), quoted(&slide.hash));
    if let Some(title) = &slide.title {
        let _ = write!(out, ", title: {}", quoted(title));
    }
    let _ = write!(out, ", part: {}", slide.part);
    if let Some(plan) = slide.plan {
        let _ = write!(out, ", plan: {}", plan.seconds());
    }
    if slide.optional {
        out.push_str(", optional: true");
    }
    out
}

fn visit(visit: &Visit) -> String {
    let slide = quoted(&visit.slide);
    format!(
        "slide: {slide}, enter: {}, leave: {}",
        visit.enter, visit.leave
    )
}

fn stretch(stretch: Stretch) -> String {
    format!("from: {}, to: {}", stretch.from, stretch.to)
}

/// A text as JSON writes it, which is how YAML reads it, too. A hash of digits alone stays a text.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped(&text, char::is_control))
}

/// JSON as YAML reads it: a letter that YAML takes for the end of a line, or that no text of its
/// own may have, is written by its number.
#[must_use]
pub fn json_as_yaml(json: &str) -> String {
    escaped(json, |letter| matches!(letter, '\u{7f}'..='\u{9f}'))
}

/// A text with the letters that YAML may not have as they are, and more, by their numbers.
fn escaped(text: &str, more: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if more(c)
            || matches!(
                c,
                '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
            )
        {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
