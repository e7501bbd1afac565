//! Images on whole small sites: how pages offer them, what is published, and what is told of those
//! that are damaged.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::{Arc, Mutex};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use lutrin::cache::MemoryCache;
use lutrin::files::{Files, MemoryFiles, ReadError};
use lutrin::path::{SitePath, UrlPath};
use lutrin::render::{Output, render, routes};
use lutrin::site::Options;
use lutrin::workspace::{Change, Workspace};

use crate::common::disk::DiskSite;
use crate::common::{Built, CONFIG, SiteTest};

fn scene(width: u32, height: u32, tint: u8) -> DynamicImage {
    let grain = |x: u32, y: u32| u8::try_from((x * 31 + y * 17 + x * y % 97) % 90).unwrap();
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([grain(x, y) + tint, 90, grain(y, x)])
    }))
}

fn bytes(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    bytes(&scene(width, height, 9), ImageFormat::Jpeg)
}

/// A JPEG that was taken on its side, at a place that nobody is to know.
fn sideways(width: u32, height: u32) -> Vec<u8> {
    let jpeg = jpeg(width, height);
    let mut exif = vec![0xFF, 0xE1, 0, 50];
    exif.extend_from_slice(
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
    );
    exif.extend_from_slice(b"48.85 N 2.35 E !");
    [&jpeg[..2], &exif, &jpeg[2..]].concat()
}

fn is_webp(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extension == "webp")
}

fn has(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// The values of an attribute on a page, in order.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str())
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// The addresses of a `srcset`, with what each says of its width, next to its real one.
fn candidates(site: &Built, srcset: &str) -> Vec<(String, u32, u32)> {
    let candidate = |text: &str| {
        let (url, width) = text.split_once(' ').unwrap();
        let bytes = site
            .bytes(url)
            .unwrap_or_else(|| panic!("nothing is at {url}"));
        let format = image::guess_format(&bytes).unwrap();
        let image = image::load_from_memory_with_format(&bytes, format).unwrap();
        (
            url.to_owned(),
            width.strip_suffix('w').unwrap().parse().unwrap(),
            image.width(),
        )
    };
    srcset.split(", ").map(candidate).collect()
}

#[test]
fn a_photograph_is_offered_in_several_widths() {
    let site = SiteTest::new()
        .file("content/blog/a/photo.jpg", jpeg(700, 350))
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: T\ndate: 2026-01-02\n---\n![One](photo.jpg)\n\n![Two](photo.jpg)\n",
        )
        .build();
    let page = site.clean().page("/en/blog/a/");
    page.contains(
        "<img src=\"/blog/a/photo.jpg\" alt=\"One\" width=\"700\" height=\"350\" srcset=",
    );
    let sets = attributes(&page.html, "srcset");
    assert_eq!(sets.len(), 2);
    let found = candidates(&site, sets[0]);
    assert_eq!(
        found
            .iter()
            .map(|(_, told, real)| (*told, *real))
            .collect::<Vec<_>>(),
        [(480, 480), (700, 700)]
    );
    assert!(
        found
            .iter()
            .all(|(url, ..)| url.starts_with("/blog/a/photo.") && is_webp(url)),
        "{found:?}"
    );
    let addresses = routes(&site.snapshot)
        .into_iter()
        .map(|route| route.url.to_string());
    let made: BTreeSet<String> = addresses.filter(|url| is_webp(url)).collect();
    assert_eq!(made, found.into_iter().map(|(url, ..)| url).collect());
}

#[test]
fn commas_and_spaces_do_not_part_an_address() {
    let site = SiteTest::new()
        .file("content/blog/a/là, ici.jpg", jpeg(300, 150))
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: T\ndate: 2026-01-02\n---\n![One](<là, ici.jpg>)\n",
        )
        .build();
    site.clean()
        .page("/en/blog/a/")
        .contains("srcset=\"/blog/a/l%C3%A0%2C%20ici.")
        .contains("-300.webp 300w\"");
}

