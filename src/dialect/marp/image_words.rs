//! The words that Marp reads in the text of an image: sizes, filters, and those of backgrounds.

use super::super::lengths;
use crate::nearest;

/// A word that means something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum ImageWord {
    /// `bg`: the image lies behind the slide.
    Background,
    /// `cover`, `contain`, `fit`, `auto`.
    Fit(BackgroundFit),
    /// `left` or `right` of a background, with its share of the slide in percent.
    Side(&'static str, Option<u8>),
    /// `vertical` or `horizontal`: how several backgrounds stand.
    Direction(&'static str),
    /// `w:` or `h:`.
    Size(Axis, Length),
    /// `50%`: a background's own size.
    Scale,
    /// `blur:5px`, `sepia`.
    Filter,
}

/// How much of a background is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BackgroundFit {
    Cover,
    Contain,
    /// As large as it is.
    Auto,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Width,
    Height,
}

/// A length as Marp takes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Length {
    Auto,
    /// In pixels of a slide of 1,280 across.
    Pixels(f64),
    Percent(f64),
}

/// The units of the font, in pixels, as Marp's default theme has it.
const OF_FONT: [(&str, f64); 3] = [("em", 29.0), ("ex", 14.5), ("ch", 14.5)];

/// The shortest word that may be a slip, in bytes: of shorter ones, too many are alike.
const SHORTEST: usize = 5;

const FILTERS: [&str; 10] = [
    "blur",
    "brightness",
    "contrast",
    "drop-shadow",
    "grayscale",
    "hue-rotate",
    "invert",
    "opacity",
    "saturate",
    "sepia",
];

impl ImageWord {
    /// Reads a word; some are words of backgrounds alone.
    pub(super) fn read(word: &str, is_background: bool) -> Option<Self> {
        let of_any = Self::of_any(word);
        of_any.or_else(|| is_background.then(|| Self::of_background(word)).flatten())
    }

    /// What a word was meant to be, where it nearly is one of a background's or has a value that none
    /// can have: what to write.
    pub(super) fn slip(word: &str, is_background: bool) -> Option<String> {
        if Self::read(word, is_background).is_some() {
            return None;
        }
        if let Some((name, value)) = word.split_once(':') {
            return Self::slip_in_value(name, value, is_background);
        }
        let known = ["cover", "contain", "right", "vertical", "horizontal"];
        let first = word.chars().next()?;
        let is_long = word.len() >= SHORTEST && is_background;
        let known = known
            .into_iter()
            .filter(|name| is_long && name.starts_with(first));
        nearest::did_you_mean(word, known)
    }

    fn slip_in_value(name: &str, value: &str, is_background: bool) -> Option<String> {
        let example = match name {
            "w" | "width" | "h" | "height" => "200px",
            "left" | "right" if is_background => "40%",
            _ => {
                let sides = ["left", "right"].into_iter().filter(|_| is_background);
                let near = nearest::nearest(name, sides.chain(["width", "height"]))?;
                let meant = format!("{near}:{value}");
                Self::read(&meant, is_background)?;
                return Some(format!("did you mean `{meant}`?"));
            }
        };
        let is_share = example == "40%" && number(value).is_some();
        let value = if is_share {
            format!("{value}%")
        } else {
            example.to_owned()
        };
        Some(format!("write `{name}:{value}`"))
    }

    fn of_any(word: &str) -> Option<Self> {
        let (name, value) = word
            .split_once(':')
            .map_or((word, None), |(name, value)| (name, Some(value)));
        if FILTERS.contains(&name) && value != Some("") {
            return Some(Self::Filter);
        }
        let axis = match name {
            "w" | "width" => Axis::Width,
            "h" | "height" => Axis::Height,
            _ => return percent(word).map(|_| Self::Scale),
        };
        Some(Self::Size(axis, length(value?)?))
    }

