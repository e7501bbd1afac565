//! Metadata of raster images: orientation, animation, and private data such as the place and the
//! camera, which are removed before an image is published.
//!
//! Never decodes a pixel; knows nothing of which images there are.

mod disclosure;
mod exif;
mod gif;
mod isobmff;
mod jpeg;
mod metadata;
mod png;
pub mod unshown;
mod webp;

pub use disclosure::Disclosed;
pub use metadata::disclosed;

/// Images of more pixels are left as they are: one of them would need half a gigabyte of memory.
pub const MAX_PIXELS: u64 = 100_000_000;

/// The formats that Lutrin reads, recognised by their bytes: a file's name may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
}

/// The formats whose metadata are read: those, and two that browsers do not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
    Avif,
    Heif,
    Tiff,
}

/// What the bytes of a raster image say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raster {
    /// Its format.
    pub format: Format,
    /// The hash of its file.
    pub hash: [u8; 16],
    /// The bytes of its file.
    pub length: u64,
    /// Its orientation as EXIF counts: 1 (upright) to 8.
    pub orientation: u8,
    /// Whether smaller images can be made of it: not of animations, nor of colours for print.
    pub resizable: bool,
    /// Whether its pixels are kept exactly, as in drawings and screenshots.
    pub lossless: bool,
    /// Whether [`strip`] would remove anything.
    pub has_metadata: bool,
}

/// What the parser of a format finds.
#[derive(Debug, Clone, Copy)]
struct Traits {
    orientation: u8,
    resizable: bool,
    lossless: bool,
    has_metadata: bool,
}

impl Raster {
    /// A size in the file as a reader sees it.
    #[must_use]
    pub fn turned(&self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.is_on_its_side() {
            (height, width)
        } else {
            (width, height)
        }
    }

    /// Whether its orientation swaps width and height.
    #[must_use]
    pub fn is_on_its_side(&self) -> bool {
        self.orientation >= 5
    }
}

/// Whether a file is a raster image of a format that is read whole, by its first bytes.
#[must_use]
pub fn is_raster(head: &[u8]) -> bool {
    format(head).is_some()
}

/// Whether a file may have metadata that are read, by its first bytes.
#[must_use]
pub fn may_disclose(head: &[u8]) -> bool {
    kind(head).is_some()
}

/// Reads the metadata of a file; `None` for other formats, and for files that are no image.
#[must_use]
pub fn inspect(bytes: &[u8]) -> Option<Raster> {
    let format = format(bytes)?;
    let Traits {
        orientation,
        resizable,
        lossless,
        has_metadata,
    } = match format {
        Format::Jpeg => jpeg::inspect(bytes)?,
        Format::Png => png::inspect(bytes),
        Format::WebP => webp::inspect(bytes),
        Format::Gif => gif::inspect(bytes),
        Format::Avif => isobmff::inspect(bytes),
    };
    Some(Raster {
        format,
        hash: hash(bytes),
        length: bytes.len() as u64,
        orientation,
        resizable,
        lossless,
        has_metadata,
    })
}

/// The hash of a file, for addresses and caches.
#[must_use]
pub fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut hash = [0; 16];
    hash.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    hash
}

/// Whether [`strip`] gives anything for an image.
#[must_use]
pub fn can_strip(raster: &Raster, bytes: &[u8]) -> bool {
    raster.format != Format::Avif || isobmff::can_strip(bytes)
}

/// Removes from an image all that is not needed to show it: the place, the camera, comments, data
/// behind its end. The pixels are copied, never encoded again; of EXIF only the orientation stays,
/// where browsers obey it. `None` for other formats, and where the bytes are too damaged to be read.
#[must_use]
pub fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    match format(bytes)? {
        Format::Jpeg => jpeg::strip(bytes),
        Format::Png => Some(png::strip(bytes)),
        Format::WebP => Some(webp::strip(bytes)),
        Format::Gif => Some(gif::strip(bytes)),
        Format::Avif => isobmff::strip(bytes),
    }
}

fn format(bytes: &[u8]) -> Option<Format> {
    match kind(bytes)? {
        Kind::Jpeg => Some(Format::Jpeg),
        Kind::Png => Some(Format::Png),
        Kind::WebP => Some(Format::WebP),
        Kind::Gif => Some(Format::Gif),
        Kind::Avif => Some(Format::Avif),
        Kind::Heif | Kind::Tiff => None,
    }
}

fn kind(bytes: &[u8]) -> Option<Kind> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(Kind::WebP),
        _ if bytes.starts_with(png::SIGNATURE) => Some(Kind::Png),
        _ if bytes.starts_with(b"GIF8") => Some(Kind::Gif),
        _ if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") => Some(Kind::Tiff),
        _ => isobmff::kind(bytes),
    }
}
