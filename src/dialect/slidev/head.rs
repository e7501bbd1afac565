//! What the YAML of a slide makes of it: its layout, classes, id and background in the native form.
//!
//! Themes have layouts and keys of their own. A layout that is not known here is the default one,
//! and keys that change nothing which Lutrin shows are passed over.

use std::ops::Range;
use std::str::FromStr;

use super::super::motion::transition;
use super::super::pairs::Pair;
use super::super::slide::{Fill, SlideAttributes, css_url};
use super::{matter, uno};
use crate::config::decks::Transition;

/// What Lutrin has no equivalent for: its place, the word, and what to write instead.
pub(super) type Lost = (Range<usize>, String, &'static str);

/// The attributes of a slide in the native form.
#[derive(Debug, Default)]
pub(super) struct SlideHead {
    /// Lines that stand before its content, each with the place that it comes from.
    pub(super) lines: Vec<(String, Range<usize>)>,
    pub(super) lost: Vec<Lost>,
    /// What stands behind its content.
    pub(super) more: Option<String>,
}

impl SlideHead {
    /// Adds how the slide comes, which is what the one before it says of how it goes.
    pub(super) fn comes(&mut self, transition: Option<Transition>) {
        if let Some(transition) = transition {
            let mut attributes = SlideAttributes::default();
            attributes.pair("transition", transition.name());
            self.lines.push((attributes.comment(), 0..0));
        }
    }

    /// Adds how many steps the slide takes. `range` is where it says how many clicks there are, and
    /// `is_cut` that something would come behind them.
    pub(super) fn steps(&mut self, steps: Option<usize>, is_cut: bool, range: &Range<usize>) {
        if let Some(steps) = steps {
            let mut attributes = SlideAttributes::default();
            attributes.pair("steps", &steps.to_string());
            self.lines.push((attributes.comment(), range.clone()));
        }
        if is_cut {
            let hint = "what would come behind the last click comes with it: take the key out, or give it as many clicks as the slide takes";
            self.lost.push((range.clone(), "clicks".to_owned(), hint));
        }
    }
}

const BACKGROUND: &str =
    "a slide has one background: a picture of the site, or a colour like `#0b3d5c`";

/// Reads the pairs of a slide. `id` is the one that links to its number lead to.
pub(super) fn read(pairs: &[Pair<'_>], id: Option<&str>) -> SlideHead {
    let mut head = SlideHead::default();
    for pair in pairs {
        let line = line(pairs, pair, &mut head.lost);
        if !line.is_empty() {
            head.lines.push((line, pair.range.clone()));
        }
    }
    let has_own = matter::get(pairs, "routeAlias").is_some_and(|id| !id.is_empty());
    if let Some(id) = id.filter(|_| !has_own) {
        let mut attributes = SlideAttributes::default();
        attributes.id(id);
        head.lines.push((attributes.comment(), 0..0));
    }
    head
}

/// A pair in the native form; empty where it says nothing there.
pub(super) fn line(pairs: &[Pair<'_>], pair: &Pair<'_>, lost: &mut Vec<Lost>) -> String {
    let mut attributes = SlideAttributes::default();
    let value = pair.value.as_str();
    let mut report = |word: String| lost.push((pair.range.clone(), word, hint(pair.key)));
    match pair.key {
        "layout" => match class_of(value) {
            Some("") => {}
            Some(class) => {
                attributes.word(format!(".{class}"));
                if ["fact", "big-number"].contains(&value) {
                    attributes.class("fact");
                }
                if ["fact", "big-number", "statement", "end"].contains(&value) {
                    attributes.class("center");
                }
            }
            None => report(format!("layout: {value}")),
        },
        // What cannot be a class here is one of UnoCSS', for which the theme has no name.
        "class" => {
            attributes.classes(value);
            for class in value.split_ascii_whitespace().filter(|it| uno::is_lost(it)) {
                report(class.to_owned());
            }
        }
        "image" | "background" => match picture(pairs, pair) {
            Backdrop::None => {}
            Backdrop::Attribute(value) => attributes.pair("background", &value),
            Backdrop::Picture(line) => return line,
            Backdrop::Nearly(colour) => {
                report(pair.key.to_owned());
                if let Some(colour) = colour {
                    attributes.pair("background", &colour);
                }
            }
        },
        "routeAlias" => attributes.id(value),
        "zoom" => match value.parse::<f64>() {
            Ok(zoom) if zoom < 0.95 => attributes.word(".small".to_owned()),
            Ok(zoom) if zoom > 1.05 => attributes.word(".large".to_owned()),
            _ => {}
        },
        "backgroundSize" if !["cover", "contain", ""].contains(&value) => {
            report(pair.key.to_owned());
        }
        // It is for the way to the next slide, which says so (`SlideHead::comes`).
        "transition" if transition(value).is_some() => {}
        "transition" | "clicksStart" if !value.is_empty() => report(pair.key.to_owned()),
        "src" => report(pair.key.to_owned()),
        _ => {}
    }
    attributes.comment()
}

/// What stands behind a slide.
enum Backdrop {
    None,
    /// A colour or a picture, as `background=…` has it.
    Attribute(String),
    /// A picture with a place, as an image.
    Picture(String),
    /// Something that Lutrin does not show, and a colour that comes near it.
    Nearly(Option<String>),
}

fn picture(pairs: &[Pair<'_>], pair: &Pair<'_>) -> Backdrop {
    let layout = matter::get(pairs, "layout").unwrap_or_default();
    let value = css_url(&pair.value);
    if value.is_empty() {
        return Backdrop::None;
    }
    if svgtypes::Color::from_str(value).is_ok() {
        return Backdrop::Attribute(value.to_owned());
    }
    let is_file = !value.contains(['(', ',', '\n'])
        && value.contains(['.', '/'])
        && !value.starts_with("//")
        && !value.contains("://")
        && !value.starts_with("data:");
    if !is_file {
        return Backdrop::Nearly(match Fill::read(value) {
            Fill::Nearly(colour) => Some(colour),
            Fill::Whole(_) | Fill::Lost => None,
        });
    }
    let side = ["left", "right"]
        .into_iter()
        .find(|side| layout.contains("image") && layout.ends_with(side));
    let is_whole = matter::get(pairs, "backgroundSize") == Some("contain");
    if side.is_none() && !is_whole {
        return Backdrop::Attribute(value.to_owned());
    }
    let file = value.replace(['<', '>'], "");
    let file = if file.contains([' ', '(', ')']) {
        format!("<{file}>")
    } else {
        file
    };
    let mut words = vec!["bg"];
    words.extend(side);
    words.extend(is_whole.then_some("contain"));
    Backdrop::Picture(format!("![{}]({file})\n", words.join(" ")))
}

/// Lutrin's class for a layout; empty for the default layout.
pub(super) fn class_of(layout: &str) -> Option<&'static str> {
    Some(match layout {
        "cover" | "intro" | "title" | "intro-image" | "intro-image-right" | "intro-image-left"
        | "cover-image" | "cover-logos" | "presenter-image" | "presenter" | "about-me" => "title",
        "section" | "chapter" | "new-section" | "section-title" => "section",
        "statement" | "fact" | "big-points" | "big-number" => "statement",
        "quote" | "credits" => "quote",
        "end" | "outro" | "thanks" | "thank-you" => "end",
        "center" | "centered" | "center-image" => "center",
        layout if layout.starts_with("two-col") || layout.ends_with("-two-cols") => "columns",
        "default" | "full" | "none" | "image" | "image-left" | "image-right" | "iframe"
        | "iframe-left" | "iframe-right" | "bullets" | "404" | "error" | "null" | "" => "",
        _ => return None,
    })
}

/// What to write instead of a key.
pub(super) fn hint(key: &str) -> &'static str {
    match key {
        "layout" => {
            "the layouts are `title`, `section`, `statement`, `quote`, `image`, `columns`, `code` and `end`"
        }
        "transition" => "write `transition=fade` or `slide` on the slide that comes",
        "src" => "name a Markdown file in the deck's folder, as in `src: ./pages/part.md`",
        "hide" | "disabled" => "take the slide out, or keep it to a variant: `only=…`",
        "clicks" => "write `steps=…` on the slide",
        "clicksStart" => "steps are counted as they are written",
        "zoom" => "the class `small` makes a slide's text smaller",
        "title" | "level" | "hideInToc" => {
            "a slide's name is its heading, and headings of level 1 begin the parts of a talk"
        }
        "background" | "image" | "backgroundSize" => BACKGROUND,
        "class" => uno::HINT,
        "url" => "link to the page: decks show nothing of other sites",
        _ => "take it out",
    }
}

/// What a layout shows besides the content of its slide: the end of a deck says so, and a frame
/// around another page is a link to it.
pub(super) fn standing_in(layout: &str, pairs: &[Pair<'_>], content: &str) -> Option<String> {
    if layout == "end" && content.trim().is_empty() {
        return Some("\nEND\n".to_owned());
    }
    let url = matter::get(pairs, "url").filter(|_| layout.starts_with("iframe"))?;
    let is_plain = url.starts_with("https://") && !url.contains(['<', '>', ' ', '"', '\n']);
    is_plain.then(|| format!("\n\n<{url}>\n"))
}
