//! What a run is: its times, its file, and what is left of it when that is damaged.

use super::*;
use crate::diagnostic::Checked;
use crate::source::Source;

const FILE: &str = "content/talks/t/rehearsals/2026-11-23T180405.en.yaml";

fn tenths(tenths: u32) -> Tenths {
    Tenths::new(tenths)
}

fn stretch(from: u32, to: u32) -> Stretch {
    Stretch {
        from: tenths(from),
        to: tenths(to),
    }
}

fn visit(slide: &str, from: u32, to: u32) -> Visit {
    Visit {
        slide: slide.to_owned(),
        enter: tenths(from),
        leave: tenths(to),
    }
}

fn run() -> Run {
    let slide = |id: &str, part| RunSlide {
        id: id.to_owned(),
        hash: format!("{id}{id}"),
        part,
        ..RunSlide::default()
    };
    let slides = vec![slide("a", 0), slide("b", 0), slide("c", 1)];
    let mut run = Run::begin(
        Date::parse("2026-11-23T18:04:05+01:00").unwrap(),
        Lang::new("en"),
        slides,
    );
    run.slides[1].title = Some("A \"plan\": b".to_owned());
    run.slides[1].plan = Some(Duration::from_seconds(40));
    run.slides[2].optional = true;
    run.slot = Some(Duration::from_seconds(90));
    run.add_visit(visit("a", 0, 305)).unwrap();
    run.add_visit(visit("b", 305, 700)).unwrap();
    run.add_visit(visit("a", 705, 800)).unwrap();
    run.add_pause(stretch(310, 360)).unwrap();
    run.add_questions(stretch(350, 400)).unwrap();
    (run.state, run.end) = (State::Ended, tenths(812));
    run
}

fn read(text: &str) -> (Option<Run>, Vec<String>) {
    let Checked { value, diagnostics } = Run::parse(&Source::new(SitePath::new(FILE), text));
    (
        value,
        diagnostics
            .into_iter()
            .map(|told| format!("{} {}", told.code.id, told.message))
            .collect(),
    )
}

#[test]
fn every_tenth_of_a_second_is_counted_once() {
    let run = run();
    let times = run.times();
    assert_eq!(
        times.slides,
        [tenths(400), tenths(305), tenths(0)],
        "coming back adds up"
    );
    assert_eq!(times.visits, [2, 1, 0]);
    assert_eq!(
        (times.paused, times.questions),
        (tenths(50), tenths(40)),
        "a pause stops the questions, too"
    );
    assert_eq!(
        times.elsewhere,
        tenths(17),
        "5 between two slides, 12 at the end"
    );
    assert_eq!(times.talk(), tenths(722));
    assert_eq!(times.talk().and(times.paused).and(times.questions), run.end);
    assert!(times.is_skipped(2) && !times.is_skipped(1));
    assert_eq!(run.talked_until(tenths(400)), tenths(310));
}

#[test]
fn a_file_is_one_entry_a_line_and_read_back_as_it_was() {
    let text = run().write();
    let expected = "\
# A timed run of a talk. Lutrin wrote it; `lutrin rehearsals` reads it.
version: 1
started: 2026-11-23T18:04:05+01:00
language: en
slot: 90
deck: \"HASH\"
slides:
  - {id: \"a\", hash: \"aa\", part: 0}
  - {id: \"b\", hash: \"bb\", title: \"A \\\"plan\\\": b\", part: 0, plan: 40}
  - {id: \"c\", hash: \"cc\", part: 1, optional: true}
visits:
  - {slide: \"a\", enter: 0.0, leave: 30.5}
  - {slide: \"b\", enter: 30.5, leave: 70.0}
  - {slide: \"a\", enter: 70.5, leave: 80.0}
pauses:
  - {from: 31.0, to: 36.0}
questions:
  - {from: 35.0, to: 40.0}
state: ended
end: 81.2
";
    assert_eq!(text, expected.replace("HASH", &run().deck_hash()));
    assert_eq!(read(&text), (Some(run()), vec![]));
    assert_eq!(run().file_name(1), "2026-11-23T180405.en.yaml");
    assert_eq!(run().file_name(2), "2026-11-23T180405-2.en.yaml");
}

#[test]
fn what_is_there_of_a_file_that_was_cut_off_is_read() {
    let text = run().write();
    for end in 0..text.len() {
        let (cut, told) = read(&text[..end]);
        assert!(!told.is_empty(), "{end}");
        let Some(cut) = cut else { continue };
        assert!(
            cut.visits.len() <= 3 && run().visits.starts_with(&cut.visits),
            "{end}"
        );
        if end < text.find("state").unwrap() {
            assert_eq!(cut.state, State::Running, "{end}");
        }
    }
    let (cut, told) = read(&text[..text.find("leave: 80").unwrap()]);
    assert_eq!(cut.unwrap().visits.len(), 2);
    assert_eq!(
        told[0],
        "L0702 this rehearsal stops in the middle of a line; it is read up to there"
    );
}

#[test]
fn one_of_two_versions_is_read() {
    let text = run().write();
    let line = "  - {slide: \"b\", enter: 30.5, leave: 70.0}\n";
    let both = format!(
        "<<<<<<< HEAD\n{line}=======\n  - {{slide: \"b\", enter: 30.5, leave: 60.0}}\n>>>>>>> other\n"
    );
    let (merged, told) = read(&text.replace(line, &both));
    assert_eq!(merged, Some(run()));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("L0703"), "{told:?}");
}

#[test]
fn a_run_is_where_its_talk_is() {
    let talk = |file: &str| talk_of(&SitePath::new(file)).map(str::to_owned);
    assert_eq!(talk(FILE).as_deref(), Some("t"));
    for other in [
        "content/talks/t/x.yaml",
        "content/talks/t/rehearsals/a/x.yaml",
        "content/blog/t/rehearsals/x.yaml",
    ] {
        assert_eq!(talk(other), None, "{other}");
    }
}
