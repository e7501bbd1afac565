//! `::: qr`: a code that phones read, drawn as SVG: one path, no script, no picture to fetch.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

use super::attributes::AttributeReader;
use super::definition::{Div, EmbedDefinition};
use crate::markdown::embed::{EmbedAssets, EmbedPage, EmbedPart};
use crate::markdown::html::Writer;
use crate::markdown::report::BodyReport;

/// The quiet zone around a code, in modules: ISO/IEC 18004 asks for four.
const QUIET: i32 = 4;

pub(super) static EMBED: EmbedDefinition = EmbedDefinition {
    classes: &["qr"],
    name: "QR code",
    assets: EmbedAssets::NONE,
    write,
};

/// The code of an address, and the address in words where its author says nothing below it.
#[derive(Debug)]
struct QrEmbed {
    /// The address that it holds; `None` is the page's own, which only the whole site knows.
    url: Option<String>,
    /// Whether its author says something below it.
    has_caption: bool,
}

fn write(writer: &mut Writer<'_>, div: &Div<'_>, report: &mut BodyReport<'_>) {
    let mut reader = AttributeReader::new(div, report);
    let url = reader.text("url");
    let url = url.and_then(|url| reader.web_address("url", url));
    reader.finish(&[("href", "url"), ("link", "url"), ("src", "url")]);
    let has_caption = !div.content.is_empty();
    writer.open_figure(div);
    writer.embed_part(QrEmbed { url, has_caption });
    if has_caption {
        writer.out.open("figcaption");
        writer.nodes(div.content, report);
        writer.out.close("figcaption");
    }
    writer.close_line("figure");
}

impl EmbedPart for QrEmbed {
    fn write(&self, page: &mut dyn EmbedPage) {
        let Some(address) = self.url.clone().or_else(|| page.page_address()) else {
            return;
        };
        let label = page.string("qr_code", &[("address", &address)]);
        let out = page.out();
        out.settled(&svg(&address, &label).unwrap_or_default());
        if self.has_caption {
            return;
        }
        let bare = address
            .split_once("://")
            .map_or(address.as_str(), |(_, rest)| rest)
            .trim_end_matches('/');
        out.open("figcaption");
        out.open_with("a", &[("href", &address)]);
        // Where it has to be broken, it is after a slash.
        for part in bare.split_inclusive('/') {
            out.quoted_text(part);
            if part.ends_with('/') {
                out.open("wbr");
            }
        }
        out.close("a");
        out.close("figcaption");
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
