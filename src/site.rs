//! The site as a whole: what pages there are, how they belong together, and at which address each
//! answers.
//!
//! [`link`] joins the documents; it is pure, and quick enough to run again at every edit. It reads
//! front matter and, of bodies, only what recaps gather and at which ids. [`crate::references`]
//! checks afterwards whether links lead anywhere.

pub mod addresses;
pub mod archive;
mod assets;
pub mod calendar;
pub mod decks;
pub mod events;
pub mod gathering;
mod input;
mod link;
pub mod listing;
pub mod menu;
mod page;
pub mod people;
pub mod recurring;
pub mod rehearsals;
pub mod routes;
pub mod series;
pub mod syndication;
pub mod talk_facts;
pub mod talks;
pub mod taxonomy;
pub mod translation;
pub mod vocabulary;

use std::sync::{Arc, Mutex};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::blogroll::Blogroll;
use crate::content_path::Kind;
use crate::date::Date;
use crate::document::Document;
use crate::path::{SitePath, UrlPath};
use crate::person::Person;
use crate::raster::unshown::Unshown;

use addresses::Addresses;
use archive::Archive;
use events::Events;
use gathering::Gathered;
use listing::{Listing, ListingId};
use menu::MenuItem;
use people::Author;
use rehearsals::Runs;
use routes::{Places, Routes, Target};
use series::SeriesParts;
use talks::Talks;
use taxonomy::Taxonomy;
use translation::Group;

pub use assets::{Dimensions, Measured, Picture};
pub use input::{Input, LeftOut, Options};
pub use link::link;
pub use page::{Page, PageId};

/// The linked site. What does not change when a single page is edited is shared with the site
/// before.
#[derive(Debug, Clone)]
pub struct Site {
    /// Published posts and pages, sorted by file.
    pub pages: Vec<Arc<Page>>,
    /// Pages that are each other's translations.
    pub groups: Arc<Vec<Group>>,
    /// Everybody who signs something.
    pub authors: Arc<Vec<Author>>,
    /// The entries of `people.yaml`.
    pub people: Arc<Vec<Person>>,
    /// The events, with what belongs to them.
    pub events: Arc<Events>,
    /// What each recap gathers.
    pub gathered: Arc<FxHashMap<PageId, Gathered>>,
    /// Home, sections and terms, in every language.
    pub listings: Vec<Listing>,
    /// Tags, authors and series.
    pub taxonomies: Vec<Taxonomy>,
    /// For each language: which part of a series each page is.
    pub series: Arc<SeriesParts>,
    /// For each language: its posts by year.
    pub archives: Arc<Vec<Archive>>,
    /// The blogs that its people read, where the site has a list of them.
    pub blogroll: Option<Arc<Blogroll>>,
    /// The talks, with what only the backstage shows of them.
    pub talks: Arc<Talks>,
    /// The rehearsals of talks. Backstage only.
    pub rehearsals: Arc<Runs>,
    /// For each language: the pages that its readers see, newest first, then by file. For each
    /// group of translations that is the page in their language, else one that stands in for it.
    pub order: Arc<Vec<Vec<PageId>>>,
    /// For each page: where it stands in the order of its own language.
    pub positions: Arc<Vec<Option<u32>>>,
    /// The main navigation, for each language.
    pub menus: Vec<Vec<MenuItem>>,
    /// How addresses are written.
    pub addresses: Arc<Addresses>,
    /// Every address.
    pub routes: Arc<Routes>,
    /// Hints for broken links, by destination: a page that many link to may be renamed, and looking
    /// for the nearest of all names is slow.
    pub(crate) hints: Arc<Mutex<FxHashMap<String, Option<String>>>>,
    /// The day that the site is linked for.
    pub today: Option<Date>,
    /// Whether search engines are asked to leave the site out: that of drafts, or of a preview.
    pub unlisted: bool,
    /// Pages by file.
    pub by_file: Arc<FxHashMap<SitePath, PageId>>,
    /// Documents that are not published.
    pub left_out: FxHashMap<SitePath, LeftOut>,
    /// The addresses of files, by file, with the size of images.
    pub assets: Arc<FxHashMap<SitePath, (UrlPath, Dimensions)>>,
    /// The raster images among them, by address.
    pub pictures: Arc<FxHashMap<UrlPath, Picture>>,
    /// The bytes of the drawings among them, by address.
    pub drawings: Arc<FxHashMap<UrlPath, u64>>,
    /// The files that browsers do not show as images, by address.
    pub unshown: Arc<FxHashMap<UrlPath, Unshown>>,
    /// The images whose metadata are taken out before they are published.
    pub stripped: Arc<FxHashSet<SitePath>>,
}

impl Site {
    /// A page.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.index()]
    }

    /// A listing.
    #[must_use]
    pub fn listing(&self, id: ListingId) -> &Listing {
        &self.listings[id.index()]
    }

    /// Whether a page is dated after today (it is only here because the options ask for it).
    #[must_use]
    pub fn is_future(&self, page: &Page) -> bool {
        page.is_future(self.today.as_ref())
    }

    /// The address of a target, as [`Places::address`] writes it.
    #[must_use]
    pub fn address(&self, target: &Target) -> UrlPath {
        let places = Places {
            addresses: &self.addresses,
            pages: &self.pages,
            listings: &self.listings,
            event_series: &self.events.series,
            talks: &self.talks,
        };
        places.address(target)
    }

    /// The same site with some documents replaced, and with these rehearsals. No edit of these
    /// documents may change where other files lead or what they are listed by (see
    /// [`Document::leads_like`]). Nothing is linked again: a run is written every few seconds while
    /// somebody rehearses.
    #[must_use]
    pub fn with(&self, edited: &[Arc<Document>], rehearsals: &Arc<Runs>) -> Self {
        let mut site = Self {
            rehearsals: rehearsals.clone(),
            ..self.clone()
        };
        for document in edited {
            let file = &document.path.file;
            if let Some(id) = site.by_file.get(file) {
                let page = &mut site.pages[id.index()];
                *page = Arc::new(Page {
                    document: document.clone(),
                    ..(**page).clone()
                });
            }
            if document.path.kind == Kind::Outline {
                Arc::make_mut(&mut site.talks).put_outline(document);
            }
            let texts = site
                .listings
                .iter_mut()
                .filter_map(|listing| listing.text.as_mut());
            for text in texts.filter(|text| text.path.file == *file) {
                *text = document.clone();
            }
        }
        site
    }

    /// Where a page stands in the order of its own language.
    #[must_use]
    pub fn position(&self, id: PageId) -> Option<usize> {
        self.positions[id.index()].map(|at| at as usize)
    }

    /// The translation of a page in a language (by rank), itself included.
    #[must_use]
    pub fn translation(&self, id: PageId, language: usize) -> Option<PageId> {
        self.groups[self.page(id).group].pages[language]
    }
}
