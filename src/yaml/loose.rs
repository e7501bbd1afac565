//! Texts that nearly are YAML: values without the quotes that YAML asks for, as some programs take
//! them. Must not know keys.

use std::borrow::Cow;
use std::ops::Range;

use super::is_readable;
use super::lines::value;

/// A text of YAML, and how it came from its source.
#[derive(Debug)]
pub(super) struct YamlText<'s> {
    pub(super) text: Cow<'s, str>,
    /// Where it begins in the source.
    start: usize,
    /// The bytes of it that the source does not have, in order.
    inserted: Vec<usize>,
}

impl<'s> YamlText<'s> {
    /// A text as it stands in the source.
    pub(super) fn written(text: &'s str, start: usize) -> Self {
        Self {
            text: Cow::Borrowed(text),
            start,
            inserted: Vec::new(),
        }
    }

    /// The same with quotes around the values of top keys that YAML cannot read, and of those that
    /// `is_text` names. `None` where no value is one.
    pub(super) fn quoted(
        text: &'s str,
        start: usize,
        is_text: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let mut quoted = Self {
            text: Cow::Owned(String::with_capacity(text.len() + 16)),
            start,
            inserted: Vec::new(),
        };
        let mut lines = text.split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let goes_on = lines
                .peek()
                .is_some_and(|next| next.starts_with([' ', '\t']));
            match bare_value(line, &is_text).filter(|_| !goes_on) {
                Some(value) => quoted.push_quoted(line, value),
                None => quoted.text.to_mut().push_str(line),
            }
        }
        (!quoted.inserted.is_empty()).then_some(quoted)
    }

    /// Adds a line with quotes around a value in it.
    fn push_quoted(&mut self, line: &str, value: Range<usize>) {
        let text = self.text.to_mut();
        let mut push_quote = |text: &mut String| {
            self.inserted.push(text.len());
            text.push('\'');
        };
        text.push_str(&line[..value.start]);
        push_quote(text);
        for sign in line[value.clone()].chars() {
            if sign == '\'' {
                push_quote(text);
            }
            text.push(sign);
        }
        push_quote(text);
        text.push_str(&line[value.end..]);
    }

    /// Where a range of the text stands in the source.
    pub(super) fn original(&self, range: &Range<usize>) -> Range<usize> {
        let at = |at: usize| {
            let before = self.inserted.partition_point(|inserted| *inserted < at);
            self.start + at - before
        };
        at(range.start)..at(range.end)
    }
}

/// The value on the line of a top key, where it is to be a text and has no sign that says how it is
/// written.
fn bare_value(line: &str, is_text: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    if line.starts_with([' ', '\t', '-', '#']) {
        return None;
    }
    let (key, _) = line.split_once(':')?;
    let value = value(line)?.trim();
    let has_sign = value.starts_with(['"', '\'', '[', '{', '|', '>', '~', '&', '*']);
    let is_named = is_text(key) && !has_sign;
    let start = line.len() - line[key.len() + 1..].trim_start().len();
    (!value.is_empty() && (is_named || !is_readable(line))).then_some(start..start + value.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_no_yaml_are_put_in_quotes() {
        for (text, quoted) in [
            ("footer: 50% off: now\n", "footer: '50% off: now'\n"),
            ("a: 1. May :bee:\r\nb: 1\n", "a: '1. May :bee:'\r\nb: 1\n"),
            ("a: @ada's: x", "a: '@ada''s: x'"),
            ("a: \"A\" and B", "a: '\"A\" and B'"),
            ("color: #123\ncolour: #123", "color: '#123'\ncolour: #123"),
        ] {
            let found = YamlText::quoted(text, 0, |key| key == "color").unwrap();
            assert_eq!(found.text, quoted);
        }
        for same in [
            "a: b\n",
            "a:\n  b: c: d\n",
            "a: {\n  b: c\n}\n",
            "color: [a]\n",
            "color: |\n  a: b: c\n",
            "- a: b: c\n",
            "# a: b: c\n",
            "a:b: c\n",
        ] {
            assert!(
                YamlText::quoted(same, 0, |key| key == "color").is_none(),
                "{same}"
            );
        }
    }

    #[test]
    fn places_are_those_of_the_source() {
        let text = "a: b's: c\nd: e\n";
        let quoted = YamlText::quoted(text, 4, |_| false).unwrap();
        assert_eq!(quoted.text, "a: 'b''s: c'\nd: e\n");
        assert_eq!(quoted.original(&(3..12)), 7..13);
        let d = quoted.text.find('d').unwrap();
        assert_eq!(quoted.original(&(d..d + 1)), 14..15);
    }
}
