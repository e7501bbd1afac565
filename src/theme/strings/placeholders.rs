//! Placeholders of strings that nothing fills (`{cuont}`, and those of other programs: `{{ .Count }}`,
//! `%{count}`, `%s`), and plural forms that do not fit their language.
//!
//! What a string is given is known from the string of the same name in the theme of the program, and
//! from the templates that ask for it by its name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::plurals::Plurals;
use crate::diagnostic::{Diagnostic, codes};
use crate::lang::Lang;
use crate::nearest;
use crate::source::{Source, Span};
use crate::theme::{Layers, ThemeFile, embedded};
use crate::yaml::{Node, Yaml};

/// Languages whose millions take `many` by the newer rules of CLDR.
const MILLIONS: [&str; 5] = ["ca", "es", "fr", "it", "pt"];

/// The names that each string may have between braces, by its key.
type Known = BTreeMap<String, BTreeSet<String>>;

/// Checks the strings of a theme on disk.
#[must_use]
pub fn check(layers: &Layers) -> Vec<Diagnostic> {
    let files = layers.theme.iter().filter_map(|(name, file)| {
        let lang = name.strip_prefix("i18n/")?.strip_suffix(".yaml")?;
        Some((lang, file))
    });
    let files: Vec<(&str, &ThemeFile)> = files.collect();
    if files.is_empty() {
        return Vec::new();
    }
    let mut known = Known::new();
    let languages = files.iter().map(|(lang, _)| *lang).chain(["en"]);
    for lang in languages.collect::<BTreeSet<_>>() {
        if let Some(file) = embedded::file(&format!("i18n/{lang}.yaml")) {
            add_own(&mut known, &file);
        }
    }
    let below = layers.embedded.iter().flatten();
    for (_, file) in below.chain(&layers.theme).chain(&layers.site) {
        if matches!(file.origin.extension().as_str(), "html" | "xml") {
            add_asked(
                &mut known,
                std::str::from_utf8(&file.bytes).unwrap_or_default(),
            );
        }
    }
    let checked = files
        .iter()
        .flat_map(|(lang, file)| check_file(lang, file, &known));
    checked.collect()
}

/// Adds the placeholders of the strings of a file.
fn add_own(known: &mut Known, file: &ThemeFile) {
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let source = Source::new(file.origin.clone(), text);
    let Some(yaml) = Yaml::parse(&source, 0..text.len(), &mut Vec::new()) else {
        return;
    };
    for (key, node) in yaml.root().entries() {
        let names = known.entry(key).or_default();
        if node.is_mapping() {
            names.insert("count".to_owned());
        }
        for (_, text) in texts(&node) {
            let found = placeholders(&text).into_iter();
            names.extend(
                found
                    .filter(|found| !found.is_foreign)
                    .map(|found| found.name),
            );
        }
    }
}

/// The text up to the bracket that closes a call, whatever brackets are within.
fn arguments(rest: &str) -> &str {
    let mut depth = 1;
    let end = rest.find(|sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    &rest[..end.unwrap_or(rest.len())]
}

/// Adds the arguments that a template gives: `t(key="posts_count", count=3)`.
fn add_asked(known: &mut Known, template: &str) {
    for (at, _) in template.match_indices("t(key=\"") {
        let call = &template[at + "t(key=\"".len()..];
        let Some((key, rest)) = call.split_once('"') else {
            continue;
        };
        let names = arguments(rest).split(',');
        let names = names.filter_map(|argument| argument.split_once('='));
        let names = names.map(|(name, _)| name.trim().to_owned());
        known.entry(key.to_owned()).or_default().extend(names);
    }
}

/// The texts of a string with the nodes that they stand in.
fn texts<'y>(node: &Node<'y>) -> Vec<(Node<'y>, String)> {
    let nodes = if node.is_mapping() {
        node.entries().into_iter().map(|(_, form)| form).collect()
    } else {
        node.items()
    };
    let texts = nodes.into_iter().filter_map(|node| {
        let text = node.text()?;
        Some((node, text))
    });
    texts.collect()
}

fn check_file(lang: &str, file: &ThemeFile, known: &Known) -> Vec<Diagnostic> {
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let source = Source::new(file.origin.clone(), text);
    // What cannot be read has its diagnostic.
    let Some(yaml) = Yaml::parse(&source, 0..text.len(), &mut Vec::new()) else {
        return Vec::new();
    };
    let plurals = Plurals::of(&Lang::new(lang));
    for (key, node) in yaml.root().entries() {
        for (node, text) in texts(&node) {
            for found in placeholders(&text) {
                check_placeholder(&node, &found, known.get(&key), &source);
            }
        }
        if node.is_mapping() {
            check_forms(&node, (&key, lang), &plurals);
        }
    }
    yaml.into_diagnostics()
}

fn check_placeholder(
    node: &Node<'_>,
    found: &Placeholder,
    known: Option<&BTreeSet<String>>,
    source: &Source,
) {
    if !found.is_foreign && known.is_none_or(|known| known.contains(&found.name)) {
        return;
    }
    let written = &found.written;
    let message = if found.is_foreign {
        format!("`{written}` is a placeholder of another program, and stays as it stands")
    } else {
        format!("nothing fills `{written}`")
    };
    let names = || known.into_iter().flatten().map(String::as_str);
    let near = nearest::nearest(&found.name, names());
    let list: Vec<String> = names().map(|name| format!("`{{{name}}}`")).collect();
    let hint = match (near, list.as_slice()) {
        (Some(name), _) if found.is_foreign => format!("write `{{{name}}}`"),
        (Some(name), _) => format!("did you mean `{{{name}}}`?"),
        (None, []) if found.is_foreign => "write a name in braces, like `{count}`".to_owned(),
        (None, []) => "this string is given nothing: take it out".to_owned(),
        (None, [one]) => format!("this string is given {one}"),
        (None, list) => format!("this string is given {}", list.join(", ")),
    };
    let span = node.span();
    let value = source.text().get(span.range()).unwrap_or_default();
    let span = value.find(written.as_str()).map_or(span, |at| {
        let start = span.range().start + at;
        Span::from(start..start + written.len())
    });
    node.report_at(span, codes::UNFILLED_PLACEHOLDER, message, Some(hint));
}

