//! Quarto's shortcodes: `{{< video … >}}`, `{{< pagebreak >}}`, `{{< kbd Ctrl-C >}}`.

use std::ops::Range;

use super::super::body::{DeckBody, has_empty_line};
use super::super::films;
use super::super::tags::escaped;
use super::super::writer::DeckRewriter;
use crate::path::is_web;

/// How long a shortcode may be.
const LONGEST: usize = 1000;

/// Rewrites the shortcode that begins at an offset; returns where it ends.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, at: usize) -> Option<usize> {
    let near = body.near(at, LONGEST);
    let length = near.find(">}}")? + ">}}".len();
    if has_empty_line(&near[..length]) {
        return None;
    }
    let place = at..at + length;
    let inside = near[3..length - 3].trim();
    // `{{{< … >}}}` shows the shortcode itself.
    if body.text[..at].ends_with('{') {
        return Some(place.end);
    }
    let words = words(inside);
    let (name, arguments) = words.split_first()?;
    match name.as_str() {
        "pagebreak" => remove(writer, body, place.clone()),
        "kbd" => {
            let keys = arguments
                .iter()
                .find(|word| !word.contains('='))
                .map_or("", String::as_str);
            writer
                .edits
                .replace(place.clone(), format!("<kbd>{}</kbd>", escaped(keys)));
        }
        "video" => video(writer, body, place.clone(), arguments),
        "br" => writer.edits.replace(place.clone(), "<br>"),
        name => {
            writer.lost(place.clone(), &format!("{{{{< {name} >}}}}"), hint(name));
            remove(writer, body, place.clone());
        }
    }
    Some(place.end)
}

/// Removes a range; with its line, if it begins one.
fn remove(writer: &mut DeckRewriter, body: &DeckBody<'_>, place: Range<usize>) {
    if begins_line(body, place.start) {
        writer.remove(body, place);
    } else {
        writer.edits.replace(place, "");
    }
}

fn begins_line(body: &DeckBody<'_>, at: usize) -> bool {
    let before = body.text[..at].trim_end_matches(' ');
    before.is_empty() || before.ends_with('\n')
}

fn hint(name: &str) -> &'static str {
    match name {
        "include" | "embed" => "a deck is one file: copy the slides here",
        "fa" | "bi" | "iconify" | "icon" | "ai" | "fontawesome" => {
            "write an emoji, or show the icon as a picture: `![what it means](icon.svg)`"
        }
        "meta" | "var" | "env" => "write the value itself",
        "qrcode" => "`::: qr` and `:::` show the address of the slides",
        _ => "take it out, or write what it should show",
    }
}

/// Makes an embed of a video that stands alone, and a link of one within a line.
fn video(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    place: Range<usize>,
    arguments: &[String],
) {
    let named = |key: &str| {
        let mut words = arguments.iter();
        words.find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    };
    let Some(address) = arguments
        .iter()
        .find(|word| !word.contains('=') || is_web(word))
    else {
        return writer.lost(place, "{{< video >}}", "name a file or an address");
    };
    let name = address.rsplit('/').next().unwrap_or_default();
    let title = named("title")
        .or(named("aria-label"))
        .unwrap_or(name)
        .to_owned();
    if !begins_line(body, place.start) || body.own_lines(&place).is_none() {
        let title = title.replace('"', "”");
        let link = format!("[{title}](<{address}>)");
        return writer.edits.replace(place, link);
    }
    writer.replace_lines(body, place, &films::embed(address, &title));
}

/// The words of a shortcode, without quotes.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in text.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c.is_whitespace() => {
                words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
            }
            _ => word.push(c),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_without_their_quotes() {
        assert_eq!(
            words("video a.mp4 title=\"Two words\" 'x y'"),
            ["video", "a.mp4", "title=Two words", "x y"]
        );
    }
}
