//! EXIF (CIPA DC-008), which is a block of TIFF: the orientation that changes how an image is
//! shown, and what the block gives away of a person, a camera or a place.

use super::disclosure::Disclosed;

/// How a JPEG segment with EXIF begins, after its length.
pub(super) const INTRODUCTION: &[u8] = b"Exif\0\0";

const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// The directories that hang in an entry of another one.
const EXIF_DIRECTORY: u16 = 0x8769;
const GPS_DIRECTORY: u16 = 0x8825;
/// Another format of metadata in an entry.
const XMP: u16 = 0x02BC;
const IPTC: u16 = 0x83BB;

/// Latitude and longitude, each with its side of the globe, in the directory of GPS.
const POSITION: std::ops::RangeInclusive<u16> = 1..=4;
/// The maker, the model, the host computer, the maker's own notes, and three serial numbers.
const DEVICE: &[u16] = &[0x010F, 0x0110, 0x013C, 0x927C, 0xA431, 0xA435, 0xC62F];
/// The artist, the same as Windows writes it, and the owner of the camera.
const PERSON: &[u16] = &[0x013B, 0x9C9D, 0xA430];

/// More entries than any camera writes into a directory.
const MOST_ENTRIES: usize = 1_000;

/// A block of TIFF, whose numbers are in one of two byte orders.
#[derive(Clone, Copy)]
struct Tiff<'b> {
    bytes: &'b [u8],
    is_big: bool,
}

/// One entry of a directory.
#[derive(Clone, Copy)]
struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    /// Where its value stands, or the offset of the value.
    at: usize,
}

impl<'b> Tiff<'b> {
    fn open(bytes: &'b [u8]) -> Option<Self> {
        let is_big = match bytes.get(..4)? {
            b"MM\0*" => true,
            b"II*\0" => false,
            _ => return None,
        };
        Some(Self { bytes, is_big })
    }

    fn short(self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    }

    fn long(self, at: usize) -> Option<u32> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_big {
            u32::from_be_bytes(bytes)
        } else {
            u32::from_le_bytes(bytes)
        })
    }

    fn offset(self, at: usize) -> Option<usize> {
        usize::try_from(self.long(at)?).ok()
    }

    /// The entries of the directory at an offset, as far as they are there.
    fn directory(self, at: Option<usize>) -> impl Iterator<Item = Entry> {
        let count = at.and_then(|at| self.short(at)).map_or(0, usize::from);
        let first = at.unwrap_or_default().saturating_add(2);
        (0..count.min(MOST_ENTRIES)).map_while(move |i| {
            let at = first.checked_add(12 * i)?;
            Some(Entry {
                tag: self.short(at)?,
                kind: self.short(at + 2)?,
                count: self.long(at + 4)?,
                at: at + 8,
            })
        })
    }

    /// The value of an entry whose parts are bytes.
    fn value(self, entry: Entry) -> &'b [u8] {
        let length = usize::try_from(entry.count).unwrap_or(usize::MAX);
        let start = if length > 4 {
            self.offset(entry.at)
        } else {
            Some(entry.at)
        };
        start
            .and_then(|start| self.bytes.get(start..start.checked_add(length)?))
            .unwrap_or_default()
    }
}

/// The orientation that a block of TIFF gives, 1 to 8; `None` when it gives none.
pub(super) fn orientation(bytes: &[u8]) -> Option<u8> {
    let tiff = Tiff::open(bytes)?;
    let mut entries = tiff.directory(tiff.offset(4));
    let found = entries.find(|entry| entry.tag == ORIENTATION && entry.kind == SHORT)?;
    let value = u8::try_from(tiff.short(found.at)?).ok()?;
    (1..=8).contains(&value).then_some(value)
}

