//! What presenters tell each other of the run that they share, so that it is one run from whichever
//! window it is paused, ended or recorded. States, not changes: heard twice or late, they do no
//! harm.
//!
//! Pure. Only what is known goes on, and only what could be so.

use serde_json::{Map, Value, json};

use super::super::recording::received;
use super::limits::{MAX_FROM, MAX_SEQ, text};

/// What is known of a run, and what of its slides, visits, and of its pauses and questions.
const KEYS: [&str; 14] = [
    "v",
    "run",
    "started",
    "language",
    "variant",
    "speaker",
    "slot",
    "deck",
    "slides",
    "visits",
    "pauses",
    "questions",
    "state",
    "end",
];
const OF_SLIDES: [&str; 6] = ["id", "hash", "title", "part", "plan", "optional"];
const OF_VISITS: [&str; 3] = ["slide", "enter", "leave"];
const OF_STRETCHES: [&str; 2] = ["from", "to"];

/// A run as it may go on. `None` when it is none.
pub(super) fn read(told: &Value) -> Option<Value> {
    let told = told.as_object()?;
    let number = |key: &str| {
        told.get(key)
            .and_then(Value::as_u64)
            .filter(|number| *number <= MAX_SEQ)
    };
    Some(json!({
        // The last word of a speaker: its number, and the window in which it was said.
        "rev": number("rev")?,
        "by": text(told, "by", MAX_FROM)?,
        // How often another window went on recording.
        "term": number("term")?,
        "phase": one_of(told, "phase", &["running", "ended", "discarded"])?,
        "mode": one_of(told, "mode", &["talk", "pause", "questions"])?,
        "records": told.get("records").and_then(Value::as_bool)?,
        "data": data(told.get("data")?)?,
    }))
}

/// What a window saves of a run, so that another one can go on with it: no more than could be
/// saved.
fn data(told: &Value) -> Option<Value> {
    received::check(told).ok()?;
    let mut data = told.clone();
    let object = data.as_object_mut()?;
    object.retain(|key, _| KEYS.contains(&key.as_str()));
    // The deck that it is of.
    text(object, "deck", 128)?;
    for (list, keys) in [
        ("slides", &OF_SLIDES[..]),
        ("visits", &OF_VISITS[..]),
        ("pauses", &OF_STRETCHES[..]),
        ("questions", &OF_STRETCHES[..]),
    ] {
        for entry in object.get_mut(list)?.as_array_mut()? {
            entry
                .as_object_mut()?
                .retain(|key, _| keys.contains(&key.as_str()));
        }
    }
    Some(data)
}

fn one_of<'t>(told: &'t Map<String, Value>, key: &str, known: &[&str]) -> Option<&'t str> {
    told.get(key)
        .and_then(Value::as_str)
        .filter(|word| known.contains(word))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn run() -> Value {
        json!({
            "rev": 3, "by": "w1", "term": 1, "phase": "running", "mode": "pause", "records": true,
            "data": {
                "v": 1, "run": "1a2b3c4d", "started": "2026-11-23T18:04:05+01:00", "language": "fr", "variant": null,
                "speaker": "ada", "slot": 1500, "deck": "b9099367af4b",
                "slides": [{"id": "plan", "hash": "aa", "title": "Plan", "part": 0, "plan": 60, "optional": false}],
                "visits": [{"slide": "plan", "enter": 0, "leave": 61.5}], "pauses": [{"from": 60, "to": 61.5}],
                "questions": [], "state": "running", "end": 61.5,
            },
        })
    }

    #[test]
    fn only_what_is_known_of_a_run_goes_on() {
        let mut told = run();
        told["notes"] = "whispered".into();
        told["data"]["notes"] = "whispered".into();
        told["data"]["slides"][0]["notes"] = "whispered".into();
        told["data"]["visits"][0]["notes"] = "whispered".into();
        told["data"]["pauses"][0]["notes"] = "whispered".into();
        assert_eq!(read(&told), Some(run()));
    }

    #[test]
    fn what_cannot_be_of_a_run_goes_nowhere() {
        for (path, value) in [
            ("/rev", json!(-1)),
            ("/by", json!("x".repeat(65))),
            ("/term", json!(0.5)),
            ("/phase", json!("ready")),
            ("/mode", json!("nap")),
            ("/records", json!(1)),
            ("/data", json!(null)),
            ("/data", json!([])),
            ("/data/run", json!("../../..")),
            ("/data/started", json!("2026-11-23T18:04:05<script")),
            ("/data/language", json!("<fr>")),
            ("/data/deck", json!(7)),
            ("/data/deck", json!("x".repeat(129))),
            ("/data/speaker", json!(7)),
            ("/data/slides", json!([7])),
            ("/data/visits", json!({})),
            ("/data/visits", json!([["plan", 1]])),
            ("/data/pauses", json!([{"from": "a", "to": 1}])),
            ("/data/questions", json!(null)),
            ("/data/end", json!(1e9)),
        ] {
            let mut told = run();
            *told.pointer_mut(path).unwrap() = value;
            assert_eq!(read(&told), None, "{told}");
        }
    }
}
