//! The tags of Markdown that carry more than their name.

use pulldown_cmark::{CowStr, HeadingLevel, LinkType, Tag};

/// A link to a whole address; its title may be empty.
pub(super) fn link(address: String, title: String) -> Tag<'static> {
    Tag::Link {
        link_type: LinkType::Inline,
        dest_url: without_bars(address),
        title: title.into(),
        id: CowStr::Borrowed(""),
    }
}

/// A bar would end the cell of a table, even in an address.
fn without_bars(address: String) -> CowStr<'static> {
    if address.contains('|') {
        return address.replace('|', "%7C").into();
    }
    address.into()
}

/// A picture at a whole address; its title may be empty.
pub(super) fn image(address: String, title: String) -> Tag<'static> {
    Tag::Image {
        link_type: LinkType::Inline,
        dest_url: without_bars(address),
        title: title.into(),
        id: CowStr::Borrowed(""),
    }
}

/// A heading.
pub(super) fn heading(level: HeadingLevel) -> Tag<'static> {
    Tag::Heading {
        level,
        id: None,
        classes: Vec::new(),
        attrs: Vec::new(),
    }
}
