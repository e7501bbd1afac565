//! What routes and menus can lead to.

use crate::blogroll::Blogroll;
use crate::config::Config;
use crate::date::Date;
use crate::path::SitePath;
use crate::site::archive::Archive;
use crate::site::page::PageId;
use crate::site::routes::Places;
use crate::site::taxonomy::Taxonomy;
use crate::site::translation::Group;

/// All that was joined before the first route is laid.
pub(super) struct Destinations<'d> {
    pub(super) config: &'d Config,
    pub(super) places: Places<'d>,
    pub(super) groups: &'d [Group],
    pub(super) taxonomies: &'d [Taxonomy],
    /// For each language: its posts by year.
    pub(super) archives: &'d [Archive],
    pub(super) blogroll: Option<&'d Blogroll>,
    /// For each language: the pages that its readers see.
    pub(super) order: &'d [Vec<PageId>],
    /// The files that are published as they are.
    pub(super) files: &'d [SitePath],
    pub(super) today: Option<&'d Date>,
}
