//! Tests the whole way from an image to its variants, with real images that are made here.

use std::sync::atomic::{AtomicUsize, Ordering};

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, RgbaImage};

use super::*;
use crate::cache::{CachedText, MemoryCache};
use crate::files::MemoryFiles;

/// A cache that counts what is put into it.
#[derive(Default)]
struct Counting {
    inner: MemoryCache,
    puts: AtomicUsize,
}

impl Cache for Counting {
    fn get(&self, key: Key) -> Option<CachedText> {
        self.inner.get(key)
    }

    fn put(&self, key: Key, value: &CachedText) {
        self.inner.put(key, value);
    }

    fn get_blob(&self, key: Key) -> Option<Vec<u8>> {
        self.inner.get_blob(key)
    }

    fn put_blob(&self, key: Key, value: &[u8]) {
        self.puts.fetch_add(1, Ordering::Relaxed);
        self.inner.put_blob(key, value);
    }
}

/// A scene with enough in it for a JPEG to have some bytes; its top is bright, its left is red.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let grain = u8::try_from((x * 31 + y * 17 + x * y % 97) % 48).unwrap();
        let bright = if y < height / 2 { 200 } else { 20 };
        Rgb([
            if x < width / 2 { 200 } else { 20 } + grain,
            bright + grain,
            grain,
        ])
    })
}

fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 92)
        .encode_image(image)
        .unwrap();
    bytes
}

