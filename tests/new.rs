//! `lutrin new` for events and talks: every file that it writes builds without a word.

use std::fmt::Write as _;

use crate::common::disk::DiskSite;

const PEOPLE: &str = "ada: {name: Ada Lune}\nbob: {name: Bob Ô}\n";

fn site() -> DiskSite {
    DiskSite::empty()
        .file("lutrin.yaml", crate::common::CONFIG)
        .file("content/people.yaml", PEOPLE)
}

/// What a command that must succeed says, beside its notes.
fn said(site: &DiskSite, arguments: &[&str]) -> String {
    let (code, out, err) = site.output(arguments);
    let is_note = |line: &str| line.starts_with("note: ");
    assert!(
        code == 0 && err.lines().all(is_note),
        "{arguments:?}: {out}{err}"
    );
    out
}

/// What a command that must fail says.
fn refused(site: &DiskSite, arguments: &[&str]) -> String {
    let (code, out, err) = site.output(arguments);
    assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}: {err}");
    err
}

/// The whole site, drafts included, has nothing wrong.
fn assert_builds(site: &DiskSite) {
    let (code, out, err) = site.output(&["check", "--drafts", "--future", "--strict"]);
    assert_eq!(
        (code, err.as_str()),
        (0, "no errors, no warnings\n"),
        "{out}"
    );
}

/// An event that is published.
const EVENT: &str =
    "---\ntitle: \"Les Rencontres : 2025\"\nstart: 2025-04-16\nend: 2025-04-18\n---\nText.\n";

#[test]
fn every_kind_builds_in_every_language() {
    for lang in ["fr", "en"] {
        let site = site();
        let event = [
            "new",
            "event",
            "Été: “Pupitre” \"7\"",
            "--start",
            "2025-04-16",
            "--end",
            "2025-04-18",
            "--lang",
            lang,
        ];
        assert!(
            said(&site, &event)
                .ends_with(&format!("content/events/ete-pupitre-7/index.{lang}.md\n"))
        );
        let notes = [
            "new",
            "session",
            "ete-pupitre-7",
            "Dire: non",
            "--lang",
            lang,
            "--author",
            "ada",
            "--author",
            "Zoé Vent",
        ];
        said(
            &site,
            &[
                &notes[..],
                &[
                    "--speaker",
                    "Jean-Luc Mât - CTO, Voile",
                    "--speaker",
                    "bob",
                    "--track",
                    "#1",
                ],
            ]
            .concat(),
        );
        said(
            &site,
            &[
                "new",
                "recap",
                "content/events/ete-pupitre-7/",
                "--lang",
                lang,
            ],
        );
        let talk = [
            "new",
            "talk",
            "Mon talk",
            "--speaker",
            "ada",
            "--duration",
            "45m",
            "--questions",
            "10m",
            "--lang",
            lang,
        ];
        said(&site, &talk);
        said(&site, &["new", "outline", "mon-talk", "--lang", lang]);
        assert_builds(&site);
        let session = site.read(&format!(
            "content/events/ete-pupitre-7/sessions/dire-non.{lang}.md"
        ));
        for line in [
            "title: \"Dire: non\"\n",
            "  - \"bob\"\n",
            "  - \"Zoé Vent\"\n",
            "track: \"#1\"\n",
            "start: 2025-04-16\n",
        ] {
            assert!(session.contains(line), "{line}{session}");
        }
        let recap = site.read(&format!("content/events/ete-pupitre-7/recap.{lang}.md"));
        assert!(
            recap.contains("Pupitre") && recap.contains("date: 2025-04-18\n"),
            "{recap}"
        );
        let outline = site.read(&format!("content/talks/mon-talk/outline.{lang}.md"));
        assert_eq!(outline.matches("{time=").count(), 5, "{outline}");
        assert!(outline.contains("{time=9m}"), "{outline}");
        // Again, and nothing is touched.
        let again = refused(&site, &["new", "recap", "ete-pupitre-7", "--lang", lang]);
        assert!(
            again.contains("is there already, so it was left as it is"),
            "{again}"
        );
    }
}

