//! Divs whose class is nearly one that means something, and divs with too few colons.

use std::ops::Range;

use strsim::damerau_levenshtein;

use super::{Reading, Run, alerts, rest_of_line};
use crate::diagnostic::codes;
use crate::markdown::divs::{self, Attributes};
use crate::markdown::html::embeds;
use crate::markdown::report::BodyReport;
use crate::path::is_web;

/// The classes that mean something besides those of embeds.
const CLASSES: [&str; 5] = ["notes", "columns", "column", "incremental", "toc"];

/// Up to this length, one other letter makes another word.
const SHORT: usize = 4;

fn known(reading: Reading) -> impl Iterator<Item = &'static str> {
    let in_decks = reading.is_deck.then_some("fragment");
    embeds::classes().chain(CLASSES).chain(in_decks)
}

/// Reports a class that is nearly one that means something.
pub(super) fn report(
    text: &str,
    attributes: &Attributes,
    range: &Range<usize>,
    reading: Reading,
    report: &mut BodyReport<'_>,
) {
    let line = rest_of_line(text, range.start);
    if divs::is_broken(line) {
        let place = range.start..range.start + line.trim_end().len();
        let message = "the attributes of this div cannot be read";
        return report.say(codes::BAD_DIV, &place, message, &instead_of(line));
    }
    if reading.reports_tools && alert(text, range, reading, report) {
        return;
    }
    for class in &attributes.classes {
        if known(reading).any(|name| name == class) {
            continue;
        }
        let near = known(reading).filter(|name| is_near(class, name, reading));
        let is_other_number = |name: &str| name.ends_with('s') != class.ends_with('s');
        let Some(name) = near.min_by_key(|name| (is_other_number(name), *name)) else {
            continue;
        };
        let start = range.start + line.find(class.as_str()).unwrap_or(0);
        let message = format!("`{class}` means nothing, and is nearly the name of a div");
        let hint = format!("did you mean `{name}`? a class of yours needs another name");
        report.say(
            codes::NEARLY_A_DIV,
            &(start..start + class.len()),
            message,
            &hint,
        );
    }
}

/// What to write instead of a line whose attributes cannot be read.
fn instead_of(line: &str) -> String {
    let general = "write `::: name` or `::: {.name #id key=value}`".to_owned();
    let words = line.trim().trim_start_matches(':').trim();
    let words = words.trim_start_matches(['{', '.']).trim_end_matches('}');
    let Some((name, rest)) = words.split_once([' ', '[']) else {
        return general;
    };
    let rest = rest.trim().trim_end_matches(']');
    if is_web(rest) && !rest.contains(char::is_whitespace) && embeds::classes().any(|c| c == name) {
        let required = match name {
            "video" => " title=\"…\"",
            "tweet" => " author=\"…\"",
            "qr" => "",
            _ => return general,
        };
        return format!("write `::: {{.{name} url={rest}{required}}}`");
    }
    match alerts::named(name) {
        Some(kind) if !rest.contains('=') => {
            let mark = alerts::mark(kind);
            format!("write `> {mark}`, and `> ` before each line of the text")
        }
        _ => general,
    }
}

/// Reports `:::note`, an alert of Docusaurus. With a space behind the colons, as Pandoc has it, the
/// name is a class of the author's; so is one that means something here.
fn alert(text: &str, range: &Range<usize>, reading: Reading, report: &mut BodyReport<'_>) -> bool {
    let line = rest_of_line(text, range.start).trim();
    let Some(name) = line.strip_prefix(":::").filter(|name| divs::is_name(name)) else {
        return false;
    };
    let means_something = known(reading).any(|class| class == name);
    // In a deck, `note` is nearly `notes`.
    if means_something || reading.is_deck && name == "note" {
        return false;
    }
    let Some(kind) = alerts::named(name) else {
        return false;
    };
    let message = format!("`{name}` is the name of an alert, and means nothing on a div");
    let hint = format!(
        "write `> {}`, and `> ` before each line of the text; a class of yours is `::: {{.{name}}}`",
        alerts::mark(kind)
    );
    let start = range.start + text[range.start..].find(name).unwrap_or(0);
    report.say(
        codes::NEARLY_A_DIV,
        &(start..start + name.len()),
        message,
        &hint,
    );
    true
}

/// Whether a class is probably a slip of a name. The plural and the singular of a name are words of
/// their own, but in a deck `note` would publish what only the speaker should see.
fn is_near(class: &str, name: &str, reading: Reading) -> bool {
    let lower = class.to_lowercase();
    if lower == name {
        return true;
    }
    let is_number = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    if is_number(&lower, name) || is_number(name, &lower) {
        return reading.is_deck && reading.reports_tools && name == "notes";
    }
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    if name.len() <= SHORT {
        sorted(&lower) == sorted(name)
    } else {
        damerau_levenshtein(&lower, name) <= 1 + usize::from(name.len() > 2 * SHORT)
    }
}

/// Reports `:: notes`.
pub(super) fn two_colons(
    text: &str,
    run: &Run,
    reading: Reading,
    report: &mut BodyReport<'_>,
) -> bool {
    let line = rest_of_line(text, run.range.start).trim_end();
    let Some(name) = line
        .strip_prefix("::")
        .map(|rest| rest.trim_start_matches(' '))
    else {
        return false;
    };
    let name = name.trim_start_matches(['{', '.']);
    let end = name.find([' ', '}', '{']).unwrap_or(name.len());
    if !known(reading).any(|class| class == &name[..end]) {
        return false;
    }
    let hint = format!("write three: `:{line}`, and a line `:::` where it ends");
    let place = run.range.start..run.range.start + line.len();
    report.say(
        codes::NEARLY_A_DIV,
        &place,
        "a div opens with three colons, and these are two",
        &hint,
    );
    true
}
