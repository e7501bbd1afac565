//! A tree of JSON-LD that costs little: keys are literals, and the text is written once, ready for
//! a `script` element.
//!
//! Every page has such a tree, so it is some of the work of a build. Knows nothing of what the keys
//! mean.

/// A value. What is [`JsonLd::Nothing`], and a list of nothing, is left out of its thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum JsonLd {
    #[default]
    Nothing,
    Text(String),
    Number(u64),
    List(Vec<Self>),
    Thing(Vec<(&'static str, Self)>),
}

/// Room for the data of most pages.
const USUAL_LENGTH: usize = 4 << 10;

impl JsonLd {
    /// A thing of some type, its keys in order.
    pub(crate) fn thing(
        kind: &'static str,
        properties: impl IntoIterator<Item = (&'static str, Self)>,
    ) -> Self {
        let mut entries = vec![("@type", kind.into())];
        entries.extend(
            properties
                .into_iter()
                .filter(|(_, value)| value.is_filled()),
        );
        entries.sort_by_key(|(key, _)| *key);
        Self::Thing(entries)
    }

    /// The thing that has this id and is described elsewhere.
    pub(crate) fn reference(id: String) -> Self {
        Self::Thing(vec![("@id", id.into())])
    }

    /// Things that belong together, as JSON without `<`: neither `</script` nor `<!--` can stand in
    /// it.
    pub(crate) fn graph(things: Vec<Self>) -> String {
        let mut out = String::with_capacity(USUAL_LENGTH);
        let context = ("@context", "https://schema.org".into());
        Self::Thing(vec![context, ("@graph", Self::List(things))]).write(&mut out);
        out
    }

    /// A property, if this is a thing that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Thing(entries) = self else {
            return None;
        };
        entries
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    /// A text, if this is one.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }

    fn is_filled(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::List(items) => !items.is_empty(),
            _ => true,
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Nothing => out.push_str("null"),
            Self::Text(text) => write_text(out, text),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "" } else { "," });
                    item.write(out);
                }
                out.push(']');
            }
            Self::Thing(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if at == 0 { "\"" } else { ",\"" });
                    out.push_str(key);
                    out.push_str("\":");
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// A string of JSON (RFC 8259, section 7).
fn write_text(out: &mut String, text: &str) {
    use std::fmt::Write;
    out.push('"');
    let mut copied = 0;
    for (at, byte) in text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b'"' | b'\\' | b'<' | 0..=31))
    {
        out.push_str(&text[copied..at]);
        copied = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            // Writing to a `String` cannot fail.
            other => drop(write!(out, "\\u{other:04x}")),
        }
    }
    out.push_str(&text[copied..]);
    out.push('"');
}

impl From<&str> for JsonLd {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for JsonLd {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for JsonLd {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for JsonLd {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl<T: Into<JsonLd>> From<Option<T>> for JsonLd {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl<T: Into<JsonLd>> From<Vec<T>> for JsonLd {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_cannot_end_a_script() {
        let text = "a\"b\\c\n\r\t\u{0}\u{1f}\u{7f}</script><!--é\u{2028}\u{10ffff}";
        let list: Vec<&str> = vec![text, ""];
        let thing = JsonLd::thing(
            "Thing",
            [
                ("name", text.into()),
                ("list", list.into()),
                ("count", 7_usize.into()),
            ],
        );
        let written = JsonLd::graph(vec![thing, JsonLd::reference("x#y".to_owned())]);
        assert!(!written.contains('<'), "{written}");
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read["@graph"][0]["name"], text);
        assert_eq!(read["@graph"][0]["list"], serde_json::json!([text, ""]));
        assert_eq!(read["@graph"][1], serde_json::json!({ "@id": "x#y" }));
    }

    #[test]
    fn what_says_nothing_is_left_out_and_keys_are_in_order() {
        let nothing: Option<&str> = None;
        let thing = JsonLd::thing(
            "A",
            [
                ("b", nothing.into()),
                ("c", JsonLd::List(vec![])),
                ("@id", "i".into()),
            ],
        );
        assert_eq!(
            JsonLd::graph(vec![thing]),
            r#"{"@context":"https://schema.org","@graph":[{"@id":"i","@type":"A"}]}"#
        );
    }
}
