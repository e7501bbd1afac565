//! `<Toc>`: the slides by their titles, each as deep as its heading, as a list of links.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::html::tokens::Tag;
use crate::slug;

use super::super::slide::is_name;
use super::load::LoadedSlide;
use super::matter;

/// What stands in the text of a deck with a table of contents.
const SIGNS: [&str; 2] = ["<Toc", "<toc"];
/// The lowest level that is listed.
const LOWEST: usize = 6;
/// The most columns.
const MOST_COLUMNS: usize = 6;

/// A slide in the table of contents.
#[derive(Debug)]
pub(super) struct TocEntry {
    /// Its number, from 1.
    pub(super) number: usize,
    title: String,
    level: usize,
}

/// The entries of a deck; none where no slide shows them.
pub(super) fn entries(shown: &[&LoadedSlide<'_>]) -> Vec<TocEntry> {
    let has_one = |slide: &&LoadedSlide<'_>| SIGNS.iter().any(|it| slide.content().contains(it));
    if !shown.iter().any(has_one) {
        return Vec::new();
    }
    let numbered = shown.iter().zip(1..);
    numbered
        .filter_map(|(slide, number)| entry(slide, number))
        .collect()
}

fn entry(slide: &LoadedSlide<'_>, number: usize) -> Option<TocEntry> {
    let said = |key| matter::get(&slide.pairs, key).filter(|value| !value.is_empty());
    if said("hideInToc").is_some_and(|value| value != "false") {
        return None;
    }
    let heading = heading(slide.content());
    let title = said("title").map(str::to_owned);
    let title = title.or_else(|| heading.map(|(_, words)| plain(words)))?;
    let level = said("level").and_then(|level| level.parse().ok());
    let level = level.or(heading.map(|(level, _)| level)).unwrap_or(1);
    (!title.is_empty()).then_some(TocEntry {
        number,
        title,
        level: level.clamp(1, LOWEST),
    })
}

/// The level and the words of the first heading that is in no code.
fn heading(text: &str) -> Option<(usize, &str)> {
    let mut is_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        let words = line.trim_start_matches('#');
        let level = line.len() - words.len();
        if !is_code && (1..=LOWEST).contains(&level) && words.starts_with([' ', '\t']) {
            return Some((level, without_signs(words.trim())));
        }
    }
    None
}

/// The words of a heading without the signs that close it: `## Plan ##`.
fn without_signs(words: &str) -> &str {
    let bare = words.trim_end_matches('#');
    if bare.is_empty() || bare.ends_with([' ', '\t']) {
        bare.trim_end()
    } else {
        words
    }
}

/// The words of a heading without tags, marks, addresses and braces.
fn plain(heading: &str) -> String {
    let (mut words, mut rest) = (String::new(), heading);
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        let end = match c {
            '<' => behind.find('>'),
            '{' => behind.find('}'),
            '(' if words.ends_with(']') => behind.find(')'),
            _ => None,
        };
        if let Some(end) = end {
            rest = &behind[end + 1..];
            continue;
        }
        if words.ends_with(']') && c != '(' {
            words.pop();
            words.push('\u{1}');
        }
        words.push(c);
        rest = behind;
    }
    words.retain(|c| !matches!(c, '*' | '`' | '[' | ']' | '\u{1}'));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ids of the slides that are listed: what their titles leave, as that of other slides, where
/// no other slide leaves the same.
pub(super) fn ids(entries: &[TocEntry], aliases: &BTreeSet<String>) -> BTreeMap<usize, String> {
    let slugs: Vec<String> = entries
        .iter()
        .map(|entry| slug::slugify(&entry.title))
        .collect();
    let is_free = |slug: &String| {
        let count = slugs.iter().filter(|other| *other == slug).count();
        count == 1 && is_name(slug) && !aliases.contains(slug) && !slug.starts_with("slide-")
    };
    let named = entries.iter().zip(&slugs).filter(|(_, slug)| is_free(slug));
    named
        .map(|(entry, slug)| (entry.number, slug.clone()))
        .collect()
}

/// What a table of contents becomes: a list in HTML. `None` where it would be empty.
pub(super) fn list(
    tag: &Tag<'_>,
    entries: &[TocEntry],
    ids: &BTreeMap<usize, String>,
) -> Option<String> {
    let number = |name: &str| {
        let bound = format!(":{name}");
        let written = tag.get(&name.to_ascii_lowercase());
        let written = written.or_else(|| tag.get(&bound.to_ascii_lowercase()))?;
        written.trim().parse::<usize>().ok()
    };
    let least = number("minDepth").unwrap_or(1);
    let most = number("maxDepth").unwrap_or(LOWEST);
    let columns = number("columns").filter(|count| (2..=MOST_COLUMNS).contains(count));
    let style = columns.map_or(String::new(), |count| {
        format!(" style=\"column-count:{count}\"")
    });
    let (mut out, mut open) = (String::new(), 0);
    for (entry, depth) in entries.iter().zip(depths(entries)) {
        let listed = (least..=most).contains(&depth);
        let Some(id) = ids.get(&entry.number).filter(|_| listed) else {
            continue;
        };
        // The first may stand deeper than the list begins.
        let depth = (depth + 1 - least).min(open + 1);
        while open > depth {
            out.push_str("</li></ol>");
            open -= 1;
        }
        if open < depth {
            let style = if open == 0 { style.as_str() } else { "" };
            // Writing to a `String` cannot fail.
            let _ = write!(out, "<ol class=\"toc\"{style}>");
            open += 1;
        } else {
            out.push_str("</li>");
        }
        let (id, title) = (escaped(id), escaped(&entry.title));
        let _ = write!(out, "<li><a href=\"#{id}\">{title}</a>");
    }
    out.push_str(&"</li></ol>".repeat(open));
    (!out.is_empty()).then_some(out)
}

/// How deep each entry stands: one below the last that is higher, as in Slidev.
fn depths(entries: &[TocEntry]) -> Vec<usize> {
    let mut around: Vec<usize> = Vec::new();
    let mut depths = Vec::with_capacity(entries.len());
    for entry in entries {
        while around.last().is_some_and(|level| *level >= entry.level) {
            around.pop();
        }
        around.push(entry.level);
        depths.push(around.len());
    }
    depths
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{heading, plain};

    #[test]
    fn titles_are_the_words_of_headings() {
        assert_eq!(
            heading("```\n# No\n```\n## Plan\n# Other"),
            Some((2, "Plan"))
        );
        assert_eq!(heading("#No\ntext"), None);
        assert_eq!(heading("## Plan ##"), Some((2, "Plan")));
        assert_eq!(heading("# In C#"), Some((1, "In C#")));
        for (written, title) in [
            ("The **plan** <carbon-x/>", "The plan"),
            ("A [link](https://e.org/) `x` {.a}", "A link x"),
            ("Odd [brackets] (here)", "Odd brackets (here)"),
            ("snake_case", "snake_case"),
        ] {
            assert_eq!(plain(written), title, "{written}");
        }
    }
}