#[test]
fn the_first_image_comes_at_once_and_the_others_later() {
    let post = |head: &str| {
        format!("---\ntitle: T\ndate: 2026-01-02\n{head}---\n![One](a.svg)\n\n![Two](a.svg)\n")
    };
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='5'/>";
    let site = SiteTest::new()
        .file("content/blog/a.svg", svg)
        .file("content/blog/bare.en.md", post(""))
        .file(
            "content/blog/led.en.md",
            post("image: {file: a.svg, alt: Lead}\n"),
        )
        .build();
    let bare = site.clean().page("/en/blog/bare/");
    bare.contains(
        "alt=\"One\" width=\"9\" height=\"5\" fetchpriority=\"high\" decoding=\"async\">",
    );
    bare.contains("alt=\"Two\" width=\"9\" height=\"5\" loading=\"lazy\" decoding=\"async\">");
    let led = site.page("/en/blog/led/");
    led.contains(
        "alt=\"Lead\" width=\"9\" height=\"5\" fetchpriority=\"high\" decoding=\"async\">",
    );
    led.contains("alt=\"One\" width=\"9\" height=\"5\" loading=\"lazy\" decoding=\"async\">");
    assert_eq!(
        attributes(&led.html, "srcset"),
        Vec::<&str>::new(),
        "an SVG has every size"
    );
}

#[test]
fn a_lead_image_is_offered_in_several_widths_on_its_page_and_the_home() {
    let site = SiteTest::new()
        .file("content/blog/a/photo.jpg", jpeg(700, 350))
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: T\ndate: 2026-01-02\nimage: {file: photo.jpg, alt: Lead}\n---\n",
        )
        .build();
    for url in ["/en/blog/a/", "/en/"] {
        let page = site.clean().page(url);
        assert_eq!(
            candidates(&site, attributes(&page.html, "srcset")[0]).len(),
            2,
            "{url}"
        );
        page.contains("sizes=\"(min-width");
    }
}

#[test]
fn what_was_taken_on_its_side_is_turned_and_tells_no_place() {
    let site = SiteTest::new()
        .file("content/blog/a/photo.jpg", sideways(700, 350))
        .file("content/blog/a/unused.jpg", sideways(70, 35))
        .file("static/as-it-is.jpg", sideways(70, 35))
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: T\ndate: 2026-01-02\n---\n![One](photo.jpg)\n",
        )
        .build();
    let unused = "content/blog/a/unused.jpg:1:1: warning[L0008]: nothing shows `unused.jpg`\n";
    let page = site.diagnostics(unused).page("/en/blog/a/");
    page.contains("width=\"350\" height=\"700\"");
    for (url, ..) in candidates(&site, attributes(&page.html, "srcset")[0]) {
        let image =
            image::load_from_memory_with_format(&site.bytes(&url).unwrap(), ImageFormat::WebP)
                .unwrap();
        assert_eq!((image.width(), image.height()), (350, 700), "{url}");
    }
    for (url, tells) in [
        ("/blog/a/photo.jpg", false),
        ("/blog/a/unused.jpg", false),
        ("/as-it-is.jpg", true),
    ] {
        assert_eq!(has(&site.bytes(url).unwrap(), b"48.85 N"), tells, "{url}");
    }
    assert!(
        has(
            &site.bytes("/blog/a/photo.jpg").unwrap(),
            b"\x01\x12\0\x03\0\0\0\x01\0\x06"
        ),
        "it stays turned"
    );
}

#[test]
fn portraits_are_square_and_those_that_are_not_there_are_told() {
    let people = "me: {name: Me, avatar: people/me.jpg}\nyou:\n  name: You\n  avatar: {file: people/you.jpg, alt: You}\n";
    let site = SiteTest::new()
        .file("content/people.yaml", people)
        .file("content/people/me.jpg", jpeg(400, 220))
        .file(
            "content/blog/a.en.md",
            "---\ntitle: T\ndate: 2026-01-02\nauthors: [me]\n---\n",
        )
        .build();
    site.diagnostics(
        "content/people.yaml:4:18: error[L0203]: there is no `content/people/you.jpg`\n",
    );
    let page = site.page("/en/authors/me/");
    assert_eq!(
        candidates(&site, attributes(&page.html, "srcset")[0])
            .iter()
            .map(|c| c.2)
            .collect::<Vec<_>>(),
        [96, 192]
    );
    page.contains("alt=\"\" width=\"96\" height=\"96\"");
}

