//! WebP (RFC 9649): chunks in a RIFF container.

use super::disclosure::Block;
use super::{Traits, exif};

/// `RIFF`, the length of the rest, `WEBP`.
const HEADER: usize = 12;
/// Flags of `VP8X`.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const ANIMATED: u8 = 0x02;

/// What is seen; anything else is metadata or unknown.
const SEEN: &[&[u8; 4]] = &[
    b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];

/// The chunks, each with its padding; the last one may be cut off.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let end = bytes.get(4..8).map_or(0, |length| {
        u32::from_le_bytes([length[0], length[1], length[2], length[3]])
    });
    let end = usize::try_from(end)
        .unwrap_or(usize::MAX)
        .saturating_add(8)
        .clamp(HEADER, bytes.len().max(HEADER));
    let mut rest = bytes.get(HEADER..end).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = usize::try_from(u32::from_le_bytes(*rest.get(4..)?.first_chunk()?)).ok()?;
        let whole = 8 + length.checked_add(length % 2)?;
        let (chunk, after) = rest.split_at(whole.min(rest.len()));
        rest = after;
        Some((&chunk[..4], chunk))
    })
}

fn is_needed(name: &[u8]) -> bool {
    SEEN.iter().any(|seen| *seen == name)
}

fn flags(bytes: &[u8]) -> u8 {
    chunks(bytes)
        .find(|(name, _)| name == b"VP8X")
        .and_then(|(_, chunk)| chunk.get(8).copied())
        .unwrap_or_default()
}

pub(super) fn inspect(bytes: &[u8]) -> Traits {
    let kept: usize = chunks(bytes)
        .filter(|(name, _)| is_needed(name))
        .map(|(_, chunk)| chunk.len())
        .sum();
    Traits {
        orientation: 1,
        resizable: flags(bytes) & ANIMATED == 0,
        lossless: chunks(bytes).any(|(name, _)| name == b"VP8L"),
        has_metadata: HEADER + kept != bytes.len() || flags(bytes) & (EXIF | XMP) != 0,
    }
}

pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let mut content = b"WEBP".to_vec();
    for (name, chunk) in chunks(bytes).filter(|(name, _)| is_needed(name)) {
        let at = content.len();
        content.extend_from_slice(chunk);
        if let Some(flags) = content.get_mut(at + 8).filter(|_| name == b"VP8X") {
            *flags &= !(EXIF | XMP);
        }
    }
    riff(&content)
}

pub(super) fn metadata(bytes: &[u8]) -> Vec<Block<'_>> {
    chunks(bytes)
        .filter_map(|(name, chunk)| block(name, chunk.get(8..)?))
        .collect()
}

fn block<'b>(name: &[u8], content: &'b [u8]) -> Option<Block<'b>> {
    match name {
        // Some programs write it as it stands in a JPEG.
        b"EXIF" => Some(Block::Exif(
            content.strip_prefix(exif::INTRODUCTION).unwrap_or(content),
        )),
        b"XMP " => Some(Block::Xmp(content)),
        _ => None,
    }
}

fn riff(content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len())
        .unwrap_or(u32::MAX)
        .to_le_bytes();
    [b"RIFF", &length[..], content].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        [
            name,
            &length,
            content,
            if content.len() % 2 == 1 { b"\0" } else { b"" },
        ]
        .concat()
    }

    #[test]
    fn metadata_goes_with_its_flags() {
        let head = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
        let pixels = chunk(b"VP8 ", b"pixel");
        let hidden = [
            chunk(b"EXIF", b"secret"),
            chunk(b"XMP ", b"secret!"),
            chunk(b"what", b"secret"),
        ]
        .concat();
        let bytes = riff(&[b"WEBP".to_vec(), head(0x1C), pixels.clone(), hidden].concat());
        let stripped = strip(&bytes);
        assert_eq!(
            stripped,
            riff(&[b"WEBP".to_vec(), head(0x10), pixels].concat())
        );
        assert!(inspect(&bytes).has_metadata && !inspect(&stripped).has_metadata);
        for end in HEADER..bytes.len() {
            let _ = (inspect(&bytes[..end]), strip(&bytes[..end]));
        }
        assert!(!inspect(&riff(&[b"WEBP".to_vec(), head(ANIMATED)].concat())).resizable);
    }
}
