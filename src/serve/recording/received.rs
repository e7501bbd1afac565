//! The run of a browser, from the JSON that it sends. Never trusted: what has the wrong shape is
//! refused in words, and of times that cannot be, only what can be kept is.
//!
//! Pure; knows neither who sent it nor where it will be kept.

use serde_json::{Map, Value};

use crate::date::Date;
use crate::duration::Duration;
use crate::lang::Lang;
use crate::rehearsal::{Jump, MAX_SLIDES, Run, RunSlide, State, Stretch, Tenths, VERSION, Visit};

/// The longest id of anything: those that are made of headings are shorter, and whoever gives one
/// is free. Titles have no bound but that of the body: whatever a deck has as a heading can be
/// rehearsed.
const MAX_NAME: usize = 4 << 10;
/// A slot, or the plan of a slide, in seconds.
const DAY: u64 = 24 * 3600;

/// What a browser sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Received {
    /// What the browser calls the run; another one may have begun in the same second.
    pub(super) id: String,
    pub(super) run: Run,
    /// How many times could not be so, and were left out in whole or in part.
    pub(super) left_out: usize,
}

/// Reads a run.
///
/// # Errors
/// One sentence on what is wrong with it.
pub(super) fn read(body: &[u8]) -> Result<Received, String> {
    let value: Value =
        serde_json::from_slice(body).map_err(|error| format!("this is not JSON: {error}"))?;
    check(&value)
}

/// A run of JSON that was parsed already.
///
/// # Errors
/// One sentence on what is wrong with it.
pub(in super::super) fn check(value: &Value) -> Result<Received, String> {
    let object = Object::of(value, "a run")?;
    if object.get("v").and_then(Value::as_u64) != Some(VERSION as u64) {
        return Err(format!(
            "only runs of version {VERSION} can be saved here: load the page again"
        ));
    }
    let id = id_of(&object)?;
    let mut run = Run::begin(started(&object)?, language(&object)?, slides(&object)?);
    run.variant = object.name("variant")?;
    run.speaker = object.name("speaker")?;
    run.slot = object.seconds("slot")?;
    let left_out = times(&object, &mut run)?;
    let state = object.text("state", MAX_NAME)?;
    let known = State::ALL
        .iter()
        .find(|(name, _)| *name == state)
        .ok_or("the `state` is `running` or `ended`")?;
    let end = object.number("end")?;
    let end =
        Tenths::from_seconds(end).ok_or("the `end` is seconds since the start, a day at most")?;
    (run.state, run.end) = (known.1, run.end.max(end));
    Ok(Received { id, run, left_out })
}

/// The id of the run that a body is about.
///
/// # Errors
/// When it has none.
pub(super) fn read_id(body: &[u8]) -> Result<String, String> {
    let value: Value =
        serde_json::from_slice(body).map_err(|error| format!("this is not JSON: {error}"))?;
    id_of(&Object::of(&value, "a run")?)
}

fn id_of(object: &Object<'_>) -> Result<String, String> {
    let id = object.text("run", MAX_NAME)?;
    let is_id = id.len() == 8
        && id
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if is_id {
        Ok(id)
    } else {
        Err("the id of a `run` is 8 hexadecimal digits".to_owned())
    }
}

fn language(object: &Object<'_>) -> Result<Lang, String> {
    let code = object.text("language", MAX_NAME)?;
    if Lang::looks_like(&code) {
        Ok(Lang::new(&code))
    } else {
        Err(format!("`{code}` is not a language"))
    }
}

/// A moment to the second: it names the file, too, and is written as it came.
fn started(object: &Object<'_>) -> Result<Date, String> {
    let text = object.text("started", MAX_NAME)?;
    let offset = text.get(19..).unwrap_or("x");
    let is_offset = matches!(offset, "" | "Z")
        || (offset.starts_with(['+', '-']) && has_shape(&offset[1..], "00:00"));
    let is_moment = text
        .get(..19)
        .is_some_and(|moment| has_shape(moment, "0000-00-00T00:00:00"));
    let date = Date::parse(&text).ok().filter(|_| is_moment && is_offset);
    date.ok_or_else(|| "`started` is a moment, like 2026-11-23T18:04:05+01:00".to_owned())
}

