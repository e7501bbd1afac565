//! Which address a page gets: its language's prefix, its folder, and its slug or file name.

use std::sync::Arc;

use super::Page;
use crate::config::Config;
use crate::content_path::ContentPath;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::path::UrlPath;
use crate::slug::slugify;

/// Gives every document an address; those that cannot have one are left out.
pub(super) fn assign(config: &Config, documents: &[Arc<Document>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Page> {
    let page = |document: &Arc<Document>| match address(config, document) {
        Ok(url) => {
            let language = config.rank(&document.path.lang)?;
            Some(Page { document: document.clone(), url, language, group: 0, authors: Vec::new() })
        }
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    };
    documents.iter().filter_map(page).collect()
}

fn address(config: &Config, document: &Document) -> Result<UrlPath, Box<Diagnostic>> {
    let path = &document.path;
    let (folder, name) = folder_and_name(path);
    if name.is_empty() {
        let message = "the root of `content` is the home page, which cannot be an `index`";
        let hint = format!("call the file `_index.{}.md`, or move it into a folder", path.lang);
        return Err(Box::new(Diagnostic::new(codes::RESERVED_ADDRESS, Place::file(&path.file), message).hint(hint)));
    }
    let last = document.front_matter.slug.clone().unwrap_or_else(|| slugify(name));
    let segments = section_segments(folder).into_iter().chain([last]);
    let mut url = config.prefix(&path.lang);
    for segment in segments {
        if segment.is_empty() {
            let message = "the file's name has no letter or digit to make an address of";
            let hint = "rename it, or add `slug: …` to its front matter";
            return Err(Box::new(Diagnostic::new(codes::EMPTY_SLUG, Place::file(&path.file), message).hint(hint)));
        }
        url.push_str(&segment);
        url.push('/');
    }
    Ok(UrlPath::new(&url))
}

/// The folder whose listing shows a page, and the name that its address ends with. The name of a bundle is its
/// folder's.
#[must_use]
pub fn folder_and_name(path: &ContentPath) -> (&str, &str) {
    if path.is_bundle() {
        path.folder.rsplit_once('/').unwrap_or(("", &path.folder))
    } else {
        (&path.folder, &path.stem)
    }
}

/// The segments of a section's address. Those of `content/pages` stand at the root.
#[must_use]
pub fn section_segments(folder: &str) -> Vec<String> {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    if segments.first() == Some(&"pages") {
        segments.remove(0);
    }
    segments.into_iter().map(slugify).collect()
}
