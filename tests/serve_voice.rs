//! The sound of runs, as a browser sends it to the dev server: who may add to it, where it goes, and
//! when it goes away.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use lutrin::date::Date;
use lutrin::lang::Lang;
use lutrin::rehearsal::{Run, RunId, RunSlide, State, Tenths, Visit};
use serde_json::Value;

use crate::common::disk::DiskSite;
use crate::common::server::{Client, Reply, Stage, document_of};

const TALK: &str = "/_lutrin/voice/t";
const RUNS: &str = "/_lutrin/rehearsals/t";
const ID: &str = "1a2b3c4d";
const FOLDER: &str = ".lutrin/voice/t/1a2b3c4d";

fn site() -> DiskSite {
    DiskSite::small()
        .file("themes/tiny/templates/deck.html", "{{ page.title }}")
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: T\n---\nAbout.\n",
        )
        .file("content/talks/t/deck.en.md", "# One\n\n---\n\n## Two\n")
}

fn run(state: State) -> Run {
    let slide = RunSlide {
        id: "one".to_owned(),
        hash: "aa".to_owned(),
        ..RunSlide::default()
    };
    let started = Date::parse("2026-11-23T18:04:05+01:00").unwrap();
    let id = RunId::parse(ID).unwrap();
    let mut run = Run::begin(id, started, Lang::new("en"), vec![slide]);
    run.state = state;
    run.add_visit(Visit {
        slide: "one".to_owned(),
        enter: Tenths::new(0),
        leave: Tenths::new(100),
    })
    .unwrap();
    run
}

impl Stage {
    /// The run, saved by a window that goes on to record it.
    fn record(&self, state: State) {
        let address = format!("{RUNS}/{ID}?window=w1&term=0");
        let body = document_of(&run(state)).to_string();
        assert_eq!(self.send("PUT", &address, &body).status, 200);
    }

    /// A piece of sound from a window, of the take that begins with the run.
    fn add(&self, window: &str, at: usize, body: &str) -> Reply {
        self.add_to(&format!("slide=one&start=0&as=webm&at={at}"), window, body)
    }

    fn add_to(&self, take: &str, window: &str, body: &str) -> Reply {
        let address = format!("{TALK}/{ID}?window={window}&{take}");
        self.send("PUT", &address, body)
    }

    fn takes(&self) -> Vec<Value> {
        let reply = self.server.get(TALK);
        assert_eq!(reply.status, 200);
        let mut list: Value = serde_json::from_slice(&reply.body).unwrap();
        list["takes"].as_array_mut().unwrap().split_off(0)
    }
}

fn take() -> String {
    format!("{FOLDER}/000000-one.webm")
}

/// Every file below the folder of all sound.
fn kept(site: &DiskSite) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(site.path(".lutrin/voice"))
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_type().is_dir())
        .map(walkdir::DirEntry::into_path)
        .collect();
    found.sort();
    found
}

#[test]
fn sound_grows_piece_by_piece_and_is_heard() {
    let site = site();
    let stage = Stage::open(&site);
    stage.record(State::Running);
    assert!(stage.takes().is_empty());
    for (at, body) in [(0, "abc"), (3, "defg"), (3, "defg")] {
        let reply = stage.add("w1", at, body);
        let said = "{\"file\":\"000000-one.webm\"}";
        assert_eq!((reply.status, reply.text().as_str()), (200, said));
    }
    assert_eq!(
        site.read(&take()),
        "abcdefg",
        "what came twice is there once"
    );
    let gap = stage.add("w1", 99, "h");
    assert_eq!((gap.status, gap.text().contains("byte 7")), (409, true));
    let strange = stage.add_to("slide=%E5%AD%A6%2F..%2F&start=42&as=ogg&at=0", "w1", "x");
    assert_eq!(strange.status, 200, "{}", strange.text());
    let takes = stage.takes();
    assert_eq!(takes.len(), 2);
    assert_eq!(takes[0]["slide"], "one");
    assert_eq!(takes[1]["slide"], "学/../");
    assert_eq!(
        (&takes[1]["start"], &takes[1]["run"]),
        (&42.into(), &ID.into())
    );
    for (take, sound) in takes.iter().zip(["abcdefg", "x"]) {
        let reply = stage.server.get(take["url"].as_str().unwrap());
        assert_eq!((reply.status, reply.text().as_str()), (200, sound));
    }
    // Players ask for parts.
    let first = takes[0]["url"].as_str().unwrap();
    let part = stage.server.ask("GET", first, "Range: bytes=3-4\r\n");
    assert_eq!((part.status, part.text().as_str()), (206, "de"));
    let list = stage.server.get(&format!("{TALK}/")).text();
    assert!(list.contains(&format!("src=\"{first}\"")), "{list}");
    assert_eq!(site.read(".lutrin/voice/.gitignore"), "*\n");
    let folder = fs::metadata(site.path(".lutrin/voice")).unwrap();
    assert_eq!(folder.permissions().mode() & 0o777, 0o700, "for its owner");
    // A build has none of it.
    site.run(&["build"]).code(0);
    let built = site.tree("public");
    assert!(built.keys().all(|name| !name.contains("voice/")));
}

