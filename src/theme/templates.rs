//! The templates of a theme, compiled with Tera: which file wins, which functions they may call, and
//! the diagnostics of their mistakes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{ErrorKind, Kwargs, State, Tera, Value};

use super::once::Once;
use super::strings::Strings;
use super::{Asset, FileMap, ThemeFile, text};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest;
use crate::path::SitePath;
use crate::source::{Source, Span};

/// The templates that every theme has.
const REQUIRED: &[&str] = &[
    "home.html",
    "section.html",
    "post.html",
    "page.html",
    "taxonomy.html",
    "term.html",
    "404.html",
    "redirect.html",
    "languages.html",
    "search.html",
];

/// The engine's prefix for the theme's templates: `{% extends "theme/base.html" %}` in one of the
/// site's.
const PREFIX: &str = "theme/";

/// The engine with its templates.
pub(super) struct Loaded {
    pub(super) tera: Arc<Tera>,
    pub(super) sources: BTreeMap<String, Arc<Source>>,
    /// Whether every template that there is could be read.
    pub(super) sound: bool,
}

/// Reads the templates; those that cannot be read are left out, each with its diagnostic.
pub(super) fn load(
    config: &Config,
    theme: &FileMap,
    site: &FileMap,
    strings: &Arc<Strings>,
    assets: &Arc<BTreeMap<String, Asset>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Loaded {
    let mut sources = BTreeMap::new();
    let in_theme = theme.iter().filter_map(|(name, file)| {
        Some((
            format!("{PREFIX}{}", name.strip_prefix("templates/")?),
            file,
        ))
    });
    let in_site = site.iter().map(|(name, file)| (name.clone(), file));
    let is_template = |file: &ThemeFile| matches!(file.origin.extension().as_str(), "html" | "xml");
    for (name, file) in in_theme
        .chain(in_site)
        .filter(|(_, file)| is_template(file))
    {
        sources.extend(text(file, diagnostics).map(|source| (name, Arc::new(source))));
    }
    let mut left = sources.clone();
    let mut sound = true;
    let (tera, once) = loop {
        let (mut tera, once) = engine(config, strings, assets);
        let Err(error) = tera.add_raw_templates(
            left.iter()
                .map(|(name, source)| (name.clone(), source.text())),
        ) else {
            break (Arc::new(tera), once);
        };
        sound = false;
        // A template that only misses one that was left out has no mistake itself.
        if !is_consequence(&error, &sources, &left) {
            diagnostics.extend(explain_all(&error, &sources));
        }
        let culprits = culprits(&error);
        let before = left.len();
        left.retain(|name, _| !culprits.contains(name));
        if left.len() == before {
            let (tera, once) = engine(config, strings, assets);
            break (Arc::new(tera), once);
        }
    };
    once.connect(&tera);
    if sound && !theme.is_empty() {
        let is_needed = |name: &str| config.search || name != "search.html";
        let needed: Vec<&str> = REQUIRED
            .iter()
            .copied()
            .filter(|name| is_needed(name))
            .collect();
        diagnostics.extend(missing(config, &tera, &needed));
    }
    Loaded {
        tera,
        sources,
        sound: sound && !theme.is_empty(),
    }
}

/// Diagnostics for templates that are not there.
pub(super) fn missing(config: &Config, tera: &Tera, names: &[&str]) -> Vec<Diagnostic> {
    let missing = names.iter().filter(|name| !tera.contains_template(name));
    let diagnostics = missing.map(|name| {
        let message = format!("the theme `{}` has no template `{name}`", config.theme);
        let hint = format!(
            "write `themes/{}/templates/{name}`, or begin its theme.yaml with `extends: lutrin`",
            config.theme
        );
        Diagnostic::new(codes::MISSING_TEMPLATE, config.theme_place.clone(), message).hint(hint)
    });
    diagnostics.collect()
}

fn engine(
    config: &Config,
    strings: &Arc<Strings>,
    assets: &Arc<BTreeMap<String, Asset>>,
) -> (Tera, Arc<Once>) {
    let mut tera = Tera::new();
    // It only fails when there are templates already.
    let _ = tera.set_fallback_prefixes([PREFIX]);
    let translated = strings.clone();
    tera.register_function("t", move |arguments: Kwargs, state: &State<'_>| {
        translate(&translated, &arguments, state)
    });
    let address = |asset: &Asset| Value::from(asset.url.href(&config.base_path));
    let addresses: BTreeMap<String, Value> = assets
        .iter()
        .map(|(path, asset)| (path.clone(), address(asset)))
        .collect();
    tera.register_function("asset", move |arguments: Kwargs, _: &State<'_>| {
        let path = arguments.must_get::<&str>("path")?;
        addresses.get(path).cloned().ok_or_else(|| {
            let hint = nearest::did_you_mean(path, addresses.keys().map(String::as_str))
                .unwrap_or_default();
            tera::Error::message(format!("the theme has no asset `{path}` {hint}"))
        })
    });
    let once = Arc::new(Once::default());
    let asked = once.clone();
    tera.register_function("once", move |arguments: Kwargs, state: &State<'_>| {
        asked.call(&arguments, state)
    });
    (tera, once)
}

