//! Live reload on a real disk: whatever an editor, a file manager or git does, the open page is
//! told once.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use crate::common::CONFIG;
use crate::common::disk::DiskSite;
use crate::common::server::{Events, Server, eventually};

const POST: &str = "content/blog/b.en.md";
const PAGE: &str = "/en/blog/b/";

fn post(words: &str) -> String {
    format!("---\ntitle: B\ndate: 2026-01-02\n---\n{words}\n")
}

/// A server, the stream of one page, and its first state.
fn watched(site: &DiskSite, arguments: &[&str]) -> (Server, Events, Value) {
    let server = Server::start(site, arguments);
    let mut events = server.events(PAGE);
    let first = events.next();
    (server, events, first)
}

/// Waits until the page is another one than before, and shows some words.
fn shows(server: &Server, events: &mut Events, before: &Value, words: &str) -> Value {
    let state = events
        .until(|state| state["page"] != before["page"] && server.get(PAGE).text().contains(words));
    assert!(
        server
            .get(PAGE)
            .text()
            .contains(&format!("data-page={}", state["page"])),
        "page and stream agree"
    );
    state
}

#[test]
fn saves_of_every_kind_are_seen() {
    let site = DiskSite::small();
    let (server, mut events, state) = watched(&site, &[]);
    // In place.
    site.write(POST, post("In place."));
    let state = shows(&server, &mut events, &state, "In place.");
    // Another file, renamed over it: vim without backup, JetBrains' safe write, sed -i.
    site.write("content/blog/.b.en.md.tmp", post("Renamed over."));
    fs::rename(site.path("content/blog/.b.en.md.tmp"), site.path(POST)).unwrap();
    let state = shows(&server, &mut events, &state, "Renamed over.");
    // The old one renamed away, then a new one: vim with backup.
    fs::rename(site.path(POST), site.path("content/blog/b.en.md~")).unwrap();
    site.write(POST, post("Backed up."));
    fs::remove_file(site.path("content/blog/b.en.md~")).unwrap();
    let state = shows(&server, &mut events, &state, "Backed up.");
    // From another folder.
    site.write("elsewhere.md", post("From elsewhere."));
    fs::rename(site.path("elsewhere.md"), site.path(POST)).unwrap();
    let state = shows(&server, &mut events, &state, "From elsewhere.");
    // Half-written, then whole. What is shown at the end is the whole.
    site.write(POST, "---\ntitle: B\nda");
    std::thread::sleep(Duration::from_millis(60));
    site.write(POST, post("Whole."));
    let state = shows(&server, &mut events, &state, "Whole.");
    assert_eq!(state["errors"].as_array().unwrap().len(), 0);
}

#[test]
fn a_broken_text_keeps_its_last_good_page() {
    let site = DiskSite::small();
    let (server, mut events, first) = watched(&site, &[]);
    let good = server.get(PAGE).page();
    let mut elsewhere = server.events("/en/");
    site.write(
        POST,
        "---\ntitle: B\ndate: 2026-01-02\ntags: [\n---\nText.\n",
    );
    let state = events.until(|state| {
        state["errors"]
            .as_array()
            .is_some_and(|errors| !errors.is_empty())
    });
    let error = &state["errors"][0];
    assert_eq!(
        (&error["file"], &error["severity"]),
        (&Value::from(POST), &Value::from("error"))
    );
    assert!(
        error["line"].as_u64().is_some() && error["column"].as_u64().is_some(),
        "{error}"
    );
    let lines = error["excerpt"]["lines"].as_array().unwrap();
    assert!(lines.iter().any(|line| line == "tags: ["), "{error}");
    assert_eq!(
        (&state["page"], server.get(PAGE).page()),
        (&first["page"], good),
        "the last good page"
    );
    let other = elsewhere.until(|state| state["elsewhere"] == 1);
    assert_eq!(other["errors"], Value::Array(Vec::new()));
    site.write(POST, post("Mended."));
    let state = shows(&server, &mut events, &first, "Mended.");
    assert_eq!(state["errors"], Value::Array(Vec::new()));
    elsewhere.until(|state| state["elsewhere"] == 0);
}

