//! Which of the templates that only some sites need a site needs.

use super::Site;
use super::events::Event;
use super::listing::Listing;

impl Site {
    /// The templates that only some sites need, of those that this one does.
    #[must_use]
    pub fn optional_templates(&self) -> Vec<&'static str> {
        let has_archive = self
            .archives
            .iter()
            .any(|archive| !archive.years.is_empty());
        let has_talks = !self.talks.groups.is_empty();
        let has_event = |wanted: &dyn Fn(&Event) -> bool| self.events.all.iter().any(wanted);
        let needed = [
            ("archive.html", has_archive),
            ("blogroll.html", self.blogroll.is_some()),
            ("talk.html", has_talks),
            ("talks.html", has_talks),
            ("deck.html", !self.talks.decks.is_empty()),
            ("event.html", !self.events.all.is_empty()),
            ("events.html", self.listings.iter().any(Listing::is_events)),
            ("event_series.html", !self.events.series.is_empty()),
            (
                "session.html",
                has_event(&|event| !event.sessions.is_empty()),
            ),
            ("recap.html", has_event(&|event| event.recap.is_some())),
            (
                "recap_session.html",
                has_event(&|event| event.recap.is_some() && !event.sessions.is_empty()),
            ),
            (
                "recap_talk.html",
                has_event(&|event| event.recap.is_some() && !event.talks.is_empty()),
            ),
        ];
        needed
            .into_iter()
            .filter(|(_, is_needed)| *is_needed)
            .map(|(name, _)| name)
            .collect()
    }
}
