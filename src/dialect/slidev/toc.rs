//! `<Toc>`: the slides by their titles, each as deep as its heading, as a list of links.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::RangeInclusive;

use crate::html::tokens::Tag;
use crate::slug;

use super::super::slide::is_name;
use super::super::tags::escaped;
use super::load::LoadedSlide;
use super::matter;

/// What stands in the text of a deck with a table of contents.
const SIGNS: [&str; 2] = ["<Toc", "<toc"];
/// The lowest level that is listed.
pub(super) const LOWEST: usize = 6;
/// The most columns.
pub(super) const MOST_COLUMNS: usize = 6;

/// A slide in the table of contents, or one that would be there.
#[derive(Debug)]
pub(super) struct TocEntry {
    /// Its number, from 1.
    pub(super) number: usize,
    title: String,
    /// How deep it stands, from 1: one below the slide before it, at most.
    depth: usize,
    /// The entry that it stands below.
    parent: Option<usize>,
    /// Whether it is left out, with all below it.
    pub(super) is_hidden: bool,
}

/// The entries of a deck; none where no slide shows them.
pub(super) fn entries(shown: &[&LoadedSlide<'_>]) -> Vec<TocEntry> {
    let mut entries = Vec::new();
    let has_one = |slide: &&LoadedSlide<'_>| SIGNS.iter().any(|it| slide.content().contains(it));
    if !shown.iter().any(has_one) {
        return entries;
    }
    let mut around: Vec<usize> = Vec::new();
    for (slide, number) in shown.iter().zip(1..) {
        let Some((title, level)) = title(slide) else {
            continue;
        };
        around.truncate(level - 1);
        let hides = matter::get(&slide.pairs, "hideInToc");
        let hides = hides.is_some_and(|value| !matches!(value, "" | "false"));
        let parent = around.last().copied();
        entries.push(TocEntry {
            number,
            title,
            depth: around.len() + 1,
            parent,
            is_hidden: hides || parent.is_some_and(|at: usize| entries[at].is_hidden),
        });
        around.push(entries.len() - 1);
    }
    entries
}

/// The title of a slide and its level. A title in YAML is one of the first level, whatever the
/// heading is.
fn title(slide: &LoadedSlide<'_>) -> Option<(String, usize)> {
    let said = |key| matter::get(&slide.pairs, key).filter(|value| !value.is_empty());
    let (title, level) = match said("title").or_else(|| said("name")) {
        Some(title) => (title.to_owned(), 1),
        None => heading(slide.content()).map(|(level, words)| (plain(words), level))?,
    };
    let level = said("level")
        .and_then(|level| level.parse().ok())
        .unwrap_or(level);
    (!title.is_empty()).then_some((title, level.clamp(1, LOWEST)))
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
    let listed = || entries.iter().filter(|entry| !entry.is_hidden);
    let slugs: Vec<String> = listed().map(|entry| slug::slugify(&entry.title)).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &slugs {
        *uses.entry(slug).or_default() += 1;
    }
    let is_free = |slug: &String| {
        let is_alone = uses[slug.as_str()] == 1 && !aliases.contains(slug);
        is_alone && is_name(slug) && !slug.starts_with("slide-")
    };
    let named = listed().zip(&slugs).filter(|(_, slug)| is_free(slug));
    named
        .map(|(entry, slug)| (entry.number, slug.clone()))
        .collect()
}

/// What a table of contents on a slide becomes: a list in HTML. `None` where it would be empty.
pub(super) fn list(
    tag: &Tag<'_>,
    entries: &[TocEntry],
    ids: &BTreeMap<usize, String>,
    slide: usize,
) -> Option<String> {
    let number = |name| attribute(tag, name)?.trim().parse::<usize>().ok();
    let least = number("minDepth").unwrap_or(1);
    let columns = number("columns").filter(|count| (2..=MOST_COLUMNS).contains(count));
    let style = columns.map_or(String::new(), |count| {
        format!(" style=\"column-count:{count}\"")
    });
    let shown = Part::of(entries, slide).shown(tag, least..=number("maxDepth").unwrap_or(LOWEST));
    let (mut out, mut open) = (String::new(), 0);
    for (entry, _) in entries.iter().zip(shown).filter(|(_, is_shown)| *is_shown) {
        let Some(id) = ids.get(&entry.number) else {
            continue;
        };
        let depth = entry.depth + 1 - least.max(1);
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

/// An attribute in any form: `minDepth`, `min-depth`, `:minDepth`.
pub(super) fn attribute<'t>(tag: &'t Tag<'_>, name: &str) -> Option<&'t str> {
    let joined = name.to_ascii_lowercase();
    let hyphened = name.replace('D', "-d");
    [joined, hyphened]
        .iter()
        .find_map(|name| tag.get(name).or_else(|| tag.get(&format!(":{name}"))))
}

/// Where the slide of a table of contents stands among the entries.
struct Part<'e> {
    entries: &'e [TocEntry],
    /// For each entry, whether it is the slide or has it below it.
    leads: Vec<bool>,
    /// For each entry, whether it is the slide or stands below it.
    follows: Vec<bool>,
}

impl<'e> Part<'e> {
    fn of(entries: &'e [TocEntry], slide: usize) -> Self {
        let mut leads: Vec<bool> = entries.iter().map(|entry| entry.number == slide).collect();
        let mut follows = leads.clone();
        for (at, entry) in entries.iter().enumerate() {
            follows[at] |= entry.parent.is_some_and(|parent| follows[parent]);
        }
        for (at, entry) in entries.iter().enumerate().rev() {
            if let Some(parent) = entry.parent.filter(|_| leads[at]) {
                leads[parent] = true;
            }
        }
        Self {
            entries,
            leads,
            follows,
        }
    }

    /// Which entries a table of contents shows: above the least depth, the way to its slide is
    /// followed.
    fn shown(&self, tag: &Tag<'_>, listed: RangeInclusive<usize>) -> Vec<bool> {
        let (mut is_on_way, mut shown) = (Vec::new(), Vec::new());
        for (at, entry) in self.entries.iter().enumerate() {
            let is_below_way = entry.parent.is_none_or(|parent| is_on_way[parent]);
            let is_listed = listed.contains(&entry.depth) && !entry.is_hidden;
            is_on_way.push(is_below_way && (self.leads[at] || entry.depth >= *listed.start()));
            shown.push(is_listed && is_below_way);
        }
        match attribute(tag, "mode").map(|mode| mode.trim_matches('\'')) {
            Some("onlyCurrentTree") => self.keep(&mut shown, |at| self.is_near(at)),
            Some("onlySiblings") => {
                let near: BTreeSet<Option<usize>> = (0..shown.len())
                    .filter(|at| shown[*at] && self.is_near(*at))
                    .map(|at| self.entries[at].parent)
                    .collect();
                self.keep(&mut shown, |at| near.contains(&self.entries[at].parent));
            }
            _ => {}
        }
        shown
    }

    /// Whether an entry is the slide, or stands above or below it.
    fn is_near(&self, at: usize) -> bool {
        self.leads[at] || self.follows[at]
    }

    /// Leaves out what is not kept, with all below it.
    fn keep(&self, shown: &mut [bool], is_kept: impl Fn(usize) -> bool) {
        let before = shown.to_vec();
        for (at, entry) in self.entries.iter().enumerate() {
            let is_left_out = |parent: usize| before[parent] && !shown[parent];
            shown[at] = before[at] && is_kept(at) && !entry.parent.is_some_and(is_left_out);
        }
    }
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
