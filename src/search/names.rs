//! Names with points in them: versions (`1.3`, `v1.2.3`), products (`Node.js`, `.NET`), addresses
//! and files. All of them are in letters and digits of ASCII.

/// Gives the name that begins at a place, whole and in lower case, and returns where it ends; the
/// place itself where none begins. A `v` before a number is left out: `v1.2.3` and `1.2.3` are one.
pub(super) fn with_points(text: &str, start: usize, found: &mut impl FnMut(&str)) -> usize {
    let (mut end, mut parts) = (start, 0);
    let mut is_long = false;
    loop {
        let at = if parts == 0 { end } else { end + 1 };
        let part = part(text, at);
        if part.is_empty() || (parts > 0 && !text[end..].starts_with('.')) {
            break;
        }
        end = at + part.len();
        parts += 1;
        is_long |= part.len() > 1;
    }
    if parts < 2 {
        return start;
    }
    let name = text[start..end].to_ascii_lowercase();
    let number = name
        .strip_prefix('v')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let name = number.unwrap_or(&name);
    // `e.g.` and `p.m.` are no names.
    if is_long || name.starts_with(|c: char| c.is_ascii_digit()) {
        found(name);
    }
    end
}

/// Gives the name that begins with the point at a place, as `.NET` and `.env` do, where one does.
pub(super) fn with_leading_point(text: &str, at: usize, found: &mut impl FnMut(&str)) {
    let name = part(text, at + 1);
    let is_name = name.len() > 1 && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let before = text[..at].chars().next_back();
    if is_name && !before.is_some_and(|c| c == '.' || c.is_alphanumeric()) {
        found(&format!(".{}", name.to_ascii_lowercase()));
    }
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
