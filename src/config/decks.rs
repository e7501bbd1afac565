//! `decks` of `lutrin.yaml`: how slides look, unless the front matter of a deck changes it.
//!
//! Knows neither decks nor themes.

use super::read_site_file;
use crate::diagnostic::{Place, codes};
use crate::localized::Localized;
use crate::nearest;
use crate::path::SitePath;
use crate::yaml::Node;

/// How the decks of a site look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeckLook {
    /// Light or dark.
    pub scheme: DeckScheme,
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
        Self::ALL
            .iter()
            .find(|(_, scheme)| *scheme == self)
            .map_or("auto", |(name, _)| name)
    }

    /// Reads a scheme; reports any other word.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Option<Self> {
        let written = node.text()?;
        let found = Self::ALL
            .iter()
            .find(|(name, _)| *name == written)
            .map(|(_, scheme)| *scheme);
        if found.is_none() {
            let names = || Self::ALL.iter().map(|(name, _)| *name);
            let hint = nearest::did_you_mean(&written, names());
            let hint = hint.unwrap_or_else(|| "write `auto`, `light` or `dark`".to_owned());
            node.report(
                codes::BAD_VALUE,
                format!("`{written}` is no scheme of slides"),
                Some(hint),
            );
        }
        found
    }
}

impl DeckLook {
    /// Reads a mapping.
    pub(super) fn read(node: &Node<'_>) -> Self {
        let mut fields = node.clone().fields();
        let look = Self {
            scheme: fields
                .filled("scheme")
                .and_then(|node| DeckScheme::read(&node))
                .unwrap_or_default(),
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
                "how slides look is said by a style sheet: `css: static/decks.css`; `scheme` is `light` or `dark`",
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
