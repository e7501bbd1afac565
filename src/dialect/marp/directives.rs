//! Directives: YAML in a comment. A directive holds from its slide on; with `_` before its key, for
//! its slide alone. What they make of slides is `looks`'.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody, DeckComment};
use super::super::pairs::{self, Pair};
use super::super::slide::{SlideAttributes, css_url};
use super::super::writer::DeckRewriter;
use super::DIALECT;

/// Every directive, without `_`.
const ALL: [&str; 24] = [
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
    "image",
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

/// Marp's own themes, which look different here as all decks do.
pub(super) const THEMES: [&str; 3] = ["default", "gaia", "uncover"];

/// A comment with directives.
#[derive(Debug)]
pub(super) struct Directives<'t> {
    pub(super) range: Range<usize>,
    pub(super) pairs: Vec<Pair<'t>>,
}

impl Directives<'_> {
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
    let comments = body
        .comments
        .iter()
        .filter(|comment| is_read(body, comment));
    let comments = comments.filter_map(|comment| {
        let (_, inside) = body.inside(comment);
        let mut pairs = pairs::read(body.text, inside)?;
        let is_known = pairs.iter().any(|pair| ALL.contains(&bare(pair.key)));
        is_known.then_some(())?;
        for pair in &mut pairs {
            pair.value = value(body.text, pair)?;
        }
        Some(Directives {
            range: comment.range.clone(),
            pairs,
        })
    });
    comments.collect()
}

/// Whether Marp reads a comment: not within a block of HTML.
pub(super) fn is_read(body: &DeckBody<'_>, comment: &DeckComment) -> bool {
    let block = comment.block.map(|number| &body.blocks[number]);
    block.is_none_or(|block| {
        block.kind != BlockKind::Html || block.range.start >= comment.range.start
    })
}

/// The value of a pair as Marp reads it: what is no YAML of another form is taken to the end of its
/// line. `None` for what no YAML can begin with.
fn value(text: &str, pair: &Pair<'_>) -> Option<String> {
    let written = text.get(pair.range.clone())?;
    let (_, rest) = written.split_once(':')?;
    let rest = rest.trim();
    match rest.chars().next() {
        Some('*' | '`') => None,
        Some('|' | '>') => {
            let folded = pair.value.trim_start_matches(['|', '>', '+', '-']);
            Some(folded.trim_start().to_owned())
        }
        Some('"' | '\'' | '[' | '{' | '~' | '&') | None => Some(pair.value.clone()),
        Some(_) if rest.contains('\n') => Some(pair.value.clone()),
        Some(_) => Some(rest.to_owned()),
    }
}

/// Whether the value of a key of front matter is taken to the end of its line.
pub(in super::super) fn is_text(key: &str) -> bool {
    !["marp", "math"].contains(&key) && ALL.contains(&bare(key))
}

/// The name of a directive, for one slide or for several.
pub(super) fn bare(key: &str) -> &str {
    key.strip_prefix('_').unwrap_or(key)
}

/// The levels of headings that begin a slide, where a comment says so.
pub(super) fn heading_divider(body: &DeckBody<'_>) -> Option<Vec<u8>> {
    let comments = read(body);
    let mut pairs = comments.iter().flat_map(|comment| &comment.pairs);
    let pair = pairs.rfind(|pair| pair.key == "headingDivider")?;
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
pub(super) fn hint(pair: &Pair<'_>) -> Option<&'static str> {
    Some(match bare(pair.key) {
        // What a deck says of itself stands with the talk.
        "class" | "headingDivider" | "marp" | "math" | "title" | "author" | "description"
        | "keywords" | "url" | "image" | "lang" => return None,
        "backgroundImage" => "its first colour lies behind the slide; a picture can show all of it",
        "backgroundColor" => "write a colour like `#0b3d5c`, without a variable of a style sheet",
        "footer" | "header" => "put the text between `::: slide-footer` and `:::`, on its slide",
        "paginate" => "slides are numbered by the theme",
        "color" => {
            "the classes `dark` and `light` give a slide the colours of text that go with its background"
        }
        "backgroundPosition" | "backgroundRepeat" | "backgroundSize" => {
            "a background fills its slide; `![bg contain](…)` shows all of a picture"
        }
        "size" => "`aspect: 4:3` in the front matter gives slides another shape",
        "theme" | "style" => "`scheme` and `css` in the front matter change how a deck looks",
        "transition" => "write `transition=fade` or `slide` on the slide that comes",
        _ => "take it out, or put it into another comment if it is a note",
    })
}
