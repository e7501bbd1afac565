//! What the metadata of an image tell of its author: a place, a camera, a name.
//!
//! Metadata that say nothing of the kind (a resolution, the name of a program) are no concern of
//! anybody.

use std::ops::{BitOr, BitOrAssign};

/// What metadata tell: any of four things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Disclosed(u8);

impl Disclosed {
    /// Where the picture was taken.
    pub const PLACE: Self = Self(1);
    /// With which camera.
    pub const DEVICE: Self = Self(2);
    /// By whom, or whose camera it was.
    pub const PERSON: Self = Self(4);
    /// Something that cannot be read.
    pub const UNKNOWN: Self = Self(8);

    /// Whether it tells nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// What it tells, as the object of a sentence.
    #[must_use]
    pub fn describe(self) -> String {
        let all = [
            (Self::PLACE, "the place where it was taken"),
            (Self::DEVICE, "the camera"),
            (Self::PERSON, "the name of a person"),
            (Self::UNKNOWN, "metadata that cannot be read"),
        ];
        let words = all
            .into_iter()
            .filter(|(one, _)| self.0 & one.0 != 0)
            .map(|(_, words)| words);
        let words: Vec<&str> = words.collect();
        match words.as_slice() {
            [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
            words => words.concat(),
        }
    }
}

impl BitOr for Disclosed {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Disclosed {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

/// A block of metadata in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block<'b> {
    /// A block of TIFF.
    Exif(&'b [u8]),
    /// A packet of XMP.
    Xmp(&'b [u8]),
    /// Photoshop's resources, of which one may be IPTC.
    Iptc(&'b [u8]),
    /// Something that is not read here: it may tell anything.
    Unread,
}

/// The properties of texts, above all of XMP, that tell something: each by a part of its name that no
/// other one has.
const XMP: &[(&str, Disclosed)] = &[
    ("GPSL", Disclosed::PLACE),
    ("LocationCreated", Disclosed::PLACE),
    ("LocationShown", Disclosed::PLACE),
    ("Iptc4xmpCore:Location", Disclosed::PLACE),
    ("photoshop:City", Disclosed::PLACE),
    ("tiff:Model", Disclosed::DEVICE),
    ("tiff:Make", Disclosed::DEVICE),
    ("SerialNumber", Disclosed::DEVICE),
    ("dc:creator", Disclosed::PERSON),
    ("OwnerName", Disclosed::PERSON),
    // Keywords of PNG (PNG 3, 11.3.3.1): these end with a zero.
    ("Author\0", Disclosed::PERSON),
];

pub(super) fn in_xmp(packet: &[u8]) -> Disclosed {
    let text = String::from_utf8_lossy(packet);
    let found = XMP.iter().filter(|(name, _)| text.contains(name));
    found.fold(Disclosed::default(), |all, (_, one)| all | *one)
}

/// The data sets of IPTC that tell something (IIM 4.2, record 2): a city, its part, a country; the
/// author.
const IPTC: &[([u8; 3], Disclosed)] = &[
    ([0x1C, 2, 90], Disclosed::PLACE),
    ([0x1C, 2, 92], Disclosed::PLACE),
    ([0x1C, 2, 101], Disclosed::PLACE),
    ([0x1C, 2, 80], Disclosed::PERSON),
];

pub(super) fn in_iptc(bytes: &[u8]) -> Disclosed {
    let found = IPTC
        .iter()
        .filter(|(set, _)| bytes.windows(3).any(|part| part == set));
    found.fold(Disclosed::default(), |all, (_, one)| all | *one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_reads_as_a_sentence() {
        let all = Disclosed::PLACE | Disclosed::DEVICE | Disclosed::PERSON;
        assert_eq!(
            all.describe(),
            "the place where it was taken, the camera and the name of a person"
        );
        assert_eq!(Disclosed::DEVICE.describe(), "the camera");
        assert_eq!(Disclosed::default().describe(), "");
    }

    #[test]
    fn xmp_and_iptc_tell_what_they_name() {
        let packet = b"<x:xmpmeta><rdf:Description exif:GPSLatitude='48,51N' tiff:Model='X'/>";
        assert_eq!(in_xmp(packet), Disclosed::PLACE | Disclosed::DEVICE);
        assert_eq!(in_xmp(b"<xmp:CreatorTool>Inkscape"), Disclosed::default());
        assert_eq!(in_iptc(b"\x1C\x02\x5A\0\x05Paris"), Disclosed::PLACE);
    }
}
