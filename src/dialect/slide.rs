//! The attributes of a slide, written in the native form: `<!-- .slide: #id .class key="value"
//! -->`.

use crate::slug;

/// Attributes of a slide, or of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SlideAttributes {
    words: Vec<String>,
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
            "lead" | "middle" | "text-center" => "center",
            "inverse" | "inverted" => "invert",
            _ => return,
        };
        self.word(format!(".{equivalent}"));
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

    /// Adds `key="value"`.
    pub(super) fn pair(&mut self, key: &str, value: &str) {
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
    fn addresses_are_taken_out_of_css() {
        assert_eq!(css_url(" url('a b.jpg') "), "a b.jpg");
        assert_eq!(css_url("a.jpg"), "a.jpg");
    }
}
