//! Small programmes in every format, and files that are none.

use super::*;

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE schedule [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<schedule>
  <conference><title>Les Rencontres &amp; Cie</title></conference>
  <day date="2027-03-04" index="1">
    <room name="Amphi bleu">
      <event id="12" guid="x">
        <date>2027-03-04T09:30:00+01:00</date><start>09:30</start><duration>00:45</duration>
        <title>Ouvrir &lt;tôt&gt;</title><subtitle/><track>Scène</track><room>Amphi bleu</room>
        <abstract>&lt;p&gt;Un &lt;b&gt;résumé&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&b;</abstract>
        <persons><person id="1">Ada Lune</person><person id="2">Bob Ô</person></persons>
        <links><link href="https://e.org"><title>Pas le titre</title></link></links>
        <url>https://e.org/12</url>
      </event>
      <event id="../../x"><start>9:05</start><title>Sans salle</title><url>javascript:alert(1)</url></event>
      <event id="13"><title>  </title></event>
    </room>
  </day>
</schedule>
"#;

fn first(text: &str) -> Session {
    read(text.as_bytes()).unwrap().sessions.remove(0)
}

fn failure(bytes: &[u8]) -> (String, Option<(usize, usize)>) {
    let failure = read(bytes).unwrap_err();
    assert!(failure.hint.is_some());
    (failure.message, failure.position)
}

#[test]
fn frab_in_xml() {
    let programme = read(XML.as_bytes()).unwrap();
    assert_eq!(programme.title, "Les Rencontres & Cie");
    let [open, bare] = programme.sessions.as_slice() else {
        panic!("{:?}", programme.sessions)
    };
    assert_eq!(open.title, "Ouvrir <tôt>");
    let names: Vec<&str> = open
        .speakers
        .iter()
        .map(|speaker| speaker.name.as_str())
        .collect();
    assert_eq!(names, ["Ada Lune", "Bob Ô"]);
    assert_eq!(
        open.start.as_ref().unwrap().iso(),
        "2027-03-04T09:30:00+01:00"
    );
    assert_eq!(open.duration, Duration::parse("45m"));
    assert_eq!(
        (open.track.as_deref(), open.room.as_deref()),
        (Some("Scène"), Some("Amphi bleu"))
    );
    assert_eq!(open.url.as_deref(), Some("https://e.org/12"));
    // The entity of the document is not expanded, and a script is no text.
    assert_eq!(open.summary, "Un résumé.\n\n&b;");
    assert_eq!(
        (bare.title.as_str(), bare.id.as_str()),
        ("Sans salle", "../../x")
    );
    assert_eq!(bare.start.as_ref().unwrap().iso(), "2027-03-04T09:05");
    assert_eq!((bare.duration, bare.url.as_ref()), (None, None));
    assert_eq!(bare.room.as_deref(), Some("Amphi bleu"));
}

#[test]
fn frab_in_json() {
    let session = first(
        r#"{"schedule": {"conference": {"title": "C", "days": [{"date": "2027-03-04", "rooms": {"B": [
            {"id": 2, "title": "Later", "date": "2027-03-04T11:00:00+01:00", "duration": "01:30", "persons": []}],
            "A": [{"id": 1, "title": "First", "subtitle": "And more", "start": "10:00", "abstract": "<p>A</p>",
            "description": "A", "persons": [{"public_name": "Ada"}, {"name": "Bob"}, "Zed", {}]}]}}]}}}"#,
    );
    assert_eq!(
        (session.title.as_str(), session.id.as_str()),
        ("First. And more", "1")
    );
    assert_eq!(
        session
            .speakers
            .iter()
            .map(|s| s.name.clone())
            .collect::<Vec<_>>(),
        ["Ada", "Bob", "Zed"]
    );
    assert_eq!(
        (session.room.as_deref(), session.summary.as_str()),
        (Some("A"), "A")
    );
    assert_eq!(session.start.unwrap().iso(), "2027-03-04T10:00");
}

