//! Readers for the values of front matter. Each reports what is wrong with its node.

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::{LeadImage, TranslatedFrom};
use crate::content_path::Kind;
use crate::diagnostic::codes;
use crate::diagnostic::words::quoted;
use crate::duration::{self, Duration};
use crate::fingerprint::Fingerprint;
use crate::lang::Lang;
use crate::nearest;
use crate::path::UrlPath;
use crate::person::Mention;
use crate::slug;
use crate::source::Spanned;
use crate::yaml::{Fields, Node, lists};

pub(super) fn text(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    fields.filled(key).and_then(|node| node.text())
}

/// A text and its place.
pub(super) fn spanned(node: &Node<'_>) -> Option<Spanned<String>> {
    Some(Spanned {
        value: node.text()?,
        span: node.span(),
    })
}

pub(super) fn people(fields: &mut Fields<'_>, key: &'static str) -> Vec<Spanned<Mention>> {
    let Some(node) = fields.filled(key) else {
        return Vec::new();
    };
    lists::check_people(&node, key);
    let nodes = node.items();
    nodes
        .iter()
        .filter_map(|node| {
            Some(Spanned {
                value: Mention::read(node)?,
                span: node.span(),
            })
        })
        .collect()
}

pub(super) fn duration(fields: &mut Fields<'_>, key: &'static str) -> Option<Duration> {
    fields.filled(key).and_then(|node| read_duration(&node))
}

pub(super) fn read_duration(node: &Node<'_>) -> Option<Duration> {
    let written = node.text()?;
    let duration = Duration::parse(&written);
    if duration.is_none() {
        node.report(
            codes::BAD_VALUE,
            format!("`{written}` is not a length of time"),
            Some(duration::HINT.to_owned()),
        );
    }
    duration
}

/// The texts of a list, each with its node. `check` looks at the whole value.
pub(super) fn texts<'y>(
    fields: &mut Fields<'y>,
    key: &'static str,
    check: impl Fn(&Node<'y>),
) -> Vec<(String, Node<'y>)> {
    let node = fields.filled(key).filter(|node| lists::is_list(node, key));
    node.iter().for_each(check);
    let items = node.map(|node| node.items()).unwrap_or_default();
    items
        .into_iter()
        .filter_map(|node| Some((node.text()?, node)))
        .collect()
}

/// Reads one of a few words; reports any other.
pub(super) fn choice<T: Copy>(node: &Node<'_>, all: &[(&'static str, T)]) -> Option<T> {
    let written = node.text()?;
    let found = all
        .iter()
        .find(|(name, _)| *name == written)
        .map(|(_, value)| *value);
    if found.is_none() {
        let names = all.iter().map(|(name, _)| *name);
        let hint = nearest::did_you_mean(&written, names.clone())
            .unwrap_or_else(|| format!("write one of {}", quoted(names)));
        node.report(
            codes::BAD_VALUE,
            format!("`{written}` is not known here"),
            Some(hint),
        );
    }
    found
}

pub(super) fn read_slug(node: &Node<'_>) -> Option<String> {
    let written = node.text()?;
    let slug = slug::slugify(&written);
    if slug.len() > slug::LONGEST {
        node.report(codes::BAD_VALUE, too_long(&written), None);
        return None;
    }
    if slug != written {
        let hint = (!slug.is_empty()).then(|| format!("write `{slug}`"));
        let message = "a slug has only lower-case letters, digits and single hyphens";
        node.report(codes::BAD_VALUE, message, hint);
    }
    (!slug.is_empty()).then_some(slug)
}

pub(super) fn too_long(text: &str) -> String {
    let start: String = text.chars().take(40).collect();
    format!("`{start}…` is too long for an address")
}

/// Reads a tag or a series: its name must have a letter or digit for an address.
pub(super) fn check_term(term: &str, node: &Node<'_>) -> Option<String> {
    let term = term.trim().to_owned();
    let slug = slug::slugify(&term);
    if slug.len() > slug::LONGEST {
        node.report(
            codes::BAD_VALUE,
            too_long(&term),
            Some("write a shorter one".to_owned()),
        );
        return None;
    }
    if slug.is_empty() {
        node.report(
            codes::EMPTY_SLUG,
            format!("`{term}` has no letter or digit to make an address of"),
            None,
        );
        return None;
    }
    Some(term)
}

pub(super) fn check_alias(value: String, node: &Node<'_>) -> Option<Spanned<String>> {
    if alias_url(&value).is_none() {
        let hint = "write an old address from the root, like `/2019/hello/`".to_owned();
        node.report(
            codes::BAD_VALUE,
            format!("`{value}` is not an address of this site"),
            Some(hint),
        );
        return None;
    }
    Some(Spanned {
        value,
        span: node.span(),
    })
}

/// Reads `Name`, or `{name: Name, part: 2}`.
pub(super) fn read_series(node: &Node<'_>) -> (Option<String>, Option<Spanned<usize>>) {
    const PARTS: std::ops::RangeInclusive<usize> = 1..=9999;
    if !node.is_mapping() {
        return (node.text().and_then(|name| check_term(&name, node)), None);
    }
    let mut fields = node.clone().fields();
    let name = fields
        .filled("name")
        .and_then(|name| check_term(&name.text()?, &name));
    let part = fields.filled("part").and_then(|part| {
        Some(Spanned {
            value: part.integer(PARTS)?,
            span: part.span(),
        })
    });
    if !fields.has("name") {
        fields.missing("name", "a series needs a `name`", None);
    }
    fields.finish(&[
        ("title", "name"),
        ("order", "part"),
        ("weight", "part"),
        ("number", "part"),
        ("position", "part"),
    ]);
    let part = part.filter(|_| name.is_some());
    (name, part)
}

