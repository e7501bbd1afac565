//! Texts that are not YAML, and what is said of them.

use crate::path::SitePath;
use crate::source::Source;
use crate::yaml::Yaml;

/// What the diagnostic of a text says: line and column, message and hint.
fn diagnosis(text: &str) -> String {
    let source = Source::new(SitePath::new("a.yaml"), text);
    let mut diagnostics = Vec::new();
    let read = Yaml::parse(&source, 0..text.len(), &mut diagnostics);
    assert!(read.is_none(), "this is YAML: {text}");
    let [diagnostic] = diagnostics.as_slice() else {
        panic!("{diagnostics:?}")
    };
    let span = diagnostic
        .place
        .as_ref()
        .and_then(|place| place.span)
        .expect("it has a place");
    let before = &text[..span.start];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    format!(
        "{line}:{column} {} | {}",
        diagnostic.message,
        diagnostic.hints.first().map_or("-", String::as_str)
    )
}

/// Texts, and what is said of them.
const MISTAKES: &[(&str, &str)] = &[
    (
        "title: T\n  date: 2026-01-02\n",
        "2:1 `date` is indented, as if it belonged to `title`, which has a value | begin it in the column of `title`",
    ),
    (
        "a:\n  b: c\n d: e\n",
        "3:1 `d` begins in a column in which no line above it begins | begin it in the column of `b` or `a`",
    ),
    (
        "a:\n    b: c\n    d: e\n   f: g\n",
        "4:1 `f` begins in a column in which no line above it begins | begin it in the column of `d` or `a`",
    ),
    (
        " title: T\ndate: x\n",
        "1:1 the first line is indented, and a line below it is not | begin both in the same column",
    ),
    (
        "title: T\n\tdate: x\n",
        "2:1 this line is indented with a tab | YAML indents with spaces: put two in the place of each tab",
    ),
    (
        "title: \"T\ndate: x\n",
        "1:8 this quotation mark is never closed | put another one at the end of the text: `\"T\"`",
    ),
    (
        "a: b\nc: 'T\n",
        "2:4 this quotation mark is never closed | put another one at the end of the text: `'T'`",
    ),
    (
        "title: 'it's'\n",
        "1:8 the text goes on behind its closing quotation mark | put the text in quotes: `title: \"it's\"`",
    ),
    (
        "title: \"a\" b\n",
        "1:8 the text goes on behind its closing quotation mark | put the text in quotes: `title: '\"a\" b'`",
    ),
    (
        "title: [Draft] My post\n",
        "1:8 a text that begins with `[` needs quotes | put the text in quotes: `title: \"[Draft] My post\"`",
    ),
    (
        "title: {x} y\n",
        "1:8 a text that begins with `{` needs quotes | put the text in quotes: `title: \"{x} y\"`",
    ),
    (
        "title: @home\n",
        "1:8 a text that begins with `@` needs quotes | take the `@` out: `title: home`, or put the text in quotes: `title: \"@home\"`",
    ),
    (
        "tags:\n  * rust\n  * web\n",
        "2:3 an item of a list begins with a dash in YAML | write `- rust`",
    ),
    (
        "title: \"C:\\path\"\n",
        "1:8 within double quotation marks, a backslash begins a sign of YAML's own | put the text in single ones: `title: 'C:\\path'`",
    ),
    (
        "tags: [rust, #web]\ndate: 2026-01-02\n",
        "1:14 YAML takes `#web]` for a comment, the bracket as well | put the item in quotes: `\"#web\"`",
    ),
    (
        "tags: [rust, C #x, web]\ndate: 2026-01-02\n",
        "1:16 YAML takes `#x, web]` for a comment, the bracket as well | put the item in quotes: `\"C #x\"`",
    ),
    (
        "title: T\ntags: 'rust', 'web'\n",
        "2:7 `tags` has several texts, and no brackets around them | write a list: `tags: ['rust', 'web']`",
    ),
    (
        "authors: [me],\ntitle: T\n",
        "1:14 the value of `authors` ends before this sign | take it out: `authors: [me]`",
    ),
    (
        "title:T\ndate:2026-01-02\n",
        "1:1 a space is missing behind this colon | write `title: T`",
    ),
    (
        "title = T\ndate = 2026-01-02\n",
        "1:1 `title` has an equals sign in the place of a colon | write `title: T`, and so in every line",
    ),
    (
        "title: *bold*\n",
        "1:8 a text that begins with `*` needs quotes | put the text in quotes: `title: \"*bold*\"`",
    ),
    (
        "title: %x\n",
        "1:8 a text that begins with `%` needs quotes | put the text in quotes: `title: \"%x\"`",
    ),
    (
        "title: `x`\n",
        "1:8 a text that begins with a backtick needs quotes | put the text in quotes: `title: \"`x`\"`",
    ),
    (
        "title: > x\n",
        "1:8 a text that begins with `>` needs quotes | put the text in quotes: `title: \"> x\"`",
    ),
    (
        "tags: [a, b\n",
        "1:7 this list is never closed | put `]` at its end",
    ),
    (
        "talk: {a: b\ntitle: T\n",
        "1:7 this mapping is never closed | put `}` at its end",
    ),
    (
        "title:T\ndate: x\n",
        "1:1 a space is missing behind this colon | write `title: T`",
    ),
    (
        "title: T\ndate x\n",
        "2:1 a colon is missing behind `date` | write `date: x`",
    ),
    (
        "title: T\ndraft\nb: c\n",
        "2:1 a colon is missing behind `draft` | write `draft: …`",
    ),
    (
        "summary: He said: go\n",
        "1:10 a text with a colon needs quotes | put the text in quotes: `summary: \"He said: go\"`",
    ),
    (
        "a: b: \"c\"\n",
        "1:4 a text with a colon needs quotes | put the text in quotes: `a: 'b: \"c\"'`",
    ),
    (
        "- a: b: c\n",
        "1:6 a text with a colon needs quotes | put the text in quotes: `a: \"b: c\"`",
    ),
];

