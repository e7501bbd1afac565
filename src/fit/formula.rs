//! How much room a formula takes: a guess from its `MathML`, since the faces of formulas are the
//! machine's own. Lengths are in em.

use crate::html::tokens::{Token, tokens};

/// What a sign takes with the room around it.
const SIGN: f32 = 1.2;
/// A sum or an integral that stands apart.
const LARGE_SIGN: f32 = 1.6;

/// How high a formula is that stands apart.
pub(super) fn height(mathml: &str) -> f32 {
    read(mathml).0
}

/// How wide a formula in a line is, and what it adds to the height of its paragraph, in units.
pub(super) fn inline(mathml: &str) -> (f32, f32) {
    let (height, wide) = read(mathml);
    (wide, ((height - 1.7) * 1.45).max(0.0))
}

struct Open {
    name: String,
    parts: Vec<f32>,
}

fn read(mathml: &str) -> (f32, f32) {
    let (mut open, mut wide) = (Vec::<Open>::new(), 0.0_f32);
    let mut whole = SIGN;
    for token in tokens(mathml) {
        match token {
            Token::Start(tag) if !tag.is_self_closing => {
                let name = tag.name.into_owned();
                open.push(Open {
                    name,
                    parts: Vec::new(),
                });
            }
            Token::End(_) => {
                let Some(closed) = open.pop() else { continue };
                let height = closed.height();
                match open.last_mut() {
                    Some(around) => around.parts.push(height),
                    None => whole = whole.max(height),
                }
            }
            Token::Text(text) => {
                let Some(within) = open.last_mut() else {
                    continue;
                };
                if within.name.starts_with("annotation") {
                    continue;
                }
                let text = text.decoded();
                let is_large = text.trim().contains(['∑', '∏', '∫', '⋃', '⋂']);
                within.parts.push(if is_large { LARGE_SIGN } else { SIGN });
                wide += 0.55
                    * f32::from(u16::try_from(text.trim().chars().count()).unwrap_or(u16::MAX));
            }
            _ => {}
        }
    }
    (whole, wide)
}

impl Open {
    fn height(&self) -> f32 {
        let highest = self.parts.iter().copied().fold(0.0, f32::max);
        let sum: f32 = self.parts.iter().sum();
        let first = self.parts.first().copied().unwrap_or_default();
        match &*self.name {
            "annotation" | "annotation-xml" => 0.0,
            "mfrac" | "mtable" => sum + 0.2,
            "munder" | "mover" | "munderover" => first + (sum - first) * 0.65,
            "msub" | "msup" | "msubsup" => first + 0.2,
            "msqrt" | "mroot" => highest + 0.15,
            _ => highest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_higher_than_signs() {
        let sign = height("<math><mi>x</mi></math>");
        let fraction = height("<math><mfrac><mi>x</mi><mi>y</mi></mfrac></math>");
        let rows = height(
            "<math><mtable><mtr><mtd><mi>x</mi></mtd></mtr><mtr><mtd><mi>y</mi></mtd></mtr></mtable></math>",
        );
        assert!(
            sign < 1.5 && fraction > 2.0 && rows > 2.0,
            "{sign} {fraction} {rows}"
        );
        assert!(inline("<math><mi>x</mi><mo>+</mo><mi>y</mi></math>").1 < f32::EPSILON);
    }
}