fn in_format(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with an orientation, and a place in its EXIF.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = vec![0xFF, 0xE1, 0, 50];
    exif.extend_from_slice(b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0");
    exif.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend_from_slice(b"48.85 N 2.35 E !");
    [&jpeg[..2], &exif, &jpeg[2..]].concat()
}

struct ImageFixture {
    files: Arc<MemoryFiles>,
    cache: Arc<Counting>,
    settings: ImageSettings,
}

impl ImageFixture {
    fn new(bytes: &[u8]) -> Self {
        let mut files = MemoryFiles::default();
        files.insert("content/i", bytes);
        let settings = ImageSettings {
            widths: vec![48, 96, 160],
            quality: 80,
        };
        Self {
            files: Arc::new(files),
            cache: Arc::default(),
            settings,
        }
    }

    fn images(&self) -> Images {
        Images::new(self.files.clone(), self.cache.clone())
    }

    fn picture(&self) -> Picture {
        let file = SitePath::new("content/i");
        let bytes = self.files.read(&file).unwrap();
        let raster = raster::inspect(&bytes).unwrap();
        let size = crate::dimensions::measure("jpg", &bytes).unwrap();
        Picture {
            file,
            size: raster.turned(size),
            raster,
        }
    }

    fn plan(&self, shape: Shape) -> (Vec<(u32, u32)>, Option<String>) {
        let picture = self.picture();
        let plan = self.images().plan(Order {
            picture: &picture,
            shape,
            settings: &self.settings,
        });
        (
            plan.variants.iter().map(|v| (v.width, v.height)).collect(),
            plan.failure.clone(),
        )
    }

    fn variant(&self, shape: Shape, width: u32) -> RgbaImage {
        let picture = self.picture();
        let order = Order {
            picture: &picture,
            shape,
            settings: &self.settings,
        };
        let bytes = self.images().bytes(order, width).unwrap();
        image::load_from_memory_with_format(&bytes, ImageFormat::WebP)
            .unwrap()
            .into_rgba8()
    }
}

#[test]
fn a_photograph_comes_in_every_width_that_is_smaller() {
    let fixture = ImageFixture::new(&jpeg(&scene(200, 100)));
    assert_eq!(
        fixture.plan(Shape::Whole).0,
        [(48, 24), (96, 48), (160, 80)]
    );
    let picture = fixture.picture();
    let order = Order {
        picture: &picture,
        shape: Shape::Whole,
        settings: &fixture.settings,
    };
    let plan = fixture.images().plan(order);
    assert!(plan.variants.is_sorted_by(|a, b| a.length < b.length));
    assert!(
        plan.variants
            .iter()
            .all(|variant| variant.length < picture.raster.length)
    );
    assert!(order.is_covered_by(&plan));
    assert_eq!(fixture.variant(Shape::Whole, 96).dimensions(), (96, 48));
    assert!(fixture.images().bytes(order, 97).is_none());
}

#[test]
fn each_orientation_shows_the_same_scene() {
    let upright = scene(170, 100);
    for orientation in 1..=8 {
        // What a camera held that way would have written.
        let mut lying = DynamicImage::ImageRgb8(upright.clone());
        let back = [1, 2, 3, 4, 5, 8, 7, 6][usize::from(orientation) - 1];
        lying.apply_orientation(image::metadata::Orientation::from_exif(back).unwrap());
        let fixture = ImageFixture::new(&with_orientation(&jpeg(&lying.into_rgb8()), orientation));
        assert_eq!(fixture.picture().size, (170, 100), "{orientation}");
        let shown = fixture.variant(Shape::Whole, 96);
        assert_eq!(shown.dimensions(), (96, 56), "{orientation}");
        let [red, green, ..] = shown.get_pixel(10, 10).0;
        assert!(
            red > 150 && green > 150,
            "{orientation}: the upper left is {red} {green}"
        );
        let [red, green, ..] = shown.get_pixel(85, 45).0;
        assert!(
            red < 110 && green < 110,
            "{orientation}: the lower right is {red} {green}"
        );
    }
}

#[test]
fn nothing_of_the_metadata_is_in_what_is_published() {
    let bytes = with_orientation(&jpeg(&scene(200, 100)), 6);
    let fixture = ImageFixture::new(&bytes);
    assert!(fixture.picture().raster.has_metadata);
    let stripped = fixture
        .images()
        .stripped(&SitePath::new("content/i"))
        .unwrap();
    let has = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(has(&bytes, b"48.85 N") && !has(&stripped, b"48.85 N"));
    let pixels = |bytes: &[u8]| {
        image::load_from_memory_with_format(bytes, ImageFormat::Jpeg)
            .unwrap()
            .into_rgb8()
    };
    assert_eq!(pixels(&bytes), pixels(&stripped));
    let again = raster::inspect(&stripped).unwrap();
    assert_eq!((again.orientation, again.has_metadata), (6, false));
}

#[test]
fn drawings_keep_their_pixels_and_stay_where_they_are_smaller() {
    let drawing = RgbaImage::from_fn(160, 80, |x, y| {
        image::Rgba([200, 40, 40, if x / 8 == y / 8 { 0 } else { 255 }])
    });
    let fixture = ImageFixture::new(&in_format(
        &DynamicImage::ImageRgba8(drawing.clone()),
        ImageFormat::Png,
    ));
    assert_eq!(fixture.plan(Shape::Whole).0.last(), Some(&(160, 80)));
    let kept = fixture.variant(Shape::Whole, 160);
    let seen = |image: &RgbaImage| {
        image
            .pixels()
            .map(|p| if p.0[3] == 0 { [0; 4] } else { p.0 })
            .collect::<Vec<_>>()
    };
    assert_eq!(seen(&kept), seen(&drawing));
    // Grains of black and white: two colours in its full width, and a hundred greys in the next.
    let grains = RgbImage::from_fn(160, 80, |x, y| {
        Rgb([if (x * x * 31 + y * y * 17 + x * y * 7) % 13 < 6 {
            0
        } else {
            255
        }; 3])
    });
    let fixture = ImageFixture::new(&in_format(
        &DynamicImage::ImageRgb8(grains),
        ImageFormat::Png,
    ));
    let widths = fixture.plan(Shape::Whole).0;
    assert!(
        widths.contains(&(160, 80)) && !widths.contains(&(96, 48)),
        "{widths:?}"
    );
}

#[test]
fn portraits_are_cut_square() {
    let fixture = ImageFixture::new(&jpeg(&scene(400, 200)));
    assert_eq!(fixture.plan(Shape::Square).0, [(96, 96), (192, 192)]);
    assert_eq!(fixture.variant(Shape::Square, 96).dimensions(), (96, 96));
}

#[test]
fn deep_colours_and_grey_are_read() {
    let deep = image::ImageBuffer::from_fn(160, 100, |x, y| {
        let value = u16::try_from(x * 300 + y * 7 + (x * y) % 251 * 50).unwrap();
        image::Rgb([value, u16::MAX - value, value / 2])
    });
    let grey = DynamicImage::ImageRgb8(scene(160, 100)).into_luma8();
    for image in [
        DynamicImage::ImageRgb16(deep),
        DynamicImage::ImageLuma8(grey),
    ] {
        let fixture = ImageFixture::new(&in_format(&image, ImageFormat::Png));
        assert_eq!(fixture.plan(Shape::Whole).1, None);
        assert_eq!(fixture.variant(Shape::Whole, 160).dimensions(), (160, 100));
    }
}

#[test]
fn profiles_of_screens_stay_and_that_of_the_web_goes() {
    let with_profile = |name: &[u8]| {
        let photo = jpeg(&scene(200, 100));
        let mut profile = vec![0; 40];
        profile[16..20].copy_from_slice(b"RGB ");
        profile.extend_from_slice(name);
        let length = u8::try_from(profile.len() + 16).unwrap();
        [
            &photo[..2],
            &[0xFF, 0xE2, 0, length],
            b"ICC_PROFILE\0\x01\x01",
            &profile,
            &photo[2..],
        ]
        .concat()
    };
    let has_profile = |bytes: &[u8]| {
        let fixture = ImageFixture::new(bytes);
        let picture = fixture.picture();
        let order = Order {
            picture: &picture,
            shape: Shape::Whole,
            settings: &fixture.settings,
        };
        let bytes = fixture.images().bytes(order, 160).unwrap();
        assert_eq!(fixture.variant(Shape::Whole, 160).dimensions(), (160, 80));
        bytes.windows(10).any(|window| window == b"Display P3")
    };
    assert!(has_profile(&with_profile(b"Display P3")));
    assert!(!has_profile(&with_profile(
        b"sRGB IEC61966-2.1, not Display P3"
    )));
}

#[test]
fn damage_is_reported_and_never_panics() {
    let photo = jpeg(&scene(200, 100));
    let drawing = in_format(&DynamicImage::ImageRgb8(scene(200, 100)), ImageFormat::Png);
    let fixture = ImageFixture::new(&drawing[..drawing.len() / 2]);
    assert!(fixture.plan(Shape::Whole).1.is_some());
    for bytes in [photo, drawing] {
        for at in (40..bytes.len()).step_by(bytes.len() / 24) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0xFF;
            damaged.truncate(bytes.len() - at / 3);
            if raster::inspect(&damaged).is_some()
                && crate::dimensions::measure("jpg", &damaged).is_some()
            {
                let _ = ImageFixture::new(&damaged).plan(Shape::Whole);
            }
        }
    }
}

