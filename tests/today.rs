//! What day it is: by the zone of whoever builds.

use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;

use crate::common::CONFIG;
use crate::common::disk::DiskSite;

/// Today's date in a zone.
fn today(zone: &str) -> String {
    let zone = TimeZoneDatabase::bundled().get(zone).unwrap();
    Timestamp::now().to_zoned(zone).date().to_string()
}

/// The date of a new draft under `TZ`, and what is said besides.
fn date_of_draft(tz: &str) -> (String, String) {
    let site = DiskSite::empty().file("lutrin.yaml", CONFIG);
    let mut command = site.command(&["new", "post", "Hello", "--lang", "en"]);
    let output = command.env("TZ", tz).output().unwrap();
    assert!(output.status.success(), "{tz}: {output:?}");
    let text = site.read("content/blog/hello/index.en.md");
    let date = text.lines().find_map(|line| line.strip_prefix("date: "));
    let said = String::from_utf8(output.stderr).unwrap();
    (date.unwrap().to_owned(), said)
}

#[test]
fn the_zone_that_is_named_says_which_day_it_is() {
    for (tz, zone) in [
        ("Pacific/Kiritimati", "Pacific/Kiritimati"),
        (":Pacific/Pago_Pago", "Pacific/Pago_Pago"),
        (
            "/usr/share/zoneinfo/Pacific/Kiritimati",
            "Pacific/Kiritimati",
        ),
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("<+14>-14", "Etc/GMT-14"),
        ("XXX11", "Etc/GMT+11"),
        ("EST5EDT,M3.2.0,M11.1.0", "America/New_York"),
        ("UTC", "UTC"),
        ("", "UTC"),
    ] {
        let before = today(zone);
        let (date, said) = date_of_draft(tz);
        assert!([before, today(zone)].contains(&date), "{tz}: {date}");
        assert_eq!(said, "", "{tz}");
    }
}

/// The shortest file of a zone: UTC, in both of its blocks (RFC 9636).
fn tzif() -> Vec<u8> {
    let counts = [0, 0, 0, 0, 1, 4].map(u32::to_be_bytes).concat();
    let head = [&b"TZif2"[..], &[0; 15], &counts].concat();
    let block = [&head[..], &[0; 6], b"UTC\0"].concat();
    [&block[..], &block, b"\nUTC0\n"].concat()
}

#[test]
fn what_the_systems_database_lacks_is_in_the_bundled_one() {
    for zone in [
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
        "Asia/Tokyo",
        "Europe/Paris",
    ] {
        let site = DiskSite::empty()
            .file("lutrin.yaml", CONFIG)
            .file("zones/UTC", tzif());
        let mut command = site.command(&["new", "post", "Hello", "--lang", "en"]);
        command.env("TZ", zone).env("TZDIR", site.path("zones"));
        let before = today(zone);
        let output = command.output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{zone}");
        let text = site.read("content/blog/hello/index.en.md");
        let is_today = |day: &str| text.contains(&format!("\ndate: {day}\n"));
        assert!(
            is_today(&before) || is_today(&today(zone)),
            "{zone}: {text}"
        );
    }
}

#[test]
fn a_zone_that_nobody_knows_is_told() {
    for (tz, hint) in [
        ("Asia/Tokio", "did you mean `Asia/Tokyo`?"),
        (":Europe/Pariss", "did you mean `Europe/Paris`?"),
        ("Lisbon", "did you mean `Europe/Lisbon`?"),
        (
            "Romance Standard Time",
            "name a place of the IANA database, like `TZ=Europe/Paris`",
        ),
        (
            "/usr/share/zoneinfo/Mars/Olympus_Mons",
            "name a place of the IANA database, like `TZ=Europe/Paris`",
        ),
    ] {
        let (_, said) = date_of_draft(tz);
        let expected = format!(
            "warning: the time zone `{tz}` of `TZ` is unknown, so days are those of UTC\n  help: {hint}\n"
        );
        assert_eq!(said, expected);
    }
}

#[test]
fn what_is_scheduled_is_published_on_its_day_here() {
    // Where it is always tomorrow already, a post of that day is published; where it is not yet, it
    // waits.
    let day = today("Pacific/Kiritimati");
    for (tz, is_there) in [("Pacific/Kiritimati", true), ("Pacific/Pago_Pago", false)] {
        let site = DiskSite::small();
        let post = format!("---\ntitle: S\ndate: {day}\n---\nText.\n");
        let site = site.file("content/blog/scheduled.en.md", post);
        let output = site.command(&["build"]).env("TZ", tz).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let page = site.path("public/en/blog/scheduled/index.html");
        assert_eq!(page.exists(), is_there, "{tz}");
    }
}
