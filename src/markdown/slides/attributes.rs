//! Reads the attributes of a slide: in braces on its first heading, in `<!-- .slide: … -->`, or in
//! both.

use std::ops::Range;

use pulldown_cmark::{self as cmark, CowStr, Tag, TagEnd};

use super::super::braces;
use super::super::divs;
use super::super::events::{BodyNode, Located};
use super::super::fence::LAST_STEP;
use super::super::raw::Raw;
use super::super::report::BodyReport;
use super::super::slide::Numbering;
use super::{Backdrop, Head, classes, foreign_attributes};
use crate::config::decks::{AutoSlide, Transition};
use crate::diagnostic::codes;
use crate::duration::{self, Duration};
use crate::nearest;

/// The attributes of a slide, as hints name them.
const KEYS: &[&str] = &[
    "time",
    "optional",
    "hidden",
    "steps",
    "number",
    "transition",
    "magic",
    "autoslide",
    "background",
    "only",
    "not",
];

const STEPS_HINT: &str = "write a number, like `steps=3`";

/// Those that stand alone.
const WORDS: [&str; 3] = ["optional", "hidden", "magic"];

/// Whether a word means something between the braces of a slide without a value, or would with one.
pub(in super::super) fn stands_alone(word: &str) -> bool {
    KEYS.contains(&word) || nearest::nearest(word, WORDS).is_some()
}

/// An attribute as it is written: `key=value`, or a word alone.
struct WrittenAttribute {
    key: String,
    value: Option<String>,
    range: Range<usize>,
}

/// Takes a slide's attributes out of its nodes; `range` is where it begins when it has no heading.
pub(super) fn take(
    nodes: &mut Vec<Located<'_>>,
    range: Range<usize>,
    source: &str,
    report: &mut BodyReport<'_>,
) -> Head {
    let mut head = Head {
        range,
        ..Head::default()
    };
    let mut written = Vec::new();
    from_heading(nodes, source, &mut head, &mut written, report);
    from_comments(nodes, source, &mut head, &mut written, report);
    // `only` and `not` may stand several times, for several variants.
    let alone = written
        .iter()
        .filter(|attribute| !matches!(attribute.key.as_str(), "only" | "not"));
    braces::say_twice(
        alone.map(|attribute| (attribute.key.as_str(), &attribute.range)),
        report,
    );
    for attribute in written {
        read(&mut head, &attribute, report);
    }
    head
}

