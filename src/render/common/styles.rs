//! The sheets with the styles that authors wrote into their HTML: one for each text that has any, at
//! an address that changes with it.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::document::Document;
use crate::images::drawings::Drawn;
use crate::markdown::AuthorStyle;
use crate::path::UrlPath;
use crate::references::{Reference, resolve_from};
use crate::render::common::body::drawings;
use crate::render::common::cache;
use crate::render::common::head::About;
use crate::render::common::recap_page::RecapPage;
use crate::render::common::relative;
use crate::render::common::value::list;
use crate::site::addresses;
use crate::snapshot::Snapshot;
use crate::style_sheet::with_addresses;
use tera::Value;

/// How many pixels of a drawing a slide is across: its words are as large as small text there.
const ACROSS: u32 = 800;

/// The addresses of the sheets of all texts on a page, for its head.
pub(super) fn of_page(snapshot: &Snapshot, about: About) -> Value {
    let site = &snapshot.site;
    let recap;
    let mut texts: Vec<&Document> = Vec::new();
    match about {
        About::Page(id) => {
            let document = &site.page(id).document;
            texts.push(document);
            recap = RecapPage::of(snapshot, document);
            texts.extend(recap.iter().flat_map(|recap| recap.notes(snapshot)));
        }
        About::Listing(id, _) => texts.extend(site.listing(id).text.as_deref()),
        _ => {}
    }
    let base_path = &snapshot.config.base_path;
    let sheets = texts.into_iter().filter_map(|text| sheet(snapshot, text));
    list(sheets.map(|(url, _)| Value::from(url.href(base_path))))
}

/// Every sheet of the site, by its address.
pub(crate) fn all(snapshot: &Snapshot) -> &BTreeMap<UrlPath, String> {
    cache::of_snapshot(snapshot).author_styles.get_or_init(|| {
        let site = &snapshot.site;
        let pages = site.pages.iter().map(|page| &*page.document);
        let listings = site.listings.iter();
        let listings = listings.filter_map(|listing| listing.text.as_deref());
        let all = pages.chain(listings);
        all.filter_map(|document| sheet(snapshot, document))
            .collect()
    })
}

/// The sheet of a text, and its address; `None` where its HTML has no styles.
fn sheet(snapshot: &Snapshot, document: &Document) -> Option<(UrlPath, String)> {
    // Those of speaker notes stay out of what is published.
    let styles = &document.body.styles;
    let drawings = of_drawings(snapshot, document);
    if styles.is_empty() && drawings.is_empty() {
        return None;
    }
    let mut text = String::new();
    // What imports others stands first.
    for style in styles {
        if let AuthorStyle::Sheet { text: css, media } = style {
            let css = located(snapshot, document, css);
            // Writing to a `String` cannot fail, here as below.
            let _ = match media {
                Some(media) => writeln!(text, "@media {media} {{{css}\n}}"),
                None => writeln!(text, "{}", css.trim()),
            };
        }
    }
    for style in styles {
        if let AuthorStyle::Element { declarations, css } = style {
            let css = located(snapshot, document, css);
            // Heavier than any rule of a theme, as an attribute would be.
            let _ = writeln!(
                text,
                "[{}=\"{}\"]:not(#_):not(#_) {{ {css} }}",
                AuthorStyle::ATTRIBUTE,
                quoted(declarations)
            );
        }
    }
    text.push_str(&drawings);
    let hash = blake3::hash(text.as_bytes()).to_hex();
    Some((addresses::author_styles(&hash), text))
}

/// The sheets of the drawings in a text. On a slide, which is as large as its screen, a drawing has
/// a share of it.
fn of_drawings(snapshot: &Snapshot, document: &Document) -> String {
    let mut css = String::new();
    for block in &document.body.code_blocks {
        let drawn = drawings::drawn(snapshot, block);
        let Some(Drawn::Picture(drawing)) = drawn.as_deref() else {
            continue;
        };
        css.push_str(&drawing.css);
        if document.deck.is_some() {
            let _ = writeln!(
                css,
                ".{} {{ inline-size: calc({:.0} * 100cqw / {ACROSS}); }}",
                drawing.class, drawing.size.0
            );
        }
    }
    css
}

/// A sheet with the addresses of the site in the place of those that its author wrote, as they are
/// seen from the sheet.
fn located(snapshot: &Snapshot, document: &Document, css: &str) -> String {
    with_addresses(css, |address| {
        match resolve_from(&snapshot.site, &document.path, address.trim()).ok()? {
            Reference::Route { url, rest, .. } => {
                let here = addresses::author_styles("");
                Some(format!("{}{rest}", relative::to(&here, &url)))
            }
            Reference::External | Reference::Here(_) => None,
        }
    })
}

/// A value between double quotes, as a selector has it.
fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn values_are_quoted_as_selectors_have_them() {
        assert_eq!(quoted("a: \"b\\\";\n"), "a: \\\"b\\\\\\\";\\a ");
        assert_eq!(quoted("width:50%"), "width:50%");
    }
}
