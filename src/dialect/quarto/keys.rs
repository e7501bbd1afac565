//! Quarto's keys of front matter: those of the title slide, and options of `format: revealjs`.

use super::super::definition::Handling::{Setting, Unsupported};
use super::super::definition::{CODE, DialectKey, LANGUAGE, LOOK, NUMBERS, PAGE, PROGRAM, STILL};
use super::super::pandoc::keys::{
    AUTHOR, AUTHORS, DATE, INCREMENTAL, INSTITUTE, LEVEL, SOURCES, SUBTITLE, TITLE_SLIDE,
};
use super::super::settings::DialectSettings;
use super::super::values::{entries, plain_text, truth};
use crate::yaml::Node;

pub(super) const KEYS: &[DialectKey] = &[
    SUBTITLE,
    AUTHOR,
    AUTHORS,
    INSTITUTE,
    DATE,
    LEVEL,
    INCREMENTAL,
    TITLE_SLIDE,
    SOURCES,
    DialectKey::sign("format", Setting(format)),
    DialectKey::sign("execute", Setting(execute)),
    DialectKey::sign("title-slide-style", LOOK),
    DialectKey::sign("jupyter", PROGRAM),
    DialectKey::sign("knitr", Setting(knitr)),
    DialectKey::sign("code-line-numbers", CODE),
    DialectKey::sign("code-fold", CODE),
    DialectKey::sign("revealjs-plugins", PROGRAM),
    DialectKey::sign(
        "date-format",
        Unsupported("write the date as readers should see it"),
    ),
    DialectKey::word("engine", PROGRAM),
    DialectKey::word("editor", PROGRAM),
    DialectKey::word("filters", PROGRAM),
    DialectKey::word("echo", Setting(echo)),
    DialectKey::word("lang", LANGUAGE),
    DialectKey::word(
        "logo",
        Unsupported("`decks: {logo: logo.svg}` in `lutrin.yaml` stands at the foot of every slide"),
    ),
    DialectKey::word("theme", LOOK),
    DialectKey::word("transition", STILL),
    DialectKey::word("slide-number", NUMBERS),
    DialectKey::word("header-includes", PROGRAM),
    DialectKey::word("highlight-style", CODE),
    DialectKey::word("keywords", PAGE),
    DialectKey::word("description", PAGE),
];

/// `format: revealjs`, or a mapping with options for each format. Those that say how slides are
/// read count; the others are about a program that is not run.
fn format(settings: &mut DialectSettings, node: &Node<'_>) {
    for (name, options) in entries(node) {
        if !name.contains("revealjs") || !options.is_mapping() {
            continue;
        }
        for (key, value) in entries(&options) {
            option(settings, &key, &value);
        }
    }
}

fn option(settings: &mut DialectSettings, key: &str, value: &Node<'_>) {
    let text = || plain_text(value);
    match key {
        "footer" => settings.footer = text().map(|text| without_links(&text)),
        "echo" => echo(settings, value),
        "execute" => execute(settings, value),
        "knitr" => knitr(settings, value),
        "format" => {}
        key => {
            let known = KEYS.iter().find(|known| known.name == key);
            if let Some(Setting(read)) = known.map(|known| known.handling) {
                read(settings, value);
            }
        }
    }
}

fn execute(settings: &mut DialectSettings, node: &Node<'_>) {
    for (key, value) in entries(node) {
        match key.as_str() {
            "echo" => echo(settings, &value),
            "include" => settings.pandoc.include = truth(&value),
            _ => {}
        }
    }
}

/// `knitr: {opts_chunk: {echo: false}}`; the rest is about a program that is not run.
fn knitr(settings: &mut DialectSettings, node: &Node<'_>) {
    for (key, value) in entries(node) {
        if key == "opts_chunk" {
            execute(settings, &value);
        }
    }
}

fn echo(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.pandoc.echo = truth(node);
}

/// A footer as text: `[name](address)` is a name.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let link = after.split_once("](").and_then(|(label, after)| {
            let (_, after) = after.split_once(')')?;
            (!label.contains('[')).then_some((label, after))
        });
        out.push_str(before);
        let Some((label, after)) = link else {
            out.push('[');
            rest = after;
            continue;
        };
        out.push_str(label);
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn a_footer_is_text() {
        assert_eq!(without_links("[Home](/) | x [y] z"), "Home | x [y] z");
    }
}
