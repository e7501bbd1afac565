//! Reads the document of a run. It never fails: of what was cut off, merged, edited by hand or
//! measured by a clock that jumped, whatever can be used is kept, and the rest is reported.

mod timeline;

use std::collections::HashSet;

use super::name::Name;
use super::salvage;
use super::{MAX_SLIDES, Run, RunId, RunSlide, VERSION};
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::duration::Duration;
use crate::path::SitePath;
use crate::source::{Source, Span};
use crate::yaml::{self, Fields, Node, Yaml};

/// A slot or a plan of a slide, in seconds.
const DAY: usize = 24 * 3600;
/// More diagnostics of one code in a file are counted, and not reported one by one.
const MAX_OF_A_CODE: usize = 20;
/// The version of files that say no `id`, and no `version` either.
const FIRST_VERSION: usize = 1;

impl Run {
    /// Reads the file of a run. `None` when it is no run, or one of a later version; the
    /// diagnostics say why.
    #[must_use]
    pub fn parse(source: &Source) -> Checked<Option<Self>> {
        let (mut diagnostics, mut found) = (Vec::new(), Vec::new());
        let parsed = with_yaml(source, &mut diagnostics, &mut found, |yaml, damage| {
            let run = read(&yaml.root(), source.path(), damage);
            (run, yaml.into_diagnostics())
        });
        let (run, reported) = parsed.unwrap_or_default();
        found.extend(reported);
        diagnostics.extend(few(found));
        Checked {
            value: run,
            diagnostics,
        }
    }
}

/// The place of the value of a key in the file of a run.
#[must_use]
pub fn place_of(source: &Source, key: &'static str) -> Place {
    let span = with_yaml(source, &mut Vec::new(), &mut Vec::new(), |yaml, _| {
        let root = yaml.root();
        root.is_mapping()
            .then(|| root.fields().filled(key).map(|node| node.span()))?
    });
    span.flatten().map_or_else(
        || Place::file(source.path()),
        |span| Place::new(source.path(), span),
    )
}

/// Opens whatever can be read of a file.
fn with_yaml<T>(
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
    found: &mut Vec<Diagnostic>,
    then: impl FnOnce(Yaml<'_>, &Damage) -> T,
) -> Option<T> {
    let whole = salvage::whole_lines(source, diagnostics);
    let text = whole.as_ref().unwrap_or(source);
    let range = 0..text.text().len();
    let entries;
    let mut yaml = Yaml::parse(text, range.clone(), found);
    if yaml.is_none() && range.len() <= yaml::MAX_BYTES {
        found.clear();
        entries = salvage::entries(text, diagnostics);
        yaml = Yaml::parse(&entries, range, found);
    }
    let is_cut = diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code == codes::RUN_CUT_OFF);
    let damage = Damage {
        is_none: diagnostics.is_empty(),
        is_cut,
        last_line: salvage::last_line(text),
    };
    yaml.map(|yaml| then(yaml, &damage))
}

/// What is wrong with a rehearsal is never a reason not to publish: what would be an error
/// elsewhere is a warning.
#[must_use]
pub fn as_warning(diagnostic: Diagnostic) -> Diagnostic {
    let code = if diagnostic.is_error() {
        codes::BAD_RUN
    } else {
        diagnostic.code
    };
    Diagnostic { code, ..diagnostic }
}

/// What had to be taken out of a file before it could be read.
struct Damage {
    /// Nothing had to be.
    is_none: bool,
    /// Its last line was not there to its end.
    is_cut: bool,
    /// The last line that says something.
    last_line: Span,
}

/// Of many of one kind, only the first.
fn few(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut more = 0;
    for diagnostic in found {
        let diagnostic = as_warning(diagnostic);
        if kept
            .iter()
            .filter(|other| other.code == diagnostic.code)
            .count()
            < MAX_OF_A_CODE
        {
            kept.push(diagnostic);
        } else {
            more += 1;
        }
    }
    if let Some(last) = kept.last_mut().filter(|_| more > 0) {
        last.hints
            .push(format!("there are {more} more of these in the file"));
    }
    kept
}

