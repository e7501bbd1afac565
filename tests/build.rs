//! The output folder: whole at every moment, touched only where something changed, and never
//! anybody else's.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Child, Stdio};
use std::time::{Duration, SystemTime};

use crate::common::SiteTest;
use crate::common::disk::{DiskSite, tree};

type Tree = BTreeMap<String, Vec<u8>>;

#[test]
fn a_build_writes_what_the_site_renders_and_its_marker() {
    let site = DiskSite::small();
    site.build();
    let names: Vec<String> = site.tree("public").into_keys().collect();
    assert_eq!(
        names,
        [
            ".lutrin-output",
            "404.html",
            "archive/2026/index.html",
            "archive/index.html",
            "blog/a/index.html",
            "blog/a/index.md",
            "blog/feed.xml",
            "blog/index.html",
            "blog/index.md",
            "en/404.html",
            "en/archive/2026/index.html",
            "en/archive/index.html",
            "en/blog/a/index.html",
            "en/blog/a/index.md",
            "en/blog/b/index.html",
            "en/blog/b/index.md",
            "en/blog/feed.xml",
            "en/blog/index.html",
            "en/blog/index.md",
            "en/feed.xml",
            "en/index.html",
            "en/index.md",
            "feed.xml",
            "index.html",
            "index.md",
            "llms.txt",
            "robots.txt",
            "sitemap.xml",
        ]
    );
    assert_eq!(
        site.read("public/en/blog/b/index.html"),
        "<title>B</title><p>Text of B.</p>\n"
    );
}

#[test]
fn a_second_build_touches_nothing() {
    let site = DiskSite::small().file(
        "content/blog/c.en.md",
        "---\ntitle: C\ndate: 2026-01-03\n---\n```rust\nfn a() {}\n```\n",
    );
    site.build();
    // Whether there is a receipt already is a matter of time.
    let cached = || {
        let mut stamps = site.stamps(".lutrin");
        stamps.retain(|name, _| !name.contains("built-"));
        stamps
    };
    let (before, cache, folder) = (
        site.stamps("public"),
        cached(),
        fs::metadata(site.path("public")).unwrap(),
    );
    let said = String::from_utf8(site.build().stderr).unwrap();
    assert_eq!(site.stamps("public"), before);
    assert_eq!(cached(), cache);
    assert_eq!(
        fs::metadata(site.path("public"))
            .unwrap()
            .modified()
            .unwrap(),
        folder.modified().unwrap()
    );
    assert!(
        said.contains("0 files written, 29 unchanged, 0 removed"),
        "{said}"
    );
}

#[test]
fn a_build_that_would_change_nothing_is_told_from_its_receipt() {
    let site = DiskSite::small();
    let cache = site.path(".lutrin/cache");
    let receipts = || {
        let listed = fs::read_dir(&cache)
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().path());
        listed
            .filter(|path| path.to_string_lossy().contains("built-"))
            .collect::<Vec<_>>()
    };
    // There is one as soon as the inputs have rested.
    while receipts().is_empty() {
        site.build();
        std::thread::sleep(Duration::from_millis(100));
    }
    let receipt = &receipts()[0];
    let kept = fs::read_to_string(receipt).unwrap();
    fs::write(receipt, kept.replacen("\"pages\":", "\"pages\":7", 1)).unwrap();
    let said = String::from_utf8(site.build().stderr).unwrap();
    assert!(
        said.starts_with("711 pages: 0 files written, 27 unchanged, 0 removed"),
        "{said}"
    );
    let said = site
        .run(&["build", "--drafts"])
        .success()
        .get_output()
        .stderr
        .clone();
    assert!(
        String::from_utf8(said).unwrap().starts_with("11 pages"),
        "other options, another build"
    );
    site.write(
        "content/blog/a/index.en.md",
        "---\ntitle: A\ndate: 2026-01-01\n---\nOther.\n",
    );
    let said = String::from_utf8(site.build().stderr).unwrap();
    assert!(
        said.starts_with("11 pages") && !said.contains(" 0 files written"),
        "{said}"
    );
}

