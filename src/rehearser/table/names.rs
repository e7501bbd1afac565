//! Slides and runs as people call them.

use crate::rehearsal::changes::Changes;
use crate::rehearsal::report::{Report, SlideRow};

/// The kinds of changes with their slides: `new: “Plan”`.
pub(super) fn changed(changes: &Changes, report: &Report) -> Vec<String> {
    changes
        .kinds()
        .map(|(kind, slides)| format!("{kind}: {}", names(slides, report)))
        .collect()
}

/// The names of slides, with commas between them.
pub(super) fn names(ids: &[String], report: &Report) -> String {
    ids.iter()
        .map(|id| name(id, report))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The name of a slide; its id where the deck has it no more.
pub(super) fn name<'r>(id: &'r str, report: &'r Report) -> &'r str {
    report.slide(id).map_or(id, SlideRow::name)
}
