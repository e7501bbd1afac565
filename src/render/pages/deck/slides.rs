//! The slides of a deck as HTML, each with its classes.

use std::ops::Range;

use tera::Value;

use super::ShownDeck;
use crate::config::decks::Transition;
use crate::diagnostic::Diagnostic;
use crate::dialect::AUTHORS;
use crate::fit::FittedDeck;
use crate::html::text::to_text;
use crate::markdown::{Background, Body, Layout, Slide};
use crate::path::encode_path;
use crate::render::common::body;
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::site::decks;

impl ShownDeck<'_> {
    /// The slides of the variant, each with its HTML.
    pub(super) fn slides(&self) -> Result<Value, Box<Diagnostic>> {
        let fitted = FittedDeck::of(
            &self.snapshot.site,
            &self.snapshot.config,
            &self.snapshot.drawings,
            &self.page.document,
        );
        let of_variant = || {
            self.deck
                .in_variant(self.variant)
                .map(|at| &self.deck.slides[at])
        };
        let counted = of_variant()
            .filter(|slide| slide.numbering.counts())
            .count();
        let (mut part, mut shown) = (0, 0);
        let mut slides = Vec::new();
        for (before, at) in self.deck.in_variant(self.variant).enumerate() {
            let slide = &self.deck.slides[at];
            part += usize::from(slide.begins_part() && before > 0);
            shown += usize::from(slide.numbering.counts());
            let document = &self.page.document;
            let content = self.part(&document.body, &slide.content)?;
            let foot = match &slide.foot {
                Some(foot) => self.part(&document.body, foot)?,
                None => String::new(),
            };
            let notes = if self.notes {
                self.part(&self.deck.notes, &slide.notes)?
            } else {
                String::new()
            };
            slides.push(map! {
                "id" => slide.id.as_str(),
                "href" => format!("#{}", encode_path(&slide.id)),
                "class" => classes(slide, &content),
                "layout" => slide.layout.name(),
                "is_title" => slide.layout == Layout::Title,
                "title" => text_or_none(slide.title.as_deref()),
                "number" => number(before + 1),
                "shown_number" => number(shown.max(1)),
                "shown_count" => number(counted.max(1)),
                "part" => number(part),
                "steps" => number(slide.steps),
                "transition" => self.transition(slide).name(),
                "fit" => fitted.as_ref().map_or_else(String::new, |deck| deck.fit(slide).words()),
                "backdrop" => safe(&self.part(&document.body, &slide.backdrop)?),
                "has_own_foot" => slide.foot.is_some(),
                "foot" => safe(&foot),
                "content" => safe(&self.with_names_once(slide, content)),
                "notes" => safe(&notes),
            });
        }
        Ok(list(slides))
    }

    /// How long a slide stays before the next one comes by itself, in seconds; 0 where it waits.
    pub(super) fn autoslide(&self, slide: &Slide) -> u32 {
        slide.autoslide.unwrap_or(self.matter.autoslide).seconds()
    }

    /// How a slide comes after the one before it.
    pub(super) fn transition(&self, slide: &Slide) -> Transition {
        slide.transition.unwrap_or(self.matter.transition)
    }

    /// A title slide whose line of authors names the speakers of the talk, without that line: the
    /// theme names them below, with what they do.
    fn with_names_once(&self, slide: &Slide, mut content: String) -> String {
        let line = authors_line(&content).filter(|_| slide.layout == Layout::Title);
        let talk = decks::talk_page(&self.snapshot.site, self.page);
        if let Some((line, talk)) = line.zip(talk) {
            let lang = &self.page.document.path.lang;
            let names: Vec<&str> = talk
                .speakers
                .iter()
                .map(|speaker| speaker.name(lang))
                .collect();
            if names_alone(&to_text(&content[line.clone()]), &names) {
                content.replace_range(line, "");
            }
        }
        content
    }

    fn part(&self, body: &Body, range: &Range<usize>) -> body::Html {
        body::fill_part(self.snapshot, &self.page.document, body, range.clone())
    }
}

/// Where the line stands that names the authors of a deck.
fn authors_line(content: &str) -> Option<Range<usize>> {
    let start = content.find(&format!("<p class=\"{AUTHORS}\">"))?;
    let end = "</p>";
    let length = content[start..].find(end)? + end.len();
    Some(start..start + length)
}

