//! The limits that every message between windows keeps to, whatever it is about.

use serde_json::{Map, Value};

/// The longest id of a window. That of a slide is as long as a deck has it; what bounds it is the
/// length of a message.
pub(super) const MAX_FROM: usize = 64;
/// What a script counts to.
pub(super) const MAX_SEQ: u64 = 1 << 53;

/// A text of a message that is no longer than `most` bytes.
pub(super) fn text<'m>(message: &'m Map<String, Value>, key: &str, most: usize) -> Option<&'m str> {
    message
        .get(key)
        .and_then(Value::as_str)
        .filter(|text| text.len() <= most)
}
