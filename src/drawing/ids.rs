//! The ids of a drawing that comes to stand in a page, made different from all others there.

use rustc_hash::FxHashSet;

use crate::html::tokens::{Token, tokens};

/// The drawing with a prefix before each of its ids, wherever it names one: as an id, in a link, in
/// `url(#…)`, in a list of labels and in its style sheets.
#[must_use]
pub fn with_prefix(svg: &str, prefix: &str) -> String {
    let mut ids = FxHashSet::default();
    for token in tokens(svg) {
        if let Token::Start(tag) = token {
            ids.extend(tag.get("id").map(str::to_owned));
        }
    }
    let renaming = Renaming { ids, prefix };
    let mut out = String::with_capacity(svg.len() + svg.len() / 8);
    let mut copied = 0;
    let mut in_style = false;
    for token in tokens(svg) {
        match token {
            Token::Start(tag) => {
                in_style = tag.name == "style" && !tag.is_self_closing;
                for attribute in &tag.attributes {
                    let Some(range) = attribute.value_range.clone() else {
                        continue;
                    };
                    let value = renaming.value(&attribute.name, &svg[range.clone()]);
                    if let Some(value) = value {
                        out.push_str(&svg[copied..range.start]);
                        out.push_str(&value);
                        copied = range.end;
                    }
                }
            }
            Token::Text(text) if in_style => {
                out.push_str(&svg[copied..text.range.start]);
                out.push_str(&renaming.sheet(text.written));
                copied = text.range.end;
            }
            Token::End(_) => in_style = false,
            _ => {}
        }
    }
    out.push_str(&svg[copied..]);
    out
}

struct Renaming<'p> {
    ids: FxHashSet<String>,
    prefix: &'p str,
}

impl Renaming<'_> {
    /// A value with its ids renamed; `None` where it names none.
    fn value(&self, attribute: &str, value: &str) -> Option<String> {
        match attribute {
            "id" => Some(format!("{}{value}", self.prefix)),
            "aria-labelledby" | "aria-describedby" => {
                let ids = value.split_ascii_whitespace().map(|id| self.named(id));
                Some(ids.collect::<Vec<_>>().join(" "))
            }
            "href" | "xlink:href" => {
                let id = value.strip_prefix('#')?;
                Some(format!("#{}", self.named(id)))
            }
            _ if value.contains("url(") => Some(self.urls(value)),
            _ => None,
        }
    }

    fn named(&self, id: &str) -> String {
        if self.ids.contains(id) {
            format!("{}{id}", self.prefix)
        } else {
            id.to_owned()
        }
    }

    fn urls(&self, text: &str) -> String {
        self.names(text, &|before, _| {
            let before = before.trim_end_matches(['"', '\'', ' ']);
            before.ends_with("url(") || before.ends_with("&quot;")
        })
    }

    /// A style sheet: ids stand in selectors and in `url(#…)`, colours in declarations.
    fn sheet(&self, text: &str) -> String {
        self.names(text, &|before, id| {
            let in_url = before.trim_end_matches(['"', '\'']).ends_with("url(");
            in_url || !is_colour(id)
        })
    }

    /// A text with those of its `#id` renamed that `is_name` takes for names.
    fn names(&self, text: &str, is_name: &dyn Fn(&str, &str) -> bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        for (at, _) in text.match_indices('#') {
            let rest = &text[at + 1..];
            let ends = |c: char| !(c.is_alphanumeric() || "-_:.".contains(c));
            let id = &rest[..rest.find(ends).unwrap_or(rest.len())];
            // `#a.b` is the id `a` with a class, unless there is such an id.
            let id = if self.ids.contains(id) {
                id
            } else {
                id.split(['.', ':']).next().unwrap_or_default()
            };
            if self.ids.contains(id) && is_name(&text[..at], id) {
                out.push_str(&text[copied..=at]);
                out.push_str(self.prefix);
                copied = at + 1;
            }
        }
        out.push_str(&text[copied..]);
        out
    }
}

fn is_colour(text: &str) -> bool {
    matches!(text.len(), 3 | 4 | 6 | 8) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::with_prefix;

    #[test]
    fn ids_are_renamed_wherever_they_are_named() {
        let svg = "<svg id=\"s\"><style>#s .a{fill:#abc} #abc{x:url(#g)} #s.b{}</style>\
                   <g id=\"g\" fill=\"url(#g)\"/><g id='abc'/><use href=\"#g\"/>\
                   <a href=\"#other\"/><text aria-labelledby=\"g s x\">#g</text></svg>";
        assert_eq!(
            with_prefix(svg, "d-"),
            "<svg id=\"d-s\"><style>#d-s .a{fill:#abc} #abc{x:url(#d-g)} #d-s.b{}</style>\
             <g id=\"d-g\" fill=\"url(#d-g)\"/><g id='d-abc'/><use href=\"#d-g\"/>\
             <a href=\"#other\"/><text aria-labelledby=\"d-g d-s x\">#g</text></svg>"
        );
        assert_eq!(with_prefix("<svg/>", "d-"), "<svg/>");
    }
}
