//! The file of a run, read. Never fails: of what was cut off, merged, edited by hand or measured by
//! a clock that jumped, whatever can be used is kept, and the rest is told.

use std::collections::HashSet;

use super::name::Name;
use super::salvage;
use super::{Jump, MAX_SLIDES, MAX_VISITS, Run, RunSlide, State, Stretch, Tenths, VERSION, Visit};
use crate::diagnostic::{Checked, Code, Diagnostic, Place, codes};
use crate::duration::Duration;
use crate::nearest;
use crate::path::SitePath;
use crate::source::{Source, Span};
use crate::yaml::{self, Fields, Node, Yaml};

/// A slot or a plan of a slide, in seconds.
const DAY: usize = 24 * 3600;
/// More of one kind in a file are counted, and not told one by one.
const MAX_TOLD: usize = 20;

impl Run {
    /// Reads the file of a run. `None` when it is no run, or one of a later version; the
    /// diagnostics say why.
    #[must_use]
    pub fn parse(source: &Source) -> Checked<Option<Self>> {
        let (mut diagnostics, mut found) = (Vec::new(), Vec::new());
        let run = with_yaml(source, &mut diagnostics, &mut found, |yaml, was| {
            let run = read(&yaml.root(), source.path(), was);
            (run, yaml.into_diagnostics())
        });
        let (run, told) = run.unwrap_or_default();
        found.extend(told);
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
    then: impl FnOnce(Yaml<'_>, &Was) -> T,
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
        .any(|told| told.code == codes::RUN_CUT_OFF);
    let was = Was {
        whole: diagnostics.is_empty(),
        cut: is_cut,
        last: salvage::last_line(text),
    };
    yaml.map(|yaml| then(yaml, &was))
}

/// What is wrong with a rehearsal is never a reason not to publish: what would be an error
/// elsewhere is a warning.
#[must_use]
pub fn as_warning(told: Diagnostic) -> Diagnostic {
    let code = if told.is_error() {
        codes::BAD_RUN
    } else {
        told.code
    };
    Diagnostic { code, ..told }
}

/// What the file was like before what cannot be read was taken out.
struct Was {
    /// Nothing had to be.
    whole: bool,
    /// Its last line was not there to its end.
    cut: bool,
    /// The last line that says something.
    last: Span,
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
            < MAX_TOLD
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

fn read(root: &Node<'_>, file: &SitePath, was: &Was) -> Option<Run> {
    if !root.is_mapping() {
        root.report(codes::BAD_RUN, "this is no rehearsal", None);
        return None;
    }
    let mut fields = root.clone().fields();
    check_version(&mut fields)?;
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
    let mut run = Run::begin(started?, language?, Vec::new());
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
        && was.whole
        && hash != run.deck_hash()
    {
        let message = "the slides that stand here are not those of the deck that was rehearsed";
        let hint = "somebody edited them; the times are read as they are".to_owned();
        node.report(codes::BAD_RUN, message, Some(hint));
    }
    read_times(&mut fields, &mut run);
    read_end(&mut fields, &mut run, was);
    fields.finish(&[
        ("lang", "language"),
        ("start", "started"),
        ("date", "started"),
        ("duration", "slot"),
    ]);
    Some(run)
}

/// Whether the file is a run of a version that can be read.
fn check_version(fields: &mut Fields<'_>) -> Option<()> {
    let Some(node) = fields.filled("version") else {
        let looks_like_one = fields.has("started") && fields.has("visits");
        let message = if looks_like_one {
            "a rehearsal needs its `version`"
        } else {
            "this is no rehearsal"
        };
        let hint = looks_like_one.then(|| format!("it is read as one of `version: {VERSION}`"));
        fields.node().report(codes::BAD_RUN, message, hint);
        return looks_like_one.then_some(());
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
    Some(())
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
        // What is there and cannot be read has been told.
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
    for item in node.items().into_iter().take(MAX_SLIDES) {
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
        plan: fields
            .filled("plan")
            .filter(|plan| !plan.is_zero())
            .and_then(|plan| seconds(&plan)),
        optional: fields
            .filled("optional")
            .and_then(|optional| optional.bool())
            .unwrap_or_default(),
    };
    fields.finish(&[("time", "plan"), ("budget", "plan")]);
    Some(slide).filter(|slide| !slide.id.is_empty())
}

fn read_times(fields: &mut Fields<'_>, run: &mut Run) {
    for item in list(fields, "visits") {
        let mut entry = item.clone().fields();
        let slide = entry.filled("slide").and_then(|slide| slide.text());
        let (enter, leave) = (time(&mut entry, "enter"), time(&mut entry, "leave"));
        let has_all = ["slide", "enter", "leave"].iter().all(|key| entry.has(key));
        entry.finish(&[("id", "slide"), ("from", "enter"), ("to", "leave")]);
        match slide.zip(enter.zip(leave)) {
            Some((slide, (enter, leave))) => {
                let hint = unknown_slide(run, &slide);
                let added = run.add_visit(Visit {
                    slide,
                    enter,
                    leave,
                });
                tell(&item, added, hint);
            }
            // What is there and cannot be read has been told.
            None if has_all => {}
            None => item.report(
                codes::BAD_RUN,
                "a visit needs its `slide`, `enter` and `leave`",
                None,
            ),
        }
    }
    for (key, add) in [
        (
            "pauses",
            Run::add_pause as fn(&mut Run, Stretch) -> Result<(), Jump>,
        ),
        ("questions", Run::add_questions),
    ] {
        for item in list(fields, key) {
            let mut entry = item.clone().fields();
            let (from, to) = (time(&mut entry, "from"), time(&mut entry, "to"));
            entry.finish(&[("enter", "from"), ("leave", "to")]);
            match from.zip(to) {
                Some((from, to)) => tell(&item, add(run, Stretch { from, to }), None),
                None => item.report(codes::BAD_RUN, "this needs its `from` and `to`", None),
            }
        }
    }
}

fn list<'y>(fields: &mut Fields<'y>, key: &'static str) -> Vec<Node<'y>> {
    let mut items = fields
        .filled(key)
        .map(|node| node.items())
        .unwrap_or_default();
    if let Some(first) = items.get(MAX_VISITS) {
        let more = items.len() - MAX_VISITS;
        let message =
            format!("there are more than {MAX_VISITS} of these, so the last {more} are left out");
        first.report(codes::BAD_RUN, message, None);
    }
    items.truncate(MAX_VISITS);
    items.retain(|item| {
        item.is_mapping()
            || item
                .wrong_type::<()>("a mapping, like `{from: 1.0, to: 2.5}`")
                .is_some()
    });
    items
}

fn time(fields: &mut Fields<'_>, key: &'static str) -> Option<Tenths> {
    moment(&fields.filled(key)?)
}

/// Seconds since the start.
fn moment(node: &Node<'_>) -> Option<Tenths> {
    let seconds = node.decimal()?;
    let time = Tenths::from_seconds(seconds);
    if time.is_none() {
        let hint = "times are seconds since the start of the run, a day at most".to_owned();
        node.report(
            codes::RUN_CLOCK,
            format!("{seconds} s cannot be a time of a run"),
            Some(hint),
        );
    }
    time
}

/// The slide that an unknown id may have meant.
fn unknown_slide(run: &Run, id: &str) -> Option<String> {
    let known = run.slides.iter().map(|slide| slide.id.as_str());
    if known.clone().any(|known| known == id) {
        None
    } else {
        nearest::did_you_mean(id, known)
    }
}

fn tell(node: &Node<'_>, added: Result<(), Jump>, hint: Option<String>) {
    let Err(jump) = added else { return };
    let (code, message): (Code, _) = match jump {
        Jump::Backwards => (
            codes::RUN_CLOCK,
            "this ends before it begins, so it is left out",
        ),
        Jump::Overlap => (
            codes::RUN_CLOCK,
            "this begins before the one above it ended; only what comes after counts",
        ),
        Jump::TooMany => (
            codes::BAD_RUN,
            "there are too many of these, so it is left out",
        ),
        Jump::UnknownSlide => (
            codes::RUN_SLIDE,
            "the run lists no such slide: its time counts for the talk, and for no slide",
        ),
    };
    node.report(code, message, hint);
}

fn read_end(fields: &mut Fields<'_>, run: &mut Run, was: &Was) {
    let measured = run.end;
    let state = fields.filled("state");
    if let Some(name) = state.as_ref().and_then(Node::text) {
        let found = State::ALL.iter().find(|(known, _)| *known == name);
        run.state = found.map(|(_, state)| *state).unwrap_or_default();
        if let (None, Some(node)) = (found, &state) {
            let hint = nearest::did_you_mean(&name, State::ALL.iter().map(|(known, _)| *known));
            let hint = hint.unwrap_or_else(|| "a run is `running` or `ended`".to_owned());
            node.report(
                codes::BAD_RUN,
                format!("`{name}` is no state of a run"),
                Some(hint),
            );
        }
    }
    let has_end = fields.has("end");
    if (state.is_none() || !has_end) && !was.cut {
        let message =
            "this rehearsal has no `state` or no `end`, so it was cut off; what it has is read";
        fields
            .node()
            .report_at(was.last, codes::RUN_CUT_OFF, message, None);
    }
    let Some(node) = fields.filled("end") else {
        return;
    };
    let Some(end) = moment(&node) else { return };
    if end < measured {
        let message =
            format!("the run ends after {end} s, before the last of what it tells ({measured} s)");
        node.report(
            codes::RUN_CLOCK,
            message,
            Some("the later one counts".to_owned()),
        );
    }
    run.end = end.max(measured);
}
