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
use crate::style_sheet::{addresses as loaded, in_quotes, standing_alone, with_addresses};
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
    let mut text = sheets(snapshot, document);
    text.push_str(&of_elements(snapshot, document));
    text.push_str(&drawings);
    let hash = blake3::hash(text.as_bytes()).to_hex();
    Some((addresses::author_styles(&hash), text))
}

/// What the sheets in a text say, each as if it stood alone. What they import stands first.
fn sheets(snapshot: &Snapshot, document: &Document) -> String {
    let (mut imports, mut rules) = (String::new(), String::new());
    for style in &document.body.styles {
        let AuthorStyle::Sheet { text, media } = style else {
            continue;
        };
        let sheet = standing_alone(&located(snapshot, document, text));
        let media = media.as_deref();
        for import in &sheet.imports {
            if let Some(import) = import_for(import, media) {
                imports.push_str(&import);
                imports.push('\n');
            }
        }
        let said = sheet.rules.trim();
        // Writing to a `String` cannot fail, here as below.
        let _ = match media {
            _ if said.is_empty() => Ok(()),
            Some(media) => writeln!(rules, "@media {media} {{\n{said}\n}}"),
            None => writeln!(rules, "{said}"),
        };
    }
    imports + &rules
}

/// What a sheet for some media imports; `None` where the import has conditions of its own.
fn import_for(import: &str, media: Option<&str>) -> Option<String> {
    let Some(media) = media else {
        return Some(import.to_owned());
    };
    let address = loaded(import).pop()?;
    let conditions = import[address.range.end..].trim_end_matches(';').trim();
    let written = &import[..address.range.end];
    conditions.is_empty().then(|| format!("{written} {media};"))
}

/// What the elements of a text say of themselves.
fn of_elements(snapshot: &Snapshot, document: &Document) -> String {
    let mut text = String::new();
    for style in &document.body.styles {
        let AuthorStyle::Element {
            declarations,
            css,
            is_in_drawing,
        } = style
        else {
            continue;
        };
        let css = located(snapshot, document, css);
        // The same words mean other lengths beside a drawing.
        let around = if *is_in_drawing {
            ":is(svg, math) "
        } else {
            ""
        };
        // Heavier than any rule of a theme, as an attribute would be.
        let _ = writeln!(
            text,
            "{around}[{}={}]:not(#_):not(#_) {{ {css} }}",
            AuthorStyle::ATTRIBUTE,
            in_quotes(declarations)
        );
    }
    text
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
