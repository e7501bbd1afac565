//! Prepares the theme that is part of the program: a copy of it with short scripts, and with the
//! fonts of slides. `src/theme/embedded.rs` takes it in, and `src/fit/faces.rs` the widths of their
//! characters.

mod fonts;
mod scripts;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use walkdir::WalkDir;

const THEME: &str = "themes/lutrin";

fn main() -> Result<(), Box<dyn Error>> {
    for input in ["build", THEME] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let theme = out.join("theme");
    // Else what was taken out of the theme would stay in the program.
    if theme.exists() {
        fs::remove_dir_all(&theme)?;
    }
    copy_theme(&theme)?;
    let made = fonts::make(&out.join("fonts"))?;
    fs::create_dir_all(theme.join("fonts"))?;
    for font in made {
        let name = font.file_name().unwrap_or_default();
        fs::copy(&font, theme.join("fonts").join(name))?;
    }
    fs::write(out.join("advances.bin"), fonts::advances()?)?;
    Ok(())
}

fn copy_theme(to: &Path) -> Result<(), Box<dyn Error>> {
    for entry in WalkDir::new(THEME) {
        let entry = entry?;
        let name = entry.path().strip_prefix(THEME)?;
        let target = to.join(name);
        if entry.file_type().is_dir() {
            fs::create_dir_all(target)?;
        } else if name.extension().is_some_and(|extension| extension == "js") {
            let script = fs::read_to_string(entry.path())?;
            // A script in a folder below `js/` is a part of a bundle: nobody else sees its names.
            let is_part = name.components().count() > 2;
            let short = scripts::shortened(&script, is_part)
                .map_err(|error| format!("{}: {error}", name.display()))?;
            fs::write(target, short)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
