//! `lutrin export`: the deck of a talk for elsewhere.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{
    FormatArg, OpenSite, Outcome, Publish, Refusal, Reporting, open, progress_bar, report,
    say_nothing_written,
};
use crate::browser::Browser;
use crate::config::Config;
use crate::date::Date;
use crate::diagnostic::{self, Diagnostic};
use crate::export::{self, ExportError, Exported, Form, Made, Place, Stage, Targets};
use crate::lang::Lang;
use crate::nearest;
use crate::site::Page;
use crate::snapshot::Snapshot;

/// How wide pictures are when nobody says.
const WIDTH: u32 = 1920;

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The folder of the talk
    talk: String,
    #[command(flatten)]
    forms: Forms,
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
    /// Put the speaker notes into the single file, too
    #[arg(long, requires = "single_file")]
    notes: bool,
    /// The browser to use [default: the variable CHROMIUM, else what is installed]
    #[arg(long, value_name = "PATH")]
    browser: Option<PathBuf>,
}

// Each is an option of its own, and several may stand together.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Forms {
    /// On paper: a slide a page
    #[arg(long)]
    pdf: bool,
    /// On paper: every slide with its speaker notes
    #[arg(long)]
    handout: bool,
    /// One HTML file with everything in it; needs no browser
    #[arg(long)]
    single_file: bool,
    /// The presenter view in one HTML file, for a talk without a server; needs no browser
    #[arg(long)]
    presenter: bool,
    /// A picture of each slide
    #[arg(long)]
    png: bool,
}

impl Export {
    fn forms(&self) -> Vec<Form> {
        let forms = [
            (self.forms.pdf, Form::Pdf),
            (self.forms.handout, Form::Handout),
            (
                self.forms.single_file,
                Form::SingleFile { notes: self.notes },
            ),
            (self.forms.presenter, Form::Presenter),
            (
                self.forms.png,
                Form::Pictures {
                    width: self.width.unwrap_or(WIDTH),
                },
            ),
        ];
        forms
            .into_iter()
            .filter(|(is_asked, _)| *is_asked)
            .map(|(_, form)| form)
            .collect()
    }
}

/// Makes what is asked for, then writes it; prints the paths.
pub(super) fn run(root: &Path, arguments: &Export, today: Date) -> Outcome {
    let site = open(
        root,
        &Publish {
            drafts: true,
            future: true,
            jobs: None,
        },
        today,
    )?;
    if stop_at_errors(&site, &site.snapshot.diagnostics)? {
        return Ok(false);
    }
    let stage = Stage {
        snapshot: &site.snapshot,
        files: &site.files,
    };
    let decks = asked(stage, arguments)?;
    let forms = arguments.forms();
    let targets = Targets {
        output: arguments.output.as_deref(),
        count: decks.len() * forms.len(),
    };
    if targets.is_too_small() {
        return Err(Refusal {
            message: "several files are asked for, and `--output` names one".to_owned(),
            hint: Some("name a folder, or a language with `--lang`".to_owned()),
        });
    }
    let failed: Vec<Diagnostic> = decks
        .iter()
        .flat_map(|deck| stage.check(deck, &forms))
        .collect();
    if stop_at_errors(&site, &failed)? {
        return Ok(false);
    }
    let made = make(stage, arguments, &decks, &forms);
    site.cache.flush();
    for (exported, form, files) in made? {
        write(&targets, &site.snapshot.config, exported, form, &files)?;
    }
    Ok(true)
}

/// What a browser finds wrong with the slides of all decks, in every language and variant. No path
/// is any browser.
pub(super) fn look_at_slides(site: &OpenSite, named: &Path) -> Result<Vec<Diagnostic>, Refusal> {
    let stage = Stage {
        snapshot: &site.snapshot,
        files: &site.files,
    };
    let decks = stage.all_decks();
    if decks.is_empty() {
        return Ok(Vec::new());
    }
    let named = Some(named).filter(|path| !path.as_os_str().is_empty());
    let mut browser = export::open_browser(stage, named)?;
    let bar = progress_bar(decks.len(), "decks ");
    let mut found: Vec<Diagnostic> = Vec::new();
    for deck in &decks {
        found.extend(export::overflowing(&mut browser, stage, deck)?);
        bar.inc(1);
    }
    bar.finish_and_clear();
    // A slide is in its frame or not, whatever the variant.
    diagnostic::sort(&mut found);
    Ok(found)
}

