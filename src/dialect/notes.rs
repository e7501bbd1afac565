//! Speaker notes of tools, rewritten as `::: notes`.

mod borders;

use std::ops::Range;

use super::body::{BlockKind, DeckBody, DeckComment, is_break, less_indented};
use super::writer::DeckRewriter;

pub(super) use borders::{borders, div, raw_element, with_blocks_closed};

/// Whether a place stands in a list, a quotation or a table, which a div of notes would break.
pub(super) fn is_nested(body: &DeckBody<'_>, at: usize) -> bool {
    let outermost = body.blocks_around(at + 1).last();
    outermost.is_some_and(|block| {
        let is_open = matches!(
            block.kind,
            BlockKind::Html | BlockKind::Paragraph | BlockKind::Heading(_)
        );
        !is_open
    })
}

/// Adds notes beside the block that `source` stands in. Before it, since it may have no end; a
/// heading has one, and slides begin with theirs.
pub(super) fn put_beside(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    source: &Range<usize>,
    text: &str,
) {
    if text.trim().is_empty() {
        return;
    }
    let notes = div(text);
    match body.blocks_around(source.start + 1).last() {
        Some(block) if matches!(block.kind, BlockKind::Heading(_)) => {
            let end = block.range.end.max(source.end);
            let notes = format!("\n\n{notes}\n");
            writer.edits.close(end, notes, source.clone());
        }
        block => {
            let at = block.map_or(source.start, |block| block.range.start);
            let notes = format!("{notes}\n\n");
            writer
                .edits
                .open(body.line_start(at), notes, source.clone());
        }
    }
}

/// Makes notes of the text between a sign (`Note:`) and an end. They begin at the margin: indented,
/// they would belong to a list, which lines at the margin would end.
pub(super) fn from_sign(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    sign: Range<usize>,
    end: usize,
) {
    from_sign_after(writer, body, sign, end, "");
}

/// As [`from_sign`], behind the notes of another slide that this one repeats.
pub(super) fn from_sign_after(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    sign: Range<usize>,
    end: usize,
    repeated: &str,
) {
    let end = end_of(body, sign.end, end);
    let line = body.line_start(sign.start);
    let before = body.text.get(line..sign.start).unwrap_or_default();
    let is_first = before.trim().is_empty();
    let text = body.text.get(sign.end..end).unwrap_or_default();
    let spare = if is_first { before.len() } else { 0 };
    let (opening, closing) = borders(&format!("{repeated}\n\n{}", less_indented(text, spare)));
    let opening = if repeated.is_empty() {
        opening
    } else {
        format!("{opening}\n{repeated}\n")
    };
    let last = body.trimmed(sign.end..end).end;
    let rest = body
        .text
        .get(sign.end..body.line_end(sign.end, false))
        .unwrap_or_default();
    let padding = rest.len() - rest.trim_start().len();
    let is_alone = rest.trim().is_empty();
    let opening = if is_alone {
        opening
    } else {
        format!("{opening}\n")
    };
    let is_html = || {
        let mut around = body.blocks_around(sign.start);
        around.any(|block| block.kind == BlockKind::Html)
    };
    let start = if is_first { line } else { sign.start };
    let gap = match is_first {
        false => "\n\n",
        true if is_html() => "\n",
        true => "",
    };
    let taken = start..sign.end + if is_alone { rest.len() } else { padding };
    writer
        .edits
        .put(taken.clone(), format!("{gap}{opening}"), sign.clone());
    if is_first {
        unindent_below(writer, body, taken.end..last.max(taken.end), before);
    }
    writer
        .edits
        .close(last.max(taken.end), format!("\n{closing}"), sign);
}

/// Takes the indentation of a sign from the lines of a range behind its first one.
fn unindent_below(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    range: Range<usize>,
    indent: &str,
) {
    if indent.is_empty() {
        return;
    }
    for line in body.lines(range).skip(1) {
        let spare = indentation(body, &line).unwrap_or(0).min(indent.len());
        writer.edits.replace(line.start..line.start + spare, "");
    }
}

