//! Slides and runs as people call them.

use std::borrow::Cow;

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
        .collect::<Vec<Cow<'_, str>>>()
        .join(", ")
}

/// The name of a slide; its id where the deck has it no more.
pub(super) fn name<'r>(id: &'r str, report: &'r Report) -> Cow<'r, str> {
    report.slide(id).map_or(Cow::Borrowed(id), name_of)
}

/// How people call a slide: by its heading, else by its number, as the deck does.
pub(super) fn name_of(slide: &SlideRow) -> Cow<'_, str> {
    let title = slide.title.as_deref().map(Cow::Borrowed);
    title.unwrap_or_else(|| Cow::Owned(format!("Slide {}", slide.number)))
}
