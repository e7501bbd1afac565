//! What becomes of pictures on whole small sites: no published one tells where it was taken, none is
//! in a format that browsers do not show, and heavy ones and drawings with scripts are said.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::common::disk::DiskSite;
use crate::common::photographs::{SECRET, avif, encoded, exif, gif, jpeg, png, webp};
use crate::common::{Built, CONFIG, SiteTest};

fn has(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// A picture of every format.
fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.jpg", jpeg(20, 10, 1)),
        ("b.png", png(20, 10, 1)),
        ("c.webp", webp()),
        ("d.gif", gif()),
        ("e.avif", avif()),
        ("f.jfif", jpeg(20, 10, 1)),
        ("large.jpg", jpeg(700, 350, 6)),
        ("large.png", png(700, 350, 6)),
    ]
}

/// A site that shows every picture in a post and in a deck, and one as a portrait.
fn everywhere() -> Vec<(String, Vec<u8>)> {
    let shown: Vec<String> = all()
        .iter()
        .map(|(name, _)| format!("![A]({name})"))
        .collect();
    let slides = shown.join("\n\n---\n\n");
    let shown = shown.join("\n\n");
    let post = format!(
        "---\ntitle: A\ndate: 2026-01-02\nimage: {{file: large.jpg, alt: L}}\n---\n{shown}"
    );
    let deck = format!("# A\n\n---\n\n![bg](large.jpg)\n\n---\n\n{slides}");
    let talk = "---\ntitle: A\nspeakers: [me]\n---\n";
    let people = "me: {name: Me, avatar: people/me.jpg}\n";
    let mut files = vec![
        ("lutrin.yaml".to_owned(), CONFIG.into()),
        ("content/people.yaml".to_owned(), people.into()),
        ("content/people/me.jpg".to_owned(), jpeg(300, 200, 1)),
        ("content/blog/a/index.en.md".to_owned(), post.into_bytes()),
        ("content/talks/a/index.en.md".to_owned(), talk.into()),
        ("content/talks/a/deck.en.md".to_owned(), deck.into_bytes()),
    ];
    for folder in ["content/blog/a", "content/talks/a"] {
        files.extend(
            all()
                .into_iter()
                .map(|(name, bytes)| (format!("{folder}/{name}"), bytes)),
        );
    }
    files
}

#[test]
fn no_published_picture_tells_where_it_was_taken() {
    let site = everywhere()
        .into_iter()
        .fold(SiteTest::new(), |site, (path, bytes)| {
            site.file(&path, bytes)
        })
        .build();
    site.clean();
    for (name, bytes) in all() {
        assert!(has(&bytes, SECRET), "{name}");
        let published = site.bytes(&format!("/blog/a/{name}")).unwrap();
        assert!(!has(&published, SECRET), "{name}");
        assert!(published.len() > 100, "{name}");
    }
    let telling: Vec<String> = site
        .output()
        .into_iter()
        .filter(|(_, bytes)| has(bytes, SECRET))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(telling, Vec::<String>::new());
}

#[test]
fn pictures_of_a_theme_tell_no_place_either() {
    let site = SiteTest::new()
        .config(&format!("{CONFIG}theme: mine\n"))
        .file("themes/mine/theme.yaml", "extends: lutrin\n")
        .file("themes/mine/img/a.jpg", jpeg(20, 10, 1))
        .file("themes/mine/img/b.png", png(20, 10, 1))
        .post("a", "")
        .build();
    let output = site.clean().output();
    let is_own = |name: &str| name.contains("img/") && !name.contains("favicon");
    let pictures = output.iter().filter(|(name, _)| is_own(name));
    let pictures: Vec<_> = pictures.collect();
    assert_eq!(pictures.len(), 2, "{:?}", output.keys());
    assert!(pictures.iter().all(|(_, bytes)| !has(bytes, SECRET)));
}

