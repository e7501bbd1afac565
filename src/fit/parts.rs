//! Reads what has rules of its own: tables, columns, code, formulas and pictures.

use super::blocks::{Block, Code, Column, Flow, Picture, Table, Unit};
use super::content::Style;
use super::elements::Kind;
use super::formula;
use super::reading::Reader;
use super::sizes;
use super::text::{Family, Look};
use crate::html::references;
use crate::html::tree::{Element, Item};
use crate::markdown::{CodeBlock, Image, Slot, Width};

impl Reader<'_> {
    pub(super) fn rows(&mut self, style: Style, table: &mut Table) {
        let mut depth = 0;
        while let Some(item) = self.items.next() {
            match item {
                Item::Open(element) if element.is("tr") => {
                    let row = self.cells(style);
                    table.rows.push(row);
                }
                Item::Open(element) if !element.is_empty() => depth += 1,
                Item::Close(_) if depth == 0 => return,
                Item::Close(_) => depth -= 1,
                _ => {}
            }
        }
    }

    pub(super) fn cells(&mut self, style: Style) -> Vec<Flow> {
        let mut row = Vec::new();
        while let Some(item) = self.items.next() {
            match item {
                Item::Open(element) if !element.is_empty() => {
                    let kind = if element.is("th") {
                        Kind::HeadCell
                    } else {
                        Kind::Cell
                    };
                    let style = self.style(&element, kind, style, false);
                    row.push(self.content(style));
                }
                Item::Close(_) => break,
                _ => {}
            }
        }
        row
    }

    pub(super) fn columns(&mut self, style: Style) -> Vec<Column> {
        let mut columns = Vec::new();
        while let Some(item) = self.items.next() {
            match item {
                Item::Open(element) if !element.is_empty() => {
                    let share = element
                        .attribute("data-width")
                        .and_then(|share| share.parse::<f32>().ok());
                    let style = Style {
                        depth: style.depth + 1,
                        kind: Kind::Box,
                        ..style
                    };
                    let flow = self.content(style);
                    columns.push(Column {
                        share: share.map(|share| share / 100.0),
                        flow,
                    });
                }
                Item::Close(_) => break,
                _ => {}
            }
        }
        columns
    }

    pub(super) fn formula(&mut self) -> Block {
        let mut high = 0.0_f32;
        for item in self.items.by_ref() {
            match item {
                Item::Settled(html) => high += formula::height(html),
                Item::Close(_) => break,
                _ => {}
            }
        }
        Block::Space((high * 1.2 + 0.6) * sizes::TEXT.0, Unit::Text)
    }

    pub(super) fn raw_code(&mut self) -> Block {
        let (mut text, mut depth) = (String::new(), 0);
        for item in self.items.by_ref() {
            match item {
                Item::Text(piece) => text.push_str(&references::decode(piece)),
                Item::Open(element) if !element.is_empty() => depth += 1,
                Item::Close(_) if depth == 0 => break,
                Item::Close(_) => depth -= 1,
                _ => {}
            }
        }
        Block::Code(code(&text))
    }

    pub(super) fn code_block(&self, block: &CodeBlock) -> Vec<Block> {
        let Some((width, height)) = (self.drawn)(block) else {
            let mut read = code(&block.code);
            read.has_lines = block.look.has_lines();
            read.has_title = block.look.title.is_some();
            return vec![Block::Code(read)];
        };
        let caption = block
            .look
            .title
            .as_ref()
            .map(|_| Block::Space(2.0, Unit::Text));
        let written = |length: f64| format!("{length:.0}").parse::<f32>().ok();
        let picture = Picture {
            natural: written(width).zip(written(height)),
            share: None,
            is_wide: false,
            shrinks: true,
        };
        [Block::Picture(picture)]
            .into_iter()
            .chain(caption)
            .collect()
    }

    pub(super) fn picture(&self, element: &Element<'_, Slot>) -> Picture {
        let node = element.node();
        let slots = self.body.content.slots_in(node..node + 1);
        let image = slots.into_iter().find_map(|(_, slot)| match slot {
            Slot::Image(at) | Slot::ImageAddress(at) => self.body.images.get(*at),
            _ => None,
        });
        let length = |name: &str| {
            element
                .attribute(name)?
                .trim_end_matches("px")
                .parse::<f32>()
                .ok()
        };
        let written = length("width").zip(length("height"));
        let natural = written.or_else(|| {
            let (width, height) = (self.dimensions)(image?)?;
            Some((pixels(width), pixels(height)))
        });
        Picture {
            natural,
            share: image.and_then(|image| share(image, natural)),
            is_wide: false,
            shrinks: true,
        }
    }
}

/// Code as the widths of its lines.
fn code(text: &str) -> Code {
    let look = Look::plain(Family::Mono);
    Code {
        lines: text.lines().map(|line| look.line_of_code(line)).collect(),
        has_lines: false,
        has_title: false,
    }
}

/// The share of the width that an author asks for; pixels are those of a slide of 1,280 across.
fn share(image: &Image, natural: Option<(f32, f32)>) -> Option<f32> {
    let of_slide = |pixels: f32| (pixels / 1280.0).min(1.0);
    match (image.asked.width, image.asked.height) {
        (Some(Width::Percent(percent)), _) => Some(f32::from(percent) / 100.0),
        (Some(Width::Pixels(width)), _) => Some(of_slide(pixels(width))),
        (None, Some(height)) => natural.map(|(w, h)| of_slide(pixels(height) * w / h.max(1.0))),
        (None, None) => None,
    }
}

fn pixels(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}
