//! What authors are told, word for word: one file of `fixtures/diagnostics` a case, at least one
//! for every code.
//!
//! A case is a text: lines `=== path` begin the site's files, `=== expected` what is said of them.
//! After a path may stand ` | escaped` (`\xNN`, `\t`, `\r`, `\\` in it), ` | unreadable` (the text
//! is the reason), ` | times N` (the text is repeated), ` | filled N` (`@FILL@` becomes as many
//! letters) or ` | absent`. `UPDATE=1` writes what is expected anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lutrin::diagnostic::codes;

use crate::common::disk::DiskSite;
use crate::common::{SiteTest, files_with, fixtures, updating};

/// A case that was read.
struct Case {
    site: SiteTest,
    input: String,
    expected: String,
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let (input, expected) = text.split_once("=== expected\n").unwrap_or((&text, ""));
        let mut site = SiteTest::new();
        for part in input.split("=== ").skip(1) {
            let (header, content) = part.split_once('\n').unwrap();
            site = add(site, header, content);
        }
        Self {
            site,
            input: input.to_owned(),
            expected: expected.to_owned(),
        }
    }
}

fn add(site: SiteTest, header: &str, content: &str) -> SiteTest {
    let (path, how) = header.split_once(" | ").unwrap_or((header, ""));
    match how.split_once(' ').unwrap_or((how, "")) {
        ("", _) if path == "lutrin.yaml" => site.config(content),
        ("", _) => site.file(path, content),
        ("escaped", _) => site.file(path, unescaped(content)),
        ("unreadable", _) => site.unreadable(path, content.trim_end()),
        ("times", count) => site.file(path, content.repeat(count.parse().unwrap())),
        ("filled", count) => site.file(
            path,
            content.replace("@FILL@", &"x".repeat(count.parse().unwrap())),
        ),
        ("absent", _) => site.without_config(),
        (other, _) => panic!("`{other}` says nothing about a file"),
    }
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next().unwrap() {
            b't' => bytes.push(b'\t'),
            b'r' => bytes.push(b'\r'),
            b'\\' => bytes.push(b'\\'),
            b'x' => {
                let digits = [*rest.next().unwrap(), *rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            }
            other => panic!("\\{} is no escape", char::from(*other)),
        }
    }
    bytes
}

