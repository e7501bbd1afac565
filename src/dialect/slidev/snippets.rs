//! Code from other files: `<<< @/snippets/file.ts#region ts {1|2}` becomes a block of code.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::FileBeside;
use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::beside::{self, Texts};
use super::fence;
use crate::diagnostic::codes;

/// A line that asks for code of another file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Snippet<'t> {
    pub(super) file: &'t str,
    region: &'t str,
    language: &'t str,
    /// What follows the language: lines, title.
    pub(super) meta: &'t str,
}

const HINT: &str = "name a file in the deck's folder, as in `<<< @/snippets/file.ts`, or copy the code into a block";

/// Reads a line.
pub(super) fn read(line: &str) -> Option<Snippet<'_>> {
    let rest = line.trim().strip_prefix("<<<")?;
    let rest = rest
        .strip_prefix([' ', '\t'])?
        .trim_start_matches([' ', '\t']);
    let (words, meta) = rest.find('{').map_or((rest, ""), |at| rest.split_at(at));
    let words = words.trim();
    let (name, language) = match words.rsplit_once([' ', '\t']) {
        Some((name, language)) => (name.trim_end(), language),
        None => (words, ""),
    };
    let (file, region) = name.rsplit_once('#').unwrap_or((name, ""));
    let is_region = region
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let (file, region) = if is_region {
        (file, region)
    } else {
        (name, "")
    };
    (!file.is_empty()).then_some(Snippet {
        file,
        region,
        language,
        meta: meta.trim(),
    })
}

/// Puts the code of other files in the place of the lines that ask for it.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    (file, texts): (Option<&str>, &Texts),
    first_steps: &BTreeMap<usize, usize>,
) {
    if !body.text.contains("<<<") {
        return;
    }
    for line in body.lines(0..body.text.len()) {
        let Some(snippet) = body.text.get(line.clone()).and_then(read) else {
            continue;
        };
        if body.is_apart(line.start) || body.is_comment(line.start) {
            continue;
        }
        let indent = indent(body, &line);
        match block(&snippet, (file, texts)) {
            Ok(block) => {
                let (info, lost) = fence::info(&block.info);
                for word in lost {
                    writer.lost(line.clone(), &word, fence::hint(&word));
                }
                let info = fence::with_first_step(info, first_steps.get(&line.start));
                let fenced = block.fenced(&info, &indent);
                writer.edits.replace(line, fenced);
            }
            Err(message) => {
                writer.say_as(codes::MISSING_PART, line.clone(), message, HINT);
                writer.edits.replace(line, "");
            }
        }
    }
}

fn indent(body: &DeckBody<'_>, line: &Range<usize>) -> String {
    let text = body.text.get(line.clone()).unwrap_or_default();
    text[..text.len() - text.trim_start().len()].to_owned()
}

/// The code of a file, with the info string of its block.
pub(super) struct SnippetBlock {
    pub(super) info: String,
    pub(super) code: String,
}

impl SnippetBlock {
    /// As a block of code with another info string, each line behind an indentation.
    pub(super) fn fenced(&self, info: &str, indent: &str) -> String {
        let fence = fence::fence_for(&self.code);
        let mut out = format!("{indent}{fence}{info}\n");
        for line in self.code.lines() {
            out.push_str(indent);
            out.push_str(line);
            out.push('\n');
        }
        out + indent + &fence
    }
}

/// The block that a snippet asks for; a sentence where its file is not there.
pub(super) fn block(
    snippet: &Snippet<'_>,
    (file, texts): (Option<&str>, &Texts),
) -> Result<SnippetBlock, String> {
    let name = snippet.file;
    let path = beside::path(file, name)
        .ok_or_else(|| format!("`{name}` is not in the deck's folder, so its code is missing"))?;
    let text = match texts.get(&path) {
        Some(FileBeside::Text(text)) => &**text,
        Some(FileBeside::Slides(_) | FileBeside::Private) => {
            return Err(format!(
                "`{path}` has what is never published, so it is not shown as code"
            ));
        }
        Some(FileBeside::Missing) | None => {
            return Err(format!("there is no file `{path}` beside the deck"));
        }
    };
    let code = if snippet.region.is_empty() {
        text.to_owned()
    } else {
        region(text, snippet.region).unwrap_or_else(|| text.to_owned())
    };
    let ending = name
        .rsplit(['.', '/'])
        .next()
        .filter(|_| name.contains('.'));
    let language = if snippet.language.is_empty() {
        ending.unwrap_or_default()
    } else {
        snippet.language
    };
    let info = format!("{language} {}", snippet.meta).trim().to_owned();
    Ok(SnippetBlock { info, code })
}

/// The lines of a region between `#region name` and `#endregion`, in the comments of any language,
/// without the indentation that they share.
fn region(text: &str, name: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let start = lines
        .iter()
        .position(|line| mark(line, &["region", "Region"]) == Some(name))?;
    let mut depth = 1;
    let mut inside = Vec::new();
    for line in &lines[start + 1..] {
        if let Some(opened) = mark(line, &["region", "Region"]) {
            depth += usize::from(opened == name);
            continue;
        }
        if let Some(ended) = mark(
            line,
            &["endregion", "end region", "EndRegion", "End Region"],
        ) {
            depth -= usize::from(ended == name || ended.is_empty());
            if depth == 0 {
                return Some(dedented(&inside));
            }
            continue;
        }
        inside.push(*line);
    }
    None
}

/// The name behind a mark of a region, in a comment of a line's own.
fn mark<'l>(line: &'l str, words: &[&str]) -> Option<&'l str> {
    const SIGNS: [&str; 11] = [
        "//", "<!--", "/*", "#pragma", "#", "--", "::", "@REM", "REM", "(*", "%",
    ];
    let bare = line.trim();
    let sign = SIGNS.iter().find(|sign| bare.starts_with(**sign))?;
    let rest = bare[sign.len()..].trim_start();
    let rest = rest.strip_prefix('#').unwrap_or(rest);
    let name = words.iter().find_map(|word| rest.strip_prefix(word))?;
    let is_whole = name.is_empty() || name.starts_with(|c: char| !c.is_alphanumeric());
    let name = name.trim().trim_end_matches("-->").trim_end_matches("*/");
    is_whole.then(|| name.trim_end_matches("*)").trim())
}

fn dedented(lines: &[&str]) -> String {
    let indentation = |line: &&str| {
        let bare = line.trim_start_matches([' ', '\t']);
        (!bare.is_empty()).then(|| line.len() - bare.len())
    };
    let common = lines.iter().filter_map(indentation).min().unwrap_or(0);
    let cut = |line: &&str| line.get(common..).unwrap_or_default().to_owned();
    lines.iter().map(cut).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_name_a_file_a_region_a_language_and_lines() {
        let read = read("<<< @/snippets/a.ts#part ts {1|2}{lines:true}").unwrap();
        let parts = (read.file, read.region, read.language, read.meta);
        assert_eq!(
            parts,
            ("@/snippets/a.ts", "part", "ts", "{1|2}{lines:true}")
        );
        assert_eq!(super::read("<<< ./a b.c").unwrap().language, "b.c");
        assert_eq!(super::read("<<<a"), None);
    }

    #[test]
    fn a_region_is_cut_out() {
        let text = "a\n  // #region x\n  b\n    c\n  // #region y\n  d\n  // #endregion y\n  // #endregion x\ne";
        assert_eq!(region(text, "x").unwrap(), "b\n  c\nd");
        assert_eq!(region("# region x\nb\n# endregion\n", "x").unwrap(), "b");
        assert_eq!(region(text, "z"), None);
    }
}
