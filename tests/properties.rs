//! What holds for every input: parsing never panics, spans lie inside their text, slots inside
//! their body, slugs are slugs, and a build is a function of its input whatever the number of
//! threads.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use lutrin::cache::MemoryCache;
use lutrin::config::Config;
use lutrin::content_path::{ContentPath, Kind};
use lutrin::date::Date;
use lutrin::diagnostic::{Diagnostic, Place};
use lutrin::document::Document;
use lutrin::files::{Files, ReadError};
use lutrin::html::reading::read;
use lutrin::html::references::decode;
use lutrin::html::tokens::{Token, tokens};
use lutrin::html::tree::{Item, Tree};
use lutrin::lang::Lang;
use lutrin::markdown;
use lutrin::path::{SitePath, UrlPath};
use lutrin::person::{Mention, parse_people};
use lutrin::render::{Output, routes};
use lutrin::site::Options;
use lutrin::slug::{is_slug, slugify};
use lutrin::snapshot::Snapshot;
use lutrin::source::{Source, Span};
use lutrin::typography::Profile;
use lutrin::workspace::{Change, Workspace};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::SiteTest;

/// Words that Markdown, YAML and templates read as more than words.
const SYNTAX: &[&str] = &[
    "---\n",
    "---",
    "title: ",
    "date: 2026-02-30",
    "tags: [",
    "]",
    "- ",
    "{",
    "}",
    ": ",
    "&a ",
    "*a ",
    "'",
    "\"",
    "|\n",
    ">\n",
    "!!str ",
    "?",
    "#",
    "## ",
    "# ",
    "{#id .c k=v}",
    "[^1]",
    "[^1]: ",
    "[x](y)",
    "[x][y]",
    "[x]: ",
    "![a](b \"t\")",
    "](",
    "::: a\n",
    ":::\n",
    "::: {.x #y}\n",
    ":::: notes\n",
    "```rust\n",
    "```\n",
    "~~~",
    "`",
    "``",
    "**",
    "_",
    "~~",
    "> ",
    "> [!NOTE]\n",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "| a | b |\n",
    "|---|:-:|\n",
    "\n: ",
    "<a id=",
    "<p id='x'>",
    "<!--",
    "-->",
    "<!-- more -->",
    "<?",
    "?>",
    "https://e.org/a",
    "http://",
    "&amp;",
    "&#0;",
    "\\",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    " ",
    "\0",
    "é",
    "e\u{301}",
    "🎤",
    "\u{feff}",
    "\u{2028}",
    "x",
    "word",
    "1.10",
    "~",
    "null",
    "authors: ",
    "image: {file: i.png}",
    "aliases: ",
    "fr: ",
    "languages: ",
    "base_url: https://e.org\n",
    "menu: ",
    "%",
    "@",
    "=\n",
    "===\n",
    "***\n",
    "$",
    "$$",
    "\\frac{",
    "::: {.tweet author=a url=https://x.com/a}\n",
    "::: {.video title=\"é\" file=a.webm url=https://youtu.be/a start=1m}\n",
    "::: {.figure caption=\"$x$\"}\n",
    "![i](i.png)\n",
    "```rust {1,3-5} title=\"é\" linenos\n",
    "linenostart=",
];

/// Any text, often of pieces that mean something.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(SYNTAX).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z ]{0,8}",
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A content file: front matter of some kind, or none, before a body.
fn content() -> impl Strategy<Value = String> {
    prop_oneof![
        text(),
        (text(), text()).prop_map(|(yaml, body)| format!("---\n{yaml}\n---\n{body}")),
        text().prop_map(|body| format!("---\ntitle: T\ndate: 2026-01-02\n---\n{body}")),
    ]
}

fn source(text: &str) -> Source {
    Source::new(SitePath::new("content/blog/a.en.md"), text)
}

fn assert_inside(source: &Source, span: Span) {
    let found = source.text().get(span.range());
    assert!(found.is_some(), "{span:?} in {:?}", source.text());
}

fn assert_all_inside(source: &Source, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        let related = diagnostic.related.iter().map(|(place, _)| place);
        for place in diagnostic.place.iter().chain(related) {
            let Place { file, span } = place;
            assert_eq!(file, source.path());
            if let Some(span) = span {
                assert_inside(source, *span);
            }
        }
        assert!(
            !diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'),
            "{:?}",
            diagnostic.message
        );
    }
}

