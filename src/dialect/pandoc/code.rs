//! Blocks of code: cells that Quarto runs, blocks with attributes, and raw text for one format.

use std::ops::Range;

use super::super::PandocSettings;
use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::writer::DeckRewriter;
use super::attributes::PandocAttributes;
use super::conditions;

/// Languages whose cells are drawings.
const DRAWN: [&str; 2] = ["mermaid", "dot"];
/// What the options of a cell begin with, in the comments of its language.
const OPTIONS: [&str; 6] = ["#|", "//|", "--|", "%%|", "%|", ";|"];

/// A block of code as it is to be shown.
#[derive(Debug, Default)]
struct ShownCode {
    language: String,
    title: Option<String>,
    lines: Option<String>,
    is_numbered: bool,
    numbers_from: Option<String>,
    /// Whether Quarto would run it.
    is_cell: bool,
    /// Whether it is shown; where nothing is said, the deck's front matter decides.
    echo: Option<bool>,
    /// Whether it and what comes of it are shown; else as above.
    include: Option<bool>,
    /// Whether it would be run.
    is_run: bool,
}

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, options: &PandocSettings) {
    let mut options = options.clone();
    for block in &body.blocks {
        if block.kind == BlockKind::Code(true) {
            fence(writer, body, block, &options);
            let text = body.text.get(block.range.clone()).unwrap_or_default();
            setup(text, &mut options);
        }
    }
}

/// Reads what a cell of R says of those behind it: `knitr::opts_chunk$set(echo = FALSE)`.
fn setup(text: &str, options: &mut PandocSettings) {
    let set = text
        .split_once("opts_chunk$set(")
        .filter(|_| text.trim_start_matches(['`', '~']).starts_with("{r"));
    let Some((_, arguments)) = set else { return };
    let arguments = arguments.split(')').next().unwrap_or_default();
    for (key, value) in arguments.split(',').filter_map(|word| word.split_once('=')) {
        match key.trim() {
            "echo" => options.echo = Some(!is_false(value)),
            "include" => options.include = Some(!is_false(value)),
            _ => {}
        }
    }
}

/// Whether a value says no, in the words of YAML, Python and R.
fn is_false(value: &str) -> bool {
    let value = value.trim().trim_matches(['"', '\'']);
    ["false", "f", "no", "off", "n"]
        .iter()
        .any(|word| value.eq_ignore_ascii_case(word))
}

fn fence(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    block: &DeckBlock,
    options: &PandocSettings,
) {
    let place = body.info(block);
    let info = body.text.get(place.clone()).unwrap_or_default();
    let Some(inside) = info.find('{') else { return };
    let (word, braces) = (info[..inside].trim(), info[inside..].trim_end());
    let Some(braces) = braces
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
    else {
        return;
    };
    // Quarto shows a cell with two braces as it stands.
    let shown_as_written = braces
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    if let Some(language) = shown_as_written.filter(|language| is_language(language)) {
        return writer.edits.replace(place, language);
    }
    let mut shown = ShownCode::default();
    if let Some(written) = PandocAttributes::parse(braces).filter(|_| !braces.trim().is_empty()) {
        if let Some(format) = &written.raw {
            return raw(writer, body, block, format);
        }
        if conditions::is_hidden(&written) {
            return writer.remove(body, block.range.clone());
        }
        shown.read_attributes(word, &written);
    } else if word.is_empty() && is_language(braces) {
        shown.read_cell(braces);
        read_options(writer, body, block, &mut shown);
    } else {
        return;
    }
    write(writer, body, block, &shown, (place, options));
}

