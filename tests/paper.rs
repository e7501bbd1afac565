//! Pages on paper, as a browser prints them: a table fits its page, however many columns it has, or
//! turns the page; a handout has lines beside its slides.

use std::fmt::Write as _;

use lutrin::browser::{Browser, ColourScheme, Media, RequestAnswer};

use crate::common::{Built, SiteTest};
use crate::export::program;

const WORDS: [&str; 10] = [
    "Liechtenstein",
    "39,584",
    "German",
    "Swiss franc",
    "+423",
    "constitutional monarchy",
    "Europe",
    "1866-08-23",
    "`cargo::metadata::sovereignty`",
    "https://elsewhere.example/a/long/address",
];

/// The handout of the deck, which is a page of the backstage.
const HANDOUT: &str = "/en/talks/x/deck/handout/";

fn table(columns: usize) -> String {
    let row = |word: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (0..columns).map(word).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut out = row(&|at| format!("Column-{at}"));
    out.push_str(&row(&|_| "---".to_owned()));
    for _ in 0..3 {
        out.push_str(&row(&|at| WORDS[at % WORDS.len()].to_owned()));
    }
    out
}

fn answers(site: &Built, handouts: &[&str]) -> impl Fn(&str) -> RequestAnswer + use<> {
    let mut files = site.output();
    for url in handouts {
        let handout = site.page(url).html.into_bytes();
        files.insert(format!("{}index.html", &url[1..]), handout);
    }
    // Nobody publishes what only the backstage loads.
    let assets = site.snapshot.theme.assets.values();
    files.extend(assets.map(|asset| (asset.url.output_file(), asset.bytes.to_vec())));
    move |url| {
        let path = url.trim_start_matches("https://example.org/");
        let name = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        let media_type = match name.rsplit_once('.') {
            Some((_, "html")) => "text/html; charset=utf-8",
            Some((_, "css")) => "text/css",
            Some((_, "svg")) => "image/svg+xml",
            _ => "application/octet-stream",
        };
        files
            .get(&name)
            .map_or(RequestAnswer::NotFound, |bytes| RequestAnswer::Bytes {
                media_type: media_type.to_owned(),
                bytes: bytes.clone(),
            })
    }
}

/// How much wider a table is than the page may be, in pixels, and the size of its letters.
const TABLE: &str = "(() => {
  const table = document.querySelector('.table table');
  return [table.getBoundingClientRect().width, parseFloat(getComputedStyle(table).fontSize)];
})()";

/// The sizes of a PDF's pages in points.
fn sizes(pdf: &[u8]) -> Vec<(f64, f64)> {
    let text = String::from_utf8_lossy(pdf);
    let boxes = text.split("/MediaBox [").skip(1);
    let size = |rest: &str| {
        let numbers = rest.split(']').next().unwrap().split_whitespace();
        let numbers: Vec<f64> = numbers.map(|number| number.parse().unwrap()).collect();
        (numbers[2], numbers[3])
    };
    boxes.map(size).collect()
}

