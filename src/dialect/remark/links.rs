//! Links to slides of the deck itself: `#2` leads to a slide by its number, and `#name` to the one
//! with that name. A step counts as a slide for remark, and leads to the slide that it belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::body::DeckBody;
use super::super::own_links;
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::slide::{Role, TemplatedSlide};
use crate::diagnostic::codes;

/// What ends an address.
const ENDS: [char; 6] = [')', '"', '\'', ' ', '\n', '\r'];
/// The longest name that is looked up, in bytes.
const LONGEST: usize = 100;

/// Makes ids of the numbers and names that links in a text lead to.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    targets: &mut Targets<'_, '_>,
) {
    for at in own_links::starts(body, "#") {
        let start = at + "#".len();
        let rest = body.text.get(start..).unwrap_or_default();
        let end = rest.find(ENDS).unwrap_or(rest.len());
        let Some(name) = rest.get(..end).filter(|name| name.len() <= LONGEST) else {
            continue;
        };
        match targets.id(name) {
            Some(id) if id != name => writer.edits.replace(start..start + end, id),
            None if is_number(name) => {
                say_absent(writer, at..start + end, name, targets.by_number.len());
                own_links::unlink(writer, body, at, start + end);
            }
            _ => {}
        }
    }
}

fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Tells that a link leads to no slide.
fn say_absent(writer: &mut DeckRewriter, range: Range<usize>, number: &str, total: usize) {
    let message = format!("this deck has no slide `{number}`, so this link leads nowhere");
    let hint = format!("write a number from 1 to {total}, or the `name` of a slide");
    writer.say_as(codes::ABSENT_IN_DECK, range, message, hint);
}

/// Where links lead to: slides, by the number of the segment that each begins with.
pub(super) struct Targets<'s, 't> {
    slides: &'s [TemplatedSlide<'t>],
    by_number: BTreeMap<usize, usize>,
    by_name: BTreeMap<&'s str, usize>,
    /// The slides without a name that links lead to.
    unnamed: BTreeSet<usize>,
}

impl<'s, 't> Targets<'s, 't> {
    /// Numbers count every slide, those with `count: false` as well.
    pub(super) fn of(slides: &'s [TemplatedSlide<'t>]) -> Self {
        let (mut by_number, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        let mut first = 0;
        for (at, slide) in slides.iter().enumerate() {
            match slide.role {
                Role::Left => continue,
                Role::Begins => first = at,
                Role::Continues => {}
            }
            by_number.insert(by_number.len() + 1, first);
            if let Some(name) = slide.own("name") {
                by_name.insert(name, first);
            }
        }
        Self {
            slides,
            by_number,
            by_name,
            unnamed: BTreeSet::new(),
        }
    }

    /// The id of the slide that a link leads to.
    fn id(&mut self, name: &str) -> Option<String> {
        let number = name.parse().ok();
        let by_number = number.and_then(|number: usize| self.by_number.get(&number));
        let at = *by_number.or_else(|| self.by_name.get(name))?;
        let Some(own) = self.slides[at].own("name") else {
            self.unnamed.insert(at);
            return Some(made(at));
        };
        let mut attributes = SlideAttributes::default();
        attributes.id(own);
        attributes.written_id().map(str::to_owned)
    }

    /// Gives an id to every slide without a name that a link leads to.
    pub(super) fn write(&self, writer: &mut DeckRewriter, body: &DeckBody<'_>) {
        for at in &self.unnamed {
            let mut attributes = SlideAttributes::default();
            attributes.id(&made(*at));
            let start = body.trimmed_start(&self.slides[*at].segment.shown);
            let comment = attributes.comment() + "\n";
            writer.edits.open(start, comment, start..start);
        }
    }
}

/// The id of a slide without a name.
fn made(at: usize) -> String {
    format!("at-{}", at + 1)
}
