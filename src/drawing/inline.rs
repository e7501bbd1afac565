//! A drawing as it may stand in a page: without scripts and foreign files. One that a tool made is in
//! colours for light and dark grounds, too, and without styles that a strict policy forbids.
//!
//! What such a drawing's own styles say is a sheet beside it; a class with a hash ties the two together.

use std::fmt::Write;

use rustc_hash::FxHashSet;

use super::colours::{for_both, is_coloured};
use crate::html::addresses::{AddressRole, role};
use crate::html::reading;
use crate::html::references::decode;
use crate::html::tokens::{Attribute, Tag, Token, tokens};
use crate::html::tree::is_void;
use crate::style_sheet::{addresses, in_quotes, is_declarations, standing_alone, with_addresses};

/// A drawing for a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InlineDrawing {
    /// What stands within the `<svg>`, whose tag the page writes. Its ids are those of the tool: see
    /// [`super::ids::with_prefix`].
    pub inside: String,
    /// What goes into a style sheet of the page; often nothing.
    pub css: String,
    /// Its class, which says what is in it.
    pub class: String,
    /// Its `viewBox`.
    pub view_box: String,
    /// Its width and height in CSS pixels.
    pub size: (f64, f64),
}

/// Elements that do more than being seen, or would speak up in the page around: they are left out
/// with their content.
const LEFT_OUT: [&str; 14] = [
    "script", "iframe", "object", "embed", "audio", "video", "set", "animate", "metadata", "title",
    "desc", "base", "link", "meta",
];

/// Reads what a tool wrote; `None` where it is no drawing with a size.
#[must_use]
pub fn read(svg: &str) -> Option<InlineDrawing> {
    let start = svg.find("<svg")?;
    let svg = &svg[start..];
    let Some(Token::Start(root)) = tokens(svg).next() else {
        return None;
    };
    let (view_box, size) = frame(&root)?;
    let hash = blake3::hash(svg.as_bytes()).to_hex();
    let class = format!("drawing-{}", &hash[..8]);
    let mut reader = DrawingReader::new(format!(".{class}"), false);
    reader.root = root.get("id").unwrap_or_default().to_owned();
    reader.read(svg);
    Some(InlineDrawing {
        inside: balanced(&reader.inside),
        css: reader.css,
        class,
        view_box,
        size,
    })
}

/// The drawing of a file, as it may stand unseen in the page that shows parts of it: as its author
/// coloured it, and its styles for the element with this id alone. Empty where there is none.
#[must_use]
pub fn parts(svg: &str, id: &str) -> String {
    let svg = &svg[svg.find("<svg").unwrap_or(svg.len())..];
    let Some(Token::Start(root)) = tokens(svg).next() else {
        return String::new();
    };
    let mut reader = DrawingReader::new(format!("#{id}"), true);
    reader.start(&root);
    if !root.is_self_closing {
        reader.depth = 0;
        reader.read(svg);
        reader.inside.push_str("</svg>");
    }
    reading::read(&reader.inside).into_html()
}

/// The inside of an `<svg>` with every element closed, whatever the tool wrote: what it leaves open
/// would take in the page behind it.
fn balanced(inside: &str) -> String {
    const TAGS: (&str, &str) = ("<svg>", "</svg>");
    let html = reading::read(&format!("{}{inside}{}", TAGS.0, TAGS.1)).into_html();
    let inside = html
        .strip_prefix(TAGS.0)
        .and_then(|rest| rest.strip_suffix(TAGS.1));
    inside.unwrap_or_default().to_owned()
}

