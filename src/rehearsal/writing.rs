//! A run as its file: one entry a line and always in one order, so that versions of it are compared
//! and merged well.

use std::fmt::Write as _;

use super::{Run, RunSlide, Stretch, VERSION};

/// What stands above every run.
const HEAD: &str = "# A timed run of a talk. Lutrin wrote it; `lutrin rehearsals` reads it.\n";

impl Run {
    /// The text of its file. What was read from it again is the same run.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = format!(
            "{HEAD}version: {VERSION}\nstarted: {}\nlanguage: {}\n",
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
        let visits = self.visits.iter();
        let visits = visits.map(|it| {
            format!(
                "slide: {}, enter: {}, leave: {}",
                quoted(&it.slide),
                it.enter,
                it.leave
            )
        });
        list(&mut out, "visits", visits);
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

fn stretch(stretch: Stretch) -> String {
    format!("from: {}, to: {}", stretch.from, stretch.to)
}

/// A text as JSON writes it, which is how YAML reads it, too. A hash of digits alone stays a text.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control()
                || matches!(
                    c,
                    '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
                ) =>
            {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