/// Whether there is an error; if so, all of them are told.
fn stop_at_errors(site: &OpenSite, found: &[Diagnostic]) -> Result<bool, Refusal> {
    let mut errors: Vec<Diagnostic> = found
        .iter()
        .filter(|told| told.is_error())
        .cloned()
        .collect();
    if errors.is_empty() {
        return Ok(false);
    }
    diagnostic::sort(&mut errors);
    report(
        &site.snapshot,
        &errors,
        Reporting {
            format: FormatArg::Human,
            strict: false,
        },
    )?;
    say_nothing_written(&errors)?;
    Ok(true)
}

/// The decks that are asked for: one, or one of every language.
fn asked<'s>(stage: Stage<'s>, arguments: &Export) -> Result<Vec<Exported<'s>>, Refusal> {
    let config = &stage.snapshot.config;
    let language = arguments
        .lang
        .as_deref()
        .map(|code| rank(config, code))
        .transpose()?;
    let folder = named_folder(&arguments.talk);
    let all = stage.decks(folder);
    if all.is_empty() {
        return Err(without_deck(stage.snapshot, folder));
    }
    let decks: Vec<Exported<'s>> = all
        .iter()
        .filter(|deck| language.is_none_or(|rank| deck.page.language == rank))
        .cloned()
        .collect();
    if decks.is_empty() {
        let code = arguments.lang.as_deref().unwrap_or_default();
        return Err(without_language(
            folder,
            code,
            &all.iter().map(|deck| deck.page).collect::<Vec<_>>(),
        ));
    }
    let Some(variant) = &arguments.variant else {
        return Ok(decks);
    };
    let known: Vec<&str> = decks.iter().flat_map(Exported::variants).collect();
    let chosen: Vec<Exported<'s>> = decks
        .iter()
        .filter_map(|deck| deck.variant(variant))
        .collect();
    if chosen.is_empty() {
        return Err(no_variant(folder, variant, &known));
    }
    Ok(chosen)
}

/// The folder of a talk, however much of its path was written.
pub(super) fn named_folder(talk: &str) -> &str {
    let named = talk.trim_end_matches('/');
    named.rsplit('/').next().unwrap_or(named)
}

