//! Which address a page gets: its language's prefix, its folder, and its slug or file name.

use std::sync::Arc;

use super::Page;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::path::UrlPath;

/// Gives every document an address; those that cannot have one are left out.
pub(super) fn assign(config: &Config, documents: &[Arc<Document>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Page> {
    let page = |document: &Arc<Document>| match address(config, document) {
        Ok(url) => {
            let language = config.rank(&document.path.lang)?;
            let date = document.front_matter.date.clone();
            let (authors, speakers) = (Vec::new(), Vec::new());
            Some(Page { document: document.clone(), url, language, group: 0, authors, speakers, date, anchor: None })
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
    if path.is_home() {
        let message = "the root of `content` is the home page, which cannot be an `index`";
        let hint = format!("call the file `_index.{}.md`, or move it into a folder", path.lang);
        return Err(Box::new(Diagnostic::new(codes::RESERVED_ADDRESS, Place::file(&path.file), message).hint(hint)));
    }
    if document.address.is_empty() {
        let message = "the file's name has no letter or digit to make an address of";
        let hint = "rename it, or add `slug: …` to its front matter";
        return Err(Box::new(Diagnostic::new(codes::EMPTY_SLUG, Place::file(&path.file), message).hint(hint)));
    }
    Ok(UrlPath::new(&format!("{}{}", config.prefix(&path.lang), document.address)))
}
