//! AVIF and HEIC (ISO/IEC 14496-12 and 23008-12): boxes within boxes, and items that stand
//! somewhere in the file, found by a table.
//!
//! Metadata are overwritten where they stand, so that no offset in the file changes.

use std::ops::Range;

use super::disclosure::Block;
use super::{Kind, Traits};

/// What an overwritten item of EXIF is filled with: an offset of 0, and a block of TIFF without an
/// entry.
const NO_EXIF: &[u8] = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0";

/// How deep boxes stand in each other at most.
const DEEPEST: usize = 3;

/// A box: its name, and where its content stands.
#[derive(Debug, Clone)]
struct Found {
    name: [u8; 4],
    start: usize,
    content: Range<usize>,
}

/// The kinds of metadata that items and boxes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hidden {
    Exif,
    /// XMP, or anything else in the form of a document.
    Document,
    /// The content of a box of a program's own.
    OwnBox,
    /// The name of such a box: it becomes free space.
    Name,
}

/// A stretch of the file that holds metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    hidden: Hidden,
    range: Range<usize>,
}

impl Stretch {
    /// What is to stand there, of the same length.
    fn blank(&self) -> Vec<u8> {
        let length = self.range.len();
        let (start, filler) = match self.hidden {
            Hidden::Exif if length >= NO_EXIF.len() => (NO_EXIF, 0),
            Hidden::Name => (b"free".as_slice(), 0),
            Hidden::Document => (b"".as_slice(), b' '),
            Hidden::Exif | Hidden::OwnBox => (b"".as_slice(), 0),
        };
        let mut out = start.to_vec();
        out.resize(length, filler);
        out
    }

    fn is_blank(&self, bytes: &[u8]) -> bool {
        bytes.get(self.range.clone()) == Some(&self.blank())
    }
}

/// Which of the formats in boxes a file is, by the brands at its start; `None` for films and for
/// files in other forms.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let has = |wanted: &[&[u8; 4]]| brands(bytes).any(|brand| wanted.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        return Some(Kind::Avif);
    }
    let heif: &[&[u8; 4]] = &[
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
    ];
    has(heif).then_some(Kind::Heif)
}

/// The brands that a file says it is of; none where it is in another form.
pub(super) fn brands(bytes: &[u8]) -> impl Iterator<Item = &[u8; 4]> {
    let is_file = bytes.get(4..8) == Some(b"ftyp");
    let length = long(bytes, 0).unwrap_or_default().min(bytes.len());
    let brands = bytes.get(8..length.max(8)).filter(|_| is_file);
    let (brands, _) = brands.unwrap_or_default().as_chunks();
    // The second of them is a version.
    brands
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != 1)
        .map(|(_, brand)| brand)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(
        *bytes.get(at..)?.first_chunk()?,
    )))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?)).ok()
}

/// The boxes in a stretch, one after the other, as far as they are whole.
fn boxes(bytes: &[u8], within: Range<usize>) -> impl Iterator<Item = Found> {
    let mut at = within.start;
    std::iter::from_fn(move || {
        let head = bytes.get(at..within.end)?;
        let name = *head.get(4..)?.first_chunk()?;
        let (header, length) = match long(head, 0)? {
            0 => (8, head.len()),
            1 => {
                let length = u64::from_be_bytes(*head.get(8..)?.first_chunk()?);
                (16, usize::try_from(length).ok()?)
            }
            length => (8, length),
        };
        let end = at.checked_add(length).filter(|end| *end <= within.end)?;
        let content = at.checked_add(header).filter(|start| *start <= end)?..end;
        let start = at;
        at = end;
        Some(Found {
            name,
            start,
            content,
        })
    })
}

/// A reader of numbers of several lengths.
struct Numbers<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Numbers<'_> {
    /// A number of so many bytes, eight at most.
    fn take(&mut self, length: usize) -> Option<usize> {
        let end = self.at.checked_add(length)?;
        let digits = self.bytes.get(self.at..end).filter(|_| length <= 8)?;
        self.at = end;
        let number = digits
            .iter()
            .fold(0_u64, |number, digit| number << 8 | u64::from(*digit));
        usize::try_from(number).ok()
    }
}

/// What is hidden in the items of a `meta` box.
fn items(bytes: &[u8], meta: &Found) -> Option<Vec<Stretch>> {
    let inside = meta.content.start.checked_add(4)?..meta.content.end;
    let child = |name: &[u8; 4]| boxes(bytes, inside.clone()).find(|found| found.name == *name);
    let Some((infos, places)) = child(b"iinf").zip(child(b"iloc")) else {
        return Some(Vec::new());
    };
    let hidden = hidden_items(bytes, &infos)?;
    if hidden.is_empty() {
        return Some(Vec::new());
    }
    let data = child(b"idat").map(|found| found.content);
    let mut stretches = Vec::new();
    let mut others = Vec::new();
    for (item, range) in extents(bytes, &places, data.as_ref())? {
        match hidden.iter().find(|(number, _)| *number == item) {
            Some(_) if range.is_empty() => return None,
            Some((_, hidden)) => stretches.push(Stretch {
                hidden: *hidden,
                range,
            }),
            None => others.push(range),
        }
    }
    let is_apart =
        |one: &Range<usize>, other: &Range<usize>| one.end <= other.start || other.end <= one.start;
    let are_apart = stretches
        .iter()
        .all(|stretch| others.iter().all(|other| is_apart(&stretch.range, other)));
    are_apart.then_some(stretches)
}

