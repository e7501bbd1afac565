//! One part of a joined script: its text, and the other parts that it says it needs.
//!
//! A part names another one on a line of its own, in the form that Node.js runs as well:
//! `const view = require("./view.js");` or `const { make, read: readPage } = require("./page.js");`.
//! This module knows these lines and no other JavaScript, so it reports every other `require(`.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::path::SitePath;
use crate::source::Source;
use crate::theme::manifest::is_script;

/// What an author should write.
const FORM: &str =
    "write `const name = require(\"./part.js\");` on a line of its own, at its beginning";

/// The build of Lutrin names the parts that a shortened part requires `$require0`, `$require1` and
/// so on.
const GIVEN: &str = "$require";

/// A part that was read.
pub(super) struct Part {
    /// Its path in the theme: `js/deck/view.js`.
    pub(super) name: String,
    /// The parts that it requires, in the order of its lines.
    pub(super) requires: Vec<Require>,
    /// Its text without the lines of `requires`.
    pub(super) body: String,
}

/// A line that requires another part.
pub(super) struct Require {
    /// What the part calls the other one: a name, or a pattern like `{ make }`.
    pub(super) binding: String,
    /// The other part's path as it is written.
    pub(super) written: String,
    /// The other part's path in the theme, where `written` is one.
    pub(super) target: Option<String>,
    /// Where the path is written.
    pub(super) place: Place,
}

impl Require {
    /// Whether the binding is a name that the build of Lutrin gave: nothing else in the part is
    /// called like it, so another one can be written in its place.
    pub(super) fn is_given(&self) -> bool {
        is_given(&self.binding)
    }
}

impl Part {
    /// The text with `name` in the place of each given name.
    pub(super) fn renamed(&self, name: impl Fn(&Require) -> String) -> String {
        let mut text = String::with_capacity(self.body.len());
        let mut rest = self.body.as_str();
        while let Some(at) = rest.find(GIVEN) {
            let digits = rest[at + GIVEN.len()..]
                .chars()
                .take_while(char::is_ascii_digit);
            let end = at + GIVEN.len() + digits.count();
            let given = self
                .requires
                .iter()
                .find(|require| require.binding == rest[at..end]);
            text.push_str(&rest[..at]);
            text.push_str(&given.map_or_else(|| rest[at..end].to_owned(), &name));
            rest = &rest[end..];
        }
        text + rest
    }

    /// Reads a part. A line that brings something in, in another form, is reported.
    pub(super) fn read(name: &str, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut part = Self {
            name: name.to_owned(),
            requires: Vec::new(),
            body: String::with_capacity(source.text().len()),
        };
        let (mut start, mut goes_on) = (0, false);
        for line in source.text().split_inclusive('\n') {
            let is_comment = goes_on || line.trim_start().starts_with("//");
            if let Some((binding, written)) = required(line).filter(|_| !is_comment) {
                let at = start + line.rfind(written).unwrap_or(0);
                part.requires.push(Require {
                    binding: binding.to_owned(),
                    written: written.to_owned(),
                    target: resolved(name, written),
                    place: Place::new(source.path(), at..at + written.len()),
                });
            } else {
                if let Some((at, word)) = misread(line).filter(|_| !is_comment) {
                    let place = Place::new(source.path(), start + at..start + at + word.len());
                    let message = format!("a part of a joined script cannot have this `{word}`");
                    diagnostics
                        .push(Diagnostic::new(codes::CANNOT_JOIN, place, message).hint(FORM));
                }
                part.body.push_str(line);
            }
            goes_on = is_comment_open(line, goes_on);
            start += line.len();
        }
        part
    }
}

/// The name and the path of a line that requires a part.
fn required(line: &str) -> Option<(&str, &str)> {
    let (binding, call) = line.strip_prefix("const")?.split_once('=')?;
    if !binding.starts_with([' ', '{']) || !is_binding(binding.trim()) {
        return None;
    }
    let call = call.trim();
    let call = call.strip_suffix(';').unwrap_or(call).trim_end();
    let quoted = call.strip_prefix("require(")?.strip_suffix(')')?.trim();
    let quote = ['"', '\'']
        .into_iter()
        .find(|quote| quoted.starts_with(*quote))?;
    let written = quoted.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_path = !written.is_empty() && !written.contains(['"', '\'', '\\']);
    is_path.then_some((binding.trim(), written))
}

fn is_given(binding: &str) -> bool {
    let number = binding.strip_prefix(GIVEN);
    number.is_some_and(|number| number.parse::<usize>().is_ok())
}

/// Whether this is a name, or a pattern of names like `{ make, read: readPage }`.
fn is_binding(text: &str) -> bool {
    let Some(names) = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
    else {
        return is_name(text);
    };
    let names = names.trim();
    names
        .strip_suffix(',')
        .unwrap_or(names)
        .split(',')
        .all(|name| {
            let (name, local) = name.split_once(':').unwrap_or((name, name));
            is_name(name.trim()) && is_name(local.trim())
        })
}

fn is_name(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    text.chars().all(is_letter) && text.starts_with(|c: char| !c.is_ascii_digit())
}

