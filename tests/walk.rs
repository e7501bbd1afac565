//! The walks that a newcomer is led on, with the commands as they stand in the documents: those of
//! README.md to a site, a recap and a deck, and that of the guide from the first word of a talk to
//! the report on its third rehearsal.

use std::fs;
use std::path::Path;
use std::process::Command;

use lutrin::date::Date;
use lutrin::duration::Duration;
use lutrin::lang::Lang;
use lutrin::rehearsal::{Run, RunId, RunSlide, State, Tenths, Visit};
use serde_json::Value;

use crate::common::disk::DiskSite;
use crate::common::server::{Server, document_of};

/// A command of a walk, without the name of the program, and what it prints.
struct Step {
    arguments: Vec<String>,
    prints: String,
}

/// The commands below a heading of a document of the repository.
fn steps(document: &str, heading: &str) -> Vec<Step> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let text = fs::read_to_string(file).unwrap();
    let (_, part) = text.split_once(&format!("\n{heading}")).unwrap();
    let part = part.split("\n## ").next().unwrap();
    let blocks = part.split("```console\n").skip(1);
    let blocks = blocks.filter_map(|rest| rest.split("```").next());
    let commands = blocks.flat_map(|block| block.split("$ ").skip(1));
    commands
        .map(|command| {
            let (line, prints) = command.split_once('\n').unwrap();
            Step {
                arguments: words(line),
                prints: prints.trim_end().to_owned(),
            }
        })
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
fn run(deck: &Value, day: usize, seconds: u32) -> Run {
    let listed = deck["slides_plan"].as_array().unwrap();
    let text = |slide: &Value, key: &str| slide[key].as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let slides = listed.iter().map(|slide| RunSlide {
        id: text(slide, "id"),
        hash: text(slide, "hash"),
        title: slide["title"].as_str().map(str::to_owned),
        part: usize::try_from(slide["part"].as_u64().unwrap()).unwrap(),
        plan: number(&slide["plan"])
            .filter(|plan| *plan > 0)
            .map(Duration::from_seconds),
        optional: slide["optional"] == true,
    });
    let started = Date::parse(&format!("2026-11-2{day}T18:00:00+01:00")).unwrap();
    let id = RunId::parse(&format!("0000000{day}")).unwrap();
    let mut run = Run::begin(id, started, Lang::new("en"), slides.collect());
    run.slot = number(&deck["slot"]).map(Duration::from_seconds);
    for slide in &listed[1..] {
        run.add_visit(Visit {
            slide: text(slide, "id"),
            enter: run.end,
            leave: run.end.and(Tenths::new(seconds * 10)),
        })
        .unwrap();
    }
    run.state = State::Ended;
    run
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
    for (day, seconds) in [(1, 200), (2, 160), (3, 150)] {
        let address = format!("/_lutrin/rehearsals/caches-that-forget/0000000{day}?window=w1");
        let reply = server.send(
            "PUT",
            &address,
            &token,
            &document_of(&run(&deck, day, seconds)).to_string(),
        );
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
}

impl Step {
    /// The arguments of a command of this program.
    fn of_lutrin(&self) -> Vec<&str> {
        let (program, arguments) = self.arguments.split_first().unwrap();
        assert_eq!(program, "lutrin");
        arguments.iter().map(String::as_str).collect()
    }
}

#[test]
fn the_guide_leads_from_the_first_word_to_the_third_rehearsal() {
    let site = DiskSite::empty().file("lutrin.yaml", crate::common::CONFIG);
    let mut report = String::new();
    let steps = steps(
        "content/guide/13-rehearsals.en.md",
        "## From the first word to the third rehearsal",
    );
    assert_eq!(steps.len(), 6);
    for step in &steps {
        let arguments = step.of_lutrin();
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

/// Runs the commands below a heading of README.md, but those that serve, in a folder; what they
/// print is what stands there.
fn follow(heading: &str, folder: &Path, before: impl Fn(&[&str])) {
    let mut folder = folder.to_owned();
    for step in steps("README.md", heading) {
        if step.arguments[0] == "cd" {
            folder.push(&step.arguments[1]);
            continue;
        }
        let arguments = step.of_lutrin();
        before(&arguments);
        if matches!(arguments[0], "serve" | "present") {
            continue;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_lutrin"));
        command
            .args(&arguments)
            .current_dir(&folder)
            .env("NO_COLOR", "1");
        let output = command.output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8(printed).unwrap();
        if step.prints.is_empty() {
            assert!(output.status.success(), "{arguments:?}: {printed}");
        } else {
            assert_eq!(printed.trim_end(), step.prints, "{arguments:?}");
        }
    }
}

#[test]
fn the_readme_leads_to_a_site_a_recap_and_a_deck() {
    let site = DiskSite::empty();
    let about = "notebook/content/pages/about.en.md";
    let kept = std::cell::RefCell::new(String::new());
    follow(
        "## Five minutes to a site",
        site.root(),
        |arguments| match arguments[0] {
            "check" => {
                let text = site.read(about);
                let (front, _) = text.rsplit_once("\n---\n").unwrap();
                let broken = format!("{front}\n---\n\nSee [this](../blog/helo/index.md).\n");
                site.write(about, broken);
                *kept.borrow_mut() = text;
            }
            "build" => site.write(about, kept.borrow().as_str()),
            _ => {}
        },
    );
    assert!(site.path("notebook/public/index.html").exists());
    let notebook = site.path("notebook");
    follow("## Ten minutes to a recap", &notebook, |_| {});
    follow("## A deck in two", &notebook, |_| {});
    site.run(&["check", "--drafts", "--strict", "--root", "notebook"])
        .success();
    let built = ["build", "--drafts", "--root", "notebook"];
    site.run(&built).success();
    let recap = site.read("notebook/public/en/events/the-summit-2026/recap/index.html");
    for expected in ["Choosing storage", "Ana Diaz", "Camille Roy", "Sam Vent"] {
        assert!(recap.contains(expected), "{expected}");
    }
    assert!(
        site.path("notebook/public/en/talks/caches-that-remember/deck/index.html")
            .exists()
    );
}
