//! Which attributes of HTML hold addresses, and what a browser does with what is there. Everything
//! that finds, checks, rewrites or takes in files of a page asks this one table.

/// What a browser does with what is at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressRole {
    /// It goes there when a reader asks.
    Link,
    /// It shows a picture.
    Picture,
    /// It shows one of several pictures: `a.png 1x, b.png 2x`.
    Candidates,
    /// It plays a film or a sound, or shows the captions of one.
    Media,
    /// It shows a page or a document within the page.
    Frame,
    /// It shows a part of a drawing that is another file.
    DrawingPart,
    /// It reads a style sheet.
    StyleSheet,
    /// It runs a script.
    Script,
}

/// The role of the address in an attribute of an element, both in small letters; `None` where the
/// attribute holds none.
#[must_use]
pub fn role(element: &str, attribute: &str) -> Option<AddressRole> {
    Some(match (element, attribute) {
        ("a" | "area", "href" | "xlink:href") => AddressRole::Link,
        ("img" | "input", "src")
        | ("video", "poster")
        | ("image" | "feimage", "href" | "xlink:href")
        | ("table" | "tr" | "td" | "th", "background") => AddressRole::Picture,
        ("img" | "source", "srcset") => AddressRole::Candidates,
        ("video" | "audio" | "source" | "track", "src") => AddressRole::Media,
        ("iframe" | "embed", "src") | ("object", "data") => AddressRole::Frame,
        ("use", "href" | "xlink:href") => AddressRole::DrawingPart,
        ("link", "href") => AddressRole::StyleSheet,
        ("script", "src") => AddressRole::Script,
        _ => return None,
    })
}

impl AddressRole {
    /// Whether a browser loads what is there with the page, and so tells whoever has it of every
    /// reader.
    #[must_use]
    pub fn is_loaded(self) -> bool {
        self != Self::Link
    }
}

#[cfg(test)]
mod tests {
    use super::{AddressRole, role};

    #[test]
    fn an_attribute_counts_on_its_elements_alone() {
        assert_eq!(role("object", "data"), Some(AddressRole::Frame));
        assert_eq!(role("image", "xlink:href"), Some(AddressRole::Picture));
        assert_eq!(role("div", "src"), None);
        assert_eq!(role("a", "data"), None);
        assert!(AddressRole::Script.is_loaded() && !AddressRole::Link.is_loaded());
    }
}