#[test]
fn a_table_fits_its_page_or_turns_it() {
    let mut site = SiteTest::new();
    let columns = [2, 4, 6, 9, 10, 15, 20];
    let mut notes = String::new();
    for count in columns {
        let table = table(count);
        site = site.post(
            &format!("t{count}"),
            &format!("Before.\n\n{table}\nAfter.\n"),
        );
        if (6..=10).contains(&count) {
            let _ = writeln!(notes, "{table}");
        }
    }
    let site = site
        .file("content/talks/x/index.en.md", "---\ntitle: X\n---\n")
        .file(
            "content/talks/x/deck.en.md",
            format!("# One\n\n::: notes\n{notes}:::\n"),
        )
        .build();
    site.clean();
    let mut browser = Browser::start(program(), answers(&site, &[HANDOUT])).unwrap();
    browser.emulate(Media::Print, ColourScheme::Light).unwrap();
    // A4, then Letter: the paper upright and turned, less the margins, in pixels.
    for ((width, height), upright, turned) in [((8.27, 11.69), 657, 986), ((8.5, 11.0), 680, 920)] {
        for count in columns {
            let room = if count < 10 { upright } else { turned };
            browser.resize((room, 900), 1.0).unwrap();
            browser
                .open(&format!("https://example.org/en/blog/t{count}/"))
                .unwrap();
            let found = browser.evaluate(TABLE).unwrap();
            let (wide, letters) = (found[0].as_f64().unwrap(), found[1].as_f64().unwrap());
            assert!(
                wide <= f64::from(room) + 1.0,
                "{count} columns: {wide} in {room}"
            );
            assert!(
                letters >= 7.9,
                "{count} columns: letters of {letters} pixels"
            );
            let pdf = browser.print((width, height)).unwrap();
            let is_turned = sizes(&pdf).iter().any(|(width, height)| width > height);
            assert_eq!(is_turned, count >= 10, "{count} columns: {:?}", sizes(&pdf));
        }
    }
    // 174 mm, which is all that the margins of a handout leave.
    browser.resize((794, 1123), 1.0).unwrap();
    browser
        .open(&format!("https://example.org{HANDOUT}"))
        .unwrap();
    let widths =
        "[...document.querySelectorAll('.handout-notes table')].map((table) => table.scrollWidth)";
    let widths = browser.evaluate(widths).unwrap();
    let widths = widths.as_array().unwrap();
    assert_eq!(widths.len(), 3);
    assert!(
        widths.iter().all(|width| width.as_f64().unwrap() <= 659.0),
        "{widths:?}"
    );
}

/// Of the first slide of a handout, in millimetres: how far its picture stands from where text begins,
/// what is left beside it and without lines, the width and the height of these, and the height of
/// the picture. Then what makes them lines.
const LINES: &str = "(() => {
  const article = document.querySelector('.handout-slide');
  const style = getComputedStyle(article), lines = getComputedStyle(article, '::after');
  const isLeft = style.direction === 'ltr';
  const whole = article.getBoundingClientRect(), slide = article.querySelector('.slide').getBoundingClientRect();
  const begin = isLeft ? slide.left - whole.left : whole.right - slide.right;
  const rest = whole.width - slide.width - parseFloat(style.columnGap);
  const lengths = [begin, rest - parseFloat(lines.width), parseFloat(lines.width), parseFloat(lines.height), slide.height];
  return [...lengths.map((length) => length * 25.4 / 96), lines.content, lines.backgroundImage.startsWith('repeating-linear-gradient')];
})()";

#[test]
fn a_handout_has_lines_beside_each_slide() {
    let mut site = SiteTest::new().config(
        "title: T\nbase_url: https://example.org\nlanguages: {en: {name: English}, ar: {name: Arabic}}\n",
    );
    for lang in ["en", "ar"] {
        for (talk, aspect) in [("x", "16:9"), ("y", "4:3")] {
            let talk = format!("content/talks/{talk}");
            let deck = format!("---\naspect: \"{aspect}\"\n---\n# One\n\n::: notes\nSaid.\n:::\n");
            site = site
                .file(&format!("{talk}/index.{lang}.md"), "---\ntitle: X\n---\n")
                .file(&format!("{talk}/deck.{lang}.md"), deck);
        }
    }
    let site = site.build();
    let urls = ["en/talks/x", "en/talks/y", "ar/talks/x", "ar/talks/y"];
    let urls = urls.map(|talk| format!("/{talk}/deck/handout/"));
    let handouts = urls.each_ref().map(String::as_str);
    let mut browser = Browser::start(program(), answers(&site, &handouts)).unwrap();
    browser.emulate(Media::Print, ColourScheme::Light).unwrap();
    // A4 less the margins of a handout.
    browser.resize((658, 990), 1.0).unwrap();
    for url in handouts {
        browser.open(&format!("https://example.org{url}")).unwrap();
        let found = browser.evaluate(LINES).unwrap();
        let length = |at: usize| found[at].as_f64().unwrap();
        assert!(
            length(0).abs() < 0.2 && length(1).abs() < 0.2,
            "{url}: {found}"
        );
        assert!(length(2) >= 50.0, "{url}: room to write in, {found}");
        assert!((length(3) - length(4)).abs() < 0.2, "{url}: {found}");
        assert_eq!(
            (&found[5], &found[6]),
            (&"\"\"".into(), &true.into()),
            "{url}"
        );
    }
}
