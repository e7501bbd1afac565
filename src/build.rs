//! Writes the public site: renders every public route in parallel, stages the files, and swaps them in
//! all at once.
//!
//! The only writer of output. Until the swap, which is one system call, the old output is untouched.
//! Files that did not change keep their inode and their time.

mod moves;
mod output;
mod receipt;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::os_files::OsFiles;
use crate::render::{self, Output, Route};
use crate::snapshot::Snapshot;

pub use crate::site::routes::MARKER;
pub use moves::{Move, PageAddresses};
use output::{FileChange, OutputFolder};
pub use receipt::BuildInputs;

/// What a build did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Addresses that are pages.
    pub pages: usize,
    /// Files that were new or had changed.
    pub written: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files that nothing makes any more.
    pub removed: usize,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum BuildError {
    /// Pages that could not be rendered.
    Diagnostics(Vec<Diagnostic>),
    /// The output folder cannot be used, or the disk failed: one sentence, and a hint.
    Output(String, Option<String>),
}

/// Renders every route without writing anything: what `check` does.
#[must_use]
pub fn render_all(snapshot: &Snapshot) -> Vec<Diagnostic> {
    render::prepare(snapshot);
    render::routes(snapshot)
        .par_iter()
        .flat_map_iter(|route| {
            render::render(snapshot, &route.url)
                .map(|output| output.diagnostics)
                .unwrap_or_default()
        })
        .collect()
}

/// Publishes a snapshot into a folder. `progress` is called after every route.
///
/// # Errors
/// When a page cannot be rendered, when the folder is not Lutrin's to replace, or when the disk
/// fails. The folder is then as it was.
pub fn build(
    snapshot: &Arc<Snapshot>,
    files: &OsFiles,
    out: &Path,
    progress: &(dyn Fn() + Sync),
) -> Result<Summary, BuildError> {
    let folder = OutputFolder::open(out, files.root())?;
    warm(snapshot);
    render::prepare(snapshot);
    let routes = render::routes(snapshot);
    let results: Vec<Result<FileChange, BuildError>> = routes
        .par_iter()
        .map(|route| {
            let result = write(snapshot, files, &folder, route);
            progress();
            result
        })
        .collect();
    let mut diagnostics = Vec::new();
    let mut summary = Summary {
        pages: routes
            .iter()
            .filter(|route| route.url.as_str().ends_with('/'))
            .count(),
        ..Summary::default()
    };
    let mut unchanged = Vec::new();
    for (route, result) in routes.iter().zip(results) {
        match result {
            Ok(FileChange::Written) => summary.written += 1,
            Ok(FileChange::Unchanged) => unchanged.push(route.url.output_file()),
            Err(BuildError::Diagnostics(found)) => diagnostics.extend(found),
            Err(failure) => return Err(failure),
        }
    }
    if !diagnostics.is_empty() {
        crate::diagnostic::sort(&mut diagnostics);
        return Err(BuildError::Diagnostics(diagnostics));
    }
    summary.unchanged = unchanged.len();
    summary.removed = folder.publish(
        routes.iter().map(|route| route.url.output_file()).collect(),
        &unchanged,
    )?;
    Ok(summary)
}

/// Highlights all code ahead, which is most of the work of a cold build.
fn warm(snapshot: &Snapshot) {
    let blocks = snapshot
        .site
        .pages
        .iter()
        .flat_map(|page| &page.document.body.code_blocks);
    snapshot
        .highlighter
        .warm(blocks.map(|block| (block.language.as_str(), block.code.as_str())));
}

fn write(
    snapshot: &Snapshot,
    files: &OsFiles,
    folder: &OutputFolder,
    route: &Route,
) -> Result<FileChange, BuildError> {
    let name = route.url.output_file();
    if route.fingerprinted && folder.has(&name) {
        return Ok(FileChange::Unchanged);
    }
    let Some(output) = render::render(snapshot, &route.url) else {
        return Ok(FileChange::Unchanged);
    };
    if !output.diagnostics.is_empty() {
        return Err(BuildError::Diagnostics(output.diagnostics));
    }
    let written = match output.value {
        Output::Bytes(bytes) => folder.write(&name, &bytes),
        Output::File(file) => folder.copy(&name, &files.locate(&file)),
    };
    written
        .map_err(|error| BuildError::Output(format!("`{name}` cannot be written: {error}"), None))
}
