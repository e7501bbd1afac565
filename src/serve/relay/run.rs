//! Reads messages about the run that all presenter views of a deck share: any of them can pause, end
//! or record it. A message has the state of the run and no change of it, so that one that arrives
//! twice or late does no harm.
//!
//! Pure. The document of the run is read and written again as that of a file, so nothing goes on
//! that is no part of a run.

use serde_json::{Map, Value, json};

use super::super::sent_run;
use super::fields::{MAX_FROM, MAX_SEQ, number, text};
use crate::rehearsal::RunId;

/// The message as it may go on. `None` when it is none.
pub(super) fn read(run: &Value) -> Option<Value> {
    let fields = run.as_object()?;
    // How many commands the speaker gave, and the window of the last one.
    let (commands, by) = (
        number(fields, "commands", MAX_SEQ)?,
        text(fields, "by", MAX_FROM)?,
    );
    if let Some(id) = fields.get("discarded") {
        let id = id.as_str().and_then(RunId::parse)?.to_string();
        return Some(json!({ "commands": commands, "by": by, "discarded": id }));
    }
    Some(json!({
        "commands": commands,
        "by": by,
        "mode": mode(fields)?,
        // Whether the window that sends this records the run, and its term of the lease.
        "records": fields.get("records").and_then(Value::as_bool)?,
        "term": number(fields, "term", MAX_SEQ)?,
        "document": document(fields)?,
    }))
}

/// What the clock runs for just now.
fn mode(fields: &Map<String, Value>) -> Option<&str> {
    let mode = fields.get("mode").and_then(Value::as_str);
    mode.filter(|mode| matches!(*mode, "talk" | "pause" | "questions"))
}

fn document(fields: &Map<String, Value>) -> Option<Value> {
    let run = sent_run::check(fields.get("document")?).ok()?;
    Some(sent_run::document(&run))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::super::sent_run::tests::sample_run;
    use super::*;

    pub(in super::super) fn run() -> Value {
        json!({
            "commands": 3, "by": "w1", "term": 1, "mode": "pause", "records": true,
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
        let discarded = json!({"commands": 4, "by": "w1", "discarded": "1a2b3c4d"});
        noisy = discarded.clone();
        noisy["document"] = "whispered".into();
        assert_eq!(read(&noisy), Some(discarded));
    }

    #[test]
    fn what_cannot_be_of_a_run_goes_nowhere() {
        let mut notes = run()["document"].clone();
        notes["slides"][0]["notes"] = "whispered".into();
        for (key, value) in [
            ("commands", json!(-1)),
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
