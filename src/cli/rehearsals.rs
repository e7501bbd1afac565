//! `lutrin rehearsals`: what rehearsals say of decks, budgets that follow, and runs from elsewhere.

mod unfinished;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::author_site::AuthorSite;
use super::lookup::known_talk;
use super::outcome::{Outcome, Refusal};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::words::counted;
use crate::document::Document;
use crate::nearest;
use crate::printable::printable;
use crate::rehearsal::propose::{self, NoProposal, Proposal};
use crate::rehearser::{self, DeckReport, Done, Imported};
use crate::site::{Page, decks, rehearsals};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct RehearsalsArguments {
    #[command(subcommand)]
    action: Option<RehearsalsAction>,
    /// The folder of a talk; without it, every talk has a line
    talk: Option<String>,
    /// Only the deck in one language
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Only one variant of the deck
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// How to write the report
    #[arg(long, value_enum, default_value_t = ReportStyle::Human)]
    format: ReportStyle,
    /// Print the budgets that the rehearsals ask for, as a diff of the deck
    #[arg(long, requires = "talk", conflicts_with_all = ["variant", "format"])]
    propose: bool,
    /// Write these budgets into the deck
    #[arg(long, requires = "talk", conflicts_with_all = ["variant", "format"])]
    write: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportStyle {
    /// Tables
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Subcommand)]
enum RehearsalsAction {
    /// End a rehearsal that nobody ended, so that it counts
    Keep {
        /// The file
        file: PathBuf,
    },
    /// Throw away a rehearsal that nobody ended
    Discard {
        /// The file
        file: PathBuf,
    },
    /// Take in a rehearsal that a browser saved
    Import {
        /// The file
        file: PathBuf,
        /// The folder of its talk [default: the one whose deck has its slides]
        #[arg(long)]
        talk: Option<String>,
    },
}

/// Reports, proposes or takes in.
pub(super) fn run(root: &Path, arguments: &RehearsalsArguments) -> Outcome {
    let Some(site) = AuthorSite::open(root, None)? else {
        return Ok(false);
    };
    match &arguments.action {
        Some(RehearsalsAction::Keep { file }) => {
            unfinished::settle(&site, file, "kept", rehearser::keep)
        }
        Some(RehearsalsAction::Discard { file }) => {
            unfinished::settle(&site, file, "discarded", rehearser::discard)
        }
        Some(RehearsalsAction::Import { file, talk }) => import(&site, file, talk.as_deref()),
        None if arguments.propose || arguments.write => propose(&site, arguments),
        None => list(&site, arguments),
    }
}

/// The decks that are asked for, with their variants, each with its report.
fn reports<'s>(
    site: &'s AuthorSite,
    arguments: &'s RehearsalsArguments,
) -> Result<Vec<DeckReport<'s>>, Refusal> {
    let linked = &site.snapshot.site;
    let language = arguments
        .lang
        .as_deref()
        .map(|code| site.rank(code))
        .transpose()?;
    let talk = arguments
        .talk
        .as_deref()
        .map(|talk| known_talk(linked, talk))
        .transpose()?;
    let decks = linked.talks.decks.iter();
    let mut reports = Vec::new();
    for (folder, group) in decks.filter(|(folder, _)| talk.as_ref().is_none_or(|it| it == *folder))
    {
        let pages = linked.groups[*group].pages.iter().flatten();
        let pages = pages.map(|id| linked.page(*id));
        for page in pages.filter(|page| language.is_none_or(|only| only == page.language)) {
            reports.extend(reports_on(site, folder, page));
        }
    }
    if let Some(talk) = &talk
        && reports.is_empty()
    {
        let place = language.map_or("", |_| " in that language");
        return Err(Refusal::with_hint(
            format!("`{talk}` has no deck to rehearse{place}"),
            format!("make one: `lutrin new deck {talk}`"),
        ));
    }
    only_variant(reports, arguments)
}

/// The report on a deck, and one on each of its variants.
fn reports_on<'s>(site: &'s AuthorSite, talk: &'s str, page: &'s Page) -> Vec<DeckReport<'s>> {
    let document = &page.document;
    let variants = decks::variants(document).into_iter().map(Some);
    let report_on = |variant| DeckReport {
        talk,
        document,
        variant,
        report: rehearsals::report_on(
            &site.snapshot.site,
            site.config(),
            document,
            page.language,
            variant,
        ),
        unfinished: unfinished::of_deck(&site.snapshot.site, talk, document, variant),
    };
    std::iter::once(None)
        .chain(variants)
        .map(report_on)
        .collect()
}

/// Those of the variant that is asked for; without one, whatever was rehearsed, or could be.
fn only_variant<'s>(
    mut reports: Vec<DeckReport<'s>>,
    arguments: &RehearsalsArguments,
) -> Result<Vec<DeckReport<'s>>, Refusal> {
    if let Some(name) = arguments.variant.as_deref() {
        let known: Vec<&str> = reports.iter().filter_map(|report| report.variant).collect();
        if !known.contains(&name) {
            let hint = nearest::did_you_mean(name, known.iter().copied());
            return Err(Refusal {
                message: format!("there is no variant `{name}`"),
                hint,
            });
        }
        reports.retain(|report| report.variant == Some(name));
        return Ok(reports);
    }
    let was_rehearsed = |report: &DeckReport<'_>| report.report.was_rehearsed();
    let rehearsed: Vec<&str> = reports
        .iter()
        .filter(|report| was_rehearsed(report))
        .map(|report| report.talk)
        .collect();
    reports.retain(|report| {
        was_rehearsed(report) || (report.variant.is_none() && !rehearsed.contains(&report.talk))
    });
    Ok(reports)
}

