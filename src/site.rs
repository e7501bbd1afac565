//! The site as a whole: what pages there are, how they belong together, and at which address each
//! answers.
//!
//! [`link`] joins the documents; it is pure, and quick enough to run again at every edit. It looks
//! at front matter, never at bodies: whether links lead anywhere is for [`crate::references`] to
//! check afterwards.

pub mod archive;
pub mod calendar;
pub mod decks;
pub mod events;
pub mod gathering;
pub mod listing;
pub mod menu;
pub mod people;
pub mod permalink;
pub mod recurring;
pub mod rehearsals;
pub mod routes;
pub mod series;
pub mod syndication;
pub mod talks;
pub mod taxonomy;
pub mod translation;
pub mod vocabulary;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::blogroll::Blogroll;
use crate::config::Config;
use crate::content_path::Kind;
use crate::date::Date;
use crate::diagnostic::Checked;
use crate::document::Document;
use crate::event_series::EventSeries;
use crate::path::{SitePath, UrlPath};
use crate::person::Person;
use crate::raster::{self, Raster};
use crate::terms::Dictionary;

use archive::Archive;
use events::Events;
use listing::{Listing, ListingId};
use menu::MenuItem;
use people::Author;
use rehearsals::Runs;
use routes::Routes;
use series::Parts;
use talks::Talks;
use taxonomy::Taxonomy;
use translation::Group;

/// A page of the site, by its place in [`Site::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// A post or page that is published.
#[derive(Debug, Clone)]
pub struct Page {
    /// What it was read from.
    pub document: Arc<Document>,
    /// Its address.
    pub url: UrlPath,
    /// The rank of its language in the configuration.
    pub language: usize,
    /// Its place among [`Site::groups`].
    pub group: usize,
    /// Who signs, in order: places in [`Site::authors`]. A talk is signed by those of `people.yaml`
    /// who give it, a recap by those whose notes it gathers.
    pub authors: Vec<usize>,
    /// Who speaks, in order: those who gave a session, or give a talk.
    pub speakers: Vec<Author>,
    /// What it is listed by: the date of a post; what stands for it in the others. An event has
    /// that of its start, a recap its own or the event's end, session notes that of the session, a
    /// talk that of its last delivery.
    pub date: Option<Date>,
    /// The id at its address where its text stands, for session notes without a page of their own.
    pub anchor: Option<Arc<str>>,
}

impl Page {
    /// Its address as a link has it.
    #[must_use]
    pub fn href(&self, base_path: &str) -> String {
        let href = self.url.href(base_path);
        self.anchor
            .as_ref()
            .map_or_else(|| href.clone(), |anchor| format!("{href}#{anchor}"))
    }
}

/// The size of an image in pixels, where it is known.
pub type Dimensions = Option<(u32, u32)>;

/// What the bytes of a file say, where it is an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measured {
    /// The size that a reader sees.
    pub size: Dimensions,
    /// Of a raster image, what it takes to make others of it.
    pub raster: Option<Raster>,
}

/// A raster image at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its file.
    pub file: SitePath,
    /// The size that a reader sees.
    pub size: (u32, u32),
    /// What it takes to make others of it.
    pub raster: Raster,
}

impl Picture {
    /// Whether there are too many pixels to resize it.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        u64::from(self.size.0) * u64::from(self.size.1) > raster::MAX_PIXELS
    }
}

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
}

/// Why a document is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It says `draft: true`.
    Draft,
    /// Its date lies after today.
    Future,
}

/// The linked site. What does not change when a single page is edited is shared with the site
/// before.
#[derive(Debug, Clone, Default)]
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
    /// Home, sections and terms, in every language.
    pub listings: Vec<Listing>,
    /// Tags, authors and series.
    pub taxonomies: Vec<Taxonomy>,
    /// For each language: which part of a series each page is.
    pub series: Arc<Parts>,
    /// For each language: its posts by year.
    pub archives: Arc<Vec<Archive>>,
    /// The blogs that its people read, where the site has a list of them.
    pub blogroll: Option<Arc<Blogroll>>,
    /// The talks, with what only the backstage shows of them.
    pub talks: Arc<Talks>,
    /// The rehearsals of talks. Backstage only.
    pub rehearsals: Arc<Runs>,
    /// For each language: its pages, newest first, then by file.
    pub order: Arc<Vec<Vec<PageId>>>,
    /// For each page: where it stands in the order of its own language.
    pub positions: Arc<Vec<Option<u32>>>,
    /// The main navigation, for each language.
    pub menus: Vec<Vec<MenuItem>>,
    /// Every address.
    pub routes: Arc<Routes>,
    /// Hints for broken links, by destination: a page that many link to may be renamed, and looking
    /// for the nearest of all names is slow.
    pub(crate) hints: Arc<Mutex<FxHashMap<String, Option<String>>>>,
    /// Today, as the build was told.
    pub today: Option<Date>,
    /// Pages by file.
    pub by_file: Arc<FxHashMap<SitePath, PageId>>,
    /// Documents that are not published.
    pub left_out: FxHashMap<SitePath, LeftOut>,
    /// The addresses of files, by file, with the size of images.
    pub assets: Arc<FxHashMap<SitePath, (UrlPath, Dimensions)>>,
    /// The raster images among them, by address.
    pub pictures: Arc<FxHashMap<UrlPath, Picture>>,
}

impl Site {
    /// A page.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }

    /// A listing.
    #[must_use]
    pub fn listing(&self, id: ListingId) -> &Listing {
        &self.listings[id.0 as usize]
    }

