//! The sizes of pictures in comments about elements: `width="200"`, `style="height: 5em"`.

use super::super::lengths;
use super::DIALECT;
use super::comments::CommentAttribute;

/// The units of the font, in pixels, as reveal.js' themes have it.
const OF_FONT: [(&str, f64); 2] = [("rem", 16.0), ("em", 42.0)];

/// What is said of the size of a picture.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PictureSize {
    width: Option<String>,
    height: Option<String>,
}

/// What a value says.
enum Said {
    Nothing,
    Size(String),
    /// Something that has no equivalent.
    Lost,
}

impl PictureSize {
    /// Takes the sizes out of the attributes of a picture. What has no equivalent stays there.
    pub(super) fn take(attributes: &mut Vec<CommentAttribute<'_>>) -> Self {
        let (mut of_attributes, mut of_style) = (Self::default(), Self::default());
        attributes.retain(|attribute| {
            let value = attribute.value.unwrap_or_default();
            match attribute.name {
                "style" => !of_style.read_style(value),
                name => !of_attributes.read(name, value),
            }
        });
        Self {
            width: of_style.width.or(of_attributes.width),
            height: of_style.height.or(of_attributes.height),
        }
    }

    /// As attributes in braces; empty where nothing is said.
    pub(super) fn braces(&self) -> String {
        let pairs = [("width", &self.width), ("height", &self.height)];
        let words = pairs.iter().filter_map(|(key, size)| {
            let size = size.as_deref()?;
            Some(format!("{key}={size}"))
        });
        let words: Vec<String> = words.collect();
        if words.is_empty() {
            String::new()
        } else {
            format!("{{{}}}", words.join(" "))
        }
    }

    /// Reads the declarations of a style. Returns whether it says nothing else.
    fn read_style(&mut self, style: &str) -> bool {
        let mut is_all = true;
        for declaration in style.split(';').filter(|text| !text.trim().is_empty()) {
            let pair = declaration.split_once(':');
            is_all &= pair.is_some_and(|(key, value)| self.read(key.trim(), value));
        }
        is_all
    }

    /// Reads a width or a height. Returns whether it is one that can be kept.
    fn read(&mut self, key: &str, value: &str) -> bool {
        let said = match key {
            "width" => length(value, true),
            "height" => length(value, false),
            _ => return false,
        };
        let size = match said {
            Said::Nothing => return true,
            Said::Lost => return false,
            Said::Size(size) => Some(size),
        };
        if key == "width" {
            self.width = size;
        } else {
            self.height = size;
        }
        true
    }
}

/// A length in pixels of Lutrin's slides, or a share of the width.
fn length(value: &str, is_width: bool) -> Said {
    let value = value.trim().trim_end_matches("!important").trim_end();
    if ["auto", ""].contains(&value) {
        return Said::Nothing;
    }
    if let Some(share) = value.strip_suffix('%') {
        return match share.trim().parse::<f64>() {
            Ok(share) if is_width && share > 0.0 => {
                Said::Size(format!("{:.0}%", share.clamp(1.0, 100.0)))
            }
            _ => Said::Lost,
        };
    }
    let (digits, unit) = lengths::parts(value, &OF_FONT);
    match digits.parse::<f64>() {
        Ok(number) if number > 0.0 && number.is_finite() => {
            let pixels = DIALECT.rules.native_pixels(number * unit);
            let pixels = pixels.clamp(1.0, 10_000.0);
            Said::Size(format!("{pixels:.0}"))
        }
        _ => Said::Lost,
    }
}

#[cfg(test)]
mod tests {
    use super::super::comments;
    use super::PictureSize;

    #[test]
    fn sizes_are_taken_and_the_rest_stays() {
        for (written, braces, rest) in [
            ("width=\"200\"", "{width=267}", ""),
            ("width=200px height=75", "{width=267 height=100}", ""),
            ("style=\"width: 50%; height: auto;\"", "{width=50%}", ""),
            (
                "style='height: 1in' width=50%",
                "{width=50% height=128}",
                "",
            ),
            ("width=10 style='width: 2rem'", "{width=43}", ""),
            (
                "style='width: 30%; border: 0' class=a",
                "{width=30%}",
                "style class",
            ),
            ("height=50% width=40vw", "", "height width"),
            ("width=-3 style='max-width: 50%'", "", "width style"),
        ] {
            let mut attributes = comments::attributes(written);
            let size = PictureSize::take(&mut attributes);
            let names: Vec<&str> = attributes.iter().map(|attribute| attribute.name).collect();
            assert_eq!(
                (&*size.braces(), &*names.join(" ")),
                (braces, rest),
                "{written}"
            );
        }
    }
}
