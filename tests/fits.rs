//! Sizes of slides that are measured without a browser: what HTML of other tools puts on a slide is
//! as high there as the style sheet makes it.

use crate::common::SiteTest;

/// A picture that is higher than a slide.
const LARGE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='1600' height='1200'/>";
const LINES: &str = "A line of text that is not long.\n\n";

/// The steps of each slide of a deck, and what its author is told.
fn fits(slides: &str) -> (Vec<String>, String) {
    let site = SiteTest::new()
        .file(
            "content/talks/case/index.en.md",
            "---\ntitle: Case\nduration: 30m\n---\n",
        )
        .file("content/talks/case/deck.en.md", slides)
        .file("content/talks/case/large.svg", LARGE)
        .file(
            "templates/deck.html",
            "{% for slide in slides %}[{% if slide.fit %}{{ slide.fit }}{% endif %}]{% endfor %}",
        )
        .build();
    let html = site.page("/en/talks/case/deck/").html;
    let inside = html.trim().trim_start_matches('[').trim_end_matches(']');
    (inside.split("][").map(str::to_owned).collect(), site.told())
}

#[track_caller]
fn assert_fits(slides: &str, expected: &[&str]) {
    let (found, messages) = fits(slides);
    assert_eq!(found, expected);
    assert!(!messages.contains("L0611"), "{messages}");
}

#[test]
fn a_picture_in_html_gives_way_as_one_in_markdown() {
    let text = LINES.repeat(3);
    let html = "<img src=\"large.svg\" alt=\"\">\n";
    let drawing = "<svg viewBox=\"0 0 16 9\"><path d=\"M0 0h16v9z\"/></svg>\n";
    assert_fits(
        &format!("## One\n\n{html}\n{text}\n---\n\n## Two\n\n{drawing}\n{text}"),
        &["", "pictures-3"],
    );
}

#[test]
fn a_picture_of_its_authors_size_is_counted_and_bounded() {
    let text = LINES.repeat(3);
    let sized = "<img src=\"large.svg\" alt=\"\" width=\"1000\" height=\"600\">\n";
    let small = "<img src=\"large.svg\" alt=\"\" style=\"width: 120px\">\n";
    assert_fits(
        &format!("## One\n\n{sized}\n{text}\n---\n\n## Two\n\n{small}\n{text}"),
        &["pictures-3", ""],
    );
}

#[test]
fn states_are_as_high_as_the_highest() {
    let code = |lines: usize| format!("```js\n{}```\n", "call();\n".repeat(lines));
    let states = format!(
        "````md magic-move\n{}\n{}\n{}````\n",
        code(8),
        code(12),
        code(10)
    );
    let switch = "<v-switch>\n<template #1>\n\n- a\n- b\n- c\n- d\n- e\n\n</template>\n<template #2>\n\n- a\n- b\n- c\n- d\n- e\n\n</template>\n</v-switch>\n";
    assert_fits(
        &format!("---\ndialect: slidev\n---\n\n# One\n\n{states}\n---\n\n# Two\n\n{switch}"),
        &["dense-2", ""],
    );
    let (all, _) = fits(&format!(
        "## One\n\n{}\n{}\n{}\n",
        code(8),
        code(12),
        code(10)
    ));
    assert_ne!(all, ["dense-2"], "one below the other they are higher");
}

#[test]
fn what_is_stacked_is_as_high_as_the_highest() {
    let part = format!("<div>\n\n{}</div>\n", LINES.repeat(4));
    let stack = format!("<div class=\"r-stack\">\n{part}{part}{part}</div>\n");
    assert_fits(&format!("## One\n\n{stack}"), &[""]);
}

#[test]
fn grids_go_on_in_the_next_row() {
    let code = "```js\na();\nb();\n```\n\n";
    let grid = |parts: usize| {
        let parts = code.repeat(parts);
        format!("<div class=\"grid grid-cols-2 gap-4\">\n\n{parts}</div>\n")
    };
    let (found, _) = fits(&format!(
        "---\ndialect: slidev\n---\n\n# One\n\n{}\n---\n\n# Two\n\n{}",
        grid(4),
        grid(10)
    ));
    assert_eq!(found[0], "");
    assert!(found[1].contains("dense-"), "{found:?}");
}

#[test]
fn tables_and_code_in_html_give_way_before_text() {
    let rows = "<tr><td>one</td><td>two</td></tr>\n".repeat(7);
    let code = "let one = 1;\n".repeat(9);
    let (found, messages) = fits(&format!(
        "## One\n\n{LINES}<table>\n{rows}</table>\n\n{LINES}\n---\n\n## Two\n\n{LINES}<pre><code>{code}</code></pre>\n\n{LINES}"
    ));
    assert!(!messages.contains("L0611"), "{messages}");
    for steps in found {
        let step = |name: &str| {
            let mut words = steps.split(' ');
            let found = words.find_map(|word| word.strip_prefix(name));
            found.map_or(0, |step| step.parse::<usize>().unwrap())
        };
        assert!(step("dense-") > step("text-"), "{steps}");
    }
}

#[test]
fn a_picture_takes_no_more_than_its_author_allows() {
    let text = LINES.repeat(3);
    let bounded = |css: &str| format!("<img src=\"large.svg\" alt=\"\" style=\"{css}\">\n");
    let (high, wide) = (bounded("max-height:100px"), bounded("max-width:10%"));
    assert_fits(
        &format!("## One\n\n{high}\n{text}\n---\n\n## Two\n\n{wide}\n{text}"),
        &["", ""],
    );
}
