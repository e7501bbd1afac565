//! People as `people.yaml` describes them, and as front matter mentions them. `site` finds out who
//! is who on the whole site.

mod mention;

use crate::config::speeds::Speeds;
use crate::diagnostic::{Checked, codes};
use crate::localized::{Localized, TextLanguage};
use crate::path::SitePath;
use crate::slug;
use crate::source::{Source, Span, Spanned};
use crate::yaml::{Node, Yaml};

use mention::read_address;
pub use mention::{Guest, Mention};

/// The file, relative to the site's root.
pub const FILE: &str = "content/people.yaml";

/// A person or team of `people.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The key of the entry.
    pub id: String,
    /// The name.
    pub name: Localized,
    /// Old names and other spellings, which mean them, too.
    pub aliases: Vec<Spanned<String>>,
    /// What they do.
    pub role: Option<Localized>,
    /// For whom.
    pub organisation: Option<Localized>,
    /// Whether it is a team.
    pub team: bool,
    /// Who is in the team, by id.
    pub members: Vec<Spanned<String>>,
    /// Their own page.
    pub url: Option<String>,
    /// A few sentences, in Markdown's inline forms.
    pub bio: Option<Localized>,
    /// Further addresses: what they are called, and where they lead.
    pub links: Vec<(String, String)>,
    /// A portrait.
    pub avatar: Option<Avatar>,
    /// How fast they speak, where they say so.
    pub words_per_minute: Speeds,
    /// Where the entry stands.
    pub span: Span,
}

impl Person {
    /// Applies the typography of each language to the name, the role and the organisation. The
    /// biography is Markdown: it is set when it is shown.
    pub fn typeset(&mut self, languages: &[TextLanguage]) {
        let texts = [
            Some(&mut self.name),
            self.role.as_mut(),
            self.organisation.as_mut(),
        ];
        texts
            .into_iter()
            .flatten()
            .for_each(|text| text.set(languages));
    }
}

/// The portrait of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Avatar {
    /// The file, relative to that of the people.
    pub file: SitePath,
    /// The alternative text. Without one the portrait is decoration: the name always stands beside
    /// it.
    pub alt: Option<Localized>,
    /// Where it is named.
    pub span: Span,
}

/// Reads `people.yaml`.
#[must_use]
pub fn parse_people(source: &Source) -> Checked<Vec<Person>> {
    let mut diagnostics = Vec::new();
    let Some(yaml) = Yaml::parse(source, 0..source.text().len(), &mut diagnostics) else {
        return Checked {
            value: Vec::new(),
            diagnostics,
        };
    };
    let root = yaml.root();
    if root.is_sequence() {
        let hint = "write the id before the colon: `camille: {name: Camille Roy}`".to_owned();
        root.report_type("a mapping", Some(hint));
    }
    let entries = if root.is_sequence() {
        Vec::new()
    } else {
        root.entries()
    };
    let people = entries
        .into_iter()
        .filter_map(|(id, node)| read_person(id, node))
        .collect();
    diagnostics.extend(yaml.into_diagnostics());
    Checked {
        value: people,
        diagnostics,
    }
}

/// Reads a file name, or a mapping of a file and its alternative text.
fn read_avatar(node: &Node<'_>) -> Option<Avatar> {
    if !node.is_mapping() {
        return read_avatar_file(node, None);
    }
    let mut fields = node.clone().fields();
    let file = fields.filled("file");
    let alt = fields.filled("alt").and_then(|alt| Localized::read(&alt));
    if file.is_none() {
        fields.missing("file", "an image needs a `file`", None);
    }
    fields.finish(&[("src", "file"), ("url", "file")]);
    read_avatar_file(&file?, alt)
}

fn read_avatar_file(node: &Node<'_>, alt: Option<Localized>) -> Option<Avatar> {
    let name = node.text()?;
    let folder = FILE.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = SitePath::resolve(folder, &name)
        .filter(|_| !name.starts_with('/') && !name.contains("://"));
    if file.is_none() {
        let hint = "write its path as seen from `content`, like `people/camille.jpg`".to_owned();
        node.report(
            codes::BAD_VALUE,
            format!("`{name}` is not a file of the site"),
            Some(hint),
        );
    }
    Some(Avatar {
        file: file?,
        alt,
        span: node.span(),
    })
}

