//! Front matter of a talk: its slot, its proposals to events, and its deliveries.

use super::values::read_duration;
use super::{Spanned, duration, people, spanned, text};
use crate::date::Date;
use crate::diagnostic::codes;
use crate::duration::Duration;
use crate::lang::Lang;
use crate::nearest;
use crate::person::Mention;
use crate::typography::Profile;
use crate::yaml::{Fields, Node};

/// The keys that only talks have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TalkMatter {
    /// The speakers.
    pub speakers: Vec<Spanned<Mention>>,
    /// The slot, questions included.
    pub duration: Option<Duration>,
    /// The part of the slot that is left for questions.
    pub questions: Option<Duration>,
    /// Its level.
    pub level: Option<Level>,
    /// Its proposals to events; backstage only.
    pub proposals: Vec<TalkProposal>,
    /// Where it was given, or will be given.
    pub deliveries: Vec<Delivery>,
}

/// How much a talk expects of its audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Level {
    Beginner,
    Intermediate,
    Advanced,
}

/// A talk sent to one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkProposal {
    /// The folder of the event in `content/events`, or its name.
    pub event: Spanned<String>,
    /// Its state.
    pub status: Status,
    /// When it was sent.
    pub submitted: Option<Date>,
    /// The last day for sending it.
    pub deadline: Option<Date>,
    /// The format, in the event's words: keynote, lightning talk …
    pub format: Option<String>,
    /// Notes for the people who choose the talks.
    pub notes: Option<String>,
}

/// The state of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Status {
    #[default]
    Draft,
    Submitted,
    Accepted,
    Waitlisted,
    Rejected,
    Withdrawn,
}

/// A talk given at an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The folder of the event in `content/events`, or its name.
    pub event: Spanned<String>,
    /// The day; left out, the event's first.
    pub date: Option<Date>,
    /// The language that it was given in.
    pub language: Option<Lang>,
    /// The slides: an address, or a file beside the talk.
    pub slides: Option<Spanned<String>>,
    /// The recording: an address, or a file beside the talk.
    pub video: Option<Spanned<String>>,
    /// `false`: there is no recording, and there will be none.
    pub recorded: Option<bool>,
    /// The size of the audience.
    pub audience: Option<usize>,
    /// A few sentences on it, in Markdown.
    pub text: Option<String>,
}

impl Level {
    /// All levels, by their names in front matter.
    pub const ALL: &[(&str, Self)] = &[
        ("beginner", Self::Beginner),
        ("intermediate", Self::Intermediate),
        ("advanced", Self::Advanced),
    ];

    /// Its name in front matter, and the end of its key in the theme's strings.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(Self::ALL, self)
    }
}

impl Status {
    /// All states, by their names in front matter.
    pub const ALL: &[(&str, Self)] = &[
        ("draft", Self::Draft),
        ("submitted", Self::Submitted),
        ("accepted", Self::Accepted),
        ("waitlisted", Self::Waitlisted),
        ("rejected", Self::Rejected),
        ("withdrawn", Self::Withdrawn),
    ];

    /// Its name in front matter, and the end of its key in the theme's strings.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(Self::ALL, self)
    }
}

