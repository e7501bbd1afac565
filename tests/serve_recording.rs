//! Rehearsals that a browser saves through the dev server: where they go, what they never touch,
//! and what is left of them when the server is killed.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lutrin::date::Date;
use lutrin::lang::Lang;
use lutrin::path::SitePath;
use lutrin::rehearsal::{MAX_VISITS, Run, RunId, RunSlide, State, Stretch, Tenths, Visit};
use lutrin::source::Source;
use serde_json::{Value, json};

use crate::common::CONFIG;
use crate::common::disk::DiskSite;
use crate::common::server::{Client, Reply, Server, Stage, document_of, eventually, free_port};

const TALK: &str = "/_lutrin/rehearsals/t";
const FOLDER: &str = "content/talks/t/rehearsals";
const NAME: &str = "2026-11-23T180405-1a2b3c4d.en.yaml";

fn with_talk(site: DiskSite) -> DiskSite {
    site.file(
        "content/talks/t/index.en.md",
        "---\ntitle: T\n---\nAbout.\n",
    )
    .file(
        "content/talks/t/deck.en.md",
        "# One\n\n---\n\n## Two\n\n---\n\n## Three\n",
    )
}

fn site() -> DiskSite {
    with_talk(DiskSite::small().file("themes/tiny/templates/deck.html", "{{ page.title }}"))
}

/// A state of a run that was on these slides until these seconds.
fn run(id: &str, revision: u32, visits: &[(&str, f64)]) -> Run {
    let slides = ["one", "two", "three"].map(|id| RunSlide {
        id: id.to_owned(),
        hash: "aa".to_owned(),
        plan: Some(lutrin::duration::Duration::from_seconds(60)),
        ..RunSlide::default()
    });
    let started = Date::parse("2026-11-23T18:04:05+01:00").unwrap();
    let id = RunId::parse(id).unwrap();
    let mut run = Run::begin(id, started, Lang::new("en"), slides.to_vec());
    run.revision = revision;
    run.slot = Some(lutrin::duration::Duration::from_seconds(1500));
    for (slide, leave) in visits {
        let (enter, leave) = (run.end, Tenths::from_seconds(*leave).unwrap());
        run.add_visit(Visit {
            slide: (*slide).to_owned(),
            enter,
            leave,
        })
        .unwrap();
    }
    run
}

fn ended(run: Run) -> Run {
    Run {
        state: State::Ended,
        ..run
    }
}

impl Stage {
    /// Sends a state of a run from a window with a term of the lease.
    fn put_from(&self, window: &str, term: u64, run: &Run) -> Reply {
        let address = format!("{TALK}/{}?window={window}&term={term}", run.id);
        self.send("PUT", &address, &document_of(run).to_string())
    }

    fn put(&self, run: &Run) -> Reply {
        self.put_from("w1", 0, run)
    }

    fn delete(&self, id: &str) -> Reply {
        self.send("DELETE", &format!("{TALK}/{id}"), "")
    }

    /// Asks for the lease of a run.
    fn ask(&self, window: &str, term: u64, id: &str, more: &str) -> Value {
        let address = format!("{TALK}/{id}?window={window}&term={term}{more}");
        json_of(&self.send("POST", &address, ""))
    }

    /// Saves a state of a run; gives the name of its file.
    fn save(&self, run: &Run) -> String {
        let (name, is_saved) = self.answered(run);
        assert!(is_saved, "another state is there");
        name
    }

    /// The file that a state was answered with, and whether it is the state that is there.
    fn answered(&self, run: &Run) -> (String, bool) {
        let reply = json_of(&self.put(run));
        let file = reply["file"].as_str().unwrap();
        let name = file.strip_prefix(FOLDER).unwrap()[1..].to_owned();
        (name, reply["saved"].as_bool().unwrap())
    }
}

/// Whether a state was not saved, since another window has the lease.
fn is_saved(reply: &Reply) -> bool {
    reply.status == 200 && json_of(reply)["saved"] == true
}

fn is_held(reply: &Reply) -> bool {
    json_of(reply) == json!({"saved": false, "held": true})
}

fn json_of(reply: &Reply) -> Value {
    assert_eq!(reply.status, 200, "{}", reply.text());
    serde_json::from_slice(&reply.body).unwrap()
}

/// The run of a file, which has to be sound.
fn kept(site: &DiskSite, name: &str) -> Run {
    let file = format!("{FOLDER}/{name}");
    let checked = Run::parse(&Source::new(
        SitePath::new(file.as_str()),
        &site.read(&file),
    ));
    assert!(
        checked.diagnostics.is_empty(),
        "{file}: {:?}",
        checked.diagnostics
    );
    checked.value.unwrap()
}

fn names(site: &DiskSite) -> Vec<String> {
    site.tree(FOLDER).into_keys().collect()
}

#[test]
fn a_run_is_saved_beside_its_talk_as_it_goes() {
    let site = site();
    let stage = Stage::open(&site);
    let name = stage.save(&run("1a2b3c4d", 1, &[("one", 10.0)]));
    assert_eq!(name, NAME);
    let mut last = ended(run("1a2b3c4d", 2, &[("one", 12.5), ("two", 20.0)]));
    last.end = Tenths::new(213);
    assert_eq!(stage.save(&last), name);
    assert_eq!(kept(&site, &name), last);
    let text = site.read(&format!("{FOLDER}/{name}"));
    assert_eq!(text, last.write(), "letter for letter as it is written");
    assert_eq!(names(&site), [name], "nothing is left beside it");
}

