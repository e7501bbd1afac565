//! Files that no browser, or hardly one, shows as an image: what they are, and what to make of them.
//!
//! The first bytes decide. Only where they say nothing does the name.

use super::{Kind, isobmff, kind};

/// A format that browsers do not show as an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unshown {
    /// What people call it.
    pub name: &'static str,
    remedy: Remedy,
}

/// What an author does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remedy {
    Export,
    Link,
    Video,
}

impl Unshown {
    const fn picture(name: &'static str) -> Self {
        let remedy = Remedy::Export;
        Self { name, remedy }
    }

    /// The sentence that an author reads of a file in this format.
    #[must_use]
    pub fn message(&self, file: &str) -> String {
        format!(
            "`{file}` is {}, which browsers do not show as an image",
            self.name
        )
    }

    /// What to do instead.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self.remedy {
            Remedy::Export => "export it as JPEG, PNG, WebP or AVIF, and name that file here",
            Remedy::Link => {
                "link to it, `[…](…)`, or export what is to be seen as PNG, JPEG, WebP, AVIF or SVG"
            }
            Remedy::Video => {
                "show it with `::: {.video src=…}`, or export one picture of it as JPEG, PNG, WebP or AVIF"
            }
        }
    }
}

const DOCUMENT: Unshown = Unshown {
    name: "a PDF",
    remedy: Remedy::Link,
};
const POSTSCRIPT: Unshown = Unshown {
    name: "PostScript",
    remedy: Remedy::Link,
};
const FILM: Unshown = Unshown {
    name: "a film",
    remedy: Remedy::Video,
};
const COMPRESSED: Unshown = Unshown::picture("a compressed file");
const HEIC: Unshown = Unshown::picture("HEIC");
const TIFF: Unshown = Unshown::picture("TIFF");
const RAW: Unshown = Unshown::picture("the raw form of a camera");
const PHOTOSHOP: Unshown = Unshown::picture("the form of Photoshop");
const JPEG_XL: Unshown = Unshown::picture("JPEG XL");
const JPEG_2000: Unshown = Unshown::picture("JPEG 2000");

/// Formats by how their files begin.
const BEGINNINGS: &[(&[u8], Unshown)] = &[
    (b"%PDF", DOCUMENT),
    (b"%!PS", POSTSCRIPT),
    (b"\xC5\xD0\xD3\xC6", POSTSCRIPT),
    (b"8BPS", PHOTOSHOP),
    (b"gimp xcf", Unshown::picture("the form of GIMP")),
    (b"\xFF\x0A", JPEG_XL),
    (b"\0\0\0\x0CJXL ", JPEG_XL),
    (b"\0\0\0\x0CjP  ", JPEG_2000),
    (b"\xFF\x4F\xFF\x51", JPEG_2000),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"IIU\0", RAW),
    (b"IIRO", RAW),
    (b"IIRS", RAW),
    (b"FUJIFILMCCD-RAW", RAW),
    (b"FOVb", RAW),
    (b"\0MRM", RAW),
    (b"\x76\x2F\x31\x01", Unshown::picture("OpenEXR")),
    (b"#?RADIANCE", Unshown::picture("Radiance HDR")),
    (b"DDS ", Unshown::picture("DDS")),
    (b"\xD7\xCD\xC6\x9A", Unshown::picture("WMF")),
    (b"\x1F\x8B", COMPRESSED),
    (b"\x1A\x45\xDF\xA3", FILM),
];

