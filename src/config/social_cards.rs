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
    /// A font file of the site, from its root, and where it was named.
    pub font: Option<(SitePath, Place)>,
    /// The colour of the background, as `#rrggbb`.
    pub paper: Option<String>,
    /// The colour of the title.
    pub ink: Option<String>,
    /// The colour of the section and of the bar.
    pub accent: Option<String>,
}

impl SocialCards {
    /// Reads `false`, or a mapping.
    pub(super) fn read(node: &Node<'_>) -> Option<Self> {
        if !node.is_mapping() {
            return node.bool()?.then(Self::default);
        }
        let mut fields = node.clone().fields();
        let font = fields.filled("font").and_then(|font| {
            Some((
                read_site_file(&font, "static/fonts/name.ttf")?,
                font.place(),
            ))
        });
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
