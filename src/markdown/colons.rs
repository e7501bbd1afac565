//! Colons that define nothing. The parser takes `:tada:` below a text for the definition of a
//! term; Pandoc and PHP Markdown Extra do not, since no space follows the colon. Here such a colon
//! is masked by a sign that means nothing, which `dollars::restore` puts back among the nodes.

use std::borrow::Cow;

use super::divs::begins_line;
use super::dollars::MASK;

/// The text with every colon masked that begins a line with no space behind it.
pub(super) fn mask(text: Cow<'_, str>) -> Cow<'_, str> {
    let found = colons(&text);
    if found.is_empty() {
        return text;
    }
    let mut masked = text.into_owned();
    for at in found {
        masked.replace_range(at..=at, MASK);
    }
    Cow::Owned(masked)
}

/// Where such colons stand.
fn colons(text: &str) -> Vec<usize> {
    let colons = memchr::memchr_iter(b':', text.as_bytes());
    let begin_a_line = colons.filter(|at| begins_line(&text[..*at]));
    let defines = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t', ':']);
    begin_a_line
        .filter(|at| {
            let rest = text[at + 1..].lines().next().unwrap_or_default().trim_end();
            !defines(rest) && !is_table_border(rest)
        })
        .collect()
}

/// Whether a line is the one between the head and the body of a table: `:---|:--:`.
fn is_table_border(line: &str) -> bool {
    line.contains('-') && line.bytes().all(|byte| b"-:| \t".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_that_define_nothing_are_masked() {
        let masked = |text| mask(Cow::Borrowed(text)).into_owned();
        assert_eq!(masked("here\n:tada:\n"), "here\n%tada:\n");
        assert_eq!(masked("here\n\n:tada:"), "here\n\n%tada:");
        assert_eq!(masked("> a\n> :-) b"), "> a\n> %-) b");
        for same in [
            "term\n: definition\n",
            "term\n\n: definition\n",
            "a|b\n:--|--:\nc|d\n",
            "text\n::: notes\n",
            "text\n:\n",
        ] {
            assert_eq!(masked(same), same);
        }
    }
}