#[test]
fn no_two_notes_get_one_address() {
    let site = site().file("content/events/rencontres/index.fr.md", EVENT);
    said(&site, &["new", "session", "rencontres", "01 Plan"]);
    said(&site, &["new", "session", "rencontres", "Budget"]);
    for title in ["Plan", "02 plan", "07 Budget", "Budget"] {
        let error = refused(&site, &["new", "session", "rencontres", title]);
        assert!(
            error.contains("is there already, so it was left as it is"),
            "{title}: {error}"
        );
    }
    said(
        &site,
        &["new", "session", "rencontres", "02 plan", "--lang", "en"],
    );
    assert_builds(&site);
}

#[test]
fn a_theme_without_archetypes_gets_front_matter_alone() {
    let site = site().tiny_theme();
    said(&site, &["new", "event", "A", "--start", "2025-04-16"]);
    assert_eq!(
        site.read("content/events/a/index.fr.md"),
        "---\ntitle: \"A\"\nstart: 2025-04-16\ndraft: true\n---\n"
    );
    // It has no templates for talks either, which is not for `new` to say.
    said(&site, &["new", "talk", "T"]);
    said(&site, &["new", "outline", "t"]);
    assert_eq!(
        site.read("content/talks/t/outline.fr.md"),
        "---\ntitle: \"T\"\n---\n"
    );
}