fn name_of<T: Copy + PartialEq>(all: &[(&'static str, T)], wanted: T) -> &'static str {
    all.iter()
        .find(|(_, value)| *value == wanted)
        .map_or("", |(name, _)| name)
}

impl TalkMatter {
    /// Applies typography to the texts that readers see. The texts of deliveries are Markdown: they
    /// are set when they are shown.
    pub(super) fn typeset(&mut self, profile: Profile) {
        self.speakers
            .iter_mut()
            .for_each(|speaker| speaker.value.typeset(profile));
    }

    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let slot = duration(fields, "duration");
        let questions = fields
            .filled("questions")
            .and_then(|node| Some((read_duration(&node)?, node)));
        if let (Some(slot), Some((questions, node))) = (slot, &questions)
            && *questions >= slot
        {
            let message =
                format!("{questions} of questions leave nothing of the {slot} for the talk");
            node.report(codes::BAD_VALUE, message, None);
        }
        let deliveries = items(fields, "deliveries", read_delivery);
        check_deliveries(fields, &deliveries);
        Self {
            speakers: people(fields, "speakers"),
            duration: slot,
            questions: questions.map(|(questions, _)| questions),
            level: fields
                .filled("level")
                .and_then(|node| choice(&node, Level::ALL)),
            proposals: items(fields, "proposals", read_proposal),
            deliveries,
        }
    }
}

fn items<T>(
    fields: &mut Fields<'_>,
    key: &'static str,
    read: impl Fn(&Node<'_>) -> Option<T>,
) -> Vec<T> {
    let nodes = fields
        .filled(key)
        .map(|node| node.items())
        .unwrap_or_default();
    nodes.iter().filter_map(read).collect()
}

/// The key of a delivery among others: the event, the day, the language.
fn check_deliveries(fields: &Fields<'_>, deliveries: &[Delivery]) {
    let key = |given: &Delivery| {
        (
            given.event.value.clone(),
            given.date.clone(),
            given.language.clone(),
        )
    };
    for (at, given) in deliveries.iter().enumerate() {
        if deliveries[..at]
            .iter()
            .any(|other| key(other) == key(given))
        {
            let event = &given.event.value;
            let message = format!(
                "the delivery at `{event}` stands twice, on the same day and in the same language"
            );
            let hint = "join the two, or give each its own `date` or `language`".to_owned();
            fields
                .node()
                .report_at(given.event.span, codes::BAD_VALUE, message, Some(hint));
        }
    }
}

/// Reads one of a few words; reports any other.
fn choice<T: Copy>(node: &Node<'_>, all: &[(&'static str, T)]) -> Option<T> {
    let written = node.text()?;
    let found = all
        .iter()
        .find(|(name, _)| *name == written)
        .map(|(_, value)| *value);
    if found.is_none() {
        let names = all.iter().map(|(name, _)| *name);
        let hint = nearest::did_you_mean(&written, names.clone()).unwrap_or_else(|| {
            format!(
                "write one of {}",
                names
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        });
        node.report(
            codes::BAD_VALUE,
            format!("`{written}` is not known here"),
            Some(hint),
        );
    }
    found
}

fn read_proposal(node: &Node<'_>) -> Option<TalkProposal> {
    let mut fields = node.clone().fields();
    let event = read_event(&mut fields, "proposal");
    let proposal = TalkProposal {
        event: event.unwrap_or(Spanned {
            value: String::new(),
            span: node.span(),
        }),
        status: fields
            .filled("status")
            .and_then(|node| choice(&node, Status::ALL))
            .unwrap_or_default(),
        submitted: fields.filled("submitted").and_then(|node| node.date()),
        deadline: fields.filled("deadline").and_then(|node| node.date()),
        format: text(&mut fields, "format"),
        notes: text(&mut fields, "notes"),
    };
    fields.finish(&[
        ("state", "status"),
        ("due", "deadline"),
        ("date", "submitted"),
        ("sent", "submitted"),
    ]);
    (!proposal.event.value.is_empty()).then_some(proposal)
}

fn read_delivery(node: &Node<'_>) -> Option<Delivery> {
    let mut fields = node.clone().fields();
    let event = read_event(&mut fields, "delivery");
    let language = fields.filled("language").and_then(|node| node.language());
    let delivery = Delivery {
        event: event.unwrap_or(Spanned {
            value: String::new(),
            span: node.span(),
        }),
        date: fields.filled("date").and_then(|node| node.date()),
        language,
        slides: fields.filled("slides").and_then(|node| spanned(&node)),
        video: fields.filled("video").and_then(|node| spanned(&node)),
        recorded: fields.filled("recorded").and_then(|node| node.bool()),
        audience: fields
            .filled("audience")
            .and_then(|node| node.integer(0..=10_000_000)),
        text: text(&mut fields, "text"),
    };
    let is_answer = fields.has("recording") && says_whether(node, "recording");
    let recording = if is_answer { "recorded" } else { "video" };
    fields.finish(&[
        ("lang", "language"),
        ("recording", recording),
        ("replay", "video"),
        ("attendees", "audience"),
    ]);
    (!delivery.event.value.is_empty()).then_some(delivery)
}

/// Whether a key has `yes`, `no`, `true` or `false`.
fn says_whether(node: &Node<'_>, key: &str) -> bool {
    let entries = node.entries();
    let mut values = entries.iter().filter(|(name, _)| name == key);
    values.any(|(_, value)| value.is_yes_or_no())
}

fn read_event(fields: &mut Fields<'_>, what: &str) -> Option<Spanned<String>> {
    let event = fields.filled("event").and_then(|node| spanned(&node));
    if event.is_none() && fields.node().is_mapping() && !fields.has("event") {
        let hint = "name its folder in `content/events`, or write its name".to_owned();
        fields.missing("event", format!("a {what} needs an `event`"), Some(hint));
    }
    event
}
