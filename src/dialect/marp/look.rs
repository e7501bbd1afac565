//! The directives that hold for one slide, with their values.

use super::super::pairs::Pair;
use super::directives::bare;

/// The directives of a slide.
const LOCAL: [&str; 11] = [
    "class",
    "color",
    "backgroundColor",
    "backgroundImage",
    "backgroundPosition",
    "backgroundRepeat",
    "backgroundSize",
    "header",
    "footer",
    "paginate",
    "transition",
];

/// How long a value may be, which stands on every slide from its own on.
const LONGEST: usize = 2000;

/// The value of a directive, and its pair in a comment; none for the front matter.
#[derive(Debug, Clone)]
pub(super) struct DirectiveValue<'t> {
    pub(super) text: String,
    pub(super) pair: Option<&'t Pair<'t>>,
}

/// The directives that hold for a slide.
#[derive(Debug, Clone, Default)]
pub(super) struct Look<'t> {
    values: Vec<(&'static str, DirectiveValue<'t>)>,
}

impl<'t> Look<'t> {
    pub(super) fn set(&mut self, key: &str, value: DirectiveValue<'t>) {
        let known = LOCAL.into_iter().find(|name| *name == bare(key));
        let Some(key) = known.filter(|_| value.text.len() <= LONGEST) else {
            return;
        };
        self.values.retain(|(name, _)| *name != key);
        self.values.push((key, value));
    }

    pub(super) fn get(&self, key: &str) -> Option<&DirectiveValue<'t>> {
        let found = self.values.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| value)
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key).map(|value| value.text.trim())
    }

    /// This look, with that of another one where it says nothing.
    pub(super) fn or(mut self, other: &Self) -> Self {
        for (key, value) in &other.values {
            if self.get(key).is_none() {
                self.values.push((key, value.clone()));
            }
        }
        self
    }
}
