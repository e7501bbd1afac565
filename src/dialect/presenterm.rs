//! presenterm: comments are commands, a heading that is underlined is the title of a slide, and the
//! first slide is made from the front matter.

mod code;
mod columns;
mod commands;
mod keys;
mod slides;

use super::body::{BlockKind, DeckBlock, DeckBody};
use super::definition::{DeckRules, Definition, Detection};
use super::edits::Rewritten;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings};
use commands::Command;

pub(super) static DIALECT: Definition = Definition {
    names: &["presenterm"],
    tool: "presenterm",
    has_math: false,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 2,
        hints: &[
            "end_slide",
            "column_layout",
            "speaker_note:",
            "jump_to_middle",
            "incremental_lists:",
        ],
        is_match: has_commands,
    }),
    marks: None,
    rules: DeckRules::USUAL,
    rewrite,
};

fn rewrite<'t>(settings: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let body = DeckBody::read(text, |_| false, false);
    let mut writer = DeckRewriter::new(DIALECT.tool);
    let options = &settings.presenterm;
    let commands = commands::read(&body, &options.command_prefix);
    settings.title_slide.put(&mut writer, &body, 0);
    images(
        &mut writer,
        &body,
        options.image_prefix.as_deref().unwrap_or("image:"),
    );
    let breaks = slides::breaks(&mut writer, &body, &commands, options);
    writer.spare_underlines(&body);
    for slide in body.between(&breaks) {
        slides::rewrite(
            &mut writer,
            &body,
            &slide,
            &commands,
            options.incremental_lists,
        );
        columns::rewrite(&mut writer, &body, &slide, &commands);
    }
    code::rewrite(&mut writer, &body);
    writer.finish(&body)
}

/// Whether a body has commands that no other tool has.
fn has_commands(body: &DeckBody<'_>) -> bool {
    commands::read(body, "").iter().any(|placed| {
        matches!(
            placed.command,
            Command::EndSlide
                | Command::Columns(_)
                | Command::Note(_)
                | Command::Middle
                | Command::Incremental(_)
        )
    })
}

/// Whether a heading is the title of a slide: it is underlined.
fn is_title(body: &DeckBody<'_>, block: &DeckBlock) -> bool {
    let text = body.text.get(block.range.clone()).unwrap_or_default();
    matches!(block.kind, BlockKind::Heading(1 | 2)) && block.depth == 0 && !text.starts_with('#')
}

/// How long an image may be as it is written.
const LONGEST: usize = 2000;

/// `![image:width:50%](…)`: the size of an image.
fn images(writer: &mut DeckRewriter, body: &DeckBody<'_>, prefix: &str) {
    for (at, _) in body.text.match_indices("![") {
        let start = at + "![".len();
        let rest = body.near(start, LONGEST).lines().next().unwrap_or_default();
        let found = rest.split_once("](").and_then(|(words, after)| {
            let value = words.strip_prefix(prefix)?;
            let value = value.strip_prefix("width:").or(value.strip_prefix("w:"))?;
            let share: u8 = value.strip_suffix('%')?.trim().parse().ok()?;
            Some((
                words.len(),
                share,
                words.len() + "](".len() + after.find(')')? + 1,
            ))
        });
        let Some((length, share, end)) = found else {
            continue;
        };
        if body.is_text(at) {
            writer.edits.replace(start..start + length, "");
            let braces = format!("{{width={}%}}", share.clamp(1, 100));
            writer
                .edits
                .close(start + end, braces, start..start + length);
        }
    }
}
