//! Where everything stands on a card, as SVG.

use std::fmt::Write;

use quick_xml::escape::escape;
use unicode_segmentation::UnicodeSegmentation;

use super::fonts::{FontRole, is_emoji};
use super::{Card, Colours, Fonts, SIZE};

/// Free space at the left and the right.
const MARGIN: f32 = 84.0;
/// The baseline of the section.
const SECTION_Y: f32 = 122.0;
/// The title stands between these two lines.
const TITLE_TOP: f32 = 158.0;
const TITLE_BOTTOM: f32 = 492.0;
/// The line above the names.
const RULE_Y: f32 = 524.0;
/// The baseline of names, date and site.
const FOOT_Y: f32 = 577.0;
/// The title's sizes, largest first: a major third down to what a phone still shows.
const TITLE_SIZES: [f32; 7] = [84.0, 76.0, 68.0, 60.0, 54.0, 48.0, 42.0];
const LEADING: f32 = 1.16;
const LABEL_SIZE: f32 = 27.0;

/// The lectern of the theme, on a field of 24 by 24.
const MARK: &str =
    "m4.2 8.2 7.3 1.6v6.7l-9.3-2zm15.6 0 2 6.3-9.3 2V9.8zM11 17.6h2V21h4.2v1.7H6.8V21H11z";

/// A card as SVG.
pub(super) fn svg(card: &Card, colours: &Colours, fonts: &Fonts) -> String {
    let (width, height) = (f32::from(SIZE.0), f32::from(SIZE.1));
    let Colours { paper, ink, accent } = colours;
    let room = width - 2.0 * MARGIN;
    let mut svg = Svg {
        out: String::new(),
        right_to_left: card.right_to_left,
    };
    // Writing to a `String` cannot fail.
    let _ = write!(
        svg.out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><rect width="{width}" height="{height}" fill="{paper}"/><rect width="{width}" height="14" fill="{accent}"/><path d="M{MARGIN} {RULE_Y}h{room}" stroke="{ink}" stroke-opacity=".22" stroke-width="2"/>"#
    );
    let above: Vec<&str> = [&card.section, &card.date]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let above = cut(&above.join("  ·  "), room, |text| {
        fonts.width(FontRole::Label, text, LABEL_SIZE)
    });
    svg.text(&above, TextSide::Start, SECTION_Y, &label(fonts, accent));
    let (size, lines) = fit(&card.title, room, TITLE_BOTTOM - TITLE_TOP, fonts);
    let style = Style {
        family: fonts.family(FontRole::Title),
        size,
        colour: ink,
    };
    for (row, line) in (0_u8..).zip(&lines) {
        svg.text(
            line,
            TextSide::Start,
            TITLE_TOP + size * (0.86 + LEADING * f32::from(row)),
            &style,
        );
    }
    foot(&mut svg, card, colours, fonts);
    svg.out.push_str("</svg>");
    svg.out
}

/// The site with its mark at the end, and the names before it.
fn foot(svg: &mut Svg, card: &Card, colours: &Colours, fonts: &Fonts) {
    let width = f32::from(SIZE.0);
    let Colours { ink, accent, .. } = colours;
    let room = width - 2.0 * MARGIN;
    let measure = |text: &str| fonts.width(FontRole::Label, text, LABEL_SIZE);
    let mark = 46.0;
    let site = cut(&card.site, room * 0.45, measure);
    svg.text(
        &site,
        TextSide::End(mark + 12.0),
        FOOT_Y,
        &label(fonts, ink),
    );
    let x = if card.right_to_left {
        MARGIN
    } else {
        width - MARGIN - mark
    };
    let _ = write!(
        svg.out,
        r#"<g transform="translate({x} {}) scale({})"><circle cx="12" cy="3.9" r="2.5" fill="{accent}"/><path d="{MARK}" fill="{ink}"/></g>"#,
        FOOT_Y - 36.0,
        mark / 24.0,
    );
    let authors = card.authors.as_deref().unwrap_or_default();
    let authors = cut(authors, room - measure(&site) - mark - 60.0, measure);
    svg.text(&authors, TextSide::Start, FOOT_Y, &label(fonts, ink));
}

