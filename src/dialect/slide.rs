//! The attributes of a slide, written in the native form: `<!-- .slide: #id .class key="value"
//! -->`.

use std::fmt::Write as _;
use std::str::FromStr;

use svgtypes::Color;

use crate::slug;

/// Attributes of a slide, or of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SlideAttributes {
    words: Vec<String>,
}

/// The classes of reveal.js that say how a step comes and goes.
pub(crate) const EFFECTS: [&str; 20] = [
    "fade-up",
    "fade-down",
    "fade-left",
    "fade-right",
    "fade-out",
    "fade-in-then-out",
    "fade-in-then-semi-out",
    "current-visible",
    "semi-fade-out",
    "grow",
    "shrink",
    "strike",
    "highlight",
    "highlight-red",
    "highlight-green",
    "highlight-blue",
    "highlight-current",
    "highlight-current-red",
    "highlight-current-green",
    "highlight-current-blue",
];

/// A picture behind a slide that is shown whole. Its address may have spaces and brackets.
pub(super) fn contained_picture(address: &str) -> String {
    let address = address.replace(['<', '>', '\n', '\r'], "");
    format!("![bg contain](<{address}>)")
}

impl SlideAttributes {
    /// Adds classes that are written apart by white space or commas. Gives those back that cannot
    /// be classes here.
    pub(super) fn classes<'c>(&mut self, classes: &'c str) -> Vec<&'c str> {
        let mut odd = Vec::new();
        for class in classes
            .split([' ', '\t', '\n', '\r', ',', '[', ']', '"', '\''])
            .filter(|class| !class.is_empty())
        {
            if is_name(class) {
                self.class(class);
            } else {
                odd.push(class);
            }
        }
        odd
    }

    /// Adds a class, and the one that Lutrin has for it.
    pub(super) fn class(&mut self, class: &str) {
        self.word(format!(".{class}"));
        let equivalent = match class {
            "lead" | "text-center" => "center",
            "inverse" | "inverted" => "invert",
            _ => return,
        };
        self.word(format!(".{equivalent}"));
    }

    /// Takes the classes out that say how something comes with a step, and gives them back: in the
    /// native form each makes a step by itself.
    pub(super) fn take_effects(&mut self) -> Vec<String> {
        let is_effect = |word: &String| {
            let class = word.strip_prefix('.');
            class.is_some_and(|class| EFFECTS.contains(&class))
        };
        let (taken, kept) = self.words.drain(..).partition(is_effect);
        self.words = kept;
        taken
    }

    /// Adds an id. What is none becomes one.
    pub(super) fn id(&mut self, id: &str) {
        let id = if is_name(id) {
            id.to_owned()
        } else {
            slug::slugify(id)
        };
        if is_name(&id) {
            self.word(format!("#{id}"));
        }
    }

    /// Adds `key="value"`. A slide has one background: a picture covers a colour, and of two
    /// pictures or colours the later one counts.
    pub(super) fn pair(&mut self, key: &str, value: &str) {
        let start = format!("{key}=");
        if let Some(at) = self.words.iter().position(|word| word.starts_with(&start)) {
            let is_picture = |text: &str| text.contains(['.', '/']);
            let is_covered = is_picture(&self.words[at]) && !is_picture(value);
            if key == "background" && is_covered {
                return;
            }
            if matches!(key, "background" | "time") {
                self.words.remove(at);
            }
        }
        let value: String = value
            .chars()
            .filter(|c| *c != '"' && !c.is_control())
            .collect();
        // The end of a comment would end this one.
        let value = value.replace("-->", "");
        let needs_quotes = value.is_empty()
            || value.contains(|c: char| !c.is_ascii_alphanumeric() && !"-_./".contains(c));
        self.word(if needs_quotes {
            format!("{key}=\"{value}\"")
        } else {
            format!("{key}={value}")
        });
    }

    /// Adds a word as it is, once.
    pub(super) fn word(&mut self, word: String) {
        if !self.words.contains(&word) {
            self.words.push(word);
        }
    }

    /// Whether there is a value for a key.
    pub(super) fn has(&self, key: &str) -> bool {
        let is_key = |word: &String| word.split_once('=').is_some_and(|(name, _)| name == key);
        self.words.iter().any(is_key)
    }

    /// The id that was added first.
    pub(super) fn written_id(&self) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix('#'))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// As a comment about the slide; empty where there is nothing to say.
    pub(super) fn comment(&self) -> String {
        if self.is_empty() {
            String::new()
        } else {
            format!("<!-- .slide: {} -->", self.words.join(" "))
        }
    }

    /// As attributes of an element of HTML.
    pub(super) fn html(&self) -> String {
        let starting = |sign: char| {
            let words = self.words.iter();
            words.filter_map(move |word| word.strip_prefix(sign))
        };
        let classes: Vec<&str> = starting('.').collect();
        let mut written = format!(" class=\"{}\"", classes.join(" "));
        if let Some(id) = self.written_id() {
            let _ = write!(written, " id=\"{id}\"");
        }
        let index = self
            .words
            .iter()
            .find_map(|word| word.strip_prefix("index="));
        if let Some(index) = index {
            let _ = write!(written, " data-step=\"{index}\"");
        }
        written
    }

    /// In braces.
    pub(super) fn braces(&self) -> String {
        format!("{{{}}}", self.words.join(" "))
    }
}

