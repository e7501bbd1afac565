//! `lutrin translations`, and the files that translators begin with.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand, ValueEnum};

use super::{FormatArg, Outcome, Refusal, Reporting, is_about_config, open_files, report};
use crate::cache::MemoryCache;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::scaffold;
use crate::site::Options;
use crate::snapshot::Snapshot;
use crate::translations::{self, Row, State};
use crate::translator::{self, Filter};
use crate::workspace::{Change, Workspace};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Translations {
    #[command(subcommand)]
    action: Option<Action>,
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
    #[arg(long, value_enum, default_value_t = Table::Human)]
    format: Table,
    /// Answer 1 when a translation that is asked for is missing or stale
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Table {
    /// A table
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Subcommand)]
enum Action {
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

/// A site as its authors see it: with drafts and what is dated after today.
pub(super) struct Desk {
    pub(super) files: Arc<OsFiles>,
    pub(super) snapshot: Arc<Snapshot>,
}

impl Desk {
    /// `None` when the configuration cannot be used: that has been said.
    pub(super) fn open(root: &Path) -> Result<Option<Self>, Refusal> {
        let files = open_files(root)?;
        let options = Options {
            drafts: true,
            future: true,
            today: None,
        };
        let snapshot = Workspace::new(files.clone(), Arc::new(MemoryCache::default()), options)
            .apply(&[Change::Everything]);
        let broken: Vec<Diagnostic> = snapshot
            .diagnostics
            .iter()
            .filter(|d| is_about_config(d))
            .cloned()
            .collect();
        if broken.iter().any(Diagnostic::is_error) {
            report(
                &snapshot,
                &broken,
                Reporting {
                    format: FormatArg::Human,
                    strict: false,
                },
            )?;
            return Ok(None);
        }
        Ok(Some(Self { files, snapshot }))
    }

    fn config(&self) -> &Config {
        &self.snapshot.config
    }

    fn rows(&self) -> Vec<Row<'_>> {
        translations::rows(self.config(), &self.snapshot.site)
    }

    /// The rank of a language of the site.
    pub(super) fn rank(&self, code: &str) -> Result<usize, Refusal> {
        self.config().rank(&Lang::new(code)).ok_or_else(|| Refusal {
            message: format!("`{code}` is not a language of the site"),
            hint: Some(format!(
                "it has {}",
                self.languages(0..self.config().languages.len())
            )),
        })
    }

    fn languages(&self, ranks: impl IntoIterator<Item = usize>) -> String {
        let codes = ranks
            .into_iter()
            .map(|rank| format!("`{}`", self.config().languages[rank].code));
        codes.collect::<Vec<_>>().join(", ")
    }

    /// The file of the site that a path on the command line names: from here, or from the site's
    /// folder.
    fn site_path(&self, path: &Path) -> Result<SitePath, Refusal> {
        let real = path
            .canonicalize()
            .or_else(|_| self.files.root().join(path).canonicalize());
        let real =
            real.map_err(|error| refuse(format!("`{}` cannot be read: {error}", path.display())))?;
        let inside = real.strip_prefix(self.files.real_root());
        let inside = inside
            .map_err(|_| refuse(format!("`{}` is not a file of this site", path.display())))?;
        let parts: Vec<String> = inside
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        Ok(SitePath::new(parts.join("/")))
    }

    /// The page that a file is a version of, and the rank of its language.
    fn find<'r, 's>(
        &self,
        rows: &'r [Row<'s>],
        path: &Path,
    ) -> Result<(&'r Row<'s>, usize), Refusal> {
        let file = self.site_path(path)?;
        let at = |row: &Row<'_>| {
            let is_it = |version: &translations::Version<'_>| {
                version
                    .document
                    .is_some_and(|document| document.path.file == file)
            };
            row.versions.iter().position(is_it)
        };
        let found = rows.iter().find_map(|row| Some((row, at(row)?)));
        found.ok_or_else(|| Refusal {
            message: format!("`{file}` is not a page of this site"),
            hint: Some(
                "`lutrin check` says what is wrong with files that cannot be read".to_owned(),
            ),
        })
    }
}

fn refuse(message: String) -> Refusal {
    Refusal {
        message,
        hint: None,
    }
}

/// Lists translations, or accepts them.
pub(super) fn run(root: &Path, arguments: &Translations) -> Outcome {
    let Some(desk) = Desk::open(root)? else {
        return Ok(false);
    };
    match &arguments.action {
        None => list(&desk, arguments),
        Some(Action::Accept { files, all, from }) => {
            let from = from.as_deref().map(|code| desk.rank(code)).transpose()?;
            if *all {
                accept_all(&desk, from)
            } else {
                accept_files(&desk, files, from)
            }
        }
    }
}

