//! Tests boxes that are made here, with metadata of which the secret must go.

use super::super::exif::tests::block;
use super::super::{Disclosed, disclosed};
use super::*;

fn boxed(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&length[..], &name, content].concat()
}

fn info(number: u8, kind: [u8; 4]) -> Vec<u8> {
    boxed(
        *b"infe",
        &[b"\x02\0\0\0\0", &[number][..], b"\0\0", &kind, b"\0"].concat(),
    )
}

fn place(number: u8, offset: usize, length: usize) -> Vec<u8> {
    let four = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    [&[0, number, 0, 0, 0, 1][..], &four(offset), &four(length)].concat()
}

/// A picture of which nobody looks at the pixels, with its metadata behind them.
fn picture(exif: &[u8], xmp: &[u8]) -> Vec<u8> {
    let exif = [b"\0\0\0\0", exif].concat();
    let head = boxed(*b"ftyp", b"avif\0\0\0\0mif1avif");
    let meta = |start: usize| {
        let infos = [
            b"\0\0\0\0\0\x03".to_vec(),
            info(1, *b"av01"),
            info(2, *b"Exif"),
            info(3, *b"mime"),
        ];
        let (second, third) = (start + 6, start + 6 + exif.len());
        let places = [
            b"\0\0\0\0\x44\0\0\x03".to_vec(),
            place(1, start, 6),
            place(2, second, exif.len()),
            place(3, third, xmp.len()),
        ];
        let turned = boxed(*b"iprp", &boxed(*b"ipco", &boxed(*b"irot", b"\x03")));
        let content = [
            b"\0\0\0\0".to_vec(),
            boxed(*b"iinf", &infos.concat()),
            boxed(*b"iloc", &places.concat()),
            turned,
        ];
        boxed(*b"meta", &content.concat())
    };
    let start = head.len() + meta(0).len() + 8;
    let data = boxed(*b"mdat", &[b"pixels", &exif[..], xmp].concat());
    let private = boxed(*b"uuid", b"0123456789abcdef<secret/>");
    [head, meta(start), data, private].concat()
}

fn example() -> Vec<u8> {
    let exif = block(&[(0x0110, "Pixel 9 Pro")], true);
    picture(&exif, b"<x:xmpmeta dc:creator='Somebody'/>")
}

#[test]
fn metadata_are_overwritten_where_they_stand() {
    let bytes = example();
    assert_eq!(kind(&bytes), Some(Kind::Avif));
    let all = Disclosed::PLACE | Disclosed::DEVICE | Disclosed::PERSON;
    assert_eq!(disclosed(&bytes), all);
    let stripped = strip(&bytes).unwrap();
    assert_eq!(stripped.len(), bytes.len());
    assert!(inspect(&bytes).has_metadata && !inspect(&stripped).has_metadata);
    assert!(disclosed(&stripped).is_empty());
    let differs = |(at, (one, other)): (usize, (&u8, &u8))| (one != other).then_some(at);
    let first = bytes.iter().zip(&stripped).enumerate().find_map(differs);
    let pixels = bytes.windows(6).position(|part| part == b"pixels").unwrap();
    assert!(first.unwrap() > pixels + 6, "what is seen stays as it is");
    assert!(!stripped.windows(6).any(|part| part == b"secret"));
    assert_eq!(strip(&stripped).unwrap(), stripped);
}

#[test]
fn a_film_beside_the_picture_goes_and_what_is_in_no_box_is_said() {
    let film = [&example()[..], &boxed(*b"mpvd", b"secret film")].concat();
    let stripped = strip(&film).unwrap();
    assert!(!stripped.windows(6).any(|part| part == b"secret"));
    assert_eq!(stripped.len(), film.len());
    let behind = [&example()[..], b"secret"].concat();
    assert!(strip(&behind).is_none() && inspect(&behind).has_metadata);
}

#[test]
fn metadata_within_the_pixels_are_left_and_said() {
    let mut bytes = example();
    let at = bytes.windows(6).position(|part| part == [0, 1, 0, 0, 0, 1]);
    // The picture now goes to where the metadata stand.
    let length = at.unwrap() + 10;
    bytes[length..length + 4].copy_from_slice(&60_u32.to_be_bytes());
    assert!(strip(&bytes).is_none() && inspect(&bytes).has_metadata);
}

#[test]
fn damage_never_panics() {
    let bytes = example();
    for end in 0..bytes.len() {
        let cut = &bytes[..end];
        let _ = (kind(cut), strip(cut), inspect(cut), metadata(cut));
    }
    for at in 0..bytes.len() {
        for byte in [0, 1, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] = byte;
            let _ = (strip(&damaged), inspect(&damaged), metadata(&damaged));
        }
    }
}

#[test]
fn other_brands_are_other_formats() {
    let kind_of = |brands: &[u8]| kind(&boxed(*b"ftyp", brands));
    assert_eq!(kind_of(b"heic\0\0\0\0mif1heic"), Some(Kind::Heif));
    assert_eq!(kind_of(b"mif1\0\0\0\0mif1avif"), Some(Kind::Avif));
    assert_eq!(kind_of(b"isom\0\0\0\0mp42"), None);
}
