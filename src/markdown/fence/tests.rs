//! What info strings of every tool say.

use super::*;

fn look(info: &str) -> (String, CodeLook, Vec<String>) {
    let Info {
        language,
        look,
        problems,
    } = read(info, 20);
    let messages = problems
        .iter()
        .map(|p| format!("{}: {}", &info[p.range.clone()], p.message))
        .collect();
    (language.to_owned(), look, messages)
}

fn says(info: &str, title: &str, numbers: Option<usize>, marked: &[(usize, usize)]) {
    let title = Some(title.to_owned()).filter(|title| !title.is_empty());
    let (language, look, messages) = look(info);
    let steps = look.steps.clone();
    let expected = CodeLook {
        title,
        numbers_from: numbers,
        marked: marked.to_vec(),
        steps,
        first_step: None,
    };
    assert_eq!(
        (language.as_str(), look, messages),
        ("rust", expected, Vec::new()),
        "{info}"
    );
}

#[test]
fn every_tool_is_understood() {
    says("rust", "", None, &[]);
    says("rust,ignore {1,3}", "", None, &[(1, 1), (3, 3)]);
    says(
        "rust,linenos,hl_lines=1 3-5 9,linenostart=20,name=a.rs",
        "a.rs",
        Some(20),
        &[(1, 1), (3, 5), (9, 9)],
    );
    says(
        "rust {linenos=true,hl_lines=[8,\"15-17\"],linenostart=199}",
        "",
        Some(199),
        &[(8, 8), (15, 17)],
    );
    says(
        "rust {hl_lines=[3] title=\"a b.rs\"}",
        "a b.rs",
        None,
        &[(3, 3)],
    );
    says("rust{linenos=table}", "", Some(1), &[]);
    says("rust {linenos=false}", "", None, &[]);
    says(
        "rust {4,1-2} title=\"src/main.rs\" showLineNumbers",
        "src/main.rs",
        Some(1),
        &[(1, 2), (4, 4)],
    );
    says("rust title='a, b' showLineNumbers=7", "a, b", Some(7), &[]);
    says("rust:line-numbers=2 {1}", "", Some(2), &[(1, 1)]);
    says("rust:line-numbers", "", Some(1), &[]);
    says("rust [a.rs]", "a.rs", None, &[]);
    says("rust [2-3|5]", "", None, &[(2, 3), (5, 5)]);
    says("rust [10: 2|3]", "", Some(10), &[(2, 3)]);
    says("rust {1,3|5-7|all}", "", None, &[(1, 1), (3, 3), (5, 7)]);
    says("rust {all}", "", None, &[]);
    says("{.rust .numberLines startFrom=\"10\"}", "", Some(10), &[]);
    says("rust hl_lines=\"2 4-6\"", "", None, &[(2, 2), (4, 6)]);
}

#[test]
fn lines_may_have_no_language() {
    let (language, look, problems) = look("[1|2]");
    assert_eq!((language.as_str(), problems.len()), ("", 0));
    assert_eq!(look.marked, [(1, 2)]);
    assert_eq!(look.steps.len(), 2);
}

#[test]
fn what_cannot_be_given_is_reported_at_its_place() {
    let problems = |info: &str| look(info).2;
    assert_eq!(
        problems("rust {1,21}"),
        ["21: `21` is beyond the end: the block has 20 lines"]
    );
    assert_eq!(problems("rust hl_lines=3-1"), ["3-1: `3-1` names no lines"]);
    assert_eq!(problems("rust {0}"), ["0: `0` names no lines"]);
    assert_eq!(problems("rust hl_lines=x"), ["x: `x` names no lines"]);
    assert_eq!(
        problems("rust hide_lines=1"),
        ["hide_lines: `hide_lines` is no attribute of a code block"]
    );
    assert_eq!(
        problems("rust linenoss"),
        ["linenoss: `linenoss` is no attribute of a code block"]
    );
    assert_eq!(
        problems("rust linenostart=x"),
        ["x: `x` is no number of a line"]
    );
    assert_eq!(problems("rust 3"), ["3: `3` says nothing here"]);
    assert_eq!(problems("rust no_run,should_panic"), Vec::<String>::new());
}

#[test]
fn steps_are_the_lines_between_bars() {
    let steps = |info: &str| look(info).1.steps;
    assert_eq!(
        steps("rust {1,3|5-7|all}"),
        [vec![(1, 1), (3, 3)], vec![(5, 7)], vec![(1, 20)]]
    );
    assert_eq!(steps("rust [10: 2|none]"), [vec![(2, 2)], vec![]]);
    assert_eq!(steps("rust {1|99}"), [vec![(1, 1)], vec![]]);
    assert!(steps("rust {1,3}").is_empty());
}

#[test]
fn nothing_that_is_typed_makes_it_fall_over() {
    let words = [
        "{",
        "}",
        "[",
        "]",
        "=",
        "\"",
        "'",
        ",",
        "1",
        "é",
        " ",
        ".",
        "hl_lines=",
        "-",
        ":",
        "99999999999999999999",
    ];
    for a in words {
        for b in words {
            for c in words {
                for d in words {
                    let _ = look(&format!("rust {a}{b}{c}{d}"));
                }
            }
        }
    }
}
