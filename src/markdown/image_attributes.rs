//! Attributes of images, in Pandoc's form: `![a](b.png){width=300 .wide #map}`.
//!
//! The braces are taken out of the text, and what they say is kept by where its image begins. What
//! an image does not take is reported. How a size is shown is the page's.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{self as cmark, TagEnd};

use super::body::{AskedSize, Width};
use super::braces;
use super::divs::{self, Attributes};
use super::events::{BodyNode, Located};
use super::near_misses;
use super::report::BodyReport;
use super::slides;
use crate::diagnostic::codes;
use crate::dialect::is_inline;
use crate::nearest;

/// The keys of an image, as hints name them.
const KEYS: [&str; 2] = ["width", "height"];
/// The most pixels that a side may have.
const MAX_PIXELS: u32 = 10_000;

/// What authors say of their images, by where each image begins.
pub(super) type ImageAttributes = BTreeMap<usize, AskedLook>;

/// What an author says of an image.
#[derive(Debug, Clone, Default)]
pub(super) struct AskedLook {
    /// Its id, its classes and its `data-` attributes; on a slide, the step that it comes with.
    pub(super) attributes: Attributes,
    pub(super) size: AskedSize,
}

/// Takes the attributes of images out of the nodes.
pub(super) fn take<'a>(
    nodes: Vec<Located<'a>>,
    text: &str,
    is_deck: bool,
    report: &mut BodyReport<'_>,
) -> (Vec<Located<'a>>, ImageAttributes) {
    let mut found = ImageAttributes::new();
    if !nodes.iter().any(|located| opens_braces(located, text)) {
        return (nodes, found);
    }
    let mut left: Vec<Located<'a>> = Vec::with_capacity(nodes.len());
    let mut nodes = nodes.into_iter().peekable();
    while let Some(located) = nodes.next() {
        let image = located.1.clone();
        let braces = opens_braces(&located, text)
            .then(|| braces(text, image.end))
            .flatten();
        left.push(located);
        let Some(braces) = braces else { continue };
        let is_plain = nodes
            .peek()
            .is_some_and(|(node, range)| is_text(node) && range.start == image.end);
        let reader = LookReader { text, is_deck };
        // A formula may begin with a brace, too.
        if !is_plain {
            continue;
        }
        let Some(look) = reader.read(&braces, report) else {
            continue;
        };
        if is_deck && is_background(text, image.start) {
            let hint = "its words stand between the brackets: `![bg right:33%](…)`";
            let message = "a background takes no attributes in braces";
            report.say(codes::BAD_IMAGE_ATTRIBUTE, &braces, message, hint);
        }
        found.insert(image.start, look);
        let mut depth = 0_usize;
        while let Some((node, range)) =
            nodes.next_if(|(node, range)| range.start < braces.end && is_part(node, depth))
        {
            match node {
                BodyNode::Event(cmark::Event::Start(_)) => depth += 1,
                BodyNode::Event(cmark::Event::End(_)) => depth -= 1,
                _ => {}
            }
            if !is_text(&node) {
                continue;
            }
            if let Some(rest) = text
                .get(braces.end..range.end)
                .filter(|rest| !rest.is_empty())
            {
                let words = BodyNode::Event(cmark::Event::Text(rest.to_owned().into()));
                left.push((words, braces.end..range.end));
            }
        }
    }
    (left, found)
}

fn is_text(node: &BodyNode<'_>) -> bool {
    matches!(node, BodyNode::Event(cmark::Event::Text(_)))
}

/// Whether a node may be a part of braces: a text, or markup within one; so many elements are open
/// in them.
fn is_part(node: &BodyNode<'_>, depth: usize) -> bool {
    match node {
        BodyNode::Event(cmark::Event::Start(tag)) => is_inline(tag.to_end()),
        BodyNode::Event(cmark::Event::End(_)) => depth > 0,
        BodyNode::Event(cmark::Event::Code(_) | cmark::Event::Text(_)) => true,
        _ => false,
    }
}