/// The first sign in a slide that `find` sees on a line (by where it begins), outside of comments and
/// notes. `is_text` is asked where each line begins whether it is none of code.
pub(super) fn sign(
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    is_text: impl Fn(usize) -> bool,
    find: impl Fn(usize, &str) -> Option<Range<usize>>,
) -> Option<Range<usize>> {
    // For each open div, whether it holds notes.
    let mut open: Vec<bool> = Vec::new();
    for line in body.lines(slide.clone()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let found =
            find(line.start, text).map(|found| line.start + found.start..line.start + found.end);
        if !is_text(line.start) || body.is_comment(line.start) {
            continue;
        }
        match border(text) {
            Some(Border::Opens) => open.push(names_notes(text)),
            Some(Border::Closes) => drop(open.pop()),
            None if open.contains(&true) => {}
            None if found.is_some() => return found,
            None => {}
        }
    }
    None
}

/// The name of the class of notes, in any case.
pub(super) fn is_name(class: &str) -> bool {
    class.eq_ignore_ascii_case("notes")
}

/// Whether a class can only mean speaker notes, and is not the one that does.
pub(super) fn is_nearly_name(class: &str) -> bool {
    let class = class.to_ascii_lowercase().replace(['-', '_'], "");
    let word = class.strip_suffix('s').unwrap_or(&class);
    ["speakernote", "presenternote"].contains(&word)
}

/// The classes in the line that opens a div: a word, or those in braces.
pub(super) fn classes(line: &str) -> Vec<&str> {
    let rest = line.trim().trim_start_matches(':');
    let (word, braces) = rest.split_once('{').unwrap_or((rest, ""));
    let word = word.trim().trim_end_matches(':').trim_end();
    let braces = braces.split('}').next().unwrap_or_default();
    let values = braces.split("class=").skip(1).flat_map(|value| {
        let quote = value.chars().next().filter(|c| ['"', '\''].contains(c));
        let value = quote.map_or_else(
            || value.split_whitespace().next(),
            |quote| value[1..].split(quote).next(),
        );
        value.unwrap_or_default().split_whitespace()
    });
    let words = braces.split_whitespace();
    let dotted = words.filter_map(|word| word.strip_prefix('.'));
    dotted.chain(values).chain([word]).collect()
}

/// Whether the line that opens a div names notes, and not `footnotes`.
fn names_notes(line: &str) -> bool {
    classes(line).into_iter().any(is_name)
}

