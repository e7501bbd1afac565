//! The public JSON of `OpenPlanner`: an event with its rooms and categories, speakers and sessions by
//! their ids.

use serde_json::Value;

use super::fields::{between, plain_line, summary, text_of};
use super::format::{Export, ProgrammeFormat};
use super::{Programme, ProgrammeError, Session, Speaker};
use crate::date::Date;

pub(super) static FORMAT: ProgrammeFormat = ProgrammeFormat {
    description: "JSON of OpenPlanner",
    export: "the public JSON of OpenPlanner (`openplanner.json`)",
    read: |export| match missing_key(export) {
        Some(error) => Some(Err(error)),
        None => export.read_json(read_json),
    },
};

/// What to say of an export that lacks its sessions or its speakers, where the rest can be nothing
/// but `OpenPlanner`'s.
fn missing_key(export: &Export<'_>) -> Option<ProgrammeError> {
    let Export::Json(value) = export else {
        return None;
    };
    signs(value)?;
    let missing = ["sessions", "speakers"].map(|key| (key, list(value, key)));
    let mut missing = missing.iter().filter(|(_, list)| list.is_none());
    let (key, _) = missing.next()?;
    Some(ProgrammeError {
        message: format!(
            "this looks like {}, and has no list `{key}`",
            FORMAT.description
        ),
        position: None,
        hint: Some(format!("export {} again, with all of it", FORMAT.export)),
    })
}

/// The event of an export, which alone has its rooms or its categories in it.
fn signs(value: &Value) -> Option<&Value> {
    let event = value.get("event").filter(|event| event.is_object())?;
    let has = |key| list(event, key).is_some();
    (has("tracks") || has("categories")).then_some(event)
}

fn read_json(value: &Value) -> Option<Programme> {
    let event = signs(value)?;
    let lists = OpenPlannerLists {
        speakers: list(value, "speakers")?,
        rooms: list(event, "tracks").unwrap_or_default(),
        categories: list(event, "categories").unwrap_or_default(),
    };
    let sessions = list(value, "sessions")?.iter();
    let sessions = sessions.filter(|session| !is_break(session));
    let mut sessions: Vec<Session> = sessions.map(|session| lists.session(session)).collect();
    sessions.sort_by(|a, b| a.start.cmp(&b.start));
    Some(Programme {
        title: plain_line(event.get("name")).unwrap_or_default(),
        zone: plain_line(value.get("timezone")),
        sessions,
    })
}

/// What sessions name by an id.
struct OpenPlannerLists<'v> {
    speakers: &'v [Value],
    /// `OpenPlanner` calls a room a track.
    rooms: &'v [Value],
    categories: &'v [Value],
}

impl OpenPlannerLists<'_> {
    fn session(&self, session: &Value) -> Session {
        let text = |key: &str| session.get(key).and_then(text_of);
        let date = |key: &str| text(key).and_then(|date| Date::parse(&date).ok());
        let (start, end) = (date("dateStart"), date("dateEnd"));
        let hides_room = session.get("hideTrackTitle") == Some(&Value::Bool(true));
        let speakers = session.get("speakerIds").and_then(Value::as_array);
        let room = by_id(self.rooms, session.get("trackId")).filter(|_| !hides_room);
        let category = by_id(self.categories, session.get("categoryId"));
        Session {
            id: text("id").unwrap_or_default(),
            title: plain_line(session.get("title")).unwrap_or_default(),
            speakers: speakers
                .into_iter()
                .flatten()
                .filter_map(|id| read_speaker(by_id(self.speakers, Some(id))?))
                .collect(),
            duration: between(start.as_ref(), end.as_ref()),
            start,
            track: category.and_then(|category| plain_line(category.get("name"))),
            room: room.and_then(|room| plain_line(room.get("name"))),
            url: None,
            summary: summary(text("abstract").as_deref()),
        }
    }
}

fn list<'v>(value: &'v Value, key: &str) -> Option<&'v [Value]> {
    value.get(key)?.as_array().map(Vec::as_slice)
}

fn by_id<'v>(list: &'v [Value], id: Option<&Value>) -> Option<&'v Value> {
    let id = id.filter(|id| !id.is_null())?;
    list.iter().find(|entry| entry.get("id") == Some(id))
}

/// Whether nobody speaks, and no format says what kind of session it is: a meal, a pause.
fn is_break(session: &Value) -> bool {
    let is_none = |key: &str| session.get(key).is_none_or(Value::is_null);
    let speakers = session.get("speakerIds").and_then(Value::as_array);
    speakers.is_none_or(Vec::is_empty) && is_none("formatId") && is_none("categoryId")
}

fn read_speaker(value: &Value) -> Option<Speaker> {
    Some(Speaker {
        name: plain_line(value.get("name"))?,
        role: plain_line(value.get("jobTitle")),
        organisation: plain_line(value.get("company")),
    })
}
