//! The manifest of a theme, `theme.yaml`: which theme it extends, which scripts are joined, which
//! assets are for the backstage or for decks alone.
//!
//! Knows nothing of what is in the files that it names.

use super::{FileMap, embedded, text};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::yaml::{Node, Yaml};

/// Its name in the theme.
const FILE: &str = "theme.yaml";

/// What `theme.yaml` says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// The theme that this one extends.
    pub(super) extends: Option<String>,
    /// How wide images are on a page: `sizes` of HTML's `img`.
    pub(super) image_sizes: Option<String>,
    /// Scripts that are joined from several files.
    pub(super) bundles: Vec<Bundle>,
    /// Assets that only pages load which are never published.
    pub(super) backstage: Vec<String>,
    /// Assets that only slides load.
    pub(super) decks: Vec<String>,
}

/// A script that is joined from several.
#[derive(Debug)]
pub(super) struct Bundle {
    /// Its path in the theme: `js/deck.js`.
    pub(super) name: String,
    /// Where its entry is named.
    pub(super) place: Place,
    /// The part that begins: `js/deck/main.js`. It says which others it needs.
    pub(super) entry: String,
}

impl Manifest {
    /// Reads the manifest of a theme. Without a file, it is empty.
    pub(super) fn read(files: &FileMap, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let Some(file) = files.get(FILE) else {
            return Self::default();
        };
        let Some(source) = text(file, diagnostics) else {
            return Self::default();
        };
        let Some(yaml) = Yaml::parse(&source, 0..source.text().len(), diagnostics) else {
            return Self::default();
        };
        let mut fields = yaml.root().fields();
        for key in ["name", "description"] {
            // It is only for people, and so only has to be a text.
            let _ = fields.filled(key).and_then(|node| node.text());
        }
        let mut listed = |key| {
            let node = fields.filled(key);
            node.map(|node| texts(&node)).unwrap_or_default()
        };
        let (backstage, decks) = (listed("backstage"), listed("decks"));
        let manifest = Self {
            extends: fields.filled("extends").and_then(|node| extended(&node)),
            image_sizes: fields.filled("image_sizes").and_then(|node| node.text()),
            bundles: fields
                .filled("bundles")
                .map(|node| bundles(&node))
                .unwrap_or_default(),
            backstage,
            decks,
        };
        fields.finish(&[]);
        diagnostics.extend(yaml.into_diagnostics());
        manifest
    }
}

fn extended(node: &Node<'_>) -> Option<String> {
    let name = node.text()?;
    if name == embedded::NAME {
        return Some(name);
    }
    let hint = format!("the only theme to extend is `{}`", embedded::NAME);
    node.report(
        codes::BAD_VALUE,
        format!("a theme cannot extend `{name}`"),
        Some(hint),
    );
    None
}

fn texts(node: &Node<'_>) -> Vec<String> {
    node.items().iter().filter_map(Node::text).collect()
}

fn bundles(node: &Node<'_>) -> Vec<Bundle> {
    node.entries()
        .into_iter()
        .filter_map(|(name, entry)| bundle(name, &entry))
        .collect()
}

fn bundle(name: String, entry: &Node<'_>) -> Option<Bundle> {
    if entry.is_sequence() {
        let message = format!("`{name}` takes the script that begins, not a list");
        let hint = "name one script here; a script says which others it needs: \
                    `const view = require(\"./view.js\");`";
        entry.report(codes::WRONG_TYPE, message, Some(hint.to_owned()));
        return None;
    }
    let first = entry.text()?;
    let wrong = if !is_script(&name) {
        format!("a bundle is a script, and `{name}` is none")
    } else if !is_script(&first) {
        format!("the script that begins is none: `{first}`")
    } else {
        return Some(Bundle {
            name,
            place: entry.place(),
            entry: first,
        });
    };
    let hint = "write its path in the theme, like `js/slides.js`".to_owned();
    entry.report(codes::BAD_VALUE, wrong, Some(hint));
    None
}

/// Whether a path is that of a script of the theme.
pub(super) fn is_script(name: &str) -> bool {
    name.strip_prefix("js/")
        .and_then(|name| name.strip_suffix(".js"))
        .is_some_and(|stem| !stem.is_empty())
}
