//! What nobody should write and somebody will: each gives the right page or a diagnostic, loses
//! nothing, and costs no more than its length. Nothing here looks at a clock: what grows faster
//! than its input does not end.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use lutrin::path::SitePath;
use lutrin::source::Source;

use crate::common::disk::DiskSite;
use crate::common::{Built, SiteTest};

const HEAD: &str = "---\ntitle: T\ndate: 2026-01-02\n---\n";

#[test]
fn an_empty_file_is_told_and_a_file_of_front_matter_alone_is_a_page() {
    let site = SiteTest::new()
        .file("content/blog/empty.en.md", "")
        .file("content/blog/head.en.md", HEAD)
        .build();
    site.diagnostics(
        "content/blog/empty.en.md:1:1: error[L0105]: this page has no front matter, so no title\n",
    );
    site.page("/en/blog/head/").contains("<h1>T</h1>");
}

#[test]
fn front_matter_may_end_with_the_file_and_have_spaces_after_its_lines() {
    let site = SiteTest::new()
        .file(
            "content/blog/a.en.md",
            "---\ntitle: A\ndate: 2026-01-02\n---",
        )
        .file(
            "content/blog/b.en.md",
            "---  \ntitle: B\ndate: 2026-01-02\n--- \t\nText of B",
        );
    let site = site.build();
    site.clean().page("/en/blog/a/").contains("<h1>A</h1>");
    site.page("/en/blog/b/").contains("<p>Text of B</p>");
}

#[test]
fn a_byte_order_mark_and_carriage_returns_change_nothing() {
    let text = "---\ntitle: Été\ndate: 2026-01-02\n---\n\n::: box\ntext\n:::\n\n```rust\nfn a() {}\n```\n\n- a\n- b\n";
    let plain = SiteTest::new().file("content/blog/a.en.md", text).build();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let marked = SiteTest::new()
        .file("content/blog/a.en.md", windows)
        .build();
    plain.clean();
    marked.clean();
    let body = |site: &Built| {
        site.page("/en/blog/a/")
            .html
            .split_once("<article>")
            .unwrap()
            .1
            .to_owned()
    };
    assert_eq!(body(&marked), body(&plain));
    assert!(!marked.page("/en/blog/a/").html.contains('\u{feff}'));
}

#[test]
fn places_count_neither_the_mark_nor_the_returns() {
    let text = "\u{feff}---\r\ntitle: T\r\ndate: 2026-01-02\r\n---\r\né [x](gone.md)\r\n";
    let site = SiteTest::new().file("content/blog/a.en.md", text).build();
    site.diagnostics(
        "content/blog/a.en.md:5:7: error[L0201]: there is no `content/blog/gone.md`\n",
    );
}

#[test]
fn a_text_of_ten_megabytes_is_a_page() {
    let paragraph = format!("{}\n\n", "word ".repeat(2000));
    let body = paragraph.repeat(1000);
    assert!(body.len() > 10_000_000);
    let site = SiteTest::new().post("big", &body).build();
    let html = site.clean().page("/en/blog/big/").html;
    assert_eq!(
        html.matches("word").count(),
        2_000_000 + count_in_head(&html)
    );
}

/// Words that the page repeats outside its body: the description, cut at 200 characters.
fn count_in_head(html: &str) -> usize {
    let (head, _) = html.split_once("</head>").unwrap();
    head.matches("word").count()
}

