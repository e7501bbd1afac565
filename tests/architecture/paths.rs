//! The paths that Rust code names, by a small reader of its tokens. It knows no types and expands
//! no macros.

/// Every path of the code, groups taken apart: `use std::{fs, io::Read}` gives `std::fs` and
/// `std::io::Read`.
pub(super) fn paths(tokens: &[String]) -> Vec<String> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if is_word(&tokens[at]) {
            path(tokens, &mut at, "", &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads the path that begins at a token.
fn path(tokens: &[String], at: &mut usize, before: &str, found: &mut Vec<String>) {
    let mut read = before.to_owned();
    loop {
        match tokens.get(*at).map(String::as_str) {
            Some("{") if !read.is_empty() && tokens[*at - 1] == "::" => {
                *at += 1;
                while tokens.get(*at).is_some_and(|token| token != "}") {
                    if is_word(&tokens[*at]) || tokens[*at] == "{" {
                        path(tokens, at, &read, found);
                    } else {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            Some(word) if is_word(word) => {
                if !read.is_empty() {
                    read.push_str("::");
                }
                read.push_str(word);
                *at += 1;
            }
            _ => break,
        }
        if tokens.get(*at).is_none_or(|token| token != "::") {
            break;
        }
        *at += 1;
    }
    found.push(read);
}

pub(super) fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Drops every item under `#[cfg(test)]`.
pub(super) fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        if tokens[at..]
            .iter()
            .take(MARK.len())
            .map(String::as_str)
            .eq(MARK)
        {
            at += MARK.len();
            while at < tokens.len() && tokens[at] != "{" && tokens[at] != ";" {
                at += 1;
            }
            let mut depth = 0_usize;
            while at < tokens.len() {
                depth += usize::from(tokens[at] == "{");
                depth -= usize::from(tokens[at] == "}");
                at += 1;
                if depth == 0 {
                    break;
                }
            }
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Words, `::` and single signs; no comments, no texts.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    let starts = |at: usize, pattern: &str| {
        pattern
            .chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    while at < chars.len() {
        let c = chars[at];
        if starts(at, "//") {
            at = (at..chars.len())
                .find(|&i| chars[i] == '\n')
                .unwrap_or(chars.len());
        } else if starts(at, "/*") {
            at = (at + 2..chars.len())
                .find(|&i| starts(i, "*/"))
                .map_or(chars.len(), |i| i + 2);
        } else if c == '"' {
            at = after_text(&chars, at);
        } else if c == 'r' && (starts(at, "r\"") || starts(at, "r#")) {
            let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
            let end = format!("\"{}", "#".repeat(hashes));
            let start = at + 2 + hashes;
            at = (start..chars.len())
                .find(|&i| starts(i, &end))
                .map_or(chars.len(), |i| i + end.len());
        } else if c == '\''
            && (chars.get(at + 1) == Some(&'\\') || chars.get(at + 2) == Some(&'\''))
        {
            at = (at + 2..chars.len())
                .find(|&i| chars[i] == '\'')
                .map_or(chars.len(), |i| i + 1);
        } else if c.is_alphanumeric() || c == '_' {
            let end = (at..chars.len()).find(|&i| !chars[i].is_alphanumeric() && chars[i] != '_');
            let end = end.unwrap_or(chars.len());
            found.push(chars[at..end].iter().collect());
            at = end;
        } else if starts(at, "::") {
            found.push("::".to_owned());
            at += 2;
        } else {
            if !c.is_whitespace() {
                found.push(c.to_string());
            }
            at += 1;
        }
    }
    found
}

fn after_text(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}
