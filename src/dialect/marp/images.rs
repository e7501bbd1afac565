//! The images of a Marp deck: sizes become attributes, and backgrounds get the words that Lutrin has
//! for theirs.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::css;
use super::super::writer::DeckRewriter;
use super::DIALECT;
use super::image_words::{self, BackgroundFit, ImageWord};

/// What is said of a size or filter of an image in the text.
const LOST: &str = "images take a width in pixels or percent and a height in pixels, `![…](…){width=300}`; change the picture itself for anything else";

/// What is said of a size or filter of a background.
const LOST_BEHIND: &str = "a background fills its place, and `![bg contain](…)` shows all of it; change the picture itself for anything else";

/// What is said of a gradient whose colours are not known.
const LOST_GRADIENT: &str =
    "it is left out: name its colours instead of `var(…)`, or show a picture of it";

/// How long the text of an image with such words may be.
const LONGEST: usize = 500;
/// How many brackets may be open in an address, as in cmark 0.31.
const DEEPEST: usize = 32;

/// An image in the text, by its alternative text.
#[derive(Debug)]
pub(super) struct WrittenImage<'t> {
    /// Where its text begins.
    pub(super) start: usize,
    alt: &'t str,
    pub(super) is_background: bool,
    /// Its address, where that stands behind its text, without a title.
    address: Option<&'t str>,
    /// Where it ends in its line; `None` where that is not known.
    end: Option<usize>,
}

impl<'t> WrittenImage<'t> {
    /// Every image of a body, in order.
    pub(super) fn all<'b>(body: &'b DeckBody<'t>) -> impl Iterator<Item = Self> + use<'b, 't> {
        let starts = body.text.match_indices("![").map(|(start, _)| start);
        starts.filter_map(|start| Self::at(body, start))
    }

    fn at(body: &DeckBody<'t>, start: usize) -> Option<Self> {
        let at = start + "![".len();
        let line = body.text.get(at..body.line_end(at, false))?;
        let length = line.bytes().take(LONGEST).position(|byte| byte == b']')?;
        let is_text = !body.is_apart(start) && !body.is_comment(start);
        let alt = line.get(..length).filter(|_| is_text)?;
        let inside = behind(line, length);
        let address = inside.clone().and_then(|inside| line.get(inside));
        Some(Self {
            start: at,
            alt,
            is_background: alt.split_whitespace().any(|word| word == "bg"),
            address: address
                .filter(|_| line[length + 1..].starts_with('('))
                .map(|inside| match inside.trim() {
                    bare if css::is_gradient(bare) && bare.ends_with([')', '>']) => bare,
                    _ => without_title(inside),
                }),
            end: inside.map(|inside| at + inside.end + 1),
        })
    }

    /// All of it.
    pub(super) fn range(&self) -> Option<Range<usize>> {
        Some(self.start - "![".len()..self.end?)
    }

    /// The colour that stands in the place of its address.
    pub(super) fn colour(&self) -> Option<&'t str> {
        let address = self.address.filter(|_| self.is_background)?;
        if css::is_gradient(address) {
            css::gradient_colour(address)
        } else {
            css::colour(address).map(|_| address)
        }
    }

    /// Whether there is a picture.
    pub(super) fn is_picture(&self) -> bool {
        self.colour().is_none() && self.address != Some("") && self.gradient().is_none()
    }

    /// The gradient that stands in the place of the address of a background.
    fn gradient(&self) -> Option<&'t str> {
        let address = self.address.filter(|_| self.is_background);
        address.filter(|address| css::is_gradient(address))
    }

    /// Whether it keeps to a side of its slide.
    pub(super) fn has_side(&self) -> bool {
        self.words()
            .any(|(word, _, _)| matches!(word, ImageWord::Side(..)))
    }

    /// Whether all of it is shown, as a background.
    pub(super) fn is_contained(&self) -> bool {
        self.words().fold(false, |is, (word, _, _)| match word {
            ImageWord::Fit(BackgroundFit::Cover) => false,
            ImageWord::Fit(_) | ImageWord::Scale | ImageWord::Size(..) => true,
            _ => is,
        })
    }

    /// Marp's words in its text, with how they are written and their places.
    fn words(&self) -> impl Iterator<Item = (ImageWord, &'t str, Range<usize>)> {
        let (alt, start, is_background) = (self.alt, self.start, self.is_background);
        alt.split_whitespace().filter_map(move |word| {
            let offset = start + (word.as_ptr() as usize - alt.as_ptr() as usize);
            let read = ImageWord::read(word, is_background)?;
            Some((read, word, offset..offset + word.len()))
        })
    }

    /// The words in its text that are not Marp's, with their places.
    pub(super) fn other_words(&self) -> impl Iterator<Item = (&'t str, Range<usize>)> {
        let (alt, start) = (self.alt, self.start);
        self.description().map(move |word| {
            let offset = start + (word.as_ptr() as usize - alt.as_ptr() as usize);
            (word, offset..offset + word.len())
        })
    }

    /// The word in its text that says how several backgrounds stand, with its place.
    pub(super) fn direction(&self) -> Option<(&'t str, Range<usize>)> {
        let mut words = self.words();
        words.find_map(|(word, written, place)| {
            matches!(word, ImageWord::Direction(_)).then_some((written, place))
        })
    }

    /// A gradient with a space, which the parser of Markdown takes for no address, and all of the
    /// image.
    pub(super) fn broken_gradient(&self) -> Option<(&'t str, Range<usize>)> {
        let gradient = self.gradient()?;
        let is_broken = gradient.contains(char::is_whitespace) && !gradient.starts_with('<');
        Some((gradient, self.range()?)).filter(|_| is_broken)
    }

    /// What is left of its text without Marp's words.
    fn description(&self) -> impl Iterator<Item = &'t str> {
        let is_background = self.is_background;
        let words = self.alt.split_whitespace();
        words.filter(move |word| ImageWord::read(word, is_background).is_none())
    }
}

