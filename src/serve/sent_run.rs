//! The document of a run as windows send and receive it: JSON with the keys of its file. JSON is
//! YAML, so the reader of files reads it, too.
//!
//! Pure. A damaged file is read as far as it goes, but what a window sends has to be sound: it is
//! refused with a reason. Only times that cannot be so are left out, since a clock may jump.

use serde_json::Value;

use crate::diagnostic::codes;
use crate::path::SitePath;
use crate::rehearsal::{self, Run, VERSION};
use crate::source::Source;

/// Reads the body of a request.
///
/// # Errors
/// One sentence on what is wrong with it.
pub(super) fn read(body: &[u8]) -> Result<Run, String> {
    let value: Value =
        serde_json::from_slice(body).map_err(|error| format!("this is not JSON: {error}"))?;
    check(&value)
}

/// Reads the document of a run.
///
/// # Errors
/// One sentence on what is wrong with it.
pub(super) fn check(document: &Value) -> Result<Run, String> {
    // A name without a start and a language: the document has to have both.
    let text = rehearsal::json_as_yaml(&document.to_string()) + "\n";
    let parsed = Run::parse(&Source::new(SitePath::new("run"), &text));
    let is_time = |code| code == codes::RUN_CLOCK || code == codes::RUN_SLIDE;
    if let Some(wrong) = parsed.diagnostics.iter().find(|it| !is_time(it.code)) {
        return Err(wrong.message.clone());
    }
    let run = parsed.value.ok_or("this is no rehearsal")?;
    if document["version"] != VERSION || run.revision == 0 {
        return Err(format!(
            "a window sends runs of version {VERSION} with a `revision` above 0: load the page again"
        ));
    }
    if !run.started.has_time() || run.started.iso().contains('[') {
        return Err("`started` is a moment, like 2026-11-23T18:04:05+01:00".to_owned());
    }
    Ok(run)
}

