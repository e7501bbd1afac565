//! Names with points in them that mean more than their parts: versions (`1.3`, `v1.2.3`) and
//! products (`Node.js`, `.NET`). Addresses and names of files are found by their parts, so that an
//! index does not grow with them.

/// How names of products end.
const ENDINGS: [&str; 3] = ["io", "js", "net"];

/// Gives the name that begins at a place, whole and in lower case, and returns where it ends; the
/// place itself where none begins. A `v` before a number is left out: `v1.2.3` and `1.2.3` are one.
pub(super) fn with_points(text: &str, start: usize, found: &mut impl FnMut(&str)) -> usize {
    let mut last = part(text, start);
    let mut end = start + last.len();
    while !last.is_empty() && text[end..].starts_with('.') {
        let next = part(text, end + 1);
        if next.is_empty() {
            break;
        }
        end += 1 + next.len();
        last = next;
    }
    let name = text[start..end].to_ascii_lowercase();
    if !name.contains('.') {
        return start;
    }
    let begins_with_digit = |name: &&str| name.starts_with(|c: char| c.is_ascii_digit());
    let version = [name.strip_prefix('v').unwrap_or(&name), name.as_str()]
        .into_iter()
        .find(begins_with_digit);
    match version {
        Some(version) => found(version),
        None if is_ending(last) => found(&name),
        None => {}
    }
    end
}

/// Gives the name that begins with the point at a place, as `.NET` does, where one does.
pub(super) fn with_leading_point(text: &str, at: usize, found: &mut impl FnMut(&str)) {
    let name = part(text, at + 1);
    let before = text[..at].chars().next_back();
    if is_ending(name) && !before.is_some_and(|c| c == '.' || c.is_alphanumeric()) {
        found(&format!(".{}", name.to_ascii_lowercase()));
    }
}

fn is_ending(part: &str) -> bool {
    ENDINGS
        .iter()
        .any(|ending| ending.eq_ignore_ascii_case(part))
}

/// The letters and digits of ASCII at a place; nothing where they are the beginning of a longer
/// word.
fn part(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    let goes_on = rest[end..]
        .chars()
        .next()
        .is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
    if goes_on { "" } else { &rest[..end] }
}
