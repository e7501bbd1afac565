//! Headings, code, lists, tables, quotations, divs and the section of footnotes.

use std::ops::Range;

use pulldown_cmark::{
    self as cmark, Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Tag, TagEnd,
};

use super::super::body::{Alert, CodeBlock, Heading, Slot};
use super::super::braces;
use super::super::divs::{self, Attributes};
use super::super::events::{BodyNode, Located, element};
use super::super::fence::{self, CodeLook};
use super::super::raw::Raw;
use super::super::report::BodyReport;
use super::super::text;
use super::{Writer, inline};
use crate::diagnostic::codes;

/// The elements of headings by their level.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

impl Writer<'_> {
    pub(super) fn heading(&mut self, nodes: &[Located<'_>], report: &mut BodyReport<'_>) -> usize {
        let element = element(nodes);
        let BodyNode::Event(cmark::Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        })) = &nodes[0].0
        else {
            return 1;
        };
        let content = &element[1..element.len() - 1];
        let mut level = *level as u8;
        if level == 1 && self.slides.is_none() {
            let hint = "begin with `##`: the title of the page is its only heading of level 1";
            report.say(
                codes::SECOND_H1,
                &nodes[0].1,
                "a second heading of level 1 on this page",
                hint,
            );
            level = 2;
        }
        if id.is_some() {
            braces::say_second_id(self.source, &nodes[0].1, report);
        }
        let words = text::plain(content);
        let is_comment = |(node, _): &Located<'_>| matches!(node, BodyNode::Raw(Raw::Comment(_)));
        if self.slides.is_none() && content.iter().all(is_comment) {
            let hint = "write its words, or take it out: contents and screen readers name a part by its heading";
            report.say(
                codes::EMPTY_HEADING,
                &nodes[0].1,
                "this heading says nothing",
                hint,
            );
        }
        let name = self
            .names
            .binary_search_by_key(&nodes[0].1.start, |(start, _)| *start);
        let name = name.map_or(words.as_str(), |at| self.names[at].1.as_str());
        let name = name.to_owned();
        let id = self
            .heading_of_slide(level, &words, &name)
            .unwrap_or_else(|| {
                let id = id
                    .as_ref()
                    .map_or_else(|| self.ids.generate(&name), ToString::to_string);
                format!("{}{id}", self.within.prefix)
            });
        let level = (level + self.within.shift).min(6);
        let element_name = HEADINGS[usize::from(level.clamp(1, 6)) - 1];
        self.out.begin(element_name);
        self.attribute("id", &id);
        let places = braces::places(self.source, &nodes[0].1, attrs.len());
        braces::say_twice(attrs.iter().map(|(key, _)| &**key).zip(&places), report);
        let named = attrs.iter().zip(&places);
        let named: Vec<_> = named.filter(|((key, _), _)| divs::is_name(key)).collect();
        let value = |value: &Option<CowStr<'_>>| {
            value
                .as_deref()
                .unwrap_or_default()
                .trim_matches('"')
                .to_owned()
        };
        let attributes: Vec<_> = named
            .iter()
            .map(|((key, written), _)| (key.to_string(), value(written)))
            .collect();
        let written = attributes.iter().zip(&named);
        let written = written.map(|((key, value), (_, place))| (&**key, &**value, *place));
        braces::say_unread(written, self.slides.is_some(), report);
        let classes = classes.iter().map(CowStr::to_string).collect();
        self.decorate(&Attributes {
            id: None,
            classes,
            pairs: attributes.clone(),
        });
        self.out.tree.end();
        self.nodes(content, report);
        if self.slides.is_none() {
            self.slot(Slot::HeadingLink(self.body.headings.len()));
        }
        self.close_line(element_name);
        let html = inline(&without_links(content)).into_html();
        let span = report.span(&nodes[0].1);
        self.body.headings.push(Heading {
            level,
            id,
            text: words,
            html,
            attributes,
            span,
        });
        element.len()
    }

    pub(super) fn code_block(
        &mut self,
        kind: &CodeBlockKind<'_>,
        nodes: &[Located<'_>],
        report: &mut BodyReport<'_>,
    ) -> usize {
        let element = element(nodes);
        let mut code = String::new();
        for (node, range) in &element[1..element.len() - 1] {
            if let BodyNode::Event(cmark::Event::Text(words)) = node {
                // Line ends are the parser's; everything else is the author's own text, not the
                // masked one.
                let written = self
                    .source
                    .get(range.clone())
                    .filter(|written| written.len() == words.len());
                code.push_str(written.unwrap_or(words));
            }
        }
        let mut block = self.code_of(kind, &nodes[0].1, code, report);
        block.look.first_step = self.steps_of_code(&block.look);
        self.slot(Slot::Code(self.body.code_blocks.len()));
        self.line();
        self.body.code_blocks.push(block);
        element.len()
    }

    /// What the line that opens a code block says of it.
    fn code_of(
        &self,
        kind: &CodeBlockKind<'_>,
        range: &Range<usize>,
        code: String,
        report: &mut BodyReport<'_>,
    ) -> CodeBlock {
        if !matches!(kind, CodeBlockKind::Fenced(info) if !info.is_empty()) {
            let span = report.span(range);
            return CodeBlock {
                language: String::new(),
                code,
                span,
                look: CodeLook::default(),
            };
        }
        let line = self
            .source
            .get(range.clone())
            .unwrap_or_default()
            .lines()
            .next()
            .unwrap_or_default();
        let info = line.trim_start_matches(['`', '~']).trim();
        let start = range.start + line.rfind(info).unwrap_or(0);
        let fence::Info {
            language,
            look,
            problems,
        } = fence::read(info, code.lines().count());
        // Pandoc's form for HTML; `near_misses` says so.
        let is_html = info.starts_with("{=html}");
        for problem in problems.into_iter().filter(|_| !is_html) {
            let place = start + problem.range.start..start + problem.range.end;
            report.say(codes::BAD_CODE_LOOK, &place, problem.message, &problem.hint);
        }
        let at = start + info.find(language).unwrap_or(0);
        CodeBlock {
            language: language.to_owned(),
            code,
            span: report.span(&(at..at + language.len())),
            look,
        }
    }

    pub(super) fn open_list(&mut self, first: Option<u64>, nodes: &[Located<'_>]) {
        match first {
            Some(1) => self.out.open("ol"),
            Some(first) => self.out.open_with("ol", &[("start", &first.to_string())]),
            None if is_task(&nodes[2..]) => self.out.open_with("ul", &[("class", "tasks")]),
            None => self.out.open("ul"),
        }
        self.line();
    }

    pub(super) fn task_marker(&mut self, is_done: bool) {
        self.out.begin("input");
        self.attribute("type", "checkbox");
        self.out.tree.flag("disabled");
        if is_done {
            self.out.tree.flag("checked");
        }
        self.tag_slot(Slot::TaskLabel(is_done));
        self.out.tree.end();
        self.out.tree.written_text(" ");
    }

    /// A table in a region that scrolls.
    pub(super) fn open_table(&mut self) {
        self.out.begin("div");
        for (name, value) in [("class", "table"), ("role", "group"), ("tabindex", "0")] {
            self.attribute(name, value);
        }
        self.tag_slot(Slot::TableLabel);
        self.out.tree.end();
        self.out.open("table");
    }

    pub(super) fn open_cell(&mut self) {
        let name = if self.table.in_head { "th" } else { "td" };
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => "left",
            Some(Alignment::Center) => "center",
            Some(Alignment::Right) => "right",
            _ => return self.out.open(name),
        };
        self.out.open_with(name, &[("class", class)]);
    }

    pub(super) fn open_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let alert = match kind {
            None => {
                self.out.open("blockquote");
                return self.line();
            }
            Some(BlockQuoteKind::Note) => Alert::Note,
            Some(BlockQuoteKind::Tip) => Alert::Tip,
            Some(BlockQuoteKind::Important) => Alert::Important,
            Some(BlockQuoteKind::Warning) => Alert::Warning,
            Some(BlockQuoteKind::Caution) => Alert::Caution,
        };
        let class = format!("alert {}", alert.name());
        self.out.open_with("aside", &[("class", &class)]);
        self.out.open_with("p", &[("class", "alert-title")]);
        self.slot(Slot::AlertTitle(alert));
        self.close_line("p");
    }

    pub(super) fn open_div(&mut self, attributes: &Attributes) {
        self.out.begin("div");
        self.decorate(attributes);
        self.out.tree.end();
        self.line();
        if attributes.classes.iter().any(|class| class == "toc") {
            self.slot(Slot::Contents);
        }
    }

    pub(super) fn classes(&mut self, classes: &[String]) {
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
    }

    /// The section at the end, with links back to every call.
    pub(super) fn footnotes(&mut self, nodes: &[Located<'_>], report: &mut BodyReport<'_>) {
        let definitions = self.notes.definitions.clone();
        if definitions.is_empty() {
            return;
        }
        self.out.begin("section");
        self.attribute("class", "footnotes");
        self.attribute("role", "doc-endnotes");
        self.tag_slot(Slot::FootnotesLabel);
        self.out.tree.end();
        self.out.open("ol");
        self.line();
        for (i, range) in definitions.into_iter().enumerate() {
            let number = i + 1;
            self.out.begin("li");
            self.id(&format!("fn-{number}"));
            self.out.tree.end();
            self.footnote(number, &nodes[range], report);
        }
        self.out.close("ol");
        self.close_line("section");
    }

    /// The text of a footnote, with links back to every call.
    pub(super) fn footnote(
        &mut self,
        number: usize,
        content: &[Located<'_>],
        report: &mut BodyReport<'_>,
    ) {
        // The way back goes to the end of the last paragraph, where there is one.
        let (before, paragraph_end) = match content {
            [
                before @ ..,
                (BodyNode::Event(cmark::Event::End(TagEnd::Paragraph)), _),
            ] => (before, true),
            all => (all, false),
        };
        self.nodes(before, report);
        self.out.close_left_open();
        for call in 1..=self.notes.calls[number - 1] {
            self.out.tree.written_text(" ");
            self.slot(Slot::FootnoteBack { number, call });
        }
        if paragraph_end {
            self.out.close("p");
        }
        self.close_line("li");
    }
}

/// Whether the nodes inside an item begin with a check box.
pub(super) fn is_task(item: &[Located<'_>]) -> bool {
    let marker = |located: Option<&Located<'_>>| {
        matches!(
            located,
            Some((BodyNode::Event(cmark::Event::TaskListMarker(_)), _))
        )
    };
    let in_paragraph = matches!(
        item.first(),
        Some((BodyNode::Event(cmark::Event::Start(Tag::Paragraph)), _))
    );
    marker(item.first()) || (in_paragraph && marker(item.get(1)))
}

fn without_links<'a>(nodes: &[Located<'a>]) -> Vec<Located<'a>> {
    let is_link = |(node, _): &&Located<'a>| {
        matches!(
            node,
            BodyNode::Event(
                cmark::Event::Start(Tag::Link { .. }) | cmark::Event::End(TagEnd::Link)
            )
        )
    };
    nodes
        .iter()
        .filter(|located| !is_link(located))
        .cloned()
        .collect()
}
