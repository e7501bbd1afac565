//! How high blocks are at given sizes, laid out as browsers do by `deck.css`. Lengths are in deck
//! units: fiftieths of a slide's width.

mod table;

use super::blocks::{Block, Code, Column, Columns, Flow, Paragraph, Picture, Share, Unit};
use super::sizes;

/// The sizes that a slide is tried at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// The units, in deck units.
    pub(super) text: f32,
    pub(super) dense: f32,
    pub(super) full: f32,
    /// The step of tables and code.
    pub(super) dense_step: usize,
    /// Whether words in tables are broken where there is no room for them.
    pub(super) is_broken: bool,
    /// The highest picture within text.
    pub(super) picture: f32,
    /// A pixel of CSS.
    pub(super) pixel: f32,
    /// Whether any step is taken at all.
    pub(super) is_fitted: bool,
}

/// How much of the width lines are filled with: browsers round, and keep some signs together.
pub(super) const ROOM: f32 = 0.997;

/// What a slide needs.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Needs {
    pub(super) height: f32,
    /// How wide its widest block is against the room that it has.
    pub(super) width: f32,
}

impl Scale {
    pub(super) fn unit(&self, unit: Unit) -> f32 {
        match unit {
            Unit::Text => self.text,
            Unit::Dense => self.dense,
            Unit::Full => self.full,
        }
    }
}

/// A slide while it is measured.
pub(super) struct Measure {
    pub(super) scale: Scale,
    /// The worst so far.
    pub(super) width: f32,
}

impl Measure {
    pub(super) fn new(scale: Scale) -> Self {
        Self { scale, width: 0.0 }
    }

    /// What stands right on a slide: its pictures take what the rest leaves, down to a bound.
    pub(super) fn slide(mut self, flow: &Flow, room: f32, gap: f32) -> Needs {
        let unit = self.scale.text;
        let mut height = 0.0;
        for (at, (_, block)) in flow.children.iter().enumerate() {
            if at > 0 {
                height += gap * unit;
            }
            height += match block {
                Block::Picture(picture) => self.own_picture(picture, room),
                block => self.block(block, room),
            };
        }
        Needs {
            height,
            width: self.width,
        }
    }

    fn own_picture(&self, picture: &Picture, room: f32) -> f32 {
        let high = self.picture(picture, room).1;
        if picture.shrinks {
            high.min(sizes::LEAST_PICTURE * self.scale.full)
        } else {
            high
        }
    }

    pub(super) fn flow(&mut self, flow: &Flow, room: f32) -> f32 {
        let mut room = room - flow.inset * self.scale.text;
        if let Some(measure) = flow.measure {
            room = room.min(measure * self.scale.text);
        }
        if let Some(measure) = flow.full_measure {
            room = room.min(measure * self.scale.full);
        }
        if flow.columns > 1 {
            let across = count(flow.columns);
            let gaps = sizes::TEXT.0 * self.scale.text * (across - 1.0);
            let heights = self.heights(flow, (room - gaps) / across);
            // No column can be as long as all of them, but a block stands in one.
            let most = heights.iter().copied().fold(0.0, f32::max);
            return (heights.iter().sum::<f32>() / across + most / 2.0).max(most);
        }
        self.heights(flow, room).iter().sum()
    }

    /// The height of each block, with the room before it.
    fn heights(&mut self, flow: &Flow, room: f32) -> Vec<f32> {
        let blocks = flow.children.iter();
        blocks
            .map(|(before, block)| before * self.scale.text + self.block(block, room))
            .collect()
    }

