//! `content/blogroll.yaml`: a list of blogs that the people of the site read.
//!
//! Knows neither how they are shown, nor whether their addresses work.

use std::collections::HashMap;

use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::lang::Lang;
use crate::localized::Localized;
use crate::source::{Source, Span};
use crate::yaml::{Node, Yaml};

/// The file, relative to the site's root.
pub const FILE: &str = "content/blogroll.yaml";
/// The segment of its address, and its name in a menu.
pub const NAME: &str = "blogroll";

/// A list of blogs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blogroll {
    /// The title of its page.
    pub title: Option<Localized>,
    /// A few sentences above the list, in Markdown's inline forms.
    pub description: Option<Localized>,
    /// The blogs, by group; those before any group come first, without a name.
    pub groups: Vec<BlogGroup>,
}

/// Blogs that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlogGroup {
    /// The name of the group.
    pub name: Option<Localized>,
    /// The blogs, in the order of the file.
    pub blogs: Vec<Blog>,
}

/// A blog elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blog {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The address of its feed.
    pub feed: Option<String>,
    /// Who writes it.
    pub author: Option<String>,
    /// The language that it is written in.
    pub lang: Option<Lang>,
    /// Why it is worth reading, in Markdown's inline forms.
    pub description: Option<Localized>,
}

/// Keys of other lists (OPML among them), with the names of the same keys here.
const MISNOMERS: &[(&str, &str)] = &[
    ("name", "title"),
    ("text", "title"),
    ("link", "url"),
    ("html_url", "url"),
    ("htmlUrl", "url"),
    ("rss", "feed"),
    ("atom", "feed"),
    ("xml_url", "feed"),
    ("xmlUrl", "feed"),
    ("language", "lang"),
    ("authors", "author"),
    ("summary", "description"),
    ("category", "group"),
    ("categories", "group"),
    ("tags", "group"),
];

/// Reads the file. Never fails: an entry that cannot be used is left out, with a diagnostic.
#[must_use]
pub fn parse(source: &Source) -> Checked<Blogroll> {
    let mut diagnostics = Vec::new();
    let Some(yaml) = Yaml::parse(source, 0..source.text().len(), &mut diagnostics) else {
        return Checked {
            value: Blogroll::default(),
            diagnostics,
        };
    };
    let blogroll = read(&yaml.root());
    diagnostics.extend(yaml.into_diagnostics());
    Checked {
        value: blogroll,
        diagnostics,
    }
}

fn read(root: &Node<'_>) -> Blogroll {
    let mut fields = root.clone().fields();
    let title = fields
        .filled("title")
        .and_then(|node| Localized::read(&node));
    let description = fields
        .filled("description")
        .and_then(|node| Localized::read(&node));
    let items = fields
        .filled("blogs")
        .map(|node| node.items())
        .unwrap_or_default();
    if (root.is_mapping() || root.is_null()) && !fields.has("blogs") {
        fields.missing("blogs", "a blogroll needs its `blogs`", None);
    }
    fields.finish(MISNOMERS);
    let mut seen = Seen::default();
    let mut groups = vec![BlogGroup::default()];
    for item in items {
        match BlogrollItem::read(&item, &mut seen) {
            Some(BlogrollItem::Blog(blog)) => groups[0].blogs.push(*blog),
            Some(BlogrollItem::Group(group)) => groups.push(group),
            None => {}
        }
    }
    groups.retain(|group| !group.blogs.is_empty());
    Blogroll {
        title,
        description,
        groups,
    }
}

/// The addresses of the blogs that were read, without their last slash, and their places.
type Seen = HashMap<String, Span>;

/// Reads an entry of the file.
enum BlogrollItem {
    Blog(Box<Blog>),
    Group(BlogGroup),
}

impl BlogrollItem {
    fn read(node: &Node<'_>, seen: &mut Seen) -> Option<Self> {
        if !node.is_mapping() {
            let url = node.scalar_text().filter(|text| text.starts_with("http"));
            let url = url.unwrap_or("https://…");
            let hint = format!("write `- {{title: …, url: {url}}}`");
            node.report_type("a blog or a group of blogs", Some(hint));
            return None;
        }
        let mut fields = node.clone().fields();
        if !fields.has("group") {
            return read_blog(node, seen).map(Box::new).map(Self::Blog);
        }
        let name = fields
            .filled("group")
            .and_then(|name| Localized::read(&name));
        let items = fields
            .filled("blogs")
            .map(|node| node.items())
            .unwrap_or_default();
        if !fields.has("blogs") {
            fields.missing("blogs", "a group needs its `blogs`", None);
        }
        fields.finish(MISNOMERS);
        let blogs = items
            .iter()
            .filter_map(|item| read_blog(item, seen))
            .collect();
        Some(Self::Group(BlogGroup { name, blogs }))
    }
}

fn read_blog(node: &Node<'_>, seen: &mut Seen) -> Option<Blog> {
    let mut fields = node.clone().fields();
    let title = fields.filled("title").and_then(|title| title.text());
    let url = fields.filled("url").and_then(|url| url.address());
    let feed = fields.filled("feed").and_then(|feed| feed.address());
    let author = fields.filled("author").and_then(|author| author.text());
    let lang = fields.filled("lang").and_then(|lang| lang.language());
    let description = fields
        .filled("description")
        .and_then(|text| Localized::read(&text));
    for key in ["title", "url"] {
        if node.is_mapping() && !fields.has(key) {
            fields.missing(key, format!("a blog needs a `{key}`"), None);
        }
    }
    if let (Some(url), Some(node)) = (&url, fields.filled("url")) {
        check_twice(url, &node, seen);
    }
    fields.finish(MISNOMERS);
    Some(Blog {
        title: title?,
        url: url?,
        feed,
        author,
        lang,
        description,
    })
}

fn check_twice(url: &str, node: &Node<'_>, seen: &mut Seen) {
    let same = url.trim_end_matches('/').to_lowercase();
    let place = node.place();
    let Some(first) = seen.insert(same, node.span()) else {
        return;
    };
    let mut other = place.clone();
    other.span = Some(first);
    let diagnostic = Diagnostic::new(
        codes::BAD_VALUE,
        place,
        format!("`{url}` stands twice in the blogroll"),
    );
    node.push(
        diagnostic
            .related(other, "it stands here first")
            .hint("take one of them out"),
    );
}