/// The `viewBox` and the size of a drawing.
fn frame(root: &Tag<'_>) -> Option<(String, (f64, f64))> {
    let view_box = root.get("viewBox").or_else(|| root.get("viewbox"));
    let numbers = |text: &str| -> Vec<f64> {
        let parts = text.split(|c: char| c == ',' || c.is_ascii_whitespace());
        parts.filter_map(|part| part.parse().ok()).collect()
    };
    let boxed = view_box.map(numbers).filter(|numbers| numbers.len() == 4);
    let length = |name: &str, at: usize| {
        let written = root.get(name).and_then(pixels);
        written.or_else(|| boxed.as_ref().map(|numbers| numbers[at]))
    };
    let size = (length("width", 2)?, length("height", 3)?);
    let is_sound = |side: f64| side.is_finite() && side > 0.0;
    if !is_sound(size.0) || !is_sound(size.1) {
        return None;
    }
    let view_box = match boxed {
        Some(numbers) => numbers
            .iter()
            .map(f64::to_string)
            .collect::<Vec<_>>()
            .join(" "),
        None => format!("0 0 {} {}", size.0, size.1),
    };
    Some((view_box, size))
}

/// A length in CSS pixels; `None` for a share of something.
fn pixels(written: &str) -> Option<f64> {
    let written = written.trim();
    let points = written
        .strip_suffix("pt")
        .and_then(|number| number.parse::<f64>().ok());
    points
        .map(|points| points * 4.0 / 3.0)
        .or_else(|| written.trim_end_matches("px").parse().ok())
}

struct DrawingReader {
    /// What was read, and what goes into a sheet.
    inside: String,
    css: String,
    /// The selector of what the drawing stands in.
    scope: String,
    /// Whether colours and styles stay as and where they are.
    is_as_drawn: bool,
    /// The id of the `<svg>`; empty without one.
    root: String,
    /// The element that is being left out, and how many of its name are open.
    gone: Option<(String, usize)>,
    /// How many `<svg>` are open within it.
    depth: usize,
    /// The declarations that have a rule.
    ruled: FxHashSet<String>,
}

impl DrawingReader {
    fn new(scope: String, is_as_drawn: bool) -> Self {
        Self {
            inside: String::new(),
            css: String::new(),
            scope,
            is_as_drawn,
            root: String::new(),
            gone: None,
            depth: 0,
            ruled: FxHashSet::default(),
        }
    }

