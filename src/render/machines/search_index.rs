//! The files of the search index, which a reader's browser looks into.
//!
//! The files of a language are made together, and once: by [`prepare`] ahead of a build, or when
//! the first of them is asked for.

use rayon::prelude::*;
use serde_json::{Value as Json, json};

use crate::cache::Key;
use crate::config::Language;
use crate::content_path::Kind;
use crate::render::common::cache::{self, SearchFiles};
use crate::render::common::sections;
use crate::render::common::summaries::event;
use crate::render::common::titles::listing_title;
use crate::search::{self, SearchFields};
use crate::site::PageId;
use crate::snapshot::Snapshot;

/// Makes the files of every language.
pub(crate) fn prepare(snapshot: &Snapshot) {
    if snapshot.config.search {
        (0..snapshot.config.languages.len())
            .into_par_iter()
            .for_each(|language| {
                files(snapshot, language);
            });
    }
}

/// A file: the pages of a language, or the words of a shard.
pub(crate) fn file(snapshot: &Snapshot, language: usize, shard: Option<usize>) -> String {
    let files = files(snapshot, language);
    shard
        .map_or(&files.first, |shard| &files.shards[shard])
        .clone()
}

/// The files of a language, made when they are first asked for.
///
/// They are made without a lock: a thread of the pool that waited for them might be given another
/// route that asks for the same files, and would wait for itself.
fn files(snapshot: &Snapshot, language: usize) -> &SearchFiles {
    let cell = &cache::of_snapshot(snapshot).search_files[language];
    if let Some(files) = cell.get() {
        return files;
    }
    let made = make(snapshot, language);
    cell.get_or_init(|| made)
}

fn make(snapshot: &Snapshot, language: usize) -> SearchFiles {
    let pages: Vec<PageId> = snapshot.site.order[language]
        .iter()
        .copied()
        .filter(|id| is_found(snapshot, *id))
        .collect();
    let is_large = snapshot.site.order[language].len() > search::ONE_FILE;
    let shards = if is_large {
        kept_words(snapshot, &pages)
    } else {
        words(snapshot, &pages)
    };
    let listed: Vec<Json> = pages
        .iter()
        .map(|id| entry(snapshot, *id, language))
        .collect();
    let listed = Json::from(listed);
    let id = Key::new(
        search::VERSION,
        &[listed.to_string().as_bytes(), shards.join("\n").as_bytes()],
    )
    .hex();
    let id = &id[..12];
    let config = &snapshot.config;
    let mut first = json!({
        "id": id,
        "stop": search::stop_words(&config.languages[language].code),
        "languages": config.languages.iter().map(language_entry).collect::<Vec<_>>(),
        "pages": listed,
    });
    if is_large {
        let shards = shards
            .iter()
            .map(|lines| format!("{{\"id\":\"{id}\",\"words\":{lines}}}\n"))
            .collect();
        return SearchFiles {
            first: format!("{first}\n"),
            shards,
        };
    }
    // Each is a list already; together they are one.
    let lines: Vec<&str> = shards
        .iter()
        .map(|lines| &lines[1..lines.len() - 1])
        .filter(|l| !l.is_empty())
        .collect();
    first["words"] = Json::Null;
    let first = first.to_string().replace(
        "\"words\":null",
        &format!("\"words\":[{}]", lines.join(",")),
    );
    SearchFiles {
        first: format!("{first}\n"),
        shards: Vec::new(),
    }
}

/// What a result in a language says of it: its code, its name, and its direction where that is from
/// right to left.
fn language_entry(language: &Language) -> Json {
    let (code, name) = (language.code.as_str(), &language.name);
    if language.code.is_right_to_left() {
        json!([code, name, "rtl"])
    } else {
        json!([code, name])
    }
}

/// Whether a page can be found: published, and not kept out by its front matter.
fn is_found(snapshot: &Snapshot, id: PageId) -> bool {
    let page = snapshot.site.page(id);
    let front_matter = &page.document.front_matter;
    !front_matter.draft && !front_matter.unsearchable && !snapshot.site.is_future(page)
}

/// What a result shows: title, address, summary, where or when, and the rank of its language if it
/// is another one.
fn entry(snapshot: &Snapshot, id: PageId, language: usize) -> Json {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let lang = &snapshot.config.languages[language].code;
    let about = match page
        .date
        .as_ref()
        .filter(|_| document.path.kind.is_article())
    {
        Some(date) => snapshot.theme.strings.date(lang, date),
        None if document.path.kind == Kind::Post => String::new(),
        None if document.path.kind == Kind::Session => {
            event::title_around_page(snapshot, page, language)
        }
        None => sections::nearest_in(snapshot, id, language)
            .map(|id| listing_title(snapshot, id))
            .unwrap_or_default(),
    };
    let foreign = (page.language != language).then_some(page.language);
    let href = page.href(&snapshot.config.base_path);
    json!([
        document.front_matter.title,
        href,
        document.summary(),
        about,
        foreign
    ])
}

/// The words of many pages are kept between runs.
fn kept_words(snapshot: &Snapshot, pages: &[PageId]) -> Vec<String> {
    let keys: Vec<Key> = pages
        .par_iter()
        .map(|id| with_fields(snapshot, *id, |fields| fields.key()))
        .collect();
    let parts: Vec<&[u8]> = keys.iter().map(|key| key.0.as_slice()).collect();
    let key = Key::new(search::VERSION, &parts);
    let cache = snapshot.highlighter.cache();
    let kept = cache
        .get_blob(key)
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let kept = kept.map(|text| text.split('\n').map(str::to_owned).collect::<Vec<_>>());
    kept.filter(|shards| shards.len() == search::SHARDS.len())
        .unwrap_or_else(|| {
            let shards = words(snapshot, pages);
            cache.put_blob(key, shards.join("\n").as_bytes());
            shards
        })
}

/// The words of pages, one JSON list for each shard.
fn words(snapshot: &Snapshot, pages: &[PageId]) -> Vec<String> {
    let counted: Vec<_> = pages
        .par_iter()
        .map(|id| with_fields(snapshot, *id, |fields| search::count(&fields)))
        .collect();
    let shards = search::index(&counted.iter().collect::<Vec<_>>());
    shards
        .into_iter()
        .map(|lines| Json::from(lines).to_string())
        .collect()
}

fn with_fields<T>(snapshot: &Snapshot, id: PageId, then: impl FnOnce(SearchFields<'_>) -> T) -> T {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let lang = &document.path.lang;
    let front_matter = &document.front_matter;
    let authors = page
        .authors
        .iter()
        .map(|&author| snapshot.site.authors[author].name(lang));
    let speakers = page.speakers.iter().map(|speaker| speaker.name(lang));
    let names = front_matter
        .tags
        .iter()
        .chain(&front_matter.series)
        .map(String::as_str);
    // The titles of slides are most of what slides say: as headings they would outweigh every
    // article.
    let headings = document
        .body
        .headings
        .iter()
        .filter(|_| document.path.kind != Kind::Deck);
    then(SearchFields {
        lang,
        title: &front_matter.title,
        headings: headings.map(|heading| heading.text.as_str()).collect(),
        names: names.chain(authors).chain(speakers).collect(),
        summary: document.summary(),
        body: &document.body.content,
    })
}
