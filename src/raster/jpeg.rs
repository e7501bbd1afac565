//! JPEG (ITU-T T.81): segments, each with a marker, and scans between them.

use super::disclosure::Block;
use super::{Traits, exif};

const START: [u8; 2] = [0xFF, 0xD8];
const END: [u8; 2] = [0xFF, 0xD9];
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;

/// A marker with what belongs to it.
struct JpegSegment<'b> {
    marker: u8,
    /// All of it.
    bytes: &'b [u8],
}

impl<'b> JpegSegment<'b> {
    /// The segment that begins at an offset.
    fn at(bytes: &'b [u8], at: usize) -> Option<Self> {
        let rest = bytes.get(at..)?;
        let marker = *rest.get(1).filter(|_| rest[0] == 0xFF)?;
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let bytes = rest.get(..2 + length).filter(|_| length >= 2)?;
        Some(Self { marker, bytes })
    }

    fn content(&self) -> &'b [u8] {
        &self.bytes[4..]
    }

    /// Whether it is needed to show the image: everything but applications' own data and comments,
    /// and of those the header of JFIF, colour profiles, and what tells the colours of Adobe's
    /// programs.
    fn is_needed(&self) -> bool {
        match self.marker {
            0xE0 => self.content().starts_with(b"JFIF\0"),
            0xE2 => self.content().starts_with(b"ICC_PROFILE\0"),
            0xEE => self.content().starts_with(b"Adobe"),
            0xE1..=0xEF | COMMENT => false,
            _ => true,
        }
    }

    fn orientation(&self) -> Option<u8> {
        let tiff = self
            .content()
            .strip_prefix(exif::INTRODUCTION)
            .filter(|_| self.marker == 0xE1)?;
        exif::orientation(tiff)
    }

    /// How many colours the frame has, if this is where it says so.
    fn components(&self) -> Option<u8> {
        let is_frame =
            matches!(self.marker, 0xC0..=0xCF) && !matches!(self.marker, 0xC4 | 0xC8 | 0xCC);
        self.content().get(5).copied().filter(|_| is_frame)
    }
}

/// The segments up to the first scan, and where the scan's data begin. `None` when they are
/// damaged.
fn header(bytes: &[u8]) -> Option<(Vec<JpegSegment<'_>>, usize)> {
    let mut segments = Vec::new();
    let mut at = START.len();
    loop {
        // Any marker may be preceded by fill bytes.
        while bytes.get(at..at + 2) == Some(&[0xFF, 0xFF]) {
            at += 1;
        }
        let segment = JpegSegment::at(bytes, at)?;
        at += segment.bytes.len();
        let is_last = segment.marker == SCAN;
        segments.push(segment);
        if is_last {
            return Some((segments, at));
        }
    }
}

fn orientation(segments: &[JpegSegment<'_>]) -> u8 {
    segments
        .iter()
        .find_map(JpegSegment::orientation)
        .unwrap_or(1)
}

pub(super) fn inspect(bytes: &[u8]) -> Option<Traits> {
    let (segments, _) = header(bytes)?;
    let orientation = orientation(&segments);
    let alone = (orientation != 1).then(|| exif::segment(orientation));
    let is_known =
        |segment: &JpegSegment<'_>| segment.is_needed() || alone.as_deref() == Some(segment.bytes);
    Some(Traits {
        orientation,
        // Four colours are those of a printer; what they look like is for its profile to say.
        resizable: segments
            .iter()
            .find_map(JpegSegment::components)
            .is_some_and(|components| components <= 3),
        lossless: false,
        has_metadata: !segments.iter().all(is_known) || !bytes.ends_with(&END),
    })
}

/// The blocks of metadata before the first scan.
pub(super) fn metadata(bytes: &[u8]) -> Option<Vec<Block<'_>>> {
    let (segments, _) = header(bytes)?;
    Some(segments.iter().filter_map(block).collect())
}

