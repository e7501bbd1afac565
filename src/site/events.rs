//! The events of the site, each with what belongs to it: its pages, the notes of its sessions, its
//! recap, the talks that were given there, what posts tell of it, and the editions before and after
//! it.
//!
//! Knows nothing of how any of it is shown.

use super::page::PageId;
use super::translation::StandIns;
use crate::content_path::ContentPath;
use crate::date::{Date, Zone};
use crate::document::Document;
use crate::event_series::EventSeries;
use crate::front_matter::status::EventStatus;
use crate::slug::slugify;

/// An event. Groups are places in [`Site::groups`](super::Site::groups).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// Its folder in `content/events`.
    pub slug: String,
    /// For each language: its page. One of them is there.
    pub pages: Vec<Option<PageId>>,
    /// Which of them stands in where one is missing.
    pub stand_ins: StandIns,
    /// Its first day.
    pub start: Option<Date>,
    /// Its last day, where that is another one.
    pub end: Option<Date>,
    /// The zone of its place, where one of its pages names it.
    pub zone: Option<Zone>,
    /// Whether it takes place, as one of its pages says.
    pub status: EventStatus,
    /// The groups of its session notes, in their order.
    pub sessions: Vec<usize>,
    /// Whether its sessions are on several days.
    pub has_days: bool,
    /// Whether some of its sessions have a time.
    pub has_times: bool,
    /// The group of its recap.
    pub recap: Option<usize>,
    /// The groups of the talks that were given there, or will be.
    pub talks: Vec<usize>,
    /// The groups of the posts that tell of it, newest first.
    pub posts: Vec<usize>,
    /// The place of its series in [`Events::series`].
    pub series: Option<usize>,
    /// The edition before it: a place in [`Events::all`].
    pub previous: Option<usize>,
    /// The edition after it.
    pub next: Option<usize>,
}

/// An event that comes back, with its editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecurringEvent {
    /// What `series.yaml` says of it.
    pub declared: EventSeries,
    /// Its editions, oldest first: places in [`Events::all`].
    pub editions: Vec<usize>,
}

/// All events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// The events, by slug.
    pub all: Vec<Event>,
    /// The series, in the order of the file.
    pub series: Vec<RecurringEvent>,
}

impl Event {
    /// Its page for readers of a language.
    #[must_use]
    pub fn shown_in(&self, language: usize) -> Option<PageId> {
        self.stand_ins.shown_in(&self.pages, language)
    }

    /// Its last day, whichever key says so.
    #[must_use]
    pub fn last(&self) -> Option<&Date> {
        self.end.as_ref().or(self.start.as_ref())
    }

    /// Whether it takes place, and is not over on a day.
    #[must_use]
    pub fn is_upcoming(&self, today: Option<&Date>) -> bool {
        self.status.is_scheduled()
            && today.is_some_and(|today| self.last().is_none_or(|last| !today.is_after_day(last)))
    }

    /// A time of the event as the clocks of its place show it. Without a zone it stays as it is.
    #[must_use]
    pub fn local(&self, date: &Date) -> Date {
        self.zone
            .as_ref()
            .map_or_else(|| date.clone(), |zone| date.in_zone(zone))
    }

    /// When a session of it began, by the clocks of its place.
    #[must_use]
    pub fn session_start(&self, notes: &Document) -> Option<Date> {
        let session = notes.front_matter.session.as_ref()?;
        session.start.as_ref().map(|start| self.local(start))
    }
}

impl Events {
    /// The event of a folder in `content/events`.
    #[must_use]
    pub fn find(&self, slug: &str) -> Option<&Event> {
        self.place(slug).map(|at| &self.all[at])
    }

    /// The event that a talk's delivery names: by its folder, or by a name that leaves it.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Event> {
        self.find(name).or_else(|| self.find(&slugify(name)))
    }

    /// The place of an event in [`Events::all`].
    #[must_use]
    pub fn place(&self, slug: &str) -> Option<usize> {
        self.all
            .binary_search_by(|event| event.slug.as_str().cmp(slug))
            .ok()
    }

    /// The event that a file belongs to.
    #[must_use]
    pub fn of(&self, path: &ContentPath) -> Option<&Event> {
        self.find(
            path.bundle()
                .filter(|_| path.folder.starts_with("events/"))?,
        )
    }
}
