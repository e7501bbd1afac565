//! One value of a YAML text: what it says, and where it stands.

use std::ops::Range;

use serde_yaml::Value;

use super::step::Step;
use super::{Yaml, glance, lines, tree};
use crate::diagnostic::{Code, Diagnostic, Place, codes};
use crate::source::Span;

/// A value and the path to it.
#[derive(Debug, Clone)]
pub struct Node<'y> {
    pub(super) yaml: &'y Yaml<'y>,
    pub(super) value: &'y Value,
    pub(super) steps: Vec<Step<'y>>,
}

impl<'y> Node<'y> {
    /// The place of the value in the source.
    #[must_use]
    pub fn span(&self) -> Span {
        let (start, text) = (self.yaml.range.start, &*self.yaml.text.text);
        let at_a_glance = self
            .value
            .as_str()
            .and_then(|value| glance::find(text, &self.steps, value));
        let found = at_a_glance.map(|range| self.yaml.span(&range));
        found
            .or_else(|| self.place_of(|node| node.value.clone()))
            .unwrap_or(Span::at(start))
    }

    /// The place of the value, as diagnostics want it.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::new(self.yaml.source.path(), self.span())
    }

    /// Reports a mistake at the value.
    pub fn report(&self, code: Code, message: impl Into<String>, hint: Option<String>) {
        self.push(Diagnostic::new(code, self.place(), message).maybe_hint(hint));
    }

    /// Reports a mistake that was found later, at a place within the value.
    pub fn report_at(
        &self,
        span: Span,
        code: Code,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let place = Place::new(self.yaml.source.path(), span);
        self.push(Diagnostic::new(code, place, message).maybe_hint(hint));
    }

    /// The place of the key of the value, where it has one.
    #[must_use]
    pub fn key_place(&self) -> Place {
        let span = self.place_of(|found| found.key.clone().unwrap_or(found.value.clone()));
        Place::new(self.yaml.source.path(), span.unwrap_or_else(|| self.span()))
    }

    /// Reports a mistake at the key of the value, where it has one.
    pub fn report_key(&self, code: Code, message: impl Into<String>, hint: Option<String>) {
        self.push(Diagnostic::new(code, self.key_place(), message).maybe_hint(hint));
    }

    /// Reports a diagnostic that was made elsewhere.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.yaml.diagnostics.borrow_mut().push(diagnostic);
    }

    /// The lines of the value as the file has them, without the spaces around each.
    pub(super) fn lines(&self) -> Vec<&'y str> {
        let place = self.place_of(|found| found.value.clone());
        let text = self.yaml.source.text();
        let written = place.map_or("", |span| &text[span.start..span.end]);
        written.lines().map(str::trim).collect()
    }

    /// Whether the value was left empty.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }

    /// Whether the value is a mapping.
    #[must_use]
    pub fn is_mapping(&self) -> bool {
        self.value.is_mapping()
    }

    /// Whether the value is a sequence.
    #[must_use]
    pub fn is_sequence(&self) -> bool {
        self.value.is_sequence()
    }

    /// A text. What YAML takes for a number or a boolean is read as it was written: `1.10`, `no`.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                Some(self.written().unwrap_or_else(|| scalar(self.value)))
            }
            _ => {
                self.report_type("a text", self.in_quotes());
                None
            }
        }
    }

    /// How a text is written that YAML takes for a list, a mapping or a mark of its own: `[WIP] T`.
    fn in_quotes(&self) -> Option<String> {
        let Some(Step::Key(key)) = self.steps.last() else {
            return None;
        };
        let span = self.key_place().span?;
        let text = self.yaml.source.text();
        let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..].lines().next()?;
        // A key within braces begins no line.
        let pair = line.trim_start_matches([' ', '-']);
        pair.strip_prefix(*key)?.strip_prefix(':')?;
        let written = lines::value(line)?.split(" #").next()?.trim();
        let is_mark = written.starts_with(['[', '{', '!']) && !written.contains(['"', ',']);
        let quotes = format!("put it in quotes: `{key}: \"{written}\"`");
        let bare = written
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        is_mark.then(|| match bare {
            Some(bare) => {
                format!("take the brackets out: `{key}: {bare}`; if they are text, {quotes}")
            }
            None => format!("if it is a text, {quotes}"),
        })
    }

    /// The value, where it is a text; says nothing where it is something else.
    #[must_use]
    pub fn scalar_text(&self) -> Option<&'y str> {
        self.value.as_str()
    }

    /// A number, whole or not.
    #[must_use]
    pub fn decimal(&self) -> Option<f64> {
        self.value.as_f64().or_else(|| self.wrong_type("a number"))
    }

    /// Whether the value is the number 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.value.as_u64() == Some(0)
    }

    /// A whole number within bounds.
    #[must_use]
    pub fn integer(&self, bounds: std::ops::RangeInclusive<usize>) -> Option<usize> {
        let Some(number) = self.value.as_u64() else {
            return self.wrong_type("a whole number");
        };
        match usize::try_from(number) {
            Ok(number) if bounds.contains(&number) => Some(number),
            _ => {
                let message = format!(
                    "{number} is not between {} and {}",
                    bounds.start(),
                    bounds.end()
                );
                self.report(codes::BAD_VALUE, message, None);
                None
            }
        }
    }

    /// The items of a sequence; a single text counts as a sequence of one.
    #[must_use]
    pub fn items(&self) -> Vec<Node<'y>> {
        match self.value {
            Value::Sequence(items) => items
                .iter()
                .enumerate()
                .map(|(i, value)| self.child(value, Step::Item(i)))
                .collect(),
            Value::Null => Vec::new(),
            _ => vec![self.clone()],
        }
    }

    /// The entries of a mapping, with their keys as text.
    #[must_use]
    pub fn entries(&self) -> Vec<(String, Node<'y>)> {
        match self.value {
            Value::Mapping(mapping) => mapping
                .iter()
                .filter_map(|(key, value)| {
                    if let Some(key) = key.as_str() {
                        let node = self.child(value, Step::Key(key));
                        let was_reported = node.report_glued_key().is_some();
                        (!was_reported).then(|| (key.to_owned(), node))
                    } else {
                        self.report(
                            codes::WRONG_TYPE,
                            format!("the key `{}` is not a text", scalar(key)),
                            None,
                        );
                        None
                    }
                })
                .collect(),
            Value::Null => Vec::new(),
            _ => self.wrong_type("a mapping").unwrap_or_default(),
        }
    }

    /// Whether a comment stands where the value was meant, which has its diagnostic already.
    pub(super) fn is_cut(&self) -> bool {
        let is_here = |cut: &Range<usize>| {
            let place = self.place_of(|found| found.key.clone().unwrap_or(found.value.clone()));
            let text = self.yaml.source.text();
            place.is_some_and(|span| {
                let start = span.start.min(cut.start);
                !text[start..cut.start.max(span.start)].contains('\n')
            })
        };
        self.is_null() && self.yaml.cut.iter().any(is_here)
    }

    /// Says that a space is missing, where a key without a value has a colon in it: `en:storage`
    /// within braces. Gives what stands before the colon.
    pub(super) fn report_glued_key(&self) -> Option<&'y str> {
        let Some(Step::Key(written)) = self.steps.last() else {
            return None;
        };
        let (key, value) = written.split_once(':').filter(|_| self.is_null())?;
        let is_glued = !key.is_empty() && !value.is_empty() && !value.starts_with('/');
        is_glued.then(|| {
            let message = "a space is missing behind this colon";
            self.report_key(
                codes::BAD_YAML,
                message,
                Some(format!("write `{key}: {value}`")),
            );
            key
        })
    }

    /// Reports that the value should have been something else.
    #[must_use]
    pub fn wrong_type<T>(&self, expected: &str) -> Option<T> {
        self.report_type(expected, None);
        None
    }

    /// The same, with how to write what was expected.
    pub fn report_type(&self, expected: &str, hint: Option<String>) {
        if self.is_cut() {
            return;
        }
        let found = match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
            Value::Tagged(_) => "a tagged value",
        };
        let what = self.name();
        self.report(
            codes::WRONG_TYPE,
            format!("{what} takes {expected}, not {found}"),
            hint,
        );
    }

    /// What messages call the value.
    pub(super) fn name(&self) -> String {
        match self.steps.last() {
            Some(Step::Key(key)) => format!("`{key}`"),
            Some(Step::Item(_)) => "an item of this list".to_owned(),
            None => "this".to_owned(),
        }
    }

    pub(super) fn child(&self, value: &'y Value, step: Step<'y>) -> Node<'y> {
        let mut steps = self.steps.clone();
        steps.push(step);
        Node {
            yaml: self.yaml,
            value,
            steps,
        }
    }

    /// The scalar as it stands in the source, without quotes.
    fn written(&self) -> Option<String> {
        self.yaml.tree()?.find(&self.steps)?.scalar.clone()
    }

    fn place_of(&self, pick: impl Fn(&tree::EntryRanges) -> Range<usize>) -> Option<Span> {
        let found = self.yaml.tree()?.locate(&self.steps);
        Some(self.yaml.span(&pick(&found)))
    }
}

pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(value) => value.clone(),
        _ => "…".to_owned(),
    }
}