#[test]
fn images_can_be_left_as_they_are() {
    let site = |images: &str| {
        SiteTest::new()
            .config(&format!("{CONFIG}images: {images}\n"))
            .file("content/blog/a/photo.jpg", jpeg(700, 350))
            .file(
                "content/blog/a/index.en.md",
                "---\ntitle: T\ndate: 2026-01-02\n---\n![One](photo.jpg)\n",
            )
            .build()
    };
    let sets = |images: &str| {
        let site = site(images);
        let html = site.clean().page("/en/blog/a/").html;
        attributes(&html, "srcset")
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(sets("false"), Vec::<String>::new());
    let (good, poor) = (
        sets("{widths: [300, 200, 200]}"),
        sets("{widths: [200, 300], quality: 30}"),
    );
    assert_eq!(
        good[0].matches("w,").count(),
        1,
        "no wider than asked for: {good:?}"
    );
    assert_ne!(good, poor, "other bytes have other addresses");
    site("{widths: [9, 300], quality: 0}").diagnostics(
        "lutrin.yaml:6:19: error[L0109]: 9 is not between 16 and 8192\n\
         lutrin.yaml:6:37: error[L0109]: 0 is not between 1 and 100\n",
    );
}

#[test]
fn a_name_that_says_something_else_is_no_matter() {
    let site = SiteTest::new()
        .file(
            "content/blog/a/photo.jpg",
            bytes(&scene(600, 300, 9), ImageFormat::Png),
        )
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: T\ndate: 2026-01-02\n---\n![One](photo.jpg)\n",
        )
        .build();
    let page = site.clean().page("/en/blog/a/");
    assert_eq!(
        candidates(&site, attributes(&page.html, "srcset")[0]).len(),
        2
    );
}

#[test]
fn addresses_that_nothing_shows_are_free() {
    let site = SiteTest::new()
        .file("content/blog/a/photo.jpg", jpeg(700, 350))
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: T\ndate: 2026-01-02\n---\n![One](photo.jpg)\n",
        )
        .build();
    let made = attributes(&site.page("/en/blog/a/").html, "srcset")[0]
        .split(' ')
        .next()
        .unwrap()
        .to_owned();
    for url in [
        "-481.webp",
        "-0480.webp",
        "-+480.webp",
        "-480.jpg",
        "-.webp",
    ] {
        assert!(
            site.bytes(&made.replace("-480.webp", url)).is_none(),
            "{url}"
        );
    }
    assert!(site.bytes(&made.replace("photo.", "photo.0")).is_none());
}

/// Files that change.
#[derive(Default)]
struct Desk(Mutex<MemoryFiles>);

impl Files for Desk {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, ReadError)>) {
        self.0.lock().unwrap().list()
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        self.0.lock().unwrap().read(path)
    }
}

/// Everything that is published, by address.
fn published(
    workspace: &mut Workspace,
    files: &dyn Files,
    change: Change,
) -> Vec<(UrlPath, Vec<u8>)> {
    let snapshot = workspace.apply(&[change]);
    let bytes = |url: &UrlPath| match render(&snapshot, url).unwrap().value {
        Output::Bytes(bytes) => bytes,
        Output::File(file) => files.read(&file).unwrap(),
    };
    routes(&snapshot)
        .into_iter()
        .map(|route| (route.url.clone(), bytes(&route.url)))
        .collect()
}

