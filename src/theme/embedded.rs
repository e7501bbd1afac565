//! The theme that is part of the binary, as `build/main.rs` prepared it: with short scripts, and with
//! the fonts of slides.

use rust_embed::RustEmbed;

use super::{FileMap, ThemeFile};
use crate::path::SitePath;

/// Its name.
pub const NAME: &str = "lutrin";

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/theme"]
struct EmbeddedFiles;

/// Its files.
#[must_use]
pub fn files() -> FileMap {
    EmbeddedFiles::iter()
        .filter_map(|name| Some((name.to_string(), file(&name)?)))
        .collect()
}

/// One of its files.
#[must_use]
pub fn file(name: &str) -> Option<ThemeFile> {
    let bytes = EmbeddedFiles::get(name)?.data.into();
    let origin = SitePath::new(format!("themes/{NAME}/{name}"));
    Some(ThemeFile { origin, bytes })
}
