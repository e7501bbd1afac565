//! What rendering makes once for each snapshot, when it is first asked for.
//!
//! Only holds values and their locks. Must not know how any of them is made.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tera::Value;

use crate::html::tree::Tree;
use crate::images::Shape;
use crate::path::{SitePath, UrlPath};
use crate::site::PageId;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The cache of a snapshot; it lives as long as the snapshot does.
pub(crate) fn of_snapshot(snapshot: &Snapshot) -> &RenderCache {
    snapshot
        .extensions
        .get_or_init(|| RenderCache::new(snapshot))
}

/// Values that many outputs share.
pub(crate) struct RenderCache {
    /// The images that pages show, by what the addresses of their variants begin with.
    pub(crate) shown_images: OnceLock<BTreeMap<String, (UrlPath, Shape)>>,
    /// Template values of pages in lists.
    pub(crate) page_cards: PageCards,
    /// The page that each social card is for, by the address of the card.
    pub(crate) social_cards: OnceLock<BTreeMap<UrlPath, Target>>,
    /// The styles that authors wrote into their HTML, by the address of each sheet.
    pub(crate) author_styles: OnceLock<BTreeMap<UrlPath, String>>,
    /// Posts as feeds show them.
    pub(crate) feed_entries: OnceLock<SharedTexts>,
    /// The bodies that were filled last.
    pub(crate) recent_trees: RecentTrees,
    /// Pages as lists in Markdown have them.
    pub(crate) markdown_items: PageTexts,
    /// The files that search looks into, by the rank of the language.
    pub(crate) search_files: Vec<OnceLock<SearchFiles>>,
    /// What every page of a language shows of the site around it, by the rank of the language.
    pub(crate) surroundings: Vec<OnceLock<Surroundings>>,
}

impl RenderCache {
    fn new(snapshot: &Snapshot) -> Self {
        let languages = snapshot.config.languages.len();
        let pages = snapshot.site.pages.len();
        Self {
            shown_images: OnceLock::new(),
            page_cards: PageCards {
                by_language: (0..languages).map(|_| empty_cells(pages)).collect(),
            },
            social_cards: OnceLock::new(),
            author_styles: OnceLock::new(),
            feed_entries: OnceLock::new(),
            recent_trees: RecentTrees::default(),
            markdown_items: PageTexts::new(pages),
            search_files: empty_cells(languages),
            surroundings: empty_cells(languages),
        }
    }
}

fn empty_cells<T>(count: usize) -> Vec<OnceLock<T>> {
    std::iter::repeat_with(OnceLock::new).take(count).collect()
}

/// A template value for every page in every language that it is listed in.
pub(crate) struct PageCards {
    by_language: Vec<Vec<OnceLock<Value>>>,
}

impl PageCards {
    /// The value of a page in a list of a language (by rank).
    pub(crate) fn get_or_make(
        &self,
        id: PageId,
        language: usize,
        make: impl FnOnce() -> Value,
    ) -> Value {
        self.by_language[language][id.0 as usize]
            .get_or_init(make)
            .clone()
    }
}

/// A text for each page, which stands in several outputs.
pub(crate) struct PageTexts {
    by_page: Vec<OnceLock<Box<str>>>,
}

impl PageTexts {
    fn new(pages: usize) -> Self {
        let by_page = empty_cells(pages);
        Self { by_page }
    }

    /// The text of a page.
    pub(crate) fn get_or_make(&self, id: PageId, make: impl FnOnce() -> String) -> &str {
        self.by_page[id.0 as usize].get_or_init(|| make().into_boxed_str())
    }
}

/// Long texts of pages that several outputs share, each kept until the last of them has it.
pub(crate) struct SharedTexts {
    by_page: Vec<Mutex<SharedText>>,
}

#[derive(Default)]
struct SharedText {
    text: Option<Arc<str>>,
    /// How many outputs are still to come.
    uses: usize,
}

impl SharedTexts {
    /// `outputs` are the pages of each output.
    pub(crate) fn new(pages: usize, outputs: impl Iterator<Item = Vec<PageId>>) -> Self {
        let mut by_page: Vec<Mutex<SharedText>> =
            std::iter::repeat_with(Mutex::default).take(pages).collect();
        for page in outputs.flatten() {
            let shared = by_page[page.0 as usize].get_mut();
            shared.unwrap_or_else(PoisonError::into_inner).uses += 1;
        }
        Self { by_page }
    }

    /// The text of a page. An output that is made again, as the dev server does, makes it again.
    pub(crate) fn take(&self, id: PageId, make: impl FnOnce() -> String) -> Arc<str> {
        let shared = self.by_page[id.0 as usize].lock();
        let mut shared = shared.unwrap_or_else(PoisonError::into_inner);
        let text = shared.text.take().unwrap_or_else(|| make().into());
        shared.uses = shared.uses.saturating_sub(1);
        if shared.uses > 0 {
            shared.text = Some(text.clone());
        }
        text
    }
}

/// How many bodies are kept: a few for each thread of a common machine.
const RECENT: usize = 8;

/// The bodies that were filled last, by the files of their documents: a page and its Markdown are
/// mostly made right after each other.
#[derive(Default)]
pub(crate) struct RecentTrees {
    trees: Mutex<VecDeque<(SitePath, Arc<Tree<Infallible>>)>>,
}

impl RecentTrees {
    /// The body of a document, if it is there.
    pub(crate) fn get(&self, file: &SitePath) -> Option<Arc<Tree<Infallible>>> {
        let trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = trees.iter();
        kept.find_map(|(of, tree)| (of == file).then(|| tree.clone()))
    }

    /// Keeps a body in the place of the oldest one.
    pub(crate) fn put(&self, file: SitePath, tree: Arc<Tree<Infallible>>) {
        let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        trees.push_front((file, tree));
        trees.truncate(RECENT);
    }
}

/// What every page of a language shows of the site around it.
pub(crate) struct Surroundings {
    /// The site itself.
    pub(crate) site: Value,
    /// The addresses of search.
    pub(crate) search: Value,
    /// The menu.
    pub(crate) menu: Vec<MenuLink>,
}

/// An entry of a menu in its two forms.
pub(crate) struct MenuLink {
    /// What the addresses begin with of the pages that the entry leads to; `None` where it leads
    /// to another site.
    pub(crate) url: Option<UrlPath>,
    /// The entry on pages that it does not lead to.
    pub(crate) plain: Value,
    /// The entry on pages that it leads to.
    pub(crate) current: Value,
}

/// The texts of the files that search looks into in one language.
#[derive(Default)]
pub(crate) struct SearchFiles {
    /// The pages, with the words of all of them where they are few.
    pub(crate) first: String,
    /// The words by [`crate::search::SHARDS`]; empty where they stand with the pages.
    pub(crate) shards: Vec<String>,
}
