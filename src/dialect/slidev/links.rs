//! Links to slides by their numbers, as `[the end](12)`: they lead to the ids of the slides.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::body::DeckBody;
use super::super::own_links;
use super::super::writer::DeckRewriter;
use super::context::SlideContext;
use crate::diagnostic::codes;
use crate::path::SitePath;

/// The longest address that is looked at, in bytes.
const LONGEST: usize = 500;

/// Adds the numbers of the slides that a text links to.
pub(super) fn numbers(text: &str, found: &mut BTreeSet<usize>) {
    found.extend(of_markdown(text).map(|(_, number, _)| number));
    for sign in [" to=\"", " :to=\"", " to='"] {
        let values = text.match_indices(sign).map(|(at, _)| at + sign.len());
        found.extend(values.filter_map(|at| {
            let value = text[at..].trim_start_matches('/');
            let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            value[..digits].parse::<usize>().ok()
        }));
    }
}

/// The links to numbers: where the address begins, the number, and the length of the address.
fn of_markdown(text: &str) -> impl Iterator<Item = (usize, usize, usize)> {
    text.match_indices("](").filter_map(move |(at, _)| {
        let start = at + "](".len();
        let rest = text.get(start..)?;
        let slash = usize::from(rest.starts_with('/'));
        let digits = rest[slash..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .take(6)
            .count();
        let length = slash + digits;
        rest[length..].starts_with(')').then_some(())?;
        Some((start, rest[slash..length].parse().ok()?, length))
    })
}

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, context: SlideContext<'_>) {
    for (start, number, length) in of_markdown(body.text) {
        if body.is_apart(start) || body.is_comment(start) {
            continue;
        }
        let range = start..start + length;
        if let Some(id) = context.numbers.ids.get(&number) {
            writer.edits.replace(range, format!("#{id}"));
            continue;
        }
        let total = context.numbers.total;
        say_absent(writer, range.clone(), &number.to_string(), total);
        if !own_links::unlink(writer, body, range.start, range.end) {
            writer.edits.replace(range, "#");
        }
    }
}

/// Tells that a link leads to no slide.
pub(super) fn say_absent(writer: &mut DeckRewriter, range: Range<usize>, to: &str, total: usize) {
    let message = format!("this deck has no slide `{to}`, so this link leads nowhere");
    let hint = format!("write a number from 1 to {total}, or the `routeAlias` of a slide");
    writer.say_as(codes::ABSENT_IN_DECK, range, message, hint);
}

/// Puts the folder of a file before the relative addresses of pictures in a text that comes from it.
pub(super) fn from_folder(text: &str, file: &str) -> String {
    let Some((folder, _)) = file.rsplit_once('/') else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let ticks = line
            .trim_start()
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count();
        match fence {
            Some(open) if ticks >= open => fence = None,
            None if ticks > 2 => fence = Some(ticks),
            None => {
                out.push_str(&in_folder(line, folder));
                continue;
            }
            Some(_) => {}
        }
        out.push_str(line);
    }
    out
}

fn in_folder(line: &str, folder: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut copied = 0;
    for (at, sign) in line.match_indices(['(', '"', '\'']) {
        let start = at + sign.len();
        let before = &line[..at];
        let is_address = if sign == "(" {
            before.ends_with(']')
        } else {
            before.ends_with(" src=")
        };
        if start < copied || !is_address {
            continue;
        }
        let rest = &line[start..];
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let address = near.split([')', '"', '\'', ' ']).next().unwrap_or_default();
        let is_relative = !address.is_empty()
            && !address.starts_with(['/', '#', '<', '?'])
            && !address.contains(':');
        let path = Some(address).filter(|_| is_relative);
        if let Some(path) = path.and_then(|address| SitePath::resolve(folder, address)) {
            out.push_str(&line[copied..start]);
            out.push_str(path.as_str());
            copied = start + address.len();
        }
    }
    out + &line[copied..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_another_folder_are_found_from_the_decks() {
        let text =
            "![a](./a.png) [b](https://e.org) <img src=\"../b.png\">\n```\n![](c.png)\n```\n";
        let moved =
            "![a](pages/a.png) [b](https://e.org) <img src=\"b.png\">\n```\n![](c.png)\n```\n";
        assert_eq!(from_folder(text, "pages/one.md"), moved);
        assert_eq!(from_folder(text, "one.md"), text);
    }

    #[test]
    fn links_to_numbers_are_found() {
        let mut found = BTreeSet::new();
        numbers("[a](12) [b](/3) [c](4a) <Link to=\"/7\">", &mut found);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [3, 7, 12]);
    }
}
