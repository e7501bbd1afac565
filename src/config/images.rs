//! `images` of `lutrin.yaml`: the widths that pages offer of an image, and its quality.

use crate::yaml::Node;

/// The widths and the quality of images on pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageSettings {
    /// Widths in pixels, ascending; empty when images are left as they are.
    pub widths: Vec<u32>,
    /// WebP's quality for photographs, 1 to 100.
    pub quality: u8,
}

impl Default for ImageSettings {
    /// From a phone at one pixel a point to a column of 40 rem on a screen with more than twice as
    /// many.
    fn default() -> Self {
        Self {
            widths: vec![480, 768, 1080, 1600, 2200],
            quality: 80,
        }
    }
}

impl ImageSettings {
    /// Reads `false`, `true` or a mapping.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Self {
        let default = Self::default();
        if !node.is_mapping() {
            let widths = if node.bool() == Some(false) {
                Vec::new()
            } else {
                default.widths
            };
            return Self { widths, ..default };
        }
        let mut fields = node.clone().fields();
        let widths = fields
            .filled("widths")
            .map(|node| read_widths(&node))
            .filter(|widths| !widths.is_empty());
        let quality = fields
            .filled("quality")
            .and_then(|node| node.integer(1..=100));
        fields.finish(&[
            ("sizes", "widths"),
            ("width", "widths"),
            ("webp_quality", "quality"),
        ]);
        Self {
            widths: widths.unwrap_or(default.widths),
            quality: quality
                .and_then(|quality| u8::try_from(quality).ok())
                .unwrap_or(default.quality),
        }
    }
}

fn read_widths(node: &Node<'_>) -> Vec<u32> {
    let widths = node
        .items()
        .into_iter()
        .filter_map(|item| u32::try_from(item.integer(16..=8192)?).ok());
    let mut widths: Vec<u32> = widths.collect();
    widths.sort_unstable();
    widths.dedup();
    widths
}
