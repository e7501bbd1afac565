//! Places of a body that gather texts of other files. They say which texts the author asks for;
//! `site` finds the files.

use crate::source::{Span, Spanned};

/// A place for texts of other files: `::: sessions`, `::: talks`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathering {
    /// What is gathered.
    pub gathers: Gathers,
    /// The level of the heading above each of the texts.
    pub level: u8,
    /// The line that asks for it.
    pub span: Span,
}

/// What a place gathers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gathers {
    /// The notes of an event's sessions: all that stand nowhere else, those of a track, or those
    /// that are named.
    Sessions {
        /// The sessions to show, in this order.
        only: Vec<Spanned<String>>,
        /// The track to show.
        track: Option<Spanned<String>>,
    },
    /// The talks that were given at an event.
    Talks,
}

impl Gathers {
    /// Whether both ask for the same texts, wherever they stand.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Talks, Self::Talks) => true,
            (
                Self::Sessions { only, track },
                Self::Sessions {
                    only: others,
                    track: other,
                },
            ) => {
                let names = |named: &[Spanned<String>]| {
                    named.iter().map(|n| n.value.clone()).collect::<Vec<_>>()
                };
                let name = |track: &Option<Spanned<String>>| {
                    track.as_ref().map(|track| track.value.clone())
                };
                names(only) == names(others) && name(track) == name(other)
            }
            _ => false,
        }
    }
}
