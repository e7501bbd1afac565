//! Decks as speakers write them for Slidev: every `fixtures/slidev/*.md` is built as a talk's deck,
//! and the `.slides.txt` beside it says what each slide shows, step by step, and what its notes
//! say. `UPDATE=1` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::sync::{Arc, Mutex};

use lutrin::cache::MemoryCache;
use lutrin::diagnostic::Diagnostic;
use lutrin::dialect::{self, Dialect, DialectSettings, FileBeside};
use lutrin::files::{Files, MemoryFiles, ReadError};
use lutrin::path::{SitePath, UrlPath};
use lutrin::render::{Output, render};
use lutrin::site::Options;
use lutrin::workspace::{Change, Workspace};

use crate::common::{CONFIG, SiteTest, files_with, fixtures, updating};

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'/>";

/// A site with a talk whose deck is the text.
fn site(deck: &str) -> SiteTest {
    let mut site = SiteTest::new()
        .file(
            "content/talks/bees/index.en.md",
            "---\ntitle: Bees\nduration: 40m\n---\n",
        )
        .file("content/talks/bees/deck.en.md", deck)
        .file("static/roof.svg", PICTURE)
        .file("static/film.mp4", "film");
    if deck.contains("imported-slides.md") {
        site = site.file("content/talks/bees/pages/hive.svg", PICTURE);
    }
    for (folder, ending) in [("pages", "md"), ("snippets", "ts")] {
        for path in files_with(&fixtures("slidev/beside").join(folder), ending) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let is_reached = name == "more.md" && deck.contains("imported-slides.md");
            if folder == "pages" && !deck.contains(name) && !is_reached {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            site = site.file(&format!("content/talks/bees/{folder}/{name}"), text);
        }
    }
    site
}

/// What a piece of HTML shows, with the step that each part comes or goes with.
fn shown(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let value = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value)
        };
        let name = tag
            .split([' ', '/'])
            .find(|word| !word.is_empty())
            .unwrap_or_default();
        if let Some(step) = value("data-step") {
            let goes = value("class").is_some_and(|class| class.contains("fade-out"));
            let sign = if goes { '-' } else { '+' };
            write!(out, " {sign}{step}:").unwrap();
        }
        match name {
            "img" => write!(out, " ({})", value("src").unwrap_or_default()).unwrap(),
            "a" | "div" | "p" | "li" | "h1" | "h2" | "td" | "pre" | "ul" | "ol" => out.push(' '),
            _ => {}
        }
        if name == "pre" && !tag.starts_with('/') {
            out.push_str("code: ");
        }
        out.push_str(text);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each slide with what its section has.
const TEMPLATE: &str = "{% for slide in slides %}<slide>#{{ slide.id }} .{{ slide.class }} \
                        steps={{ slide.steps }}<slide-body>{{ slide.backdrop }}{{ slide.content }}\
                        {% if slide.notes %}<slide-notes>{{ slide.notes }}{% endif %}{% endfor %}";

/// What readers get of each slide of a deck, and its notes.
fn summary(deck: &str) -> String {
    let deck = deck.replacen("---\n", "---\npublish_notes: true\n", 1);
    let built = site(&deck).file("templates/deck.html", TEMPLATE).build();
    let told = built.told().replace("content/talks/bees/", "");
    let has_error = built.snapshot.diagnostics.iter().any(Diagnostic::is_error);
    assert!(!has_error, "{told}");
    let page = built.page("/en/talks/bees/deck/");
    let mut out = String::new();
    for slide in page.html.split("<slide>").skip(1) {
        let (head, body) = slide.split_once("<slide-body>").unwrap();
        let (body, notes) = body.split_once("<slide-notes>").unwrap_or((body, ""));
        writeln!(out, "{head}\n  {}", shown(&format!("<>{body}"))).unwrap();
        if !notes.is_empty() {
            writeln!(out, "  notes: {}", shown(&format!("<>{notes}"))).unwrap();
        }
    }
    out
}

