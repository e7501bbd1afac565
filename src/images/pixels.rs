//! Decodes an image, resizes it and turns it upright.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage, RgbaImage};

use crate::raster::{Format, Raster};

/// The decoder's limit in bytes: more than [`crate::raster::MAX_PIXELS`] take in any form.
const MOST: u64 = 1 << 30;

/// A decoded image that is not turned yet: it is faster to turn smaller ones.
pub(super) struct Pixels {
    /// In RGB, or RGBA where something is transparent.
    image: DynamicImage,
    orientation: u8,
    profile: Option<Vec<u8>>,
}

/// Reads the head of an image.
pub(super) fn open(bytes: &[u8], format: Format) -> Result<impl ImageDecoder, String> {
    let format = match format {
        Format::Jpeg => image::ImageFormat::Jpeg,
        Format::Png => image::ImageFormat::Png,
        Format::WebP => image::ImageFormat::WebP,
        Format::Gif | Format::Avif => return Err("it is left as it is".to_owned()),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| error.to_string())
}

/// The bytes that its pixels take, as they are decoded and in eight bits.
pub(super) fn memory(decoder: &impl ImageDecoder) -> u64 {
    let (width, height) = decoder.dimensions();
    let eight_bits = u64::from(width) * u64::from(height) * 4;
    if decoder.total_bytes() <= eight_bits {
        eight_bits
    } else {
        decoder.total_bytes() + eight_bits
    }
}

impl Pixels {
    pub(super) fn decode(mut decoder: impl ImageDecoder, raster: &Raster) -> Result<Self, String> {
        // Without a profile, colours are sRGB.
        let profile = decoder
            .icc_profile()
            .ok()
            .flatten()
            .filter(|profile| changes_colours(profile));
        let image = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
        Ok(Self {
            image: eight_bits(image),
            orientation: raster.orientation,
            profile,
        })
    }

    /// The colour profile that the pixels need.
    pub(super) fn profile(&self) -> Option<&[u8]> {
        self.profile.as_deref()
    }

    /// The part in its middle that has the proportions of a size, in that size, turned.
    pub(super) fn resized(&self, width: u32, height: u32) -> Result<DynamicImage, String> {
        let (width, height) = if self.orientation >= 5 {
            (height, width)
        } else {
            (width, height)
        };
        let mut image = if (width, height) == (self.image.width(), self.image.height()) {
            self.image.clone()
        } else {
            resize(&self.image, width, height).map_err(|error| error.to_string())?
        };
        image.apply_orientation(
            Orientation::from_exif(self.orientation).unwrap_or(Orientation::NoTransforms),
        );
        Ok(image)
    }
}

fn resize(
    image: &DynamicImage,
    width: u32,
    height: u32,
) -> Result<DynamicImage, Box<dyn std::error::Error>> {
    let has_alpha = image.color().has_alpha();
    let pixel_type = if has_alpha {
        PixelType::U8x4
    } else {
        PixelType::U8x3
    };
    let source = ImageRef::new(image.width(), image.height(), image.as_bytes(), pixel_type)?;
    let mut target = Image::new(width, height, pixel_type);
    let options = ResizeOptions::new().fit_into_destination(Some((0.5, 0.5)));
    Resizer::new().resize(&source, &mut target, &options)?;
    let bytes = target.into_vec();
    let image = if has_alpha {
        RgbaImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8)
    };
    image.ok_or_else(|| "the resizer gave an image of another size".into())
}

/// An image as RGB, or as RGBA where something is transparent.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return DynamicImage::ImageRgb8(image.into_rgb8());
    }
    let image = image.into_rgba8();
    if image.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        return DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(image).into_rgb8());
    }
    DynamicImage::ImageRgba8(image)
}

/// Whether a profile (ICC.1) is for RGB colours, and for others than sRGB.
fn changes_colours(profile: &[u8]) -> bool {
    let names = |name: &[u8]| profile.windows(name.len()).any(|window| window == name);
    profile.get(16..20) == Some(b"RGB ") && !names(b"sRGB") && !names(b"s\0R\0G\0B")
}