fn list(desk: &Desk, arguments: &Translations) -> Outcome {
    let language = arguments
        .lang
        .as_deref()
        .map(|code| desk.rank(code))
        .transpose()?;
    let wanted = [(arguments.stale, "stale"), (arguments.missing, "missing")];
    let states = wanted
        .into_iter()
        .filter(|(is_wanted, _)| *is_wanted)
        .map(|(_, name)| name)
        .collect();
    let filter = Filter { language, states };
    let rows = desk.rows();
    let mut out = io::stdout().lock();
    match arguments.format {
        Table::Human => translator::write_table(&mut out, desk.config(), &rows, &filter)?,
        Table::Json => translator::write_json(&mut out, desk.config(), &rows, &filter)?,
    }
    writeln!(io::stderr(), "{}", translator::tally(&rows, &filter))?;
    let errors: Vec<Diagnostic> = desk
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
    let is_bad = |state: &State| matches!(state, State::Missing | State::Stale(_));
    let bad = rows.iter().flat_map(|row| row.versions.iter().enumerate());
    let bad = bad
        .filter(|(language, version)| filter.takes(*language, version) && is_bad(&version.state))
        .count();
    Ok(!arguments.strict || bad == 0)
}

/// Accepts every stale translation; those that follow nothing yet only when it is said what they
/// follow.
fn accept_all(desk: &Desk, from: Option<usize>) -> Outcome {
    let mut fine = true;
    for row in &desk.rows() {
        for (language, version) in row.versions.iter().enumerate() {
            let source = match &version.state {
                State::Stale(_) => version
                    .from
                    .filter(|own| from.is_none_or(|from| from == *own)),
                State::Untracked => {
                    from.filter(|from| *from != language && row.versions[*from].document.is_some())
                }
                State::Missing | State::Source | State::Fresh => None,
            };
            if let Some(source) = source {
                fine &= accept(desk, row, language, source)?;
            }
        }
    }
    Ok(fine)
}

fn accept_files(desk: &Desk, files: &[PathBuf], from: Option<usize>) -> Outcome {
    let rows = desk.rows();
    let mut fine = true;
    for file in files {
        let (row, language) = desk.find(&rows, file)?;
        let source = from.map_or_else(|| source_of(desk, row, language), Ok)?;
        fine &= accept(desk, row, language, source)?;
    }
    Ok(fine)
}

/// What a translation was made from: what it says itself, else the only other language that there
/// is.
fn source_of(desk: &Desk, row: &Row<'_>, language: usize) -> Result<usize, Refusal> {
    if let Some(from) = row.versions[language].from {
        return Ok(from);
    }
    let is_other = |rank: &usize| *rank != language && row.versions[*rank].document.is_some();
    let others: Vec<usize> = (0..row.versions.len()).filter(is_other).collect();
    match others.as_slice() {
        [only] => Ok(*only),
        [] => Err(refuse(format!(
            "`{}` exists in one language only, so it is no translation",
            row.name
        ))),
        _ => Err(Refusal {
            message: format!(
                "`{}` exists in several other languages: {}",
                row.name,
                desk.languages(others.clone())
            ),
            hint: Some("say which one it was translated from with `--from`".to_owned()),
        }),
    }
}

fn accept(desk: &Desk, row: &Row<'_>, language: usize, from: usize) -> Outcome {
    let code = &desk.config().languages[from].code;
    let documents = row.versions[language]
        .document
        .zip(row.versions[from].document);
    let Some((document, source)) = documents.filter(|_| from != language) else {
        let message = format!(
            "`{}` was not translated from `{code}`: there is no other page in that language",
            row.name
        );
        return Err(refuse(message));
    };
    let file = &document.path.file;
    match translator::accept(&desk.files, document, source) {
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

/// Makes the file of a translation that is missing; prints its path.
pub(super) fn new_translation(root: &Path, file: &Path, lang: Option<&str>) -> Outcome {
    let Some(desk) = Desk::open(root)? else {
        return Ok(false);
    };
    let rows = desk.rows();
    let (row, language) = desk.find(&rows, file)?;
    let missing: Vec<usize> = (0..row.versions.len())
        .filter(|rank| row.versions[*rank].document.is_none())
        .collect();
    let to = match (
        lang.map(|code| desk.rank(code)).transpose()?,
        missing.as_slice(),
    ) {
        (Some(to), _) => to,
        (None, [only]) => *only,
        (None, []) => {
            return Err(refuse(format!(
                "`{}` exists in every language of the site",
                row.name
            )));
        }
        (None, _) => {
            let message = format!(
                "`{}` is missing in several languages: {}",
                row.name,
                desk.languages(missing)
            );
            return Err(Refusal {
                message,
                hint: Some("say which one with `--lang`".to_owned()),
            });
        }
    };
    if let Some(there) = row.versions[to].document {
        return Err(refuse(format!(
            "`{}` is there already, so it was left as it is",
            there.path.file
        )));
    }
    let Some(source) = row.versions[language].document else {
        return Ok(false);
    };
    let made = scaffold::new_translation(root, source, &desk.config().languages[to].code)?;
    writeln!(io::stdout(), "{}", root.join(made).display())?;
    Ok(true)
}
