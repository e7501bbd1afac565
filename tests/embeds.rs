//! What embeds, code and formulas ask of a page beyond their own HTML: words by language, scripts
//! where they are used, files that are checked and published, options that change how every page is
//! read.

use lutrin::date::Date;
use lutrin::files::MemoryFiles;
use lutrin::path::{SitePath, UrlPath};
use lutrin::render::{Output, render};
use lutrin::site::Options;
use lutrin::workspace::{Change, Workspace};
use std::sync::{Arc, RwLock};

use crate::common::{CONFIG, SiteTest, TODAY};

#[test]
fn scripts_and_styles_come_where_they_are_used() {
    let site = SiteTest::new()
        .post("plain", "Text.\n")
        .post("code", "```rust\nfn\n```\n")
        .post(
            "tweet",
            "::: {.tweet author=A url=https://x.com/a/1}\nx\n:::\n",
        )
        .post(
            "video",
            "::: {.video url=https://youtu.be/a title=T}\n:::\n",
        )
        .file(
            "content/pages/math.en.md",
            "---\ntitle: M\nmath: true\n---\n$x$\n",
        )
        .file("content/blog/_index.en.md", "---\nmath: true\n---\n$x$\n")
        .build();
    site.clean();
    let uses = |address: &str| {
        let html = site.page(address).html;
        ["/css/embeds.", "/js/code.", "/js/video."].map(|name| html.contains(name))
    };
    assert_eq!(uses("/en/blog/plain/"), [false, false, false]);
    assert_eq!(uses("/en/blog/code/"), [true, true, false]);
    assert_eq!(uses("/en/blog/tweet/"), [true, false, false]);
    assert_eq!(uses("/en/blog/video/"), [true, false, true]);
    assert_eq!(uses("/en/math/"), [true, false, false]);
    assert_eq!(uses("/en/blog/"), [true, false, false]);
    assert_eq!(uses("/en/404.html"), [false, false, false]);
}

#[test]
fn templates_know_which_embeds_a_text_has() {
    let html = SiteTest::new()
        .file("content/blog/a/talk.webm", "")
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: A\ndate: 2026-01-02\n---\n::: {.video file=talk.webm title=T}\n:::\n\n::: qr\n:::\n",
        )
        .file(
            "templates/post.html",
            "{{ uses.video }} {{ uses.qr }} {{ uses.tweet }} {{ uses.embeds }} {{ uses.scripts | join(sep=' ') }}",
        )
        .build()
        .page("/en/blog/a/")
        .html;
    assert_eq!(html, "true true false true js/video.js");
}

#[test]
fn nothing_of_another_site_is_in_what_a_browser_loads() {
    let body = "::: {.video url=https://youtu.be/a title=T}\n:::\n\n::: {.tweet author=A url=https://x.com/a/1}\nx\n:::\n";
    let html = SiteTest::new()
        .post("a", body)
        .build()
        .page("/en/blog/a/")
        .html;
    assert!(
        !html.contains("<iframe") && !html.contains("src=\"https:"),
        "{html}"
    );
    assert!(
        html.contains("data-player=\"https://www.youtube-nocookie.com/embed/a?autoplay=1"),
        "{html}"
    );
}

#[test]
fn words_and_dates_are_those_of_the_page() {
    let body = "---\ntitle: A\ndate: 2026-01-02\n---\n::: {.tweet author=A date=2022-08-01 url=https://x.com/a/1}\nx\n:::\n\n\
                ```mermaid\na\n```\n\n::: {.video url=https://vimeo.com/1 title=T}\n:::\n";
    let site = SiteTest::new().file("content/blog/a.fr.md", body).build();
    let page = site.page("/blog/a/");
    page.contains("<time datetime=\"2022-08-01\">1er")
        .contains("Lire sur X (Twitter)");
    page.contains("Diagramme, décrit en Mermaid")
        .contains("Voir sur Vimeo")
        .contains("data-copied=\"Copié\"");
}

#[test]
fn files_of_a_video_are_found_below_any_base() {
    let body = "---\ntitle: A\ndate: 2026-01-02\n---\n::: {.video file=talk.webm title=T captions=talk.vtt}\n:::\n";
    let site = SiteTest::new()
        .config(&CONFIG.replace("example.org", "example.org/base"))
        .file("content/blog/a/index.en.md", body)
        .file("content/blog/a/talk.webm", "")
        .file("content/blog/a/talk.vtt", "")
        .build();
    site.clean();
    let page = site.page("/en/blog/a/");
    page.contains("src=\"/base/blog/a/talk.webm\"")
        .contains("src=\"/base/blog/a/talk.vtt\" srclang=\"en\"");
}

#[test]
fn a_page_decides_about_dollars_and_else_the_site() {
    let page = |math: &str| format!("---\ntitle: T\ndate: 2026-01-02\n{math}---\nIt is $x$.\n");
    let with = |config: &str| {
        SiteTest::new()
            .config(&format!("{CONFIG}{config}"))
            .file("content/blog/unsaid.en.md", page(""))
            .file("content/blog/on.en.md", page("math: true\n"))
            .file("content/blog/off.en.md", page("math: false\n"))
            .build()
    };
    let shown = |site: &crate::common::Built| {
        ["unsaid", "on", "off"].map(|name| {
            site.page(&format!("/en/blog/{name}/"))
                .html
                .contains("<math")
        })
    };
    assert_eq!(shown(&with("")), [false, true, false]);
    assert_eq!(shown(&with("math: true\n")), [true, true, false]);
}

#[test]
fn a_change_of_the_sites_option_reads_every_page_again() {
    let files = Arc::new(SharedFiles::default());
    let path = SitePath::new("lutrin.yaml");
    files.put("lutrin.yaml", CONFIG);
    files.put(
        "content/blog/a.en.md",
        "---\ntitle: T\ndate: 2026-01-02\n---\nIt is $x$, $\\nope$.\n",
    );
    let options = Options {
        today: Date::parse(TODAY).ok(),
        ..Options::default()
    };
    let cache = Arc::new(lutrin::cache::MemoryCache::default());
    let mut workspace = Workspace::new(files.clone(), cache, options);
    let mut apply = |change: Change| {
        let snapshot = workspace.apply(&[change]);
        let Some(Output::Bytes(html)) =
            render(&snapshot, &UrlPath::new("/en/blog/a/")).map(|checked| checked.value)
        else {
            panic!("no page");
        };
        let codes: Vec<&str> = snapshot
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code.id)
            .collect();
        (String::from_utf8(html).unwrap().contains("<math"), codes)
    };
    assert_eq!(apply(Change::Everything), (false, vec!["L0297"]));
    files.put("lutrin.yaml", &format!("{CONFIG}math: true\n"));
    assert_eq!(apply(Change::File(path.clone())), (true, vec!["L0226"]));
    files.put("lutrin.yaml", CONFIG);
    assert_eq!(apply(Change::File(path)), (false, vec!["L0297"]));
}

/// Files that change while a workspace reads them.
#[derive(Debug, Default)]
struct SharedFiles(RwLock<MemoryFiles>);

impl SharedFiles {
    fn put(&self, path: &str, text: &str) {
        self.0.write().unwrap().insert(path, text);
    }
}

impl lutrin::files::Files for SharedFiles {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, lutrin::files::ReadError)>) {
        self.0.read().unwrap().list()
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, lutrin::files::ReadError> {
        self.0.read().unwrap().read(path)
    }
}
