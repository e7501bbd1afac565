//! HTML and the Markdown that says the same, case by case.

use super::*;
use crate::html::reading::read;

fn markdown(html: &str) -> String {
    let place = HtmlPlace {
        origin: "https://e.org",
        page: "https://e.org/en/a/",
    };
    let out = written(&read(html), &place);
    out.trim_matches('\n').to_owned()
}

#[test]
fn what_was_written_is_kept_for_its_html_and_its_place() {
    let cache = crate::cache::MemoryCache::default();
    let written = |html: &Tree<Infallible>, page| {
        let place = HtmlPlace {
            origin: "https://e.org",
            page,
        };
        written_once(&cache, html, &place)
    };
    let link = read("<a href=\"#b\">&lt;a</a>");
    for page in ["https://e.org/c/", "https://e.org/d/"] {
        let wanted = format!("[\\<a]({page}#b)");
        assert_eq!([(); 2].map(|()| written(&link, page)), [&*wanted; 2]);
    }
    // The same letters may be a text or an element.
    let mut text = Tree::default();
    text.written_text("<b>c</b>");
    assert_eq!(written(&text, ""), "\\<b>c\\</b>");
    assert_eq!(written(&read("<b>c</b>"), ""), "**c**");
}

/// HTML, and the Markdown that says the same.
const CASES: &[(&str, &str)] = &[
    ("<ul><li>a<p>b</p></li></ul>", "- a\n  \n  b"),
    ("<ul><li><b>a</b><p>b</p></li></ul>", "- **a**\n  \n  b"),
    (
        "<ul><li>a<dl><dt>b</dt><dd>c</dd></dl></li></ul>",
        "- a\n  \n  **b**\n  \n  c",
    ),
    ("<ul><li><p>x</p></li></ul>", "- x"),
    (
        "<p><b>Note\u{a0}</b>: <i>x</i></p><p><b>y</b></p>",
        "Note\u{a0}: x\n\n**y**",
    ),
    ("<p><q>a</q> b</p>", "“a” b"),
    (
        "<table><tr><th rowspan=2>A</th><th colspan=2>B</th></tr><tr><th>c</th><th>d</th></tr></table>",
        "|A|B||\n|-|-|-|\n||c|d|",
    ),
    (
        "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\">1</a></sup></p><div class=\"footnotes\"><ol><li id=\"fn-1\"><p>n</p></li></ol></div>",
        "a[^1]\n\n[^1]: n",
    ),
    ("<p><b>a <strong>b</strong></b> c</p>", "**a b** c"),
    (
        "<details><summary>M <b>o</b></summary>x</details>",
        "**M o**\n\nx",
    ),
    (
        "<p><em>b</em> a<sup class=\"footnote-ref\"><a href=\"#s-2-fn-1\">1</a></sup></p>",
        "*b* a[^s-2-fn-1]",
    ),
    ("<ul>loose<li>item</li></ul>", "loose\n- item"),
    ("<p>One\n  <em> two</em>  three</p>", "One *two* three"),
    ("<p><strong>a </strong>b</p>", "**a** b"),
    ("<p>a<em></em>b <b> </b>c</p>", "ab c"),
    ("loose <b>text</b><p>then</p>", "loose **text**\n\nthen"),
    ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
    (
        "<h2 id=\"x\">T <a class=\"anchor\" href=\"#x\">#</a></h2>",
        "## T",
    ),
    (
        "<p>1 * 2 * 3 &lt;b&gt; [x] `y`</p>",
        "1 \\* 2 \\* 3 \\<b> \\[x\\] \\`y\\`",
    ),
    ("<p>a&nbsp;b\u{202f}!</p>", "a\u{a0}b\u{202f}!"),
    (
        "<p><a href=\"/b/#c\">in</a> <a href=\"#d\">here</a> <a>no</a></p>",
        "[in](https://e.org/b/#c) [here](https://e.org/en/a/#d) no",
    ),
    (
        "<p><img src=\"i.png\" alt=\"An *i*\"></p>",
        "![An \\*i\\*](https://e.org/en/a/i.png)",
    ),
    (
        "<p><code>a  `b`</code> <kbd>Esc</kbd></p>",
        "`` a `b` `` `Esc`",
    ),
    (
        "<p>x<sup>2</sup>, H<sub>2</sub>O</p>",
        "x<sup>2</sup>, H<sub>2</sub>O",
    ),
    ("<p>a<br>b</p>", "a  \nb"),
    ("<hr>", "---"),
    (
        "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
        "- a\n- b\n  - c",
    ),
    (
        "<ol start=\"3\"><li><p>a</p></li><li><p>b</p></li></ol>",
        "3. a\n\n4. b",
    ),
    (
        "<ul><li class=\"task\"><input type=\"checkbox\" checked> done</li></ul>",
        "- [x] done",
    ),
    (
        "<p><input type=\"checkbox\"> later: <input type=\"checkbox\" checked></p>",
        "☐ later: ☑",
    ),
    (
        "<blockquote><p>a</p><p>b</p></blockquote>",
        " > \n > a\n > \n > b",
    ),
    (
        "<aside class=\"alert note\"><p class=\"alert-title\">Note</p><p>a</p></aside>",
        " > [!NOTE]\n > a",
    ),
    (
        "<figure class=\"code\"><pre><code class=\"language-rust\"><span class=\"hl-k\">fn</span> a() {\n  1\n}\n</code></pre></figure>",
        "```rust\nfn a() {\n  1\n}\n```",
    ),
    ("<pre>```\n</pre>", "````\n```\n````"),
    (
        "<table><thead><tr><th class=\"left\">a</th><th class=\"right\">b|c</th></tr></thead><tbody><tr><td>1</td><td>2<br>3</td></tr></tbody></table>",
        "|a|b\\|c|\n|:-|--:|\n|1|2<br>3|",
    ),
    (
        "<table><tr><td>a</td></tr><tr><td>1</td><td><p>2</p><p>3</p></td></tr></table>",
        "|a||\n|-|-|\n|1|2 3|",
    ),
    (
        "<table><tr><th colspan=\"2\">a</th></tr><tr><td>1</td><td>2</td></tr></table>",
        "|a||\n|-|-|\n|1|2|",
    ),
    (
        "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\">1</a></sup></p><section class=\"footnotes\"><ol><li id=\"fn-1\"><p>b <a class=\"footnote-back\" href=\"#r\">↩</a></p></li></ol></section>",
        "a[^1]\n\n[^1]: b",
    ),
    (
        "<p>so <math alttext=\"a^2\"><mi>a</mi></math></p><div class=\"math\"><math alttext=\"b\" display=\"block\"></math></div>",
        "so $a^2$\n\n$$b$$",
    ),
    (
        "<video src=\"v.mp4\" title=\"A film\"><a href=\"v.mp4\">v</a></video>",
        "[A film](https://e.org/en/a/v.mp4)",
    ),
    (
        "<iframe src=\"//p.org/1\"></iframe>",
        "[https://p.org/1](https://p.org/1)",
    ),
    (
        "<dl><dt>Slot</dt><dd>The time</dd></dl>",
        "**Slot**\n\nThe time",
    ),
    (
        "<details><summary>More</summary><p>a</p></details>",
        "**More**\n\na",
    ),
    (
        "<p>a</p><script>x()</script><style>y{}</style><svg><title>z</title></svg><p hidden>b</p><p aria-hidden=\"true\">c</p>",
        "a",
    ),
    ("<p>\\ # - + 1. a</p>", "\\ # - + 1. a"),
    (
        "<p># a</p><p>- b</p><p>1. c</p>",
        "\\# a\n\n\\- b\n\n1\\. c",
    ),
];

#[test]
fn html_becomes_the_markdown_that_says_the_same() {
    let wrong = |(html, expected): &&(&str, &str)| markdown(html) != *expected;
    let wrong: Vec<String> = CASES
        .iter()
        .filter(wrong)
        .map(|(html, _)| format!("{html}\n=> {:?}", markdown(html)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