#[test]
fn only_the_window_that_records_a_known_run_adds_to_it() {
    let site = site();
    let mut stage = Stage::open(&site);
    let unknown = stage.add("w1", 0, "a");
    let why = unknown.text().contains("not recorded here");
    assert_eq!((unknown.status, why), (404, true));
    assert!(kept(&site).is_empty());
    stage.record(State::Running);
    let other = stage.add("w2", 0, "a");
    let why = other.text().contains("another window records");
    assert_eq!((other.status, why), (409, true));
    assert_eq!(stage.add("w1", 0, "a").status, 200);
    // What was on its way when the run was ended, and when the server was started again.
    stage.record(State::Ended);
    assert_eq!(stage.add("w1", 1, "b").status, 200);
    stage.server.kill();
    let stage = Stage::open(&site);
    assert_eq!(stage.add("w1", 2, "c").status, 200);
    assert_eq!(site.read(&take()), "abc");
}

#[test]
fn what_comes_from_elsewhere_is_no_sound() {
    let site = site();
    let stage = Stage::open(&site);
    stage.record(State::Running);
    let client = Client::of(&stage.server);
    let address = format!("{TALK}/{ID}?window=w1&slide=one&start=0&as=webm&at=0");
    let head = stage.server.head(&stage.token);
    for lines in [
        String::new(),
        format!("X-Lutrin-Token: {}\r\n", stage.token),
        stage.server.head(&"0".repeat(32)),
        head.replace("localhost", "evil.example"),
    ] {
        for method in ["PUT", "DELETE"] {
            let reply = client.send(method, &address, &lines, "a").unwrap();
            assert_eq!(reply.status, 403, "{method} {lines}");
        }
    }
    assert_eq!(
        client.send("POST", &address, &head, "a").unwrap().status,
        405
    );
    let long = "x".repeat((1 << 20) + 1);
    assert_eq!(
        client.send("PUT", &address, &head, &long).unwrap().status,
        413
    );
    assert!(kept(&site).is_empty());
}

#[test]
fn only_takes_of_known_talks_are_addresses() {
    let site = site();
    let stage = Stage::open(&site);
    stage.record(State::Running);
    assert_eq!(stage.add("w1", 0, "abc").status, 200);
    let query = "window=w1&slide=one&start=0&as=webm&at=0";
    for name in [
        "u/1a2b3c4d",
        "t/1A2B3C4D",
        "t/1a2b3c4d/x",
        "t/..%2f..%2fx",
        "t",
    ] {
        let target = format!("/_lutrin/voice/{name}?{query}");
        for method in ["PUT", "DELETE"] {
            let status = stage.send(method, &target, "a").status;
            assert!([400, 404].contains(&status), "{method} {target}: {status}");
        }
    }
    let long = format!("slide={}&start=0&as=webm&at=0", "x".repeat(201));
    for take in [
        "slide=&start=0&as=webm&at=0",
        "slide=one&start=-1&as=webm&at=0",
        "slide=one&start=1000000&as=webm&at=0",
        "slide=one&start=0&as=html&at=0",
        "slide=one&start=0&as=webm&at=x",
        "slide=one&start=0&as=webm",
        &long,
    ] {
        assert_eq!(stage.add_to(take, "w1", "a").status, 400, "{take}");
    }
    site.write(&format!("{FOLDER}/secret.yaml"), "a: b\n");
    for name in [
        "u",
        "t/1a2b3c4d",
        "t/1a2b3c4d/",
        "t/1a2b3c4d/secret.yaml",
        "t/1a2b3c4d/..%2f..%2f.gitignore",
        "t/1a2b3c4d/000000-one%2ewebm%00",
        "t/00000000/000000-one.webm",
        "..%2fdevices",
    ] {
        let status = stage.server.get(&format!("/_lutrin/voice/{name}")).status;
        assert!([400, 404].contains(&status), "{name}: {status}");
    }
    assert_eq!(kept(&site).len(), 3);
}

