//! The English guide of the sample is the reference: it has every command, option, diagnostic, key,
//! kind of file and template that the program knows, each on the page of its subject. README.md is
//! short, and what it leads to is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use lutrin::cache::MemoryCache;
use lutrin::content_path::{ContentPath, Kind};
use lutrin::diagnostic::codes;
use lutrin::files::MemoryFiles;
use lutrin::markdown::Layout;
use lutrin::path::SitePath;
use lutrin::site::Options;
use lutrin::snapshot::Snapshot;
use lutrin::workspace::{Change, Workspace};

const README: &str = include_str!("../README.md");

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of one page of the English guide, by its file's name without language and ending.
fn page(stem: &str) -> String {
    let file = repository(&format!("content/guide/{stem}.en.md"));
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

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

fn has_extension(file: &str, wanted: &str) -> bool {
    Path::new(file)
        .extension()
        .is_some_and(|extension| extension == wanted)
}

#[test]
fn every_command_is_there() {
    let page = page("27-commands");
    for (command, text) in all_help(&[]) {
        if subcommands(&text).is_empty() {
            let name = format!("| `lutrin {}", command.join(" "));
            assert!(page.contains(&name), "the guide has no row {name}");
        }
    }
}

#[test]
fn every_option_is_there() {
    let page = page("27-commands");
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
                page.contains(&format!("`{option}")),
                "the guide says nothing of {option} of {command:?}"
            );
        }
    }
}

#[test]
fn every_diagnostic_is_there_and_no_other() {
    let page = page("06-diagnostics");
    for code in codes::ALL {
        let row = format!(
            "\n| `{}` | {} | {} | ",
            code.id,
            code.severity.name(),
            code.summary
        );
        assert!(page.contains(&row), "the guide has no row {row}");
    }
    let rows = page
        .lines()
        .filter(|line| line.starts_with("| `L0"))
        .count();
    assert_eq!(
        rows,
        codes::ALL.len(),
        "the guide has rows of codes that are gone"
    );
}

/// A site in English with one more file, or with another `lutrin.yaml`.
fn site(file: &str, text: &str) -> Arc<Snapshot> {
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
    workspace.apply(&[Change::Everything])
}

/// The keys that a mapping can have, as the hint on an unknown one lists them.
fn keys(file: &str, text: &str) -> Vec<String> {
    let snapshot = site(file, text);
    let unknown = snapshot
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code == codes::UNKNOWN_KEY)
        .unwrap_or_else(|| panic!("{file}: {text}"));
    let hint = unknown.hints[0].strip_prefix("the keys here are ").unwrap();
    hint.split(", ").map(str::to_owned).collect()
}

