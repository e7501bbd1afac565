//! Which pages moved since the last build into a folder, so that their authors can let the old
//! addresses lead to them.
//!
//! A build keeps the addresses of its pages in the cache. Whether the last one was published, nobody
//! can tell from here: so this is a note, and no diagnostic. Without the record, or for a preview,
//! nothing is said.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::receipt::{forget_old, record_of};
use crate::atomic_file::{self, Access, Durability};
use crate::snapshot::Snapshot;

/// The beginning of the names of records. Every output folder has one.
const PREFIX: &str = "addresses-";

/// A page that is at another address than in the last build, where nothing leads to it any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Its file.
    pub file: String,
    /// The address of that time.
    pub from: String,
    /// The address that it has now.
    pub to: String,
}

/// A page as a record keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PublishedPage {
    url: String,
    /// What it is recognised by under another name: its language, its title and its date.
    essence: [String; 3],
}

/// The addresses of the pages of a build, by file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAddresses(BTreeMap<String, PublishedPage>);

impl PageAddresses {
    /// Those of a site that is about to be published.
    #[must_use]
    pub fn of_site(snapshot: &Snapshot) -> Self {
        let pages = snapshot.site.pages.iter();
        let whole = pages.filter(|page| page.anchor.is_none());
        let named = whole.map(|page| {
            let document = &page.document;
            let date = page.date.as_ref().map_or("", |date| date.iso());
            let published = PublishedPage {
                url: page.url.to_string(),
                essence: [
                    document.path.lang.to_string(),
                    document.front_matter.title.clone(),
                    date.to_owned(),
                ],
            };
            (document.path.file.to_string(), published)
        });
        Self(named.collect())
    }

    /// The pages that moved since the last build into a folder: those of the same file, and those
    /// of another file that is the only one with the same language, title and date.
    #[must_use]
    pub fn moved(&self, snapshot: &Snapshot, root: &Path, out: &Path) -> Vec<Move> {
        let Some(last) = Self::read(&record_of(root, out, PREFIX)) else {
            return Vec::new();
        };
        let is_answered = |url: &str| snapshot.site.routes.get(url).is_some();
        let unanswered = last.0.iter().filter(|(_, page)| !is_answered(&page.url));
        let moves = unanswered.filter_map(|(file, before)| {
            let (file, now) = self.0.get_key_value(file).or_else(|| {
                self.only_one_like(before)
                    .filter(|(file, _)| !last.0.contains_key(*file))
            })?;
            Some(Move {
                file: file.clone(),
                from: before.url.clone(),
                to: now.url.clone(),
            })
        });
        moves.collect()
    }

    /// The page that a page of the last build is now, if there is only one like it.
    fn only_one_like(&self, before: &PublishedPage) -> Option<(&String, &PublishedPage)> {
        let mut like = self
            .0
            .iter()
            .filter(|(_, page)| page.essence == before.essence);
        let first = like.next()?;
        like.next().is_none().then_some(first)
    }

    /// Keeps the addresses for the next build into a folder. Where that fails, it says nothing.
    pub fn keep(&self, root: &Path, out: &Path) {
        let file = record_of(root, out, PREFIX);
        if Self::read(&file).as_ref() == Some(self) {
            return;
        }
        let pages = self.0.iter().map(|(file, page)| {
            let PublishedPage { url, essence } = page;
            (file.clone(), json!({"url": url, "essence": essence}))
        });
        let text = Json::Object(pages.collect()).to_string();
        let contents = [text.as_bytes()];
        let _ = atomic_file::replace(&file, &contents, Access::OwnerOnly, Durability::Unsynced);
        let _ = file.parent().map(|folder| forget_old(folder, PREFIX));
    }

    /// A record; `None` where there is none, or it is damaged.
    fn read(file: &Path) -> Option<Self> {
        let kept: Json = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
        let page = |(file, page): (&String, &Json)| {
            let text = |value: &Json| value.as_str().map(str::to_owned);
            let essence = &page["essence"];
            let published = PublishedPage {
                url: text(&page["url"])?,
                essence: [text(&essence[0])?, text(&essence[1])?, text(&essence[2])?],
            };
            Some((file.clone(), published))
        };
        kept.as_object()?
            .iter()
            .map(page)
            .collect::<Option<_>>()
            .map(Self)
    }
}
