//! Decks of other tools, construct by construct: every `fixtures/dialects/<tool>/*.md` is a deck as
//! the tool's own users write it, and the `.native.md` beside it is what Lutrin reads, with what
//! the author is told in a comment at its end. `UPDATE=1` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use lutrin::diagnostic::Diagnostic;
use lutrin::dialect::{self, Dialect, DialectSettings, Rewritten, detect};
use lutrin::front_matter;
use lutrin::path::SitePath;
use lutrin::source::Source;
use lutrin::yaml::Yaml;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::{Built, SiteTest, files_with, fixtures, updating};

/// The dialect of a name that is one.
fn dialect_of(name: &str) -> Dialect {
    Dialect::named(name).unwrap()
}

/// A deck that was read: its body in the native form, and what its author is told.
struct Read {
    dialect: Dialect,
    text: String,
    told: String,
}

/// Reads a deck as `dialect` is told in its front matter, else as it is detected.
fn read(text: &str) -> Read {
    let source = Source::new(SitePath::new("content/talks/a/deck.en.md"), text);
    let mut diagnostics = Vec::new();
    let (yaml, body) = front_matter::split(&source, &mut diagnostics);
    let settings = yaml
        .map(|yaml| settings(&source, yaml, &mut diagnostics))
        .unwrap_or_default();
    let body_text = &text[body.clone()];
    let dialect = settings.dialect_of(body_text);
    let (new, problems) = dialect::rewrite(dialect, &settings, body_text);
    check(body_text, &new);
    let mut told = String::new();
    for Diagnostic {
        code,
        place,
        message,
        hints,
        ..
    } in &diagnostics
    {
        let span = place.as_ref().and_then(|place| place.span).unwrap();
        let at = source.position(span.start);
        writeln!(
            told,
            "{}:{} {} {message}\n  {}",
            at.line,
            at.column,
            code.id,
            hints.join("\n  ")
        )
        .unwrap();
    }
    for problem in problems {
        let at = source.position(body.start + problem.range.start);
        let written = body_text[problem.range.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        writeln!(
            told,
            "{}:{} `{written}` {}\n  {}",
            at.line, at.column, problem.message, problem.hint
        )
        .unwrap();
    }
    Read {
        dialect,
        text: new.text.into_owned(),
        told,
    }
}

fn settings(
    source: &Source,
    range: std::ops::Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> DialectSettings {
    let yaml = Yaml::parse(source, range, diagnostics).unwrap();
    let mut fields = yaml.root().fields();
    let own = [
        "title",
        "math",
        "footer",
        "aspect",
        "css",
        "duration",
        "transition",
        "autoslide",
        "loop",
    ];
    let settings = DialectSettings::read(&mut fields, &own);
    for key in own {
        fields.get(key);
    }
    fields.finish(&[]);
    diagnostics.extend(yaml.into_diagnostics());
    settings
}

/// Every range of the new text comes from one of the old text, on the borders of characters.
fn check(old: &str, new: &Rewritten<'_>) {
    let borders: Vec<usize> = (0..=new.text.len())
        .filter(|at| new.text.is_char_boundary(*at))
        .collect();
    let far = borders.len() / 7 + 1;
    for (number, &start) in borders.iter().enumerate() {
        for end in [number, number + 1, number + far, borders.len() - 1]
            .iter()
            .filter_map(|at| borders.get(*at))
        {
            if start <= *end {
                let range = new.original(&(start..*end));
                assert!(
                    old.get(range.clone()).is_some(),
                    "{range:?} for {start}..{end} in {old:?}"
                );
            }
        }
    }
}

fn shown(read: &Read) -> String {
    let told = if read.told.is_empty() {
        String::new()
    } else {
        format!("<!-- told:\n{}-->\n", read.told)
    };
    let line_end = if read.text.ends_with('\n') || read.text.is_empty() {
        ""
    } else {
        "\n"
    };
    format!("{}{line_end}{told}", read.text)
}

fn compare(path: &Path, wrong: &mut Vec<String>) {
    let read = read(&fs::read_to_string(path).unwrap());
    let folder = path.parent().and_then(Path::file_name).unwrap();
    if read.dialect.name() != folder {
        wrong.push(format!(
            "{} is taken for {}",
            path.display(),
            read.dialect.name()
        ));
    }
    let new = shown(&read);
    let beside = path.with_extension("native.md");
    let expected = fs::read_to_string(&beside).unwrap_or_default();
    if new != expected && updating() {
        fs::write(&beside, &new).unwrap();
    } else if new != expected {
        wrong.push(format!(
            "{}\n--- expected\n{expected}--- rewritten\n{new}",
            path.display()
        ));
    }
}

#[test]
fn every_construct_becomes_the_native_form_beside_it() {
    let mut wrong = Vec::new();
    for dialect in Dialect::all() {
        let tool = dialect.name();
        for path in files_with(&fixtures("dialects").join(tool), "md") {
            if !path.to_str().unwrap().ends_with(".native.md") {
                compare(&path, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A site with a talk whose deck is one of the fixtures.
fn site(tool: &str, name: &str) -> Built {
    let deck =
        fs::read_to_string(fixtures("dialects").join(tool).join(format!("{name}.md"))).unwrap();
    let picture = "<svg width='40' height='30'/>";
    SiteTest::new()
        .file(
            "content/talks/bees/index.en.md",
            "---\ntitle: Bees\nduration: 20m\n---\n",
        )
        .file(
            "content/talks/bees/deck.en.md",
            deck.replace("roof.jpg", "roof.svg"),
        )
        .file("content/talks/bees/roof.svg", picture)
        .file("content/talks/bees/img/roof.svg", picture)
        .file("static/roof.svg", picture)
        .build()
}

#[test]
fn lines_may_end_as_on_windows() {
    // Of several empty lines, one counts.
    let text_of = |text: &str| {
        let mut text = read(text).text.replace("\r\n", "\n");
        while text.contains("\n\n\n") {
            text = text.replace("\n\n\n", "\n\n");
        }
        text
    };
    // Its separators are `\n` in the author's own words.
    let is_deck = |path: &&PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        !name.ends_with(".native.md") && name != "separators-of-empty-lines.md"
    };
    for dialect in Dialect::all() {
        let files = files_with(&fixtures("dialects").join(dialect.name()), "md");
        for path in files.iter().filter(is_deck) {
            let text = fs::read_to_string(path).unwrap().replace('\r', "");
            let there = text_of(&text.replace('\n', "\r\n"));
            assert_eq!(there, text_of(&text), "{}", path.display());
        }
    }
}

#[test]
fn whole_decks_are_built_and_their_notes_are_kept() {
    for (tool, slides, steps) in [
        ("marp", 3, 1),
        ("reveal-md", 4, 2),
        ("slidev", 4, 2),
        ("remark", 3, 1),
    ] {
        let site = site(tool, "deck");
        let said = site.told();
        assert!(!said.contains(" error["), "{tool}: {said}");
        let page = site.page("/en/talks/bees/deck/");
        assert_eq!(
            page.html.matches("<section class=\"slide").count(),
            slides,
            "{tool}: {}",
            page.html
        );
        assert_eq!(
            page.html.matches("data-steps=\"0\"").count(),
            slides - steps,
            "{tool}: {}",
            page.html
        );
        page.contains("three square metres")
            .contains("180")
            .lacks("Wait until")
            .lacks("balcony")
            .lacks("{.fragment}");
        for (url, bytes) in site.output() {
            assert!(
                !String::from_utf8_lossy(&bytes).contains("balcony"),
                "{tool}: {url}"
            );
        }
    }
}

#[test]
fn a_body_that_needs_nothing_is_not_copied() {
    let body = "# One\n\n---\n\n## Two\n\n::: notes\nSaid\n:::\n";
    for dialect in Dialect::all() {
        let (new, problems) = dialect::rewrite(dialect, &DialectSettings::default(), body);
        assert_eq!(new.text.trim_end(), body.trim_end(), "{dialect:?}");
        // Decks of Slidev are put together of several files.
        let is_copied = matches!(new.text, std::borrow::Cow::Owned(_));
        assert!(!is_copied || dialect == dialect_of("slidev"), "{dialect:?}");
        assert_eq!(new.original(&(3..5)), 3..5);
        assert!(problems.is_empty());
    }
}

#[test]
fn a_dialect_is_named_told_by_keys_or_found_by_signs() {
    let of =
        |front_matter: &str, body: &str| read(&format!("---\n{front_matter}\n---\n{body}")).dialect;
    assert_eq!(
        of("dialect: remark", "<v-click>x</v-click>"),
        dialect_of("remark")
    );
    assert_eq!(of("dialect: auto\nmarp: true", "???"), dialect_of("marp"));
    for code in [
        "````md magic-move\n```rust\na\n```\n````",
        "<<< @/a.rs",
        "::code-group\n```rust\na\n```\n::",
        "# A\n\n<Toc maxDepth=\"1\" />",
    ] {
        assert_eq!(of("title: A", code), dialect_of("slidev"), "{code}");
    }
    assert_eq!(
        of("dialect: native\ndrawings: {}", ""),
        dialect_of("native")
    );
    assert_eq!(
        of("title: A", "# A\n\n---\n\n<!-- comment -->\n"),
        dialect_of("native")
    );
    assert_eq!(
        of("title: A", "<!-- .slide: #a .center -->\n"),
        dialect_of("native")
    );
    assert_eq!(
        of("title: A", "<!-- .slide: data-background=\"#fff\" -->\n"),
        dialect_of("reveal-md")
    );
    assert_eq!(
        of(
            "title: A",
            "# A\n\n```\n<!-- .element: x -->\n???\n<v-click>\n```\n"
        ),
        dialect_of("native")
    );
    assert_eq!(
        of("title: A", "# A\n\n???\n\nnotes\n"),
        dialect_of("remark")
    );
    assert_eq!(of("title: A", "- a\n--\n- b\n"), dialect_of("remark"));
    assert_eq!(
        of("title: A", "---\nlayout: center\n---\n\n# A\n"),
        dialect_of("slidev")
    );
    assert_eq!(
        of(
            "title: A",
            "::: fragment\n<!-- .element: class=\"fragment\" -->\n:::\n"
        ),
        dialect_of("native")
    );
    assert_eq!(detect(&["title", "headingDivider"], ""), dialect_of("marp"));
    let unknown = read("---\ndialect: slidve\n---\n");
    assert_eq!(
        unknown.told,
        "2:10 L0109 `slidve` is no dialect of decks\n  did you mean `slidev`?\n"
    );
}

/// A slide of each dialect with something to rewrite in it.
const SLIDES: [(&str, &str); 5] = [
    ("native", "## A\n\ntext\n\nNote: said\n\n---\n\n"),
    (
        "marp",
        "## A\n\n* one\n* two\n\n<!-- class: b -->\n\n<!-- said -->\n\n***\n\n",
    ),
    (
        "reveal-md",
        "## A <!-- .slide: class=\"b\" -->\n\n- a <!-- .element: class=\"fragment\" -->\n\nNote: b\n\n---\n\n",
    ),
    (
        "slidev",
        "---\nlayout: two-cols\n---\n\n<v-clicks>\n\n- a\n\n</v-clicks>\n\n::right::\n\n<A/>\n\n<!-- said -->\n\n",
    ),
    (
        "remark",
        "name: a\n\n.left-column[\n- a `b`\n]\n\n--\n\n- c .red[d]\n\n???\n\nsaid\n\n---\n\n",
    ),
];

#[test]
fn thousands_of_slides_are_rewritten_each_as_the_first() {
    for (name, slide) in SLIDES {
        let dialect = dialect_of(name);
        let rewrite = |count: usize| {
            let body = slide.repeat(count);
            dialect::rewrite(dialect, &DialectSettings::default(), &body)
                .0
                .text
                .into_owned()
        };
        let breaks = |text: &str| text.lines().filter(|line| *line == "---").count();
        let (few, many) = (rewrite(20), rewrite(2000));
        assert!(few.len() > slide.len() * 10 && breaks(&few) >= 19, "{few}");
        assert_eq!(breaks(&many), breaks(&few) * 100, "{dialect:?}");
    }
}

/// What the tools give a meaning to, and what stands around it.
const PIECES: &[&str] = &[
    "---\n",
    "----\n",
    "--\n",
    "???\n",
    "***\n",
    "\n\n",
    "\n",
    "\r\n",
    "  ",
    "\t",
    "é",
    "🎤",
    "word",
    "```\n",
    "```js\n",
    "~~~~\n",
    "`",
    "<!--",
    "-->",
    "<!-- said -->",
    "<!--\n  said\n---\n-->\n",
    "<!-- _class: a -->\n",
    "<!-- class: b -->",
    "<!-- _backgroundImage: url(é.jpg) -->\n",
    "<!-- headingDivider: 2 -->\n",
    "<!-- fit -->",
    "# é\n",
    "## b\n",
    "b\n---\n",
    "- ",
    "* ",
    "1) ",
    "> ",
    "::: a\n",
    ":::\n",
    "::: notes\n",
    "Note:",
    "\nNotes: é\n",
    "note: x\n",
    "<!-- .slide: class=\"a\" data-background=\"é.jpg\" -->\n",
    "<!-- .slide: data-notes=\"é\" -->\n",
    " <!-- .element: class=\"fragment grow\" -->",
    "\n<!-- .element: class=\"fragment\" data-x=\"1\" -->\n",
    "<aside class=\"notes\">",
    "</aside>",
    "layout: two-cols\n",
    "layout: image-left\nimage: é.jpg\n",
    "class: a\n",
    "```yaml\nlayout: center\n```\n",
    "::right::\n",
    "::left::\n",
    "<v-clicks>\n",
    "</v-clicks>\n",
    "<v-click at=\"2\">",
    "</v-click>",
    "<div v-click>",
    "</div>",
    "<p v-click='é'>",
    "</p>",
    "<Counter :n=\"é\" />",
    "<A>",
    "</A>",
    "{{ é }}",
    "{{",
    "<script setup>\n",
    "</script>\n",
    "<style>",
    "</style>",
    "```ts {1|2}{lines:true}\n",
    "````md magic-move\n",
    "name: é\n",
    "continued: true\n",
    ".left-column[\n",
    ".right-column[",
    "]",
    "[",
    ".a.b[é]",
    "\\",
    "![w:1 é](x)",
    "| a |\n|---|\n",
    "$$\n",
    "$",
    "<<< @/x\n",
    "<",
    "\0",
    "-",
    "=",
    ":",
    "    ",
];

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn any_settings() -> impl Strategy<Value = DialectSettings> {
    let separator = proptest::sample::select(
        &[
            "",
            "^---$",
            "\n\n\n",
            "<!--",
            "é?",
            "(?:-|\n)+",
            "(a*)*$",
            "[",
        ][..],
    );
    let separator = || {
        separator
            .clone()
            .prop_map(|text| (!text.is_empty()).then(|| text.to_owned()))
    };
    let said = proptest::sample::select(
        &[
            "class",
            "_class",
            "layout",
            "image",
            "background",
            "backgroundColor",
        ][..],
    );
    let slide = vec((said.prop_map(str::to_owned), "[a-zé:#() \"-]{0,9}"), 0..4);
    (
        separator(),
        separator(),
        separator(),
        vec(1..7_u8, 0..3),
        slide,
    )
        .prop_map(
            |(separator, vertical_separator, notes_separator, heading_divider, slide)| {
                DialectSettings {
                    separator,
                    vertical_separator,
                    notes_separator,
                    heading_divider,
                    slide,
                    ..DialectSettings::default()
                }
            },
        )
}

/// Pieces that are whole, between empty lines, so that none reaches into the next.
const WHOLE: &[&str] = &[
    "---",
    "***",
    "<!-- said -->",
    "<!-- class: b -->",
    "<!-- .slide: class=\"a\" -->",
    "## Title",
    "- item\n- item",
    "* item\n  - item",
    "```js {1}\n---\n<A/>\n```",
    "> quoted\n> ---",
    "::: box\nboxed\n:::",
    "<v-click>\n\nstep\n\n</v-click>",
    "<Counter/>",
    "<A>\n\ninside\n\n</A>",
    "text <!-- .element: class=\"fragment\" -->",
    ".left-column[\nleft\n]\n.right-column[right]",
    "::right::",
    "???",
    "--",
    "--\nb",
    "Note: words",
    "{{ x }}",
    "a .b[c] d",
    "| a |\n|---|\n| b |",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_rewritten_and_every_range_comes_from_the_text(text in nasty(), settings in any_settings()) {
        let _ = detect(&[], &text);
        for dialect in Dialect::all() {
            let (new, problems) = dialect::rewrite(dialect, &settings, &text);
            check(&text, &new);
            for problem in problems {
                prop_assert!(text.get(problem.range.clone()).is_some(), "{problem:?}");
                prop_assert!(!problem.message.is_empty() && !problem.hint.is_empty());
            }
        }
    }

    #[test]
    fn no_text_is_lost_and_all_of_it_is_found_again(pieces in vec(proptest::sample::select(WHOLE), 0..14)) {
        let word = |number: usize| format!("w{number}é");
        let paragraphs = pieces.iter().enumerate().map(|(n, piece)| format!("{}\n\n{piece}\n\n", word(n)));
        let text = paragraphs.collect::<Vec<_>>().concat();
        for dialect in Dialect::all() {
            let (new, _) = dialect::rewrite(dialect, &DialectSettings::default(), &text);
            for number in 0..pieces.len() {
                let word = word(number);
                let at = new.text.find(&word);
                prop_assert!(at.is_some(), "{dialect:?} has lost {word} of {text:?}: {:?}", new.text);
                let range = at.unwrap()..at.unwrap() + word.len();
                prop_assert_eq!(text.get(new.original(&range)), Some(word.as_str()));
            }
        }
    }

    #[test]
    fn what_was_rewritten_needs_it_no_more(pieces in vec(proptest::sample::select(WHOLE), 0..14)) {
        let text = pieces.join("\n\n");
        for dialect in Dialect::all() {
            let (new, _) = dialect::rewrite(dialect, &DialectSettings::default(), &text);
            let (native, _) = dialect::rewrite(dialect_of("native"), &DialectSettings::default(), &new.text);
            let (again, _) = dialect::rewrite(dialect_of("native"), &DialectSettings::default(), &native.text);
            prop_assert_eq!(&again.text, &native.text);
        }
    }
}

/// The dialect that all signs of a deck speak for, and the doubt.
fn chosen(text: &str) -> (String, String) {
    let source = Source::new(SitePath::new("content/talks/a/deck.en.md"), text);
    let (yaml, body) = front_matter::split(&source, &mut Vec::new());
    let settings = settings(&source, yaml.unwrap(), &mut Vec::new());
    let chosen = settings.choose(&text[body]);
    let doubt = chosen.doubt.map(|doubt| doubt.message);
    (chosen.dialect.name().to_owned(), doubt.unwrap_or_default())
}

#[test]
fn all_signs_of_a_file_say_whose_deck_it_is() {
    for (text, name, doubt) in [
        (
            "---\ntheme: seriph\n---\n# A\n",
            "slidev",
            "this deck is read as Slidev's for `theme: seriph`, and little else says so",
        ),
        (
            "---\ntheme: seriph\nlayout: cover\n---\n# A\n",
            "slidev",
            "",
        ),
        ("---\ntheme: gaia\nclass: lead\n---\n# A\n", "marp", ""),
        (
            "---\ntheme: gaia\n---\n# A\n",
            "marp",
            "this deck is read as Marp's for `theme: gaia`, and little else says so",
        ),
        (
            "---\ntheme: black\n---\n<p class=\"fragment\">a</p>\n",
            "reveal-md",
            "",
        ),
        ("---\ntheme: of-my-own\n---\n# A\n", "native", ""),
        ("---\ntitle: A\n---\n# A\n\n---\n\n## B\n", "native", ""),
        (
            "---\npaginate: true\ndrawings: {}\n---\n# A\n",
            "marp",
            "this deck is read as Marp's for `paginate`, though `drawings` is Slidev's",
        ),
        ("---\nmarp: true\n---\n<v-click>a</v-click>\n", "marp", ""),
        (
            "---\ntitle: A\n---\n# A\n\n---\nhide: true\n---\n\n# B\n",
            "slidev",
            "",
        ),
        (
            "---\ntitle: A\n---\nname: a\nclass: center, middle\n\n# A\n\n---\nlayout: false\n\n# B\n\n---\n",
            "remark",
            "",
        ),
        (
            "---\ntitle: A\n---\n# A\n\n---\nexclude: true\n\n## B\n\n---\n\n## C\n",
            "remark",
            "",
        ),
        (
            "---\ntitle: A\n---\n# A\n\n---\nlayout: center\nclass: a, b\n---\n\n# B\n",
            "slidev",
            "",
        ),
        (
            "---\ntitle: A\n---\n# A\n\n<!-- One, [click] two -->\n",
            "slidev",
            "this deck is read as Slidev's for `[click]`, and little else says so",
        ),
        (
            "---\ntitle: A\n---\n# A\n\n---\n\n## B\n\n----\n\n## C\n",
            "reveal-md",
            "this deck is read as reveal-md's for `----`, and little else says so",
        ),
        (
            "---\ntitle: A\n---\n# A\n\n---\n\nB\n----\n\nC\n",
            "native",
            "",
        ),
    ] {
        let (found, told) = chosen(text);
        assert_eq!((found.as_str(), told.as_str()), (name, doubt), "{text}");
    }
}

/// Front matter as authors of each tool write it.
const FRONT_MATTERS: &[&str] = &[
    "marp: true\ntheme: gaia\nhtml: true\nsize: 4:3\nmath: katex\nbackgroundColor: #fff\ncolor: #123\ndate: 2024-05\nauthor: [A, B]\ntags: foo",
    "marp: true\nheader: '**A**'\nfooter: [a]\nstyle: |\n  h1 { color: red }\ntitle: [A]\nduration: an hour\nslug: A B",
    "title: A\nseparator: <!--s-->\nverticalSeparator: <!--v-->\ntheme: solarized\ncss: a.css,b.css\nstatic: x\nstaticDirs: [a]\nrevealOptions:\n  transition: fade\nscripts: [a.js]\nhighlightTheme: github",
    "theme: seriph\nbackground: https://cover.sli.dev\ntitle: false\ninfo: |\n  a\ndrawings:\n  persist: false\nmdc: true\nduration: 35min\ncss: unocss\ncolorSchema: dark\nglowSeed: 229\nfonts: {sans: A}\nexportFilename: a\ntags: [a, b]\nimage: a.png\ndraft: maybe",
    "dialect: remark\nratio: '4:3'\nhighlightLines: true\nnavigation: {scroll: false}\nx: 1",
];

#[test]
fn no_front_matter_of_a_tool_is_an_error() {
    for front_matter in FRONT_MATTERS {
        let deck = format!("---\n{front_matter}\n---\n# A\n\n---\n\n## B\n");
        let site = SiteTest::new()
            .file("content/talks/a/index.en.md", "---\ntitle: A\n---\n")
            .file("content/talks/a/a.png", "")
            .file("content/talks/a/deck.en.md", deck)
            .build();
        let told = site.told();
        // Files that are not there are the author's to bring.
        let errors = told
            .lines()
            .filter(|line| line.contains(" error[L0") && !line.contains("[L02"));
        let errors: Vec<&str> = errors.collect();
        assert_eq!(errors, [] as [&str; 0], "{front_matter}");
    }
}

#[test]
fn a_tag_of_a_deck_has_its_page() {
    let site = SiteTest::new()
        .file("content/talks/a/index.en.md", "---\ntitle: A\n---\n")
        .file(
            "content/talks/a/deck.en.md",
            "---\ntags: [Bees]\n---\n# A deck\n",
        )
        .build();
    site.clean()
        .page("/en/tags/bees/")
        .contains("Slides")
        .contains("A deck");
}

#[test]
fn front_matter_of_marp_needs_no_quotes() {
    let deck = "---\nmarp: true\nheader: 1. May: bees\nfooter: C# and #roofs\nbackgroundColor: #123456\n---\n# A\n\n---\n\n## B\n";
    let site = SiteTest::new()
        .file("content/talks/a/index.en.md", "---\ntitle: A\n---\n")
        .file("content/talks/a/deck.en.md", deck)
        .build();
    site.clean()
        .page("/en/talks/a/deck/")
        .contains("1. May: bees")
        .contains("C# and #roofs")
        .contains("#123456");
}
