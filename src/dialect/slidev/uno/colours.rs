//! The colours of `UnoCSS` by their names: `orange-500`, `red/50`, `#0b3d5c`.

/// The shades that each name has.
const SHADES: [u32; 11] = [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950];
/// The shade of a name that stands alone.
const USUAL: u32 = 400;
/// Other names of the same colours.
const SAME: [(&str, &str); 5] = [
    ("lightblue", "sky"),
    ("warmgray", "stone"),
    ("truegray", "neutral"),
    ("coolgray", "gray"),
    ("bluegray", "slate"),
];
/// The colours in the order of the shades, as digits.
const NAMES: [(&str, &str); 24] = [
    (
        "amber",
        "fffbeb fef3c7 fde68a fcd34d fbbf24 f59e0b d97706 b45309 92400e 78350f 451a03",
    ),
    (
        "blue",
        "eff6ff dbeafe bfdbfe 93c5fd 60a5fa 3b82f6 2563eb 1d4ed8 1e40af 1e3a8a 172554",
    ),
    (
        "cyan",
        "ecfeff cffafe a5f3fc 67e8f9 22d3ee 06b6d4 0891b2 0e7490 155e75 164e63 083344",
    ),
    (
        "dark",
        "4a4a4a 3c3c3c 323232 2d2d2d 222222 1f1f1f 1c1c1e 1b1b1b 181818 0f0f0f 080808",
    ),
    (
        "emerald",
        "ecfdf5 d1fae5 a7f3d0 6ee7b7 34d399 10b981 059669 047857 065f46 064e3b 022c22",
    ),
    (
        "fuchsia",
        "fdf4ff fae8ff f5d0fe f0abfc e879f9 d946ef c026d3 a21caf 86198f 701a75 4a044e",
    ),
    (
        "gray",
        "f9fafb f3f4f6 e5e7eb d1d5db 9ca3af 6b7280 4b5563 374151 1f2937 111827 030712",
    ),
    (
        "green",
        "f0fdf4 dcfce7 bbf7d0 86efac 4ade80 22c55e 16a34a 15803d 166534 14532d 052e16",
    ),
    (
        "indigo",
        "eef2ff e0e7ff c7d2fe a5b4fc 818cf8 6366f1 4f46e5 4338ca 3730a3 312e81 1e1b4b",
    ),
    (
        "light",
        "fdfdfd fcfcfc fafafa f8f9fa f6f6f6 f2f2f2 f1f3f5 e9ecef dee2e6 dde1e3 d8dcdf",
    ),
    (
        "lime",
        "f7fee7 ecfccb d9f99d bef264 a3e635 84cc16 65a30d 4d7c0f 3f6212 365314 1a2e05",
    ),
    (
        "neutral",
        "fafafa f5f5f5 e5e5e5 d4d4d4 a3a3a3 737373 525252 404040 262626 171717 0a0a0a",
    ),
    (
        "orange",
        "fff7ed ffedd5 fed7aa fdba74 fb923c f97316 ea580c c2410c 9a3412 7c2d12 431407",
    ),
    (
        "pink",
        "fdf2f8 fce7f3 fbcfe8 f9a8d4 f472b6 ec4899 db2777 be185d 9d174d 831843 500724",
    ),
    (
        "purple",
        "faf5ff f3e8ff e9d5ff d8b4fe c084fc a855f7 9333ea 7e22ce 6b21a8 581c87 3b0764",
    ),
    (
        "red",
        "fef2f2 fee2e2 fecaca fca5a5 f87171 ef4444 dc2626 b91c1c 991b1b 7f1d1d 450a0a",
    ),
    (
        "rose",
        "fff1f2 ffe4e6 fecdd3 fda4af fb7185 f43f5e e11d48 be123c 9f1239 881337 4c0519",
    ),
    (
        "sky",
        "f0f9ff e0f2fe bae6fd 7dd3fc 38bdf8 0ea5e9 0284c7 0369a1 075985 0c4a6e 082f49",
    ),
    (
        "slate",
        "f8fafc f1f5f9 e2e8f0 cbd5e1 94a3b8 64748b 475569 334155 1e293b 0f172a 020617",
    ),
    (
        "stone",
        "fafaf9 f5f5f4 e7e5e4 d6d3d1 a8a29e 78716c 57534e 44403c 292524 1c1917 0c0a09",
    ),
    (
        "teal",
        "f0fdfa ccfbf1 99f6e4 5eead4 2dd4bf 14b8a6 0d9488 0f766e 115e59 134e4a 042f2e",
    ),
    (
        "violet",
        "f5f3ff ede9fe ddd6fe c4b5fd a78bfa 8b5cf6 7c3aed 6d28d9 5b21b6 4c1d95 2e1065",
    ),
    (
        "yellow",
        "fefce8 fef9c3 fef08a fde047 facc15 eab308 ca8a04 a16207 854d0e 713f12 422006",
    ),
    (
        "zinc",
        "fafafa f4f4f5 e4e4e7 d4d4d8 a1a1aa 71717a 52525b 3f3f46 27272a 18181b 09090b",
    ),
];

