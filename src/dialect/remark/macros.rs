//! `![:scale 50%](a.png)`: macros, which decks of remark define in their page. The one that most of
//! them have gives an image a width.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;

const START: &str = "![:";

/// Rewrites the macros of a range.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, range: &Range<usize>) {
    let text = body.text.get(range.clone()).unwrap_or_default();
    for (at, _) in text.match_indices(START) {
        let start = range.start + at;
        if body.is_apart(start) || body.is_comment(start) {
            continue;
        }
        let line = body
            .text
            .get(start..body.line_end(start, false))
            .unwrap_or_default();
        let Some((inside, rest)) = line[START.len()..].split_once(']') else {
            continue;
        };
        let words = start + "![".len()..start + START.len() + inside.len();
        let (name, argument) = inside.split_once(' ').unwrap_or((inside, ""));
        let address = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let width = width(argument).filter(|_| ["scale", "width", "img", "image"].contains(&name));
        if let (Some(width), Some((address, _))) = (width, address) {
            let end = words.end + "](".len() + address.len() + ")".len();
            writer.edits.replace(words.clone(), "");
            writer.edits.close(end, format!("{{width={width}}}"), words);
        } else {
            let hint =
                "a picture is `![what it shows](file.png){width=50%}`, and a film `::: video`";
            writer.lost(words, &format!("{START}{name}]"), hint);
        }
    }
}

/// The width that an argument asks for, in percent.
fn width(argument: &str) -> Option<String> {
    let share = argument.split([',', ' ']).next()?.strip_suffix('%')?;
    let share: f64 = share.parse().ok()?;
    Some(format!("{:.0}%", share.clamp(1.0, 100.0)))
}