/// Takes the attributes out of the first heading. It keeps those that make a fragment of it.
fn from_heading(
    nodes: &mut [Located<'_>],
    source: &str,
    head: &mut Head,
    written: &mut Vec<WrittenAttribute>,
    report: &mut BodyReport<'_>,
) {
    let heading = nodes.iter_mut().find_map(|(node, range)| match node {
        BodyNode::Event(cmark::Event::Start(Tag::Heading {
            id, classes, attrs, ..
        })) => Some((id, classes, attrs, range)),
        _ => None,
    });
    let Some((id, classes, attrs, range)) = heading else {
        return;
    };
    head.range = range.clone();
    head.id = id.take().map(|id| (id.to_string(), range.clone()));
    let (effects, others): (Vec<_>, Vec<_>) = std::mem::take(classes)
        .into_iter()
        .partition(|class| classes::is_effect(class));
    let classes_from = head.classes.len();
    head.classes.extend(others.iter().map(CowStr::to_string));
    for class in &head.classes[classes_from..] {
        let place = classes::place(source, range, class);
        classes::of_slide(class, &place, report);
    }
    let is_fragment = !effects.is_empty();
    *classes = effects;
    let places = braces::places(source, range, attrs.len());
    for ((key, value), range) in std::mem::take(attrs).into_iter().zip(places) {
        if is_fragment && &*key == "index" {
            attrs.push((key, value));
        } else {
            let value = value.map(|value| value.trim_matches('"').to_owned());
            written.push(WrittenAttribute {
                key: key.to_string(),
                value,
                range,
            });
        }
    }
}

/// Takes the comments out that are about the slide. The inside of each is read as that of braces
/// is.
fn from_comments(
    nodes: &mut Vec<Located<'_>>,
    source: &str,
    head: &mut Head,
    written: &mut Vec<WrittenAttribute>,
    report: &mut BodyReport<'_>,
) {
    let mut follows_comment = false;
    nodes.retain(|(node, range)| {
        let follows = std::mem::take(&mut follows_comment);
        let comment = match node {
            BodyNode::Raw(Raw::Comment(comment)) => comment,
            // The end of its line goes with it.
            BodyNode::Raw(Raw::Text(text)) => return !(follows && text.trim().is_empty()),
            _ => return true,
        };
        let Some(inside) = comment.trim().strip_prefix(".slide:").map(str::trim) else {
            return true;
        };
        follows_comment = true;
        let line = source.get(range.clone()).unwrap_or_default();
        let start = range.start + line.find(inside).unwrap_or(0);
        let place = start..start + inside.len();
        if let Some(words) = divs::words(inside) {
            for word in words {
                let at = start + (word.as_ptr() as usize - inside.as_ptr() as usize);
                let place = at..at + word.len();
                if let Some(class) = word.strip_prefix('.') {
                    classes::of_slide(class, &place, report);
                }
                from_word(word, place, head, written);
            }
        } else {
            let hint = "close the quotation: `key=\"two words\"`";
            report.say(
                codes::BAD_SLIDE_ATTRIBUTE,
                &place,
                "the attributes of this slide cannot be read",
                hint,
            );
        }
        false
    });
    without_empty_blocks(nodes);
}

/// Removes the HTML blocks that held nothing but attributes.
fn without_empty_blocks(nodes: &mut Vec<Located<'_>>) {
    let mut kept: Vec<Located<'_>> = Vec::with_capacity(nodes.len());
    for node in nodes.drain(..) {
        let closes = matches!(
            node.0,
            BodyNode::Event(cmark::Event::End(TagEnd::HtmlBlock))
        );
        if closes && kept.last().is_some_and(opens_html) {
            kept.pop();
        } else {
            kept.push(node);
        }
    }
    *nodes = kept;
}

fn opens_html(node: &Located<'_>) -> bool {
    matches!(node.0, BodyNode::Event(cmark::Event::Start(Tag::HtmlBlock)))
}

fn from_word(
    word: &str,
    range: Range<usize>,
    head: &mut Head,
    written: &mut Vec<WrittenAttribute>,
) {
    if let Some(class) = word.strip_prefix('.') {
        head.classes.push(class.to_owned());
    } else if let Some(id) = word.strip_prefix('#') {
        head.id = Some((id.to_owned(), range));
    } else {
        let (key, value) = word
            .split_once('=')
            .map_or((word, None), |(key, value)| (key, Some(value)));
        let value = value.map(|value| value.trim_matches(['"', '\'']).to_owned());
        written.push(WrittenAttribute {
            key: key.to_owned(),
            value,
            range,
        });
    }
}

fn read(head: &mut Head, attribute: &WrittenAttribute, report: &mut BodyReport<'_>) {
    let WrittenAttribute { key, value, range } = attribute;
    let value = value.as_deref().filter(|value| !value.is_empty());
    let named = |value: &str| {
        let names = value.split([',', ' ']).filter(|name| !name.is_empty());
        names
            .map(|name| (name.to_owned(), range.clone()))
            .collect::<Vec<_>>()
    };
    match (key.as_str(), value) {
        ("time", Some(value)) => {
            if let Some(time) = Duration::parse(value) {
                head.time = Some((time, range.clone()));
            } else {
                let message = format!("`{value}` is not a length of time");
                report.say(codes::BAD_SLIDE_ATTRIBUTE, range, message, duration::HINT);
            }
        }
        ("optional", None | Some("true")) => head.optional = true,
        ("optional", Some("false")) => head.optional = false,
        ("hidden", None | Some("true")) => head.is_hidden = true,
        ("hidden", Some("false")) => head.is_hidden = false,
        ("steps", Some(value)) => match value.parse() {
            Ok(steps) if (1..=LAST_STEP).contains(&steps) => head.steps = steps,
            _ => {
                let message = format!("`{value}` is no number of steps from 1 to {LAST_STEP}");
                report.say(codes::BAD_SLIDE_ATTRIBUTE, range, message, STEPS_HINT);
            }
        },
        ("magic", None | Some("true")) => head.transition = Some(Transition::Magic),
        ("magic", Some("false")) => {}
        ("transition", Some(value)) => transition(head, value, range, report),
        ("autoslide", Some(value)) => autoslide(head, value, range, report),
        ("number", Some(value)) => number(head, value, range, report),
        ("background", Some(value)) => head.backdrop = Some(Backdrop::read(value, range.clone())),
        ("only", Some(value)) => head.only.extend(named(value)),
        ("not", Some(value)) => head.not.extend(named(value)),
        (key, _) if KEYS.contains(&key) => {
            let (message, hint) = if WORDS.contains(&key) {
                let message = format!("`{key}` takes no value but `true` and `false`");
                (message, format!("write `{key}` alone"))
            } else {
                let message = format!("`{key}` needs a value here");
                (message, value_hint(key).to_owned())
            };
            report.say(codes::BAD_SLIDE_ATTRIBUTE, range, message, &hint);
        }
        (key, value) => {
            let near = || nearest::did_you_mean(key, KEYS.iter().copied());
            let hint = foreign_attributes::instead_of(key, value.unwrap_or_default()).or_else(near);
            let hint = hint.unwrap_or_else(|| {
                format!("it takes `{}`, an `#id` and `.classes`", KEYS.join("`, `"))
            });
            let message = format!("`{key}` is no attribute of a slide");
            report.say(codes::UNKNOWN_SLIDE_ATTRIBUTE, range, message, &hint);
        }
    }
}

fn number(head: &mut Head, value: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let known = Numbering::ALL.iter().find(|(name, _)| *name == value);
    if let Some((_, numbering)) = known {
        head.numbering = *numbering;
    } else {
        let message = format!("`{value}` says nothing of a slide's number");
        report.say(
            codes::BAD_SLIDE_ATTRIBUTE,
            range,
            message,
            value_hint("number"),
        );
    }
}

fn transition(head: &mut Head, value: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let known = Transition::named(value);
    if known.is_none() {
        let message = format!("`{value}` is no transition of slides");
        let hint = Transition::hint(value);
        report.say(codes::BAD_SLIDE_ATTRIBUTE, range, message, &hint);
    }
    // Beside `magic` it would be another movement of the same slide.
    if head.transition != Some(Transition::Magic) {
        head.transition = known.or(head.transition);
    }
}

fn autoslide(head: &mut Head, value: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    head.autoslide = AutoSlide::parse(value);
    if head.autoslide.is_none() {
        let message = format!("`{value}` is not how long a slide stays");
        report.say(codes::BAD_SLIDE_ATTRIBUTE, range, message, AutoSlide::HINT);
    }
}

/// What to write for an attribute that stands alone, and needs a value.
fn value_hint(key: &str) -> &'static str {
    match key {
        "time" => "write how long the slide takes: `time=90s` or `time=2m`",
        "steps" => STEPS_HINT,
        "transition" => Transition::HINT,
        "autoslide" => AutoSlide::HINT,
        "number" => "write `number=none`, `number=hold` or `number=skip`",
        "background" => "write a picture or a colour: `background=sea.jpg`, `background=#123`",
        _ => "write the names of variants: `only=short`, `not=short`",
    }
}
