//! What stands at the head and at the foot of Marp's slides: inline Markdown, from its slide on.
//!
//! Lutrin has one line for both, at the foot. A foot that is plain text and the same on all slides is
//! the deck's own `footer`, and needs nothing here.

use std::collections::BTreeMap;

use super::super::body::DeckBody;
use super::super::paragraph::{one_line, paragraph};
use super::super::running_text::RunningText;
use super::super::writer::DeckRewriter;
use super::{DIALECT, images};

/// Writes heads and feet in the native form, each text once.
#[derive(Debug, Default)]
pub(super) struct Margins {
    written: BTreeMap<String, String>,
}

impl Margins {
    /// The lines of a slide for its head and its foot.
    pub(super) fn lines(&mut self, header: Option<&str>, footer: Option<&str>) -> String {
        let mut lines = String::new();
        for (name, markdown) in [("slide-header", header), ("slide-footer", footer)] {
            let markdown = markdown.map(str::trim).filter(|text| !text.is_empty());
            if let Some(markdown) = markdown {
                let words = self.native(markdown);
                for part in ["::: ", name, "\n", words, "\n:::\n"] {
                    lines.push_str(part);
                }
            }
        }
        if lines.is_empty() {
            "::: slide-footer\n:::\n".to_owned()
        } else {
            lines
        }
    }

    fn native(&mut self, markdown: &str) -> &str {
        let written = self.written.entry(markdown.to_owned());
        written.or_insert_with(|| native(markdown))
    }
}

/// Whether a text is shown as it stands, without any Markdown.
pub(super) fn is_plain(markdown: &str) -> bool {
    !markdown.contains(['*', '_', '`', '[', '<', '&', '\\', ':', '$', '\n'])
}

fn native(markdown: &str) -> String {
    let line = one_line(markdown);
    let body = DeckBody::read(&line, |_| false, true);
    let mut writer = DeckRewriter::new(DIALECT.tool);
    images::rewrite_margin(&mut writer, &body);
    RunningText::read(&line).write_emoji(&mut writer, &line);
    let rewritten = writer.finish(&body).0.text;
    paragraph(&rewritten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_feet_are_lines_of_their_own() {
        let mut margins = Margins::default();
        assert_eq!(
            margins.lines(
                Some("**Bees** ![w:40 logo](a.png) :bee:"),
                Some("1. May\n2026")
            ),
            "::: slide-header\n**Bees** ![logo](a.png){.slide-logo} 🐝\n:::\n::: slide-footer\n1\\. May 2026\n:::\n"
        );
        assert_eq!(margins.lines(None, Some(" ")), "::: slide-footer\n:::\n");
        assert!(is_plain("Bees · 2026") && !is_plain("**Bees**"));
    }
}
