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
#[rustfmt::skip]
const NAMES: [(&str, [u32; 11]); 24] = [
    ("amber", [0xfffbeb, 0xfef3c7, 0xfde68a, 0xfcd34d, 0xfbbf24, 0xf59e0b, 0xd97706, 0xb45309, 0x92400e, 0x78350f, 0x451a03]),
    ("blue", [0xeff6ff, 0xdbeafe, 0xbfdbfe, 0x93c5fd, 0x60a5fa, 0x3b82f6, 0x2563eb, 0x1d4ed8, 0x1e40af, 0x1e3a8a, 0x172554]),
    ("cyan", [0xecfeff, 0xcffafe, 0xa5f3fc, 0x67e8f9, 0x22d3ee, 0x06b6d4, 0x0891b2, 0x0e7490, 0x155e75, 0x164e63, 0x083344]),
    ("dark", [0x4a4a4a, 0x3c3c3c, 0x323232, 0x2d2d2d, 0x222222, 0x1f1f1f, 0x1c1c1e, 0x1b1b1b, 0x181818, 0x0f0f0f, 0x080808]),
    ("emerald", [0xecfdf5, 0xd1fae5, 0xa7f3d0, 0x6ee7b7, 0x34d399, 0x10b981, 0x059669, 0x047857, 0x065f46, 0x064e3b, 0x022c22]),
    ("fuchsia", [0xfdf4ff, 0xfae8ff, 0xf5d0fe, 0xf0abfc, 0xe879f9, 0xd946ef, 0xc026d3, 0xa21caf, 0x86198f, 0x701a75, 0x4a044e]),
    ("gray", [0xf9fafb, 0xf3f4f6, 0xe5e7eb, 0xd1d5db, 0x9ca3af, 0x6b7280, 0x4b5563, 0x374151, 0x1f2937, 0x111827, 0x030712]),
    ("green", [0xf0fdf4, 0xdcfce7, 0xbbf7d0, 0x86efac, 0x4ade80, 0x22c55e, 0x16a34a, 0x15803d, 0x166534, 0x14532d, 0x052e16]),
    ("indigo", [0xeef2ff, 0xe0e7ff, 0xc7d2fe, 0xa5b4fc, 0x818cf8, 0x6366f1, 0x4f46e5, 0x4338ca, 0x3730a3, 0x312e81, 0x1e1b4b]),
    ("light", [0xfdfdfd, 0xfcfcfc, 0xfafafa, 0xf8f9fa, 0xf6f6f6, 0xf2f2f2, 0xf1f3f5, 0xe9ecef, 0xdee2e6, 0xdde1e3, 0xd8dcdf]),
    ("lime", [0xf7fee7, 0xecfccb, 0xd9f99d, 0xbef264, 0xa3e635, 0x84cc16, 0x65a30d, 0x4d7c0f, 0x3f6212, 0x365314, 0x1a2e05]),
    ("neutral", [0xfafafa, 0xf5f5f5, 0xe5e5e5, 0xd4d4d4, 0xa3a3a3, 0x737373, 0x525252, 0x404040, 0x262626, 0x171717, 0x0a0a0a]),
    ("orange", [0xfff7ed, 0xffedd5, 0xfed7aa, 0xfdba74, 0xfb923c, 0xf97316, 0xea580c, 0xc2410c, 0x9a3412, 0x7c2d12, 0x431407]),
    ("pink", [0xfdf2f8, 0xfce7f3, 0xfbcfe8, 0xf9a8d4, 0xf472b6, 0xec4899, 0xdb2777, 0xbe185d, 0x9d174d, 0x831843, 0x500724]),
    ("purple", [0xfaf5ff, 0xf3e8ff, 0xe9d5ff, 0xd8b4fe, 0xc084fc, 0xa855f7, 0x9333ea, 0x7e22ce, 0x6b21a8, 0x581c87, 0x3b0764]),
    ("red", [0xfef2f2, 0xfee2e2, 0xfecaca, 0xfca5a5, 0xf87171, 0xef4444, 0xdc2626, 0xb91c1c, 0x991b1b, 0x7f1d1d, 0x450a0a]),
    ("rose", [0xfff1f2, 0xffe4e6, 0xfecdd3, 0xfda4af, 0xfb7185, 0xf43f5e, 0xe11d48, 0xbe123c, 0x9f1239, 0x881337, 0x4c0519]),
    ("sky", [0xf0f9ff, 0xe0f2fe, 0xbae6fd, 0x7dd3fc, 0x38bdf8, 0x0ea5e9, 0x0284c7, 0x0369a1, 0x075985, 0x0c4a6e, 0x082f49]),
    ("slate", [0xf8fafc, 0xf1f5f9, 0xe2e8f0, 0xcbd5e1, 0x94a3b8, 0x64748b, 0x475569, 0x334155, 0x1e293b, 0x0f172a, 0x020617]),
    ("stone", [0xfafaf9, 0xf5f5f4, 0xe7e5e4, 0xd6d3d1, 0xa8a29e, 0x78716c, 0x57534e, 0x44403c, 0x292524, 0x1c1917, 0x0c0a09]),
    ("teal", [0xf0fdfa, 0xccfbf1, 0x99f6e4, 0x5eead4, 0x2dd4bf, 0x14b8a6, 0x0d9488, 0x0f766e, 0x115e59, 0x134e4a, 0x042f2e]),
    ("violet", [0xf5f3ff, 0xede9fe, 0xddd6fe, 0xc4b5fd, 0xa78bfa, 0x8b5cf6, 0x7c3aed, 0x6d28d9, 0x5b21b6, 0x4c1d95, 0x2e1065]),
    ("yellow", [0xfefce8, 0xfef9c3, 0xfef08a, 0xfde047, 0xfacc15, 0xeab308, 0xca8a04, 0xa16207, 0x854d0e, 0x713f12, 0x422006]),
    ("zinc", [0xfafafa, 0xf4f4f5, 0xe4e4e7, 0xd4d4d8, 0xa1a1aa, 0x71717a, 0x52525b, 0x3f3f46, 0x27272a, 0x18181b, 0x09090b]),
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
    let hex = literal(name).or_else(|| named(name).map(|rgb| format!("{rgb:06x}")))?;
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

fn named(text: &str) -> Option<u32> {
    match text {
        "white" => return Some(0x00ff_ffff),
        "black" => return Some(0),
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
    Some(shades[at])
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