#[test]
fn a_change_touches_its_own_page_and_what_quotes_it_alone() {
    let site = DiskSite::small();
    site.build();
    let before = site.stamps("public");
    site.write(
        "content/blog/b.en.md",
        "---\ntitle: B\ndate: 2026-01-02\n---\nOther text of B.\n",
    );
    site.build();
    let after = site.stamps("public");
    let changed: Vec<&String> = after
        .keys()
        .filter(|name| before.get(*name) != after.get(*name))
        .collect();
    assert_eq!(
        changed,
        [
            ".lutrin-output",
            "blog/index.md",
            "en/blog/b/index.html",
            "en/blog/b/index.md",
            "en/blog/feed.xml",
            "en/blog/index.md",
            "en/feed.xml",
            "en/index.md",
            "index.md",
            "llms.txt",
        ]
    );
    assert_eq!(before.len(), after.len());
}

#[test]
fn what_nothing_makes_any_more_goes_with_its_folder() {
    let site = DiskSite::small().file("static/more/file.txt", "more");
    site.build();
    assert_eq!(site.read("public/robots.txt"), "User-agent: *\n");
    fs::remove_file(site.path("content/blog/b.en.md")).unwrap();
    fs::remove_file(site.path("static/robots.txt")).unwrap();
    fs::remove_dir_all(site.path("static/more")).unwrap();
    site.build();
    assert!(!site.path("public/en/blog/b").exists());
    assert!(!site.path("public/more").exists());
    assert!(
        site.read("public/robots.txt")
            .ends_with("Sitemap: https://example.org/sitemap.xml\n"),
        "Lutrin's own again"
    );
    assert_eq!(site.tree("public"), fresh(&site));
}

#[test]
fn a_page_may_become_a_folder_and_a_folder_a_file() {
    let site = DiskSite::small().file("static/x", "file");
    site.build();
    fs::remove_file(site.path("static/x")).unwrap();
    site.write("static/x/y", "deeper");
    site.build();
    assert_eq!(site.read("public/x/y"), "deeper");
    fs::remove_dir_all(site.path("static/x")).unwrap();
    site.write("static/x", "file again");
    site.build();
    assert_eq!(site.read("public/x"), "file again");
}

/// What a build into a folder of its own gives.
fn fresh(site: &DiskSite) -> Tree {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    site.run(&["build", "--out", out.to_str().unwrap()])
        .success();
    tree(&out)
}

fn refused(site: &DiskSite, out: &str, reason: &str) {
    let before = tree(site.root());
    let said = site
        .run(&["build", "--out", out])
        .code(1)
        .get_output()
        .stderr
        .clone();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains(reason), "{out}: {said}");
    assert_eq!(tree(site.root()), before, "{out}");
}

#[test]
fn a_folder_with_files_of_others_is_refused_and_not_touched() {
    let site = DiskSite::small().file("elsewhere/thesis.txt", "ten years");
    refused(&site, "elsewhere", "has files that Lutrin did not make");
    assert_eq!(site.read("elsewhere/thesis.txt"), "ten years");
}