#[test]
fn decks_of_speakers_become_the_slides_beside_them() {
    let mut wrong = Vec::new();
    for path in files_with(&fixtures("slidev"), "md") {
        let new = summary(&fs::read_to_string(&path).unwrap());
        let beside = path.with_extension("slides.txt");
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if new != expected && updating() {
            fs::write(&beside, &new).unwrap();
        } else if new != expected {
            wrong.push(format!("{}\n{new}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files that somebody edits.
#[derive(Default)]
struct EditedFiles(Mutex<MemoryFiles>);

impl Files for EditedFiles {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, ReadError)>) {
        self.0.lock().unwrap().list()
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        self.0.lock().unwrap().read(path)
    }
}

/// The page of the deck after an edit, and the diagnostics that there are.
fn edited(
    workspace: &mut Workspace,
    files: &EditedFiles,
    (path, text): (&str, &str),
) -> (String, Vec<&'static str>) {
    let path = format!("content/talks/bees/{path}");
    files.0.lock().unwrap().insert(&path, text);
    let snapshot = workspace.apply(&[Change::File(SitePath::new(path))]);
    let url = UrlPath::new("/en/talks/bees/deck/");
    let page = render(&snapshot, &url).unwrap().value;
    let Output::Bytes(bytes) = page else {
        panic!("a deck is no file")
    };
    let codes = snapshot.diagnostics.iter().map(|found| found.code.id);
    (String::from_utf8(bytes).unwrap(), codes.collect())
}

#[test]
fn edits_of_the_files_that_a_deck_names_are_seen() {
    let files = Arc::new(EditedFiles::default());
    for (path, text) in [
        ("lutrin.yaml", CONFIG),
        (
            "content/talks/bees/index.en.md",
            "---\ntitle: Bees\nduration: 40m\n---\n",
        ),
    ] {
        files.0.lock().unwrap().insert(path, text);
    }
    let cache = Arc::new(MemoryCache::default());
    let mut workspace = Workspace::new(files.clone(), cache, Options::default());
    workspace.apply(&[Change::Everything]);
    let deck =
        "---\ndialect: slidev\n---\n# Bees\n\n---\nsrc: ./pages/one.md\n---\n\n---\n\n<<< ./a.ts\n";
    let mut edit = |path: &str, text: &str| edited(&mut workspace, &files, (path, text));
    let (page, codes) = edit("deck.en.md", deck);
    assert!(!page.contains("Honey"));
    assert_eq!(codes, ["L0621", "L0621"]);
    let (page, codes) = edit("pages/one.md", "# Honey\n");
    assert!(page.contains("Honey"));
    assert_eq!(codes, ["L0621"]);
    let (page, codes) = edit("a.ts", "const comb = 6\n");
    assert!(page.contains("comb"));
    assert_eq!(codes, [] as [&str; 0]);
    let (page, _) = edit("pages/one.md", "# Wax\n\n---\nsrc: ./two.md\n---\n");
    assert!(page.contains("Wax") && !page.contains("Honey"));
    let (page, codes) = edit("pages/two.md", "# Pollen\n");
    assert!(page.contains("Pollen") && codes.is_empty(), "{codes:?}");
    let (page, codes) = edit("deck.en.md", "---\ndialect: slidev\n---\n# Bees\n");
    assert!(!page.contains("Pollen"));
    assert_eq!(codes, ["L0623", "L0623"]);
    let (page, codes) = edit("deck.en.md", deck);
    assert!(page.contains("Pollen") && codes.is_empty(), "{codes:?}");
    let (page, codes) = edit("deck.en.md", "# Bees\n");
    assert!(!page.contains("Pollen"));
    assert_eq!(codes, ["L0303", "L0303"]);
}

#[test]
fn pictures_are_found_in_the_folder_that_the_tool_publishes() {
    let deck = "---\ndialect: slidev\n---\n# Bees\n\n![A hive](/img/hive.svg)\n\n---\nbackground: /img/hive.svg\n---\n\n# Two\n\n![Gone](/img/not-there.svg)\n";
    let built = site(deck)
        .file("content/talks/bees/public/img/hive.svg", PICTURE)
        .build_without_rendering();
    let broken: Vec<&str> = built.codes().into_iter().collect();
    assert_eq!(broken, ["L0649"], "{}", built.told());
}

#[test]
fn large_decks_of_slidev_end() {
    let many = |text: &str, count: usize| text.repeat(count);
    let files = many("---\nsrc: ./pages/circle.md\n---\n\n", 500);
    for body in [
        many("# A\n\n<v-click>\n\nb\n\n</v-click>\n\n---\n\n", 2000),
        many("<v-clicks>\n\n", 3000) + &many("</v-clicks>\n\n", 3000),
        many("<v-click>a</v-click>\n", 10_000),
        many("<a><b>", 20_000) + &many("</c>", 20_000),
        many("```\n---\n", 10_000),
        many("<!-- ", 20_000),
        many("{{ ", 20_000),
        many("[^a] [b](1) ", 10_000),
        many("- ", 400),
        files,
    ] {
        let dialect = Dialect::named("slidev").unwrap();
        let mut settings = DialectSettings::default();
        let mut read = |path: &str| {
            let text = "# C\n\n---\nsrc: ./circle.md\n---\n\n---\nsrc: ./d.md\n---\n";
            if path.starts_with("pages/") {
                FileBeside::Text(text.into())
            } else {
                FileBeside::Missing
            }
        };
        settings.beside = dialect::texts_beside(dialect, &settings, &body, &mut read);
        let (new, _) = dialect::rewrite(dialect, &settings, &body);
        assert!(new.text.len() < 40 * body.len() + 1000);
    }
}
