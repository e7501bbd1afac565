//! The floors of src/lib.rs hold: nothing climbs, nothing goes in circles, and nothing below the
//! edges knows the disk, the network, the clock or the environment.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What only the edges may use. Floors 0 to 5 are pure: their inputs are handed to them.
const IMPURE: &[&str] = &[
    "std::env",
    "std::fs",
    "io::stderr",
    "io::stdin",
    "io::stdout",
    "std::io::stderr",
    "std::io::stdin",
    "std::io::stdout",
    "std::net",
    "std::os",
    "std::path",
    "std::process",
    "std::thread::sleep",
    "std::time::Instant",
    "std::time::SystemTime",
    "jiff::Timestamp",
    "jiff::Zoned",
    "tempfile",
    "walkdir",
];

/// The highest floor that is pure.
const LAST_PURE: usize = 5;

/// The source of the library: the table of floors, and every module file by its path
/// (`render::cards`).
struct Sources {
    table: String,
    modules: BTreeMap<String, String>,
}

impl Sources {
    fn read(folder: &Path) -> Self {
        let mut sources = Self {
            table: String::new(),
            modules: BTreeMap::new(),
        };
        for entry in walkdir::WalkDir::new(folder)
            .into_iter()
            .map(Result::unwrap)
        {
            let path = entry.path();
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            let relative = path.strip_prefix(folder).unwrap().with_extension("");
            let name = relative
                .iter()
                .map(|part| part.to_str().unwrap())
                .collect::<Vec<_>>()
                .join("::");
            match name.as_str() {
                "lib" => sources.table = text,
                "main" => {}
                _ => drop(sources.modules.insert(name, text)),
            }
        }
        sources
    }

    /// The modules of the table with their floors, and those that stand before any floor.
    fn floors(&self) -> (BTreeMap<&str, usize>, Vec<&str>) {
        let (mut floors, mut homeless, mut floor) = (BTreeMap::new(), Vec::new(), None);
        for line in self.table.lines() {
            if let Some(rest) = line.strip_prefix("// Floor ") {
                let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap();
                floor = Some(digits.parse().expect("a floor has a number"));
            }
            let declared = line.trim_start_matches("pub ").strip_prefix("mod ");
            if let Some(module) = declared.and_then(|rest| rest.strip_suffix(';')) {
                match floor {
                    Some(floor) => drop(floors.insert(module, floor)),
                    None => homeless.push(module),
                }
            }
        }
        (floors, homeless)
    }

    /// Which top-level modules each of them imports.
    fn imports(&self) -> BTreeMap<&str, BTreeSet<String>> {
        let mut imports: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (name, text) in &self.modules {
            let own = top(name);
            let used = paths(text)
                .into_iter()
                .filter_map(|path| top_level_target(name, &path));
            imports
                .entry(own)
                .or_default()
                .extend(used.filter(|module| module != own));
        }
        imports
    }

    fn without_a_floor(&self) -> Vec<String> {
        let (floors, homeless) = self.floors();
        let files = self
            .modules
            .keys()
            .map(|name| top(name))
            .filter(|module| !floors.contains_key(module));
        let all: BTreeSet<&str> = files.chain(homeless).collect();
        all.into_iter()
            .map(|module| format!("`{module}` has no floor in src/lib.rs"))
            .collect()
    }

    fn climbing(&self) -> Vec<String> {
        let (floors, _) = self.floors();
        let mut found = Vec::new();
        for (module, imports) in self.imports() {
            for import in imports {
                if let (Some(from), Some(to)) = (floors.get(module), floors.get(import.as_str()))
                    && to > from
                {
                    found.push(format!(
                        "`{module}` (floor {from}) imports `{import}` (floor {to})"
                    ));
                }
            }
        }
        found
    }

    fn cycles(&self) -> Vec<String> {
        let imports = self.imports();
        let reaches = |from: &str, to: &str| {
            let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
            while let Some(module) = left.pop() {
                for next in imports.get(module).into_iter().flatten() {
                    if next == to {
                        return true;
                    }
                    if seen.insert(next.as_str()) {
                        left.push(next);
                    }
                }
            }
            false
        };
        let pairs = imports
            .iter()
            .flat_map(|(module, used)| used.iter().map(move |import| (*module, import)));
        let circular = pairs.filter(|(module, import)| reaches(import, module));
        circular
            .map(|(module, import)| {
                format!("`{module}` imports `{import}`, which leads back to it")
            })
            .collect()
    }

    fn impure(&self) -> Vec<String> {
        let (floors, _) = self.floors();
        let is_pure = |name: &str| {
            floors
                .get(top(name))
                .is_some_and(|floor| *floor <= LAST_PURE)
        };
        let mut found = Vec::new();
        for (name, text) in self.modules.iter().filter(|(name, _)| is_pure(name)) {
            for path in paths(text) {
                if IMPURE
                    .iter()
                    .any(|impure| path == *impure || path.starts_with(&format!("{impure}::")))
                {
                    found.push(format!("`{name}` uses `{path}`"));
                }
            }
        }
        found
    }