/// Reports a form that small numbers of a language take and the string does not have, and forms that
/// no number takes.
fn check_forms(node: &Node<'_>, (key, lang): (&str, &str), plurals: &Plurals) {
    let (taken, rare) = plurals.taken();
    if taken.is_empty() {
        return;
    }
    let forms = node.entries();
    let missing = taken
        .iter()
        .find(|(form, _)| forms.iter().all(|(given, _)| given != *form));
    if let Some((form, number)) = missing {
        let message = format!("`{key}` has no form `{form}`, which {number} takes in `{lang}`");
        let names: Vec<&str> = taken.keys().copied().collect();
        let hint = format!(
            "add `{form}: …`: the forms of `{lang}` are `{}`",
            names.join("`, `")
        );
        node.report_key(codes::ODD_PLURAL, message, Some(hint));
    }
    let primary = lang.split('-').next().unwrap_or_default();
    for (form, text) in &forms {
        let is_rare = rare == Some(form.as_str()) || form == "many" && MILLIONS.contains(&primary);
        let is_taken = taken.contains_key(form.as_str()) || is_rare;
        if !is_taken && form != "other" {
            let message = format!("no number takes the form `{form}` in `{lang}`");
            let names: Vec<&str> = taken.keys().copied().collect();
            let hint = format!("the forms of `{lang}` are `{}`", names.join("`, `"));
            text.report_key(codes::ODD_PLURAL, message, Some(hint));
        }
    }
}

/// Something in a string that is filled, or looks like it.
#[derive(Debug, PartialEq, Eq)]
struct Placeholder {
    /// The name that it has, or most likely means.
    name: String,
    /// All of it, as it is written.
    written: String,
    /// Whether it is in the form of another program.
    is_foreign: bool,
}

/// The placeholders of a text, in order.
fn placeholders(text: &str) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['{', '%']).map(|start| at + start) {
        at = start + 1;
        let Some((range, name, is_foreign)) = braces(text, start).or_else(|| percent(text, start))
        else {
            continue;
        };
        at = range.end;
        found.push(Placeholder {
            name,
            written: text[range].to_owned(),
            is_foreign,
        });
    }
    found
}

/// `{count}`, `{ count }`, `{{ .Count }}`, `%{count}`, `${count}`, `#{count}`,
/// `{count, plural, …}`.
fn braces(text: &str, start: usize) -> Option<(Range<usize>, String, bool)> {
    let from = start + usize::from(text[start..].starts_with("%{"));
    let rest = text[from..].strip_prefix('{')?;
    let is_double = rest.starts_with('{');
    let end = if is_double {
        rest.find("}}")? + 2
    } else {
        rest.find('}')? + 1
    };
    let inside = rest[..end].trim_matches(['{', '}']);
    let name = inside.split(',').next().unwrap_or_default();
    let bare = name.trim().trim_start_matches('.');
    let is_name = !bare.is_empty()
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let sign = usize::from(text[..from].ends_with(['%', '$', '#']));
    let is_foreign = is_double || sign > 0 || bare != inside;
    let range = from - sign..from + "{".len() + end;
    let name = if is_foreign {
        bare.to_lowercase()
    } else {
        bare.to_owned()
    };
    is_name.then_some((range, name, is_foreign))
}

/// `%s`, `%d`, `%1$s`, `%(count)s`.
fn percent(text: &str, start: usize) -> Option<(Range<usize>, String, bool)> {
    let rest = text[start..].strip_prefix('%')?;
    let (name, rest) = match rest.strip_prefix('(') {
        Some(named) => named.split_once(')')?,
        None => ("", rest),
    };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest
        .strip_prefix('$')
        .unwrap_or(rest)
        .strip_prefix(['s', 'd', 'i'])?;
    let ends = !rest.starts_with(char::is_alphanumeric);
    ends.then(|| (start..text.len() - rest.len(), name.to_owned(), true))
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn placeholders_are_found_in_whatever_form() {
        let read = |text: &str| {
            let found = placeholders(text).into_iter();
            let found = found.map(|one| {
                let mark = if one.is_foreign { "!" } else { "" };
                format!("{mark}{}={}", one.name, one.written)
            });
            found.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read("{count} of {total}"), "count={count} total={total}");
        assert_eq!(read("{{ .Count }} a"), "!count={{ .Count }}");
        assert_eq!(
            read("%{count}, ${n}, #{m}"),
            "!count=%{count} !n=${n} !m=#{m}"
        );
        assert_eq!(read("{ count }"), "!count={ count }");
        assert_eq!(
            read("{count, plural, one {#}}"),
            "!count={count, plural, one {#}"
        );
        assert_eq!(read("%s and %(a)d, %1$s"), "!=%s !a=%(a)d !=%1$s");
        assert_eq!(read("100 % sure, 5%, 50 %so, {}, {two words}"), "");
    }
}
