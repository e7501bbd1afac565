//! Drawings that are written as text: their languages, and what makes pictures of them.
//!
//! Knows no process: whoever runs the tools implements [`DrawingTools`].

use std::fmt::Debug;

/// A language of drawings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DrawingLanguage {
    /// Mermaid, drawn by `mmdc`.
    Mermaid,
    /// Graphviz, drawn by `dot`.
    Graphviz,
    /// `PlantUML`, drawn by `plantuml`.
    PlantUml,
}

impl DrawingLanguage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mermaid, Self::Graphviz, Self::PlantUml];

    /// The language that the first word of a fence names.
    #[must_use]
    pub fn of_fence(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "mermaid" => Self::Mermaid,
            "dot" | "graphviz" | "gv" => Self::Graphviz,
            "plantuml" | "puml" => Self::PlantUml,
            _ => return None,
        })
    }

    /// How people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mermaid => "Mermaid",
            Self::Graphviz => "Graphviz",
            Self::PlantUml => "PlantUML",
        }
    }

    /// Its key in `lutrin.yaml`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mermaid => "mermaid",
            Self::Graphviz => "graphviz",
            Self::PlantUml => "plantuml",
        }
    }

    /// The program that draws it, unless the site names another one.
    #[must_use]
    pub fn program(self) -> &'static str {
        match self {
            Self::Mermaid => "mmdc",
            Self::Graphviz => "dot",
            Self::PlantUml => "plantuml",
        }
    }
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DrawingFailure {
    /// There is no such program.
    NoProgram,
    /// The program cannot be run: the system says this.
    NotRun(String),
    /// The program says this about the text.
    Refused(String),
    /// The program did not end within so many seconds.
    TooSlow(u64),
}

/// Programs that draw. A command is a program and what stands before its arguments.
pub trait DrawingTools: Debug + Send + Sync {
    /// What changes with the program, for results that are kept; `None` where there is none.
    fn stamp(&self, command: &[String]) -> Option<String>;

    /// The drawing of a text, as SVG.
    ///
    /// # Errors
    /// When the program is not there, refuses the text, or takes too long.
    fn draw(
        &self,
        language: DrawingLanguage,
        command: &[String],
        source: &str,
    ) -> Result<String, DrawingFailure>;
}
