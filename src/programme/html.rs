//! HTML of abstracts as plain text: what a reader would see, and nothing that a browser would run.

/// Elements that begin a line of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "table",
    "tr",
    "hr",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
];
/// Elements inside of a line. What is none of all these is text: `Vec<T>`.
const INLINES: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "u",
    "wbr",
    "object",
    "embed",
    "svg",
    "figure",
    "figcaption",
    "video",
    "audio",
    "input",
    "button",
    "form",
    "thead",
    "tbody",
    "td",
    "th",
    "tt",
    "body",
    "html",
];
/// Elements whose content is no text.
const SILENT: &[&str] = &["script", "style", "head", "template", "iframe", "noscript"];

/// Tags taken out, entities spelled out, lines trimmed; no more than one empty line in a row.
pub(super) fn to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&entities(&rest[..at]));
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
            continue;
        }
        let Some(name) = tag_name(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        let is_end = rest.starts_with("</");
        let Some(end) = tag_end(rest) else { break };
        rest = &rest[end..];
        if SILENT.contains(&name.as_str()) && !is_end {
            rest = after_element(rest, &name);
        } else if BLOCKS.contains(&name.as_str()) {
            let is_line = matches!(name.as_str(), "br" | "li" | "tr" | "dt" | "dd");
            out.push_str(if is_line && is_end {
                ""
            } else if is_line {
                "\n"
            } else {
                "\n\n"
            });
            out.push_str(if name == "li" && !is_end { "- " } else { "" });
        }
    }
    out.push_str(&entities(rest));
    tidy(&out)
}

/// The name of the tag that a text begins with; a `<` that begins none is a sign of its own.
fn tag_name(text: &str) -> Option<String> {
    let name = text.strip_prefix("</").or_else(|| text.strip_prefix('<'))?;
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = name.split_at(length);
    let name = name.to_ascii_lowercase();
    let is_known = [BLOCKS, SILENT, INLINES]
        .iter()
        .any(|names| names.contains(&name.as_str()));
    let ends =
        rest.is_empty() || rest.starts_with(|c: char| matches!(c, '>' | '/') || c.is_whitespace());
    (is_known && ends).then_some(name)
}

/// Where a tag ends; a `>` in a quoted value is not it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if text.as_bytes()[at - 1] == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// What follows an element's end tag.
fn after_element<'t>(text: &'t str, name: &str) -> &'t str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</").map(|at| from + at) {
        if tag_name(&text[at..]).as_deref() == Some(name) {
            return tag_end(&text[at..]).map_or("", |end| &text[at + end..]);
        }
        from = at + 2;
    }
    ""
}

/// Spells out the entities of a text.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let (c, after) = end
            .and_then(|end| Some((entity(&rest[1..end])?, end + 1)))
            .unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[after..];
    }
    out.push_str(rest);
    out
}

/// The names of characters that abstracts have.
const NAMES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("ocirc", 'ô'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("euml", 'ë'),
    ("ouml", 'ö'),
    ("auml", 'ä'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("Eacute", 'É'),
    ("Agrave", 'À'),
    ("oelig", 'œ'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("bull", '•'),
    ("euro", '€'),
    ("copy", '©'),
    ("times", '×'),
];

/// A character by its number or by the names that abstracts have.
pub(super) fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number
            .strip_prefix(['x', 'X'])
            .map(|digits| u32::from_str_radix(digits, 16).ok());
        let code = hexadecimal.unwrap_or_else(|| number.parse().ok())?;
        return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n');
    }
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, c)| *c)
}

fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = 0;
    for line in text
        .split(['\n', '\r'])
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || c.is_control()))
    {
        if line.is_empty() {
            gap += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if gap > 0 { "\n\n" } else { "\n" });
        }
        out.extend(line.chars().filter(|c| !c.is_control()));
        gap = 0;
    }
    out
}
