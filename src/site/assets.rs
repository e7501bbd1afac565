//! The files beside texts that a site publishes, and what the images among them say.

use crate::path::SitePath;
use crate::raster::unshown::Unshown;
use crate::raster::{self, Disclosed, Raster};

/// The size of an image in pixels, where it is known.
pub type Dimensions = Option<(u32, u32)>;

/// What the bytes of a file say, where it is an image or something like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measured {
    /// The size that a reader sees.
    pub size: Dimensions,
    /// Of a raster image, what it takes to make others of it.
    pub raster: Option<Raster>,
    /// Of a drawing, the bytes of its file.
    pub drawing: Option<u64>,
    /// Its format, where it is one that browsers do not show as an image.
    pub unshown: Option<Unshown>,
    /// What its metadata tell that are published with it.
    pub disclosed: Disclosed,
}

/// A raster image at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its file.
    pub file: SitePath,
    /// The size that a reader sees.
    pub size: (u32, u32),
    /// What it takes to make others of it.
    pub raster: Raster,
}

impl Picture {
    /// Whether there are too many pixels to resize it.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        u64::from(self.size.0) * u64::from(self.size.1) > raster::MAX_PIXELS
    }
}
