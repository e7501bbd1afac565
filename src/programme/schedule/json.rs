//! Reads the programme of a conference from the `schedule.json` of frab and pretalx.

use serde_json::Value;

use super::super::fields::{
    line_of, one_line, read_length, read_start, speaker, summary, text_of, web,
};
use super::super::{Programme, Session};

/// Reads the days of a conference; `None` for JSON of another shape.
pub(super) fn read(value: &Value) -> Option<Programme> {
    let conference = value.get("schedule").unwrap_or(value).get("conference")?;
    let mut programme = Programme {
        title: line_of(conference.get("title")).unwrap_or_default(),
        zone: line_of(conference.get("time_zone_name")),
        sessions: Vec::new(),
    };
    for day in conference.get("days")?.as_array()? {
        let date = day.get("date").and_then(Value::as_str);
        let Some(rooms) = day.get("rooms").and_then(Value::as_object) else {
            continue;
        };
        for (room, sessions) in rooms {
            let sessions = sessions.as_array().map(Vec::as_slice).unwrap_or_default();
            programme.sessions.extend(
                sessions
                    .iter()
                    .map(|session| read_session(session, date, room)),
            );
        }
    }
    // Rooms come one after the other; a programme is read by the clock.
    programme.sessions.sort_by(|a, b| a.start.cmp(&b.start));
    Some(programme)
}

fn read_session(value: &Value, day: Option<&str>, room: &str) -> Session {
    let text = |key: &str| value.get(key).and_then(text_of);
    let parts = [line_of(value.get("title")), line_of(value.get("subtitle"))];
    let people = value
        .get("persons")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let name = |person: &Value| {
        let keys = ["public_name", "full_public_name", "name"];
        keys.iter()
            .find_map(|key| person.get(key).and_then(text_of))
            .or_else(|| person.as_str().map(str::to_owned))
    };
    Session {
        id: text("id").or_else(|| text("guid")).unwrap_or_default(),
        title: parts.into_iter().flatten().collect::<Vec<_>>().join(". "),
        speakers: people
            .iter()
            .filter_map(|person| speaker(&name(person)?, None))
            .collect(),
        start: read_start(text("date").as_deref(), day, text("start").as_deref()),
        duration: text("duration").and_then(|length| read_length(&length)),
        track: line_of(value.get("track")),
        room: line_of(value.get("room")).or_else(|| one_line(room)),
        url: web(text("url")),
        summary: summary(
            [text("abstract"), text("description")]
                .iter()
                .flatten()
                .map(String::as_str),
        ),
    }
}
