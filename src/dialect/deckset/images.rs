//! Pictures and films: behind the slide, beside its text, or within it.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::films;
use super::super::writer::DeckRewriter;
use super::spoken::is_spoken;
use super::text;
use crate::path::is_web;

/// Words that say how a picture stands, without an effect here.
const WORDS: [&str; 10] = [
    "filtered", "original", "fill", "autoplay", "loop", "mute", "muted", "hide", "play", "cover",
];
/// The ends of the names of films that play here.
const FILMS: [&str; 4] = [".mp4", ".m4v", ".webm", ".ogv"];

/// How long a picture may be as it is written.
const LONGEST: usize = 2000;

/// A picture as it is written.
#[derive(Debug)]
struct DecksetImage<'t> {
    range: Range<usize>,
    file: &'t str,
    /// Words that say what it shows.
    alt: Vec<&'t str>,
    side: Option<&'t str>,
    is_inline: bool,
    fits: bool,
    share: Option<u32>,
}

/// Rewrites the pictures of a slide; says whether one of them fills it.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    spoken: &[Range<usize>],
) -> bool {
    let images: Vec<DecksetImage<'_>> = find(body, slide)
        .into_iter()
        .filter(|image| !is_spoken(spoken, image.range.start))
        .collect();
    let is_behind = |image: &&DecksetImage<'_>| {
        !image.is_inline && image.share.is_none() && !is_film(image.file)
    };
    let behind = images.iter().filter(is_behind).count();
    // Several pictures share a slide that has no text.
    let shares = behind > 1 && !text::has_text(body, slide, spoken);
    let mut is_filled = false;
    for image in &images {
        let native = if is_film(image.file) {
            film(writer, body, image)
        } else if is_behind(&image) && !shares && !is_filled {
            is_filled = true;
            background(image)
        } else {
            if is_behind(&image) && !shares {
                let hint = "a slide has one background: this picture stands in its text";
                writer.lost(image.range.clone(), "![](…)", hint);
            }
            within(image)
        };
        writer.replace_lines(body, image.range.clone(), &native);
    }
    is_filled
}

/// The pictures of a range.
fn find<'t>(body: &DeckBody<'t>, range: &Range<usize>) -> Vec<DecksetImage<'t>> {
    let text: &'t str = body.text.get(range.clone()).unwrap_or_default();
    let images = text.match_indices("![").filter_map(|(at, _)| {
        let start = range.start + at;
        let line = body
            .near(start, LONGEST.min(range.end - start))
            .lines()
            .next()?;
        let (words, rest) = line.strip_prefix("![")?.split_once("](")?;
        let file = rest.split_once(')').map(|(file, _)| file)?;
        let is_read = !words.contains('[') && body.is_text(start);
        let end = start + "![".len() + words.len() + "](".len() + file.len() + 1;
        is_read.then(|| read(words, file.trim(), start..end))
    });
    images.collect()
}

/// Whether the pictures of a range have words that only Deckset reads.
pub(super) fn has_words(body: &DeckBody<'_>, range: &Range<usize>) -> bool {
    let images = find(body, range);
    images.iter().any(|image| {
        let has_word = image.is_inline || image.fits || image.side.is_some();
        has_word && image.alt.is_empty()
    })
}

fn read<'t>(words: &'t str, file: &'t str, range: Range<usize>) -> DecksetImage<'t> {
    let mut image = DecksetImage {
        range,
        file,
        alt: Vec::new(),
        side: None,
        is_inline: false,
        fits: false,
        share: None,
    };
    for word in words.split([' ', ',']).filter(|word| !word.is_empty()) {
        match word {
            "inline" => image.is_inline = true,
            "left" | "right" => image.side = Some(word),
            "fit" => image.fits = true,
            word if WORDS.contains(&word) || word.starts_with("corner-radius") => {}
            word => match word.strip_suffix('%').and_then(|share| share.parse().ok()) {
                Some(share) => image.share = Some(share),
                None => image.alt.push(word),
            },
        }
    }
    // Beside text, a share is that of the picture in its half.
    if image.side.is_some() && !image.is_inline {
        image.share = None;
    }
    image
}

fn address(file: &str) -> String {
    if file.contains([' ', '(', '<']) {
        format!("<{}>", file.replace(['<', '>'], ""))
    } else {
        file.to_owned()
    }
}

fn background(image: &DecksetImage<'_>) -> String {
    let mut words = vec!["bg"];
    words.extend(image.side);
    if image.fits {
        words.push("contain");
    }
    words.extend(&image.alt);
    format!("![{}]({})", words.join(" "), address(image.file))
}

fn within(image: &DecksetImage<'_>) -> String {
    let share = image.share.filter(|share| (1..=100).contains(share));
    let size = share
        .map(|share| format!("{{width={share}%}}"))
        .unwrap_or_default();
    format!("![{}]({}){size}", image.alt.join(" "), address(image.file))
}

fn is_film(file: &str) -> bool {
    let name = file.to_lowercase();
    let others = [".mov", ".mp3", ".m4a", ".wav"];
    FILMS.iter().chain(&others).any(|end| name.ends_with(end)) || films::has_player(file)
}

/// A film as an embed; one that browsers do not play is a link.
fn film(writer: &mut DeckRewriter, body: &DeckBody<'_>, image: &DecksetImage<'_>) -> String {
    let name = image.file.rsplit('/').next().unwrap_or_default();
    let name = if is_web(image.file) { "Video" } else { name };
    let title = if image.alt.is_empty() {
        name.to_owned()
    } else {
        image.alt.join(" ")
    };
    let plays = is_web(image.file) || FILMS.iter().any(|end| name.to_lowercase().ends_with(end));
    if !plays || body.own_lines(&image.range).is_none() {
        let hint = "a film stands alone on its lines, as `.mp4`, `.m4v`, `.webm` or `.ogv`";
        writer.lost(image.range.clone(), name, hint);
        return format!("[{}]({})", title.replace('"', "”"), address(image.file));
    }
    films::embed(image.file, &title)
}
