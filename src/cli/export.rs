//! `lutrin export`: the deck of a talk as files, for elsewhere. The formats are those of the table
//! in [`crate::export::formats`]: each is an option, and several may stand together.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Args, Command, FromArgMatches, ValueEnum};

use super::lookup::{folder_of, rank, without_deck, without_language, without_variant};
use super::open_site::{OpenSite, Publish};
use super::outcome::{Outcome, Refusal};
use super::reporting::{Reporting, progress_bar, say_nothing_written};
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic};
use crate::export::formats::{self, ExportFormat, FormatSettings, PdfOutline};
use crate::export::{Destination, ExportJob, ExportedDeck, ExportedFile, OutputPath, SitePages};
use crate::site::Page;

/// How wide pictures are when nobody says.
const WIDTH: u32 = 1920;

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// The folder of the talk
    talk: String,
    #[command(flatten)]
    formats: FormatOptions,
    /// The language [default: every one that the deck is in]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// A variant of the deck [default: the whole deck]
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// The file, or the folder where there are several [default: here, named for the talk]
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// How wide the pictures are, in pixels [default: 1920]
    #[arg(long, requires = "png", value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(160..=7680))]
    width: Option<u32>,
    /// Put the speaker notes into the PDF and the single file, too
    #[arg(long, requires = "takes-notes")]
    notes: bool,
    /// What the outline of the PDF has
    #[arg(
        long,
        requires = "pdf",
        value_enum,
        default_value_t,
        value_name = "OUTLINE"
    )]
    pdf_outline: OutlineChoice,
    /// The browser to use [default: the variable CHROMIUM, else what is installed]
    #[arg(long, value_name = "PATH")]
    browser: Option<PathBuf>,
}

/// What the outline of a PDF can have.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum OutlineChoice {
    /// Every slide, below the one that begins its part
    #[default]
    Parts,
    /// Every slide, in one row
    Slides,
    /// No outline
    None,
}

impl From<OutlineChoice> for PdfOutline {
    fn from(choice: OutlineChoice) -> Self {
        match choice {
            OutlineChoice::Parts => Self::Parts,
            OutlineChoice::Slides => Self::Slides,
            OutlineChoice::None => Self::None,
        }
    }
}

