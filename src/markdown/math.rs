//! Formulas: LaTeX as `MathML`, made when the page is read, so that no script and no font is needed
//! to show them.
//!
//! The engine writes some looks as inline styles, which a strict policy forbids: colours become
//! attributes that `MathML` has for them, the rest is left to the theme.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::Content;
use pulldown_latex::{Event, Parser, ParserError, Storage, push_mathml};

/// A formula as HTML; where it cannot be read, its source as code, and why.
pub(super) fn html(latex: &str, display: bool) -> (String, Option<String>) {
    match mathml(latex, display) {
        Ok(mathml) => (mathml, None),
        Err(why) => {
            let mut out = "<code class=\"language-latex\">".to_owned();
            // Writing to a `String` cannot fail.
            let _ = escape_html_body_text(&mut out, latex.trim());
            out.push_str("</code>");
            (out, Some(why))
        }
    }
}

fn mathml(latex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events: Vec<Event<'_>> = Parser::new(latex, &storage)
        .collect::<Result<_, _>>()
        .map_err(|why| sentence(&why))?;
    let mode = if display {
        DisplayMode::Block
    } else {
        DisplayMode::Inline
    };
    let config = RenderConfig {
        display_mode: mode,
        ..RenderConfig::default()
    };
    let mut html = String::with_capacity(latex.len() * 8);
    let events = events
        .into_iter()
        .map(|event| Ok::<_, ParserError>(harmless(event)));
    push_mathml(&mut html, events, config).map_err(|error| error.to_string())?;
    // The engine takes a lone space for one before and one behind a text.
    let html = html.replace("<mtext>&nbsp;&nbsp;</mtext>", "<mtext>\u{a0}</mtext>");
    let html = escaped(&without_styles(&html));
    // Programs that know no `MathML` still get the source.
    let Some(rest) = html.strip_prefix("<math") else {
        return Ok(html);
    };
    let mut out = String::with_capacity(html.len() + latex.len() + 16);
    out.push_str("<math alttext=\"");
    let _ = escape_html(&mut out, latex.trim());
    out.push('"');
    out.push_str(rest);
    Ok(out)
}

/// The engine writes the name of an operator as it stands, markup and all; as a text, it is
/// escaped. Its spaces (`\ ` and `~`) are the name of a character, which would be escaped, too:
/// here they are that character.
fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Content(Content::Function(name)) if name.contains(['<', '>', '&']) => {
            Event::Content(Content::Text(name))
        }
        Event::Content(Content::Text("&nbsp;")) => Event::Content(Content::Text("\u{a0}")),
        other => other,
    }
}

/// The engine's own sentence, without its drawing of the place.
fn sentence(error: &ParserError) -> String {
    let cause =
        std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    cause
        .lines()
        .next()
        .unwrap_or_default()
        .replace("unkown", "unknown")
}

/// The markup with its inline styles as attributes, or without them.
fn without_styles(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(" style=\"") {
        let (style, after) = after.split_once('"').unwrap_or((after, ""));
        out.push_str(before);
        for (property, value) in style
            .split(';')
            .filter_map(|declaration| declaration.split_once(':'))
        {
            let attribute = match property.trim() {
                "color" => "mathcolor",
                "background-color" => "mathbackground",
                _ => continue,
            };
            if let Some(colour) = hexadecimal(value) {
                out.extend([" ", attribute, "=\"", &colour, "\""]);
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The markup with what the engine leaves as it is between its tags (`<mo><</mo>`) escaped.
fn escaped(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let follows =
            |c: char| c.is_ascii_alphabetic() || c == if from.starts_with('<') { '/' } else { '#' };
        out.push_str(match (from.as_bytes()[0], from[1..].starts_with(follows)) {
            (b'<', false) => "&lt;",
            (b'&', false) => "&amp;",
            (b'<', true) => "<",
            _ => "&",
        });
        rest = &from[1..];
    }
    out.push_str(rest);
    out
}

/// `rgb(1 2 3)` as `#010203`.
fn hexadecimal(value: &str) -> Option<String> {
    let inside = value.trim().strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Vec<u8> = inside
        .split(' ')
        .filter_map(|part| part.parse().ok())
        .collect();
    let [red, green, blue] = parts[..] else {
        return None;
    };
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(latex: &str) -> String {
        html(latex, false).0
    }

    #[test]
    fn formulas_carry_their_source_and_no_style() {
        let html = shown("\\color{red} a < b \\! \\textcolor{#010203}{c}");
        assert!(
            html.starts_with("<math alttext=\"\\color{red} a &lt; b"),
            "{html}"
        );
        assert!(html.contains("mathcolor=\"#ff0000\""), "{html}");
        assert!(!html.contains("style="), "{html}");
        assert!(html.contains(">&lt;</mo>"), "{html}");
        for raw in [
            "\\operatorname{<b>}",
            "\\mathop{<b>}",
            "\\mathrm{<b>}",
            "\\text{<b>}",
            "\\textbf{<b>}",
            "<b>",
        ] {
            assert!(!shown(raw).contains("<b>"), "{raw}: {}", shown(raw));
        }
        assert!(shown("a \\& b").contains(">&amp;<"), "{}", shown("a \\& b"));
        assert!(
            shown("a\\ b~c").contains(">\u{a0}<"),
            "{}",
            shown("a\\ b~c")
        );
    }

    #[test]
    fn what_cannot_be_read_stays_as_code() {
        let (out, why) = html("\\frac{1}{<", true);
        let why = why.unwrap();
        assert_eq!(out, "<code class=\"language-latex\">\\frac{1}{&lt;</code>");
        assert!(why.contains("unbalanced"), "{why}");
    }

    #[test]
    fn nothing_that_is_typed_makes_it_fall_over() {
        let words = [
            "\\",
            "{",
            "}",
            "$",
            "^",
            "_",
            "&",
            "\\\\",
            "#",
            "%",
            "é",
            "\\frac",
            "\\left(",
            "\\begin{matrix}",
            "\\end{matrix}",
            "\\text{<b>",
            "\\def\\a{\\a}\\a",
            " ",
            "\u{1F600}",
            "\\hskip 1",
            "\\not",
            "'",
        ];
        for a in words {
            for b in words {
                for c in words {
                    let latex = format!("{a}{b}{c}");
                    assert!(!shown(&latex).contains("<b>"), "{latex}");
                }
            }
        }
    }
}