/// Whether a text has a digit wherever the shape has a `0`, and elsewhere the same.
pub(super) fn has_shape(text: &str, shape: &str) -> bool {
    let same = |(byte, shape): (u8, u8)| {
        if shape == b'0' {
            byte.is_ascii_digit()
        } else {
            byte == shape
        }
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(same)
}

fn slides(object: &Object<'_>) -> Result<Vec<RunSlide>, String> {
    let items = object.list("slides")?;
    if items.len() > MAX_SLIDES {
        return Err(format!("a run has at most {MAX_SLIDES} slides"));
    }
    let mut slides: Vec<RunSlide> = Vec::with_capacity(items.len());
    let mut known = std::collections::HashSet::new();
    for item in items {
        let slide = slide(&Object::of(item, "a slide")?)?;
        if known.insert(slide.id.clone()) {
            slides.push(slide);
        }
    }
    Ok(slides)
}

fn slide(object: &Object<'_>) -> Result<RunSlide, String> {
    let id = object.text("id", MAX_NAME)?;
    if id.is_empty() {
        return Err("a slide has an `id`".to_owned());
    }
    let part = object
        .get("part")
        .and_then(Value::as_u64)
        .and_then(|part| usize::try_from(part).ok());
    Ok(RunSlide {
        id,
        hash: object.text("hash", MAX_NAME)?,
        title: object.text_or_null("title", usize::MAX)?,
        part: part
            .filter(|part| *part <= MAX_SLIDES)
            .ok_or("the `part` of a slide is a number")?,
        plan: object.seconds("plan")?,
        optional: object
            .get("optional")
            .and_then(Value::as_bool)
            .unwrap_or_default(),
    })
}

/// Adds what was measured; counts what could not have been so.
fn times(object: &Object<'_>, run: &mut Run) -> Result<usize, String> {
    let mut left_out = 0;
    for item in object.list("visits")? {
        let visit = Object::of(item, "a visit")?;
        let slide = visit.text("slide", MAX_NAME)?;
        let span = stretch(&visit, "enter", "leave")?;
        let added = span.is_some_and(|span| {
            run.add_visit(Visit {
                slide,
                enter: span.from,
                leave: span.to,
            })
            .is_ok()
        });
        left_out += usize::from(!added);
    }
    let lists = [
        (
            "pauses",
            Run::add_pause as fn(&mut Run, Stretch) -> Result<(), Jump>,
        ),
        ("questions", Run::add_questions),
    ];
    for (key, add) in lists {
        for item in object.list(key)? {
            let span = stretch(&Object::of(item, "a pause")?, "from", "to")?;
            left_out += usize::from(span.is_none_or(|span| add(run, span).is_err()));
        }
    }
    Ok(left_out)
}

/// Two moments of the run; nothing where one of them cannot be.
fn stretch(object: &Object<'_>, from: &str, to: &str) -> Result<Option<Stretch>, String> {
    let (from, to) = (
        Tenths::from_seconds(object.number(from)?),
        Tenths::from_seconds(object.number(to)?),
    );
    Ok(from.zip(to).map(|(from, to)| Stretch { from, to }))
}

/// A JSON object, asked key by key.
struct Object<'v>(&'v Map<String, Value>);

impl<'v> Object<'v> {
    fn of(value: &'v Value, what: &str) -> Result<Self, String> {
        value
            .as_object()
            .map(Self)
            .ok_or_else(|| format!("{what} is a JSON object"))
    }

