//! The README's walk from the first word of a talk to the report on its third rehearsal, as a
//! speaker would take it.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::common::disk::DiskSite;
use crate::common::server::Server;

const TITLE: &str = "### From the first word to the third rehearsal";

/// The commands of the walk, without the name of the program.
fn commands() -> Vec<Vec<String>> {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (_, walk) = readme.split_once(TITLE).unwrap();
    let (_, block) = walk.split_once("```console\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    block
        .lines()
        .map(|line| words(line.strip_prefix("$ lutrin ").unwrap()))
        .collect()
}

/// The words of a command; quotes hold several together.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate();
    let words = quoted.flat_map(|(at, part)| {
        if at % 2 == 1 {
            vec![part.to_owned()]
        } else {
            part.split_whitespace().map(str::to_owned).collect()
        }
    });
    words.collect()
}

/// What the presenter view knows of the deck.
fn deck(server: &Server, address: &str) -> Value {
    let page = server.get(address).text();
    let (_, data) = page.split_once("id=\"_deck\">").unwrap();
    serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap()
}

/// A run that takes so many seconds a slide, as the view would save it: it begins with the step
/// from the title.
fn run(deck: &Value, day: usize, seconds: f64) -> Value {
    let slides = deck["slides_plan"].as_array().unwrap();
    let mut now = 0.0;
    let mut visits = Vec::new();
    for slide in &slides[1..] {
        visits.push(json!({"slide": slide["id"], "enter": now, "leave": now + seconds}));
        now += seconds;
    }
    json!({
        "v": 1, "run": format!("0000000{day}"), "started": format!("2026-11-2{day}T18:00:00+01:00"), "language": "en",
        "variant": null, "speaker": null, "slot": deck["slot"], "slides": slides, "visits": visits,
        "pauses": [], "questions": [], "state": "ended", "end": now,
    })
}

/// Speaks three times, each time faster.
fn rehearse(site: &DiskSite, arguments: &[&str]) {
    let port = crate::common::server::free_port().to_string();
    let server = Server::run(&mut site.command(&[arguments, &["--port", &port]].concat()));
    let presenter = server.prints(|line| line.ends_with("/presenter/"));
    let path = presenter
        .split_once("//")
        .unwrap()
        .1
        .split_once('/')
        .unwrap()
        .1
        .to_owned();
    let (deck, token) = (deck(&server, &format!("/{path}")), server.token());
    for (day, seconds) in [(1, 200.0), (2, 160.0), (3, 150.0)] {
        let address = format!("/_lutrin/rehearsals/caches-that-forget/2026-11-2{day}T180000.en");
        let reply = server.send(
            "PUT",
            &address,
            &token,
            &run(&deck, day, seconds).to_string(),
        );
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
}

#[test]
fn the_readme_leads_from_the_first_word_to_the_third_rehearsal() {
    let site = DiskSite::empty().file("lutrin.yaml", crate::common::CONFIG);
    let mut report = String::new();
    let commands = commands();
    assert_eq!(commands.len(), 6);
    for command in &commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        if arguments[0] == "present" {
            rehearse(&site, &arguments);
            continue;
        }
        let output = site.command(&arguments).output().unwrap();
        report = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    for expected in ["2026-11-21", "2026-11-22", "2026-11-23", "The problem"] {
        assert!(report.contains(expected), "{expected}: {report}");
    }
    for unexpected in ["eft out", "incomplete"] {
        assert!(!report.contains(unexpected), "{unexpected}: {report}");
    }
    site.run(&["rehearsals", "caches-that-forget", "--write"])
        .success();
    let deck = site.read("content/talks/caches-that-forget/deck.en.md");
    let title = deck.lines().find(|line| line.starts_with("# ")).unwrap();
    assert!(
        title.contains("Caches that forget") && !title.contains("time="),
        "{deck}"
    );
    site.run(&["check", "--drafts", "--strict"]).success();
    site.run(&["rehearsals", "caches-that-forget", "--write"])
        .success();
    assert_eq!(
        site.read("content/talks/caches-that-forget/deck.en.md"),
        deck,
        "it is as its rehearsals ask for"
    );
}
