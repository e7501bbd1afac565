//! `lutrin rehearsals`: what rehearsals say of decks, budgets that follow, and runs from elsewhere.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::translations::Desk;
use super::{Outcome, Refusal};
use crate::nearest;
use crate::printable::printable;
use crate::rehearsal::propose::{self, NoProposal};
use crate::rehearser::{self, Done, Subject};
use crate::site::{decks, rehearsals};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Rehearsals {
    #[command(subcommand)]
    action: Option<Action>,
    /// The folder of a talk; without it, every talk has a line
    talk: Option<String>,
    /// Only the deck in one language
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Only one variant of the deck
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// How to write the report
    #[arg(long, value_enum, default_value_t = Form::Human)]
    format: Form,
    /// Print the budgets that the rehearsals ask for, as a diff of the deck
    #[arg(long, requires = "talk", conflicts_with_all = ["variant", "format"])]
    propose: bool,
    /// Write these budgets into the deck
    #[arg(long, requires = "talk", conflicts_with_all = ["variant", "format"])]
    write: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Tables
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Subcommand)]
enum Action {
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
pub(super) fn run(root: &Path, arguments: &Rehearsals) -> Outcome {
    let Some(desk) = Desk::open(root)? else {
        return Ok(false);
    };
    match &arguments.action {
        Some(Action::Import { file, talk }) => import(&desk, file, talk.as_deref()),
        None if arguments.propose || arguments.write => propose(&desk, arguments),
        None => list(&desk, arguments),
    }
}

fn refuse(message: String) -> Refusal {
    Refusal {
        message,
        hint: None,
    }
}

/// The decks that are asked for, with their variants, each with its report.
fn subjects<'d>(desk: &'d Desk, arguments: &'d Rehearsals) -> Result<Vec<Subject<'d>>, Refusal> {
    let site = &desk.snapshot.site;
    let language = arguments
        .lang
        .as_deref()
        .map(|code| desk.rank(code))
        .transpose()?;
    let wanted = arguments
        .talk
        .as_deref()
        .map(|talk| rehearser::known_talk(site, talk))
        .transpose()
        .map_err(refuse)?;
    let mut subjects = Vec::new();
    for (folder, group) in site
        .talks
        .decks
        .iter()
        .filter(|(folder, _)| wanted.as_ref().is_none_or(|it| it == *folder))
    {
        let pages = site.groups[*group]
            .pages
            .iter()
            .flatten()
            .map(|id| site.page(*id));
        for page in pages.filter(|page| language.is_none_or(|only| only == page.language)) {
            let variants =
                std::iter::once(None).chain(decks::variants(&page.document).into_iter().map(Some));
            subjects.extend(variants.map(|variant| Subject {
                talk: folder,
                document: &page.document,
                variant,
                report: rehearsals::report_on(
                    site,
                    &desk.snapshot.config,
                    &page.document,
                    page.language,
                    variant,
                ),
            }));
        }
    }
    if subjects.is_empty()
        && let Some(talk) = &wanted
    {
        return Err(Refusal {
            message: format!(
                "`{talk}` has no deck to rehearse{}",
                language.map_or("", |_| " in that language")
            ),
            hint: Some(format!("make one: `lutrin new deck {talk}`")),
        });
    }
    only_variant(subjects, arguments)
}

/// Those of the variant that is asked for; without one, whatever was rehearsed, or could be.
fn only_variant<'d>(
    mut subjects: Vec<Subject<'d>>,
    arguments: &Rehearsals,
) -> Result<Vec<Subject<'d>>, Refusal> {
    if let Some(name) = arguments.variant.as_deref() {
        let known: Vec<&str> = subjects
            .iter()
            .filter_map(|subject| subject.variant)
            .collect();
        if !known.contains(&name) {
            let hint = nearest::did_you_mean(name, known.iter().copied());
            return Err(Refusal {
                message: format!("there is no variant `{name}`"),
                hint,
            });
        }
        subjects.retain(|subject| subject.variant == Some(name));
        return Ok(subjects);
    }
    let was_rehearsed = |subject: &Subject<'_>| subject.report.was_rehearsed();
    let timed: Vec<&str> = subjects
        .iter()
        .filter(|it| was_rehearsed(it))
        .map(|subject| subject.talk)
        .collect();
    subjects.retain(|it| was_rehearsed(it) || (it.variant.is_none() && !timed.contains(&it.talk)));
    Ok(subjects)
}

