//! JSON of `OpenFeedback`: sessions and speakers by their ids, as its organizers publish it.

use serde_json::{Map, Value};

use super::fields::{between, line_of, speaker, summary, text_of, web};
use super::format::ProgrammeFormat;
use super::{Programme, Session, Speaker};
use crate::date::Date;

pub(super) static FORMAT: ProgrammeFormat = ProgrammeFormat {
    description: "JSON of OpenFeedback",
    export: "JSON for OpenFeedback (`openfeedback.json`)",
    read: |export| export.read_json(read_json),
};

fn read_json(value: &Value) -> Option<Programme> {
    let map = |key: &str| value.get(key).and_then(Value::as_object);
    let (sessions, speakers) = (map("sessions")?, map("speakers")?);
    let sessions = sessions.iter();
    let mut sessions: Vec<Session> = sessions
        .map(|(id, session)| read_session(id, session, speakers))
        .collect();
    sessions.sort_by(|a, b| a.start.cmp(&b.start));
    Some(Programme {
        sessions,
        ..Programme::default()
    })
}

fn read_session(id: &str, session: &Value, speakers: &Map<String, Value>) -> Session {
    let text = |key: &str| session.get(key).and_then(text_of);
    let date = |key: &str| text(key).and_then(|date| Date::parse(&date).ok());
    let (start, end) = (date("startTime"), date("endTime"));
    let people = session.get("speakers").and_then(Value::as_array);
    let people = people.into_iter().flatten();
    let first_tag = session.get("tags").and_then(|tags| tags.get(0));
    Session {
        id: id.to_owned(),
        title: line_of(session.get("title")).unwrap_or_default(),
        speakers: people
            .filter_map(|id| read_speaker(speakers.get(id.as_str()?)?))
            .collect(),
        duration: between(start.as_ref(), end.as_ref()),
        start,
        track: line_of(first_tag),
        // OpenFeedback calls a track what its users call a room.
        room: line_of(session.get("trackTitle")),
        url: web(text("url")),
        summary: summary(text("description").as_deref()),
    }
}

fn read_speaker(value: &Value) -> Option<Speaker> {
    let text = |key: &str| value.get(key).and_then(text_of);
    speaker(&text("name")?, text("company").as_deref())
}
