//! Two versions of a text as a unified diff without context, as `diff -U0` writes it, so that
//! `patch` takes it. Knows texts of as many lines alone: no edit of a budget adds one or takes one
//! away.

use std::fmt::Write as _;

/// What differs between two versions of a file.
pub(super) fn diff(before: &str, after: &str, file: &str) -> String {
    // A tab ends the name: without one, a space in it would.
    let end = if file.contains(char::is_whitespace) {
        "\t"
    } else {
        ""
    };
    let mut out = format!("--- {file}{end}\n+++ {file}{end}\n");
    let pairs: Vec<(&str, &str)> = before
        .split_inclusive('\n')
        .zip(after.split_inclusive('\n'))
        .collect();
    let mut line = 1;
    for run in
        pairs.chunk_by(|(old, new), (next_old, next_new)| (old == new) == (next_old == next_new))
    {
        if run.iter().any(|(old, new)| old != new) {
            hunk(&mut out, line, run);
        }
        line += run.len();
    }
    out
}

/// Lines that follow each other and all differ, by the number of the first.
fn hunk(out: &mut String, line: usize, pairs: &[(&str, &str)]) {
    let count = if pairs.len() == 1 {
        String::new()
    } else {
        format!(",{}", pairs.len())
    };
    let _ = writeln!(out, "@@ -{line}{count} +{line}{count} @@");
    for (old, _) in pairs {
        told(out, '-', old);
    }
    for (_, new) in pairs {
        told(out, '+', new);
    }
}

/// A line with all of its end.
fn told(out: &mut String, sign: char, line: &str) {
    let end = if line.ends_with('\n') {
        ""
    } else {
        "\n\\ No newline at end of file\n"
    };
    let _ = write!(out, "{sign}{line}{end}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_differ_with_their_ends() {
        let head = "--- a.md\n+++ a.md\n";
        let cases = [
            ("a\nb\nc\n", "a\nB\nc\n", "@@ -2 +2 @@\n-b\n+B\n"),
            (
                "a\nb\nc\nd\n",
                "A\nB\nc\nD\n",
                "@@ -1,2 +1,2 @@\n-a\n-b\n+A\n+B\n@@ -4 +4 @@\n-d\n+D\n",
            ),
            ("a\r\nb\r\n", "a\r\nB\r\n", "@@ -2 +2 @@\n-b\r\n+B\r\n"),
            (
                "a\nb",
                "a\nB",
                "@@ -2 +2 @@\n-b\n\\ No newline at end of file\n+B\n\\ No newline at end of file\n",
            ),
            ("a\n", "a\n", ""),
        ];
        for (before, after, expected) in cases {
            assert_eq!(
                diff(before, after, "a.md"),
                format!("{head}{expected}"),
                "{before:?}"
            );
        }
        assert!(
            diff("a\n", "b\n", "my talk.md").starts_with("--- my talk.md\t\n+++ my talk.md\t\n")
        );
    }
}
