//! What an SVG does besides being seen: scripts, and files that it loads.
//!
//! Where a page shows a drawing, browsers run none of its scripts and load nothing else for it.
//! Where somebody opens its file, it does all that, with the rights of the site. Knows nothing of
//! where drawings are shown.

mod colours;
pub mod ids;
pub mod inline;
pub mod tools;

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::style_sheet;

/// What a drawing does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Activity {
    /// It has an element with a script.
    Script,
    /// It has a script in an attribute, which has this name.
    Handler(String),
    /// It loads what is at this address.
    Loads(String),
}

/// What a drawing does, with the range of the element that does it.
pub type Active = (Activity, Range<usize>);

/// Elements whose content is another page, which runs scripts of its own.
const FRAMES: [&str; 3] = ["iframe", "embed", "object"];

/// The first script, the first attribute with a script, and the first address that a drawing
/// loads. What follows a mistake in its XML is not read: browsers do not show such a drawing.
#[must_use]
pub fn activities(svg: &str) -> Vec<Active> {
    let mut found = Findings::default();
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = false;
    let mut in_style = false;
    loop {
        let start = position(&reader);
        let Ok(event) = reader.read_event() else {
            break;
        };
        let range = start..position(&reader);
        match event {
            Event::Start(tag) => {
                in_style = local(tag.name().as_ref()) == "style";
                found.element(&tag, &range);
            }
            Event::Empty(tag) => found.element(&tag, &range),
            Event::End(_) => in_style = false,
            Event::Text(text) if in_style => found.sheet(&String::from_utf8_lossy(&text), &range),
            Event::CData(text) if in_style => found.sheet(&String::from_utf8_lossy(&text), &range),
            Event::PI(text) if text.starts_with(b"xml-stylesheet") => {
                let text = String::from_utf8_lossy(&text).into_owned();
                let address = text.split("href=").nth(1).and_then(|rest| {
                    let quote = rest.chars().next()?;
                    rest.strip_prefix(quote)?.split(quote).next()
                });
                found.load(address.unwrap_or_default(), &range);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found.0
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// A name without the prefix of its namespace.
fn local(name: &[u8]) -> Cow<'_, str> {
    let start = name
        .iter()
        .position(|byte| *byte == b':')
        .map_or(0, |at| at + 1);
    String::from_utf8_lossy(&name[start..])
}

/// The first of each kind.
#[derive(Default)]
struct Findings(Vec<Active>);

impl Findings {
    fn add(&mut self, activity: Activity, range: &Range<usize>) {
        let is_alike = |(known, _): &Active| {
            std::mem::discriminant(known) == std::mem::discriminant(&activity)
        };
        if !self.0.iter().any(is_alike) {
            self.0.push((activity, range.clone()));
        }
    }

    fn element(&mut self, tag: &BytesStart<'_>, range: &Range<usize>) {
        let name = local(tag.name().into_inner()).into_owned();
        if matches!(name.as_str(), "script" | "handler") {
            self.add(Activity::Script, range);
            return;
        }
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            let written = String::from_utf8_lossy(&attribute.value);
            // Character references are read as a browser reads them.
            let value = unescape(&written).unwrap_or_else(|_| written.clone());
            if key.starts_with(b"on") && !key.contains(&b':') {
                let key = String::from_utf8_lossy(key).into_owned();
                self.add(Activity::Handler(key), range);
            } else if is_script(&value) {
                let key = local(key).into_owned();
                self.add(Activity::Handler(key), range);
            } else if value.contains("url(") || value.contains("@import") {
                self.sheet(&value, range);
            } else if loads(&name, &local(key)) {
                self.load(&value, range);
            }
        }
    }

    fn sheet(&mut self, text: &str, range: &Range<usize>) {
        style_sheet::with_addresses(text, |address| {
            self.load(address, range);
            None
        });
    }

    /// Takes an address that is loaded: what stands in the file itself is not.
    fn load(&mut self, address: &str, range: &Range<usize>) {
        let address = address.trim();
        let is_inside = address.is_empty() || address.starts_with('#') || is_data(address);
        if !is_inside {
            self.add(Activity::Loads(address.to_owned()), range);
        }
    }
}

/// Whether an attribute holds the address of something that is loaded with the drawing: not where a
/// link leads.
fn loads(element: &str, attribute: &str) -> bool {
    match attribute {
        "href" => element != "a",
        "src" => true,
        "data" => FRAMES.contains(&element),
        _ => false,
    }
}

fn is_data(address: &str) -> bool {
    address
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// Whether a value is an address that runs a script.
fn is_script(value: &str) -> bool {
    let value = value.trim_start();
    value
        .get(..11)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(inside: &str) -> Vec<Activity> {
        let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
        activities(&svg)
            .into_iter()
            .map(|(activity, _)| activity)
            .collect()
    }

    fn loaded(address: &str) -> Vec<Activity> {
        vec![Activity::Loads(address.to_owned())]
    }

    fn handler(name: &str) -> Vec<Activity> {
        vec![Activity::Handler(name.to_owned())]
    }

    #[test]
    fn curly_quotes_around_a_style_sheet_end_nothing() {
        let svg = "<?xml-stylesheet href=“a.css”?><svg/>";
        let loads = |(activity, _): &Active| matches!(activity, Activity::Loads(_));
        assert!(activities(svg).iter().all(loads));
        assert!(activities("<?xml-stylesheet href=?><svg/>").is_empty());
    }

    #[test]
    fn scripts_are_found_in_every_form() {
        for script in [
            "<script>alert(1)</script>",
            "<script href='x.js'/>",
            "<svg:script><![CDATA[1]]></svg:script>",
            "<foreignObject><script xmlns='http://www.w3.org/1999/xhtml'>1</script></foreignObject>",
        ] {
            assert_eq!(found(script), [Activity::Script], "{script}");
        }
        assert_eq!(found("<rect onclick='a()'/>"), handler("onclick"));
        assert_eq!(found("<a xlink:href=' JavaScript:a()'/>"), handler("href"));
        assert_eq!(
            found("<a href='java&#115;cript:a()'/>"),
            handler("href"),
            "a browser reads character references first"
        );
        assert_eq!(
            found("<set attributeName='href' to='javascript:a()'/>"),
            handler("to")
        );
        let svg = "<svg\nonload='go()'><g/></svg>";
        let range = 0..svg.find('>').unwrap() + 1;
        assert_eq!(
            activities(svg),
            [(Activity::Handler("onload".to_owned()), range)]
        );
    }

    #[test]
    fn files_that_are_loaded_are_found() {
        for (inside, address) in [
            (
                "<image xlink:href='file:///home/me/photo.png'/>",
                "file:///home/me/photo.png",
            ),
            ("<image href='photo.png'/>", "photo.png"),
            ("<use href='icons.svg#star'/>", "icons.svg#star"),
            (
                "<style>@import 'https://fonts.example/a.css';</style>",
                "https://fonts.example/a.css",
            ),
            (
                "<style><![CDATA[a { src: url(font.woff2) }]]></style>",
                "font.woff2",
            ),
            ("<rect style='fill: url(\"a.svg#b\")'/>", "a.svg#b"),
            ("<foreignObject><img src='b.jpg'/></foreignObject>", "b.jpg"),
        ] {
            assert_eq!(found(inside), loaded(address), "{inside}");
        }
        let sheet = "<?xml-stylesheet type='text/css' href='look.css'?><svg/>";
        assert_eq!(
            activities(sheet),
            [(Activity::Loads("look.css".to_owned()), 0..50)]
        );
    }

    #[test]
    fn what_stands_in_the_drawing_is_left_alone() {
        for inside in [
            "<a href='https://example.org/'>a link</a>",
            "<use href='#star'/><rect fill='url(#b)' style='mask: url(\"#c\")'/>",
            "<image href='data:image/png;base64,AAAA'/>",
            "<style>.a { fill: url(#b) } /* url(c.png) */</style>",
            "<text>onclick, script and url(x)</text><!-- <script/> -->",
            "<metadata><rdf:li rdf:resource='http://purl.org/dc/'/></metadata>",
            "<g inkscape:onclick='x' orient='auto' inkscape:export-filename='/home/me/a.png'/>",
        ] {
            assert_eq!(found(inside), [], "{inside}");
        }
        assert_eq!(activities("<svg <"), []);
        assert_eq!(activities(""), []);
    }
}