fn list(site: &AuthorSite, arguments: &RehearsalsArguments) -> Outcome {
    let reports = reports(site, arguments)?;
    let mut out = io::stdout().lock();
    match arguments.format {
        ReportStyle::Json => reports
            .iter()
            .try_for_each(|report| rehearser::write_json(&mut out, report))?,
        ReportStyle::Human if arguments.talk.is_none() => {
            rehearser::write_overview(&mut out, &reports)?;
        }
        ReportStyle::Human => {
            for (at, report) in reports.iter().enumerate() {
                if at > 0 {
                    writeln!(out)?;
                }
                rehearser::write_table(&mut out, report)?;
            }
        }
    }
    if reports.is_empty() {
        writeln!(io::stderr(), "no talk of this site has a deck to rehearse")?;
    }
    say_unread(site)?;
    Ok(true)
}

/// Says that there are files of rehearsals of which something was lost. `check` says what.
fn say_unread(site: &AuthorSite) -> io::Result<()> {
    let is_about_runs = |diagnostic: &&Diagnostic| diagnostic.code.id.starts_with("L07");
    let count = site
        .snapshot
        .diagnostics
        .iter()
        .filter(is_about_runs)
        .count();
    let things = match count {
        0 => return Ok(()),
        1 => "1 thing is".to_owned(),
        _ => format!("{count} things are"),
    };
    writeln!(
        io::stderr(),
        "{things} wrong with the files of rehearsals: `lutrin check` tells"
    )
}

/// Prints or writes the budgets that rehearsals ask for. A proposal is for a deck as a whole: its
/// variants have their budgets from it.
fn propose(site: &AuthorSite, arguments: &RehearsalsArguments) -> Outcome {
    let reports = reports(site, arguments)?;
    let mut is_well = true;
    for report in reports.iter().filter(|report| report.variant.is_none()) {
        let document = report.document;
        let config = site.config();
        let rank = config.rank(&document.path.lang).unwrap_or_default();
        let plan = decks::plan(&site.snapshot.site, document, rank, None);
        match propose::propose(document, &plan, &report.report) {
            Ok(proposal) if arguments.write => is_well &= write(site, document, &proposal)?,
            Ok(proposal) => {
                let file = document.path.file.as_str();
                let diff = proposal.diff(document.source.text(), file);
                write!(io::stdout(), "{diff}")?;
            }
            Err(why) => {
                let reason = rehearser::reason(&why, report);
                let is_error = why != NoProposal::Nothing;
                let prefix = if is_error { "error: " } else { "" };
                writeln!(io::stderr(), "{prefix}{}", printable(&reason))?;
                is_well &= !is_error;
            }
        }
    }
    Ok(is_well)
}

/// Writes a proposal into its deck. `false` where that failed.
fn write(site: &AuthorSite, document: &Document, proposal: &Proposal) -> io::Result<bool> {
    let written = rehearser::apply(&site.files, document, proposal);
    match &written {
        Ok(()) => {
            let budgets = counted(proposal.edits.len(), "budget");
            writeln!(io::stdout(), "{}: {budgets} changed", document.path.file)?;
        }
        Err(why) => writeln!(io::stderr(), "error: {why}")?,
    }
    Ok(written.is_ok())
}

fn import(site: &AuthorSite, file: &Path, talk: Option<&str>) -> Outcome {
    let linked = &site.snapshot.site;
    let talk = talk.map(|talk| known_talk(linked, talk)).transpose()?;
    let imported = rehearser::import(&site.files, linked, file, talk);
    let imported = imported.map_err(Refusal::new)?;
    for diagnostic in &imported.diagnostics {
        say(file, &imported, diagnostic)?;
    }
    if imported.is_unfinished && imported.done != Done::Nothing {
        writeln!(
            io::stderr(),
            "nobody ended this run, so it does not count: write `state: ended` into it if it was whole"
        )?;
    }
    let done = match imported.done {
        Done::Added => "",
        Done::Replaced => " (an earlier state of this run was there: it is replaced)",
        Done::Nothing => " (it was there already)",
    };
    writeln!(io::stdout(), "{}{done}", imported.file)?;
    Ok(true)
}

/// Writes a diagnostic of the file that was imported, on one line.
fn say(file: &Path, imported: &Imported, diagnostic: &Diagnostic) -> io::Result<()> {
    let span = diagnostic.place.as_ref().and_then(|place| place.span);
    let line = span.map_or_else(String::new, |span| {
        format!(":{}", imported.source.position(span.start).line)
    });
    writeln!(
        io::stderr(),
        "{}{line}: {}[{}]: {}",
        file.display(),
        diagnostic.code.severity.name(),
        diagnostic.code.id,
        printable(&diagnostic.message)
    )
}
