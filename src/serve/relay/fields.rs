//! The fields of a message, read one by one: each has a type and a bound.

use serde_json::{Map, Value};

use crate::lang::Lang;

/// The longest id of a window. That of a slide is as long as a deck has it; what bounds it is the
/// length of a message.
pub(super) const MAX_FROM: usize = 64;
/// What a script counts to.
pub(super) const MAX_SEQ: u64 = 1 << 53;

/// No deck has as many slides or steps.
pub(super) const MAX_PLACE: u64 = 100_000;

/// A text of at most so many bytes.
pub(super) fn text<'t>(fields: &'t Map<String, Value>, key: &str, most: usize) -> Option<&'t str> {
    let text = fields.get(key).and_then(Value::as_str);
    text.filter(|text| text.len() <= most)
}

/// A whole number, from 0 on.
pub(super) fn number(fields: &Map<String, Value>, key: &str, most: u64) -> Option<u64> {
    let number = fields.get(key).and_then(Value::as_u64);
    number.filter(|number| *number <= most)
}

/// The language of a window.
pub(super) fn lang(fields: &Map<String, Value>) -> Option<&str> {
    text(fields, "lang", 35).filter(|lang| Lang::looks_like(lang))
}
