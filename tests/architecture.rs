//! The floors of src/lib.rs hold: nothing climbs, nothing goes in circles, and nothing below the
//! edges knows the disk, the network, the clock or the environment.

mod addresses;
mod circles;
mod paths;
mod scripts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use paths::{paths, tokens, without_tests};

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
    "jiff::tz::db",
    "TimeZone::get",
    "TimeZone::system",
    "TimeZone::try_system",
    "TimeZoneDatabase::from_dir",
    "TimeZoneDatabase::from_env",
    "tempfile",
    "walkdir",
];

/// The highest floor that is pure.
const LAST_PURE: usize = 5;

/// The source of the library: the table of floors, and every module file by its path
/// (`render::cards`).
struct Sources {
    table: String,
    modules: BTreeMap<String, Module>,
}

/// A module file, read once.
struct Module {
    text: String,
    /// Its code without what is only compiled for tests.
    tokens: Vec<String>,
    /// Every path that the code names.
    paths: Vec<String>,
}

impl Module {
    fn read(text: String) -> Self {
        let tokens = without_tests(&tokens(&text));
        let paths = paths(&tokens);
        Self {
            text,
            tokens,
            paths,
        }
    }
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
                _ => drop(sources.modules.insert(name, Module::read(text))),
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
        for (name, module) in &self.modules {
            let from = top(name);
            let used = module
                .paths
                .iter()
                .filter_map(|path| top_level_target(name, path));
            imports
                .entry(from)
                .or_default()
                .extend(used.filter(|target| target != from));
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
        for (name, module) in self.modules.iter().filter(|(name, _)| is_pure(name)) {
            for path in &module.paths {
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
            .map(|(name, module)| (name.as_str(), &module.text))
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

/// Read once for all tests: reading and taking apart all of `src` takes a moment.
fn library() -> &'static Sources {
    static LIBRARY: LazyLock<Sources> =
        LazyLock::new(|| Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")));
    assert!(
        LIBRARY.modules.len() > 40 && LIBRARY.imports().values().flatten().count() > 100,
        "too little was read"
    );
    &LIBRARY
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
fn no_modules_import_each_other_in_a_circle() {
    let circles = circles::Graph::of(library()).circles();
    let shown: Vec<String> = circles.iter().map(|circle| circle.join(", ")).collect();
    assert_eq!(shown, Vec::<String>::new());
}

#[test]
fn no_scripts_require_each_other_in_a_circle() {
    let scripts = scripts::scripts();
    let requires = scripts::requires(&scripts);
    assert!(
        scripts.len() > 50 && requires.values().flatten().count() > 100,
        "too little was read"
    );
    assert_eq!(circles::groups(&requires), Vec::<Vec<&str>>::new());
}

#[test]
fn no_script_and_no_function_in_one_is_too_long() {
    let scripts = scripts::scripts();
    let found = scripts.iter();
    let found: Vec<String> = found
        .flat_map(|(name, text)| scripts::too_long(name, text))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

/// The rooms of `render`, each of which knows only those before it.
const ROOMS: [&str; 4] = [
    "render::common",
    "render::pages",
    "render::machines",
    "render::single_file",
];

#[test]
fn a_room_of_render_imports_only_from_those_before_it() {
    let room = |module: &str| {
        ROOMS
            .iter()
            .position(|room| *room == module || module.starts_with(&format!("{room}::")))
    };
    let mut counts = [0; ROOMS.len()];
    for (module, imports) in circles::Graph::of(library()).imports() {
        let Some(here) = room(module) else { continue };
        counts[here] += 1;
        for import in imports {
            let is_later = room(import).is_some_and(|there| there > here);
            assert!(!is_later, "`{module}` imports `{import}`");
        }
    }
    assert!(counts.iter().all(|count| *count > 2), "{counts:?}");
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
            .map(|(name, text)| ((*name).to_owned(), Module::read((*text).to_owned())))
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
