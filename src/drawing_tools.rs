//! Runs the programs that draw what is written as text: `mmdc`, `dot`, `plantuml`.
//!
//! A program gets the text on its input and gives SVG on its output; no shell reads anything. It has
//! a time limit, ends with this process, and is told to keep away from files and networks where it
//! can be told. Knows nothing of documents, nor of what becomes of the SVG.

mod running;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::NamedTempFile;

use crate::drawing::tools::{DrawingFailure, DrawingLanguage, DrawingTools};
use crate::interrupt::{Cleanup, on_signal};
use running::{Ended, MOST, run};

/// How long a program may take. Mermaid's starts a browser.
const PATIENCE: Duration = Duration::from_secs(30);

/// What Mermaid is told: labels that are text of the drawing, nothing that acts, and colours that
/// read well once they are turned round.
const MERMAID: &str = r#"{"theme":"neutral","securityLevel":"strict","htmlLabels":false,"flowchart":{"htmlLabels":false},"class":{"htmlLabels":false},"fontFamily":"sans-serif"}"#;

/// The programs of this computer.
#[derive(Debug, Clone)]
pub struct OsDrawingTools {
    /// The site's folder: relative paths of programs and of their arguments are seen from there.
    root: PathBuf,
    patience: Duration,
}

impl OsDrawingTools {
    /// For a site in a folder.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            // A program is started in this folder, from where its relative path would lead elsewhere.
            root: std::path::absolute(root).unwrap_or_else(|_| root.to_owned()),
            patience: PATIENCE,
        }
    }

    /// The same with another time limit.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Where a program is: on the search path, or at its own path.
    fn find(&self, program: &str) -> Option<PathBuf> {
        if program.contains(['/', '\\']) {
            return Some(self.root.join(program)).filter(|path| path.is_file());
        }
        on_search_path(program)
    }
}

/// Which of the usual programs are there, as a text that changes with it.
#[must_use]
pub fn present() -> String {
    let programs = DrawingLanguage::ALL.map(DrawingLanguage::program);
    let found = programs
        .into_iter()
        .filter(|program| on_search_path(program).is_some());
    found.collect::<Vec<_>>().join("+")
}

fn on_search_path(program: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let names = if cfg!(windows) {
        vec![format!("{program}.exe"), format!("{program}.cmd")]
    } else {
        vec![program.to_owned()]
    };
    std::env::split_paths(&folders)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|path| path.is_file())
}

impl DrawingTools for OsDrawingTools {
    fn stamp(&self, command: &[String]) -> Option<String> {
        let path = self.find(command.first()?)?.canonicalize().ok()?;
        let metadata = path.metadata().ok()?;
        let changed = metadata.modified().ok()?;
        Some(format!("{} {} {changed:?}", path.display(), metadata.len()))
    }

    fn draw(
        &self,
        language: DrawingLanguage,
        command: &[String],
        source: &str,
    ) -> Result<String, DrawingFailure> {
        let named = command.first().and_then(|program| self.find(program));
        let program = named.ok_or(DrawingFailure::NoProgram)?;
        let mut process = Command::new(program);
        process.args(&command[1..]).current_dir(&self.root);
        let _settings = arguments(language, &mut process).map_err(|error| failed(&error))?;
        match run(process, source.as_bytes(), self.patience).map_err(|error| failed(&error))? {
            Ended::InTime {
                output,
                errors,
                is_success,
            } => {
                let svg = String::from_utf8_lossy(&output).into_owned();
                if is_success && svg.contains("<svg") {
                    Ok(svg)
                } else {
                    Err(DrawingFailure::Refused(message(&errors, &output)))
                }
            }
            Ended::TooLate => Err(DrawingFailure::TooSlow(self.patience.as_secs())),
            Ended::TooMuch => {
                let most = format!("it writes more than {} MB", MOST >> 20);
                Err(DrawingFailure::Refused(most))
            }
        }
    }
}

fn failed(error: &io::Error) -> DrawingFailure {
    DrawingFailure::NotRun(error.to_string())
}

/// A file that a program reads. It is removed when the drawing is made, or when a signal ends the
/// process.
struct SettingsFile {
    file: NamedTempFile,
    _cleanup: Cleanup,
}

impl SettingsFile {
    fn write(text: &str) -> io::Result<Self> {
        let file = NamedTempFile::with_suffix(".json")?;
        let path = file.path().to_owned();
        let cleanup = on_signal(move || drop(std::fs::remove_file(path)));
        std::fs::write(file.path(), text)?;
        Ok(Self {
            file,
            _cleanup: cleanup,
        })
    }
}

/// Adds the arguments of a language, and gives the file that they name, if they name one.
fn arguments(language: DrawingLanguage, process: &mut Command) -> io::Result<Option<SettingsFile>> {
    match language {
        DrawingLanguage::Graphviz => {
            process.args(["-Tsvg", "-Gbgcolor=transparent"]);
            for what in ["-Gfontname", "-Nfontname", "-Efontname"] {
                process.arg(format!("{what}=Helvetica"));
            }
            // A server's Graphviz reads no files.
            process.env("SERVER_NAME", "lutrin");
        }
        DrawingLanguage::PlantUml => {
            process.args(["-tsvg", "-pipe", "-charset", "UTF-8"]);
            process.env("PLANTUML_SECURITY_PROFILE", "SANDBOX");
        }
        DrawingLanguage::Mermaid => {
            let settings = SettingsFile::write(MERMAID)?;
            process.args([
                "-i",
                "-",
                "-o",
                "-",
                "-e",
                "svg",
                "-b",
                "transparent",
                "-q",
                "-c",
            ]);
            process.arg(settings.file.path());
            return Ok(Some(settings));
        }
    }
    Ok(None)
}

/// What a program says of a text that it does not draw: the first line that says something.
fn message(errors: &[u8], output: &[u8]) -> String {
    let text = [errors, output].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut lines = text.iter().flat_map(|text| text.lines()).map(str::trim);
    let is_word = |line: &&str| line.chars().any(char::is_alphanumeric) && !line.starts_with('<');
    let line = lines.find(is_word).unwrap_or("it says nothing");
    let line: String = line.chars().filter(|c| !c.is_control()).take(200).collect();
    line.strip_prefix("Error: ").unwrap_or(&line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::message;

    #[test]
    fn the_first_line_with_words_is_the_message() {
        let said = b"\n  \nError: <stdin>: syntax error in line 1 near '->'\n";
        assert_eq!(
            message(said, b""),
            "<stdin>: syntax error in line 1 near '->'"
        );
        assert_eq!(message(b"", b"<svg>\nNo diagram"), "No diagram");
        assert_eq!(message(b"", b""), "it says nothing");
    }
}
