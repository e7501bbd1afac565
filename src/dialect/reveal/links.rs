//! Links to slides of the deck itself: `#/name` leads to the slide with that id, `#/2` and `#/2/1` to
//! one by its place, across and down, from 0.

use std::collections::HashMap;
use std::ops::Range;

use super::super::body::DeckBody;
use super::super::slide::{SlideAttributes, is_name};
use super::super::writer::DeckRewriter;
use super::comments;

const SIGN: &str = "#/";

/// What stands before the address of a link, in Markdown and in HTML.
const BEFORE: [&str; 4] = ["](", "]: ", "href=\"", "href='"];

/// The longest place, in bytes.
const LONGEST: usize = 9;

/// A place across and down.
type Place = (usize, usize);

/// Makes addresses of the names and places of slides. `breaks` are none where the front matter names
/// separators of its own, which may go across or down.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    breaks: Option<&[Range<usize>]>,
) {
    let mut places: Option<HashMap<Place, Range<usize>>> = None;
    let mut ids: HashMap<Place, String> = HashMap::new();
    for (at, _) in body.text.match_indices(SIGN) {
        let before = body.text.get(..at).unwrap_or_default();
        let is_link = BEFORE.iter().any(|sign| before.ends_with(sign));
        if !is_link || body.is_apart(at) || body.is_comment(at) {
            continue;
        }
        let start = at + SIGN.len();
        let rest = body.text.get(start..).unwrap_or_default();
        if rest.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            writer.edits.replace(at + "#".len()..start, "");
        } else if let Some((place, length)) = place(rest) {
            let places = places.get_or_insert_with(|| {
                breaks.map_or_else(HashMap::new, |breaks| all_places(body, breaks))
            });
            let Some(slide) = places.get(&place) else {
                continue;
            };
            let id = ids
                .entry(place)
                .or_insert_with(|| id(writer, body, slide, place));
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

/// The slides by their places.
fn all_places(body: &DeckBody<'_>, breaks: &[Range<usize>]) -> HashMap<Place, Range<usize>> {
    let mut found = HashMap::new();
    let (mut across, mut down) = (0, 0);
    for (number, slide) in body.between(breaks).into_iter().enumerate() {
        let line = number.checked_sub(1).and_then(|last| breaks.get(last));
        let line = line.and_then(|line| body.text.get(line.clone()));
        match line.map(str::trim) {
            None => {}
            Some("----") => down += 1,
            Some(_) => (across, down) = (across + 1, 0),
        }
        found.insert((across, down), slide);
    }
    found
}

/// The id of a slide; one that has none gets one.
fn id(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    (across, down): Place,
) -> String {
    let written = body.comments_in(slide).iter().find_map(|comment| {
        let (inside, _) = body.inside(comment);
        let all = comments::attributes(inside.strip_prefix(".slide:")?);
        let id = all.iter().find(|attribute| attribute.name == "id")?.value?;
        is_name(id).then(|| id.to_owned())
    });
    written.unwrap_or_else(|| {
        let id = format!("at-{across}-{down}");
        let mut attributes = SlideAttributes::default();
        attributes.id(&id);
        let start = body.trimmed_start(slide);
        let comment = attributes.comment() + "\n";
        writer.edits.open(start, comment, start..start);
        id
    })
}
