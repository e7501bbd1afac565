//! Tags of HTML whose quotes do not match, which Markdown takes for text: `<img src="a.png alt="b">`.

use super::Run;
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;

/// Reports the tags of a stretch that are text for want of a quotation mark.
pub(super) fn report(text: &str, run: &Run, report: &mut BodyReport<'_>) {
    let end = run.at.block_end.max(run.range.end).min(text.len());
    for (at, _) in text[run.range.clone()].match_indices('<') {
        let at = run.range.start + at;
        let Some(rest) = text
            .get(at + 1..end)
            .filter(|_| !text[..at].ends_with('\\'))
        else {
            continue;
        };
        let name = &rest[..length(rest, |c| c.is_ascii_alphanumeric())];
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) && is_odd(&rest[name.len()..]) {
            let message =
                format!("the quotes of this `<{name}>` do not match, so it is shown as text");
            let hint = "write a quotation mark before and behind each value, or `&lt;` for a `<` that begins no tag";
            let place = at..at + 1 + name.len();
            report.say(codes::UNCLOSED_ELEMENT, &place, message, hint);
        }
    }
}

/// Whether the attributes of a tag end at a quotation mark that is one too many, or never. What has
/// no value before it is no tag: `a <b and "c"`.
fn is_odd(mut rest: &str) -> bool {
    const QUOTES: [char; 2] = ['"', '\''];
    let mut has_value = false;
    loop {
        let words = rest.trim_start();
        // Something stands between two attributes.
        let is_apart = words.len() < rest.len();
        let name = length(words, |c| c.is_ascii_alphanumeric() || "_:.-".contains(c));
        if !is_apart || name == 0 || words.starts_with(|c: char| c.is_ascii_digit()) {
            return has_value && words.starts_with(QUOTES);
        }
        rest = &words[name..];
        let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
            continue;
        };
        has_value = true;
        rest = match value.chars().next().filter(|c| QUOTES.contains(c)) {
            Some(quote) => match value[1..].split_once(quote) {
                Some((_, behind)) => behind,
                None => return true,
            },
            None => &value[length(value, |c| !c.is_whitespace() && !"\"'=<>`".contains(c))..],
        };
        if rest.starts_with(|c: char| QUOTES.contains(&c) || c.is_alphanumeric()) {
            return true;
        }
    }
}

/// How long the characters of a kind are that a text begins with.
fn length(text: &str, is_of_kind: impl Fn(char) -> bool) -> usize {
    text.find(|c| !is_of_kind(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::is_odd;

    #[test]
    fn a_quotation_mark_too_few_or_too_many_is_found() {
        for odd in [
            " src=\"a.png alt=\"b\">",
            " href=\"https://e.org>a</a>",
            " src=a.png\" alt=\"b\">",
            " hidden class=\"a\" id=b'>",
            " alt=\"a\"b\" src=c>",
            " src=\"a.png\"\">",
        ] {
            assert!(is_odd(odd), "{odd}");
        }
        for sound in [
            ">",
            "",
            " 3 and \"b\"",
            " b, \"c\"",
            " b and \"c\"",
            " src=\"a.png\" alt='it\"s'>",
            " class=\"a\" @click=\"b\">",
            " a = b",
            " a=b=\"c\"",
            "=\"x\"",
        ] {
            assert!(!is_odd(sound), "{sound}");
        }
    }
}
