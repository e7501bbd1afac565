//! Every size, as the style sheet has it.

use super::*;

/// Grids of so many columns.
const ROWS: &str = ":is(.columns-2, .columns-3, .columns-4, .columns-5, .columns-6)";
const SHEET: &str = include_str!("../../../themes/lutrin/css/deck.css");

const STAGE: &str = include_str!("../../../themes/lutrin/css/deck-stage.css");

/// The numbers of a property, in the rule of a selector that begins a line.
fn numbers(selector: &str, property: &str) -> Vec<f32> {
    let start = format!("\n{selector} {{");
    let rules: Vec<&str> = SHEET.split(&start).skip(1).collect();
    let declarations = rules.iter().flat_map(|rest| {
        let rule = rest.split('}').next().unwrap();
        rule.split(';').map(str::trim)
    });
    let mut values = declarations.filter_map(|line| line.strip_prefix(property)?.strip_prefix(':'));
    let value = values
        .next()
        .unwrap_or_else(|| panic!("no `{property}` in `{selector}`"));
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    value
        .split(|c| !is_of_number(c))
        .filter_map(|number| number.parse().ok())
        .collect()
}

fn number(selector: &str, property: &str) -> f32 {
    numbers(selector, property)[0]
}

/// The size of a text and the distance of its lines.
fn text(selector: &str) -> (f32, f32) {
    (
        number(selector, "font-size"),
        number(selector, "line-height"),
    )
}

/// The same, where a rule says both at once, after the weight.
fn font(selector: &str) -> (f32, f32) {
    let found = numbers(selector, "font");
    let at = found.iter().position(|number| *number < 100.0).unwrap();
    (found[at], found[at + 1])
}

#[track_caller]
fn assert_is(ours: f32, theirs: f32) {
    assert!(
        (ours - theirs).abs() < 0.0005,
        "{ours} here, {theirs} there"
    );
}

#[track_caller]
fn assert_are(ours: (f32, f32), theirs: (f32, f32)) {
    assert_is(ours.0, theirs.0);
    assert_is(ours.1, theirs.1);
}

#[test]
fn the_frame_is_that_of_the_style_sheet() {
    assert_is(ACROSS, 100.0 / number(":root", "--deck-unit"));
    let padding = numbers(".slide-body", "padding");
    assert_are((ABOVE, BESIDE), (padding[0], padding[1]));
    let beside = numbers(".is-split > .side-right ~ *", "padding-inline-end");
    assert_is(BESIDE_PICTURE, beside[0]);
    assert_is(
        AROUND_TITLE,
        number(".layout-title .slide-body", "padding-block"),
    );
    for ((width, height), tall) in TALL {
        assert_is(tall, number(&format!(".aspect-{width}-{height}"), "--tall"));
    }
    for (class, scale) in CLASS_SCALES {
        assert_is(scale, number(&format!(".slide.{class}"), "--scale"));
    }
}

#[test]
fn a_look_is_as_large_and_as_heavy_as_its_style_sheet_says() {
    let scale = STAGE.split("--look: ").nth(1).unwrap();
    let scale: f32 = scale.split(';').next().unwrap().parse().unwrap();
    assert_is(look_scale(NamedLook::Stage), scale);
    assert_is(look_scale(NamedLook::Lectern), 1.0);
    assert!(STAGE.contains("--deck-face: \"Deck Sans\""));
    assert!(
        STAGE.contains(".slide-body :is(h1, h2, h3) { font-weight: 700; font-style: normal; }")
    );
}

#[test]
fn the_foot_is_that_of_the_style_sheet() {
    assert_is(FOOT, number(".slide-foot", "min-block-size"));
    assert_is(FOOT_GAP, number(".slide-foot", "gap"));
    assert_is(BESIDE, numbers(".slide-foot", "padding")[1]);
    // Below is one unit, which is written without a number.
    assert!(SHEET.contains("padding: 0 calc(4 * var(--deck-unit)) var(--deck-unit); color"));
    assert_is(BELOW_FOOT, 1.0);
    let (size, line) = font(".slide-foot");
    assert_are(FOOT_TEXT, (size, size * line));
    for picture in [
        number(".slide-logo", "block-size"),
        number(".slide-footer img:not(.slide-logo)", "max-block-size"),
    ] {
        // A picture in one line leaves the foot as high as it is.
        assert!(picture + BELOW_FOOT < FOOT, "{picture}");
    }
}

#[test]
fn texts_are_as_large_as_in_the_style_sheet() {
    assert_are(TEXT, text(".slide-body"));
    assert_are(TABLE, text(".table"));
    assert_are(CAPTION, font("figcaption"));
    assert_are(FOOTNOTES, text(".footnotes, .slide-body .footnote"));
    assert_are(ALERT_TITLE, font(".alert-title"));
    assert_are(SMALL_TEXT, font(".layout-quote blockquote ~ p"));
    assert_are(QUOTE, text(".layout-quote blockquote"));
    let subtitle = ".layout-title .slide-body > p:not(.slide-event)";
    assert_are(SUBTITLE, text(subtitle));
    assert_is(LIST_WITHIN, number(".slide-body li li", "font-size"));
    assert_is(CODE_IN_LINE, number("code", "font-size"));
    assert_is(KEY, number("kbd", "font"));
    assert_is(RAISED, number("sub, sup", "font-size"));
    let longest = ".slide-body > :is(p, ul, ol, dl, blockquote)";
    assert_is(MEASURE, number(longest, "max-inline-size"));
    assert_is(
        QUOTE_MEASURE,
        number(".layout-quote blockquote", "max-inline-size"),
    );
    let over =
        ".layout-statement:has(> div.slide-background) .slide-body > :is(h1, h2, h3, p:only-child)";
    assert_is(STATEMENT_OVER_PICTURE, number(over, "max-inline-size"));
}

