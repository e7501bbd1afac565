//! Formulas in running text and on lines of their own.

use std::ops::Range;

use pulldown_cmark as cmark;

use super::super::body::Slot;
use super::super::events::{BodyNode, Located};
use super::super::math;
use super::super::report::BodyReport;
use super::Writer;
use crate::diagnostic::codes;

impl Writer<'_> {
    pub(super) fn inline_math(
        &mut self,
        latex: &str,
        range: &Range<usize>,
        report: &mut BodyReport<'_>,
    ) {
        self.math(latex, false, range, report);
    }

    /// A formula that stands apart. It may be wider than the page: its region scrolls, with the
    /// keyboard too.
    pub(super) fn display_math(
        &mut self,
        tag: &str,
        latex: &str,
        range: &Range<usize>,
        report: &mut BodyReport<'_>,
    ) {
        self.out.begin(tag);
        for (name, value) in [("class", "math"), ("role", "group"), ("tabindex", "0")] {
            self.attribute(name, value);
        }
        self.tag_slot(Slot::MathLabel);
        self.out.tree.end();
        self.math(latex, true, range, report);
        self.out.close(tag);
        if tag == "div" {
            self.line();
        }
    }

    /// Reports the formulas that cannot be read in a text that is not written as nodes, such as the
    /// caption of an embed; `range` is the place to report.
    pub(super) fn check_formulas(
        &mut self,
        nodes: &[Located<'_>],
        range: &Range<usize>,
        report: &mut BodyReport<'_>,
    ) {
        for (node, _) in nodes {
            if let BodyNode::Event(
                cmark::Event::InlineMath(latex) | cmark::Event::DisplayMath(latex),
            ) = node
            {
                self.body.math = true;
                say(math::html(latex, false).1, range, report);
            }
        }
    }

    fn math(
        &mut self,
        latex: &str,
        display: bool,
        range: &Range<usize>,
        report: &mut BodyReport<'_>,
    ) {
        self.body.math = true;
        let (html, problem) = math::html(latex, display);
        self.out.tree.settled(&html);
        say(problem, range, report);
    }
}

fn say(problem: Option<String>, range: &Range<usize>, report: &mut BodyReport<'_>) {
    if let Some(why) = problem {
        let hint = "it is shown as code until it can be read; a dollar that is no formula is written `\\$`";
        report.say(
            codes::BAD_MATH,
            range,
            format!("this formula cannot be read: {why}"),
            hint,
        );
    }
}

/// The display formula that is all there is in a paragraph.
pub(super) fn lone_formula<'n>(nodes: &'n [Located<'_>]) -> Option<&'n str> {
    let BodyNode::Event(cmark::Event::DisplayMath(latex)) = &nodes.get(1)?.0 else {
        return None;
    };
    let end = cmark::TagEnd::Paragraph;
    matches!(&nodes.get(2)?.0, BodyNode::Event(cmark::Event::End(tag)) if *tag == end)
        .then_some(latex)
}
