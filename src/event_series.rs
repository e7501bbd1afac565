//! `content/events/series.yaml`: series of events that recur by a rule.
//!
//! Keeps the rule as text, and checks that it can be read and matches some day. `site` computes the
//! days.

use crate::date::Date;
use crate::diagnostic::{Checked, codes};
use crate::localized::Localized;
use crate::recurrence::Rule;
use crate::slug;
use crate::source::{Source, Span, Spanned};
use crate::yaml::{Node, Yaml};

/// The file, relative to the site's root.
pub const FILE: &str = "content/events/series.yaml";
/// The segment of the addresses of series, below that of events.
pub const NAME: &str = "series";

/// A series of events that recur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSeries {
    /// The key of the entry, and the last segment of its address.
    pub id: String,
    /// Its name.
    pub name: Localized,
    /// A few sentences on it, in Markdown's inline forms.
    pub description: Option<Localized>,
    /// Its own site.
    pub url: Option<String>,
    /// When it happens: the text of a recurrence rule (RFC 5545).
    pub rule: Option<Spanned<String>>,
    /// The first day that the rule counts from.
    pub start: Option<Date>,
    /// The last day that it may happen on.
    pub until: Option<Date>,
    /// Where the entry stands.
    pub span: Span,
}

/// Reads the file. Never fails: an entry that cannot be used is left out, with a diagnostic.
#[must_use]
pub fn parse(source: &Source) -> Checked<Vec<EventSeries>> {
    let mut diagnostics = Vec::new();
    let Some(yaml) = Yaml::parse(source, 0..source.text().len(), &mut diagnostics) else {
        return Checked {
            value: Vec::new(),
            diagnostics,
        };
    };
    let series = yaml
        .root()
        .entries()
        .into_iter()
        .filter_map(|(id, node)| read(id, node))
        .collect();
    diagnostics.extend(yaml.into_diagnostics());
    Checked {
        value: series,
        diagnostics,
    }
}

/// Reads a rule, and checks that it matches some day.
fn read_rule(node: &Node<'_>) -> Option<Spanned<String>> {
    let value = node.text()?;
    if !value.contains('=') {
        let message = format!("`{value}` is not a rule of recurrence");
        let hint =
            "write it as calendars do: `FREQ=MONTHLY;BYDAY=-1FR` is the last Friday of a month";
        node.report(codes::BAD_VALUE, message, Some(hint.to_owned()));
        return None;
    }
    if let Err(why) = Rule::parse(&value) {
        node.report(codes::BAD_VALUE, why, None);
        return None;
    }
    Some(Spanned {
        value,
        span: node.span(),
    })
}

fn read(id: String, node: Node<'_>) -> Option<EventSeries> {
    let span = node.span();
    if !slug::is_slug(&id) {
        node.refuse_id(&id);
        return None;
    }
    if !node.is_mapping() && !node.is_null() {
        return node.wrong_type("a mapping");
    }
    let mut fields = node.fields();
    let name = fields
        .filled("name")
        .and_then(|node| Localized::read(&node));
    let description = fields
        .filled("description")
        .and_then(|node| Localized::read(&node));
    let url = fields.filled("url").and_then(|node| node.address());
    let rule = fields.filled("rule").and_then(|node| read_rule(&node));
    let start = fields.filled("start").and_then(|node| node.date());
    let until = fields.filled("until").and_then(|node| node.date());
    if name.is_none() && !fields.has("name") {
        let hint = "add `name:`, as readers know it".to_owned();
        fields.missing_in_entry("name", format!("`{id}` needs a `name`"), Some(hint));
    }
    if rule.is_some() && !fields.has("start") {
        let hint = "add the first day: `start: YYYY-MM-DD`".to_owned();
        let message = format!("the rule of `{id}` needs a `start`");
        fields.missing("start", message, Some(hint));
    }
    if let (Some(rule), Some(start)) = (&rule, &start)
        && Rule::parse(&rule.value).is_ok_and(|rule| rule.next(start, start, 1).is_empty())
        && let Some(node) = fields.filled("rule")
    {
        let hint = "look at its days and months, and at its `UNTIL`".to_owned();
        node.report(
            codes::BAD_VALUE,
            format!("no day from {} on is one of this rule", start.iso()),
            Some(hint),
        );
    }
    if let (Some(start), Some(until)) = (&start, &until)
        && start.is_after_day(until)
        && let Some(node) = fields.filled("until")
    {
        node.report(
            codes::BAD_VALUE,
            format!("the series ends on {}, before it starts", until.iso()),
            None,
        );
    }
    fields.finish(&[
        ("title", "name"),
        ("rrule", "rule"),
        ("summary", "description"),
        ("end", "until"),
        ("from", "start"),
    ]);
    Some(EventSeries {
        id,
        name: name?,
        description,
        url,
        rule,
        start,
        until,
        span,
    })
}