#[test]
fn headings_are_as_large_as_in_the_style_sheet() {
    use Layout::{Code, Default, End, Image, Section, Statement, Title};
    let usual = ".slide-body :is(h1, h2)";
    let first = |layout: &str| format!(".layout-{layout} .slide-body > :is(h1, h2):first-child");
    let statement = ".layout-statement .slide-body > :is(h1, h2, h3, p:only-child)";
    for (level, layout, selector) in [
        (1, Default, usual.to_owned()),
        (2, Title, first("title")),
        (1, End, first("end")),
        (
            1,
            Section,
            ".layout-section .slide-body > :is(h1, h2)".to_owned(),
        ),
        (2, Statement, statement.to_owned()),
        (3, Statement, statement.to_owned()),
        (1, Image, usual.to_owned()),
        (2, Code, usual.to_owned()),
        (3, Default, ".slide-body h3".to_owned()),
        (
            4,
            Default,
            ".slide-body > :is(h4, h5, h6):first-child".to_owned(),
        ),
    ] {
        let ours = heading(level, layout, true, false);
        assert_are((ours.size, ours.line), text(&selector));
        if matches!(layout, Title | Statement) {
            assert_is(ours.measure, number(&selector, "max-inline-size"));
        }
        if level < 3 && !matches!(layout, Image | Code) {
            assert_is(ours.spacing, number(&selector, "letter-spacing"));
        }
    }
    let rule = ".layout-title .slide-body > :is(h1, h2):first-child::before, .layout-section .slide-body > :is(h1, h2):first-child::before";
    let high = number(rule, "margin-block-end") + number(rule, "border-block-start");
    assert_is(RULE, high);
}

#[test]
fn room_is_as_in_the_style_sheet() {
    assert_is(CELL, number("th, td", "padding-block"));
    let list = number(":where(ul, ol)", "padding-inline-start");
    assert_are(
        (LIST_INSET, LIST_INSET),
        (list, number(".slide-body dd", "padding-inline-start")),
    );
    assert_is(TASK_INSET, number(".task", "padding-inline-start"));
    for selector in ["blockquote", ".alert"] {
        let (room, bar) = ("padding-inline-start", "border-inline-start");
        assert_is(QUOTE_INSET, number(selector, room) + number(selector, bar));
    }
    assert_is(QUOTE_GAP, number(".layout-quote .slide-body", "gap"));
    assert_is(COLUMN_GAP, number(".columns", "gap"));
    assert_is(ROW_GAP, number(ROWS, "row-gap"));
    assert_is(
        COLUMN_PICTURE,
        number(":is(.column img, .columns > img)", "max-block-size"),
    );
    let formula = ".slide-body .math";
    assert_are(
        FORMULA,
        (
            number(formula, "font-size"),
            number(formula, "padding-block"),
        ),
    );
    assert_is(CODE_BESIDE, number(".code", "--bleed"));
    let above = number(".code > figcaption", "padding");
    assert_is(CODE_TITLE, font("figcaption").1 + 2.0 * above);
}

#[test]
fn code_is_as_large_as_in_the_style_sheet() {
    assert_is(CODE, number(".code pre", "font-size"));
    for (lines, size, leading) in CLOSER_CODE {
        let selector = format!(".code:not([data-fit] *):has(.line:nth-child({lines})) pre");
        assert_are((size, leading), text(&selector));
    }
}

#[test]
fn a_fact_is_as_large_as_in_the_style_sheet() {
    let selector = ".slide.fact .slide-body > :is(h1, h2, h3):first-child";
    assert_are((FACT.size, FACT.line), text(selector));
    assert_is(FACT.spacing, number(selector, "letter-spacing"));
    assert_is(FACT.measure, number(selector, "max-inline-size"));
}

#[test]
fn steps_are_those_of_the_style_sheet() {
    let of = |name: &str, step: usize, property: &str| {
        number(&format!(".slide[data-fit~=\"{name}-{step}\"]"), property)
    };
    for (step, size) in TEXT_STEPS.into_iter().enumerate().skip(1) {
        assert_is(size, of("text", step, "--fit"));
    }
    for (step, height) in PICTURE_STEPS.into_iter().enumerate().skip(1) {
        assert_is(height, of("pictures", step, "--pictures"));
    }
    let usual = [
        (LEADING[0], number(".code pre", "line-height")),
        (CODE_INSET[0], number(".code pre", "padding")),
        (GUTTER[0], numbers("th, td", "padding-inline")[1]),
    ];
    for (ours, theirs) in usual {
        assert_is(ours, theirs);
    }
    assert_is(LEADING[1], LEADING[0]);
    assert_is(CODE_INSET[1], CODE_INSET[0]);
    for step in 1..DENSE_STEPS.len() {
        assert_is(DENSE_STEPS[step], of("dense", step, "--dense"));
        assert_is(GUTTER[step], of("dense", step, "--gutter"));
        if step > 1 {
            assert_is(LEADING[step], of("dense", step, "--leading"));
            assert_is(CODE_INSET[step], of("dense", step, "--inset"));
        }
    }
    // No step is missing here, and lines are broken from the same one on.
    for (name, last) in [
        ("text", TEXT_STEPS.len()),
        ("dense", DENSE_STEPS.len()),
        ("pictures", PICTURE_STEPS.len()),
    ] {
        assert!(!SHEET.contains(&format!("{name}-{last}")), "{name}");
    }
    let wrapped = format!("\n.slide:is([data-fit~=\"dense-{WRAPS_FROM}\"],");
    assert_eq!(SHEET.matches(&wrapped).count(), 2);
}
