//! What can be said on the command line, and what each command answers.
//!
//! Exit codes: 0 fine, 1 errors (or warnings under `--strict`), 2 wrong usage.

mod build;
mod decks;
mod export;
mod new;
mod present;
mod proposal;
mod rehearsals;
mod sessions;
mod translations;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::build::render_all;
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic};
use crate::disk_cache::DiskCache;
use crate::files::Files;
use crate::os_files::OsFiles;
use crate::render;
use crate::report;
use crate::scaffold::{self, ScaffoldError};
use crate::serve;
use crate::site::{Options, addresses};
use crate::snapshot::Snapshot;
use crate::workspace::{Change, Workspace};

/// Bilingual tech blogs, slide decks and summit recaps from one tree of Markdown.
#[derive(Debug, Parser)]
#[command(name = "lutrin", version, arg_required_else_help = true)]
struct Cli {
    /// The site's folder, where lutrin.yaml is
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small bilingual site
    Init {
        /// A folder that is empty or not there yet
        dir: PathBuf,
    },
    /// Make a new file from the theme's archetype
    #[command(subcommand)]
    New(new::New),
    /// Write the public site
    Build {
        /// Where to [default: `public` in the site's folder]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        #[command(flatten)]
        publish: Publish,
        #[command(flatten)]
        reporting: Reporting,
    },
    /// Say everything that is wrong with the site, and write nothing
    Check {
        /// Look at every slide in a browser, too: this one, else the one that is installed
        #[arg(long, value_name = "PATH", num_args = 0..=1, default_missing_value = "")]
        browser: Option<OsString>,
        #[command(flatten)]
        publish: Publish,
        #[command(flatten)]
        reporting: Reporting,
    },
    /// Make the deck of a talk for elsewhere: on paper, as pictures, in one file
    Export(export::Export),
    /// Show the site in a browser, and follow every edit
    Serve {
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
    },
    /// Present or rehearse a talk: its slides, and your own view with notes and clock
    Present(present::Present),
    /// List which translations are missing, stale or up to date
    Translations(translations::Translations),
    /// Show what rehearsals say of a talk, and the budgets that follow
    Rehearsals(rehearsals::Rehearsals),
    /// Print a talk in the fields that the forms of calls for papers ask for
    Proposal(proposal::ProposalArguments),
    /// Print the completions of a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
struct Publish {
    /// Include drafts
    #[arg(long)]
    drafts: bool,
    /// Include posts dated after today
    #[arg(long)]
    future: bool,
    /// How many threads to use [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

impl Publish {
    /// Sets up the threads.
    fn begin(&self) {
        if let Some(jobs) = self.jobs {
            // It fails only when the pool is there already, and nothing made one yet.
            let _ = rayon::ThreadPoolBuilder::new()
                .num_threads(jobs.into())
                .build_global();
        }
    }
}

#[derive(Debug, Clone, Copy, Args)]
struct Reporting {
    /// How to write diagnostics
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    format: FormatArg,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    /// With an excerpt of the file
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
}

impl From<FormatArg> for report::Format {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Human => Self::Human,
            FormatArg::Short => Self::Short,
            FormatArg::Json => Self::Json,
        }
    }
}

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let today = Date::from_civil(jiff::Zoned::now().date());
    let result = match cli.command {
        Command::Init { dir } => init(&cli.root.join(dir), &today),
        Command::New(new) => new::run(&cli.root, &new, &today),
        Command::Translations(arguments) => translations::run(&cli.root, &arguments),
        Command::Rehearsals(arguments) => rehearsals::run(&cli.root, &arguments),
        Command::Build {
            out,
            publish,
            reporting,
        } => {
            let out = out.unwrap_or_else(|| cli.root.join("public"));
            build::run(&cli.root, &out, &publish, today, reporting)
        }
        Command::Check {
            browser,
            publish,
            reporting,
        } => open(&cli.root, &publish, today)
            .and_then(|site| check_site(&site, browser.as_deref().map(Path::new), reporting)),
        Command::Export(arguments) => export::run(&cli.root, &arguments, today),
        Command::Serve {
            host,
            port,
            open,
            goto,
            poll,
        } => {
            let options = Options {
                drafts: true,
                future: true,
                today: Some(today),
            };
            let settings = serve::Settings {
                host,
                port,
                poll,
                goto,
                open,
                options,
            };
            serve_site(&cli.root, &settings, |_| {
                Ok(serve::Home {
                    page: addresses::root(),
                    presenter: None,
                })
            })
        }
        Command::Present(arguments) => present::run(&cli.root, &arguments, today),
        Command::Proposal(arguments) => proposal::run(&cli.root, &arguments, today),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "lutrin", &mut io::stdout());
            Ok(true)
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Refusal { message, hint }) => {
            // Nothing sensible is left to do when even that cannot be written.
            let _ = writeln!(io::stderr(), "error: {message}");
            let _ = hint.map(|hint| writeln!(io::stderr(), "  help: {hint}"));
            ExitCode::FAILURE
        }
    }
}