/// What a block of TIFF gives away.
pub(super) fn disclosed(bytes: &[u8]) -> Disclosed {
    let mut found = Disclosed::default();
    let Some(tiff) = Tiff::open(bytes) else {
        return found;
    };
    for entry in tiff.directory(tiff.offset(4)) {
        found |= of_entry(tiff, entry);
        if entry.tag == EXIF_DIRECTORY {
            let inner = tiff.directory(tiff.offset(entry.at));
            inner.for_each(|entry| found |= of_entry(tiff, entry));
        }
        if entry.tag == GPS_DIRECTORY {
            let mut inner = tiff.directory(tiff.offset(entry.at));
            if inner.any(|entry| POSITION.contains(&entry.tag)) {
                found |= Disclosed::PLACE;
            }
        }
    }
    found
}

fn of_entry(tiff: Tiff<'_>, entry: Entry) -> Disclosed {
    let is_written = || tiff.value(entry).iter().any(|byte| *byte > b' ');
    match entry.tag {
        XMP => super::disclosure::in_xmp(tiff.value(entry)),
        IPTC => super::disclosure::in_iptc(tiff.value(entry)),
        tag if DEVICE.contains(&tag) && is_written() => Disclosed::DEVICE,
        tag if PERSON.contains(&tag) && is_written() => Disclosed::PERSON,
        _ => Disclosed::default(),
    }
}

/// A block of TIFF with an orientation and nothing else.
pub(super) fn tiff(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.push(orientation);
    tiff.extend_from_slice(&[0; 6]);
    tiff
}

/// A whole JPEG segment with that and nothing else.
pub(super) fn segment(orientation: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, 0xE1, 0, 34];
    segment.extend_from_slice(INTRODUCTION);
    segment.extend(tiff(orientation));
    segment
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[test]
    fn the_orientation_is_read_in_both_byte_orders() {
        for orientation in 1..=8 {
            assert_eq!(
                super::orientation(&segment(orientation)[10..]),
                Some(orientation)
            );
        }
        let little = b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x01\0\0\0x\0\0\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        assert_eq!(orientation(little), Some(6));
        assert_eq!(disclosed(little), Disclosed::DEVICE);
    }

    #[test]
    fn damage_gives_none() {
        let good = &segment(6)[10..];
        for end in 0..19 {
            assert_eq!(orientation(&good[..end]), None, "{end}");
        }
        for (at, byte) in [(0, b'X'), (4, 0xFF), (7, 0xFF), (12, 9), (19, 0)] {
            let mut bytes = good.to_vec();
            bytes[at] = byte;
            assert_eq!(orientation(&bytes), None, "{at}");
        }
    }

    /// A block with entries of text, and a directory of GPS behind them.
    pub(in super::super) fn block(texts: &[(u16, &str)], position: bool) -> Vec<u8> {
        let count = u16::try_from(texts.len() + usize::from(position)).unwrap();
        let mut out = b"MM\0*\0\0\0\x08".to_vec();
        out.extend(count.to_be_bytes());
        let mut end = u32::from(count) * 12 + 14;
        let mut values = Vec::new();
        for (tag, text) in texts {
            let length = u32::try_from(text.len()).unwrap();
            out.extend([tag.to_be_bytes(), 2_u16.to_be_bytes()].concat());
            out.extend(length.to_be_bytes());
            out.extend(end.to_be_bytes());
            values.extend(text.bytes());
            end += length;
        }
        if position {
            out.extend(b"\x88\x25\0\x04\0\0\0\x01");
            out.extend(end.to_be_bytes());
            values.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0");
        }
        out.extend([0; 4]);
        out.extend(values);
        out
    }

    #[test]
    fn places_cameras_and_people_are_found() {
        let all = Disclosed::PLACE | Disclosed::DEVICE | Disclosed::PERSON;
        let bytes = block(&[(0x0110, "Pixel 9 Pro"), (0x013B, "Zoé R.")], true);
        assert_eq!(disclosed(&bytes), all);
        assert_eq!(disclosed(&block(&[], true)), Disclosed::PLACE);
        assert_eq!(
            disclosed(&block(&[(0x013B, "      ")], false)),
            Disclosed::default()
        );
        assert_eq!(
            disclosed(&block(&[(0x0131, "GIMP 3.0")], false)),
            Disclosed::default()
        );
        for end in 0..bytes.len() {
            let _ = disclosed(&bytes[..end]);
        }
    }
}
