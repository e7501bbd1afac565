//! The times in the file of a run: when each slide was on, what was paused and asked, and when it
//! ended. A time that cannot be so is reported, and what can be kept of it is.

use super::Damage;
use crate::diagnostic::{Code, codes};
use crate::nearest;
use crate::rehearsal::{Jump, MAX_VISITS, Run, State, Stretch, Tenths, Visit};
use crate::yaml::{Fields, Node};

/// Reads the visits, pauses and questions of a run.
pub(super) fn read_times(fields: &mut Fields<'_>, run: &mut Run) {
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
                report(&item, added, hint);
            }
            // What is there and cannot be read was reported already.
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
                Some((from, to)) => report(&item, add(run, Stretch { from, to }), None),
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

fn report(node: &Node<'_>, added: Result<(), Jump>, hint: Option<String>) {
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

/// Reads the state and the length of a run.
pub(super) fn read_end(fields: &mut Fields<'_>, run: &mut Run, damage: &Damage) {
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
    if (state.is_none() || !has_end) && !damage.is_cut {
        let message =
            "this rehearsal has no `state` or no `end`, so it was cut off; what it has is read";
        fields
            .node()
            .report_at(damage.last_line, codes::RUN_CUT_OFF, message, None);
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
