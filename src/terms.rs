//! `content/terms.yaml`: the names and addresses of tags and series in each language. `site` knows
//! which terms pages use.

use crate::diagnostic::{Checked, codes};
use crate::front_matter::Spanned;
use crate::lang::Lang;
use crate::slug;
use crate::source::Source;
use crate::yaml::{Node, Yaml};

/// The file, relative to the site's root.
pub const FILE: &str = "content/terms.yaml";

/// The key of old names and other spellings.
const ALIASES: &str = "aliases";

/// The terms of the file, by taxonomy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dictionary {
    /// Tags.
    pub tags: Vec<TermEntry>,
    /// Series.
    pub series: Vec<TermEntry>,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermEntry {
    /// Its key, with the place of the entry.
    pub key: Spanned<String>,
    /// Its names.
    pub names: Vec<TermName>,
    /// Old names and other spellings, which mean it, too.
    pub aliases: Vec<Spanned<String>>,
}

/// The name of a term in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermName {
    /// The language; `None` for all of them.
    pub lang: Option<Lang>,
    /// The name.
    pub name: Spanned<String>,
    /// The last segment of its address.
    pub slug: String,
    /// Whether the author chose that segment: then it means the term, as the name does.
    pub has_own_slug: bool,
    /// A sentence or two on it.
    pub summary: Option<String>,
}

/// Reads `terms.yaml`.
#[must_use]
pub fn parse(source: &Source) -> Checked<Dictionary> {
    let mut diagnostics = Vec::new();
    let Some(yaml) = Yaml::parse(source, 0..source.text().len(), &mut diagnostics) else {
        return Checked {
            value: Dictionary::default(),
            diagnostics,
        };
    };
    let mut fields = yaml.root().fields();
    let mut taxonomy = |key| {
        fields
            .filled(key)
            .map(|node| read_taxonomy(&node))
            .unwrap_or_default()
    };
    let dictionary = Dictionary {
        tags: taxonomy("tags"),
        series: taxonomy("series"),
    };
    fields.finish(&[("tag", "tags"), ("categories", "tags"), ("serie", "series")]);
    diagnostics.extend(yaml.into_diagnostics());
    Checked {
        value: dictionary,
        diagnostics,
    }
}

fn read_taxonomy(node: &Node<'_>) -> Vec<TermEntry> {
    if node.is_sequence() {
        let hint = "write a key and the name of each: `lutrin: Lutrin`".to_owned();
        node.report_type("a mapping", Some(hint));
        return Vec::new();
    }
    node.entries()
        .into_iter()
        .filter_map(|(key, node)| read_entry(key, &node))
        .collect()
}

fn read_entry(key: String, node: &Node<'_>) -> Option<TermEntry> {
    if slug::slugify(&key).is_empty() {
        node.report(
            codes::EMPTY_SLUG,
            format!("`{key}` has no letter or digit to make an address of"),
            None,
        );
        return None;
    }
    let mut aliases = Vec::new();
    let mut names = read_names(node, &mut aliases);
    let key = Spanned {
        value: key,
        span: node.span(),
    };
    if names.is_empty() && !aliases.is_empty() {
        names.push(named_by_its_key(&key));
    }
    let is_named = !names.is_empty();
    is_named.then_some(TermEntry {
        key,
        names,
        aliases,
    })
}

/// The names of a term: one for all languages, or one for each. Its aliases stand beside them.
fn read_names(node: &Node<'_>, aliases: &mut Vec<Spanned<String>>) -> Vec<TermName> {
    let entries = if node.is_mapping() {
        node.entries()
    } else {
        Vec::new()
    };
    let is_for_all = |key: &str| matches!(key, "name" | "slug" | "summary");
    if entries.is_empty() || entries.iter().any(|(key, _)| is_for_all(key)) {
        return read_name(None, node, aliases).into_iter().collect();
    }
    let mut names = Vec::new();
    for (key, node) in entries {
        if key == ALIASES {
            aliases.extend(node.names());
        } else {
            names.extend(read_name(Some(Lang::new(&key)), &node, aliases));
        }
    }
    names
}

/// The name of a term that has nothing but aliases.
fn named_by_its_key(key: &Spanned<String>) -> TermName {
    TermName {
        lang: None,
        name: key.clone(),
        slug: slug::slugify(&key.value),
        has_own_slug: false,
        summary: None,
    }
}

fn read_name(
    lang: Option<Lang>,
    node: &Node<'_>,
    aliases: &mut Vec<Spanned<String>>,
) -> Option<TermName> {
    if !node.is_mapping() {
        return name(lang, node, None, None);
    }
    let mut fields = node.clone().fields();
    let written = fields.filled("name");
    let slug = fields.filled("slug").and_then(|node| read_slug(&node));
    let summary = fields.filled("summary").and_then(|node| node.text());
    let other_names = fields.filled(ALIASES).map(|node| node.names());
    aliases.extend(other_names.into_iter().flatten());
    if written.is_none() {
        fields.missing("name", "a term needs a `name` in each language", None);
    }
    fields.finish(&[
        ("alias", ALIASES),
        ("title", "name"),
        ("description", "summary"),
        ("url", "slug"),
    ]);
    name(lang, &written?, slug, summary)
}

fn name(
    lang: Option<Lang>,
    node: &Node<'_>,
    slug: Option<String>,
    summary: Option<String>,
) -> Option<TermName> {
    let name = node.text()?.trim().to_owned();
    let derived = slug::slugify(&name);
    if derived.is_empty() || derived.len() > slug::LONGEST {
        let message = format!("`{name}` leaves no name for an address, or one that is too long");
        node.report(codes::EMPTY_SLUG, message, None);
        return None;
    }
    Some(TermName {
        lang,
        name: Spanned {
            value: name,
            span: node.span(),
        },
        has_own_slug: slug.is_some(),
        slug: slug.unwrap_or(derived),
        summary,
    })
}

fn read_slug(node: &Node<'_>) -> Option<String> {
    let written = node.text()?;
    let is_good = slug::is_slug(&written) && written.len() <= slug::LONGEST;
    if !is_good {
        let hint = Some(slug::slugify(&written))
            .filter(|slug| !slug.is_empty())
            .map(|slug| format!("write `{slug}`"));
        node.report(
            codes::BAD_VALUE,
            "a slug has only lower-case letters, digits and single hyphens",
            hint,
        );
    }
    is_good.then_some(written)
}
