//! How directives make slides look: classes, backgrounds, and what stands at the head and the foot.

use std::ops::Range;

use super::super::DialectSettings;
use super::super::body::DeckBody;
use super::super::css;
use super::super::motion::transition;
use super::super::pairs::Pair;
use super::super::slide::contained_picture;
use super::super::writer::DeckRewriter;
use super::directives::{self, Directives, bare};
use super::ground::{Ground, Pictures, ground};
use super::images::WrittenImage;
use super::inverted;
use super::look::{DirectiveValue, Look};
use super::margins::{self, Margins};
use super::numbers::Numbers;
use super::own_attributes::OwnAttributes;
use crate::config::decks::Transition;

/// What is known of a whole deck.
pub(super) struct DeckLooks<'a, 't> {
    pub(super) settings: &'a DialectSettings,
    pub(super) body: &'a DeckBody<'t>,
    pub(super) images: &'a [WrittenImage<'t>],
    /// The comments with directives, in order.
    pub(super) comments: &'a [Directives<'t>],
}

/// What holds for all slides, whatever their own directives say.
#[derive(Clone, Copy)]
struct AllSlides {
    numbers: Numbers,
    /// Whether the deck has Marp's theme whose slides are centred.
    is_uncover: bool,
}

/// A slide with its directives.
struct SlideLook<'a, 't> {
    range: &'a Range<usize>,
    look: Look<'a>,
    here: Vec<&'a Directives<'t>>,
    /// How it comes, which the slide before it says.
    comes: Option<Transition>,
    is_first: bool,
    is_last: bool,
}

impl DeckLooks<'_, '_> {
    /// Writes the looks of all slides.
    pub(super) fn apply(&self, writer: &mut DeckRewriter, slides: &[Range<usize>]) {
        // A key with `_` before it is for one slide alone; the others hold until the next one.
        let (mut lasting, mut once) = (Look::default(), Look::default());
        for (key, text) in &self.settings.slide {
            let look = if key.starts_with('_') {
                &mut once
            } else {
                &mut lasting
            };
            let text = text.clone();
            look.set(key, DirectiveValue { text, pair: None });
        }
        let mut margins = self.has_margins().then(Margins::default);
        let all = AllSlides {
            numbers: self.numbers(),
            is_uncover: self.is_uncover(),
        };
        let mut comes = None;
        let mut comments = self.comments.iter().peekable();
        for (number, range) in slides.iter().enumerate() {
            let mut here = Vec::new();
            while let Some(comment) = comments.next_if(|comment| comment.range.start < range.end) {
                for pair in &comment.pairs {
                    let look = if pair.key.starts_with('_') {
                        &mut once
                    } else {
                        &mut lasting
                    };
                    let text = pair.value.clone();
                    look.set(
                        pair.key,
                        DirectiveValue {
                            text,
                            pair: Some(pair),
                        },
                    );
                }
                here.push(comment);
            }
            let look = std::mem::take(&mut once).or(&lasting);
            let is_first = number == 0;
            let is_last = number + 1 == slides.len();
            let goes = look.text("transition").and_then(transition);
            let slide = SlideLook {
                range,
                look,
                here,
                comes: std::mem::replace(&mut comes, goes),
                is_first,
                is_last,
            };
            self.write(writer, &slide, all, margins.as_mut());
        }
    }

    /// Whether slides have heads or feet that the deck's own `footer` does not say.
    fn has_margins(&self) -> bool {
        let pairs = self.comments.iter().flat_map(|comment| &comment.pairs);
        let of_comments = pairs.map(|pair| bare(pair.key));
        of_comments
            .into_iter()
            .any(|key| matches!(key, "header" | "footer"))
            || self
                .settings
                .slide
                .iter()
                .any(|(key, text)| match key.as_str() {
                    "footer" => !margins::is_plain(text),
                    key => matches!(bare(key), "header" | "footer"),
                })
    }

    fn numbers(&self) -> Numbers {
        let mut pairs = self.comments.iter().flat_map(|comment| &comment.pairs);
        let mut keys = self.settings.slide.iter().map(|(key, _)| key.as_str());
        let is_said = |key: &str| bare(key) == "paginate";
        Numbers {
            are_said: pairs.any(|pair| is_said(pair.key)) || keys.any(is_said),
        }
    }

    fn is_uncover(&self) -> bool {
        let mut pairs = self.comments.iter().flat_map(|comment| &comment.pairs);
        let of_comment = pairs.rfind(|pair| pair.key == "theme");
        let theme = of_comment.map(|pair| pair.value.as_str());
        theme.or(self.settings.theme.as_deref()) == Some("uncover")
    }

