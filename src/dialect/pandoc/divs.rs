//! The fenced divs of a body, as Pandoc pairs their lines: a closing line closes the innermost one.

use std::ops::Range;

use super::super::body::DeckBody;
use super::attributes::PandocAttributes;

/// A div.
#[derive(Debug)]
pub(super) struct Div {
    /// Its opening line, from the first colon.
    pub(super) opening: Range<usize>,
    /// Its closing line; `None` where its author forgot it.
    pub(super) closing: Option<Range<usize>>,
    pub(super) attributes: PandocAttributes,
    /// The div around it, by its number.
    pub(super) around: Option<usize>,
}

impl Div {
    /// What stands between its lines.
    pub(super) fn inside(&self) -> Range<usize> {
        let end = self
            .closing
            .as_ref()
            .map_or(self.opening.end, |closing| closing.start);
        self.opening.end..end
    }
}

/// The divs of a body in the order of their opening lines.
#[derive(Debug, Default)]
pub(super) struct Divs {
    pub(super) list: Vec<Div>,
    /// Closing lines without a div.
    pub(super) strays: Vec<Range<usize>>,
    /// Lines of colons that open nothing: their attributes make no sense.
    pub(super) broken: Vec<Range<usize>>,
    /// Where which div becomes the innermost one.
    borders: Vec<(usize, Option<usize>)>,
}

impl Divs {
    /// The innermost closed div at an offset. The opening line of a div stands outside of it.
    pub(super) fn at(&self, offset: usize) -> Option<usize> {
        let after = self.borders.partition_point(|(start, _)| *start <= offset);
        self.borders.get(after.checked_sub(1)?)?.1
    }

    /// Whether a div of one of the classes stands around an offset.
    pub(super) fn is_in(&self, offset: usize, classes: &[&str]) -> bool {
        let mut at = self.at(offset);
        while let Some(div) = at.map(|number| &self.list[number]) {
            if classes.iter().any(|class| div.attributes.has(class)) {
                return true;
            }
            at = div.around;
        }
        false
    }
}

/// Finds the divs of a body, outside code and comments.
pub(super) fn find(body: &DeckBody<'_>) -> Divs {
    let mut divs = Divs::default();
    let mut open: Vec<usize> = Vec::new();
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let content = text.trim_start_matches([' ', '\t', '>']);
        let place = line.end - content.len()..line.start + text.trim_end().len();
        let is_fence = content.starts_with(":::");
        if !is_fence || !body.is_text(place.start) {
            continue;
        }
        let rest = content.trim_start_matches(':').trim();
        if rest.is_empty() {
            match open.pop() {
                Some(number) => divs.list[number].closing = Some(place),
                None => divs.strays.push(place),
            }
        } else if let Some(attributes) = PandocAttributes::of_div(rest) {
            open.push(divs.list.len());
            divs.list.push(Div {
                opening: place,
                closing: None,
                attributes,
                around: None,
            });
        } else {
            divs.broken.push(place);
        }
    }
    nest(&mut divs);
    divs
}

/// Finds which closed div stands in which.
fn nest(divs: &mut Divs) {
    let mut events: Vec<(usize, bool, usize)> = Vec::new();
    for (number, div) in divs.list.iter().enumerate() {
        if let Some(closing) = &div.closing {
            events.push((div.opening.end, true, number));
            events.push((closing.end, false, number));
        }
    }
    events.sort_unstable();
    let mut open: Vec<usize> = Vec::new();
    for (at, opens, number) in events {
        if opens {
            divs.list[number].around = open.last().copied();
            open.push(number);
        } else {
            open.pop();
        }
        divs.borders.push((at, open.last().copied()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paired_from_the_inside() {
        let text = "::: {.open}\n\n:::: columns\n::: column\na\n:::\n::::\n\nb\n";
        let body = DeckBody::read(text, |_| false, false);
        let divs = find(&body);
        assert_eq!(divs.list.len(), 3);
        assert!(divs.list[0].closing.is_none());
        assert_eq!(divs.list[2].around, Some(1));
        let (a, b) = (text.find("a\n").unwrap(), text.find("b\n").unwrap());
        assert!(divs.is_in(a, &["columns"]) && divs.is_in(a, &["column"]));
        assert!(!divs.is_in(b, &["open", "columns"]));
        let stray = ":::\n\n::: two words\n\n```\n::: a\n```\n";
        let body = DeckBody::read(stray, |_| false, false);
        let divs = find(&body);
        assert_eq!(
            (divs.list.len(), divs.strays.len(), divs.broken.len()),
            (0, 1, 1)
        );
    }
}
