//! YAML read key by key, so that one run reports every mistake in a mapping, each at its own place.
//!
//! `serde_yaml` reads the values. Where a place is needed (for a diagnostic, or for a text that
//! YAML takes for a number), `glance` looks for it. Only if `glance` does not find it, the text is
//! parsed a second time, into a `tree` with places. Knows no key.

mod comments;
mod faults;
mod fields;
mod glance;
mod layout;
mod lines;
pub mod lists;
mod loose;
mod mistakes;
mod node;
mod step;
mod tree;
mod values;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use serde_yaml::Value;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::source::{Source, Span};

pub use fields::Fields;
pub use layout::{LayoutEntry, YamlLayout};
pub use lists::in_brackets;
use loose::YamlText;
pub use node::Node;
use tree::YamlTree;

/// The largest YAML text that is read. Nested brackets take quadratic time: 100,000 of them 0.34 s.
pub const MAX_BYTES: usize = 1 << 20;
/// The largest front matter.
pub const MAX_FRONT_MATTER: usize = 1 << 16;

/// A YAML text that could be read, with the diagnostics about its values.
#[derive(Debug)]
pub struct Yaml<'s> {
    source: &'s Source,
    range: Range<usize>,
    text: YamlText<'s>,
    value: Value,
    /// The places at which a comment stands where a value was meant.
    cut: Vec<Range<usize>>,
    tree: OnceCell<Option<YamlTree>>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

/// Whether a text is YAML.
#[must_use]
pub fn is_readable(text: &str) -> bool {
    serde_yaml::from_str::<Value>(text).is_ok()
}

impl<'s> Yaml<'s> {
    /// Reads a range of a source. `None` when it is not YAML: the diagnostics say why. Of a key
    /// that stands twice, the first counts, so that the rest is read, too.
    pub fn parse(
        source: &'s Source,
        range: Range<usize>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let text = &source.text()[range.clone()];
        if text.len() > MAX_BYTES {
            let message = format!("this YAML is larger than {} KiB", MAX_BYTES / 1024);
            diagnostics.push(Diagnostic::new(
                codes::TOO_LARGE,
                Place::file(source.path()),
                message,
            ));
            return None;
        }
        let value = match serde_yaml::from_str::<Value>(text) {
            Ok(value) => value,
            Err(error) => {
                let twice = YamlTree::parse(text)
                    .map(|tree| tree.duplicates())
                    .unwrap_or_default();
                if twice.is_empty() {
                    diagnostics.push(faults::explain(source, &range, &error));
                    return None;
                }
                diagnostics.extend(
                    twice
                        .iter()
                        .map(|twice| faults::stands_twice(source, &range, twice)),
                );
                serde_yaml::from_str(&tree::without(text, &twice)).ok()?
            }
        };
        if let Some(mistake) = value.as_str().and_then(|_| mistakes::find_in_text(text)) {
            diagnostics.push(faults::of_mistake(source, &range, mistake));
            return None;
        }
        let text = YamlText::written(text, range.start);
        let cut = comments::check(source, &text, diagnostics);
        Some(Self::new(source, range, text, value, cut))
    }

    /// As [`Self::parse`], for a text of a program that asks for fewer quotes than YAML does: a value
    /// on the line of a top key is a text where YAML cannot read it, and where `is_text` names its
    /// key. `None` where no value is such a one, or the rest is no YAML.
    pub fn parse_loosely(
        source: &'s Source,
        range: Range<usize>,
        is_text: impl Fn(&str) -> bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let text = YamlText::quoted(&source.text()[range.clone()], range.start, is_text)?;
        let value = serde_yaml::from_str::<Value>(&text.text).ok()?;
        value.is_mapping().then_some(())?;
        let cut = comments::check(source, &text, diagnostics);
        Some(Self::new(source, range, text, value, cut))
    }

    fn new(
        source: &'s Source,
        range: Range<usize>,
        text: YamlText<'s>,
        value: Value,
        cut: Vec<Range<usize>>,
    ) -> Self {
        Self {
            source,
            range,
            text,
            value,
            cut,
            tree: OnceCell::new(),
            diagnostics: RefCell::default(),
        }
    }

    /// The top of the document.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node {
            yaml: self,
            value: &self.value,
            steps: Vec::new(),
        }
    }

    /// The diagnostics about the values that were read.
    #[must_use]
    pub fn take_diagnostics(&self) -> Vec<Diagnostic> {
        self.diagnostics.take()
    }

    /// As [`Self::take_diagnostics`], once all is read.
    #[must_use]
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    /// The top key in whose entry an offset of the source stands.
    #[must_use]
    pub fn top_key_at(&self, at: usize) -> Option<&str> {
        let entries = &self.tree()?.entries;
        let starts_before =
            |(key, _): &(YamlTree, YamlTree)| self.text.original(&key.range).start <= at;
        let after = entries.partition_point(starts_before);
        let (key, _) = entries.get(after.checked_sub(1)?)?;
        key.scalar.as_deref()
    }

    fn tree(&self) -> Option<&YamlTree> {
        self.tree
            .get_or_init(|| YamlTree::parse(&self.text.text))
            .as_ref()
    }

    fn span(&self, range: &Range<usize>) -> Span {
        // The parser ends a block at the next token: leave out the white space between them.
        let text = self.text.text.get(range.clone()).unwrap_or_default();
        let range = range.start..range.start + text.trim_end().len();
        let Range { start, end } = self.text.original(&range);
        self.source.clamp(Span { start, end })
    }
}