/// Whether braces name a language that a cell is run in.
fn is_language(braces: &str) -> bool {
    let name = braces.split([' ', ',']).next().unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

impl ShownCode {
    fn read_attributes(&mut self, word: &str, written: &PandocAttributes) {
        word.clone_into(&mut self.language);
        for class in &written.classes {
            let numbers = ["numberLines", "number-lines", "numberlines"];
            if numbers.contains(&class.as_str()) {
                self.is_numbered = true;
            } else if self.language.is_empty() && class != "fragment" {
                self.language.clone_from(class);
            }
        }
        for (key, value) in &written.pairs {
            self.read(key, value);
        }
    }

    /// Reads `r setup, echo=FALSE`, knitr's options.
    fn read_cell(&mut self, braces: &str) {
        // In R, blanks stand around the sign: `echo = FALSE`.
        let braces = braces
            .split('=')
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("=");
        let mut words = braces.split([',', ' ']).filter(|word| !word.is_empty());
        self.language = words.next().unwrap_or_default().to_lowercase();
        (self.is_cell, self.is_run) = (true, !DRAWN.contains(&self.language.as_str()));
        for (key, value) in words.filter_map(|word| word.split_once('=')) {
            self.read(key, value);
        }
        if self.language == "ojs" {
            "js".clone_into(&mut self.language);
        }
    }

    fn read(&mut self, key: &str, value: &str) {
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim().trim_start_matches("data-") {
            "echo" => self.echo = Some(!is_false(value)),
            "include" => self.include = Some(!is_false(value)),
            "eval" if is_false(value) => self.is_run = false,
            "filename" if !value.is_empty() => self.title = Some(value.replace('"', "")),
            "startFrom" | "start-from" | "code-line-start" => {
                let number = value.parse::<u32>().is_ok();
                self.numbers_from = number.then(|| value.to_owned());
                self.is_numbered = true;
            }
            "code-line-numbers" | "line-numbers" => match value {
                "true" | "" => self.is_numbered = true,
                "false" => self.is_numbered = false,
                lines => self.lines = steps(lines),
            },
            _ => {}
        }
    }

    /// What follows the fence in the native form.
    fn info(&self) -> String {
        let mut words = vec![if self.language.is_empty() {
            "text".to_owned()
        } else {
            self.language.clone()
        }];
        words.extend(self.title.iter().map(|title| format!("title=\"{title}\"")));
        match &self.numbers_from {
            Some(first) => words.push(format!("linenostart={first}")),
            None if self.is_numbered => words.push("linenos".to_owned()),
            None => {}
        }
        words.extend(self.lines.iter().map(|lines| format!("{{{lines}}}")));
        words.join(" ")
    }
}

/// The lines of each step: reveal.js' `|3|1-2` begins with all of them.
fn steps(written: &str) -> Option<String> {
    let is_known = |c: char| c.is_ascii_digit() || "|,- ".contains(c);
    written.chars().all(is_known).then_some(())?;
    let step = |step: &str| match step.trim() {
        "" => "all".to_owned(),
        lines => lines.replace(' ', ""),
    };
    Some(written.split('|').map(step).collect::<Vec<_>>().join("|"))
}

/// The text behind the sign of options; `# | echo: false` is one, too.
fn option(line: &str) -> Option<&str> {
    let comment = OPTIONS
        .iter()
        .find_map(|sign| line.strip_prefix(sign.trim_end_matches('|')))?;
    comment.trim_start().strip_prefix('|')
}

/// The pairs of a line of options: `echo: false`, `{echo: false}`, `echo = FALSE, fig.width = 3`.
fn options_of(option: &str) -> Vec<(&str, &str)> {
    if let Some(inside) = option.trim().strip_prefix('{') {
        let inside = inside.trim_end_matches('}').split(',');
        return inside.filter_map(|pair| pair.split_once(':')).collect();
    }
    let is_of_r = option
        .find('=')
        .is_some_and(|sign| !option[..sign].contains(':'));
    if is_of_r {
        let pairs = option.split(',');
        return pairs.filter_map(|pair| pair.split_once('=')).collect();
    }
    option.split_once(':').into_iter().collect()
}

/// Reads the options at the top of a cell, and takes them out.
fn read_options(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    block: &DeckBlock,
    shown: &mut ShownCode,
) {
    let first = body.line_end(block.range.start, true).min(block.range.end);
    let mut end = first;
    for line in body.lines(first..block.range.end) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim();
        let Some(option) = option(text) else {
            break;
        };
        for (key, value) in options_of(option) {
            shown.read(key, value);
        }
        end = body.line_end(line.end, true).min(block.range.end);
    }
    writer.edits.replace(first..end, "");
}