#[test]
fn files_and_folders_come_and_go() {
    let site = DiskSite::small();
    let (server, mut events, _) = watched(&site, &[]);
    fs::remove_file(site.path(POST)).unwrap();
    events.until(|state| state["page"] == "none");
    assert_eq!(server.get(PAGE).status, 404);
    site.write(POST, post("Back."));
    events.until(|state| state["page"] != "none");
    // A folder renamed, with a dot in its name, out of the site and back.
    let names = ["a", "a2", "a.v2", "a.v3"];
    for pair in names.windows(2) {
        let [from, to] = [pair[0], pair[1]].map(|name| site.path(&format!("content/blog/{name}")));
        fs::rename(from, &to).unwrap();
        let slug = pair[1].replace('.', "-");
        server.until(&format!("/en/blog/{slug}/"), |reply| {
            reply.text().contains("Text of A.")
        });
        let old = pair[0].replace('.', "-");
        server.until(&format!("/en/blog/{old}/"), |reply| reply.status == 404);
    }
    fs::rename(site.path("content/blog/a.v3"), site.path("outside")).unwrap();
    server.until("/en/blog/a-v3/", |reply| reply.status == 404);
    fs::rename(site.path("outside"), site.path("content/blog/a.v3")).unwrap();
    server.until("/en/blog/a-v3/", |reply| reply.status == 200);
    // A file in a folder made a moment ago, and then another.
    site.write(
        "content/new/deep/er/x.en.md",
        "---\ntitle: X\n---\nFirst of a folder.\n",
    );
    server.until("/en/new/deep/er/x/", |reply| {
        reply.text().contains("First of a folder.")
    });
    site.write(
        "content/new/deep/er/x.en.md",
        "---\ntitle: X\n---\nSecond words.\n",
    );
    server.until("/en/new/deep/er/x/", |reply| {
        reply.text().contains("Second words.")
    });
}

#[test]
fn content_may_be_deleted_and_restored() {
    let site = DiskSite::small();
    let (server, mut events, _) = watched(&site, &[]);
    for round in 0..3 {
        fs::rename(site.path("content"), site.path("away")).unwrap();
        events.until(|state| state["page"] == "none");
        fs::rename(site.path("away"), site.path("content")).unwrap();
        events.until(|state| state["page"] != "none");
        site.write(POST, post(&format!("Round {round}.")));
        server.until(PAGE, |reply| {
            reply.text().contains(&format!("Round {round}."))
        });
    }
    fs::remove_dir_all(site.path("content")).unwrap();
    server.until(PAGE, |reply| reply.status == 404);
    site.write(POST, post("Made anew."));
    server.until(PAGE, |reply| reply.text().contains("Made anew."));
    site.write(POST, post("And edited."));
    server.until(PAGE, |reply| reply.text().contains("And edited."));
}

#[test]
fn what_editors_leave_behind_is_no_change() {
    let site = DiskSite::small();
    let (server, mut events, first) = watched(&site, &[]);
    for name in [
        ".b.en.md.swp",
        "b.en.md~",
        "#b.en.md#",
        ".#b.en.md",
        "4913.swp",
        ".DS_Store",
        ".b.en.md.swx",
    ] {
        site.write(&format!("content/blog/{name}"), "---\nnonsense");
    }
    site.write("notes.txt", "not of the site");
    site.write("public/index.html", "nor this");
    let _ = fs::read(site.path(POST));
    std::thread::sleep(Duration::from_millis(300));
    site.write(POST, post("A real edit."));
    let state = shows(&server, &mut events, &first, "A real edit.");
    assert_eq!(
        state["generation"].as_u64().unwrap(),
        first["generation"].as_u64().unwrap() + 1,
        "{state}"
    );
    assert!(!server.said.lock().unwrap().contains("error"));
}

#[test]
fn a_burst_is_one_change_or_a_few() {
    let site = DiskSite::small();
    fs::create_dir_all(site.path("content/blog/many")).unwrap();
    let (server, mut events, first) = watched(&site, &[]);
    let begun = events.count;
    for number in 0..1000 {
        site.write(
            &format!("content/blog/many/p{number}.en.md"),
            post(&format!("Number {number}.")),
        );
    }
    site.write(POST, post("Last of all."));
    shows(&server, &mut events, &first, "Last of all.");
    assert_eq!(server.get("/en/blog/many/p999/").status, 200);
    let states = events.count - begun;
    assert!(states <= 30, "{states} states for one burst");
}

#[test]
fn everything_of_a_site_is_live() {
    let site = DiskSite::small()
        .file("static/i.svg", "<svg/>")
        .file("themes/tiny/css/main.css", "a{}");
    site.write(
        "themes/tiny/templates/post.html",
        "<link href=\"{{ asset(path='css/main.css') }}\">{{ t(key='word') }} {{ site.title }} {{ content | safe }}",
    );
    for lang in ["fr", "en"] {
        let path = format!("themes/tiny/i18n/{lang}.yaml");
        site.write(&path, site.read(&path) + "word: Before\n");
    }
    let (server, mut events, state) = watched(&site, &[]);
    assert!(server.get(PAGE).text().contains("Before Test"));
    site.write(
        "lutrin.yaml",
        site.read("lutrin.yaml")
            .replace("title: Test", "title: Renamed"),
    );
    let state = shows(&server, &mut events, &state, "Before Renamed");
    let path = "themes/tiny/i18n/en.yaml";
    site.write(path, site.read(path).replace("Before", "After"));
    let state = shows(&server, &mut events, &state, "After Renamed");
    site.write("themes/tiny/css/main.css", "b{}");
    let styled = events.until(|now| now["css"] != state["css"]);
    assert_eq!(
        styled["page"], state["page"],
        "a style sheet alone is no reload"
    );
    let css = styled["css"]["css/main.css"].as_str().unwrap();
    assert_eq!(server.get(css).text(), "b{}");
    site.write("static/i.svg", "<svg width='1' height='1'/>");
    let touched = events.until(|now| now["touched"]["/i.svg"].is_u64());
    assert_eq!(
        (&touched["page"], &touched["touched"]["/i.svg"]),
        (&state["page"], &touched["generation"])
    );
    // Also when folders come with it.
    fs::create_dir_all(site.path("static/folder")).unwrap();
    site.write("static/i.svg", "<svg width='2' height='2'/>");
    let before = touched["generation"].as_u64();
    events.until(|now| now["touched"]["/i.svg"].as_u64() > before);
    site.write("templates/post.html", "Own template: {{ content | safe }}");
    let state = shows(&server, &mut events, &state, "Own template:");
    fs::remove_file(site.path("templates/post.html")).unwrap();
    shows(&server, &mut events, &state, "After Renamed");
    fs::remove_file(site.path("static/robots.txt")).unwrap();
    server.until("/robots.txt", |reply| reply.status == 404);
}