#[test]
fn slips_are_told() {
    let site = site().file("content/events/rencontres/index.fr.md", EVENT);
    for (arguments, expected) in [
        (
            &["new", "session", "rencontre", "T"][..],
            "`content/events` has no `rencontre`\n  help: did you mean `rencontres`?",
        ),
        (
            &["new", "recap", "nowhere-at-all"],
            "`content/events` has no `nowhere-at-all`\n  help: it has `rencontres`; make another with `lutrin new event …`",
        ),
        (
            &["new", "outline", "x"],
            "`content/talks` has no `x`\n  help: make it first: `lutrin new talk …`",
        ),
        (
            &["new", "session", "rencontres", "T", "--author", "adda"],
            "people.yaml has no `adda`\n  help: did you mean `ada`?",
        ),
        (
            &["new", "session", "rencontres", "T", "--author", ""],
            "`` does not say clearly who that is\n  help: write",
        ),
        (
            &["new", "session", "rencontres", "T", "--speaker", "Foo (Bar"],
            "`Foo (Bar` does not say clearly",
        ),
        (
            &["new", "session", "rencontres", "T", "--speaker", "!!"],
            "`!!` does not say clearly",
        ),
        (
            &["new", "talk", "T", "--speaker=- CTO, Org"],
            "`- CTO, Org` does not say clearly",
        ),
        (
            &["new", "session", "rencontres", "!!!"],
            "`!!!` leaves no letter or digit for a name",
        ),
        (
            &["new", "event", "E", "--end", "2025-01-01"],
            "an event with a last day needs a first one",
        ),
        (
            &[
                "new",
                "event",
                "E",
                "--start",
                "2025-01-02",
                "--end",
                "2025-01-01",
            ],
            "the event would end on 2025-01-01",
        ),
        (
            &[
                "new",
                "talk",
                "T",
                "--duration",
                "10m",
                "--questions",
                "10m",
            ],
            "10m of questions leave nothing of the 10m",
        ),
        (
            &["new", "talk", "T", "--lang", "de"],
            "`de` is not a language of the site\n  help: it has `fr`, `en`",
        ),
        (&["proposal", "t"], "`content/talks` has no `t`"),
    ] {
        let error = refused(&site, arguments);
        assert!(
            error.starts_with(&format!("error: {expected}")),
            "{arguments:?}: {error}"
        );
    }
    let (code, _, err) = site.output(&["new", "event", "E", "--start", "2025-02-30"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("is not a day of the calendar: the last day of that month is 2025-02-28"),
        "{err}"
    );
}

const PROGRAMME: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<schedule><conference><title>R</title></conference><day date="2025-04-16" index="1"><room name="A">
<event id="1"><start>09:00</start><duration>00:45</duration><title>Les m@tiers: du "son"</title><track>Sc@ne</track>
<abstract><![CDATA[<p>Un r@sum@ -- ferm@ ? --></p><script>alert(1)</script> [lien](./nulle-part.md) ::: notes]]></abstract>
<persons><person>Ada Lune</person><person>zoe</person><person>Zed (Org</person></persons></event>
<event id="../../../etc/passwd"><title>../../../@chapp@e</title></event>
<event id="3"><title>Les m@tiers: du "son"</title><track>Plateau</track></event>
</room></day></schedule>
"#;

/// The programme in Latin-1, where `@` stands for a letter that UTF-8 writes otherwise.
fn latin_1() -> Vec<u8> {
    PROGRAMME
        .bytes()
        .map(|byte| if byte == b'@' { 0xe9 } else { byte })
        .collect()
}

#[test]
fn a_programme_becomes_files_that_build() {
    let site = site()
        .file("content/events/r/index.fr.md", EVENT)
        .file("schedule.xml", latin_1());
    let from = site.path("schedule.xml");
    let from = from.to_str().unwrap();
    let (code, out, err) = site.output(&["new", "sessions", "r", "--from", from]);
    assert_eq!(code, 0);
    assert_eq!(
        out,
        "1  2025-04-16 09:00  Les métiers: du \"son\" (Scéne; A; Ada Lune, zoe, Zed (Org)\n2  2025-04-16        ../../../échappée (A)\n\
         3  2025-04-16        Les métiers: du \"son\" (Plateau; A)\n"
    );
    assert_eq!(
        err,
        "3 sessions: choose with `--only 1,3-5`, `--track NAME` or `--all`\n"
    );
    let (_, out, err) = site.output(&[
        "new", "sessions", "r", "--from", from, "--track", "scene", "--author", "ada",
    ]);
    assert!(
        out.ends_with("content/events/r/sessions/les-metiers-du-son.fr.md\n"),
        "{out}"
    );
    assert_eq!(err, "1 file written, 0 left as they were\n");
    let mine = "---\ntitle: Mine\nauthors: [bob]\n---\nNotes.\n";
    site.write("content/events/r/sessions/01-echappee.fr.md", mine);
    let (code, out, err) = site.output(&["new", "sessions", "r", "--from", from, "--all"]);
    assert_eq!((code, out.lines().count()), (0, 1), "{out}{err}");
    assert!(
        err.contains("`content/events/r/sessions/01-echappee.fr.md` is there already"),
        "{err}"
    );
    assert!(
        err.ends_with("1 file written, 2 left as they were\n"),
        "{err}"
    );
    assert_eq!(
        site.read("content/events/r/sessions/01-echappee.fr.md"),
        mine
    );
    let notes = site.read("content/events/r/sessions/les-metiers-du-son.fr.md");
    for part in [
        "title: \"Les métiers: du \\\"son\\\"\"\n",
        "speakers:\n  - \"Ada Lune\"\n  - {name: \"zoe\"}\n  - {name: \"Zed (Org\"}\n",
        "authors:\n  - \"ada\"\n",
        "start: 2025-04-16T09:00\nduration: 45m\n",
        "programme, pour qui prend les notes :\n\nSalle : A\n\nUn résumé – fermé ? –›",
    ] {
        assert!(notes.contains(part), "{part}\n{notes}");
    }
    assert!(!notes.contains("alert"), "{notes}");
    assert_builds(&site);
    // Nothing of the programme is published with the notes.
    let out = site.path("out");
    let (code, _, err) = site.output(&["build", "--drafts", "--out", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let page = site.read("out/events/r/sessions/les-metiers-du-son/index.html");
    assert!(
        page.contains("Ce que nous en gardons") && !page.contains("nulle-part"),
        "{page}"
    );
}

#[test]
fn five_hundred_sessions_are_written_at_once() {
    let mut sessions = String::new();
    for i in 0..500 {
        let comma = if i == 0 { "" } else { "," };
        write!(
            sessions,
            "{comma}{{\"id\": \"{i}\", \"title\": \"Session {}\", \"description\": \"<b>x</b>\"}}",
            i % 250
        )
        .unwrap();
    }
    let site = site()
        .file("content/events/r/index.fr.md", EVENT)
        .file("all.json", format!("{{\"sessions\": [{sessions}]}}"));
    let from = site.path("all.json");
    let from = from.to_str().unwrap();
    let (code, out, err) = site.output(&[
        "new", "sessions", "r", "--from", from, "--all", "--lang", "en",
    ]);
    assert_eq!(
        (code, out.lines().count(), err.as_str()),
        (0, 500, "500 files written, 0 left as they were\n")
    );
    assert!(
        site.read("content/events/r/sessions/session-0-2.en.md")
            .contains("\nx\n")
    );
    assert_builds(&site);
    for (list, expected) in [
        (
            "501",
            "the programme has no session `501`\n  help: they are numbered from 1 to 500: leave `--only` out to list them",
        ),
        ("7-3", "the programme has no session `7-3`"),
        ("x", "the programme has no session `x`"),
        (" ,", "`--only` names no session\n  help: without `--only`"),
    ] {
        let error = refused(
            &site,
            &["new", "sessions", "r", "--from", from, "--only", list],
        );
        assert!(error.starts_with(&format!("error: {expected}")), "{error}");
    }
    let error = refused(
        &site,
        &["new", "sessions", "r", "--from", from, "--track", "x"],
    );
    assert_eq!(
        error,
        "error: the programme has no track `x`\n  help: it has no tracks\n"
    );
}

#[test]
fn a_broken_programme_is_told_with_its_place() {
    let site = site()
        .file("content/events/r/index.fr.md", EVENT)
        .file("s.xml", "<schedule>\n <day></room>\n");
    let from = site.path("s.xml");
    let error = refused(
        &site,
        &[
            "new",
            "sessions",
            "r",
            "--from",
            from.to_str().unwrap(),
            "--all",
        ],
    );
    assert!(
        error.contains("s.xml:2:")
            && error.contains("the XML cannot be read")
            && error.contains("help: "),
        "{error}"
    );
    for (name, bytes, expected) in [
        (
            "a.pdf",
            &b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n"[..],
            "this is neither XML nor JSON\n  help: export the programme",
        ),
        ("empty.xml", b" \n", "the file is empty"),
        (
            "cut.json",
            b"{\"sessions\": [{\"title\"",
            "the JSON cannot be read: ",
        ),
        (
            "latin.json",
            b"{\"sessions\": [{\"title\": \"\xc9t\xe9\"}]}",
            "this is not UTF-8: the byte 0xc9 begins no character",
        ),
        (
            "page.html",
            b"<!doctype html><html></html>",
            "this XML is no programme: its first element is `html`",
        ),
    ] {
        site.write(name, bytes);
        let error = refused(
            &site,
            &[
                "new",
                "sessions",
                "r",
                "--from",
                site.path(name).to_str().unwrap(),
                "--all",
            ],
        );
        assert!(
            error.contains(expected) && error.contains("\n  help: "),
            "{name}: {error}"
        );
    }
    let error = refused(
        &site,
        &["new", "sessions", "r", "--from", "nowhere.xml", "--all"],
    );
    assert!(error.contains("`nowhere.xml` cannot be read"), "{error}");
}

#[test]
fn a_proposal_is_printed_as_forms_ask_for_it() {
    let talk = "---\ntitle: Un talk\nspeakers: [ada]\nduration: 45m\nquestions: 10m\nlevel: beginner\n\
        proposals:\n  - {event: Rencontres, format: Conférence, notes: Un micro.}\n  - {event: Autre}\n\
        deliveries:\n  - {event: Café, date: 2020-05-21, video: \"https://v.example/1\"}\n  - {event: Demain, date: 2999-01-01}\n---\nUn *résumé*.\n";
    let site = site().file("content/talks/t/index.fr.md", talk);
    let text = said(&site, &["proposal", "t", "--event", "rencontres"]);
    let expected = "Titre\nUn talk\n\nÉvénement\nRencontres\n\nIntervenants\nAda Lune\n\nRésumé\nUn *résumé*.\n\nNiveau\ndébutant\n\n\
        Format\nConférence\n\nDurée\n45\u{a0}min, dont 10\u{a0}min de questions\n\nLangue\nFrançais\n\n\
        Références\n- Café (21\u{a0}mai 2020) · Enregistrement https://v.example/1\n\nNotes aux organisateurs\nUn micro.\n";
    assert_eq!(text.replace("21 mai", "21\u{a0}mai"), expected);
    let object: serde_json::Value =
        serde_json::from_str(&said(&site, &["proposal", "t", "--format", "json"])).unwrap();
    let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "abstract",
            "duration",
            "language",
            "level",
            "references",
            "speakers",
            "title"
        ]
    );
    let error = refused(&site, &["proposal", "t", "--event", "Rencontre"]);
    assert!(
        error.contains("has no proposal to `Rencontre`\n  help: did you mean `Rencontres`?"),
        "{error}"
    );
    assert_eq!(
        refused(&site, &["proposal", "t", "--lang", "en"]),
        "error: `t` does not exist in `en`\n  help: it is there in `fr`: say `--lang fr`, or translate it with \
         `lutrin new translation content/talks/t/index.fr.md`\n"
    );
}

/// A talk with an outline of one part that has parts of its own.
fn outlined() -> DiskSite {
    site()
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: A talk\nduration: 20m\n---\nText.\n",
        )
        .file(
            "content/talks/t/index.fr.md",
            "---\ntitle: Un talk\n---\nTexte.\n",
        )
        .file(
            "content/talks/t/outline.en.md",
            "## Why {time=12m}\n\n### First {time=5m}\n\n### Second\n\n## How\n",
        )
}

#[test]
fn a_deck_begins_from_nothing_or_from_the_outline() {
    let site = outlined();
    assert!(
        said(&site, &["new", "deck", "t", "--lang", "en"])
            .ends_with("content/talks/t/deck.en.md\n")
    );
    said(&site, &["new", "deck", "t", "--lang", "fr"]);
    assert_builds(&site);
    let from_outline = outlined();
    said(
        &from_outline,
        &["new", "deck", "t", "--lang", "en", "--from-outline"],
    );
    let deck = from_outline.read("content/talks/t/deck.en.md");
    for line in [
        "# A talk {.title}",
        "# Why {#why time=12m}",
        "## First {#first time=5m}",
        "## Second {#second}",
        "# How {#how}",
    ] {
        assert!(deck.contains(&format!("\n{line}\n")), "{line}: {deck}");
    }
    assert_builds(&from_outline);
}

#[test]
fn what_stands_below_a_heading_of_the_outline_is_in_the_notes_of_its_slide() {
    let site = site()
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: A talk\nduration: 20m\n---\nText.\n",
        )
        .file(
            "content/talks/t/outline.en.md",
            "---\ntitle: A talk\n---\nBefore all parts.\n\n## Why {time=12m}\n\nBecause.\n\n---\n\n- A list.\n\n\
             ```yaml\n---\na: b\n```\n\n### First {time=5m}\n\nOne.\n\n#### Deep\n\nDeeper.\n\n### Second\n\n## How\n",
        );
    said(
        &site,
        &["new", "deck", "t", "--lang", "en", "--from-outline"],
    );
    let deck = site.read("content/talks/t/deck.en.md");
    for piece in [
        "# A talk {.title}\n\n::: notes\nBefore all parts.\n:::\n",
        "# Why {#why time=12m}\n\n::: notes\nBecause.\n\n***\n\n- A list.\n\n```yaml\n---\na: b\n```\n:::\n",
        "## First {#first time=5m}\n\n::: notes\nOne.\n:::\n",
        "## Deep {#deep}\n\n::: notes\nDeeper.\n:::\n",
        "# How {#how}\n\n::: notes\n:::\n",
    ] {
        assert!(deck.contains(piece), "{piece}\n{deck}");
    }
    assert_builds(&site);
    let (_, _, err) = site.output(&["rehearsals", "t"]);
    assert_eq!(err, "");
}

