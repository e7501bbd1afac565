//! Which files a deck names: those of `src:`, and code of `<<<`.
//!
//! Paths are from the deck's folder, and stay in it. Nothing here reads a disk: a caller does, and
//! is asked for each file once.

use super::super::FileBeside;
use super::beside::{self, Texts};
use super::{matter, parser, snippets};

/// The texts of all files that a deck and the files beside it name. `first` is the file that its
/// front matter names.
pub(super) fn texts(
    text: &str,
    first: Option<&str>,
    read: &mut dyn FnMut(&str) -> FileBeside,
) -> Texts {
    let mut texts = Texts::new();
    let mut waiting: Vec<String> = Vec::new();
    let first = first.and_then(|src| beside::path(None, without_range(src)));
    waiting.extend(first);
    names(None, text, true, &mut waiting);
    while let Some(path) = waiting.pop() {
        if texts.contains_key(&path) {
            continue;
        }
        let found = read(&path);
        let is_markdown = path
            .rsplit_once('.')
            .is_some_and(|(_, end)| end.eq_ignore_ascii_case("md"));
        if let FileBeside::Text(text) | FileBeside::Slides(text) = &found
            && is_markdown
        {
            names(Some(&path), text, false, &mut waiting);
        }
        texts.insert(path, found);
    }
    texts
}

fn without_range(src: &str) -> &str {
    src.split('#').next().unwrap_or_default()
}

/// Adds the files that a text names.
fn names(file: Option<&str>, text: &str, follows_matter: bool, found: &mut Vec<String>) {
    if text.contains("src:") {
        for slide in parser::slides(text, follows_matter) {
            let pairs = matter::read(text, &slide.yaml);
            let src = matter::get(&pairs, "src").filter(|src| !src.is_empty());
            found.extend(src.and_then(|src| beside::path(file, without_range(src))));
        }
    }
    if text.contains("<<<") {
        let lines = text.lines().filter_map(snippets::read);
        found.extend(lines.filter_map(|snippet| beside::path(file, snippet.file)));
    }
}
