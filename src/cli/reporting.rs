//! How commands write diagnostics, and how they show that they are at work.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::diagnostic::Diagnostic;
use crate::report::{self, ReportFormat};
use crate::snapshot::Snapshot;

/// How the command line asks for diagnostics.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Reporting {
    /// How to write diagnostics
    #[arg(long, value_enum, default_value_t = FormatOption::Human)]
    format: FormatOption,
    /// Take warnings for errors
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) detail: Detail,
}

/// How much of a deck of another tool a command says.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Detail {
    /// Say each thing of another tool's deck that Lutrin cannot show, with its line
    #[arg(long)]
    pub(super) verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatOption {
    /// With an excerpt of the file
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
}

impl Reporting {
    /// For commands that have no such options.
    pub(super) const FOR_PEOPLE: Self = Self {
        format: FormatOption::Human,
        strict: false,
        detail: Detail { verbose: false },
    };

    /// As [`Self::FOR_PEOPLE`], with so much detail.
    pub(super) const fn for_people(detail: Detail) -> Self {
        Self {
            detail,
            ..Self::FOR_PEOPLE
        }
    }

    /// What is said of these diagnostics: programs get all of them.
    pub(super) fn said(self, diagnostics: &[Diagnostic]) -> Cow<'_, [Diagnostic]> {
        if self.detail.verbose || matches!(self.format, FormatOption::Json) {
            Cow::Borrowed(diagnostics)
        } else {
            Cow::Owned(report::summarised(diagnostics))
        }
    }

    /// As [`report::tally`], of what is said.
    pub(super) fn tally(self, diagnostics: &[Diagnostic]) -> Option<String> {
        report::tally(&self.said(diagnostics))
    }

    /// Whether the command fails for these diagnostics.
    pub(super) fn fails_for(self, diagnostics: &[Diagnostic]) -> bool {
        diagnostics
            .iter()
            .any(|found| self.strict && !found.is_note() || found.is_error())
    }

    /// The last line of a command that diagnostics stopped.
    pub(super) fn say_nothing_written(self, diagnostics: &[Diagnostic]) -> io::Result<()> {
        let tally = self.tally(diagnostics).unwrap_or_default();
        writeln!(io::stderr(), "{tally}: nothing was written")
    }

    /// Writes diagnostics. Those for people go with the other messages; those for programs are the
    /// command's output.
    pub(super) fn write(self, snapshot: &Snapshot, diagnostics: &[Diagnostic]) -> io::Result<()> {
        let diagnostics = &*self.said(diagnostics);
        let format = match self.format {
            FormatOption::Human => {
                let err = &mut io::stderr().lock();
                let format = ReportFormat::Human;
                return report::write(err, diagnostics, snapshot, format, has_colours());
            }
            FormatOption::Short => ReportFormat::Short,
            FormatOption::Json => ReportFormat::Json,
        };
        report::write(
            &mut io::stdout().lock(),
            diagnostics,
            snapshot,
            format,
            false,
        )
    }
}

/// Whether messages may be coloured.
fn has_colours() -> bool {
    io::stderr().is_terminal()
        && anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// The last line of a command that diagnostics stopped.
pub(super) fn say_nothing_written(diagnostics: &[Diagnostic]) -> io::Result<()> {
    Reporting::FOR_PEOPLE.say_nothing_written(diagnostics)
}

/// A bar that shows how far long work has come, on a terminal only. `prefix` says what is counted.
pub(super) fn progress_bar(length: usize, prefix: &'static str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar =
        ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::stderr_with_hz(10));
    let bar = bar.with_prefix(prefix);
    ProgressStyle::with_template("{prefix}{bar:30} {pos}/{len}")
        .map_or(bar.clone(), |style| bar.with_style(style))
}