/// Why a command did nothing.
struct Refusal {
    message: String,
    hint: Option<String>,
}

impl From<ScaffoldError> for Refusal {
    fn from(error: ScaffoldError) -> Self {
        Self {
            message: error.to_string(),
            hint: None,
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self {
            message: error.to_string(),
            hint: None,
        }
    }
}

/// Whether all is well.
type Outcome = Result<bool, Refusal>;

/// A site that was read.
struct OpenSite {
    files: Arc<OsFiles>,
    cache: Arc<DiskCache>,
    snapshot: ManuallyDrop<Arc<Snapshot>>,
    started: Instant,
}

fn open(root: &Path, publish: &Publish, today: Date) -> Result<OpenSite, Refusal> {
    publish.begin();
    let files = open_files(root)?;
    Ok(read(files.clone(), files, publish, today))
}

/// Reads a site. `inputs` is what its texts are read through.
fn read(files: Arc<OsFiles>, inputs: Arc<dyn Files>, publish: &Publish, today: Date) -> OpenSite {
    let started = Instant::now();
    let cache = Arc::new(DiskCache::new(files.root()));
    let options = Options {
        drafts: publish.drafts,
        future: publish.future,
        today: Some(today),
    };
    // The command ends with the process: the system takes memory back at once, piece by piece it
    // takes a while.
    let mut workspace = ManuallyDrop::new(Workspace::new(inputs, cache.clone(), options));
    let snapshot = ManuallyDrop::new(workspace.apply(&[Change::Everything]));
    OpenSite {
        files,
        cache,
        snapshot,
        started,
    }
}

fn open_files(root: &Path) -> Result<Arc<OsFiles>, Refusal> {
    let files = OsFiles::new(root).map_err(|error| Refusal {
        message: format!("`{}` cannot be opened: {error}", root.display()),
        hint: Some("name the folder of a site with `--root`".to_owned()),
    })?;
    Ok(Arc::new(files))
}

/// What there is to say of the inputs, images included. Those are made now, unless nothing will be
/// published anyway.
fn all_found(site: &OpenSite) -> Vec<Diagnostic> {
    let mut found = site.snapshot.diagnostics.clone();
    if !found.iter().any(Diagnostic::is_error) {
        let bar = ImageBar(progress_bar(0, "images "));
        found.extend(render::make_images(&site.snapshot, &bar));
        bar.0.finish_and_clear();
        diagnostic::sort(&mut found);
    }
    found
}

/// How many images are done.
struct ImageBar(ProgressBar);

impl render::Progress for ImageBar {
    fn begin(&self, steps: usize) {
        self.0.set_length(steps as u64);
    }

