//! Reads the nodes of a slide as blocks: what `deck.css` makes of each element, as far as room goes.

use super::blocks::{Block, Code, Column, Flow, Paragraph, Picture, Table, Unit};
use super::elements::{Kind, inline_look, is_hidden, kind};
use super::formula;
use super::sizes;
use super::text::{Family, Look, TextBuilder};
use crate::html::references;
use crate::html::tree::{Element, Item, Items};
use crate::markdown::{Body, Image, Layout, Slot, Width};

/// Elements within each other beyond this depth are left out: nobody sees them on a slide.
const DEEPEST: usize = 48;

/// Reads the nodes of one slide.
pub(super) struct Reader<'t> {
    pub(super) body: &'t Body,
    pub(super) items: Items<'t, Slot>,
    pub(super) layout: Layout,
    /// Width and height of an image in pixels, where they are known.
    pub(super) dimensions: &'t dyn Fn(&Image) -> Option<(u32, u32)>,
    /// The unit of the heading that the slide begins with.
    pub(super) heading: Option<Unit>,
}

/// What an element hands down to those within it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    look: Look,
    /// The size of text and the distance of lines, in units.
    size: f32,
    line: f32,
    unit: Unit,
    depth: usize,
    lists: usize,
    kind: Kind,
}

/// What was read within one element.
struct Content {
    flow: Flow,
    text: TextBuilder,
    pictures: Vec<Picture>,
    more: f32,
    /// The kind of the last block.
    last: Option<Kind>,
}

