//! Links to slides of the deck itself: `#/name` leads to the slide with that id, `#/2` and `#/2/1` to
//! one by its place, across and down, from 0.

use std::collections::HashMap;
use std::ops::Range;

use super::super::body::DeckBody;
use super::super::own_links;
use super::super::slide::{SlideAttributes, is_name};
use super::super::writer::DeckRewriter;
use super::comments;
use super::sections::SectionSlides;

const SIGN: &str = "#/";

/// The longest place, in bytes.
const LONGEST: usize = 9;

/// A place across and down.
type Place = (usize, usize);

/// Makes addresses of the names and places of slides. `breaks` are those between them; `sections` says
/// which of them sections begin, and which lead down.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    breaks: &[Range<usize>],
    sections: &SectionSlides,
) {
    let mut places: Option<HashMap<Place, Range<usize>>> = None;
    let mut ids: HashMap<Place, String> = HashMap::new();
    for at in own_links::starts(body, SIGN) {
        let start = at + SIGN.len();
        let rest = body.text.get(start..).unwrap_or_default();
        if rest.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            writer.edits.replace(at + "#".len()..start, "");
        } else if let Some((place, length)) = place(rest) {
            let places = places.get_or_insert_with(|| all_places(body, breaks, sections));
            let Some(slide) = places.get(&place) else {
                continue;
            };
            let id = ids
                .entry(place)
                .or_insert_with(|| id(writer, body, (slide, place), sections));
            writer.edits.replace(at..start + length, format!("#{id}"));
        }
    }
}

/// The place that an address names, and its length.
fn place(address: &str) -> Option<(Place, usize)> {
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'/';
    let length = address
        .bytes()
        .take(LONGEST + 1)
        .take_while(is_part)
        .count();
    let written = address.get(..length).filter(|_| length <= LONGEST)?;
    let mut numbers = written.split('/').map(str::parse);
    let across = numbers.next()?.ok()?;
    let down = numbers.next().and_then(Result::ok).unwrap_or(0);
    Some(((across, down), length))
}

/// The slides by their places. reveal.js takes hidden ones out before it counts.
fn all_places(
    body: &DeckBody<'_>,
    breaks: &[Range<usize>],
    sections: &SectionSlides,
) -> HashMap<Place, Range<usize>> {
    let mut found = HashMap::new();
    // How many slides are before this one, across and down.
    let (mut across, mut down) = (0, 0);
    for (number, slide) in body.between(breaks).into_iter().enumerate() {
        let line = number.checked_sub(1).and_then(|last| breaks.get(last));
        let leads_down = line.is_some_and(|line| {
            let text = body.text.get(line.clone()).map(str::trim);
            text == Some("----") || sections.down.contains(&line.start)
        });
        if !leads_down && down > 0 {
            (across, down) = (across + 1, 0);
        }
        if !is_hidden(body, &slide, sections) {
            found.insert((across, down), slide);
            down += 1;
        }
    }
    found
}

/// Whether readers do not see a slide.
fn is_hidden(body: &DeckBody<'_>, slide: &Range<usize>, sections: &SectionSlides) -> bool {
    let is_hidden = |written: &str| {
        let all = comments::attributes(written);
        let mut all = all.iter().filter(|found| found.name == "data-visibility");
        all.any(|found| found.value == Some("hidden"))
    };
    let comments = body.comments_in(slide).iter();
    let mut written = comments.filter_map(|comment| body.inside(comment).0.strip_prefix(".slide:"));
    sections.hides(slide) || written.any(is_hidden)
}

/// The id of a slide; one that has none gets one.
fn id(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    (slide, (across, down)): (&Range<usize>, Place),
    sections: &SectionSlides,
) -> String {
    let written = body.comments_in(slide).iter().find_map(|comment| {
        let (inside, _) = body.inside(comment);
        let all = comments::attributes(inside.strip_prefix(".slide:")?);
        let id = all.iter().find(|attribute| attribute.name == "id")?.value?;
        is_name(id).then(|| id.to_owned())
    });
    let written = written.or_else(|| sections.id(slide).map(str::to_owned));
    written.unwrap_or_else(|| {
        let id = format!("at-{across}-{down}");
        let mut attributes = SlideAttributes::default();
        attributes.id(&id);
        // A section becomes a break, which the comment stands behind.
        let behind = sections.ends.get(&slide.start).copied();
        let start = behind.unwrap_or_else(|| body.trimmed_start(slide));
        let comment = attributes.comment() + "\n";
        writer.edits.open(start, comment, start..start);
        id
    })
}
