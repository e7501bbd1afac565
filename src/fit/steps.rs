//! Which sizes are tried, and in which order: pictures within text give way first, then tables and
//! code, then text.

use std::fmt;

use super::blocks::{Block, Flow};
use super::sizes::{DENSE_STEPS, PICTURE_STEPS};

/// The sizes of a slide, as steps from the usual ones, 0.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct SlideFit {
    /// Of text, up to 5.
    pub text: usize,
    /// Of tables and code, up to 5.
    pub dense: usize,
    /// Of pictures within text, up to 3.
    pub pictures: usize,
    /// Whether words in tables are broken, since a table is too wide even so.
    pub is_broken: bool,
    /// By how much it is too large even so.
    pub excess: Option<Excess>,
}

/// By how much a slide is larger than its frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Excess {
    /// As a part of the frame, above 0.
    pub part: f32,
    /// Whether it is too wide, and not too high.
    pub is_width: bool,
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_width { "wider" } else { "higher" };
        write!(f, "{:.0} % {word}", (self.part * 100.0).max(1.0))
    }
}

impl SlideFit {
    /// Whether anything is smaller than usual.
    #[must_use]
    pub fn is_smaller(&self) -> bool {
        self.text + self.dense + self.pictures > 0
    }

    /// The words of `data-fit`, which the style sheet knows; empty for the usual sizes.
    #[must_use]
    pub fn words(&self) -> String {
        let steps = [
            ("text", self.text),
            ("dense", self.dense),
            ("pictures", self.pictures),
        ];
        let steps = steps.iter().filter(|(_, step)| *step > 0);
        let mut words: Vec<String> = steps.map(|(name, step)| format!("{name}-{step}")).collect();
        words.extend(self.is_broken.then(|| "broken".to_owned()));
        words.join(" ")
    }
}

/// What there is on a slide that has steps of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Contents {
    is_dense: bool,
    has_pictures: bool,
}

impl Contents {
    pub(super) fn of(flow: &Flow) -> Self {
        let mut contents = Self::default();
        for (_, block) in &flow.children {
            contents.take(block, true);
        }
        contents
    }

    fn take(&mut self, block: &Block, is_on_slide: bool) {
        match block {
            Block::Code(_) => self.is_dense = true,
            Block::Table(table) => {
                self.is_dense = true;
                let cells = table.rows.iter().flatten();
                cells
                    .flat_map(|cell| &cell.children)
                    .for_each(|(_, block)| self.take(block, false));
            }
            Block::Flow(flow) => {
                flow.children
                    .iter()
                    .for_each(|(_, block)| self.take(block, false));
            }
            Block::Columns(columns) => {
                let parts = columns.parts.iter();
                parts
                    .flat_map(|column| &column.flow.children)
                    .for_each(|(_, block)| self.take(block, false));
            }
            Block::Stack(parts) => {
                let blocks = parts.iter().flat_map(|part| &part.children);
                blocks.for_each(|(_, block)| self.take(block, false));
            }
            Block::Text(paragraph) => self.has_pictures |= !paragraph.pictures.is_empty(),
            Block::Picture(picture) => self.has_pictures |= !is_on_slide || !picture.shrinks,
            Block::Space(..) => {}
        }
    }
}

/// Steps of text and of what is dense, on slides with both.
const TOGETHER: [(usize, usize); 11] = [
    (0, 0),
    (0, 1),
    (0, 2),
    (1, 2),
    (1, 3),
    (2, 3),
    (2, 4),
    (3, 4),
    (4, 4),
    (4, 5),
    (5, 5),
];

/// The same where there is nothing dense.
const ALONE: [(usize, usize); 6] = [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)];

impl Contents {
    /// The first steps at which all is in the frame; else the last, with what is too much.
    /// `measure` says how high and how wide the slide is, each against the room that it has.
    pub(super) fn choose(self, measure: impl Fn(&SlideFit) -> (f32, f32)) -> SlideFit {
        let narrow = self.narrow(&measure);
        let mut last = SlideFit::default();
        let steps = if self.is_dense { &TOGETHER[..] } else { &ALONE };
        for &(text, dense) in steps {
            let dense = dense.max(narrow.dense);
            for pictures in self.pictures(text) {
                last = SlideFit {
                    text,
                    dense,
                    pictures,
                    ..narrow
                };
                if is_within(measure(&last)) {
                    return last;
                }
            }
        }
        last.excess = excess(measure(&last));
        last
    }

    /// The first step of what is dense at which nothing is too wide.
    fn narrow(self, measure: &impl Fn(&SlideFit) -> (f32, f32)) -> SlideFit {
        let at = |dense| SlideFit {
            dense,
            ..SlideFit::default()
        };
        if !self.is_dense {
            return at(0);
        }
        let found = (0..DENSE_STEPS.len())
            .map(at)
            .find(|steps| measure(steps).1 <= 1.0);
        found.unwrap_or(SlideFit {
            is_broken: true,
            ..at(DENSE_STEPS.len() - 1)
        })
    }

    /// The steps of pictures to try at one of text: all of them before text gets smaller.
    fn pictures(self, text: usize) -> std::ops::Range<usize> {
        match (self.has_pictures, text) {
            (false, _) => 0..1,
            (true, 0) => 0..PICTURE_STEPS.len(),
            (true, _) => PICTURE_STEPS.len() - 1..PICTURE_STEPS.len(),
        }
    }
}

fn is_within((height, width): (f32, f32)) -> bool {
    height <= 1.0 && width <= 1.0
}

fn excess((height, width): (f32, f32)) -> Option<Excess> {
    let is_width = width > height;
    let part = height.max(width) - 1.0;
    (part > 0.0).then_some(Excess { part, is_width })
}
