//! `lutrin init`: a small bilingual site.

use std::io::{self, Write};
use std::path::Path;

use super::outcome::Outcome;
use crate::date::Date;
use crate::scaffold;

/// Makes a site in a folder that is empty or not there yet; says which files it wrote.
pub(super) fn run(folder: &Path, today: &Date) -> Outcome {
    let files = scaffold::init(folder, today)?;
    let mut err = io::stderr().lock();
    for file in files {
        writeln!(err, "wrote {}", folder.join(file).display())?;
    }
    let folder = folder.display();
    writeln!(err, "build it with `lutrin build --root {folder}`")?;
    Ok(true)
}
