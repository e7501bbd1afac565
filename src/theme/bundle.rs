//! Scripts that are joined into one, so that a page fetches one file and people edit several.
//!
//! A part says by `require` which others it needs, and gives them what it puts into
//! `module.exports`, as in Node.js, so that a part can be tested alone. Nothing else of a part is
//! seen outside it. All of it is strict code. `theme.yaml` names the part that begins.
//!
//! Parts are joined as they are, behind each other; no JavaScript is read but the lines that
//! require a part. The parts of the theme of the program were shortened one by one before
//! (`build/scripts.rs`), so that a site may still replace one of them. A test below holds how much a
//! deck's readers and its speaker load.

mod order;
mod part;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use super::manifest::{Bundle, Manifest};
use super::{FileMap, ThemeFile};
use crate::diagnostic::{Diagnostic, codes};
use crate::nearest;
use order::PartOrder;
use part::{Part, Require};

/// What stands before the parts. Each is run once, and what it exports is kept at its number.
const HEAD: &str = "(()=>{
\"use strict\";
const parts=[];
const part=(run,...required)=>{
const module={exports:{}};
parts.push(run(module,module.exports,...required)||module.exports)
};
";
const TAIL: &str = "})();\n";

/// The files of a theme with its bundles in the place of their parts. Later layers win over earlier
/// ones, by name.
pub(super) fn joined(
    layers: &[(&FileMap, &Manifest)],
    diagnostics: &mut Vec<Diagnostic>,
) -> FileMap {
    let mut files = FileMap::new();
    let mut bundles: BTreeMap<&str, &Bundle> = BTreeMap::new();
    let mut orders: Vec<(&Bundle, PartOrder)> = Vec::new();
    let mut parts: BTreeSet<String> = BTreeSet::new();
    for (layer, manifest) in layers {
        // A script that a theme brings whole is no longer joined.
        bundles.retain(|name, _| !layer.contains_key(*name));
        let layer_files = layer.iter();
        files.extend(layer_files.map(|(name, file)| (name.clone(), file.clone())));
        for bundle in &manifest.bundles {
            if layer.contains_key(&bundle.name) {
                diagnostics.push(there_already(bundle));
            } else {
                bundles.insert(&bundle.name, bundle);
            }
            parts.insert(bundle.entry.clone());
        }
        let is_ours = |name: &str| layer.contains_key(name);
        let ordered = bundles.values();
        orders = ordered
            .map(|bundle| (*bundle, PartOrder::from(&bundle.entry, &files, is_ours)))
            .collect();
        // A part that a later layer no longer needs is not published by itself either.
        let found = orders.iter().flat_map(|(_, order)| &order.parts);
        parts.extend(found.map(|part| part.name.clone()));
    }
    let mut scripts = Vec::new();
    for (bundle, order) in orders {
        diagnostics.extend(order.diagnostics);
        let Some(entry) = files.get(&bundle.entry) else {
            diagnostics.push(without_entry(bundle, &files));
            continue;
        };
        let script = ThemeFile {
            origin: entry.origin.clone(),
            bytes: Arc::from(written(&order.parts).into_bytes()),
        };
        scripts.push((bundle.name.clone(), script));
    }
    files.retain(|name, _| !parts.contains(name.as_str()));
    files.extend(scripts);
    files
}

fn there_already(bundle: &Bundle) -> Diagnostic {
    let message = format!("the theme has a file `{}` already", bundle.name);
    let hint = "take the file away, or give the bundle another name";
    Diagnostic::new(codes::BAD_VALUE, bundle.place.clone(), message).hint(hint)
}

fn without_entry(bundle: &Bundle, files: &FileMap) -> Diagnostic {
    let message = format!("the theme has no file `{}`", bundle.entry);
    let hint = nearest::did_you_mean(&bundle.entry, files.keys().map(String::as_str));
    Diagnostic::new(codes::BAD_VALUE, bundle.place.clone(), message).maybe_hint(hint)
}