fn block<'b>(segment: &JpegSegment<'b>) -> Option<Block<'b>> {
    let content = segment.content();
    match segment.marker {
        0xE1 => Some(match content.strip_prefix(exif::INTRODUCTION) {
            Some(tiff) => Block::Exif(tiff),
            None => Block::Xmp(content),
        }),
        0xED => Some(Block::Iptc(content)),
        _ => None,
    }
}

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let (segments, scan) = header(bytes)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&START);
    let orientation = orientation(&segments);
    let after = segments
        .iter()
        .take_while(|segment| segment.marker == 0xE0 && segment.is_needed())
        .count();
    for (i, segment) in segments.iter().enumerate() {
        if i == after && orientation != 1 {
            out.extend(exif::segment(orientation));
        }
        if segment.is_needed() {
            out.extend_from_slice(segment.bytes);
        }
    }
    copy_scans(bytes, scan, &mut out);
    Some(out)
}

/// Copies scans and the segments between them, up to the end of the image: phones put films and
/// maps behind it.
fn copy_scans(bytes: &[u8], mut at: usize, out: &mut Vec<u8>) {
    while let Some(found) = next_marker(&bytes[at..]) {
        out.extend_from_slice(&bytes[at..at + found]);
        at += found;
        if bytes[at + 1] == END[1] {
            out.extend_from_slice(&END);
            return;
        }
        let Some(segment) = JpegSegment::at(bytes, at) else {
            break;
        };
        if segment.is_needed() {
            out.extend_from_slice(segment.bytes);
        }
        at += segment.bytes.len();
    }
    out.extend_from_slice(&bytes[at..]);
}

/// The next marker in the data of a scan: not an escaped 0xFF, a restart, or a fill byte.
fn next_marker(data: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += data[at..].iter().position(|byte| *byte == 0xFF)?;
        match data.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    }

    /// Two scans with an escape and a restart in them, a comment between them, and a film behind
    /// the end.
    fn photo(exif: &[u8]) -> Vec<u8> {
        [
            START.to_vec(),
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            exif.to_vec(),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<secret/>"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01profile"),
            segment(0xE2, b"MPF\0secret"),
            segment(0xED, b"Photoshop 3.0\0secret"),
            segment(COMMENT, b"secret"),
            segment(0xC0, b"\x08\0\x01\0\x01\x03......"),
            segment(SCAN, b"scan"),
            b"data\xFF\x00data\xFF\xD0data".to_vec(),
            segment(COMMENT, b"secret"),
            segment(0xC4, b"table"),
            segment(SCAN, b"more"),
            b"data".to_vec(),
            END.to_vec(),
            b"secret film".to_vec(),
        ]
        .concat()
    }

    #[test]
    fn what_is_not_needed_goes_and_the_scans_stay() {
        let stripped = strip(&photo(&segment(0xE1, b"Exif\0\0MM\0*secret place"))).unwrap();
        let expected = [
            START.to_vec(),
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01profile"),
            segment(0xC0, b"\x08\0\x01\0\x01\x03......"),
            segment(SCAN, b"scan"),
            b"data\xFF\x00data\xFF\xD0data".to_vec(),
            segment(0xC4, b"table"),
            segment(SCAN, b"more"),
            b"data".to_vec(),
            END.to_vec(),
        ];
        assert_eq!(stripped, expected.concat());
        assert!(!inspect(&stripped).unwrap().has_metadata);
    }

    #[test]
    fn the_orientation_stays_alone() {
        let mut exif = exif::segment(6);
        exif.extend_from_slice(b"and where it was taken");
        exif[3] += 22;
        let bytes = photo(&exif);
        let found = inspect(&bytes).unwrap();
        assert!(found.has_metadata && found.orientation == 6 && found.resizable);
        let stripped = strip(&bytes).unwrap();
        assert_eq!(stripped[20..56], exif::segment(6));
        let found = inspect(&stripped).unwrap();
        assert!(!found.has_metadata && found.orientation == 6);
        assert_eq!(strip(&stripped).unwrap(), stripped);
    }

    #[test]
    fn damage_never_panics() {
        let bytes = photo(&exif::segment(3));
        for end in 0..bytes.len() {
            let _ = (inspect(&bytes[..end]), strip(&bytes[..end]));
        }
        for at in 2..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] = 0xFF;
            let _ = (inspect(&damaged), strip(&damaged));
        }
        assert!(strip(&bytes[..60]).is_none());
    }

    #[test]
    fn four_colours_are_for_print() {
        let bytes = [
            START.to_vec(),
            segment(0xC2, b"\x08\0\x01\0\x01\x04"),
            segment(SCAN, b""),
            END.to_vec(),
        ]
        .concat();
        assert!(!inspect(&bytes).unwrap().resizable);
    }
}
