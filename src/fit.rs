//! How large the text of a slide can be set so that all of it is in its frame: measured without a
//! browser, in the faces that slides bring along.
//!
//! A slide that is too full gets steps ([`SlideFit`]), which `deck.css` turns into smaller sizes: first
//! of pictures within text, then of tables and code, then of all but its heading. What is too full
//! at the floor is reported. The sizes are those of the theme's own style sheet; where a site has
//! one of its own, this is a guess, and `check --browser` the judge. Knows no page and no browser.

mod blocks;
mod content;
mod declared;
mod elements;
mod faces;
mod formula;
mod layout;
mod parts;
mod pictures;
mod reading;
mod sizes;
mod steps;
mod text;

use std::ops::Range;

use crate::config::Config;
use crate::config::decks::NamedLook;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::images::drawings::{Drawings, Drawn};
use crate::markdown::{Background, CodeBlock, Image, Layout, Slide};
use crate::references::{self, Reference};
use crate::site::{Site, decks};
use blocks::{Block, Flow};
use layout::{Measure, Needs, Scale};
use reading::Reader;
use steps::Contents;
pub use steps::SlideFit;
use text::{Family, Look, Pieces, TextBuilder};

/// Which part of a slide is read.
#[derive(Debug, Clone, Copy)]
enum SlidePart {
    Body,
    Foot,
}

/// The slides of a deck, and what they are measured with.
pub struct FittedDeck<'d> {
    site: &'d Site,
    config: &'d Config,
    drawings: &'d Drawings,
    document: &'d Document,
    /// Height of a frame in deck units.
    frame: f32,
    /// What `--tall` of its aspect and `--look` make of all sizes.
    tall: f32,
    /// Which of the theme's looks it has.
    look: NamedLook,
    /// A pixel of CSS in deck units.
    pixel: f32,
    /// How high what its title says of speakers and event is, in units of text.
    credits: f32,
    /// What stands at the foot of slides that have none of their own.
    footer: Pieces,
}

impl<'d> FittedDeck<'d> {
    /// The deck of a document; `None` where it is none.
    #[must_use]
    pub fn of(
        site: &'d Site,
        config: &'d Config,
        drawings: &'d Drawings,
        document: &'d Document,
    ) -> Option<Self> {
        document.deck.as_ref()?;
        let matter = document.front_matter.deck.as_ref()?;
        let look = matter.look_in(&config.decks);
        let (width, height) = matter.aspect.ratio();
        let ratio = small(width) / small(height);
        let tall = sizes::TALL
            .iter()
            .find(|(aspect, _)| *aspect == (width, height));
        let mut footer = TextBuilder::default();
        if let Some(text) = matter.footer_in(&document.path.lang, &config.decks) {
            footer.push(text, Look::plain(Family::Sans));
        }
        Some(Self {
            site,
            config,
            drawings,
            document,
            frame: sizes::ACROSS / ratio,
            tall: tall.map_or(1.0, |(_, tall)| *tall) * sizes::look_scale(look),
            look,
            pixel: sizes::ACROSS / (sizes::HEIGHT * ratio),
            credits: decks::talk_of(site, &document.path).map_or(0.0, |talk| credits(site, talk)),
            footer: footer.finish(),
        })
    }

    /// The sizes at which a slide is in its frame, and what is too much even at the smallest.
    #[must_use]
    pub fn fit(&self, slide: &Slide) -> SlideFit {
        let flow = self.read(slide, &slide.content, SlidePart::Body);
        let room = self.room(slide);
        Contents::of(&flow).choose(|steps| {
            let needs = self.needs(slide, &flow, *steps);
            (needs.height / room, needs.width)
        })
    }

    fn read(&self, slide: &Slide, nodes: &Range<usize>, part: SlidePart) -> Flow {
        let body = &self.document.body;
        let items = body.content.items_in(nodes.clone());
        let mut reader = Reader {
            body,
            layout: slide.layout,
            is_over_picture: matches!(
                slide.background,
                Some(Background::Pictures { side: None, .. })
            ),
            dimensions: &|image| self.dimensions(image),
            drawn: &|block| self.drawn(block),
            look: self.look,
            is_fact: has_class(slide, "fact"),
            is_statement: slide.layout == Layout::Statement && reading::is_alone(items.clone()),
            heading: None,
            items,
        };
        match part {
            SlidePart::Body => reader.slide(),
            SlidePart::Foot => reader.foot(),
        }
    }

    fn dimensions(&self, image: &Image) -> Option<(u32, u32)> {
        match references::resolve_from(self.site, &self.document.path, &image.destination) {
            Ok(Reference::Route { dimensions, .. }) => dimensions,
            _ => None,
        }
    }

    /// The size of the drawing that a code block becomes, in pixels; `None` where it stays code.
    fn drawn(&self, block: &CodeBlock) -> Option<(f64, f64)> {
        let language = block.drawing()?;
        let drawn = self
            .drawings
            .make(language, &self.config.drawings, &block.code)?;
        match &*drawn {
            Drawn::Picture(drawing) => Some(drawing.size),
            _ => None,
        }
    }

