//! JSON of Sessionize's API: everything (`/view/All`), the sessions (`/view/Sessions`) or the grid
//! (`/view/GridSmart`).

use serde_json::Value;

use super::fields::{between, line_of, speaker, summary, text_of, web};
use super::format::ProgrammeFormat;
use super::{Programme, Session, Speaker};
use crate::date::Date;

pub(super) static FORMAT: ProgrammeFormat = ProgrammeFormat {
    description: "JSON of Sessionize",
    export: "JSON from Sessionize’s API (`/view/All` or `/view/Sessions`)",
    read: |export| export.read_json(read_json),
};

fn read_json(value: &Value) -> Option<Programme> {
    let shared = SharedLists::new(value);
    let sessions: Vec<&Value> = match value {
        Value::Object(_) => items(value, "sessions")?.iter().collect(),
        Value::Array(groups) => grouped(groups)?,
        _ => return None,
    };
    // Breaks are sessions, too, without speakers.
    let is_service =
        |session: &Value| session.get("isServiceSession").and_then(Value::as_bool) == Some(true);
    let sessions = sessions.into_iter().filter(|session| !is_service(session));
    let mut sessions: Vec<Session> = sessions.map(|session| shared.session(session)).collect();
    sessions.sort_by(|a, b| a.start.cmp(&b.start));
    Some(Programme {
        sessions,
        ..Programme::default()
    })
}

fn items<'v>(value: &'v Value, key: &str) -> Option<&'v Vec<Value>> {
    value.get(key)?.as_array()
}

/// The sessions of groups, or of the rooms of days.
fn grouped(groups: &[Value]) -> Option<Vec<&Value>> {
    let mut found = Vec::new();
    for group in groups {
        if let Some(sessions) = items(group, "sessions") {
            found.extend(sessions);
        } else {
            let rooms = items(group, "rooms")?;
            found.extend(
                rooms
                    .iter()
                    .filter_map(|room| items(room, "sessions"))
                    .flatten(),
            );
        }
    }
    Some(found)
}

/// The lists whose items sessions name by their ids.
struct SharedLists<'v> {
    speakers: &'v [Value],
    rooms: &'v [Value],
    categories: &'v [Value],
}

impl<'v> SharedLists<'v> {
    fn new(value: &'v Value) -> Self {
        let list = |key: &str| items(value, key).map(Vec::as_slice).unwrap_or_default();
        Self {
            speakers: list("speakers"),
            rooms: list("rooms"),
            categories: list("categories"),
        }
    }

    fn session(&self, value: &Value) -> Session {
        let text = |key: &str| value.get(key).and_then(text_of);
        let date = |key: &str| text(key).and_then(|date| Date::parse(&date).ok());
        let (start, end) = (date("startsAt"), date("endsAt"));
        let people = items(value, "speakers")
            .map(Vec::as_slice)
            .unwrap_or_default();
        Session {
            id: text("id").unwrap_or_default(),
            title: line_of(value.get("title")).unwrap_or_default(),
            speakers: people
                .iter()
                .filter_map(|speaker| self.speaker(speaker))
                .collect(),
            duration: between(start.as_ref(), end.as_ref()),
            start,
            track: self.track(value),
            room: line_of(value.get("room")).or_else(|| self.room(value.get("roomId")?)),
            url: web(text("liveUrl")),
            summary: summary(text("description").as_deref()),
        }
    }

    /// An id of the list of speakers, or a speaker with a name.
    fn speaker(&self, value: &Value) -> Option<Speaker> {
        let id = value.get("id").unwrap_or(value);
        let known = self
            .speakers
            .iter()
            .find(|speaker| speaker.get("id") == Some(id))
            .unwrap_or(value);
        let text = |key: &str| known.get(key).and_then(text_of);
        let parts = || Some(format!("{} {}", text("firstName")?, text("lastName")?));
        let name = text("fullName").or_else(|| text("name")).or_else(parts)?;
        speaker(&name, text("tagLine").as_deref())
    }

    fn room(&self, id: &Value) -> Option<String> {
        line_of(
            self.rooms
                .iter()
                .find(|room| room.get("id") == Some(id))?
                .get("name"),
        )
    }

    /// What the session is under in a category that is called a track.
    fn track(&self, session: &Value) -> Option<String> {
        let is_track = |category: &&Value| {
            let title = category
                .get("title")
                .or_else(|| category.get("name"))
                .and_then(text_of)
                .unwrap_or_default();
            title.to_lowercase().contains("track")
        };
        let categories = items(session, "categories")
            .map(Vec::as_slice)
            .unwrap_or_default();
        if let Some(item) = categories
            .iter()
            .find(is_track)
            .and_then(|category| items(category, "categoryItems")?.first())
        {
            return line_of(item.get("name"));
        }
        let ids = items(session, "categoryItems")?;
        let items = self
            .categories
            .iter()
            .filter(is_track)
            .filter_map(|category| items(category, "items"))
            .flatten();
        let mut chosen = items.filter(|item| item.get("id").is_some_and(|id| ids.contains(id)));
        line_of(chosen.next()?.get("name"))
    }
}