#[test]
fn what_comes_from_elsewhere_is_not_saved() {
    let site = site();
    let stage = Stage::open(&site);
    let body = document_of(&run("1a2b3c4d", 1, &[("one", 10.0)])).to_string();
    let (server, client) = (&stage.server, Client::of(&stage.server));
    let address = format!("{TALK}/1a2b3c4d?window=w1&term=0");
    let send =
        |method: &str, lines: &str| client.send(method, &address, lines, &body).unwrap().status;
    for method in ["PUT", "DELETE", "POST"] {
        assert_eq!(send(method, ""), 403);
        assert_eq!(
            send(method, &format!("X-Lutrin-Token: {}\r\n", stage.token)),
            403,
            "no origin"
        );
        assert_eq!(
            send(method, &format!("Origin: http://{}\r\n", server.host())),
            403,
            "no token"
        );
        assert_eq!(
            send(
                method,
                &server
                    .head(&stage.token)
                    .replace("localhost", "evil.example")
            ),
            403
        );
        assert_eq!(send(method, &server.head(&"0".repeat(32))), 403);
    }
    assert_eq!(server.get(&address).status, 405);
    assert_eq!(send("PATCH", &server.head(&stage.token)), 405);
    assert!(!site.path(FOLDER).exists());
}

#[test]
fn only_ids_of_runs_of_known_talks_are_addresses() {
    let site = site();
    let stage = Stage::open(&site);
    let body = document_of(&run("1a2b3c4d", 1, &[("one", 10.0)])).to_string();
    for name in [
        "u/1a2b3c4d",
        "T/1a2b3c4d",
        "1a2b3c4d",
        "t/",
        "t/1a2b3c4",
        "t/1a2b3c4d.yaml",
        "t/1A2B3C4D",
        "t/2026-11-23T180405.en",
        "t/1a2b3c4d%0a",
        "t/1a2b3c4d/x",
        "t/../t/1a2b3c4d",
        "t%2f..%2f..%2fblog/1a2b3c4d",
        "%2e%2e/1a2b3c4d",
        "./1a2b3c4d",
        "t%5c..%5c1a2b3c4d",
        "t%00/1a2b3c4d",
        "//t/1a2b3c4d",
    ] {
        let target = format!("/_lutrin/rehearsals/{name}?window=w1&term=0");
        for method in ["PUT", "DELETE", "POST"] {
            let reply = stage.send(method, &target, &body);
            assert!(
                [400, 404].contains(&reply.status),
                "{method} {target}: {}",
                reply.status
            );
        }
    }
    let other = format!("{TALK}/1a2b3c4e?window=w1&term=0");
    let reply = stage.send("PUT", &other, &body);
    let is_said = reply.text().contains("another `id`");
    assert_eq!((reply.status, is_said), (400, true), "{}", reply.text());
    let long = format!("?window={}", "w".repeat(65));
    for query in [
        "",
        "?window=",
        "?term=0",
        "?window=w1&term=-1",
        "?window=w1&term=x",
        &long,
    ] {
        let target = format!("{TALK}/1a2b3c4d{query}");
        for method in ["PUT", "POST"] {
            assert_eq!(stage.send(method, &target, &body).status, 400, "{target}");
        }
    }
    let target = format!("{TALK}/1a2b3c4d?window=w1&term=0");
    let version_1 = body.replace("\"version\":2", "\"version\":1");
    for bad in [
        "",
        "{",
        "[]",
        "{\"v\":1}",
        "version: 3\n",
        &version_1,
        &body[..200],
    ] {
        assert_eq!(stage.send("PUT", &target, bad).status, 400, "{bad:?}");
    }
    assert!(!site.path(FOLDER).exists());
}

/// Fails without `MAX_BODY`, and without the bounds of a run.
#[test]
fn a_run_has_its_bounds() {
    let site = site();
    let stage = Stage::open(&site);
    let (host, head) = (stage.server.host(), stage.server.head(&stage.token));
    let address = format!("{TALK}/1a2b3c4d?window=w1&term=0");
    for length in [(1 << 20) + 1, 100 << 20] {
        let head = format!(
            "PUT {address} HTTP/1.1\r\nHost: {host}\r\n{head}Content-Length: {length}\r\n\r\n"
        );
        // Answered after the head: the rest never comes.
        assert_eq!(
            stage.server.raw((head + &"x".repeat(1000)).as_bytes()),
            413,
            "{length}"
        );
    }
    let many: Vec<(&str, f64)> = (1..=5_000)
        .map(|at| ("one", f64::from(at) / 10.0))
        .collect();
    let mut largest = run("1a2b3c4d", 1, &many);
    assert_eq!(stage.save(&largest), NAME);
    assert_eq!(kept(&site, NAME).visits.len(), MAX_VISITS);
    let one_more = largest.visits[0].clone();
    largest.revision = 2;
    largest.visits.push(Visit {
        enter: largest.end,
        leave: largest.end,
        ..one_more
    });
    let reply = stage.put(&largest);
    let is_said = reply.text().contains("more than 5000");
    assert_eq!((reply.status, is_said), (400, true), "{}", reply.text());
    assert_eq!(kept(&site, NAME).revision, 1);
}

