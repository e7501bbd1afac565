//! Pixels as indexes into a palette, and fewer colours where nobody sees the difference.
//!
//! Knows nothing of what is painted.

use std::collections::HashMap;

type Colour = [u8; 3];

/// By how much a channel of a colour may differ from what was painted. Edges of letters are blends of
/// two colours; at this distance a blend cannot be told from its neighbour.
const TOLERANCE: u8 = 16;

/// A picture of at most 256 colours.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Indexed {
    pub(super) palette: Vec<Colour>,
    /// An index for each pixel, line by line.
    indexes: Vec<u8>,
    /// Pixels in a line.
    width: usize,
}

impl Indexed {
    /// From pixels of four bytes, the last of which is not looked at. Colours beyond the first 256
    /// take the nearest one of those.
    pub(super) fn from_rgba(pixels: &[u8], width: usize) -> Self {
        let mut picture = Self {
            palette: Vec::new(),
            indexes: Vec::with_capacity(pixels.len() / 4),
            width,
        };
        let mut known: HashMap<Colour, u8> = HashMap::new();
        let mut before: &[u8] = &[];
        for line in pixels.chunks_exact(4 * width) {
            // Most lines of a card are those above them again.
            if line == before {
                let start = picture.indexes.len() - width;
                picture.indexes.extend_from_within(start..);
            } else {
                picture.push_line(line, &mut known);
            }
            before = line;
        }
        picture
    }

    fn push_line(&mut self, line: &[u8], known: &mut HashMap<Colour, u8>) {
        let mut last = ([0; 4], None);
        for pixel in line.as_chunks::<4>().0 {
            let index = match last {
                (before, Some(index)) if before == *pixel => index,
                _ => self.index_of([pixel[0], pixel[1], pixel[2]], known),
            };
            self.indexes.push(index);
            last = (*pixel, Some(index));
        }
    }

    fn index_of(&mut self, colour: Colour, known: &mut HashMap<Colour, u8>) -> u8 {
        *known
            .entry(colour)
            .or_insert_with(|| match u8::try_from(self.palette.len()) {
                Ok(index) => {
                    self.palette.push(colour);
                    index
                }
                Err(_) => nearest(&self.palette, colour),
            })
    }

    /// The picture in at most 16 colours, if none differs by more than the tolerance.
    pub(super) fn reduced(&self) -> Option<Self> {
        let palette = spread(&self.palette, 16);
        let map: Vec<u8> = self
            .palette
            .iter()
            .map(|colour| nearest(&palette, *colour))
            .collect();
        let is_near = |(colour, index): (&Colour, &u8)| {
            let chosen = &palette[usize::from(*index)];
            let mut channels = colour.iter().zip(chosen);
            channels.all(|(a, b)| a.abs_diff(*b) <= TOLERANCE)
        };
        self.palette.iter().zip(&map).all(is_near).then(|| Self {
            indexes: self
                .indexes
                .iter()
                .map(|index| map[usize::from(*index)])
                .collect(),
            palette,
            width: self.width,
        })
    }

    /// Whether two pixels fit into a byte.
    pub(super) fn fits_four_bits(&self) -> bool {
        self.palette.len() <= 16 && self.width.is_multiple_of(2)
    }

    /// The lines as PNG has them, each behind the number of its filter: none, since indexes are no
    /// amounts (PNG, third edition, 12.7).
    pub(super) fn lines(&self) -> Vec<u8> {
        let mut lines = Vec::with_capacity(self.indexes.len() + self.indexes.len() / self.width);
        for line in self.indexes.chunks_exact(self.width) {
            lines.push(0);
            if self.fits_four_bits() {
                let pairs = line.as_chunks::<2>().0;
                lines.extend(pairs.iter().map(|[left, right]| left << 4 | right));
            } else {
                lines.extend_from_slice(line);
            }
        }
        lines
    }
}

/// At most `count` of some colours, each as far from those before it as can be: the first is the
/// ground.
fn spread(colours: &[Colour], count: usize) -> Vec<Colour> {
    let mut chosen: Vec<Colour> = colours.first().copied().into_iter().collect();
    let mut distances = vec![u32::MAX; colours.len()];
    while let Some(last) = chosen.last().filter(|_| chosen.len() < count) {
        for (known, colour) in distances.iter_mut().zip(colours) {
            *known = (*known).min(distance(*last, *colour));
        }
        let farthest = distances
            .iter()
            .zip(colours)
            .max_by_key(|(known, _)| **known);
        match farthest {
            Some((known, colour)) if *known > 0 => chosen.push(*colour),
            _ => break,
        }
    }
    chosen
}

fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    (0_u8..=255)
        .zip(palette)
        .min_by_key(|(_, other)| distance(**other, colour))
        .map_or(0, |(index, _)| index)
}

fn distance(one: Colour, other: Colour) -> u32 {
    let channels = one.into_iter().zip(other);
    channels.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels of grey.
    fn greys(levels: &[u8]) -> Vec<u8> {
        let pixels = levels
            .iter()
            .flat_map(|level| [*level, *level, *level, 255]);
        pixels.collect()
    }

    #[test]
    fn every_pixel_keeps_its_colour() {
        let levels = [250, 250, 0, 9, 250, 250, 0, 9, 9, 0, 250, 7];
        let picture = Indexed::from_rgba(&greys(&levels), 4);
        let back = |index: &u8| picture.palette[usize::from(*index)][0];
        let found: Vec<u8> = picture.indexes.iter().map(back).collect();
        assert_eq!(found, levels);
    }

    #[test]
    fn blends_are_reduced_within_the_tolerance_and_two_pixels_share_a_byte() {
        let levels: Vec<u8> = (0..=255).collect();
        let picture = Indexed::from_rgba(&greys(&levels), 16);
        assert_eq!(picture.palette.len(), 256);
        assert!(!picture.fits_four_bits());
        assert_eq!(picture.lines().len(), 16 * 17);
        let reduced = picture.reduced().unwrap();
        assert_eq!(reduced.palette.len(), 16);
        assert_eq!(reduced.lines().len(), 16 * 9);
        for (level, index) in levels.iter().zip(&reduced.indexes) {
            let shown = reduced.palette[usize::from(*index)][0];
            assert!(
                level.abs_diff(shown) <= TOLERANCE,
                "{level} is shown as {shown}"
            );
        }
    }

    #[test]
    fn many_colours_stay() {
        let pixels: Vec<u8> = (0..64_u8)
            .flat_map(|n| [(n & 3) * 80, (n >> 2 & 3) * 80, (n >> 4) * 80, 255])
            .collect();
        let picture = Indexed::from_rgba(&pixels, 8);
        assert_eq!(picture.reduced(), None);
    }

    #[test]
    fn more_colours_than_a_palette_has_take_the_nearest() {
        let pixels: Vec<u8> = (0..600_u16)
            .flat_map(|n| {
                [
                    u8::try_from(n / 3).unwrap(),
                    u8::try_from(n % 3).unwrap(),
                    0,
                    255,
                ]
            })
            .collect();
        let picture = Indexed::from_rgba(&pixels, 600);
        assert_eq!(picture.palette.len(), 256);
        assert_eq!(picture.indexes.len(), 600);
    }
}
