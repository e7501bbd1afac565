//! The calls of footnotes.
//!
//! pulldown-cmark-to-cmark 23.0.1 refuses a paragraph that has both bold or slanted letters and a
//! call: it reads each such paragraph again by itself, where no footnote is known. So a call is
//! text between two signs that no text has until all of it is written.

/// The signs around a call: noncharacters of Unicode, which are never text.
const SIGNS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// The label of a footnote, by the id of its text: that of a body has its number, `fn-1`; on the
/// page of a recap, something stands before it.
pub(super) fn label(id: &str) -> String {
    let id = id.strip_prefix("fn-").unwrap_or(id);
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    id.chars().map(plain).collect()
}

/// The text of a call.
pub(super) fn call(label: &str) -> String {
    let [start, end] = SIGNS;
    format!("{start}{label}{end}")
}

/// Whether a character is one of the signs.
pub(super) fn is_sign(c: char) -> bool {
    SIGNS.contains(&c)
}

/// Markdown with the calls as Markdown has them.
pub(in crate::render::machines::markdown) fn written(markdown: String) -> String {
    if !markdown.contains(is_sign) {
        return markdown;
    }
    markdown.replace(SIGNS[0], "[^").replace(SIGNS[1], "]")
}
