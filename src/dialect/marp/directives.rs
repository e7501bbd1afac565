//! Directives: YAML in a comment. A directive holds from its slide on; with `_` before its key, for
//! its slide alone.

use std::ops::Range;

use super::super::DialectSettings;
use super::super::body::DeckBody;
use super::super::pairs::{self, Pair};
use super::super::slide::{SlideAttributes, css_url};
use super::super::writer::DeckRewriter;
use super::DIALECT;

/// Every directive, without `_`.
const ALL: [&str; 23] = [
    "class",
    "backgroundColor",
    "backgroundImage",
    "backgroundPosition",
    "backgroundRepeat",
    "backgroundSize",
    "color",
    "paginate",
    "header",
    "footer",
    "theme",
    "style",
    "headingDivider",
    "size",
    "math",
    "marp",
    "transition",
    "title",
    "author",
    "description",
    "keywords",
    "url",
    "lang",
];

/// The directives that only Marp has.
const SIGNS: [&str; 6] = [
    "backgroundColor",
    "backgroundImage",
    "backgroundPosition",
    "backgroundSize",
    "paginate",
    "headingDivider",
];

/// A comment with directives.
#[derive(Debug)]
pub(super) struct Directives<'t> {
    pub(super) range: Range<usize>,
    pairs: Vec<Pair<'t>>,
}

impl Directives<'_> {
    /// Whether a value stands in this comment.
    fn has(&self, value: &DirectiveValue<'_>) -> bool {
        self.pairs.iter().any(|pair| value.pair == Some(pair))
    }

    /// Reports those that mean nothing in a deck of the native form. A comment with a word that
    /// authors use in notes to themselves, like `title`, is none.
    pub(super) fn report(&self, writer: &mut DeckRewriter) {
        for pair in &self.pairs {
            let key = bare(pair.key);
            let is_directive = pair.key.starts_with('_') && ALL.contains(&key)
                || SIGNS.contains(&key)
                || ["class", "color", "header", "footer"].contains(&key);
            if is_directive {
                let place = pair.range.start..pair.range.start + pair.key.len();
                writer.without_effect(place, (pair.key, DIALECT.tool), in_native_form(pair));
            }
        }
    }

    /// Whether no other tool has such a comment.
    pub(super) fn is_sign(&self) -> bool {
        self.pairs
            .iter()
            .any(|pair| pair.key.starts_with('_') || SIGNS.contains(&pair.key))
    }
}

/// The comments that are directives: those with a key that is one.
pub(super) fn read<'t>(body: &DeckBody<'t>) -> Vec<Directives<'t>> {
    let comments = body.comments.iter().filter_map(|comment| {
        let (_, inside) = body.inside(comment);
        let pairs = pairs::read(body.text, inside)?;
        let is_known = pairs.iter().any(|pair| ALL.contains(&bare(pair.key)));
        is_known.then(|| Directives {
            range: comment.range.clone(),
            pairs,
        })
    });
    comments.collect()
}

fn bare(key: &str) -> &str {
    key.trim_start_matches(['_', '$'])
}

/// The levels of headings that begin a slide, where a comment says so.
pub(super) fn heading_divider(body: &DeckBody<'_>) -> Option<Vec<u8>> {
    let comments = read(body);
    let pair = comments
        .iter()
        .flat_map(|comment| &comment.pairs)
        .find(|pair| bare(pair.key) == "headingDivider")?;
    let levels = pair
        .value
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|level| level.parse().ok());
    let levels: Vec<u8> = levels.filter(|level| (1..=6).contains(level)).collect();
    match levels.as_slice() {
        [last] if !pair.value.starts_with('[') => Some((1..=*last).collect()),
        _ => Some(levels),
    }
}

/// How directives make a slide look.
#[derive(Debug, Clone, Default)]
struct SlideLook<'t> {
    classes: Option<DirectiveValue<'t>>,
    colour: Option<DirectiveValue<'t>>,
    picture: Option<DirectiveValue<'t>>,
}

/// The value of a directive, and its pair in a comment; none for the front matter.
#[derive(Debug, Clone)]
struct DirectiveValue<'t> {
    text: String,
    pair: Option<&'t Pair<'t>>,
}

impl<'t> SlideLook<'t> {
    fn set(&mut self, key: &str, value: DirectiveValue<'t>) {
        match key {
            "class" => self.classes = Some(value),
            "backgroundColor" => self.colour = Some(value),
            "backgroundImage" => self.picture = Some(value),
            _ => {}
        }
    }

    /// This look, with that of another one where it says nothing.
    fn or(self, other: &Self) -> Self {
        Self {
            classes: self.classes.or_else(|| other.classes.clone()),
            colour: self.colour.or_else(|| other.colour.clone()),
            picture: self.picture.or_else(|| other.picture.clone()),
        }
    }
}

