//! The settings of a slide: one JSON object in a comment.

use std::ops::Range;

use serde_json::{Map, Value};

use super::super::body::DeckBody;
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::keys::length;
use crate::duration::Duration;

/// The settings of a slide, and the comment that has them.
#[derive(Debug, Default)]
pub(super) struct SlideSettings {
    pub(super) place: Option<Range<usize>>,
    values: Map<String, Value>,
    /// Whether they are no JSON.
    is_broken: bool,
}

impl SlideSettings {
    fn text(&self, key: &str) -> Option<&str> {
        self.values.get(key)?.as_str()
    }

    fn is(&self, key: &str) -> bool {
        match self.values.get(key) {
            Some(Value::Bool(is_so)) => *is_so,
            // peitho takes no text; a slide that its author left out is shown to nobody.
            Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
            _ => false,
        }
    }
}

/// The object that a comment is.
pub(super) fn json(comment: &str) -> Option<Map<String, Value>> {
    comment.starts_with('{').then_some(())?;
    match serde_json::from_str(comment).ok()? {
        Value::Object(values) => Some(values),
        _ => None,
    }
}

/// The settings that stand on a slide.
pub(super) fn read(body: &DeckBody<'_>, slide: &Range<usize>) -> SlideSettings {
    let mut comments = body.comments_in(slide).iter();
    let found = comments.find_map(|comment| {
        let text = body.inside(comment).0;
        let values = json(text).or_else(|| broken(text))?;
        Some((comment.range.clone(), values, json(text).is_none()))
    });
    match found {
        Some((place, values, is_broken)) => SlideSettings {
            place: Some(place),
            values,
            is_broken,
        },
        None => SlideSettings::default(),
    }
}

/// What can be told of settings that are no JSON: whether their slide is left out.
fn broken(comment: &str) -> Option<Map<String, Value>> {
    let inside = comment.strip_prefix('{')?.trim_start();
    inside.starts_with(['"', '\'']).then_some(())?;
    let mut values = Map::new();
    let draft = inside.split_once("draft").map(|(_, value)| value);
    let value = draft.map(|value| value.trim_start_matches(['"', '\'', ' ', ':', '\n', '\r']));
    if value.is_some_and(|value| !value.starts_with("false")) {
        values.insert("draft".to_owned(), Value::Bool(true));
    }
    Some(values)
}

/// The time of each slide: an equal share of that of its section. Slides that are left out have
/// none.
pub(super) fn times(slides: &[SlideSettings]) -> Vec<Option<Duration>> {
    let mut times = vec![None; slides.len()];
    let starts: Vec<usize> = (0..slides.len())
        .filter(|at| slides[*at].text("section").is_some())
        .collect();
    for (number, start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(slides.len());
        let shown: Vec<usize> = (*start..end)
            .filter(|at| !slides[*at].is("draft"))
            .collect();
        let Some(time) = slides[*start].text("time").and_then(length) else {
            continue;
        };
        let count = u64::try_from(shown.len()).unwrap_or(1).max(1);
        let seconds = u64::from(time.seconds());
        for (order, at) in shown.into_iter().enumerate() {
            let order = u64::try_from(order).unwrap_or_default();
            let share = seconds * (order + 1) / count - seconds * order / count;
            let share = u32::try_from(share).unwrap_or(u32::MAX);
            times[at] = (share > 0).then(|| Duration::from_seconds(share));
        }
    }
    times
}

/// Writes the settings of a slide in the native form.
pub(super) fn write(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    (range, found): (&Range<usize>, &SlideSettings),
    time: Option<Duration>,
) {
    let mut slide = SlideAttributes::default();
    if let Some(key) = found.text("key") {
        slide.id(key);
    }
    match found.text("layout") {
        Some("cover") => slide.class("title"),
        Some(layout) => drop(slide.classes(layout)),
        None => {}
    }
    if let Some(time) = time {
        slide.pair("time", &time.to_string());
    }
    if found.is("skip") {
        slide.word("optional".to_owned());
    }
    if found.is("draft") {
        slide.word("hidden".to_owned());
    }
    let Some(place) = &found.place else {
        if !slide.is_empty() {
            let line = slide.comment() + "\n";
            writer
                .edits
                .open(body.trimmed_start(range), line, range.start..range.start);
        }
        return;
    };
    if found.is_broken {
        let message =
            "the settings in this comment are no JSON, so none of them counts but `draft`";
        let hint = "write `{\"key\": \"a\", \"draft\": true}`, with a comma between two of them and none at the end";
        writer.say(place.clone(), message, hint);
    }
    if found.values.contains_key("include") {
        writer.lost(
            place.clone(),
            "include",
            "a deck is one file: copy the slides here",
        );
    }
    match slide.comment().as_str() {
        "" => writer.remove(body, place.clone()),
        words => writer.edits.replace(place.clone(), words),
    }
}
