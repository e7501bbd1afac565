//! Runs that nobody ended: which ones there are of a deck, and what becomes of one of them.

use std::io::{self, Write};
use std::path::Path;

use super::super::author_site::AuthorSite;
use super::super::outcome::{Outcome, Refusal};
use crate::document::Document;
use crate::nearest;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::{Run, RunId, State};
use crate::site::Site;

/// The runs of a deck, or of one of its variants, that nobody ended, the oldest first.
pub(super) fn of_deck<'s>(
    site: &'s Site,
    talk: &str,
    document: &Document,
    variant: Option<&str>,
) -> Vec<(&'s SitePath, &'s Run)> {
    let is_meant = |run: &Run| {
        run.state != State::Ended
            && run.language == document.path.lang
            && run.variant.as_deref() == variant
    };
    let runs = site.runs(talk).map(|(file, run)| (file, run.as_ref()));
    let mut runs: Vec<(&SitePath, &Run)> = runs.filter(|(_, run)| is_meant(run)).collect();
    runs.sort_by_key(|(_, run)| run.order());
    runs
}

/// Does with the run of a file what is asked for, and says so.
pub(super) fn settle(
    site: &AuthorSite,
    named: &Path,
    what: &str,
    act: impl Fn(&OsFiles, &SitePath, RunId) -> Result<(), String>,
) -> Outcome {
    let (file, run) = find(site, named)?;
    act(&site.files, file, run.id).map_err(Refusal::new)?;
    writeln!(io::stdout(), "{file}: {what}")?;
    Ok(true)
}

/// The run of a file, as it is named from the folder of the site, from here, or by its name alone.
fn find<'s>(site: &'s AuthorSite, named: &Path) -> Result<(&'s SitePath, &'s Run), Refusal> {
    let linked = &site.snapshot.site;
    let runs = || {
        linked
            .talks
            .groups
            .keys()
            .flat_map(|talk| linked.runs(talk))
    };
    let name = named.file_name().unwrap_or_default().to_string_lossy();
    let real = named.canonicalize().ok();
    let is_meant = |file: &SitePath| {
        named == Path::new(file.as_str())
            || named.as_os_str() == name.as_ref() && file.as_str().ends_with(&format!("/{name}"))
            || real.is_some() && site.files.locate(file).canonicalize().ok() == real
    };
    if let Some((file, run)) = runs().find(|(file, _)| is_meant(file)) {
        return Ok((file, run));
    }
    let open = runs().filter(|(_, run)| run.state != State::Ended);
    let known: Vec<&str> = open.map(|(file, _)| file.as_str()).collect();
    let near = nearest::did_you_mean(&named.to_string_lossy(), known.iter().copied());
    Err(Refusal {
        message: format!("`{}` is no file of a rehearsal", named.display()),
        hint: near.or(Some(
            "`lutrin rehearsals TALK` names the files of runs that nobody ended".to_owned(),
        )),
    })
}
