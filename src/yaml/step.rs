//! A step of the path from the root of a YAML text to one of its values.

/// One step from a node to a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step<'y> {
    Key(&'y str),
    Item(usize),
}
