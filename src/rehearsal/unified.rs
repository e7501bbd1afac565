//! Two versions of a text as a unified diff without context, as `diff -U0` writes it, so that
//! `patch` takes it.

use std::fmt::Write as _;

use similar::TextDiff;

/// What differs between two versions of a file; nothing where they are the same.
pub(super) fn diff(before: &str, after: &str, file: &str) -> String {
    // `patch` ends a line at a line feed alone. The library would end it at a lone carriage return,
    // too: in its own lines, and where it says that a file has no newline at its end.
    let [before, after] =
        [before, after].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::from_slices(&before, &after);
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    for hunk in diff.unified_diff().context_radius(0).iter_hunks() {
        let _ = writeln!(out, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let _ = write!(out, "{}{}", change.tag(), change.value());
            if !change.value().ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    if out.is_empty() {
        return out;
    }
    // A tab ends the name: without one, a space in it would.
    let end = if file.contains(char::is_whitespace) {
        "\t"
    } else {
        ""
    };
    format!("--- {file}{end}\n+++ {file}{end}\n{out}")
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
            (
                "a\rb\nc\r",
                "a\rB\nC\r",
                "@@ -1,2 +1,2 @@\n-a\rb\n-c\r\n\\ No newline at end of file\n\
                 +a\rB\n+C\r\n\\ No newline at end of file\n",
            ),
            ("a\nb\n", "a\nb\nc\n", "@@ -2,0 +3 @@\n+c\n"),
        ];
        for (before, after, expected) in cases {
            assert_eq!(
                diff(before, after, "a.md"),
                format!("{head}{expected}"),
                "{before:?}"
            );
        }
        assert_eq!(diff("a\n", "a\n", "a.md"), "");
        assert!(
            diff("a\n", "b\n", "my talk.md").starts_with("--- my talk.md\t\n+++ my talk.md\t\n")
        );
    }
}
