//! What presenters tell each other of the run that they share, so that it is one run from whichever window it is paused,
//! ended or recorded. States, not changes: heard twice or late, they do no harm.
//!
//! Pure. Only what is known goes on, and only what could be so.

use serde_json::{Map, Value, json};

use super::message::{MAX_FROM, MAX_SEQ, text};
use crate::lang::Lang;

/// A day in tenths of a second, which is the longest run.
const DAY: u64 = 24 * 3600 * 10;
/// Visits, pauses or questions that a run may have.
const MAX_ENTRIES: u64 = 5_000;

/// A run as it may go on. `None` when it is none.
pub(super) fn read(told: &Value) -> Option<Value> {
    let told = told.as_object()?;
    let number = |key: &str, most: u64| told.get(key).and_then(Value::as_u64).filter(|number| *number <= most);
    let flag = |key: &str| told.get(key).and_then(Value::as_bool);
    Some(json!({
        "id": text(told, "id", 8).filter(|id| id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))?,
        // When it began, on the wall: what its file is called by.
        "started": text(told, "started", 25).filter(|moment| is_moment(moment))?,
        "lang": text(told, "lang", 35).filter(|lang| Lang::looks_like(lang))?,
        // The deck that it is of.
        "hash": text(told, "hash", 128)?,
        // The last word of a speaker: its number, and the window in which it was said.
        "rev": number("rev", MAX_SEQ)?,
        "by": text(told, "by", MAX_FROM)?,
        // How often another window went on recording.
        "term": number("term", MAX_SEQ)?,
        "phase": one_of(told, "phase", &["running", "ended", "discarded"])?,
        "mode": one_of(told, "mode", &["talk", "pause", "questions"])?,
        "now": number("now", DAY)?,
        "paused": number("paused", DAY)?,
        "asked": number("asked", DAY)?,
        "records": flag("records")?,
        "whole": flag("whole")?,
        "speaker": speaker(told)?,
        "visits": tail(told, "visits", |name| name.as_str().map(Value::from))?,
        "pauses": tail(told, "pauses", tenths)?,
        "questions": tail(told, "questions", tenths)?,
    }))
}

/// An id, or nobody in particular.
fn speaker(told: &Map<String, Value>) -> Option<Value> {
    match told.get("speaker")? {
        Value::Null => Some(Value::Null),
        _ => text(told, "speaker", 200).map(Value::from),
    }
}

fn one_of<'t>(told: &'t Map<String, Value>, key: &str, known: &[&str]) -> Option<&'t str> {
    told.get(key).and_then(Value::as_str).filter(|word| known.contains(word))
}

/// `2026-11-23T18:04:05+01:00`: digits, and what stands between them.
fn is_moment(moment: &str) -> bool {
    moment.len() >= 19 && moment.bytes().all(|byte| byte.is_ascii_digit() || b"T:+-Z".contains(&byte))
}

fn tenths(value: &Value) -> Option<Value> {
    value.as_u64().filter(|tenths| *tenths <= DAY).map(Value::from)
}

/// The last entries of a list, as pairs that end with a time, and how many come before them.
fn tail(told: &Map<String, Value>, key: &str, first: impl Fn(&Value) -> Option<Value>) -> Option<Value> {
    let tail = told.get(key)?.as_object()?;
    let skip = tail.get("skip").and_then(Value::as_u64).filter(|count| *count <= MAX_ENTRIES)?;
    let pair = |entry: &Value| match entry.as_array()?.as_slice() {
        [one, other] => Some(json!([first(one)?, tenths(other)?])),
        _ => None,
    };
    let list: Option<Vec<Value>> = tail.get("list")?.as_array()?.iter().map(pair).collect();
    Some(json!({ "skip": skip, "list": list? }))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn run() -> Value {
        json!({
            "id": "1a2b3c4d", "started": "2026-11-23T18:04:05+01:00", "lang": "fr", "hash": "aa", "rev": 3, "by": "w1",
            "term": 1, "phase": "running", "mode": "pause", "now": 615, "paused": 15, "asked": 0, "records": true,
            "whole": true, "speaker": null, "visits": {"skip": 2, "list": [["plan", 300]]}, "pauses": {"skip": 0, "list": [[600, 615]]},
            "questions": {"skip": 0, "list": []},
        })
    }

    #[test]
    fn only_what_is_known_of_a_run_goes_on() {
        let mut told = run();
        told["notes"] = "whispered".into();
        told["visits"]["notes"] = "whispered".into();
        assert_eq!(read(&told), Some(run()));
    }

    #[test]
    fn what_cannot_be_of_a_run_goes_nowhere() {
        for (key, value) in [
            ("id", json!("../../..")),
            ("started", json!("now")),
            ("started", json!("2026-11-23T18:04:05<script")),
            ("lang", json!("<fr>")),
            ("hash", json!(7)),
            ("rev", json!(-1)),
            ("by", json!("x".repeat(65))),
            ("phase", json!("ready")),
            ("mode", json!("nap")),
            ("now", json!(864_001)),
            ("now", json!(1.5)),
            ("records", json!(1)),
            ("speaker", json!(7)),
            ("speaker", json!("x".repeat(201))),
            ("visits", json!([])),
            ("visits", json!({"skip": 0, "list": [["a", 1, 2]]})),
            ("visits", json!({"skip": 5_001, "list": []})),
            ("pauses", json!({"skip": 0, "list": [["a", 1]]})),
            ("questions", json!(null)),
        ] {
            let mut told = run();
            told[key] = value;
            assert_eq!(read(&told), None, "{told}");
        }
    }
}
