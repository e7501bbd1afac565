//! Style sheets with what they load in them: imports, fonts and images become addresses that hold
//! their bytes.

use super::Original;
use super::text::data_url;
use crate::render::common::whole::{HtmlPlace, whole};
use crate::style_sheet;

/// How deep sheets may import each other.
const DEEPEST: usize = 8;

/// A style sheet from an address, with its parts in it; and the addresses of those that are not
/// there.
pub(super) fn with_parts(text: &str, url: &str, original: &Original<'_>) -> (String, Vec<String>) {
    let mut sheet = Sheet {
        original,
        url,
        depth: 0,
        missing: Vec::new(),
    };
    let text = sheet.rewrite(text);
    (text, sheet.missing)
}

struct Sheet<'s> {
    original: &'s Original<'s>,
    /// Where the sheet is: what its addresses are relative to.
    url: &'s str,
    depth: usize,
    missing: Vec<String>,
}

impl Sheet<'_> {
    fn rewrite(&mut self, text: &str) -> String {
        style_sheet::with_addresses(text, |address| Some(self.address(address)))
    }

    /// The address that holds what is at another one.
    fn address(&mut self, address: &str) -> String {
        if address.is_empty() || address.starts_with(['#']) || address.starts_with("data:") {
            return address.to_owned();
        }
        let url = whole(
            address,
            &HtmlPlace {
                origin: self.original.origin,
                page: self.url,
            },
        );
        let (bare, fragment) = url
            .find('#')
            .map_or((url.as_str(), ""), |at| url.split_at(at));
        let bare = bare.split('?').next().unwrap_or_default();
        let Some(part) = (self.original.part)(bare).filter(|_| self.depth < DEEPEST) else {
            self.missing.push(url);
            // An address that is none: nothing is asked for.
            return "data:,".to_owned();
        };
        if part.media_type.starts_with("text/css") {
            let text = String::from_utf8_lossy(&part.bytes).into_owned();
            let mut inner = Sheet {
                original: self.original,
                url: bare,
                depth: self.depth + 1,
                missing: Vec::new(),
            };
            let text = inner.rewrite(&text);
            self.missing.append(&mut inner.missing);
            return data_url(&part.media_type, text.as_bytes());
        }
        format!("{}{fragment}", data_url(&part.media_type, &part.bytes))
    }
}
