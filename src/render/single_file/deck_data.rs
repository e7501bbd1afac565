//! What the script of a deck is told, as far as it is still true when the deck is one file.

use serde_json::Value;

use super::Original;
use crate::render::tags::{Place, whole};

/// The id of the element that holds it.
pub(super) const ID: &str = "_deck";

/// Without a presenter's view, and with those languages only whose files stand beside this one: on a stage, no key may
/// lead to a page that is not there. What cannot be read stays as it is.
pub(super) fn in_a_file(text: &str, original: &Original<'_>) -> String {
    let Ok(mut data) = serde_json::from_str::<Value>(text) else { return text.to_owned() };
    if let Some(presenter) = data.get_mut("presenter") {
        *presenter = Value::Null;
    }
    let place = Place { origin: original.origin, page: original.url };
    if let Some(languages) = data.get_mut("languages").and_then(Value::as_array_mut) {
        languages.retain_mut(|language| {
            let url = language["url"].as_str().map(|url| whole(url, &place)).unwrap_or_default();
            let file = original.beside.get(&url);
            if let Some(file) = file {
                language["url"] = Value::from(file.as_str());
            }
            file.is_some()
        });
    }
    // As it stands in the page: nothing in it can end the element.
    data.to_string().replace('<', "\\u003c")
}
