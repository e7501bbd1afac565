//! The values of `lutrin.yaml`, each read from its node with what is wrong about it.

use std::collections::BTreeMap;

use super::MenuEntry;
use super::base_url::{self, BaseUrl};
use super::languages::{self, Language, names};
use super::publishing::{self, OutputFormat, Publishing};
use super::speeds::Speeds;
use crate::diagnostic::{Place, codes};
use crate::lang::Lang;
use crate::localized::Localized;
use crate::path::SitePath;
use crate::yaml::{Fields, Node, lists};

/// A file of the site, written from its root like the example.
pub(super) fn read_site_file(node: &Node<'_>, example: &str) -> Option<SitePath> {
    let path = node.text()?;
    let file = SitePath::resolve("", &path);
    if file.is_none() {
        let hint = format!("write it from the site's root: `{example}`");
        node.report(
            codes::BAD_CONFIG,
            format!("`{path}` is not a file of the site"),
            Some(hint),
        );
    }
    file
}

pub(super) fn required<'y>(fields: &mut Fields<'y>, key: &'static str) -> Option<Node<'y>> {
    let node = fields.filled(key);
    if node.is_none() {
        fields.missing(key, format!("a site needs `{key}`"), None);
    }
    node
}

pub(super) fn read_languages(fields: &mut Fields<'_>) -> Vec<Language> {
    let node = required(fields, "languages");
    node.map(|node| languages::read(&node)).unwrap_or_default()
}

pub(super) fn read_base_url(node: &Node<'_>) -> Option<BaseUrl> {
    let read = BaseUrl::parse(&node.text()?);
    let reported = read.map_err(|message| {
        node.report(codes::BAD_CONFIG, message, Some(base_url::HINT.to_owned()));
    });
    reported.ok()
}

pub(super) fn read_root_language(node: &Node<'_>, languages: &[Language]) -> Option<Lang> {
    let code = node.text()?;
    let known = languages
        .iter()
        .find(|language| language.code.as_str() == code);
    if known.is_none() && !languages.is_empty() {
        let hint = format!("the languages are {}", names(languages));
        node.report(
            codes::BAD_CONFIG,
            format!("`{code}` is not one of the site's languages"),
            Some(hint),
        );
    }
    known.map(|language| language.code.clone())
}

pub(super) fn read_publishing(fields: &mut Fields<'_>) -> Publishing {
    let mut publishing = Publishing::default();
    if let Some(node) = fields.filled("feed") {
        publishing.feed = publishing::read_feed(&node);
    }
    publishing.redirects = fields
        .filled("redirects")
        .map(|node| publishing::read_redirects(&node))
        .unwrap_or_default();
    publishing.twitter = fields
        .filled("twitter")
        .and_then(|node| publishing::read_account(&node));
    let is_on = |format: &OutputFormat| read_flag(fields, format.key()).unwrap_or(true);
    publishing.outputs.retain(is_on);
    publishing
}

pub(super) fn read_theme_name(node: &Node<'_>) -> Option<String> {
    let name = node.text()?;
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        node.report(
            codes::BAD_CONFIG,
            format!("`{name}` is not the name of a folder in `themes`"),
            None,
        );
        return None;
    }
    Some(name)
}

/// Reads the entries of a menu.
pub(super) fn read_menu(node: &Node<'_>) -> Vec<MenuEntry> {
    if node.is_mapping() {
        let hint =
            "write `menu: [blog, pages/about]`, or entries like `- {title: Blog, url: blog}`";
        node.report_type("a list", Some(hint.to_owned()));
        return Vec::new();
    }
    if !lists::is_menu(node) {
        return Vec::new();
    }
    node.items().iter().filter_map(read_menu_entry).collect()
}

fn read_menu_entry(node: &Node<'_>) -> Option<MenuEntry> {
    let place = node.place();
    if !node.is_mapping() {
        return Some(MenuEntry {
            title: None,
            target: node.text()?,
            place,
        });
    }
    let mut fields = node.clone().fields();
    let title = fields
        .filled("title")
        .and_then(|title| Localized::read(&title));
    let target = required(&mut fields, "url").and_then(|url| url.text());
    fields.finish(&[("name", "title"), ("link", "url")]);
    Some(MenuEntry {
        title,
        target: target?,
        place,
    })
}

/// Reads `new: {authors: [zoe]}`.
pub(super) fn read_new_authors(node: &Node<'_>) -> Vec<(String, Place)> {
    let mut fields = node.clone().fields();
    let authors = fields.filled("authors");
    if let Some(node) = &authors {
        lists::check_people(node, "authors");
    }
    let authors = authors.map(|node| node.items()).unwrap_or_default();
    let authors = authors.iter();
    let named = authors.filter_map(|author| Some((author.text()?, author.place())));
    let named = named.collect();
    fields.finish(&[("author", "authors"), ("by", "authors")]);
    named
}

pub(super) fn read_flag(fields: &mut Fields<'_>, key: &'static str) -> Option<bool> {
    fields.filled(key).and_then(|node| node.bool())
}

pub(super) fn read_words_per_minute(fields: &mut Fields<'_>, languages: &[Language]) -> Speeds {
    let node = fields.filled("words_per_minute");
    let check = |code: &str, value: &Node<'_>| check_language(code, value, languages);
    node.map(|node| Speeds::read(&node, check))
        .unwrap_or_default()
}

pub(super) fn read_speeds(node: &Node<'_>, languages: &[Language]) -> BTreeMap<Lang, usize> {
    const BOUNDS: std::ops::RangeInclusive<usize> = 20..=2000;
    if !node.is_mapping() {
        let speed = node.integer(BOUNDS);
        return speed
            .map(|speed| languages.iter().map(|l| (l.code.clone(), speed)).collect())
            .unwrap_or_default();
    }
    let entries = node.entries().into_iter();
    let speeds = entries.filter_map(|(code, value)| {
        check_language(&code, &value, languages);
        Some((Lang::new(&code), value.integer(BOUNDS)?))
    });
    speeds.collect()
}

/// A text that may be there once for each language of the site.
pub(super) fn read_text(node: &Node<'_>, languages: &[Language]) -> Option<Localized> {
    if node.is_mapping() {
        node.entries()
            .iter()
            .for_each(|(code, value)| check_language(code, value, languages));
    }
    Localized::read(node)
}

/// Where no language could be read, nothing is known about codes.
fn check_language(code: &str, value: &Node<'_>, languages: &[Language]) {
    let is_known = |language: &Language| language.code.as_str() == code;
    if !languages.is_empty() && !languages.iter().any(is_known) {
        value.report(
            codes::BAD_CONFIG,
            format!("`{code}` is not one of the site's languages"),
            Some(format!("the languages are {}", names(languages))),
        );
    }
}