fn read(root: &Node<'_>, file: &SitePath, damage: &Damage) -> Option<Run> {
    if !root.is_mapping() {
        root.report(codes::BAD_RUN, "this is no rehearsal", None);
        return None;
    }
    let mut fields = root.clone().fields();
    let version = read_version(&mut fields)?;
    let name = Name::of(file);
    let started = fields.filled("started");
    let started = or_named(root, "started", started.as_ref(), name.started, Node::date);
    let language = fields.filled("language");
    let language = or_named(
        root,
        "language",
        language.as_ref(),
        name.language,
        Node::language,
    );
    let id = read_id(&mut fields, version);
    let revision = read_revision(&mut fields, version);
    // What is written for the run is compared with the file as a whole, checksum and all.
    fields.filled("checksum");
    let mut run = Run::begin(id.unwrap_or_default(), started?, language?, Vec::new());
    run.revision = revision;
    run.variant = fields.filled("variant").and_then(|node| node.text());
    run.speaker = fields.filled("speaker").and_then(|node| node.text());
    run.sample = fields
        .filled("sample")
        .and_then(|node| node.bool())
        .unwrap_or_default();
    run.slot = fields.filled("slot").and_then(|node| seconds(&node));
    let deck = fields.filled("deck");
    run.slides = fields
        .filled("slides")
        .map(|node| read_slides(&node))
        .unwrap_or_default();
    let hash = deck.as_ref().and_then(Node::text);
    if let (Some(node), Some(hash)) = (deck, hash)
        && damage.is_none
        && hash != run.deck_hash()
    {
        let message = "the slides that stand here are not those of the deck that was rehearsed";
        let hint = "somebody edited them; the times are read as they are".to_owned();
        node.report(codes::BAD_RUN, message, Some(hint));
    }
    timeline::read_times(&mut fields, &mut run);
    timeline::read_end(&mut fields, &mut run, damage);
    if id.is_none() {
        run.id = RunId::derived(&run);
    }
    fields.finish(&[
        ("lang", "language"),
        ("start", "started"),
        ("date", "started"),
        ("duration", "slot"),
    ]);
    Some(run)
}

/// The version of the format of a file, if it is a run of one that can be read.
fn read_version(fields: &mut Fields<'_>) -> Option<usize> {
    let Some(node) = fields.filled("version") else {
        let looks_like_one = fields.has("started") && fields.has("visits");
        let message = if looks_like_one {
            "a rehearsal needs its `version`"
        } else {
            "this is no rehearsal"
        };
        let hint =
            looks_like_one.then(|| format!("it is read as one of `version: {FIRST_VERSION}`"));
        fields.node().report(codes::BAD_RUN, message, hint);
        return looks_like_one.then_some(FIRST_VERSION);
    };
    let version = node.integer(1..=usize::MAX)?;
    if version > VERSION {
        let message = format!(
            "this rehearsal has the format {version}, and this version of Lutrin reads {VERSION}"
        );
        let hint = "it was written by a later version of Lutrin: nothing of it is used until you have that one";
        node.report(codes::RUN_OF_LATER_VERSION, message, Some(hint.to_owned()));
        return None;
    }
    Some(version)
}

/// The id that a file says. The first version of the format has none.
fn read_id(fields: &mut Fields<'_>, version: usize) -> Option<RunId> {
    let Some(node) = fields.filled("id") else {
        if version > FIRST_VERSION {
            let hint = "without it, one is derived from its start and its visits".to_owned();
            fields
                .node()
                .report(codes::BAD_RUN, "a rehearsal needs its `id`", Some(hint));
        }
        return None;
    };
    let id = node.text().as_deref().and_then(RunId::parse);
    if id.is_none() {
        let message = "the `id` of a rehearsal is eight hexadecimal digits";
        node.report(
            codes::BAD_RUN,
            message,
            Some("like `\"1a2b3c4d\"`".to_owned()),
        );
    }
    id
}