    /// Writes the attributes of a slide: in the place of the directive that sets them, or at its
    /// beginning.
    fn write(
        &self,
        writer: &mut DeckRewriter,
        slide: &SlideLook<'_, '_>,
        all: AllSlides,
        margins: Option<&mut Margins>,
    ) {
        let text = self.body.text.get(slide.range.clone()).unwrap_or_default();
        let is_blank = text.trim().is_empty();
        let mut attributes = OwnAttributes::new(&slide.here, self.body.trimmed_start(slide.range));
        if let Some(value) = slide.look.get("class") {
            let classes = inverted::classes(self.settings, &value.text);
            attributes.of(value).classes(&classes);
        }
        if all.is_uncover {
            attributes.inherited.0.class("center");
        }
        if let Some(transition) = slide.comes {
            let inherited = &mut attributes.inherited.0;
            inherited.pair("transition", transition.name());
        }
        all.numbers
            .write(&slide.look, slide.is_first, &mut attributes);
        let mut lines = margins.map_or(String::new(), |margins| {
            margins.lines(slide.look.text("header"), slide.look.text("footer"))
        });
        let is_behind = self.behind(slide, &mut attributes, &mut lines);
        for pair in slide.here.iter().flat_map(|comment| &comment.pairs) {
            lose(writer, pair, is_behind);
        }
        if is_blank && slide.is_first && slide.is_last {
            return;
        }
        let is_plain = is_blank && attributes.inherited.0.is_empty();
        if is_plain && (slide.is_first || slide.is_last) {
            // Marp counts a slide without anything, too.
            lines.push_str("<!-- .slide: -->\n");
        }
        if is_blank && !(is_plain && lines.is_empty()) {
            lines.insert(0, '\n');
        }
        attributes.put(writer, self.body, slide.range, &lines);
    }

    /// Writes what lies behind a slide, and says whether there is something.
    fn behind(
        &self,
        slide: &SlideLook<'_, '_>,
        written: &mut OwnAttributes<'_, '_>,
        lines: &mut String,
    ) -> bool {
        let pictures = self.pictures(slide.range);
        let colour = slide.look.text("color").and_then(css::colour);
        // Of a colour like red, nobody can say what it is meant for.
        let has_dark_text = colour.is_some_and(|colour| colour.iter().all(|part| *part < 0x60));
        let Some((ground, value)) = ground(&slide.look, &pictures) else {
            if pictures.whole && has_dark_text {
                written.inherited.0.class("light");
            }
            return pictures.whole;
        };
        let is_colour = matches!(ground, Ground::Colour(_));
        match ground {
            Ground::Colour(text) | Ground::Picture(text) => {
                let attributes = match value {
                    Some(value) => written.of(value),
                    None => &mut written.inherited.0,
                };
                // A picture at a side leaves room for a colour alone.
                if is_colour || !pictures.side {
                    attributes.pair("background", &text);
                }
            }
            Ground::Contained(address) => {
                lines.push_str(&contained_picture(&address));
                lines.push_str("\n\n");
            }
        }
        if !is_colour && has_dark_text {
            written.inherited.0.class("light");
        }
        true
    }

    /// The backgrounds in the text of a slide.
    fn backgrounds(&self, slide: &Range<usize>) -> impl Iterator<Item = &WrittenImage<'_>> {
        let first = self
            .images
            .partition_point(|image| image.start < slide.start);
        let last = self.images.partition_point(|image| image.start < slide.end);
        let images = self.images.get(first..last).unwrap_or_default();
        images.iter().filter(|image| image.is_background)
    }

    fn pictures(&self, slide: &Range<usize>) -> Pictures<'_> {
        let mut found = Pictures::default();
        for image in self.backgrounds(slide) {
            if let Some(colour) = image.colour() {
                found.colour = Some(colour);
            } else if image.is_picture() && image.has_side() {
                found.side = true;
            } else if image.is_picture() {
                found.whole = true;
                found.contained |= image.is_contained();
            }
        }
        // Marp shows all pictures at the side that one of them keeps to.
        found.whole &= !found.side;
        found
    }
}

/// Reports a directive that has no equivalent, at its comment. Those of the front matter are
/// reported with their keys.
fn lose(writer: &mut DeckRewriter, pair: &Pair<'_>, is_behind: bool) {
    let value = pair.value.trim();
    let is_the_same = match bare(pair.key) {
        "header" | "footer" => true,
        "paginate" => matches!(value, "true" | "false" | "hold" | "skip" | ""),
        "color" => is_behind,
        "backgroundImage" => !css::is_gradient(value),
        "backgroundColor" => {
            css::colour(value).is_some() || matches!(value, "" | "transparent" | "none" | "inherit")
        }
        "backgroundSize" => matches!(value, "cover" | "contain" | ""),
        "backgroundPosition" => matches!(value, "center" | "center center" | "50% 50%" | ""),
        "backgroundRepeat" => matches!(value, "no-repeat" | ""),
        "theme" => directives::THEMES.contains(&value),
        "size" => value == "16:9",
        "transition" => transition(value).is_some(),
        _ => false,
    };
    if let Some(hint) = directives::hint(pair).filter(|_| !is_the_same) {
        writer.lost(pair.range.clone(), pair.key, hint);
    }
}
