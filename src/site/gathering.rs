//! What a recap gathers: the texts of other files, by their places in it, and their anchors.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// What one recap gathers. Groups are places in [`Site::groups`](super::Site::groups).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// For each place of its body, in order: the groups of the texts there.
    pub places: Vec<Vec<usize>>,
    /// The ids at which they stand.
    pub anchors: FxHashMap<usize, Arc<str>>,
    /// The same the other way round.
    groups: FxHashMap<Arc<str>, usize>,
}

/// What stands between the anchor of a text and an id of its own. Names of files never have two
/// hyphens in a row, so no two texts can have one id.
pub const BETWEEN: &str = "--";

impl Gathered {
    /// The group whose text has an id, and the id within that text; empty for the text itself.
    #[must_use]
    pub fn find<'i>(&self, id: &'i str) -> Option<(usize, &'i str)> {
        let (anchor, within) = id.split_once(BETWEEN).unwrap_or((id, ""));
        self.groups.get(anchor).map(|group| (*group, within))
    }

    /// Whether a text stands at an anchor already.
    pub(super) fn has_anchor(&self, anchor: &str) -> bool {
        self.groups.contains_key(anchor)
    }

    /// Puts a text at an anchor.
    pub(super) fn put(&mut self, group: usize, anchor: &str) {
        let anchor: Arc<str> = anchor.into();
        self.anchors.insert(group, anchor.clone());
        self.groups.insert(anchor, group);
    }
}
