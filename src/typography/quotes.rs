//! Straight double quotes in pairs, nested in each other and in those that the author typed well.

use std::ops::Range;

use super::stream::{Stream, is_blank, is_closer, is_opener};
use super::{OBJECT, Profile};

/// A straight quote and what it becomes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) at: usize,
    pub(super) to: &'static str,
}

/// A quotation that is open.
#[derive(Clone, Copy)]
struct OpenQuotation {
    at: usize,
    sign: char,
    /// Whether its quotes are, or will be, guillemets.
    guillemets: bool,
}

/// The straight quotes that belong to pairs, in order.
pub(super) fn find(stream: Stream<'_>, shut: &[Range<usize>], profile: Profile) -> Vec<Quote> {
    let mut quotes = Vec::new();
    if !stream.text.contains('"') {
        return quotes;
    }
    let mut open: Vec<OpenQuotation> = Vec::new();
    let mut shut = shut.iter().peekable();
    for (at, sign) in stream.text.char_indices() {
        while shut.next_if(|range| range.end <= at).is_some() {}
        if !matches!(sign, '"' | '«' | '»' | '“' | '”')
            || shut.peek().is_some_and(|range| range.contains(&at))
        {
            continue;
        }
        match sign {
            '«' | '“' => open.push(OpenQuotation {
                at,
                sign,
                guillemets: sign == '«',
            }),
            '»' | '”' => {
                let mate = if sign == '»' { '«' } else { '“' };
                if let Some(mate) = open.iter().rposition(|open| open.sign == mate) {
                    open.truncate(mate);
                }
            }
            _ => straight(stream, at, profile, &mut open, &mut quotes),
        }
    }
    // A quotation of several paragraphs opens each of them and closes in the last.
    if let (Profile::English, Some(first)) = (profile, open.first())
        && first.sign == '"'
        && is_blank(stream.before(first.at))
        && stream.text[..first.at].trim().is_empty()
    {
        quotes.push(Quote {
            at: first.at,
            to: "“",
        });
    }
    quotes.sort_by_key(|quote| quote.at);
    quotes
}

fn straight(
    stream: Stream<'_>,
    at: usize,
    profile: Profile,
    open: &mut Vec<OpenQuotation>,
    quotes: &mut Vec<Quote>,
) {
    if stream.is_literal(at) {
        return;
    }
    if let Some(last) = open
        .last()
        .copied()
        .filter(|open| open.sign != '«' && can_close(stream, at, open.at + open.sign.len_utf8()))
    {
        open.pop();
        if last.sign == '“' {
            return quotes.push(Quote { at, to: "”" });
        }
        let (start, end) = match (profile, last.guillemets) {
            (Profile::English, _) | (_, false) => ("“", "”"),
            _ => ("«\u{a0}", "\u{a0}»"),
        };
        quotes.push(Quote {
            at: last.at,
            to: start,
        });
        quotes.push(Quote { at, to: end });
    } else if can_open(stream, at) {
        let inside = open.iter().any(|open| open.guillemets);
        open.push(OpenQuotation {
            at,
            sign: '"',
            guillemets: !inside,
        });
    }
}

fn can_open(stream: Stream<'_>, at: usize) -> bool {
    let (before, after) = (stream.before(at), stream.after(at));
    let free = is_blank(before)
        || before.is_some_and(|c| is_opener(c) || matches!(c, '’' | '–' | '—' | '-' | '/'));
    let dots = stream.text[at + 1..].starts_with("...");
    let starts = after.is_some_and(|c| {
        !is_closer(c) || is_opener(c) || matches!(c, '/' | '-') || (c == '.' && dots)
    });
    // `""` quotes nothing, and arguments are code.
    free && starts
        && !is_blank(after)
        && before != Some('"')
        && after != Some('"')
        && !is_argument(stream, at)
}

/// Whether a quote stands in a list or a call, as in `["a"]` or `f('a')`.
pub(super) fn is_argument(stream: Stream<'_>, at: usize) -> bool {
    match stream.before(at) {
        Some('(') => stream.before(at - 1).is_some_and(char::is_alphanumeric),
        before => before == Some('['),
    }
}

fn can_close(stream: Stream<'_>, at: usize, start: usize) -> bool {
    let (before, after) = (stream.before(at), stream.after(at));
    let ends = is_blank(after) || after.is_some_and(|c| is_closer(c) || c == OBJECT);
    !is_blank(before) && ends && at > start && before != Some('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, profile: Profile) -> Vec<(usize, &'static str)> {
        find(Stream::new(text, &[]), &[], profile)
            .into_iter()
            .map(|quote| (quote.at, quote.to))
            .collect()
    }

    #[test]
    fn quotes_come_in_pairs() {
        assert_eq!(set("a \"b\" c", Profile::English), [(2, "“"), (4, "”")]);
        assert_eq!(set("a \"b c\"d", Profile::English), []);
        assert_eq!(set("un écran 15\"", Profile::France), []);
        assert_eq!(set("\"a", Profile::English), [(0, "“")]);
        assert_eq!(set("\"a", Profile::France), []);
    }

    #[test]
    fn those_inside_are_of_the_other_kind() {
        assert_eq!(
            set("\"a \"b\" c\"", Profile::France),
            [(0, "«\u{a0}"), (3, "“"), (5, "”"), (8, "\u{a0}»")]
        );
        assert_eq!(set("« a \"b\" »", Profile::France), [(5, "“"), (7, "”")]);
    }
}
