//! Reads the nodes of a slide as blocks: what `deck.css` makes of each element, as far as room goes.

use super::blocks::{Block, Columns, Flow, Picture, Table, Unit};
use super::content::{Content, Style, unwrapped};
use super::declared::Declared;
use super::elements::{Kind, across, inline_look, is_hidden, kind};
use super::formula;
use super::sizes::{self, HeadingSize};
use super::text::Family;
use crate::config::decks::NamedLook;
use crate::html::references;
use crate::html::tree::{Element, Item, Items};
use crate::markdown::{Body, CodeBlock, Image, Layout, Slot};

/// Elements within each other beyond this depth are left out: nobody sees them on a slide.
const DEEPEST: usize = 48;

/// Reads the nodes of one slide.
pub(super) struct Reader<'t> {
    pub(super) body: &'t Body,
    pub(super) items: Items<'t, Slot>,
    pub(super) layout: Layout,
    /// Whether the slide stands on a picture.
    pub(super) is_over_picture: bool,
    /// Width and height of an image in pixels, where they are known.
    pub(super) dimensions: &'t dyn Fn(&Image) -> Option<(u32, u32)>,
    /// The size of the drawing that a code block becomes, in pixels; `None` where it stays code.
    pub(super) drawn: &'t dyn Fn(&CodeBlock) -> Option<(f64, f64)>,
    /// Which of the theme's looks the slide has.
    pub(super) look: NamedLook,
    /// Whether the slide's first heading is a fact, the largest text that there is.
    pub(super) is_fact: bool,
    /// Whether a paragraph of the slide is all that it has, and set as its statement.
    pub(super) is_statement: bool,
    /// The unit of the heading that the slide begins with.
    pub(super) heading: Option<Unit>,
}