/// A word that brings something in or gives it out in a form that a part cannot have, with its
/// offset in the line.
fn misread(line: &str) -> Option<(usize, &str)> {
    for word in ["import", "export"] {
        let rest = line.strip_prefix(word);
        if rest.is_some_and(|rest| rest.starts_with([' ', '{', '*', '"', '\''])) {
            return Some((0, word));
        }
    }
    let word = "require";
    let (at, _) = line.match_indices(word).find(|(at, _)| {
        let before = line[..*at].chars().next_back();
        let is_word = !before.is_some_and(|c| is_name(&format!("_{c}")) || c == '.');
        is_word && line[at + word.len()..].trim_start().starts_with('(')
    })?;
    Some((at, word))
}

/// Whether a comment of several lines goes on after this line. Only one that begins a line counts.
fn is_comment_open(line: &str, was_open: bool) -> bool {
    let line = line.trim_start();
    let inside = match line.strip_prefix("/*") {
        Some(rest) if !was_open => rest,
        _ if was_open => line,
        _ => return false,
    };
    !inside.contains("*/")
}

/// The script of the theme that a part means by a path from where it stands.
fn resolved(from: &str, written: &str) -> Option<String> {
    if !(written.starts_with("./") || written.starts_with("../")) {
        return None;
    }
    let (folder, _) = from.rsplit_once('/').unwrap_or_default();
    let path = SitePath::resolve(folder, written)?;
    Some(path.as_str().to_owned()).filter(|path| is_script(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Part, Vec<Diagnostic>) {
        let source = Source::new(SitePath::new("themes/t/js/deck/a.js"), text);
        let mut found = Vec::new();
        (Part::read("js/deck/a.js", &source, &mut found), found)
    }

    #[test]
    fn a_line_that_requires_a_part_is_known_by_its_form() {
        for (line, binding, target) in [
            (
                "const view = require(\"./view.js\");",
                "view",
                "js/deck/view.js",
            ),
            ("const t=require('../page.js')", "t", "js/page.js"),
            (
                "const { make } = require(\"./x/y.js\");",
                "{ make }",
                "js/deck/x/y.js",
            ),
            (
                "const{make:e,a}=require(\"./b.js\");",
                "{make:e,a}",
                "js/deck/b.js",
            ),
            (
                "const { a, b, } = require( \"./b.js\" ) ;\r",
                "{ a, b, }",
                "js/deck/b.js",
            ),
        ] {
            let (part, found) = read(&format!("// A\n{line}\nb();\n"));
            let [require] = part.requires.as_slice() else {
                panic!("{line}")
            };
            assert_eq!(require.binding, binding, "{line}");
            assert_eq!(require.target.as_deref(), Some(target), "{line}");
            assert_eq!(
                (part.body.as_str(), found.len()),
                ("// A\nb();\n", 0),
                "{line}"
            );
            let span = require.place.span.unwrap().range();
            assert_eq!(&format!("// A\n{line}")[span], require.written);
        }
    }

    #[test]
    fn other_forms_are_reported_where_they_stand() {
        for (line, at, word) in [
            ("  const view = require(\"./view.js\");", 15, "require"),
            ("let view = require(\"./view.js\");", 11, "require"),
            ("const view = require(name);", 13, "require"),
            ("const view = require(\"./view.js\").view;", 13, "require"),
            ("const 1a = require(\"./view.js\");", 11, "require"),
            ("import { make } from \"./page.js\";", 0, "import"),
            ("export default 3;", 0, "export"),
            ("export{a};", 0, "export"),
        ] {
            let (part, found) = read(&format!("a();\n{line}\n"));
            assert!(part.requires.is_empty(), "{line}");
            assert_eq!(found.len(), 1, "{line}");
            let place = found[0].place.as_ref().unwrap();
            assert_eq!(
                place.span.unwrap().range(),
                5 + at..5 + at + word.len(),
                "{line}"
            );
        }
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        for text in [
            "// const view = require(\"./view.js\");\n",
            "/*\nconst view = require(\"./view.js\");\n*/\n",
            "/** Words. */\n",
            "page.require(\"./view.js\");\n",
            "required(\"./view.js\");\n",
            "const name = \"require\";\n",
            "exports.a = 1;\nimportant();\n",
        ] {
            let (part, found) = read(text);
            assert!(part.requires.is_empty() && found.is_empty(), "{text}");
            assert_eq!(part.body, text);
        }
        let (part, _) = read("/* One. */\nconst view = require(\"./view.js\");\n");
        assert_eq!(part.requires.len(), 1, "a comment that ends is over");
    }

    #[test]
    fn names_that_the_build_gave_are_replaced() {
        let text = "const $require1=require(\"./b.js\");\nconst $require11=require(\"./c.js\");\n\
                    $require1.a($require11,$require12,`${$require1.b}`)";
        let (part, found) = read(text);
        assert!(found.is_empty() && part.requires.iter().all(Require::is_given));
        let renamed = part.renamed(|require| require.written.to_uppercase());
        assert_eq!(renamed, "./B.JS.a(./C.JS,$require12,`${./B.JS.b}`)");
        let (part, _) = read("const $required = require(\"./b.js\");\n$required.a()");
        assert!(!part.requires[0].is_given());
    }

    #[test]
    fn a_path_leads_to_a_script_of_the_theme() {
        for written in [
            "view.js",
            "/js/view.js",
            "../../../view.js",
            "../../css/a.css",
            "jquery",
        ] {
            assert_eq!(resolved("js/deck/a.js", written), None, "{written}");
        }
    }
}
