//! Scripts that are joined into one, so that a page fetches one file and people edit several.
//!
//! The parts share one object, which they know as `exports`; it is what Node.js gives a script of
//! its own as well, so that a part can be tested alone. Nothing else of a part is seen outside it.
//! All of it is strict code.
//!
//! Parts are joined as they are. The build of Lutrin shortens those of the embedded theme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::manifest::{Bundle, Manifest};
use super::{FileMap, ThemeFile};
use crate::diagnostic::{Diagnostic, codes};
use crate::nearest;

/// The files of a theme with its bundles in the place of their parts. Later layers win over earlier
/// ones, by name.
pub(super) fn joined(
    layers: &[(&FileMap, &Manifest)],
    diagnostics: &mut Vec<Diagnostic>,
) -> FileMap {
    let mut files = FileMap::new();
    let mut bundles: BTreeMap<&str, &Bundle> = BTreeMap::new();
    let mut parts: BTreeSet<&str> = BTreeSet::new();
    for (layer, manifest) in layers {
        // A script that a theme brings whole is no longer joined.
        bundles.retain(|name, _| !layer.contains_key(*name));
        files.extend(
            layer
                .iter()
                .map(|(name, file)| (name.clone(), file.clone())),
        );
        for bundle in &manifest.bundles {
            if layer.contains_key(&bundle.name) {
                let message = format!("the theme has a file `{}` already", bundle.name);
                let hint = "take the file away, or give the bundle another name";
                diagnostics.push(
                    Diagnostic::new(codes::BAD_VALUE, bundle.place.clone(), message).hint(hint),
                );
            } else {
                bundles.insert(&bundle.name, bundle);
            }
            parts.extend(bundle.parts.iter().map(|(part, _)| part.as_str()));
        }
    }
    let scripts: Vec<(String, ThemeFile)> = bundles
        .values()
        .filter_map(|bundle| Some((bundle.name.clone(), join(bundle, &files, diagnostics)?)))
        .collect();
    files.retain(|name, _| !parts.contains(name.as_str()));
    files.extend(scripts);
    files
}

/// The script that a bundle's parts make; nothing where none of them is there.
fn join(bundle: &Bundle, files: &FileMap, diagnostics: &mut Vec<Diagnostic>) -> Option<ThemeFile> {
    let mut script = b"(exports => {\n\"use strict\";\n".to_vec();
    let mut origin = None;
    for (part, place) in &bundle.parts {
        let Some(file) = files.get(part) else {
            let message = format!("the theme has no file `{part}`");
            let hint = nearest::did_you_mean(part, files.keys().map(String::as_str));
            diagnostics
                .push(Diagnostic::new(codes::BAD_VALUE, place.clone(), message).maybe_hint(hint));
            continue;
        };
        origin.get_or_insert_with(|| file.origin.clone());
        // A function of its own keeps its names and a missing last line end to itself.
        script.extend_from_slice(b"(() => {\n");
        script.extend_from_slice(&file.bytes);
        script.extend_from_slice(if script.ends_with(b"\n") {
            b"})();\n"
        } else {
            b"\n})();\n"
        });
    }
    script.extend_from_slice(b"})({});\n");
    origin.map(|origin| ThemeFile {
        origin,
        bytes: Arc::from(script),
    })
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

    fn manifest(name: &str, parts: &[&str]) -> Manifest {
        let place = Place::file(&SitePath::new("theme.yaml"));
        let parts = parts
            .iter()
            .map(|part| ((*part).to_owned(), place.clone()))
            .collect();
        Manifest {
            bundles: vec![Bundle {
                name: name.to_owned(),
                place,
                parts,
            }],
            ..Manifest::default()
        }
    }

    fn script(files: &FileMap, name: &str) -> String {
        String::from_utf8(files[name].bytes.to_vec()).unwrap()
    }

    #[test]
    fn parts_are_joined_in_order_and_published_no_more() {
        let files = layer(&[
            ("js/a.js", "a() // end"),
            ("js/b.js", "b()"),
            ("js/c.js", "c()"),
        ]);
        let mut said = Vec::new();
        let files = joined(
            &[(&files, &manifest("js/all.js", &["js/b.js", "js/a.js"]))],
            &mut said,
        );
        assert_eq!(files.keys().collect::<Vec<_>>(), ["js/all.js", "js/c.js"]);
        let wanted = "(exports => {\n\"use strict\";\n(() => {\nb()\n})();\n(() => {\na() // end\n})();\n})({});\n";
        assert_eq!(script(&files, "js/all.js"), wanted);
        assert!(said.is_empty());
    }

    #[test]
    fn a_later_layer_replaces_a_part_or_the_whole() {
        let under = layer(&[("js/a.js", "a"), ("js/b.js", "b")]);
        let made = manifest("js/all.js", &["js/a.js", "js/b.js"]);
        let (none, mut said) = (Manifest::default(), Vec::new());
        let over = layer(&[("js/b.js", "other")]);
        let files = joined(&[(&under, &made), (&over, &none)], &mut said);
        assert!(
            script(&files, "js/all.js").contains("other")
                && !script(&files, "js/all.js").contains("\nb\n")
        );
        let over = layer(&[("js/all.js", "whole")]);
        let files = joined(&[(&under, &made), (&over, &none)], &mut said);
        assert_eq!(script(&files, "js/all.js"), "whole");
        assert_eq!(files.len(), 1, "its parts are needed no more");
        let files = joined(
            &[
                (&under, &made),
                (&layer(&[]), &manifest("js/all.js", &["js/a.js"])),
            ],
            &mut said,
        );
        assert!(!script(&files, "js/all.js").contains("\nb\n"));
        assert!(said.is_empty());
    }

    #[test]
    fn the_bundles_of_the_embedded_theme_have_all_their_parts_and_are_small() {
        let (files, mut said) = (embedded::files(), Vec::new());
        let manifest = Manifest::read(&files, &mut said);
        let joined = joined(&[(&files, &manifest)], &mut said);
        assert!(said.is_empty(), "{said:?}");
        assert!(joined.keys().all(|name| !name.starts_with("js/deck/")));
        assert!(!script(&joined, "js/deck.js").contains("\n//"));
        // Bytes, gzipped, that a reader or a speaker waits for.
        for (name, most) in [("js/deck.js", 11_000), ("js/presenter.js", 20_000)] {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packed.write_all(&joined[name].bytes).unwrap();
            let size = packed.finish().unwrap().len();
            assert!(size < most, "{name}: {size} bytes");
        }
    }

    #[test]
    fn without_any_part_there_is_no_script() {
        let mut said = Vec::new();
        let files = joined(
            &[(&layer(&[]), &manifest("js/all.js", &["js/a.js"]))],
            &mut said,
        );
        assert!(files.is_empty());
        assert_eq!(said.len(), 1);
    }
}
