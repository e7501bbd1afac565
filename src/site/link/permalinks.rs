//! Which address a page gets: its language's prefix, its folder, and its slug or file name.

use std::collections::HashMap;
use std::sync::Arc;

use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::document::Document;
use crate::lang::Lang;
use crate::path::UrlPath;
use crate::site::addresses::Addresses;

/// A document with the address of its page.
pub(super) struct PlacedDocument {
    pub(super) document: Arc<Document>,
    pub(super) url: UrlPath,
    /// The rank of its language in the configuration.
    pub(super) language: usize,
}

/// The addresses of talks below their languages' prefixes, by folder and language.
type TalkAddresses<'d> = HashMap<(&'d str, &'d Lang), &'d str>;

/// Gives every document an address; those that cannot have one are left out.
pub(super) fn place(
    config: &Config,
    addresses: &Addresses,
    documents: &[Arc<Document>],
) -> Checked<Vec<PlacedDocument>> {
    let talks = documents
        .iter()
        .filter(|document| document.path.kind == Kind::Talk)
        .map(|document| {
            let path = &document.path;
            ((path.folder.as_str(), &path.lang), &*document.address)
        })
        .collect();
    let mut placed = Vec::with_capacity(documents.len());
    let mut diagnostics = Vec::new();
    for document in documents {
        let Some(language) = config.rank(&document.path.lang) else {
            continue;
        };
        match segments(document, &talks) {
            Ok(segments) => placed.push(PlacedDocument {
                document: document.clone(),
                url: addresses.page(language, &segments),
                language,
            }),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    Checked {
        value: placed,
        diagnostics,
    }
}

/// What stands in a page's address below the prefix of its language.
fn segments(document: &Document, talks: &TalkAddresses<'_>) -> Result<String, Box<Diagnostic>> {
    let path = &document.path;
    if path.is_home() {
        let message = "the root of `content` is the home page, which cannot be an `index`";
        let hint = format!(
            "call the file `_index.{}.md`, or move it into a folder",
            path.lang
        );
        return Err(Box::new(
            Diagnostic::new(codes::RESERVED_ADDRESS, Place::file(&path.file), message).hint(hint),
        ));
    }
    if document.address.is_empty() {
        let message = "the file's name has no letter or digit to make an address of";
        let hint = "rename it, or add `slug: …` to its front matter";
        return Err(Box::new(
            Diagnostic::new(codes::EMPTY_SLUG, Place::file(&path.file), message).hint(hint),
        ));
    }
    let talk = talks
        .get(&(path.folder.as_str(), &path.lang))
        .filter(|address| path.kind == Kind::Deck && !address.is_empty());
    // Slides stand below their talk, whatever it is called in their language.
    let below = talk.zip(document.address.trim_end_matches('/').rsplit('/').next());
    Ok(below.map_or_else(
        || document.address.clone(),
        |(talk, last)| format!("{talk}{last}/"),
    ))
}