impl Reader<'_> {
    /// The blocks of the slide.
    pub(super) fn slide(&mut self) -> Flow {
        let look = Look {
            family: Family::Serif,
            is_bold: false,
            is_italic: false,
            size: 1.0,
            spacing: 0.0,
        };
        let (size, line) = sizes::TEXT;
        let mut flow = self.content(Style {
            look,
            size,
            line,
            unit: Unit::Text,
            depth: 0,
            lists: 0,
            kind: Kind::Slide,
        });
        flow.heading = self.heading;
        flow
    }

    /// What stands in an element, to its end.
    fn content(&mut self, style: Style) -> Flow {
        let mut content = Content::new();
        let mut inlines: Vec<Look> = Vec::new();
        while let Some(item) = self.items.next() {
            let look = inlines.last().copied().unwrap_or(style.look);
            match item {
                Item::Text(text) => content.text.push(&references::decode(text), look),
                Item::Settled(html) => {
                    let (wide, more) = formula::inline(html);
                    content.text.object(wide * look.size, look);
                    content.more = content.more.max(more);
                }
                Item::Slot(slot) => self.slot(*slot, style, &mut content),
                Item::Verbatim(_) | Item::Markup(_) => {}
                Item::Close(name) => match inlines.pop() {
                    Some(look) => content.pad(name, look),
                    None => break,
                },
                Item::Open(element) => {
                    if let Some(within) = self.element(&element, style, look, &mut content) {
                        inlines.push(within);
                    }
                }
            }
        }
        content.end_paragraph(style);
        content.flow
    }

    /// Reads an element, but for the content of one that stands in a line: that has the look that
    /// is returned.
    fn element(
        &mut self,
        element: &Element<'_, Slot>,
        style: Style,
        look: Look,
        content: &mut Content,
    ) -> Option<Look> {
        if is_hidden(element) || style.depth > DEEPEST {
            self.items.skip_element(element);
            return None;
        }
        match kind(element) {
            Kind::Break => content.text.end_line(),
            Kind::Image => {
                let picture = self.picture(element);
                content.pictures.push(picture);
            }
            Kind::Empty => {}
            Kind::Inline if element.is_empty() => {}
            Kind::Inline => {
                let within = inline_look(element, look);
                content.pad(element.name(), within);
                return Some(within);
            }
            kind => {
                content.end_paragraph(style);
                let before = content.gap(style, kind);
                let blocks = self.block(element, kind, style, content.flow.children.is_empty());
                content.push(before, blocks, kind);
            }
        }
        None
    }

    /// An element that begins a line of its own.
    fn block(
        &mut self,
        element: &Element<'_, Slot>,
        kind: Kind,
        style: Style,
        is_first: bool,
    ) -> Vec<Block> {
        let is_on_slide = style.kind == Kind::Slide;
        let style = self.style(element, kind, style, is_first);
        let heads = is_on_slide && is_first && self.layout != Layout::Title;
        if heads && matches!(kind, Kind::Heading(1 | 2)) {
            self.heading = Some(style.unit);
        }
        if element.is_empty() {
            return vec![Block::Space(0.04, Unit::Full)];
        }
        match kind {
            Kind::Table => {
                let mut table = Table {
                    rows: Vec::new(),
                    is_dense: style.unit == Unit::Dense,
                };
                self.rows(style, &mut table);
                vec![Block::Table(table)]
            }
            Kind::Columns => vec![Block::Columns(self.columns(style))],
            Kind::Film | Kind::Drawing => {
                self.items.skip_element(element);
                vec![Block::Picture(Picture {
                    natural: Some((16.0, 9.0)),
                    share: None,
                    is_wide: true,
                    shrinks: kind == Kind::Drawing,
                })]
            }
            Kind::Formula => vec![self.formula()],
            Kind::Code => vec![self.raw_code()],
            _ => {
                let mut flow = self.content(style);
                self.finish(element, kind, is_on_slide, &mut flow);
                unwrapped(
                    flow,
                    is_on_slide && matches!(kind, Kind::Paragraph | Kind::Figure),
                )
            }
        }
    }

    /// What a whole element adds to its blocks.
    fn finish(&self, element: &Element<'_, Slot>, kind: Kind, is_on_slide: bool, flow: &mut Flow) {
        let quote = kind == Kind::Quote && self.layout == Layout::Quote;
        flow.inset = match kind {
            Kind::Quote | Kind::Alert if !quote => sizes::QUOTE_INSET,
            Kind::List if !element.has_class("tasks") => sizes::LIST_INSET * sizes::TEXT.0,
            Kind::Description => sizes::LIST_INSET * sizes::TEXT.0,
            Kind::Item if element.has_class("task") => 1.6 * sizes::TEXT.0,
            _ => 0.0,
        };
        let is_text = matches!(kind, Kind::Paragraph | Kind::List | Kind::Quote);
        if is_on_slide && is_text {
            flow.full_measure = Some(sizes::MEASURE);
        }
        if quote {
            flow.measure = Some(26.0 * 2.6);
        }
        if let Kind::Heading(level) = kind {
            let heading = sizes::heading(level, self.layout, true, !is_on_slide);
            flow.measure =
                Some(heading.measure * heading.size).filter(|measure| measure.is_finite());
        }
    }

    /// What an element makes of the style around it.
    fn style(
        &self,
        element: &Element<'_, Slot>,
        kind: Kind,
        around: Style,
        is_first: bool,
    ) -> Style {
        let is_on_slide = around.kind == Kind::Slide;
        let mut style = Style {
            depth: around.depth + 1,
            kind,
            ..around
        };
        let mut set = |(size, line): (f32, f32)| (style.size, style.line) = (size, line);
        match kind {
            Kind::Heading(level) => {
                let heading = sizes::heading(level, self.layout, is_first, !is_on_slide);
                set((heading.size, heading.line));
                style.look.spacing = heading.spacing;
                style.look.is_bold = level > 3;
                style.look.is_italic = level == 3 && self.layout != Layout::Statement;
                let keeps = matches!(
                    self.layout,
                    Layout::Default | Layout::Columns | Layout::Image | Layout::Code
                );
                if keeps && is_first && is_on_slide && level <= 3 {
                    style.unit = Unit::Full;
                }
            }
            Kind::Item if around.lists > 1 => style.size *= sizes::LIST_WITHIN,
            Kind::List => style.lists += 1,
            Kind::Term => style.look.is_bold = true,
            Kind::TableBox => {
                set(sizes::TABLE);
                style.look.family = Family::Sans;
                style.unit = Unit::Dense;
            }
            Kind::HeadCell => style.look.is_bold = true,
            Kind::Caption => {
                set(sizes::CAPTION);
                style.look.family = Family::Sans;
            }
            Kind::Footnotes => set(sizes::FOOTNOTES),
            Kind::Quote if self.layout == Layout::Quote => {
                set((2.6, 3.5));
                style.look.is_italic = true;
            }
            Kind::Paragraph if element.has_class("alert-title") => {
                set(sizes::ALERT_TITLE);
                style.look.family = Family::Sans;
            }
            Kind::Paragraph if self.layout == Layout::Title && is_on_slide => set((1.6, 2.0)),
            Kind::Paragraph if self.layout == Layout::Quote && is_on_slide && !is_first => {
                set(sizes::SMALL_TEXT);
                style.look.family = Family::Sans;
            }
            _ => {}
        }
        style
    }

    fn rows(&mut self, style: Style, table: &mut Table) {
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

    fn cells(&mut self, style: Style) -> Vec<Flow> {
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

    fn columns(&mut self, style: Style) -> Vec<Column> {
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

    /// A formula on a line of its own.
    fn formula(&mut self) -> Block {
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

    /// `<pre>` as an author wrote it.
    fn raw_code(&mut self) -> Block {
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

    fn slot(&mut self, slot: Slot, style: Style, content: &mut Content) {
        match slot {
            Slot::Code(at) => {
                let Some(block) = self.body.code_blocks.get(at) else {
                    return;
                };
                let mut read = code(&block.code);
                read.has_lines = block.look.has_lines();
                read.has_title = block.look.title.is_some();
                content.end_paragraph(style);
                let before = content.gap(style, Kind::Code);
                content.push(before, vec![Block::Code(read)], Kind::Code);
            }
            Slot::AlertTitle(_) => content.text.push("Important", style.look),
            Slot::FootnoteBack { .. } => content.text.push("↩", style.look),
            Slot::EmbedPart(_) if style.kind == Kind::Figure => {
                let picture = Picture {
                    natural: Some((16.0, 9.0)),
                    share: None,
                    is_wide: true,
                    shrinks: true,
                };
                content.pictures.push(picture);
            }
            Slot::EmbedPart(_) => content.text.push("An embed with its words", style.look),
            _ => {}
        }
    }

    fn picture(&self, element: &Element<'_, Slot>) -> Picture {
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

impl Content {
    fn new() -> Self {
        Self {
            flow: Flow::default(),
            text: TextBuilder::default(),
            pictures: Vec::new(),
            more: 0.0,
            last: None,
        }
    }

    /// Adds the room at either end of code in a line.
    fn pad(&mut self, name: &str, look: Look) {
        let pad = match name {
            "code" => 0.25,
            "kbd" => 0.4,
            _ => return,
        };
        self.text.pad(pad * look.size, look);
    }

    /// Makes a block of the text since the last one.
    fn end_paragraph(&mut self, style: Style) {
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
    fn gap(&self, around: Style, kind: Kind) -> f32 {
        let Some(last) = self.last else {
            return 0.0;
        };
        match (around.kind, kind) {
            (Kind::Slide | Kind::Box | Kind::Alert | Kind::Quote, Kind::Inline) => 0.0,
            (Kind::Alert, _) if last == Kind::Paragraph && self.flow.children.len() == 1 => 0.0,
            (Kind::Slide | Kind::Box | Kind::Alert | Kind::Quote, _) => 1.0,
            (_, Kind::Caption) => 0.5,
            (Kind::List, Kind::Item) | (Kind::Item, Kind::List) => 0.5,
            (Kind::Item, Kind::Paragraph) if last == Kind::Paragraph => 0.5,
            (Kind::Terms, Kind::Term) if last == Kind::Description => 0.75,
            _ => 0.0,
        }
    }

    fn push(&mut self, before: f32, blocks: Vec<Block>, kind: Kind) {
        for (at, block) in blocks.into_iter().enumerate() {
            let before = if at == 0 { before } else { 0.0 };
            self.flow.children.push((before, block));
        }
        self.last = Some(kind);
    }
}

/// A flow; where it holds a single picture right on a slide, its blocks, so that the picture can
/// give way.
fn unwrapped(flow: Flow, is_candidate: bool) -> Vec<Block> {
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
                blocks.push(Block::Text(paragraph));
            }
            block => blocks.push(block),
        }
    }
    blocks
}

/// Code as the widths of its lines.
fn code(text: &str) -> Code {
    let look = Look {
        family: Family::Mono,
        is_bold: false,
        is_italic: false,
        size: 1.0,
        spacing: 0.0,
    };
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
