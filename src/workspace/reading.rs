//! Reads single files of a site: texts that must be UTF-8 and of a sane size, and the size of
//! images.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dimensions;
use crate::files::{Files, ReadError};
use crate::path::SitePath;
use crate::raster::{self, Raster};
use crate::site::Measured;
use crate::source::{Source, Span};

/// A text file above this size is not read: it is no article.
const MAX_TEXT: usize = 32 << 20;

/// Why a text could not be read: `None` when there simply is no such file.
pub(super) type Unread = Option<Box<(Option<Source>, Diagnostic)>>;

/// Reads a text.
pub(super) fn read_source(files: &dyn Files, path: &SitePath) -> Result<Source, Unread> {
    let bytes = match files.read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.not_found => return Err(None),
        Err(error) => return Err(Some(Box::new((None, unreadable(path, &error))))),
    };
    if bytes.len() > MAX_TEXT {
        let message = format!("this text is larger than {} MiB", MAX_TEXT >> 20);
        return Err(Some(Box::new((
            None,
            Diagnostic::new(codes::TOO_LARGE, Place::file(path), message),
        ))));
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Source::new(path.clone(), text)),
        Err(error) => {
            // What comes before is the same in the lossy text, so the place is right.
            let source = Source::new(path.clone(), &String::from_utf8_lossy(&bytes));
            let mark = if bytes.starts_with("\u{feff}".as_bytes()) {
                3
            } else {
                0
            };
            let at = source.clamp(Span::at(error.valid_up_to().saturating_sub(mark)));
            let message = format!(
                "this is not UTF-8: the byte {:#04x} begins no character",
                bytes[error.valid_up_to()]
            );
            let diagnostic = Diagnostic::new(codes::INVALID_UTF8, Place::new(path, at), message);
            Err(Some(Box::new((
                Some(source),
                diagnostic.hint("save the file as UTF-8"),
            ))))
        }
    }
}

/// What an image's bytes say; nothing for other files.
pub(super) fn measure(files: &dyn Files, path: &SitePath) -> Result<Measured, ReadError> {
    let extension = path.extension();
    if !dimensions::is_image(&extension) {
        // One byte is enough to find out whether it is there.
        return files.read_head(path, 1).map(|_| Measured::default());
    }
    if raster::is_raster(&extension) {
        // In whole: the addresses of smaller images have the hash of its bytes.
        return Ok(measure_raster(&extension, &files.read(path)?));
    }
    let head = files.read_head(path, dimensions::HEAD)?;
    let size = dimensions::measure(&extension, &head);
    if size.is_some() || head.len() < dimensions::HEAD {
        return Ok(Measured { size, raster: None });
    }
    Ok(Measured {
        size: dimensions::measure(&extension, &files.read(path)?),
        raster: None,
    })
}

fn measure_raster(extension: &str, bytes: &[u8]) -> Measured {
    let raster = raster::inspect(bytes);
    let size = dimensions::measure(extension, bytes);
    Measured {
        size: size.map(|size| {
            raster
                .as_ref()
                .map_or(size, |raster: &Raster| raster.turned(size))
        }),
        raster,
    }
}

/// The diagnostic for a file that cannot be read.
pub(super) fn unreadable(path: &SitePath, error: &ReadError) -> Diagnostic {
    let code = if error.message.contains("symbolic link") {
        codes::LINK_LOOP
    } else {
        codes::UNREADABLE
    };
    Diagnostic::new(
        code,
        Place::file(path),
        format!("`{path}` cannot be read: {}", error.message),
    )
}