#[test]
fn pixels_stay_and_pictures_stay_turned() {
    let site = SiteTest::new()
        .file("content/blog/a/large.png", png(700, 350, 6))
        .file("content/blog/a/large.jpg", jpeg(700, 350, 6))
        .file("content/blog/a/d.gif", gif())
        .post("other", "")
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: T\ndate: 2026-01-02\n---\n![1](large.png) ![2](large.jpg) ![3](d.gif)\n",
        )
        .build();
    let page = site.clean().page("/en/blog/a/");
    assert_eq!(page.html.matches("width=\"350\" height=\"700\"").count(), 2);
    for (name, format, bytes) in [
        ("large.png", ImageFormat::Png, png(700, 350, 6)),
        ("d.gif", ImageFormat::Gif, gif()),
    ] {
        let pixels = |bytes: &[u8]| {
            image::load_from_memory_with_format(bytes, format)
                .unwrap()
                .into_rgb8()
        };
        let published = site.bytes(&format!("/blog/a/{name}")).unwrap();
        assert_eq!(pixels(&published), pixels(&bytes), "{name}");
    }
    let turned = b"\x01\x12\0\x03\0\0\0\x01\0\x06";
    for name in ["large.png", "large.jpg"] {
        let published = site.bytes(&format!("/blog/a/{name}")).unwrap();
        assert!(has(&published, turned), "{name}");
    }
}

#[test]
fn a_deck_in_one_file_tells_no_place() {
    let site = everywhere()
        .into_iter()
        .fold(DiskSite::empty(), |site, (path, bytes)| {
            site.file(&path, bytes)
        });
    let output = site
        .command(&["export", "a", "--single-file"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let name = String::from_utf8(output.stdout).unwrap();
    let html = std::fs::read_to_string(site.path(name.trim())).unwrap();
    let mut pictures = 0;
    for rest in html.split(";base64,").skip(1) {
        let data = rest.split(['"', '\'', ')']).next().unwrap();
        let bytes = BASE64.decode(data).unwrap();
        assert!(!has(&bytes, SECRET));
        pictures += 1;
    }
    assert!(pictures >= all().len(), "{pictures}");
}

fn diagnostics_of(files: &[(&str, Vec<u8>)]) -> Built {
    let site = files.iter().fold(SiteTest::new(), |site, (path, bytes)| {
        site.file(path, bytes)
    });
    site.post("a", "").build()
}

#[test]
fn what_stays_in_a_published_picture_is_said() {
    let site = diagnostics_of(&[
        ("static/a.jpg", jpeg(20, 10, 1)),
        ("static/b.png", png(20, 10, 1)),
        ("static/c.webp", webp()),
        ("static/d.gif", gif()),
        ("static/e.avif", avif()),
        ("static/plain.png", encoded(20, 10, ImageFormat::Png)),
        ("static/original.tiff", exif(1)),
        // Its metadata are there, and its pixels are not.
        ("content/blog/cut.jpg", jpeg(20, 10, 1)[..120].to_vec()),
    ]);
    let said = site.short();
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("L0271")).collect();
    let camera = "tell the place where it was taken and the camera";
    let expected = [
        ("content/blog/cut.jpg", camera),
        ("static/a.jpg", camera),
        ("static/b.png", camera),
        ("static/c.webp", camera),
        ("static/d.gif", "tell the place where it was taken"),
        ("static/e.avif", camera),
        ("static/original.tiff", camera),
    ];
    assert_eq!(lines.len(), expected.len(), "{said}");
    for (line, (file, what)) in lines.iter().zip(expected) {
        let start = format!("{file}:1:1: warning[L0271]: ");
        assert!(line.starts_with(&start) && line.ends_with(what), "{line}");
    }
}

#[test]
fn a_heavy_picture_is_said_with_its_weight_once_a_page() {
    let image = RgbImage::from_fn(4_000, 3_000, |x, y| {
        Rgb([(x / 16).to_le_bytes()[0], (y / 12).to_le_bytes()[0], 90])
    });
    let mut photo = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgb8(image);
    image.write_to(&mut photo, ImageFormat::Jpeg).unwrap();
    let film = [gif(), vec![0; 2_000_000]].concat();
    let drawing = format!(
        "<svg viewBox='0 0 4 3'><!--{}--></svg>",
        " ".repeat(2_100_000)
    );
    let text = "---\ntitle: T\ndate: 2026-01-02\n---\n![1](photo.jpg) ![2](photo.jpg)\n\n![3](film.gif)\n\n\
                ![4](plan.svg)\n\n![5](small.jpg)\n";
    let site = SiteTest::new()
        .config(&format!("{CONFIG}images: {{widths: [48]}}\n"))
        .file("content/blog/a/photo.jpg", photo.into_inner())
        .file("content/blog/a/film.gif", film)
        .file("content/blog/a/plan.svg", drawing)
        .file("content/blog/a/small.jpg", jpeg(1_600, 1_200, 1))
        .file("content/blog/a/index.en.md", text)
        .build_without_rendering();
    let said = site.told();
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("L0275")).collect();
    let [photo, film, plan] = lines[..] else {
        panic!("{said}")
    };
    assert!(photo.starts_with("content/blog/a/index.en.md:5:6: warning[L0275]: `photo.jpg` has 4000 × 3000 pixels and weighs "), "{photo}");
    assert!(photo.contains("B: pages offer smaller ones"), "{photo}");
    assert!(
        film.contains(":7:6: ") && film.contains("weighs 2.0 MB, and every reader"),
        "{film}"
    );
    assert!(
        plan.contains(":9:6: ") && plan.contains("weighs 2.1 MB, and every reader"),
        "{plan}"
    );
    assert!(said.contains("help: export it 48 pixels wide"), "{said}");
}

