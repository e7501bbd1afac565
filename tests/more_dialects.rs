//! Decks of Quarto, Pandoc, presenterm, Deckset, `HedgeDoc` and peitho as wholes: their slides, their
//! notes, and texts that are long or make no sense.

use std::fs;
use std::time::{Duration, Instant};

use lutrin::dialect::{self, Dialect, DialectSettings};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::{Built, SiteTest, fixtures};

const TOOLS: [&str; 6] = [
    "quarto",
    "pandoc",
    "presenterm",
    "deckset",
    "hedgedoc",
    "peitho",
];

/// A site with a talk whose deck is one of the fixtures.
fn site(tool: &str) -> Built {
    let path = fixtures("dialects").join(tool).join("deck.md");
    let deck = fs::read_to_string(path).unwrap();
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'/>";
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
        .build()
}

#[test]
fn whole_decks_are_built_without_an_error_and_keep_their_notes() {
    for (tool, slides) in [
        ("quarto", 8),
        ("pandoc", 8),
        ("presenterm", 5),
        ("deckset", 6),
        ("hedgedoc", 4),
        ("peitho", 5),
    ] {
        let site = site(tool);
        let said = site.told();
        assert!(!said.contains("error["), "{tool}: {said}");
        let page = site.page("/en/talks/bees/deck/");
        let count = page.html.matches("<section class=\"slide").count();
        assert_eq!(count, slides, "{tool}: {}", page.html);
        page.contains("180").lacks("Wait until").lacks("balcony");
        for (url, bytes) in site.output() {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("balcony"), "{tool}: {url}");
        }
    }
}

/// A slide of each dialect.
const SLIDES: [(&str, &str); 6] = [
    (
        "quarto",
        "## A {.smaller}\n\n::: {.callout-note}\n[b]{.c} -- ^[d]\n:::\n\n```{r}\n#| echo: true\n1\n```\n\n::: notes\nsaid\n:::\n\n",
    ),
    (
        "pandoc",
        "# A {#b .c}\n\n> - d\n\n| line\n| block\n\n***\n\nx^2^\n\n",
    ),
    (
        "presenterm",
        "A\n===\n\n<!-- column_layout: [1, 2] -->\n<!-- column: 0 -->\n\nb\n\n<!-- speaker_note: said -->\n\n<!-- end_slide -->\n\n",
    ),
    (
        "deckset",
        "[.build-lists: true]\n\n# [fit] A\n\n[.column]\n\n- b $1\n\n![left](c.jpg)\n\n^ said\n\n---\n\n",
    ),
    (
        "hedgedoc",
        "## A\n\n:::info\nb\nc ==d==\n:::\n\n{%youtube e %}\n\nNote: said\n\n---\n\n",
    ),
    (
        "peitho",
        "<!-- {\"section\":\"a\",\"time\":\"1m\"} -->\n# A\n\n::: {slot=b}\nc\n:::\n\n<!-- said -->\n\n---\n\n",
    ),
];

fn rewritten(name: &str, body: &str) -> String {
    let dialect = Dialect::named(name).unwrap();
    let (new, _) = dialect::rewrite(dialect, &DialectSettings::default(), body);
    new.text.into_owned()
}

#[test]
fn thousands_of_slides_are_rewritten_each_as_the_first() {
    let breaks = |text: &str| text.lines().filter(|line| *line == "---").count();
    for (name, slide) in SLIDES {
        let few = rewritten(name, &slide.repeat(20));
        let started = Instant::now();
        let many = rewritten(name, &slide.repeat(2000));
        assert!(breaks(&few) >= 19, "{few}");
        let (few, many) = (breaks(&few) + 1, breaks(&many) + 1);
        assert!(many.abs_diff(few * 100) <= 100, "{name}: {few} and {many}");
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "{name} takes too long"
        );
    }
}

/// Texts of which much must take no longer than any other.
const LONG: [&str; 24] = [
    "[",
    "]{.a}",
    "^[",
    "{",
    "{{< ",
    "::: a\n",
    ":::\n",
    "![",
    "![](",
    "~",
    "^",
    "==",
    "++",
    "--",
    "<",
    "`",
    "$",
    "^ a\n",
    "[.a]\n",
    "<!-- pause -->\n",
    "<!-- {\"a\":1} -->\n",
    "# a {",
    "| a\n",
    "{%a ",
];

#[test]
fn much_of_anything_is_read_soon() {
    for sign in LONG {
        let body = sign.repeat(40_000 / sign.len());
        for tool in TOOLS {
            let started = Instant::now();
            drop(rewritten(tool, &body));
            let took = started.elapsed();
            assert!(
                took < Duration::from_secs(20),
                "{tool} takes {took:?} for {sign:?}"
            );
        }
    }
}

const PIECES: &[&str] = &[
    "---\n",
    "***\n",
    "\n\n",
    "\n",
    "\r\n",
    "  ",
    "é",
    "🎤",
    "word",
    "# a ",
    "## b\n",
    "{.c}\n",
    "{background-color=\"#fff\"}\n",
    "::: {.callout-tip title=\"é\"}\n",
    "::: x y\n",
    ":::\n",
    "::: notes\n",
    "::: {.panel-tabset}\n",
    "::: {layout-ncol=2}\n",
    "```{python}\n",
    "```\n",
    "#| echo: false\n",
    "```{.r code-line-numbers=\"1|2\"}\n",
    "{{< video é >}}",
    "{{< ",
    "[a]{.b}",
    "[",
    "]",
    "{",
    "}",
    "^[é]",
    "^",
    "~",
    "x^2^",
    " -- ",
    "![é](a.png){width=2in}",
    "![inline](a)",
    "![left](b)",
    "![image:width:50%](é)",
    "| é\n",
    "#. a\n",
    ": é\n",
    "% é\n",
    "> - é\n",
    "- a\n",
    "<!-- end_slide -->\n",
    "<!-- column_layout: [1, 2] -->\n",
    "<!-- column: 1 -->",
    "<!-- pause -->",
    "<!-- speaker_note: |\n  é\n-->\n",
    "<!-- incremental_lists: true -->\n",
    "é\n===\n",
    "é\n---\n",
    "footer: é\n",
    "slidenumbers: true\n",
    "[.column]\n",
    "[.code-highlight: 1-3]\n",
    "^ é\n",
    "# [fit] é\n",
    "#é\n",
    "-- é\n",
    "$",
    "$$",
    ":::info\n",
    ":::spoiler é\n",
    "{%youtube é %}\n",
    "[toc]\n",
    "==é==",
    "++é++",
    "Note: é\n",
    "<!-- {\"key\":\"é\",\"time\":\"1m\"} -->\n",
    "<!-- é -->",
    "::: {slot=a}\n",
    "::: {reveal}\n",
    "```math\n",
    "```embed\n",
    "\0",
    "\\",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_rewritten(pieces in vec(proptest::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        for tool in TOOLS {
            let dialect = Dialect::named(tool).unwrap();
            let (new, problems) = dialect::rewrite(dialect, &DialectSettings::default(), &text);
            for (at, _) in new.text.char_indices() {
                let range = new.original(&(at..new.text.len()));
                prop_assert!(text.get(range.clone()).is_some(), "{tool}: {range:?} in {text:?}");
            }
            for problem in problems {
                prop_assert!(text.get(problem.range.clone()).is_some(), "{problem:?}");
                prop_assert!(!problem.message.is_empty() && !problem.hint.is_empty());
            }
        }
    }
}
