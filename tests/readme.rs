//! README.md is the reference: it has every command, option, diagnostic and key that the program
//! knows.

use std::process::Command;
use std::sync::Arc;

use lutrin::cache::MemoryCache;
use lutrin::diagnostic::codes;
use lutrin::files::MemoryFiles;
use lutrin::markdown::Layout;
use lutrin::site::Options;
use lutrin::workspace::{Change, Workspace};

const README: &str = include_str!("../README.md");

fn help(command: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_lutrin"))
        .arg("help")
        .args(command)
        .output()
        .unwrap();
    assert!(output.status.success(), "help {command:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names below `Commands:` but for `help` itself.
fn subcommands(help: &str) -> Vec<String> {
    let section = help.split_once("Commands:\n").map_or("", |(_, rest)| {
        rest.split("\n\n").next().unwrap_or_default()
    });
    let names = section
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// Every command with its help: those that have commands of their own, too.
fn all_help(command: &[String]) -> Vec<(Vec<String>, String)> {
    let text = help(command);
    let below = subcommands(&text);
    let mut all = vec![(command.to_vec(), text)];
    for name in below {
        let path: Vec<String> = command.iter().cloned().chain([name]).collect();
        all.extend(all_help(&path));
    }
    all
}

#[test]
fn every_command_is_there() {
    for (command, text) in all_help(&[]) {
        if subcommands(&text).is_empty() {
            let name = format!("| `lutrin {}", command.join(" "));
            assert!(README.contains(&name), "README.md has no row {name}");
        }
    }
}

#[test]
fn every_option_is_there() {
    for (command, text) in all_help(&[]) {
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with('-') && !line.starts_with("- "));
        for option in lines
            .flat_map(|line| line.split([' ', ',', '=']))
            .filter(|word| word.starts_with('-'))
        {
            assert!(
                README.contains(&format!("`{option}")),
                "README.md says nothing of {option} of {command:?}"
            );
        }
    }
}

#[test]
fn every_diagnostic_is_there_and_no_other() {
    for code in codes::ALL {
        let row = format!(
            "| `{}` | {} | {} |",
            code.id,
            code.severity.name(),
            code.summary
        );
        assert!(README.contains(&row), "README.md has no row {row}");
    }
    let rows = README
        .lines()
        .filter(|line| line.starts_with("| `L0"))
        .count();
    assert_eq!(
        rows,
        codes::ALL.len(),
        "README.md has rows of codes that are gone"
    );
}

/// The keys that a mapping can have, as the hint on an unknown one lists them.
fn keys(file: &str, text: &str) -> Vec<String> {
    let mut files = MemoryFiles::default();
    files.insert(
        "lutrin.yaml",
        "title: T\nbase_url: https://example.org\nlanguages: {en: {name: English}}\n",
    );
    files.insert(file, text);
    let mut workspace = Workspace::new(
        Arc::new(files),
        Arc::new(MemoryCache::default()),
        Options::default(),
    );
    let snapshot = workspace.apply(&[Change::Everything]);
    let unknown = snapshot
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code == codes::UNKNOWN_KEY)
        .unwrap();
    let hint = unknown.hints[0].strip_prefix("the keys here are ").unwrap();
    hint.split(", ").map(str::to_owned).collect()
}

#[test]
fn every_key_is_there() {
    for (file, text) in [
        ("lutrin.yaml", "qqqqqqqqqqqq: 1\n"),
        ("lutrin.yaml", "menu: [{qqqqqqqqqqqq: 1}]\n"),
        ("content/blog/a.en.md", "---\nqqqqqqqqqqqq: 1\n---\n"),
        (
            "content/blog/a.en.md",
            "---\nimage: {qqqqqqqqqqqq: 1}\n---\n",
        ),
        (
            "content/blog/a.en.md",
            "---\nauthors: [{qqqqqqqqqqqq: 1}]\n---\n",
        ),
        ("content/about.en.md", "---\nqqqqqqqqqqqq: 1\n---\n"),
        ("content/_index.en.md", "---\nqqqqqqqqqqqq: 1\n---\n"),
        (
            "content/blog/a.en.md",
            "---\ntranslated_from: {qqqqqqqqqqqq: 1}\n---\n",
        ),
        ("content/people.yaml", "a: {qqqqqqqqqqqq: 1}\n"),
        (
            "content/events/a/index.en.md",
            "---\nqqqqqqqqqqqq: 1\n---\n",
        ),
        (
            "content/events/a/index.en.md",
            "---\nplace: {qqqqqqqqqqqq: 1}\n---\n",
        ),
        (
            "content/events/a/recap.en.md",
            "---\nqqqqqqqqqqqq: 1\n---\n",
        ),
        (
            "content/events/a/sessions/a.en.md",
            "---\nqqqqqqqqqqqq: 1\n---\n",
        ),
        ("content/events/series.yaml", "a: {qqqqqqqqqqqq: 1}\n"),
        (
            "content/blog/a.en.md",
            "---\nseries: {qqqqqqqqqqqq: 1}\n---\n",
        ),
        ("content/blogroll.yaml", "qqqqqqqqqqqq: 1\n"),
        ("content/blogroll.yaml", "blogs: [{qqqqqqqqqqqq: 1}]\n"),
        (
            "content/blogroll.yaml",
            "blogs: [{group: g, qqqqqqqqqqqq: 1}]\n",
        ),
        ("content/talks/t/index.en.md", "---\nqqqqqqqqqqqq: 1\n---\n"),
        (
            "content/talks/t/index.en.md",
            "---\nproposals: [{qqqqqqqqqqqq: 1}]\n---\n",
        ),
        (
            "content/talks/t/index.en.md",
            "---\ndeliveries: [{qqqqqqqqqqqq: 1}]\n---\n",
        ),
        (
            "content/talks/t/deck.en.md",
            "---\nqqqqqqqqqqqq: 1\n---\n# A\n",
        ),
        (
            "content/talks/t/deck.en.md",
            "---\nvariants: {a: {qqqqqqqqqqqq: 1}}\n---\n# A\n",
        ),
        ("lutrin.yaml", "decks: {qqqqqqqqqqqq: 1}\n"),
        ("lutrin.yaml", "decks: {logo: {qqqqqqqqqqqq: 1}}\n"),
        ("content/terms.yaml", "qqqqqqqqqqqq: 1\n"),
        ("content/terms.yaml", "tags: {a: {en: {qqqqqqqqqqqq: 1}}}\n"),
    ] {
        for key in keys(file, text) {
            // `image: {file, alt}` stands in one pair of backticks.
            let bare = key.trim_matches('`');
            let shown = README.contains(&key)
                || README.contains(&format!("{{{bare}, "))
                || README.contains(&format!(", {bare}}}"));
            assert!(shown, "README.md has no key {key} of {file}");
        }
    }
}

/// Layouts and the ways of steps are classes, which no diagnostic lists.
#[test]
fn every_word_of_slides_is_there() {
    const ATTRIBUTES: &str = include_str!("../src/markdown/slides/attributes.rs");
    let effects = ATTRIBUTES
        .split_once("const EFFECTS")
        .and_then(|(_, rest)| rest.split("];").next())
        .unwrap();
    let effects = effects.split('"').skip(1).step_by(2);
    let layouts = Layout::ALL
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| *name != "default");
    let layouts: Vec<String> = layouts.map(|name| format!("`.{name}`")).collect();
    let effects: Vec<String> = effects.map(|name| format!("`{name}`")).collect();
    assert!(effects.len() > 9, "{effects:?}");
    for word in effects.iter().chain(&layouts) {
        assert!(
            README.contains(word.as_str()),
            "README.md says nothing of {word}"
        );
    }
}

#[test]
fn the_table_of_floors_has_every_module() {
    const LIBRARY: &str = include_str!("../src/lib.rs");
    const ARCHITECTURE: &str = include_str!("../ARCHITECTURE.md");
    let modules = LIBRARY
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for module in modules {
        assert!(
            ARCHITECTURE.contains(&format!("| `{module}` | ")),
            "ARCHITECTURE.md has no row for `{module}`"
        );
    }
}