/// Whatever budgets an outline has, a deck of it says nothing that its author did not say.
#[test]
fn no_deck_of_an_outline_warns_about_itself() {
    for outline in [
        "## A\n",
        "## A {time=20m}\n",
        "## A {time=10m}\n## B {time=10m}\n",
        "## A {time=12m}\n### A1 {time=5m}\n### A2 {time=7m}\n## B {time=8m}\n",
        "## A\n### A1 {time=5m}\n### A2 {time=7m}\n## B {time=8m}\n",
        "## A {time=8m}\n## B {time=12m}\n### B1 {time=12m}\n",
        "## A {time=8m}\n## B\n### B1 {time=2m}\n### B2 {time=10m}\n",
        "## A {time=19m55s}\n## B {time=5s}\n",
        "## A {time=19m20s}\n## B {time=40s}\n### B1 {time=35s}\n### B2\n",
        "## A\n### A1 {time=5m}\n#### A11 {time=2m}\n#### A12 {time=3m}\n## B\n",
        "## A\n### A1 {time=5m}\n#### A11 {time=2m}\n## B\n",
        // These miss the slot: the outline says so, and the deck goes without.
        "## A {time=12m}\n## B {time=12m}\n",
        "## A {time=2m}\n### A1 {time=12m}\n## B\n",
        "## A {time=20m}\n## B\n",
    ] {
        let site = site()
            .file(
                "content/talks/t/index.en.md",
                "---\ntitle: A talk\nduration: 20m\n---\nText.\n",
            )
            .file("content/talks/t/outline.en.md", outline);
        said(
            &site,
            &["new", "deck", "t", "--lang", "en", "--from-outline"],
        );
        let (_, _, told) = site.output(&["check", "--drafts", "--future"]);
        let deck = site.read("content/talks/t/deck.en.md");
        assert!(!told.contains("deck.en.md"), "{outline}\n{deck}\n{told}");
    }
}