#[test]
fn runs_of_one_second_have_files_of_their_own() {
    let site = site();
    let stage = Stage::open(&site);
    let run_of = |id: &str, slide: &str, saves: u32| {
        let visits: Vec<(&str, f64)> = (1..=saves).map(|at| (slide, f64::from(at))).collect();
        run(id, saves, &visits)
    };
    std::thread::scope(|scope| {
        for (id, slide) in [
            ("aaaaaaaa", "one"),
            ("bbbbbbbb", "two"),
            ("cccccccc", "one"),
        ] {
            let stage = &stage;
            scope.spawn(move || {
                (1..=15).for_each(|saves| drop(stage.save(&run_of(id, slide, saves))));
            });
        }
    });
    let all = names(&site);
    assert_eq!(
        all,
        [
            "2026-11-23T180405-aaaaaaaa.en.yaml",
            "2026-11-23T180405-bbbbbbbb.en.yaml",
            "2026-11-23T180405-cccccccc.en.yaml"
        ]
    );
    let runs: Vec<Run> = all.iter().map(|name| kept(&site, name)).collect();
    assert!(runs.iter().all(|run| run.visits.len() == 15));
    assert_eq!(
        runs.iter()
            .filter(|run| run.visits[0].slide == "two")
            .count(),
        1
    );
}

#[test]
fn a_server_that_was_started_again_goes_on_in_the_same_file() {
    let site = site();
    let mut stage = Stage::open(&site);
    let name = stage.save(&run("aaaaaaaa", 5, &[("one", 10.0), ("two", 15.0)]));
    let other = stage.save(&run("bbbbbbbb", 1, &[("three", 3.0)]));
    assert_ne!(name, other);
    stage.server.kill();
    let stage = Stage::open(&site);
    let later = run("bbbbbbbb", 2, &[("three", 4.0), ("one", 5.0)]);
    assert_eq!(stage.save(&later), other);
    let later = run(
        "aaaaaaaa",
        6,
        &[("one", 10.0), ("two", 18.0), ("three", 20.0)],
    );
    assert_eq!(stage.save(&later), name);
    // Another run of that second, of a deck that was edited.
    let mut third = run("cccccccc", 1, &[("two", 1.0)]);
    third.slides[0].hash = "bb".to_owned();
    stage.save(&third);
    assert_eq!(names(&site).len(), 3);
    assert_eq!(kept(&site, &name).visits.len(), 3);
}

/// Whatever it says: a name that holds the id of a run makes no run of it.
#[test]
fn a_file_of_somebody_else_is_not_touched() {
    let file = format!("{FOLDER}/{NAME}");
    let other = run("bbbbbbbb", 1, &[("one", 5.0)]).write();
    for text in ["what somebody wrote\n", &other] {
        let site = site().file(&file, text);
        let stage = Stage::open(&site);
        let reply = stage.put(&run("1a2b3c4d", 7, &[("one", 10.0)]));
        let is_said = reply.text().contains(&file);
        assert_eq!((reply.status, is_said), (409, true), "{}", reply.text());
        stage.delete("1a2b3c4d");
        assert_eq!(site.read(&file), text);
        assert_eq!(names(&site), [NAME]);
    }
}

/// Edited by hand while the run goes on: that stays, and the window is told why its run is not
/// saved; whether the server was started again meanwhile or not.
#[test]
fn what_was_edited_by_hand_stays() {
    let edits: [(&str, &str); 8] = [
        ("visits:", "# slow today\nvisits:"),
        ("slot: 1500\n", "speaker: \"me\"\nslot: 1500\n"),
        ("slot: 1500\n", "sample: true\nslot: 1500\n"),
        ("questions: []\n", "questions:\n  - {from: 2.0, to: 3.0}\n"),
        ("one\", enter: 0.0", "two\", enter: 0.5"),
        ("leave: 10.0", "leave: 10.1"),
        ("state: running", "state: ended"),
        ("running\n", "running\n\n"),
    ];
    for is_restarted in [false, true] {
        for (is, becomes) in edits {
            let site = site();
            let mut stage = Stage::open(&site);
            let file = format!(
                "{FOLDER}/{}",
                stage.save(&run("1a2b3c4d", 1, &[("one", 10.0)]))
            );
            let edited = site.read(&file).replace(is, becomes);
            assert_ne!(edited, site.read(&file));
            site.write(&file, &edited);
            if is_restarted {
                stage.server.kill();
                stage = Stage::open(&site);
            }
            let mut later = ended(run("1a2b3c4d", 2, &[("one", 20.0)]));
            for revision in 2..4 {
                later.revision = revision;
                let reply = stage.put(&later);
                let is_said = reply.text().contains(&file) && reply.text().contains("by hand");
                assert_eq!((reply.status, is_said), (409, true), "{becomes}");
            }
            // Nor does it go when the run is discarded.
            let reply = stage.delete("1a2b3c4d");
            let why = format!("`{file}` was edited by hand: delete it yourself\n");
            assert_eq!((reply.status, reply.text()), (409, why), "{becomes}");
            assert_eq!(
                (names(&site), site.read(&file)),
                (vec![NAME.to_owned()], edited)
            );
        }
    }
}