    /// What a slide needs at some steps, with the room around its parts.
    fn needs(&self, slide: &Slide, flow: &Flow, steps: SlideFit) -> Needs {
        let full = self.tall * class_scale(slide);
        let scale = Scale {
            text: full * sizes::TEXT_STEPS[steps.text],
            dense: full * sizes::DENSE_STEPS[steps.dense],
            full,
            dense_step: steps.dense,
            is_broken: steps.is_broken,
            picture: sizes::PICTURE_STEPS[steps.pictures],
            pixel: self.pixel,
            is_fitted: steps.is_smaller(),
        };
        let gap = if slide.layout == Layout::Quote {
            sizes::QUOTE_GAP
        } else {
            1.0
        };
        let mut needs = Measure::new(scale).slide(flow, Self::width(slide), gap);
        needs.height += match slide.layout {
            Layout::Title => (sizes::RULE + self.credits) * scale.text,
            Layout::Section => sizes::RULE * scale.text,
            _ => 0.0,
        };
        if let Some(unit) = flow.heading.filter(|_| flow.children.len() > 1) {
            needs.height += scale.unit(unit) * sizes::DENSE_STEPS[steps.dense];
        }
        needs
    }

    /// The width that text has.
    fn width(slide: &Slide) -> f32 {
        match &slide.background {
            Some(Background::Pictures {
                side: Some((_, share)),
                ..
            }) => {
                let left = 1.0 - f32::from(*share) / 100.0;
                sizes::ACROSS * left - sizes::BESIDE - sizes::BESIDE_PICTURE
            }
            _ => sizes::ACROSS - 2.0 * sizes::BESIDE,
        }
    }

    /// The height that text has: down to its foot.
    fn room(&self, slide: &Slide) -> f32 {
        if slide.layout == Layout::Title && has_class(slide, "with-foot") {
            (self.frame - sizes::AROUND_TITLE - self.foot(slide)).max(1.0)
        } else if slide.layout == Layout::Title {
            self.frame - 2.0 * sizes::AROUND_TITLE
        } else {
            (self.frame - sizes::ABOVE - self.foot(slide)).max(1.0)
        }
    }

    /// The height of a slide's foot: as many lines as its words need beside the number.
    fn foot(&self, slide: &Slide) -> f32 {
        let (size, line) = sizes::FOOT_TEXT;
        let room = (Self::width(slide) - sizes::NUMBER - sizes::FOOT_GAP) / size;
        let lines = match &slide.foot {
            Some(nodes) => {
                let flow = self.read(slide, nodes, SlidePart::Foot);
                let lines = flow.children.iter().map(|(_, block)| match block {
                    Block::Text(paragraph) => paragraph.pieces.lines(room),
                    _ => 0,
                });
                lines.sum()
            }
            None => self.footer.lines(room),
        };
        sizes::FOOT.max(layout::count(lines) * line + sizes::BELOW_FOOT)
    }
}

/// How high speakers and event of a talk are below its title, in units of text.
fn credits(site: &Site, talk: usize) -> f32 {
    let (room, speakers, event) = sizes::CREDITS;
    let pages = || site.groups[talk].versions_for(0).map(|id| site.page(id));
    let most = pages()
        .map(|page| page.speakers.len())
        .max()
        .unwrap_or_default();
    let matters = pages().filter_map(|page| page.document.front_matter.talk.as_ref());
    let is_given = matters
        .into_iter()
        .any(|matter| !matter.deliveries.is_empty());
    room + layout::count(most.div_ceil(2)) * speakers + if is_given { event } else { 0.0 }
}

fn has_class(slide: &Slide, name: &str) -> bool {
    slide.classes.iter().any(|class| class == name)
}

/// What the classes of a slide make of its sizes.
fn class_scale(slide: &Slide) -> f32 {
    let scales = sizes::CLASS_SCALES.iter();
    let mut scales = scales.filter(|(name, _)| has_class(slide, name));
    scales.next().map_or(1.0, |(_, scale)| *scale)
}

fn small(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// A diagnostic for every slide of a document that is too full at the smallest size.
#[must_use]
pub fn check(
    site: &Site,
    config: &Config,
    drawings: &Drawings,
    document: &Document,
) -> Vec<Diagnostic> {
    let fitted = FittedDeck::of(site, config, drawings, document);
    let Some((deck, fitted)) = document.deck.as_ref().zip(fitted) else {
        return Vec::new();
    };
    let has_styles = config.decks.css.is_some() || decks::has_styles(document);
    let too_full = |slide: &Slide| {
        let excess = fitted.fit(slide).excess?;
        let message = format!(
            "the slide `{}` is {excess} than its frame, even in its smallest size",
            slide.id
        );
        let place = Place::new(&document.path.file, slide.span);
        let found = Diagnostic::new(codes::SLIDE_OVERFLOWS, place, message);
        let found = found.hint("make two slides of it, or take something out");
        let unsure = "sizes in a style sheet of the site are not known here: `lutrin check --browser` measures them";
        Some(if has_styles {
            found.hint(unsure)
        } else {
            found
        })
    };
    deck.slides.iter().filter_map(too_full).collect()
}
