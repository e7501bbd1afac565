//! Rehearsals that a browser saves through the dev server: where they go, what they never touch,
//! and what is left of them when the server is killed.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lutrin::path::SitePath;
use lutrin::rehearsal::{Run, State, Tenths, Visit};
use lutrin::source::Source;
use serde_json::{Value, json};

use crate::common::CONFIG;
use crate::common::disk::DiskSite;
use crate::common::server::{Client, Reply, Server, free_port};

const ADDRESS: &str = "/_lutrin/rehearsals/t/2026-11-23T180405.en";
const FOLDER: &str = "content/talks/t/rehearsals";

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

/// A run that was on these slides until these seconds.
fn run(id: &str, visits: &[(&str, f64)]) -> Value {
    let slide = |id: &str| json!({"id": id, "hash": "aa", "title": null, "part": 0, "plan": 60, "optional": false});
    let mut end = 0.0;
    let visits = visits.iter().map(|(slide, leave)| {
        let enter = std::mem::replace(&mut end, *leave);
        json!({"slide": slide, "enter": enter, "leave": leave})
    });
    json!({
        "v": 1, "run": id, "started": "2026-11-23T18:04:05+01:00", "language": "en", "variant": null, "speaker": null,
        "slot": 1500, "slides": [slide("one"), slide("two"), slide("three")], "visits": visits.collect::<Vec<_>>(),
        "pauses": [], "questions": [], "state": "running", "end": end,
    })
}

/// A server and the token of its session.
struct Stage {
    server: Server,
    token: String,
}

impl Stage {
    fn open(site: &DiskSite) -> Self {
        let server = Server::start(site, &[]);
        let token = server.token();
        Self { server, token }
    }

    fn put(&self, run: &Value) -> Reply {
        self.server
            .send("PUT", ADDRESS, &self.token, &run.to_string())
    }

    fn delete(&self, body: &Value) -> Reply {
        self.server
            .send("DELETE", ADDRESS, &self.token, &body.to_string())
    }

    /// Saves a run; gives the name of its file.
    fn save(&self, run: &Value) -> String {
        let reply = self.put(run);
        assert_eq!(reply.status, 200, "{}", reply.text());
        let told: Value = serde_json::from_slice(&reply.body).unwrap();
        told["file"].as_str().unwrap().strip_prefix(FOLDER).unwrap()[1..].to_owned()
    }
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
    let name = stage.save(&run("1a2b3c4d", &[("one", 10.0)]));
    assert_eq!(name, "2026-11-23T180405.en.yaml");
    let mut ended = run("1a2b3c4d", &[("one", 12.5), ("two", 20.0)]);
    (ended["state"], ended["end"]) = (json!("ended"), json!(21.25));
    assert_eq!(stage.save(&ended), name);
    let run = kept(&site, &name);
    assert_eq!(
        (run.visits.len(), run.state, run.end.get()),
        (2, State::Ended, 213)
    );
    assert_eq!(run.started.iso(), "2026-11-23T18:04:05+01:00");
    assert_eq!(names(&site), [name], "nothing is left beside it");
}

#[test]
fn what_comes_from_elsewhere_is_not_saved() {
    let site = site();
    let stage = Stage::open(&site);
    let (server, body) = (&stage.server, run("1a2b3c4d", &[("one", 10.0)]).to_string());
    let client = Client::of(server);
    let send =
        |method: &str, lines: &str| client.send(method, ADDRESS, lines, &body).unwrap().status;
    for method in ["PUT", "DELETE"] {
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
                    .own(&stage.token)
                    .replace("localhost", "evil.example")
            ),
            403
        );
        assert_eq!(send(method, &server.own(&"0".repeat(32))), 403);
    }
    assert_eq!(server.get(ADDRESS).status, 405);
    assert_eq!(send("POST", &server.own(&stage.token)), 405);
    assert!(!site.path(FOLDER).exists());
}

