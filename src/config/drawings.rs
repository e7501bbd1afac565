//! `drawings` of `lutrin.yaml`: which programs draw what is written as text.
//!
//! Knows no program.

use crate::diagnostic::codes;
use crate::drawing::tools::DrawingLanguage;
use crate::yaml::Node;

/// The programs that draw, by language. Each is a command: a program with what stands before its
/// arguments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DrawingSettings {
    named: Vec<(DrawingLanguage, Vec<String>)>,
}

impl DrawingSettings {
    /// The command for a language; `None` where its drawings stay text.
    #[must_use]
    pub fn command(&self, language: DrawingLanguage) -> Option<Vec<String>> {
        let named = self.named.iter().find(|(named, _)| *named == language);
        match named {
            Some((_, command)) => Some(command.clone()).filter(|command| !command.is_empty()),
            None => Some(vec![language.program().to_owned()]),
        }
    }

    /// Reads a mapping, or `false` for all of them.
    pub(super) fn read(node: &Node<'_>) -> Self {
        if !node.is_mapping() {
            let is_on = node.bool().unwrap_or(true);
            let all = DrawingLanguage::ALL.into_iter().filter(|_| !is_on);
            return Self {
                named: all.map(|language| (language, Vec::new())).collect(),
            };
        }
        let mut fields = node.clone().fields();
        let mut named = Vec::new();
        for language in DrawingLanguage::ALL {
            if let Some(node) = fields.filled(language.key())
                && let Some(command) = read_command(&node)
            {
                named.push((language, command));
            }
        }
        fields.finish(&[
            ("dot", "graphviz"),
            ("mmdc", "mermaid"),
            ("puml", "plantuml"),
        ]);
        Self { named }
    }
}

/// A program, a list of it and its first arguments, or `false`; `None` for `true`, and for what
/// makes no sense.
fn read_command(node: &Node<'_>) -> Option<Vec<String>> {
    if node.is_yes_or_no() {
        return (node.bool() == Some(false)).then(Vec::new);
    }
    let words: Vec<String> = node.items().iter().filter_map(Node::text).collect();
    let names_program = words.first().is_some_and(|word| !word.trim().is_empty());
    if !names_program {
        let hint = "write the name of a program, a list of it and its first arguments, or `false`";
        node.report(
            codes::BAD_VALUE,
            "this names no program",
            Some(hint.to_owned()),
        );
    }
    names_program.then_some(words)
}
