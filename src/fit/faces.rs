//! How wide characters are in the faces that slides bring along. `build/fonts.rs` takes the widths
//! from the faces; what they do not have, a machine draws in a face of its own, and its width is
//! guessed.

use std::sync::LazyLock;

/// The faces, in the order in which `build/fonts.rs` writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Face {
    Mono,
    MonoBold,
    Sans,
    SansBold,
    Serif,
    SerifBold,
    SerifItalic,
}

/// Characters below this one are looked up by their number.
const LOW: usize = 0x180;

static FACES: LazyLock<Vec<Widths>> =
    LazyLock::new(|| read(include_bytes!(concat!(env!("OUT_DIR"), "/advances.bin"))));

/// The widths of one face, in parts of its size.
#[derive(Debug, Default)]
struct Widths {
    /// By the number of the character; negative where the face has none.
    low: Vec<f32>,
    /// The others, sorted.
    rest: Vec<(u16, f32)>,
}

/// How wide a character is, in parts of the size of its text.
pub(super) fn width(face: Face, character: char) -> f32 {
    let known = FACES
        .get(face as usize)
        .and_then(|widths| widths.get(character));
    known.unwrap_or_else(|| guessed(character))
}

impl Widths {
    fn get(&self, character: char) -> Option<f32> {
        let number = character as usize;
        if let Some(width) = self.low.get(number) {
            return Some(*width).filter(|width| *width >= 0.0);
        }
        let number = u16::try_from(number).ok()?;
        let at = self
            .rest
            .binary_search_by_key(&number, |(number, _)| *number)
            .ok()?;
        Some(self.rest[at].1)
    }
}

/// The width of a character that the faces of slides do not have, in parts of an em.
fn guessed(character: char) -> f32 {
    match character {
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{64b}'..='\u{65f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' => 1.25,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{20000}'..='\u{3fffd}' => 1.0,
        _ if character.is_control() => 0.0,
        _ => 0.58,
    }
}

fn read(bytes: &[u8]) -> Vec<Widths> {
    let mut numbers = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let mut faces = Vec::new();
    while let (Some(units), Some(count)) = (numbers.next(), numbers.next()) {
        let scale = 1.0 / f32::from(units.max(1));
        let mut face = Widths {
            low: vec![-1.0; LOW],
            rest: Vec::new(),
        };
        for _ in 0..count {
            let (Some(character), Some(width)) = (numbers.next(), numbers.next()) else {
                break;
            };
            let width = f32::from(width) * scale;
            match face.low.get_mut(usize::from(character)) {
                Some(place) => *place = width,
                None => face.rest.push((character, width)),
            }
        }
        faces.push(face);
    }
    faces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_its_widths() {
        assert_eq!(FACES.len(), 7);
        let mono = |character| width(Face::Mono, character);
        assert!((mono('i') - 0.602).abs() < 0.001);
        assert!((mono('i') - mono('─')).abs() < f32::EPSILON);
        assert!(width(Face::Serif, 'i') < width(Face::Serif, 'W') / 2.0);
        assert!((width(Face::Serif, '漢') - 1.0).abs() < f32::EPSILON);
        assert!(width(Face::Serif, '\u{301}') < f32::EPSILON);
    }
}
