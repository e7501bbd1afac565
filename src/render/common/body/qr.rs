//! Codes that phones read, drawn as SVG: one path, no script, no picture to fetch.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::markdown::Qr;
use crate::render::common::body::Filler;
use crate::render::common::links;

/// The quiet zone around a code, in modules: ISO/IEC 18004 asks for four.
const QUIET: i32 = 4;

impl Filler<'_> {
    /// The code of an address, and the address in words where its author says nothing below it.
    pub(super) fn qr(&mut self, qr: &Qr) {
        let address_of_page = || {
            let site = &self.snapshot.site;
            site.by_file
                .get(&self.document.path.file)
                .map(|id| links::absolute(self.snapshot, &site.page(*id).url))
        };
        let Some(address) = qr.url.clone().or_else(address_of_page) else {
            return;
        };
        let label = self.string("qr_code", &[("address", &address)]);
        self.html
            .push_str(&svg(&address, &label).unwrap_or_default());
        if !qr.has_caption {
            let bare = address
                .split_once("://")
                .map_or(address.as_str(), |(_, rest)| rest)
                .trim_end_matches('/');
            self.html.push_str("<figcaption><a");
            self.attribute("href", &address);
            self.html.push('>');
            // Where it has to be broken, it is after a slash.
            for part in bare.split_inclusive('/') {
                self.escaped(part);
                self.html
                    .push_str(if part.ends_with('/') { "<wbr>" } else { "" });
            }
            self.html.push_str("</a></figcaption>");
        }
    }
}

/// A code as an image with a name. `None` for a text that is too long for any code.
fn svg(text: &str, label: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|&x| code.get_module(x, y))
                .count();
            let length = i32::try_from(run).unwrap_or_default();
            if length > 0 {
                // Writing to a `String` cannot fail.
                let _ = write!(path, "M{},{}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
            x += length.max(1);
        }
    }
    let mut name = String::new();
    let _ = pulldown_cmark_escape::escape_html(&mut name, label);
    Some(format!(
        "<svg class=\"qr-code\" role=\"img\" aria-label=\"{name}\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h{side}v{side}h-{side}z\"/><path fill=\"#000\" \
         d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_code_has_its_finder_patterns_and_its_quiet_zone() {
        let svg = svg("https://example.org/", "The \"address\"").unwrap_or_default();
        assert!(svg.contains("viewBox=\"0 0 33 33\""), "{svg}");
        assert!(svg.contains("d=\"M4,4h7v1h-7z"), "{svg}");
        assert!(
            svg.contains("aria-label=\"The &quot;address&quot;\""),
            "{svg}"
        );
        assert!(super::svg(&"x".repeat(4000), "").is_none());
    }
}
