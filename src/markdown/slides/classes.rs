//! Classes in a deck that nearly are those that mean something: `.fragement`, `.centre`, and words of
//! other tools for what comes with a step. Classes of an author's own are no mistakes.

use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag};
use strsim::damerau_levenshtein;

use super::super::events::{BodyNode, Located};
use super::super::report::BodyReport;
use super::super::slide::Layout;
use super::ElementAttributes;
use crate::diagnostic::codes;
use crate::dialect::EFFECTS;

/// The classes of a slide that mean something besides its layouts.
const LOOKS: [&str; 7] = [
    "center",
    "small",
    "large",
    "dark",
    "light",
    "invert",
    "with-foot",
];

/// The classes that say where on a slide its text stands. Their names are near to many words.
const PLACES: [&str; 5] = ["left", "right", "top", "middle", "bottom"];

/// The classes of elements that mean something.
fn names_of_elements() -> impl Iterator<Item = &'static str> + Clone {
    EFFECTS.into_iter().chain(["fragment"])
}

/// Whether a class says that an element is a fragment, or how it comes.
pub(in super::super) fn is_effect(class: &str) -> bool {
    class == "fragment" || EFFECTS.contains(&class)
}

/// Words of other tools for what comes with a step.
const STEPS: [&str; 6] = [
    "fade-in",
    "fragments",
    "incremental",
    "roll-in",
    "v-click",
    "v-clicks",
];

/// Words of a slide that are no classes.
const WORDS: [&str; 2] = ["hidden", "optional"];

/// Up to this length, one other letter makes another word.
const SHORT: usize = 4;

/// From this length on, a slip may be of two letters.
const LONG: usize = 9;

/// Reports a class of a slide that nearly is one that means something.
pub(super) fn of_slide(class: &str, place: &Range<usize>, report: &mut BodyReport<'_>) {
    if WORDS.contains(&class) {
        let message = format!("the class `{class}` does nothing: the slide is shown as others are");
        let hint = format!("write `{class}` without a dot: `{{{class}}}`");
        return report.say(codes::NEARLY_A_CLASS, place, message, &hint);
    }
    if PLACES.contains(&class) {
        return;
    }
    let layouts = Layout::ALL.iter().map(|(name, _)| *name);
    let known = || layouts.clone().chain(LOOKS).chain(names_of_elements());
    if let Some(name) = meant(class, known()) {
        say(class, name, place, report);
    }
}

/// Reports the classes of paragraphs and items that nearly make a step of them.
pub(super) fn of_elements(elements: &ElementAttributes, source: &str, report: &mut BodyReport<'_>) {
    for ((start, _), attributes) in elements {
        of_element(&attributes.classes, *start..source.len(), source, report);
    }
}

/// Reports the classes of divs and of further headings that nearly make a step of them.
pub(super) fn of_nodes(nodes: &[Located<'_>], source: &str, report: &mut BodyReport<'_>) {
    for (node, range) in nodes {
        match node {
            // Names of divs are checked with those of other texts.
            BodyNode::OpenDiv(div) => {
                let classes: Vec<&String> = div
                    .classes
                    .iter()
                    .filter(|class| *class != "incremental")
                    .collect();
                of_element(classes, range.start..source.len(), source, report);
            }
            BodyNode::Event(cmark::Event::Start(Tag::Heading { classes, .. })) => {
                of_element(classes, range.clone(), source, report);
            }
            _ => {}
        }
    }
}

fn of_element<C: AsRef<str>>(
    classes: impl IntoIterator<Item = C> + Clone,
    range: Range<usize>,
    source: &str,
    report: &mut BodyReport<'_>,
) {
    let is_step = classes
        .clone()
        .into_iter()
        .any(|class| class.as_ref() == "fragment");
    for class in classes {
        let class = class.as_ref();
        if is_step && class == "fade-in" {
            continue;
        }
        if STEPS.contains(&class) {
            let message = format!("`.{class}` makes no step");
            let hint = "write `.fragment`; `::: incremental` stands around a list whose items come one by one";
            report.say(
                codes::NEARLY_A_CLASS,
                &place(source, &range, class),
                message,
                hint,
            );
        } else if let Some(name) = meant(class, names_of_elements()) {
            say(class, name, &place(source, &range, class), report);
        }
    }
}

fn say(class: &str, name: &str, place: &Range<usize>, report: &mut BodyReport<'_>) {
    let message = format!("the class `{class}` means nothing, and is nearly `{name}`");
    let hint = format!("did you mean `.{name}`? a class of yours needs another name");
    report.say(codes::NEARLY_A_CLASS, place, message, &hint);
}

/// The known class that one with a slip most likely is. The plural of a class is another word.
fn meant<'n>(class: &str, known: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    if is_effect(class) || known.clone().any(|name| name == class) {
        return None;
    }
    let lower = class.to_lowercase();
    let is_plural = |name: &str| {
        lower.strip_suffix('s') == Some(name) || name.strip_suffix('s') == Some(&*lower)
    };
    let limit = |name: &str| match name.len() {
        ..=SHORT => 0,
        length => 1 + usize::from(length >= LONG),
    };
    let near = known.filter(|name| !is_plural(name));
    near.map(|name| (damerau_levenshtein(&lower, name), name))
        .filter(|(distance, name)| *distance <= limit(name))
        .min()
        .map(|(_, name)| name)
}

/// Where a class stands behind its dot, in a range of the source; else the beginning of the range.
pub(super) fn place(source: &str, range: &Range<usize>, class: &str) -> Range<usize> {
    let text = source.get(range.clone()).unwrap_or_default();
    let mut found = text.match_indices(class).map(|(at, _)| at);
    let at = found.find(|at| {
        let end = text[at + class.len()..].chars().next();
        let is_whole = end.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_');
        is_whole && text[..*at].ends_with(['.', ' ', ':'])
    });
    let start = range.start + at.unwrap_or_default();
    start..start + at.map_or(0, |_| class.len())
}

#[cfg(test)]
mod tests {
    use super::{LOOKS, meant, names_of_elements};

    #[test]
    fn slips_are_found_and_other_words_are_not() {
        let known = || LOOKS.into_iter().chain(names_of_elements());
        for (class, name) in [
            ("fragement", Some("fragment")),
            ("Fragment", Some("fragment")),
            ("centre", Some("center")),
            ("fade-upp", Some("fade-up")),
            ("semi-fadeout", Some("semi-fade-out")),
            ("darkk", None),
            ("grown", None),
            ("lights", None),
            ("small", None),
            ("my-own", None),
        ] {
            assert_eq!(meant(class, known()), name, "{class}");
        }
    }
}
