//! People as front matter and `people.yaml` write them. Who is who on the whole site is for the
//! site to say.

use crate::config::speeds::Speeds;
use crate::diagnostic::{Checked, codes};
use crate::lang::Lang;
use crate::localized::Localized;
use crate::path::SitePath;
use crate::slug;
use crate::source::{Source, Span, Spanned};
use crate::typography::{self, Profile};
use crate::yaml::{Node, Yaml};

/// The file, relative to the site's root.
pub const FILE: &str = "content/people.yaml";

/// Somebody who signs or speaks, as one file names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mention {
    /// An id of `people.yaml`.
    Id(String),
    /// Somebody who stands in the text itself.
    Guest(Guest),
}

/// A person without an entry in `people.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guest {
    /// The name.
    pub name: String,
    /// What they do.
    pub role: Option<String>,
    /// For whom.
    pub organisation: Option<String>,
    /// Their page.
    pub url: Option<String>,
}

/// A person or team of `people.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The key of the entry.
    pub id: String,
    /// The name.
    pub name: Localized,
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
    /// Sets what readers see of them by the typography of each language; the biography is set as it
    /// is shown.
    pub fn typeset(&mut self, profiles: &[(Lang, Profile)]) {
        let texts = [
            Some(&mut self.name),
            self.role.as_mut(),
            self.organisation.as_mut(),
        ];
        texts
            .into_iter()
            .flatten()
            .for_each(|text| text.typeset(profiles));
    }
}

/// The portrait of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Avatar {
    /// The file, relative to that of the people.
    pub file: SitePath,
    /// The alternative text. Without one it decorates: it never stands without the name.
    pub alt: Option<Localized>,
    /// Where it is named.
    pub span: Span,
}

impl Mention {
    /// Sets what a text says of a guest; an id stays.
    pub fn typeset(&mut self, profile: Profile) {
        let Self::Guest(guest) = self else { return };
        typography::set_name(&mut guest.name, profile);
        let texts = guest.role.iter_mut().chain(&mut guest.organisation);
        texts.for_each(|text| typography::set(text, profile));
    }

    /// Reads an id, a written form or a mapping.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Option<Self> {
        if !node.is_mapping() {
            let text = node.text()?;
            let text = text.trim();
            if is_nameless(text) {
                let hint = "write it like `Name - Role, Organisation`".to_owned();
                node.report(
                    codes::MISSING_KEY,
                    format!("`{text}` has no name before the role"),
                    Some(hint),
                );
                return None;
            }
            if is_ambiguous(text) {
                let message = format!("`{text}` can be read in several ways");
                let hint = Self::parse(text)
                    .spelled_out()
                    .map(|read| format!("if it is not {read}, write that instead"));
                node.report(codes::AMBIGUOUS_PERSON, message, hint);
            }
            return Some(Self::parse(text));
        }
        let mut fields = node.clone().fields();
        let mut text = |key| fields.filled(key).and_then(|node| node.text());
        let guest = Guest {
            name: text("name").unwrap_or_default(),
            role: text("role"),
            organisation: text("organisation"),
            url: fields.filled("url").and_then(|node| read_address(&node)),
        };
        fields.finish(&[
            ("organization", "organisation"),
            ("company", "organisation"),
            ("title", "role"),
        ]);
        if guest.name.trim().is_empty() {
            node.report(codes::MISSING_KEY, "a person needs a `name`", None);
            return None;
        }
        Some(Self::Guest(guest))
    }

    /// Reads how people write it: `camille`, `Name - Role, Organisation`, `Name (Role -
    /// Organisation)`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if slug::is_slug(&text.replace('_', "-")) {
            return Self::Id(text.to_owned());
        }
        if let Some((name, inside)) = text
            .strip_suffix(')')
            .and_then(|text| text.split_once(" ("))
        {
            let (role, organisation) =
                split_dash(inside).map_or_else(|| split_role(inside), |(a, b)| (a, Some(b)));
            return Self::Guest(guest(name, &role, organisation));
        }
        match split_dash(text) {
            Some((name, rest)) => {
                let (role, organisation) = match split_role(&rest) {
                    // `Name - Role - Organisation`; with a comma, a further dash is part of the
                    // role.
                    (role, None) => {
                        split_dash(&role).map_or((role, None), |(role, other)| (role, Some(other)))
                    }
                    both => both,
                };
                Self::Guest(guest(&name, &role, organisation))
            }
            None => Self::Guest(Guest {
                name: text.trim_end_matches([' ', '-', '–', '—']).to_owned(),
                ..Guest::default()
            }),
        }
    }

    /// Whether a text is read in one way only, and names somebody.
    #[must_use]
    pub fn is_clear(text: &str) -> bool {
        let named = match Self::parse(text) {
            Self::Id(_) => true,
            Self::Guest(guest) => !slug::slugify(&guest.name).is_empty(),
        };
        named && !is_nameless(text) && !is_ambiguous(text)
    }

    /// A guest as a mapping.
    fn spelled_out(&self) -> Option<String> {
        let Self::Guest(Guest {
            name,
            role,
            organisation,
            ..
        }) = self
        else {
            return None;
        };
        let rest = [("role", role), ("organisation", organisation)];
        let rest = rest
            .into_iter()
            .filter_map(|(key, value)| Some(format!(", {key}: {}", quoted(value.as_ref()?))));
        Some(format!(
            "`{{name: {}{}}}`",
            quoted(name),
            rest.collect::<String>()
        ))
    }
}

