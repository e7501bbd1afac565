//! Reads the keys of front matter that only decks have. Must not know slides.

use super::values::read_duration;
use super::{Spanned, duration, foreign, text};
use crate::config::decks::{AutoSlide, DeckLook, DeckScheme, NamedLook, Transition};
use crate::diagnostic::codes;
use crate::dialect::{Dialect, DialectSettings};
use crate::duration::Duration;
use crate::lang::Lang;
use crate::slug;
use crate::typography::{self, Profile};
use crate::yaml::{Fields, Node};

/// The keys that only decks have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeckMatter {
    /// The slot, questions included; left out, the talk's.
    pub duration: Option<Duration>,
    /// The part of the slot that is left for questions.
    pub questions: Option<Duration>,
    /// Shorter or longer versions of the same deck.
    pub variants: Vec<DeckVariant>,
    /// The dialect of the slides, and settings for it.
    pub dialect: DialectSettings,
    /// The shape of a slide.
    pub aspect: Aspect,
    /// Whether readers get the speaker notes, too.
    pub publish_notes: bool,
    /// Which of the theme's looks it has, where the deck says so.
    pub look: Option<NamedLook>,
    /// Light or dark, where the deck says so.
    pub scheme: Option<DeckScheme>,
    /// How each slide comes after the one before it, where the slide does not say.
    pub transition: Transition,
    /// Whether slides come by themselves, where the slide before does not say.
    pub autoslide: AutoSlide,
    /// Whether the first slide comes after the last one.
    pub loops: bool,
    /// The text at the foot of every slide, in place of the site's.
    pub footer: Option<String>,
    /// A style sheet for this deck alone, relative to its file.
    pub css: Option<Spanned<String>>,
}

/// A version of a deck for another slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckVariant {
    /// Its name, as slides and addresses have it.
    pub name: Spanned<String>,
    /// Its slot, questions included.
    pub duration: Option<Duration>,
    /// The part of the slot that is left for questions.
    pub questions: Option<Duration>,
}

/// The shape of a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aspect {
    /// 16:9.
    #[default]
    Wide,
    /// 16:10.
    Laptop,
    /// 4:3.
    Classic,
}

impl Aspect {
    /// The shapes, by how they are written.
    pub const ALL: &[(&str, Self)] = &[
        ("16:9", Self::Wide),
        ("16:10", Self::Laptop),
        ("4:3", Self::Classic),
    ];

    /// The shape of a name, `4:3` or `4/3`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        let found = all.find(|(own, _)| *own == name || own.replace(':', "/") == name);
        found.map(|(_, aspect)| *aspect)
    }

    /// Width and height, in small whole numbers.
    #[must_use]
    pub fn ratio(self) -> (u32, u32) {
        match self {
            Self::Wide => (16, 9),
            Self::Laptop => (16, 10),
            Self::Classic => (4, 3),
        }
    }
}

/// The keys that Lutrin reads itself, even where other tools have keys of the same name.
const OWN: &[&str] = &[
    "title",
    "slug",
    "summary",
    "tags",
    "image",
    "draft",
    "search",
    "aliases",
    "translation_key",
    "translated_from",
    "math",
    "duration",
    "questions",
    "variants",
    "aspect",
    "publish_notes",
    "look",
    "scheme",
    "transition",
    "autoslide",
    "loop",
    "footer",
    "css",
];

impl DeckMatter {
    /// The variant of a name.
    #[must_use]
    pub fn variant(&self, name: &str) -> Option<&DeckVariant> {
        self.variants
            .iter()
            .find(|variant| variant.name.value == name)
    }

    /// The look of the theme's that the deck has: its own choice, or the site's.
    #[must_use]
    pub fn look_in(&self, look: &DeckLook) -> NamedLook {
        self.look.unwrap_or(look.look)
    }

    /// Light or dark: as the deck, the site or the look says.
    #[must_use]
    pub fn scheme_in(&self, look: &DeckLook) -> DeckScheme {
        let of_look = || self.look_in(look).scheme();
        self.scheme.or(look.scheme).unwrap_or_else(of_look)
    }

