//! How long a number of words takes to say. Knows no slides.

use crate::duration::Duration;

/// Words a minute by default: those of lectures (125 to 160) in S. Tauroza and D.
/// Allison, “Speech Rates in British English”, Applied Linguistics 11 (1990), pp. 90–105. Other
/// languages have the same until the site knows better.
pub const STANDARD: usize = 140;

/// The time of a number of words; `None` for 0.
pub(super) fn time(words: usize, words_per_minute: usize) -> Option<Duration> {
    let seconds = (words * 60).div_ceil(words_per_minute.max(1));
    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
    (words > 0).then(|| Duration::from_seconds(seconds))
}