    fn of_background(word: &str) -> Option<Self> {
        let (name, share) = word
            .split_once(':')
            .map_or((word, None), |(name, share)| (name, Some(share)));
        let side = match name {
            "left" => "left",
            "right" => "right",
            _ => {
                return Some(match word {
                    "bg" => Self::Background,
                    "cover" => Self::Fit(BackgroundFit::Cover),
                    "contain" | "fit" => Self::Fit(BackgroundFit::Contain),
                    "auto" => Self::Fit(BackgroundFit::Auto),
                    "vertical" => Self::Direction("vertical"),
                    "horizontal" => Self::Direction("horizontal"),
                    _ => return None,
                });
            }
        };
        match share {
            None => Some(Self::Side(side, None)),
            Some(share) => Some(Self::Side(side, Some(whole_share(percent(share)?)))),
        }
    }
}

/// A share that a picture beside the text can have.
fn whole_share(percent: f64) -> u8 {
    format!("{:.0}", percent.clamp(5.0, 95.0))
        .parse()
        .unwrap_or(50)
}

fn percent(text: &str) -> Option<f64> {
    number(text.strip_suffix('%')?)
}

fn length(text: &str) -> Option<Length> {
    if text == "auto" {
        return Some(Length::Auto);
    }
    if let Some(share) = percent(text) {
        return Some(Length::Percent(share));
    }
    let (digits, unit) = lengths::parts(text, &OF_FONT);
    Some(Length::Pixels(number(digits)? * unit))
}

/// A number as Marp writes it: digits, with a point among them.
fn number(text: &str) -> Option<f64> {
    let is_number = text.ends_with(|c: char| c.is_ascii_digit())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_number.then(|| text.parse().ok()).flatten()
}

/// A size as an attribute of an image in the text: `width=300`. `None` where Marp does nothing, too.
pub(super) fn attribute(axis: Axis, length: Length) -> Option<String> {
    let (key, length) = match (axis, length) {
        (Axis::Width, Length::Percent(share)) => {
            return Some(format!("width={:.0}%", share.clamp(1.0, 100.0)));
        }
        (_, Length::Auto) | (Axis::Height, Length::Percent(_)) => return None,
        (Axis::Width, Length::Pixels(pixels)) => ("width", pixels),
        (Axis::Height, Length::Pixels(pixels)) => ("height", pixels),
    };
    Some(format!("{key}={:.0}", length.clamp(1.0, 10_000.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        for (word, written) in [
            ("w:300", Some("width=300")),
            ("width:300px", Some("width=300")),
            ("h:2.5cm", Some("height=94")),
            ("w:33.4%", Some("width=33%")),
            ("w:150%", Some("width=100%")),
            ("h:1in", Some("height=96")),
            ("h:50%", None),
            ("w:auto", None),
        ] {
            let Some(ImageWord::Size(axis, length)) = ImageWord::read(word, false) else {
                panic!("{word}");
            };
            assert_eq!(attribute(axis, length).as_deref(), written, "{word}");
        }
        for none in ["w:", "w:3q", "h:1.", "w:-3", "w", "width", "x:3"] {
            assert_eq!(ImageWord::read(none, true), None, "{none}");
        }
    }

    #[test]
    fn backgrounds_have_words_of_their_own() {
        let read = |word| ImageWord::read(word, true);
        assert_eq!(read("left:33.3%"), Some(ImageWord::Side("left", Some(33))));
        assert_eq!(read("right"), Some(ImageWord::Side("right", None)));
        assert_eq!(read("left:33"), None);
        assert_eq!(read("80%"), Some(ImageWord::Scale));
        assert_eq!(read("fit"), Some(ImageWord::Fit(BackgroundFit::Contain)));
        assert_eq!(ImageWord::read("left", false), None);
        assert_eq!(ImageWord::read("blur", false), Some(ImageWord::Filter));
        assert_eq!(
            ImageWord::read("brightness:0.5", true),
            Some(ImageWord::Filter)
        );
    }
}
