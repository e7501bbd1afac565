//! What was read within one element: its blocks, with the room between them.

use super::blocks::{Block, Flow, Paragraph, Picture, Unit};
use super::declared::Declared;
use super::elements::Kind;
use super::text::{Family, Look, TextBuilder};

/// What an element hands down to those within it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) look: Look,
    /// The size of text and the distance of lines, in units.
    pub(super) size: f32,
    pub(super) line: f32,
    pub(super) unit: Unit,
    pub(super) depth: usize,
    pub(super) lists: usize,
    pub(super) kind: Kind,
}

impl Style {
    /// That of a whole slide, or of its foot.
    pub(super) fn of_slide(family: Family, (size, line): (f32, f32)) -> Self {
        Self {
            look: Look::plain(family),
            size,
            line,
            unit: Unit::Text,
            depth: 0,
            lists: 0,
            kind: Kind::Slide,
        }
    }

    /// Takes what an element's own declarations say.
    pub(super) fn declare(&mut self, declared: Declared) {
        self.look.is_bold |= declared.is_bold;
        self.look.is_italic |= declared.is_italic;
        self.size = declared.size_within(self.size);
        if let Some(line) = declared.line {
            self.line = self.size * line;
        }
    }
}

/// What was read within one element.
pub(super) struct Content {
    pub(super) flow: Flow,
    pub(super) text: TextBuilder,
    pub(super) pictures: Vec<Picture>,
    pub(super) more: f32,
    /// The looks of elements in a line that are open.
    pub(super) inlines: Vec<Look>,
    /// The kind of the last block.
    last: Option<Kind>,
}

impl Content {
    pub(super) fn new() -> Self {
        Self {
            flow: Flow::default(),
            text: TextBuilder::default(),
            pictures: Vec::new(),
            more: 0.0,
            inlines: Vec::new(),
            last: None,
        }
    }

    /// How letters look that stand here.
    pub(super) fn look(&self, style: Style) -> Look {
        self.inlines.last().copied().unwrap_or(style.look)
    }

    /// Adds the room at either end of code in a line.
    pub(super) fn pad(&mut self, name: &str, look: Look) {
        let pad = match name {
            "code" => 0.25,
            "kbd" => 0.4,
            _ => return,
        };
        self.text.pad(pad * look.size, look);
    }

    /// Makes a block of the text since the last one.
    pub(super) fn end_paragraph(&mut self, style: Style) {
        let text = std::mem::take(&mut self.text);
        let pictures = std::mem::take(&mut self.pictures);
        let more = std::mem::take(&mut self.more);
        if text.is_blank() && pictures.is_empty() {
            return;
        }
        let paragraph = Paragraph {
            pieces: text.finish(),
            size: style.size,
            line: style.line,
            unit: style.unit,
            more,
            pictures,
        };
        let before = self.gap(style, Kind::Inline);
        self.push(before, vec![Block::Text(paragraph)], Kind::Inline);
    }

    /// The room before a block, in units of text.
    pub(super) fn gap(&self, around: Style, kind: Kind) -> f32 {
        let Some(last) = self.last else {
            return 0.0;
        };
        match (around.kind, kind) {
            (Kind::Alert, _) if last == Kind::Paragraph && self.flow.children.len() == 1 => 0.0,
            (_, Kind::Inline) => 0.0,
            (Kind::Slide | Kind::Box | Kind::Alert | Kind::Quote, _) => 1.0,
            (_, Kind::Caption) | (Kind::List, Kind::Item) | (Kind::Item, Kind::List) => 0.5,
            (Kind::Item, Kind::Paragraph) if last == Kind::Paragraph => 0.5,
            (Kind::Terms, Kind::Term) if last == Kind::Description => 0.75,
            _ => 0.0,
        }
    }

    pub(super) fn push(&mut self, before: f32, blocks: Vec<Block>, kind: Kind) {
        for (at, block) in blocks.into_iter().enumerate() {
            let before = if at == 0 { before } else { 0.0 };
            self.flow.children.push((before, block));
        }
        self.last = Some(kind);
    }
}

/// A flow; where it holds a single picture right on a slide, its blocks, so that the picture can
/// give way.
pub(super) fn unwrapped(flow: Flow, is_candidate: bool) -> Vec<Block> {
    let pictures = |block: &Block| match block {
        Block::Text(paragraph) => paragraph.pictures.len(),
        _ => 0,
    };
    let count: usize = flow.children.iter().map(|(_, block)| pictures(block)).sum();
    if !is_candidate || count != 1 {
        return vec![Block::Flow(flow)];
    }
    let mut blocks = Vec::new();
    for (_, block) in flow.children {
        match block {
            Block::Text(mut paragraph) if !paragraph.pictures.is_empty() => {
                blocks.extend(paragraph.pictures.drain(..).map(Block::Picture));
                // Without words, nothing stands below the picture.
                if paragraph.pieces.widest() > 0.0 {
                    blocks.push(Block::Text(paragraph));
                }
            }
            block => blocks.push(block),
        }
    }
    blocks
}
