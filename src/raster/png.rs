//! PNG (W3C's third edition): a signature, then chunks.

use super::disclosure::Block;
use super::{Traits, exif};

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Length, type and check sum.
const FRAME: usize = 12;

/// Chunks that change how the image looks, besides the critical ones, whose first letter is a
/// capital.
const SEEN: &[&[u8; 4]] = &[
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD",
    b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// The chunks up to the last one, each whole; what follows is damaged, or does not belong to the
/// image.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = Some(&bytes[SIGNATURE.len()..]);
    std::iter::from_fn(move || {
        let here = rest.take()?;
        let length = usize::try_from(u32::from_be_bytes(*here.first_chunk()?)).ok()?;
        let (chunk, after) = here.split_at_checked(length.checked_add(FRAME)?)?;
        let name = &chunk[4..8];
        rest = (name != b"IEND").then_some(after);
        Some((name, chunk))
    })
}

fn is_needed(name: &[u8]) -> bool {
    name[0].is_ascii_uppercase() || SEEN.iter().any(|seen| *seen == name)
}

/// The orientation that EXIF gives before the pixels, 1 to 8: behind them, browsers take no notice
/// of it.
fn orientation(bytes: &[u8]) -> u8 {
    let mut before = chunks(bytes).take_while(|(name, _)| *name != b"IDAT");
    let exif = before.find(|(name, _)| *name == b"eXIf");
    exif.and_then(|(_, chunk)| exif::orientation(&chunk[8..chunk.len() - 4]))
        .unwrap_or(1)
}

/// A chunk of EXIF with an orientation and nothing else, where it is one that turns the image.
fn turned(orientation: u8) -> Option<Vec<u8>> {
    let named = [b"eXIf".to_vec(), exif::tiff(orientation)].concat();
    let length = u32::try_from(named.len() - 4).ok()?.to_be_bytes();
    let sum = crc32fast::hash(&named).to_be_bytes();
    (orientation != 1).then(|| [&length[..], &named, &sum].concat())
}

pub(super) fn inspect(bytes: &[u8]) -> Traits {
    let orientation = orientation(bytes);
    let alone = turned(orientation);
    let kept: usize = chunks(bytes)
        .filter(|(name, chunk)| is_needed(name) || alone.as_deref() == Some(chunk))
        .map(|(_, chunk)| chunk.len())
        .sum();
    Traits {
        orientation,
        resizable: !chunks(bytes).any(|(name, _)| name == b"acTL"),
        lossless: true,
        has_metadata: SIGNATURE.len() + kept != bytes.len(),
    }
}

pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let mut out = SIGNATURE.to_vec();
    out.reserve(bytes.len());
    let mut ends = false;
    let mut read = SIGNATURE.len();
    let mut turned = turned(orientation(bytes));
    for (name, chunk) in chunks(bytes) {
        read += chunk.len();
        ends |= name == b"IEND";
        if is_needed(name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IHDR" {
            out.extend(turned.take().unwrap_or_default());
        }
    }
    // A file without its end still shows the part that is there.
    if !ends && bytes.get(read + 4..read + 8).is_some_and(is_needed) {
        out.extend_from_slice(&bytes[read..]);
    }
    out
}

/// EXIF, and the texts: XMP is one, and so is what some programs keep of a photograph.
pub(super) fn metadata(bytes: &[u8]) -> Vec<Block<'_>> {
    chunks(bytes)
        .filter_map(|(name, chunk)| block(name, chunk.get(8..chunk.len() - 4)?))
        .collect()
}

fn block<'b>(name: &[u8], content: &'b [u8]) -> Option<Block<'b>> {
    match name {
        b"eXIf" => Some(Block::Exif(content)),
        // What is compressed or in other digits is not read here: nobody knows what it tells.
        b"zTXt" => Some(Block::Unread),
        b"iTXt" | b"tEXt" if content.starts_with(b"Raw profile type") => Some(Block::Unread),
        b"iTXt" if is_compressed(content) => Some(Block::Unread),
        b"iTXt" | b"tEXt" => Some(Block::Xmp(content)),
        _ => None,
    }
}

/// Whether an `iTXt` chunk has the flag of compressed text behind its keyword (PNG 3, 11.3.3.4).
fn is_compressed(content: &[u8]) -> bool {
    let end = content.iter().position(|byte| *byte == 0);
    end.and_then(|end| content.get(end + 1)) == Some(&1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], name, content, b"sum!"].concat()
    }

    #[test]
    fn what_is_not_seen_goes() {
        let seen = [
            chunk(b"IHDR", b"head"),
            chunk(b"gAMA", b"1"),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
        ];
        let hidden = [
            chunk(b"tEXt", b"secret"),
            chunk(b"eXIf", b"secret"),
            chunk(b"prVt", b"secret"),
        ];
        let mut bytes = SIGNATURE.to_vec();
        for part in [
            &seen[0],
            &hidden[0],
            &seen[1],
            &hidden[1],
            &seen[2],
            &hidden[2],
            &seen[3],
            &b"secret".to_vec(),
        ] {
            bytes.extend_from_slice(part);
        }
        let stripped = strip(&bytes);
        assert_eq!(stripped, [SIGNATURE, &seen.concat()].concat());
        assert!(inspect(&bytes).has_metadata && !inspect(&stripped).has_metadata);
        for end in SIGNATURE.len()..bytes.len() {
            assert!(strip(&bytes[..end]).len() <= end);
        }
    }

    #[test]
    fn what_is_compressed_may_tell_anything() {
        use super::super::{Disclosed, disclosed};
        for (name, content) in [
            (b"zTXt", &b"Comment\0\0xyz"[..]),
            (b"iTXt", b"XML:com.adobe.xmp\0\x01\0\0\0xyz"),
            (b"tEXt", b"Raw profile type exif\0\nexif\n 12\n4578"),
        ] {
            let parts = [
                chunk(b"IHDR", b"head"),
                chunk(name, content),
                chunk(b"IEND", b""),
            ];
            let bytes = [SIGNATURE, &parts.concat()].concat();
            assert_eq!(disclosed(&bytes), Disclosed::UNKNOWN, "{name:?}");
        }
    }

    #[test]
    fn the_orientation_stays_where_browsers_obey_it() {
        let exif = |orientation| {
            let mut content = exif::tiff(orientation);
            content.extend_from_slice(b"and where it was taken");
            chunk(b"eXIf", &content)
        };
        let (head, pixels) = (chunk(b"IHDR", b"head"), chunk(b"IDAT", b"pixels"));
        let file = |parts: &[&[u8]]| [SIGNATURE, &parts.concat()].concat();
        let bytes = file(&[&head, &exif(6), &pixels]);
        let found = inspect(&bytes);
        assert_eq!((found.orientation, found.has_metadata), (6, true));
        let stripped = strip(&bytes);
        assert_eq!(stripped, file(&[&head, &turned(6).unwrap(), &pixels]));
        let found = inspect(&stripped);
        assert_eq!((found.orientation, found.has_metadata), (6, false));
        for bytes in [
            file(&[&head, &pixels, &exif(6)]),
            file(&[&head, &exif(1), &pixels]),
        ] {
            assert_eq!(inspect(&bytes).orientation, 1);
            assert_eq!(strip(&bytes), file(&[&head, &pixels]));
        }
    }

    #[test]
    fn a_film_is_not_resized() {
        let bytes = [SIGNATURE.to_vec(), chunk(b"IHDR", b""), chunk(b"acTL", b"")].concat();
        assert!(!inspect(&bytes).resizable);
    }
}
