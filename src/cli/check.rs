//! `lutrin check`: everything that is wrong with a site. Writes nothing.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap::Args;

use super::open_site::{OpenSite, Publish};
use super::outcome::{Outcome, Refusal};
use super::reporting::{Reporting, progress_bar};
use crate::build::render_all;
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic, codes};
use crate::export::{self, SitePages};

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Look at every slide in a browser, too: this one, else the one that is installed
    #[arg(long, value_name = "PATH", num_args = 0..=1, default_missing_value = "")]
    browser: Option<OsString>,
    #[command(flatten)]
    publish: Publish,
    #[command(flatten)]
    reporting: Reporting,
}

/// Reports what is wrong with the inputs, with the pages, and with a browser with the slides. Each
/// step is taken only where the one before it found no error: it would repeat it.
pub(super) fn run(root: &Path, arguments: &CheckArguments, today: Date) -> Outcome {
    let site = OpenSite::open(root, &arguments.publish, today)?;
    let mut found = site.diagnostics();
    if !has_error(&found) {
        found.extend(render_all(&site.snapshot));
        if let Some(browser) = arguments.browser.as_deref()
            && !has_error(&found)
        {
            // A browser knows better than an estimate.
            found.retain(|estimated| estimated.code != codes::SLIDE_OVERFLOWS);
            found.extend(check_slides(&site, Path::new(browser))?);
        }
        diagnostic::sort(&mut found);
    }
    site.cache.flush();
    arguments.reporting.write(&site.snapshot, &found)?;
    let tally = arguments
        .reporting
        .tally(&found)
        .unwrap_or_else(|| "no errors, no warnings".to_owned());
    writeln!(io::stderr(), "{tally}")?;
    Ok(!arguments.reporting.fails_for(&found))
}

fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

/// What a browser finds wrong with the slides of all decks, in every language and variant. The empty
/// path stands for the browser that is installed.
fn check_slides(site: &OpenSite, browser: &Path) -> Result<Vec<Diagnostic>, Refusal> {
    let pages = SitePages {
        snapshot: &site.snapshot,
        files: &site.files,
    };
    let decks = pages.all_decks();
    if decks.is_empty() {
        return Ok(Vec::new());
    }
    let named = Some(browser).filter(|path| !path.as_os_str().is_empty());
    let mut browser = export::open_browser(pages, named)?;
    let bar = progress_bar(decks.len(), "decks ");
    let mut found: Vec<Diagnostic> = Vec::new();
    for deck in &decks {
        found.extend(export::overflowing(&mut browser, pages, deck)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    // A slide is in its frame or not, whatever the variant.
    diagnostic::sort(&mut found);
    Ok(found)
}
