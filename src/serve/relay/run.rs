//! What presenters tell each other of the run that they share, so that it is one run from whichever
//! window it is paused, ended or recorded. States, not changes: heard twice or late, they do no
//! harm.
//!
//! Pure. The run itself is its document, which is read and written again as a file would be: what
//! Lutrin does not know of a run goes nowhere.

use serde_json::{Map, Value, json};

use super::super::sent_run;
use super::fields::{MAX_FROM, MAX_SEQ, number, text};
use crate::rehearsal::RunId;

/// A run as it may go on. `None` when it is none.
pub(super) fn read(run: &Value) -> Option<Value> {
    let fields = run.as_object()?;
    // The last thing that a speaker asked for: its number, and the window that it was asked in.
    let (word, by) = (
        number(fields, "word", MAX_SEQ)?,
        text(fields, "by", MAX_FROM)?,
    );
    if let Some(id) = fields.get("discarded") {
        let id = id.as_str().and_then(RunId::parse)?.to_string();
        return Some(json!({ "word": word, "by": by, "discarded": id }));
    }
    Some(json!({
        "word": word,
        "by": by,
        "mode": mode(fields)?,
        // Whether this window records the run, by which term of the lease.
        "records": fields.get("records").and_then(Value::as_bool)?,
        "term": number(fields, "term", MAX_SEQ)?,
        "document": document(fields)?,
    }))
}

/// What the time goes to just now.
fn mode(fields: &Map<String, Value>) -> Option<&str> {
    let mode = fields.get("mode").and_then(Value::as_str);
    mode.filter(|mode| matches!(*mode, "talk" | "pause" | "questions"))
}

fn document(fields: &Map<String, Value>) -> Option<Value> {
    let sent = sent_run::check(fields.get("document")?).ok()?;
    Some(sent_run::document(&sent.run))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::super::sent_run::tests::sample_run;
    use super::*;

    pub(in super::super) fn run() -> Value {
        json!({
            "word": 3, "by": "w1", "term": 1, "mode": "pause", "records": true,
            "document": sent_run::document(&sample_run()),
        })
    }

    #[test]
    fn only_what_is_known_of_a_run_goes_on() {
        let mut noisy = run();
        noisy["notes"] = "whispered".into();
        assert_eq!(read(&noisy), Some(run()));
        noisy["document"]["checksum"] = "whispered".into();
        assert_eq!(read(&noisy), Some(run()));
        let discarded = json!({"word": 4, "by": "w1", "discarded": "1a2b3c4d"});
        noisy = discarded.clone();
        noisy["document"] = "whispered".into();
        assert_eq!(read(&noisy), Some(discarded));
    }

    #[test]
    fn what_cannot_be_of_a_run_goes_nowhere() {
        let mut notes = run()["document"].clone();
        notes["slides"][0]["notes"] = "whispered".into();
        for (key, value) in [
            ("word", json!(-1)),
            ("by", json!("x".repeat(65))),
            ("term", json!(0.5)),
            ("mode", json!("nap")),
            ("records", json!(1)),
            ("discarded", json!("../../..")),
            ("discarded", json!(7)),
            ("document", json!(null)),
            ("document", json!([])),
            ("document", json!("")),
            ("document", json!({"version": 2, "id": "1a2b3c4d"})),
            ("document", notes),
        ] {
            let mut wrong = run();
            wrong[key] = value;
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }
}