    /// Whether a page is dated after today (it is only here because the options ask for it).
    #[must_use]
    pub fn is_future(&self, page: &Page) -> bool {
        let date = page
            .date
            .as_ref()
            .filter(|_| page.document.path.kind.is_article());
        date.zip(self.today.as_ref())
            .is_some_and(|(date, today)| date.is_after_day(today))
    }

    /// The same site with other readings of some of its documents, none of which changes what other
    /// files lead to or are listed by (see [`Document::leads_like`]), and with its rehearsals as
    /// they are now.
    #[must_use]
    pub fn with(&self, edited: &[Arc<Document>], rehearsals: &Arc<Runs>) -> Self {
        let mut site = Self {
            rehearsals: rehearsals.clone(),
            ..self.clone()
        };
        for document in edited {
            let file = &document.path.file;
            if let Some(id) = site.by_file.get(file) {
                let page = &mut site.pages[id.0 as usize];
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
        self.positions[id.0 as usize].map(|at| at as usize)
    }

    /// The translation of a page in a language (by rank), itself included.
    #[must_use]
    pub fn translation(&self, id: PageId, language: usize) -> Option<PageId> {
        self.groups[self.page(id).group].pages[language]
    }
}

/// Joins documents into a site. Never fails: what cannot be joined is left out, with a diagnostic.
#[must_use]
pub fn link(config: &Config, input: &Input, options: &Options) -> Checked<Site> {
    let mut diagnostics = Vec::new();
    let (today, blogroll) = (options.today.clone(), input.blogroll.clone());
    let mut site = Site {
        blogroll,
        today,
        rehearsals: input.rehearsals.clone(),
        ..Site::default()
    };
    let (pages, texts) = sort_out(&mut site, input, options);
    let outlines = input
        .documents
        .iter()
        .filter(|document| document.path.kind == Kind::Outline);
    site.pages = permalink::assign(config, &pages, &mut diagnostics)
        .into_iter()
        .map(Arc::new)
        .collect();
    site.by_file = Arc::new(
        (0_u32..)
            .zip(&site.pages)
            .map(|(i, page)| (page.document.path.file.clone(), PageId(i)))
            .collect(),
    );
    translation::group(&mut site, config, &mut diagnostics);
    translation::check_sources(&site, config, &input.documents, &mut diagnostics);
    people::attribute(&mut site, config, &input.people, &mut diagnostics);
    talks::link(&mut site, outlines);
    events::link(&mut site, config, &input.event_series, &mut diagnostics);
    talks::check_events(&site, &mut diagnostics);
    site.order = Arc::new(listing::order(&site, config));
    site.positions = Arc::new(listing::positions(&site));
    listing::collect(&mut site, config, &texts);
    taxonomy::collect(&mut site, config, &input.terms, &mut diagnostics);
    series::number(&mut site, &mut diagnostics);
    archive::collect(&mut site, config);
    routes::lay(&mut site, config, &input.assets, &mut diagnostics);
    decks::check_look(&site, config, &mut diagnostics);
    people::check_avatars(&site, &input.people, &mut diagnostics);
    people::check_members(&input.people, &mut diagnostics);
    menu::resolve(&mut site, config, &mut diagnostics);
    Checked {
        value: site,
        diagnostics,
    }
}

/// Separates pages from the texts of listings, and leaves out what is not to be published.
fn sort_out(
    site: &mut Site,
    input: &Input,
    options: &Options,
) -> (Vec<Arc<Document>>, Vec<Arc<Document>>) {
    let mut pages = Vec::new();
    let mut texts = Vec::new();
    let unpublished = unpublished_bundles(input, options);
    for document in &input.documents {
        if document.path.kind == Kind::Section {
            texts.push(document.clone());
        } else if document.path.kind == Kind::Outline {
            // Backstage only: no page, no address, no translation.
        } else if let Some(reason) = left_out(document, options).or_else(|| {
            bundle(document)
                .filter(|bundle| unpublished.contains(bundle))
                .map(|_| LeftOut::Draft)
        }) {
            site.left_out.insert(document.path.file.clone(), reason);
        } else {
            pages.push(document.clone());
        }
    }
    (pages, texts)
}

/// The kind of bundle that a document belongs to, and its folder.
fn bundle(document: &Document) -> Option<(bool, &str)> {
    Some((
        document.path.folder.starts_with("events/"),
        document.path.bundle()?,
    ))
}

/// The events and talks that are drafts in every language: notes, recaps and slides wait for them.
fn unpublished_bundles<'i>(input: &'i Input, options: &Options) -> FxHashSet<(bool, &'i str)> {
    let owners = || {
        input
            .documents
            .iter()
            .filter(|document| matches!(document.path.kind, Kind::Event | Kind::Talk))
    };
    let drafts = owners().filter(|document| left_out(document, options).is_some());
    let mut unpublished: FxHashSet<(bool, &str)> =
        drafts.filter_map(|document| bundle(document)).collect();
    for document in owners().filter(|document| left_out(document, options).is_none()) {
        bundle(document).map(|bundle| unpublished.remove(&bundle));
    }
    unpublished
}

fn left_out(document: &Document, options: &Options) -> Option<LeftOut> {
    let front_matter = &document.front_matter;
    if front_matter.draft && !options.drafts {
        return Some(LeftOut::Draft);
    }
    let (date, today) = (front_matter.date.as_ref()?, options.today.as_ref()?);
    (!options.future && date.is_after_day(today)).then_some(LeftOut::Future)
}
