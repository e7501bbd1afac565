//! Whether an event or a session takes place, as front matter says it.

use super::values::choice;
use crate::yaml::Fields;

/// Whether an event or a session takes place, in the words of schema.org's `eventStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventStatus {
    /// It does, on its date.
    #[default]
    Scheduled,
    /// Not on its date; the new one is not known.
    Postponed,
    /// It does not.
    Cancelled,
}

impl EventStatus {
    const ALL: &[(&str, Self)] = &[
        ("cancelled", Self::Cancelled),
        ("postponed", Self::Postponed),
        ("scheduled", Self::Scheduled),
    ];

    /// Its name in front matter, and the end of its keys in the theme's strings. `None` for what
    /// takes place, of which nothing need be said.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Scheduled => None,
            Self::Postponed => Some("postponed"),
            Self::Cancelled => Some("cancelled"),
        }
    }

    /// Whether it takes place on its date.
    #[must_use]
    pub fn is_scheduled(self) -> bool {
        self == Self::Scheduled
    }

    /// Reads the key `status`.
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let status = fields.filled("status");
        status
            .and_then(|node| choice(&node, Self::ALL))
            .unwrap_or_default()
    }
}
