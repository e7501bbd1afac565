//! Links and images that stay text, because their address has a space in it or their brackets do
//! not follow each other.

use std::ops::Range;

use super::{Run, rest_of_line};
use crate::diagnostic::codes;
use crate::dimensions::is_image;
use crate::markdown::divs;
use crate::markdown::report::BodyReport;
use crate::path::is_web;

/// How far back the bracket may be that opens a link, in bytes.
const LONGEST_LABEL: usize = 500;

/// Reports the links of a stretch that are none.
pub(super) fn report(text: &str, run: &Run, report: &mut BodyReport<'_>) {
    let words = &text[run.range.clone()];
    for (at, _) in words.match_indices("](") {
        bad_address(text, run.range.start + at, report);
    }
    for (at, _) in words.match_indices("] (") {
        apart(text, run.range.start + at, report);
    }
    for (at, _) in words.match_indices(")[") {
        turned(text, run.range.start + at, report);
    }
}

/// `[x](my slides.pdf)`; `bracket` is where the label ends.
fn bad_address(text: &str, bracket: usize, report: &mut BodyReport<'_>) {
    let Some(start) = label(text, bracket) else {
        return;
    };
    let rest = rest_of_line(text, bracket + 2);
    let written = &text[start..bracket];
    let Some(end) = closing(rest) else {
        let address = rest.trim_end();
        if is_address(address) && !address.contains(char::is_whitespace) {
            let hint = format!("close it with a bracket: `{written}]({address})`");
            let place = start..bracket + 2 + address.len();
            let message = "the address of this link has no closing bracket, so it is plain text";
            report.say(codes::NOT_A_LINK, &place, message, &hint);
        }
        return;
    };
    let inside = rest[..end].trim();
    // What another tool would put there is reported as its mark.
    if inside.contains("{{") || inside.contains("{%") || inside.starts_with('<') {
        return;
    }
    let first = inside.split_whitespace().next().unwrap_or_default();
    if let Some(looks) = looks_of(first, inside[first.len()..].trim()) {
        let message = "what follows this address is no title, so the image is plain text";
        let hint = format!("sizes are attributes: `{written}]({looks}`");
        let place = start..bracket + 2 + end + ")".len();
        return report.say(codes::NOT_A_LINK, &place, message, &hint);
    }
    let (address, title) = without_title(inside);
    if !address.contains(char::is_whitespace) || address.contains(", ") {
        return;
    }
    let has_title = has_ending(first) && !has_ending(address);
    let (message, hint) = if is_address(address) && !has_title {
        let title = if title.is_empty() {
            String::new()
        } else {
            format!(" {title}")
        };
        (
            "there is a space in this address, so the link is plain text",
            format!(
                "put the address between angle brackets, or write `%20` for the space: `{written}](<{address}>{title})`"
            ),
        )
    } else if is_address(first) {
        let title = inside[first.len()..].trim();
        let title = title.trim_matches(['“', '”', '«', '»', '‘', '’', '"', '\'', ' ']);
        (
            "what follows this address is no title, so the link is plain text",
            format!("put the title between straight quotes: `{written}]({first} \"{title}\")`"),
        )
    } else {
        return;
    };
    report.say(
        codes::NOT_A_LINK,
        &(start..bracket + 2 + end + ")".len()),
        message,
        &hint,
    );
}

/// Reports a link without a text, which nobody can click.
pub(super) fn without_words(text: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let written = text.get(range.clone()).unwrap_or_default();
    let Some((label, address)) = written
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]("))
    else {
        return;
    };
    let address = address.strip_suffix(')').unwrap_or(address);
    if label.trim().is_empty() && (is_web(address) || is_address(address)) {
        let message = "this link has no text, so nobody can click it";
        let hint = format!("write what it leads to between the brackets: `[…]({address})`");
        report.say(codes::NOT_A_LINK, range, message, &hint);
    }
}

/// `[x] (https://…)`.
fn apart(text: &str, bracket: usize, report: &mut BodyReport<'_>) {
    let Some(start) = label(text, bracket) else {
        return;
    };
    let rest = rest_of_line(text, bracket + 3);
    let Some(address) = closing(rest).map(|end| &rest[..end]) else {
        return;
    };
    let is_image = text[start..].starts_with('!');
    // `[1] (https://…)` names a source.
    let is_number = text[start + 1..bracket]
        .bytes()
        .all(|byte| byte.is_ascii_digit());
    if !is_number && (is_clear(address) || is_image && is_picture(address)) {
        let written = &text[start..bracket];
        let hint = format!("take the space out: `{written}]({address})`");
        let place = start..bracket + 3 + address.len() + ")".len();
        let message = "a space stands between the text of this link and its address";
        report.say(codes::NOT_A_LINK, &place, message, &hint);
    }
}

/// `(x)[https://…]`; `bracket` is where the first pair ends.
fn turned(text: &str, bracket: usize, report: &mut BodyReport<'_>) {
    let rest = rest_of_line(text, bracket + 2);
    let Some(address) = rest
        .split(']')
        .next()
        .filter(|part| part.len() < rest.len())
    else {
        return;
    };
    let before = &text[..bracket];
    if before.ends_with('\\') {
        return;
    }
    let near = before.floor_char_boundary(bracket.saturating_sub(LONGEST_LABEL));
    let opening = before[near..].rfind(['(', '\n']).map(|at| near + at);
    let Some(start) = opening.filter(|at| before[*at..].starts_with('(')) else {
        return;
    };
    let is_call = |c: char| c.is_ascii_alphanumeric() || "]\\_)".contains(c);
    let is_image = before[..start].ends_with('!');
    let is_likely = is_clear(address) || is_image && is_picture(address);
    if is_likely && !before[..start].ends_with(is_call) {
        let words = &before[start + 1..];
        let sign = if is_image { "!" } else { "" };
        let start = start - sign.len();
        let hint = format!("turn them round: `{sign}[{words}]({address})`");
        let place = start..bracket + 2 + address.len() + "]".len();
        let message = "the brackets of this link are the wrong way round";
        report.say(codes::NOT_A_LINK, &place, message, &hint);
    }
}

