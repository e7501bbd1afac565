//! The widths of columns: a share of the slide, from 1 to 100 percent. The style sheet of slides
//! knows no other.

use super::super::events::{BodyNode, Located};
use super::super::report::BodyReport;
use crate::diagnostic::codes;

/// The share that a width says, in percent.
pub(in super::super) fn share(width: &str) -> Option<u8> {
    let share = width.trim().trim_end_matches('%').trim_end().parse().ok()?;
    (1..=100).contains(&share).then_some(share)
}

/// Reports widths that no column can have, and those of what holds the columns.
pub(super) fn check(nodes: &[Located<'_>], source: &str, report: &mut BodyReport<'_>) {
    for (node, range) in nodes {
        let BodyNode::OpenDiv(div) = node else {
            continue;
        };
        let has = |name: &str| div.classes.iter().any(|class| class == name);
        let width = div.pairs.iter().find(|(key, _)| key == "width");
        let Some((_, width)) = width.filter(|_| has("column") || has("columns")) else {
            continue;
        };
        let line = source
            .get(range.start..)
            .and_then(|text| text.lines().next());
        let line = line.unwrap_or_default();
        let at = line.find("width=").unwrap_or_default();
        let length = line[at..].find([' ', '}']).unwrap_or(line.len() - at);
        let place = range.start + at..range.start + at + length;
        if !has("column") {
            let message = "a width stands on a column, and not on what holds the columns";
            let hint = format!("write it on each: `::: {{.column width={width}}}`");
            report.say(codes::BAD_SLIDE_ATTRIBUTE, &place, message, &hint);
        } else if share(width).is_none() {
            let message = format!("a column takes 1 to 100 % of the slide, not `{width}`");
            let meant = percent(width).unwrap_or(40);
            let hint = format!(
                "write it like `width={meant}%`; without a width, columns have equal shares"
            );
            report.say(codes::BAD_SLIDE_ATTRIBUTE, &place, message, &hint);
        }
    }
}

/// The whole percents that a width in another form comes to: `1/3`, `0.4`, `33.3%`.
fn percent(width: &str) -> Option<u32> {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let share = match (width.split_once('/'), width.strip_suffix('%')) {
        (Some((part, whole)), _) => number(part)? / number(whole)? * 100.0,
        (_, Some(percent)) => number(percent)?,
        _ => number(width).filter(|share| *share < 1.0)? * 100.0,
    };
    (1..=100).find(|percent| (share - f64::from(*percent)).abs() <= 0.5)
}

#[cfg(test)]
mod tests {
    use super::{percent, share};

    #[test]
    fn a_width_is_a_share_in_whole_percents() {
        for (width, wanted, near) in [
            ("40%", Some(40), Some(40)),
            ("40 %", Some(40), Some(40)),
            ("100", Some(100), None),
            ("140%", None, None),
            ("0%", None, None),
            ("1/3", None, Some(33)),
            ("0.4", None, Some(40)),
            ("66.7%", None, Some(67)),
            ("1/0", None, None),
            ("300px", None, None),
            ("", None, None),
        ] {
            assert_eq!((share(width), percent(width)), (wanted, near), "{width}");
        }
    }
}
