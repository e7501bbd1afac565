//! SVG as PNG of few colours: text on a plain ground has few, and a palette makes the file a third
//! as large.

use std::collections::HashMap;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::{Fonts, SIZE};

/// Paints an SVG of ours. Should it not be readable, the picture is empty rather than missing.
pub(super) fn png(svg: &str, fonts: &Fonts) -> Vec<u8> {
    let Some(mut pixmap) = Pixmap::new(SIZE.0.into(), SIZE.1.into()) else {
        return Vec::new();
    };
    let options = Options {
        fontdb: fonts.database().clone(),
        ..Options::default()
    };
    if let Ok(tree) = Tree::from_str(svg, &options) {
        resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    }
    let (palette, indexes) = palette(&pixmap);
    // Writing to memory cannot fail.
    encode(&palette, &indexes).unwrap_or_default()
}

/// Up to 256 colours, and which one each pixel has. Colours beyond those take the nearest one that
/// is there.
fn palette(pixmap: &Pixmap) -> (Vec<[u8; 3]>, Vec<u8>) {
    let mut palette: Vec<[u8; 3]> = Vec::new();
    let mut known: HashMap<[u8; 3], u8> = HashMap::new();
    let mut last = None;
    let indexes = pixmap.pixels().iter().map(|pixel| {
        let colour = [pixel.red(), pixel.green(), pixel.blue()];
        if let Some((before, index)) = last
            && before == colour
        {
            return index;
        }
        let index = *known
            .entry(colour)
            .or_insert_with(|| match u8::try_from(palette.len()) {
                Ok(index) => {
                    palette.push(colour);
                    index
                }
                Err(_) => nearest(&palette, colour),
            });
        last = Some((colour, index));
        index
    });
    let indexes = indexes.collect();
    (palette, indexes)
}

fn nearest(palette: &[[u8; 3]], colour: [u8; 3]) -> u8 {
    let distance = |other: &[u8; 3]| -> u32 {
        other
            .iter()
            .zip(&colour)
            .map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2))
            .sum()
    };
    (0_u8..=255)
        .zip(palette)
        .min_by_key(|(_, other)| distance(other))
        .map_or(0, |(index, _)| index)
}

fn encode(palette: &[[u8; 3]], indexes: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIZE.0.into(), SIZE.1.into());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indexes)?;
    writer.finish()?;
    Ok(bytes)
}