/// Its notes can be spoken, its slides have a time, and one of them may be left out.
#[test]
fn a_first_deck_is_worth_rehearsing_at_once() {
    for (lang, root) in [("fr", "talks"), ("en", "en/talks")] {
        let site = site();
        said(
            &site,
            &["new", "talk", "T", "--lang", lang, "--speaker", "ada"],
        );
        said(&site, &["new", "deck", "t", "--lang", lang]);
        assert_builds(&site);
        let deck = site.read(&format!("content/talks/t/deck.{lang}.md"));
        assert!(!deck.contains("::: notes\n:::"), "{deck}");
        let (code, out, err) = site.output(&["rehearsals", "t", "--format", "json"]);
        assert_eq!((code, err.as_str()), (0, ""));
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            (
                &report["slot"],
                &report["plan"],
                &report["slides_without_notes"]
            ),
            (&1200.into(), &1200.into(), &0.into()),
            "{root}"
        );
        let slides = report["parts"].as_array().unwrap().iter();
        let slides = slides.flat_map(|part| part["slides"].as_array().unwrap());
        let times: Vec<u64> = slides
            .clone()
            .map(|slide| slide["plan"].as_u64().unwrap())
            .collect();
        assert_eq!(
            (times[0], times.iter().sum::<u64>()),
            (0, 1200),
            "{times:?}"
        );
        assert!(slides.into_iter().any(|slide| slide["optional"] == true));
    }
}

