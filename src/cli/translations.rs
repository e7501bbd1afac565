//! `lutrin translations`: which are missing, stale or up to date, and accepting them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::author_site::AuthorSite;
use super::outcome::{Outcome, Refusal};
use crate::diagnostic::Diagnostic;
use crate::path::SitePath;
use crate::report;
use crate::translations::{self, Row, TranslationState, Version};
use crate::translator::{self, TranslationFilter};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct TranslationsArguments {
    #[command(subcommand)]
    action: Option<TranslationsAction>,
    /// Only one language
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Only translations whose source changed
    #[arg(long)]
    stale: bool,
    /// Only translations that are not there
    #[arg(long)]
    missing: bool,
    /// How to write the table
    #[arg(long, value_enum, default_value_t = TableFormat::Human)]
    format: TableFormat,
    /// Answer 1 when a translation that is asked for is missing or stale
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TableFormat {
    /// A table
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Subcommand)]
enum TranslationsAction {
    /// Write into translations that they follow their source as it is now
    Accept {
        /// The files of translations
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        files: Vec<PathBuf>,
        /// Every stale translation; with --from, those that follow nothing yet, too
        #[arg(long)]
        all: bool,
        /// The language that they were translated from
        #[arg(long, value_name = "CODE")]
        from: Option<String>,
    },
}

/// Every page of a site with its versions.
pub(super) fn rows(site: &AuthorSite) -> Vec<Row<'_>> {
    translations::rows(site.config(), &site.snapshot.site)
}

/// The page that a file is a version of, and the rank of its language.
pub(super) fn find_page<'r, 's>(
    site: &AuthorSite,
    rows: &'r [Row<'s>],
    path: &Path,
) -> Result<(&'r Row<'s>, usize), Refusal> {
    let file = site_path(site, path)?;
    let is_it = |version: &Version<'_>| {
        let document = version.document;
        document.is_some_and(|document| document.path.file == file)
    };
    let found = rows
        .iter()
        .find_map(|row| Some((row, row.versions.iter().position(is_it)?)));
    found.ok_or_else(|| {
        Refusal::with_hint(
            format!("`{file}` is not a page of this site"),
            "`lutrin check` says what is wrong with files that cannot be read",
        )
    })
}

/// The file of the site that a path on the command line names: from here, or from the site's
/// folder.
fn site_path(site: &AuthorSite, path: &Path) -> Result<SitePath, Refusal> {
    let real = path
        .canonicalize()
        .or_else(|_| site.root().join(path).canonicalize())
        .map_err(|error| Refusal::new(format!("`{}` cannot be read: {error}", path.display())))?;
    let inside = real
        .strip_prefix(site.files.real_root())
        .map_err(|_| Refusal::new(format!("`{}` is not a file of this site", path.display())))?;
    let parts: Vec<String> = inside
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    Ok(SitePath::new(parts.join("/")))
}

/// Lists translations, or accepts them.
pub(super) fn run(root: &Path, arguments: &TranslationsArguments) -> Outcome {
    let Some(site) = AuthorSite::open(root, None)? else {
        return Ok(false);
    };
    match &arguments.action {
        None => list(&site, arguments),
        Some(TranslationsAction::Accept { files, all, from }) => {
            let from = from.as_deref().map(|code| site.rank(code)).transpose()?;
            if *all {
                accept_all(&site, from)
            } else {
                accept_files(&site, files, from)
            }
        }
    }
}

fn list(site: &AuthorSite, arguments: &TranslationsArguments) -> Outcome {
    let language = arguments
        .lang
        .as_deref()
        .map(|code| site.rank(code))
        .transpose()?;
    let wanted = [(arguments.stale, "stale"), (arguments.missing, "missing")];
    let states = wanted
        .into_iter()
        .filter(|(is_wanted, _)| *is_wanted)
        .map(|(_, name)| name)
        .collect();
    let filter = TranslationFilter { language, states };
    let rows = rows(site);
    let mut out = io::stdout().lock();
    match arguments.format {
        TableFormat::Human => translator::write_table(&mut out, site.config(), &rows, &filter)?,
        TableFormat::Json => translator::write_json(&mut out, site.config(), &rows, &filter)?,
    }
    writeln!(io::stderr(), "{}", translator::tally(&rows, &filter))?;
    let errors: Vec<Diagnostic> = site
        .snapshot
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .cloned()
        .collect();
    if let Some(tally) = report::tally(&errors) {
        writeln!(
            io::stderr(),
            "{tally} in the site: `lutrin check` tells them, and some pages may not be listed"
        )?;
    }
    let is_bad = |state: &TranslationState| {
        matches!(
            state,
            TranslationState::Missing | TranslationState::Stale(_)
        )
    };
    let bad = rows.iter().flat_map(|row| row.versions.iter().enumerate());
    let bad = bad
        .filter(|(language, version)| filter.takes(*language, version) && is_bad(&version.state))
        .count();
    Ok(!arguments.strict || bad == 0)
}

