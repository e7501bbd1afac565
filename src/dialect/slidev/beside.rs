//! The files beside a deck: their paths from its folder, which none of them leaves.

use std::collections::BTreeMap;

use super::super::FileBeside;
use crate::path::SitePath;

/// The files beside a deck, by their path from its folder.
pub(super) type Texts = BTreeMap<String, FileBeside>;

/// The path of a file that is named in another one (`None`: in the deck), from the deck's folder.
/// `None` where it leaves the folder.
pub(super) fn path(file: Option<&str>, name: &str) -> Option<String> {
    let name = name.trim();
    let from_root = name
        .strip_prefix("@/")
        .or_else(|| name.strip_prefix('/'))
        .map(|rest| ("", rest));
    let folder = file
        .and_then(|file| file.rsplit_once('/'))
        .map_or("", |(folder, _)| folder);
    let (folder, name) = from_root.unwrap_or((folder, name));
    let path = SitePath::resolve(folder, name)?;
    (!path.as_str().is_empty()).then(|| path.as_str().to_owned())
}
