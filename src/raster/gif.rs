//! GIF (89a): images, each with what belongs to it, and extensions between them.

use std::ops::Range;

use super::Traits;
use super::disclosure::Block;

/// The signature and the screen descriptor.
const HEADER: usize = 13;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const END: u8 = 0x3B;

const COMMENT: u8 = 0xFE;
const APPLICATION: u8 = 0xFF;
const XMP: &[u8] = b"XMP DataXMP";
/// The applications whose extensions are seen: how often a film runs, and a colour profile.
const SEEN: &[&[u8]] = &[b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// A stretch of the file.
struct Part<'b> {
    bytes: &'b [u8],
    is_last: bool,
}

impl Part<'_> {
    /// The name of the application that an extension belongs to.
    fn application(&self) -> Option<&[u8]> {
        self.bytes
            .get(3..14)
            .filter(|_| self.bytes.starts_with(&[EXTENSION, APPLICATION, 11]))
    }

    fn is_needed(&self) -> bool {
        match self.application() {
            Some(name) => SEEN.contains(&name),
            None => !self.bytes.starts_with(&[EXTENSION, COMMENT]),
        }
    }
}

/// How many bytes a table of colours has, by the byte that says so.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

/// The end of the blocks that begin at an offset.
fn after_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += length + 1;
        if length == 0 {
            return Some(at);
        }
    }
}

/// The stretch that begins at an offset; an image that is cut off goes to the end.
fn part(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let end = match *bytes.get(at)? {
        END => at + 1,
        EXTENSION => after_blocks(bytes, at + 2)?,
        IMAGE => {
            let data = at + 10 + bytes.get(at + 9).map_or(0, |flags| table(*flags));
            after_blocks(bytes, data + 1).unwrap_or(bytes.len())
        }
        _ => return None,
    };
    Some(at..end)
}

/// All stretches up to the last one: the header with its table first.
fn parts(bytes: &[u8]) -> impl Iterator<Item = Part<'_>> {
    let header = HEADER + bytes.get(10).map_or(0, |flags| table(*flags));
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let from = at.take()?;
        let range = if from == 0 {
            0..header.min(bytes.len())
        } else {
            part(bytes, from)?
        };
        let is_last = bytes[range.start] == END;
        at = (!is_last).then_some(range.end);
        Some(Part {
            bytes: &bytes[range],
            is_last,
        })
    })
}

pub(super) fn inspect(bytes: &[u8]) -> Traits {
    let needed = parts(bytes).filter(Part::is_needed);
    let kept: usize = needed.map(|part| part.bytes.len()).sum();
    Traits {
        orientation: 1,
        resizable: false,
        lossless: true,
        has_metadata: kept != bytes.len(),
    }
}

/// The file without comments, what programs left, and data behind its end.
pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut ends = false;
    for part in parts(bytes) {
        if part.is_needed() {
            out.extend_from_slice(part.bytes);
        }
        ends = part.is_last;
    }
    if !ends {
        out.push(END);
    }
    out
}

pub(super) fn metadata(bytes: &[u8]) -> Vec<Block<'_>> {
    let parts = parts(bytes).filter(|part| part.application() == Some(XMP));
    parts.map(|part| Block::Xmp(part.bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Disclosed, disclosed};
    use super::*;

    /// XMP ends with a slide of falling lengths, so that a reader of blocks finds its end.
    fn xmp(text: &str) -> Vec<u8> {
        let mut out = b"\x21\xFF\x0BXMP DataXMP".to_vec();
        out.extend(text.bytes());
        out.push(1);
        out.extend((0..=255).rev());
        out.push(0);
        out
    }

    fn film(hidden: &[Vec<u8>]) -> Vec<u8> {
        [
            b"GIF89a\x02\0\x02\0\x80\0\0".to_vec(),
            vec![0; 6],
            b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0".to_vec(),
            hidden.concat(),
            b"\x21\xF9\x04\0\x0A\0\0\0".to_vec(),
            b"\x2C\0\0\0\0\x02\0\x02\0\0\x02\x02\x84\x51\0".to_vec(),
            vec![END],
        ]
        .concat()
    }

    #[test]
    fn comments_and_xmp_go_and_the_film_stays() {
        let comment = b"\x21\xFE\x06secret\0".to_vec();
        let packet = xmp("<x:xmpmeta exif:GPSLatitude='48'/>");
        let mut bytes = film(&[comment, packet]);
        bytes.extend(b"secret");
        assert_eq!(disclosed(&bytes), Disclosed::PLACE);
        let stripped = strip(&bytes);
        assert_eq!(stripped, film(&[]));
        assert!(inspect(&bytes).has_metadata && !inspect(&stripped).has_metadata);
        assert!(disclosed(&stripped).is_empty());
    }

    #[test]
    fn damage_never_panics() {
        let bytes = film(&[b"\x21\xFE\x06secret\0".to_vec()]);
        for end in 6..bytes.len() {
            let stripped = strip(&bytes[..end]);
            assert!(stripped.len() <= end + 1, "{end}");
            let _ = (inspect(&bytes[..end]), metadata(&bytes[..end]));
        }
        for at in 6..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] = 0xFF;
            let _ = (strip(&damaged), inspect(&damaged));
        }
    }
}
