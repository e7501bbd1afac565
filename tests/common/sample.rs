//! The repository's own site, in memory.

use std::collections::BTreeMap;
use std::path::Path;

use super::disk::tree;
use super::{Built, SiteTest};

/// The sample site, linked, with nothing rendered yet.
pub fn sample() -> Built {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut site = SiteTest::new()
        .config(&std::fs::read_to_string(root.join("lutrin.yaml")).unwrap())
        .any_day();
    for folder in ["content", "static", "templates"] {
        let files = root.join(folder);
        for (name, bytes) in if files.is_dir() {
            tree(&files)
        } else {
            BTreeMap::new()
        } {
            site = site.file(&format!("{folder}/{name}"), bytes);
        }
    }
    site.build_without_rendering()
}
