//! The one thing in EXIF that changes how an image is shown: its orientation (CIPA DC-008, tag
//! 0x0112).

/// How a JPEG segment with EXIF begins, after its length.
pub(super) const INTRODUCTION: &[u8] = b"Exif\0\0";

const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// The orientation that a block of TIFF gives, 1 to 8; `None` when it gives none.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if big {
            u16::from_be_bytes(bytes)
        } else {
            u16::from_le_bytes(bytes)
        })
    };
    let (first, second) = (short(4)?, short(6)?);
    let directory = if big {
        (first, second)
    } else {
        (second, first)
    };
    let directory = usize::from(directory.0) << 16 | usize::from(directory.1);
    let entries = (0..usize::from(short(directory)?)).map(|i| directory + 2 + 12 * i);
    let mut found =
        entries.filter(|at| short(*at) == Some(ORIENTATION) && short(*at + 2) == Some(SHORT));
    let value = u8::try_from(short(found.next()? + 8)?).ok()?;
    (1..=8).contains(&value).then_some(value)
}

/// A whole JPEG segment with that and nothing else.
pub(super) fn segment(orientation: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, 0xE1, 0, 34];
    segment.extend_from_slice(INTRODUCTION);
    segment.extend_from_slice(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.push(orientation);
    segment.extend_from_slice(&[0; 6]);
    segment
}

#[cfg(test)]
mod tests {
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
}
