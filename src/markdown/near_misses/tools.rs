//! Marks of other tools that stand on a line of their own, and what to write instead of each.

use std::ops::Range;

use super::{Run, alerts, rest_of_line};
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;

/// What to write for contents.
pub(super) const CONTENTS: &str =
    "for the contents of the page, write a line `::: toc` and a line `:::`";

/// Lines that other tools replace by contents, in small letters and without spaces.
const CONTENTS_MARKS: [&str; 10] = [
    "[toc]",
    "[[toc]]",
    "[[_toc_]]",
    "{{toc}}",
    "{:toc}",
    "${toc}",
    "@[toc]",
    "%toc%",
    "[tableofcontents]",
    "\\tableofcontents",
];

/// Lines that begin a new page on paper.
const PAGE_BREAKS: [&str; 3] = ["\\newpage", "\\pagebreak", "\\clearpage"];

/// Reports a line that is a mark of another tool; says whether it is one.
pub(super) fn line(text: &str, run: &Run, report: &mut BodyReport<'_>) -> bool {
    if run.at.in_heading {
        return false;
    }
    let line = rest_of_line(text, run.range.start).trim_end();
    let Some(hint) = contents(line)
        .or_else(|| admonition(line))
        .or_else(|| others(line))
        .or_else(|| quoted_code(text, run, line))
    else {
        return false;
    };
    let place = run.range.start..run.range.start + line.len();
    let message = format!("`{line}` is a mark of another tool, and is printed as it stands");
    report.say(codes::OTHER_TOOL, &place, message, &hint);
    true
}

fn contents(line: &str) -> Option<String> {
    let bare: String = line.split_whitespace().collect();
    CONTENTS_MARKS
        .contains(&bare.to_lowercase().as_str())
        .then(|| CONTENTS.to_owned())
}

/// `!!! note "Title"` of `MkDocs`, with its variants that fold, and `.. note::` of Sphinx.
fn admonition(line: &str) -> Option<String> {
    let signs = ["!!! ", "!!!+ ", "??? ", "???+ "];
    let of_mkdocs = signs.iter().find_map(|sign| line.strip_prefix(sign));
    let of_sphinx = || Some(line.strip_prefix(".. ")?.split_once("::")?.0);
    let rest = of_mkdocs.or_else(of_sphinx)?;
    let kind = rest.split([' ', '"']).next().unwrap_or_default();
    let after = rest[kind.len()..].trim_start();
    let is_mark = !kind.is_empty()
        && kind
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && (after.is_empty() || after.starts_with('"') || after.starts_with("inline"))
        && (after.starts_with('"') || alerts::named(kind).is_some());
    is_mark.then(|| as_alert(kind))
}

/// How to write here what another tool calls an alert of a kind.
fn as_alert(kind: &str) -> String {
    let mark = alerts::mark(alerts::meant(kind).unwrap_or("note"));
    format!("write `> {mark}`, and the text in lines that begin with `> `")
}

/// A fence of three single quotes, with another one below it.
fn quoted_code(text: &str, run: &Run, line: &str) -> Option<String> {
    let language = line.strip_prefix("'''")?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "+-#".contains(c);
    let below = text.get(run.range.start + line.len()..)?;
    let is_closed = below.lines().any(|line| line.trim() == "'''");
    let is_fence = language.len() < 20 && language.chars().all(is_name) && is_closed;
    is_fence.then(|| format!("fences are three backticks: ` ```{language} `, and ` ``` ` below"))
}

fn others(line: &str) -> Option<String> {
    let is_tab = line.starts_with("=== \"") || line.starts_with("===! \"");
    let hint = if is_tab && line.ends_with('"') {
        "there are no tabs: give each its heading"
    } else if line.starts_with("--8<-- \"") {
        "there are no snippets: write the text itself"
    } else if PAGE_BREAKS.contains(&line) {
        "pages break by themselves on paper: take it out"
    } else if line.len() > 4 && line.starts_with("%%") && line.ends_with("%%") {
        "write `<!-- … -->` for what nobody should see"
    } else {
        return None;
    };
    Some(hint.to_owned())
}

/// Reports a block of code whose braces name a directive or a language in another tool's form:
/// `{note}`, `{python}`.
pub(super) fn directive(text: &str, info: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let Some(name) = info.trim_start().strip_prefix('{').and_then(|rest| {
        let end = rest.find([' ', ',', '}'])?;
        Some(&rest[..end])
    }) else {
        return;
    };
    if name == "=html" {
        let line = rest_of_line(text, range.start);
        let start = range.start + line.find('{').unwrap_or(0);
        let message = "`{=html}` is a mark of another tool: this is shown as code";
        let hint = "write the HTML itself, without the fence around it";
        let place = start..start + "{=html}".len();
        return report.say(codes::OTHER_TOOL, &place, message, hint);
    }
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    // `{linenos}` and the like are read.
    if !is_name || ["linenos", "all", "none"].contains(&name) {
        return;
    }
    let hint = match name {
        "note" | "tip" | "important" | "warning" | "caution" | "danger" | "hint" | "attention"
        | "error" | "seealso" | "admonition" => as_alert(name),
        _ => format!("write the language without braces, `{name}`: code is shown, and never run"),
    };
    let line = rest_of_line(text, range.start);
    let start = range.start + line.find('{').unwrap_or(0);
    let place = start..start + "{".len() + name.len();
    let message = format!("`{{{name}}}` is a mark of another tool");
    report.say(codes::OTHER_TOOL, &place, message, &hint);
}

/// What to write instead of a shortcode or a tag, by its name.
pub(super) fn instead_of(name: &str) -> String {
    let hint = match name.to_lowercase().as_str() {
        "youtube" | "vimeo" | "video" | "peertube" | "asciinema" => {
            "write `::: {.video url=https://… title=\"…\"}` and a line `:::`"
        }
        "tweet" | "twitter" | "x" | "mastodon" | "toot" | "bluesky" => {
            "write `::: {.tweet author=\"…\" url=https://…}`, the text, and a line `:::`"
        }
        "figure" | "image" | "img" | "picture" | "asset_img" => {
            "write `![what it shows](picture.png \"The caption\")`"
        }
        "ref" | "relref" | "link" | "post_url" | "url" | "site" | "page" | "get_url" => {
            "name the file of a page: `[…](../another-post/index.md)`"
        }
        "highlight" | "endhighlight" | "raw" | "endraw" | "code" | "codeblock" | "verbatim" => {
            "put code between two lines of three backticks"
        }
        "note" | "notice" | "alert" | "admonition" | "callout" | "hint" | "tip" | "warning"
        | "info" | "danger" => return as_alert(&name.to_lowercase()),
        "toc" | "tableofcontents" => CONTENTS,
        "include" | "include_relative" | "embed" | "import" | "extends" => {
            "pages include nothing: write the text itself; in code, between backticks, it stays as it is"
        }
        "comment" | "endcomment" => "write `<!-- … -->` for what nobody should see",
        _ => "take it out, or put it between backticks if readers should see it",
    };
    hint.to_owned()
}