fn label<'s>(fonts: &'s Fonts, colour: &'s str) -> Style<'s> {
    Style {
        family: fonts.family(FontRole::Label),
        size: LABEL_SIZE,
        colour,
    }
}

struct Style<'s> {
    family: &'s str,
    size: f32,
    colour: &'s str,
}

/// Which margin a text stands at; the end may be moved in.
#[derive(Clone, Copy)]
enum TextSide {
    Start,
    End(f32),
}

struct Svg {
    out: String,
    right_to_left: bool,
}

impl Svg {
    fn text(&mut self, text: &str, side: TextSide, y: f32, style: &Style<'_>) {
        let width = f32::from(SIZE.0);
        let (at_left, x) = match side {
            TextSide::Start => (!self.right_to_left, MARGIN),
            TextSide::End(inset) => (self.right_to_left, MARGIN + inset),
        };
        let (x, anchor) = if at_left {
            (x, "start")
        } else {
            (width - x, "end")
        };
        // The anchor is that of the text's own direction: everything is drawn from left to right,
        // in order.
        let Style {
            family,
            size,
            colour,
        } = style;
        let clean: String = text
            .chars()
            .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
            .collect();
        // What is drawn takes every text for one that runs from left to right, unless it says so.
        let clean = if self.right_to_left && clean.contains(runs_from_right) {
            format!("\u{2067}{clean}\u{2069}")
        } else {
            clean
        };
        let _ = write!(
            self.out,
            r#"<text x="{x}" y="{y}" text-anchor="{anchor}" font-family="{}" font-size="{size}" fill="{colour}" xml:space="preserve">{}</text>"#,
            escape(*family),
            escape(clean.as_str()),
        );
    }
}