#[test]
fn a_session_of_edits_shows_what_a_fresh_start_shows() {
    let files = Arc::new(Desk::default());
    let open = || {
        Workspace::new(
            files.clone(),
            Arc::new(MemoryCache::default()),
            Options::default(),
        )
    };
    let post = |image: &str| {
        format!("---\ntitle: T\ndate: 2026-01-02\nauthors: [me]\n{image}---\n![One](photo.jpg)\n")
    };
    let mut living = open();
    let steps: Vec<(&str, Vec<u8>)> = vec![
        ("lutrin.yaml", CONFIG.into()),
        ("content/blog/a/photo.jpg", jpeg(700, 350)),
        ("content/blog/a/index.en.md", post("").into()),
        ("content/blog/a/photo.jpg", sideways(600, 350)),
        (
            "content/people.yaml",
            "me: {name: Me, avatar: blog/a/photo.jpg}".into(),
        ),
        (
            "content/blog/a/lead.png",
            bytes(&scene(500, 99, 50), ImageFormat::Png),
        ),
        (
            "content/blog/a/index.en.md",
            post("image: {file: lead.png, alt: L}\n").into(),
        ),
        (
            "lutrin.yaml",
            format!("{CONFIG}images: {{quality: 50}}\n").into(),
        ),
        ("content/blog/a/photo.jpg", b"no image any more".to_vec()),
        ("lutrin.yaml", format!("{CONFIG}images: false\n").into()),
    ];
    for (file, bytes) in steps {
        files.0.lock().unwrap().insert(file, bytes);
        let edited = published(&mut living, &*files, Change::File(SitePath::new(file)));
        assert!(
            edited == published(&mut open(), &*files, Change::Everything),
            "after an edit of {file}"
        );
    }
}

#[test]
fn images_are_made_by_the_first_build_and_kept() {
    let site = DiskSite::small()
        .file("content/blog/a/photo.jpg", sideways(700, 350))
        .file(
            "content/blog/a/bad.png",
            &bytes(&scene(600, 300, 9), ImageFormat::Png)[..2000],
        )
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: T\ndate: 2026-01-02\n---\n![1](photo.jpg) ![2](bad.png)\n",
        );
    let told = String::from_utf8(site.build().stderr).unwrap();
    assert!(
        told.contains("warning[L0218]") && told.contains("(1 warning)"),
        "{told}"
    );
    let (tree, stamps) = (site.tree("public"), site.stamps("public"));
    let made: Vec<&String> = tree.keys().filter(|name| is_webp(name)).collect();
    assert_eq!(made.len(), 1, "{made:?}");
    assert!(!has(&tree["blog/a/photo.jpg"], b"48.85 N"));
    let blobs = site.stamps(".lutrin/cache/blobs");
    let told = String::from_utf8(site.build().stderr).unwrap();
    assert!(
        told.contains("warning[L0218]"),
        "it is told of again: {told}"
    );
    assert_eq!(site.stamps("public"), stamps, "nothing is written again");
    assert_eq!(
        site.stamps(".lutrin/cache/blobs"),
        blobs,
        "nothing is made again"
    );
    site.run(&["build", "--strict"]).failure();
}

#[test]
fn images_are_as_large_as_their_author_says() {
    let site = SiteTest::new()
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: A\ndate: 2026-01-02\n---\n![One](p.jpg){width=300 .wide}\n\n![Two](p.jpg){width=50%}\n",
        )
        .file("content/blog/a/p.jpg", jpeg(1_200, 600))
        .file(
            "content/talks/x/index.en.md",
            "---\ntitle: X\nduration: 10m\n---\n",
        )
        .file(
            "content/talks/x/deck.en.md",
            "# One\n\n![Three](p.jpg){width=320} and ![four](p.jpg){height=144 .fragment} here.\n",
        )
        .file("content/talks/x/p.jpg", jpeg(1_200, 600))
        .build();
    site.clean();
    site.page("/en/blog/a/")
        .contains("<img class=\"wide\"")
        .contains("width=\"300\" height=\"150\"")
        .contains("sizes=\"(max-width: 300px) 100vw, 300px\"")
        .contains("width=\"1200\" height=\"600\" data-width=\"50\"")
        .lacks("{width");
    site.page("/en/talks/x/deck/")
        .contains("data-width=\"25\" data-of=\"slide\"")
        .contains("<img class=\"fragment\" data-step=\"1\"")
        .contains("data-width=\"23\"")
        .lacks("{width");
    let text = |url: &str| String::from_utf8(site.bytes(url).unwrap()).unwrap();
    let feed = text("/en/feed.xml");
    assert!(feed.contains("300") && !feed.contains("{width"), "{feed}");
    let markdown = text("/en/blog/a/index.md");
    assert!(
        markdown.contains("![One](https://example.org/blog/a/p.jpg)"),
        "{markdown}"
    );
    assert!(!markdown.contains("{width"), "{markdown}");
}