#[test]
fn a_drawing_that_texts_only_link_to_may_act() {
    let flame = "<svg viewBox='0 0 4 3'>\n<script>zoom()</script></svg>";
    let site = |text: &str| {
        SiteTest::new()
            .file("content/blog/a/flame.svg", flame)
            .file(
                "content/blog/a/index.en.md",
                format!("---\ntitle: T\ndate: 2026-01-02\n---\n{text}\n"),
            )
            .build()
    };
    site("[All of it](flame.svg)").clean();
    for text in [
        "![A](flame.svg)",
        "![A](flame.svg) and [all of it](flame.svg)",
        "<img src=\"flame.svg\" alt=\"A\">",
    ] {
        let said = site(text).short();
        let start =
            "content/blog/a/flame.svg:2:1: warning[L0277]: the scripts of `flame.svg` do not";
        assert!(
            said.starts_with(start) && said.lines().count() == 1,
            "{text}: {said}"
        );
    }
}

#[test]
fn a_picture_alone_on_a_slide_has_no_veil() {
    let slides = [
        ("![bg](i.svg)", true),
        (
            "<!-- .slide: background=i.svg -->\n\n::: notes\nSay it.\n:::",
            true,
        ),
        ("<!-- .slide: .light -->\n\n![bg](i.svg)", true),
        ("![bg contain](i.svg)\n\n<!-- nothing to see -->", true),
        ("![bg](i.svg)\n\n![A](i.svg)", true),
        ("## A\n\n![bg](i.svg)", false),
        ("![bg](i.svg) Words.", false),
        ("![bg](i.svg)\n\n```text\ncode\n```", false),
        ("![bg](i.svg)\n\n- one", false),
    ];
    let all: Vec<&str> = slides.iter().map(|(slide, _)| *slide).collect();
    let site = SiteTest::new()
        .file("content/talks/x/index.en.md", "---\ntitle: X\n---\n")
        .file("content/talks/x/deck.en.md", all.join("\n\n---\n\n"))
        .file("content/talks/x/i.svg", "<svg viewBox='0 0 4 3'/>")
        .build();
    let html = site.page("/en/talks/x/deck/").html;
    let found: Vec<bool> = html
        .split("<section class=\"")
        .skip(1)
        .map(|section| section.split('"').next().unwrap().contains("picture-only"))
        .collect();
    let expected: Vec<bool> = slides.iter().map(|(_, alone)| *alone).collect();
    assert_eq!(found, expected, "{html}");
}
