//! `lutrin build`: the public site, and what there is to say of it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use clap::Args;

use super::open_site::{OpenSite, Publish, open_files};
use super::outcome::{Outcome, Refusal};
use super::reporting::{Reporting, progress_bar};
use crate::build::{self, BuildError, BuildInputs, Move, PageAddresses, Summary};
use crate::config::social_cards::SocialCards;
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic};
use crate::drawing_tools;
use crate::os_files::Listed;
use crate::path::SitePath;
use crate::render;

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// Where to [default: `public` in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    publish: Publish,
    #[command(flatten)]
    reporting: Reporting,
}

/// Builds a site, unless that would change nothing.
pub(super) fn run(root: &Path, arguments: &BuildArguments, today: Date) -> Outcome {
    let started = Instant::now();
    let BuildArguments {
        out,
        publish,
        reporting,
    } = arguments;
    let out = out.clone().unwrap_or_else(|| root.join("public"));
    publish.start_threads();
    let files = open_files(root)?;
    let tools = drawing_tools::present();
    // With every detail asked for, an unchanged site is read again: its notes are in no receipt.
    let detail = if reporting.detail.verbose {
        " verbose"
    } else {
        ""
    };
    let options = format!("{} {} {tools}{detail}", today.iso(), publish.as_text());
    let listed = Listed::now(files.clone());
    let inputs = BuildInputs::look(&listed, &out, &options, SystemTime::now());
    if let Some((summary, left_out)) = inputs.is_built(&files) {
        say_built(&out, &summary, left_out, "", started)?;
        return Ok(true);
    }
    let site = OpenSite::read(files, Arc::new(listed), publish, today);
    write(&site, &inputs, &out, *reporting)
}

fn write(site: &OpenSite, inputs: &BuildInputs, out: &Path, reporting: Reporting) -> Outcome {
    let found = site.diagnostics();
    if reporting.fails_for(&found) {
        reporting.write(&site.snapshot, &found)?;
        reporting.say_nothing_written(&found)?;
        return Ok(false);
    }
    let bar = progress_bar(render::routes(&site.snapshot).len(), "");
    let root = site.files.root();
    let addresses = PageAddresses::of_site(&site.snapshot);
    let is_public = !site.snapshot.site.unlisted;
    let moves = is_public.then(|| addresses.moved(&site.snapshot, root, out));
    let built = build::build(&site.snapshot, &site.files, out, &|| bar.inc(1));
    bar.finish_and_clear();
    site.cache.flush();
    match built {
        Ok(summary) => {
            // A build with messages gets no receipt, so that the next one prints them again.
            if found.iter().all(Diagnostic::is_note) {
                keep_receipt(site, inputs, &summary);
            }
            reporting.write(&site.snapshot, &found)?;
            let warnings = reporting.tally(&found).map(|tally| format!(" ({tally})"));
            let left_out = site.snapshot.site.left_out.len();
            let warnings = warnings.unwrap_or_default();
            say_built(out, &summary, left_out, &warnings, site.started)?;
            if let Some(moves) = moves {
                addresses.keep(root, out);
                say_moved(&moves)?;
            }
            Ok(true)
        }
        Err(BuildError::Diagnostics(failed)) => {
            let mut all: Vec<Diagnostic> = found.into_iter().chain(failed).collect();
            diagnostic::sort(&mut all);
            reporting.write(&site.snapshot, &all)?;
            reporting.say_nothing_written(&all)?;
            Ok(false)
        }
        Err(BuildError::Output(message, hint)) => {
            reporting.write(&site.snapshot, &found)?;
            Err(Refusal { message, hint })
        }
    }
}

/// Writes the receipt by which the next build sees that there is nothing to do.
fn keep_receipt(site: &OpenSite, inputs: &BuildInputs, summary: &Summary) {
    let cards = site.snapshot.config.social_cards.as_ref();
    // Fonts are the one input that may stand outside of the listed folders.
    let fonts = cards.into_iter().flat_map(SocialCards::font_files);
    let elsewhere: Vec<SitePath> = fonts.cloned().collect();
    let left_out = site.snapshot.site.left_out.len();
    inputs.keep(&site.files, &elsewhere, summary, left_out);
}

/// Says which pages moved since the last build, and what keeps their old addresses.
fn say_moved(moves: &[Move]) -> io::Result<()> {
    for Move { file, from, to } in moves {
        writeln!(
            io::stderr(),
            "note: `{file}` was at {from} in the last build, and is at {to} now: if that one was published, add `aliases: [{from}]` to its front matter"
        )?;
    }
    Ok(())
}

fn say_built(
    out: &Path,
    summary: &Summary,
    left_out: usize,
    warnings: &str,
    started: Instant,
) -> io::Result<()> {
    let left_out = match left_out {
        0 => String::new(),
        count => format!(", {count} left out as drafts or for their date"),
    };
    let Summary {
        pages,
        written,
        unchanged,
        removed,
    } = summary;
    writeln!(
        io::stderr(),
        "{pages} pages{left_out}: {written} files written, {unchanged} unchanged, {removed} removed in {} ({:.2} s){warnings}",
        out.display(),
        started.elapsed().as_secs_f64(),
    )
}
