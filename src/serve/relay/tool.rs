//! Reads messages about what somebody shows on a slide with a hand: a pointer, strokes of a pen, and
//! the part that is shown large.
//!
//! Pure. Places are fractions of the slide's frame: a window that lies about its size points at an
//! edge. What a message may hold is bounded, so that nobody draws for ever.

use serde_json::{Map, Value, json};

use super::fields::{MAX_FROM, MAX_PLACE, MAX_SEQ, lang, number, text};

/// Ids of strokes in a message, pieces of strokes, and numbers of one.
const MAX_IDS: usize = 200;
const MAX_PIECES: usize = 16;
const MAX_NUMBERS: usize = 400;
/// The longest id of a stroke.
const MAX_ID: usize = 24;

/// The message as it may go on, and whether it only says where the pointer is. `None` when it is
/// none.
pub(super) fn read(tool: &Value) -> Option<(Value, bool)> {
    let fields = tool.as_object()?;
    let mut message = json!({
        "lang": lang(fields)?,
        "slide": text(fields, "slide", usize::MAX)?,
        "at": number(fields, "at", MAX_PLACE)?,
        "step": number(fields, "step", MAX_PLACE)?,
    });
    let mut said = 0;
    for (key, read) in PARTS {
        if let Some(part) = fields.get(*key) {
            message[*key] = read(part)?;
            said += 1;
        }
    }
    let is_of_pointer = said == 1 && fields.contains_key("pointer");
    (said > 0).then_some((message, is_of_pointer))
}

/// Reads one part of a message: what may go on of it.
type Reader = fn(&Value) -> Option<Value>;

/// What a message may have, and how each part is read.
const PARTS: &[(&str, Reader)] = &[
    ("pointer", pointer),
    ("zoom", zoom),
    ("keeps", keeps),
    ("strokes", strokes),
    ("gone", ids),
    ("want", ids),
    ("has", has),
];

/// Where the pointer is, or that it is nowhere.
fn pointer(part: &Value) -> Option<Value> {
    let fields = part.as_object()?;
    let at = fractions_or_none(fields, "at", 2)?;
    Some(json!({ "n": number(fields, "n", MAX_SEQ)?, "at": at }))
}

/// The part of the slide that is shown large, or that all of it is.
fn zoom(part: &Value) -> Option<Value> {
    let fields = part.as_object()?;
    let mut said = order(fields)?;
    said["part"] = fractions_or_none(fields, "part", 3)?;
    Some(said)
}

/// Whether strokes stay when somebody moves on.
fn keeps(part: &Value) -> Option<Value> {
    let fields = part.as_object()?;
    let mut said = order(fields)?;
    said["is"] = fields.get("is")?.as_bool()?.into();
    Some(said)
}

/// How many commands there were, and the window of the last one.
fn order(fields: &Map<String, Value>) -> Option<Value> {
    let (n, by) = (number(fields, "n", MAX_SEQ)?, text(fields, "by", MAX_FROM)?);
    Some(json!({ "n": n, "by": by }))
}

/// Pieces of strokes.
fn strokes(part: &Value) -> Option<Value> {
    let pieces = part
        .as_array()
        .filter(|pieces| pieces.len() <= MAX_PIECES)?;
    let pieces = pieces.iter().map(|piece| {
        let fields = piece.as_object()?;
        let id = text(fields, "id", MAX_ID).filter(|id| is_id(id))?;
        let at = number(fields, "at", MAX_PLACE)?;
        let points = fields.get("points")?.as_array()?;
        let fits = (2..=MAX_NUMBERS).contains(&points.len()) && points.len() % 2 == 0;
        let points = fits.then(|| fractions(points))??;
        Some(json!({ "id": id, "at": at, "points": points }))
    });
    pieces.collect::<Option<Vec<Value>>>().map(Value::from)
}

/// Ids of strokes.
fn ids(part: &Value) -> Option<Value> {
    let ids = part.as_array().filter(|ids| ids.len() <= MAX_IDS)?;
    let are_ids = ids.iter().all(|id| id.as_str().is_some_and(is_id));
    are_ids.then(|| part.clone())
}

/// Ids of strokes, and how many numbers a window has of each.
fn has(part: &Value) -> Option<Value> {
    let strokes = part.as_object().filter(|ids| ids.len() <= MAX_IDS)?;
    let are_sound = strokes
        .iter()
        .all(|(id, _)| is_id(id) && number(strokes, id, MAX_PLACE).is_some());
    are_sound.then(|| part.clone())
}

fn is_id(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=MAX_ID).contains(&id.len()) && id.bytes().all(is_plain)
}

/// So many fractions, or `null`.
fn fractions_or_none(fields: &Map<String, Value>, key: &str, count: usize) -> Option<Value> {
    match fields.get(key)? {
        Value::Null => Some(Value::Null),
        Value::Array(list) if list.len() == count => fractions(list),
        _ => None,
    }
}

