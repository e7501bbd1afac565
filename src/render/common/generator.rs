//! The program, as its outputs name it.

/// Its name with its version, for `<meta name="generator">`.
pub(crate) const NAME_AND_VERSION: &str = concat!("Lutrin ", env!("CARGO_PKG_VERSION"));
/// Its name.
pub(crate) const NAME: &str = "Lutrin";
/// Its version.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
