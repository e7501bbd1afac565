//! The fonts of slides: faces from registry packages, with the characters and the features that
//! slides need, as web fonts.
//!
//! Copyright and licence stay in every file, as its names 0, 13 and 14. How wide their characters are
//! goes into the program as well, which measures slides without a browser.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use skera::{Plan, SubsetFlags};
use subsetter::GlyphRemapper;
use ttf2woff2::BrotliQuality;
use write_fonts::FontBuilder;
use write_fonts::read::collections::IntSet;
use write_fonts::read::types::{NameId, Tag};
use write_fonts::read::{FontRef, TableProvider};

/// Files of the theme, and the PostScript names of the faces that they are made of.
const FACES: [(&str, &str); 7] = [
    ("deck-mono", "DejaVuSansMono"),
    ("deck-mono-bold", "DejaVuSansMono-Bold"),
    ("deck-sans", "NotoSans"),
    ("deck-sans-bold", "NotoSans-Bold"),
    ("deck-serif", "LibertinusSerif-Regular"),
    ("deck-serif-bold", "LibertinusSerif-Bold"),
    ("deck-serif-italic", "LibertinusSerif-Italic"),
];

/// The first and the last of each range of characters: European languages in Latin letters, and
/// their punctuation.
const RANGES: [(char, char); 13] = [
    (' ', '~'),      // Latin
    ('\u{A0}', 'ſ'), // Latin-1 and Latin Extended-A
    ('Ș', 'ț'),      // Romanian
    ('ˆ', 'ˇ'),      // accents that stand alone
    ('˘', '˝'),
    ('\u{2009}', '\u{200A}'), // thin spaces
    ('‐', '―'),               // dashes
    ('‘', '„'),               // quotes
    ('†', '•'),               // daggers, bullet
    ('\u{202F}', '‰'),        // narrow space, per mille
    ('′', '″'),               // minutes and seconds
    ('‹', '›'),               // quotes
    ('←', '↕'),               // arrows
];

/// What slides point and count with.
const SIGNS: &str = "…⁄€№™⇐⇒⇔−√∞≈≠≤≥■□▲▶▸▼◆○●✓✔✗";

/// What trees and frames in code are drawn with.
const BOXES: (char, char) = ('─', '╿');

/// Features that browsers use by themselves, and figures as style sheets ask for them.
const FEATURES: [&[u8; 4]; 8] = [
    b"ccmp", b"kern", b"liga", b"lnum", b"locl", b"mark", b"pnum", b"tnum",
];

/// Tables that browsers do without. `CFF ` is cut down apart.
const LEFT_OUT: [&[u8; 4]; 8] = [
    b"CFF ", b"DSIG", b"FFTM", b"GDEX", b"JSTF", b"PfEd", b"gasp", b"kern",
];

/// Copyright, family, style, licence and its address.
const NAMES: [u16; 5] = [0, 1, 2, 13, 14];
const ENGLISH: u16 = 0x409;

/// The fonts, made in a folder unless this program has made them there already.
///
/// # Errors
/// When a package no longer has a face, or a face cannot be read or written.
pub fn make(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let program = env::current_exe()?.metadata()?.modified()?;
    let is_made = |file: &Path| {
        file.metadata()
            .and_then(|made| made.modified())
            .is_ok_and(|made| made > program)
    };
    let mut files = Vec::new();
    for (name, face) in FACES {
        let file = folder.join(format!("{name}.woff2"));
        if !is_made(&file) {
            let source = find(face).ok_or_else(|| format!("no package has the face {face}"))?;
            let small = reduced(source, face.contains("Mono"))?;
            // A build that is killed leaves no half of a font that counts as made.
            let unfinished = file.with_extension("unfinished");
            fs::write(
                &unfinished,
                ttf2woff2::encode(&small, BrotliQuality::from(11))?,
            )?;
            fs::rename(&unfinished, &file)?;
        }
        files.push(file);
    }
    Ok(files)
}

