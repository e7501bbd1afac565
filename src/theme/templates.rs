//! The templates of a theme, in Tera: which file wins, and what they may call.

mod advice;
pub(super) mod errors;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Kwargs, State, Tera, Value};

use super::once::Once;
use super::strings::Strings;
use super::{Asset, FileMap, ThemeFile, text};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::nearest;
use crate::source::Source;
use errors::{culprits, explain_all, is_consequence};

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
    required: &[&str],
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
        diagnostics.extend(missing(config, &tera, required));
    }
    Loaded {
        tera,
        sources,
        sound: sound && !theme.is_empty(),
    }
}

/// What to say of templates that are not there.
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