#[test]
fn only_names_of_runs_of_known_talks_are_addresses() {
    let site = site();
    let stage = Stage::open(&site);
    let body = run("1a2b3c4d", &[("one", 10.0)]).to_string();
    for name in [
        "u/2026-11-23T180405.en",
        "T/2026-11-23T180405.en",
        "2026-11-23T180405.en",
        "t/",
        "t/2026-11-23T180405",
        "t/2026-11-23T180405.en.yaml",
        "t/2026-11-23T18:04:05.en",
        "t/2026-11-23T180405-2.en",
        "t/x.en",
        "t/2026-11-23T180405.EN",
        "t/2026-11-23T180405.en%0a",
        "t/2026-11-23T180405.en/x",
        "t/../t/2026-11-23T180405.en",
        "t%2f..%2f..%2fblog/2026-11-23T180405.en",
        "%2e%2e/2026-11-23T180405.en",
        "./2026-11-23T180405.en",
        "t%5c..%5c2026-11-23T180405.en",
        "t%00/2026-11-23T180405.en",
        "//t/2026-11-23T180405.en",
    ] {
        let target = format!("/_lutrin/rehearsals/{name}");
        for method in ["PUT", "DELETE"] {
            let reply = stage.server.send(method, &target, &stage.token, &body);
            assert!(
                [400, 404].contains(&reply.status),
                "{method} {target}: {}",
                reply.status
            );
        }
    }
    for other in ["2026-11-23T180406.en", "2026-11-23T180405.fr"] {
        let target = format!("/_lutrin/rehearsals/t/{other}");
        let reply = stage.server.send("PUT", &target, &stage.token, &body);
        assert_eq!(
            (
                reply.status,
                reply.text().contains("another start or language")
            ),
            (400, true),
            "{other}"
        );
    }
    for bad in ["", "{", "[]", "{\"v\":2}"] {
        assert_eq!(
            stage.server.send("PUT", ADDRESS, &stage.token, bad).status,
            400,
            "{bad:?}"
        );
    }
    assert_eq!(
        site.tree("content")
            .keys()
            .filter(|file| file.contains("2026-11"))
            .count(),
        0
    );
}

/// Fails without `MAX_BODY`, and without the bounds of a run.
#[test]
fn a_run_has_its_bounds() {
    let site = site();
    let stage = Stage::open(&site);
    let (host, own) = (stage.server.host(), stage.server.own(&stage.token));
    for length in [(1 << 20) + 1, 100 << 20] {
        let head = format!(
            "PUT {ADDRESS} HTTP/1.1\r\nHost: {host}\r\n{own}Content-Length: {length}\r\n\r\n"
        );
        // Answered after the head: the rest never comes.
        assert_eq!(
            stage.server.raw((head + &"x".repeat(1000)).as_bytes()),
            413,
            "{length}"
        );
    }
    let many: Vec<(&str, f64)> = (1..=12_000)
        .map(|at| ("one", f64::from(at) / 10.0))
        .collect();
    let reply = stage.put(&run("1a2b3c4d", &many));
    let told: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!((reply.status, &told["left_out"]), (200, &json!(7_000)));
    assert_eq!(kept(&site, "2026-11-23T180405.en.yaml").visits.len(), 5_000);
    let hundred_thousand: Vec<(&str, f64)> = (1..=100_000)
        .map(|at| ("one", f64::from(at) / 10.0))
        .collect();
    assert!(
        run("1a2b3c4d", &hundred_thousand).to_string().len() > 1 << 20,
        "more than that is refused above"
    );
}