/// Files with a key that nothing reads, and the pages that list the keys that they may have.
const UNKNOWN_KEYS: &[(&str, &str, &[&str])] = &[
    ("lutrin.yaml", "qqqqqqqqqqqq: 1\n", CONFIGURATION),
    ("lutrin.yaml", "menu: [{qqqqqqqqqqqq: 1}]\n", CONFIGURATION),
    ("lutrin.yaml", "images: {qqqqqqqqqqqq: 1}\n", CONFIGURATION),
    ("lutrin.yaml", "feed: {qqqqqqqqqqqq: 1}\n", CONFIGURATION),
    (
        "lutrin.yaml",
        "social_cards: {qqqqqqqqqqqq: 1}\n",
        CONFIGURATION,
    ),
    ("lutrin.yaml", "decks: {qqqqqqqqqqqq: 1}\n", DECKS),
    ("lutrin.yaml", "decks: {logo: {qqqqqqqqqqqq: 1}}\n", DECKS),
    ("content/blog/a.en.md", "qqqqqqqqqqqq: 1", MATTER),
    ("content/blog/a.en.md", "image: {qqqqqqqqqqqq: 1}", MATTER),
    (
        "content/blog/a.en.md",
        "authors: [{qqqqqqqqqqqq: 1}]",
        PEOPLE,
    ),
    ("content/blog/a.en.md", "series: {qqqqqqqqqqqq: 1}", MATTER),
    (
        "content/blog/a.en.md",
        "translated_from: {qqqqqqqqqqqq: 1}",
        MATTER,
    ),
    ("content/about.en.md", "qqqqqqqqqqqq: 1", MATTER),
    ("content/_index.en.md", "qqqqqqqqqqqq: 1", MATTER),
    ("content/people.yaml", "a: {qqqqqqqqqqqq: 1}\n", PEOPLE),
    ("content/terms.yaml", "qqqqqqqqqqqq: 1\n", PEOPLE),
    (
        "content/terms.yaml",
        "tags: {a: {en: {qqqqqqqqqqqq: 1}}}\n",
        PEOPLE,
    ),
    ("content/blogroll.yaml", "qqqqqqqqqqqq: 1\n", PEOPLE),
    (
        "content/blogroll.yaml",
        "blogs: [{qqqqqqqqqqqq: 1}]\n",
        PEOPLE,
    ),
    (
        "content/blogroll.yaml",
        "blogs: [{group: g, qqqqqqqqqqqq: 1}]\n",
        PEOPLE,
    ),
    ("content/events/a/index.en.md", "qqqqqqqqqqqq: 1", EVENTS),
    (
        "content/events/a/index.en.md",
        "place: {qqqqqqqqqqqq: 1}",
        EVENTS,
    ),
    ("content/events/a/recap.en.md", "qqqqqqqqqqqq: 1", EVENTS),
    (
        "content/events/a/sessions/a.en.md",
        "qqqqqqqqqqqq: 1",
        EVENTS,
    ),
    (
        "content/events/series.yaml",
        "a: {qqqqqqqqqqqq: 1}\n",
        EVENTS,
    ),
    ("content/talks/t/index.en.md", "qqqqqqqqqqqq: 1", TALKS),
    (
        "content/talks/t/index.en.md",
        "proposals: [{qqqqqqqqqqqq: 1}]",
        TALKS,
    ),
    (
        "content/talks/t/index.en.md",
        "deliveries: [{qqqqqqqqqqqq: 1}]",
        TALKS,
    ),
    ("content/talks/t/deck.en.md", "qqqqqqqqqqqq: 1", DECKS),
    (
        "content/talks/t/deck.en.md",
        "variants: {a: {qqqqqqqqqqqq: 1}}",
        DECKS,
    ),
];

const CONFIGURATION: &[&str] = &["20-configuration"];
const MATTER: &[&str] = &["21-front-matter"];
const PEOPLE: &[&str] = &["22-people"];
/// These take the keys of any page, too.
const EVENTS: &[&str] = &["09-events", "21-front-matter"];
const TALKS: &[&str] = &["10-talks", "21-front-matter"];
const DECKS: &[&str] = &["11-decks"];

#[test]
fn every_key_is_there() {
    for (file, text, pages) in UNKNOWN_KEYS {
        let text = if has_extension(file, "md") {
            format!("---\n{text}\n---\n# A\n")
        } else {
            (*text).to_owned()
        };
        let guide: String = pages.iter().map(|stem| page(stem)).collect();
        for key in keys(file, &text) {
            // `image: {file, alt}` stands in one pair of backticks.
            let bare = key.trim_matches('`');
            let shown = guide.contains(&key)
                || guide.contains(&format!("{{{bare}, "))
                || guide.contains(&format!(", {bare}, "))
                || guide.contains(&format!(", {bare}}}"))
                || guide.contains(&format!("{{{bare}: "));
            assert!(shown, "{pages:?} have no key {key} of {file}");
        }
    }
}

