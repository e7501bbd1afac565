//! The inputs of linking, and the options that say which of them a site publishes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::assets::Measured;
use super::rehearsals::Runs;
use crate::blogroll::Blogroll;
use crate::config::base_url::BaseUrl;
use crate::date::Date;
use crate::document::Document;
use crate::event_series::EventSeries;
use crate::path::SitePath;
use crate::person::Person;
use crate::terms::Dictionary;

/// What a site is linked from.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// All documents, sorted by file.
    pub documents: Vec<Arc<Document>>,
    /// The entries of `people.yaml`.
    pub people: Arc<Vec<Person>>,
    /// The names of terms, from `terms.yaml`.
    pub terms: Arc<Dictionary>,
    /// Files of `static/` and files beside content, with what the images among them say.
    pub assets: Arc<BTreeMap<SitePath, Measured>>,
    /// The events that come back.
    pub event_series: Arc<Vec<EventSeries>>,
    /// The blogs that its people read, where the site has a list of them.
    pub blogroll: Option<Arc<Blogroll>>,
    /// The rehearsals of its talks.
    pub rehearsals: Arc<Runs>,
}

/// What is published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Drafts too.
    pub drafts: bool,
    /// Posts dated after today too.
    pub future: bool,
    /// Today; `None` publishes every date.
    pub today: Option<Date>,
    /// The address to publish at, where that is not the one in `lutrin.yaml`: that of a preview,
    /// which is [`Options::unlisted`].
    pub base_url: Option<BaseUrl>,
    /// Whether search engines are asked to leave the site out.
    pub unlisted: bool,
}

/// Why a document is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It says `draft: true`.
    Draft,
    /// Its date lies after today.
    Future,
}
