//! Templates and strings of a site that nothing uses: most often, a name that is misspelt, so that
//! the page goes on looking as it did.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest;
use crate::source::Source;
use crate::theme::{FileMap, Layers, ThemeFile, embedded};
use crate::yaml::Yaml;

/// The folder of templates in a theme.
const TEMPLATES: &str = "templates/";

/// Endings of templates in other programs, which Lutrin does not read.
const FOREIGN_ENDINGS: [&str; 7] = ["htm", "tera", "jinja", "jinja2", "j2", "twig", "njk"];

/// What nothing uses among the site's own templates, and in its theme on disk. `pages` are the
/// templates that Lutrin renders by name.
#[must_use]
pub fn check_use(layers: &Layers, pages: &[&str]) -> Vec<Diagnostic> {
    let has_files = !layers.site.is_empty() || !layers.theme.is_empty();
    if !has_files {
        return Vec::new();
    }
    let used = Used::new(layers, pages);
    let in_site = layers.site.iter().map(|(name, file)| (name.as_str(), file));
    let in_theme = layers
        .theme
        .iter()
        .filter_map(|(name, file)| Some((name.strip_prefix(TEMPLATES)?, file)));
    let templates = in_site.chain(in_theme);
    let mut diagnostics: Vec<Diagnostic> = templates
        .filter_map(|(name, file)| used.check_template(name, file))
        .collect();
    let strings = layers
        .theme
        .iter()
        .filter(|(name, file)| is_strings(name, file));
    diagnostics.extend(strings.flat_map(|(_, file)| used.check_strings(file)));
    diagnostics
}

fn is_strings(name: &str, file: &ThemeFile) -> bool {
    name.starts_with("i18n/") && file.origin.extension() == "yaml"
}

/// What is used.
struct Used<'l> {
    /// Templates that Lutrin renders, and those of the themes below.
    templates: BTreeSet<&'l str>,
    /// The keys of the strings that Lutrin has itself.
    strings: BTreeSet<String>,
    /// Every text in quotes within templates: names of templates, keys of strings.
    quoted: BTreeSet<&'l str>,
    /// The texts among them that something is joined to: behind them, or before.
    beginnings: BTreeSet<&'l str>,
    endings: BTreeSet<&'l str>,
    /// Whether the theme has scripts of its own, which may use any string.
    has_scripts: bool,
}

impl<'l> Used<'l> {
    fn new(layers: &'l Layers, pages: &[&'l str]) -> Self {
        let below = layers.embedded.iter().flat_map(FileMap::keys);
        let below = below.filter_map(|name| name.strip_prefix(TEMPLATES));
        let templates: BTreeSet<&str> = pages.iter().copied().chain(below).collect();
        let all = layers.embedded.iter().flatten().chain(&layers.theme);
        let texts = all.filter(|(name, _)| name.starts_with(TEMPLATES));
        let texts = texts.chain(&layers.site).filter_map(|(_, file)| text(file));
        let texts: Vec<&str> = texts.collect();
        let joins = || texts.iter().flat_map(|text| joins(text));
        Self {
            templates,
            strings: known_strings(layers),
            beginnings: joins()
                .filter_map(|(before, _)| text_at_end(before))
                .collect(),
            endings: joins()
                .filter_map(|(_, after)| text_at_start(after))
                .collect(),
            quoted: texts.iter().copied().flat_map(quoted).collect(),
            has_scripts: layers
                .theme
                .values()
                .any(|file| file.origin.extension() == "js"),
        }
    }

    fn check_template(&self, name: &str, file: &ThemeFile) -> Option<Diagnostic> {
        let ending = file.origin.extension();
        let place = Place::file(&file.origin);
        if FOREIGN_ENDINGS.contains(&ending.as_str()) {
            let message = format!("nothing reads `{}`", file.origin);
            let hint = "templates end in `.html` or `.xml`: rename it";
            return Some(Diagnostic::new(codes::UNUSED_TEMPLATE, place, message).hint(hint));
        }
        let is_template = matches!(ending.as_str(), "html" | "xml");
        // A file of components is used wherever one of them is called by its name.
        let has_components = || text(file).is_some_and(|text| text.contains("component "));
        if !is_template || self.uses(name) || has_components() {
            return None;
        }
        let message = format!("nothing uses the template `{name}`");
        let near = nearest::did_you_mean(name, self.templates.iter().copied());
        let hint = near.unwrap_or_else(|| {
            format!("include it in a template that a page uses: `{{% include \"{name}\" %}}`")
        });
        Some(Diagnostic::new(codes::UNUSED_TEMPLATE, place, message).hint(hint))
    }

    fn uses(&self, template: &str) -> bool {
        let in_theme = format!("theme/{template}");
        self.templates.contains(template)
            || self.quoted.contains(template)
            || self.quoted.contains(in_theme.as_str())
    }

    fn check_strings(&self, file: &ThemeFile) -> Vec<Diagnostic> {
        let Some(text) = text(file) else {
            return Vec::new();
        };
        let source = Source::new(file.origin.clone(), text);
        let all = 0..source.text().len();
        // What cannot be read has its diagnostic.
        let Some(yaml) = Yaml::parse(&source, all, &mut Vec::new()) else {
            return Vec::new();
        };
        for (key, node) in yaml.root().entries() {
            if self.strings.contains(&key) || self.quoted.contains(key.as_str()) {
                continue;
            }
            let near = nearest::did_you_mean(&key, self.strings.iter().map(String::as_str));
            if near.is_none() && (self.has_scripts || self.may_be_put_together(&key)) {
                continue;
            }
            let message = format!("nothing asks for the string `{key}`");
            let hint = near.unwrap_or_else(|| {
                format!("take it out, or show it in a template: `{{{{ t(key=\"{key}\") }}}}`")
            });
            node.report_key(codes::UNKNOWN_STRING, message, Some(hint));
        }
        yaml.into_diagnostics()
    }

    /// Whether a template may put the key together: `"kind_" ~ kind`.
    fn may_be_put_together(&self, key: &str) -> bool {
        let begins = |part: &&str| !part.is_empty() && key.starts_with(*part);
        let ends = |part: &&str| !part.is_empty() && key.ends_with(*part);
        self.beginnings.iter().any(begins) || self.endings.iter().any(ends)
    }
}

