//! Pictures beside content that nothing shows: they are published all the same, and most often one
//! of them was to be shown instead of another.
//!
//! A picture counts as used as soon as a text writes its name, in whatever form: Markdown, HTML,
//! front matter, attributes of slides, YAML, templates. So nothing needs to know every form there
//! is, and what is used is never reported.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound;

use rustc_hash::{FxHashMap, FxHashSet};

use super::inputs::Inputs;
use crate::content_path;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dimensions;
use crate::document::Document;
use crate::path::SitePath;
use crate::site::{Measured, Site};

/// Files that may load others, and that Lutrin does not read.
const CODE: [&str; 8] = [
    "css",
    "htm",
    "html",
    "ipynb",
    "js",
    "json",
    "mjs",
    "webmanifest",
];

/// Says which published pictures below `content` nothing shows. Those of a draft wait with it.
pub(super) fn check_images(inputs: &Inputs, site: &Site) -> Vec<Diagnostic> {
    let pictures: Vec<&SitePath> = inputs
        .assets
        .keys()
        .filter(|file| is_picture(file) && site.assets.contains_key(*file))
        .collect();
    if pictures.is_empty() {
        return Vec::new();
    }
    let mut folders = Folders::new(inputs);
    let mut unused: Vec<&SitePath> = pictures
        .into_iter()
        .filter(|&file| !folders.may_use(file))
        .collect();
    if !unused.is_empty() {
        let used = named_elsewhere(inputs);
        unused.retain(|file| !used.contains(file.file_name()));
    }
    let diagnostics = unused.into_iter().map(|file| {
        let message = format!("nothing shows `{}`", file.file_name());
        Diagnostic::new(codes::UNUSED_FILE, Place::file(file), message)
            .hint("show it in a text, or delete it: it is published although no page uses it")
    });
    diagnostics.collect()
}

/// Whether a file is a picture beside content whose name is written as it is.
fn is_picture(file: &SitePath) -> bool {
    file.as_str().starts_with(content_path::ROOT)
        && dimensions::is_image(&file.extension())
        && file.file_name().bytes().all(is_of_name)
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
}

/// The folders of content, with what their texts name.
struct Folders<'i> {
    assets: &'i BTreeMap<SitePath, Measured>,
    documents: FxHashMap<&'i str, Vec<&'i Document>>,
    /// For each folder that was asked for: the pictures that its texts name; `None` where anything
    /// may be used.
    named: FxHashMap<&'i str, Option<FxHashSet<String>>>,
}

impl<'i> Folders<'i> {
    fn new(inputs: &'i Inputs) -> Self {
        let mut documents: FxHashMap<&str, Vec<&Document>> = FxHashMap::default();
        for document in inputs.content.documents() {
            let folder = document.path.file.folder();
            documents.entry(folder).or_default().push(document);
        }
        Self {
            assets: &inputs.assets,
            documents,
            named: FxHashMap::default(),
        }
    }

    /// Whether a text of the nearest folder with texts names a picture, or there is no such folder.
    fn may_use(&mut self, file: &'i SitePath) -> bool {
        let mut folder = file.folder();
        while !self.documents.contains_key(folder) {
            match folder.rsplit_once('/') {
                Some((parent, _)) => folder = parent,
                None => return true,
            }
        }
        let (assets, documents) = (self.assets, &self.documents);
        let named = self.named.entry(folder).or_insert_with(|| {
            let documents = documents.get(folder).into_iter().flatten();
            let texts = documents.map(|document| unescaped(document.source.text()));
            let mut names = FxHashSet::default();
            for text in texts {
                names.extend(mentions(&text).map(|(_, name)| name.to_owned()));
            }
            (!has_code(assets, folder)).then_some(names)
        });
        let named = named.as_ref();
        named.is_none_or(|names| names.contains(file.file_name()))
    }
}

/// Whether files that may load others lie in a folder or below it.
fn has_code(assets: &BTreeMap<SitePath, Measured>, folder: &str) -> bool {
    let inside = format!("{folder}/");
    let from = (Bound::Included(inside.as_str()), Bound::Unbounded);
    let mut files = assets
        .range::<str, _>(from)
        .map(|(file, _)| file)
        .take_while(|file| file.as_str().starts_with(&inside));
    files.any(|file| CODE.contains(&file.extension().as_str()))
}

/// The pictures that are named with a path in some text, or in any way in a file that is no text.
fn named_elsewhere(inputs: &Inputs) -> FxHashSet<String> {
    let documents = inputs.content.documents();
    let with_path = documents
        .flat_map(|document| mentions(document.source.text()))
        .filter(|(has_path, _)| *has_path)
        .map(|(_, name)| name.to_owned());
    let mut names: FxHashSet<String> = with_path.collect();
    for text in inputs.content.texts_of_parts() {
        names.extend(mentions(text).map(|(_, name)| name.to_owned()));
    }
    inputs.each_other_text(|text| {
        names.extend(mentions(text).map(|(_, name)| name.to_owned()));
    });
    names
}

/// A text without the backslashes that some programs put before every sign: `my\_picture.png`.
fn unescaped(text: &str) -> Cow<'_, str> {
    if text.contains("\\_") || text.contains("\\-") || text.contains("\\.") {
        text.replace('\\', "").into()
    } else {
        text.into()
    }
}

/// The names of pictures in a text, each with whether a slash stands before it.
fn mentions(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let bytes = text.as_bytes();
    text.match_indices('.').filter_map(move |(dot, _)| {
        let rest = &bytes[dot + 1..];
        let ending = rest.iter().take(5);
        let length = ending
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        // Most dots end a sentence.
        if !(3..=4).contains(&length) {
            return None;
        }
        let end = dot + 1 + length;
        if !dimensions::is_image(&text[dot + 1..end].to_ascii_lowercase()) {
            return None;
        }
        let before = bytes[..dot].iter().rev();
        let start = dot - before.take_while(|byte| is_of_name(**byte)).count();
        let has_path = start > 0 && bytes[start - 1] == b'/';
        Some((has_path, &text[start..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_in_whatever_form() {
        let text = "![x](a.png) <img src='../x/b-1.JPG'> image: {file: c.svg}. No e.g., no d.pngs";
        let found: Vec<(bool, &str)> = mentions(text).collect();
        assert_eq!(
            found,
            [(false, "a.png"), (true, "b-1.JPG"), (false, "c.svg")]
        );
    }
}