/// One of two windows records; the other one takes over when its speaker asks, or when the first
/// one saves nothing any more.
#[test]
fn one_window_records_by_a_lease() {
    let site = site();
    let stage = Stage::open(&site);
    let revised = |revision: u32| run("1a2b3c4d", revision, &[("one", f64::from(revision))]);
    assert!(is_saved(&stage.put_from("laptop", 0, &revised(1))));
    // The phone knows the run, and is not the one that records it.
    assert!(is_held(&stage.put_from("phone", 0, &revised(2))));
    let seconds = stage.ask("phone", 0, "1a2b3c4d", "")["seconds"]
        .as_f64()
        .unwrap();
    assert!(seconds > 5.0 && seconds <= 12.0, "{seconds}");
    // Its speaker wants it there, and it goes on from what is on the disk.
    let granted = stage.ask("phone", 0, "1a2b3c4d", "&take=1");
    assert_eq!(
        granted,
        json!({"term": 1, "document": document_of(&revised(1))})
    );
    assert!(is_saved(&stage.put_from("phone", 1, &revised(2))));
    // The laptop, which did not hear of it, takes nothing away.
    for (window, term) in [("laptop", 0), ("phone", 0), ("other", 9)] {
        let reply = stage.put_from(window, term, &revised(7));
        assert!(is_held(&reply), "{window} {term}");
    }
    assert_eq!(kept(&site, NAME), revised(2));
    // Nobody brings back the file of a run that is over, should somebody take it away.
    assert!(is_saved(&stage.put_from("phone", 1, &ended(revised(3)))));
    fs::remove_file(site.path(&format!("{FOLDER}/{NAME}"))).unwrap();
    let late = json_of(&stage.put_from("phone", 1, &revised(9)));
    assert_eq!(late["saved"], false);
    let over = json!({"term": 2, "document": null, "over": true});
    assert_eq!(stage.ask("laptop", 1, "1a2b3c4d", ""), over);
    // Nobody has the lease of a run that was discarded.
    assert_eq!(stage.delete("1a2b3c4d").status, 200);
    let address = format!("{TALK}/1a2b3c4d?window=phone&term=1");
    assert_eq!(stage.send("POST", &address, "").status, 409);
    // A run that was never saved is free.
    assert_eq!(
        stage.ask("phone", 3, "bbbbbbbb", ""),
        json!({"term": 4, "document": null})
    );
}

#[test]
fn a_lease_lapses_with_its_window() {
    let site = site();
    let stage = Stage::open(&site);
    let revised = |revision: u32| run("1a2b3c4d", revision, &[("one", f64::from(revision))]);
    assert!(is_saved(&stage.put_from("laptop", 0, &revised(1))));
    let granted = eventually("the lease lapses", || {
        let reply = stage.ask("phone", 0, "1a2b3c4d", "");
        let is_granted = reply["term"] == 1;
        if !is_granted {
            let left = reply["seconds"].as_f64().unwrap();
            std::thread::sleep(Duration::from_secs_f64(left.min(1.0)));
        }
        is_granted.then_some(reply)
    });
    assert_eq!(granted["document"], document_of(&revised(1)));
    assert!(is_held(&stage.put_from("laptop", 0, &revised(9))));
    assert!(is_saved(&stage.put_from("phone", 1, &revised(2))));
    // After the server was started again, the first one that asks has it; what is on the disk says
    // where the run is.
    let mut stage = stage;
    stage.server.kill();
    let stage = Stage::open(&site);
    let again = stage.ask("laptop", 1, "1a2b3c4d", "");
    assert_eq!(
        again,
        json!({"term": 2, "document": document_of(&revised(2))})
    );
    assert!(is_held(&stage.put_from("phone", 1, &revised(3))));
    assert!(is_saved(&stage.put_from("laptop", 2, &revised(3))));
}