#[test]
fn what_somebody_keeps_in_the_output_is_never_lost() {
    for kept in [
        "public/.git/HEAD",
        "public/CNAME",
        "public/blog/notes.txt",
        "public/other/.lutrin-output",
    ] {
        let site = DiskSite::small();
        site.build();
        let site = site
            .file("content/pages/new.en.md", "---\ntitle: New\n---\n")
            .file(kept, "mine");
        refused(
            &site,
            "public",
            &format!("like `{}`", kept.strip_prefix("public/").unwrap()),
        );
        fs::remove_file(site.path(kept)).unwrap();
        site.build();
        assert!(
            site.path("public/en/new/index.html").exists()
                || site.path("public/new/index.html").exists()
        );
    }
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused() {
    let site = DiskSite::small().file("public", "mine");
    refused(&site, "public", "is a file, not a folder");
}

#[test]
fn an_empty_folder_is_used() {
    let site = DiskSite::small();
    fs::create_dir(site.path("public")).unwrap();
    site.build();
    assert!(site.path("public/index.html").exists());
}

#[test]
fn the_site_itself_is_never_the_output() {
    let site = DiskSite::small();
    for out in [
        ".",
        "..",
        "/",
        "content",
        "content/new/deeper",
        "static",
        "themes/tiny/out",
        "templates",
        ".git/x",
        "nowhere/../content/x",
        "./content/../content/blog",
    ] {
        refused(&site, out, "holds the site itself");
    }
}

#[test]
fn the_site_is_not_the_output_under_another_name_either() {
    let site = DiskSite::small();
    let elsewhere = tempfile::tempdir().unwrap();
    let alias = elsewhere.path().join("alias");
    symlink(site.root(), &alias).unwrap();
    refused(
        &site,
        alias.join("content/new").to_str().unwrap(),
        "holds the site itself",
    );
    refused(&site, alias.to_str().unwrap(), "holds the site itself");
}

#[test]
fn an_error_leaves_the_old_output_as_it_was() {
    let site = DiskSite::small();
    site.build();
    let (bytes, stamps) = (site.tree("public"), site.stamps("public"));
    site.write(
        "content/blog/b.en.md",
        "---\ntitle: B\ndate: never\n---\nNew.\n",
    );
    site.write(
        "content/blog/a/index.en.md",
        "---\ntitle: A\ndate: 2026-01-01\n---\nNew text.\n",
    );
    site.run(&["build"]).code(1);
    assert_eq!(
        (site.tree("public"), site.stamps("public")),
        (bytes, stamps)
    );
}

#[test]
fn an_error_on_one_page_leaves_all_pages_as_they_were_and_no_litter() {
    let site = DiskSite::small();
    site.build();
    let (bytes, entries) = (site.tree("public"), site.entries());
    site.write(
        "templates/post.html",
        "{% if page.title == 'B' %}{{ page.x.y }}{% endif %}new",
    );
    site.run(&["build"]).code(1);
    assert_eq!(site.tree("public"), bytes);
    fs::remove_dir_all(site.path("templates")).unwrap();
    assert_eq!(site.entries(), entries);
}

#[test]
fn a_link_to_the_output_stays_a_link() {
    let site = DiskSite::small();
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("www");
    fs::create_dir(&real).unwrap();
    symlink(&real, site.path("public")).unwrap();
    for text in ["One.", "Two."] {
        site.write(
            "content/blog/b.en.md",
            format!("---\ntitle: B\ndate: 2026-01-02\n---\n{text}\n"),
        );
        site.build();
        assert!(
            fs::symlink_metadata(site.path("public"))
                .unwrap()
                .is_symlink()
        );
        assert!(
            fs::read_to_string(real.join("en/blog/b/index.html"))
                .unwrap()
                .contains(text)
        );
    }
    assert_eq!(
        fs::read_dir(elsewhere.path()).unwrap().count(),
        1,
        "no litter beside it"
    );
}

/// A site with enough pages that a build takes a while; `version` is on every page.
fn many(site: &DiskSite, version: &str) {
    for i in 0..150 {
        let text = format!(
            "---\ntitle: P{i}\ndate: 2026-01-01\n---\n{version}\n\n```rust\nfn f{i}() {{}} // {version}\n```\n"
        );
        site.write(&format!("content/blog/p{i}.en.md"), text);
    }
}

fn start(site: &DiskSite) -> Child {
    site.command(&["build"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let site = DiskSite::small();
    // An input that is never old enough keeps builds from leaving a receipt, on a slow machine too.
    let later = SystemTime::now() + Duration::from_hours(24);
    let config = fs::File::options()
        .write(true)
        .open(site.path("lutrin.yaml"));
    config.unwrap().set_modified(later).unwrap();
    let sites: Vec<Tree> = ["one", "two"]
        .iter()
        .map(|version| {
            many(&site, version);
            fresh(&site)
        })
        .collect();
    site.build();
    let mut killed = 0;
    for round in 0..30_usize {
        many(&site, ["one", "two"][round % 2]);
        let mut build = start(&site);
        // From the first moment of the process to past its end on a quick machine.
        std::thread::sleep(Duration::from_millis((round as u64 * 37) % 150));
        killed += usize::from(build.try_wait().unwrap().is_none());
        let _ = build.kill();
        build.wait().unwrap();
        let found = site.tree("public");
        assert!(
            sites.contains(&found),
            "round {round}: {} files",
            found.len()
        );
    }
    assert!(killed > 5, "{killed} of 30 builds were still at work");
    many(&site, "one");
    site.build();
    assert_eq!(site.tree("public"), sites[0]);
    let litter: Vec<String> = site
        .entries()
        .into_iter()
        .filter(|name| name.contains("stage"))
        .collect();
    assert_eq!(litter, Vec::<String>::new());
    let cache = site.tree(".lutrin").into_keys();
    // Each output folder has a record of its addresses.
    let cache: Vec<String> = cache.filter(|name| !name.contains("addresses-")).collect();
    assert_eq!(cache, ["cache/results.bin"]);
}

#[test]
fn litter_of_a_killed_build_is_cleared_and_an_interrupted_swap_undone() {
    let site = DiskSite::small();
    site.build();
    let whole = site.tree("public");
    site.write(".public.lutrin-stage-1/x.html", "half");
    fs::rename(site.path("public"), site.path(".public.lutrin-stage-2.old")).unwrap();
    site.build();
    assert_eq!(site.tree("public"), whole);
    assert!(
        site.entries().iter().all(|name| !name.contains("stage")),
        "{:?}",
        site.entries()
    );
}

#[test]
fn builds_at_the_same_time_wait_for_each_other() {
    let site = DiskSite::small();
    many(&site, "one");
    let expected = fresh(&site);
    let builds: Vec<Child> = (0..4).map(|_| start(&site)).collect();
    for mut build in builds {
        assert!(build.wait().unwrap().success());
        assert_eq!(site.tree("public"), expected);
    }
    assert!(site.entries().iter().all(|name| !name.contains("stage")));
}

#[test]
fn a_damaged_cache_changes_nothing() {
    let site = DiskSite::small();
    many(&site, "one");
    let expected = fresh(&site);
    let cache = site.path(".lutrin/cache/results.bin");
    let sound = fs::read(&cache).unwrap();
    let mut flipped = sound.clone();
    flipped[sound.len() / 2] ^= 0x55;
    for damaged in [
        &b""[..],
        b"lutrin cache 2\n",
        &sound[..sound.len() / 2],
        &flipped,
    ] {
        fs::write(&cache, damaged).unwrap();
        assert_eq!(fresh(&site), expected);
    }
    fs::remove_dir_all(site.path(".lutrin")).unwrap();
    site.write(".lutrin", "a file where the folder goes");
    assert_eq!(fresh(&site), expected);
}

#[test]
fn neither_drafts_nor_posts_to_come_nor_their_files_are_in_the_output() {
    let draft = |site: DiskSite, name: &str, head: &str| {
        site.file(
            &format!("content/blog/{name}/index.en.md"),
            format!("---\ntitle: Secret\n{head}\n---\nSecret text.\n"),
        )
        .file(&format!("content/blog/{name}/secret.png"), "secret image")
        .file(
            &format!("content/blog/{name}/deep/secret.txt"),
            "secret file",
        )
    };
    let site = draft(DiskSite::small(), "draft", "draft: true\ntags: [secret]");
    let site = draft(
        site,
        "future",
        "date: 2999-01-01\nauthors: [secret]\nseries: secret\naliases: [/secret/]",
    );
    site.build();
    for (name, bytes) in site.tree("public") {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(
            !name.contains("secret") && !text.contains("secret"),
            "{name}: {text}"
        );
        assert!(
            !name.contains("draft") && !name.contains("future"),
            "{name}"
        );
    }
    site.run(&["build", "--drafts", "--future"]).success();
    let shown = site.tree("public");
    for name in [
        "blog/draft/secret.png",
        "blog/future/deep/secret.txt",
        "en/tags/secret/index.html",
        "secret/index.html",
    ] {
        assert!(
            shown.contains_key(name),
            "{name} is not in {:?}",
            shown.keys()
        );
    }
}

#[test]
fn nothing_of_notes_outlines_and_rehearsals_is_published() {
    let slides = "{% for slide in slides %}{{ slide.content }}{{ slide.notes }}{% endfor %}";
    let site = DiskSite::small()
        .file("themes/tiny/templates/deck.html", slides)
        .file(
            "content/talks/t/deck.en.md",
            "# Shown\n\n::: notes\nsecret\n:::\n",
        )
        .file("content/talks/t/outline.en.md", "## Secret\n")
        .file("content/talks/t/index.en.md", "---\ntitle: Shown\n---\n")
        .file("content/talks/t/rehearsals/1.en.yaml", "secret: 1")
        .file(
            "content/blog/n.en.md",
            "---\ntitle: N\ndate: 2026-01-02\n---\nShown.\n\n::: notes\nsecret [x](gone.md)\n:::\n",
        );
    site.build();
    let files = site.tree("public");
    assert!(
        files.contains_key("en/talks/t/deck/index.html"),
        "{:?}",
        files.keys()
    );
    for (name, bytes) in files {
        let is_backstage = ["rehearsals", "presenter", "handout", "backstage"]
            .iter()
            .any(|part| name.contains(part));
        assert!(!is_backstage, "{name}");
        assert!(!String::from_utf8_lossy(&bytes).contains("ecret"), "{name}");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let site = DiskSite::small();
    many(&site, "one");
    let out = |jobs: &str| {
        site.run(&["build", "--jobs", jobs, "--out", &format!("out{jobs}")])
            .success();
        site.tree(&format!("out{jobs}"))
    };
    assert_eq!(out("1"), out("7"));
}

#[test]
fn memory_and_disk_give_the_same_bytes() {
    let site = DiskSite::small();
    site.build();
    let mut written = site.tree("public");
    written.remove(".lutrin-output");
    let mut memory = SiteTest::new().config(&site.read("lutrin.yaml"));
    for folder in ["content", "static", "themes"] {
        for (name, bytes) in site.tree(folder) {
            memory = memory.file(&format!("{folder}/{name}"), bytes);
        }
    }
    assert_eq!(memory.build().output(), written);
}

#[test]
fn a_new_site_has_nothing_to_complain_of() {
    let site = DiskSite::empty();
    site.run(&["init", "mine"]).success();
    site.run(&["check", "--strict", "--root", "mine"]).success();
    site.run(&["build", "--strict", "--root", "mine"]).success();
    let files = site.tree("mine/public");
    for name in [
        "index.html",
        "blog/bonjour/index.html",
        "en/blog/hello/index.html",
        "a-propos/index.html",
    ] {
        assert!(
            files.contains_key(name),
            "{name} is not in {:?}",
            files.keys()
        );
    }
    assert!(site.path("mine/.gitignore").exists());
}

#[test]
fn init_uses_an_empty_folder_and_refuses_one_with_anything_in_it() {
    let site = DiskSite::empty()
        .file("full/.hidden", "mine")
        .file("file", "mine");
    fs::create_dir(site.path("empty")).unwrap();
    site.run(&["init", "empty"]).success();
    let before = site.tree(".");
    for folder in ["full", "file", "empty"] {
        let said = site
            .run(&["init", folder])
            .code(1)
            .get_output()
            .stderr
            .clone();
        assert!(
            String::from_utf8(said).unwrap().contains("is not empty"),
            "{folder}"
        );
    }
    assert_eq!(site.tree("."), before);
}

/// Runs `lutrin new post`; gives the path that it printed.
fn new_post(site: &DiskSite, arguments: &[&str]) -> String {
    let arguments: Vec<&str> = ["new", "post"].iter().chain(arguments).copied().collect();
    let out = site.run(&arguments).success().get_output().stdout.clone();
    String::from_utf8(out)
        .unwrap()
        .trim_end()
        .trim_start_matches("./")
        .to_owned()
}

#[test]
fn a_new_post_is_a_draft_in_the_root_language_under_a_slug_of_its_title() {
    let site = DiskSite::small();
    assert_eq!(
        new_post(&site, &["L’été à Paris"]),
        "content/blog/l-ete-a-paris/index.fr.md"
    );
    assert!(
        site.read("content/blog/l-ete-a-paris/index.fr.md")
            .contains("draft: true")
    );
    assert_eq!(
        new_post(&site, &["A talk", "--lang", "en", "--slug", "Short One"]),
        "content/blog/short-one/index.en.md"
    );
    site.run(&["check", "--strict"]).success();
    site.run(&["check", "--strict", "--drafts"]).success();
}

#[test]
fn a_new_post_speaks_the_first_language_where_none_is_at_the_root() {
    let config = "title: T\nbase_url: https://e.org\nlanguages: {en: {}, fr: {}}\n";
    let site = DiskSite::empty().file("lutrin.yaml", config);
    assert_eq!(
        new_post(&site, &["Hello"]),
        "content/blog/hello/index.en.md"
    );
}

#[test]
fn any_title_makes_a_post_that_builds() {
    let titles = [
        "Rust: why \"now\"?",
        "It's 100% 'quoted' \\ back\\slashed",
        "🎤 # not a comment",
        "- a list? {{ not a template }} {% nor this %}",
        "1.10",
        "yes",
        "--- ",
        "two\nlines\tand a tab",
        "& <b>bold</b>",
    ];
    for (theme, site) in [
        ("tiny", DiskSite::small()),
        (
            "lutrin",
            DiskSite::empty().file("lutrin.yaml", crate::common::CONFIG),
        ),
    ] {
        for (i, title) in titles.iter().enumerate() {
            let slug = format!("post-{i}");
            let file = new_post(&site, &["--slug", &slug, "--", title]);
            assert!(site.path(&file).exists(), "{file}");
        }
        site.run(&["build", "--strict", "--drafts"]).success();
        let page = site.read("public/blog/post-0/index.html");
        assert!(
            page.contains("Rust\u{a0}: why «\u{a0}now\u{a0}»\u{202f}?"),
            "{theme}: {page}"
        );
        assert!(site.read("public/blog/post-4/index.html").contains("1.10"));
        assert!(
            site.read("public/blog/post-8/index.html")
                .contains("&lt;b&gt;bold")
        );
    }
}

#[test]
fn a_new_post_never_replaces_one() {
    let site = DiskSite::small();
    new_post(&site, &["Hello"]);
    site.write("content/blog/hello/index.fr.md", "mine");
    let said = site
        .run(&["new", "post", "Hello"])
        .code(1)
        .get_output()
        .stderr
        .clone();
    assert!(
        String::from_utf8(said)
            .unwrap()
            .contains("is there already")
    );
    assert_eq!(site.read("content/blog/hello/index.fr.md"), "mine");
    assert_eq!(
        new_post(&site, &["Hello", "--lang", "en"]),
        "content/blog/hello/index.en.md"
    );
}

#[test]
fn a_new_post_beside_a_flat_one_of_its_name_is_refused() {
    let site = DiskSite::small();
    let said = site
        .run(&["new", "post", "B", "--lang", "en"])
        .code(1)
        .get_output()
        .stderr
        .clone();
    assert!(
        String::from_utf8(said)
            .unwrap()
            .contains("content/blog/b.en.md` is there already")
    );
    assert!(!site.path("content/blog/b").exists());
}

#[test]
fn a_new_post_in_an_unknown_language_or_without_a_name_is_refused() {
    let site = DiskSite::small();
    for arguments in [
        &["new", "post", "T", "--lang", "de"][..],
        &["new", "post", "!!!"],
        &["new", "post", ""],
    ] {
        site.run(arguments).code(1);
    }
    assert_eq!(site.entries(), DiskSite::small().entries());
    assert_eq!(fs::read_dir(site.path("content/blog")).unwrap().count(), 2);
}

const PREVIEW: &str = "https://preview.example.org/branch-1";

/// A site whose texts write out its own address.
fn previewed() -> DiskSite {
    DiskSite::empty()
        .file(
            "lutrin.yaml",
            "title: T\nbase_url: https://example.org/blog\nlanguages: {fr: {}, en: {}}\nsocial_cards: false\n",
        )
        .file(
            "content/blog/a.en.md",
            "---\ntitle: A\ndate: 2026-01-01\n---\n[here](https://example.org/blog/en/blog/b/), \
             [root](/blog/en/blog/b/), [file](b.md), [b](/en/blog/b/).\n",
        )
        .file("content/blog/b.en.md", "---\ntitle: B\ndate: 2026-01-01\n---\nB.\n")
        .file("content/blog/draft.en.md", "---\ntitle: D\ndraft: true\n---\nD.\n")
}

#[test]
fn a_preview_is_at_its_own_address_and_left_out_of_searches() {
    let site = previewed();
    site.run(&["check", "--strict", "--base-url", PREVIEW])
        .success();
    site.run(&["build", "--strict", "--base-url", PREVIEW])
        .success();
    let page = site.read("public/en/blog/a/index.html");
    assert!(
        page.contains("<meta name=\"robots\" content=\"noindex\">"),
        "{page}"
    );
    assert!(
        page.contains(&format!(
            "<link rel=\"canonical\" href=\"{PREVIEW}/en/blog/a/\">"
        )),
        "{page}"
    );
    for name in ["here", "root", "file", "b"] {
        let link = format!("<a href=\"/branch-1/en/blog/b/\">{name}</a>");
        assert!(page.contains(&link), "{page}");
    }
    assert!(!page.contains("https://example.org"), "{page}");
    assert_eq!(site.read("public/robots.txt"), "User-agent: *\nAllow: /\n");
    assert!(site.read("public/en/feed.xml").contains(PREVIEW));
    for name in [
        "public/en/index.html",
        "public/en/404.html",
        "public/index.html",
    ] {
        let html = site.read(name);
        assert_eq!(
            html.matches("content=\"noindex\"").count(),
            1,
            "{name}: {html}"
        );
    }
    // The site itself again: nothing of the preview stays.
    site.run(&["build", "--strict"]).success();
    let page = site.read("public/en/blog/a/index.html");
    assert!(!page.contains("noindex") && page.contains("https://example.org/blog/en/blog/a/"));
    assert!(site.read("public/robots.txt").contains("Allow: /\n"));
}

#[test]
fn the_address_of_the_site_is_no_preview() {
    let site = previewed();
    for address in ["https://example.org/blog", "https://example.org/blog/"] {
        site.run(&["build", "--base-url", address]).success();
        assert!(
            !site.read("public/en/blog/a/index.html").contains("noindex"),
            "{address}"
        );
    }
    site.run(&["build", "--base-url", "http://localhost:8000"])
        .success();
    let page = site.read("public/en/blog/a/index.html");
    assert!(
        page.contains("noindex") && page.contains("href=\"/en/blog/b/\""),
        "{page}"
    );
}

#[test]
fn an_output_with_drafts_is_left_out_of_searches() {
    let site = previewed();
    site.run(&["build", "--drafts"]).success();
    assert!(
        site.read("public/en/blog/draft/index.html")
            .contains("noindex")
    );
    assert!(site.read("public/en/blog/a/index.html").contains("noindex"));
    assert_eq!(site.read("public/robots.txt"), "User-agent: *\nAllow: /\n");
    site.run(&["build", "--future"]).success();
    assert!(!site.read("public/en/blog/a/index.html").contains("noindex"));
}

#[test]
fn an_address_that_is_none_is_wrong_usage() {
    let site = previewed();
    for address in [
        "example.org",
        "https://",
        "ftp://e.org",
        "https://e.org/?a=b",
    ] {
        let said = site.run(&["build", "--base-url", address]).code(2);
        let said = String::from_utf8(said.get_output().stderr.clone()).unwrap();
        assert!(
            said.contains("write it like `https://example.org`"),
            "{said}"
        );
    }
}

/// What a build says of pages that moved.
fn moves(site: &DiskSite, arguments: &[&str]) -> Vec<String> {
    let arguments: Vec<&str> = ["build", "--strict"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let said = site.run(&arguments).success();
    let said = String::from_utf8(said.get_output().stderr.clone()).unwrap();
    let notes = said.lines().filter(|line| line.starts_with("note: "));
    notes.map(str::to_owned).collect()
}

const MOVING: &str = "---\ntitle: A moving post\ndate: 2026-01-01\n---\nText.\n";

#[test]
fn a_page_that_moves_is_told_how_to_keep_its_address() {
    let site = DiskSite::small().file("content/blog/moving/index.en.md", MOVING);
    assert!(moves(&site, &[]).is_empty(), "a site that was never built");
    let with = |keys: &str| MOVING.replace("---\nText", &format!("{keys}---\nText"));
    site.write("content/blog/moving/index.en.md", with("slug: moved\n"));
    assert_eq!(
        moves(&site, &[]),
        [
            "note: `content/blog/moving/index.en.md` was at /en/blog/moving/ in the last build, and is at \
          /en/blog/moved/ now: if that one was published, add `aliases: [/en/blog/moving/]` to its front matter"
        ]
    );
    assert!(moves(&site, &[]).is_empty(), "once is enough");
    // With the alias, the old address is answered.
    site.write(
        "content/blog/moving/index.en.md",
        with("slug: again\naliases: [/en/blog/moved/]\n"),
    );
    assert!(moves(&site, &[]).is_empty());
}

#[test]
fn a_file_with_another_name_is_recognised_by_what_it_says() {
    let site = DiskSite::small().file("content/blog/old-name.en.md", MOVING);
    moves(&site, &[]);
    fs::remove_file(site.path("content/blog/old-name.en.md")).unwrap();
    site.write("content/blog/new-name.en.md", MOVING);
    let said = moves(&site, &[]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("`content/blog/new-name.en.md` was at /en/blog/old-name/"),
        "{said:?}"
    );
    // A page that is gone moved nowhere, nor did one that two others look like.
    fs::remove_file(site.path("content/blog/new-name.en.md")).unwrap();
    assert!(moves(&site, &[]).is_empty());
    site.write("content/blog/one.en.md", MOVING);
    moves(&site, &[]);
    fs::remove_file(site.path("content/blog/one.en.md")).unwrap();
    site.write("content/blog/two.en.md", MOVING);
    site.write("content/blog/three.en.md", MOVING);
    assert!(moves(&site, &[]).is_empty());
}

#[test]
fn previews_remember_no_addresses() {
    let site = DiskSite::small().file("content/blog/moving.en.md", MOVING);
    moves(&site, &["--drafts"]);
    site.write(
        "content/blog/moving.en.md",
        MOVING.replace("---\nText", "slug: moved\n---\nText"),
    );
    assert!(moves(&site, &["--drafts"]).is_empty());
    assert!(moves(&site, &["--base-url", PREVIEW]).is_empty());
    assert!(moves(&site, &[]).is_empty());
}

#[test]
fn a_record_of_addresses_that_is_damaged_is_none() {
    let site = DiskSite::small().file("content/blog/moving.en.md", MOVING);
    moves(&site, &[]);
    let folder = site.path(".lutrin/cache");
    let record = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("addresses-")
        })
        .unwrap();
    for (text, slug) in [("", "a"), ("[]", "b"), ("{\"x\": 1}", "c")] {
        fs::write(&record, text).unwrap();
        let moved = MOVING.replace("---\nText", &format!("slug: moved-{slug}\n---\nText"));
        site.write("content/blog/moving.en.md", moved);
        assert!(moves(&site, &[]).is_empty(), "{text}");
    }
}