#[test]
fn who_gives_a_talk_is_named_or_known_or_asked_for() {
    let site = site();
    let (_, _, err) = site.output(&["new", "talk", "One"]);
    assert!(
        err.contains("note: nobody gives it yet") && err.contains("a slot of 20m"),
        "{err}"
    );
    let known = site.file(
        "lutrin.yaml",
        format!("{}new: {{authors: [bob]}}\n", crate::common::CONFIG),
    );
    for (arguments, expected) in [
        (&["new", "talk", "Two"][..], "  - \"bob\"\n"),
        (
            &["new", "talk", "Three", "--speaker", "ada"],
            "  - \"ada\"\n",
        ),
    ] {
        said(&known, arguments);
        let name = arguments[2].to_lowercase();
        let page = known.read(&format!("content/talks/{name}/index.fr.md"));
        assert!(page.contains(expected), "{page}");
    }
}

#[test]
fn a_new_site_has_talks_and_events_in_its_menu() {
    let site = DiskSite::empty();
    site.run(&["init", "mine"]).success();
    let root = ["--root", "mine"];
    let (code, _, err) = site.output(&[&["check", "--strict"][..], &root].concat());
    assert_eq!((code, err.as_str()), (0, "no errors, no warnings\n"));
    site.run(&[&["build"][..], &root].concat()).success();
    for (home, addresses) in [
        ("index.html", ["talks/", "events/"]),
        ("en/index.html", ["talks/", "events/"]),
    ] {
        let page = site.read(&format!("mine/public/{home}"));
        for address in addresses {
            assert!(page.contains(&format!("{address}\"")), "{home}: {address}");
        }
    }
    // The first talk is the newcomer's own.
    said(&site, &[&["new", "talk", "Mine"][..], &root].concat());
    assert!(
        site.read("mine/content/talks/mine/index.fr.md")
            .contains("- \"me\"\n")
    );
}