#[test]
fn a_line_of_a_megabyte_is_quoted_no_further_than_a_terminal_shows() {
    let line = format!(
        "{}[x](gone.md){}\n",
        "é".repeat(500_000),
        "à".repeat(100_000)
    );
    let site = DiskSite::small().file("content/blog/long.en.md", format!("{HEAD}{line}"));
    let output = site.command(&["check"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("there is no `content/blog/gone.md`"));
    assert!(said.len() < 20_000, "{} bytes", said.len());
}

#[test]
fn names_with_spaces_accents_and_emoji_are_pages_and_files() {
    /// Enough of an image for its size.
    const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0";
    let nfc = "content/blog/été à Paris/index.en.md";
    let nfd = "content/blog/e\u{301}cole/index.en.md";
    let site = SiteTest::new()
        .file(nfc, format!("{HEAD}[x](<../école/index.en.md>) ![y](<une image.png>) [z](🎤.pdf)"))
        .file("content/blog/été à Paris/une image.png", GIF)
        .file("content/blog/été à Paris/🎤.pdf", "")
        .file(nfd, format!("{HEAD}[x](../été%20à%20Paris/index.md) [d](<../e\u{301}te\u{301} à Paris/>) ![y](é.png)"))
        .file("content/blog/e\u{301}cole/e\u{301}.png", GIF)
        .file("content/blog/🎤 talk.en.md", HEAD)
        .build();
    site.clean();
    site.page("/en/blog/ete-a-paris/")
        .contains("href=\"/en/blog/ecole/\"")
        .contains("src=\"/blog/%C3%A9t%C3%A9%20%C3%A0%20Paris/une%20image.png\"")
        .contains("href=\"/blog/%C3%A9t%C3%A9%20%C3%A0%20Paris/%F0%9F%8E%A4.pdf\"");
    site.page("/en/blog/ecole/")
        .contains("href=\"/en/blog/ete-a-paris/\"")
        .contains("/blog/%C3%A9cole/%C3%A9.png");
    site.page("/en/blog/microphone-talk/");
}

#[test]
fn both_forms_of_one_accent_are_one_address() {
    let site = SiteTest::new()
        .file("content/blog/é.en.md", HEAD)
        .file("content/blog/e\u{301}.en.md", HEAD)
        .build();
    assert!(site.short().contains("error[L0301]"), "{}", site.short());
}

#[test]
fn a_bomb_of_aliases_is_told_and_nothing_explodes() {
    let mut yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..30 {
        let _ = writeln!(yaml, "a{i}: &a{i} [{}]", format!("*a{}, ", i - 1).repeat(9));
    }
    let bomb = format!("---\ntitle: T\ndate: 2026-01-02\n{yaml}tags: *a29\n---\n");
    let site = SiteTest::new()
        .file("content/blog/a.en.md", &bomb)
        .file("content/people.yaml", &yaml)
        .build();
    let said = site.short();
    assert!(
        said.contains("content/blog/a.en.md:2:1: error[L0101]"),
        "{said}"
    );
    assert!(
        said.contains("content/people.yaml:1:1: error[L0101]"),
        "{said}"
    );
}

#[test]
fn yaml_that_is_nested_without_end_is_told() {
    for deep in [
        "[".repeat(30_000),
        "{a: ".repeat(15_000),
        format!("{}x", "- ".repeat(30_000)),
    ] {
        let site = SiteTest::new()
            .file(
                "content/blog/a.en.md",
                format!("---\ntitle: T\na: 1\nb: {deep}\n---\n"),
            )
            .build();
        assert!(
            site.short().contains("error[L0101]"),
            "{}",
            &site.short()[..200]
        );
    }
}

#[test]
fn ten_thousand_tags_each_have_a_page() {
    let mut site = SiteTest::new()
        .config("title: T\nbase_url: https://e.org\nlanguages: {en: {}}\nroot_language: en\n");
    for post in 0..10 {
        let tags: Vec<String> = (0..1000).map(|i| format!("t{}", post * 1000 + i)).collect();
        let text = format!(
            "---\ntitle: P{post}\ndate: 2026-01-02\ntags: [{}]\n---\n",
            tags.join(", ")
        );
        site = site.file(&format!("content/blog/p{post}.en.md"), text);
    }
    let site = site.build_without_rendering();
    site.clean();
    let of_tags = |end: &str| {
        site.routes()
            .iter()
            .filter(|url| url.starts_with("/tags/t") && url.ends_with(end))
            .count()
    };
    assert_eq!((of_tags("/"), of_tags("/feed.xml")), (10_000, 10_000));
    site.page("/tags/t9999/").contains("P9");
}

#[test]
fn ten_thousand_headings_of_one_text_or_of_none_have_ids_of_their_own() {
    let body = "## Same\n\n## …\n\n".repeat(5000);
    let site = SiteTest::new().post("a", &body).build();
    site.clean()
        .page("/en/blog/a/")
        .contains("id=\"same\"")
        .contains("id=\"same-4999\"")
        .contains("id=\"section-4999\"")
        .lacks("id=\"same-5000\"");
}

#[test]
fn ten_thousand_footnotes_are_numbered_in_order() {
    let mut body = String::new();
    for i in 0..10_000 {
        let _ = write!(body, "x[^{i}]\n\n[^{i}]: note {i}\n\n");
    }
    let site = SiteTest::new().post("a", &body).build();
    site.clean()
        .page("/en/blog/a/")
        .contains("id=\"fnref-10000\"")
        .contains("note 9999");
}

#[test]
fn lists_quotations_and_divs_nested_ten_thousand_deep_are_pages() {
    let divs = format!("{}x\n{}", "::: a\n".repeat(10_000), ":::\n".repeat(10_000));
    let items = format!("{}x\n", "- ".repeat(10_000));
    let quotations = format!("{}x\n", "> ".repeat(10_000));
    let brackets = format!("{}x{}\n", "[".repeat(10_000), "](y)".repeat(10));
    let stars = format!("{}x{}\n", "*a _".repeat(10_000), "_ b*".repeat(10_000));
    for (name, body) in [("divs", divs), ("items", items), ("quotes", quotations)] {
        let site = SiteTest::new().post(name, &body).build();
        let html = site.clean().page(&format!("/en/blog/{name}/")).html;
        let (open, close) = match name {
            "divs" => ("<div class=\"a\"", "</div>"),
            "items" => ("<ul>", "</ul>"),
            _ => ("<blockquote>", "</blockquote>"),
        };
        let (opened, closed) = (html.matches(open).count(), html.matches(close).count());
        assert!(
            opened >= 9_990 && closed >= opened,
            "{name}: {opened} {closed}"
        );
    }
    for body in [brackets, stars] {
        SiteTest::new()
            .post("inline", &body)
            .build()
            .page("/en/blog/inline/")
            .contains("x");
    }
}

#[test]
fn what_opens_and_never_closes_ends_with_its_page() {
    for opening in [
        "[^",
        "![",
        "<!--",
        "<a ",
        "`",
        "``",
        "**",
        "~~",
        "{#",
        "&",
        "\\",
        "<?",
        "| a |\n|-|\n|",
        ": ",
        "\n: d",
    ] {
        let site = SiteTest::new().post("a", &opening.repeat(5_000)).build();
        assert!(!site.routes().is_empty());
        let _ = site.bytes("/en/blog/a/");
    }
}

#[test]
fn a_day_that_does_not_exist_is_told_with_the_last_one_that_does() {
    let site = SiteTest::new()
        .file(
            "content/blog/a.en.md",
            "---\ntitle: T\ndate: 2026-02-30\n---\n",
        )
        .build();
    assert_eq!(
        site.told(),
        "content/blog/a.en.md:3:7: error[L0104]: `2026-02-30` is not a day of the calendar\n  \
         help: the last day of that month is 2026-02-28\n"
    );
}

#[test]
fn a_theme_without_a_template_is_told_and_builds_nothing() {
    let site = DiskSite::small();
    fs::remove_file(site.path("themes/tiny/templates/term.html")).unwrap();
    let output = site
        .run(&["build", "--format", "short"])
        .code(1)
        .get_output()
        .clone();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        said,
        "lutrin.yaml:6:8: error[L0402]: the theme `tiny` has no template `term.html`\n"
    );
    assert!(!site.path("public").exists());
}

