//! How front matter mentions a person: by an id of `people.yaml`, or by name, role and organisation
//! as people write them.

use crate::diagnostic::codes;
use crate::slug;
use crate::typography::{self, Profile};
use crate::yaml::{Node, in_brackets};

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

impl Mention {
    /// Applies typography to the texts of a guest; an id stays as it is.
    pub fn typeset(&mut self, profile: Profile) {
        let Self::Guest(guest) = self else { return };
        typography::set_name(&mut guest.name, profile);
        let texts = guest.role.iter_mut().chain(&mut guest.organisation);
        texts.for_each(|text| typography::set(text, profile));
    }

    /// Reads an id, a text like `Name - Role, Organisation`, or a mapping.
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
        let is_named = !guest.name.trim().is_empty();
        if !is_named {
            fields.missing("name", "a person needs a `name`", None);
        }
        fields.finish(&[
            ("organization", "organisation"),
            ("company", "organisation"),
            ("title", "role"),
        ]);
        is_named.then_some(Self::Guest(guest))
    }

    /// Reads a text as people write it: `camille`, `Name - Role, Organisation`, `Name (Role -
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

    /// Whether a text can be read in one way only, and has a name.
    #[must_use]
    pub fn is_clear(text: &str) -> bool {
        let named = match Self::parse(text) {
            Self::Id(_) => true,
            Self::Guest(guest) => !slug::slugify(&guest.name).is_empty(),
        };
        named && !is_nameless(text) && !is_ambiguous(text)
    }

    /// The guest as a mapping of YAML, for hints.
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
            .filter_map(|(key, value)| Some(format!(", {key}: {}", in_brackets(value.as_ref()?))));
        Some(format!(
            "`{{name: {}{}}}`",
            in_brackets(name),
            rest.collect::<String>()
        ))
    }
}

/// Whether a text begins with a dash or a parenthesis, where the name should stand.
fn is_nameless(text: &str) -> bool {
    text.starts_with(['-', '–', '—', '('])
}

/// Whether it is uncertain where the name, the role and the organisation end: several dashes
/// between spaces and no comma that says which of them counts, or unbalanced parentheses.
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

/// Splits at the first dash between spaces; a dash inside a name has none.
fn split_dash(text: &str) -> Option<(String, String)> {
    let (left, right) = [" - ", " – ", " — "]
        .iter()
        .filter_map(|dash| text.split_once(dash))
        .min_by_key(|(left, _)| left.len())?;
    Some((left.trim().to_owned(), right.trim().to_owned()))
}

/// Splits `CTO, Contentsquare` at the last comma. A legal form (`Inc.`) belongs to the organisation
/// before it.
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

/// Reads an address that a reader may follow: a page or a mailbox, never a script.
pub(super) fn read_address(node: &Node<'_>) -> Option<String> {
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
