//! Small pictures of every format, with metadata that tell a place and a camera.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// What stands in the metadata of every picture here.
pub const SECRET: &[u8] = b"48.8584 N, 2.2945 E";

/// A picture without metadata.
pub fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x % 251).to_le_bytes()[0], (y % 241).to_le_bytes()[0], 9])
    });
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgb8(image);
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// EXIF with an orientation, a camera, a directory of GPS and the secret.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    tiff.extend_from_slice(b"\x01\x10\0\x02\0\0\0\x03X1\0\0");
    tiff.extend_from_slice(b"\x01\x12\0\x03\0\0\0\x01\0");
    tiff.push(orientation);
    tiff.extend_from_slice(b"\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x32\0\0\0\0");
    tiff.extend_from_slice(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0");
    tiff.extend_from_slice(SECRET);
    tiff
}

/// A packet of XMP with the secret.
fn xmp() -> Vec<u8> {
    [b"<x:xmpmeta exif:GPSLatitude='", SECRET, b"'/>"].concat()
}

/// A JPEG with EXIF.
pub fn jpeg(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let plain = encoded(width, height, ImageFormat::Jpeg);
    let content = [b"Exif\0\0", &exif(orientation)[..]].concat();
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], b"\xFF\xE1", &length, &content, &plain[2..]].concat()
}

/// A PNG with EXIF and XMP.
pub fn png(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let plain = encoded(width, height, ImageFormat::Png);
    let chunk = |name: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        let named = [name, content].concat();
        [&length[..], &named, &crc(&named).to_be_bytes()].concat()
    };
    let text = [b"XML:com.adobe.xmp\0\0\0\0\0", &xmp()[..]].concat();
    [
        &plain[..33],
        &chunk(b"eXIf", &exif(orientation)),
        &chunk(b"iTXt", &text),
        &plain[33..],
    ]
    .concat()
}

/// The check sum of PNG.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32| {
        if sum & 1 == 1 {
            0xEDB8_8320 ^ (sum >> 1)
        } else {
            sum >> 1
        }
    };
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum))
    });
    !sum
}

/// A WebP with EXIF and XMP.
pub fn webp() -> Vec<u8> {
    let plain = encoded(20, 10, ImageFormat::WebP);
    let chunk = |name: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_le_bytes();
        let padding = vec![0; content.len() % 2];
        [name, &length, content, &padding].concat()
    };
    let content = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[0x0C, 0, 0, 0, 19, 0, 0, 9, 0, 0]),
        plain[12..].to_vec(),
        chunk(b"EXIF", &exif(1)),
        chunk(b"XMP ", &xmp()),
    ]
    .concat();
    let length = u32::try_from(content.len()).unwrap().to_le_bytes();
    [b"RIFF", &length[..], &content].concat()
}

/// A GIF with XMP, a comment, and something behind its end.
pub fn gif() -> Vec<u8> {
    let plain = encoded(20, 10, ImageFormat::Gif);
    let table = 13
        + if plain[10] & 0x80 == 0 {
            0
        } else {
            3 << ((plain[10] & 7) + 1)
        };
    let mut packet = b"\x21\xFF\x0BXMP DataXMP".to_vec();
    packet.extend(xmp());
    packet.push(1);
    packet.extend((0..=255).rev());
    packet.push(0);
    let length = u8::try_from(SECRET.len()).unwrap();
    let comment = [b"\x21\xFE", &[length][..], SECRET, b"\0"].concat();
    [&plain[..table], &packet, &comment, &plain[table..], SECRET].concat()
}

/// An AVIF of which nobody looks at the pixels.
pub fn avif() -> Vec<u8> {
    let boxed = |name: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&length[..], name, content].concat()
    };
    let info = |number: u8, kind: &[u8]| {
        boxed(
            b"infe",
            &[b"\x02\0\0\0\0", &[number][..], b"\0\0", kind, b"\0"].concat(),
        )
    };
    let four = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    let exif = [b"\0\0\0\0", &exif(1)[..]].concat();
    let head = boxed(b"ftyp", b"avif\0\0\0\0mif1avif");
    let meta = |start: usize| {
        let place = |number: u8, at: usize, length: usize| {
            [
                &[0, number, 0, 0, 0, 1][..],
                &four(start + at),
                &four(length),
            ]
            .concat()
        };
        let infos = [
            b"\0\0\0\0\0\x03".to_vec(),
            info(1, b"av01"),
            info(2, b"Exif"),
            info(3, b"mime"),
        ];
        let places = [
            b"\0\0\0\0\x44\0\0\x03".to_vec(),
            place(1, 0, 6),
            place(2, 6, exif.len()),
            place(3, 6 + exif.len(), xmp().len()),
        ];
        let size = boxed(b"ispe", b"\0\0\0\0\0\0\0\x14\0\0\0\x0A");
        let uses = boxed(b"ipma", b"\0\0\0\0\0\0\0\x01\0\x01\x01\x81");
        let content = [
            b"\0\0\0\0".to_vec(),
            boxed(b"pitm", b"\0\0\0\0\0\x01"),
            boxed(b"iinf", &infos.concat()),
            boxed(b"iloc", &places.concat()),
            boxed(b"iprp", &[boxed(b"ipco", &size), uses].concat()),
        ];
        boxed(b"meta", &content.concat())
    };
    let start = head.len() + meta(0).len() + 8;
    let data = boxed(b"mdat", &[b"pixels", &exif[..], &xmp()].concat());
    [head, meta(start), data].concat()
}
