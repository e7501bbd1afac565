//! Attributes between braces, as Pandoc writes them: `{#id .class key="two words" key='x' -}`.

/// Words that Quarto's authors write without a value.
const ALONE: [&str; 2] = ["auto-animate", "auto-animate-restart"];
/// How many opening braces of a line are tried: `{{{{` has no end.
const TRIES: usize = 8;

/// What stands between two braces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct PandocAttributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    pub(super) pairs: Vec<(String, String)>,
    /// The format that raw text is for: `{=html}`.
    pub(super) raw: Option<String>,
}

impl PandocAttributes {
    /// Reads what stands between braces; `None` if that is no attributes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let end = word_end(rest)?;
            let (word, after) = rest.split_at(end);
            found.take(word)?;
            rest = after.trim_start();
        }
        Some(found)
    }

    /// Reads what follows the colons of a div: a word, attributes, or both. Colons may end it.
    pub(super) fn of_div(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(':').trim_end();
        let (word, braces) = match text.find('{') {
            Some(at) => (text[..at].trim_end(), text[at..].strip_prefix('{')),
            None => (text, None),
        };
        let mut found = match braces {
            Some(braces) => Self::parse(braces.strip_suffix('}')?)?,
            None => Self::default(),
        };
        if word.contains(char::is_whitespace) || word.is_empty() && braces.is_none() {
            return None;
        }
        if !word.is_empty() {
            found.classes.insert(0, word.to_owned());
        }
        Some(found)
    }

    fn take(&mut self, word: &str) -> Option<()> {
        if let Some(class) = word.strip_prefix('.') {
            self.classes.push(name(class)?);
        } else if let Some(id) = word.strip_prefix('#') {
            self.id = Some(name(id)?);
        } else if let Some(format) = word.strip_prefix('=') {
            self.raw = Some(name(format)?);
        } else if word == "-" {
            self.classes.push("unnumbered".to_owned());
        } else if let Some((key, value)) = word.split_once('=') {
            let value = unquoted(value);
            match key {
                "class" => self
                    .classes
                    .extend(value.split_whitespace().map(str::to_owned)),
                "id" => self.id = Some(value),
                key => self.pairs.push((name(key)?, value)),
            }
        } else {
            ALONE.contains(&word).then_some(())?;
            self.pairs.push((word.to_owned(), String::new()));
        }
        Some(())
    }

    pub(super) fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|name| name == class)
    }

    /// The value of a key, with or without `data-` before it.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let is_key = |name: &str| name.strip_prefix("data-").unwrap_or(name) == key;
        let pair = self.pairs.iter().find(|(name, _)| is_key(name));
        pair.map(|(_, value)| value.as_str())
    }
}

/// Where the attributes begin that a line ends with, and what they say.
pub(super) fn at_end(line: &str) -> Option<(usize, PandocAttributes)> {
    let line = line.trim_end();
    let inside = line.strip_suffix('}')?;
    let braces: Vec<usize> = inside
        .rmatch_indices('{')
        .take(TRIES)
        .map(|(at, _)| at)
        .collect();
    braces.into_iter().rev().find_map(|at| {
        let is_free = line[..at].ends_with([' ', '\t', '#', '}']) || at == 0;
        let found = is_free
            .then(|| PandocAttributes::parse(&inside[at + 1..]))
            .flatten()?;
        Some((at, found))
    })
}

/// The attributes that a text begins with, and their length with the braces.
pub(super) fn at_start(text: &str) -> Option<(usize, PandocAttributes)> {
    if !text.starts_with('{') {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices().take(1000) {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '\n')
                if text[at + 1..]
                    .trim_start_matches([' ', '\t'])
                    .starts_with('\n') =>
            {
                return None;
            }
            (None, '}') => {
                let inside = text.get(1..at)?;
                return PandocAttributes::parse(inside).map(|found| (at + 1, found));
            }
            _ => {}
        }
    }
    None
}

/// Where the first word ends; quotes hold white space together.
fn word_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') if text[..at].ends_with('=') => quote = Some(c),
            (None, c) if c.is_whitespace() => return Some(at),
            _ => {}
        }
    }
    quote.is_none().then_some(text.len())
}

fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        let inside = value
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote));
        if let Some(inside) = inside {
            return inside.to_owned();
        }
    }
    value.to_owned()
}

/// A name of a class, an id or a key.
fn name(text: &str) -> Option<String> {
    let is_name = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_:.+/".contains(c));
    is_name.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(found: &PandocAttributes) -> String {
        let pairs: Vec<String> = found
            .pairs
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        format!(
            "{}|{}|{}",
            found.id.as_deref().unwrap_or_default(),
            found.classes.join(" "),
            pairs.join(" ")
        )
    }

    #[test]
    fn attributes_are_read_as_pandoc_reads_them() {
        let read = |text| PandocAttributes::parse(text).map(|found| shown(&found));
        assert_eq!(
            read("#a .b -  c=\"d e\" f='g \"h\"' i=j").as_deref(),
            Some("a|b unnumbered|c=d e f=g \"h\" i=j")
        );
        assert_eq!(read("auto-animate").as_deref(), Some("||auto-animate="));
        for none in ["python", "a b", ".", "x=\"y", "{a}"] {
            assert_eq!(read(none), None, "{none}");
        }
        let div = |text| PandocAttributes::of_div(text).map(|found| shown(&found));
        assert_eq!(div(" notes ::::").as_deref(), Some("|notes|"));
        assert_eq!(
            div("{.column width=\"40%\"}").as_deref(),
            Some("|column|width=40%")
        );
        assert_eq!(div("box {#x}").as_deref(), Some("x|box|"));
        assert_eq!(div("two words"), None);
        assert_eq!(
            div("{class=\"a notes\" id=x}").as_deref(),
            Some("x|a notes|")
        );
    }

    #[test]
    fn attributes_are_found_at_the_end_and_at_the_start() {
        let end = |line| at_end(line).map(|(at, found)| (at, shown(&found)));
        assert_eq!(end("## A {.b}"), Some((5, "|b|".to_owned())));
        assert_eq!(end("## {a} {#b}"), Some((7, "b||".to_owned())));
        assert_eq!(end("## GET /users/{id}"), None);
        assert_eq!(end(&"{".repeat(100_000)), None);
        let start = |text| at_start(text).map(|(at, _)| at);
        assert_eq!(start("{.a b=\"}\"} c"), Some(10));
        assert_eq!(start("{a b}"), None);
    }
}