    fn block(&mut self, block: &Block, room: f32) -> f32 {
        match block {
            Block::Text(paragraph) => self.paragraph(paragraph, room),
            Block::Flow(flow) => self.flow(flow, room),
            Block::Code(code) => self.code(code, room),
            Block::Table(table) => table::height(self, table, room),
            Block::Picture(picture) => self.picture(picture, room).1,
            Block::Columns(columns) => self.columns(columns, room),
            Block::Stack(parts) => parts
                .iter()
                .map(|part| self.flow(part, room))
                .fold(0.0, f32::max),
            Block::Space(units, unit) => units * self.scale.unit(*unit),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, room: f32) -> f32 {
        let unit = self.scale.unit(paragraph.unit);
        let em = paragraph.size * unit;
        let lines = paragraph.pieces.lines(room * ROOM / em);
        let text = (count(lines) * paragraph.line + paragraph.more) * unit;
        let (pictures, wide) = self.pictures(&paragraph.pictures, room);
        // A short text stands in one line with its pictures.
        if wide > 0.0 && wide + paragraph.pieces.widest() * em <= room {
            return text.max(pictures);
        }
        text + pictures
    }

    /// Pictures in lines, as many beside each other as fit: their height, and the width of the last
    /// line.
    fn pictures(&self, pictures: &[Picture], room: f32) -> (f32, f32) {
        let (mut height, mut row, mut used) = (0.0, 0.0_f32, 0.0);
        for picture in pictures {
            let (wide, high) = self.picture(picture, room);
            if used > 0.0 && used + wide > room {
                height += row;
                (row, used) = (0.0, 0.0);
            }
            (row, used) = (row.max(high), used + wide);
        }
        (height + row, used)
    }

    /// Width and height of a picture within text.
    fn picture(&self, picture: &Picture, room: f32) -> (f32, f32) {
        let (wide, high) = self.natural(picture, room);
        let bound = self.scale.picture * self.scale.full;
        if high <= bound {
            (wide, high)
        } else {
            (wide * bound / high, bound)
        }
    }

    /// Width and height of a picture that nothing bounds but the width that there is.
    fn natural(&self, picture: &Picture, room: f32) -> (f32, f32) {
        let (width, height) = picture.natural.unwrap_or((400.0, 300.0));
        let ratio = height / width.max(f32::EPSILON);
        let of = |share: Share| match share {
            Share::OfRoom(share) => room * share,
            Share::OfSlide(share) => sizes::ACROSS * share,
        };
        let wide = match picture.share {
            Some(share @ Share::OfRoom(_)) => of(share),
            Some(share) => of(share).min(room),
            None if picture.is_wide => {
                (room * 0.8).min(self.scale.picture * self.scale.full / ratio)
            }
            None => (width * self.scale.pixel).min(room),
        };
        let wide = picture.most_width.map_or(wide, |most| wide.min(of(most)));
        let high = wide * ratio;
        match picture.most_height {
            // A share of a height that nothing gives is none.
            Some(most @ Share::OfSlide(_)) if high > of(most) => (wide * of(most) / high, of(most)),
            _ => (wide, high),
        }
    }

    fn code(&mut self, code: &Code, room: f32) -> f32 {
        let unit = self.scale.dense;
        let (size, leading) = self.code_size(code);
        let room = room - 2.0 * sizes::CODE_BESIDE * unit;
        let widest = code.lines.iter().copied().fold(0.0, f32::max) * size * unit;
        let mut lines = count(code.lines.len());
        if self.scale.dense_step >= sizes::WRAPS_FROM {
            let columns = (room / (size * unit)).max(1.0);
            lines = code
                .lines
                .iter()
                .map(|line| (line / columns).ceil().max(1.0))
                .sum();
        } else {
            self.width = self.width.max(widest / room.max(1.0));
        }
        let title = if code.has_title {
            sizes::CODE_TITLE
        } else {
            0.0
        };
        (lines * leading + 2.0 * sizes::CODE_INSET[self.scale.dense_step] + title) * unit
    }

    fn code_size(&self, code: &Code) -> (f32, f32) {
        let closer = sizes::CLOSER_CODE
            .iter()
            .find(|(lines, ..)| code.lines.len() >= *lines);
        match closer.filter(|_| code.has_lines && !self.scale.is_fitted) {
            Some((_, size, leading)) => (*size, *leading),
            None => (sizes::CODE, sizes::LEADING[self.scale.dense_step]),
        }
    }

    /// Rows of columns, or one row of all of them.
    fn columns(&mut self, columns: &Columns, room: f32) -> f32 {
        let across = columns.across.unwrap_or(columns.parts.len()).max(1);
        let rows = columns.parts.chunks(across);
        let between = sizes::ROW_GAP * self.scale.text * count(rows.len().saturating_sub(1));
        between + rows.map(|row| self.row(row, across, room)).sum::<f32>()
    }

    /// A row that has room for so many columns.
    fn row(&mut self, columns: &[Column], across: usize, room: f32) -> f32 {
        let gaps = sizes::COLUMN_GAP * self.scale.text * count(across - 1);
        let asked: f32 = columns.iter().filter_map(|column| column.share).sum();
        let free = columns
            .iter()
            .filter(|column| column.share.is_none())
            .count();
        let free = free + across - columns.len();
        let given = (asked * room).min(room - gaps);
        let rest = (room - gaps - given).max(0.0) / count(free.max(1));
        let mut highest = 0.0_f32;
        for column in columns {
            let wide = column
                .share
                .map_or(rest, |share| given * share / asked.max(0.01));
            let bound = self.scale.picture;
            self.scale.picture =
                bound.min(sizes::COLUMN_PICTURE * self.scale.text / self.scale.full);
            highest = highest.max(self.flow(&column.flow, wide));
            self.scale.picture = bound;
        }
        highest
    }
}

/// A number of things as a factor of lengths.
pub(super) fn count(things: usize) -> f32 {
    f32::from(u16::try_from(things).unwrap_or(u16::MAX))
}