/// Where the label of a link begins that ends at an offset, with the sign of an image.
fn label(text: &str, bracket: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let bytes = text.as_bytes();
    if text[..bracket].ends_with('\\') {
        return None;
    }
    for at in (bracket.saturating_sub(LONGEST_LABEL)..bracket).rev() {
        match bytes[at] {
            b']' => depth += 1,
            b'[' if depth > 0 => depth -= 1,
            b'[' => {
                let before = bytes[..at].last();
                let is_image = before == Some(&b'!');
                let before = bytes[..at - usize::from(is_image)].last();
                // What follows a name or a bracket is an index: `a[i](b, c)`.
                let is_index =
                    before.is_some_and(|b| b.is_ascii_alphanumeric() || b"\\])_".contains(b));
                let is_label = !is_index
                    && bytes.get(at + 1) != Some(&b'^')
                    && !text[at + 1..bracket].trim().is_empty();
                return is_label.then_some(at - usize::from(is_image));
            }
            b'\n' if bytes[..at].ends_with(b"\n") => return None,
            _ => {}
        }
    }
    None
}

/// Where the bracket is that closes an address.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// An address and the title behind it, quotes included.
fn without_title(inside: &str) -> (&str, &str) {
    let quote = inside.chars().next_back().filter(|c| "\"'".contains(*c));
    let start = quote.and_then(|quote| {
        let before = &inside[..inside.len() - 1];
        before
            .rfind(quote)
            .filter(|at| inside[..*at].ends_with(' '))
    });
    start.map_or((inside, ""), |at| (inside[..at].trim_end(), &inside[at..]))
}

/// What follows `[…](` where the size of an image stands behind its address: `s.png width=300`,
/// `s.png "Title" =300x200`.
fn looks_of(address: &str, behind: &str) -> Option<String> {
    let (title, size) = match behind
        .strip_prefix('"')
        .and_then(|rest| rest.split_once('"'))
    {
        Some((title, size)) => (format!(" \"{title}\""), size.trim()),
        None => (String::new(), behind),
    };
    let attributes = size_of(size).or_else(|| {
        let found = divs::parse_attributes(size)?;
        let is_size = |(key, _): &(String, String)| key == "width" || key == "height";
        let is_one = !found.pairs.is_empty() && found.pairs.iter().all(is_size);
        is_one.then(|| size.to_owned())
    })?;
    Some(format!("{address}{title}){{{attributes}}}"))
}

/// The attributes for a size as `markdown-it` takes it: `=100x200`.
fn size_of(text: &str) -> Option<String> {
    let (width, height) = text.strip_prefix('=')?.split_once('x')?;
    let is_size = |size: &str| size.bytes().all(|byte| byte.is_ascii_digit());
    if !is_size(width) || !is_size(height) || width.is_empty() {
        return None;
    }
    let height = if height.is_empty() {
        String::new()
    } else {
        format!(" height={height}")
    };
    Some(format!("width={width}{height}"))
}

/// Whether a text is the address of a page or a file, and nothing else.
fn is_clear(text: &str) -> bool {
    let path = text.split(['#', '?']).next().unwrap_or_default();
    (is_web(text) || path.strip_suffix(".md").is_some()) && !text.contains(char::is_whitespace)
}

/// Whether a text is the address of a picture.
fn is_picture(text: &str) -> bool {
    let ending = text
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    !text.contains(char::is_whitespace) && ending.is_some_and(|ending| is_image(&ending))
}

/// Whether a text looks like an address or the name of a file.
fn is_address(text: &str) -> bool {
    const STARTS: [&str; 7] = ["https://", "http://", "mailto:", "www.", "./", "../", "/"];
    let is_folder = text.ends_with('/');
    is_folder || has_ending(text) || STARTS.iter().any(|start| text.starts_with(start))
}

/// Whether a text ends like the name of a file.
fn has_ending(text: &str) -> bool {
    let path = text.split(['#', '?']).next().unwrap_or_default();
    path.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.ends_with([' ', '.'])
            && !name.is_empty()
            && (1..=5).contains(&ending.len())
            && ending.starts_with(|c: char| c.is_ascii_alphabetic())
            && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::{closing, is_address, label, without_title};

    #[test]
    fn addresses_are_told_from_words() {
        for address in [
            "my slides.pdf",
            "../a b/c",
            "https://e.org/a b",
            "a b.md#plan",
            "b c/",
        ] {
            assert!(is_address(address), "{address}");
        }
        for words in [
            "see note 3.5",
            "e.g. this",
            "see above",
            "a. b",
            "version 1.2",
            "",
        ] {
            assert!(!is_address(words), "{words}");
        }
    }

    #[test]
    fn brackets_are_counted() {
        assert_eq!(closing("a (b) c) d"), Some(7));
        assert_eq!(closing("a (b"), None);
        assert_eq!(label("a ![b [c]](d", 9), Some(2));
        assert_eq!(label("a \\[b](d", 5), None);
        assert_eq!(label("a [b\\](d", 5), None);
        assert_eq!(label("a[^1](d", 4), None);
        assert_eq!(label("a[i](d", 3), None);
        assert_eq!(without_title("a b.md \"x y\""), ("a b.md", "\"x y\""));
        assert_eq!(without_title("a b.md"), ("a b.md", ""));
    }
}
