//! The places of a YAML text: a tree of its nodes with byte ranges. Only the error path builds it.

use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::step::Step;

/// A node with its place.
#[derive(Debug, Default)]
pub(super) struct YamlTree {
    /// Bytes of the node in the text.
    pub(super) range: Range<usize>,
    /// A scalar's text, without quotes.
    pub(super) scalar: Option<String>,
    pub(super) items: Vec<YamlTree>,
    pub(super) entries: Vec<(YamlTree, YamlTree)>,
}

/// Where a value stands, and the key before it.
pub(super) struct EntryRanges {
    pub(super) key: Option<Range<usize>>,
    pub(super) value: Range<usize>,
}

/// A key that stands twice in its mapping.
pub(super) struct DuplicateKey {
    /// Its first place.
    pub(super) first: Range<usize>,
    /// Its second place.
    pub(super) key: Range<usize>,
    /// The second place with the value there.
    entry: Range<usize>,
}

/// A text with spaces in the place of repeated entries, so that every other byte keeps its offset.
pub(super) fn without(text: &str, twice: &[DuplicateKey]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for DuplicateKey { entry, .. } in twice {
        let rest = &text[entry.end..];
        let blank = rest.len() - rest.trim_start().len();
        // In braces, no comma stands alone.
        let end = if rest[blank..].starts_with(',') {
            entry.end + blank + 1
        } else {
            entry.end
        };
        bytes[entry.start..end]
            .iter_mut()
            .filter(|byte| **byte != b'\n')
            .for_each(|byte| *byte = b' ');
    }
    String::from_utf8(bytes).unwrap_or_default()
}

impl YamlTree {
    /// Reads a text; `None` when it cannot be read to its end.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let offsets: Vec<usize> = text
            .char_indices()
            .map(|(i, _)| i)
            .chain([text.len()])
            .collect();
        let mut reader = TreeReader {
            events: Parser::new_from_str(text),
            offsets,
        };
        loop {
            match reader.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (event, range) => return reader.node(event, range, 0),
            }
        }
    }

    /// The node that the steps lead to.
    pub(super) fn find(&self, steps: &[Step<'_>]) -> Option<&YamlTree> {
        steps
            .iter()
            .try_fold(self, |tree, step| tree.child(step).map(|(_, value)| value))
    }

    /// Where the steps lead; as far as they go when an alias is in the way.
    pub(super) fn locate(&self, steps: &[Step<'_>]) -> EntryRanges {
        let mut found = EntryRanges {
            key: None,
            value: self.range.clone(),
        };
        let mut tree = self;
        for step in steps {
            let Some((key, value)) = tree.child(step) else {
                break;
            };
            found = EntryRanges {
                key: key.map(|key| key.range.clone()),
                value: value.range.clone(),
            };
            tree = value;
        }
        found
    }

    /// Keys that stand twice in one mapping.
    pub(super) fn duplicates(&self) -> Vec<DuplicateKey> {
        let mut found = Vec::new();
        for (i, (key, value)) in self.entries.iter().enumerate() {
            let first = self.entries[..i]
                .iter()
                .find(|(other, _)| key.scalar.is_some() && other.scalar == key.scalar);
            found.extend(first.map(|(first, _)| DuplicateKey {
                first: first.range.clone(),
                key: key.range.clone(),
                entry: key.range.start..value.range.end.max(key.range.end),
            }));
            found.extend(value.duplicates());
        }
        found.extend(self.items.iter().flat_map(YamlTree::duplicates));
        found
    }

    fn child(&self, step: &Step<'_>) -> Option<(Option<&YamlTree>, &YamlTree)> {
        match step {
            Step::Item(i) => self.items.get(*i).map(|item| (None, item)),
            Step::Key(key) => self
                .entries
                .iter()
                .find(|(tree, _)| tree.scalar.as_deref() == Some(key))
                .map(|(key, value)| (Some(key), value)),
        }
    }
}

struct TreeReader<'t> {
    events: Parser<'t, saphyr_parser::StrInput<'t>>,
    offsets: Vec<usize>,
}

/// Deeper nesting than this is not looked into: `serde_yaml` stops at 128 as well.
const MAX_DEPTH: usize = 130;

impl<'t> TreeReader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, span) = self.events.next()?.ok()?;
        Some((event, self.bytes(span)))
    }

    /// The parser counts characters.
    fn bytes(&self, span: Span) -> Range<usize> {
        let last = self.offsets.len() - 1;
        let start = self.offsets[span.start.index().min(last)];
        start..self.offsets[span.end.index().min(last)].max(start)
    }

    fn node(&mut self, event: Event<'t>, range: Range<usize>, depth: usize) -> Option<YamlTree> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut tree = YamlTree {
            range,
            ..YamlTree::default()
        };
        match event {
            Event::Scalar(text, ..) => tree.scalar = Some(text.into_owned()),
            Event::Alias(_) => {}
            Event::SequenceStart(..) => loop {
                match self.next()? {
                    (Event::SequenceEnd, end) => {
                        break tree.range.end = end.end.max(tree.range.end);
                    }
                    (event, range) => tree.items.push(self.node(event, range, depth + 1)?),
                }
            },
            Event::MappingStart(..) => loop {
                match self.next()? {
                    (Event::MappingEnd, end) => break tree.range.end = end.end.max(tree.range.end),
                    (event, range) => {
                        let key = self.node(event, range, depth + 1)?;
                        let (event, range) = self.next()?;
                        let value = self.node(event, range, depth + 1)?;
                        tree.entries.push((key, value));
                    }
                }
            },
            _ => return None,
        }
        Some(tree)
    }
}
