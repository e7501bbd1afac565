//! Metadata of raster images: orientation, animation, and private data such as the place and the
//! camera, which are removed before an image is published.
//!
//! Never decodes a pixel; knows nothing of which images there are.

mod exif;
mod jpeg;
mod png;
mod webp;

/// Images of more pixels are left as they are: one of them would need half a gigabyte of memory.
pub const MAX_PIXELS: u64 = 100_000_000;

/// The formats that Lutrin reads, recognised by their bytes: a file's name may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
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

/// Whether a file of this extension may be a raster image of a format that is read whole.
#[must_use]
pub fn is_raster(extension: &str) -> bool {
    matches!(extension, "png" | "jpg" | "jpeg" | "webp")
}

/// Reads the metadata of a file; `None` for other formats, and for files that are no image.
#[must_use]
pub fn inspect(bytes: &[u8]) -> Option<Raster> {
    let (format, traits) = match form(bytes)? {
        Format::Jpeg => (Format::Jpeg, jpeg::inspect(bytes)?),
        Format::Png => (Format::Png, png::inspect(bytes)),
        Format::WebP => (Format::WebP, webp::inspect(bytes)),
    };
    let Traits {
        orientation,
        resizable,
        lossless,
        has_metadata,
    } = traits;
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

/// Removes from an image all that is not needed to show it: the place, the camera, comments, data
/// behind its end. The pixels are copied, never encoded again; of a JPEG's EXIF only the
/// orientation stays. `None` for other formats, and where the bytes are too damaged to be read.
#[must_use]
pub fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    match form(bytes)? {
        Format::Jpeg => jpeg::strip(bytes),
        Format::Png => Some(png::strip(bytes)),
        Format::WebP => Some(webp::strip(bytes)),
    }
}

fn form(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Some(Format::Jpeg)
    } else if bytes.starts_with(png::SIGNATURE) {
        Some(Format::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(Format::WebP)
    } else {
        None
    }
}