#[test]
fn mistakes_are_named_where_they_are() {
    for (text, expected) in MISTAKES.iter().copied() {
        assert_eq!(diagnosis(text), expected, "{text}");
    }
}

#[test]
fn texts_on_lines_of_their_own_are_no_mistakes() {
    let text = "a: |\n  \"open\n  b:c\n  [x\nd: e: f\n";
    assert!(
        diagnosis(text).starts_with("5:4 a text with a colon"),
        "{}",
        diagnosis(text)
    );
}

#[test]
fn lines_that_are_right_are_not_blamed() {
    for (text, expected) in [
        (
            "title: \"a\" and \"b\"\n",
            "1:8 the text goes on behind its closing quotation mark | put the text in quotes: `title: '\"a\" and \"b\"'`",
        ),
        (
            "tags:\n  - mastodon:me\nsummary: Rust: a story\n",
            "3:10 a text with a colon needs quotes | put the text in quotes: `summary: \"Rust: a story\"`",
        ),
        (
            "summary: \"A text\n  on two lines.\"\ntags: [a]\nslug: \"open\n",
            "4:7 this quotation mark is never closed | put another one at the end of the text: `\"open\"`",
        ),
        (
            "notes:\n  - |\n    all:\n    \tcc a.c\nsummary: a: b\n",
            "5:10 a text with a colon needs quotes | put the text in quotes: `summary: \"a: b\"`",
        ),
        (
            "a:\n  - b\n  -c\nd: e\n",
            "3:3 a space is missing behind this dash | write `- c`",
        ),
        (
            "summary: x\nand more text\ntags: [a]\n",
            "2:1 this line has no key | indent it if it goes on with the text of `summary`, or give it a key",
        ),
    ] {
        assert_eq!(diagnosis(text), expected, "{text}");
    }
}
