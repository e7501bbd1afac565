//! Translations on the command line: the table of them, and the files that record what they were
//! translated from. Knows nothing of how the site was read.

use std::fs;
use std::io::{self, Write};

use crate::atomic_file::{self, Access, Durability};
use crate::config::Config;
use crate::document::Document;
use crate::os_files::OsFiles;
use crate::source::Source;
use crate::translations::{self, Changed, Row, TranslationState, Version};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Which cells of the table are asked for.
#[derive(Debug, Clone, Default)]
pub struct TranslationFilter {
    /// Only this language (by rank).
    pub language: Option<usize>,
    /// Only these states, by name; all where there is none.
    pub states: Vec<&'static str>,
}

impl TranslationFilter {
    /// Whether a cell is asked for.
    #[must_use]
    pub fn takes(&self, language: usize, version: &Version<'_>) -> bool {
        self.language.is_none_or(|only| only == language)
            && (self.states.is_empty() || self.states.contains(&version.state.name()))
    }

    /// The cells of a row that are asked for, with their languages.
    fn cells<'r, 's>(&'r self, row: &'r Row<'s>) -> impl Iterator<Item = (usize, &'r Version<'s>)> {
        row.versions
            .iter()
            .enumerate()
            .filter(|(language, version)| self.takes(*language, version))
    }
}

/// Writes the table for people: a line for each page, and below it what changed.
///
/// # Errors
/// When the stream cannot be written to.
pub fn write_table(
    out: &mut dyn Write,
    config: &Config,
    rows: &[Row<'_>],
    filter: &TranslationFilter,
) -> io::Result<()> {
    let rows: Vec<&Row<'_>> = rows
        .iter()
        .filter(|row| filter.cells(row).next().is_some())
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let shown = |language: &usize| filter.language.is_none_or(|only| only == *language);
    let languages: Vec<usize> = (0..config.languages.len()).filter(shown).collect();
    let width = rows
        .iter()
        .map(|row| row.name.chars().count())
        .max()
        .unwrap_or(0)
        .max("page".len());
    let line = |name: &str, cells: Vec<&str>| {
        let cells: Vec<String> = cells.into_iter().map(|cell| format!("{cell:9}")).collect();
        format!("{name:width$}  {}", cells.join("  "))
            .trim_end()
            .to_owned()
    };
    let codes = languages
        .iter()
        .map(|&language| config.languages[language].code.as_str())
        .collect();
    writeln!(out, "{}", line("page", codes))?;
    for row in rows {
        let states = languages
            .iter()
            .map(|&language| row.versions[language].state.name())
            .collect();
        writeln!(out, "{}", line(&row.name, states))?;
        for (_, version) in filter.cells(row) {
            if let (TranslationState::Stale(changes), Some(document), Some(from)) =
                (&version.state, version.document, version.from)
            {
                let part = if document.deck.is_some() {
                    "slide"
                } else {
                    "section"
                };
                let changes: Vec<String> = changes
                    .iter()
                    .map(|changed| sentence(changed, part))
                    .collect();
                let from = &config.languages[from].code;
                writeln!(
                    out,
                    "    {} (from {from}): {}",
                    document.path.file,
                    changes.join("; ")
                )?;
            }
        }
    }
    Ok(())
}

/// Writes the table for programs: one JSON object a line, for each page and language.
///
/// # Errors
/// When the stream cannot be written to.
pub fn write_json(
    out: &mut dyn Write,
    config: &Config,
    rows: &[Row<'_>],
    filter: &TranslationFilter,
) -> io::Result<()> {
    for row in rows {
        for (language, version) in filter.cells(row) {
            let source = version.from.and_then(|from| row.versions[from].document);
            let changes = match &version.state {
                TranslationState::Stale(changes) => changes.as_slice(),
                _ => &[],
            };
            let changes: Vec<_> = changes
                .iter()
                .map(|changed| serde_json::json!({"what": changed.name(), "heading": changed.heading}))
                .collect();
            let object = serde_json::json!({
                "page": row.name,
                "language": config.languages[language].code.as_str(),
                "state": version.state.name(),
                "file": version.document.map(|document| document.path.file.as_str()),
                "draft": version.document.map(|document| document.front_matter.draft),
                "source": source.map(|source| source.path.file.as_str()),
                "changes": changes,
            });
            writeln!(out, "{object}")?;
        }
    }
    Ok(())
}

/// `1 stale, 2 missing, 0 untracked, 12 fresh`, of the cells that are asked for.
#[must_use]
pub fn tally(rows: &[Row<'_>], filter: &TranslationFilter) -> String {
    let names: Vec<&str> = rows
        .iter()
        .flat_map(|row| filter.cells(row))
        .map(|(_, version)| version.state.name())
        .collect();
    let count = |name: &&str| {
        (
            names.iter().filter(|other| *other == name).count(),
            (*name).to_owned(),
        )
    };
    let counts = ["stale", "missing", "untracked", "fresh"].iter().map(count);
    counts
        .map(|(count, name)| format!("{count} {name}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A change as a sentence; `part` is what the parts of the text are called.
fn sentence(changed: &Changed, part: &str) -> String {
    let heading = changed.heading.as_deref().unwrap_or_default();
    match changed.name() {
        "title" => "the title changed".to_owned(),
        "summary" => "the summary changed".to_owned(),
        "image_alt" => "the image’s alternative text changed".to_owned(),
        "introduction" => "the introduction changed".to_owned(),
        "section" => format!("{part} “{heading}” changed"),
        "new" => format!("{part} “{heading}” is new"),
        "renamed" => format!("{part} “{heading}” has a new heading"),
        "moved" => format!("{part} “{heading}” moved"),
        "removed" => format!("a {part} after “{heading}” is gone"),
        "removed_first" => format!("a {part} at the start is gone"),
        "slide_missing" => format!("slide “{heading}” is missing"),
        "slide_extra" => format!("slide “{heading}” is one too many"),
        _ => "something else changed".to_owned(),
    }
}

/// Records in the file of a translation that it follows its source as it is now. Returns whether
/// anything had to be written.
///
/// # Errors
/// One plain sentence on why the file was left as it is.
pub fn accept(files: &OsFiles, document: &Document, source: &Document) -> Result<bool, String> {
    let (lang, hash) = (source.path.lang.as_str(), source.fingerprint().to_string());
    let file = &document.path.file;
    let Some(text) = translations::record(document, lang, &hash) else {
        return Err(format!(
            "the front matter of `{file}` cannot be changed safely: write `translated_from: {{lang: {lang}, hash: {hash}}}` into it"
        ));
    };
    if text == document.source.text() {
        return Ok(false);
    }
    replace(files, document, &text)
        .map(|()| true)
        .map_err(|error| format!("`{file}` cannot be written: {error}"))
}

/// Replaces the text of a file in one step. Its permissions and its byte-order mark stay, and so does a
/// link that leads to it.
///
/// # Errors
/// When it cannot be written, or is not what it was when it was read.
pub fn replace(files: &OsFiles, document: &Document, text: &str) -> io::Result<()> {
    let path = files.locate(&document.path.file).canonicalize()?;
    let bytes = fs::read(&path)?;
    let read = String::from_utf8_lossy(&bytes);
    if Source::new(document.path.file.clone(), &read).text() != document.source.text() {
        return Err(io::Error::other("it changed in the meantime"));
    }
    if fs::metadata(&path)?.permissions().readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        ));
    }
    let mark = if read.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK
    } else {
        ""
    };
    let contents = [mark.as_bytes(), text.as_bytes()];
    atomic_file::replace(&path, &contents, Access::Kept, Durability::Synced)
}
