//! The YAML at the top of a slide: between lines of hyphens, or in a code block.

use std::ops::Range;

use super::super::DialectSettings;
use super::super::body::{BlockKind, DeckBody};
use super::super::pairs::{self, Pair};
use super::super::slide::{SlideAttributes, css_url};
use super::super::writer::DeckRewriter;
use super::{DIALECT, SlidevSlide};

/// The keys that Slidev has at the top of a slide. Pairs without any of them are text.
const KEYS: [&str; 20] = [
    "layout",
    "class",
    "background",
    "backgroundSize",
    "image",
    "title",
    "level",
    "hide",
    "disabled",
    "hideInToc",
    "clicks",
    "clicksStart",
    "transition",
    "routeAlias",
    "src",
    "preload",
    "zoom",
    "dragPos",
    "url",
    "theme",
];

/// The slides of a body, each with the pairs at its top.
pub(super) fn slides<'t>(body: &DeckBody<'t>) -> Vec<SlidevSlide<'t>> {
    let mut slides = Vec::with_capacity(body.marks.len() + 1);
    let mut marks = body.breaks().into_iter().peekable();
    let mut open = SlidevSlide {
        pairs: Vec::new(),
        matter: 0..0,
        shown: 0..0,
        end: 0,
        layout: None,
    };
    while let Some(mark) = marks.next() {
        close(&mut open, mark.start);
        slides.push(open);
        open = SlidevSlide {
            pairs: Vec::new(),
            matter: mark.end..mark.end,
            shown: mark.end..mark.end,
            end: mark.end,
            layout: None,
        };
        let matter = mark.end..marks.peek().map_or(mark.end, |next| next.start);
        let follows = body
            .text
            .get(mark.end..body.line_end(mark.end, false))
            .is_some_and(|line| !line.trim().is_empty());
        if let Some(pairs) = follows.then(|| known(body, matter.clone())).flatten() {
            let end = marks.next().map_or(matter.end, |next| next.end);
            open = SlidevSlide {
                pairs,
                matter: matter.start..end,
                shown: end..end,
                end,
                layout: None,
            };
        }
    }
    close(&mut open, body.text.len());
    slides.push(open);
    slides
        .iter_mut()
        .filter(|slide| slide.pairs.is_empty())
        .for_each(|slide| from_code(body, slide));
    slides
}

fn close(slide: &mut SlidevSlide<'_>, end: usize) {
    slide.end = end.max(slide.shown.start);
    slide.shown.end = slide.end;
}

fn known<'t>(body: &DeckBody<'t>, range: Range<usize>) -> Option<Vec<Pair<'t>>> {
    let pairs = pairs::read(body.text, range)?;
    pairs
        .iter()
        .any(|pair| KEYS.contains(&pair.key))
        .then_some(pairs)
}

/// Reads the pairs in a block of YAML code at the top of a slide.
fn from_code<'t>(body: &DeckBody<'t>, slide: &mut SlidevSlide<'t>) {
    let start = body.trimmed(slide.shown.clone()).start;
    let first = body.blocks_in(&(start..slide.shown.end)).next();
    let Some(block) =
        first.filter(|block| block.range.start == start && block.kind == BlockKind::Code(true))
    else {
        return;
    };
    let opening = body
        .text
        .get(start..body.line_end(start, false))
        .unwrap_or_default();
    let is_yaml = ["yaml", "yml"].contains(&opening.trim_start_matches(['`', '~']).trim());
    let inside = body.line_end(start, true)..body.line_start(block.range.end);
    if let Some(pairs) = (is_yaml && inside.start <= inside.end)
        .then(|| known(body, inside))
        .flatten()
    {
        let end = body.line_end(block.range.end, true);
        (slide.pairs, slide.matter, slide.shown.start) = (pairs, start..end, end);
    }
}

/// Puts the pairs of the deck's front matter on its first slide.
pub(super) fn first(
    writer: &mut DeckRewriter,
    settings: &DialectSettings,
    body: &DeckBody<'_>,
    slide: &mut SlidevSlide<'_>,
) {
    let pair = |(key, value): &(String, String)| {
        let key = KEYS.iter().find(|known| *known == key)?;
        Some(Pair {
            key,
            value: value.clone(),
            range: 0..0,
        })
    };
    let pairs: Vec<Pair<'_>> = settings.slide.iter().filter_map(pair).collect();
    let head = SlidevSlide {
        pairs,
        matter: 0..0,
        shown: slide.shown.clone(),
        end: slide.end,
        layout: None,
    };
    let mut lines = Vec::new();
    for pair in &head.pairs {
        let (words, lost) = words(&head, pair);
        for word in lost {
            writer.lost(0..0, &word, hint(pair.key));
        }
        lines.extend(Some(words).filter(|words| !words.is_empty()));
    }
    if slide.pairs.is_empty() && !lines.is_empty() {
        writer.edits.open(
            body.trimmed_start(&slide.shown),
            lines.join("\n") + "\n",
            0..0,
        );
        slide.layout = head.get("layout").map(str::to_owned);
    }
}

