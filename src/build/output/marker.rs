//! The marker of an output folder: a file that says that Lutrin made the folder, and lists its files.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rustc_hash::FxHashSet;

use crate::build::MARKER;

/// The first line of the marker. Every file that Lutrin made is on one of the next lines.
const MARKER_TEXT: &str = "Lutrin made this folder and replaces it whole at every build: keep nothing of your own in it.\n";

/// The files that the marker of a folder lists; none where there is no marker.
pub(in crate::build) fn listed_files(folder: &Path) -> FxHashSet<String> {
    let marker = fs::read_to_string(folder.join(MARKER)).unwrap_or_default();
    marker.lines().skip(1).map(str::to_owned).collect()
}

/// The text of the marker for a folder with these files.
pub(super) fn marker(names: &BTreeSet<String>) -> String {
    let made = names
        .iter()
        .filter(|name| *name != MARKER)
        .map(String::as_str);
    std::iter::once(MARKER_TEXT.trim_end())
        .chain(made)
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}