/// Layouts and the ways of steps are classes, which no diagnostic lists.
#[test]
fn every_word_of_slides_is_there() {
    const EFFECTS: &str = include_str!("../src/dialect/slide.rs");
    let page = page("11-decks");
    let effects = EFFECTS
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
            page.contains(word.as_str()),
            "the guide says nothing of {word}"
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

/// What a file is follows from its path: every pattern that the guide names is of that kind, and
/// every kind is named.
#[test]
fn every_kind_of_file_is_there() {
    let page = page("02-on-disk");
    let snapshot = site("content/_index.en.md", "");
    for (pattern, kind) in [
        ("blog/", Kind::Post),
        ("_index.<lang>.md", Kind::Section),
        ("….<lang>.md", Kind::Page),
        ("events/<slug>/index.<lang>.md", Kind::Event),
        ("events/<slug>/recap.<lang>.md", Kind::Recap),
        ("events/<slug>/sessions/<name>.<lang>.md", Kind::Session),
        ("talks/<name>/index.<lang>.md", Kind::Talk),
        ("talks/<name>/outline.<lang>.md", Kind::Outline),
        ("talks/<name>/deck.<lang>.md", Kind::Deck),
    ] {
        assert!(page.contains(&format!("`{pattern}`")), "{pattern}");
        let file = pattern.replace('…', "a").replace("<lang>", "en");
        let file = file.replace("<slug>", "a").replace("<name>", "a");
        let below = if file.ends_with('/') { "a.en.md" } else { "" };
        let path = SitePath::new(format!("content/{file}{below}"));
        let parsed = ContentPath::parse(&path, &snapshot.config).unwrap();
        assert_eq!(parsed.kind, kind, "{pattern}");
    }
}

#[test]
fn every_template_is_there_and_no_other() {
    let page = page("07-themes");
    let (_, tables) = page.split_once("## Templates {#templates}").unwrap();
    let (table, _) = tables.split_once("\n## ").unwrap();
    let shown: BTreeSet<String> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .flat_map(|cell| cell.split(", "))
        .filter_map(|name| Some(name.strip_prefix('`')?.strip_suffix('`')?.to_owned()))
        .collect();
    let folder = fs::read_dir(repository("themes/lutrin/templates")).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // The frame of the others renders no page by itself.
    let names: BTreeSet<String> = names
        .filter(|name| has_extension(name, "html") && name != "base.html")
        .collect();
    assert_eq!(shown, names);
}

#[test]
fn every_block_of_the_theme_is_there() {
    let page = page("07-themes");
    for file in ["base.html", "home.html", "post.html"] {
        let template = repository("themes/lutrin/templates").join(file);
        let template = fs::read_to_string(template).unwrap();
        let blocks = template
            .split("{% block ")
            .chain(template.split("{%- block "));
        let blocks = blocks.skip(1).filter_map(|rest| rest.split(' ').next());
        for block in blocks.filter(|name| name.chars().all(char::is_alphabetic)) {
            // A page's own `main` is that of the frame.
            let file = if block == "main" { "base.html" } else { file };
            let row = format!("| `{block}` | `{file}` |");
            assert!(page.contains(&row), "the guide has no row {row}");
        }
    }
}

#[test]
fn the_readme_is_short() {
    assert!(
        README.len() <= 20_480,
        "README.md has {} bytes",
        README.len()
    );
}

#[test]
fn the_readme_has_the_two_commands() {
    for command in ["\ncargo run -- serve ", "\nbash tests/run.sh "] {
        assert!(README.contains(command), "{command}");
    }
}

/// Where a document of the repository leads to: its links and pictures, those in code apart.
fn targets(document: &str) -> Vec<String> {
    let text = fs::read_to_string(repository(document)).unwrap();
    let prose: String = text.split("\n```").step_by(2).collect();
    let after = |mark: &str, end: char| {
        let rests = prose.split(mark).skip(1);
        rests
            .filter_map(|rest| rest.split([end, '#']).next())
            .map(str::to_owned)
            .collect()
    };
    let targets: [Vec<String>; 3] = [
        after("](", ')'),
        after("src=\"", '"'),
        after("srcset=\"", '"'),
    ];
    targets.concat()
}

#[test]
fn what_the_documents_lead_to_is_there() {
    for document in ["README.md", "CONTRIBUTING.md"] {
        let files = targets(document)
            .into_iter()
            .filter(|target| !target.contains("://"));
        let files: Vec<String> = files.filter(|target| !target.is_empty()).collect();
        assert!(!files.is_empty(), "{document}");
        for file in files {
            assert!(repository(&file).exists(), "{document} leads to {file}");
        }
    }
}
