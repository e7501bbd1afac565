//! New content files from the archetypes of a theme: front matter with the values that the site or
//! the command line gives, and a body to begin with.

use std::path::{Path, PathBuf};

use tera::{Context, Tera};

use super::{ScaffoldError, create};
use crate::lang::Lang;
use crate::theme::FileMap;

/// The lines of a front matter, each value quoted where YAML could take it for something else.
#[derive(Debug, Clone, Default)]
pub struct FrontMatterLines(String);

impl FrontMatterLines {
    /// A text; an empty one leaves its key out.
    pub fn text(&mut self, key: &str, value: &str) {
        if !value.trim().is_empty() {
            self.plain(key, &quoted(value));
        }
    }

    /// A value as it is: a date, a length of time, an id.
    pub fn plain(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.0.extend([key, ": ", value, "\n"]);
        }
    }

    /// A list of texts; an empty one leaves its key out.
    pub fn list(&mut self, key: &str, values: &[String]) {
        self.items(
            key,
            &values.iter().map(|value| quoted(value)).collect::<Vec<_>>(),
        );
    }

    /// A list of values as they are.
    pub fn items(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            let items: Vec<String> = values
                .iter()
                .map(|value| format!("  - {value}\n"))
                .collect();
            self.0.extend([key, ":\n", &items.concat()]);
        }
    }

    /// The lines.
    #[must_use]
    pub fn lines(&self) -> &str {
        &self.0
    }
}

/// A JSON string on one line, which is a YAML one, too.
fn quoted(value: &str) -> String {
    let line: Vec<&str> = value.split_whitespace().collect();
    serde_json::Value::from(line.join(" ")).to_string()
}

/// A file to be made.
#[derive(Debug)]
pub struct NewFile<'n> {
    /// The name of its archetype: `event`, `session` …
    pub kind: &'static str,
    /// Its path below the site's root.
    pub path: String,
    /// Its language.
    pub lang: &'n Lang,
    /// Its front matter.
    pub front: FrontMatterLines,
    /// Further values for its archetype, by name: texts, or lists of them.
    pub context: Vec<(&'static str, serde_json::Value)>,
}

/// Writes a file that must not be there yet. Returns it, relative to the site's root.
///
/// # Errors
/// When it is there, cannot be written, or its archetype is no template.
pub fn write(root: &Path, theme: &FileMap, file: &NewFile<'_>) -> Result<PathBuf, ScaffoldError> {
    let text = fill(theme, file)?;
    create(&root.join(&file.path), text.as_bytes())?;
    Ok(PathBuf::from(&file.path))
}

fn fill(theme: &FileMap, file: &NewFile<'_>) -> Result<String, ScaffoldError> {
    let names = [
        format!("archetypes/{}.{}.md", file.kind, file.lang),
        format!("archetypes/{}.md", file.kind),
    ];
    let front = file.front.lines();
    let Some((name, archetype)) = names.iter().find_map(|name| Some((name, theme.get(name)?)))
    else {
        // An outline is never published, so there is nothing to hold back.
        let draft = if file.kind == "outline" {
            ""
        } else {
            "draft: true\n"
        };
        return Ok(format!("---\n{front}{draft}---\n"));
    };
    let mut context = Context::new();
    context.insert("front_matter", front);
    context.insert("lang", file.lang.as_str());
    file.context
        .iter()
        .for_each(|(key, value)| context.insert(*key, value));
    for key in ["abstract", "authors", "room"] {
        if !file.context.iter().any(|(known, _)| *known == key) {
            context.insert(key, "");
        }
    }
    Tera::one_off(&String::from_utf8_lossy(&archetype.bytes), &context, false).map_err(|error| {
        ScaffoldError::Refused(format!("the archetype `{name}` cannot be used: {error}"))
    })
}

/// Divides a slot (in seconds) into an opening, three parts and a conclusion, as headings say it.
#[must_use]
pub fn split_slot(seconds: Option<u32>) -> [String; 5] {
    let Some(seconds) = seconds.filter(|seconds| *seconds >= 5) else {
        return Default::default();
    };
    let unit = unit(seconds);
    let edge = (seconds / unit / 10).max(1);
    let [first, second, third] = thirds(seconds / unit - 2 * edge);
    [edge, first, second, third, edge].map(|units| format!(" {{{}}}", time(units * unit)))
}

/// Divides a slot (in seconds) among the three parts of a deck, as attributes say it: its title has
/// none, since a run begins with the step from it.
#[must_use]
pub fn split_deck(seconds: Option<u32>) -> [String; 3] {
    let Some(seconds) = seconds.filter(|seconds| *seconds >= 3) else {
        return Default::default();
    };
    let unit = unit(seconds);
    thirds(seconds / unit).map(|units| format!(" {}", time(units * unit)))
}

/// The steps in which a slot is divided, in seconds.
fn unit(seconds: u32) -> u32 {
    match seconds {
        600.. if seconds.is_multiple_of(60) => 60,
        50.. if seconds.is_multiple_of(10) => 10,
        _ => 1,
    }
}

fn thirds(units: u32) -> [u32; 3] {
    [1, 0, 2].map(|rest| units / 3 + u32::from(units % 3 > rest))
}

fn time(seconds: u32) -> String {
    let time = crate::duration::Duration::from_seconds(seconds);
    format!("time={time}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duration::Duration;

    #[test]
    fn slots_are_divided_without_a_rest() {
        assert_eq!(
            split_slot(Some(1500)).concat(),
            " {time=2m} {time=7m} {time=7m} {time=7m} {time=2m}"
        );
        assert_eq!(split_slot(None).concat(), "");
        for seconds in 5..8000 {
            let parts = split_slot(Some(seconds));
            let times = parts.iter().map(|part| {
                let time = part.trim_start_matches(" {time=").trim_end_matches('}');
                Duration::parse(time)
                    .unwrap_or_else(|| panic!("{seconds}: {part}"))
                    .seconds()
            });
            assert_eq!(times.sum::<u32>(), seconds);
        }
    }

    #[test]
    fn the_parts_of_a_deck_take_all_of_its_slot() {
        assert_eq!(split_deck(Some(1200)).concat(), " time=7m time=7m time=6m");
        for seconds in 3..4000 {
            let times = split_deck(Some(seconds)).map(|time| {
                Duration::parse(time.trim_start_matches(" time="))
                    .unwrap()
                    .seconds()
            });
            assert_eq!(times.iter().sum::<u32>(), seconds);
        }
    }

    #[test]
    fn texts_stay_texts() {
        let mut front = FrontMatterLines::default();
        front.text("title", "A: \"b\"\n- c # d");
        front.text("track", "  ");
        front.list("speakers", &["x: y".to_owned()]);
        assert_eq!(
            front.lines(),
            "title: \"A: \\\"b\\\" - c # d\"\nspeakers:\n  - \"x: y\"\n"
        );
    }
}
