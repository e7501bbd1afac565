//! Speaker notes in every form that a tool has, in decks of every tool: none is published without a
//! word to its author, and what can only be a note is not published at all.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lutrin::dialect::Dialect;

use crate::common::{Built, SiteTest};

/// Forms that can only be notes; `SECRET` is what nobody but the speaker should read.
const NOTES: &[(&str, &str)] = &[
    ("aside", "<aside class=\"notes\">SECRET</aside>"),
    (
        "asidelines",
        "<aside class=\"notes\">\n\nSECRET\n\n- SECRET\n\n</aside>",
    ),
    ("asideopen", "<aside class=\"notes\">\nSECRET"),
    ("asidecase", "<ASIDE CLASS='Notes'>SECRET</ASIDE>"),
    ("asidetwo", "<aside class=\"small notes\">SECRET</aside>"),
    (
        "asideinner",
        "<aside class=\"notes\"><aside>a</aside> SECRET</aside>",
    ),
    (
        "asideitem",
        "- item\n\n  <aside class=\"notes\">SECRET</aside>\n- next",
    ),
    (
        "asidelist",
        "- item <aside class=\"notes\">SECRET</aside>\n- next",
    ),
    (
        "asidequote",
        "> quote\n> <aside class=\"notes\">SECRET</aside>",
    ),
    (
        "asidetext",
        "text <aside class=\"notes\">SECRET</aside> more",
    ),
    (
        "asidetable",
        "| a | b |\n|---|---|\n| 1 <aside class=\"notes\">SECRET</aside> | 2 |",
    ),
    (
        "asidehtml",
        "<div>\n<aside class=\"notes\">SECRET</aside>\n</div>",
    ),
    (
        "asidehead",
        "### Three <aside class=\"notes\">SECRET</aside>",
    ),
    (
        "asidecode",
        "<aside class=\"notes\">\n\n```\nSECRET\n```\n\n</aside>",
    ),
    ("div", "::: notes\nSECRET\n:::"),
    ("divtight", ":::notes\nSECRET\n:::"),
    ("divclass", "::: {.notes #id}\nSECRET\n:::"),
    ("divvalue", "::: {class=\"notes\"}\nSECRET\n:::"),
    ("divcase", "::: Notes\nSECRET\n:::"),
    ("divspeaker", "::: speaker-notes\nSECRET\n:::"),
    ("divspeakers", "::: {.speakernotes}\nSECRET\n:::"),
    ("divitem", "- item\n\n  ::: notes\n  SECRET\n  :::"),
    ("data", "<div data-notes=\"SECRET\">x</div>"),
    (
        "datasection",
        "<section data-notes=\"SECRET\">\n\nhi\n\n</section>",
    ),
    ("databraces", "### Three {data-notes=\"SECRET\"}"),
    ("notesbraces", "### Three {notes=\"SECRET\"}"),
    ("datadiv", "::: {.box data-notes=\"SECRET\"}\nx\n:::"),
    ("beamer", "\\note{SECRET}"),
    (
        "beameritem",
        "- item\n\n  \\note[item]{SECRET {a} \\} SECRET}\n- next",
    ),
    ("beameropen", "\\note{\nSECRET"),
    ("remark", "???\nSECRET"),
    ("remarkspace", "??? \nSECRET\n\nSECRET more"),
    ("remarktight", "text\n???\nSECRET"),
    ("remarklist", "- a\n- b\n???\nSECRET"),
];

