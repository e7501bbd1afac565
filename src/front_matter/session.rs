//! Front matter of session notes: which talk somebody attended, and where its slides are.

use super::status::EventStatus;
use super::{Spanned, duration, people, spanned, text};
use crate::date::Date;
use crate::duration::Duration;
use crate::person::Mention;
use crate::typography::{self, Profile};
use crate::yaml::Fields;

/// The keys that only session notes have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionMatter {
    /// The speakers.
    pub speakers: Vec<Spanned<Mention>>,
    /// The track that it was part of.
    pub track: Option<String>,
    /// When it began, as it is written: its event may know the zone.
    pub start: Option<Date>,
    /// How long it took.
    pub duration: Option<Duration>,
    /// Whether it took place, or will.
    pub status: EventStatus,
    /// Its slides: an address, or a file beside the notes.
    pub slides: Option<Spanned<String>>,
    /// Its recording: an address, or a file beside the notes.
    pub video: Option<Spanned<String>>,
    /// Its place among the sessions of the event; left out, the number that its file's name begins
    /// with.
    pub order: Option<usize>,
}

impl SessionMatter {
    /// Applies typography to the names of speakers and of the track.
    pub(super) fn typeset(&mut self, profile: Profile) {
        self.speakers
            .iter_mut()
            .for_each(|speaker| speaker.value.typeset(profile));
        self.track
            .iter_mut()
            .for_each(|track| typography::set_name(track, profile));
    }

    /// Reads the keys, and reports what is wrong with their values.
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            speakers: people(fields, "speakers"),
            track: text(fields, "track"),
            start: fields.filled("start").and_then(|node| node.date()),
            duration: duration(fields, "duration"),
            status: EventStatus::read(fields),
            slides: fields.filled("slides").and_then(|node| spanned(&node)),
            video: fields.filled("video").and_then(|node| spanned(&node)),
            order: fields
                .filled("order")
                .and_then(|node| node.integer(0..=100_000)),
        }
    }
}