/// Accepts every stale translation; those that follow nothing yet only when it is said what they
/// follow. Says so where there is nothing to accept.
fn accept_all(site: &AuthorSite, from: Option<usize>) -> Outcome {
    let rows = rows(site);
    let (mut fine, mut is_any) = (true, false);
    for row in &rows {
        for (language, version) in row.versions.iter().enumerate() {
            let source = match &version.state {
                TranslationState::Stale(_) => version
                    .from
                    .filter(|source| from.is_none_or(|from| from == *source)),
                TranslationState::Untracked => {
                    from.filter(|from| *from != language && row.versions[*from].document.is_some())
                }
                TranslationState::Missing
                | TranslationState::Unneeded
                | TranslationState::Source
                | TranslationState::Fresh => None,
            };
            if let Some(source) = source {
                fine &= accept(site, row, language, source)?;
                is_any = true;
            }
        }
    }
    if !is_any {
        writeln!(io::stderr(), "{}", nothing_to_accept(&rows, from))?;
    }
    Ok(fine)
}

/// Why no translation was accepted, and how to accept those that follow nothing yet.
fn nothing_to_accept(rows: &[Row<'_>], from: Option<usize>) -> &'static str {
    let mut versions = rows.iter().flat_map(|row| &row.versions);
    let is_untracked = |version: &Version<'_>| matches!(version.state, TranslationState::Untracked);
    if from.is_some() {
        "no translation from that language is stale or untracked"
    } else if versions.any(is_untracked) {
        "no translation is stale; to accept untracked ones, say what they follow: `--from CODE`"
    } else {
        "no translation is stale"
    }
}

fn accept_files(site: &AuthorSite, files: &[PathBuf], from: Option<usize>) -> Outcome {
    let rows = rows(site);
    let mut fine = true;
    for file in files {
        let (row, language) = find_page(site, &rows, file)?;
        let source = from.map_or_else(|| source_of(site, row, language), Ok)?;
        fine &= accept(site, row, language, source)?;
    }
    Ok(fine)
}

/// What a translation was made from: what it says itself, else the only other language that there
/// is.
fn source_of(site: &AuthorSite, row: &Row<'_>, language: usize) -> Result<usize, Refusal> {
    if let Some(from) = row.versions[language].from {
        return Ok(from);
    }
    let is_other = |rank: &usize| *rank != language && row.versions[*rank].document.is_some();
    let others: Vec<usize> = (0..row.versions.len()).filter(is_other).collect();
    match others.as_slice() {
        [only] => Ok(*only),
        [] => Err(Refusal::new(format!(
            "`{}` exists in one language only, so it is no translation",
            row.name
        ))),
        _ => Err(Refusal {
            message: format!(
                "`{}` exists in several other languages: {}",
                row.name,
                site.languages(others.clone())
            ),
            hint: Some("say which one it was translated from with `--from`".to_owned()),
        }),
    }
}

fn accept(site: &AuthorSite, row: &Row<'_>, language: usize, from: usize) -> Outcome {
    let code = &site.config().languages[from].code;
    let documents = row.versions[language]
        .document
        .zip(row.versions[from].document);
    let Some((document, source)) = documents.filter(|_| from != language) else {
        let message = format!(
            "`{}` was not translated from `{code}`: there is no other page in that language",
            row.name
        );
        return Err(Refusal::new(message));
    };
    let file = &document.path.file;
    match translator::accept(&site.files, document, source) {
        Ok(true) => writeln!(io::stdout(), "{file}: follows {}", source.path.file)?,
        Ok(false) => writeln!(
            io::stdout(),
            "{file}: followed {} already",
            source.path.file
        )?,
        Err(message) => {
            writeln!(io::stderr(), "error: {message}")?;
            return Ok(false);
        }
    }
    Ok(true)
}