/// A text as it stands between braces: in quotes where a comma or a sign of YAML's would end it.
fn quoted(text: &str) -> String {
    let needs_quotes = text.contains([',', ':', '#', '[', ']', '{', '}', '"', '\'', '`']);
    if needs_quotes {
        format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
    } else {
        text.to_owned()
    }
}

/// Whether a text begins with what should follow a name.
fn is_nameless(text: &str) -> bool {
    text.starts_with(['-', '–', '—', '('])
}

/// Whether it cannot be told for sure where the name, the role and the organisation end: several
/// dashes between spaces, and no comma that says which of them counts, or brackets that do not go
/// together.
fn is_ambiguous(text: &str) -> bool {
    let (open, closed) = (text.matches('(').count(), text.matches(')').count());
    if open != closed || open > 1 {
        return true;
    }
    if text.ends_with(')') || slug::is_slug(text) {
        return false;
    }
    let Some((_, rest)) = split_dash(text) else {
        return false;
    };
    split_dash(&rest).is_some() && split_role(&rest).1.is_none()
}

fn guest(name: &str, role: &str, organisation: Option<String>) -> Guest {
    let filled = |text: String| (!text.is_empty()).then_some(text);
    let role = filled(role.trim().to_owned());
    Guest {
        name: name.trim().to_owned(),
        role,
        organisation: organisation.and_then(filled),
        url: None,
    }
}

/// A dash between spaces; a dash inside a name has none.
fn split_dash(text: &str) -> Option<(String, String)> {
    let (left, right) = [" - ", " – ", " — "]
        .iter()
        .filter_map(|dash| text.split_once(dash))
        .min_by_key(|(left, _)| left.len())?;
    Some((left.trim().to_owned(), right.trim().to_owned()))
}

/// `CTO, Contentsquare`: the organisation is what follows the last comma, but `Inc.` is none.
fn split_role(text: &str) -> (String, Option<String>) {
    const FORMS: &[&str] = &[
        "inc", "inc.", "ltd", "ltd.", "llc", "gmbh", "sa", "s.a.", "sas", "ag",
    ];
    let is_form = |text: &str| FORMS.contains(&text.trim().to_lowercase().as_str());
    let (before, form) = text
        .rsplit_once(", ")
        .filter(|(_, last)| is_form(last))
        .unwrap_or((text, ""));
    let split = before
        .rsplit_once(", ")
        .map(|(role, _)| (role, &text[role.len() + 2..]))
        .filter(|_| !form.is_empty());
    match split.or_else(|| text.rsplit_once(", ")) {
        Some((role, organisation)) => {
            (role.trim().to_owned(), Some(organisation.trim().to_owned()))
        }
        None => (text.trim().to_owned(), None),
    }
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
    let people = yaml
        .root()
        .entries()
        .into_iter()
        .filter_map(|(id, node)| read_person(id, node))
        .collect();
    diagnostics.extend(yaml.into_diagnostics());
    Checked {
        value: people,
        diagnostics,
    }
}