/// A colour of `UnoCSS`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Colour {
    /// As CSS writes it.
    pub(super) css: String,
    /// Whether words of this colour can be read on light and on dark paper. Others are for a ground
    /// of their own.
    pub(super) is_for_text: bool,
}

/// Reads a colour; `None` where the text is none.
pub(super) fn colour(text: &str) -> Option<Colour> {
    let (name, share) = match text.split_once('/') {
        Some((name, share)) => (
            name,
            Some(share.parse::<u32>().ok().filter(|it| *it <= 100)?),
        ),
        None => (text, None),
    };
    let hex = literal(name).or_else(|| named(name).map(str::to_owned))?;
    let is_for_text = (0.03..=0.6).contains(&luminance(&hex)?);
    let share = share.map_or_else(String::new, |share| format!("{:02x}", share * 255 / 100));
    (share.is_empty() || hex.len() == 6).then(|| Colour {
        css: format!("#{hex}{share}"),
        is_for_text,
    })
}

/// The digits of a colour that is written as a number.
fn literal(text: &str) -> Option<String> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let text = bare.unwrap_or(text);
    let digits = text.strip_prefix('#').or(text.strip_prefix("hex-"))?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    match digits.len() {
        3 | 4 if is_hex => Some(digits.chars().flat_map(|digit| [digit, digit]).collect()),
        6 | 8 if is_hex => Some(digits.to_owned()),
        _ => None,
    }
}

fn named(text: &str) -> Option<&'static str> {
    match text {
        "white" => return Some("ffffff"),
        "black" => return Some("000000"),
        _ => {}
    }
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let shade = match &text[letters.len()..] {
        "" if !letters.ends_with('-') => USUAL,
        digits => digits.parse().ok()?,
    };
    // `red-5` is `red-500`.
    let shade = if shade < 10 { shade * 100 } else { shade };
    let name = letters.strip_suffix('-').unwrap_or(letters);
    let name = SAME
        .iter()
        .find(|(other, _)| *other == name)
        .map_or(name, |(_, same)| *same);
    let at = SHADES.iter().position(|known| *known == shade)?;
    let (_, shades) = NAMES.iter().find(|(known, _)| *known == name)?;
    shades.split(' ').nth(at)
}

/// How light a colour is, from 0 to 1, as contrast is counted.
fn luminance(hex: &str) -> Option<f32> {
    let part = |at: usize| {
        let value = u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()?;
        let share = f32::from(value) / 255.0;
        Some(if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        })
    };
    Some(0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_by_their_names() {
        let css = |text: &str| colour(text).map(|colour| colour.css);
        for (text, expected) in [
            ("orange-500", Some("#f97316")),
            ("orange-5", Some("#f97316")),
            ("red", Some("#f87171")),
            ("warmgray-500", Some("#78716c")),
            ("teal-600/50", Some("#0d94887f")),
            ("[#0b3d5c]", Some("#0b3d5c")),
            ("#abc", Some("#aabbcc")),
            ("red-550", None),
            ("center", None),
            ("red-", None),
            ("#12", None),
        ] {
            assert_eq!(css(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn very_light_and_very_dark_words_need_their_own_ground() {
        for (text, is_for_text) in [
            ("white", false),
            ("black", false),
            ("gray-100", false),
            ("gray-900", false),
            ("gray-500", true),
            ("orange-500", true),
            ("teal-700", true),
        ] {
            assert_eq!(colour(text).unwrap().is_for_text, is_for_text, "{text}");
        }
    }
}
