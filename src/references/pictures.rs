//! What is wrong with an image that is there: browsers do not show it, its size is not known, or it
//! is too heavy.

use super::{Broken, broken};
use crate::config::images::ImageSettings;
use crate::diagnostic::codes;
use crate::path::{SitePath, UrlPath};
use crate::raster::{self, Format};
use crate::site::{Dimensions, Picture, Site};

/// From how many bytes a file is heavy: two megabytes take ten seconds at the 1.6 Mbit/s of a slow
/// mobile network, which is as long as readers wait for a whole page.
const HEAVY: u64 = 2_000_000;

/// From how many pixels an image is heavy, whatever its file weighs: twelve million take 48 MB of
/// memory in each program that shows the file itself.
const MANY_PIXELS: u64 = 12_000_000;

/// An image that a text shows.
pub(super) struct ShownImage<'i> {
    /// Its destination as written.
    pub(super) destination: &'i str,
    pub(super) url: &'i UrlPath,
    pub(super) dimensions: Dimensions,
    /// Whether a browser takes it only if it can show it.
    pub(super) is_alternative: bool,
}

/// What is wrong with an image. Its weight counts where the text shows it for the first time.
pub(super) fn check(
    site: &Site,
    settings: &ImageSettings,
    image: &ShownImage<'_>,
    is_first: bool,
) -> Option<Broken> {
    if let Some(format) = site.unshown.get(image.url) {
        let message = format.message(image.destination);
        let hint = Some(format.hint().to_owned());
        return (!image.is_alternative).then(|| broken(codes::UNSHOWN_IMAGE, message, hint));
    }
    if image.dimensions.is_none() {
        return Some(unmeasured(image));
    }
    let Some(picture) = site.pictures.get(image.url) else {
        let length = site.drawings.get(image.url).filter(|_| is_first)?;
        return heavy_drawing(image.destination, *length);
    };
    if picture.is_too_large() {
        return Some(too_large(image.destination, picture));
    }
    heavy(image.destination, picture, settings).filter(|_| is_first)
}

/// The page cannot keep the place of the image free.
fn unmeasured(image: &ShownImage<'_>) -> Broken {
    let destination = image.destination;
    let hint = if SitePath::new(image.url.as_str()).extension() == "svg" {
        "give its `svg` element a `viewBox`, or a `width` and a `height`"
    } else {
        "is it damaged, or another kind of file? Lutrin measures PNG, JPEG, GIF, WebP, AVIF and SVG"
    };
    let message = format!(
        "the size of `{destination}` cannot be read, so the page will move when it is loaded"
    );
    broken(codes::UNMEASURED_IMAGE, message, Some(hint.to_owned()))
}

/// The image has too many pixels to be made smaller.
fn too_large(destination: &str, picture: &Picture) -> Broken {
    let (width, height) = picture.size;
    let message = format!(
        "`{destination}` has {width} × {height} pixels: it is published as it is, in one size"
    );
    let hint = format!(
        "make it smaller: up to {} million pixels are resized",
        raster::MAX_PIXELS / 1_000_000
    );
    broken(codes::HUGE_IMAGE, message, Some(hint))
}

fn heavy(destination: &str, picture: &Picture, settings: &ImageSettings) -> Option<Broken> {
    let (width, height) = picture.size;
    let length = picture.raster.length;
    let pixels = u64::from(width) * u64::from(height);
    let weight = weight(length);
    let widest = settings.widths.last().filter(|_| picture.raster.resizable);
    let (message, hint) = if let Some(widest) = widest {
        (length >= HEAVY || pixels >= MANY_PIXELS).then_some(())?;
        let message = format!(
            "`{destination}` has {width} × {height} pixels and weighs {weight}: pages offer smaller \
             ones, but feeds and the previews of links load all of it"
        );
        let hint = format!("export it {widest} pixels wide, which is as wide as pages show it");
        (message, hint)
    } else {
        (length >= HEAVY).then_some(())?;
        let message = format!("`{destination}` weighs {weight}, and every reader loads all of it");
        (message, lighter(picture.raster.format).to_owned())
    };
    Some(broken(codes::HEAVY_IMAGE, message, Some(hint)))
}

/// How an image that is not made smaller gets lighter.
fn lighter(format: Format) -> &'static str {
    if format == Format::Gif {
        "make a film of it, which has a tenth of its weight: `::: {.video src=film.mp4}`"
    } else {
        "export it smaller: below 2 MB, it is there within ten seconds on a slow mobile network"
    }
}

fn heavy_drawing(destination: &str, length: u64) -> Option<Broken> {
    let weight = (length >= HEAVY).then(|| weight(length))?;
    let message = format!("`{destination}` weighs {weight}, and every reader loads all of it");
    let hint = "simplify the drawing, or export it as PNG, which pages offer in smaller sizes";
    Some(broken(codes::HEAVY_IMAGE, message, Some(hint.to_owned())))
}

/// A length in bytes as people read it.
fn weight(length: u64) -> String {
    if length < 1_000_000 {
        return format!("{} kB", length.div_ceil(1_000));
    }
    let tenths = (length + 50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::weight;

    #[test]
    fn weights_read_well() {
        for (length, expected) in [
            (1, "1 kB"),
            (312_400, "313 kB"),
            (1_000_000, "1.0 MB"),
            (4_649_999, "4.6 MB"),
            (25_960_000, "26.0 MB"),
        ] {
            assert_eq!(weight(length), expected);
        }
    }
}
