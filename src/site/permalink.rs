//! Which address a page gets: its language's prefix, its folder, and its slug or file name.

use std::collections::HashMap;
use std::sync::Arc;

use super::Page;
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::lang::Lang;
use crate::path::UrlPath;

/// Gives every document an address; those that cannot have one are left out.
pub(super) fn assign(
    config: &Config,
    documents: &[Arc<Document>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Page> {
    let talks: Talks<'_> = documents
        .iter()
        .filter(|document| document.path.kind == Kind::Talk)
        .map(|document| {
            (
                (document.path.folder.as_str(), &document.path.lang),
                document.address.as_str(),
            )
        })
        .collect();
    let page = |document: &Arc<Document>| match address(config, document, &talks) {
        Ok(url) => {
            let language = config.rank(&document.path.lang)?;
            let date = document.front_matter.date.clone();
            let (authors, speakers) = (Vec::new(), Vec::new());
            Some(Page {
                document: document.clone(),
                url,
                language,
                group: 0,
                authors,
                speakers,
                date,
                anchor: None,
            })
        }
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    };
    documents.iter().filter_map(page).collect()
}

/// The addresses of talks by folder and language.
type Talks<'d> = HashMap<(&'d str, &'d Lang), &'d str>;

fn address(
    config: &Config,
    document: &Document,
    talks: &Talks<'_>,
) -> Result<UrlPath, Box<Diagnostic>> {
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
    let own = below.map_or_else(
        || document.address.clone(),
        |(talk, last)| format!("{talk}{last}/"),
    );
    Ok(UrlPath::new(&format!("{}{own}", config.prefix(&path.lang))))
}