fn write(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    block: &DeckBlock,
    shown: &ShownCode,
    (place, options): (Range<usize>, &PandocSettings),
) {
    const HINT: &str = "put its output onto the slide: a picture, a table or text";
    let info = body
        .text
        .get(place.clone())
        .unwrap_or_default()
        .trim()
        .to_owned();
    let is_drawn = DRAWN.contains(&shown.language.as_str());
    let is_left_out = shown.include.or(options.include) == Some(false);
    let is_silent = shown.echo.or(options.echo) == Some(false);
    if shown.is_cell && (is_left_out || is_silent && !is_drawn) {
        let option = if is_left_out { "include" } else { "echo" };
        let message = format!("`{info}` is not run, and `{option}: false` leaves its code out");
        writer.say(place, message, HINT);
        return writer.remove(body, block.range.clone());
    }
    if shown.is_cell && shown.is_run {
        let message = format!("`{info}` is not run: its code is shown");
        writer.say(place.clone(), message, HINT);
    }
    let native = shown.info();
    if native != info {
        writer.edits.replace(place, native);
    }
}

/// Raw text: HTML stands as it is, and what is for other formats is left out.
fn raw(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock, format: &str) {
    if !["html", "html5", "revealjs"].contains(&format) {
        return writer.remove(body, block.range.clone());
    }
    let opening = block.range.start..body.line_end(block.range.start, true);
    let closing = body.line_start(block.range.end)..block.range.end;
    if closing.start >= opening.end {
        writer.edits.replace(opening, "");
        writer.edits.replace(closing, "");
    }
}

#[cfg(test)]
mod tests {
    use super::{PandocSettings, is_false, option, options_of, setup, steps};

    #[test]
    fn options_are_written_in_many_ways() {
        let read = |line: &str| -> Vec<String> {
            let pairs = option(line).map(options_of).unwrap_or_default();
            let words = |(key, value): (&str, &str)| format!("{}={}", key.trim(), value.trim());
            pairs.into_iter().map(words).collect()
        };
        for line in [
            "#| echo: false",
            "# | echo: false",
            "//| echo: false",
            "#| {echo: false}",
            "#| echo=false",
        ] {
            assert_eq!(read(line), ["echo=false"], "{line}");
        }
        assert_eq!(
            read("#| echo = F, fig.width = 3"),
            ["echo=F", "fig.width=3"]
        );
        assert_eq!(read("#| fig-cap: a = b"), ["fig-cap=a = b"]);
        assert_eq!(read("# a comment | b"), [""; 0]);
    }

    #[test]
    fn cells_say_what_others_show() {
        let mut options = PandocSettings::default();
        setup(
            "```{r setup, include=FALSE}\nknitr::opts_chunk$set(\n  echo = FALSE, out.width = \"90%\")\n```",
            &mut options,
        );
        assert_eq!((options.echo, options.include), (Some(false), None));
        setup(
            "```r\nknitr::opts_chunk$set(echo = TRUE)\n```",
            &mut options,
        );
        assert_eq!(options.echo, Some(false));
        assert!(is_false(" False") && is_false("F") && !is_false("fenced"));
    }

    #[test]
    fn steps_are_written_as_here() {
        assert_eq!(steps("1|2-3, 5").as_deref(), Some("1|2-3,5"));
        assert_eq!(steps("|4").as_deref(), Some("all|4"));
        assert_eq!(steps("a"), None);
    }
}