fn parse(text: &str, kind: Kind) {
    for (_, profile) in Profile::ALL {
        parse_with(text, kind, profile);
    }
}

fn parse_with(text: &str, kind: Kind, profile: Profile) {
    let source = Arc::new(source(text));
    let path = ContentPath {
        file: source.path().clone(),
        folder: "blog".to_owned(),
        stem: "a".to_owned(),
        lang: Lang::new("en"),
        kind,
    };
    let options = markdown::Options {
        math: text.len().is_multiple_of(2),
        typography: profile,
    };
    let parsed = Document::parse(path, source.clone(), options);
    assert_all_inside(&source, &parsed.diagnostics);
    let Document {
        body, front_matter, ..
    } = parsed.value;
    assert!(
        body.content.slots().is_sorted_by_key(|(node, _)| node),
        "{:?}",
        body.content
    );
    assert_balanced(&body.content);
    let spans = body
        .links
        .iter()
        .map(|link| link.span)
        .chain(body.images.iter().map(|image| image.span));
    spans
        .chain(body.code_blocks.iter().map(|block| block.span))
        .for_each(|span| assert_inside(&source, span));
    let spans = front_matter.authors.iter().map(|author| author.span);
    spans
        .chain(front_matter.aliases.iter().map(|alias| alias.span))
        .for_each(|span| assert_inside(&source, span));
    assert!(body.ids.is_sorted_by(|a, b| a < b), "{:?}", body.ids);
    for heading in &body.headings {
        assert!(body.ids.contains(&heading.id), "{heading:?}");
        assert!((2..=6).contains(&heading.level));
    }
    assert!(!body.content.html().contains('\0'));
}

/// Any HTML, often of pieces that mean something.
fn html() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<p class=x",
        ">",
        "<div id=\"a\">",
        "</div>",
        "<DIV>",
        "</Div >",
        "<span lang='fr'>",
        "</span>",
        "<li>",
        "<ul>",
        "</ul>",
        "<td>",
        "<table>",
        "</table>",
        "<br>",
        "<br/>",
        "<svg>",
        "<path d='M0'/>",
        "</svg>",
        "<!-- c -->",
        "<!--",
        "-->",
        "<script>",
        "<plaintext>",
        "</script>",
        "<style>",
        "</style>",
        "<textarea>",
        "&eacute;",
        "&amp;",
        "amp;",
        "&",
        "<",
        "</",
        "<!DOCTYPE html>",
        "<?x?>",
        "\"",
        "'",
        "=",
        " ",
        "\n",
        "\n\n",
        "<a href=x>",
        "</a>",
        "<img src='i.png' alt=\"\">",
        "<b>",
        "</b>",
        "é",
        "word",
        "<math><mi>x</mi></math>",
        "<x-y z>",
        "</x-y>",
    ];
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z ]{0,8}",
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The letters of a text, whatever stands between them.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn text_of<S>(tree: &Tree<S>) -> String {
    let text = tree.items().map(|item| match item {
        Item::Text(text) => decode(text).into_owned(),
        Item::Verbatim(text) => text.to_owned(),
        _ => String::new(),
    });
    text.collect()
}

fn text_between_tags(html: &str) -> String {
    let text = tokens(html).map(|token| match token {
        Token::Text(text) => text.decoded().into_owned(),
        // Nothing ends it, so that it is text.
        Token::Start(tag) if tag.name == "plaintext" => html[tag.range].to_owned(),
        _ => String::new(),
    });
    text.collect()
}

/// Every element of a tree is closed, in its order, by an end tag of its own name.
fn assert_balanced<S>(tree: &Tree<S>) {
    assert_balanced_part(tree, 0..tree.len());
}