#[test]
fn sound_goes_with_its_run_or_alone() {
    let site = site();
    let stage = Stage::open(&site);
    stage.record(State::Running);
    assert_eq!(stage.add("w1", 0, "abc").status, 200);
    let note = format!("{FOLDER}/mine.txt");
    site.write(&note, "mine");
    let reply = stage.send("DELETE", &format!("{TALK}/{ID}"), "");
    assert_eq!(reply.text(), "{\"removed\":1}");
    assert!(!site.path(&take()).exists());
    assert_eq!(site.read(&note), "mine", "what is no sound stays");
    fs::remove_file(site.path(&note)).unwrap();
    let reply = stage.send("DELETE", &format!("{TALK}/{ID}"), "");
    assert_eq!(reply.text(), "{\"removed\":0}");

    assert_eq!(stage.add("w1", 0, "abc").status, 200);
    let discarded = stage.send("DELETE", &format!("{RUNS}/{ID}"), "");
    assert_eq!(discarded.status, 200);
    assert!(!site.path(FOLDER).exists());
    let late = stage.add("w1", 3, "d");
    let why = late.text().contains("discarded");
    assert_eq!((late.status, why), (409, true));
    assert!(!site.path(FOLDER).exists());
}

#[test]
fn the_command_that_discards_a_run_discards_its_sound() {
    let site = site();
    let run = run(State::Running);
    let file = format!("content/talks/t/rehearsals/{}", run.file_name());
    site.write(&file, run.write());
    site.write(&take(), "abc");
    let written = fs::File::options()
        .write(true)
        .open(site.path(&file))
        .unwrap();
    written.set_modified(UNIX_EPOCH).unwrap();
    site.run(&["rehearsals", "discard", &file]).code(0);
    assert!(!site.path(&file).exists() && !site.path(FOLDER).exists());
}

/// The run goes on, whatever the disk does with its sound.
#[test]
fn a_disk_that_takes_no_sound_still_has_the_run() {
    let outside = DiskSite::empty();
    for trap in ["file", "link"] {
        let site = site();
        fs::create_dir_all(site.path(".lutrin/voice")).unwrap();
        if trap == "file" {
            site.write(".lutrin/voice/t", "in the way");
        } else {
            symlink(outside.path("."), site.path(".lutrin/voice/t")).unwrap();
        }
        let stage = Stage::open(&site);
        stage.record(State::Running);
        let reply = stage.add("w1", 0, "abc");
        let why = reply.text().contains("`.lutrin/voice/t` cannot be written");
        assert_eq!((reply.status, why), (500, true), "{trap}: {}", reply.text());
        let removed = stage.send("DELETE", &format!("{TALK}/{ID}"), "");
        assert_eq!(removed.status, 500, "{trap}");
        assert!(stage.takes().is_empty());
        stage.record(State::Ended);
        assert!(outside.tree(".").is_empty(), "{trap}");
    }
}

#[test]
fn a_run_has_so_much_sound_and_no_more() {
    let site = site();
    let stage = Stage::open(&site);
    stage.record(State::Running);
    assert_eq!(stage.add("w1", 0, "abc").status, 200);
    // Takes no room on the disk.
    let large = fs::File::create(site.path(&format!("{FOLDER}/000009-two.webm"))).unwrap();
    large.set_len((256 << 20) - 5).unwrap();
    assert_eq!(stage.add("w1", 3, "de").status, 200);
    let much = stage.add("w1", 5, "f");
    let why = much.text().contains("256 MB at most");
    assert_eq!((much.status, why), (413, true));
    assert_eq!(site.read(&take()), "abcde");
}