#[test]
fn a_deck_in_another_language_keeps_the_ids() {
    let deck = "# A talk {#opening .title}\n\n---\n\n## Plan {.center time=2m}\n\n---\n\n<!-- .slide: #alone -->\n\nText.\n\n---\n\nNo heading\n";
    let site = outlined().file("content/talks/t/deck.en.md", deck);
    said(&site, &["new", "deck", "t", "--lang", "fr", "--from", "en"]);
    let made = site.read("content/talks/t/deck.fr.md");
    let slides = "\n---\n\n# A talk {#opening .title}\n\n---\n\n## Plan {#plan .center time=2m}\n\n---\n\n<!-- .slide: #alone -->\n\n---\n\n…\n";
    assert!(made.ends_with(slides), "{made}");
    assert!(
        made.contains("draft: true\ntranslated_from: {lang: en, hash: v1-"),
        "{made}"
    );
    let (_, table, _) = site.output(&["translations", "--stale"]);
    assert!(!table.contains("deck"), "{table}");
    let site = site.file(
        "content/talks/t/deck.en.md",
        deck.replace("## Plan", "## Plan B\n\n---\n\n## Plan"),
    );
    let site = site.file(
        "content/talks/t/deck.fr.md",
        format!("{made}\n---\n\n## Reste {{#rest}}\n"),
    );
    let (_, table, _) = site.output(&["translations", "--stale"]);
    assert!(
        table.contains(
            "slide “Plan B” is new; slide “Plan B” is missing; slide “Reste” is one too many"
        ),
        "{table}"
    );
}

#[test]
fn slips_in_asking_for_a_deck_are_told() {
    let site = outlined();
    let refuses = |arguments: &[&str], expected: &str| {
        let said = refused(&site, &[&["new", "deck"], arguments].concat());
        assert!(said.contains(expected), "{said}");
    };
    refuses(&["tt", "--lang", "en"], "did you mean `t`?");
    refuses(
        &["t", "--lang", "en", "--from", "fr"],
        "has no deck in `fr`",
    );
    refuses(&["t", "--lang", "de"], "`de` is not a language of the site");
    let site = site.file("content/talks/u/index.en.md", "---\ntitle: U\n---\n");
    let said = refused(
        &site,
        &["new", "deck", "u", "--lang", "en", "--from-outline"],
    );
    assert!(
        said.contains("no outline") && said.contains("lutrin new outline u"),
        "{said}"
    );
}

#[test]
fn a_page_is_made_where_pages_are() {
    let site = site();
    let made = |arguments: &[&str], file: &str| {
        let path = said(&site, &[&["new", "page"], arguments].concat());
        assert!(path.ends_with(&format!("{file}\n")), "{path}");
        assert!(site.read(file).contains("draft: true\n---\n"), "{file}");
    };
    made(&["À propos: nous"], "content/pages/a-propos-nous.fr.md");
    made(
        &["Keys", "--lang", "en", "--in", "guide"],
        "content/guide/keys.en.md",
    );
    made(
        &["Keys", "--in", "content/guide/deep/"],
        "content/guide/deep/keys.fr.md",
    );
    made(
        &["T", "--slug", "Some Name"],
        "content/pages/some-name.fr.md",
    );
    assert!(
        site.read("content/pages/a-propos-nous.fr.md")
            .contains("title: \"À propos: nous\"\n")
    );
    assert_builds(&site);
}