/// Forms that may be sentences for readers in decks of some tools.
const PERHAPS: &[(&str, &str)] = &[
    ("note", "Note: SECRET"),
    ("notelines", "Notes:\n\n- SECRET\n- SECRET"),
    ("notecase", "NOTE: SECRET"),
    ("noteindent", "  Note: SECRET"),
    ("notetext", "Some text\nNote: SECRET"),
    ("notelist", "- item\nNote: SECRET"),
    ("notefrench", "Note : SECRET"),
    ("notespeaker", "Speaker notes: SECRET"),
    (
        "notetable",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nNote: SECRET",
    ),
    ("caret", "^ SECRET"),
    ("carettight", "^SECRET"),
    ("caretindent", "  ^ SECRET"),
    ("caretlines", "^ one\nSECRET\n\n^ SECRET"),
    ("remarkline", "??? SECRET"),
    ("divhtml", "<div class=\"notes\">SECRET</div>"),
    (
        "divhtmllines",
        "<div id=\"n\" class=\"notes\">\n\nSECRET\n\n</div>",
    ),
    ("classtext", "SECRET {.notes}"),
    ("classlines", "some words,\nSECRET {#id .notes}"),
    ("classspan", "[SECRET]{.notes} in a text"),
    ("classitem", "- item\n- SECRET {.notes}"),
    ("classhead", "### SECRET {.notes}"),
    (
        "classcell",
        "| a | b |\n|---|---|\n| SECRET | x {.notes} |\n| 1 | 2 |",
    ),
    (
        "classfirstcell",
        "| a | b |\n|---|---|\n| SECRET {.notes} | x |",
    ),
    (
        "classheadcell",
        "| SECRET | b {.notes} |\n|---|---|\n| 1 | 2 |",
    ),
    ("divnear", "::: nottes\nSECRET\n:::"),
];

/// A site with a talk for each form, all of one dialect.
fn site(dialect: &str, forms: &[(&str, &str)]) -> Built {
    let mut site = SiteTest::new();
    for (name, form) in forms {
        let form = form.replace("SECRET", &format!("secret{name}z"));
        let deck = format!(
            "---\ntitle: X\ndialect: {dialect}\n---\n\n# One\n\nPublic one.\n\n---\n\n## Two\n\nPublic two.\n\n{form}\n\n---\n\n## Four\n\nPublic three.\n"
        );
        let talk = format!("content/talks/{name}");
        site = site
            .file(
                &format!("{talk}/index.en.md"),
                "---\ntitle: A\nduration: 20m\n---\n",
            )
            .file(&format!("{talk}/deck.en.md"), deck);
    }
    site.build_without_rendering()
}