/// What can be a class or an id.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_:.".contains(c))
}

/// What a background of CSS becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fill {
    /// The same picture or colour.
    Whole(String),
    /// The first colour of a gradient.
    Nearly(String),
    /// Nothing.
    Lost,
}

impl Fill {
    /// Reads a value of CSS: an address, `url(…)`, a colour, a gradient.
    pub(super) fn read(value: &str) -> Self {
        let value = value.trim();
        if let Some((function, stops)) = value.split_once('(')
            && function.trim_end().ends_with("-gradient")
        {
            return first_colour(stops).map_or(Self::Lost, Self::Nearly);
        }
        let address = css_url(value);
        if !address.contains('(') {
            return Self::Whole(address.to_owned());
        }
        colour(value).map_or(Self::Lost, Self::Whole)
    }
}

/// A colour of CSS as `#rrggbb`.
fn colour(text: &str) -> Option<String> {
    let Color {
        red, green, blue, ..
    } = Color::from_str(text.trim()).ok()?;
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

/// The first colour among the stops of a gradient. A place may stand behind each.
fn first_colour(stops: &str) -> Option<String> {
    let mut depth = 0_usize;
    let mut stops = stops.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    });
    stops.find_map(|stop| {
        let stop = stop.trim();
        let end = stop
            .find(')')
            .map_or_else(|| stop.find(' '), |end| Some(end + 1));
        colour(&stop[..end.unwrap_or(stop.len())]).or_else(|| colour(stop.trim_end_matches(')')))
    })
}

/// The address in CSS' `url(…)`, or all of a text.
pub(super) fn css_url(value: &str) -> &str {
    let value = value.trim();
    let inside = value
        .strip_prefix("url(")
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(value);
    inside.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_become_the_native_form() {
        let mut slide = SlideAttributes::default();
        assert_eq!(slide.comment(), "");
        slide.id("The plan");
        assert_eq!(slide.classes("lead [a, 'b'] w-1/2"), ["w-1/2"]);
        slide.pair("background", "a b\".jpg");
        slide.pair("time", "2m");
        let written =
            "<!-- .slide: #the-plan .lead .center .a .b background=\"a b.jpg\" time=2m -->";
        assert_eq!(slide.comment(), written);
    }

    #[test]
    fn a_picture_covers_a_colour() {
        let mut slide = SlideAttributes::default();
        slide.pair("background", "a.jpg");
        slide.pair("background", "teal");
        assert_eq!(slide.comment(), "<!-- .slide: background=a.jpg -->");
        slide.pair("background", "b.jpg");
        assert_eq!(slide.comment(), "<!-- .slide: background=b.jpg -->");
    }

    #[test]
    fn backgrounds_are_read() {
        let whole = |text: &str| Fill::Whole(text.to_owned());
        assert_eq!(Fill::read(" url('a b.jpg') "), whole("a b.jpg"));
        assert_eq!(Fill::read("rgb(1, 2, 3)"), whole("#010203"));
        assert_eq!(Fill::read("hsl(120, 100%, 25%)"), whole("#008000"));
        let nearly = |text: &str| Fill::Nearly(text.to_owned());
        assert_eq!(
            Fill::read("linear-gradient(to right, red, blue)"),
            nearly("#ff0000")
        );
        assert_eq!(
            Fill::read("radial-gradient(#283b95, #17b2c3)"),
            nearly("#283b95")
        );
        assert_eq!(
            Fill::read("linear-gradient(rgb(1,2,3) 5%, blue)"),
            nearly("#010203")
        );
        assert_eq!(Fill::read("var(--x)"), Fill::Lost);
    }

    #[test]
    fn addresses_are_taken_out_of_css() {
        assert_eq!(css_url(" url('a b.jpg') "), "a b.jpg");
        assert_eq!(css_url("a.jpg"), "a.jpg");
    }
}
