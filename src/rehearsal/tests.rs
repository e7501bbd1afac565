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
        RunId::parse("1a2b3c4d").unwrap(),
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
            .map(|it| format!("{} {}", it.code.id, it.message))
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
version: 2
id: \"1a2b3c4d\"
revision: 1
checksum: \"CHECKSUM\"
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
    let expected = expected.replace("HASH", &run().deck_hash());
    assert_eq!(text, expected.replace("CHECKSUM", "81320696"));
    assert_eq!(read(&text), (Some(run()), vec![]));
    assert_eq!(run().file_name(), "2026-11-23T180405-1a2b3c4d.en.yaml");
}

#[test]
fn what_is_there_of_a_file_that_was_cut_off_is_read() {
    let text = run().write();
    for end in 0..text.len() {
        let (cut, reported) = read(&text[..end]);
        assert!(!reported.is_empty(), "{end}");
        let Some(cut) = cut else { continue };
        assert!(
            cut.visits.len() <= 3 && run().visits.starts_with(&cut.visits),
            "{end}"
        );
        if end < text.find("state").unwrap() {
            assert_eq!(cut.state, State::Running, "{end}");
        }
    }
    let (cut, reported) = read(&text[..text.find("leave: 80").unwrap()]);
    assert_eq!(cut.unwrap().visits.len(), 2);
    assert_eq!(
        reported[0],
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
    let (merged, reported) = read(&text.replace(line, &both));
    assert_eq!(merged, Some(run()));
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert!(reported[0].starts_with("L0703"), "{reported:?}");
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

/// The id of a file of version 1 is derived, and always the same; nobody edited such a file where it
/// is as version 1 wrote it.
#[test]
fn a_file_of_version_1_is_read_and_its_edits_are_seen() {
    let text = run().write();
    let (head, rest) = text.split_once("version: 2\n").unwrap();
    let body = &rest[rest.find("started").unwrap()..];
    let old = format!("{head}version: 1\n{body}");
    let (first, reported) = read(&old);
    let first = first.unwrap();
    assert!(reported.is_empty(), "{reported:?}");
    assert_eq!((first.revision, first.id), (0, RunId::derived(&run())));
    assert_eq!(first.visits, run().visits);
    assert!(first.is_as_written(&old));
    for edited in [
        old.replace("state:", "# mine\nstate:"),
        old.replace("81.2", "81.20"),
    ] {
        let again = read(&edited).0.unwrap();
        assert!(again.id == first.id && !again.is_as_written(&edited));
    }
    let longer = old.replace("leave: 80.0", "leave: 81.0");
    assert_ne!(
        read(&longer).0.unwrap().id,
        first.id,
        "another run of that second"
    );
}

#[test]
fn a_file_without_its_id_or_revision_is_read_and_told() {
    let text = run().write();
    for (line, message) in [
        ("id: \"1a2b3c4d\"\n", "L0701 a rehearsal needs its `id`"),
        ("revision: 1\n", "L0701 a rehearsal needs its `revision`"),
    ] {
        let (found, reported) = read(&text.replace(line, ""));
        assert_eq!(found.unwrap().visits, run().visits);
        assert_eq!(reported, [message]);
    }
    let (found, reported) = read(&text.replace("1a2b3c4d", "1A2B3C4D"));
    assert_eq!(found.unwrap().id, RunId::derived(&run()));
    assert_eq!(reported.len(), 1, "{reported:?}");
}
