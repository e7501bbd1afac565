//! Reads the messages that windows of one deck send each other. They are not trusted: only known
//! fields of a sound message go on. A message about a run is marked, since it is for presenters.
//!
//! Pure.

use serde_json::{Map, Value, json};

use super::fields::{MAX_FROM, MAX_PLACE, MAX_SEQ, lang, number, text};
use super::{run, tool};

/// The version of messages.
const VERSION: u64 = 1;
/// The longest message that is not about a run, in bytes.
const MAX_STATE: usize = 4 << 10;

/// A message that may go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// As it goes on, on one line.
    pub(super) text: String,
    /// Whether somebody went to a place: not when a window only asks where the others are, nor when
    /// it was opened somewhere and nobody has moved in it, which it says with the number 0.
    pub(super) is_state: bool,
    /// Whether it is about a run, which is nothing for an audience.
    pub(super) is_of_run: bool,
    /// Whether it only says where a pointer is, which the next one makes void.
    pub(super) is_of_pointer: bool,
}

impl Message {
    /// A message that is nothing of what is set apart.
    fn new(content: &Value) -> Self {
        Self {
            text: content.to_string(),
            is_state: false,
            is_of_run: false,
            is_of_pointer: false,
        }
    }
}

/// Reads a message. `None` when it is none.
pub(super) fn read(body: &[u8]) -> Option<Message> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let fields = value.as_object()?;
    if fields.get("v").and_then(Value::as_u64) != Some(VERSION) {
        return None;
    }
    let from = text(fields, "from", MAX_FROM).filter(|from| !from.is_empty())?;
    let role = fields
        .get("role")
        .and_then(Value::as_str)
        .filter(|role| matches!(*role, "presenter" | "audience"));
    if let Some(run) = fields.get("run") {
        return (role == Some("presenter")).then(|| of_run(from, run))?;
    }
    if body.len() > MAX_STATE {
        return None;
    }
    if let Some(tool) = fields.get("tool") {
        return of_tool(from, role?, tool);
    }
    if fields.get("hello").and_then(Value::as_bool) == Some(true) {
        return Some(hello(from, role));
    }
    state(from, role?, fields)
}

/// A message about a run, from a presenter.
fn of_run(from: &str, run: &Value) -> Option<Message> {
    let run = run::read(run)?;
    let message = json!({ "v": VERSION, "from": from, "role": "presenter", "run": run });
    Some(Message {
        is_of_run: true,
        ..Message::new(&message)
    })
}

/// A message about what is shown on a slide by hand.
fn of_tool(from: &str, role: &str, tool: &Value) -> Option<Message> {
    let (tool, is_of_pointer) = tool::read(tool)?;
    let message = json!({ "v": VERSION, "from": from, "role": role, "tool": tool });
    Some(Message {
        is_of_pointer,
        ..Message::new(&message)
    })
}

/// A window that has come, and asks where the others are.
fn hello(from: &str, role: Option<&str>) -> Message {
    let mut message = json!({ "v": VERSION, "from": from, "hello": true });
    if let Some(role) = role {
        message["role"] = role.into();
    }
    Message::new(&message)
}

/// Where a window is.
fn state(from: &str, role: &str, fields: &Map<String, Value>) -> Option<Message> {
    let seq = number(fields, "seq", MAX_SEQ)?;
    let message = json!({
        "v": VERSION,
        "from": from,
        "seq": seq,
        "role": role,
        "lang": lang(fields)?,
        "slide": text(fields, "slide", usize::MAX)?,
        "at": number(fields, "at", MAX_PLACE)?,
        "step": number(fields, "step", MAX_PLACE)?,
        "curtain": curtain(fields)?,
    });
    Some(Message {
        is_state: seq > 0,
        ..Message::new(&message)
    })
}

/// `null` says that there is none.
fn curtain(fields: &Map<String, Value>) -> Option<Value> {
    match fields.get("curtain") {
        None | Some(Value::Null) => Some(Value::Null),
        Some(Value::String(colour)) if matches!(colour.as_str(), "black" | "white") => {
            Some(colour.as_str().into())
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> Value {
        json!({"v": 1, "from": "w1", "seq": 12, "role": "presenter", "lang": "fr", "slide": "plan", "at": 7, "step": 2, "curtain": null})
    }

    fn relayed(message: &Value) -> Option<Value> {
        read(message.to_string().as_bytes())
            .map(|message| serde_json::from_str(&message.text).unwrap())
    }

    #[test]
    fn only_known_fields_go_on() {
        let mut message = state();
        message["notes"] = "whispered".into();
        message["elapsed"] = 12.into();
        assert_eq!(relayed(&message), Some(state()));
        let hello = json!({"v": 1, "from": "w1", "hello": true, "slide": "x", "role": "presenter"});
        assert_eq!(
            relayed(&hello),
            Some(json!({"v": 1, "from": "w1", "hello": true, "role": "presenter"}))
        );
        assert!(!read(hello.to_string().as_bytes()).unwrap().is_state);
        assert!(relayed(&json!({"v": 1, "from": "w1", "hello": true})).is_some());
        for (seq, is_state) in [(0, false), (1, true)] {
            let mut message = state();
            message["seq"] = seq.into();
            let read = read(message.to_string().as_bytes()).unwrap();
            assert_eq!(read.is_state, is_state, "{message}");
        }
    }

    #[test]
    fn what_is_no_message_goes_nowhere() {
        for (key, value) in [
            ("v", json!(2)),
            ("from", json!("")),
            ("from", json!("x".repeat(65))),
            ("seq", json!(-1)),
            ("seq", json!(1.5)),
            ("role", json!("speaker")),
            ("lang", json!("<fr>")),
            ("slide", json!(null)),
            ("at", json!(1e9)),
            ("step", json!("2")),
            ("curtain", json!("red")),
        ] {
            let mut message = state();
            message[key] = value;
            assert_eq!(relayed(&message), None, "{message}");
        }
        for bad in ["", "[]", "{", "7", "{\"v\":1}"] {
            assert_eq!(read(bad.as_bytes()), None, "{bad}");
        }
        let mut long = state();
        long["slide"] = "x".repeat(4 << 10).into();
        assert_eq!(relayed(&long), None);
    }

    #[test]
    fn what_is_said_of_a_run_is_known_as_such() {
        let run = run::tests::run();
        let message = json!({"v": 1, "from": "w1", "role": "presenter", "run": run, "slide": "x"});
        assert_eq!(
            relayed(&message),
            Some(json!({"v": 1, "from": "w1", "role": "presenter", "run": run}))
        );
        let read = read(message.to_string().as_bytes()).unwrap();
        assert!(read.is_of_run && !read.is_state);
        for role in [json!("audience"), json!(null)] {
            assert_eq!(
                relayed(&json!({"v": 1, "from": "w1", "role": role, "run": run})),
                None
            );
        }
        assert_eq!(
            relayed(&json!({"v": 1, "from": "w1", "role": "presenter", "run": {}})),
            None
        );
    }

    #[test]
    fn a_message_is_one_line() {
        let mut message = state();
        message["slide"] = "a\n\ndata: b\r".into();
        assert!(
            !read(message.to_string().as_bytes())
                .unwrap()
                .text
                .contains(['\n', '\r'])
        );
    }
}
