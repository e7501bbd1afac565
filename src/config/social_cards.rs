//! `social_cards` of `lutrin.yaml`: how the pictures look that networks show of a shared page.
//!
//! Knows neither fonts nor pages.

use super::read_site_file;
use crate::diagnostic::{Place, codes};
use crate::path::SitePath;
use crate::yaml::Node;

/// How social cards look. The default theme has the values that are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SocialCards {
    /// The font that all is written in.
    pub font: Option<FontFile>,
    /// Fonts for the letters that the one above and the embedded ones do not have, in the order in
    /// which a letter is looked for.
    pub fonts: Vec<FontFile>,
    /// The colour of the background, as `#rrggbb`.
    pub paper: Option<String>,
    /// The colour of the title.
    pub ink: Option<String>,
    /// The colour of the section and of the bar.
    pub accent: Option<String>,
}

/// A font file of the site, from its root, and where it was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontFile {
    /// The file.
    pub file: SitePath,
    /// Its name in `lutrin.yaml`.
    pub place: Place,
}

impl FontFile {
    fn read(node: &Node<'_>) -> Option<Self> {
        Some(Self {
            file: read_site_file(node, "static/fonts/name.ttf")?,
            place: node.place(),
        })
    }
}

impl SocialCards {
    /// Every font file that is named.
    pub fn font_files(&self) -> impl Iterator<Item = &SitePath> {
        self.font.iter().chain(&self.fonts).map(|font| &font.file)
    }

    /// Reads `false`, or a mapping.
    pub(super) fn read(node: &Node<'_>) -> Option<Self> {
        if !node.is_mapping() {
            return node.bool()?.then(Self::default);
        }
        let mut fields = node.clone().fields();
        let font = fields.filled("font").and_then(|font| FontFile::read(&font));
        let fonts = fields.filled("fonts");
        let fonts = fonts.map(|fonts| fonts.items().iter().filter_map(FontFile::read).collect());
        let mut colour = |key| fields.filled(key).and_then(|colour| read_colour(&colour));
        let (paper, ink, accent) = (colour("paper"), colour("ink"), colour("accent"));
        fields.finish(&[
            ("background", "paper"),
            ("color", "ink"),
            ("foreground", "ink"),
            ("text", "ink"),
        ]);
        Some(Self {
            font,
            fonts: fonts.unwrap_or_default(),
            paper,
            ink,
            accent,
        })
    }
}

fn read_colour(node: &Node<'_>) -> Option<String> {
    let colour = node.text()?;
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6);
    if digits.is_none_or(|digits| !digits.bytes().all(|b| b.is_ascii_hexdigit())) {
        let hint = "write six hexadecimal digits in quotes: `\"#7d3a00\"`".to_owned();
        node.report(
            codes::BAD_CONFIG,
            format!("`{colour}` is not a colour"),
            Some(hint),
        );
        return None;
    }
    Some(colour.to_ascii_lowercase())
}