/// The names of the forms whose notes stand in the output.
fn published(site: &Built, forms: &[(&'static str, &str)]) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for bytes in site.output().values() {
        let text = String::from_utf8_lossy(bytes);
        let names = forms.iter().map(|(name, _)| *name);
        found.extend(names.filter(|name| text.contains(&format!("secret{name}z"))));
    }
    found
}

#[test]
fn what_can_only_be_a_note_is_published_by_no_dialect() {
    let mut wrong = String::new();
    for dialect in Dialect::all() {
        let site = site(dialect.name(), NOTES);
        for name in published(&site, NOTES) {
            // To Vue, an element in capitals is a component of the author's.
            if (dialect.name(), name) == ("slidev", "asidecase") {
                continue;
            }
            writeln!(wrong, "{}: {name}", dialect.name()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "published:\n{wrong}");
}

#[test]
fn what_may_be_a_note_is_published_by_no_dialect_without_a_word() {
    let mut wrong = String::new();
    for dialect in Dialect::all() {
        let site = site(dialect.name(), PERHAPS);
        let told = site.told();
        for name in published(&site, PERHAPS) {
            let deck = format!("content/talks/{name}/deck.en.md");
            let is_told = told.lines().any(|line| line.starts_with(&deck));
            if !is_told {
                writeln!(wrong, "{}: {name}", dialect.name()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "published without a word:\n{wrong}");
}

#[test]
fn a_deck_of_the_native_form_with_notes_of_another_tool_is_an_error() {
    let forms: Vec<(&str, &str)> = NOTES
        .iter()
        .copied()
        .filter(|(_, form)| !form.contains("::: notes") && !form.contains(":::notes"))
        .filter(|(name, _)| !["divclass", "divvalue", "divcase"].contains(name))
        .collect();
    let site = site("native", &forms);
    let told = site.told();
    for (name, _) in forms {
        let deck = format!("content/talks/{name}/deck.en.md");
        let is_error = |line: &str| line.starts_with(&deck) && line.contains("L0695");
        assert!(told.lines().any(is_error), "{name}: {told}");
    }
}

#[test]
fn a_deck_of_another_tool_is_never_an_error_for_its_notes() {
    for dialect in Dialect::all().filter(|dialect| *dialect != Dialect::NATIVE) {
        for forms in [NOTES, PERHAPS] {
            let told = site(dialect.name(), forms).told();
            assert!(!told.contains("error["), "{dialect:?}: {told}");
        }
    }
}

#[test]
fn what_is_no_note_stays_as_it_is() {
    let body = "# One\n\nTake note: this is text.\n\n^\n\n^_^ x^2^\n\n`\\note{a}` \\notes{b}\n\n\
                ```\n\\note{c}\n^ d\n???\n```\n\nWhat???\n\n::: footnotes\ne\n:::\n\n\
                <div class=\"footnotes\">f</div>\n\n> Note: a quotation\n";
    // For Deckset, each line that begins with the sign is a note.
    for dialect in Dialect::all().filter(|dialect| dialect.name() != "deckset") {
        let settings = lutrin::dialect::DialectSettings::default();
        let (new, problems) = lutrin::dialect::rewrite(dialect, &settings, body);
        assert!(!new.text.contains("::: notes"), "{dialect:?}: {}", new.text);
        // Pandoc leaves all TeX in a line out, whatever it is called.
        let said = |problem: &lutrin::dialect::DialectProblem| {
            problem.message.contains("notes") && !problem.message.contains("has no equivalent")
        };
        assert!(!problems.iter().any(said), "{dialect:?}: {problems:?}");
    }
}

/// What Quarto leaves out, and slides that their authors left out.
const HIDDEN: &[(&str, &str)] = &[
    ("quarto", "[SECRET]{.content-hidden}"),
    ("quarto", "[SECRET]{.content-visible when-format=\"pdf\"}"),
    (
        "quarto",
        "::: {.content-visible when-profile=\"internal\"}\nSECRET\n:::",
    ),
    ("quarto", "::: {.content-hidden}\nSECRET"),
    ("quarto", "```{python}\n#| echo: False\nSECRET = 1\n```"),
    ("quarto", "```{r, include=F}\nSECRET <- 1\n```"),
    (
        "quarto",
        "```{r setup, include=FALSE}\nknitr::opts_chunk$set(echo = FALSE)\n```\n\n```{r}\nSECRET <- 1\n```",
    ),
    (
        "quarto",
        "```{=html}\n<aside class=\"notes\">SECRET</aside>\n```",
    ),
    ("quarto", "## Three {data-notes=\"SECRET\"}"),
    ("pandoc", "<div class=\"notes\"><p>SECRET</p></div>"),
    ("native", "---\nhide: true\n---\n\n## Three\n\nSECRET"),
    ("native", "---\n\nexclude: true\n\n## Three\n\nSECRET"),
    (
        "peitho",
        "---\n\n<!-- {\"key\":\"a\", \"draft\": true, -->\n\n## Three\n\nSECRET",
    ),
    (
        "peitho",
        "---\n\n<!-- {\"draft\": \"true\"} -->\n\n## Three\n\nSECRET",
    ),
    (
        "pandoc",
        "\\begin{comment}\n\n# Three\n\n---\n\nSECRET\n\n\\end{comment}",
    ),
    (
        "quarto",
        "A word \\begin{comment}*SECRET*\\end{comment} and another.",
    ),
    ("quarto", "```{r, include = FALSE}\nSECRET\n```"),
    (
        "quarto",
        "```{r a, fig.width = 3, echo= FALSE }\nSECRET\n```",
    ),
    ("quarto", "```{r}\n# | echo: false\nSECRET\n```"),
    ("quarto", "```{r}\n#| echo = F, fig.width = 3\nSECRET\n```"),
    ("quarto", "```{.python .content-hidden}\nSECRET\n```"),
    (
        "quarto",
        "```{.python .content-visible when-format=\"pdf\"}\nSECRET\n```",
    ),
];

#[test]
fn what_its_author_left_out_is_published_nowhere() {
    for (dialect, form) in HIDDEN {
        let site = site(dialect, &[("a", form)]);
        assert!(
            published(&site, &[("a", form)]).is_empty(),
            "{dialect}: {form}"
        );
    }
    for front_matter in [
        "execute: {include: false}",
        "execute:\n  echo: False",
        "knitr:\n  opts_chunk:\n    echo: false",
    ] {
        let deck = format!(
            "---\ntitle: X\ndialect: quarto\n{front_matter}\n---\n\n## One\n\n```{{r}}\nsecretaz <- 1\n```\n"
        );
        let built = SiteTest::new()
            .file(
                "content/talks/a/index.en.md",
                "---\ntitle: A\nduration: 20m\n---\n",
            )
            .file("content/talks/a/deck.en.md", deck)
            .build_without_rendering();
        assert!(published(&built, &[("a", "")]).is_empty(), "{front_matter}");
    }
}

#[test]
fn lines_may_end_as_in_very_old_files() {
    let deck = "---\ntitle: X\n---\n\n# One\n\nPublic.\n\nNote: secretaz\n\n---\n\n## Two\n";
    let built = SiteTest::new()
        .file(
            "content/talks/a/index.en.md",
            "---\ntitle: A\nduration: 20m\n---\n",
        )
        .file("content/talks/a/deck.en.md", deck.replace('\n', "\r"))
        .build_without_rendering();
    assert!(published(&built, &[("a", "")]).is_empty());
    let page = built.page("/en/talks/a/deck/");
    page.contains("Public.").contains("Two");
}

#[test]
fn notes_are_as_long_as_their_tool_has_them() {
    for (dialect, form) in [
        (
            "presenterm",
            "- one\n  <!-- speaker_note: SECRET -->\n- two",
        ),
        (
            "presenterm",
            "1. one\n\n   <!--\n   speaker_note: |\n     SECRET\n   -->\n2. two",
        ),
        (
            "reveal-md",
            "1. c\n\n   <!-- .slide: data-notes=\"SECRET\" -->",
        ),
        (
            "reveal-md",
            "<!-- .slide: data-notes=\"x\n:::\nSECRET\" -->",
        ),
        ("reveal-md", "<aside class=\"notes\"/>\nSECRET\n</aside>"),
        (
            "quarto",
            "<div class=\"notes\">\nx\n\n---\n\nSECRET\n</div>",
        ),
        (
            "quarto",
            "<div class=\"notes\">\nx\n\n## SECRET\n\ny\n</div>",
        ),
        ("pandoc", "<div class=\"notes\">\n\nx\n\n# SECRET\n\n</div>"),
        ("quarto", "\\note{x\n\n## SECRET\n\nmore}"),
        ("quarto", "\\note{x\n\n---\n\nSECRET}"),
        ("marp", "<!--\nx\n:::\nSECRET\n-->"),
        ("marp", "<!--\nx\n\n   :::\n\nSECRET\n-->"),
        (
            "marp",
            "<!--\nx\n\n::::\n\nSECRET\n\n::: tip\ny\n:::\n\nSECRET\n-->",
        ),
        ("reveal-md", "Note: x\n\n:::\n\nSECRET"),
        ("reveal-md", "Note: x\n\n\t:::\n\nSECRET"),
        (
            "reveal-md",
            "<aside class=\"notes\">\nx\n\n:::\n\nSECRET\n</aside>",
        ),
        ("remark", "???\nx\n\n\t:::\n\nSECRET"),
        ("hedgedoc", "Note:\nx\n\n:::\n\nSECRET"),
        ("slidev", "<!--\nx\n\n:::\n\nSECRET\n-->"),
        ("peitho", "<!--\nx\n\n:::\n\nSECRET\n-->"),
        (
            "presenterm",
            "<!--\nspeaker_note: |\n  x\n\n  :::\n\n  SECRET\n-->",
        ),
        // Notes that other slides repeat.
        (
            "remark",
            "---\nname: base\n\n# A\n\n???\nx\n\n:::\n\nSECRET\n\n---\ntemplate: base\n\n# B",
        ),
        (
            "remark",
            "---\nlayout: true\n\n# A\n\n???\nx\n\n--- \n\nSECRET\n\n---\n# B\n\n???\nx\n\n::::\n\nSECRET",
        ),
        (
            "remark",
            "---\nlayout: true\n\n<aside class=\"notes\">SECRET</aside>\n\n---\n# B",
        ),
        // A list goes on within notes.
        (
            "quarto",
            "::: notes\n- item\n\n  ::: {.callout-note}\n  x\n  :::\n\nSECRET\n:::",
        ),
        (
            "quarto",
            "::: notes\n> ::: {.callout-note}\n> x\n> :::\n\nSECRET\n:::",
        ),
    ] {
        let site = site(dialect, &[("a", form)]);
        let found = published(&site, &[("a", form)]);
        assert!(found.is_empty(), "{dialect}: {form}\n{}", site.told());
    }
}

/// What may be left open in notes; the first one leaves nothing open.
const OPEN: [&str; 12] = [
    "x",
    "```",
    "<pre>",
    "<SCRIPT>",
    "<style>",
    "<textarea>",
    "<!-- x",
    "<?x",
    "<div>",
    "~~~~ts\nx",
    "- a\n  ```",
    "<details>\n\nx",
];

#[test]
fn what_notes_leave_open_takes_no_slide() {
    let mut wrong = String::new();
    for (dialect, before, behind) in [
        ("marp", "<!--\nSECRET\n\n", "\n-->"),
        ("marp", "<!--\n  SECRET\n\n  ", "\n-->"),
        ("marp", "- a\n  <!--\n  SECRET\n\n  ", "\n  -->\n- b"),
        ("marp", "A word <!-- ", " SECRET -->"),
        ("peitho", "<!--\nSECRET\n\n", "\n-->"),
        ("slidev", "<!--\nSECRET\n\n", "\n-->"),
        ("slidev", "<!--\n    SECRET\n\n    ", "\n-->"),
        (
            "presenterm",
            "<!-- speaker_note: |\n  SECRET\n\n  ",
            "\n-->",
        ),
        (
            "reveal-md",
            "<!-- .slide: data-notes=\"SECRET\n\n",
            "\" -->",
        ),
    ] {
        let last = before.rsplit('\n').next().unwrap_or_default();
        let indent = if last.trim().is_empty() { last } else { "" };
        // A comment within a sentence has one line.
        let all = OPEN
            .iter()
            .filter(|open| last == indent || !open.contains('\n'));
        let forms: Vec<String> = all
            .map(|open| {
                format!(
                    "{before}{}{behind}",
                    open.replace('\n', &format!("\n{indent}"))
                )
            })
            .collect();
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
        let forms: Vec<(&str, &str)> = names
            .into_iter()
            .zip(forms.iter().map(String::as_str))
            .collect();
        let site = site(dialect, &forms);
        for name in published(&site, &forms) {
            writeln!(wrong, "published by {dialect}: {name} of {before:?}").unwrap();
        }
        let slides = |name: &str| {
            let page = site.page(&format!("/en/talks/{name}/deck/"));
            let has_last = page.html.contains("Public three.");
            (
                has_last,
                page.html.matches("<section class=\"slide").count(),
            )
        };
        for (name, form) in &forms {
            if slides(name) != slides("a") || !slides(name).0 {
                writeln!(wrong, "{dialect}: {form:?} has {:?}", slides(name)).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What becomes several lines of the native form.
const NESTED: &[&str] = &[
    "```{python}\n#| filename: a.py\n#| echo: true\nx = 1\n```",
    "```{.python filename=\"a.py\"}\nx\n```",
    "| line\n| block",
    "![](a.png){fig-align=\"center\" .fragment}",
    "{{< video a.mp4 >}}",
    "::: {.callout-tip}\n## T\nx\n:::",
    "::: {layout-ncol=2}\na\n\nb\n:::",
    "::: {.panel-tabset}\n## A\nx\n:::",
    "::: {.fragment .x}\nx\n:::",
    "::: {.box",
    ". . .",
    "$$\nx\n$$",
    ":::info\nx\n:::",
    ":::spoiler T\nx\n:::",
    ":::success T\nx\n:::",
    "{%youtube abc %}",
    "```graphviz\ndigraph { a }\n```",
    "```js=1\nx\n```",
    "<pre class=\"fragment\"><code>x\n</code></pre>",
    "<div class=\"fragment\">\n\nx\n\n</div>",
    "x <!-- .element: class=\"fragment\" -->",
    "![](a.png) <!-- .element: class=\"fragment\" -->",
    "<section>\n\nx\n\n</section>",
    ".left-column[\nx\n]\n.right-column[\ny\n]",
    ".center[x]",
    ".center[x\n\ny]",
    "![:scale 50%](a.png)",
    "::code-group\n```ts [a]\nx\n```\n::",
    "<v-clicks>\n\n- x\n\n</v-clicks>",
    "<table class=\"fragment\"><tr><td>x</td></tr></table>",
    "Term\n: Definition",
    "x[^1]\n\n[^1]: note",
];

#[test]
fn what_stands_in_a_list_within_notes_stays_there() {
    let mut wrong = String::new();
    let names: Vec<String> = (0..NESTED.len()).map(|at| format!("n{at}x")).collect();
    for (dialect, before, behind) in [
        ("quarto", "::: notes\n", "\n:::"),
        ("reveal-md", "Note:\n", ""),
        ("hedgedoc", "Note:\n", ""),
        ("remark", "???\n", ""),
        ("slidev", "::: notes\n", "\n:::"),
        ("presenterm", "::: notes\n", "\n:::"),
    ] {
        for (start, around) in [("- item\n\n  ", "\n  "), ("1. item\n\n   > ", "\n   > ")] {
            let form = |form: &&str| {
                let inside = form.replace('\n', around);
                format!("{before}{start}{inside}\n\nSECRET{behind}")
            };
            let texts: Vec<String> = NESTED.iter().map(form).collect();
            let texts = texts.iter().map(String::as_str);
            let forms: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(texts).collect();
            let built = site(dialect, &forms);
            let output = built.output();
            let output: Vec<_> = output
                .values()
                .map(|it| String::from_utf8_lossy(it))
                .collect();
            for (name, form) in &forms {
                let secret = format!("secret{name}z");
                let page = built.page(&format!("/en/talks/{name}/deck/"));
                let is_out = output.iter().any(|text| text.contains(&secret));
                if is_out || !page.html.contains("Public three.") {
                    writeln!(wrong, "{dialect}: {form:?}").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_fence_that_is_not_closed_takes_no_slide() {
    for (dialect, notes) in [
        ("native", "::: notes\nSECRET\n\n```\n:::"),
        ("reveal-md", "Note: SECRET\n\n```"),
        ("remark", "???\nSECRET\n\n~~~"),
        ("quarto", "::: {.notes}\nSECRET\n\n```\n:::"),
    ] {
        let forms = [("a", notes)];
        let site = site(dialect, &forms);
        assert!(published(&site, &forms).is_empty(), "{dialect}");
        let page = site.page("/en/talks/a/deck/");
        page.contains("Public two.").contains("Public three.");
        let told = site.told();
        assert!(told.contains("this block of code is not closed"), "{told}");
    }
}
