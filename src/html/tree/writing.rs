//! Adds to a tree. The caller closes every element that it opens; for HTML of authors, `nesting`
//! does.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use super::{AttributeBytes, NodeKind, Placed, Tree, TreeNode, offset};

/// The longest name of an element, and the most attributes that one has.
const LONGEST_NAME: usize = u8::MAX as usize;
const MOST_ATTRIBUTES: usize = u16::MAX as usize;

/// Whether elements of a name (in small letters) have no content and no end tag.
#[must_use]
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// A start tag that is written piece by piece.
impl<S> Tree<S> {
    /// Begins the start tag of an element.
    pub fn begin(&mut self, name: &str) {
        let name = &name[..name.floor_char_boundary(LONGEST_NAME)];
        let first = offset(self.attributes.len());
        self.push(NodeKind::Open, first, name.len());
        self.html.push('<');
        self.html.push_str(name);
    }

    /// Adds an attribute with a plain value to the tag that was begun.
    pub fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.attribute_name(name);
        self.html.push_str("=\"");
        self.begin_value();
        self.escape(value);
        self.end_value();
        self.html.push('"');
    }

    /// Adds an attribute without a value.
    pub fn flag(&mut self, name: &str) {
        self.html.push(' ');
        self.attribute_name(name);
    }

    /// Ends the tag that was begun.
    pub fn end(&mut self) {
        self.html.push('>');
        if let Some(node) = self.nodes.last_mut() {
            let name = node.start as usize + 1..node.start as usize + 1 + usize::from(node.name);
            if is_void(&self.html[name]) {
                node.kind = NodeKind::Empty;
            }
        }
    }

    /// An element's start tag without attributes.
    pub fn open(&mut self, name: &str) {
        self.begin(name);
        self.end();
    }

    /// An element's start tag with attributes that have plain values.
    pub fn open_with(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name);
        for (name, value) in attributes {
            self.attribute(name, value);
        }
        self.end();
    }

    /// An element without content, of a drawing.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name);
        for (name, value) in attributes {
            self.attribute(name, value);
        }
        self.tag_text("/>");
        self.finish_tag(true);
    }

    /// The end tag of an element.
    pub fn close(&mut self, name: &str) {
        self.push(NodeKind::Close, 0, name.len());
        self.html.push_str("</");
        self.html.push_str(name);
        self.html.push('>');
    }

    /// A slot in the tag that was begun, or in the value that was.
    pub fn tag_slot(&mut self, slot: S) {
        let node = offset(self.nodes.len().saturating_sub(1));
        self.slots.push(Placed {
            at: offset(self.html.len()),
            node,
            slot,
        });
    }
}

/// A start tag as somebody else wrote it.
impl<S> Tree<S> {
    /// Whether a tag of others can be a node: one with a name or attributes beyond all measure is
    /// left to be text, and so is a `<plaintext>`, which nothing ends.
    #[must_use]
    pub fn takes_tag(name: &str, attributes: usize) -> bool {
        name.len() <= LONGEST_NAME
            && attributes <= MOST_ATTRIBUTES
            && !name.eq_ignore_ascii_case("plaintext")
    }

    /// Adds to the tag that was begun as it was written: spaces, `="`, a value.
    pub fn tag_text(&mut self, written: &str) {
        self.html.push_str(written);
    }

    /// Adds the name of an attribute.
    pub fn attribute_name(&mut self, name: &str) {
        let start = offset(self.html.len());
        self.html.push_str(name);
        self.attributes.push(AttributeBytes {
            name: (start, offset(self.html.len())),
            value: None,
        });
        if let Some(node) = self.nodes.last_mut() {
            node.attributes = node.attributes.saturating_add(1);
        }
    }

    /// Begins the value of the last attribute, behind its quote.
    pub fn begin_value(&mut self) {
        let at = offset(self.html.len());
        if let Some(borders) = self.attributes.last_mut() {
            borders.value = Some((at, at));
        }
    }

    /// Ends the value of the last attribute, before its quote.
    pub fn end_value(&mut self) {
        let at = offset(self.html.len());
        if let Some((_, end)) = self
            .attributes
            .last_mut()
            .and_then(|last| last.value.as_mut())
        {
            *end = at;
        }
    }