fn assert_balanced_part<S>(tree: &Tree<S>, nodes: std::ops::Range<usize>) {
    let mut open = Vec::new();
    for item in tree.items_in(nodes) {
        match item {
            Item::Open(element) if !element.is_empty() => {
                open.push(element.name().to_ascii_lowercase());
            }
            Item::Close(name) => {
                assert_eq!(
                    open.pop(),
                    Some(name.to_ascii_lowercase()),
                    "{}",
                    tree.html()
                );
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} in {}", tree.html());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_parses_as_a_post_and_every_span_lies_in_it(text in content()) {
        parse(&text, Kind::Post);
    }

    #[test]
    fn any_text_parses_as_a_page_and_as_a_listing(text in content()) {
        parse(&text, Kind::Page);
        parse(&text, Kind::Section);
    }

    #[test]
    fn any_bytes_make_a_site_that_can_be_asked_for_everything(
        bytes in vec(any::<u8>(), 0..200),
        yaml in text(),
        body in content(),
    ) {
        let site = SiteTest::new()
            .file("content/blog/a.en.md", &bytes)
            .file("content/blog/b.fr.md", body)
            .file("content/people.yaml", &yaml)
            .file("content/blog/i.svg", &bytes)
            .file("static/i.png", &bytes)
            .build_without_rendering();
        for url in site.routes() {
            let _ = lutrin::render::render(&site.snapshot, &UrlPath::new(&url));
        }
        prop_assert!(site.told().lines().all(|line| !line.is_empty()));
    }

    #[test]
    fn any_html_is_read_into_a_balanced_tree_and_no_text_is_lost(html in html()) {
        let tree = read(&html);
        assert_balanced(&tree);
        prop_assert_eq!(letters(&text_of(&tree)), letters(&text_between_tags(&html)));
        // What was written is read again as it is.
        let again = read(tree.html());
        prop_assert_eq!(again.html(), tree.html());
    }

    #[test]
    fn any_html_in_a_deck_stays_on_its_slide(html in html()) {
        let text = format!("---\ntitle: T\n---\n# One\n\n{html}\n\n---\n\n# Two\n\nLast.\n");
        let source = Arc::new(source(&text));
        let path = ContentPath {
            file: source.path().clone(),
            folder: "talks".to_owned(),
            stem: "deck".to_owned(),
            lang: Lang::new("en"),
            kind: Kind::Deck,
        };
        let document = Document::parse(path, source, markdown::Options::default()).value;
        assert_balanced(&document.body.content);
        for slide in &document.deck.unwrap().slides {
            assert_balanced_part(&document.body.content, slide.content.clone());
        }
    }

    #[test]
    fn any_text_parses_as_configuration(yaml in text(), lines in text()) {
        for text in [yaml.clone(), format!("title: T\nbase_url: https://e.org\nlanguages: {{en: {{}}}}\n{yaml}{lines}")] {
            let source = source(&text);
            let parsed = Config::parse(&source);
            assert_all_inside(&source, &parsed.diagnostics);
            if let Some(config) = parsed.value {
                prop_assert!(!config.languages.is_empty() && config.paginate > 0);
            } else {
                prop_assert!(!parsed.diagnostics.is_empty());
            }
        }
    }

    #[test]
    fn any_text_parses_as_people(yaml in text()) {
        let source = source(&yaml);
        let parsed = parse_people(&source);
        assert_all_inside(&source, &parsed.diagnostics);
        for person in &parsed.value {
            assert_inside(&source, person.span);
            prop_assert!(is_slug(&slugify(&person.id)));
        }
    }

    #[test]
    fn slugs_have_letters_digits_and_single_hyphens_and_are_their_own_slug(name in prop_oneof![any::<String>(), text()]) {
        let slug = slugify(&name);
        prop_assert!(slug.is_empty() || is_slug(&slug), "{slug:?}");
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert_eq!(slugify(&slug), slug);
    }

    #[test]
    fn positions_and_offsets_are_inverse(text in any::<String>(), at in any::<prop::sample::Index>()) {
        let source = source(&text);
        let offset = source.clamp(Span::at(at.index(source.text().len() + 1))).start;
        let position = source.position(offset);
        prop_assert_eq!(source.offset(position.line, position.column), offset);
    }

    #[test]
    fn dates_and_people_are_read_from_any_text(text in prop_oneof![any::<String>(), "[0-9T: +Z-]{8,25}", "[A-Z a-z,()-]{0,30}"]) {
        if let Ok(date) = Date::parse(&text) {
            prop_assert_eq!(Date::parse(date.iso()).unwrap(), date);
        }
        let _ = Mention::parse(&text);
    }

    #[test]
    fn no_path_leaves_the_site(folder in "[a-c/]{0,9}", relative in "[a-c./]{0,20}") {
        if let Some(path) = SitePath::resolve(&folder, &relative) {
            prop_assert!(!path.as_str().starts_with('/'));
            prop_assert!(path.as_str().split('/').all(|segment| segment != ".." && segment != "."));
        }
    }
}

/// A small site of which every part is left to chance.
fn site() -> impl Strategy<Value = SiteTest> {
    let tags = vec(
        proptest::sample::select(&["Rust", "rust", "C++", "C#", "été", "a b"][..]),
        0..4,
    );
    let post = (0..5_u8, any::<bool>(), 1..4_u8, tags, text(), any::<bool>());
    let roots = proptest::sample::select(&["", "root_language: fr\n", "root_language: en\n"][..]);
    (vec(post, 0..8), roots, 1..4_usize).prop_map(|(posts, root, paginate)| {
        let languages = "{fr: {name: Français}, en: {name: English}}";
        let config =
            format!("title: T\nbase_url: https://e.org/r\nsocial_cards: false\nlanguages: {languages}\npaginate: {paginate}\n{root}");
        let mut site = SiteTest::new().config(&config);
        for (name, french, day, tags, body, series) in posts {
            let lang = if french { "fr" } else { "en" };
            let series = if series { "series: S\nauthors: [me, Ada]\n" } else { "" };
            let head = format!("title: P{name}\ndate: 2026-01-0{day}\ntags: {tags:?}\n{series}");
            site = site.file(&format!("content/blog/p{name}/index.{lang}.md"), format!("---\n{head}---\n{body}"));
        }
        site.file("content/people.yaml", "me: {name: Me}\n").file("content/_index.fr.md", "Accueil")
    })
}

/// Files that change under a workspace.
#[derive(Debug, Default)]
struct Edited(RwLock<BTreeMap<SitePath, Vec<u8>>>);

impl Files for Edited {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, ReadError)>) {
        (self.0.read().unwrap().keys().cloned().collect(), Vec::new())
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        let missing = || ReadError {
            message: "there is no such file".to_owned(),
            not_found: true,
        };
        self.0
            .read()
            .unwrap()
            .get(path)
            .cloned()
            .ok_or_else(missing)
    }
}

