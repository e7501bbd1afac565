//! Code blocks: a title, line numbers, lines to look at. One that asks for none of it is the cached
//! HTML as it is.

use std::fmt::Write;

use crate::html::tokens::{Token, tokens};
use crate::images::drawings::Drawn;
use crate::markdown::{CodeBlock, CodeLook};
use crate::render::common::body::{Filler, drawings};

/// The language of diagrams that stay text: nothing draws them.
const DIAGRAM: &str = "mermaid";

impl Filler<'_> {
    /// A code block, or the drawing that it describes.
    pub(super) fn code_or_drawing(&mut self, at: usize) {
        let block = &self.body.code_blocks[at];
        match drawings::drawn(self.snapshot, block).as_deref() {
            Some(Drawn::Picture(drawing)) => self.drawing(block, drawing, at),
            _ => self.code(block),
        }
    }

    pub(crate) fn code(&mut self, block: &CodeBlock) {
        let is_diagram = block.language.eq_ignore_ascii_case(DIAGRAM);
        self.out.begin("figure");
        self.out.attribute(
            "class",
            match block.look.first_step {
                _ if is_diagram => "code diagram",
                Some(_) => "code steps",
                None => "code",
            },
        );
        if let Some(first) = block.look.first_step {
            let steps = block.look.steps.len().to_string();
            self.out.attribute("data-first-step", &first.to_string());
            self.out.attribute("data-code-steps", &steps);
        }
        if !block.language.is_empty() {
            self.out.attribute("data-lang", &block.language);
        }
        self.out.end();
        let title = block.look.title.clone();
        if let Some(title) = title.or_else(|| is_diagram.then(|| self.word("diagram"))) {
            self.out.text_element("figcaption", &[], &title);
        }
        self.out.open_with("pre", &[("tabindex", "0")]);
        self.out.begin("code");
        if !block.language.is_empty() {
            let class = format!("language-{}", block.language);
            self.out.attribute("class", &class);
        }
        self.out.end();
        self.lines(block);
        self.out.close("code");
        self.out.close("pre");
        self.out.close("figure");
    }

    fn lines(&mut self, block: &CodeBlock) {
        let highlighter = &self.snapshot.highlighter;
        let code = highlighter.highlight(&block.language, &block.code);
        if block.look.has_lines() {
            let mut lines = String::new();
            push_lines(&mut lines, &code, &block.look);
            self.out.settled(&lines);
        } else {
            self.out.settled(&code);
        }
    }
}

/// Writes each line as an element of its own. A number is an attribute, which nothing copies; a
/// line to look at is a `<mark>`, whatever a theme makes of it. A line that a deck lights up says
/// in which steps.
fn push_lines(out: &mut String, html: &str, look: &CodeLook) {
    let lines = split(html);
    let last = look.numbers_from.unwrap_or(1) + lines.len().saturating_sub(1);
    let digits = last.to_string().len();
    for (i, line) in lines.into_iter().enumerate() {
        let has_steps = look.first_step.is_some();
        let tag = if look.marks(i + 1) && !has_steps {
            "mark"
        } else {
            "span"
        };
        // Writing to a `String` cannot fail.
        let _ = write!(out, "<{tag} class=\"line\"");
        if let Some(first) = look.numbers_from {
            let _ = write!(out, " data-line=\"{:>digits$}\"", first + i);
        }
        let lit: Vec<String> = look
            .lit(i + 1)
            .filter(|_| has_steps)
            .map(|step| step.to_string())
            .collect();
        if !lit.is_empty() {
            let _ = write!(out, " data-on=\"{}\"", lit.join(" "));
        }
        let _ = write!(out, ">{line}\n</{tag}>");
    }
}

/// The lines of highlighted code, without their ends. A token over several lines is one on each of
/// them.
fn split(html: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut open: Option<&str> = None;
    for token in tokens(html) {
        match token {
            // Tokens never hold tokens: see the highlighter's `Spans`.
            Token::Start(tag) => open = Some(&html[tag.range]),
            Token::Text(text) => {
                for (at, piece) in text.written.split('\n').enumerate() {
                    if at > 0 {
                        lines.push(String::new());
                    }
                    if let Some(line) = lines.last_mut() {
                        push_text(line, piece, open);
                    }
                }
            }
            _ => open = None,
        }
    }
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn push_text(line: &mut String, text: &str, open: Option<&str>) {
    match open.filter(|_| !text.is_empty()) {
        Some(tag) => {
            line.push_str(tag);
            line.push_str(text);
            line.push_str("</span>");
        }
        None => line.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_over_several_lines_is_one_on_each() {
        let html = "<span class=\"c\">/* a\n\n b */</span> x\n<span class=\"k\">y\n</span>z &lt;\n";
        let expected = [
            "<span class=\"c\">/* a</span>",
            "",
            "<span class=\"c\"> b */</span> x",
            "<span class=\"k\">y</span>",
            "z &lt;",
        ];
        assert_eq!(split(html), expected);
        assert_eq!(split("a\n\n"), ["a", ""]);
        assert_eq!(split("a"), ["a"]);
        assert_eq!(split(""), Vec::<String>::new());
    }

    #[test]
    fn numbers_are_attributes_and_marked_lines_are_marks() {
        let mut out = String::new();
        let look = CodeLook {
            numbers_from: Some(9),
            marked: vec![(2, 2)],
            ..CodeLook::default()
        };
        push_lines(&mut out, "a\nb\n", &look);
        assert_eq!(
            out,
            "<span class=\"line\" data-line=\" 9\">a\n</span><mark class=\"line\" data-line=\"10\">b\n</mark>"
        );
    }
}