/// Whether a node ends an image that braces follow.
fn opens_braces((node, range): &Located<'_>, text: &str) -> bool {
    matches!(node, BodyNode::Event(cmark::Event::End(TagEnd::Image)))
        && text.as_bytes().get(range.end) == Some(&b'{')
}

/// Whether an image is the background of a slide, as `![bg](…)` is.
fn is_background(text: &str, start: usize) -> bool {
    let words = text.get(start..).and_then(|text| text.strip_prefix("![bg"));
    words.is_some_and(|rest| rest.starts_with([' ', ']']))
}

/// The braces that begin at an offset, up to their end in the same line.
fn braces(text: &str, start: usize) -> Option<Range<usize>> {
    let mut is_quoted = false;
    for (at, byte) in text.as_bytes().get(start..)?.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'}' if !is_quoted => return Some(start..start + at + "}".len()),
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// Reads what stands in braces behind an image.
struct LookReader<'t> {
    text: &'t str,
    is_deck: bool,
}

impl LookReader<'_> {
    /// `None` where the braces are no attributes, and so stay text.
    fn read(&self, braces: &Range<usize>, report: &mut BodyReport<'_>) -> Option<AskedLook> {
        let inside = &self.text[braces.start + 1..braces.end - 1];
        // kramdown's form begins with a colon.
        let inside = inside.strip_prefix(':').unwrap_or(inside);
        let Some(mut attributes) = divs::parse_attributes(inside) else {
            if let Some(hint) = meant(inside) {
                let message = "these attributes of an image cannot be read, so they are text";
                report.say(codes::BAD_IMAGE_ATTRIBUTE, braces, message, &hint);
            }
            return None;
        };
        self.twice(inside, report);
        let mut look = AskedLook::default();
        for (key, value) in std::mem::take(&mut attributes.pairs) {
            let place = self.place(braces, &key);
            match key.as_str() {
                "width" => look.size.width = width(&value, &place, report),
                "height" => look.size.height = height(&value, &place, report),
                "index" if self.is_deck => attributes.pairs.push((key, value)),
                _ if key.starts_with("data-") => attributes.pairs.push((key, value)),
                _ => unknown(&key, &place, report),
            }
        }
        if self.is_deck {
            let classes = attributes.classes.iter().map(String::as_str);
            if let Some(class) = slides::step_of_words(classes) {
                slides::say_unseen(class, braces, report);
            }
        }
        look.attributes = attributes;
        Some(look)
    }

    /// Reports what stands twice between the braces.
    fn twice(&self, inside: &str, report: &mut BodyReport<'_>) {
        let offset = |word: &str| word.as_ptr() as usize - self.text.as_ptr() as usize;
        braces::say_second_id_in(inside, offset(inside), report);
        let words = divs::words(inside).unwrap_or_default();
        let written: Vec<(&str, Range<usize>)> = words
            .into_iter()
            .filter_map(|word| {
                let (key, _) = word.split_once('=')?;
                let start = offset(word);
                Some((key, start..start + word.len()))
            })
            .collect();
        let written = written.iter().map(|(key, place)| (*key, place));
        braces::say_twice(written, report);
    }

    /// The place of an attribute within its braces.
    fn place(&self, braces: &Range<usize>, key: &str) -> Range<usize> {
        let inside = &self.text[braces.clone()];
        let found = inside.match_indices(key).map(|(at, _)| at).find(|at| {
            inside[at + key.len()..].starts_with('=')
                && inside[..*at].ends_with(['{', ' ', ':', '\t'])
        });
        let Some(at) = found else {
            return braces.clone();
        };
        let rest = inside[at..].trim_end_matches('}');
        let mut is_quoted = false;
        let ends = |sign: char| {
            is_quoted ^= sign == '"';
            sign.is_whitespace() && !is_quoted
        };
        let length = rest.find(ends).unwrap_or(rest.len());
        braces.start + at..braces.start + at + length
    }
}

