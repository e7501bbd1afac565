//! Fingerprints of texts: a line of short hashes, one for the whole text, then one for each of its
//! parts. Two such lines say which parts changed, without any history.
//!
//! `v1-whole-front-introduction-section-section…`, in hexadecimal digits:
//! - 12 of the whole: two texts that differ are taken for the same once in 2⁴⁸;
//! - 9 of the front matter: 3 each of the title, the summary and the lead image's alternative text;
//! - 8 of what stands before the first heading;
//! - 8 for each heading: 3 of its text, 5 of what follows it. They only name what changed: where
//!   two of them agree by chance, the whole still says that something did.
//!
//! White space, line ends and the attributes of headings do not count. Knows nothing of files and
//! languages.

mod compare;
mod normal;

use std::fmt;
use std::ops::Range;

pub use compare::{TextChange, changes};

/// The version of the format, which every fingerprint begins with.
const VERSION: &str = "v1";
/// Digits of the whole.
const WHOLE: usize = 12;
/// Digits of each of the three texts of the front matter.
const FRONT: usize = 3;
/// Digits of the introduction.
const INTRODUCTION: usize = 8;
/// Digits of a section's heading, and of its text.
const SECTION: (usize, usize) = (3, 5);

/// The texts of a file that translators translate.
#[derive(Debug, Clone, Copy)]
pub struct TranslatableText<'t> {
    /// The title.
    pub title: &'t str,
    /// The author's summary.
    pub summary: &'t str,
    /// The alternative text of the lead image.
    pub alt: &'t str,
    /// The body as it is written.
    pub body: &'t str,
    /// The headings of the body in order: their level, and their bytes in it.
    pub headings: &'t [(u8, Range<usize>)],
}

/// The hashes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    whole: u64,
    front: [u64; 3],
    introduction: u64,
    sections: Vec<Section>,
}

/// A heading and what follows it, up to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Section {
    heading: u64,
    text: u64,
}

impl Fingerprint {
    /// The hashes of a text.
    #[must_use]
    pub fn new(text: &TranslatableText<'_>) -> Self {
        let mut whole = blake3::Hasher::new();
        let front = [text.title, text.summary, text.alt]
            .map(|line| digits(&normal::line(line), FRONT, &mut whole));
        let end = |next: usize| {
            text.headings
                .get(next)
                .map_or(text.body.len(), |(_, range)| range.start)
        };
        let introduction = digits(
            &normal::text(slice(text.body, 0..end(0))),
            INTRODUCTION,
            &mut whole,
        );
        let section = |(i, (level, range)): (usize, &(u8, Range<usize>))| {
            let heading = normal::heading(slice(text.body, range.clone()));
            let below = normal::text(slice(text.body, range.end..end(i + 1)));
            Section {
                heading: digits(&heading, SECTION.0, &mut whole),
                text: digits(&format!("{level} {below}"), SECTION.1, &mut whole),
            }
        };
        let sections = text.headings.iter().enumerate().map(section).collect();
        Self {
            whole: first_digits(&whole.finalize(), WHOLE),
            front,
            introduction,
            sections,
        }
    }

    /// Reads what [`Fingerprint`] writes. `None` when it is something else.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let mut parts = written.trim().split('-');
        (parts.next()? == VERSION).then_some(())?;
        let whole = number(parts.next()?, WHOLE)?;
        let front = parts
            .next()
            .filter(|part| part.len() == 3 * FRONT && part.is_ascii())?;
        let front = [
            &front[..FRONT],
            &front[FRONT..2 * FRONT],
            &front[2 * FRONT..],
        ]
        .map(|part| number(part, FRONT));
        let [Some(title), Some(summary), Some(alt)] = front else {
            return None;
        };
        let introduction = number(parts.next()?, INTRODUCTION)?;
        let section = |part: &str| {
            let (heading, text) = part.split_at_checked(SECTION.0)?;
            Some(Section {
                heading: number(heading, SECTION.0)?,
                text: number(text, SECTION.1)?,
            })
        };
        let sections = parts.map(section).collect::<Option<Vec<_>>>()?;
        Some(Self {
            whole,
            front: [title, summary, alt],
            introduction,
            sections,
        })
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [title, summary, alt] = self.front;
        write!(
            f,
            "{VERSION}-{:0WHOLE$x}-{title:0FRONT$x}{summary:0FRONT$x}{alt:0FRONT$x}",
            self.whole
        )?;
        write!(f, "-{:0INTRODUCTION$x}", self.introduction)?;
        self.sections.iter().try_for_each(|section| {
            let (heading, text) = SECTION;
            write!(f, "-{:0heading$x}{:0text$x}", section.heading, section.text)
        })
    }
}

