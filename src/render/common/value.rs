//! Small helpers to make template values.

use tera::Value;

/// A template value: a mapping with literal keys, in the order of the alphabet. The engine copies
/// any map into a map of its own, so this one is of the kind that costs least to make.
macro_rules! map {
    ($($key:literal => $value:expr),* $(,)?) => {
        tera::Value::from(std::collections::BTreeMap::from([$(($key, tera::Value::from($value))),*]))
    };
}
pub(crate) use map;

/// A text, or `none`.
pub(crate) fn text_or_none(text: Option<&str>) -> Value {
    text.map_or_else(Value::none, Value::from)
}

/// HTML that is not to be escaped.
pub(crate) fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// A whole number; templates have no use for more than 64 bits.
pub(crate) fn number(count: usize) -> Value {
    Value::from(count as u64)
}

/// A list.
pub(crate) fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::from(values.into_iter().collect::<Vec<_>>())
}
