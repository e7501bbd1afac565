//! `decks` of `lutrin.yaml`: how slides look, unless the front matter of a deck changes it.
//!
//! Knows neither decks nor themes.

use std::fmt;

use super::read_site_file;
use crate::diagnostic::{Place, codes};
use crate::duration::Duration;
use crate::localized::Localized;
use crate::nearest;
use crate::path::SitePath;
use crate::yaml::Node;

/// How the decks of a site look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeckLook {
    /// Which of the theme's looks slides have.
    pub look: NamedLook,
    /// Light or dark, where the site says so.
    pub scheme: Option<DeckScheme>,
    /// The text at the foot of every slide.
    pub footer: Option<Localized>,
    /// A style sheet of the site after the theme's own, and where it was named.
    pub css: Option<(SitePath, Place)>,
    /// A logo at the foot of every slide, and where it was named.
    pub logo: Option<Logo>,
}

/// A logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// Its file, from the site's root.
    pub file: SitePath,
    /// Its alternative text.
    pub alt: String,
    /// Where it was named.
    pub place: Place,
}

/// Whether slides are light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DeckScheme {
    /// As the reader's device is set.
    #[default]
    Auto,
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

/// A look of slides that the theme brings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NamedLook {
    /// Paper and ink, in a serif.
    #[default]
    Lectern,
    /// White on black in a grotesque, large: for halls.
    Stage,
}

/// Whether the next slide comes by itself, on a stand without a speaker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AutoSlide {
    /// It waits for somebody.
    #[default]
    Waits,
    /// It comes when this one was shown for so long, its steps included.
    After(Duration),
}

impl AutoSlide {
    /// What to write.
    pub const HINT: &str =
        "write how long the slide stays, like `20s` or `1m30s`, or `none`: it waits";

    /// Reads a length, or a word for none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "none" | "0" | "0s" => Some(Self::Waits),
            length => Duration::parse(length).map(Self::After),
        }
    }

    /// Reads a value; reports any other one.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Option<Self> {
        let written = node.text()?;
        let found = Self::parse(&written);
        if found.is_none() {
            let message = format!("`{written}` is not how long a slide stays");
            node.report(codes::BAD_VALUE, message, Some(Self::HINT.to_owned()));
        }
        found
    }

    /// How long it stays, in seconds; 0 where it waits.
    #[must_use]
    pub fn seconds(self) -> u32 {
        match self {
            Self::Waits => 0,
            Self::After(length) => length.seconds(),
        }
    }
}

impl fmt::Display for AutoSlide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waits => f.write_str("none"),
            Self::After(length) => length.fmt(f),
        }
    }
}

/// How a slide comes after the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Transition {
    /// At once.
    #[default]
    None,
    /// One slide fades into the other.
    Fade,
    /// It pushes the other one away.
    Slide,
    /// What both have moves to its new place, and the rest fades.
    Magic,
}

impl Transition {
    /// The transitions, by their names.
    pub const ALL: &[(&str, Self)] = &[
        ("none", Self::None),
        ("fade", Self::Fade),
        ("slide", Self::Slide),
        ("magic", Self::Magic),
    ];

    /// What to write where none of them stands.
    pub const HINT: &str = "write `none`, `fade`, `slide` or `magic`";

    /// The transition of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(own, _)| *own == name);
        found.map(|(_, transition)| *transition)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_in(Self::ALL, self)
    }

    /// Reads a transition; reports any other word.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Option<Self> {
        read_name(node, Self::ALL, "transition", Self::HINT)
    }

    /// What to write instead of a word that is no transition.
    #[must_use]
    pub fn hint(word: &str) -> String {
        let names = Self::ALL.iter().map(|(name, _)| *name);
        nearest::did_you_mean(word, names).unwrap_or_else(|| Self::HINT.to_owned())
    }
}

impl NamedLook {
    /// The looks, by their names.
    pub const ALL: &[(&str, Self)] = &[("lectern", Self::Lectern), ("stage", Self::Stage)];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_in(Self::ALL, self)
    }

    /// Reads a look; reports any other word.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Option<Self> {
        let advice = "write `lectern` or `stage`; a look of your own is a style sheet: `css`";
        read_name(node, Self::ALL, "look", advice)
    }

    /// Whether slides are light or dark where nobody says so.
    #[must_use]
    pub fn scheme(self) -> DeckScheme {
        match self {
            Self::Lectern => DeckScheme::Auto,
            Self::Stage => DeckScheme::Dark,
        }
    }
}

impl DeckScheme {
    /// The schemes, by their names.
    pub const ALL: &[(&str, Self)] = &[
        ("auto", Self::Auto),
        ("light", Self::Light),
        ("dark", Self::Dark),
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_in(Self::ALL, self)
    }

    /// Reads a scheme; reports any other word.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Option<Self> {
        let advice = "write `auto`, `light` or `dark`";
        read_name(node, Self::ALL, "scheme", advice)
    }
}

/// The name of a value among all.
fn name_in<T: Copy + PartialEq>(all: &[(&'static str, T)], value: T) -> &'static str {
    let found = all.iter().find(|(_, one)| *one == value);
    found.map_or("", |(name, _)| name)
}

/// Reads one of these names; reports any other word.
fn read_name<T: Copy>(
    node: &Node<'_>,
    all: &[(&'static str, T)],
    what: &str,
    advice: &str,
) -> Option<T> {
    let written = node.text()?;
    let found = all.iter().find(|(name, _)| *name == written);
    if found.is_none() {
        let hint = nearest::did_you_mean(&written, all.iter().map(|(name, _)| *name));
        node.report(
            codes::BAD_VALUE,
            format!("`{written}` is no {what} of slides"),
            Some(hint.unwrap_or_else(|| advice.to_owned())),
        );
    }
    found.map(|(_, value)| *value)
}

impl DeckLook {
    /// Reads a mapping.
    pub(super) fn read(node: &Node<'_>) -> Self {
        let mut fields = node.clone().fields();
        let look = Self {
            look: fields
                .filled("look")
                .and_then(|node| NamedLook::read(&node))
                .unwrap_or_default(),
            scheme: fields
                .filled("scheme")
                .and_then(|node| DeckScheme::read(&node)),
            footer: fields
                .filled("footer")
                .and_then(|node| Localized::read(&node)),
            css: fields
                .filled("css")
                .and_then(|node| Some((read_site_file(&node, "static/decks.css")?, node.place()))),
            logo: fields.filled("logo").and_then(|node| read_logo(&node)),
        };
        fields.finish(&[(
                "theme",
                "how slides look is said by `look: stage`, or by a style sheet: `css: static/decks.css`; `scheme` is `light` or `dark`",
            ), ("style", "css"), ("stylesheet", "css")]);
        look
    }
}

fn read_logo(node: &Node<'_>) -> Option<Logo> {
    const EXAMPLE: &str = "static/logo.svg";
    if !node.is_mapping() {
        return Some(Logo {
            file: read_site_file(node, EXAMPLE)?,
            alt: String::new(),
            place: node.place(),
        });
    }
    let mut fields = node.clone().fields();
    let file = fields
        .filled("file")
        .and_then(|file| Some((read_site_file(&file, EXAMPLE)?, file.place())));
    let alt = fields
        .filled("alt")
        .and_then(|alt| alt.text())
        .unwrap_or_default();
    if !fields.has("file") {
        fields.missing("file", "a logo needs a `file`", None);
    }
    fields.finish(&[("src", "file"), ("url", "file")]);
    file.map(|(file, place)| Logo { file, alt, place })
}
