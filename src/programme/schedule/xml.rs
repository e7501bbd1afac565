//! Reads the programme of a conference from the `schedule.xml` of frab and pretalx.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::fields::{one_line, read_length, read_start, speaker, summary, web};
use super::super::xml::broken;
use super::super::{Programme, ProgrammeError, Session};
use crate::html::references;
use crate::html::text::to_text;

/// How deep elements may stand; schedules have seven levels.
const DEEPEST: usize = 64;

/// Reads the events of a schedule.
pub(super) fn read(text: &str) -> Result<Programme, ProgrammeError> {
    let mut walk = Walk::default();
    let mut reader = Reader::from_str(text);
    loop {
        let event = reader.read_event();
        let event =
            event.map_err(|error| broken(text, reader.error_position(), &format!("{error}")))?;
        match event {
            Event::Start(start) => walk.open(&start),
            Event::Empty(start) => {
                walk.open(&start);
                walk.close();
            }
            Event::End(_) => walk.close(),
            Event::Text(words) => walk.text(&words.decode().unwrap_or_default()),
            Event::CData(words) => walk.text(&words.decode().unwrap_or_default()),
            Event::GeneralRef(name) => {
                let name = name.decode().unwrap_or_default();
                walk.text(&references::decode(&format!("&{name};")));
            }
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
        }
        if walk.path.len() > DEEPEST {
            return Err(broken(
                text,
                reader.buffer_position(),
                "its elements stand too deep in each other",
            ));
        }
    }
    if let Some(open) = walk.path.last() {
        let message = format!("the file ends inside of `{open}`");
        return Err(broken(
            text,
            u64::try_from(text.len()).unwrap_or(u64::MAX),
            &message,
        ));
    }
    Ok(walk.programme)
}

/// What was read of the element `event`, by the names of the elements in it.
#[derive(Debug, Default)]
struct OpenEvent {
    id: String,
    fields: Vec<(String, String)>,
    speakers: Vec<String>,
}

/// Where the reader is.
#[derive(Debug, Default)]
struct Walk {
    programme: Programme,
    path: Vec<String>,
    day: Option<String>,
    room: Option<String>,
    /// The text of the innermost element.
    words: String,
    session: Option<(usize, OpenEvent)>,
}

impl Walk {
    fn open(&mut self, start: &BytesStart<'_>) {
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        let attribute = |wanted: &str| {
            let found = start
                .attributes()
                .with_checks(false)
                .flatten()
                .find(|a| a.key.as_ref() == wanted.as_bytes());
            found.map(|a| to_text(&String::from_utf8_lossy(&a.value)))
        };
        self.path.push(name);
        self.words.clear();
        match self.path.last().map(String::as_str) {
            Some("day") => self.day = attribute("date"),
            Some("room") if self.session.is_none() => self.room = attribute("name"),
            Some("event") if self.session.is_none() => {
                let id = attribute("id")
                    .or_else(|| attribute("guid"))
                    .unwrap_or_default();
                self.session = Some((
                    self.path.len(),
                    OpenEvent {
                        id,
                        ..OpenEvent::default()
                    },
                ));
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        self.words.push_str(words);
    }

    fn close(&mut self) {
        let words = std::mem::take(&mut self.words);
        let depth = self.path.len();
        if let Some((start, open)) = &mut self.session {
            let below: Vec<&str> = self.path[*start..].iter().map(String::as_str).collect();
            match below.as_slice() {
                [] => self.finish(),
                ["persons", "person"] | ["persons", "person", "name"] => open.speakers.push(words),
                [field] => open.fields.push(((*field).to_owned(), words)),
                _ => {}
            }
        } else if depth == 3 && self.path[1..] == ["conference", "title"] {
            self.programme.title = one_line(&words).unwrap_or_default();
        } else if depth == 3 && self.path[1..] == ["conference", "time_zone_name"] {
            self.programme.zone = one_line(&words);
        }
        self.path.pop();
    }

    fn finish(&mut self) {
        let Some((_, open)) = self.session.take() else {
            return;
        };
        let field = |name: &str| {
            let found = open
                .fields
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.trim());
            found.filter(|value| !value.is_empty())
        };
        let line = |name: &str| field(name).and_then(one_line);
        let title = [line("title"), line("subtitle")]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(". ");
        let speakers = open
            .speakers
            .iter()
            .filter_map(|name| speaker(name, None))
            .collect();
        self.programme.sessions.push(Session {
            speakers,
            start: read_start(field("date"), self.day.as_deref(), field("start")),
            duration: field("duration").and_then(read_length),
            track: line("track"),
            room: line("room").or_else(|| self.room.as_deref().and_then(one_line)),
            url: web(line("url")),
            summary: summary(field("abstract").into_iter().chain(field("description"))),
            id: open.id,
            title,
        });
    }
}