/// Formats by the names of their files.
const NAMES: &[(&str, Unshown)] = &[
    ("heic", HEIC),
    ("heif", HEIC),
    ("hif", HEIC),
    ("tif", TIFF),
    ("tiff", TIFF),
    ("psd", PHOTOSHOP),
    ("psb", PHOTOSHOP),
    ("jxl", JPEG_XL),
    ("jp2", JPEG_2000),
    ("j2k", JPEG_2000),
    ("xcf", Unshown::picture("the form of GIMP")),
    ("kra", Unshown::picture("the form of Krita")),
    ("tga", Unshown::picture("Targa")),
    ("pcx", Unshown::picture("PCX")),
    ("ppm", Unshown::picture("PPM")),
    ("pgm", Unshown::picture("PGM")),
    ("emf", Unshown::picture("EMF")),
    ("wmf", Unshown::picture("WMF")),
    ("svgz", COMPRESSED),
    ("pdf", DOCUMENT),
    ("ai", DOCUMENT),
    ("eps", POSTSCRIPT),
    ("mp4", FILM),
    ("mov", FILM),
    ("webm", FILM),
];

/// The names of files that cameras write. Most of them are TIFF by their bytes.
const RAW_NAMES: &[&str] = &[
    "3fr", "arw", "cr2", "cr3", "crw", "dng", "erf", "kdc", "mrw", "nef", "nrw", "orf", "pef",
    "raf", "raw", "rw2", "rwl", "sr2", "srw", "x3f",
];

/// The format of a file that browsers do not show as an image, by its first bytes and its extension
/// in small letters; `None` for all others, shown or unknown.
#[must_use]
pub fn find(head: &[u8], extension: &str) -> Option<Unshown> {
    match kind(head) {
        Some(Kind::Heif) => return Some(HEIC),
        Some(Kind::Tiff) if RAW_NAMES.contains(&extension) => return Some(RAW),
        Some(Kind::Tiff) => return Some(TIFF),
        Some(Kind::Jpeg | Kind::Png | Kind::WebP | Kind::Gif | Kind::Avif) => return None,
        None => {}
    }
    if isobmff::brands(head).next().is_some() {
        let is_raw = isobmff::brands(head).any(|brand| brand == b"crx ");
        return Some(if is_raw { RAW } else { FILM });
    }
    let begins = |(beginning, _): &&(&[u8], Unshown)| head.starts_with(beginning);
    if let Some((_, format)) = BEGINNINGS.iter().find(begins) {
        return Some(*format);
    }
    if RAW_NAMES.contains(&extension) {
        return Some(RAW);
    }
    let named = NAMES.iter().find(|(name, _)| *name == extension);
    named.map(|(_, format)| *format)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn name(head: &[u8], extension: &str) -> Option<&'static str> {
        find(head, extension).map(|format| format.name)
    }

    #[test]
    fn the_bytes_decide_and_the_name_only_where_they_say_nothing() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        for (head, extension, expected) in [
            (&heic[..], "heic", Some("HEIC")),
            (&heic[..], "jpg", Some("HEIC")),
            (b"\xFF\xD8\xFF\xE0", "heic", None),
            (b"\x89PNG\r\n\x1a\n", "tiff", None),
            (b"\0\0\0\x18ftypavif\0\0\0\0mif1", "avif", None),
            (b"II*\0\x08\0\0\0", "tif", Some("TIFF")),
            (b"MM\0*\0\0\0\x08", "png", Some("TIFF")),
            (b"II*\0\x08\0\0\0", "nef", Some("the raw form of a camera")),
            (
                b"\0\0\0\x18ftypcrx \0\0\0\0crx ",
                "cr3",
                Some("the raw form of a camera"),
            ),
            (b"\0\0\0\x18ftypisom\0\0\0\0mp42", "mp4", Some("a film")),
            (b"8BPS\0\x01", "psd", Some("the form of Photoshop")),
            (b"\xFF\x0A\xFA", "jxl", Some("JPEG XL")),
            (b"%PDF-1.7", "png", Some("a PDF")),
            (b"", "heif", Some("HEIC")),
            (b"BM", "bmp", None),
            (b"<svg/>", "svg", None),
            (b"", "png", None),
        ] {
            assert_eq!(name(head, extension), expected, "{extension} {head:?}");
        }
    }
}