#[test]
fn sessionize_in_both_shapes() {
    let all = first(
        r#"{"sessions": [
            {"id": "9", "title": "Pause", "isServiceSession": true},
            {"id": "7", "title": "T", "description": "D", "startsAt": "2027-03-04T10:00:00", "endsAt": "2027-03-04T10:50:00",
             "speakers": ["s1"], "categoryItems": [5], "roomId": 3}],
            "speakers": [{"id": "s1", "fullName": "Ada Lune", "tagLine": "CTO at Lampe, SARL"}],
            "rooms": [{"id": 3, "name": "Bleue"}],
            "categories": [{"title": "Level", "items": [{"id": 4, "name": "Easy"}]}, {"title": "Track", "items": [{"id": 5, "name": "Ops"}]}]}"#,
    );
    let sessions = first(
        r#"[{"groupName": "All", "sessions": [{"id": "7", "title": "T", "description": "D", "startsAt": "2027-03-04T10:00:00",
            "endsAt": "2027-03-04T10:50:00", "speakers": [{"id": "s1", "name": "Ada Lune"}], "room": "Bleue",
            "categories": [{"name": "Track", "categoryItems": [{"id": 5, "name": "Ops"}]}]}]}]"#,
    );
    let ada = &all.speakers[0];
    assert_eq!(
        (ada.role.as_deref(), ada.organisation.as_deref()),
        (Some("CTO"), Some("Lampe, SARL"))
    );
    assert_eq!(
        sessions,
        Session {
            speakers: vec![fields::speaker("Ada Lune", None).unwrap()],
            ..all
        }
    );
    assert_eq!(sessions.duration, Duration::parse("50m"));
    assert_eq!(
        first(r#"[{"rooms": [{"sessions": [{"title": "G"}]}]}]"#).title,
        "G"
    );
}

#[test]
fn encodings_are_what_they_say() {
    let xml = |encoding: &str| {
        format!(
            "<?xml version='1.0' encoding='{encoding}'?><schedule><day><room><event><title>\u{1}</title></event></room></day></schedule>"
        )
    };
    let with = |encoding: &str, letter: &[u8]| {
        let text = xml(encoding);
        let (before, after) = text.split_once('\u{1}').unwrap();
        [before.as_bytes(), letter, after.as_bytes()].concat()
    };
    let title = |bytes: &[u8]| read(bytes).unwrap().sessions.remove(0).title;
    assert_eq!(title(&with("ISO-8859-1", b"\xe9t\xe9")), "été");
    assert_eq!(title(&with("windows-1252", b"l\x92\x9cuf")), "l’œuf");
    assert_eq!(title(&with("iso-8859-15", b"\xa4 \xbd")), "€ œ");
    assert_eq!(
        title(&[b"\xef\xbb\xbf".as_slice(), &with("utf-8", "é".as_bytes())].concat()),
        "é"
    );
    let wide: Vec<u8> = xml("utf-16")
        .replace('\u{1}', "é")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(title(&[b"\xff\xfe".as_slice(), &wide].concat()), "é");
    assert_eq!(title(&with("koi8-r", b"\xcd\xc9\xd2")), "мир");
    assert_eq!(title(&with("us-ascii", "é".as_bytes())), "é");
    assert_eq!(title(&with("utf-16", "é".as_bytes())), "é");
    assert_eq!(
        failure(&with("ebcdic", b"x")).0,
        "the file says that it is in `ebcdic`, which Lutrin does not read"
    );
    let (message, position) = failure(b"{\n \"a\": \"\xe9\"}");
    assert_eq!(
        message,
        "this is not UTF-8: the byte 0xe9 begins no character"
    );
    assert_eq!(position, Some((2, 8)));
}

#[test]
fn what_is_no_programme_says_so() {
    for (text, message, position) in [
        ("", "the file is empty", None),
        ("BEGIN:VCALENDAR", "this is neither XML nor JSON", None),
        (
            "<rss><channel/></rss>",
            "this XML is no programme: its first element is `rss`",
            None,
        ),
        (
            "<schedule>\n<day>",
            "the XML cannot be read: the file ends inside of `day`",
            Some((2, 6)),
        ),
        (
            "{\"a\": 1}",
            "this JSON is no programme that Lutrin knows",
            None,
        ),
        (
            "[1, 2]",
            "this JSON is no programme that Lutrin knows",
            None,
        ),
        (
            "{\"event\": {\"tracks\": []}, \"speakers\": []}",
            "this looks like JSON of OpenPlanner, and has no list `sessions`",
            None,
        ),
        (
            "{\"event\": {\"categories\": []}, \"sessions\": {}, \"speakers\": []}",
            "this looks like JSON of OpenPlanner, and has no list `sessions`",
            None,
        ),
        ("{\"sessions\": []}", "this programme has no session", None),
        ("<schedule/>", "this programme has no session", None),
        (
            "{\n\"a\": ",
            "the JSON cannot be read: EOF while parsing a value",
            Some((2, 5)),
        ),
    ] {
        assert_eq!(
            failure(text.as_bytes()),
            (message.to_owned(), position),
            "{text}"
        );
    }
    let (message, position) = failure(b"<schedule>\n <a></b>\n</schedule>");
    assert!(message.starts_with("the XML cannot be read: "), "{message}");
    assert_eq!(position.map(|(line, _)| line), Some(2));
    let deep = format!("<schedule>{}", "<a>".repeat(100_000));
    assert_eq!(
        failure(deep.as_bytes()).0,
        "the XML cannot be read: its elements stand too deep in each other"
    );
    assert!(
        failure("[".repeat(100_000).as_bytes())
            .0
            .starts_with("the JSON cannot be read")
    );
}