#[test]
fn two_runs_of_one_second_have_two_files() {
    let site = site();
    let stage = Stage::open(&site);
    let run_of = |id: &str, slide: &str, saves: u32| {
        let visits: Vec<(&str, f64)> = (1..=saves).map(|at| (slide, f64::from(at))).collect();
        run(id, &visits)
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
            "2026-11-23T180405-2.en.yaml",
            "2026-11-23T180405-3.en.yaml",
            "2026-11-23T180405.en.yaml"
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
    let name = stage.save(&run("aaaaaaaa", &[("one", 10.0), ("two", 15.0)]));
    let other = stage.save(&run("bbbbbbbb", &[("three", 3.0)]));
    assert_ne!(name, other);
    stage.server.kill();
    let stage = Stage::open(&site);
    assert_eq!(
        stage.save(&run("bbbbbbbb", &[("three", 4.0), ("one", 5.0)])),
        other
    );
    assert_eq!(
        stage.save(&run(
            "aaaaaaaa",
            &[("one", 10.0), ("two", 18.0), ("three", 20.0)]
        )),
        name
    );
    // Another run of that second, and one of a deck that was edited.
    let third = stage.save(&run("cccccccc", &[("two", 1.0)]));
    let mut edited = run("dddddddd", &[("one", 10.0), ("two", 18.0), ("three", 25.0)]);
    edited["slides"][0]["hash"] = json!("bb");
    let fourth = stage.save(&edited);
    assert_eq!(names(&site).len(), 4, "{third} {fourth}");
    assert_eq!(kept(&site, &name).visits.len(), 3);
}

#[test]
fn a_file_of_somebody_else_is_not_touched() {
    let site = site().file(
        &format!("{FOLDER}/2026-11-23T180405.en.yaml"),
        "what somebody wrote\n",
    );
    let stage = Stage::open(&site);
    assert_eq!(
        stage.save(&run("1a2b3c4d", &[("one", 10.0)])),
        "2026-11-23T180405-2.en.yaml"
    );
    assert_eq!(
        site.read(&format!("{FOLDER}/2026-11-23T180405.en.yaml")),
        "what somebody wrote\n"
    );
}

/// Edited by hand while the run goes on: that stays, and the run goes on beside it; whether the
/// server knows what it wrote, or was started again.
#[test]
fn what_was_edited_by_hand_stays() {
    let edits: [(&str, &str); 6] = [
        ("visits:", "# slow today\nvisits:"),
        ("slot: 1500\n", "speaker: \"me\"\nslot: 1500\n"),
        ("questions: []\n", "questions:\n  - {from: 2.0, to: 3.0}\n"),
        ("one\", enter: 0.0", "two\", enter: 0.5"),
        ("state: running", "state: ended"),
        ("running\n", "running\n\n"),
    ];
    for is_restarted in [false, true] {
        for (is, becomes) in edits {
            let site = site();
            let mut stage = Stage::open(&site);
            let name = stage.save(&run("1a2b3c4d", &[("one", 10.0)]));
            let file = format!("{FOLDER}/{name}");
            let edited = site.read(&file).replace(is, becomes);
            assert_ne!(edited, site.read(&file));
            site.write(&file, &edited);
            if is_restarted {
                stage.server.kill();
                stage = Stage::open(&site);
            }
            let second = "2026-11-23T180405-2.en.yaml";
            let later = run("1a2b3c4d", &[("one", 20.0)]);
            assert_eq!(stage.save(&later), second, "{becomes}");
            assert_eq!(
                stage.save(&run("1a2b3c4d", &[("one", 30.0)])),
                second,
                "{becomes}"
            );
            assert_eq!(
                (site.read(&file), kept(&site, second).end.get()),
                (edited.clone(), 300)
            );
            // Nor does it go when the run is discarded.
            assert_eq!(
                stage.delete(&later).text(),
                format!("{{\"file\":\"{FOLDER}/{second}\"}}")
            );
            let reply = stage.delete(&later);
            assert!(
                [200, 409].contains(&reply.status)
                    && reply
                        .text()
                        .contains(if reply.status == 409 { &name } else { "null" })
            );
            assert_eq!((names(&site), site.read(&file)), (vec![name], edited));
        }
    }
}

/// Two windows went on with one run while they did not hear each other. It is one run, in one file.
#[test]
fn two_windows_that_are_cut_off_from_each_other_write_one_file() {
    let site = site();
    let mut stage = Stage::open(&site);
    let here = |leave: f64| run("1a2b3c4d", &[("one", 10.0), ("two", leave)]);
    let there = |leave: f64| {
        run(
            "1a2b3c4d",
            &[("one", 10.0), ("three", leave), ("two", leave + 1.0)],
        )
    };
    let ended = |mut run: Value| {
        run["state"] = json!("ended");
        run
    };
    let slides = |name: &str| {
        kept(&site, name)
            .visits
            .iter()
            .map(|visit| visit.slide.clone())
            .collect::<Vec<_>>()
    };
    let name = stage.save(&here(20.0));
    assert_eq!(
        (stage.save(&there(21.0)), slides(&name).len()),
        (name.clone(), 3),
        "the last word"
    );
    assert_eq!(
        (stage.save(&here(15.0)), slides(&name).len()),
        (name.clone(), 3),
        "what was on its way is none"
    );
    assert_eq!(
        (stage.save(&here(25.0)), slides(&name).len()),
        (name.clone(), 2)
    );
    stage.server.kill();
    stage = Stage::open(&site);
    assert_eq!(
        (stage.save(&here(26.0)), stage.save(&there(27.0))),
        (name.clone(), name.clone()),
        "started again"
    );
    assert_eq!(
        (stage.save(&ended(here(20.0))), slides(&name)),
        (name.clone(), vec!["one".to_owned(), "two".to_owned()])
    );
    // Whoever did not hear of the end is told, has the run, and takes nothing away from it.
    for late in [there(30.0), ended(there(31.0))] {
        let reply = stage.put(&late);
        assert_eq!(
            (reply.status, reply.text().contains(&name)),
            (409, true),
            "{}",
            reply.text()
        );
        assert_eq!(
            (kept(&site, &name).state, slides(&name).len()),
            (State::Ended, 2)
        );
    }
    assert_eq!(names(&site), [name.as_str()]);
    // Another run of that second still has a file of its own.
    assert_ne!(stage.save(&run("bbbbbbbb", &[("three", 5.0)])), name);
}

/// Whatever somebody called its file meanwhile.
#[test]
fn a_run_goes_on_in_its_file_under_another_name() {
    for is_restarted in [false, true] {
        let site = site();
        let mut stage = Stage::open(&site);
        let name = stage.save(&run("1a2b3c4d", &[("one", 10.0)]));
        let other = stage.save(&run("bbbbbbbb", &[("three", 10.0), ("two", 11.0)]));
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
        let later = run("1a2b3c4d", &[("one", 15.0)]);
        assert_eq!(stage.save(&later), "the-good-one.en.yaml", "{is_restarted}");
        assert_eq!(
            stage.save(&run("1a2b3c4d", &[("one", 20.0)])),
            "the-good-one.en.yaml"
        );
        assert_eq!(names(&site), ["the-good-one.en.yaml", "the-other.en.yaml"]);
        assert_eq!(kept(&site, "the-good-one.en.yaml").end.get(), 200);
        let file = format!("{{\"file\":\"{FOLDER}/the-good-one.en.yaml\"}}");
        assert_eq!(
            (stage.delete(&later).text(), names(&site)),
            (file, vec!["the-other.en.yaml".to_owned()])
        );
    }
}

#[test]
fn a_state_that_was_overtaken_changes_nothing() {
    let site = site();
    let stage = Stage::open(&site);
    let name = stage.save(&run("1a2b3c4d", &[("one", 10.0), ("two", 20.0)]));
    for late in [
        run("1a2b3c4d", &[("one", 9.0)]),
        run("1a2b3c4d", &[("one", 10.0), ("two", 15.0)]),
    ] {
        assert_eq!(stage.save(&late), name);
        assert_eq!(kept(&site, &name).end.get(), 200);
    }
    let mut ended = run("1a2b3c4d", &[("one", 10.0), ("two", 20.0)]);
    ended["state"] = json!("ended");
    assert_eq!(
        (
            stage.save(&ended),
            stage.save(&run("1a2b3c4d", &[("one", 10.0), ("two", 20.0)]))
        ),
        (name.clone(), name.clone())
    );
    assert_eq!(
        kept(&site, &name).state,
        State::Ended,
        "a save that was on its way does not begin it again"
    );
    assert_eq!(names(&site), [name]);
}

#[test]
fn a_run_is_discarded_by_its_own_window_alone() {
    let site = site();
    let mut stage = Stage::open(&site);
    let (first, second) = (
        run("aaaaaaaa", &[("one", 10.0)]),
        run("bbbbbbbb", &[("two", 10.0)]),
    );
    assert_eq!(
        stage.delete(&json!({"run": "dddddddd"})).text(),
        "{\"file\":null}",
        "nothing was saved yet"
    );
    assert!(!site.path(FOLDER).exists());
    let (name, other) = (stage.save(&first), stage.save(&second));
    assert_eq!(
        stage.delete(&json!({"run": "cccccccc"})).text(),
        "{\"file\":null}"
    );
    assert_eq!(stage.delete(&json!({})).status, 400);
    assert_eq!(names(&site).len(), 2);
    assert_eq!(
        stage.delete(&json!({"run": "aaaaaaaa"})).text(),
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
    let reply = stage.delete(&json!({"run": "bbbbbbbb"}));
    assert_eq!(
        (reply.status, reply.text().contains(&other)),
        (409, true),
        "{}",
        reply.text()
    );
    assert_eq!(
        stage.delete(&second).status,
        200,
        "the whole run tells its file"
    );
    assert!(names(&site).is_empty());
}

/// A window has its run, or what it kept of it: a few seconds more or less than the file.
#[test]
fn a_run_is_discarded_in_whole_after_the_server_was_started_again() {
    let running = |seconds: f64| run("1a2b3c4d", &[("one", 10.0), ("two", seconds)]);
    let paused = |seconds: f64| {
        let mut run = running(seconds);
        run["pauses"] = json!([{"from": 3.0, "to": 4.5}, {"from": 12.0, "to": seconds}]);
        run
    };
    let ended = |seconds: f64| {
        let mut run = running(seconds);
        (run["state"], run["end"]) = (json!("ended"), json!(seconds + 0.5));
        run
    };
    let pairs = [
        (running(20.0), running(20.0)),
        (running(20.0), running(23.0)),
        (running(23.0), running(20.0)),
        (
            running(20.0),
            run("1a2b3c4d", &[("one", 10.0), ("two", 21.0), ("three", 24.0)]),
        ),
        (paused(20.0), paused(20.0)),
        (paused(20.0), paused(23.0)),
        (paused(23.0), paused(20.0)),
        (paused(23.0), {
            let mut run = running(11.0);
            run["pauses"] = json!([{"from": 3.0, "to": 4.5}]);
            run
        }),
        (ended(20.0), ended(20.0)),
        (running(20.0), ended(23.0)),
        (ended(23.0), running(20.0)),
        (paused(20.0), {
            let mut run = paused(23.0);
            run["state"] = json!("ended");
            run
        }),
    ];
    let site = site();
    let mut stage = Stage::open(&site);
    for (at, (mut saved, mut discarded)) in pairs.into_iter().enumerate() {
        (saved["run"], discarded["run"]) = (json!(format!("{at:08x}")), json!(format!("{at:08x}")));
        stage.save(&saved);
        stage.server.kill();
        stage = Stage::open(&site);
        let other = stage.save(&run(&format!("dddddd{at:02x}"), &[("three", 10.0)]));
        assert_eq!(stage.delete(&discarded).status, 200);
        assert_eq!(names(&site), [other], "{saved} {discarded}");
        stage.delete(&json!({"run": format!("dddddd{at:02x}")}));
    }
    // What somebody wrote in as Lutrin would have written it is theirs, too.
    for (at, (is, becomes)) in [
        ("slot: 1500\n", "speaker: \"me\"\nslot: 1500\n"),
        ("slot: 1500\n", "sample: true\nslot: 1500\n"),
        ("state: running", "state: ended"),
        ("questions: []\n", "questions:\n  - {from: 2.0, to: 3.0}\n"),
    ]
    .into_iter()
    .enumerate()
    {
        let file = format!(
            "{FOLDER}/{}",
            stage.save(&run(
                &format!("eeeeeee{at}"),
                &[("one", 10.0), ("two", 20.0)]
            ))
        );
        let edited = site.read(&file).replace(is, becomes);
        site.write(&file, &edited);
        stage.server.kill();
        stage = Stage::open(&site);
        assert_eq!(stage.delete(&running(20.0)).status, 409, "{becomes}");
        assert_eq!(site.read(&file), edited);
        fs::remove_file(site.path(&file)).unwrap();
    }
    stage.server.kill();
    stage = Stage::open(&site);
    // What somebody edited meanwhile is told, and stays.
    let file = format!("{FOLDER}/{}", stage.save(&running(20.0)));
    site.write(&file, site.read(&file) + "# mine\n");
    let reply = stage.delete(&running(20.0));
    assert_eq!(
        (reply.status, reply.text()),
        (
            409,
            format!("`{file}` was edited by hand: delete it yourself\n")
        )
    );
    stage.server.kill();
    let reply = Stage::open(&site).delete(&running(23.0));
    assert_eq!(
        (reply.status, reply.text()),
        (
            409,
            format!("`{file}` was edited by hand: delete it yourself\n")
        )
    );
    assert!(site.read(&file).ends_with("# mine\n"));
}

/// A run that was downloaded and taken in while its window could not save it is not there twice
/// when it can again.
#[test]
fn what_was_taken_in_meanwhile_is_not_saved_again() {
    let site = site();
    let stage = Stage::open(&site);
    let name = stage.save(&run("1a2b3c4d", &[("one", 10.0)]));
    let mut ended = run("1a2b3c4d", &[("one", 10.0), ("two", 20.0)]);
    ended["state"] = json!("ended");
    let file = format!("{FOLDER}/{name}");
    let mut whole = kept(&site, &name);
    whole
        .add_visit(Visit {
            slide: "two".to_owned(),
            enter: Tenths::new(100),
            leave: Tenths::new(200),
        })
        .unwrap();
    whole.state = State::Ended;
    site.write("saved.yaml", whole.write());
    site.run(&["rehearsals", "import", "saved.yaml", "--talk", "t"])
        .success();
    assert_eq!(kept(&site, &name).state, State::Ended);
    assert_eq!((stage.save(&ended), names(&site).len()), (name, 1));
    assert_eq!(site.read(&file), whole.write());
}

/// Fails without `reach`, and without the look at links in `Shelf::look`.
#[test]
fn no_run_is_written_through_a_link_that_leads_out() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("x.yaml"), "theirs").unwrap();
    let site = site();
    symlink(outside.path(), site.path(FOLDER)).unwrap();
    let stage = Stage::open(&site);
    let run = run("1a2b3c4d", &[("one", 10.0)]);
    for reply in [stage.put(&run), stage.delete(&run)] {
        assert_eq!(
            (reply.status, reply.text().contains("leads out")),
            (500, true),
            "{}",
            reply.text()
        );
    }
    fs::remove_file(site.path(FOLDER)).unwrap();
    fs::create_dir(site.path(FOLDER)).unwrap();
    for name in ["2026-11-23T180405.en.yaml", ".saving.tmp"] {
        symlink(
            outside.path().join("x.yaml"),
            site.path(&format!("{FOLDER}/{name}")),
        )
        .unwrap();
    }
    assert_eq!(stage.save(&run), "2026-11-23T180405-2.en.yaml");
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
    let reply = stage.put(&run("1a2b3c4d", &[("one", 10.0)]));
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
    let reply = stage.put(&run("1a2b3c4d", &[("one", 10.0)]));
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
    let name = stage.save(&run("1a2b3c4d", &[("one", 10.0)]));
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
    let reply = stage.put(&run("1a2b3c4d", &[("one", 10.0), ("two", 20.0)]));
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
    for seconds in [10.0, 20.0, 30.0] {
        let mut run = run("1a2b3c4d", &[("one", seconds)]);
        run["state"] = json!("ended");
        stage.save(&run);
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
    let mut run = run(
        "1a2b3c4d",
        &[
            (ids[0], 10.0),
            (ids[1], 20.0),
            (ids[2], 30.0),
            (ids[3], 40.0),
        ],
    );
    run["slides"] = data["slides_plan"].clone();
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
    let (answered, mut sent, mut seed) = (AtomicUsize::new(0), 0, 0x2545_f491_u64);
    let mut leave = 0.0;
    let mut visits: Vec<(&str, f64)> = Vec::new();
    for _ in 0..50 {
        let Stage { mut server, token } = Stage::open(&site);
        let (client, own) = (Client::of(&server), server.own(&token));
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
                    let body = run("1a2b3c4d", &visits).to_string();
                    match client.send("PUT", ADDRESS, &own, &body) {
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
            let kept = kept(&site, "2026-11-23T180405.en.yaml").visits.len();
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
    assert_eq!(
        stage.save(&run("1a2b3c4d", &visits)),
        "2026-11-23T180405.en.yaml"
    );
    assert_eq!(
        names(&site).len(),
        1,
        "one run is one file, and nothing is left beside it"
    );
}