/// How wide the characters of slides are, face by face, in the order of the faces: the units of
/// an em and the number of characters, then each character with its width. All of them are numbers
/// of two bytes, the smaller one first.
///
/// # Errors
/// When a package no longer has a face, or a face cannot be read.
pub fn advances() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = Vec::new();
    for (_, name) in FACES {
        let face = find(name).ok_or_else(|| format!("no package has the face {name}"))?;
        let font = FontRef::new(face)?;
        let widths = widths(&font, name.contains("Mono"))?;
        let numbers = [font.head()?.units_per_em(), u16::try_from(widths.len())?].into_iter();
        let widths = widths
            .into_iter()
            .flat_map(|(character, width)| [character, width]);
        out.extend(numbers.chain(widths).flat_map(u16::to_le_bytes));
    }
    Ok(out)
}

/// The characters that a face has, with their widths.
fn widths(font: &FontRef<'_>, with_boxes: bool) -> Result<Vec<(u16, u16)>, Box<dyn Error>> {
    let (cmap, metrics) = (font.cmap()?, font.hmtx()?);
    let mut widths = Vec::new();
    for character in characters(with_boxes).iter() {
        let width = cmap
            .map_codepoint(character)
            .and_then(|glyph| metrics.advance(glyph));
        if let Some(width) = width {
            widths.push((u16::try_from(character)?, width));
        }
    }
    Ok(widths)
}

/// The characters of slides, in order.
fn characters(with_boxes: bool) -> IntSet<u32> {
    let mut characters = IntSet::<u32>::empty();
    characters.extend(SIGNS.chars().map(u32::from));
    for (first, last) in RANGES.into_iter().chain(with_boxes.then_some(BOXES)) {
        characters.insert_range(u32::from(first)..=u32::from(last));
    }
    characters
}

/// The face of a PostScript name.
fn find(face: &str) -> Option<&'static [u8]> {
    let mut faces = typst_assets::fonts().chain([notosans::REGULAR_TTF, notosans::BOLD_TTF]);
    faces.find(|bytes| FontRef::new(bytes).is_ok_and(|font| is_called(&font, face)))
}

fn is_called(font: &FontRef<'_>, face: &str) -> bool {
    const POSTSCRIPT: NameId = NameId::new(6);
    font.name().is_ok_and(|names| {
        names.name_record().iter().any(|record| {
            let text = record.string(names.string_data());
            record.name_id() == POSTSCRIPT && text.is_ok_and(|text| text.chars().eq(face.chars()))
        })
    })
}

/// A face with the characters and features of slides, and all that these need.
fn reduced(face: &[u8], with_boxes: bool) -> Result<Vec<u8>, Box<dyn Error>> {
    let font = FontRef::new(face)?;
    let plan = Plan::new(
        &IntSet::empty(),
        &characters(with_boxes),
        &font,
        SubsetFlags::SUBSET_FLAGS_NO_HINTING | SubsetFlags::SUBSET_FLAGS_NO_BIDI_CLOSURE,
        &tags(&LEFT_OUT),
        &tags(&[b"DFLT", b"latn"]),
        &tags(&FEATURES),
        &NAMES.into_iter().map(NameId::new).collect(),
        &[ENGLISH].into_iter().collect(),
    );
    let small = skera::subset_font(&font, &plan)?;
    let outlines = Tag::new(b"CFF ");
    if font.table_data(outlines).is_none() {
        return Ok(small);
    }
    // skera leaves PostScript outlines to others; subsetter knows nothing but outlines.
    let with_outlines = subsetter::subset(face, 0, &glyphs(&plan)?)?;
    let with_outlines = FontRef::new(&with_outlines)?;
    let table = with_outlines
        .table_data(outlines)
        .ok_or("a face has lost its outlines")?;
    let mut whole = FontBuilder::new();
    whole.add_raw(outlines, table.as_bytes());
    Ok(whole.copy_missing_tables(FontRef::new(&small)?).build())
}

/// The glyphs that a plan keeps, in their new order.
fn glyphs(plan: &Plan) -> Result<GlyphRemapper, Box<dyn Error>> {
    let mut kept: Vec<_> = plan.old_to_new_glyph_mapping().collect();
    kept.sort_unstable_by_key(|(_, new)| new.to_u32());
    let mut glyphs = GlyphRemapper::new();
    for (old, new) in kept {
        if u32::from(glyphs.remap(u16::try_from(old.to_u32())?)) != new.to_u32() {
            return Err("a plan leaves a gap between two glyphs".into());
        }
    }
    Ok(glyphs)
}

fn tags(tags: &[&[u8; 4]]) -> IntSet<Tag> {
    tags.iter().map(|tag| Tag::new(tag)).collect()
}