/// An address that a reader may follow: a page or a mailbox, never a script.
fn read_address(node: &Node<'_>) -> Option<String> {
    let url = node.text()?;
    if !["https://", "http://", "mailto:"]
        .iter()
        .any(|start| url.starts_with(start))
    {
        let hint = "write the whole address, with `https://` or `mailto:`".to_owned();
        node.report(
            codes::BAD_VALUE,
            format!("`{url}` is not an address"),
            Some(hint),
        );
        return None;
    }
    Some(url)
}

/// A file name, or a file and what it shows.
fn read_avatar(node: &Node<'_>) -> Option<Avatar> {
    if !node.is_mapping() {
        return read_avatar_file(node, None);
    }
    let mut fields = node.clone().fields();
    let file = fields.filled("file");
    let alt = fields.filled("alt").and_then(|alt| Localized::read(&alt));
    fields.finish(&[("src", "file"), ("url", "file")]);
    if file.is_none() {
        node.report(codes::MISSING_KEY, "an image needs a `file`", None);
    }
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
        fields.node().report_key(
            codes::MISSING_KEY,
            format!("`{id}` needs a `name`"),
            Some(hint),
        );
    }
    fields.finish(&[
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
    ]);
    Some(Person {
        id,
        name: name?,
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

/// Who is in a team: each once, and not the team itself.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> (String, Option<String>, Option<String>) {
        match Mention::parse(text) {
            Mention::Guest(guest) => (guest.name, guest.role, guest.organisation),
            Mention::Id(id) => panic!("{id} is an id"),
        }
    }

    #[test]
    fn several_dashes_without_a_comma_are_ambiguous() {
        for text in [
            "A - B - C",
            "Jean - Luc Martin - CTO",
            "A – B — C",
            "A (B",
            "A B)",
            "A (B) (C)",
        ] {
            assert!(is_ambiguous(text), "{text}");
        }
        for text in [
            "A - B",
            "A - B - C, Org",
            "A (B - C)",
            "Jean-Luc Le Goff",
            "A-B - C-D",
            "lutrin-docs",
        ] {
            assert!(!is_ambiguous(text), "{text}");
        }
    }

    #[test]
    fn people_are_read_as_people_write_them() {
        let some = |text: &str| Some(text.to_owned());
        for (text, name, role, organisation) in [
            (
                "Olivier Sutter - AWS Solution Architect",
                "Olivier Sutter",
                some("AWS Solution Architect"),
                None,
            ),
            (
                "Patrick Chatain - CTO, Contentsquare",
                "Patrick Chatain",
                some("CTO"),
                some("Contentsquare"),
            ),
            ("A B (Lead - Org)", "A B", some("Lead"), some("Org")),
            ("A B (Lead, Org)", "A B", some("Lead"), some("Org")),
            ("Jean-Luc Le Goff", "Jean-Luc Le Goff", None, None),
            (
                "Jean-Luc – Head of A - B, Org",
                "Jean-Luc",
                some("Head of A - B"),
                some("Org"),
            ),
            ("A B - Lead - Org", "A B", some("Lead"), some("Org")),
            (
                "A B - VP, Cloud, Org, Inc.",
                "A B",
                some("VP, Cloud"),
                some("Org, Inc."),
            ),
            ("A B - CTO, SAS", "A B", some("CTO"), some("SAS")),
            (
                "Anna-Lena Weiß-Groß — Site-Reliability, Org",
                "Anna-Lena Weiß-Groß",
                some("Site-Reliability"),
                some("Org"),
            ),
            ("A B -", "A B", None, None),
            ("A B ()", "A B", None, None),
        ] {
            assert_eq!(
                written(text),
                (name.to_owned(), role, organisation),
                "{text}"
            );
        }
        assert_eq!(
            Mention::parse("lutrin-docs"),
            Mention::Id("lutrin-docs".to_owned())
        );
    }
}
