//! The command line: its commands, and the exit code of each. Every command is a module with its
//! arguments; it calls other modules of the program, which do the work.
//!
//! Exit codes: 0 fine, 1 errors (or warnings under `--strict`), 2 wrong usage.

mod author_site;
mod build;
mod check;
mod export;
mod init;
mod list;
mod lookup;
mod new;
mod open_site;
mod outcome;
mod present;
mod proposal;
mod rehearsals;
mod reporting;
mod serve;
mod translations;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{CommandFactory, Parser, Subcommand};

use crate::clock::{self, ClockWarning};
use crate::date::Date;
use crate::interrupt;

use outcome::{Outcome, Refusal};

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
    Build(build::BuildArguments),
    /// Say everything that is wrong with the site, and write nothing
    Check(check::CheckArguments),
    /// Make the deck of a talk for elsewhere: on paper, as pictures, in one file
    Export(export::ExportArguments),
    /// Show the site in a browser, and follow every edit
    Serve(serve::ServeArguments),
    /// Present or rehearse a talk: its slides, and your own view with notes and clock
    Present(present::PresentArguments),
    /// List the pages of the site: posts, drafts, what is to come, what is stale
    List(list::ListArguments),
    /// List which translations are missing, stale or up to date
    Translations(translations::TranslationsArguments),
    /// Show what rehearsals say of a talk, and the budgets that follow
    Rehearsals(rehearsals::RehearsalsArguments),
    /// Print a talk in the fields that the forms of calls for papers ask for
    Proposal(proposal::ProposalArguments),
    /// Print the completions of a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

impl Cli {
    /// Runs the command.
    fn run(&self) -> Outcome {
        let root = self.root.as_path();
        match &self.command {
            Command::Init { dir } => init::run(&root.join(dir), &today()),
            Command::New(new) => new::run(root, new, &today()),
            Command::Build(arguments) => build::run(root, arguments, today()),
            Command::Check(arguments) => check::run(root, arguments, today()),
            Command::Export(arguments) => export::run(root, arguments, today()),
            Command::Serve(arguments) => serve::run(root, arguments, today()),
            Command::Present(arguments) => present::run(root, arguments, today()),
            Command::List(arguments) => list::run(root, arguments, today()),
            Command::Translations(arguments) => translations::run(root, arguments),
            Command::Rehearsals(arguments) => rehearsals::run(root, arguments),
            Command::Proposal(arguments) => proposal::run(root, arguments, today()),
            Command::Completions { shell } => {
                clap_complete::generate(*shell, &mut Self::command(), "lutrin", &mut io::stdout());
                Ok(true)
            }
        }
    }
}

/// Today's date, which comes in here, once. Says where its zone is unknown.
fn today() -> Date {
    if let Some(ClockWarning { message, hint }) = clock::warning() {
        // Nothing sensible is left to do when even that cannot be written.
        let _ = writeln!(io::stderr(), "warning: {message}\n  help: {hint}");
    }
    clock::today()
}

/// Runs the command that the process was started with, and ends the process.
pub fn main() -> ! {
    let is_fine = Cli::parse().run().unwrap_or_else(|refusal| {
        let Refusal { message, hint } = refusal;
        // Nothing sensible is left to do when even that cannot be written.
        let _ = writeln!(io::stderr(), "error: {message}");
        let _ = hint.map(|hint| writeln!(io::stderr(), "  help: {hint}"));
        false
    });
    // When this fails, nothing sensible is left to do either.
    let _ = io::stdout().flush();
    interrupt::end(i32::from(!is_fine))
}