    fn step(&self) {
        self.0.inc(1);
    }
}

/// With a browser, slides are looked at as well.
fn check_site(site: &OpenSite, browser: Option<&Path>, reporting: Reporting) -> Outcome {
    let mut all = all_found(site);
    // Pages of a site that cannot be linked would only repeat what is wrong with it.
    if !all.iter().any(Diagnostic::is_error) {
        all.extend(render_all(&site.snapshot));
        if let Some(named) = browser.filter(|_| !all.iter().any(Diagnostic::is_error)) {
            all.extend(export::look_at_slides(site, named)?);
        }
        diagnostic::sort(&mut all);
    }
    site.cache.flush();
    report(&site.snapshot, &all, reporting)?;
    let tally = report::tally(&all).unwrap_or_else(|| "no errors, no warnings".to_owned());
    writeln!(io::stderr(), "{tally}")?;
    Ok(!is_bad(&all, reporting.strict))
}

/// Serves until the process ends; every change is followed by what is wrong now, if anything is.
fn serve_site(
    root: &Path,
    settings: &serve::Settings,
    home: impl FnOnce(&Snapshot) -> Result<serve::Home, Refusal>,
) -> Outcome {
    let reporting = Reporting {
        format: FormatArg::Human,
        strict: false,
    };
    let said = std::cell::RefCell::new(Vec::new());
    let served = serve::serve(root, settings, home, &|snapshot| {
        if *said.borrow() != snapshot.diagnostics {
            // A terminal that is gone must not end the server.
            let _ = report(snapshot, &snapshot.diagnostics, reporting);
            let tally =
                report::tally(&snapshot.diagnostics).unwrap_or_else(|| "all is well".to_owned());
            let _ = writeln!(io::stderr(), "{tally}");
            said.replace(snapshot.diagnostics.clone());
        }
    });
    match served {
        Ok(()) => Ok(true),
        Err(serve::Failure::Home(refusal)) => Err(refusal),
        Err(serve::Failure::System(error)) => Err(Refusal {
            message: format!("`{}` cannot be served: {error}", root.display()),
            hint: None,
        }),
    }
}

fn is_bad(diagnostics: &[Diagnostic], strict: bool) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| strict || diagnostic.is_error())
}

/// Diagnostics for people go with the other messages; those for programs are the command's output.
fn report(snapshot: &Snapshot, diagnostics: &[Diagnostic], reporting: Reporting) -> io::Result<()> {
    let format = reporting.format.into();
    if format == report::Format::Human {
        let colours = io::stderr().is_terminal()
            && anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never;
        report::write(
            &mut io::stderr().lock(),
            diagnostics,
            snapshot,
            format,
            colours,
        )
    } else {
        report::write(
            &mut io::stdout().lock(),
            diagnostics,
            snapshot,
            format,
            false,
        )
    }
}

fn say_nothing_written(diagnostics: &[Diagnostic]) -> io::Result<()> {
    let tally = report::tally(diagnostics).unwrap_or_default();
    writeln!(io::stderr(), "{tally}: nothing was written")
}

/// Long work shows where it is, on a terminal only.
fn progress_bar(length: usize, of: &'static str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar =
        ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr_with_hz(10));
    let bar = bar.with_prefix(of);
    ProgressStyle::with_template("{prefix}{bar:30} {pos}/{len}")
        .map_or(bar.clone(), |style| bar.with_style(style))
}

fn init(dir: &Path, today: &Date) -> Outcome {
    let files = scaffold::init(dir, today)?;
    let mut out = io::stderr().lock();
    for file in files {
        writeln!(out, "wrote {}", dir.join(file).display())?;
    }
    writeln!(out, "build it with `lutrin build --root {}`", dir.display())?;
    Ok(true)
}

fn is_about_config(diagnostic: &Diagnostic) -> bool {
    diagnostic
        .place
        .as_ref()
        .is_some_and(|place| place.file.as_str() == crate::config::FILE)
}