/// The number of a run's state; 0 where the file says none.
fn read_revision(fields: &mut Fields<'_>, version: usize) -> u32 {
    let Some(node) = fields.filled("revision") else {
        if version > FIRST_VERSION {
            let hint = "without it, it counts as older than any other state of the run".to_owned();
            let message = "a rehearsal needs its `revision`";
            fields.node().report(codes::BAD_RUN, message, Some(hint));
        }
        return 0;
    };
    let revision = node.integer(0..=u32::MAX as usize);
    revision
        .and_then(|revision| u32::try_from(revision).ok())
        .unwrap_or_default()
}

/// A value that has to be there; the name of the file may say it, too.
fn or_named<'y, T>(
    root: &Node<'_>,
    key: &str,
    node: Option<&Node<'y>>,
    named: Option<T>,
    read: impl Fn(&Node<'y>) -> Option<T>,
) -> Option<T> {
    let read = node.and_then(read);
    if read.is_some() || (node.is_some() && named.is_some()) {
        // What is there and cannot be read was reported already.
        return read.or(named);
    }
    let hint = if named.is_some() {
        "the name of the file says it, so it is taken from there"
    } else {
        "add it"
    };
    root.report(
        codes::BAD_RUN,
        format!("a rehearsal needs `{key}`"),
        Some(hint.to_owned()),
    );
    named
}

fn seconds(node: &Node<'_>) -> Option<Duration> {
    let seconds = node.integer(1..=DAY)?;
    u32::try_from(seconds).ok().map(Duration::from_seconds)
}

fn read_slides(node: &Node<'_>) -> Vec<RunSlide> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut slides: Vec<RunSlide> = Vec::new();
    let items = node.items();
    if let Some(first) = items.get(MAX_SLIDES) {
        let more = items.len() - MAX_SLIDES;
        let message =
            format!("there are more than {MAX_SLIDES} slides, so the last {more} are left out");
        first.report(codes::BAD_RUN, message, None);
    }
    for item in items.into_iter().take(MAX_SLIDES) {
        let Some(slide) = read_slide(&item) else {
            continue;
        };
        if seen.insert(slide.id.clone()) {
            slides.push(slide);
        } else {
            let message = format!(
                "the slide `{}` stands twice here; the first one counts",
                slide.id
            );
            item.report(codes::BAD_RUN, message, None);
        }
    }
    slides
}

/// The time that a slide was planned to take. That of a title is often none.
fn planned(node: &Node<'_>) -> Option<Duration> {
    if node.is_zero() {
        return Some(Duration::default());
    }
    seconds(node)
}

fn read_slide(node: &Node<'_>) -> Option<RunSlide> {
    if !node.is_mapping() {
        return node.wrong_type("a slide, like `{id: plan, hash: 1a2b3c4d, part: 0}`");
    }
    let mut fields = node.clone().fields();
    let id = fields.filled("id").and_then(|id| id.text());
    if id.is_none() {
        node.report(codes::BAD_RUN, "a slide needs its `id`", None);
    }
    let slide = RunSlide {
        id: id.unwrap_or_default(),
        hash: fields
            .filled("hash")
            .and_then(|hash| hash.text())
            .unwrap_or_default(),
        title: fields.filled("title").and_then(|title| title.text()),
        part: fields
            .filled("part")
            .and_then(|part| part.integer(0..=MAX_SLIDES))
            .unwrap_or_default(),
        plan: fields.filled("plan").and_then(|plan| planned(&plan)),
        optional: fields
            .filled("optional")
            .and_then(|optional| optional.bool())
            .unwrap_or_default(),
    };
    fields.finish(&[("time", "plan"), ("budget", "plan")]);
    Some(slide).filter(|slide| !slide.id.is_empty())
}
