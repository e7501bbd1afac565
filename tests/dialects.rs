//! Decks of other tools, construct by construct: every `fixtures/dialects/<tool>/*.md` is a deck as the tool's own
//! users write it, and the `.native.md` beside it is what Lutrin reads, with what the author is told in a comment at
//! its end. `UPDATE=1` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use lutrin::diagnostic::Diagnostic;
use lutrin::dialect::{self, Dialect, Rewritten, Settings};
use lutrin::front_matter;
use lutrin::path::SitePath;
use lutrin::source::Source;
use lutrin::yaml::Yaml;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::{files_with, fixtures, updating};

/// A deck that was read: what its front matter says, and its body in the native form.
struct Read {
    settings: Settings,
    dialect: Dialect,
    text: String,
    told: String,
}

/// Reads a deck as `dialect` is told in its front matter, else as it is detected.
fn read(text: &str) -> Read {
    let source = Source::new(SitePath::new("content/talks/a/deck.en.md"), text);
    let mut diagnostics = Vec::new();
    let (yaml, body) = front_matter::split(&source, &mut diagnostics);
    let settings = yaml.map(|yaml| settings(&source, yaml, &mut diagnostics)).unwrap_or_default();
    let body_text = &text[body.clone()];
    let dialect = settings.dialect_of(body_text);
    let (new, problems) = dialect::rewrite(dialect, &settings, body_text);
    check(body_text, &new);
    let mut told = String::new();
    for Diagnostic { code, place, message, hints, .. } in &diagnostics {
        let span = place.as_ref().and_then(|place| place.span).unwrap();
        let at = source.position(span.start);
        writeln!(told, "{}:{} {} {message}\n  {}", at.line, at.column, code.id, hints.join("\n  ")).unwrap();
    }
    for problem in problems {
        let at = source.position(body.start + problem.range.start);
        let written = body_text[problem.range.clone()].lines().next().unwrap_or_default();
        writeln!(told, "{}:{} `{written}` {}\n  {}", at.line, at.column, problem.message, problem.hint).unwrap();
    }
    Read { settings, dialect, text: new.text.into_owned(), told }
}

fn settings(source: &Source, range: std::ops::Range<usize>, diagnostics: &mut Vec<Diagnostic>) -> Settings {
    let yaml = Yaml::parse(source, range, diagnostics).unwrap();
    let mut fields = yaml.root().fields();
    let own = ["title", "footer", "aspect", "css", "duration"];
    let settings = Settings::read(&mut fields, &own);
    for key in own {
        fields.get(key);
    }
    fields.finish(&[]);
    diagnostics.extend(yaml.into_diagnostics());
    settings
}

/// Every range of the new text comes from one of the old text, on the borders of characters.
fn check(old: &str, new: &Rewritten<'_>) {
    let borders: Vec<usize> = (0..=new.text.len()).filter(|at| new.text.is_char_boundary(*at)).collect();
    let far = borders.len() / 7 + 1;
    for (number, &start) in borders.iter().enumerate() {
        for end in [number, number + 1, number + far, borders.len() - 1].iter().filter_map(|at| borders.get(*at)) {
            if start <= *end {
                let range = new.original(&(start..*end));
                assert!(old.get(range.clone()).is_some(), "{range:?} for {start}..{end} in {old:?}");
            }
        }
    }
}

fn shown(read: &Read) -> String {
    let told = if read.told.is_empty() { String::new() } else { format!("<!-- told:\n{}-->\n", read.told) };
    let line_end = if read.text.ends_with('\n') || read.text.is_empty() { "" } else { "\n" };
    format!("{}{line_end}{told}", read.text)
}

fn compare(path: &Path, wrong: &mut Vec<String>) {
    let read = read(&fs::read_to_string(path).unwrap());
    let folder = path.parent().and_then(Path::file_name).unwrap();
    if read.dialect.name() != folder {
        wrong.push(format!("{} is taken for {}", path.display(), read.dialect.name()));
    }
    let new = shown(&read);
    let beside = path.with_extension("native.md");
    let expected = fs::read_to_string(&beside).unwrap_or_default();
    if new != expected && updating() {
        fs::write(&beside, &new).unwrap();
    } else if new != expected {
        wrong.push(format!("{}\n--- expected\n{expected}--- rewritten\n{new}", path.display()));
    }
}

#[test]
fn every_construct_becomes_the_native_form_beside_it() {
    let mut wrong = Vec::new();
    for tool in ["native", "marp", "reveal-md", "slidev", "remark"] {
        for path in files_with(&fixtures("dialects").join(tool), "md") {
            if !path.to_str().unwrap().ends_with(".native.md") {
                compare(&path, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