#[test]
fn what_was_made_once_is_not_made_again() {
    let fixture = ImageFixture::new(&jpeg(&scene(200, 100)));
    let first = fixture.plan(Shape::Whole);
    let puts = fixture.cache.puts.load(Ordering::Relaxed);
    assert_eq!(puts, 4, "three variants and their plan");
    let picture = fixture.picture();
    let order = Order {
        picture: &picture,
        shape: Shape::Whole,
        settings: &fixture.settings,
    };
    let later = fixture.images();
    assert_eq!(later.plan(order).variants.len(), first.0.len());
    assert!(later.bytes(order, 48).is_some());
    assert_eq!(
        (later.progress(), fixture.cache.puts.load(Ordering::Relaxed)),
        (0, puts)
    );
    let other = ImageSettings {
        quality: 60,
        ..fixture.settings.clone()
    };
    assert_ne!(
        Order {
            settings: &other,
            ..order
        }
        .fingerprint(),
        order.fingerprint()
    );
}

#[test]
fn a_variant_that_the_cache_lost_is_made_again() {
    let fixture = ImageFixture::new(&jpeg(&scene(200, 100)));
    let picture = fixture.picture();
    let order = Order {
        picture: &picture,
        shape: Shape::Whole,
        settings: &fixture.settings,
    };
    let images = fixture.images();
    let bytes = images.bytes(order, 96).unwrap();
    let forgetful = Images::new(fixture.files.clone(), Arc::new(MemoryCache::default()));
    let plan = Arc::new(Plan {
        variants: images.plan(order).variants.clone(),
        failure: None,
    });
    forgetful.slot(order.key()).plan.set(plan).unwrap();
    assert_eq!(forgetful.bytes(order, 96), Some(bytes));
}

#[test]
fn another_file_by_now_is_not_taken_for_this_one() {
    let fixture = ImageFixture::new(&jpeg(&scene(200, 100)));
    let mut picture = fixture.picture();
    picture.raster.hash = [7; 16];
    let order = Order {
        picture: &picture,
        shape: Shape::Whole,
        settings: &fixture.settings,
    };
    assert_eq!(*fixture.images().plan(order), Plan::default());
    assert_eq!(fixture.cache.puts.load(Ordering::Relaxed), 0);
}