#[test]
fn a_mistake_in_a_template_is_told_at_its_line() {
    let site = DiskSite::small().file(
        "templates/post.html",
        "<p>\n\n  {{ page.title | upper\n</p>\n",
    );
    let output = site
        .run(&["check", "--format", "short"])
        .code(1)
        .get_output()
        .clone();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.starts_with("templates/post.html:4:1: error[L0401]"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_folder_with_the_name_of_a_text_is_told_and_what_is_in_it_too() {
    let site = DiskSite::small().file("content/blog/x/index.fr.md/i.png", "");
    let output = site
        .run(&["check", "--format", "short"])
        .code(1)
        .get_output()
        .clone();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "content/blog/x/index.fr.md:1:1: error[L0001]: `content/blog/x/index.fr.md` cannot be read: \
         it is a folder with the name of a text\n"
    );
}

#[test]
fn links_that_loop_lead_out_or_lead_nowhere_are_told_and_never_followed() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    let site = DiskSite::small();
    symlink("..", site.path("content/blog/loop")).unwrap();
    symlink("self", site.path("content/self")).unwrap();
    symlink(outside.path(), site.path("static/out")).unwrap();
    symlink(
        outside.path().join("secret.txt"),
        site.path("static/secret.txt"),
    )
    .unwrap();
    symlink("/nowhere/at/all", site.path("static/gone.txt")).unwrap();
    let output = site
        .run(&["check", "--format", "short"])
        .code(1)
        .get_output()
        .clone();
    let said = String::from_utf8(output.stdout).unwrap();
    for name in [
        "content/blog/loop",
        "content/self",
        "static/out",
        "static/secret.txt",
        "static/gone.txt",
    ] {
        let line = said
            .lines()
            .find(|line| line.starts_with(&format!("{name}:1:1: error[L0005]")));
        assert!(line.is_some(), "{name} is not in\n{said}");
    }
    assert_eq!(said.lines().count(), 5, "{said}");
}

