//! What the author of a template probably meant where the engine could not go on: another engine's
//! words (Go's, Liquid's, Jinja's, Handlebars'), a call without names, a name with a slip in it.
//!
//! The engine's sentence and its place are all there is to go by; nothing is parsed again.

mod blocks;
mod calls;
mod engines;
mod names;

use std::ops::Range;

/// What to say instead of the engine's sentence.
#[derive(Debug)]
pub(super) struct Advice {
    pub(super) message: String,
    pub(super) hint: String,
    /// A better place than the engine's.
    pub(super) place: Option<Range<usize>>,
}

impl Advice {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
            place: None,
        }
    }

    fn at(self, place: Range<usize>) -> Self {
        Self {
            place: Some(place),
            ..self
        }
    }
}

/// A mistake as the engine reports it.
#[derive(Debug, Clone, Copy)]
struct Fault<'t> {
    text: &'t str,
    /// Where the engine stopped.
    at: usize,
    /// The engine's sentence.
    said: &'t str,
}

/// Advice on a mistake at an offset of a template, of which the engine said a sentence. `known` are
/// the names of all templates.
pub(super) fn on(text: &str, at: usize, said: &str, known: &[&str]) -> Option<Advice> {
    let fault = Fault { text, at, said };
    if said.starts_with("unexpected end of input") {
        return blocks::unclosed(text);
    }
    if said.contains("is inheriting from") {
        return names::parent(fault, known);
    }
    let tag = TemplateTag::around(text, at)?;
    engines::foreign_tag(&tag)
        .or_else(|| blocks::tag(fault, &tag))
        .or_else(|| names::template(fault, &tag, known))
        .or_else(|| calls::call(fault, &tag))
        .or_else(|| engines::operator(fault, &tag))
        .or_else(|| names::undefined(fault))
}

/// `{{ … }}` or `{% … %}`.
#[derive(Debug)]
struct TemplateTag<'t> {
    /// Where its first brace is.
    start: usize,
    /// Whether it writes something: `{{ … }}`.
    is_output: bool,
    /// What stands between its borders, without white space.
    inside: &'t str,
}

impl<'t> TemplateTag<'t> {
    /// The last one that begins at an offset or before it.
    fn around(text: &'t str, at: usize) -> Option<Self> {
        let before = text.get(..at).unwrap_or(text);
        // The engine may stop at the second brace.
        let end = before.len()
            + text[before.len()..]
                .chars()
                .take(2)
                .map(char::len_utf8)
                .sum::<usize>();
        let before = &text[..end];
        let start = before.rfind("{{").max(before.rfind("{%"))?;
        Some(Self::from(text, start))
    }

    /// The one that begins at an offset.
    fn from(text: &'t str, start: usize) -> Self {
        let rest = &text[start + 2..];
        let end = [rest.find("}}"), rest.find("%}"), rest.find('\n')];
        let end = end.into_iter().flatten().min().unwrap_or(rest.len());
        let inside = rest[..end].trim_start_matches('-').trim_end_matches('-');
        Self {
            start,
            is_output: text[start..].starts_with("{{"),
            inside: inside.trim(),
        }
    }

    fn word(&self) -> &'t str {
        let end = self.inside.find(|c: char| !c.is_alphanumeric() && c != '_');
        &self.inside[..end.unwrap_or(self.inside.len())]
    }
}

/// The first name between two marks in a sentence of the engine.
fn named(said: &str, mark: char) -> Option<&str> {
    said.split(mark).nth(1)
}

#[cfg(test)]
mod tests;
