//! SVG as PNG of few colours: text on a plain ground has few, and a small palette makes the file a
//! quarter as large.

mod palette;

use flate2::{Compress, Compression, FlushCompress};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::{Fonts, SIZE};
use palette::Indexed;

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
    let picture = Indexed::from_rgba(pixmap.data(), SIZE.0.into());
    // Writing to memory cannot fail.
    encode(&picture.reduced().unwrap_or(picture)).unwrap_or_default()
}

fn encode(picture: &Indexed) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIZE.0.into(), SIZE.1.into());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(if picture.fits_four_bits() {
        png::BitDepth::Four
    } else {
        png::BitDepth::Eight
    });
    encoder.set_palette(picture.palette.concat());
    let mut writer = encoder.write_header()?;
    writer.write_chunk(png::chunk::IDAT, &deflated(&picture.lines()))?;
    writer.finish()?;
    Ok(bytes)
}

/// All lines compressed in one step: the encoder's own stream goes line by line, which takes several
/// times as long for lines as short as these. Beyond this level, a few percent of the size cost as
/// much time again.
fn deflated(lines: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::new(3), true);
    // More than deflate's worst case: 5 bytes for each block that is stored as it is.
    let mut out = Vec::with_capacity(lines.len() + lines.len() / 1000 + 64);
    // Memory is enough, so there is nothing that can fail.
    let _ = compress.compress_vec(lines, &mut out, FlushCompress::Finish);
    out
}
