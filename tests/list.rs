//! `lutrin list`: which pages it has, in which order, as a table and for programs.

use serde_json::{Value, json};

use crate::common::CONFIG;
use crate::common::disk::DiskSite;

fn site() -> DiskSite {
    DiskSite::empty()
        .file("lutrin.yaml", format!("{CONFIG}paginate: 1\n"))
        .tiny_theme()
        .file(
            "content/blog/now/index.en.md",
            "---\ntitle: Now\ndate: 2020-01-02\nupdated: 2020-02-01\n---\nText.\n",
        )
        .file(
            "content/blog/now/index.fr.md",
            "---\ntitle: Maintenant\ndate: 2020-01-02\n---\nTexte.\n",
        )
        .file(
            "content/blog/later.en.md",
            "---\ntitle: Later\ndate: 9999-01-01 10:00\n---\nText.\n",
        )
        .file(
            "content/blog/idea.en.md",
            "---\ntitle: \"An \\u001b[31midea\"\ndraft: true\n---\nText.\n",
        )
        .file(
            "content/blog/both.en.md",
            "---\ntitle: Both\ndate: 9999-02-01\ndraft: true\n---\nText.\n",
        )
        .file(
            "content/pages/about.en.md",
            "---\ntitle: About\n---\nText.\n",
        )
        .file("content/blog/_index.en.md", "Posts.\n")
}

/// The files that a list has, in its order.
fn files(site: &DiskSite, arguments: &[&str]) -> Vec<String> {
    let all: Vec<&str> = ["list", "--format", "json"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let (code, out, err) = site.output(&all);
    assert_eq!(code, 0, "{err}");
    let file = |line: &str| {
        let object: Value = serde_json::from_str(line).unwrap();
        object["file"].as_str().unwrap().replace("content/", "")
    };
    out.lines().map(file).collect()
}

#[test]
fn the_list_has_every_page_the_newest_first() {
    let (code, out, err) = site().output(&["list"]);
    let table = "\
date        state           kind  file                          title
9999-02-01  draft, to come  post  content/blog/both.en.md       Both
9999-01-01  to come         post  content/blog/later.en.md      Later
2020-01-02                  post  content/blog/now/index.en.md  Now
2020-01-02                  post  content/blog/now/index.fr.md  Maintenant
            draft           post  content/blog/idea.en.md       An \u{fffd}[31midea
                            page  content/pages/about.en.md     About
";
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, table, "6 pages: 2 drafts, 2 to come, 0 stale\n")
    );
}

#[test]
fn what_is_asked_for_is_listed() {
    let site = site();
    assert_eq!(
        files(&site, &["--drafts"]),
        ["blog/both.en.md", "blog/idea.en.md"]
    );
    assert_eq!(
        files(&site, &["--future"]),
        ["blog/both.en.md", "blog/later.en.md"]
    );
    assert_eq!(
        files(&site, &["--drafts", "--future"]),
        ["blog/both.en.md", "blog/later.en.md", "blog/idea.en.md"]
    );
    assert_eq!(files(&site, &["--lang", "fr"]), ["blog/now/index.fr.md"]);
    assert_eq!(files(&site, &["--posts"]).len(), 5);
    assert!(files(&site, &["--stale"]).is_empty());
    assert_eq!(site.output(&["list", "--lang", "de"]).0, 1);
    let (code, out, err) = site.output(&["list", "--lang", "fr", "--drafts"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "", "0 pages: 0 drafts, 0 to come, 0 stale\n")
    );
}

#[test]
fn stale_translations_are_listed() {
    let site = site();
    let accept = ["translations", "accept", "content/blog/now/index.fr.md"];
    assert_eq!(site.output(&accept).0, 0);
    assert!(files(&site, &["--stale"]).is_empty());
    site.write(
        "content/blog/now/index.en.md",
        "---\ntitle: Now\ndate: 2020-01-02\n---\nAnother text.\n",
    );
    assert_eq!(files(&site, &["--stale"]), ["blog/now/index.fr.md"]);
    let (_, out, err) = site.output(&["list", "--stale"]);
    assert!(out.contains("  stale  post  "), "{out}");
    assert_eq!(err, "1 page: 0 drafts, 0 to come, 1 stale\n");
}

/// The keys are documented and stay.
#[test]
fn programs_get_one_object_a_line() {
    let (_, out, _) = site().output(&["list", "--format", "json"]);
    let lines: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        lines[1],
        json!({
            "file": "content/blog/later.en.md", "kind": "post", "language": "en",
            "title": "Later", "date": lines[1]["date"], "updated": null,
            "url": "/en/blog/later/", "draft": false, "future": true, "stale": false,
        })
    );
    assert!(lines[1]["date"].as_str().unwrap().starts_with("9999-01-01"));
    assert_eq!(lines[2]["updated"], "2020-02-01");
    assert_eq!(lines[5]["date"], Value::Null);
    assert_eq!(lines[5]["kind"], "page");
}

#[test]
fn a_site_that_cannot_be_read_is_not_listed() {
    let site = DiskSite::empty();
    let (code, out, err) = site.output(&["list"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("lutrin.yaml"), "{err}");
}