/// Two windows went on with one run while they did not hear each other. It is one run, in one file,
/// and what is there is never taken back.
#[test]
fn two_windows_that_are_cut_off_from_each_other_write_one_file() {
    let site = site();
    let mut stage = Stage::open(&site);
    let here = |revision, leave: f64| run("1a2b3c4d", revision, &[("one", 10.0), ("two", leave)]);
    let there = |revision, leave: f64| {
        let visits = [("one", 10.0), ("three", leave), ("two", leave + 1.0)];
        run("1a2b3c4d", revision, &visits)
    };
    assert_eq!(stage.put_from("laptop", 0, &here(1, 20.0)).status, 200);
    assert!(is_held(&stage.put_from("phone", 0, &there(2, 21.0))));
    stage.server.kill();
    stage = Stage::open(&site);
    // Started again, the server knows the file alone: an older revision, and another state of the
    // same one, do not replace it, and their window is told that they are not what is there.
    assert_eq!(
        json_of(&stage.put_from("phone", 0, &there(4, 22.0)))["saved"],
        true
    );
    for late in [there(3, 21.5), here(4, 15.0), there(4, 21.9)] {
        let reply = json_of(&stage.put_from("phone", 0, &late));
        assert_eq!(reply["saved"], false);
    }
    assert_eq!(kept(&site, NAME), there(4, 22.0));
    // An end is the last word, whoever did not hear of it.
    let end = ended(there(5, 24.0));
    assert_eq!(json_of(&stage.put_from("phone", 0, &end))["saved"], true);
    for late in [here(9, 40.0), ended(here(9, 41.0))] {
        let reply = json_of(&stage.put_from("laptop", 0, &late));
        assert_eq!(reply["saved"], false, "another window ended it");
    }
    let over = stage.ask("laptop", 0, "1a2b3c4d", "&take=1");
    assert_eq!(
        over,
        json!({"term": 1, "document": document_of(&end), "over": true})
    );
    stage.server.kill();
    stage = Stage::open(&site);
    for late in [here(9, 50.0), ended(here(9, 51.0))] {
        let reply = json_of(&stage.put_from("laptop", 0, &late));
        let why = "nor after the server was started again";
        assert_eq!(reply["saved"], false, "{why}");
    }
    assert_eq!(
        (kept(&site, NAME), names(&site)),
        (end, vec![NAME.to_owned()])
    );
    // Another run of that second still has a file of its own.
    assert_ne!(stage.save(&run("bbbbbbbb", 1, &[("three", 5.0)])), NAME);
}

/// The folder alone says what is newer: neither server knows of the leases of the other one.
#[test]
fn two_servers_on_one_folder_write_one_file() {
    let site = site();
    let (one, other) = (Stage::open(&site), Stage::open(&site));
    let name = one.save(&run("1a2b3c4d", 1, &[("one", 10.0)]));
    let later = run("1a2b3c4d", 3, &[("one", 10.0), ("two", 20.0)]);
    assert_eq!(other.save(&later), name);
    let (_, is_saved) = one.answered(&run("1a2b3c4d", 2, &[("one", 15.0)]));
    assert!(!is_saved, "an older state");
    let reply = one.ask("w1", 0, "1a2b3c4d", "");
    assert_eq!(
        reply["document"],
        document_of(&later),
        "it goes on from there"
    );
    other.save(&ended(run("1a2b3c4d", 4, &[("one", 10.0), ("two", 25.0)])));
    assert!(!one.answered(&run("1a2b3c4d", 9, &[("one", 40.0)])).1);
    assert_eq!(kept(&site, &name).state, State::Ended);
    assert_eq!(names(&site), [name]);
}

#[test]
fn a_file_that_was_deleted_meanwhile_is_written_anew() {
    let site = site();
    let stage = Stage::open(&site);
    let name = stage.save(&run("1a2b3c4d", 1, &[("one", 10.0)]));
    fs::remove_file(site.path(&format!("{FOLDER}/{name}"))).unwrap();
    assert_eq!(stage.save(&run("1a2b3c4d", 2, &[("one", 15.0)])), name);
    fs::remove_dir_all(site.path(FOLDER)).unwrap();
    assert_eq!(stage.save(&run("1a2b3c4d", 3, &[("one", 20.0)])), name);
    assert_eq!(kept(&site, &name).revision, 3);
}

/// Whatever somebody called its file meanwhile.
#[test]
fn a_run_goes_on_in_its_file_under_another_name() {
    for is_restarted in [false, true] {
        let site = site();
        let mut stage = Stage::open(&site);
        let name = stage.save(&run("1a2b3c4d", 1, &[("one", 10.0)]));
        let other = stage.save(&run("bbbbbbbb", 1, &[("three", 10.0), ("two", 11.0)]));
        for (from, to) in [
            (&name, "the-good-one.en.yaml"),
            (&other, "the-other.en.yaml"),
        ] {
            fs::rename(
                site.path(&format!("{FOLDER}/{from}")),
                site.path(&format!("{FOLDER}/{to}")),
            )
            .unwrap();
        }
        if is_restarted {
            stage.server.kill();
            stage = Stage::open(&site);
        }
        let later = run("1a2b3c4d", 2, &[("one", 15.0)]);
        assert_eq!(stage.save(&later), "the-good-one.en.yaml", "{is_restarted}");
        assert_eq!(
            stage.save(&run("1a2b3c4d", 3, &[("one", 20.0)])),
            "the-good-one.en.yaml"
        );
        assert_eq!(names(&site), ["the-good-one.en.yaml", "the-other.en.yaml"]);
        assert_eq!(kept(&site, "the-good-one.en.yaml").end.get(), 200);
        let file = format!("{{\"file\":\"{FOLDER}/the-good-one.en.yaml\"}}");
        assert_eq!(
            (stage.delete("1a2b3c4d").text(), names(&site)),
            (file, vec!["the-other.en.yaml".to_owned()])
        );
    }
}