/// Puts attributes on every slide that directives are about.
pub(super) fn apply(
    writer: &mut DeckRewriter,
    settings: &DialectSettings,
    body: &DeckBody<'_>,
    slides: &[Range<usize>],
    comments: &[Directives<'_>],
) {
    // A key with `_` before it is for one slide alone; the others hold until the next one.
    let (mut lasting, mut once) = (SlideLook::default(), SlideLook::default());
    for (key, text) in &settings.slide {
        let look = if key.starts_with('_') {
            &mut once
        } else {
            &mut lasting
        };
        let text = text.clone();
        look.set(bare(key), DirectiveValue { text, pair: None });
    }
    let mut comments = comments.iter().peekable();
    for slide in slides {
        let mut here = Vec::new();
        while let Some(comment) = comments.next_if(|comment| comment.range.start < slide.end) {
            for pair in &comment.pairs {
                let look = if pair.key.starts_with('_') {
                    &mut once
                } else {
                    &mut lasting
                };
                let text = pair.value.clone();
                let value = DirectiveValue {
                    text,
                    pair: Some(pair),
                };
                look.set(bare(pair.key), value);
                lose(writer, pair);
            }
            here.push(comment);
        }
        let look = std::mem::take(&mut once).or(&lasting);
        write(writer, body, slide, look, &here);
    }
}

/// Writes the attributes of a slide: in the place of the directive that sets them, or at its
/// beginning.
fn write(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    look: SlideLook<'_>,
    here: &[&Directives<'_>],
) {
    let text = body.text.get(slide.clone()).unwrap_or_default();
    let classes: Adder = |attributes, value| drop(attributes.classes(value));
    let background: Adder = |attributes, value| attributes.pair("background", css_url(value));
    let mut inherited = (SlideAttributes::default(), 0..0);
    let mut placed = vec![SlideAttributes::default(); here.len()];
    let ground = background_of(&look, text, here);
    for (value, add) in [(look.classes, classes), (ground, background)] {
        let Some(value) = value else { continue };
        let place = here.iter().position(|comment| comment.has(&value));
        let attributes = place.map_or(&mut inherited.0, |at| &mut placed[at]);
        add(attributes, &value.text);
        if let Some(pair) = value.pair.filter(|_| place.is_none()) {
            inherited.1 = pair.range.clone();
        }
    }
    if !inherited.0.is_empty() && !text.trim().is_empty() {
        let start = body.trimmed_start(slide);
        let line = inherited.0.comment() + "\n";
        writer.edits.open(start, line, inherited.1);
    }
    for (comment, attributes) in here.iter().zip(placed) {
        put(writer, body, comment, &attributes);
    }
}

/// The background of a slide: a picture before a colour. A picture in the slide's text stands
/// before one that an earlier slide's directive gives.
fn background_of<'t>(
    look: &SlideLook<'t>,
    slide: &str,
    here: &[&Directives<'_>],
) -> Option<DirectiveValue<'t>> {
    let picture = look.picture.as_ref();
    let picture = picture.filter(|value| !matches!(css_url(&value.text), "" | "none"));
    let colour = look.colour.as_ref().filter(|value| !value.text.is_empty());
    let has_picture = slide.contains("![bg");
    let is_here = |value: &DirectiveValue<'_>| here.iter().any(|comment| comment.has(value));
    let background = picture.or(colour);
    background
        .filter(|value| !has_picture || is_here(value))
        .cloned()
}

/// Adds a value to the attributes of a slide.
type Adder = fn(&mut SlideAttributes, &str);

/// Puts attributes in the place of a comment; several on one line get a line each.
fn put(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    comment: &Directives<'_>,
    attributes: &SlideAttributes,
) {
    if attributes.is_empty() {
        return writer.remove(body, comment.range.clone());
    }
    let before = body
        .text
        .get(body.line_start(comment.range.start)..comment.range.start)
        .unwrap_or_default();
    let follows = before.trim_end().ends_with("-->");
    writer.edits.replace(
        comment.range.clone(),
        if follows { "\n" } else { "" }.to_owned() + &attributes.comment(),
    );
}

/// Reports a directive that has no equivalent, at its comment. Those of the front matter are
/// reported with their keys.
fn lose(writer: &mut DeckRewriter, pair: &Pair<'_>) {
    if let Some(hint) = hint(pair) {
        writer.lost(pair.range.clone(), pair.key, hint);
    }
}

/// What a deck has in its native form instead of a directive.
fn in_native_form(pair: &Pair<'_>) -> String {
    let mut attributes = SlideAttributes::default();
    match bare(pair.key) {
        "class" => drop(attributes.classes(&pair.value)),
        "backgroundColor" | "backgroundImage" if !css_url(&pair.value).contains('(') => {
            attributes.pair("background", css_url(&pair.value));
        }
        "headingDivider" => return "write a line `---` before each slide".to_owned(),
        _ => {}
    }
    if attributes.is_empty() {
        let hint = hint(pair).unwrap_or("take it out");
        return hint.to_owned();
    }
    let braces = attributes.braces();
    format!("write `{braces}` at the end of the slide's heading")
}

/// What there is instead of a directive that has no equivalent.
fn hint(pair: &Pair<'_>) -> Option<&'static str> {
    Some(match bare(pair.key) {
        "class" | "backgroundColor" | "backgroundImage" | "headingDivider" | "marp" => {
            return None;
        }
        "math" if pair.value != "false" => return None,
        "footer" | "header" => "`footer: …` in the front matter stands at the foot of every slide",
        "paginate" => "slides are numbered by the theme",
        "color" => {
            "the classes `dark` and `light` give a slide the colours of text that go with its background"
        }
        "backgroundPosition" | "backgroundRepeat" | "backgroundSize" => {
            "a background fills its slide; `![bg contain](…)` shows all of a picture"
        }
        "size" => "`aspect: 4:3` in the front matter gives slides another shape",
        "theme" | "style" => "`scheme` and `css` in the front matter change how a deck looks",
        "title" | "author" | "description" | "keywords" | "url" | "lang" => {
            "say it in the front matter of the talk"
        }
        "transition" => "slides follow each other without movement",
        _ => "take it out, or put it into another comment if it is a note",
    })
}
