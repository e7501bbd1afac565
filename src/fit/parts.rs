//! Reads what has rules of its own: tables, columns, code and formulas.

use super::blocks::{Block, Code, Column, Flow, Picture, Table, Unit};
use super::content::{Content, Style};
use super::elements::Kind;
use super::formula;
use super::reading::Reader;
use super::sizes;
use super::text::{Family, Look};
use crate::html::references;
use crate::html::tree::Item;
use crate::markdown::CodeBlock;

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

    /// What stands in an element, each element and text in it as a part of its own.
    pub(super) fn parts(&mut self, style: Style) -> Vec<Column> {
        let mut parts = Vec::new();
        while let Some(item) = self.items.next() {
            let mut content = Content::new();
            let mut share = None;
            match item {
                Item::Close(_) => break,
                Item::Open(element) => {
                    let asked = element.attribute("data-width");
                    share = asked.filter(|_| element.has_class("column"));
                    self.element(&element, style, &mut content);
                    if let Some(look) = content.inlines.pop() {
                        content.flow = self.content(Style { look, ..style });
                    }
                }
                Item::Slot(slot) => self.slot(*slot, style, &mut content),
                Item::Text(text) => content.text.push(&references::decode(text), style.look),
                _ => {}
            }
            content.end_paragraph(style);
            if !content.flow.children.is_empty() {
                parts.push(Column {
                    share: share
                        .and_then(|share| share.parse::<f32>().ok())
                        .map(|share| share / 100.0),
                    flow: content.flow,
                });
            }
        }
        parts
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
        let (size, room) = sizes::FORMULA;
        Block::Space((high + 2.0 * room) * size * sizes::TEXT.0, Unit::Text)
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
            shrinks: true,
            ..Picture::default()
        };
        [Block::Picture(picture)]
            .into_iter()
            .chain(caption)
            .collect()
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
