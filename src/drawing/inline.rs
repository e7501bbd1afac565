//! A drawing that a tool made, as it may stand in a page: without scripts and foreign files, without
//! styles that a strict policy forbids, and in colours for light and dark grounds.
//!
//! What its own styles say is a sheet beside it; a class with a hash ties the two together.

use std::fmt::Write;

use rustc_hash::FxHashSet;

use super::colours::{for_both, is_coloured};
use crate::html::tokens::{Attribute, Tag, Token, tokens};
use crate::style_sheet::{is_declarations, with_addresses};

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
const LEFT_OUT: [&str; 11] = [
    "script", "iframe", "object", "embed", "audio", "video", "set", "animate", "metadata", "title",
    "desc",
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
    let mut reader = DrawingReader {
        drawing: InlineDrawing {
            class: format!("drawing-{}", &hash[..8]),
            view_box,
            size,
            ..InlineDrawing::default()
        },
        root: root.get("id").unwrap_or_default().to_owned(),
        gone: None,
        depth: 0,
        ruled: FxHashSet::default(),
    };
    reader.read(svg);
    Some(reader.drawing)
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
    drawing: InlineDrawing,
    /// The id of the `<svg>`; empty without one.
    root: String,
    /// The element that is being left out, and how many of its name are open.
    gone: Option<(String, usize)>,
    /// How many elements are open.
    depth: usize,
    /// The declarations that have a rule.
    ruled: FxHashSet<String>,
}

