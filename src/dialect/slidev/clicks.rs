//! `<v-click>`, `<v-clicks>`, `<v-switch>` and `v-click` on other elements: steps.
//!
//! The tool counts its clicks when the elements are there: those within another before it. A click
//! adds to those counted so far (`+1`), or says its number. So all clicks of a slide are gathered
//! (`gather`), counted as the tool does (`count`), and written with their numbers where Lutrin would
//! count otherwise (`write`).

mod at;
mod count;
mod gather;
mod gatherer;
mod lists;
mod write;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::html::tokens::{Attribute, Tag};

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::elements::Elements;
use super::tag_plan::TagPlan;
use at::At;

/// What to write instead of a step that cannot be one.
const HINT: &str = "put it on lines of its own, or write `{.fragment}` at the end of a paragraph";

/// Something that comes or goes with a click.
#[derive(Debug)]
struct Click {
    /// Where it begins and ends in the slide.
    open: usize,
    close: usize,
    at: At,
    /// How many clicks it takes.
    size: i64,
    /// Whether it goes rather than comes.
    hides: bool,
    target: Target,
    /// The click that it comes with, from 1; 0 is there from the beginning.
    start: i64,
    /// The click that it goes with.
    end: Option<i64>,
}

/// What a click is about.
#[derive(Debug)]
enum Target {
    /// An element of HTML, which stays one.
    Element(usize),
    /// An element of Slidev's around what comes.
    Wrapper(usize),
    /// An element that is marked and was there before.
    Mark(usize, &'static str),
    /// A block of Markdown, by its number.
    Block(usize),
    /// Steps that a block of code says itself.
    Code,
    /// Clicks with which nothing comes here: those that a formula takes for its lines.
    Silent,
    /// What moves the clicks behind it, and takes none itself.
    Gap,
    /// States of which one is shown at a time: the element, and for each state its template and the
    /// clicks that it is shown from and up to.
    Switch(usize, Vec<(usize, i64, i64)>),
    /// The states of a code block, by the block's number and the clicks of each state.
    Move(usize, Vec<i64>),
}

/// What a slide says about clicks in text: a block of code, a formula, a line that asks for code.
#[derive(Debug)]
pub(super) struct CodeClicks {
    /// Where it stands.
    pub(super) place: Range<usize>,
    pub(super) at: Option<String>,
    /// The clicks of each of its states. What has no states of its own has one.
    pub(super) states: Vec<i64>,
    pub(super) kind: CodeKind,
}

/// What takes clicks in text.
#[derive(Debug, Clone, Copy)]
pub(super) enum CodeKind {
    /// Code whose lines are lit.
    Lines,
    /// A formula whose lines are lit.
    Formula,
    /// A block of code, by its number, whose states are blocks of code themselves.
    Moves(usize),
}

/// The clicks of a slide as they were written.
#[derive(Debug, Default)]
pub(super) struct CountedClicks {
    pub(super) moved: Vec<MovedCode>,
    /// For code that does not go on with the next step: where it begins, and its first step.
    pub(super) first_steps: BTreeMap<usize, usize>,
    /// How many steps the slide says that it takes, where Lutrin would count fewer.
    pub(super) steps: Option<usize>,
    /// Whether something would come later than the last click that the slide's YAML allows.
    pub(super) is_cut: bool,
}

/// What became of a block whose states are blocks of code: its number, and the click that each
/// state comes with.
#[derive(Debug)]
pub(super) struct MovedCode {
    pub(super) block: usize,
    pub(super) starts: Vec<i64>,
}

/// Whether a tag makes a step.
pub(super) fn is_click(tag: &Tag<'_>) -> bool {
    is_element(tag.written) || directive(tag).is_some()
}

/// Whether the element is one of Slidev's steps.
pub(super) fn is_element(name: &str) -> bool {
    is_list(name)
        || is_switch(name)
        || [
            "v-click",
            "VClick",
            "v-after",
            "VAfter",
            "v-click-gap",
            "VClickGap",
        ]
        .contains(&name)
}

fn is_list(name: &str) -> bool {
    ["v-clicks", "VClicks"].contains(&name)
}

/// Whether the element shows one of its templates at a time.
pub(super) fn is_switch(name: &str) -> bool {
    ["v-switch", "VSwitch"].contains(&name)
}

/// The attribute that makes a step of an element.
pub(super) fn directive<'b, 't>(tag: &'b Tag<'t>) -> Option<&'b Attribute<'t>> {
    const NAMES: [&str; 5] = ["v-click", "v-clicks", "v-after", "v-click-hide", "v-mark"];
    tag.attributes
        .iter()
        .find(|attribute| NAMES.contains(&name_of(attribute)))
}

/// The name of an attribute without its modifiers: `v-click.hide`.
fn name_of<'b>(attribute: &'b Attribute<'_>) -> &'b str {
    attribute.written.split('.').next().unwrap_or_default()
}

/// Makes steps of all clicks of a slide. `limit` is how many there are by its YAML.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    elements: &Elements<'_, '_>,
    plan: &mut TagPlan,
    (code, limit): (Vec<CodeClicks>, Option<i64>),
) -> CountedClicks {
    let mut clicks = gather::gather(writer, body, elements, plan, code);
    let mut total = count::count(&mut clicks.found);
    let is_cut = limit.is_some_and(|limit| count::cut(&mut clicks.found, limit));
    total = limit.unwrap_or(total);
    let slide = write::SlideText {
        body,
        elements,
        total,
    };
    let (mut counted, written) = write::write(slide, writer, plan, &clicks);
    counted.is_cut = is_cut;
    counted.steps = usize::try_from(total.min(at::MOST))
        .ok()
        .filter(|_| total > written);
    counted
}
