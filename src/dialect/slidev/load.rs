//! The slides of a deck with those of the files that it names by `src:`, as `@slidev/parser` joins
//! them. Hidden slides are left out.
//!
//! The texts of other files come in with the settings: nothing here reads a disk.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::super::FileBeside;
use super::super::pairs::Pair;
use super::beside::{self, Texts};
use super::matter;
use super::parser::{self, SlideParts};
use crate::diagnostic::{Code, codes};

/// How many slides a deck may get from other files: a file may name another one many times, and so
/// on.
const MOST_SLIDES: usize = 5000;

/// How many parts of a range are read.
const MOST_PARTS: usize = 1000;

/// How many files may stand around a slide, each named by the one before.
const DEEPEST: usize = 50;

/// A slide, and where it comes from.
#[derive(Debug, Clone)]
pub(super) struct LoadedSlide<'t> {
    /// The text of its file.
    pub(super) text: &'t str,
    /// The path of its file from the deck's folder; `None` for the deck itself.
    pub(super) file: Option<Arc<str>>,
    pub(super) parts: SlideParts,
    /// What its YAML says, and what that of the slides says which name its file.
    pub(super) pairs: Vec<Pair<'t>>,
}

impl<'t> LoadedSlide<'t> {
    /// What it shows, with its notes.
    pub(super) fn content(&self) -> &'t str {
        let content = self.parts.content.clone();
        self.text.get(content).unwrap_or_default()
    }
}

/// A slide of the deck's own file, and what stands in its place.
#[derive(Debug)]
pub(super) struct OwnSlide<'t> {
    pub(super) parts: SlideParts,
    /// The pair that names another file.
    pub(super) src: Option<Range<usize>>,
    /// Itself, those of other files, or none.
    pub(super) shown: Vec<LoadedSlide<'t>>,
}

/// Something that is wrong with a name: where the deck's own file says it, and what.
#[derive(Debug)]
pub(super) struct LoadProblem {
    pub(super) code: Code,
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) hint: &'static str,
}

const HINT: &str = "name a Markdown file in the deck's folder, as in `src: ./pages/part.md`";

/// Loads the slides of a deck. `first` is what the front matter of the deck says of its first slide.
pub(super) fn load<'t>(
    text: &'t str,
    first: Vec<Pair<'t>>,
    texts: &'t Texts,
) -> (Vec<OwnSlide<'t>>, Vec<LoadProblem>) {
    let mut loader = Loader {
        texts,
        files: BTreeMap::new(),
        problems: Vec::new(),
        count: 0,
        own: 0,
        range: 0..0,
    };
    let mut slides = Vec::new();
    let mut first = Some(first);
    let own = parser::slides(text, true);
    loader.own = own.len();
    for mut parts in own {
        loader.keep_text(text, &mut parts);
        let pairs = first
            .take()
            .unwrap_or_else(|| matter::read(text, &parts.yaml));
        let src = pairs
            .iter()
            .find(|pair| pair.key == "src" && !pair.value.is_empty())
            .map(|pair| pair.range.clone());
        loader.range = src.clone().unwrap_or_default();
        let slide = LoadedSlide {
            text,
            file: None,
            parts: parts.clone(),
            pairs,
        };
        let mut shown = Vec::new();
        loader.slide(slide, &mut Vec::new(), &mut shown);
        slides.push(OwnSlide { parts, src, shown });
    }
    (slides, loader.problems)
}

struct Loader<'t> {
    texts: &'t Texts,
    /// The slides of the files that were read.
    files: BTreeMap<String, Arc<[SlideParts]>>,
    problems: Vec<LoadProblem>,
    /// The slides that were looked at.
    count: usize,
    /// How many slides the deck's own file has.
    own: usize,
    /// Where the deck's own file names the file that is being read.
    range: Range<usize>,
}