/// Rewrites the pairs of a slide into the native form, line by line.
pub(super) fn write(writer: &mut DeckRewriter, slide: &mut SlidevSlide<'_>) {
    let mut at = slide.matter.start;
    for pair in &slide.pairs {
        let (words, lost) = words(slide, pair);
        for word in lost {
            writer.lost(pair.range.clone(), &word, hint(pair.key));
        }
        if !words.is_empty() {
            writer
                .edits
                .put(at..pair.range.end, words + "\n", pair.range.clone());
            at = pair.range.end;
        }
    }
    writer.edits.replace(at..slide.matter.end, "");
    slide.layout = slide
        .get("layout")
        .map(str::to_owned)
        .or(slide.layout.take());
}

/// Reports the pairs at the top of slides in a deck of the native form, where they are a slide of
/// their own.
pub(super) fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    // YAML in a code block is an example.
    let is_matter = |slide: &&SlidevSlide<'_>| {
        let text = body.text.get(slide.matter.clone()).unwrap_or_default();
        !slide.pairs.is_empty() && !body.is_apart(slide.matter.start) && !text.contains("\n#")
    };
    for slide in slides(body).iter().filter(is_matter) {
        let mut attributes = Vec::new();
        let mut others = None;
        for pair in &slide.pairs {
            let (words, _) = words(slide, pair);
            let inside = words
                .strip_prefix("<!-- .slide: ")
                .and_then(|words| words.strip_suffix(" -->"));
            match inside {
                Some(inside) => attributes.push(inside.to_owned()),
                None if words.is_empty() => others = others.or(Some(hint(pair.key).to_owned())),
                None => others = Some(format!("write `{}` on the slide", words.trim())),
            }
        }
        let instead = if attributes.is_empty() {
            others.unwrap_or_else(|| "a slide has its heading alone".to_owned()) + ":"
        } else {
            let braces = attributes.join(" ");
            format!("write `{{{braces}}}` at the end of the slide's heading, and")
        };
        let first = slide.pairs[0].range.clone();
        let word = body.text.get(first.clone()).unwrap_or_default();
        let hint = format!("{instead} take these lines out, and the `---` below them");
        writer.shown(first, (word, DIALECT.tool), hint);
    }
}

/// A pair in the native form, and the words of it that have no equivalent.
fn words(slide: &SlidevSlide<'_>, pair: &Pair<'_>) -> (String, Vec<String>) {
    let (mut attributes, mut lost) = (SlideAttributes::default(), Vec::new());
    let value = pair.value.as_str();
    let layout = slide.get("layout").unwrap_or_default();
    match pair.key {
        "layout" => match class_of(value) {
            Some("") => {}
            Some(class) => attributes.word(format!(".{class}")),
            None => lost.push(format!("layout: {value}")),
        },
        "class" => {
            // What cannot be a class here is one of Tailwind's, for which the theme has no name.
            drop(attributes.classes(value));
        }
        "image" | "background" if value.is_empty() => {}
        "image" if ["image-left", "image-right"].contains(&layout) => {
            let edge = layout.trim_start_matches("image-");
            let fit = if slide.get("backgroundSize") == Some("contain") {
                " contain"
            } else {
                ""
            };
            let file = css_url(value).replace(['<', '>'], "");
            let file = if file.contains([' ', '(', ')']) {
                format!("<{file}>")
            } else {
                file
            };
            return (format!("![bg {edge}{fit}]({file})\n"), lost);
        }
        "image" | "background" if css_url(value).contains('(') => lost.push(pair.key.to_owned()),
        "image" | "background" => attributes.pair("background", css_url(value)),
        "routeAlias" => attributes.id(value),
        "backgroundSize"
            if layout.starts_with("image-") && ["cover", "contain"].contains(&value) => {}
        "backgroundSize" if value == "cover" => {}
        key => lost.push(key.to_owned()),
    }
    (attributes.comment(), lost)
}

/// Lutrin's class for a layout; empty for the default layout.
fn class_of(layout: &str) -> Option<&'static str> {
    Some(match layout {
        "cover" | "intro" => "title",
        "section" => "section",
        "statement" | "fact" => "statement",
        "quote" => "quote",
        "end" => "end",
        "center" => "center",
        "two-cols" | "two-cols-header" => "columns",
        "default" | "full" | "none" | "image" | "image-left" | "image-right" | "" => "",
        _ => return None,
    })
}

fn hint(key: &str) -> &'static str {
    match key {
        "layout" => {
            "the layouts are `title`, `section`, `statement`, `quote`, `image`, `columns`, `code` and `end`"
        }
        "transition" => "slides follow each other without movement",
        "src" => "a deck is one file: copy the slides here",
        "hide" | "disabled" => "take the slide out, or keep it to a variant: `only=…`",
        "clicks" | "clicksStart" => "steps are counted as they are written",
        "zoom" => "the class `small` makes a slide's text smaller",
        "title" | "level" | "hideInToc" => {
            "a slide's name is its heading, and headings of level 1 begin the parts of a talk"
        }
        "background" | "image" | "backgroundSize" => {
            "a slide has one background: a picture, or a colour like `#0b3d5c`"
        }
        "url" => "link to the page: decks show nothing of other sites",
        _ => "take it out",
    }
}
