//! Encodes pixels as WebP.

use image::DynamicImage;
use webp::{Encoder, WebPConfig};

use crate::raster::{Format, Raster};

/// How an image is encoded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Encoding {
    /// With losses that are not visible in a photograph, at a quality up to 100.
    Photograph(f32),
    /// Without losses.
    Drawing,
}

/// Bytes per pixel, in tenths, from which an image without losses is a photograph: drawings and
/// screenshots take fewer.
const PHOTOGRAPH: u64 = 11;

/// The longest side that WebP allows.
const LONGEST: u32 = 16_383;

/// The encoding of an image. Drawings and screenshots keep their sharp edges; a photograph in PNG is a
/// photograph.
pub(super) fn encoding(raster: &Raster, (width, height): (u32, u32), quality: u8) -> Encoding {
    let pixels = u64::from(width) * u64::from(height);
    let is_photograph = !raster.lossless
        || (raster.format == Format::Png && raster.length * 10 > pixels * PHOTOGRAPH);
    if is_photograph {
        Encoding::Photograph(f32::from(quality))
    } else {
        Encoding::Drawing
    }
}

/// Encodes an image, with its colour profile where it needs one.
pub(super) fn encode(
    image: &DynamicImage,
    profile: Option<&[u8]>,
    encoding: Encoding,
) -> Result<Vec<u8>, String> {
    let (width, height) = (image.width(), image.height());
    if width.max(height) > LONGEST {
        return Err(format!("WebP has no images of {width} × {height} pixels"));
    }
    let mut config =
        WebPConfig::new().map_err(|()| "WebP's encoder is of another version".to_owned())?;
    match encoding {
        Encoding::Photograph(quality) => config.quality = quality,
        Encoding::Drawing => {
            config.lossless = 1;
            config.quality = 60.0;
        }
    }
    let encoder = if image.color().has_alpha() {
        Encoder::from_rgba(image.as_bytes(), width, height)
    } else {
        Encoder::from_rgb(image.as_bytes(), width, height)
    };
    let file = encoder
        .encode_advanced(&config)
        .map_err(|error| format!("WebP's encoder says {error:?}"))?;
    Ok(profile
        .and_then(|profile| with_profile(&file, profile, width, height))
        .unwrap_or_else(|| file.to_vec()))
}

/// The same file with a colour profile (RFC 9649, section 2.7): the extended header, the profile,
/// the rest.
fn with_profile(file: &[u8], profile: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    const ICC: u8 = 0x20;
    const ALPHA: u8 = 0x10;
    let chunks = file.get(12..)?;
    let (flags, chunks) = match chunks.get(..4)? {
        b"VP8X" => (*chunks.get(8)?, chunks.get(18..)?),
        // The header of lossless images says whether there is alpha in its 29th bit.
        b"VP8L" => (
            if chunks.get(12)? & 0x10 == 0 {
                0
            } else {
                ALPHA
            },
            chunks,
        ),
        _ => (0, chunks),
    };
    let mut content = b"WEBPVP8X\x0a\0\0\0".to_vec();
    content.extend_from_slice(&[flags | ICC, 0, 0, 0]);
    for side in [width, height] {
        content.extend_from_slice(&(side - 1).to_le_bytes()[..3]);
    }
    content.extend_from_slice(b"ICCP");
    content.extend_from_slice(&u32::try_from(profile.len()).ok()?.to_le_bytes());
    content.extend_from_slice(profile);
    if profile.len() % 2 == 1 {
        content.push(0);
    }
    content.extend_from_slice(chunks);
    let length = u32::try_from(content.len()).ok()?.to_le_bytes();
    Some([b"RIFF", &length[..], &content].concat())
}
