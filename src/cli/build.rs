//! `build`: the site, and what is said of it.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use super::{OpenSite, Outcome, Publish, Refusal, Reporting};
use super::{all_found, is_bad, open_files, progress_bar, read, report, say_nothing_written};
use crate::build::{self, Failure, Inputs, Summary};
use crate::date::Date;
use crate::diagnostic;
use crate::os_files::Listed;
use crate::render;
use crate::report::tally;

/// Builds a site, unless that would change nothing.
pub(super) fn run(
    root: &Path,
    out: &Path,
    publish: &Publish,
    today: Date,
    reporting: Reporting,
) -> Outcome {
    let started = Instant::now();
    publish.begin();
    let files = open_files(root)?;
    let asked = format!("{} {} {}", today.iso(), publish.drafts, publish.future);
    let listed = Listed::now(files.clone());
    let inputs = Inputs::look(&listed, out, &asked, SystemTime::now());
    if let Some((summary, left_out)) = inputs.is_built(&files) {
        say_built(out, &summary, left_out, "", started)?;
        return Ok(true);
    }
    write(
        &read(files, Arc::new(listed), publish, today),
        &inputs,
        out,
        reporting,
    )
}

fn write(site: &OpenSite, inputs: &Inputs, out: &Path, reporting: Reporting) -> Outcome {
    let found = &all_found(site);
    if is_bad(found, reporting.strict) {
        report(&site.snapshot, found, reporting)?;
        say_nothing_written(found)?;
        return Ok(false);
    }
    let bar = progress_bar(render::routes(&site.snapshot).len(), "");
    let built = build::build(&site.snapshot, &site.files, out, &|| bar.inc(1));
    bar.finish_and_clear();
    site.cache.flush();
    match built {
        Ok(summary) => {
            let left_out = site.snapshot.site.left_out.len();
            // What there is to say has to be said at every build.
            if found.is_empty() {
                let font = site
                    .snapshot
                    .config
                    .social_cards
                    .as_ref()
                    .and_then(|look| look.font.as_ref());
                inputs.keep(
                    &site.files,
                    font.map(|(file, _)| file.clone()).as_slice(),
                    &summary,
                    left_out,
                );
            }
            report(&site.snapshot, found, reporting)?;
            let warnings = tally(found)
                .map(|tally| format!(" ({tally})"))
                .unwrap_or_default();
            say_built(out, &summary, left_out, &warnings, site.started)?;
            Ok(true)
        }
        Err(Failure::Diagnostics(failed)) => {
            let mut all = found.clone();
            all.extend(failed);
            diagnostic::sort(&mut all);
            report(&site.snapshot, &all, reporting)?;
            say_nothing_written(&all)?;
            Ok(false)
        }
        Err(Failure::Output(message, hint)) => {
            report(&site.snapshot, found, reporting)?;
            Err(Refusal { message, hint })
        }
    }
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
