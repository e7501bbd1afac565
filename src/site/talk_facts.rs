//! What is known of a talk from all of its versions.
//!
//! A fact that does not depend on the language (a slot, a delivery, a proposal) need stand in one
//! version only. The versions are joined when a page is rendered, so that an edit of one shows on
//! the others without linking again.

use std::cmp::Reverse;

use super::events::{Event, Events};
use crate::date::Date;
use crate::duration::Duration;
use crate::front_matter::talk::{Delivery, Level, TalkMatter, TalkProposal};
use crate::slug::names::means;

/// The facts of a talk in a language: those that its version there states, then those that other
/// versions state.
#[derive(Debug, Clone, Default)]
pub struct TalkFacts {
    /// The slot, questions included.
    pub duration: Option<Duration>,
    /// The part of it that is for questions.
    pub questions: Option<Duration>,
    /// For whom it is.
    pub level: Option<Level>,
    /// Where it was sent to.
    pub proposals: Vec<TalkProposal>,
    /// Where it was given, or will be; the newest first, without a date last.
    pub deliveries: Vec<Delivery>,
}

impl TalkFacts {
    /// Joins the versions of a talk, the one that its readers see first. A delivery without a date
    /// has that of its event; one with a time has it in the zone of its event.
    pub(super) fn join<'v>(
        versions: impl Iterator<Item = Option<&'v TalkMatter>>,
        events: &Events,
    ) -> Self {
        let mut facts = Self::default();
        for (at, matter) in versions.enumerate() {
            let Some(matter) = matter else { continue };
            facts.duration = facts.duration.or(matter.duration);
            facts.questions = facts.questions.or(matter.questions);
            facts.level = facts.level.or(matter.level);
            facts.add_proposals(matter);
            facts.add_deliveries(matter, at == 0);
        }
        for delivery in &mut facts.deliveries {
            let Some(event) = events.named(&delivery.event.value) else {
                continue;
            };
            let date = delivery.date.take().map(|date| event.local(&date));
            delivery.date = date.or_else(|| event.start.clone());
        }
        facts
            .deliveries
            .sort_by(|a, b| Reverse(&a.date).cmp(&Reverse(&b.date)));
        facts
    }

    /// What is left for the talk itself.
    #[must_use]
    pub fn slot(&self) -> Option<Duration> {
        let questions = self.questions.map_or(0, Duration::seconds);
        let left = self
            .duration?
            .seconds()
            .checked_sub(questions)
            .filter(|left| *left > 0)?;
        Some(Duration::from_seconds(left))
    }

    /// When it was given last, or will be.
    #[must_use]
    pub fn last_given(&self) -> Option<&Date> {
        // Deliveries without a date are last.
        self.deliveries.first()?.date.as_ref()
    }

    /// How it was given at an event, or will be.
    #[must_use]
    pub fn deliveries_at(self, event: &Event) -> Vec<Delivery> {
        let mut deliveries = self.deliveries;
        deliveries.retain(|delivery| is_same_event(&delivery.event.value, &event.slug));
        deliveries
    }

    /// Adds the proposals that earlier versions do not have. One version may name one event twice,
    /// so only what stood there before is compared.
    fn add_proposals(&mut self, matter: &TalkMatter) {
        let before = self.proposals.len();
        for proposal in &matter.proposals {
            let is_known = self.proposals[..before]
                .iter()
                .any(|known| is_same_event(&known.event.value, &proposal.event.value));
            if !is_known {
                self.proposals.push(proposal.clone());
            }
        }
    }

    /// Adds the deliveries that earlier versions do not have. A delivery that they have gets the
    /// keys that they leave out. The text of a delivery is for the readers of the first version
    /// only.
    fn add_deliveries(&mut self, matter: &TalkMatter, is_first: bool) {
        let before = self.deliveries.len();
        for delivery in &matter.deliveries {
            let known = self.deliveries[..before]
                .iter_mut()
                .find(|known| is_same_delivery(known, delivery));
            if let Some(known) = known {
                fill(known, delivery);
            } else {
                let text = delivery.text.clone().filter(|_| is_first);
                self.deliveries.push(Delivery {
                    text,
                    ..delivery.clone()
                });
            }
        }
    }
}

/// Whether two names mean one event: either may be the slug that the other leaves, since events are
/// named by their folders, too.
#[must_use]
pub fn is_same_event(a: &str, b: &str) -> bool {
    means(a, b) || means(b, a)
}

fn is_same_delivery(a: &Delivery, b: &Delivery) -> bool {
    let dates = a.date.as_ref().zip(b.date.as_ref());
    let languages = a.language.as_ref().zip(b.language.as_ref());
    is_same_event(&a.event.value, &b.event.value)
        && dates.is_none_or(|(a, b)| a == b)
        && languages.is_none_or(|(a, b)| a == b)
}

/// Everything but the text, which is for the readers of one language.
fn fill(known: &mut Delivery, other: &Delivery) {
    known.date = known.date.take().or_else(|| other.date.clone());
    known.language = known.language.take().or_else(|| other.language.clone());
    known.slides = known.slides.take().or_else(|| other.slides.clone());
    known.video = known.video.take().or_else(|| other.video.clone());
    known.recorded = known.recorded.or(other.recorded);
    known.audience = known.audience.or(other.audience);
}