/// What to write instead of braces right behind an image that are no attributes; `None` where they
/// may be anything.
fn meant(inside: &str) -> Option<String> {
    let inside = inside.trim();
    if let Some(attributes) = near_misses::size_meant(inside) {
        return Some(format!("write `{{{attributes}}}`"));
    }
    if divs::is_name(inside) && !inside.contains(':') {
        return Some(format!("a class begins with a dot: `{{.{inside}}}`"));
    }
    let is_styled = KEYS.iter().any(|key| {
        inside
            .split(['"', '\''])
            .next()
            .unwrap_or_default()
            .contains(&format!("{key}:"))
    });
    if is_styled {
        let fixed = inside.replace(": ", "=").replace(':', "=");
        let fixed = fixed.replace([';', ','], " ");
        let words: Vec<&str> = fixed.split_whitespace().collect();
        return Some(format!("write `{{{}}}`", words.join(" ")));
    }
    (inside.contains('=') || inside.starts_with(['.', '#']))
        .then(|| "write `{width=300 height=200 .class #id}`".to_owned())
}

fn width(value: &str, place: &Range<usize>, report: &mut BodyReport<'_>) -> Option<Width> {
    let share = value.strip_suffix('%').and_then(|share| share.parse().ok());
    let width = match share {
        Some(share) => Some(share)
            .filter(|share| (1..=100).contains(share))
            .map(Width::Percent),
        None => pixels(value).map(Width::Pixels),
    };
    if width.is_none() {
        let hint = "write pixels or a share of the text: `width=300`, `width=50%`";
        let message = format!("`{value}` is no width of an image");
        report.say(codes::BAD_IMAGE_ATTRIBUTE, place, message, hint);
    }
    width
}

fn height(value: &str, place: &Range<usize>, report: &mut BodyReport<'_>) -> Option<u32> {
    let height = pixels(value);
    if height.is_none() {
        let hint = "write pixels, `height=200`; or a width alone, which the height follows";
        let message = format!("`{value}` is no height of an image");
        report.say(codes::BAD_IMAGE_ATTRIBUTE, place, message, hint);
    }
    height
}

fn pixels(value: &str) -> Option<u32> {
    let pixels: u32 = value.strip_suffix("px").unwrap_or(value).parse().ok()?;
    (1..=MAX_PIXELS).contains(&pixels).then_some(pixels)
}

fn unknown(key: &str, place: &Range<usize>, report: &mut BodyReport<'_>) {
    let hint = match key {
        "alt" => "the alternative text stands between the brackets: `![…](…)`".to_owned(),
        "title" | "caption" => {
            "the caption stands behind the address, between quotes: `![…](… \"…\")`".to_owned()
        }
        "class" => "write a class with a dot: `{.wide}`".to_owned(),
        "id" => "write an id with a number sign: `{#map}`".to_owned(),
        _ => nearest::did_you_mean(key, KEYS)
            .unwrap_or_else(|| "it takes `width`, `height`, an `#id` and `.classes`".to_owned()),
    };
    let message = format!("`{key}` is no attribute of an image");
    report.say(codes::BAD_IMAGE_ATTRIBUTE, place, message, &hint);
}

#[cfg(test)]
mod tests {
    use super::{braces, pixels};

    #[test]
    fn sizes_are_pixels() {
        assert_eq!([pixels("300"), pixels("300px")], [Some(300); 2]);
        for bad in ["", "0", "3cm", "-1", "1.5", "99999", "px"] {
            assert_eq!(pixels(bad), None, "{bad}");
        }
    }

    #[test]
    fn braces_end_in_their_line() {
        assert_eq!(braces("{a=\"}\"} b", 0), Some(0..7));
        assert_eq!(braces("{a\n}", 0), None);
    }
}