fn translate(
    strings: &Strings,
    arguments: &Kwargs,
    state: &State<'_>,
) -> Result<Value, tera::Error> {
    let key = arguments.must_get::<&str>("key")?;
    let lang = state.get::<Value>("lang")?;
    let lang = lang.as_ref().and_then(Value::as_str).unwrap_or_default();
    let others = arguments
        .iter()
        .filter_map(|(name, value)| Some((name.as_str()?, value)));
    let values: Vec<(&str, Cow<'_, str>)> = others
        .filter(|(name, _)| *name != "key")
        .map(|(name, value)| (name, as_text(value)))
        .collect();
    let borrowed: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_ref()))
        .collect();
    let text = strings.by_code(lang, key, &borrowed);
    text.map(Value::from)
        .ok_or_else(|| tera::Error::message(format!("no string `{key}` in `i18n/{lang}.yaml`")))
}

/// A value as a template would write it.
fn as_text(value: &Value) -> Cow<'_, str> {
    value
        .as_str()
        .map_or_else(|| value.to_string().into(), Cow::from)
}

/// The template that an error is about.
fn culprit(error: &tera::Error) -> Option<String> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            Some(report.filename().to_owned())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Some(tpl.clone())
        }
        ErrorKind::MissingParent { current, .. } => Some(current.clone()),
        _ => None,
    }
}

/// The templates to leave out for an error. The engine gives all references to what is not there in one
/// report.
fn culprits(error: &tera::Error) -> Vec<String> {
    match error.kind() {
        ErrorKind::Msg(report) => reported(report)
            .map(|mistake| mistake.template.to_owned())
            .collect(),
        _ => culprit(error).into_iter().collect(),
    }
}

/// A mistake in the engine's report: `error: Unknown filter`, then ` --> name:line:column`.
struct Mistake<'r> {
    message: &'r str,
    template: &'r str,
    line: usize,
    column: usize,
}

fn reported(report: &str) -> impl Iterator<Item = Mistake<'_>> {
    report
        .lines()
        .zip(report.lines().skip(1))
        .filter_map(|(message, place)| {
            let message = message.strip_prefix("error: ")?;
            let mut place = place.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
            let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
            Some(Mistake {
                message,
                template: place.next()?,
                line,
                column,
            })
        })
}

/// Every mistake that is in an error of the engine.
fn explain_all(error: &tera::Error, sources: &BTreeMap<String, Arc<Source>>) -> Vec<Diagnostic> {
    let ErrorKind::Msg(report) = error.kind() else {
        return vec![explain(error, "", sources)];
    };
    let located = reported(report).filter_map(|mistake| {
        let source = sources.get(mistake.template)?;
        let at = Span::at(source.offset(mistake.line, mistake.column));
        Some(Diagnostic::new(
            codes::TEMPLATE_ERROR,
            Place::new(source.path(), at),
            sentence(mistake.message),
        ))
    });
    let located: Vec<Diagnostic> = located.collect();
    if located.is_empty() {
        vec![explain(error, "", sources)]
    } else {
        located
    }
}

/// Whether an error only follows from templates that were left out.
fn is_consequence(
    error: &tera::Error,
    all: &BTreeMap<String, Arc<Source>>,
    left: &BTreeMap<String, Arc<Source>>,
) -> bool {
    let message = error.to_string();
    let missing = all.keys().filter(|name| !left.contains_key(*name));
    missing.into_iter().any(|name| {
        let short = name.strip_prefix(PREFIX).unwrap_or(name);
        message.contains(&format!("'{short}'"))
            || message.contains(&format!("`{short}`"))
            || message.contains(&format!("'{name}'"))
    })
}

/// An error of the engine as a diagnostic at its line.
pub(super) fn explain(
    error: &tera::Error,
    asked: &str,
    sources: &BTreeMap<String, Arc<Source>>,
) -> Diagnostic {
    let find = |name: &str| {
        sources
            .get(name)
            .or_else(|| sources.get(&format!("{PREFIX}{name}")))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = find(report.filename()).map(|source| {
                Place::new(
                    source.path(),
                    source.clamp(Span::from(report.span().range.clone())),
                )
            });
            let mut diagnostic = Diagnostic::new(
                codes::TEMPLATE_ERROR,
                Place::file(&SitePath::new(asked)),
                sentence(report.message()),
            );
            diagnostic.place = place.or(diagnostic.place);
            diagnostic
        }
        other => {
            let name = culprit(error).unwrap_or_else(|| asked.to_owned());
            let place = find(&name).map(|source| Place::new(source.path(), 0..0));
            let mut diagnostic = Diagnostic::new(
                codes::TEMPLATE_ERROR,
                Place::file(&SitePath::new(name)),
                sentence(&other.to_string()),
            );
            diagnostic.place = place.or(diagnostic
                .place
                .filter(|place| !place.file.as_str().is_empty()));
            diagnostic
        }
    }
}

/// The diagnostic of a template that does not stop writing.
pub(super) fn too_long(
    template: &str,
    limit: usize,
    sources: &BTreeMap<String, Arc<Source>>,
) -> Diagnostic {
    let source = sources
        .get(template)
        .or_else(|| sources.get(&format!("{PREFIX}{template}")));
    let place = source.map_or_else(
        || Place::file(&SitePath::new(template)),
        |source| Place::new(source.path(), 0..0),
    );
    let message = format!(
        "this template wrote more than {} MiB for one page",
        limit >> 20
    );
    Diagnostic::new(codes::TEMPLATE_ERROR, place, message).hint("does one of its loops never end?")
}

/// The engine's message as one plain sentence.
fn sentence(message: &str) -> String {
    let line = message
        .lines()
        .next()
        .unwrap_or_default()
        .trim()
        .trim_end_matches('.');
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}