/// Numbers as fractions of a frame.
fn fractions(list: &[Value]) -> Option<Value> {
    let within = |value: &Value| Some(Value::from(value.as_f64()?.clamp(0.0, 1.0)));
    list.iter()
        .map(within)
        .collect::<Option<Vec<Value>>>()
        .map(Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(more: &Value) -> Value {
        let mut message = json!({"lang": "fr", "slide": "plan", "at": 7, "step": 2});
        for (key, part) in more.as_object().unwrap() {
            message[key] = part.clone();
        }
        message
    }

    #[test]
    fn what_is_shown_goes_on_and_nothing_beside_it() {
        for (more, is_of_pointer) in [
            (json!({"pointer": {"n": 5, "at": [0.25, 1.0]}}), true),
            (json!({"pointer": {"n": 6, "at": null}}), true),
            (
                json!({"zoom": {"n": 1, "by": "w", "part": [0.1, 0.2, 0.5]}}),
                false,
            ),
            (json!({"zoom": {"n": 2, "by": "w", "part": null}}), false),
            (json!({"keeps": {"n": 2, "by": "w", "is": true}}), false),
            (
                json!({"strokes": [{"id": "a-1", "at": 2, "points": [0.5, 0.25]}]}),
                false,
            ),
            (json!({"gone": ["a-1"]}), false),
            (json!({"want": ["a-1"]}), false),
            (
                json!({"has": {"a-1": 12}, "keeps": {"n": 2, "by": "w", "is": false}}),
                false,
            ),
            (json!({"pointer": {"n": 5, "at": null}, "gone": []}), false),
        ] {
            let message = at(&more);
            let mut noisy = message.clone();
            noisy["notes"] = "whispered".into();
            assert_eq!(read(&noisy), Some((message, is_of_pointer)));
        }
        let mut noisy = at(&json!({"pointer": {"n": 5, "at": [0.5, 0.5], "notes": "whispered"}}));
        assert!(!read(&noisy).unwrap().0.to_string().contains("whispered"));
        noisy = at(&json!({"strokes": [{"id": "a", "at": 0, "points": [0.5, 0.5], "notes": "x"}]}));
        assert!(!read(&noisy).unwrap().0.to_string().contains("notes"));
    }

    #[test]
    fn a_window_that_lies_about_its_size_points_at_an_edge() {
        let (read, _) = read(&at(&json!({
            "pointer": {"n": 5, "at": [-3, 1e300]},
            "strokes": [{"id": "a", "at": 0, "points": [7, -0.5]}],
        })))
        .unwrap();
        assert_eq!(read["pointer"]["at"], json!([0.0, 1.0]));
        assert_eq!(read["strokes"][0]["points"], json!([1.0, 0.0]));
    }

    #[test]
    fn what_is_no_drawing_goes_nowhere() {
        let many = |count: usize| vec![json!(0.5); count];
        let names = |count: usize| (0..count).map(|at| at.to_string()).collect::<Vec<_>>();
        let piece = |points: Vec<Value>| json!([{"id": "a", "at": 0, "points": points}]);
        for (key, part) in [
            ("pointer", json!({"at": [0.5, 0.5]})),
            ("pointer", json!({"n": 1})),
            ("pointer", json!({"n": 1, "at": [0.5]})),
            ("pointer", json!({"n": 1, "at": [0.5, "x"]})),
            ("pointer", json!({"n": 1, "at": [0.5, null]})),
            ("zoom", json!({"n": 1, "part": null})),
            ("zoom", json!({"n": 1, "by": "w", "part": [0.5, 0.5]})),
            ("zoom", json!({"n": -1, "by": "w", "part": null})),
            ("keeps", json!({"n": 1, "by": "w", "is": 1})),
            ("strokes", json!({})),
            (
                "strokes",
                json!(vec![json!({"id": "a", "at": 0, "points": [0, 0]}); 17]),
            ),
            ("strokes", piece(many(3))),
            ("strokes", piece(many(0))),
            ("strokes", piece(many(402))),
            ("strokes", json!([{"id": "<a>", "at": 0, "points": [0, 0]}])),
            ("strokes", json!([{"id": "a", "at": -2, "points": [0, 0]}])),
            ("gone", json!(names(201))),
            ("gone", json!([1])),
            ("want", json!([""])),
            ("want", json!(["a".repeat(25)])),
            ("has", json!({"A": 1})),
            ("has", json!({"a": "1"})),
        ] {
            assert_eq!(read(&at(&json!({ key: part }))), None, "{key}: {part}");
        }
        assert_eq!(read(&at(&json!({}))), None, "it says nothing");
        for (key, value) in [
            ("lang", json!("<fr>")),
            ("at", json!(1e9)),
            ("step", json!(null)),
        ] {
            let mut message = at(&json!({"gone": []}));
            message[key] = value;
            assert_eq!(read(&message), None);
        }
    }
}
