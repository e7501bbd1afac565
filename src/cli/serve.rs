//! `lutrin serve`, and what `lutrin present` has in common with it.

use std::cell::RefCell;
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::Path;

use clap::Args;

use super::outcome::{Outcome, Refusal};
use super::reporting::{Detail, Reporting};
use crate::date::Date;
use crate::diagnostic::codes;
use crate::serve::{self, ServeSettings, StartError, StartPages};
use crate::site::{Options, addresses};
use crate::snapshot::Snapshot;

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// The address to listen on; another than this machine's own lets the network read the
    /// public site
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,
    /// The port; the next free one is taken where it is not
    #[arg(long, default_value_t = 4100, value_name = "PORT")]
    port: u16,
    /// Open a browser
    #[arg(long)]
    open: bool,
    /// Go to the page that was just edited
    #[arg(long)]
    goto: bool,
    /// Compare files again and again, where the system does not tell of changes (WSL, network
    /// drives)
    #[arg(long)]
    poll: bool,
    #[command(flatten)]
    detail: Detail,
}

/// Serves the site, beginning with its home.
pub(super) fn run(root: &Path, arguments: &ServeArguments, today: Date) -> Outcome {
    let settings = ServeSettings {
        host: arguments.host,
        port: arguments.port,
        poll: arguments.poll,
        goto: arguments.goto,
        open: arguments.open,
        options: everything(today),
    };
    let reporting = Reporting::for_people(arguments.detail);
    serve_site(root, &settings, reporting, |_| {
        Ok(StartPages {
            page: addresses::root(),
            presenter: None,
        })
    })
}

/// A served site has its drafts, and what is dated after today.
pub(super) fn everything(today: Date) -> Options {
    Options {
        drafts: true,
        future: true,
        today: Some(today),
        ..Options::default()
    }
}

/// Serves until the process ends. After every change that leads to other diagnostics, these are
/// written.
pub(super) fn serve_site(
    root: &Path,
    settings: &ServeSettings,
    reporting: Reporting,
    start_pages: impl FnOnce(&Snapshot) -> Result<StartPages, Refusal>,
) -> Outcome {
    let reported = RefCell::new(Vec::new());
    // Without a site there is nothing to serve, and the report has said so.
    let start_pages = |snapshot: &Snapshot| {
        if has_config(snapshot) {
            start_pages(snapshot).map_err(Some)
        } else {
            Err(None)
        }
    };
    let served = serve::serve(root, settings, start_pages, &|snapshot| {
        if *reported.borrow() != snapshot.diagnostics {
            // A terminal that is gone must not end the server.
            let _ = reporting.write(snapshot, &snapshot.diagnostics);
            let tally = reporting.tally(&snapshot.diagnostics);
            let tally = tally.unwrap_or_else(|| "all is well".to_owned());
            let _ = writeln!(io::stderr(), "{tally}");
            reported.replace(snapshot.diagnostics.clone());
        }
    });
    match served {
        Ok(()) => Ok(true),
        Err(StartError::StartPages(refusal)) => refusal.map_or(Ok(false), Err),
        Err(StartError::System(error)) => Err(Refusal::new(format!(
            "`{}` cannot be served: {error}",
            root.display()
        ))),
    }
}

/// Whether the folder has a configuration, however wrong: what is wrong can be mended while the
/// site is served.
fn has_config(snapshot: &Snapshot) -> bool {
    let mut found = snapshot.diagnostics.iter();
    !found.any(|found| found.code == codes::NO_CONFIG)
}