/// The script that parts make, in their order. What a part requires are arguments of a function
/// around it.
fn written(parts: &[Part]) -> String {
    let names = parts.iter().map(|part| part.name.as_str());
    let numbers: BTreeMap<&str, usize> = names.zip(0..).collect();
    let mut script = HEAD.to_owned();
    for (number, part) in parts.iter().enumerate() {
        // In a circle, or where a part is missing, there is nothing.
        let export = |require: &Require| {
            let other = require.target.as_deref().and_then(|name| numbers.get(name));
            other
                .filter(|other| **other < number)
                .map_or_else(|| "undefined".to_owned(), |other| format!("parts[{other}]"))
        };
        let passed = part.requires.iter().filter(|require| !require.is_given());
        let (mut parameters, mut arguments) = (String::new(), String::new());
        for require in passed {
            let _ = write!(parameters, ",{}", require.binding);
            let _ = write!(arguments, ",{}", export(require));
        }
        let body = part.renamed(export);
        if !parameters.is_empty() || body.contains("exports") {
            parameters.insert_str(0, "module,exports");
        }
        let end = if body.ends_with('\n') { "" } else { "\n" };
        // A pattern among the parameters forbids a `"use strict"` of the part; behind `;`, it is none.
        let guard = if parameters.contains('{') { ";" } else { "" };
        let _ = writeln!(
            script,
            "part(({parameters})=>{{{guard}\n{body}{end}}}{arguments});"
        );
    }
    script.push_str(TAIL);
    script
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::diagnostic::Place;
    use crate::path::SitePath;
    use crate::theme::embedded;

    fn layer(files: &[(&str, &str)]) -> FileMap {
        let file = |name: &str, text: &str| ThemeFile {
            origin: SitePath::new(name),
            bytes: Arc::from(text.as_bytes()),
        };
        files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), file(name, text)))
            .collect()
    }

    fn manifest(name: &str, entry: &str) -> Manifest {
        Manifest {
            bundles: vec![Bundle {
                name: name.to_owned(),
                place: Place::file(&SitePath::new("theme.yaml")),
                entry: entry.to_owned(),
            }],
            ..Manifest::default()
        }
    }

    /// The files of one theme with one script, and what is said of them: place and message.
    fn one(files: &[(&str, &str)]) -> (FileMap, Vec<String>) {
        let mut found = Vec::new();
        let layers = [(&layer(files), &manifest("js/all.js", "js/all/main.js"))];
        let joined = joined(&layers, &mut found);
        (joined, found.iter().map(said).collect())
    }

    fn said(diagnostic: &Diagnostic) -> String {
        let place = diagnostic.place.as_ref().unwrap();
        let start = place.span.map_or(0, |span| span.start);
        format!("{}:{start}: {}", place.file.as_str(), diagnostic.message)
    }

    fn script(files: &FileMap, name: &str) -> String {
        String::from_utf8(files[name].bytes.to_vec()).unwrap()
    }

    #[test]
    fn parts_stand_behind_those_that_they_require_and_are_published_no_more() {
        let (files, said) = one(&[
            (
                "js/all/main.js",
                "const b = require(\"./b.js\");\nconst { x } = require(\"./a.js\");\nb.y(x)",
            ),
            ("js/all/a.js", "exports.x = 1; // end"),
            (
                "js/all/b.js",
                "const a = require(\"./a.js\");\nexports.y = () => a;\n",
            ),
            ("js/c.js", "c()"),
        ]);
        assert_eq!(said, [] as [&str; 0]);
        assert_eq!(files.keys().collect::<Vec<_>>(), ["js/all.js", "js/c.js"]);
        let wanted = "\
            part((module,exports)=>{\nexports.x = 1; // end\n});\n\
            part((module,exports,a)=>{\nexports.y = () => a;\n},parts[0]);\n\
            part((module,exports,b,{ x })=>{;\nb.y(x)\n},parts[1],parts[0]);\n";
        assert_eq!(script(&files, "js/all.js"), format!("{HEAD}{wanted}{TAIL}"));
    }

    #[test]
    fn a_part_may_begin_as_scripts_of_node_do() {
        let (files, said) = one(&[
            (
                "js/all/main.js",
                "\"use strict\";\nconst { x } = require(\"./a.js\");\nx();\n",
            ),
            ("js/all/a.js", "exports.x = 1;"),
        ]);
        assert_eq!(said, [] as [&str; 0]);
        // A function with a pattern among its parameters may have no directive.
        let script = script(&files, "js/all.js");
        assert!(script.contains("{ x })=>{;\n\"use strict\";\n"), "{script}");
    }

    #[test]
    fn a_part_that_is_required_twice_is_there_once() {
        let (files, said) = one(&[
            (
                "js/all/main.js",
                "const a = require(\"./a.js\");\nconst { x } = require(\"./a.js\");\ntwo();\n",
            ),
            ("js/all/a.js", "one()"),
        ]);
        assert_eq!(said, [] as [&str; 0]);
        let script = script(&files, "js/all.js");
        assert_eq!(script.matches("one()").count(), 1);
        assert!(
            script.contains("(module,exports,a,{ x })=>{;\ntwo();\n},parts[0],parts[0]);"),
            "{script}"
        );
    }

    #[test]
    fn what_is_not_there_is_reported_where_it_is_required() {
        let (files, said) = one(&[
            (
                "js/all/main.js",
                "const a = require(\"./aa.js\");\nconst b = require(\"b\");\n",
            ),
            ("js/all/a.js", "a()"),
        ]);
        let wanted = [
            "js/all/main.js:19: the theme has no file `js/all/aa.js`",
            "js/all/main.js:49: `b` is no path from here to a script of the theme",
        ];
        assert_eq!(said, wanted);
        assert!(script(&files, "js/all.js").contains("},undefined,undefined);"));
        let mut bad = layer(&[
            (
                "js/all/main.js",
                "const a = require(\"./a.js\");\nconst b = require(\"./b.js\");\n",
            ),
            ("js/all/b.js", "const a = require(\"./a.js\");\n"),
            ("js/all/a.js", ""),
        ]);
        bad.get_mut("js/all/a.js").unwrap().bytes = Arc::from([0xff]);
        let mut found = Vec::new();
        joined(
            &[(&bad, &manifest("js/all.js", "js/all/main.js"))],
            &mut found,
        );
        let found: Vec<String> = found.iter().map(self::said).collect();
        assert_eq!(
            found,
            ["js/all/a.js:0: this file of the theme is not UTF-8"]
        );
        let (files, said) = one(&[("js/all/mian.js", "")]);
        assert_eq!(
            said,
            ["theme.yaml:0: the theme has no file `js/all/main.js`"]
        );
        assert!(!files.contains_key("js/all.js"));
    }

    #[test]
    fn a_circle_is_reported_where_it_closes() {
        let (_, said) = one(&[
            ("js/all/main.js", "const a = require(\"./a.js\");\n"),
            ("js/all/a.js", "const b = require(\"./b.js\");\n"),
            ("js/all/b.js", "b();\nconst a = require(\"./a.js\");\n"),
        ]);
        let circle = "`js/all/a.js` → `js/all/b.js` → `js/all/a.js`";
        let message = "parts of a script require each other in a circle";
        assert_eq!(said, [format!("js/all/b.js:24: {message}: {circle}")]);
        let (_, said) = one(&[("js/all/main.js", "const main = require(\"./main.js\");\n")]);
        let circle = "`js/all/main.js` → `js/all/main.js`";
        assert_eq!(said, [format!("js/all/main.js:22: {message}: {circle}")]);
    }

    #[test]
    fn a_circle_through_a_part_of_the_author_is_reported_in_that_part() {
        let under = layer(&[
            ("js/all/main.js", "const a = require(\"./a.js\");\n"),
            ("js/all/a.js", "a();\n"),
            ("js/all/b.js", "const a = require(\"./a.js\");\n"),
        ]);
        let over = layer(&[("js/all/a.js", "a();\nconst b = require(\"./b.js\");\n")]);
        let made = manifest("js/all.js", "js/all/main.js");
        let mut found = Vec::new();
        joined(
            &[(&under, &made), (&over, &Manifest::default())],
            &mut found,
        );
        let [circle] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert!(
            said(circle).starts_with("js/all/a.js:24: "),
            "{}",
            said(circle)
        );
    }

    #[test]
    fn a_later_layer_replaces_a_part_or_the_whole() {
        let under = layer(&[
            (
                "js/all/main.js",
                "const b = require(\"./b.js\");\nconst c = require(\"./c.js\");\n",
            ),
            ("js/all/b.js", "b();"),
            ("js/all/c.js", "c();"),
        ]);
        let made = manifest("js/all.js", "js/all/main.js");
        let (none, mut found) = (Manifest::default(), Vec::new());
        let over = layer(&[
            ("js/all/b.js", "const d = require(\"./d.js\");\nother();"),
            ("js/all/d.js", "d();"),
        ]);
        let files = joined(&[(&under, &made), (&over, &none)], &mut found);
        let text = script(&files, "js/all.js");
        assert!(text.contains("other();") && text.contains("d();") && !text.contains("b();"));
        assert_eq!(
            files.len(),
            1,
            "a part that another one adds is not published by itself"
        );

        let over = layer(&[("js/all/main.js", "main();")]);
        let files = joined(&[(&under, &made), (&over, &none)], &mut found);
        assert!(!script(&files, "js/all.js").contains("b();"));
        assert_eq!(
            files.len(),
            1,
            "parts that nothing requires any more are not published"
        );

        let over = layer(&[("js/all.js", "whole();")]);
        let files = joined(&[(&under, &made), (&over, &none)], &mut found);
        assert_eq!(script(&files, "js/all.js"), "whole();");
        assert_eq!(files.len(), 1, "its parts are needed no more");

        let site_manifest = manifest("js/all.js", "js/all/c.js");
        let files = joined(
            &[(&under, &made), (&layer(&[]), &site_manifest)],
            &mut found,
        );
        assert!(!script(&files, "js/all.js").contains("b();"));
        assert!(found.is_empty());
    }

    #[test]
    fn the_bundles_of_the_embedded_theme_have_all_their_parts_and_are_small() {
        let (files, mut found) = (embedded::files(), Vec::new());
        let manifest = Manifest::read(&files, &mut found);
        let joined = joined(&[(&files, &manifest)], &mut found);
        assert!(found.is_empty(), "{found:?}");
        let folders = [
            "clock",
            "deck",
            "motion",
            "presenter",
            "search",
            "stand",
            "tools",
            "voice",
        ];
        let is_part = |name: &String| {
            let folder = name
                .strip_prefix("js/")
                .and_then(|rest| rest.split_once('/'));
            folder.is_some_and(|(folder, _)| folders.contains(&folder))
        };
        assert_eq!(
            joined.keys().find(|name| is_part(name)),
            None,
            "nothing requires it"
        );
        assert!(!script(&joined, "js/deck.js").contains("\n//"));
        // Bytes, gzipped, that a reader or a speaker waits for.
        for (name, most) in [
            ("js/deck.js", 11_000),
            ("js/presenter.js", 20_000),
            ("js/deck-tools.js", 8_000),
        ] {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packed.write_all(&joined[name].bytes).unwrap();
            let size = packed.finish().unwrap().len();
            assert!(size < most, "{name}: {size} bytes");
        }
    }
}