#[test]
fn a_state_that_was_overtaken_changes_nothing() {
    let site = site();
    let stage = Stage::open(&site);
    let second = run("1a2b3c4d", 2, &[("one", 10.0), ("two", 20.0)]);
    let name = stage.save(&second);
    for late in [
        run("1a2b3c4d", 1, &[("one", 9.0)]),
        run("1a2b3c4d", 1, &[("one", 10.0), ("two", 25.0)]),
    ] {
        assert_eq!(stage.answered(&late), (name.clone(), false));
        assert_eq!(kept(&site, &name), second);
    }
    assert_eq!(
        stage.save(&second),
        name,
        "an answer was lost, and it is sent again"
    );
    let last = ended(run("1a2b3c4d", 3, &[("one", 10.0), ("two", 20.0)]));
    assert_eq!(stage.save(&last), name);
    let running = run("1a2b3c4d", 4, &[("one", 10.0), ("two", 30.0)]);
    assert_eq!(stage.answered(&running), (name.clone(), false));
    assert_eq!(
        kept(&site, &name).state,
        State::Ended,
        "a save that was on its way does not begin it again"
    );
    assert_eq!(names(&site), [name]);
}

#[test]
fn a_run_is_discarded_by_its_id_alone() {
    let site = site();
    let mut stage = Stage::open(&site);
    let (first, second) = (
        run("aaaaaaaa", 1, &[("one", 10.0)]),
        run("bbbbbbbb", 1, &[("two", 10.0)]),
    );
    assert_eq!(
        stage.delete("dddddddd").text(),
        "{\"file\":null}",
        "nothing was saved yet"
    );
    assert!(!site.path(FOLDER).exists());
    let (name, other) = (stage.save(&first), stage.save(&second));
    assert_eq!(stage.delete("cccccccc").text(), "{\"file\":null}");
    assert_eq!(names(&site).len(), 2);
    assert_eq!(
        stage.delete("aaaaaaaa").text(),
        format!("{{\"file\":\"{FOLDER}/{name}\"}}")
    );
    assert_eq!(names(&site), [other.as_str()]);
    let late = stage.put(&first);
    assert_eq!(
        (late.status, late.text().contains("discarded")),
        (409, true),
        "a save that was on its way"
    );
    assert_eq!(names(&site), [other.as_str()]);
    stage.server.kill();
    let stage = Stage::open(&site);
    assert_eq!(stage.delete("bbbbbbbb").status, 200, "its file says its id");
    assert!(names(&site).is_empty());
}

/// Whatever state of it is on the disk, and however it was edited.
#[test]
fn a_run_is_discarded_in_whole_after_the_server_was_started_again() {
    let mut paused = run("1a2b3c4d", 3, &[("one", 10.0), ("two", 20.0)]);
    for (from, to) in [(30, 45), (120, 200)] {
        let (from, to) = (Tenths::new(from), Tenths::new(to));
        paused.add_pause(Stretch { from, to }).unwrap();
    }
    let states = [
        run("1a2b3c4d", 1, &[]),
        run("1a2b3c4d", 2, &[("one", 10.0), ("two", 20.0)]),
        ended(run("1a2b3c4d", 9, &[("one", 10.0), ("two", 20.0)])),
        ended(paused.clone()),
        paused,
    ];
    let site = site();
    let mut stage = Stage::open(&site);
    for (at, state) in states.into_iter().enumerate() {
        let id = RunId::parse(&format!("{at:08x}")).unwrap();
        stage.save(&Run { id, ..state });
        stage.server.kill();
        stage = Stage::open(&site);
        let other = stage.save(&run(&format!("dddddd{at:02x}"), 1, &[("three", 10.0)]));
        assert_eq!(stage.delete(&id.to_string()).status, 200);
        assert_eq!(names(&site), [other], "{at}");
        stage.delete(&format!("dddddd{at:02x}"));
    }
    // What was edited twice, and by hand to be as Lutrin would write it, is theirs as well.
    let file = format!(
        "{FOLDER}/{}",
        stage.save(&run("eeeeeeee", 1, &[("one", 10.0)]))
    );
    site.write(&file, site.read(&file) + "# mine\n");
    for _ in 0..2 {
        let reply = stage.delete("eeeeeeee");
        let why = format!("`{file}` was edited by hand: delete it yourself\n");
        assert_eq!((reply.status, reply.text()), (409, why));
        stage.server.kill();
        stage = Stage::open(&site);
    }
    assert!(site.read(&file).ends_with("# mine\n"));
}

/// A run that was downloaded and taken in while its window could not save it is not there twice
/// when it can again.
#[test]
fn what_was_taken_in_meanwhile_is_not_saved_again() {
    let site = site();
    let stage = Stage::open(&site);
    let name = stage.save(&run("1a2b3c4d", 1, &[("one", 10.0)]));
    let file = format!("{FOLDER}/{name}");
    let whole = ended(run("1a2b3c4d", 3, &[("one", 10.0), ("two", 20.0)]));
    site.write("saved.yaml", whole.write());
    site.run(&["rehearsals", "import", "saved.yaml", "--talk", "t"])
        .success();
    assert_eq!(kept(&site, &name).state, State::Ended);
    assert_eq!((stage.save(&whole), names(&site).len()), (name.clone(), 1));
    assert_eq!(site.read(&file), whole.write());
    let later = Run {
        revision: 4,
        ..whole
    };
    assert_eq!((stage.save(&later), names(&site).len()), (name, 1));
}

