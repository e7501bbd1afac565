//! Lists of pages as text that JSON holds as it is: for each page its distance from the one before,
//! five bits a letter with a sixth for “more follows”, then its weight as one letter.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Encodes pages, ascending, each with a weight below 64.
pub(super) fn encode(pages: impl Iterator<Item = (usize, u32)>) -> String {
    let mut text = String::new();
    let mut last = 0;
    for (page, weight) in pages {
        let mut distance = page - last;
        last = page;
        while distance >= 32 {
            text.push(letter(distance & 31 | 32));
            distance >>= 5;
        }
        text.push(letter(distance));
        text.push(letter(weight as usize));
    }
    text
}

fn letter(value: usize) -> char {
    char::from(LETTERS[value & 63])
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn small_distances_take_one_letter() {
        assert_eq!(
            encode([(0, 2), (1, 63), (33, 0), (1100, 5)].into_iter()),
            "ACB_gBArhBF"
        );
    }
}
