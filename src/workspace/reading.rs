//! Reads single files of a site: texts that must be UTF-8 and of a sane size, and what there is to
//! know of images.

use std::sync::Arc;

use crate::content_path;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dimensions;
use crate::drawing::{self, Active};
use crate::files::{Files, ReadError};
use crate::path::SitePath;
use crate::raster::{self, Disclosed, Raster, unshown};
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

/// A drawing that does more than being seen.
pub(super) struct ActiveDrawing {
    pub(super) source: Arc<Source>,
    pub(super) does: Vec<Active>,
}

/// A file that is published as it is, as it was looked at.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) measured: Measured,
    pub(super) drawing: Option<ActiveDrawing>,
}

/// How many of a file's first bytes say what it is.
const HEAD: usize = 64;

/// Looks at a file that is published as it is. Images are read in whole: the addresses of smaller
/// ones have the hash of their bytes, and metadata may stand anywhere.
pub(super) fn look(files: &dyn Files, path: &SitePath) -> Result<Looked, ReadError> {
    let extension = path.extension();
    if extension == "svg" {
        return Ok(look_at_drawing(path, &files.read(path)?));
    }
    if dimensions::is_image(&extension) {
        let bytes = files.read(path)?;
        let mut measured = measure_raster(path, &extension, &bytes);
        measured.unshown = unshown::find(&bytes, &extension);
        return Ok(measured.into());
    }
    let head = files.read_head(path, HEAD)?;
    if raster::is_raster(&head) {
        return Ok(measure_raster(path, &extension, &files.read(path)?).into());
    }
    let disclosed = if raster::may_disclose(&head) {
        raster::disclosed(&files.read(path)?)
    } else {
        Disclosed::default()
    };
    let measured = Measured {
        unshown: unshown::find(&head, &extension),
        disclosed,
        ..Measured::default()
    };
    Ok(measured.into())
}

impl From<Measured> for Looked {
    fn from(measured: Measured) -> Self {
        Self {
            measured,
            drawing: None,
        }
    }
}

fn look_at_drawing(path: &SitePath, bytes: &[u8]) -> Looked {
    let measured = Measured {
        size: dimensions::measure("svg", bytes),
        drawing: Some(bytes.len() as u64),
        ..Measured::default()
    };
    let source = Source::new(path.clone(), &String::from_utf8_lossy(bytes));
    let does = drawing::activities(source.text());
    let source = Arc::new(source);
    let drawing = (!does.is_empty()).then_some(ActiveDrawing { source, does });
    Looked { measured, drawing }
}

fn measure_raster(path: &SitePath, extension: &str, bytes: &[u8]) -> Measured {
    let raster = raster::inspect(bytes);
    let size = dimensions::measure(extension, bytes);
    Measured {
        size: size.map(|size| {
            raster
                .as_ref()
                .map_or(size, |raster: &Raster| raster.turned(size))
        }),
        raster,
        disclosed: disclosed(path, raster.as_ref(), bytes),
        ..Measured::default()
    }
}

/// What the metadata of an image tell that stay in it when it is published: all of them in a file
/// of `static`, which is copied as it is, and those that cannot be taken out of any other.
fn disclosed(path: &SitePath, raster: Option<&Raster>, bytes: &[u8]) -> Disclosed {
    if raster.is_some_and(|raster| !raster.has_metadata) {
        return Disclosed::default();
    }
    if path.as_str().starts_with(content_path::ROOT) {
        return match raster {
            Some(raster) if raster::can_strip(raster, bytes) => Disclosed::default(),
            Some(_) => raster::disclosed(bytes) | Disclosed::UNKNOWN,
            None => raster::disclosed(bytes),
        };
    }
    raster::disclosed(bytes)
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
