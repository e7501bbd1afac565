//! Words that hold on to their neighbours: units, months, titles, abbreviations.

use super::stream::{Stream, is_blank, is_space};

/// Units of measure and of information, currencies and large numbers. A space that does not break
/// is never wrong, so the list is long.
const UNITS: &[&str] = &[
    "km", "m", "dm", "cm", "mm", "µm", "μm", "nm", "ha", "kg", "g", "mg", "µg", "t", "l", "L",
    "ml", "mL", "cl", "cL", "s", "ms", "µs", "μs", "ns", "min", "h", "j", "d", "Hz", "kHz", "MHz",
    "GHz", "THz", "V", "kV", "mV", "A", "mA", "mAh", "Ah", "W", "kW", "MW", "GW", "TW", "Wh",
    "kWh", "MWh", "GWh", "TWh", "J", "kJ", "N", "Pa", "hPa", "bar", "K", "dB", "lx", "lm", "cd",
    "mol", "o", "ko", "Ko", "Mo", "Go", "To", "Po", "Kio", "Mio", "Gio", "Tio", "B", "kB", "KB",
    "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "bit", "bits", "kbit", "Mbit", "Gbit",
    "kb", "Kb", "Mb", "Gb", "kbps", "Mbps", "Gbps", "px", "pt", "em", "rem", "ch", "dpi", "ppp",
    "fps", "M", "k", "Md", "Mds", "G", "EUR", "USD", "CAD", "CHF", "GBP", "req", "qps", "rpm",
    "ppm",
];

/// Words for large numbers, which a number before them holds on to.
const LARGE: &[&str] = &[
    "million",
    "millions",
    "milliard",
    "milliards",
    "billion",
    "billions",
    "trillion",
    "trillions",
];

const MONTHS: &[&str] = &[
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// Whether a unit begins at an offset: a symbol, `%` and the like among them.
pub(super) fn is_unit(stream: Stream<'_>, at: usize) -> bool {
    if matches!(stream.at(at), Some('%' | '‰' | '€' | '$' | '£' | '°' | 'Ω')) {
        return true;
    }
    let word = stream.word_at(at);
    let end = at + word.len();
    // A currency may be counted in thousands: `5 M€`, `20 k$`.
    let ends = match stream.at(end) {
        Some('€' | '$' | '£') => matches!(word, "k" | "M" | "Md" | "G"),
        Some('\'' | '’') => false,
        next => !next.is_some_and(char::is_alphanumeric) && !matches!(word, "k" | "G"),
    };
    ends && (UNITS.contains(&word) || LARGE.contains(&word))
}

/// Whether a French month begins at an offset.
pub(super) fn is_month(stream: Stream<'_>, at: usize) -> bool {
    MONTHS.contains(&stream.word_at(at))
}

/// Whether a word names centuries.
pub(super) fn is_century(stream: Stream<'_>, at: usize) -> bool {
    matches!(stream.word_at(at), "siècle" | "siècles")
}

/// Titles before a name, without their full stop.
pub(super) fn is_french_title(word: &str, dotted: bool) -> bool {
    if dotted {
        matches!(word, "M" | "MM")
    } else {
        matches!(
            word,
            "Mme" | "Mmes" | "Mlle" | "Mlles" | "Dr" | "Drs" | "Pr" | "Me" | "Mgr"
        )
    }
}

/// Titles before a name; American usage gives them a full stop, British usage none.
pub(super) fn is_english_title(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Mx"
            | "Dr"
            | "Drs"
            | "Prof"
            | "St"
            | "Rev"
            | "Capt"
            | "Lt"
            | "Col"
            | "Sgt"
            | "Gen"
    )
}

/// Abbreviations before a number, without their full stop.
pub(super) fn counts_in_french(word: &str) -> bool {
    matches!(
        word,
        "p" | "pp"
            | "art"
            | "Art"
            | "chap"
            | "Chap"
            | "fig"
            | "Fig"
            | "vol"
            | "t"
            | "fasc"
            | "ill"
            | "al"
            | "col"
            | "f"
            | "ch"
            | "éd"
            | "pl"
            | "sect"
            | "tabl"
            | "v"
            | "réf"
    )
}

/// Abbreviations before a number, without their full stop.
pub(super) fn counts_in_english(word: &str) -> bool {
    matches!(
        word,
        "p" | "pp"
            | "vol"
            | "Vol"
            | "no"
            | "No"
            | "nos"
            | "fig"
            | "Fig"
            | "figs"
            | "Figs"
            | "ch"
            | "chap"
            | "Chap"
            | "sec"
            | "Sec"
            | "art"
            | "eq"
            | "Eq"
            | "col"
            | "pt"
            | "ed"
    )
}

/// Whether a word is one capital: the initial of a name, when a full stop follows it. After a noun
/// it is more likely the end of a sentence: `a compiler for C.`, `le plan B.`
pub(super) fn is_initial(stream: Stream<'_>, word: &str, start: usize) -> bool {
    let mut chars = word.chars();
    let single = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    let before = stream.before(start);
    let previous = stream.word_before(stream.text[..start].trim_end_matches(is_space).len());
    let noun = previous.chars().count() > 3 && previous.starts_with(char::is_lowercase);
    let noun = noun
        && !matches!(
            previous,
            "avec" | "selon" | "chez" | "sans" | "with" | "from" | "than" | "like"
        );
    single
        && !noun
        && (is_blank(before) || matches!(before, Some('.' | '-' | '(' | '"' | '«' | '“')))
}
