//! Code blocks: a title, line numbers, lines to look at. One that asks for none of it is the cached
//! HTML as it is.

use std::fmt::Write;

use crate::markdown::{CodeBlock, CodeLook};
use crate::render::common::body::Filler;

/// The language of diagrams that stay text: nothing draws them.
const DIAGRAM: &str = "mermaid";

impl Filler<'_> {
    pub(super) fn code(&mut self, block: &CodeBlock) {
        let is_diagram = block.language.eq_ignore_ascii_case(DIAGRAM);
        self.html.push_str(match block.look.first_step {
            _ if is_diagram => "<figure class=\"code diagram\"",
            Some(_) => "<figure class=\"code steps\"",
            None => "<figure class=\"code\"",
        });
        if let Some(first) = block.look.first_step {
            self.attribute("data-first-step", &first.to_string());
            self.attribute("data-code-steps", &block.look.steps.len().to_string());
        }
        if !block.language.is_empty() {
            self.attribute("data-lang", &block.language);
        }
        self.html.push('>');
        let title = block
            .look
            .title
            .clone()
            .or_else(|| is_diagram.then(|| self.word("diagram")));
        if let Some(title) = title {
            self.html.push_str("<figcaption>");
            self.escaped(&title);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("<pre tabindex=\"0\"><code");
        if !block.language.is_empty() {
            self.attribute("class", &format!("language-{}", block.language));
        }
        self.html.push('>');
        let code = self
            .snapshot
            .highlighter
            .highlight(&block.language, &block.code);
        if block.look.has_lines() {
            push_lines(&mut self.html, &code, &block.look);
        } else {
            self.html.push_str(&code);
        }
        self.html.push_str("</code></pre></figure>");
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
    let mut rest = html;
    while let Some(at) = rest.find(['<', '\n']) {
        let line = lines.len() - 1;
        push_text(&mut lines[line], &rest[..at], open);
        if rest[at..].starts_with('\n') {
            lines.push(String::new());
            rest = &rest[at + 1..];
            continue;
        }
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        // Tokens never hold tokens: see the highlighter's `Spans`.
        open = Some(&rest[at..end]).filter(|tag| !tag.starts_with("</"));
        rest = &rest[end..];
    }
    let line = lines.len() - 1;
    push_text(&mut lines[line], rest, open);
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
