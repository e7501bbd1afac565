//! The scripts of the theme and of the server: circles of `require`, and code that is too long.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use lutrin::path::SitePath;

/// Lines of a file, and of one pair of braces.
const LONGEST_FILE: usize = 400;
const LONGEST_BLOCK: usize = 60;

/// The scripts, each with its path from the root of the repository.
pub(super) fn scripts() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeMap::new();
    for folder in ["themes/lutrin/js", "src"] {
        let files = walkdir::WalkDir::new(root.join(folder)).into_iter();
        for file in files.map(Result::unwrap) {
            let path = file.path();
            if path.extension().is_some_and(|extension| extension == "js") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                found.insert(name.replace('\\', "/"), fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

/// The scripts that each requires, by its lines `const name = require("./other.js");`.
pub(super) fn requires(scripts: &BTreeMap<String, String>) -> BTreeMap<&str, BTreeSet<&str>> {
    let required = |name: &str, text: &str| {
        let lines = text.lines().filter_map(|line| {
            let (_, rest) = line.strip_prefix("const ")?.split_once(" = require(\"")?;
            let (folder, _) = name.rsplit_once('/').unwrap_or_default();
            let path = SitePath::resolve(folder, rest.strip_suffix("\");")?)?;
            let path = path.as_str();
            Some(scripts.get_key_value(path).expect(path).0.as_str())
        });
        lines.collect()
    };
    let all = scripts.iter();
    all.map(|(name, text)| (name.as_str(), required(name, text)))
        .collect()
}

/// What of a script is too long: the file, or what stands in one pair of braces.
///
/// A function, an arrow function with a body, a method, a class and a table all stand in braces, so
/// the lines from `{` to its `}` are counted, and what kind it is need not be known. Braces in
/// comments, texts and regular expressions are none. A function around a whole file is the file.
pub(super) fn too_long(name: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let mut found = Vec::new();
    if lines > LONGEST_FILE {
        found.push(format!("{name} has {lines} lines"));
    }
    let blocks = blocks(text).unwrap_or_else(|line| panic!("{name}:{line}: braces do not match"));
    for (first, last) in blocks {
        let is_file = text
            .lines()
            .nth(first)
            .is_some_and(|line| line.starts_with("(function"));
        if last - first >= LONGEST_BLOCK && !is_file {
            let length = last - first + 1;
            found.push(format!("{name}:{} goes on for {length} lines", first + 1));
        }
    }
    found
}

/// The first and the last line of each pair of braces, counted from 0; or the line of a brace
/// without another one.
fn blocks(text: &str) -> Result<Vec<(usize, usize)>, usize> {
    let (mut blocks, mut open) = (Vec::new(), Vec::new());
    let (mut line, mut rest, mut before) = (0, text, ' ');
    while let Some(next) = rest.chars().next() {
        let length = skipped(rest, before).unwrap_or(next.len_utf8());
        match &rest[..length] {
            "{" => open.push(line),
            "}" => blocks.push((open.pop().ok_or(line + 1)?, line)),
            _ => {}
        }
        line += rest[..length].matches('\n').count();
        if !next.is_whitespace() && !rest.starts_with("//") && !rest.starts_with("/*") {
            before = if length > 1 { '"' } else { next };
        }
        rest = &rest[length..];
    }
    match open.pop() {
        Some(first) => Err(first + 1),
        None => Ok(blocks),
    }
}

/// The length of a comment, a text or a regular expression that begins here. `before` is the last
/// sign of the code before.
fn skipped(rest: &str, before: char) -> Option<usize> {
    let is_value = before.is_alphanumeric() || "_$)]\"}".contains(before);
    match rest.chars().next()? {
        '/' if rest.starts_with("//") => Some(rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => {
            Some(rest[2..].find("*/").map_or(rest.len(), |end| end + 4))
        }
        '/' if !is_value => quoted(rest, '/'),
        quote @ ('"' | '\'' | '`') => quoted(rest, quote),
        _ => None,
    }
}

/// The length of a text up to the sign that began it, which does not count behind a backslash, nor
/// within `[` and `]` of a regular expression.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    let (mut in_class, mut escaped) = (false, false);
    for (at, sign) in rest.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if quote == '/' => in_class = true,
            ']' => in_class = false,
            _ if sign == quote && !in_class => return Some(at + 1),
            '\n' if quote != '`' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_in_texts_comments_and_regular_expressions_are_none() {
        for text in [
            "a(\"{\");",
            "a('\\'{');",
            "a(`{\n`);",
            "// {\n",
            "/* {\n */",
            "/*/ { */",
            "a = /[/{]\\//.test(b);",
            "a(/{/, b / c);",
            "a = b / c; d = { e: f / g };",
        ] {
            assert!(blocks(text).is_ok(), "{text}");
        }
        assert_eq!(blocks("{\n{ }\n}\n"), Ok(vec![(1, 1), (0, 2)]));
        assert_eq!(blocks("{ }\n}"), Err(2));
        assert_eq!(blocks("\n{"), Err(2));
    }

    #[test]
    fn a_long_function_is_found_however_it_is_written() {
        let body = "  a();\n".repeat(LONGEST_BLOCK - 2);
        for start in [
            "function f() {",
            "const f = () => {",
            "a.on(() => {",
            "const o = { m() {",
            "class C {",
        ] {
            let end = "}".repeat(start.matches('{').count());
            let just = format!("// Head\n{start}\n{body}{end}\n");
            assert_eq!(too_long("a.js", &just), Vec::<String>::new(), "{start}");
            let long = format!("// Head\n{start}\n{body}  a();\n{end}\n");
            let found = too_long("a.js", &long);
            assert!(
                found[0].starts_with("a.js:2 goes on for 61 lines"),
                "{found:?}"
            );
        }
        let whole = format!("(function () {{\n{}}})();\n", "a();\n".repeat(LONGEST_FILE));
        assert_eq!(too_long("a.js", &whole), ["a.js has 402 lines"]);
    }

    #[test]
    fn a_circle_of_scripts_is_found() {
        let script = |name: &str, other: &str| {
            (
                name.to_owned(),
                format!("const a = require(\"{other}\");\n"),
            )
        };
        let scripts = [
            script("js/x/a.js", "../y/b.js"),
            script("js/y/b.js", "./c.js"),
            script("js/y/c.js", "../x/a.js"),
            script("js/main.js", "./x/a.js"),
        ];
        let scripts = scripts.into_iter().collect();
        let circles = crate::architecture::circles::groups(&requires(&scripts));
        assert_eq!(circles, [["js/x/a.js", "js/y/b.js", "js/y/c.js"]]);
    }
}
