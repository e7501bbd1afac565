//! Character references: `&eacute;`, `&#233;` and `&#xE9;` are all `é`.
//!
//! The names are those of the HTML standard, all 2,125 that end with a semicolon.

use std::borrow::Cow;

use html5gum::{Emitter, Error, State, Tokenizer};

/// The longest reference, in bytes: `&CounterClockwiseContourIntegral;`.
const LONGEST: usize = 33;

/// Decodes the references of a text. What names no character stays as it is: a lone `&`, an unknown
/// name, the number of a control character, and the old names without a semicolon, which are more
/// often parts of addresses (`?a=1&copy=2`).
#[must_use]
pub fn decode(text: &str) -> Cow<'_, str> {
    // Most texts are short and have none: to set up a search takes longer than to look.
    if !text.as_bytes().contains(&b'&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices('&') {
        let Some((end, characters)) = reference_at(text, at) else {
            continue;
        };
        out.push_str(text.get(copied..at).unwrap_or_default());
        out.push_str(&characters);
        copied = end;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where the reference at an offset ends, and what it stands for.
fn reference_at(text: &str, at: usize) -> Option<(usize, String)> {
    let name = text.as_bytes().get(at + 1..)?;
    let length = name
        .iter()
        .take(LONGEST)
        .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')?;
    let end = at + 1 + length + 1;
    let written = text.get(at..end).filter(|text| text.ends_with(';'))?;
    Some((end, characters(written)?))
}

/// What one reference stands for, by the table of the tokenizer.
fn characters(reference: &str) -> Option<String> {
    let mut tokenizer = Tokenizer::new_with_emitter(reference, Characters::default());
    let Some(Ok(found)) = tokenizer.next() else {
        return None;
    };
    let found = String::from_utf8(found).ok()?;
    let is_shown = |c: char| (!c.is_control() || "\n\t".contains(c)) && c != '\u{fffd}';
    // No reference is more than two characters: a longer text is one that was not understood.
    let is_known = found.chars().count() <= 2 && found.chars().all(is_shown);
    is_known.then_some(found)
}

/// Gathers the text that the tokenizer reads.
#[derive(Debug, Default)]
struct Characters {
    text: Vec<u8>,
    is_done: bool,
}

impl Emitter for Characters {
    type Token = Vec<u8>;

    fn emit_string(&mut self, text: &[u8]) {
        self.text.extend(text);
    }

    fn emit_eof(&mut self) {
        self.is_done = true;
    }

    fn pop_token(&mut self) -> Option<Vec<u8>> {
        std::mem::take(&mut self.is_done).then(|| std::mem::take(&mut self.text))
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        None
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}
    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}
    fn init_start_tag(&mut self) {}
    fn init_end_tag(&mut self) {}
    fn init_comment(&mut self) {}
    fn init_doctype(&mut self) {}
    fn init_attribute(&mut self) {}
    fn emit_current_comment(&mut self) {}
    fn emit_current_doctype(&mut self) {}
    fn set_self_closing(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn push_tag_name(&mut self, _: &[u8]) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn push_attribute_name(&mut self, _: &[u8]) {}
    fn push_attribute_value(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn references_are_spelled_out_and_nothing_else() {
        for (text, expected) in [
            ("&ntilde;&Uuml; &trade;&amp;amp;", "ñÜ ™&amp;"),
            ("&#233;&#xE9;&#Xe9;&#9;&#146;", "ééé\t’"),
            ("&NotEqualTilde;&CounterClockwiseContourIntegral;", "≂̸∳"),
            ("&#59;&semi;", ";;"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
        for same in [
            "",
            "é & ü",
            "&",
            "&;",
            "&unknown;",
            "&#0;",
            "&#x;",
            "&#xD800;",
            "&#7;",
            "R&D;",
            "&notit;",
            "?a=1&copy=2&lt",
            "& amp;",
            "&<b>;",
            "&aé;",
        ] {
            assert_eq!(decode(same), same);
        }
        let long = format!("&{};", "a".repeat(100_000));
        assert_eq!(decode(&long), long);
    }
}