    /// What a key says, unless it is `null`.
    fn get(&self, key: &str) -> Option<&'v Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    fn text(&self, key: &str, most: usize) -> Result<String, String> {
        self.text_or_null(key, most)?
            .ok_or_else(|| format!("`{key}` is missing"))
    }

    fn text_or_null(&self, key: &str, most: usize) -> Result<Option<String>, String> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let text = value.as_str().ok_or_else(|| format!("`{key}` is a text"))?;
        if text.len() > most {
            return Err(format!("`{key}` is too long"));
        }
        Ok(Some(text.to_owned()))
    }

    /// An id, or nothing.
    fn name(&self, key: &str) -> Result<Option<String>, String> {
        let name = self
            .text_or_null(key, MAX_NAME)?
            .filter(|name| !name.is_empty());
        if name
            .as_ref()
            .is_some_and(|name| name.contains(char::is_control))
        {
            return Err(format!("`{key}` is a name"));
        }
        Ok(name)
    }

    fn number(&self, key: &str) -> Result<f64, String> {
        self.get(key)
            .and_then(Value::as_f64)
            .ok_or_else(|| format!("`{key}` is a number of seconds"))
    }

    /// A length of time. None is none.
    fn seconds(&self, key: &str) -> Result<Option<Duration>, String> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let seconds = value
            .as_u64()
            .filter(|seconds| *seconds <= DAY)
            .and_then(|seconds| u32::try_from(seconds).ok());
        let seconds = seconds
            .ok_or_else(|| format!("`{key}` is a whole number of seconds, a day at most"))?;
        Ok((seconds > 0).then(|| Duration::from_seconds(seconds)))
    }

    fn list(&self, key: &str) -> Result<&'v [Value], String> {
        let items = self.get(key).and_then(Value::as_array);
        items
            .map(Vec::as_slice)
            .ok_or_else(|| format!("`{key}` is a list"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn run() -> Value {
        json!({
            "v": 1, "run": "1a2b3c4d", "started": "2026-11-23T18:04:05+01:00", "language": "fr", "variant": null,
            "speaker": "ada", "slot": 1500,
            "slides": [
                {"id": "a", "hash": "aa", "title": "A \"b\"\n", "part": 0, "plan": 60, "optional": false},
                {"id": "b", "hash": "bb", "title": null, "part": 1, "plan": null, "optional": true},
            ],
            "visits": [{"slide": "a", "enter": 0, "leave": 30.54}, {"slide": "b", "enter": 30.54, "leave": 41}],
            "pauses": [{"from": 3, "to": 4.5}], "questions": [], "state": "running", "end": 41.2,
        })
    }

    fn with(key: &str, value: Value) -> Result<Received, String> {
        let mut run = run();
        run[key] = value;
        read(run.to_string().as_bytes())
    }

    #[test]
    fn a_run_is_what_was_sent() {
        let received = read(run().to_string().as_bytes()).unwrap();
        assert_eq!((received.id.as_str(), received.left_out), ("1a2b3c4d", 0));
        let run = received.run;
        assert_eq!(run.file_name(1), "2026-11-23T180405.fr.yaml");
        assert_eq!(
            (run.slides.len(), run.visits.len(), run.pauses.len()),
            (2, 2, 1)
        );
        assert_eq!(
            (run.visits[0].leave, run.end),
            (Tenths::new(305), Tenths::new(412))
        );
        assert_eq!(
            (run.slides[0].plan, run.slides[1].optional),
            (Some(Duration::from_seconds(60)), true)
        );
        assert_eq!(run.speaker.as_deref(), Some("ada"));
    }

    #[test]
    fn what_has_the_wrong_shape_is_refused() {
        for (key, value) in [
            ("v", json!(2)),
            ("v", json!("1")),
            ("run", json!("1A2B3C4D")),
            ("run", json!("../../..")),
            ("started", json!("2026-11-23")),
            ("started", json!("2026-11-23T18:04:05+01:00[Europe/Paris]")),
            ("started", json!("2026-11-23T18:04:05\nstate: ended")),
            ("started", json!("2026-02-30T18:04:05Z")),
            ("started", json!("é026-11-23T18:04:05")),
            ("language", json!("../fr")),
            ("language", json!(null)),
            ("variant", json!(7)),
            ("variant", json!("a\nb")),
            ("speaker", json!("x".repeat(MAX_NAME + 1))),
            ("slot", json!(-1)),
            ("slot", json!(86_401)),
            ("slides", json!({})),
            ("slides", json!([1])),
            ("slides", json!([{"id": "", "hash": "a", "part": 0}])),
            ("slides", json!([{"id": "a", "hash": "a", "part": -1}])),
            (
                "slides",
                json!(
                    (0..=MAX_SLIDES)
                        .map(|at| json!({"id": at.to_string(), "hash": "", "part": 0}))
                        .collect::<Vec<_>>()
                ),
            ),
            ("visits", json!(null)),
            ("visits", json!([{"slide": "a", "enter": "0", "leave": 1}])),
            ("pauses", json!([[0, 1]])),
            ("state", json!("discarded")),
            ("end", json!(1e9)),
            ("end", json!(null)),
        ] {
            assert!(with(key, value.clone()).is_err(), "{key}: {value}");
        }
        for bad in ["", "[]", "null", "{", "{\"v\":1}", &"[".repeat(100_000)] {
            assert!(
                read(bad.as_bytes()).is_err(),
                "{}",
                &bad[..bad.len().min(9)]
            );
        }
        assert!(read(b"\xff").is_err());
    }

    #[test]
    fn of_times_that_cannot_be_only_what_can_is_kept() {
        let visits = json!([
            {"slide": "a", "enter": 0, "leave": 30},
            {"slide": "gone", "enter": 30, "leave": 40},
            {"slide": "b", "enter": 50, "leave": 45},
            {"slide": "b", "enter": 20, "leave": 60},
            {"slide": "b", "enter": 1e300, "leave": 1e301},
            {"slide": "b", "enter": -1, "leave": 70},
        ]);
        let received = with("visits", visits).unwrap();
        assert_eq!((received.left_out, received.run.visits.len()), (5, 2));
        assert_eq!(received.run.visits[1].enter, Tenths::new(300));
        assert_eq!(
            received.run.end,
            Tenths::new(600),
            "the run is as long as what it tells"
        );
    }

    #[test]
    fn a_run_has_no_more_visits_than_its_file_may_have() {
        let visits: Vec<Value> = (0..6_000)
            .map(|at| json!({"slide": "a", "enter": at, "leave": at + 1}))
            .collect();
        let received = with("visits", json!(visits)).unwrap();
        assert_eq!(
            (received.run.visits.len(), received.left_out),
            (5_000, 1_000)
        );
    }
}