/// The numbers of the items that hold metadata.
fn hidden_items(bytes: &[u8], infos: &Found) -> Option<Vec<(usize, Hidden)>> {
    let version = *bytes.get(infos.content.start)?;
    let first = infos.content.start + if version == 0 { 6 } else { 8 };
    let mut hidden = Vec::new();
    for info in boxes(bytes, first..infos.content.end).filter(|info| info.name == *b"infe") {
        let content = bytes.get(info.content)?;
        let (number, kind) = match content.first()? {
            2 => (short(content, 4)?, content.get(8..12)?),
            3 => (long(content, 4)?, content.get(10..14)?),
            // Older tables say nothing of what an item is.
            _ => return None,
        };
        match kind {
            b"Exif" => hidden.push((number, Hidden::Exif)),
            b"mime" | b"uri " => hidden.push((number, Hidden::Document)),
            _ => {}
        }
    }
    Some(hidden)
}

/// Where the items stand, each stretch with the number of its item. `None` where the table is
/// damaged, or says it in a way that is not read here.
fn extents(
    bytes: &[u8],
    places: &Found,
    data: Option<&Range<usize>>,
) -> Option<Vec<(usize, Range<usize>)>> {
    let table = bytes.get(places.content.clone())?;
    let version = *table.first().filter(|version| **version <= 2)?;
    let wide = if version == 2 { 4 } else { 2 };
    let mut numbers = Numbers {
        bytes: table,
        at: 4,
    };
    let (lengths, bases) = (numbers.take(1)?, numbers.take(1)?);
    let index = if version == 0 { 0 } else { bases & 15 };
    let count = numbers.take(wide)?;
    let mut found = Vec::new();
    for _ in 0..count {
        let item = numbers.take(wide)?;
        let method = if version == 0 {
            0
        } else {
            numbers.take(2)? & 15
        };
        let _file = numbers.take(2)?;
        let base = numbers.take(bases >> 4)?;
        for _ in 0..numbers.take(2)? {
            numbers.take(index)?;
            let offset = base.checked_add(numbers.take(lengths >> 4)?)?;
            let length = numbers.take(lengths & 15)?;
            let start = match method {
                0 => offset,
                1 => data?.start.checked_add(offset)?,
                // An item in another one, at no place of its own.
                _ => {
                    found.push((item, 0..0));
                    continue;
                }
            };
            let range = start..start.checked_add(length)?;
            bytes.get(range.clone()).filter(|part| !part.is_empty())?;
            found.push((item, range));
        }
    }
    Some(found)
}

/// The boxes at the top of a file that show its picture, or that are empty.
const OF_PICTURES: [&[u8; 4]; 6] = [b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip"];

/// All metadata in the file; `None` where they cannot be told from the rest.
fn stretches(bytes: &[u8]) -> Option<Vec<Stretch>> {
    let mut found = Vec::new();
    gather(bytes, 0..bytes.len(), 0, &mut found)?;
    // What is behind the last box is in none.
    let end = boxes(bytes, 0..bytes.len())
        .last()
        .map_or(0, |last| last.content.end);
    (end == bytes.len()).then_some(found)
}

/// A box that goes: its name becomes that of free space.
fn erase(inner: Found, found: &mut Vec<Stretch>) {
    let name = inner.start + 4..inner.start + 8;
    for (hidden, range) in [(Hidden::Name, name), (Hidden::OwnBox, inner.content)] {
        found.push(Stretch { hidden, range });
    }
}

fn gather(
    bytes: &[u8],
    within: Range<usize>,
    depth: usize,
    found: &mut Vec<Stretch>,
) -> Option<()> {
    for inner in boxes(bytes, within) {
        match &inner.name {
            b"uuid" | b"udta" => erase(inner, found),
            b"meta" if depth < DEEPEST => {
                found.extend(items(bytes, &inner)?);
                let inside = inner.content.start + 4..inner.content.end;
                gather(bytes, inside, depth + 1, found)?;
            }
            b"moov" | b"trak" if depth < DEEPEST => gather(bytes, inner.content, depth + 1, found)?,
            // The film of a moving photograph, and whatever else is beside the picture.
            _ if depth == 0 && !OF_PICTURES.contains(&&inner.name) => erase(inner, found),
            _ => {}
        }
    }
    Some(())
}

/// What an AVIF says. It is never made smaller here.
pub(super) fn inspect(bytes: &[u8]) -> Traits {
    let stretches = stretches(bytes);
    Traits {
        orientation: 1,
        resizable: false,
        lossless: false,
        has_metadata: stretches.is_none_or(|found| !found.iter().all(|one| one.is_blank(bytes))),
    }
}

pub(super) fn strip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.to_vec();
    for stretch in stretches(bytes)? {
        out.get_mut(stretch.range.clone())?
            .copy_from_slice(&stretch.blank());
    }
    Some(out)
}

/// Whether [`strip`] gives anything.
pub(super) fn can_strip(bytes: &[u8]) -> bool {
    stretches(bytes).is_some()
}

pub(super) fn metadata(bytes: &[u8]) -> Option<Vec<Block<'_>>> {
    let block = |stretch: &Stretch| {
        let content = bytes.get(stretch.range.clone())?;
        Some(match stretch.hidden {
            // The offset of the block, counted from behind itself.
            Hidden::Exif => Block::Exif(content.get(4 + long(content, 0)?..)?),
            Hidden::Document | Hidden::OwnBox => Block::Xmp(content),
            Hidden::Name => return None,
        })
    };
    Some(stretches(bytes)?.iter().filter_map(block).collect())
}

#[cfg(test)]
mod tests;
