//! Containers (`:::info`), embeds (`{%youtube … %}`) and the contents of the page, each on lines of
//! its own.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::films;
use super::super::writer::DeckRewriter;

/// The kinds of containers, and the alerts that they are here.
const CONTAINERS: [(&str, &str); 4] = [
    ("info", "note"),
    ("success", "tip"),
    ("warning", "warning"),
    ("danger", "caution"),
];
const SPOILER: &str = "spoiler";

/// The kind of a container that a line opens, and the words behind it.
pub(super) fn container(line: &str) -> Option<(&'static str, &str)> {
    let rest = line.strip_prefix(":::")?.trim_start_matches(':').trim();
    let (name, words) = rest.split_once(' ').unwrap_or((rest, ""));
    let names = CONTAINERS.iter().map(|(name, _)| *name).chain([SPOILER]);
    let kind = names.into_iter().find(|known| *known == name)?;
    Some((kind, words.trim()))
}

/// The name and the value of an embed that is all of a line.
pub(super) fn embed(line: &str) -> Option<(&str, &str)> {
    let inside = line.trim().strip_prefix("{%")?.strip_suffix("%}")?.trim();
    let (name, value) = inside.split_once(' ')?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase());
    is_name.then(|| (name, value.trim()))
}

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    // For each open container, whether it is a spoiler.
    let mut open: Vec<bool> = Vec::new();
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        if !body.is_text(line.start) {
            continue;
        }
        let place = line.start..line.start + text.len();
        if let Some((kind, words)) = container(text) {
            open.push(kind == SPOILER);
            writer.edits.replace(place, opening(kind, words));
        } else if text.starts_with(":::") {
            closing(writer, &mut open, text, place);
        } else if let Some((name, value)) = embed(text) {
            embedded(writer, body, (name, value), place);
        } else if text.eq_ignore_ascii_case("[toc]") {
            writer.lost(
                place.clone(),
                text,
                "a deck shows its parts in its overview",
            );
            writer.remove(body, place);
        }
    }
}

fn opening(kind: &str, words: &str) -> String {
    if kind == SPOILER {
        let words = words.replace('<', "&lt;");
        return format!("\n<details><summary>{words}</summary>\n");
    }
    let alert = CONTAINERS.iter().find(|(name, _)| *name == kind);
    let alert = alert.map_or("note", |(_, alert)| alert);
    let title = if words.is_empty() {
        String::new()
    } else {
        format!("\n**{words}**\n")
    };
    format!("::: {{.alert .{alert}}}{title}")
}

fn closing(writer: &mut DeckRewriter, open: &mut Vec<bool>, line: &str, place: Range<usize>) {
    let closes = line.bytes().all(|byte| byte == b':');
    if !closes {
        // A div of Lutrin's.
        open.push(false);
    } else if open.pop() == Some(true) {
        writer.edits.replace(place, "\n</details>\n");
    }
}

/// Makes a video of an embed; of others, a link.
fn embedded(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    (name, value): (&str, &str),
    place: Range<usize>,
) {
    let value = value.replace('"', "");
    let address = match name {
        "youtube" => format!("https://www.youtube.com/watch?v={value}"),
        "vimeo" => format!("https://vimeo.com/{value}"),
        _ => String::new(),
    };
    if !address.is_empty() {
        let title = if name == "vimeo" { "Vimeo" } else { "YouTube" };
        return writer.replace_lines(body, place, &films::embed(&address, title));
    }
    let address = match name {
        "gist" => format!("https://gist.github.com/{value}"),
        "speakerdeck" => format!("https://speakerdeck.com/{value}"),
        "slideshare" => format!("https://www.slideshare.net/{value}"),
        _ => value,
    };
    let word = format!("{{%{name} %}}");
    writer.lost(
        place.clone(),
        &word,
        "slides show nothing of other sites: link to it",
    );
    writer.edits.replace(place, format!("<{address}>"));
}

#[cfg(test)]
mod tests {
    use super::{container, embed};

    #[test]
    fn forms_are_known_by_their_lines() {
        assert_eq!(container(":::info"), Some(("info", "")));
        assert_eq!(
            container(":::spoiler Read on"),
            Some(("spoiler", "Read on"))
        );
        assert_eq!(container("::: notes"), None);
        assert_eq!(embed("{%youtube abc %}"), Some(("youtube", "abc")));
        assert_eq!(embed("{% include x"), None);
    }
}