/// The document of a run, with the keys of its file. The checksum is the file's alone.
pub(super) fn document(run: &Run) -> Value {
    let mut document: Value = serde_yaml::from_str(&run.write()).unwrap_or_default();
    if let Some(keys) = document.as_object_mut() {
        keys.remove("checksum");
    }
    document
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;
    use crate::date::Date;
    use crate::duration::Duration;
    use crate::lang::Lang;
    use crate::rehearsal::{MAX_SLIDES, MAX_VISITS, RunId, RunSlide, Stretch, Tenths, Visit};

    fn stretch(from: u32, to: u32) -> Stretch {
        Stretch {
            from: Tenths::new(from),
            to: Tenths::new(to),
        }
    }

    /// A run that a window could have sent.
    pub(in super::super) fn sample_run() -> Run {
        let slide = |id: &str, part| RunSlide {
            id: id.to_owned(),
            hash: format!("{id}{id}"),
            title: Some(format!("Title \"{id}\"\n")),
            part,
            plan: Some(Duration::from_seconds(60)),
            optional: part > 0,
        };
        let mut run = Run::begin(
            RunId::parse("1a2b3c4d").unwrap(),
            Date::parse("2026-11-23T18:04:05+01:00").unwrap(),
            Lang::new("fr"),
            vec![slide("a", 0), slide("b", 1)],
        );
        run.speaker = Some("ada".to_owned());
        run.slot = Some(Duration::from_seconds(1500));
        for (slide, from, to) in [("a", 0, 305), ("b", 305, 410)] {
            let slide = slide.to_owned();
            let (enter, leave) = (Tenths::new(from), Tenths::new(to));
            run.add_visit(Visit {
                slide,
                enter,
                leave,
            })
            .unwrap();
        }
        run.add_pause(stretch(30, 45)).unwrap();
        run.end = Tenths::new(412);
        run
    }

    #[test]
    fn a_run_is_what_was_sent() {
        assert_eq!(check(&document(&sample_run())), Ok(sample_run()));
        // What is not known may be null or left out.
        let mut bare = document(&sample_run());
        (bare["variant"], bare["speaker"]) = (Value::Null, Value::Null);
        bare["slides"][0]["optional"] = false.into();
        let run = check(&bare).unwrap();
        assert_eq!((run.variant, run.speaker), (None, None));
        // Whatever letters a heading has.
        let odd = "a\u{7f}\u{85}\u{2028}\u{feff}\u{0}\n\"\\: - é😀";
        bare["slides"][0]["title"] = odd.into();
        let run = check(&bare).unwrap();
        assert_eq!(run.slides[0].title.as_deref(), Some(odd));
    }

    #[test]
    fn what_has_the_wrong_shape_is_refused() {
        let stretch = |from: usize| json!({"slide": "a", "enter": from, "leave": from});
        let visits: Vec<Value> = (0..=MAX_VISITS).map(stretch).collect();
        let slide = |id: usize| json!({"id": id.to_string(), "hash": "", "part": 0});
        let slides: Vec<Value> = (0..=MAX_SLIDES).map(slide).collect();
        for (key, value) in [
            ("version", json!(1)),
            ("version", json!(3)),
            ("version", json!("2")),
            ("version", json!(null)),
            ("id", json!("1A2B3C4D")),
            ("id", json!("../../..")),
            ("id", json!(null)),
            ("revision", json!(0)),
            ("revision", json!(-1)),
            ("revision", json!(1.5)),
            ("revision", json!(1_u64 << 32)),
            ("revision", json!(null)),
            ("started", json!("2026-11-23")),
            ("started", json!("2026-11-23T18:04:05+01:00[Europe/Paris]")),
            ("started", json!("2026-11-23T18:04:05\nstate: ended")),
            ("started", json!("2026-11-23T18:04:05<script")),
            ("started", json!("2026-02-30T18:04:05Z")),
            ("started", json!("é026-11-23T18:04:05")),
            ("language", json!("../fr")),
            ("language", json!("<fr>")),
            ("language", json!(null)),
            ("variant", json!(["short"])),
            ("speaker", json!({})),
            ("slot", json!(-1)),
            ("slot", json!(86_401)),
            ("notes", json!("whispered")),
            ("slides", json!({})),
            ("slides", json!([1])),
            ("slides", json!([{"id": "", "hash": "a", "part": 0}])),
            ("slides", json!([{"id": "a", "hash": "a", "part": -1}])),
            (
                "slides",
                json!([{"id": "a", "hash": "a", "part": 0, "notes": "whispered"}]),
            ),
            ("slides", json!(slides)),
            ("visits", json!([{"slide": "a", "enter": "0", "leave": 1}])),
            (
                "visits",
                json!([{"slide": "a", "enter": 0, "leave": 1, "notes": "x"}]),
            ),
            ("visits", json!([["a", 0, 1]])),
            ("visits", json!(visits)),
            ("pauses", json!([[0, 1]])),
            ("pauses", json!([{"from": 3.0}])),
            ("questions", json!(7)),
            ("state", json!("discarded")),
            ("state", json!(null)),
            ("end", json!(null)),
        ] {
            let mut wrong = document(&sample_run());
            wrong[key] = value;
            let short: String = wrong[key].to_string().chars().take(60).collect();
            assert!(check(&wrong).is_err(), "{key}: {short}");
        }
        for bad in ["", "[]", "null", "{", "{\"v\":1}", &"[".repeat(100_000)] {
            let short = &bad[..bad.len().min(9)];
            assert!(read(bad.as_bytes()).is_err(), "{short}");
        }
        assert!(read(b"\xff").is_err());
        let text = document(&sample_run()).to_string();
        for end in 0..text.len() {
            assert!(read(&text.as_bytes()[..end]).is_err(), "cut off at {end}");
        }
    }

    #[test]
    fn of_times_that_cannot_be_only_what_can_is_kept() {
        let mut run = document(&sample_run());
        run["visits"] = json!([
            {"slide": "a", "enter": 0, "leave": 30.5},
            {"slide": "gone", "enter": 30.5, "leave": 40},
            {"slide": "b", "enter": 50, "leave": 45},
            {"slide": "b", "enter": 20, "leave": 60},
            {"slide": "b", "enter": 1e300, "leave": 1e301},
            {"slide": "b", "enter": -1, "leave": 70},
        ]);
        let run = check(&run).unwrap();
        let kept = |visit: &Visit| (visit.slide.clone(), visit.enter.get(), visit.leave.get());
        let kept: Vec<_> = run.visits.iter().map(kept).collect();
        assert_eq!(kept, [("a".to_owned(), 0, 305), ("b".to_owned(), 305, 600)]);
        assert_eq!(run.end, Tenths::new(600), "it is as long as what it tells");
    }
}