/// Rewrites the images of a body.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, images: &[WrittenImage<'_>]) {
    for image in images {
        if image.is_background {
            background(writer, body, image);
        } else {
            in_text(writer, body, image, "");
        }
    }
}

/// Rewrites the images of a line at the head or the foot of a slide: they are as high as a logo.
pub(super) fn rewrite_margin(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for image in WrittenImage::all(body) {
        in_text(writer, body, &image, ".slide-logo");
    }
}

/// Takes the words out of the text of an image; sizes go into braces behind it, with a class.
fn in_text(writer: &mut DeckRewriter, body: &DeckBody<'_>, image: &WrittenImage<'_>, class: &str) {
    let mut braces: Vec<String> = Vec::new();
    let mut lost = Lost::default();
    let mut removed = 0;
    for (word, written, place) in image.words() {
        let byte = |at: usize| body.text.as_bytes().get(at);
        let with_space = match (byte(place.end), byte(place.start - 1)) {
            (Some(b' '), _) => place.start..place.end + 1,
            (_, Some(b' ')) if place.start > removed => place.start - 1..place.end,
            _ => place.clone(),
        };
        removed = with_space.end;
        writer.edits.replace(with_space, "");
        match word {
            ImageWord::Size(axis, length) if image.end.is_some() => {
                braces.extend(image_words::attribute(axis, length));
            }
            ImageWord::Size(..) | ImageWord::Filter => lost.add(written, place),
            // Marp does nothing with any other word here.
            _ => {}
        }
    }
    lost.say(writer, LOST);
    if !class.is_empty() {
        braces = vec![class.to_owned()];
    }
    if let Some(end) = image.end.filter(|_| !braces.is_empty()) {
        let braces = format!("{{{}}}", braces.join(" "));
        let text = image.start..image.start + image.alt.len();
        writer.edits.close(end, braces, text);
    }
}

