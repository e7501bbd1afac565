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
    let file = |name: &str| {
        let bytes = EmbeddedFiles::get(name)?.data;
        let origin = SitePath::new(format!("themes/{NAME}/{name}"));
        Some((
            name.to_owned(),
            ThemeFile {
                origin,
                bytes: bytes.into(),
            },
        ))
    };
    EmbeddedFiles::iter()
        .filter_map(|name| file(&name))
        .collect()
}