    fn without_a_header(&self) -> Vec<String> {
        let files = self
            .modules
            .iter()
            .map(|(name, text)| (name.as_str(), text))
            .chain([("lib", &self.table)]);
        let bare = files.filter(|(_, text)| !text.starts_with("//!"));
        bare.map(|(name, _)| format!("`{name}` does not begin by saying what it is for"))
            .collect()
    }
}

fn top(name: &str) -> &str {
    name.split("::").next().unwrap()
}

/// The top-level module that a path in a module leads to, by `crate::` or by `super::`s.
fn top_level_target(module: &str, path: &str) -> Option<String> {
    let segments: Vec<&str> = path.split("::").collect();
    let at = match segments[0] {
        "crate" => 1,
        "super" => {
            let ups = segments
                .iter()
                .take_while(|segment| **segment == "super")
                .count();
            (ups == module.split("::").count()).then_some(ups)?
        }
        _ => return None,
    };
    segments.get(at).map(|segment| (*segment).to_owned())
}

/// Every path of the code, groups taken apart: `use std::{fs, io::Read}` gives `std::fs` and
/// `std::io::Read`. Comments, texts and what is only compiled for tests are left out.
fn paths(text: &str) -> Vec<String> {
    let tokens = without_tests(&tokens(text));
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if is_word(&tokens[at]) {
            path(&tokens, &mut at, "", &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads the path that begins at a token.
fn path(tokens: &[String], at: &mut usize, before: &str, found: &mut Vec<String>) {
    let mut read = before.to_owned();
    loop {
        match tokens.get(*at).map(String::as_str) {
            Some("{") if !read.is_empty() && tokens[*at - 1] == "::" => {
                *at += 1;
                while tokens.get(*at).is_some_and(|token| token != "}") {
                    if is_word(&tokens[*at]) || tokens[*at] == "{" {
                        path(tokens, at, &read, found);
                    } else {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            Some(word) if is_word(word) => {
                if !read.is_empty() {
                    read.push_str("::");
                }
                read.push_str(word);
                *at += 1;
            }
            _ => break,
        }
        if tokens.get(*at).is_none_or(|token| token != "::") {
            break;
        }
        *at += 1;
    }
    found.push(read);
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Drops every item under `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if tokens[at..]
            .iter()
            .take(MARK.len())
            .map(String::as_str)
            .eq(MARK)
        {
            at += MARK.len();
            while at < tokens.len() && tokens[at] != "{" && tokens[at] != ";" {
                at += 1;
            }
            let mut depth = 0_usize;
            while at < tokens.len() {
                depth += usize::from(tokens[at] == "{");
                depth -= usize::from(tokens[at] == "}");
                at += 1;
                if depth == 0 {
                    break;
                }
            }
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Words, `::` and single signs; no comments, no texts.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    let starts = |at: usize, pattern: &str| {
        pattern
            .chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    while at < chars.len() {
        let c = chars[at];
        if starts(at, "//") {
            at = (at..chars.len())
                .find(|&i| chars[i] == '\n')
                .unwrap_or(chars.len());
        } else if starts(at, "/*") {
            at = (at + 2..chars.len())
                .find(|&i| starts(i, "*/"))
                .map_or(chars.len(), |i| i + 2);
        } else if c == '"' {
            at = after_text(&chars, at);
        } else if c == 'r' && (starts(at, "r\"") || starts(at, "r#")) {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            let end = format!("\"{}", "#".repeat(hashes));
            let start = at + 2 + hashes;
            at = (start..chars.len())
                .find(|&i| starts(i, &end))
                .map_or(chars.len(), |i| i + end.len());
        } else if c == '\''
            && (chars.get(at + 1) == Some(&'\\') || chars.get(at + 2) == Some(&'\''))
        {
            at = (at + 2..chars.len())
                .find(|&i| chars[i] == '\'')
                .map_or(chars.len(), |i| i + 1);
        } else if c.is_alphanumeric() || c == '_' {
            let end = (at..chars.len()).find(|&i| !chars[i].is_alphanumeric() && chars[i] != '_');
            let end = end.unwrap_or(chars.len());
            found.push(chars[at..end].iter().collect());
            at = end;
        } else if starts(at, "::") {
            found.push("::".to_owned());
            at += 2;
        } else {
            if !c.is_whitespace() {
                found.push(c.to_string());
            }
            at += 1;
        }
    }
    found
}

fn after_text(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn library() -> Sources {
    let sources = Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(
        sources.modules.len() > 40 && sources.imports().values().flatten().count() > 100,
        "too little was read"
    );
    sources
}

#[test]
fn every_module_has_a_floor() {
    assert_eq!(library().without_a_floor(), Vec::<String>::new());
}

#[test]
fn no_import_climbs() {
    assert_eq!(library().climbing(), Vec::<String>::new());
}

#[test]
fn no_imports_go_round_in_a_circle() {
    assert_eq!(library().cycles(), Vec::<String>::new());
}

#[test]
fn nothing_below_the_edges_knows_the_disk_the_network_or_the_clock() {
    assert_eq!(library().impure(), Vec::<String>::new());
}

#[test]
fn every_module_begins_by_saying_what_it_is_for() {
    assert_eq!(library().without_a_header(), Vec::<String>::new());
}

/// The checks themselves: each finds what it is there for in a bad sample.
mod checks {
    use super::*;

    const TABLE: &str = "//! x\n// Floor 0: words.\npub mod low;\n// Floor 4.\npub mod mid;\n// Floor 6.\nmod high;\n";

    fn sample(modules: &[(&str, &str)]) -> Sources {
        let modules = modules
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        Sources {
            table: TABLE.to_owned(),
            modules,
        }
    }

    #[test]
    fn a_path_that_climbs_is_found_however_it_is_written() {
        for text in [
            "use crate::mid::X;",
            "use crate::{low, mid};",
            "use crate::{low::A, mid::{B, C}};",
            "fn f() { crate::mid::x() }",
            "use super::mid;",
            "type T = Vec<crate::mid::T>;",
        ] {
            let found = sample(&[("low", text), ("mid", "")]).climbing();
            assert_eq!(found, ["`low` (floor 0) imports `mid` (floor 4)"], "{text}");
        }
        assert_eq!(
            sample(&[("low::deep", "use super::super::mid;")])
                .climbing()
                .len(),
            1
        );
        for text in [
            "use super::mid;",
            "// crate::mid",
            "/* crate::mid */",
            "let x = \"crate::mid\";",
        ] {
            assert_eq!(
                sample(&[("low::deep", text)]).climbing(),
                Vec::<String>::new(),
                "{text}"
            );
        }
        assert_eq!(
            sample(&[("mid", "use crate::low;")]).climbing(),
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_is_compiled_for_tests_only_is_exempt() {
        let text = "#[cfg(test)]\nmod tests { use crate::mid; fn f() { if a { b } } }\n#[cfg(test)]\nuse crate::mid;";
        assert_eq!(sample(&[("low", text)]).climbing(), Vec::<String>::new());
        assert_eq!(
            sample(&[("low", &format!("{text}\nuse crate::mid::y;"))])
                .climbing()
                .len(),
            1
        );
    }

    #[test]
    fn a_circle_is_found_between_two_modules_and_between_three() {
        let two = sample(&[("low", "use crate::mid;"), ("mid::part", "use crate::low;")]);
        assert_eq!(two.cycles().len(), 2, "{:?}", two.cycles());
        let three = sample(&[
            ("low", "use crate::mid;"),
            ("mid", "use crate::high;"),
            ("high", "use crate::low;"),
        ]);
        assert_eq!(three.cycles().len(), 3);
        let none = sample(&[
            ("high", "use crate::{low, mid};"),
            ("mid", "use crate::low;"),
            ("low", ""),
        ]);
        assert_eq!(none.cycles(), Vec::<String>::new());
    }

    #[test]
    fn input_and_output_below_the_edges_are_found() {
        for text in [
            "use std::fs;",
            "use std::{fmt, fs::File};",
            "fn f() { std::env::var(\"HOME\"); }",
            "use std::time::{Duration, Instant};",
            "use std::time::SystemTime;",
            "use std::net::TcpStream;",
            "use std::process::Command;",
            "fn f() { io::stdout(); }",
            "fn now() { jiff::Zoned::now(); }",
        ] {
            assert_eq!(sample(&[("mid::deep", text)]).impure().len(), 1, "{text}");
            assert_eq!(
                sample(&[("high", text)]).impure(),
                Vec::<String>::new(),
                "{text}"
            );
        }
        for text in [
            "use std::time::Duration;",
            "let v = env!(\"X\");",
            "use std::io::Write;",
            "fn std_fs() {}",
        ] {
            assert_eq!(
                sample(&[("mid", text)]).impure(),
                Vec::<String>::new(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_module_without_a_floor_is_found() {
        assert_eq!(
            sample(&[("new", "//! x")]).without_a_floor(),
            ["`new` has no floor in src/lib.rs"]
        );
        let early = Sources {
            table: format!("mod early;\n{TABLE}"),
            modules: BTreeMap::new(),
        };
        assert_eq!(
            early.without_a_floor(),
            ["`early` has no floor in src/lib.rs"]
        );
    }

    #[test]
    fn a_file_without_a_header_is_found() {
        let found =
            sample(&[("low", "use crate::x;\n//! late"), ("mid", "//! fine")]).without_a_header();
        assert_eq!(found, ["`low` does not begin by saying what it is for"]);
    }

    #[test]
    fn texts_and_letters_in_quotes_do_not_confuse_the_reader() {
        let text = r##"let a = '"'; let b = '\''; fn f<'a>(x: &'a str) { r#"crate::mid " "#; } use crate::low;"##;
        assert_eq!(
            sample(&[("high", text)]).imports()["high"],
            BTreeSet::from(["low".to_owned()])
        );
    }
}
