//! Links to slides of the deck itself: `#2` leads to a slide by its number, and `#name` to the one
//! with that name. A step counts as a slide for remark, and leads to the slide that it belongs to.

use std::collections::BTreeMap;

use super::super::body::DeckBody;
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::slide::{Role, TemplatedSlide};

/// What stands before the address of a link, in Markdown and in HTML.
const BEFORE: [&str; 4] = ["](", "]: ", "href=\"", "href='"];
/// What ends an address.
const ENDS: [char; 6] = [')', '"', '\'', ' ', '\n', '\r'];
/// The longest name that is looked up, in bytes.
const LONGEST: usize = 100;

/// Makes ids of the numbers and names that links lead to.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slides: &[TemplatedSlide<'_>],
) {
    let mut targets: Option<Targets<'_, '_>> = None;
    for (at, _) in body.text.match_indices('#') {
        let before = body.text.get(..at).unwrap_or_default();
        let is_link = BEFORE.iter().any(|sign| before.ends_with(sign));
        if !is_link || body.is_apart(at) || body.is_comment(at) {
            continue;
        }
        let start = at + "#".len();
        let rest = body.text.get(start..).unwrap_or_default();
        let end = rest.find(ENDS).unwrap_or(rest.len());
        let Some(name) = rest.get(..end).filter(|name| name.len() <= LONGEST) else {
            continue;
        };
        let targets = targets.get_or_insert_with(|| Targets::of(slides));
        if let Some(id) = targets.id(writer, body, name).filter(|id| id != name) {
            writer.edits.replace(start..start + end, id);
        }
    }
}

/// Where links lead to: slides, by the number of the segment that each begins with.
struct Targets<'s, 't> {
    slides: &'s [TemplatedSlide<'t>],
    by_number: BTreeMap<usize, usize>,
    by_name: BTreeMap<&'s str, usize>,
    /// The ids that were made for links.
    made: BTreeMap<usize, String>,
}

impl<'s, 't> Targets<'s, 't> {
    fn of(slides: &'s [TemplatedSlide<'t>]) -> Self {
        let (mut by_number, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        let (mut number, mut first) = (0, 0);
        for (at, slide) in slides.iter().enumerate() {
            match slide.role {
                Role::Left => continue,
                Role::Begins => first = at,
                Role::Continues => {}
            }
            if slide.property("count") != Some("false") {
                number += 1;
            }
            by_number.entry(number).or_insert(first);
            if let Some(name) = slide.own("name") {
                by_name.insert(name, first);
            }
        }
        Self {
            slides,
            by_number,
            by_name,
            made: BTreeMap::new(),
        }
    }

    /// The id of the slide that a link leads to; one that has none gets one.
    fn id(&mut self, writer: &mut DeckRewriter, body: &DeckBody<'_>, name: &str) -> Option<String> {
        let by_number = || {
            let number = name.parse().ok().filter(|number| *number > 0)?;
            self.by_number.get(&number).copied()
        };
        let at = self.by_name.get(name).copied().or_else(by_number)?;
        let slide = &self.slides[at];
        let mut attributes = SlideAttributes::default();
        if let Some(own) = slide.own("name") {
            attributes.id(own);
            return attributes.written_id().map(str::to_owned);
        }
        let id = self.made.entry(at).or_insert_with(|| {
            let id = format!("at-{}", at + 1);
            attributes.id(&id);
            let start = body.trimmed_start(&slide.segment.shown);
            let comment = attributes.comment() + "\n";
            writer.edits.open(start, comment, start..start);
            id
        });
        Some(id.clone())
    }
}
