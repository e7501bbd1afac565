//! presenterm's keys of front matter: those of the first slide, and options.

use super::super::definition::Handling::Setting;
use super::super::definition::{DialectKey, LOOK};
use super::super::pandoc::keys::{AUTHOR, AUTHORS};
use super::super::settings::DialectSettings;
use super::super::values::{entries, plain_text, truth};
use crate::yaml::Node;

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::sign("sub_title", Setting(line)),
    DialectKey::word("event", Setting(line)),
    DialectKey::word("location", Setting(line)),
    AUTHOR,
    AUTHORS,
    DialectKey::word("date", Setting(date)),
    DialectKey::word("theme", LOOK),
    DialectKey::word("options", Setting(options)),
];

fn line(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.title_slide.subtitles.extend(plain_text(node));
}

fn date(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.title_slide.date = plain_text(node);
}

fn options(settings: &mut DialectSettings, node: &Node<'_>) {
    let options = &mut settings.presenterm;
    for (key, value) in entries(node) {
        match key.as_str() {
            "implicit_slide_ends" => options.implicit_slide_ends = truth(&value) == Some(true),
            "end_slide_shorthand" => options.end_slide_shorthand = truth(&value) == Some(true),
            "incremental_lists" => options.incremental_lists = truth(&value) == Some(true),
            "command_prefix" => {
                options.command_prefix = plain_text(&value).unwrap_or_default();
            }
            "image_attributes_prefix" => {
                options.image_prefix = Some(plain_text(&value).unwrap_or_default());
            }
            _ => {}
        }
    }
}