/// Keys of other programs, with the names of the same keys here, or with what to do instead.
const MISNOMERS: &[(&str, &str)] = &[
    ("alias", "aliases"),
    ("organization", "organisation"),
    ("company", "organisation"),
    ("biography", "bio"),
    ("link", "links"),
    ("member", "members"),
    ("people", "members"),
    ("image", "avatar"),
    ("photo", "avatar"),
    ("picture", "avatar"),
    ("wpm", "words_per_minute"),
    ("website", "url"),
    ("homepage", "url"),
    (
        "twitter",
        "write it below `links`: `links: {Twitter: https://twitter.com/…}`",
    ),
    (
        "mastodon",
        "write it below `links`: `links: {Mastodon: https://…/@…}`",
    ),
    (
        "bluesky",
        "write it below `links`: `links: {Bluesky: https://bsky.app/profile/…}`",
    ),
    (
        "github",
        "write it below `links`: `links: {GitHub: https://github.com/…}`",
    ),
    (
        "linkedin",
        "write it below `links`: `links: {LinkedIn: https://www.linkedin.com/in/…}`",
    ),
    (
        "email",
        "write it below `links`: `links: {E-mail: mailto:…}`",
    ),
];

fn read_person(id: String, node: Node<'_>) -> Option<Person> {
    let span = node.span();
    if !slug::is_slug(&id.replace('_', "-")) {
        node.refuse_id(&id);
        return None;
    }
    if !node.is_mapping() && !node.is_null() {
        return node.wrong_type("a mapping");
    }
    let mut fields = node.fields();
    let mut localized = |key| fields.filled(key).and_then(|node| Localized::read(&node));
    let (name, role, organisation, bio) = (
        localized("name"),
        localized("role"),
        localized("organisation"),
        localized("bio"),
    );
    let aliases = fields
        .filled("aliases")
        .map(|node| node.names())
        .unwrap_or_default();
    let team = fields
        .filled("team")
        .and_then(|node| node.bool())
        .unwrap_or_default();
    let members = fields
        .filled("members")
        .map(|node| read_members(&id, &node))
        .unwrap_or_default();
    // Nobody but a team has members.
    let team = team || !members.is_empty();
    let url = fields.filled("url").and_then(|node| read_address(&node));
    let links = fields
        .filled("links")
        .map(|node| node.entries())
        .unwrap_or_default();
    let links = links
        .into_iter()
        .filter_map(|(title, url)| Some((title, read_address(&url)?)))
        .collect();
    let avatar = fields.filled("avatar").and_then(|node| read_avatar(&node));
    let words_per_minute = fields.filled("words_per_minute");
    let words_per_minute = words_per_minute
        .map(|node| Speeds::read(&node, |_, _| {}))
        .unwrap_or_default();
    if name.is_none() && !fields.has("name") {
        let hint = "add `name:`, as readers know them".to_owned();
        fields.missing_in_entry("name", format!("`{id}` needs a `name`"), Some(hint));
    }
    fields.finish(MISNOMERS);
    Some(Person {
        id,
        name: name?,
        aliases,
        role,
        organisation,
        team,
        members,
        url,
        bio,
        links,
        avatar,
        words_per_minute,
        span,
    })
}

/// Reads the members of a team: each once, and not the team itself.
fn read_members(team: &str, node: &Node<'_>) -> Vec<Spanned<String>> {
    let mut members: Vec<Spanned<String>> = Vec::new();
    for node in node.items() {
        let Some(value) = node.text() else { continue };
        if value == team {
            node.report(
                codes::BAD_VALUE,
                format!("`{team}` cannot be one of its own members"),
                None,
            );
        } else if members.iter().any(|member| member.value == value) {
            node.report(
                codes::BAD_VALUE,
                format!("`{value}` is a member already"),
                Some("name them once".to_owned()),
            );
        } else {
            members.push(Spanned {
                value,
                span: node.span(),
            });
        }
    }
    members
}
