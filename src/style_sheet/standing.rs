//! A sheet that others may stand around: whatever it leaves open or closes too often ends with it, as
//! it does where it is a file or a `<style>` of its own.

use super::{CssToken, begins_with};

/// A sheet in two parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandingAlone {
    /// What it imports, each with its `;`. Browsers read imports before all else alone.
    pub imports: Vec<String>,
    /// All else.
    pub rules: String,
}

/// Cuts a sheet into what it imports and the rest, with all that it leaves open closed.
#[must_use]
pub fn standing_alone(sheet: &str) -> StandingAlone {
    let mut parts = SheetParts::default();
    let mut rest = sheet;
    while let Some(token) = CssToken::next(rest) {
        parts.plain(&rest[..token.start]);
        let written = &rest[token.start..token.end];
        if !token.is_comment() {
            parts.word();
        }
        parts.statement.push_str(written);
        rest = &rest[token.end..];
        if rest.is_empty() {
            parts.close_token(written);
        }
    }
    parts.plain(rest);
    parts.end()
}

#[derive(Default)]
struct SheetParts {
    done: StandingAlone,
    /// What stands behind the last rule.
    statement: String,
    /// Where blanks and comments end in it, if there is more.
    words: Option<usize>,
    /// Whether there was a rule that nothing may be imported after.
    has_rules: bool,
    /// The brackets that are open in it.
    open: Vec<char>,
}

impl SheetParts {
    /// Takes what is neither a comment nor a text nor an address.
    fn plain(&mut self, text: &str) {
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            // An end of something that never began makes the rule around it void, and no more.
            let stray = c == '}' && self.open.is_empty();
            if !c.is_whitespace() {
                self.word();
            }
            self.statement.push(if stray { ')' } else { c });
            match c {
                '\\' => self.statement.push(chars.next().unwrap_or('\u{fffd}')),
                '(' | '[' | '{' => self.open.push(c),
                ')' | ']' | '}' => {
                    if self.open.last().copied().map(closing) == Some(c) {
                        self.open.pop();
                        if c == '}' && self.open.is_empty() {
                            self.end_statement();
                        }
                    }
                }
                ';' if self.open.is_empty() => self.end_statement(),
                _ => {}
            }
        }
    }

    fn word(&mut self) {
        self.words.get_or_insert(self.statement.len());
    }

    fn end_statement(&mut self) {
        let mut statement = std::mem::take(&mut self.statement);
        if let Some(words) = self.words.take() {
            let said = &statement[words..];
            if !self.has_rules && begins_with(said, "@import") {
                self.done.imports.push(said.to_owned());
                statement.truncate(words);
            } else {
                let is_layer = begins_with(said, "@layer") && !said.ends_with('}');
                self.has_rules |= !is_layer && !begins_with(said, "@charset");
            }
        }
        self.done.rules.push_str(&statement);
    }

    /// Closes the comment, the text or the address that a sheet ends with.
    fn close_token(&mut self, written: &str) {
        let is_closed = |end: &&&str| {
            let closed = format!("{written}{end} ");
            CssToken::next(&closed).is_some_and(|token| token.end < closed.len())
        };
        let ends = ["", "*/", "\"", "'", ")", "\")", "')"];
        match ends.iter().find(is_closed) {
            Some(end) => self.statement.push_str(end),
            // It ends in the middle of a sign.
            None => self
                .statement
                .truncate(self.statement.len() - written.len()),
        }
    }

    fn end(mut self) -> StandingAlone {
        let is_block = self.open.first() == Some(&'{');
        while let Some(c) = self.open.pop() {
            self.statement.push(closing(c));
        }
        if let Some(words) = self.words.filter(|_| !is_block) {
            let is_named = self.statement[words..].starts_with('@');
            self.statement.push_str(if is_named { ";" } else { "{}" });
        }
        self.end_statement();
        self.done
    }
}

fn closing(opening: char) -> char {
    match opening {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

#[cfg(test)]
mod tests {
    use super::standing_alone;

    #[test]
    fn what_is_left_open_ends_with_its_sheet() {
        for (sheet, rules) in [
            ("a{b:c} @media x{d{e:f}}", "a{b:c} @media x{d{e:f}}"),
            ("", ""),
            ("a{b:c} /* d */\n", "a{b:c} /* d */\n"),
            ("a{b:c", "a{b:c}"),
            ("@media x{a{b:(c", "@media x{a{b:(c)}}"),
            ("a{b:c} /* d", "a{b:c} /* d*/"),
            ("a{b:'c", "a{b:'c'}"),
            ("a{b:'c\n}", "a{b:'c\n}"),
            ("a{b:url(c", "a{b:url(c)}"),
            ("a{b:url(\"c", "a{b:url(\"c\")}"),
            ("a{b:'c\\", "a{b:}"),
            ("a{b:c\\", "a{b:c\\\u{fffd}}"),
            ("a{}} b{}", "a{}) b{}"),
            ("a{} .b", "a{} .b{}"),
            ("a{} .b[c", "a{} .b[c]{}"),
            ("a{} @media x", "a{} @media x;"),
            ("a{b:'}'} /* } */ c{d:\\}}", "a{b:'}'} /* } */ c{d:\\}}"),
        ] {
            assert_eq!(standing_alone(sheet).rules, rules, "{sheet}");
        }
    }

    #[test]
    fn imports_are_apart_where_browsers_read_them() {
        let late = standing_alone("a{} @import 'b';");
        assert_eq!((late.imports.len(), &*late.rules), (0, "a{} @import 'b';"));
        let sheet =
            "@charset 'x';/* a */@import 'b;c' print;@layer d;@IMPORT url(e);f{}@import 'g'";
        let sheet = standing_alone(sheet);
        assert_eq!(sheet.imports, ["@import 'b;c' print;", "@IMPORT url(e);"]);
        assert_eq!(sheet.rules, "@charset 'x';/* a */@layer d;f{}@import 'g';");
        assert_eq!(standing_alone("@import 'a'").imports, ["@import 'a';"]);
    }
}