/// A site named by a path that goes up, or by a link.
#[test]
fn the_site_may_be_named_in_every_way() {
    let site = DiskSite::small();
    fs::create_dir(site.path("beside")).unwrap();
    let link = site.path("beside/link");
    std::os::unix::fs::symlink(site.root(), &link).unwrap();
    for (number, root) in [".", "./content/..", "beside/..", "beside/link"]
        .into_iter()
        .enumerate()
    {
        let server = Server::start(&site, &["--root", root]);
        site.write(POST, post(&format!("Named in way {number}.")));
        server.until(PAGE, |reply| {
            reply.text().contains(&format!("Named in way {number}."))
        });
    }
}

/// As root every file can be read, so this runs for everybody else.
#[test]
fn what_may_not_be_read_is_said() {
    let site = DiskSite::small();
    let forbid =
        |mode| fs::set_permissions(site.path(POST), fs::Permissions::from_mode(mode)).unwrap();
    forbid(0);
    if fs::read(site.path(POST)).is_ok() {
        return;
    }
    forbid(0o644);
    let (server, mut events, first) = watched(&site, &[]);
    forbid(0);
    site.write("content/blog/c.en.md", post("C."));
    fs::rename(site.path(POST), site.path("content/blog/b.tmp")).unwrap();
    fs::rename(site.path("content/blog/b.tmp"), site.path(POST)).unwrap();
    server.says("its permissions do not let Lutrin read it");
    forbid(0o644);
    site.write(POST, post("Readable."));
    shows(&server, &mut events, &first, "Readable.");
}

#[test]
fn files_can_be_compared_instead() {
    let site = DiskSite::small();
    let (server, mut events, state) = watched(&site, &["--poll"]);
    site.write(POST, post("Seen by comparing."));
    let state = shows(&server, &mut events, &state, "Seen by comparing.");
    site.write("content/blog/new.en.md", post("A new one."));
    server.until("/en/blog/new/", |reply| reply.text().contains("A new one."));
    site.write("content/blog/.tmp", post("Renamed over."));
    fs::rename(site.path("content/blog/.tmp"), site.path(POST)).unwrap();
    shows(&server, &mut events, &state, "Renamed over.");
    fs::remove_file(site.path("content/blog/new.en.md")).unwrap();
    server.until("/en/blog/new/", |reply| reply.status == 404);
}

#[test]
fn everything_can_be_read_again_on_request() {
    let site = DiskSite::small();
    let server = Server::start(&site, &[]);
    let mut events = server.events(PAGE);
    let first = events.next()["generation"].as_u64().unwrap();
    let lines = format!(
        "Origin: http://{}\r\nX-Lutrin-Token: {}\r\nContent-Length: 0\r\n",
        server.host(),
        server.token()
    );
    assert_eq!(server.ask("POST", "/_lutrin/rescan", &lines).status, 202);
    events.until(|state| state["generation"].as_u64().unwrap() > first);
}

#[test]
fn the_page_that_was_edited_is_shown() {
    let site = DiskSite::small();
    let (_server, mut events, first) = watched(&site, &["--goto"]);
    assert_eq!(first["goto"], Value::Null);
    site.write(
        "content/blog/a/index.fr.md",
        "---\ntitle: A fr\ndate: 2026-01-01\n---\nAutre texte.\n",
    );
    let state = events.until(|state| !state["goto"].is_null());
    assert_eq!(state["goto"][0], "/blog/a/");
}

/// A site that cannot be read at all is served as soon as it can.
#[test]
fn a_site_may_begin_broken() {
    let site = DiskSite::empty().file("lutrin.yaml", "title: [");
    let server = Server::start(&site, &[]);
    server.says("lutrin.yaml");
    assert!([404, 500, 200].contains(&server.get("/").status));
    site.write(POST, post("Text."));
    site.write("lutrin.yaml", CONFIG);
    server.until(PAGE, |reply| reply.text().contains("Text."));
    assert!(Path::new(&site.path("content")).exists());
    eventually("all is well", || {
        server
            .said
            .lock()
            .unwrap()
            .contains("all is well")
            .then_some(())
    });
}