    /// Says of the tag that was written, its `>` included, whether no end tag follows.
    pub fn finish_tag(&mut self, is_empty: bool) {
        if let Some(node) = self.nodes.last_mut().filter(|_| is_empty) {
            node.kind = NodeKind::Empty;
        }
    }

    /// An end tag as it was written.
    pub fn close_written(&mut self, name: &str, written: &str) {
        self.push(NodeKind::Close, 0, name.len());
        self.html.push_str(written);
    }
}

/// Texts, and slots for whole pieces.
impl<S> Tree<S> {
    /// Plain text.
    pub fn text(&mut self, plain: &str) {
        if !plain.is_empty() {
            self.continue_text();
            // Writing to a `String` cannot fail.
            let _ = escape_html_body_text(&mut self.html, plain);
        }
    }

    /// Plain text with its quotes escaped, too, as in attributes.
    pub fn quoted_text(&mut self, plain: &str) {
        if !plain.is_empty() {
            self.continue_text();
            self.escape(plain);
        }
    }

    /// An element with nothing but plain text in it, whose quotes are escaped, too.
    pub fn text_element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open_with(name, attributes);
        self.quoted_text(text);
        self.close(name);
    }

    /// Text as HTML writes it.
    pub fn written_text(&mut self, written: &str) {
        if !written.is_empty() {
            self.continue_text();
            self.mend_seam(written);
            self.html.push_str(written);
        }
    }

    /// The inside of a script, a style sheet or the like.
    pub fn verbatim(&mut self, text: &str) {
        self.push(NodeKind::Verbatim, 0, 0);
        self.html.push_str(text);
    }

    /// HTML that a template made and that nothing has read yet. It closes all that it opens.
    pub fn markup(&mut self, html: &str) {
        self.push(NodeKind::Markup, 0, 0);
        self.html.push_str(html);
    }

    /// HTML that is the same for every reader: it has no address and nothing that only works on a
    /// page. It closes all that it opens.
    pub fn settled(&mut self, html: &str) {
        self.push(NodeKind::Settled, 0, 0);
        self.html.push_str(html);
    }

    /// A place for something that is not known yet.
    pub fn slot(&mut self, slot: S) {
        let number = offset(self.slots.len());
        self.push(NodeKind::Slot, number, 0);
        self.tag_slot(slot);
    }

    /// No text is added to the nodes that there are: a range of nodes ends here.
    pub fn seal(&mut self) -> usize {
        self.sealed = self.nodes.len();
        self.sealed
    }

    /// Gives back the memory that it does not need.
    pub fn shrink(&mut self) {
        self.html.shrink_to_fit();
        self.nodes.shrink_to_fit();
        self.attributes.shrink_to_fit();
        self.slots.shrink_to_fit();
    }

    /// Where something was left out between two texts, they could make a tag or a character
    /// reference together that neither of them is: `<` before `b>`, `&` before `amp;`.
    fn mend_seam(&mut self, next: &str) {
        let first = next.as_bytes()[0];
        if !(first.is_ascii_alphanumeric() || b"/!?#;".contains(&first)) {
            return;
        }
        let start = self.nodes.last().map_or(0, |node| node.start as usize);
        let before = &self.html[start..];
        let name = before
            .trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#')
            .len();
        if before.ends_with('<') {
            self.html.truncate(start + before.len() - 1);
            self.html.push_str("&lt;");
        } else if before[..name].ends_with('&') {
            self.html.insert_str(start + name, "amp;");
        }
    }

    /// Text that follows text is one text.
    fn continue_text(&mut self) {
        let is_text = self
            .nodes
            .last()
            .is_some_and(|node| node.kind == NodeKind::Text);
        if !is_text || self.sealed == self.nodes.len() {
            self.push(NodeKind::Text, 0, 0);
        }
    }

    pub(super) fn escape(&mut self, plain: &str) {
        // Writing to a `String` cannot fail.
        let _ = escape_html(&mut self.html, plain);
    }

    pub(super) fn push(&mut self, kind: NodeKind, first: u32, name: usize) {
        self.nodes.push(TreeNode {
            start: offset(self.html.len()),
            first,
            attributes: 0,
            name: u8::try_from(name).unwrap_or(u8::MAX),
            kind,
        });
    }
}
