//! The outline of a talk: its parts, each with the time that it may take.
//!
//! A heading with `{time=5m}` has that budget, one without it shares what the others leave. Knows
//! one file. Callers pass in the slot, which the page of the talk states.

use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::document::Document;
use crate::duration::{self, Duration};
use crate::markdown::Heading;
use crate::source::Span;

/// The attribute of a heading that holds its budget.
const TIME: &str = "time";

/// An outline with the budget of each part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The parts, in order.
    pub parts: Vec<OutlinePart>,
    /// The time to divide; `None` where the length of the talk is unknown.
    pub slot: Option<Duration>,
}

/// A part of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlinePart {
    /// Its heading.
    pub title: String,
    /// The id of its heading.
    pub id: String,
    /// The place of its heading.
    pub span: Span,
    /// What stands below its heading, up to the next one.
    pub text: Span,
    /// Whether its budget is written, in its own heading or in all of those below it.
    pub is_explicit: bool,
    /// The time that it may take.
    pub budget: Option<Duration>,
    /// What it is made of.
    pub parts: Vec<Self>,
    level: u8,
}

impl Outline {
    /// What the parts take together; `None` while one of them has no budget.
    #[must_use]
    pub fn total(&self) -> Option<Duration> {
        self.parts
            .iter()
            .map(|part| part.budget.map(Duration::seconds))
            .sum::<Option<u32>>()
            .map(Duration::from_seconds)
    }
}

/// Reads an outline against a slot: the time of the talk without that for questions.
#[must_use]
pub fn read(document: &Document, slot: Option<Duration>) -> Checked<Outline> {
    let mut reader = OutlineReader {
        document,
        diagnostics: Vec::new(),
    };
    let mut parts = reader.nest(&document.sections());
    reader.share(&mut parts, slot, None);
    Checked {
        value: Outline { parts, slot },
        diagnostics: reader.diagnostics,
    }
}

struct OutlineReader<'d> {
    document: &'d Document,
    diagnostics: Vec<Diagnostic>,
}

impl OutlineReader<'_> {
    /// Headings as a tree: each has those that follow it on a deeper level.
    fn nest(&mut self, headings: &[&Heading]) -> Vec<OutlinePart> {
        let mut open: Vec<OutlinePart> = Vec::new();
        let mut done: Vec<OutlinePart> = Vec::new();
        let end = self.document.source.text().len();
        for (at, heading) in headings.iter().enumerate() {
            let next = headings.get(at + 1).map_or(end, |next| next.span.start);
            close(&mut open, &mut done, heading.level);
            let budget = self.time(heading);
            open.push(OutlinePart {
                title: heading.text.clone(),
                id: heading.id.clone(),
                span: heading.span,
                text: Span {
                    start: heading.span.end.min(next),
                    end: next,
                },
                is_explicit: budget.is_some(),
                budget,
                parts: Vec::new(),
                level: heading.level,
            });
        }
        close(&mut open, &mut done, 0);
        done
    }

    fn time(&mut self, heading: &Heading) -> Option<Duration> {
        let (_, written) = heading.attributes.iter().find(|(key, _)| key == TIME)?;
        let duration = Duration::parse(written);
        if duration.is_none() {
            let message = format!("`{written}` is not a length of time");
            self.say(codes::BAD_VALUE, heading.span, message, duration::HINT);
        }
        duration
    }

    /// Divides a slot, or the budget of the part around these.
    fn share(
        &mut self,
        parts: &mut [OutlinePart],
        slot: Option<Duration>,
        around: Option<(&str, Span)>,
    ) {
        parts.iter_mut().for_each(add_up);
        let stated: u32 = parts
            .iter()
            .filter_map(|part| part.budget)
            .map(Duration::seconds)
            .sum();
        let open = parts.iter().filter(|part| part.budget.is_none()).count();
        if let Some(slot) = slot {
            self.compare(parts, stated, open, slot, around);
            let (rest, mut seen) = (slot.seconds().saturating_sub(stated), 0);
            let count = u32::try_from(open).unwrap_or(u32::MAX);
            for part in parts.iter_mut().filter(|part| part.budget.is_none()) {
                // The first ones have the seconds that are left over.
                let extra = u32::from(seen < rest % count);
                part.budget = Some(Duration::from_seconds(rest / count + extra));
                seen += 1;
            }
        }
        for part in parts.iter_mut().filter(|part| !part.parts.is_empty()) {
            let (title, span) = (part.title.clone(), part.span);
            self.share(&mut part.parts, part.budget, Some((&title, span)));
        }
    }

    /// Says by how much the budgets miss what there is to divide.
    fn compare(
        &mut self,
        parts: &[OutlinePart],
        stated: u32,
        open: usize,
        slot: Duration,
        around: Option<(&str, Span)>,
    ) {
        let Some(first) = parts.first() else { return };
        let (stated, whole) = (stated, slot.seconds());
        let less = stated < whole && open == 0;
        if !less && (stated < whole || stated == whole && open == 0) {
            return;
        }
        let sum = Duration::from_seconds(stated);
        let container =
            around.map_or_else(|| "the talk".to_owned(), |(title, _)| format!("“{title}”"));
        let difference = Duration::from_seconds(stated.abs_diff(whole));
        let message = match (less, stated == whole) {
            (true, _) => format!(
                "the parts of {container} add up to {sum}, {difference} less than the {slot} that it has"
            ),
            (_, true) => format!(
                "the parts of {container} that have a budget take all of its {slot}: nothing is left"
            ),
            _ => format!(
                "the parts of {container} add up to {sum}, {difference} more than the {slot} that it has"
            ),
        };
        let hint = match (less, stated == whole, around) {
            (true, ..) => {
                "give the time to a part, or take one `time` out: parts without it share the rest"
            }
            (_, true, _) => "take time from a part, or give the others a `time`, too",
            (.., Some(_)) => "shorten its parts, or give it a larger `time`",
            _ => "shorten a part, or ask for a longer slot",
        };
        self.say(
            codes::BUDGETS_DIFFER,
            around.map_or(first.span, |(_, span)| span),
            message,
            hint,
        );
    }

    fn say(&mut self, code: crate::diagnostic::Code, span: Span, message: String, hint: &str) {
        let place = Place::new(&self.document.path.file, span);
        self.diagnostics
            .push(Diagnostic::new(code, place, message).hint(hint));
    }
}

