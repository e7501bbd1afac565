//! The data for the script of a deck, as far as it is still true when the deck is one file.

use serde_json::Value;

use super::Original;
use crate::render::common::whole::{HtmlPlace, whole};
use crate::site::addresses::{PRESENTER, SLIDES_OF_PRESENTER};

/// The id of the element that holds it.
pub(super) const ID: &str = "_deck";

/// With those other pages only whose files stand beside this one: on a stage, no key may lead to a
/// page that is not there. What cannot be read stays as it is. Beside it is the whole address of the
/// script that the page would load later: in a file, it has to be there from the beginning.
pub(super) fn in_a_file(text: &str, original: &Original<'_>) -> (String, Option<String>) {
    let Ok(mut data) = serde_json::from_str::<Value>(text) else {
        return (text.to_owned(), None);
    };
    let place = HtmlPlace {
        origin: original.origin,
        page: original.url,
    };
    let tools = data.get_mut("tools").map(Value::take);
    let tools = tools.and_then(|tools| Some(whole(tools.as_str()?, &place)));
    let beside = |url: &str| original.beside.get(&whole(url, &place)).map(String::as_str);
    for (key, url) in [("presenter", PRESENTER), ("audience", SLIDES_OF_PRESENTER)] {
        if let Some(other) = data.get_mut(key) {
            *other = beside(url).map_or(Value::Null, Value::from);
        }
    }
    for key in ["languages", "variants"] {
        let Some(others) = data.get_mut(key).and_then(Value::as_array_mut) else {
            continue;
        };
        others.retain_mut(|other| {
            let file = beside(other["url"].as_str().unwrap_or_default());
            if let Some(file) = file {
                other["url"] = Value::from(file);
            }
            file.is_some()
        });
    }
    // As it stands in the page: nothing in it can end the element.
    (data.to_string().replace('<', "\\u003c"), tools)
}
