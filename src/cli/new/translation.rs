//! `lutrin new translation`: the draft of a page in another language.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::AuthorSite;
use crate::cli::outcome::{Outcome, Refusal};
use crate::cli::translations::{find_page, rows};
use crate::scaffold;
use crate::translations::{Row, TranslationState};

#[derive(Debug, Args)]
pub(in crate::cli) struct TranslationArguments {
    /// The page to translate
    file: PathBuf,
    /// The language to translate it into [default: the only one that it is missing in]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
}

/// Makes the file of a translation that is missing; prints its path.
pub(super) fn run(root: &Path, arguments: &TranslationArguments) -> Outcome {
    let Some(site) = AuthorSite::open_for_writing(root)? else {
        return Ok(false);
    };
    let rows = rows(&site);
    let (row, language) = find_page(&site, &rows, &arguments.file)?;
    let to = target_language(&site, row, arguments.lang.as_deref())?;
    if let Some(existing) = row.versions[to].document {
        return Err(Refusal::new(format!(
            "`{}` is there already, so it was left as it is",
            existing.path.file
        )));
    }
    let Some(source) = row.versions[language].document else {
        return Ok(false);
    };
    let made = scaffold::new_translation(root, source, &site.config().languages[to].code)?;
    writeln!(io::stdout(), "{}", root.join(made).display())?;
    Ok(true)
}

/// The rank of the language to translate a page into: the one that is named, else the only one that
/// it is missing in.
fn target_language(site: &AuthorSite, row: &Row<'_>, code: Option<&str>) -> Result<usize, Refusal> {
    if let Some(code) = code {
        return site.rank(code);
    }
    let is_missing = |rank: &usize| row.versions[*rank].state == TranslationState::Missing;
    let missing: Vec<usize> = (0..row.versions.len()).filter(is_missing).collect();
    match missing.as_slice() {
        [only] => Ok(*only),
        [] => Err(Refusal::new(format!(
            "`{}` exists in every language that it is made for",
            row.name
        ))),
        _ => Err(Refusal::with_hint(
            format!(
                "`{}` is missing in several languages: {}",
                row.name,
                site.languages(missing)
            ),
            "say which one with `--lang`",
        )),
    }
}
