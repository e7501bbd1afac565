//! What rendering gives: outputs, and the addresses where they are.

use crate::diagnostic::Diagnostic;
use crate::path::{SitePath, UrlPath};

/// What answers at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A page or a theme's asset.
    Bytes(Vec<u8>),
    /// A file of the site, to be served or copied as it is.
    File(SitePath),
}

/// An address of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The address.
    pub url: UrlPath,
    /// Whether the address changes with the bytes, so that what stands there already never has to
    /// be made again.
    pub fingerprinted: bool,
}

/// A page as UTF-8, or the mistake in a template.
pub(crate) type Rendered = Result<Vec<u8>, Box<Diagnostic>>;