impl<'t> Loader<'t> {
    /// Adds a slide, or those of the file that it names. `around` are the files that led here.
    fn slide(
        &mut self,
        slide: LoadedSlide<'t>,
        around: &mut Vec<String>,
        out: &mut Vec<LoadedSlide<'t>>,
    ) {
        self.count += 1;
        if matter::is_set(&slide.pairs, "hide") || matter::is_set(&slide.pairs, "disabled") {
            return;
        }
        let src = matter::get(&slide.pairs, "src").filter(|src| !src.is_empty());
        let Some(src) = src.map(str::to_owned) else {
            return out.push(slide);
        };
        let (name, range) = src.split_once('#').unwrap_or((&src, ""));
        let Some(path) = beside::path(slide.file.as_deref(), name) else {
            let message =
                format!("`{name}` is not in the deck's folder, so its slides are missing");
            return self.say(message, HINT);
        };
        if around.len() > DEEPEST {
            let message = format!(
                "`{path}` is named in a file that {DEEPEST} others lead to, one after the other, so its slides are left out"
            );
            return self.say(
                message,
                "name it in the deck, or in a file that the deck names",
            );
        }
        if around.contains(&path) {
            let message =
                format!("`{path}` is read by way of itself, so its slides are left out here");
            let hint = "take one of the `src:` out that lead from the file to itself";
            return self.say(message, hint);
        }
        let text = match self.texts.get(&path) {
            Some(FileBeside::Text(text) | FileBeside::Slides(text)) => &**text,
            Some(FileBeside::Private) => {
                let message = format!("`{path}` is never published, so its slides are left out");
                return self.say(message, HINT);
            }
            Some(FileBeside::Missing) | None => {
                return self.say(format!("there is no file `{path}` beside the deck"), HINT);
            }
        };
        let parts = self.parts(&path, text);
        around.push(path.clone());
        let file: Arc<str> = path.as_str().into();
        for number in numbers(parts.len(), range) {
            if self.count >= MOST_SLIDES + self.own {
                let message = format!("a deck takes {MOST_SLIDES} slides at most from other files");
                self.say(message, "take some of the `src:` out");
                break;
            }
            let Some(parts) = number.checked_sub(1).and_then(|at| parts.get(at)) else {
                continue;
            };
            let mut pairs = slide.pairs.clone();
            pairs.retain(|pair| pair.key != "src");
            let says = |pairs: &[Pair<'_>], key: &str| pairs.iter().any(|pair| pair.key == key);
            let of_file = matter::read(text, &parts.yaml);
            let more: Vec<Pair<'t>> = of_file
                .into_iter()
                .filter(|pair| !says(&pairs, pair.key))
                .collect();
            pairs.extend(more);
            let slide = LoadedSlide {
                text,
                file: Some(file.clone()),
                parts: parts.clone(),
                pairs,
            };
            self.slide(slide, around, out);
        }
        around.pop();
    }

    /// Shows what the tool takes for YAML where it has no key at all: whoever wrote it meant it to be
    /// seen.
    fn keep_text(&mut self, text: &str, parts: &mut SlideParts) {
        let yaml = text.get(parts.yaml.clone()).unwrap_or_default();
        let says_something = yaml.lines().any(|line| !line.trim().is_empty());
        if says_something && matter::read(text, &parts.yaml).is_empty() {
            self.problems.push(LoadProblem {
                code: codes::TEXT_AS_YAML,
                range: parts.yaml.start..parts.yaml.start + yaml.trim_end().len(),
                message: "Slidev takes these lines for YAML and shows nothing of them".to_owned(),
                hint: "put an empty line behind the `---` before them",
            });
            parts.content.start = parts.yaml.start;
            parts.matter = parts.yaml.start..parts.yaml.start;
            parts.yaml = parts.matter.clone();
        }
    }

    fn parts(&mut self, path: &str, text: &str) -> Arc<[SlideParts]> {
        let read = || parser::slides(text, false).into();
        self.files
            .entry(path.to_owned())
            .or_insert_with(read)
            .clone()
    }

    fn say(&mut self, message: String, hint: &'static str) {
        let range = self.range.clone();
        let is_new = self
            .problems
            .last()
            .is_none_or(|last| last.range != range || last.message != message);
        if is_new {
            self.problems.push(LoadProblem {
                code: codes::MISSING_PART,
                range,
                message,
                hint,
            });
        }
    }
}

/// The numbers of slides that a range names: `2,5-7`, `3-`, `all`, `none`; in their order, once
/// each.
fn numbers(total: usize, range: &str) -> Vec<usize> {
    if ["", "all", "*"].contains(&range) {
        return (1..=total).collect();
    }
    let mut found = Vec::new();
    // A range may name the same slides again and again.
    for part in range.split([',', ';']).take(MOST_PARTS) {
        let number = |text: &str| text.trim().parse::<usize>().ok();
        match part.split_once('-') {
            None => found.extend(number(part).filter(|number| *number <= total)),
            Some((first, last)) => {
                let last = if last.is_empty() {
                    Some(total)
                } else {
                    number(last)
                };
                let range = number(first).unwrap_or(0)..=last.unwrap_or(0).min(total);
                found.extend(range);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn ranges_name_slides_as_the_tool_has_them() {
        assert_eq!(numbers(4, ""), [1, 2, 3, 4]);
        assert_eq!(numbers(9, "2,5-7"), [2, 5, 6, 7]);
        assert_eq!(numbers(4, "3-"), [3, 4]);
        assert_eq!(numbers(4, "9,2,2"), [2]);
        assert_eq!(numbers(4, "none"), [] as [usize; 0]);
    }
}
