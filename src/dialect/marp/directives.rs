//! Directives: YAML in a comment. One holds from its slide on, with `_` before it for its slide
//! alone.

use std::ops::Range;

use super::super::Settings;
use super::super::body::Body;
use super::super::html;
use super::super::pairs::{self, Pair};
use super::super::slide::Attributes;
use super::super::writer::Writer;

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

/// The first ones of [`ALL`] that only Marp has.
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
    /// Whether no other tool has such a comment.
    pub(super) fn is_sign(&self) -> bool {
        self.pairs
            .iter()
            .any(|pair| pair.key.starts_with('_') || SIGNS.contains(&pair.key))
    }
}

/// The comments that are directives: those with a key that is one.
pub(super) fn read<'t>(body: &Body<'t>) -> Vec<Directives<'t>> {
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
pub(super) fn heading_divider(body: &Body<'_>) -> Option<Vec<u8>> {
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

/// What holds for slides until another directive says otherwise.
#[derive(Debug, Clone, Default)]
struct Look<'t> {
    classes: Option<Said<'t>>,
    colour: Option<Said<'t>>,
    picture: Option<Said<'t>>,
}

/// A value and the pair that says it; none for the front matter.
#[derive(Debug, Clone)]
struct Said<'t> {
    value: String,
    pair: Option<&'t Pair<'t>>,
}

impl<'t> Look<'t> {
    fn set(&mut self, key: &str, said: Said<'t>) {
        match key {
            "class" => self.classes = Some(said),
            "backgroundColor" => self.colour = Some(said),
            "backgroundImage" => self.picture = Some(said),
            _ => {}
        }
    }

    /// What holds for one slide: its own word before the one that holds anyway.
    fn over(self, around: &Self) -> Self {
        let or = |own: Option<Said<'t>>, around: &Option<Said<'t>>| own.or_else(|| around.clone());
        Self {
            classes: or(self.classes, &around.classes),
            colour: or(self.colour, &around.colour),
            picture: or(self.picture, &around.picture),
        }
    }
}

/// Puts attributes on every slide that directives are about.
pub(super) fn apply(
    writer: &mut Writer,
    settings: &Settings,
    body: &Body<'_>,
    slides: &[Range<usize>],
    comments: &[Directives<'_>],
) {
    let (mut around, mut first) = (Look::default(), Look::default());
    for (key, value) in &settings.slide {
        let said = Said {
            value: value.clone(),
            pair: None,
        };
        if key.starts_with('_') {
            &mut first
        } else {
            &mut around
        }
        .set(bare(key), said);
    }
    let mut comments = comments.iter().peekable();
    for slide in slides {
        let mut own = std::mem::take(&mut first);
        let mut here = Vec::new();
        while let Some(comment) = comments.next_if(|comment| comment.range.start < slide.end) {
            for pair in &comment.pairs {
                let said = Said {
                    value: pair.value.clone(),
                    pair: Some(pair),
                };
                if pair.key.starts_with('_') {
                    &mut own
                } else {
                    &mut around
                }
                .set(bare(pair.key), said);
                lose(writer, pair);
            }
            here.push(comment);
        }
        write(writer, body, slide, own.over(&around), &here);
    }
}

/// Writes what holds for a slide: in the place of the directive that says it, or at its beginning.
fn write(
    writer: &mut Writer,
    body: &Body<'_>,
    slide: &Range<usize>,
    look: Look<'_>,
    here: &[&Directives<'_>],
) {
    let background = look
        .picture
        .filter(|said| !matches!(html::url(&said.value), "" | "none"));
    let background = background.or(look.colour.filter(|said| !said.value.is_empty()));
    // A picture that the slide has itself stands before what it would have otherwise.
    let has_picture = body
        .text
        .get(slide.clone())
        .is_some_and(|text| text.contains("![bg"));
    let is_here = |said: &Said<'_>| {
        here.iter()
            .flat_map(|comment| &comment.pairs)
            .any(|pair| said.pair == Some(pair))
    };
    let background = background.filter(|said| !has_picture || is_here(said));
    let mut inherited = (Attributes::default(), 0..0);
    let mut placed: Vec<Attributes> = here.iter().map(|_| Attributes::default()).collect();
    let classes = |attributes: &mut Attributes, value: &str| drop(attributes.classes(value));
    let ground =
        |attributes: &mut Attributes, value: &str| attributes.pair("background", html::url(value));
    let adders: [(Option<Said<'_>>, Adder); 2] = [(look.classes, classes), (background, ground)];
    for (said, add) in adders
        .into_iter()
        .filter_map(|(said, add)| Some((said?, add)))
    {
        let place = here
            .iter()
            .position(|comment| comment.pairs.iter().any(|pair| said.pair == Some(pair)));
        add(
            place.map_or(&mut inherited.0, |at| &mut placed[at]),
            &said.value,
        );
        if let Some(pair) = said.pair.filter(|_| place.is_none()) {
            inherited.1 = pair.range.clone();
        }
    }
    let is_empty = body
        .text
        .get(slide.clone())
        .is_none_or(|text| text.trim().is_empty());
    if !inherited.0.is_empty() && !is_empty {
        writer.edits.open(
            body.trimmed_start(slide),
            inherited.0.comment() + "\n",
            inherited.1,
        );
    }
    for (comment, attributes) in here.iter().zip(placed) {
        put(writer, body, comment, &attributes);
    }
}

/// Adds a value to the attributes of a slide.
type Adder = fn(&mut Attributes, &str);

/// Puts attributes in the place of a comment; several on one line get lines of their own.
fn put(writer: &mut Writer, body: &Body<'_>, comment: &Directives<'_>, attributes: &Attributes) {
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

/// Tells what has no equivalent. A directive in a comment is told there, one of the front matter is
/// told by its key.
fn lose(writer: &mut Writer, pair: &Pair<'_>) {
    let hint = match bare(pair.key) {
        "class" | "backgroundColor" | "backgroundImage" | "headingDivider" | "marp" => return,
        "math" if pair.value != "false" => return,
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
    };
    writer.lost(pair.range.clone(), pair.key, hint);
}