/// What a site says and shows at the end.
fn shown(snapshot: &Arc<Snapshot>) -> (Vec<Diagnostic>, Vec<(String, Option<Output>)>) {
    let output = |url: &UrlPath| lutrin::render::render(snapshot, url).map(|checked| checked.value);
    (
        snapshot.diagnostics.clone(),
        routes(snapshot)
            .into_iter()
            .map(|route| (route.url.to_string(), output(&route.url)))
            .collect(),
    )
}

/// A file of a small site, and what it says next; nothing when it goes.
fn edit() -> impl Strategy<Value = (String, Option<String>)> {
    let languages =
        "title: T\nbase_url: https://e.org\nlanguages: {fr: {}, en: {}}\nsocial_cards: false\n";
    let posts = (0..4_u8, any::<bool>(), 0..6_u8, 0..4_u8).prop_map(|(name, french, head, link)| {
        let lang = if french { "fr" } else { "en" };
        let head = [
            "",
            "tags: [a, B]\n",
            "slug: other\n",
            "draft: true\n",
            "authors: [me]\nseries: s\n",
            "aliases: [/old/]\ntitel: wrong\n",
        ][usize::from(head)];
        let text = format!(
            "---\ntitle: P{head:.4}\ndate: 2026-01-0{}\n{head}---\n## H\n\n[l](p{link}.md#h) ![i](i.svg)\n",
            link + 1
        );
        (format!("content/blog/p{name}.{lang}.md"), Some(text))
    });
    let others = proptest::sample::select(vec![
        (
            "content/blog/i.svg",
            Some("<svg width='4' height='3'/>".to_owned()),
        ),
        (
            "content/blog/i.svg",
            Some("<svg width='5' height='3'/>".to_owned()),
        ),
        ("content/blog/i.svg", None),
        ("content/people.yaml", Some("me: {name: Me}\n".to_owned())),
        (
            "content/people.yaml",
            Some("me: {name: Other}\nwrong\n".to_owned()),
        ),
        ("content/people.yaml", None),
        (
            "content/blog/_index.fr.md",
            Some("---\ntitle: Blog\n---\n[l](p1.md)\n".to_owned()),
        ),
        ("content/blog/_index.fr.md", None),
        ("lutrin.yaml", Some(languages.to_owned())),
        (
            "lutrin.yaml",
            Some(format!("{languages}root_language: en\npaginate: 1\n")),
        ),
        ("lutrin.yaml", Some("title: [".to_owned())),
        (
            "templates/post.html",
            Some("{{ page.title }} {{ content | safe }}".to_owned()),
        ),
        (
            "templates/post.html",
            Some("{{ page.title | nofilter }}".to_owned()),
        ),
        ("templates/post.html", None),
    ])
    .prop_map(|(path, text)| (path.to_owned(), text));
    let gone = (0..4_u8, any::<bool>()).prop_map(|(name, french)| {
        (
            format!(
                "content/blog/p{name}.{}.md",
                if french { "fr" } else { "en" }
            ),
            None,
        )
    });
    prop_oneof![5 => posts, 3 => others, 1 => gone]
}