#[test]
fn a_page_is_refused_where_others_are() {
    let site = site().file(
        "content/pages/there/index.fr.md",
        "---\ntitle: There\n---\nText.\n",
    );
    for (arguments, expected) in [
        (
            &["T", "--in", "blog"][..],
            "what belongs there is made by `lutrin new post`",
        ),
        (
            &["T", "--in", "content/blog/x"],
            "`content/blog/x` is not a folder of pages",
        ),
        (&["T", "--in", "events"], "made by `lutrin new event`"),
        (&["T", "--in", "talks/t"], "made by `lutrin new talk`"),
        (
            &["T", "--in", "../static"],
            "`../static` is not a folder of `content`",
        ),
        (&["There"], "there/index.fr.md` is there already"),
        (&["T", "--lang", "de"], "`de` is not a language of the site"),
        (&["…"], "leaves no letter or digit for a name"),
    ] {
        let error = refused(&site, &[&["new", "page"], arguments].concat());
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
    said(&site, &["new", "page", "Twice"]);
    assert!(refused(&site, &["new", "page", "Twice"]).contains("is there already"));
}

/// A configuration that says who signs new files.
fn signed_by(authors: &str) -> String {
    format!("{}new: {{authors: {authors}}}\n", crate::common::CONFIG)
}

#[test]
fn new_files_are_signed_by_those_of_the_configuration() {
    let site = site()
        .file("lutrin.yaml", signed_by("[ada, \"Zoé Ô\"]"))
        .file("content/events/rencontres/index.fr.md", EVENT);
    said(&site, &["new", "post", "One"]);
    let authors = "authors:\n  - \"ada\"\n  - \"Zoé Ô\"\n";
    assert!(site.read("content/blog/one/index.fr.md").contains(authors));
    said(&site, &["new", "session", "rencontres", "Two"]);
    assert!(
        site.read("content/events/rencontres/sessions/two.fr.md")
            .contains(authors)
    );
    said(&site, &["new", "post", "Three", "--author", "bob"]);
    let three = site.read("content/blog/three/index.fr.md");
    assert!(three.contains("authors:\n  - \"bob\"\n"), "{three}");
    // A page has no author.
    said(&site, &["new", "page", "Four"]);
    assert!(!site.read("content/pages/four.fr.md").contains("authors"));
    assert_builds(&site);
}

#[test]
fn one_author_needs_no_list() {
    let site = site().file("lutrin.yaml", signed_by("bob"));
    said(&site, &["new", "post", "One", "--lang", "en"]);
    let text = site.read("content/blog/one/index.en.md");
    assert!(text.contains("authors:\n  - \"bob\"\n"), "{text}");
}

#[test]
fn an_author_whom_nobody_knows_is_told() {
    let site = site().file("lutrin.yaml", signed_by("[adda]"));
    let error = refused(&site, &["new", "post", "One"]);
    assert!(error.contains("people.yaml has no `adda`"), "{error}");
    let (code, _, err) = site.output(&["check", "--strict"]);
    assert_eq!(code, 1, "{err}");
    assert!(
        err.contains("lutrin.yaml:6:17") && err.contains("did you mean `ada`?"),
        "{err}"
    );
    assert!(refused(&site, &["new", "post", "One", "--author", "nobody"]).contains("nobody"));
}

#[test]
fn an_archetype_of_the_site_gets_the_authors() {
    let site = site()
        .file("lutrin.yaml", signed_by("ada"))
        .file(
            "themes/lutrin/archetypes/post.md",
            "---\ntitle: {{ title }}\ndate: {{ date }}\n# by {{ authors | join(sep=\" and \") }}\nauthors: [{{ authors | join(sep=\", \") }}]\ndraft: true\n---\n\nIn our way.\n",
        );
    said(&site, &["new", "post", "One", "--lang", "en"]);
    // The theme's own archetype for a language comes first; the site's is for the others.
    let text = site.read("content/blog/one/index.en.md");
    assert!(text.contains("  - \"ada\"\n"), "{text}");
    let site = site.file(
        "themes/lutrin/archetypes/post.en.md",
        "---\ntitle: {{ title }}\ndate: {{ date }}\nauthors: [{{ authors | join(sep=\", \") }}]\ndraft: true\n---\n\nIn our way.\n",
    );
    said(
        &site,
        &[
            "new", "post", "Two", "--lang", "en", "--author", "ada", "--author", "bob",
        ],
    );
    let text = site.read("content/blog/two/index.en.md");
    assert!(
        text.contains("authors: [ada, bob]\n") && text.contains("In our way."),
        "{text}"
    );
    assert_builds(&site);
}