/// Whether a text has names and nothing else.
fn names_alone(text: &str, names: &[&str]) -> bool {
    let plain = |text: &str| text.replace('’', "'").replace('\u{a0}', " ");
    let mut names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    // One name may be the beginning of another.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let rest = names
        .iter()
        .fold(plain(text), |rest, name| rest.replace(name, ""));
    let mut words = rest.split(|c: char| !c.is_alphanumeric());
    words.all(|word| ["", "and", "et"].contains(&word))
}

/// The classes of slides with something behind them, by what that is.
const ON_DARK: [&str; 2] = ["has-background", "on-dark"];
const ON_LIGHT: [&str; 2] = ["has-background", "on-light"];

/// The classes of a slide: its layout, what it stands on, and its author's own. A picture that no
/// text stands on needs no veil.
fn classes(slide: &Slide, content: &str) -> String {
    let mut classes = vec![
        "slide".to_owned(),
        format!("layout-{}", slide.layout.name()),
    ];
    // By the class of this name the theme hides what only screen readers say: it would hide the slide.
    let authored = slide
        .classes
        .iter()
        .filter(|class| Layout::of_class(class).is_none() && *class != "hidden");
    match &slide.background {
        Some(Background::Colour(colour)) => classes.extend(on_colour(*colour)),
        Some(Background::Pictures {
            side: None,
            ground,
            is_whole,
        }) => {
            let has_text = slide.layout == Layout::Title || !to_text(content).is_empty();
            let is_light = slide.classes.iter().any(|class| class == "light");
            match ground {
                Some(colour) => classes.extend(on_colour(*colour)),
                None if is_light => classes.extend(ON_LIGHT.map(str::to_owned)),
                // Around a drawing that is shown whole lies the deck's own paper.
                None if *is_whole && !has_text => classes.push(ON_LIGHT[0].to_owned()),
                None => classes.extend(ON_DARK.map(str::to_owned)),
            }
            if !has_text {
                classes.push("picture-only".to_owned());
            }
        }
        Some(Background::Pictures {
            side: Some(_),
            ground,
            ..
        }) => {
            classes.push("is-split".to_owned());
            classes.extend(ground.iter().flat_map(|colour| on_colour(*colour)));
        }
        None => {}
    }
    classes.extend(authored.cloned());
    if !slide.numbering.is_shown() {
        classes.push("no-number".to_owned());
    }
    if slide.optional {
        classes.push("optional".to_owned());
    }
    classes.join(" ")
}

/// The classes of a slide on a colour.
fn on_colour(colour: [u8; 3]) -> [String; 2] {
    let on = if is_dark(colour) { ON_DARK } else { ON_LIGHT };
    on.map(str::to_owned)
}

/// Whether white has more contrast with a colour than black: WCAG 2.2, relative luminance below
/// 0.179.
fn is_dark(colour: [u8; 3]) -> bool {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179
}

#[cfg(test)]
mod tests {
    use super::{authors_line, is_dark, names_alone};

    #[test]
    fn a_line_of_authors_may_name_the_speakers_alone() {
        let html = "<h1>A</h1>\n<p class=\"slide-authors\">Ada &amp; Bo</p>\n<p>B</p>";
        assert_eq!(
            authors_line(html).map(|line| &html[line]),
            Some("<p class=\"slide-authors\">Ada &amp; Bo</p>")
        );
        assert_eq!(authors_line("<p>Ada</p>"), None);
        assert!(names_alone(
            "Ada O’Neil, Bo and Boris",
            &["Ada O'Neil", "Bo", "Boris"]
        ));
        assert!(!names_alone("Ada, Bo", &["Ada"]));
        assert!(!names_alone("Ada (Town Lab)", &["Ada"]));
    }

    #[test]
    fn text_stands_out_from_its_background() {
        let dark = [[0, 0, 0], [18, 52, 86], [125, 58, 0], [255, 0, 0]].map(is_dark);
        let light = [
            [255, 255, 255],
            [244, 176, 85],
            [128, 128, 128],
            [0, 255, 0],
        ]
        .map(is_dark);
        assert_eq!(dark, [true, true, true, false]);
        assert_eq!(light, [false; 4]);
    }
}