/// Where divs of notes stand in a slide. One that is not closed ends with it.
pub(super) fn spoken(body: &DeckBody<'_>, slide: &Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, slide.start);
    for line in body.lines(slide.clone()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let border = border(text.trim_start_matches([' ', '\t', '>']));
        if border.is_none() || !body.is_text(line.end - text.trim_start().len()) {
            continue;
        }
        match border {
            Some(Border::Opens) if depth > 0 => depth += 1,
            Some(Border::Opens) if names_notes(text.trim_start_matches([' ', '\t', '>'])) => {
                (depth, start) = (1, line.start);
            }
            Some(Border::Closes) if depth == 1 => {
                depth = 0;
                found.push(start..line.end);
            }
            Some(Border::Closes) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found.extend((depth > 0).then_some(start..slide.end));
    found
}

/// Whether a div of notes opens in a range.
pub(super) fn has_div(body: &DeckBody<'_>, range: &Range<usize>) -> bool {
    body.lines(range.clone()).any(|line| {
        let text = body.text.get(line.clone()).unwrap_or_default();
        matches!(border(text), Some(Border::Opens))
            && names_notes(text)
            && !body.is_apart(line.start)
            && !body.is_comment(line.start)
    })
}

/// A line that opens or closes a div.
enum Border {
    Opens,
    Closes,
}

fn border(line: &str) -> Option<Border> {
    let line = line.trim();
    let is_border = line.starts_with(":::");
    let closes = is_border && line.bytes().all(|byte| byte == b':');
    is_border.then_some(if closes {
        Border::Closes
    } else {
        Border::Opens
    })
}

/// Whether a div of the slide is open at an offset.
fn is_in_div(body: &DeckBody<'_>, at: usize) -> bool {
    let mut closed = 0_usize;
    let mut end = body.line_start(at);
    while let Some(start) = end.checked_sub(1).map(|last| body.line_start(last)) {
        let line = body.text.get(start..end).unwrap_or_default();
        end = start;
        if body.is_apart(start) || body.is_comment(start) {
            continue;
        }
        if is_break(line.trim_end()) {
            return false;
        }
        match border(line) {
            Some(Border::Opens) if closed == 0 => return true,
            Some(Border::Opens) => closed -= 1,
            Some(Border::Closes) => closed += 1,
            None => {}
        }
    }
    false
}

/// Where notes end: at `end`, or before it where a div around them is closed.
fn end_of(body: &DeckBody<'_>, start: usize, end: usize) -> usize {
    if !is_in_div(body, start) {
        return end;
    }
    let mut depth = 0_usize;
    for line in body.lines(start..end) {
        let border = body.text.get(line.clone()).and_then(border);
        if body.is_apart(line.start) || body.is_comment(line.start) {
            continue;
        }
        match border {
            Some(Border::Opens) => depth += 1,
            Some(Border::Closes) if depth == 0 => return line.start,
            Some(Border::Closes) => depth -= 1,
            None => {}
        }
    }
    end
}

/// Makes notes of a comment. One within a line of text is moved to `end`.
pub(super) fn from_comment(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    comment: &DeckComment,
    end: usize,
) {
    let (text, inside) = body.inside(comment);
    let range = comment.range.clone();
    if text.is_empty() {
        return;
    }
    let Some(lines) = body.own_lines(&range) else {
        writer.edits.replace(range.clone(), "");
        let at = body.trimmed(range.end..end.max(range.end)).end;
        writer.edits.close(at, format!("\n\n{}", div(text)), range);
        return;
    };
    let (opening, closing) = borders(&less_indented(text, common_indent(body, &inside)));
    let indent = body.text.get(lines.start..range.start).unwrap_or_default();
    let closing = closing.replace('\n', &format!("\n{indent}"));
    writer
        .edits
        .replace(range.start..inside.start, format!("{opening}\n{indent}"));
    writer
        .edits
        .replace(inside.end..range.end, format!("\n{indent}{closing}"));
    unindent(writer, body, &inside, indent);
}

/// As [`from_comment`], for one that a slide ends with: whatever it stands in ends before it.
pub(super) fn from_last_comment(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    range: Range<usize>,
) {
    let comment = DeckComment { range, block: None };
    let (text, inside) = body.inside(&comment);
    let lines = body.own_lines(&comment.range);
    let Some(lines) = lines.filter(|_| !text.is_empty()) else {
        return from_comment(writer, body, &comment, body.text.len());
    };
    let (opening, closing) = borders(&less_indented(text, common_indent(body, &inside)));
    let (start, end) = (lines.start, comment.range.end);
    writer
        .edits
        .replace(start..inside.start, format!("{opening}\n"));
    writer
        .edits
        .replace(inside.end..end, format!("\n{closing}"));
    unindent(writer, body, &inside, "");
}

/// Removes the indentation that all lines of a comment share, which would make code of them, and
/// replaces hyphens alone on a line, which would separate slides.
fn unindent(writer: &mut DeckRewriter, body: &DeckBody<'_>, inside: &Range<usize>, indent: &str) {
    let common = common_indent(body, inside);
    for (number, line) in body.lines(inside.clone()).enumerate() {
        if body.text.get(line.clone()).is_some_and(is_break) {
            writer.edits.replace(
                line,
                if number == 0 {
                    "***".to_owned()
                } else {
                    format!("{indent}***")
                },
            );
        } else if number > 0 {
            let spare = indentation(body, &line).unwrap_or(0).min(common);
            writer.edits.replace(
                line.start..line.start + spare,
                if spare > 0 { indent } else { "" },
            );
        }
    }
}

/// The indentation that all lines of a comment share.
fn common_indent(body: &DeckBody<'_>, inside: &Range<usize>) -> usize {
    let further = body.lines(inside.clone()).skip(1);
    let first = body
        .lines(body.line_start(inside.start)..inside.end)
        .next()
        .filter(|_| starts_line(body, inside.start));
    further
        .chain(first)
        .filter_map(|line| indentation(body, &line))
        .min()
        .unwrap_or_default()
}

/// Whether nothing but white space stands before an offset on its line.
fn starts_line(body: &DeckBody<'_>, at: usize) -> bool {
    body.text
        .get(body.line_start(at)..at)
        .is_some_and(|before| before.trim().is_empty())
}

/// How many bytes a line is indented by, unless it is empty.
fn indentation(body: &DeckBody<'_>, line: &Range<usize>) -> Option<usize> {
    let text = body.text.get(line.clone())?;
    (!text.trim().is_empty()).then(|| text.len() - text.trim_start_matches([' ', '\t']).len())
}