/// The text of a file, where it is one.
pub(super) fn text(file: &ThemeFile) -> Option<&str> {
    std::str::from_utf8(&file.bytes).ok()
}

/// The keys of the strings that Lutrin asks for, where the theme on disk has any.
fn known_strings(layers: &Layers) -> BTreeSet<String> {
    if !layers
        .theme
        .iter()
        .any(|(name, file)| is_strings(name, file))
    {
        return BTreeSet::new();
    }
    let known = embedded::file("i18n/en.yaml");
    known.iter().flat_map(keys).collect()
}

/// The keys of a file of strings.
pub(super) fn keys(file: &ThemeFile) -> Vec<String> {
    let source = Source::new(file.origin.clone(), text(file).unwrap_or_default());
    let yaml = Yaml::parse(&source, 0..source.text().len(), &mut Vec::new());
    let entries = yaml.as_ref().map(|yaml| yaml.root().entries());
    let entries = entries.into_iter().flatten();
    entries.map(|(key, _)| key).collect()
}

/// The texts between quotes, of any kind that templates know.
fn quoted(template: &str) -> impl Iterator<Item = &str> {
    ['"', '\'', '`'].into_iter().flat_map(move |quote| {
        let parts = template.split(quote);
        parts.filter(|part| part.len() <= 200 && !part.contains('\n'))
    })
}

/// What stands before and behind each `~`, which joins texts.
fn joins(template: &str) -> impl Iterator<Item = (&str, &str)> {
    let signs = template.match_indices('~').map(|(at, _)| at);
    signs.map(|at| (template[..at].trim_end(), template[at + 1..].trim_start()))
}

/// The text in quotes with which a piece of a template ends.
fn text_at_end(template: &str) -> Option<&str> {
    let mark = template
        .chars()
        .next_back()
        .filter(|c| "\"'`".contains(*c))?;
    let inside = &template[..template.len() - 1];
    Some(&inside[inside.rfind(mark)? + 1..])
}

/// The text in quotes with which a piece of a template begins.
fn text_at_start(template: &str) -> Option<&str> {
    let mark = template.chars().next().filter(|c| "\"'`".contains(*c))?;
    template[1..].split_once(mark).map(|(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_texts_are_parts_of_keys() {
        let found: Vec<_> = joins("t(key=\"badge-\" ~ page.kind) ~ 'x' ~ `_end` ~ a")
            .map(|(before, after)| (text_at_end(before), text_at_start(after)))
            .collect();
        assert_eq!(
            found,
            [
                (Some("badge-"), None),
                (None, Some("x")),
                (Some("x"), Some("_end")),
                (Some("_end"), None)
            ]
        );
    }
}
