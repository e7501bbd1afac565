//! What one line of YAML looks like, for those who look at lines alone: comments that are none, and
//! texts that are not YAML.

/// The value of a key, or an item of a list.
pub(super) fn value(line: &str) -> Option<&str> {
    let text = line.trim_start();
    let item = text.trim_start_matches("- ").trim_start();
    let is_key = |key: &str| key.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    let pair = item.split_once(": ").filter(|(key, _)| is_key(key));
    let value = pair.map(|(_, value)| value);
    value.or_else(|| (item.len() < text.len()).then_some(item))
}

/// Whether the lines below, as far as they are indented, are a text in which nothing is a comment.
pub(super) fn opens_block(line: &str) -> bool {
    let value = value(line).map(str::trim);
    value.is_some_and(|value| {
        let value = value.split(" #").next().unwrap_or_default().trim_end();
        value.starts_with(['|', '>'])
            && value[1..]
                .chars()
                .all(|c| "+-".contains(c) || c.is_ascii_digit())
    })
}

/// What follows the text in quotes with which a value begins; `None` where no mark closes it.
pub(super) fn after_quote(value: &str) -> Option<&str> {
    let mark = value.chars().next()?;
    let mut signs = value.char_indices().skip(1).peekable();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\\' if mark == '"' => {
                signs.next();
            }
            _ if sign != mark => {}
            '\'' if signs.next_if(|(_, next)| *next == '\'').is_some() => {}
            _ => return Some(&value[at + 1..]),
        }
    }
    None
}
