//! What the author of a new site meets before anything is there: a menu that names what is still to
//! be made, pages in one language, notes without an author, a folder without a site.

use std::process::Stdio;

use crate::common::disk::DiskSite;

/// A site in two languages, with the French one at the root, and a menu.
fn site(menu: &str) -> DiskSite {
    let config = format!("{}menu: {menu}\n", crate::common::CONFIG);
    DiskSite::empty().file("lutrin.yaml", config)
}

/// What a command that must succeed prints on standard output; beside it, it says only notes.
fn printed(site: &DiskSite, arguments: &[&str]) -> String {
    let (code, out, err) = site.output(arguments);
    let is_note = |line: &str| line.starts_with("note: ");
    assert!(code == 0 && err.lines().all(is_note), "{out}{err}");
    out
}

#[test]
fn a_menu_may_name_what_is_made_next() {
    let site = site("[blog, events, talks, nowhere]");
    let event = [
        "new",
        "event",
        "My event",
        "--start",
        "2026-12-01",
        "--lang",
    ];
    for (arguments, file) in [
        (
            &[&event[..], &["en"]].concat()[..],
            "events/my-event/index.en.md",
        ),
        (
            &["new", "talk", "My talk", "--lang", "en"],
            "talks/my-talk/index.en.md",
        ),
        (&["new", "post", "A post"], "blog/a-post/index.fr.md"),
        (&["new", "deck", "my-talk"], "talks/my-talk/deck.en.md"),
        (
            &["new", "translation", "content/blog/a-post/index.fr.md"],
            "blog/a-post/index.en.md",
        ),
    ] {
        assert_eq!(printed(&site, arguments), format!("./content/{file}\n"));
    }
    // `check` still says which entry leads nowhere.
    let checked = site
        .run(&["check", "--drafts", "--format", "short"])
        .code(1);
    let found = String::from_utf8_lossy(&checked.get_output().stdout).into_owned();
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains("the menu leads to `nowhere`"), "{found}");
}

#[test]
fn a_refused_command_says_that_nothing_was_written() {
    let site = site("{a: b}");
    for (arguments, is_to_write) in [
        (&["new", "post", "A post"][..], true),
        (&["new", "translation", "content/x.md"], true),
        (&["translations"], false),
        (&["rehearsals"], false),
    ] {
        let refused = site.run(arguments).code(1).stdout("");
        let error = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
        assert!(error.starts_with("error[L01"), "{error}");
        let end = "\n1 error: nothing was written\n";
        assert_eq!(error.ends_with(end), is_to_write, "{arguments:?}: {error}");
    }
    assert_eq!(site.entries(), ["lutrin.yaml"]);
}

#[test]
fn what_belongs_to_an_event_or_a_talk_is_in_its_language() {
    let event = "---\ntitle: E\nstart: 2026-11-20\n---\nText.\n";
    let talk = "---\ntitle: T\nduration: 10m\n---\nText.\n";
    let site = site("[events]")
        .file("content/events/e/index.en.md", event)
        .file("content/events/both/index.en.md", event)
        .file("content/events/both/index.fr.md", event)
        .file("content/talks/t/index.en.md", talk);
    for (arguments, file) in [
        (
            &["new", "session", "e", "One"][..],
            "events/e/sessions/one.en.md",
        ),
        (
            &["new", "session", "e", "Un", "--lang", "fr"],
            "events/e/sessions/un.fr.md",
        ),
        (
            &["new", "session", "both", "Un"],
            "events/both/sessions/un.fr.md",
        ),
        (&["new", "recap", "e"], "events/e/recap.en.md"),
        (&["new", "recap", "both"], "events/both/recap.fr.md"),
        (&["new", "outline", "t"], "talks/t/outline.en.md"),
        (&["new", "deck", "t"], "talks/t/deck.en.md"),
        // A translation is not in the language that there is.
        (&["new", "deck", "t", "--from", "en"], "talks/t/deck.fr.md"),
    ] {
        assert_eq!(printed(&site, arguments), format!("./content/{file}\n"));
    }
    assert!(printed(&site, &["proposal", "t"]).starts_with("Title\nT\n"));
}

#[test]
fn notes_without_an_author_have_a_place_for_one() {
    let event = "---\ntitle: E\nstart: 2026-11-20\n---\nText.\n";
    let site = site("[events]").file("content/events/e/index.fr.md", event);
    printed(&site, &["new", "session", "e", "Sans"]);
    let notes = "content/events/e/sessions/sans.fr.md";
    let text = site.read(notes);
    let line = "\nauthors: []  # qui a pris les notes\ndraft: true\n---\n";
    assert!(text.contains(line), "{text}");
    site.write(notes, text.replace("draft: true\n", ""));
    site.run(&["check", "--strict"]).success();
    printed(
        &site,
        &["new", "session", "e", "Avec", "--author", "Zoé Vent"],
    );
    let text = site.read("content/events/e/sessions/avec.fr.md");
    assert!(!text.contains("authors: []"), "{text}");
    assert!(text.contains("\nauthors:\n  - \"Zoé Vent\"\n"), "{text}");
}

#[test]
fn what_a_programme_says_stands_in_a_comment_with_its_room_named() {
    let event = "---\ntitle: E\nstart: 2026-11-20\n---\nText.\n";
    let programme = |session: &str| format!("{{\"sessions\": [{{{session}}}]}}");
    for (session, comment) in [
        (
            "\"id\": \"1\", \"title\": \"A\", \"room\": \"Blue -->\", \"description\": \"What.\"",
            "<!-- What the programme says, for whoever takes the notes:\n\nRoom: Blue –›\n\nWhat.\n-->\n",
        ),
        (
            "\"id\": \"1\", \"title\": \"A\", \"room\": \"Blue\"",
            "takes the notes:\n\nRoom: Blue\n-->\n",
        ),
        (
            "\"id\": \"1\", \"title\": \"A\", \"description\": \"What.\"",
            "takes the notes:\n\nWhat.\n-->\n",
        ),
    ] {
        let site = site("[events]")
            .file("content/events/e/index.en.md", event)
            .file("all.json", programme(session));
        let new = ["new", "sessions", "e", "--from"];
        site.run(&[&new[..], &["all.json", "--all"]].concat())
            .success();
        let text = site.read("content/events/e/sessions/a.en.md");
        assert!(text.contains(comment), "{text}");
        let refused = site.run(&[&new[..], &["all.json", "--only", "2"]].concat());
        refused
            .code(1)
            .stderr("error: the programme has no session `2`\n  help: it has one only: number 1\n");
    }
}

#[test]
fn a_folder_without_a_site_is_not_served() {
    let folder = DiskSite::empty().file("content/blog/a.en.md", "---\ntitle: A\n---\n");
    for arguments in [
        &["serve", "--port", "0"][..],
        &["present", "t", "--port", "0"],
    ] {
        let mut command = folder.command(arguments);
        let ended = command.stdin(Stdio::null()).output().unwrap();
        let error = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(
            (ended.status.code(), ended.stdout),
            (Some(1), vec![]),
            "{error}"
        );
        assert!(
            error.starts_with("error[L0003]: there is no `lutrin.yaml` here"),
            "{error}"
        );
        assert!(error.contains("make a site with `lutrin init`"), "{error}");
        assert!(!error.contains("content/talks"), "{error}");
    }
    // What is wrong with a configuration can be mended while the site is served.
    let site = site("[nowhere]");
    let server = crate::common::server::Server::start(&site, &[]);
    server.says("the menu leads to `nowhere`");
}
