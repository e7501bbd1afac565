//! What the author's own HTML tells: anchors by hand, and comments that are nobody else's business.

/// The ids that raw HTML gives, and the names of its anchors, for links that lead there.
pub(super) fn ids(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (tag, after) = split_tag(&rest[start + 1..]);
        found.extend(id_of(tag));
        rest = after;
    }
    found
}

/// The HTML with a prefix before every id that it gives, and before every one that it refers to.
pub(super) fn prefixed(html: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + 2 * prefix.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (tag, after) = split_tag(&rest[start + 1..]);
        out.push_str(&rest[..=start]);
        let mut copied = 0;
        for at in id_starts(tag) {
            out.push_str(&tag[copied..at]);
            out.push_str(prefix);
            copied = at;
        }
        out.push_str(&tag[copied..]);
        let end = rest.len() - after.len();
        out.push_str(&rest[start + 1 + tag.len()..end]);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where in a tag ids begin, in order.
fn id_starts(tag: &str) -> Vec<usize> {
    const LISTS: [&str; 5] = [
        "for",
        "headers",
        "aria-controls",
        "aria-describedby",
        "aria-labelledby",
    ];
    let Some((element, attributes)) = tag.split_once(|c: char| c.is_ascii_whitespace()) else {
        return Vec::new();
    };
    if !element.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let attribute = |name: &str| attribute(attributes, name).filter(|value| !value.is_empty());
    let offset = |value: &str| value.as_ptr() as usize - tag.as_ptr() as usize;
    let mut starts: Vec<usize> = Vec::new();
    starts.extend(attribute("id").map(offset));
    starts.extend(
        attribute("name")
            .filter(|_| element.eq_ignore_ascii_case("a"))
            .map(offset),
    );
    starts.extend(
        attribute("href")
            .and_then(|href| href.strip_prefix('#'))
            .map(offset),
    );
    for list in LISTS {
        let ids = attribute(list).unwrap_or_default();
        starts.extend(ids.split_ascii_whitespace().map(offset));
    }
    starts.sort_unstable();
    starts
}

/// A tag of the author's, as far as typography asks.
pub(super) struct Tag<'h> {
    pub(super) name: &'h str,
    pub(super) closes: bool,
    attributes: &'h str,
}

impl<'h> Tag<'h> {
    /// The tag that a piece of HTML is; comments are none.
    pub(super) fn read(html: &'h str) -> Option<Self> {
        let (inside, _) = split_tag(html.strip_prefix('<')?);
        let bare = inside.strip_prefix('/').unwrap_or(inside);
        let end = bare
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(bare.len());
        let name = &bare[..end];
        let attributes = &bare[end..];
        let closes = inside.starts_with('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            .then_some(Self {
                name,
                closes,
                attributes,
            })
    }

    /// Whether what stands in the element is no running text of the page's language.
    pub(super) fn is_apart(&self) -> bool {
        const ELEMENTS: [&str; 14] = [
            "code", "pre", "kbd", "samp", "var", "tt", "script", "style", "textarea", "math",
            "svg", "sup", "sub", "time",
        ];
        let is_open = !self.attributes.ends_with('/');
        let named = ELEMENTS
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name));
        is_open && (named || attribute(self.attributes, "lang").is_some())
    }
}

/// What stands in a tag, and what follows it. A `>` in quotes does not end it.
fn split_tag(rest: &str) -> (&str, &str) {
    let mut quote = None;
    for (i, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return (&rest[..i], &rest[i + 1..]),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    (rest, "")
}

/// The id of an element; without one, the name of an anchor.
fn id_of(tag: &str) -> Option<&str> {
    let (element, attributes) = tag.split_once(|c: char| c.is_ascii_whitespace())?;
    if !element.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = || attribute(attributes, "name").filter(|_| element.eq_ignore_ascii_case("a"));
    attribute(attributes, "id")
        .or_else(name)
        .filter(|value| !value.is_empty())
}

/// The value of an attribute.
fn attribute<'h>(attributes: &'h str, wanted: &str) -> Option<&'h str> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => split_value(value.trim_start()),
            None => ("", after),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after.trim_start();
    }
    None
}

fn split_value(rest: &str) -> (&str, &str) {
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
        _ => rest.split_at(
            rest.find(|c: char| c.is_ascii_whitespace())
                .unwrap_or(rest.len()),
        ),
    }
}

/// The HTML without its comments: they are notes to oneself.
pub(super) fn without_comments(html: &str, in_comment: &mut bool) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    loop {
        let (marker, after) = if *in_comment { ("-->", 3) } else { ("<!--", 4) };
        let (before, found) = rest.split_at(rest.find(marker).unwrap_or(rest.len()));
        if !*in_comment {
            kept.push_str(before);
        }
        if found.is_empty() {
            return kept;
        }
        *in_comment = !*in_comment;
        rest = &found[after..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_by_hand_are_found() {
        assert_eq!(
            ids("<a id=\"plan\" class=x></a> <p id='q'><a name=top>"),
            ["plan", "q", "top"]
        );
        assert_eq!(
            ids("<a id=one name=two></a><A\nNAME = 'three' />"),
            ["one", "three"]
        );
        assert_eq!(ids("<b title=\"a > b\" id=x><br id='y'/>"), ["x", "y"]);
        for none in [
            "<p data-id=\"no\">",
            "<input name=r>",
            "</p id=x>",
            "<p id>",
            "<p id=\"\">",
        ] {
            assert_eq!(ids(none), Vec::<&str>::new(), "{none}");
        }
    }

    #[test]
    fn ids_get_a_prefix_wherever_they_stand() {
        let html =
            "<p id=a data-id=b><a name='c' href=\"#d\">e</a><input aria-labelledby=\"f g\" name=h>";
        let expected = "<p id=x-a data-id=b><a name='x-c' href=\"#x-d\">e</a><input aria-labelledby=\"x-f x-g\" name=h>";
        assert_eq!(prefixed(html, "x-"), expected);
        for same in ["", "<", "<p", "<!-- id=x -->", "</p id=x>", "<p id>"] {
            assert_eq!(prefixed(same, "x-").replace("x-x", "x"), same, "{same}");
        }
    }

    #[test]
    fn comments_go_even_over_lines() {
        let mut inside = false;
        assert_eq!(without_comments("a<!-- b -->c<!-- d\n", &mut inside), "ac");
        assert!(inside);
        assert_eq!(without_comments("e --> f", &mut inside), " f");
        assert!(!inside);
    }
}