/// Closes the open headings that one of some level ends.
fn close(open: &mut Vec<OutlinePart>, done: &mut Vec<OutlinePart>, level: u8) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(part) = open.pop() else { return };
        open.last_mut()
            .map_or(&mut *done, |around| &mut around.parts)
            .push(part);
    }
}

/// A part without a budget has that of its parts, where all of them have one.
fn add_up(part: &mut OutlinePart) {
    part.parts.iter_mut().for_each(add_up);
    if part.budget.is_none() && !part.parts.is_empty() {
        let sum = part
            .parts
            .iter()
            .map(|part| part.budget.map(Duration::seconds))
            .sum::<Option<u32>>();
        part.budget = sum.map(Duration::from_seconds);
        part.is_explicit = sum.is_some();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::Config;
    use crate::content_path::ContentPath;
    use crate::markdown;
    use crate::path::SitePath;
    use crate::source::Source;

    fn outline(body: &str, slot: &str) -> (Vec<String>, Vec<String>) {
        let file = SitePath::new("content/talks/a/outline.en.md");
        let text = "title: T\nbase_url: https://e.org\nlanguages: {en: {}}\n";
        let config = Config::parse(&Source::new(SitePath::new("lutrin.yaml"), text))
            .value
            .unwrap();
        let path = ContentPath::parse(&file, &config).unwrap();
        let source = Arc::new(Source::new(file, &format!("---\ntitle: A\n---\n{body}")));
        let document = Document::parse(path, source, markdown::Options::default()).value;
        let read = read(&document, Duration::parse(slot));
        let mut lines = Vec::new();
        describe(&read.value.parts, 0, &mut lines);
        (
            lines,
            read.diagnostics
                .into_iter()
                .map(|diagnostic| diagnostic.message)
                .collect(),
        )
    }

    fn describe(parts: &[OutlinePart], depth: usize, lines: &mut Vec<String>) {
        for part in parts {
            let budget = part
                .budget
                .map_or_else(|| "?".to_owned(), |budget| budget.to_string());
            let mark = if part.is_explicit { "" } else { "~" };
            lines.push(format!(
                "{}{} {mark}{budget}",
                " ".repeat(depth),
                part.title
            ));
            describe(&part.parts, depth + 1, lines);
        }
    }

    #[test]
    fn parts_without_a_time_share_the_rest() {
        let (lines, messages) = outline(
            "## A {time=5m}\n## B\n### B1\n### B2\n## C\n## D {time=10m}\n",
            "25m",
        );
        assert_eq!(
            lines,
            [
                "A 5m",
                "B ~5m",
                " B1 ~2m30s",
                " B2 ~2m30s",
                "C ~5m",
                "D 10m"
            ]
        );
        assert!(messages.is_empty(), "{messages:?}");
        assert_eq!(outline("## A\n## B {time=5m}\n", "").0, ["A ~?", "B 5m"]);
        assert_eq!(
            outline("## A\n## B\n## C\n", "100s").0,
            ["A ~34s", "B ~33s", "C ~33s"]
        );
        assert_eq!(outline("", "10m").0, [] as [&str; 0]);
    }

    #[test]
    fn parts_are_as_long_as_what_they_are_made_of() {
        let (lines, messages) = outline("## A\n### A1 {time=2m}\n### A2 {time=3m}\n## B\n", "15m");
        assert_eq!(lines, ["A 5m", " A1 2m", " A2 3m", "B ~10m"]);
        assert!(messages.is_empty(), "{messages:?}");
        let (_, messages) = outline(
            "## A {time=10m}\n### A1 {time=2m}\n### A2 {time=3m}\n",
            "10m",
        );
        assert_eq!(
            messages,
            ["the parts of “A” add up to 5m, 5m less than the 10m that it has"]
        );
    }

    #[test]
    fn the_difference_is_told() {
        let message_of = |body: &str, slot: &str| outline(body, slot).1.join("\n");
        assert_eq!(
            message_of("## A {time=5m}\n## B {time=20m}\n", "30m"),
            "the parts of the talk add up to 25m, 5m less than the 30m that it has"
        );
        assert_eq!(
            message_of("## A {time=25m}\n## B {time=20m}\n", "30m"),
            "the parts of the talk add up to 45m, 15m more than the 30m that it has"
        );
        assert_eq!(
            message_of("## A {time=30m}\n## B\n", "30m"),
            "the parts of the talk that have a budget take all of its 30m: nothing is left"
        );
        assert_eq!(
            message_of("## A {time=5min}\n", "30m"),
            "`5min` is not a length of time"
        );
        assert_eq!(message_of("## A {time=5m}\n", ""), "");
    }
}