/// Writes the words of a background in Lutrin's order. One without a picture goes: its colour is
/// the slide's.
fn background(writer: &mut DeckRewriter, body: &DeckBody<'_>, image: &WrittenImage<'_>) {
    if let Some(range) = image.range().filter(|_| !image.is_picture()) {
        if image.gradient().is_some() && image.colour().is_none() {
            writer.lost(range.clone(), "gradient", LOST_GRADIENT);
        }
        return writer.remove(body, range);
    }
    let (mut fit, mut side, mut direction, mut lost) = (None, None, None, Lost::default());
    for (word, written, place) in image.words() {
        match word {
            ImageWord::Fit(BackgroundFit::Cover) => fit = None,
            ImageWord::Fit(BackgroundFit::Contain) => fit = Some("contain"),
            ImageWord::Side(at, share) => {
                side = Some(share.map_or(at.to_owned(), |share| format!("{at}:{share}%")));
            }
            ImageWord::Direction(word) => direction = Some(word),
            ImageWord::Background => {}
            ImageWord::Filter => lost.add(written, place),
            ImageWord::Fit(BackgroundFit::Auto) | ImageWord::Scale | ImageWord::Size(..) => {
                fit = Some("contain");
                lost.add(written, place);
            }
        }
    }
    lost.say(writer, LOST_BEHIND);
    let words = ["bg"]
        .into_iter()
        .chain(side.as_deref())
        .chain(fit)
        .chain(direction);
    let description = image.description().filter(|word| !is_read_as_own(word));
    let words: Vec<&str> = words.chain(description).collect();
    let alt: Vec<&str> = image.alt.split_whitespace().collect();
    let is_same = words.len() == alt.len() && words.iter().all(|word| alt.contains(word));
    if !is_same || alt.first() != Some(&"bg") {
        let place = image.start..image.start + image.alt.len();
        writer.edits.replace(place, words.join(" "));
    }
}

/// Whether a word of a background that Marp passes over would mean something in the native form:
/// `left:40`, without its sign.
fn is_read_as_own(word: &str) -> bool {
    let name = word.split_once(':').map_or(word, |(name, _)| name);
    ImageWord::read(name, true).is_some_and(|word| {
        matches!(
            word,
            ImageWord::Fit(_) | ImageWord::Side(..) | ImageWord::Direction(_)
        )
    })
}

/// The words of one image that have no equivalent, which are one problem.
#[derive(Debug, Default)]
struct Lost<'t> {
    words: Vec<&'t str>,
    place: Option<Range<usize>>,
}

impl<'t> Lost<'t> {
    fn add(&mut self, word: &'t str, place: Range<usize>) {
        self.words.push(word);
        self.place.get_or_insert(place);
    }

    fn say(self, writer: &mut DeckRewriter, hint: &str) {
        if let Some(place) = self.place {
            writer.lost(place, &self.words.join(" "), hint);
        }
    }
}

/// Reports the words in a deck of the native form, which reads them as what a picture shows.
pub(super) fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for image in WrittenImage::all(body) {
        for (word, written, place) in image.words() {
            let hint = match word {
                ImageWord::Size(axis, length) if !image.is_background => {
                    let size = image_words::attribute(axis, length).filter(|_| image.end.is_some());
                    size.map_or(LOST.to_owned(), |size| {
                        format!("write it behind the address: `![…](…){{{size}}}`")
                    })
                }
                // A word alone may be what the picture shows.
                ImageWord::Filter if image.is_background || written.contains(':') => {
                    LOST.to_owned()
                }
                ImageWord::Size(..) => LOST_BEHIND.to_owned(),
                _ => continue,
            };
            writer.without_effect(place, (written, DIALECT.tool), hint);
        }
    }
}

/// An address without the title that may follow it.
fn without_title(inside: &str) -> &str {
    let inside = inside.trim();
    let end = inside
        .find([' ', '\t'])
        .filter(|_| inside.ends_with(['"', '\'', ')']));
    inside.get(..end.unwrap_or(inside.len())).unwrap_or(inside)
}

/// What stands in brackets behind the text of an image that ends at an offset of its line: its
/// address, or the name of one. `None` where the address stands elsewhere.
fn behind(line: &str, text_end: usize) -> Option<Range<usize>> {
    let start = text_end + 2;
    let (opening, closing) = match line.as_bytes().get(text_end + 1)? {
        b'(' => (b'(', b')'),
        b'[' => (b'[', b']'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, byte) in line.as_bytes().get(start..)?.iter().enumerate() {
        match *byte {
            byte if byte == opening && depth == DEEPEST => return None,
            byte if byte == opening => depth += 1,
            byte if byte == closing && depth == 0 => return Some(start..start + at),
            byte if byte == closing => depth -= 1,
            _ => {}
        }
    }
    None
}
