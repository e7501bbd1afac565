//! Texts that tools have elsewhere, as paragraphs of the body.

/// A text without line ends.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line that is a paragraph, whatever it begins with.
pub(super) fn paragraph(text: &str) -> String {
    let text = one_line(text);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &text[..digits]);
    }
    let begins_block = text.starts_with(['#', '>', '+', '-', '=', ':', '|', '~'])
        || text.starts_with("* ")
        || text.starts_with("```");
    if begins_block {
        format!("\\{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::paragraph;

    #[test]
    fn what_would_begin_a_block_is_text() {
        assert_eq!(paragraph("1. May\n2026"), "1\\. May 2026");
        assert_eq!(paragraph("- a"), "\\- a");
        assert_eq!(paragraph("2026-05-01"), "2026-05-01");
        assert_eq!(paragraph("*emphasis*"), "*emphasis*");
    }
}
