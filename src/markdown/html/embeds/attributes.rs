//! The attributes of one embed, read key by key, each mistake at its own place in the line.

use std::ops::Range;

use super::definition::Div;
use super::web_address;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::lang::Lang;
use crate::markdown::report::BodyReport;
use crate::nearest;
use crate::source::Span;

/// The value of an attribute, and its place: the name of a file, for one.
pub(super) struct AttributeText {
    pub(super) value: String,
    pub(super) span: Span,
}

/// The attributes of an embed while they are read.
pub(super) struct AttributeReader<'d, 'r, 's> {
    div: &'d Div<'d>,
    report: &'r mut BodyReport<'s>,
    asked: Vec<&'static str>,
}

impl<'d, 'r, 's> AttributeReader<'d, 'r, 's> {
    pub(super) fn new(div: &'d Div<'d>, report: &'r mut BodyReport<'s>) -> Self {
        Self {
            div,
            report,
            asked: Vec::new(),
        }
    }

    /// Whether an attribute is there, with something in it.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// The value of an attribute; an empty one is none.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.asked.push(key);
        self.value(key).map(str::to_owned)
    }

    /// The value of an attribute that the embed cannot do without.
    pub(super) fn required(&mut self, key: &'static str, hint: &str) -> Option<String> {
        let value = self.text(key);
        if value.is_none() {
            self.missing(key, hint);
        }
        value
    }

    /// The value of an attribute with its place.
    pub(super) fn written(&mut self, key: &'static str) -> Option<AttributeText> {
        let value = self.text(key)?;
        Some(AttributeText {
            value,
            span: self.report.span(&self.place(key)),
        })
    }

    /// A value that has to be the whole address of a page.
    pub(super) fn web_address(&mut self, key: &str, url: String) -> Option<String> {
        if web_address::host(&url).is_some() {
            return Some(url);
        }
        self.wrong(
            key,
            format!("`{url}` is not the address of a page"),
            "write the whole of it, with `https://`",
        )
    }

    /// A language's code.
    pub(super) fn lang(&mut self, key: &'static str) -> Option<Lang> {
        let code = self.text(key)?;
        if Lang::looks_like(&code) {
            return Some(Lang::new(&code));
        }
        let hint = "codes look like `fr`, `en` or `pt-BR`";
        self.wrong(key, format!("`{code}` is not a language code"), hint)
    }

    /// A length of time, in seconds: `12m`, `1h30m`, `90s`, `90`, `1:30`.
    pub(super) fn duration(&mut self, key: &'static str) -> Option<u32> {
        let text = self.text(key)?;
        seconds(&text).or_else(|| {
            let hint = "write it like `12m`, `1h30m` or `90s`";
            self.wrong(key, format!("`{text}` is not a length of time"), hint)
        })
    }

    pub(super) fn missing(&mut self, key: &str, hint: &str) {
        let message = format!("this {} has no `{key}`", self.div.definition.name);
        self.report
            .say(codes::MISSING_ATTRIBUTE, &self.div.range, message, hint);
    }

    /// Says that a value cannot be taken, and gives nothing in its place.
    pub(super) fn wrong<T>(
        &mut self,
        key: &str,
        message: impl Into<String>,
        hint: &str,
    ) -> Option<T> {
        self.say(codes::BAD_ATTRIBUTE, key, message, hint);
        None
    }

    pub(super) fn say(&mut self, code: Code, key: &str, message: impl Into<String>, hint: &str) {
        let place = self.place(key);
        self.report.say(code, &place, message, hint);
    }

    /// Says which attributes nothing asked for. `data-` ones are the author's own.
    pub(super) fn finish(mut self, misnomers: &[(&str, &str)]) {
        let attributes = self.div.attributes;
        for (i, (key, _)) in attributes.pairs.iter().enumerate() {
            if attributes.pairs[..i].iter().any(|(other, _)| other == key) {
                let message = format!("`{key}` stands twice");
                self.say(codes::BAD_ATTRIBUTE, key, message, "take one of them out");
            } else if !self.asked.contains(&key.as_str()) && !key.starts_with("data-") {
                self.unknown(key, misnomers);
            }
        }
    }

    fn unknown(&mut self, key: &str, misnomers: &[(&str, &str)]) {
        let meant = misnomers
            .iter()
            .find(|(other, _)| *other == key)
            .map(|(_, meant)| *meant);
        let meant = meant.or_else(|| nearest::nearest(key, self.asked.iter().copied()));
        let known = || {
            format!(
                "it takes {}",
                self.asked
                    .iter()
                    .map(|k| format!("`{k}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        };
        let hint = meant.map_or_else(known, |meant| format!("did you mean `{meant}`?"));
        let place = written(self.div.text, key).map_or(self.div.range.clone(), |value| {
            let end = self.div.range.start + value.start - 1;
            end - key.len()..end
        });
        let message = format!("`{key}` is no attribute of a {}", self.div.definition.name);
        let place = self.report.place(&place);
        self.report
            .diagnostics
            .push(Diagnostic::new(codes::UNKNOWN_ATTRIBUTE, place, message).hint(hint));
    }

    fn value(&self, key: &str) -> Option<&'d str> {
        let pair = self
            .div
            .attributes
            .pairs
            .iter()
            .find(|(name, _)| name == key);
        pair.map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The bytes of a value in the body.
    fn place(&self, key: &str) -> Range<usize> {
        let start = self.div.range.start;
        written(self.div.text, key).map_or(self.div.range.clone(), |value| {
            start + value.start..start + value.end
        })
    }
}

/// The bytes of an attribute's value in its line, without its quotes.
fn written(line: &str, key: &str) -> Option<Range<usize>> {
    let mut quoted = false;
    let mut word = 0;
    for (i, c) in line.char_indices().chain([(line.len(), ' ')]) {
        quoted ^= c == '"';
        if !quoted && (c.is_whitespace() || "{}".contains(c)) {
            if let Some(value) = line[word..i]
                .strip_prefix(key)
                .and_then(|rest| rest.strip_prefix('='))
            {
                let start = i - value.len();
                let inner = value
                    .strip_prefix('"')
                    .and_then(|value| value.strip_suffix('"'));
                return Some(inner.map_or(start..i, |inner| start + 1..start + 1 + inner.len()));
            }
            word = i + c.len_utf8();
        }
    }
    None
}

/// The seconds of `12m`, `1h30m`, `90s`, `90` or `1:02:03`.
pub(super) fn seconds(text: &str) -> Option<u32> {
    if text.contains(':') {
        let parts: Option<Vec<u32>> = text.split(':').map(|part| part.parse().ok()).collect();
        let parts =
            parts.filter(|parts| parts.len() <= 3 && parts[1..].iter().all(|part| *part < 60))?;
        return parts
            .into_iter()
            .try_fold(0_u32, |sum, part| sum.checked_mul(60)?.checked_add(part));
    }
    if let Ok(plain) = text.parse() {
        return Some(plain);
    }
    let (mut total, mut rest, mut last) = (0_u32, text, u32::MAX);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: u32 = rest[..end].parse().ok()?;
        let unit = match rest.as_bytes()[end] {
            b'h' => 3600,
            b'm' => 60,
            b's' => 1,
            _ => return None,
        };
        if unit >= last {
            return None;
        }
        (total, last) = (total.checked_add(count.checked_mul(unit)?)?, unit);
        rest = &rest[end + 1..];
    }
    Some(total).filter(|_| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_as_people_write_them() {
        for (text, expected) in [
            ("12m", 720),
            ("1h30m", 5400),
            ("90s", 90),
            ("90", 90),
            ("1:30", 90),
            ("1:02:03", 3723),
        ] {
            assert_eq!(seconds(text), Some(expected), "{text}");
        }
        for bad in [
            "",
            "m",
            "1m1h",
            "1m2m",
            "x",
            "1:99",
            "1:2:3:4",
            "99999999h",
            "-1",
            "1é",
        ] {
            assert_eq!(seconds(bad), None, "{bad}");
        }
    }

    #[test]
    fn values_are_found_in_their_line() {
        let line = "::: {.video title=\"a url=no b\" url=https://x.example/?a=b file=é.mp4}";
        let found = |key: &str| written(line, key).map(|range| &line[range]);
        assert_eq!(found("title"), Some("a url=no b"));
        assert_eq!(found("url"), Some("https://x.example/?a=b"));
        assert_eq!(found("file"), Some("é.mp4"));
        assert_eq!(found("rl"), None);
    }
}