/// A file of the version before is of another run than any that a window sends now.
#[test]
fn an_old_file_is_left_alone() {
    let old = run("1a2b3c4d", 1, &[("one", 10.0)]).write();
    let start = old.find("started").unwrap();
    let text = format!("version: 1\n{}", &old[start..]);
    let file = format!("{FOLDER}/2026-11-23T180405.en.yaml");
    let site = site().file(&file, &text);
    let stage = Stage::open(&site);
    assert_eq!(stage.save(&run("1a2b3c4d", 1, &[("one", 10.0)])), NAME);
    assert_eq!(stage.delete("1a2b3c4d").status, 200);
    assert_eq!((names(&site).len(), site.read(&file)), (1, text));
}

/// Fails without `reach`, and without the look at links in `RunFolder::look`.
#[test]
fn no_run_is_written_through_a_link_that_leads_out() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.yaml"), "theirs").unwrap();
    let site = site();
    symlink(outside.path(), site.path(FOLDER)).unwrap();
    let stage = Stage::open(&site);
    let run = run("1a2b3c4d", 1, &[("one", 10.0)]);
    for reply in [stage.put(&run), stage.delete("1a2b3c4d")] {
        assert_eq!(
            (reply.status, reply.text().contains("leads out")),
            (500, true),
            "{}",
            reply.text()
        );
    }
    fs::remove_file(site.path(FOLDER)).unwrap();
    fs::create_dir(site.path(FOLDER)).unwrap();
    // A link in the place of its file is not followed, nor replaced.
    symlink(
        outside.path().join("x.yaml"),
        site.path(&format!("{FOLDER}/{NAME}")),
    )
    .unwrap();
    let stage = Stage::open(&site);
    let reply = stage.put(&run);
    let is_said = reply.text().contains(NAME);
    assert_eq!((reply.status, is_said), (409, true), "{}", reply.text());
    let left: Vec<PathBuf> = fs::read_dir(outside.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(left, [outside.path().join("x.yaml")]);
    assert_eq!(fs::read_to_string(&left[0]).unwrap(), "theirs");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_in_words() {
    let site = site().file(FOLDER, "a file");
    let stage = Stage::open(&site);
    let reply = stage.put(&run("1a2b3c4d", 1, &[("one", 10.0)]));
    assert_eq!(
        (
            reply.status,
            reply.text().contains("a file where its folder should be")
        ),
        (500, true),
        "{}",
        reply.text()
    );
    fs::remove_file(site.path(FOLDER)).unwrap();
    fs::create_dir(site.path(FOLDER)).unwrap();
    fs::set_permissions(site.path(FOLDER), fs::Permissions::from_mode(0o555)).unwrap();
    let reply = stage.put(&run("1a2b3c4d", 1, &[("one", 10.0)]));
    // The superuser may write everywhere.
    let may_write = fs::write(site.path(&format!("{FOLDER}/probe")), "").is_ok();
    assert_eq!(
        reply.status,
        if may_write { 200 } else { 500 },
        "{}",
        reply.text()
    );
    fs::set_permissions(site.path(FOLDER), fs::Permissions::from_mode(0o755)).unwrap();
}

/// A process that may write nothing sees what a full disk shows.
#[test]
fn a_full_disk_keeps_what_was_saved() {
    let site = site();
    let mut stage = Stage::open(&site);
    let name = stage.save(&run("1a2b3c4d", 1, &[("one", 10.0)]));
    stage.server.kill();
    let mut command = Command::new("bash");
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$@\"";
    command.args([
        "-c",
        script,
        "bash",
        env!("CARGO_BIN_EXE_lutrin"),
        "serve",
        "--port",
        &free_port().to_string(),
    ]);
    let server = Server::run(command.current_dir(site.root()).stdin(Stdio::null()));
    let stage = Stage {
        token: server.token(),
        server,
    };
    let reply = stage.put(&run("1a2b3c4d", 2, &[("one", 10.0), ("two", 20.0)]));
    assert_eq!(
        (
            reply.status,
            reply.text().contains("no room left on the disk")
        ),
        (507, true),
        "{}",
        reply.text()
    );
    assert_eq!(kept(&site, &name).visits.len(), 1);
    assert_eq!(names(&site), [name]);
    assert_eq!(stage.server.get("/en/").status, 200);
}

/// Saving is an edit of the site like any other, and none of the open deck.
#[test]
fn a_save_moves_the_backstage_alone() {
    let post = |text: &str| format!("---\ntitle: End\ndate: 2026-01-01\n---\n{text}\n");
    let site = with_talk(DiskSite::empty().file("lutrin.yaml", CONFIG))
        .file("content/blog/end.en.md", post("Not yet."));
    let stage = Stage::open(&site);
    let (mut deck, mut backstage) = (
        stage.server.events("/en/talks/t/deck/"),
        stage.server.events("/en/backstage/talks/t/"),
    );
    let (shown, before) = (deck.next(), backstage.next());
    for revision in 1..=3 {
        let seconds = f64::from(revision) * 10.0;
        let saved = run("1a2b3c4d", revision, &[("one", seconds)]);
        stage.save(&if revision == 3 { ended(saved) } else { saved });
    }
    backstage.until(|state| state["page"] != before["page"]);
    site.write("content/blog/end.en.md", post("The end."));
    let last = stage
        .server
        .until("/en/blog/end/", |reply| reply.text().contains("The end."))
        .text();
    let generation = last
        .split("data-generation=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .parse::<u64>()
        .unwrap();
    deck.until(|state| {
        assert_eq!(
            (&state["page"], &state["touched"]),
            (&shown["page"], &json!({})),
            "{state}"
        );
        state["generation"].as_u64().unwrap() >= generation
    });
    assert!(
        deck.count <= 12,
        "three saves and a post are a few changes, not {}",
        deck.count
    );
}

/// Whatever a deck has as a heading can be rehearsed, and led by from another window.
#[test]
fn a_run_of_any_deck_can_be_saved() {
    let headings = [
        "A heading of many words ".repeat(12),
        "発表の練習をする".repeat(12),
        "長い".repeat(4_000),
        "z".repeat(5_000),
    ];
    let slides: Vec<String> = headings
        .iter()
        .map(|heading| format!("## {heading}\n"))
        .collect();
    let site = with_talk(DiskSite::empty().file("lutrin.yaml", CONFIG))
        .file("content/talks/t/deck.en.md", slides.join("\n---\n\n"));
    let stage = Stage::open(&site);
    let page = stage.server.get("/en/talks/t/deck/presenter/").text();
    let data = page
        .split("id=\"_deck\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let ids: Vec<&str> = data["slides_plan"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert!(
        ids.len() == 4 && ids[..2].iter().all(|id| id.len() > 200),
        "{ids:?}"
    );
    let mut run = run("1a2b3c4d", 1, &[]);
    run.slides = ids
        .iter()
        .zip(&headings)
        .map(|(id, heading)| RunSlide {
            id: (*id).to_owned(),
            title: Some(heading.trim().to_owned()),
            ..RunSlide::default()
        })
        .collect();
    for (at, id) in (0..).zip(&ids) {
        let (enter, leave) = (Tenths::new(at * 100), Tenths::new(at * 100 + 100));
        let slide = (*id).to_owned();
        run.add_visit(Visit {
            slide,
            enter,
            leave,
        })
        .unwrap();
    }
    let name = stage.save(&run);
    let saved = kept(&site, &name);
    assert_eq!(
        (saved.visits.len(), saved.slides[0].title.as_deref()),
        (4, Some(headings[0].trim()))
    );
    for (at, id) in ids.iter().enumerate() {
        let place = json!({
            "v": 1, "from": "w", "seq": at, "role": "presenter", "lang": "en", "slide": id, "at": at, "step": 0, "curtain": null
        });
        let reply = stage.server.send(
            "POST",
            "/_lutrin/present/t",
            &stage.token,
            &place.to_string(),
        );
        assert_eq!(reply.status, 204, "{id}");
    }
}

/// A run goes on over 50 servers, each killed in the middle of a save. What was answered is on the
/// disk, in whole; so, with a browser that saves every 5 s, no more than the last 5 s are ever
/// lost.
#[test]
fn a_killed_server_leaves_what_it_answered() {
    let site = site();
    let address = format!("{TALK}/1a2b3c4d?window=w1&term=0");
    let (answered, mut sent, mut seed) = (AtomicUsize::new(0), 0, 0x2545_f491_u64);
    let mut leave = 0.0;
    let mut visits: Vec<(&str, f64)> = Vec::new();
    for _ in 0..50 {
        let Stage { mut server, token } = Stage::open(&site);
        let (client, head) = (Client::of(&server), server.head(&token));
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // After so many answers, and at any moment of what comes then: on a slow machine, too,
        // something was answered.
        let wanted = answered.load(Ordering::SeqCst) + usize::try_from((seed >> 33) % 6).unwrap();
        let moment = Duration::from_micros((seed >> 40) % 4_000);
        std::thread::scope(|scope| {
            let poster = scope.spawn(|| {
                loop {
                    leave += 1.5;
                    visits.push((["one", "two", "three"][visits.len() % 3], leave));
                    sent += 1;
                    let revision = u32::try_from(sent).unwrap();
                    let body = document_of(&run("1a2b3c4d", revision, &visits)).to_string();
                    match client.send("PUT", &address, &head, &body) {
                        Some(reply) => assert_eq!(reply.status, 200, "{}", reply.text()),
                        None => return,
                    }
                    answered.store(sent, Ordering::SeqCst);
                }
            });
            while answered.load(Ordering::SeqCst) < wanted && !poster.is_finished() {
                std::thread::yield_now();
            }
            std::thread::sleep(moment);
            server.kill();
            poster.join().unwrap();
        });
        let answered = answered.load(Ordering::SeqCst);
        if answered > 0 {
            let kept = kept(&site, NAME).visits.len();
            assert!(
                (answered..=sent).contains(&kept),
                "{answered} were answered of {sent}, and {kept} are there"
            );
        }
    }
    assert!(
        answered.load(Ordering::SeqCst) >= 50,
        "servers were killed before they did anything"
    );
    let stage = Stage::open(&site);
    visits.push(("one", leave + 1.0));
    let revision = u32::try_from(sent + 1).unwrap();
    assert_eq!(stage.save(&run("1a2b3c4d", revision, &visits)), NAME);
    assert_eq!(
        names(&site).len(),
        1,
        "one run is one file, and nothing is left beside it"
    );
}
