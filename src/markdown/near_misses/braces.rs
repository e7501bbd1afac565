//! Braces of other tools in running text: shortcodes and template tags, kramdown's attributes, and
//! Pandoc's where nothing here takes them.

use super::{Reading, Run, Start, rest_of_line, tools};
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;
use crate::markdown::{divs, heading_braces};

/// Attributes that people give to links and paragraphs.
const KEYS: [&str; 7] = ["width", "height", "target", "rel", "style", "class", "id"];

/// Variables of other tools that stand for something here.
const VARIABLES: [&str; 9] = [
    "get_url",
    "page",
    "post_url",
    "ref",
    "relref",
    "site",
    "tableofcontents",
    "toc",
    "url",
];

/// Reports the braces of a stretch that are marks of other tools.
pub(super) fn report(text: &str, run: &Run, reading: Reading, report: &mut BodyReport<'_>) {
    let mut at = run.range.start;
    while let Some(found) = text
        .get(at..run.range.end)
        .and_then(|words| words.find('{'))
    {
        let start = at + found;
        if text[..start].ends_with('\\') {
            at = start + 1;
            continue;
        }
        let end = shortcode(text, start, report)
            .or_else(|| kramdown(text, run, start, report))
            .or_else(|| attributes(text, run, start, reading, report));
        at = end.unwrap_or(start + 1);
    }
}

/// `{{< youtube … >}}`, `{% include … %}`, `{{ page.title }}`. Returns where it ends.
fn shortcode(text: &str, start: usize, report: &mut BodyReport<'_>) -> Option<usize> {
    let line = rest_of_line(text, start);
    let closing = match line.as_bytes().get(1)? {
        b'{' => "}}",
        b'%' => "%}",
        _ => return None,
    };
    // What follows a letter, a brace or a sign of LaTeX is a formula, or code.
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || "^_}\\$".contains(c)) {
        return None;
    }
    let end = 2 + line[2..].find(closing)? + closing.len();
    let inside = line[2..end - closing.len()].trim_matches(['<', '>', '%', '-', '/', ' ', '#']);
    let name = inside
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or_default();
    if name.is_empty() || ["and", "or"].contains(&name) {
        return None;
    }
    // Two braces alone are a variable, whatever its name is elsewhere.
    let is_variable = line.starts_with("{{") && !line[2..].starts_with(['<', '%', '-', '#']);
    let hint = if is_variable && !VARIABLES.contains(&name) {
        tools::instead_of("")
    } else {
        tools::instead_of(name)
    };
    say(&line[..end], start, &hint, report);
    Some(start + end)
}

/// `{: .class}` and `{:toc}`, kramdown's attributes.
fn kramdown(text: &str, run: &Run, start: usize, report: &mut BodyReport<'_>) -> Option<usize> {
    let line = rest_of_line(text, start);
    let inside = line.strip_prefix("{:")?;
    let inside = &inside[..inside.find('}')?];
    let word = inside.trim();
    let extension = word.strip_prefix(':').unwrap_or_default();
    let name = extension.split([' ', '/']).next().unwrap_or_default();
    if ["comment", "nomarkdown", "options"].contains(&name) {
        let end = start + 3 + inside.len();
        say(&text[start..end], start, &tools::instead_of(name), report);
        return Some(end);
    }
    if !says_attributes(word) && !["toc", "no_toc"].contains(&word) {
        return None;
    }
    let in_heading = format!("write `{{{word}}}`, without the colon");
    let hint = if word.contains("toc") {
        tools::CONTENTS
    } else if run.at.in_heading {
        &in_heading
    } else {
        "headings and images take attributes, `## Plan {.class}`; put other text into a div, `::: {.class}`"
    };
    let end = start + 3 + inside.len();
    say(&text[start..end], start, hint, report);
    Some(end)
}

/// Whether a text is a list of attributes. One letter is the format of a number in Rust: `{:#x}`.
fn says_attributes(text: &str) -> bool {
    divs::parse_attributes(text).is_some_and(|found| {
        found.classes.iter().any(|class| class.len() > 1)
            || found.id.is_some_and(|id| id.len() > 1)
            || !found.pairs.is_empty()
    })
}

/// `{.class}` behind a link or at the end of a paragraph. In decks, paragraphs take them.
fn attributes(
    text: &str,
    run: &Run,
    start: usize,
    reading: Reading,
    report: &mut BodyReport<'_>,
) -> Option<usize> {
    let line = rest_of_line(text, start);
    let close = line.find('}')?;
    let end = start + close + 1;
    let ends_block = run.ends_block && text.get(end..run.range.end)?.trim().is_empty();
    let follows = run.at.start == Start::Element && start == run.range.start;
    let after_space = text[..start].ends_with([' ', '\n']);
    let is_at_end = ends_block && (after_space || start == run.range.start);
    if run.at.in_heading && ends_block {
        return in_heading(&line[..=close], start, report);
    }
    if run.at.in_heading || !follows && !is_at_end || reading.is_deck && ends_block {
        return None;
    }
    let found = divs::parse_attributes(&line[1..close])?;
    // A path of names is no class: `{.spec.template}`.
    let is_path = |class: &String| class.contains('.');
    let says_something = !found.classes.iter().all(is_path)
        || found.id.is_some()
        || found
            .pairs
            .iter()
            .any(|(key, _)| KEYS.contains(&key.as_str()));
    if !says_something {
        return None;
    }
    let line_before = text[..start].rsplit('\n').next().unwrap_or_default();
    let is_image = line_before.contains("![") && line_before.trim_end().ends_with(')');
    let hint = if is_image && after_space {
        "take the space out before it: `![…](…){width=300}`"
    } else {
        "headings and images take attributes; put other text into a div, `::: {.class}`"
    };
    let message = format!(
        "`{}` says nothing here, and is printed as it stands",
        &line[..=close]
    );
    report.say(codes::OTHER_TOOL, &(start..end), message, hint);
    Some(end)
}

/// `{#id word}` at the end of a heading: an attribute, and something that is none. Returns where
/// it ends.
fn in_heading(braces: &str, start: usize, report: &mut BodyReport<'_>) -> Option<usize> {
    let words = || braces[1..braces.len() - 1].split_whitespace();
    let is_attribute = |word: &str| !word.contains('=') && heading_braces::is_attribute(word);
    let is_other = |word: &&str| !is_attribute(word) && !word.contains('=');
    let other = words()
        .find(is_other)
        .filter(|_| words().any(is_attribute))?;
    let message = format!("`{other}` is no attribute of a heading, so these braces are text");
    let hint = "take it out, or write it as `key=value`: `{#id .class key=value}`";
    let end = start + braces.len();
    report.say(codes::BAD_HEADING_ATTRIBUTE, &(start..end), message, hint);
    Some(end)
}

fn say(mark: &str, start: usize, hint: &str, report: &mut BodyReport<'_>) {
    let message = format!("`{mark}` is a mark of another tool, and is printed as it stands");
    report.say(
        codes::OTHER_TOOL,
        &(start..start + mark.len()),
        message,
        hint,
    );
}
