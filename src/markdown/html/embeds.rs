//! Embeds: the divs that Lutrin reads as something else than a plain `<div>`.
//!
//! Each has one file here and a line in `EMBEDS`: its class, the attributes of its line, how it is
//! written, and which files of the theme it needs. Two of them gather texts of other files and
//! share a file, `gathering`. A div of any other class stays a `<div>`; `::: toc` is one in which
//! contents stand, and `::: notes` is taken out before anything is written. Nothing of another
//! site is ever asked for.

mod attributes;
mod definition;
mod figure;
mod gathering;
mod qr;
mod tweet;
mod video;
mod web_address;
mod writing;

pub(super) use web_address::host;

use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use self::definition::{Div, EmbedDefinition};
use super::Writer;
use crate::markdown::divs::Attributes;
use crate::markdown::embed::EmbedAssets;
use crate::markdown::events::{BodyNode, Located};
use crate::markdown::raw::Raw;
use crate::markdown::report::BodyReport;

/// The embeds. A new one is a file and a line here.
static EMBEDS: [&EmbedDefinition; 6] = [
    &tweet::EMBED,
    &video::EMBED,
    &figure::EMBED,
    &gathering::SESSIONS,
    &gathering::TALKS,
    &qr::EMBED,
];

/// What pages load for each embed, with its class.
pub fn embed_assets() -> impl Iterator<Item = (&'static str, EmbedAssets)> {
    EMBEDS.iter().map(|embed| (embed.class(), embed.assets))
}

/// The classes of all embeds; some have several.
pub(in crate::markdown) fn classes() -> impl Iterator<Item = &'static str> {
    EMBEDS.iter().flat_map(|embed| embed.classes).copied()
}

/// The embed that a div is, by the first of its classes that is one of an embed.
pub(super) fn find(attributes: &Attributes) -> Option<&'static EmbedDefinition> {
    attributes.classes.iter().find_map(|class| of_class(class))
}

fn of_class(class: &str) -> Option<&'static EmbedDefinition> {
    EMBEDS
        .iter()
        .copied()
        .find(|embed| embed.classes.contains(&class))
}

impl Writer<'_> {
    /// Writes a link in the place of a frame with a page of another site: where it is a film with a
    /// known player, the link that becomes that player.
    pub(super) fn embed_frame(&mut self, url: &str, title: &str) {
        let Some(facade) = video::facade_of(url, title) else {
            let link = [("class", "frame"), ("href", url), ("rel", "external")];
            self.out.open_with("a", &link);
            self.out.tree.text(title);
            return self.out.close("a");
        };
        let class = video::EMBED.class();
        if !self.body.embeds.contains(&class) {
            self.body.embeds.push(class);
        }
        self.out.open_with("span", &[("class", class)]);
        self.embed_part(facade);
        self.out.close("span");
    }

    /// Writes the embed that the first of the nodes opens; returns how many nodes it has.
    pub(super) fn embed(
        &mut self,
        definition: &'static EmbedDefinition,
        attributes: &Attributes,
        nodes: &[Located<'_>],
        report: &mut BodyReport<'_>,
    ) -> usize {
        let whole = whole_div(nodes);
        let range: Range<usize> = whole[0].1.clone();
        let div = Div {
            definition,
            attributes,
            text: self.source.get(range.clone()).unwrap_or_default(),
            range,
            content: between_fences(&whole[1..whole.len() - 1]),
        };
        let class = definition.class();
        if !self.body.embeds.contains(&class) {
            self.body.embeds.push(class);
        }
        (definition.write)(self, &div, report);
        whole.len()
    }
}

/// The nodes of the div that the first one opens, both ends included.
fn whole_div<'n, 'a>(nodes: &'n [Located<'a>]) -> &'n [Located<'a>] {
    let mut depth = 0_usize;
    for (i, (node, _)) in nodes.iter().enumerate() {
        match node {
            BodyNode::OpenDiv(_) => depth += 1,
            BodyNode::CloseDiv => depth -= 1,
            BodyNode::Event(_) | BodyNode::Raw(_) | BodyNode::Break => {}
        }
        if depth == 0 {
            return &nodes[..=i];
        }
    }
    nodes
}

/// What stands between the lines of colons: their own lines are HTML blocks to the parser.
fn between_fences<'n, 'a>(mut nodes: &'n [Located<'a>]) -> &'n [Located<'a>] {
    let is_border = |(node, _): &Located<'a>| match node {
        BodyNode::Event(
            cmark::Event::Start(Tag::HtmlBlock) | cmark::Event::End(TagEnd::HtmlBlock),
        ) => true,
        BodyNode::Raw(Raw::Text(text)) => text.trim().is_empty(),
        _ => false,
    };
    while let [first, rest @ ..] = nodes
        && is_border(first)
        && !matches!(first.0, BodyNode::Event(cmark::Event::Start(_)))
    {
        nodes = rest;
    }
    while let [rest @ .., last] = nodes
        && is_border(last)
        && !matches!(last.0, BodyNode::Event(cmark::Event::End(_)))
    {
        nodes = rest;
    }
    nodes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::EMBEDS;

    #[test]
    fn no_class_is_that_of_two_embeds() {
        let classes = || EMBEDS.iter().flat_map(|embed| embed.classes);
        assert_eq!(classes().collect::<BTreeSet<_>>().len(), classes().count());
    }
}