/// The formats that are asked for, each by its option; at least one.
#[derive(Debug)]
struct FormatOptions(Vec<&'static ExportFormat>);

impl Args for FormatOptions {
    fn augment_args(command: Command) -> Command {
        let option = |format: &ExportFormat| {
            Arg::new(format.option)
                .long(format.option)
                .help(format.help)
                .action(ArgAction::SetTrue)
        };
        let group = ArgGroup::new("formats")
            .args(formats::ALL.map(|format| format.option))
            .required(true)
            .multiple(true);
        let taking_notes = formats::ALL
            .into_iter()
            .filter(|format| format.takes_notes());
        let taking_notes = ArgGroup::new("takes-notes")
            .args(taking_notes.map(|format| format.option))
            .multiple(true);
        let command = command.args(formats::ALL.map(option));
        command.group(group).group(taking_notes)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for FormatOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let is_asked = |format: &&ExportFormat| matches.get_flag(format.option);
        Ok(Self(formats::ALL.into_iter().filter(is_asked).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Makes what is asked for, then writes it; prints the paths, and says which slides lose something.
pub(super) fn run(root: &Path, arguments: &ExportArguments, today: Date) -> Outcome {
    let site = OpenSite::open(root, &Publish::EVERYTHING, today)?;
    if stop_at_errors(&site, &site.snapshot.diagnostics)? {
        return Ok(false);
    }
    let pages = SitePages {
        snapshot: &site.snapshot,
        files: &site.files,
    };
    let job = ExportJob {
        site: pages,
        decks: &asked_decks(pages, arguments)?,
        formats: &arguments.formats.0,
        settings: FormatSettings {
            width: arguments.width.unwrap_or(WIDTH),
            notes: arguments.notes,
            outline: arguments.pdf_outline.into(),
        },
    };
    let destination = Destination {
        output: arguments.output.as_deref(),
        count: job.count(),
    };
    if destination.is_too_small() {
        return Err(Refusal::with_hint(
            "several files are asked for, and `--output` names one",
            "name a folder, or a language with `--lang`",
        ));
    }
    if stop_at_errors(&site, &job.check())? {
        return Ok(false);
    }
    let bar = progress_bar(job.count(), "exports ");
    let exported = job.run(arguments.browser.as_deref(), &|| bar.inc(1));
    bar.finish_and_clear();
    site.cache.flush();
    let exported = exported?;
    for address in &exported.left_out {
        writeln!(
            io::stderr(),
            "warning: `{address}` is not part of the site, so it was left out"
        )?;
    }
    Reporting::FOR_PEOPLE.write(&site.snapshot, &exported.diagnostics)?;
    for (deck, format, files) in &exported.files {
        write(&job, &destination, deck, format, files)?;
    }
    Ok(true)
}

/// Whether there is an error; if so, all of them are reported.
fn stop_at_errors(site: &OpenSite, found: &[Diagnostic]) -> Result<bool, Refusal> {
    let errors = found.iter().filter(|diagnostic| diagnostic.is_error());
    let mut errors: Vec<Diagnostic> = errors.cloned().collect();
    if errors.is_empty() {
        return Ok(false);
    }
    diagnostic::sort(&mut errors);
    Reporting::FOR_PEOPLE.write(&site.snapshot, &errors)?;
    say_nothing_written(&errors)?;
    Ok(true)
}

/// The decks that are asked for: one, or one of every language.
fn asked_decks<'s>(
    pages: SitePages<'s>,
    arguments: &ExportArguments,
) -> Result<Vec<ExportedDeck<'s>>, Refusal> {
    let config = &pages.snapshot.config;
    let code = arguments.lang.as_deref();
    let language = code.map(|code| rank(config, code)).transpose()?;
    let folder = folder_of(&arguments.talk);
    let all = pages.decks(folder);
    if all.is_empty() {
        return Err(without_deck(pages.snapshot, folder));
    }
    let decks: Vec<ExportedDeck<'s>> = all
        .iter()
        .filter(|deck| language.is_none_or(|rank| deck.page.language == rank))
        .cloned()
        .collect();
    if decks.is_empty() {
        let others: Vec<&Page> = all.iter().map(|deck| deck.page).collect();
        return Err(without_language(folder, code.unwrap_or_default(), &others));
    }
    let Some(variant) = &arguments.variant else {
        return Ok(decks);
    };
    let chosen: Vec<ExportedDeck<'s>> = decks
        .iter()
        .filter_map(|deck| deck.variant(variant))
        .collect();
    if chosen.is_empty() {
        let known: Vec<&str> = decks.iter().flat_map(ExportedDeck::variants).collect();
        return Err(without_variant(folder, variant, &known));
    }
    Ok(chosen)
}

/// Writes the files of a deck in a format; says so where notes are in them that not everybody should
/// read.
fn write(
    job: &ExportJob<'_, '_>,
    destination: &Destination<'_>,
    deck: &ExportedDeck<'_>,
    format: &ExportFormat,
    files: &[ExportedFile],
) -> Result<(), Refusal> {
    let has_lang = job.site.snapshot.config.languages.len() > 1;
    let name = format.file_name(deck, job.settings, has_lang);
    let output = destination.path(format, &name);
    for path in output.write(files)? {
        writeln!(io::stdout(), "{}", path.display())?;
    }
    if (format.has_notes)(job.settings) && deck.has_notes() {
        let (OutputPath::File(path) | OutputPath::Folder(path)) = output;
        writeln!(
            io::stderr(),
            "`{}` has the speaker notes in it",
            path.display()
        )?;
    }
    Ok(())
}