mod any {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = super::read(&bytes);
        }

        #[test]
        fn markup_is_read_without_a_panic(text in "(<[a-z/!]{0,6}|[&;>\"'=é -]|schedule|event|title){0,40}") {
            let _ = super::read(format!("<schedule>{text}").as_bytes());
        }
    }
}

#[test]
fn openfeedback_in_json() {
    let text = r#"{
        "sessions": {
            "b": {"title": "Sans salle", "speakers": ["gone"], "startTime": "2027-06-10T10:00:00.000+02:00"},
            "a": {"id": "a", "title": "Ouvrir <b>tôt</b>", "speakers": ["s1"], "tags": ["Nuage"], "trackTitle": "Amphi",
                  "startTime": "2027-06-10T09:00:00.000+02:00", "endTime": "2027-06-10T09:45:00.000+02:00"}
        },
        "speakers": {"s1": {"id": "s1", "name": "Ada Lune", "photoUrl": null, "socials": []}}
    }"#;
    let sessions = read(text.as_bytes()).unwrap().sessions;
    let [open, bare] = sessions.as_slice() else {
        panic!("{sessions:?}")
    };
    assert_eq!((open.id.as_str(), open.title.as_str()), ("a", "Ouvrir tôt"));
    assert_eq!(open.speakers[0].name, "Ada Lune");
    assert_eq!(open.duration, Duration::parse("45m"));
    assert_eq!(
        (open.track.as_deref(), open.room.as_deref()),
        (Some("Nuage"), Some("Amphi"))
    );
    assert_eq!(
        (bare.title.as_str(), bare.speakers.len()),
        ("Sans salle", 0)
    );
    assert_eq!((bare.duration, bare.room.as_deref()), (None, None));
}

#[test]
fn openplanner_in_json() {
    let json = r#"{
        "event": {
            "id": "e", "name": "Journée <dev>",
            "categories": [{"id": "c", "name": "Web"}],
            "tracks": [{"id": "t", "name": "Amphi"}]
        },
        "speakers": [
            {"id": "s", "name": "Ada Lune", "jobTitle": "CTO, deputy", "company": "Nef"},
            {"id": "r", "name": "Bob Ô", "jobTitle": null, "company": null}
        ],
        "sessions": [
            {"id": "2", "title": "Later", "dateStart": "2027-06-10T14:00:00.000+02:00",
             "dateEnd": "2027-06-10T14:20:00.000+02:00", "speakerIds": [], "trackId": "t",
             "formatId": "f", "categoryId": null, "hideTrackTitle": true},
            {"id": "1", "title": "Beyond <video>", "abstract": "Some **text**.",
             "dateStart": "2027-06-10T07:00:00.000Z", "dateEnd": "2027-06-10T07:45:00.000Z",
             "speakerIds": ["s", "gone", "r"], "trackId": "t", "formatId": "f", "categoryId": "c"},
            {"id": "3", "title": "Pause", "dateStart": "2027-06-10T07:45:00.000Z",
             "dateEnd": "2027-06-10T08:00:00.000Z", "speakerIds": [], "trackId": "t",
             "formatId": null, "categoryId": null}
        ],
        "timezone": "Europe/Paris"
    }"#;
    let programme = read(json.as_bytes()).unwrap();
    assert_eq!(programme.title, "Journée <dev>");
    assert_eq!(programme.zone.as_deref(), Some("Europe/Paris"));
    let [first, later] = programme.sessions.as_slice() else {
        panic!("{:?}", programme.sessions)
    };
    assert_eq!(first.title, "Beyond <video>");
    assert_eq!(first.duration, Duration::parse("45m"));
    assert_eq!(
        (first.track.as_deref(), first.room.as_deref()),
        (Some("Web"), Some("Amphi"))
    );
    let [ada, bob] = first.speakers.as_slice() else {
        panic!("{:?}", first.speakers)
    };
    assert_eq!(ada.role.as_deref(), Some("CTO, deputy"));
    assert_eq!(ada.organisation.as_deref(), Some("Nef"));
    assert_eq!((bob.name.as_str(), &bob.role), ("Bob Ô", &None));
    assert_eq!(
        (later.track.as_deref(), later.room.as_deref()),
        (None, None)
    );
}
