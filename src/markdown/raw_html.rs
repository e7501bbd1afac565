//! What the author's own HTML tells: anchors by hand, and comments that are nobody else's business.

/// The ids and names that raw HTML gives, for links that lead there.
pub(super) fn ids(html: &str) -> Vec<&str> {
    [" id=", " name="].iter().flat_map(|attribute| html.split(attribute).skip(1).filter_map(value)).collect()
}

fn value(rest: &str) -> Option<&str> {
    let quote = rest.chars().next()?;
    let value = match quote {
        '"' | '\'' => rest[1..].split(quote).next()?,
        _ => rest.split([' ', '>', '\n', '/']).next()?,
    };
    (!value.is_empty()).then_some(value)
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
        assert_eq!(ids("<a id=\"plan\" class=x></a> <p id='q'><a name=top>"), ["plan", "q", "top"]);
        assert_eq!(ids("<p data-id=\"no\">"), Vec::<&str>::new());
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