/// A site whose links all lead somewhere.
fn begun() -> Edited {
    let files = Edited::default();
    let post = |name: u8| {
        (
            format!("content/blog/p{name}.en.md"),
            "---\ntitle: P\ndate: 2026-01-01\n---\n## H\n".to_owned(),
        )
    };
    let config =
        "title: T\nbase_url: https://e.org\nlanguages: {fr: {}, en: {}}\nsocial_cards: false\n";
    let others = [
        ("lutrin.yaml", config),
        ("content/blog/i.svg", "<svg/>"),
        ("content/people.yaml", "me: {name: Me}\n"),
    ];
    let others = others.map(|(name, text)| (name.to_owned(), text.to_owned()));
    for (name, text) in (0..4).map(post).chain(others) {
        files
            .0
            .write()
            .unwrap()
            .insert(SitePath::new(name), text.into_bytes());
    }
    files
}

/// Applies edits, and compares after each what is shown with a fresh build; says how often it
/// could. While there are mistakes, readers of the dev server keep what they had.
fn compare_after(edits: Vec<Vec<(String, Option<String>)>>) -> usize {
    let files = Arc::new(begun());
    let open = || {
        Workspace::new(
            files.clone(),
            Arc::new(MemoryCache::default()),
            Options::default(),
        )
    };
    let mut workspace = open();
    workspace.apply(&[Change::Everything]);
    let mut compared = 0;
    for edits in edits {
        let mut changes = Vec::new();
        for (path, text) in edits {
            let path = SitePath::new(path);
            match text {
                Some(text) => drop(
                    files
                        .0
                        .write()
                        .unwrap()
                        .insert(path.clone(), text.into_bytes()),
                ),
                None => drop(files.0.write().unwrap().remove(&path)),
            }
            changes.push(Change::File(path));
        }
        let edited = workspace.apply(&changes);
        let fresh = open().apply(&[Change::Everything]);
        if !fresh.diagnostics.iter().any(Diagnostic::is_error) {
            assert_eq!(shown(&edited), shown(&fresh));
            compared += 1;
        }
    }
    compared
}

#[test]
fn any_edits_end_where_a_fresh_build_of_their_files_begins() {
    let config = ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let compared = std::sync::atomic::AtomicUsize::new(0);
    let mut runner = proptest::test_runner::TestRunner::new(config);
    runner
        .run(&vec(vec(edit(), 1..3), 1..12), |edits| {
            compared.fetch_add(compare_after(edits), std::sync::atomic::Ordering::Relaxed);
            Ok(())
        })
        .unwrap();
    assert!(
        compared.into_inner() > 30,
        "too many of the sites had mistakes to compare them"
    );
}

fn everything(site: &SiteTest) -> (String, Vec<(String, Vec<u8>)>) {
    let built = site.clone().build();
    (built.told(), built.output().into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_build_is_the_same_on_one_thread_and_on_many(site in site()) {
        let on = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let one = on(1).install(|| everything(&site));
        let many = on(8).install(|| everything(&site));
        prop_assert_eq!(one, many);
    }

    #[test]
    fn every_address_is_a_file_of_its_own(site in site()) {
        let built = site.build();
        let mut files: Vec<String> = routes(&built.snapshot).into_iter().map(|route| route.url.output_file()).collect();
        let count = files.len();
        files.sort();
        files.dedup();
        prop_assert_eq!(files.len(), count);
        for file in &files {
            prop_assert!(!file.contains("//") && !file.starts_with('/') && !file.split('/').any(|part| part == ".."), "{}", file);
        }
    }
}
