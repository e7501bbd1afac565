//! The slide that tools make of a deck's front matter: its title, and who speaks, when and where.
//!
//! Knows no tool: each says which of its keys mean what.

use super::body::DeckBody;
use super::paragraph::{one_line, paragraph};
use super::slide::SlideAttributes;
use super::values::plain_text;
use super::writer::DeckRewriter;
use crate::yaml::Node;

/// The class of the line that names the authors. It is left out where the talk below it names the
/// same people.
pub const AUTHORS: &str = "slide-authors";

/// What the front matter says for the first slide, each as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitleSlide {
    /// The title of the deck.
    pub title: Option<String>,
    /// The lines below it: a subtitle, an event.
    pub subtitles: Vec<String>,
    /// The people who speak.
    pub authors: Vec<String>,
    /// The organisations that they speak for.
    pub institutes: Vec<String>,
    /// When the talk is given.
    pub date: Option<String>,
    /// The classes of the slide.
    pub classes: Vec<String>,
    /// Its background: a colour, or a file.
    pub background: Option<String>,
    /// What is said on it.
    pub notes: Option<String>,
}

impl TitleSlide {
    /// The slide in the native form, without a break behind it; empty without a title.
    fn native(&self) -> String {
        let Some(title) = self
            .title
            .as_deref()
            .map(one_line)
            .filter(|t| !t.is_empty())
        else {
            return String::new();
        };
        let mut attributes = SlideAttributes::default();
        self.classes
            .iter()
            .for_each(|class| drop(attributes.classes(class)));
        if let Some(background) = &self.background {
            attributes.pair("background", background);
        }
        let mut parts = vec![attributes.comment(), format!("# {title}")];
        parts.extend(self.subtitles.iter().map(|text| paragraph(text)));
        let authors = paragraph(&self.authors.join(", "));
        parts.push(if authors.is_empty() {
            authors
        } else {
            format!("{authors} {{.{AUTHORS}}}")
        });
        parts.extend(self.institutes.iter().map(|text| paragraph(text)));
        parts.extend(self.date.iter().map(|text| paragraph(text)));
        if let Some(notes) = &self.notes {
            parts.push(format!("::: notes\n{}\n:::", notes.trim()));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    /// Puts the slide before the body that begins at an offset, with a break behind it unless the
    /// body is empty.
    pub(super) fn put(&self, writer: &mut DeckRewriter, body: &DeckBody<'_>, start: usize) {
        let slide = self.native();
        let rest = body.text.get(start..).unwrap_or_default();
        if slide.is_empty() {
            return;
        }
        let end = if rest.trim().is_empty() {
            "\n"
        } else {
            "\n\n---\n\n"
        };
        writer.edits.open(0, slide + end, 0..start);
    }

    /// Reads people: a text, or a list of texts or of mappings with a `name`. Organisations that
    /// stand with a name are read, too.
    pub(super) fn read_people(&mut self, node: &Node<'_>) {
        for person in node.items() {
            if !person.is_mapping() {
                self.authors.extend(plain_text(&person));
                continue;
            }
            for (key, value) in person.entries() {
                match key.as_str() {
                    "name" if value.is_mapping() => {
                        let parts = value.entries();
                        let names: Vec<String> = parts
                            .iter()
                            .filter_map(|(_, part)| plain_text(part))
                            .collect();
                        self.authors.push(names.join(" "));
                    }
                    "name" | "literal" => self.authors.extend(plain_text(&value)),
                    "affiliation" | "affiliations" | "institute" => self.read_institutes(&value),
                    _ => {}
                }
            }
        }
    }

    /// Reads organisations: a text, or a list of texts or of mappings with a `name`.
    pub(super) fn read_institutes(&mut self, node: &Node<'_>) {
        let items = if node.is_mapping() {
            vec![node.clone()]
        } else {
            node.items()
        };
        for item in items {
            let name = if item.is_mapping() {
                let entries = item.entries();
                entries
                    .iter()
                    .find(|(key, _)| key == "name")
                    .and_then(|(_, name)| plain_text(name))
            } else {
                plain_text(&item)
            };
            let name = name.filter(|name| !self.institutes.contains(name));
            self.institutes.extend(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slide_has_what_is_known() {
        let mut slide = TitleSlide::default();
        assert_eq!(slide.native(), "");
        slide.authors = vec!["Ada".to_owned(), "Bob".to_owned()];
        assert_eq!(slide.native(), "");
        slide.title = Some("Bees".to_owned());
        slide.background = Some("#fff".to_owned());
        assert_eq!(
            slide.native(),
            "<!-- .slide: background=\"#fff\" -->\n\n# Bees\n\nAda, Bob {.slide-authors}"
        );
    }
}