#[test]
fn a_content_folder_that_is_a_link_out_of_the_site_is_refused() {
    let outside = DiskSite::small();
    let site = DiskSite::small();
    fs::remove_dir_all(site.path("content")).unwrap();
    symlink(outside.path("content"), site.path("content")).unwrap();
    let output = site
        .run(&["check", "--format", "short"])
        .code(1)
        .get_output()
        .clone();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("error[L0005]") && said.contains("leads out of the site"),
        "{said}"
    );
}

#[test]
fn a_link_within_the_site_is_followed() {
    let site = DiskSite::small();
    symlink("robots.txt", site.path("static/humans.txt")).unwrap();
    symlink("../content/blog/a", site.path("static/copy")).unwrap();
    site.build();
    assert_eq!(site.read("public/humans.txt"), "User-agent: *\n");
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let site = DiskSite::small()
        .file("content/blog/locked.en.md", HEAD)
        .file("static/locked.png", "");
    for name in ["content/blog/locked.en.md", "static/locked.png"] {
        fs::set_permissions(site.path(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    if fs::read(site.path("content/blog/locked.en.md")).is_ok() {
        return; // Root reads everything.
    }
    let output = site
        .run(&["check", "--format", "short"])
        .code(1)
        .get_output()
        .clone();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.matches("error[L0001]").count(), 2, "{said}");
}

#[test]
fn names_that_are_not_unicode_are_told() {
    use std::os::unix::ffi::OsStrExt;
    let site = DiskSite::small();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9.en.md");
    fs::write(site.path("content/blog").join(name), HEAD).unwrap();
    let output = site
        .run(&["check", "--format", "short"])
        .code(1)
        .get_output()
        .clone();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("its name is not UTF-8"), "{said}");
}

#[test]
fn what_editors_leave_behind_is_no_content() {
    let names = [
        "content/blog/.#b.en.md",
        "content/blog/b.en.md~",
        "content/blog/.b.en.md.swp",
        "content/.DS_Store",
    ];
    let site = names
        .iter()
        .fold(DiskSite::small(), |site, name| site.file(name, "x"));
    site.run(&["build", "--strict"]).success();
    assert!(
        site.tree("public")
            .keys()
            .all(|name| !name.contains('~') && !name.contains("DS_Store"))
    );
}

#[test]
fn the_zero_character_ends_nothing() {
    let site = SiteTest::new()
        .post("a", "before\0after\n\n```\na\0b\n```\n")
        .build();
    site.clean()
        .page("/en/blog/a/")
        .contains("before")
        .contains("after")
        .lacks("\0");
}

#[test]
fn a_place_beyond_the_end_of_a_text_is_its_end() {
    let source = Source::new(SitePath::new("a"), "é\n");
    let end = source.position(usize::MAX);
    assert_eq!((end.line, end.column), (2, 1));
}