/// Why there is no deck of a variant.
pub(super) fn no_variant(folder: &str, variant: &str, known: &[&str]) -> Refusal {
    let hint =
        nearest::did_you_mean(variant, known.iter().copied()).unwrap_or_else(|| match known {
            [] => "it has none: leave `--variant` out for the whole deck".to_owned(),
            _ => format!(
                "it has {}",
                known
                    .iter()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        });
    Refusal {
        message: format!("the deck of `{folder}` has no variant `{variant}`"),
        hint: Some(hint),
    }
}

/// Why there is no deck in a language; `pages` are those of the others.
pub(super) fn without_language(folder: &str, code: &str, pages: &[&Page]) -> Refusal {
    let known: Vec<String> = pages
        .iter()
        .map(|page| format!("`{}`", page.document.path.lang))
        .collect();
    let hint = format!(
        "it has one in {}; make another with `lutrin new deck {folder} --lang {code}`",
        known.join(", ")
    );
    Refusal {
        message: format!("`{folder}` has no deck in `{code}`"),
        hint: Some(hint),
    }
}

pub(super) fn rank(config: &Config, code: &str) -> Result<usize, Refusal> {
    config.rank(&Lang::new(code)).ok_or_else(|| {
        let known: Vec<String> = config.codes().map(|code| format!("`{code}`")).collect();
        let hint = Some(format!("it has {}", known.join(", ")));
        Refusal {
            message: format!("`{code}` is not a language of the site"),
            hint,
        }
    })
}

/// Why there are no slides: no such talk, or one without any.
pub(super) fn without_deck(snapshot: &Snapshot, folder: &str) -> Refusal {
    let talks = &snapshot.site.talks;
    if talks.groups.contains_key(folder) {
        let hint = Some(format!("make one: `lutrin new deck {folder}`"));
        return Refusal {
            message: format!("`content/talks/{folder}` has no deck"),
            hint,
        };
    }
    let known = talks
        .groups
        .keys()
        .chain(talks.decks.keys())
        .map(String::as_str);
    let near = nearest::did_you_mean(folder, known);
    let hint = near.or_else(|| Some("make it first: `lutrin new talk …`".to_owned()));
    Refusal {
        message: format!("`content/talks` has no `{folder}`"),
        hint,
    }
}

type Exports<'d, 's> = Vec<(&'d Exported<'s>, Form, Vec<Made>)>;

/// Everything, before anything is written.
fn make<'d, 's>(
    stage: Stage<'s>,
    arguments: &Export,
    decks: &'d [Exported<'s>],
    forms: &[Form],
) -> Result<Exports<'d, 's>, Refusal> {
    let needs_browser = forms.iter().any(|form| form.needs_browser());
    let mut browser = if needs_browser {
        Some(export::open_browser(stage, arguments.browser.as_deref())?)
    } else {
        None
    };
    let bar = progress_bar(decks.len() * forms.len(), "exports ");
    let (mut made, mut missing) = (Vec::new(), BTreeSet::new());
    for deck in decks {
        for form in forms {
            let files = if !form.needs_browser() {
                let (file, left_out) = stage.single_file(deck, *form, forms, decks);
                missing.extend(left_out);
                vec![file]
            } else if let Some(browser) = &mut browser {
                browsed(browser, stage, deck, *form)?
            } else {
                Vec::new()
            };
            made.push((deck, *form, files));
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    missing.extend(
        browser
            .iter()
            .flat_map(|browser| browser.refused().to_vec()),
    );
    for address in missing {
        writeln!(
            io::stderr(),
            "warning: `{address}` is not part of the site, so it was left out"
        )?;
    }
    Ok(made)
}

/// What a browser makes of a deck.
fn browsed(
    browser: &mut Browser<'_>,
    stage: Stage<'_>,
    deck: &Exported<'_>,
    form: Form,
) -> Result<Vec<Made>, Refusal> {
    let made = match form {
        Form::Pdf => export::pdf(browser, stage, deck),
        Form::Handout => export::handout(browser, stage, deck),
        Form::Pictures { width } => export::pictures(browser, stage, deck, width),
        // Those need none.
        Form::SingleFile { .. } | Form::Presenter => Ok(Vec::new()),
    };
    Ok(made?)
}

fn write(
    targets: &Targets<'_>,
    config: &Config,
    deck: &Exported<'_>,
    form: Form,
    files: &[Made],
) -> Result<(), Refusal> {
    let name = deck.file_name(form, config.languages.len() > 1);
    let place = if matches!(form, Form::Pictures { .. }) {
        targets.folder(&name)
    } else {
        targets.file(&name)
    };
    for path in place.write(files)? {
        writeln!(io::stdout(), "{}", path.display())?;
    }
    if form.has_notes() && deck.has_notes() {
        let (Place::File(path) | Place::Folder(path)) = place;
        writeln!(
            io::stderr(),
            "`{}` has the speaker notes in it",
            path.display()
        )?;
    }
    Ok(())
}

impl From<crate::browser::Failure> for Refusal {
    fn from(failure: crate::browser::Failure) -> Self {
        Self {
            message: failure.message,
            hint: failure.hint,
        }
    }
}

impl From<ExportError> for Refusal {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Browser(failure) => failure.into(),
            ExportError::Disk(path, error) => Self {
                message: format!("`{}` cannot be written: {error}", path.display()),
                hint: None,
            },
        }
    }
}