/// Whether a letter is of a script that runs from right to left.
fn runs_from_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The largest size at which a title has room without a broken word, else with one, and its lines.
/// One that has none at the smallest is cut.
fn fit(title: &str, width: f32, height: f32, fonts: &Fonts) -> (f32, Vec<String>) {
    let title: String = title.chars().filter(|c| !is_emoji(*c)).collect();
    // A no-break space is no place to break at, so it stays.
    let title = title
        .split([' ', '\t', '\n'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    // Nothing longer than this fits at the smallest size: measuring it all would take long.
    let title: String = title.chars().take(600).collect();
    let rows = |size: f32| {
        (0_u8..20)
            .take_while(|row| size * (1.0 + LEADING * f32::from(*row)) <= height)
            .count()
    };
    for may_break in [false, true] {
        for size in TITLE_SIZES {
            let measure = |text: &str| fonts.width(FontRole::Title, text, size);
            if !may_break && !has_whole_words(&title, width, measure) {
                continue;
            }
            let lines = wrap(&title, width, measure);
            if lines.len() <= rows(size) {
                return (size, balanced(&title, lines, width, measure));
            }
        }
    }
    let size = TITLE_SIZES[TITLE_SIZES.len() - 1];
    let mut lines = wrap(&title, width, |text| {
        fonts.width(FontRole::Title, text, size)
    });
    lines.truncate(rows(size) - 1);
    let rest = lines.iter().fold(title.as_str(), |rest, line| {
        rest.strip_prefix(line.as_str())
            .unwrap_or(rest)
            .trim_start_matches(' ')
    });
    lines.push(cut(rest, width, |text| {
        fonts.width(FontRole::Title, text, size)
    }));
    (size, lines)
}

/// As many lines, but of about one length: the last one is not left with a single short word.
fn balanced(
    title: &str,
    lines: Vec<String>,
    width: f32,
    measure: impl Fn(&str) -> f32,
) -> Vec<String> {
    [0.6_f32, 0.7, 0.8, 0.9]
        .into_iter()
        .map(|share| width * share)
        .filter(|narrower| has_whole_words(title, *narrower, &measure))
        .map(|narrower| wrap(title, narrower, &measure))
        .find(|tried| tried.len() == lines.len())
        .unwrap_or(lines)
}

/// Whether no word of a text is wider by itself than there is room.
fn has_whole_words(text: &str, width: f32, measure: impl Fn(&str) -> f32) -> bool {
    text.split(' ')
        .flat_map(pieces)
        .all(|piece| measure(piece) <= width)
}

/// Lines that are no wider than there is room; a word that is wider by itself is broken.
fn wrap(text: &str, width: f32, measure: impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    // No-break spaces keep what belongs together on one line.
    for word in text.split(' ') {
        let mut space = if line.is_empty() { "" } else { " " };
        for piece in pieces(word) {
            let joined = format!("{line}{space}{piece}");
            space = "";
            if measure(&joined) <= width {
                line = joined;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in piece.graphemes(true) {
                if !line.is_empty() && measure(&format!("{line}{letter}")) > width {
                    lines.push(std::mem::take(&mut line));
                }
                line.push_str(letter);
            }
        }
    }
    lines.push(line);
    lines
}

/// The parts of a word between which a line may end. Chinese and Japanese have no spaces, but rules
/// on which signs begin no line; words of other scripts are whole.
fn pieces(word: &str) -> Vec<&str> {
    if !word.contains(|c: char| c >= '\u{2e80}') {
        return vec![word];
    }
    let mut start = 0;
    unicode_linebreak::linebreaks(word)
        .map(|(end, _)| {
            let piece = &word[start..end];
            start = end;
            piece
        })
        .collect()
}

/// A text cut to the room that there is, with an ellipsis where something is missing.
fn cut(text: &str, width: f32, measure: impl Fn(&str) -> f32) -> String {
    if measure(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.graphemes(true) {
        if measure(&format!("{kept}{letter}")) + measure("…") > width {
            break;
        }
        kept.push_str(letter);
    }
    let end = kept
        .rfind(' ')
        .filter(|end| *end > kept.len() / 2)
        .unwrap_or(kept.len());
    format!(
        "{}…",
        kept[..end].trim_end_matches([' ', ',', '·', ':', ';', '.'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter is as wide as the next.
    fn count(text: &str) -> f32 {
        text.chars().map(|_| 1.0).sum()
    }

    #[test]
    fn lines_break_between_words_and_within_long_ones() {
        assert_eq!(wrap("one two three", 7.0, count), ["one two", "three"]);
        assert_eq!(
            wrap("one\u{a0}two three", 6.0, count),
            ["one\u{a0}tw", "o", "three"]
        );
        assert_eq!(wrap("abcdefgh ij", 3.0, count), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 3.0, count), [""]);
    }

    #[test]
    fn lines_of_scripts_without_spaces_break_where_they_may() {
        // No line begins with a stop, a small kana or a long vowel, and no Latin word is broken.
        assert_eq!(
            wrap("静的サイト。始まる", 5.0, count),
            ["静的サイ", "ト。始まる"]
        );
        assert_eq!(
            wrap("サーバー、なし", 3.0, count),
            ["サー", "バー、", "なし"]
        );
        assert_eq!(
            wrap("これはRustの本", 5.0, count),
            ["これは", "Rustの", "本"]
        );
        assert_eq!(wrap("中文和English", 8.0, count), ["中文和", "English"]);
        // A mark stays on its letter.
        assert_eq!(wrap("ที่นี่", 3.0, count), ["ที่", "นี่"]);
    }

    #[test]
    fn what_has_no_room_ends_with_an_ellipsis() {
        assert_eq!(cut("one two three", 20.0, count), "one two three");
        assert_eq!(cut("one two three", 10.0, count), "one two…");
        assert_eq!(cut("abcdefgh", 4.0, count), "abc…");
    }

    #[test]
    fn short_titles_are_large_and_long_ones_fit() {
        let fonts = Fonts::embedded();
        let room = 1200.0 - 2.0 * MARGIN;
        let fitted = |title: &str| fit(title, room, TITLE_BOTTOM - TITLE_TOP, &fonts);
        assert!(fitted("Bonjour").0 > 80.0);
        let (size, lines) = fitted(&"très long ".repeat(80));
        assert!(size < 50.0);
        assert!(
            lines
                .iter()
                .all(|line| fonts.width(FontRole::Title, line, size) <= room)
        );
        assert!(lines.last().unwrap().ends_with('…'));
    }
}