/// A part of the body; empty for a range outside it.
fn slice(body: &str, range: Range<usize>) -> &str {
    body.get(range).unwrap_or_default()
}

/// The first digits of a part's hash. The hash of the whole takes in the part with its length, so
/// that it changes when text moves from one part to the next.
fn digits(part: &str, count: usize, whole: &mut blake3::Hasher) -> u64 {
    whole
        .update(&(part.len() as u64).to_le_bytes())
        .update(part.as_bytes());
    first_digits(&blake3::hash(part.as_bytes()), count)
}

fn first_digits(hash: &blake3::Hash, count: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_be_bytes(bytes) >> (64 - 4 * count)
}

fn number(digits: &str, count: usize) -> Option<u64> {
    let is_hex = digits
        .bytes()
        .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    u64::from_str_radix(digits, 16)
        .ok()
        .filter(|_| is_hex && digits.len() == count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(body: &str) -> Vec<(u8, Range<usize>)> {
        let mut at = 0;
        let mut found = Vec::new();
        for line in body.split_inclusive('\n') {
            if line.starts_with('#') {
                found.push((2, at..at + line.len()));
            }
            at += line.len();
        }
        found
    }

    pub(super) fn print(body: &str) -> Fingerprint {
        Fingerprint::new(&TranslatableText {
            title: "T",
            summary: "",
            alt: "",
            body,
            headings: &headings(body),
        })
    }

    #[test]
    fn what_is_written_is_read_again() {
        let long = print("Intro\n\n## Plan\n\nText\n\n## Budget\n\n");
        let written = long.to_string();
        assert_eq!(
            written.split('-').map(str::len).collect::<Vec<_>>(),
            [2, 12, 9, 8, 8, 8]
        );
        assert_eq!(Fingerprint::parse(&written), Some(long));
        assert_eq!(Fingerprint::parse(&print("").to_string()), Some(print("")));
    }

    #[test]
    fn what_is_something_else_is_not_read() {
        let good = print("## A\n").to_string();
        let bad = [
            "",
            "v1",
            "v2-",
            "nonsense",
            "v1-0-0-0",
            "v1-éééééé-000000000-00000000",
        ];
        for bad in bad.map(str::to_owned).into_iter().chain([
            good.to_uppercase(),
            good.replacen("v1", "v2", 1),
            format!("{good}-"),
            format!("{good}0"),
            good[..good.len() - 1].to_owned(),
            good.replace('-', "_"),
        ]) {
            assert_eq!(Fingerprint::parse(&bad), None, "{bad}");
        }
    }

    #[test]
    fn white_space_line_ends_and_attributes_do_not_count() {
        let one = print("Intro of\ntwo lines.\n\n## Plan\n\n- a\n- b\n");
        for same in [
            "Intro of\r\ntwo lines.\r\n\r\n## Plan\r\n\r\n- a\r\n- b\r\n",
            "\n\nIntro of two\u{a0}lines.  \n\n\n##  Plan {#p .c}\n- a\n- b",
        ] {
            assert_eq!(print(same), one, "{same}");
        }
        for other in [
            "Intro of\n\ntwo lines.\n\n## Plan\n\n- a\n- b\n",
            "Intro of\ntwo lines\n\n## Plan\n\n- a\n- b\n",
        ] {
            assert_ne!(print(other), one, "{other}");
        }
    }

    #[test]
    fn text_cannot_move_from_one_part_to_the_next_unseen() {
        let one = Fingerprint::new(&TranslatableText {
            title: "ab",
            summary: "c",
            alt: "",
            body: "",
            headings: &[],
        });
        let two = Fingerprint::new(&TranslatableText {
            title: "a",
            summary: "bc",
            alt: "",
            body: "",
            headings: &[],
        });
        assert_ne!(one.whole, two.whole);
    }
}
