//! Pages and documents within the page: an `<iframe>` has its page in an attribute, an `<embed>` or
//! an `<object>` as an address that holds it.

use std::fmt::Write as _;

use super::text::{data_url, escaped};
use super::{Original, SingleFileWriter};
use crate::html::tokens::Tag;

/// How deep pages may stand in each other.
const DEEPEST: usize = 3;

impl SingleFileWriter<'_> {
    /// What a frame shows, as an address; `None` where that stands in another attribute, or is not
    /// there.
    pub(super) fn frame(&mut self, tag: &Tag<'_>, url: &str) -> Option<String> {
        let part = self.part(url)?;
        if !part.media_type.starts_with("text/html") {
            return Some(data_url(&part.media_type, &part.bytes));
        }
        if self.depth >= DEEPEST {
            self.missing.push(url.to_owned());
            return None;
        }
        let page = self.page(&String::from_utf8_lossy(&part.bytes), url);
        if tag.name == "iframe" {
            // Writing to a `String` cannot fail.
            let _ = write!(self.out, " srcdoc=\"{}\"", escaped(&page));
            return None;
        }
        Some(data_url(&part.media_type, page.as_bytes()))
    }

    /// A page as one file. A page within another runs what the policies of both allow.
    fn page(&mut self, html: &str, url: &str) -> String {
        let original = Original {
            html,
            url,
            ..*self.original
        };
        let mut writer = SingleFileWriter::new(&original, self.depth + 1);
        writer.walk();
        self.hashes.extend_from_slice(&writer.hashes);
        let file = writer.finish();
        self.missing.extend(file.missing);
        file.html
    }
}
