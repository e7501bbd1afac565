//! What the metadata of a whole file tell, whatever its format.

use std::ops::BitOr;

use super::disclosure::{Block, Disclosed, in_iptc, in_xmp};
use super::{Kind, exif, gif, isobmff, jpeg, kind, png, webp};

fn of_block(block: Block<'_>) -> Disclosed {
    match block {
        Block::Exif(tiff) => exif::disclosed(tiff),
        Block::Xmp(text) => in_xmp(text),
        Block::Iptc(bytes) => in_iptc(bytes),
        Block::Unread => Disclosed::UNKNOWN,
    }
}

/// What the metadata of a file tell, of every format that has any. Where a file is too damaged for
/// its blocks to be found, what looks like one counts.
#[must_use]
pub fn disclosed(bytes: &[u8]) -> Disclosed {
    let blocks = match kind(bytes) {
        Some(Kind::Jpeg) => jpeg::metadata(bytes),
        Some(Kind::Png) => Some(png::metadata(bytes)),
        Some(Kind::WebP) => Some(webp::metadata(bytes)),
        Some(Kind::Gif) => Some(gif::metadata(bytes)),
        Some(Kind::Avif | Kind::Heif) => isobmff::metadata(bytes),
        Some(Kind::Tiff) => Some(vec![Block::Exif(bytes)]),
        None => None,
    };
    let blocks = blocks.unwrap_or_else(|| scattered(bytes));
    let found = blocks.into_iter().map(of_block);
    found.fold(Disclosed::default(), Disclosed::bitor)
}

/// The blocks that are marked as such, wherever they stand.
fn scattered(bytes: &[u8]) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    if let Some(at) = find(bytes, exif::INTRODUCTION) {
        blocks.push(Block::Exif(&bytes[at + exif::INTRODUCTION.len()..]));
    }
    if let Some(at) = find(bytes, b"<x:xmpmeta") {
        blocks.push(Block::Xmp(&bytes[at..]));
    }
    blocks
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_metadata_counts_where_nothing_can_be_told_apart() {
        let damaged = b"????<x:xmpmeta exif:GPSLatitude='48,51N' tiff:Model='X'/>";
        let expected = Disclosed::PLACE | Disclosed::DEVICE;
        assert_eq!(disclosed(damaged), expected);
        assert_eq!(disclosed(b"nothing"), Disclosed::default());
    }
}