impl DrawingReader {
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
                    self.drawing.inside.push_str(text.written);
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if let Some((name, open)) = &mut self.gone {
            *open += usize::from(tag.name == *name && !tag.is_self_closing);
            return;
        }
        if tag.name == "style" {
            return;
        }
        if LEFT_OUT.contains(&&*tag.name) {
            self.gone = (!tag.is_self_closing).then(|| (tag.name.to_string(), 1));
            return;
        }
        self.depth += usize::from(!tag.is_self_closing);
        self.drawing.inside.push('<');
        self.drawing.inside.push_str(tag.written);
        for attribute in &tag.attributes {
            self.attribute(tag, attribute);
        }
        let end = if tag.is_self_closing { "/>" } else { ">" };
        self.drawing.inside.push_str(end);
    }

    fn end(&mut self, tag: &Tag<'_>) {
        if let Some((name, open)) = &mut self.gone {
            *open -= usize::from(tag.name == *name);
            if *open == 0 {
                self.gone = None;
            }
        } else if tag.name != "style" {
            self.depth = self.depth.saturating_sub(1);
            // Writing to a `String` cannot fail, here as below.
            let _ = write!(self.drawing.inside, "</{}>", tag.written);
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, attribute: &Attribute<'_>) {
        let name = &*attribute.name;
        let Some(value) = attribute.value.as_deref() else {
            return;
        };
        let is_kept = match name {
            "href" | "xlink:href" => may_lead(&tag.name, value),
            "src" | "data" | "srcset" | "action" | "formaction" => false,
            _ => !name.starts_with("on") && !name.starts_with("xml") && loads_nothing(value),
        };
        if !is_kept {
            return;
        }
        let value = match name {
            "style" if !is_declarations(value) => return,
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
        let _ = write!(self.drawing.inside, " {name}=\"{value}\"");
    }

    /// The rule of the sheet for the declarations of an element.
    fn declarations(&mut self, value: &str) {
        let selector = value
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\a ");
        let rule = format!(
            ".{} [data-style=\"{selector}\"]:not(#_) {{ {} }}\n",
            self.drawing.class,
            coloured(value)
        );
        if self.ruled.insert(value.to_owned()) {
            self.drawing.css.push_str(&rule);
        }
    }

    /// The style sheet of the drawing: for this drawing alone, whatever its selectors say.
    fn sheet(&mut self, text: &str) {
        let text = text
            .trim()
            .trim_start_matches("<![CDATA[")
            .trim_end_matches("]]>");
        let text = with_addresses(text, |address| {
            (!address.starts_with('#') && !address.starts_with("data:")).then(|| "#_".to_owned())
        });
        if !is_balanced(&text) {
            return;
        }
        let text = if self.root.is_empty() {
            text
        } else {
            text.replace(&format!("#{}", self.root), "&")
        };
        let _ = writeln!(
            self.drawing.css,
            ".{} {{\n{}\n}}",
            self.drawing.class,
            coloured(&text)
        );
    }
}

/// Whether a link may stay: where readers can follow it, or to a part of the drawing itself.
fn may_lead(element: &str, address: &str) -> bool {
    match element {
        "a" => crate::path::is_web(address) || address.starts_with('#'),
        "image" | "feimage" => address.starts_with("data:image/"),
        _ => address.starts_with('#'),
    }
}

/// Whether every `url(…)` of a value is a part of the drawing.
fn loads_nothing(value: &str) -> bool {
    let mut addresses = value.match_indices("url(");
    addresses.all(|(at, _)| {
        value[at + 4..]
            .trim_start_matches(['"', '\'', ' '])
            .starts_with('#')
    })
}

/// Whether no brace of a sheet closes what stands around it.
fn is_balanced(sheet: &str) -> bool {
    let mut open = 0_i32;
    for c in sheet.chars() {
        open += i32::from(c == '{') - i32::from(c == '}');
        if open < 0 || c == '<' {
            return false;
        }
    }
    open == 0
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
mod tests {
    use super::read;

    #[test]
    fn what_acts_or_loads_is_taken_out() {
        let svg = "<?xml version='1.0'?><!DOCTYPE svg><!-- c --><svg width='10pt' height='20pt' \
                   viewBox='0 0 7.5 15' onload='a()' xmlns='x'><title>%3</title><script>a()</script>\
                   <g id='a' onclick='b()' class='node'><a href='javascript:c()' xlink:href='https://e.org'>\
                   <text fill='black' style='fill:red'>A &amp; B</text></a></g>\
                   <image href='https://e.org/i.png'/><use href='#a'/><use href='x.svg#a'/>\
                   <rect fill='url(#g)' mask='url(http://e.org)'/></svg>trailing";
        let drawing = read(svg).unwrap();
        assert_eq!(
            drawing.inside,
            "<g id=\"a\" class=\"node\"><a xlink:href=\"https://e.org\"><text fill=\"currentColor\" \
             data-style=\"fill:red\">A &amp; B</text></a></g><image/><use href=\"#a\"/><use/>\
             <rect fill=\"url(#g)\"/>"
        );
        let class = &drawing.class;
        assert_eq!(
            drawing.css,
            format!(
                ".{class} [data-style=\"fill:red\"]:not(#_) {{ fill:light-dark(red, #ff0a0a) }}\n"
            )
        );
        assert_eq!(drawing.view_box, "0 0 7.5 15");
        assert!((drawing.size.0 - 40.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_sheet_speaks_of_its_own_drawing_alone() {
        let svg = "<svg id='m' width='100%' viewBox='0 0 8 4'><style>#m{fill:#333;}#m .n rect{stroke:#000}\
                   @import url(https://e.org/f.css);</style><g/></svg>";
        let drawing = read(svg).unwrap();
        assert_eq!(drawing.size, (8.0, 4.0));
        assert_eq!(
            drawing.css,
            format!(
                ".{} {{\n&{{fill:light-dark(#333, #c4c4c4);}}& .n rect{{stroke:currentColor}}@import url(\"#_\");\n}}\n",
                drawing.class
            )
        );
        let broken = "<svg width='1' height='1'><style>} body { display: none }</style></svg>";
        assert_eq!(read(broken).unwrap().css, "");
    }

    #[test]
    fn what_is_no_drawing_is_none() {
        for text in ["", "Error", "<svg/>", "<svg width='0' height='1'/>", "<svg"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