pub(super) fn read_translated_from(node: &Node<'_>) -> Option<TranslatedFrom> {
    let hint = || Some("`lutrin translations accept` with this file writes it".to_owned());
    let mut fields = node.clone().fields();
    let lang = fields.filled("lang").and_then(|lang| {
        Some(Spanned {
            value: lang.text()?,
            span: lang.span(),
        })
    });
    let hash = fields.filled("hash");
    let read = hash
        .as_ref()
        .and_then(|node| Some((Fingerprint::parse(&node.text()?), node)));
    if let Some((None, node)) = read {
        node.report(
            codes::BAD_VALUE,
            "this is no hash that this version of Lutrin writes",
            hint(),
        );
    }
    for (key, is_there) in [("lang", fields.has("lang")), ("hash", fields.has("hash"))] {
        if node.is_mapping() && !is_there {
            fields.missing(key, format!("`translated_from` needs a `{key}`"), hint());
        }
    }
    fields.finish(&[("language", "lang"), ("from", "lang")]);
    let lang = lang?;
    let lang = Spanned {
        value: Lang::new(&lang.value),
        span: lang.span,
    };
    Some(TranslatedFrom {
        lang,
        hash: read.and_then(|(hash, _)| hash),
    })
}

/// Reads the languages whose readers a page is made for: a code, or a list of them, each once.
pub(super) fn read_languages(fields: &mut Fields<'_>) -> Vec<Spanned<Lang>> {
    let node = fields.filled("languages");
    let is_read =
        |node: &Node<'_>| lists::is_list(node, "languages") && !lists::check_languages(node);
    let items = node.filter(is_read);
    let mut languages: Vec<Spanned<Lang>> = Vec::new();
    for item in items.map(|node| node.items()).unwrap_or_default() {
        let Some(code) = item.text() else { continue };
        let code = code.trim();
        if !Lang::looks_like(code) {
            let hint = "write the codes of the site's languages, like `languages: [fr]`";
            let message = format!("`{code}` is not a language code");
            item.report(codes::BAD_VALUE, message, Some(hint.to_owned()));
        } else if languages.iter().all(|known| known.value.as_str() != code) {
            languages.push(Spanned {
                value: Lang::new(code),
                span: item.span(),
            });
        }
    }
    languages
}

/// Reads `true` or `false`. A deck of Marp may name its program for formulas, which means `true`.
pub(super) fn read_math(node: &Node<'_>, kind: Kind) -> Option<bool> {
    const SETTERS: [&str; 3] = ["katex", "mathjax", "mathml"];
    let is_named = kind == Kind::Deck && !node.is_mapping() && !node.is_sequence();
    let is_setter = is_named
        && node
            .text()
            .is_some_and(|name| SETTERS.contains(&name.as_str()));
    if is_setter { Some(true) } else { node.bool() }
}

pub(super) fn read_image(node: &Node<'_>) -> Option<LeadImage> {
    if !node.is_mapping() {
        let file = node.scalar_text().unwrap_or("…");
        let hint = format!("write `image: {{file: {file}, alt: what it shows}}`");
        node.report_type("a mapping", Some(hint));
        return None;
    }
    let mut fields = node.clone().fields();
    let file = fields.filled("file").and_then(|file| {
        Some(Spanned {
            value: file.text()?,
            span: file.span(),
        })
    });
    let alt = fields.get("alt");
    if file.is_none() {
        fields.missing("file", "an image needs a `file`", None);
    }
    if alt.is_none() {
        let hint = "say what it shows, or write `alt: \"\"` if it only decorates".to_owned();
        node.report(
            codes::MISSING_ALT,
            "the image has no alternative text",
            Some(hint),
        );
    }
    fields.finish(&[("src", "file"), ("url", "file"), ("title", "alt")]);
    Some(LeadImage {
        file: file?,
        alt: alt
            .filter(|alt| !alt.is_null())
            .and_then(|alt| alt.text())
            .unwrap_or_default(),
    })
}

/// Reads an address as a browser shows it or as it copies it: `/été/`, `/%C3%A9t%C3%A9/`.
#[must_use]
pub fn alias_url(alias: &str) -> Option<UrlPath> {
    let alias: String = percent_decode_str(alias)
        .decode_utf8()
        .ok()?
        .nfc()
        .collect();
    let clean = !alias.contains(['?', '#', '\\']) && !alias.contains(char::is_control);
    let plain = alias.starts_with('/') && !alias.contains("//") && clean;
    if !plain
        || alias
            .split('/')
            .any(|segment| segment == ".." || segment == ".")
    {
        return None;
    }
    let is_file = alias
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    let folder = alias.strip_suffix("index.html").unwrap_or(&alias);
    Some(UrlPath::given(&if is_file || folder.ends_with('/') {
        folder.to_owned()
    } else {
        format!("{folder}/")
    }))
}