    /// Reads what stands within the `<svg>`.
    fn read(&mut self, svg: &str) {
        let mut in_style = false;
        for token in tokens(svg).skip(1) {
            match token {
                Token::Start(tag) => {
                    in_style = tag.name == "style" && !tag.is_self_closing;
                    self.start(&tag);
                }
                Token::End(tag) if tag.name == "svg" && self.depth == 0 => return,
                Token::End(tag) => {
                    in_style = false;
                    self.end(&tag);
                }
                Token::Text(text) if in_style => self.sheet(text.written),
                Token::Text(text) if self.gone.is_none() => {
                    self.inside.push_str(text.written);
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if let Some((name, open)) = &mut self.gone {
            *open += usize::from(tag.name == *name && !is_empty(tag));
            return;
        }
        if tag.name == "style" {
            return;
        }
        if LEFT_OUT.contains(&&*tag.name) {
            self.gone = (!is_empty(tag)).then(|| (tag.name.to_string(), 1));
            return;
        }
        self.depth += usize::from(tag.name == "svg" && !tag.is_self_closing);
        self.inside.push('<');
        self.inside.push_str(tag.written);
        for attribute in &tag.attributes {
            self.attribute(tag, attribute);
        }
        let end = if tag.is_self_closing { "/>" } else { ">" };
        self.inside.push_str(end);
    }

    fn end(&mut self, tag: &Tag<'_>) {
        if let Some((name, open)) = &mut self.gone {
            *open -= usize::from(tag.name == *name);
            if *open == 0 {
                self.gone = None;
            }
        } else if tag.name != "style" {
            self.depth -= usize::from(tag.name == "svg");
            // Writing to a `String` cannot fail, here as below.
            let _ = write!(self.inside, "</{}>", tag.written);
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, attribute: &Attribute<'_>) {
        let name = &*attribute.name;
        let Some(value) = attribute.value.as_deref() else {
            return;
        };
        if !may_stay(&tag.name, name, value) {
            return;
        }
        let value = match name {
            "style" if !is_declarations(value) => return,
            _ if self.is_as_drawn => value.to_owned(),
            "style" => {
                self.declarations(value);
                return self.write("data-style", value);
            }
            name if is_coloured(name) => for_both(value),
            _ => value.to_owned(),
        };
        self.write(attribute.written, &value);
    }

    fn write(&mut self, name: &str, value: &str) {
        let value = value
            .replace('&', "&amp;")
            .replace('"', "&quot;")
            .replace('<', "&lt;");
        let _ = write!(self.inside, " {name}=\"{value}\"");
    }

    /// The rule of the sheet for the declarations of an element.
    fn declarations(&mut self, value: &str) {
        let rule = format!(
            "{} [data-style={}]:not(#_) {{ {} }}\n",
            self.scope,
            in_quotes(value),
            coloured(value)
        );
        if self.ruled.insert(value.to_owned()) {
            self.css.push_str(&rule);
        }
    }

    /// The style sheet of the drawing: for this drawing alone, whatever its selectors say.
    fn sheet(&mut self, text: &str) {
        let text = text.trim();
        let text = match text.strip_prefix("<![CDATA[") {
            Some(text) => text.trim_end_matches("]]>").into(),
            // Within an SVG, `&gt;` is a `>` here as anywhere.
            None => decode(text),
        };
        let text = with_addresses(&text, |address| {
            (!address.starts_with('#') && !address.starts_with("data:")).then(|| "#_".to_owned())
        });
        let text = standing_alone(&text).rules;
        let scope = &self.scope;
        if self.is_as_drawn {
            // No `</style>` can end it.
            let text = text.replace("</", "<\\/");
            let _ = write!(self.inside, "<style>{scope} {{\n{text}\n}}</style>");
            return;
        }
        let text = if self.root.is_empty() {
            text
        } else {
            text.replace(&format!("#{}", self.root), "&")
        };
        let _ = writeln!(self.css, "{scope} {{\n{}\n}}", coloured(&text));
    }
}

/// Whether an attribute may stay: neither it nor its value acts or loads. A link may lead where readers
/// can follow it, anything else to a part of the drawing itself.
fn may_stay(element: &str, name: &str, value: &str) -> bool {
    let is_part = value.starts_with('#');
    match (role(element, name), name) {
        (Some(AddressRole::Link), _) => crate::path::is_web(value) || is_part,
        (Some(AddressRole::DrawingPart), _) | (None, "href" | "xlink:href") => is_part,
        (Some(AddressRole::Picture), _) => value.starts_with("data:image/"),
        (Some(_), _)
        | (None, "src" | "srcset" | "data" | "action" | "formaction" | "ping" | "background") => {
            false
        }
        _ => !name.starts_with("on") && !name.starts_with("xml") && loads_nothing(value),
    }
}

/// Whether every `url(…)` of a value is a part of the drawing.
fn loads_nothing(value: &str) -> bool {
    let mut loaded = addresses(value).into_iter();
    loaded.all(|loaded| loaded.address.trim().starts_with('#'))
}

/// Whether nothing has to close an element.
fn is_empty(tag: &Tag<'_>) -> bool {
    tag.is_self_closing || is_void(&tag.name)
}

/// Declarations, or a sheet, in colours for both grounds.
fn coloured(css: &str) -> String {
    let mut out = String::with_capacity(css.len() * 2);
    for piece in css.split_inclusive([';', '{', '}']) {
        let end = piece.trim_end_matches([';', '{', '}']).len();
        let (declaration, sign) = piece.split_at(end);
        match declaration.split_once(':') {
            Some((property, value)) if sign != "{" && is_coloured(property.trim()) => {
                let _ = write!(out, "{property}:{}{sign}", for_both(value));
            }
            _ => out.push_str(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests;