impl Reader<'_> {
    /// The blocks of the slide.
    pub(super) fn slide(&mut self) -> Flow {
        let family = match self.look {
            NamedLook::Lectern => Family::Serif,
            NamedLook::Stage => Family::Sans,
        };
        let mut flow = self.content(Style::of_slide(family, sizes::TEXT));
        flow.heading = self.heading;
        flow
    }

    /// What stands at the foot of the slide.
    pub(super) fn foot(&mut self) -> Flow {
        self.content(Style::of_slide(Family::Sans, sizes::FOOT_TEXT))
    }

    /// What stands in an element, to its end.
    pub(super) fn content(&mut self, style: Style) -> Flow {
        let mut content = Content::new();
        while let Some(item) = self.items.next() {
            let look = content.look(style);
            match item {
                Item::Text(text) => content.text.push(&references::decode(text), look),
                Item::Settled(html) => {
                    let (wide, more) = formula::inline(html);
                    content.text.object(wide * look.size, look);
                    content.more = content.more.max(more);
                }
                Item::Slot(slot) => self.slot(*slot, style, &mut content),
                Item::Verbatim(_) | Item::Markup(_) => {}
                Item::Close(name) => match content.inlines.pop() {
                    Some(look) => content.pad(name, look),
                    None => break,
                },
                Item::Open(element) => self.element(&element, style, &mut content),
            }
        }
        content.end_paragraph(style);
        content.flow
    }

    /// Reads an element, but for the content of one that stands in a line: that has the look that
    /// the content gets.
    pub(super) fn element(
        &mut self,
        element: &Element<'_, Slot>,
        style: Style,
        content: &mut Content,
    ) {
        let declared = Declared::of(self.body, element);
        if is_hidden(element) || declared.is_over || style.depth > DEEPEST {
            self.items.skip_element(element);
            return;
        }
        match kind(element) {
            Kind::Break => content.text.end_line(),
            // Right on a slide it stands for itself, and gives way.
            Kind::Image if style.kind == Kind::Slide && content.inlines.is_empty() => {
                content.end_paragraph(style);
                let picture = Block::Picture(self.picture(element));
                content.push(1.0, vec![picture], Kind::Figure);
            }
            Kind::Image => {
                let picture = self.picture(element);
                content.pictures.push(picture);
            }
            Kind::Empty => {}
            Kind::Inline if element.is_empty() => {}
            Kind::Inline => {
                let mut within = inline_look(element, content.look(style));
                within.is_bold |= declared.is_bold;
                within.is_italic |= declared.is_italic;
                within.size = declared.size_within(within.size);
                let more = (within.size - 1.0) * style.line;
                content.more = content.more.max(more);
                content.pad(element.name(), within);
                content.inlines.push(within);
            }
            kind => {
                content.end_paragraph(style);
                let before = content.gap(style, kind);
                let blocks = self.block(element, kind, style, content.flow.children.is_empty());
                content.push(before, blocks, kind);
            }
        }
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
            Kind::Columns => vec![Block::Columns(Columns {
                parts: self.parts(style),
                across: across(element),
            })],
            Kind::Stack => {
                let parts = self.parts(style).into_iter();
                vec![Block::Stack(parts.map(|part| part.flow).collect())]
            }
            Kind::Film | Kind::Drawing => {
                self.items.skip_element(element);
                vec![Block::Picture(self.film_or_drawing(element))]
            }
            Kind::Formula => vec![self.formula()],
            Kind::Code => vec![self.raw_code()],
            _ => {
                let mut flow = self.content(style);
                if let Some(heading) = self.large(kind, is_first, is_on_slide) {
                    flow.measure =
                        Some(heading.measure * heading.size).filter(|measure| measure.is_finite());
                } else {
                    self.finish(element, kind, is_on_slide, &mut flow);
                }
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
            Kind::Item if element.has_class("task") => sizes::TASK_INSET * sizes::TEXT.0,
            _ => 0.0,
        };
        flow.columns = Declared::of(self.body, element).columns.unwrap_or_default();
        let is_text = matches!(kind, Kind::Paragraph | Kind::List | Kind::Quote);
        if is_on_slide && is_text {
            flow.full_measure = Some(sizes::MEASURE);
        }
        if quote {
            flow.measure = Some(sizes::QUOTE_MEASURE * sizes::QUOTE.0);
        }
    }

    /// The size of a heading, and of a paragraph that is set like one: a statement.
    fn large(&self, kind: Kind, is_first: bool, is_on_slide: bool) -> Option<HeadingSize> {
        let level = match kind {
            Kind::Heading(level) => level,
            Kind::Paragraph if is_on_slide && self.is_statement => 1,
            _ => return None,
        };
        if self.is_fact && is_first && is_on_slide && matches!(kind, Kind::Heading(1..=3)) {
            return Some(sizes::FACT);
        }
        let mut size = sizes::heading(level, self.layout, is_first, !is_on_slide);
        let is_statement = self.layout == Layout::Statement && is_on_slide && level <= 3;
        if is_statement && self.is_over_picture {
            size.measure = sizes::STATEMENT_OVER_PICTURE;
        }
        Some(size)
    }

    /// What an element makes of the style around it.
    pub(super) fn style(
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
        let declared = Declared::of(self.body, element);
        let is_sized = || declared.size.is_some();
        let mut set = |(size, line): (f32, f32)| (style.size, style.line) = (size, line);
        let large = self.large(kind, is_first, is_on_slide);
        if let Some(large) = &large {
            set((large.size, large.line));
            style.look.spacing = large.spacing;
        }
        match kind {
            Kind::Heading(level) => {
                style.look.is_bold = level > 3 || self.look == NamedLook::Stage;
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
            Kind::Term | Kind::HeadCell => style.look.is_bold = true,
            // One of HTML has no box, and its author may size it.
            Kind::Table if around.kind == Kind::TableBox || is_sized() => {}
            Kind::TableBox | Kind::Table => {
                set(sizes::TABLE);
                style.look.family = Family::Sans;
                style.unit = Unit::Dense;
            }
            Kind::Caption => {
                set(sizes::CAPTION);
                style.look.family = Family::Sans;
            }
            Kind::Footnotes => set(sizes::FOOTNOTES),
            Kind::Quote if self.layout == Layout::Quote => {
                set(sizes::QUOTE);
                style.look.is_italic = true;
            }
            Kind::Paragraph if element.has_class("alert-title") => {
                set(sizes::ALERT_TITLE);
                style.look.family = Family::Sans;
            }
            Kind::Paragraph if self.layout == Layout::Title && is_on_slide => set(sizes::SUBTITLE),
            Kind::Paragraph if self.layout == Layout::Quote && is_on_slide && !is_first => {
                set(sizes::SMALL_TEXT);
                style.look.family = Family::Sans;
            }
            _ => {}
        }
        style.declare(declared);
        style
    }

    pub(super) fn slot(&mut self, slot: Slot, style: Style, content: &mut Content) {
        match slot {
            Slot::Code(at) => {
                let Some(block) = self.body.code_blocks.get(at) else {
                    return;
                };
                content.end_paragraph(style);
                let before = content.gap(style, Kind::Code);
                content.push(before, self.code_block(block), Kind::Code);
            }
            Slot::AlertTitle(_) => content.text.push("Important", style.look),
            Slot::FootnoteBack { .. } => content.text.push("↩", style.look),
            Slot::EmbedPart(_) if style.kind == Kind::Figure => {
                let picture = Picture {
                    natural: Some((16.0, 9.0)),
                    is_wide: true,
                    shrinks: true,
                    ..Picture::default()
                };
                content.pictures.push(picture);
            }
            Slot::EmbedPart(_) => content.text.push("An embed with its words", style.look),
            _ => {}
        }
    }
}

/// Whether one element is all that there is.
pub(super) fn is_alone(mut items: Items<'_, Slot>) -> bool {
    let mut count = 0;
    while let Some(item) = items.next() {
        match item {
            Item::Open(element) => {
                items.skip_element(&element);
                count += 1;
            }
            Item::Slot(_) => count += 1,
            _ => {}
        }
    }
    count == 1
}
