//! Mistakes within the value of one line: brackets, quotation marks, signs of YAML's own. Must not
//! know the lines around it.

use super::{Line, Mistake, is_key, quoted};
use crate::yaml::lines::after_quote;

pub(super) fn open_bracket(text: &str, lines: &[Line<'_>], sentence: &str) -> Option<Mistake> {
    let (open, close, what) = if sentence.contains("',' or ']'") {
        ('[', ']', "list")
    } else if sentence.contains("',' or '}'") {
        ('{', '}', "mapping")
    } else {
        return None;
    };
    let range = lines.iter().find_map(|line| {
        let value = line.pair().map_or(line.item(), |(_, value)| value);
        let range = line.range(value.get(..1)?);
        let is_open = value.starts_with(open) && after_bracket(&text[range.start..]).is_none();
        is_open.then_some(range)
    })?;
    Some(Mistake {
        range,
        message: format!("this {what} is never closed"),
        hint: format!("put `{close}` at its end"),
    })
}

/// `[rust, #web]`: what is behind the number sign is a comment, the bracket as well.
pub(super) fn comment_in_brackets(seen: &[Line<'_>], sentence: &str) -> Option<Mistake> {
    if !sentence.contains("expected ','") && !sentence.contains("expected node content") {
        return None;
    }
    seen.iter().rev().take(2).find_map(|line| {
        let value = line.pair().map_or(line.item(), |(_, value)| value);
        let sign = value.find(" #").filter(|_| value.starts_with(['[', '{']))?;
        after_bracket(&value[..sign]).is_none().then_some(())?;
        let comment = &value[sign + 1..];
        let end = comment.find([',', ']', '}']).unwrap_or(comment.len());
        let before = value[..sign].rfind([',', '[', '{', ':'])? + 1;
        let item = value[before..sign + 1 + end].trim();
        Some(Mistake {
            range: line.range(comment),
            message: format!("YAML takes `{comment}` for a comment, the bracket as well"),
            hint: format!("put the item in quotes: `{}`", quoted(item)),
        })
    })
}

/// A value that begins with a sign of YAML's, and goes on as a text.
pub(super) fn in_value(line: &Line<'_>) -> Option<Mistake> {
    if line.body.starts_with("* ") {
        return Some(Mistake {
            range: line.range(&line.body[..1]),
            message: "an item of a list begins with a dash in YAML".to_owned(),
            hint: format!("write `- {}`", line.body[2..].trim_start()),
        });
    }
    let (key, value) = line.pair()?;
    let goes_on = |rest: &str| !rest.trim().is_empty() && !rest.trim_start().starts_with('#');
    if let Some(mistake) = list_without_brackets(line, key, value) {
        return Some(mistake);
    }
    let sign = value.chars().next()?;
    match sign {
        '@' if is_key(&value[1..]) => Some(Mistake {
            range: line.range(value),
            message: "a text that begins with `@` needs quotes".to_owned(),
            hint: format!(
                "take the `@` out: `{key}: {}`, or put the text in quotes: `{key}: \"{value}\"`",
                &value[1..]
            ),
        }),
        '"' | '\'' if after_quote(value).is_some_and(goes_on) => {
            line.with_quotes("the text goes on behind its closing quotation mark")
        }
        '[' | '{' if after_bracket(value).is_some_and(goes_on) => {
            line.with_quotes(format!("a text that begins with `{sign}` needs quotes"))
        }
        '@' | '`' | '%' | '*' | '&' | '!' => {
            let name = if sign == '`' {
                "a backtick".to_owned()
            } else {
                format!("`{sign}`")
            };
            line.with_quotes(format!("a text that begins with {name} needs quotes"))
        }
        '|' | '>' if value[1..].starts_with(' ') && goes_on(&value[1..]) => {
            line.with_quotes(format!("a text that begins with `{sign}` needs quotes"))
        }
        _ => None,
    }
}

/// `'rust', 'web'`: a list whose brackets are missing; `[rust],`: one with a sign too much.
fn list_without_brackets(line: &Line<'_>, key: &str, value: &str) -> Option<Mistake> {
    let in_quotes = value
        .starts_with(['"', '\''])
        .then(|| after_quote(value))
        .flatten();
    let is_list = in_quotes.is_some_and(|rest| {
        let next = rest.trim_start().strip_prefix(',').map(str::trim_start);
        next.is_some_and(|next| next.starts_with(['"', '\'']))
    });
    if is_list {
        return Some(Mistake {
            range: line.range(value),
            message: format!("`{key}` has several texts, and no brackets around them"),
            hint: format!("write a list: `{key}: [{value}]`"),
        });
    }
    let in_brackets = value
        .starts_with(['[', '{'])
        .then(|| after_bracket(value))
        .flatten();
    let rest = in_brackets.or(in_quotes)?;
    let is_sign = [",", ";", "."].contains(&rest.trim());
    is_sign.then(|| Mistake {
        range: line.range(rest.trim()),
        message: format!("the value of `{key}` ends before this sign"),
        hint: format!(
            "take it out: `{key}: {}`",
            &value[..value.len() - rest.len()]
        ),
    })
}

/// `"C:\path"`: within these quotation marks, a backslash begins a sign of YAML's.
pub(super) fn backslash(seen: &[Line<'_>], sentence: &str) -> Option<Mistake> {
    let is_escape = sentence.contains("escape");
    let line = seen
        .iter()
        .rev()
        .take(2)
        .find(|line| line.body.contains('\\') && is_escape)?;
    let (key, value) = line.pair()?;
    let rest = after_quote(value).unwrap_or_default();
    let value = &value[..value.len() - rest.len()];
    let inside = value.trim_matches('"').replace('\'', "''");
    Some(Mistake {
        range: line.range(value),
        message: "within double quotation marks, a backslash begins a sign of YAML's own"
            .to_owned(),
        hint: format!("put the text in single ones: `{key}: '{inside}'`"),
    })
}

pub(super) fn colon_in_text(line: &Line<'_>) -> Option<Mistake> {
    let (_, value) = line.pair()?;
    let is_text = !value.starts_with(['[', '{', '"', '\'']);
    (is_text && value.contains(": "))
        .then(|| line.with_quotes("a text with a colon needs quotes"))
        .flatten()
}

/// What follows the list or mapping in brackets with which a value begins.
fn after_bracket(value: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, sign) in value.char_indices() {
        match sign {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(&value[at + 1..]);
        }
    }
    None
}