fn list(desk: &Desk, arguments: &Rehearsals) -> Outcome {
    let subjects = subjects(desk, arguments)?;
    let mut out = io::stdout().lock();
    match arguments.format {
        Form::Json => subjects
            .iter()
            .try_for_each(|subject| rehearser::write_json(&mut out, subject))?,
        Form::Human if arguments.talk.is_none() => rehearser::write_overview(&mut out, &subjects)?,
        Form::Human => {
            for (at, subject) in subjects.iter().enumerate() {
                if at > 0 {
                    writeln!(out)?;
                }
                rehearser::write_table(&mut out, subject)?;
            }
        }
    }
    if subjects.is_empty() {
        writeln!(io::stderr(), "no talk of this site has a deck to rehearse")?;
    }
    tell_unread(desk)?;
    Ok(true)
}

/// Runs of which something was lost are told by `check`; here it is only said that there are some.
fn tell_unread(desk: &Desk) -> io::Result<()> {
    let told = desk
        .snapshot
        .diagnostics
        .iter()
        .filter(|told| told.code.id.starts_with("L07"))
        .count();
    if told > 0 {
        let them = if told == 1 {
            "1 thing is"
        } else {
            &format!("{told} things are")
        };
        writeln!(
            io::stderr(),
            "{them} wrong with the files of rehearsals: `lutrin check` tells"
        )?;
    }
    Ok(())
}

/// A proposal is for a deck as a whole: its variants have their budgets from it.
fn propose(desk: &Desk, arguments: &Rehearsals) -> Outcome {
    let subjects = subjects(desk, arguments)?;
    let mut is_well = true;
    for subject in subjects.iter().filter(|subject| subject.variant.is_none()) {
        let document = subject.document;
        let file = &document.path.file;
        let rank = desk
            .snapshot
            .config
            .rank(&document.path.lang)
            .unwrap_or_default();
        let plan = decks::plan(&desk.snapshot.site, document, rank, None);
        let proposal = match propose::propose(document, &plan, &subject.report) {
            Ok(proposal) => proposal,
            Err(why) => {
                writeln!(
                    io::stderr(),
                    "{}",
                    printable(&rehearser::reason(&why, subject))
                )?;
                is_well &= why == NoProposal::Nothing;
                continue;
            }
        };
        if !arguments.write {
            write!(
                io::stdout(),
                "{}",
                proposal.diff(document.source.text(), file.as_str())
            )?;
            continue;
        }
        match rehearser::apply(&desk.files, document, &proposal) {
            Ok(()) => writeln!(
                io::stdout(),
                "{file}: {} changed",
                budgets(proposal.edits.len())
            )?,
            Err(why) => {
                writeln!(io::stderr(), "error: {why}")?;
                is_well = false;
            }
        }
    }
    Ok(is_well)
}

fn budgets(count: usize) -> String {
    if count == 1 {
        "1 budget".to_owned()
    } else {
        format!("{count} budgets")
    }
}

fn import(desk: &Desk, file: &Path, talk: Option<&str>) -> Outcome {
    let taken = rehearser::import(&desk.files, &desk.snapshot.site, file, talk).map_err(refuse)?;
    let mut err = io::stderr().lock();
    for told in &taken.diagnostics {
        let line = told
            .place
            .as_ref()
            .and_then(|place| place.span)
            .map(|span| taken.source.position(span.start).line);
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        let message = printable(&told.message);
        writeln!(
            err,
            "{}{line}: {}[{}]: {message}",
            file.display(),
            told.code.severity.name(),
            told.code.id
        )?;
    }
    if taken.is_unfinished && taken.done != Done::Nothing {
        writeln!(
            err,
            "nobody ended this run, so it does not count: write `state: ended` into it if it was whole"
        )?;
    }
    let done = match taken.done {
        Done::Added => "",
        Done::Replaced => " (an earlier state of this run was there: it is replaced)",
        Done::Nothing => " (it was there already)",
    };
    writeln!(io::stdout(), "{}{done}", taken.file)?;
    Ok(true)
}
