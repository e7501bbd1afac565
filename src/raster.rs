//! What the bytes of a raster image say besides its pixels: which way is up, whether it moves, and
//! what else was written into it (where and with which camera it was taken), which readers are not
//! to be told.
//!
//! Never decodes a pixel; knows nothing of which images there are.

mod exif;
mod jpeg;
mod png;
mod webp;

/// Images of more pixels are left as they are: one of them would need half a gigabyte of memory.
pub const MAX_PIXELS: u64 = 100_000_000;

/// The forms that Lutrin reads, told by their bytes: a name may say something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
}

/// A raster image, as its bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raster {
    /// Its form.
    pub format: Format,
    /// The hash of its file.
    pub hash: [u8; 16],
    /// The bytes of its file.
    pub length: u64,
    /// How it has to be turned: EXIF's 1 (not at all) to 8.
    pub orientation: u8,
    /// Whether smaller ones can be made of it. Not of what moves, nor of colours for print.
    pub resizable: bool,
    /// Whether its pixels are kept exactly, as in drawings and screenshots.
    pub lossless: bool,
    /// Whether [`strip`] has something to take out.
    pub has_metadata: bool,
}

/// What the parser of a form finds out.
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

    /// Whether width and height change places when it is turned.
    #[must_use]
    pub fn is_on_its_side(&self) -> bool {
        self.orientation >= 5
    }
}

/// Whether a file of this extension may be a raster image of a form that is read whole.
#[must_use]
pub fn is_raster(extension: &str) -> bool {
    matches!(extension, "png" | "jpg" | "jpeg" | "webp")
}

/// What the bytes of a file say; `None` for other forms, and for what is no image.
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

/// The hash that tells one file from another.
#[must_use]
pub fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut hash = [0; 16];
    hash.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    hash
}

/// The same image without what is not needed to show it: no place, no camera, no comment, nothing
/// hidden behind its end. Its pixels are copied, never encoded again; of a JPEG's EXIF the
/// orientation alone stays. `None` for other forms, and where the bytes are too damaged to tell.
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