#[test]
fn every_mistake_is_told_at_its_place_and_in_these_words() {
    let mut wrong = Vec::new();
    for path in files_with(&fixtures("diagnostics"), "txt") {
        let case = Case::read(&path);
        let told = case.site.build().told();
        if told == case.expected {
            continue;
        }
        if updating() {
            fs::write(&path, format!("{}=== expected\n{told}", case.input)).unwrap();
        } else {
            wrong.push(format!(
                "{}\n--- expected\n{}--- told\n{told}",
                path.display(),
                case.expected
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case_that_is_named_for_it() {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for path in files_with(&fixtures("diagnostics"), "txt") {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let codes = Case::read(&path).site.build().codes();
        let code = name.split('-').next().unwrap();
        assert!(
            code == "several" || codes.contains(code),
            "{name} gives {codes:?}"
        );
        shown.extend(codes);
    }
    // Programs that draw have theirs in drawings.rs.
    shown.extend([codes::NO_DRAWING_TOOL.id, codes::BAD_DRAWING.id]);
    let silent: Vec<&str> = codes::ALL
        .iter()
        .map(|code| code.id)
        .filter(|id| !shown.contains(id))
        .collect();
    assert_eq!(silent, Vec::<&str>::new(), "codes that no case gives");
}

#[test]
fn codes_are_unique_and_in_order() {
    let ids: Vec<&str> = codes::ALL.iter().map(|code| code.id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

/// A site with one error and one warning.
fn flawed() -> DiskSite {
    DiskSite::small().file(
        "content/blog/é.en.md",
        "---\ntitle: Été\ndate: 2026-01-03\ntilte: x\n---\n\nDé [là](gone.md)\n\n## A\n\n# B\n",
    )
}

#[test]
fn the_short_format_is_one_line_each_on_standard_output() {
    let (code, out, err) = flawed().output(&["check", "--format", "short"]);
    assert_eq!(
        out,
        "content/blog/é.en.md:4:1: error[L0102]: nothing reads the key `tilte`\n\
         content/blog/é.en.md:7:9: error[L0201]: there is no `content/blog/gone.md`\n\
         content/blog/é.en.md:11:1: warning[L0210]: a second heading of level 1 on this page\n"
    );
    assert_eq!(err, "2 errors and 1 warning\n");
    assert_eq!(code, 1);
}

#[test]
fn the_json_format_is_one_object_a_line_with_every_field() {
    let (code, out, _) = flawed().output(&["check", "--format", "json"]);
    let lines: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(
        lines[0],
        serde_json::json!({
            "code": "L0102", "severity": "error", "file": "content/blog/é.en.md",
            "line": 4, "column": 1, "end_line": 4, "end_column": 6,
            "message": "nothing reads the key `tilte`", "hints": ["did you mean `title`?"],
        })
    );
    assert_eq!(lines[2]["severity"], "warning");
    assert_eq!(code, 1);
}

#[test]
fn the_human_format_shows_the_line_with_the_place_under_it() {
    let (code, out, err) = flawed().output(&["check"]);
    assert_eq!(out, "");
    for part in [
        "error[L0201]: there is no `content/blog/gone.md`",
        "--> content/blog/é.en.md:7:9",
        "7 | Dé [là](gone.md)\n  |         ^^^^^^^",
        "help: did you mean `title`?",
        "warning[L0210]",
        "2 errors and 1 warning\n",
    ] {
        assert!(err.contains(part), "{part:?} is not in\n{err}");
    }
    assert_eq!(code, 1);
}

#[test]
fn nothing_to_say_is_said_and_answers_zero() {
    let site = DiskSite::small();
    assert_eq!(
        site.output(&["check"]),
        (0, String::new(), "no errors, no warnings\n".to_owned())
    );
    assert_eq!(site.output(&["check", "--format", "json", "--strict"]).0, 0);
    assert_eq!(site.output(&["build", "--strict"]).0, 0);
}

#[test]
fn warnings_fail_under_strict_only() {
    let site = DiskSite::small().file(
        "content/blog/w.en.md",
        "---\ntitle: W\ndate: 2026-01-01\n---\n# H\n",
    );
    assert_eq!(site.output(&["check"]).0, 0);
    assert_eq!(site.output(&["check", "--strict"]).0, 1);
    let (code, _, err) = site.output(&["build", "--strict"]);
    assert_eq!(code, 1);
    assert!(err.ends_with("1 warning: nothing was written\n"), "{err}");
    assert!(!site.path("public").exists());
    assert_eq!(site.output(&["build"]).0, 0);
}

#[test]
fn wrong_usage_answers_two() {
    let site = DiskSite::small();
    for arguments in [
        &["biuld"][..],
        &["check", "--format", "xml"],
        &["build", "--jobs", "many"],
        &["new", "post"],
        &["check", "x"],
        &[],
    ] {
        let (code, out, err) = site.output(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty());
    }
    assert_eq!(site.output(&["--help"]).0, 0);
    assert_eq!(site.output(&["--version"]).0, 0);
}

#[test]
fn a_folder_without_a_site_answers_one_and_says_what_to_do() {
    let site = DiskSite::empty();
    let (code, _, err) = site.output(&["check"]);
    assert_eq!(code, 1);
    assert!(err.contains("lutrin init"), "{err}");
    let (code, _, err) = site.output(&["check", "--root", "nowhere"]);
    assert_eq!(code, 1);
    assert!(err.contains("`nowhere` cannot be opened"), "{err}");
}

#[test]
fn a_run_tells_everything_at_once_whatever_the_number_of_threads() {
    let mut site = DiskSite::small();
    for i in 0..20 {
        site = site.file(
            &format!("content/blog/p{i:02}.en.md"),
            "---\ntitle: [x]\ndate: never\nfoo: 1\n---\n[a](gone.md)\n",
        );
    }
    let (_, many, _) = site.output(&["check", "--format", "short"]);
    let (_, one, _) = site.output(&["check", "--format", "short", "--jobs", "1"]);
    assert_eq!(many.lines().count(), 80);
    assert_eq!(many, one);
}
