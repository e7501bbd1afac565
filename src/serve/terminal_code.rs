//! Draws QR codes on a terminal with half blocks: one character is two modules, one above the other.
//!
//! Black and white are set explicitly: the terminal's colours may be the wrong way round for a
//! code.

use qrcodegen::{QrCode, QrCodeEcc};

/// The quiet zone around a code, in modules: ISO/IEC 18004 asks for four.
const QUIET: i32 = 4;
/// Black on white, of the 256 colours that no theme changes.
const INK: &str = "\u{1b}[38;5;16;48;5;231m";
const END: &str = "\u{1b}[0m\n";

/// A code as lines. `None` for a text that is too long for any code.
pub(super) fn draw(text: &str) -> Option<String> {
    // A screen has neither folds nor coffee on it, and a smaller code fits into smaller windows.
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let side = -QUIET..code.size() + QUIET;
    let line = |y: i32| {
        let cells: String = side
            .clone()
            .map(|x| half(code.get_module(x, y), code.get_module(x, y + 1)))
            .collect();
        format!("{INK}{cells}{END}")
    };
    Some(side.clone().step_by(2).map(line).collect())
}

fn half(is_upper_dark: bool, is_lower_dark: bool) -> char {
    match (is_upper_dark, is_lower_dark) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a camera would see: rows of dark and light.
    fn seen(drawn: &str) -> Vec<Vec<bool>> {
        let lines = drawn.lines().map(|line| {
            line.strip_prefix(INK)
                .unwrap()
                .strip_suffix("\u{1b}[0m")
                .unwrap()
        });
        let rows = lines.flat_map(|line| {
            let upper = line.chars().map(|cell| matches!(cell, '█' | '▀')).collect();
            let lower = line.chars().map(|cell| matches!(cell, '█' | '▄')).collect();
            [upper, lower]
        });
        rows.collect()
    }

    #[test]
    fn every_module_is_drawn_within_a_quiet_zone() {
        let address = "http://192.168.178.20:4100/_lutrin/enter?key=abcdefgh23456789&to=/en/talks/a/deck/presenter/";
        let code = QrCode::encode_text(address, QrCodeEcc::Low).unwrap();
        let rows = seen(&draw(address).unwrap());
        let side = usize::try_from(code.size() + 2 * QUIET).unwrap();
        assert!(
            side <= 49 && rows.len() == side.next_multiple_of(2),
            "{side} modules fit into a small window"
        );
        for (y, row) in (-QUIET..).zip(&rows) {
            assert_eq!(row.len(), side);
            for (x, is_dark) in (-QUIET..).zip(row) {
                assert_eq!(*is_dark, code.get_module(x, y), "{x}, {y}");
            }
        }
        assert!(
            rows[..4].iter().flatten().all(|is_dark| !is_dark),
            "the quiet zone"
        );
    }

    #[test]
    fn what_no_code_can_hold_is_not_drawn() {
        assert_eq!(draw(&"x".repeat(5_000)), None);
    }
}