    /// The text at the foot of slides that have none of their own: the deck's, or the site's.
    #[must_use]
    pub fn footer_in<'a>(&'a self, lang: &Lang, look: &'a DeckLook) -> Option<&'a str> {
        let of_site = || look.footer.as_ref().map(|footer| footer.get(lang));
        self.footer.as_deref().or_else(of_site)
    }

    pub(super) fn typeset(&mut self, profile: Profile) {
        self.footer
            .iter_mut()
            .for_each(|footer| typography::set(footer, profile));
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let dialect = DialectSettings::read(fields, OWN);
        let shape = dialect.shape.as_deref();
        Self {
            duration: read_slot(fields, &dialect).or(dialect.duration),
            questions: duration(fields, "questions"),
            variants: fields
                .filled("variants")
                .map(|node| read_variants(&node))
                .unwrap_or_default(),
            aspect: fields
                .filled("aspect")
                .and_then(|node| read_aspect(&node))
                .or_else(|| shape.and_then(Aspect::named))
                .unwrap_or_default(),
            publish_notes: fields
                .filled("publish_notes")
                .and_then(|node| node.bool())
                .unwrap_or_default(),
            look: fields
                .filled("look")
                .and_then(|node| NamedLook::read(&node)),
            scheme: fields
                .filled("scheme")
                .and_then(|node| DeckScheme::read(&node)),
            transition: fields
                .filled("transition")
                .and_then(|node| foreign::read_transition(&node, &dialect))
                .or_else(|| foreign::transition_of_program(fields, &dialect))
                .unwrap_or_default(),
            autoslide: foreign::read_autoslide(fields, &dialect).unwrap_or_default(),
            loops: foreign::read_loop(fields, &dialect),
            footer: text(fields, "footer").or_else(|| dialect.footer.clone()),
            css: fields
                .filled("css")
                .and_then(|node| foreign::read_style_sheet(&node, &dialect)),
            dialect,
        }
    }
}

/// The slot; authors of other tools write `30min`, too.
fn read_slot(fields: &mut Fields<'_>, dialect: &DialectSettings) -> Option<Duration> {
    let written = fields.written("duration");
    let node = fields.filled("duration")?;
    let written = written.filter(|_| dialect.dialect() != Dialect::NATIVE);
    let slot = written.and_then(|text| Duration::parse_loosely(&text));
    slot.or_else(|| read_duration(&node))
}

fn read_aspect(node: &Node<'_>) -> Option<Aspect> {
    let written = node.text()?;
    let found = Aspect::named(&written);
    if found.is_none() {
        let hint = "write `16:9`, `16:10` or `4:3`".to_owned();
        node.report(
            codes::BAD_VALUE,
            format!("`{written}` is no shape of slides"),
            Some(hint),
        );
    }
    found
}

/// Reads `{short: {duration: 20m}}`. The name of a variant is part of its address.
fn read_variants(node: &Node<'_>) -> Vec<DeckVariant> {
    if !node.is_mapping() {
        return node
            .wrong_type("a mapping, like `{short: {duration: 20m}}`")
            .unwrap_or_default();
    }
    let read = |(name, node): (String, Node<'_>)| {
        if !slug::is_slug(&name) || TAKEN.contains(&name.as_str()) {
            let hint = "use small letters, digits and hyphens, as in `short`".to_owned();
            node.report(
                codes::BAD_VALUE,
                format!("`{name}` cannot be the name of a variant"),
                Some(hint),
            );
            return None;
        }
        let name = Spanned {
            value: name,
            span: node.span(),
        };
        if node.is_null() {
            return Some(DeckVariant {
                name,
                duration: None,
                questions: None,
            });
        }
        let mut fields = node.clone().fields();
        let (slot, questions) = (
            duration(&mut fields, "duration"),
            duration(&mut fields, "questions"),
        );
        fields.finish(&[("time", "duration"), ("slot", "duration")]);
        Some(DeckVariant {
            name,
            duration: slot,
            questions,
        })
    };
    node.entries().into_iter().filter_map(read).collect()
}

/// Names that no variant can have, since these addresses below a deck are taken.
const TAKEN: [&str; 3] = ["presenter", "handout", "clock"];
