//! Search: its page, and the files that a reader's browser looks into.
//!
//! The files of a language are made together, and once: by [`prepare`] ahead of a build, or when
//! the first of them is asked for.

use rayon::prelude::*;
use serde_json::{Value as Json, json};
use tera::Value;

use crate::cache::Key;
use crate::content_path::Kind;
use crate::path::UrlPath;
use crate::render::common::page::{Head, Rendered, Translation, context, listing_title};
use crate::render::common::trail;
use crate::render::common::value::{list, map};
use crate::render::pages::events;
use crate::search::{self, Fields};
use crate::site::PageId;
use crate::site::listing::Subject;
use crate::site::taxonomy::TaxonomyKey;
use crate::snapshot::{SearchFiles, Snapshot};

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

/// Nothing waits for a lock while it is made: a thread of the pool may be given another route in
/// the meantime, and that one may ask for the same.
fn files(snapshot: &Snapshot, language: usize) -> &SearchFiles {
    let cell = &snapshot.search[language];
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
        "languages": config.languages.iter().map(|entry| json!([entry.code.as_str(), entry.name])).collect::<Vec<_>>(),
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
            events::title_around(snapshot, page, language)
        }
        None => trail::section_in(snapshot, id, language)
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

fn with_fields<T>(snapshot: &Snapshot, id: PageId, then: impl FnOnce(Fields<'_>) -> T) -> T {
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
    then(Fields {
        lang,
        title: &front_matter.title,
        headings: headings.map(|heading| heading.text.as_str()).collect(),
        names: names.chain(authors).chain(speakers).collect(),
        summary: document.summary(),
        html: &document.body.html,
    })
}

/// What every page says of search: where it is; `none` where it is switched off.
pub(crate) fn addresses(snapshot: &Snapshot, language: usize) -> Value {
    if !snapshot.config.search {
        return Value::none();
    }
    let prefix = snapshot
        .config
        .prefix(&snapshot.config.languages[language].code);
    let href =
        |name: &str| UrlPath::new(&format!("{prefix}{name}")).href(&snapshot.config.base_path);
    map! { "url" => href("search/"), "index" => href("search.json"), "words" => href("search/") }
}

/// How the language counts results: for each of its plural categories a text with `{count}`.
pub(crate) fn found(snapshot: &Snapshot, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let forms = snapshot.theme.strings.forms(lang, "results_count");
    list(
        forms
            .into_iter()
            .map(|(category, text)| map! { "category" => category, "text" => text }),
    )
}

pub(crate) fn render(snapshot: &Snapshot, language: usize) -> Rendered {
    let config = &snapshot.config;
    let url = |language: usize| {
        UrlPath::new(&format!(
            "{}search/",
            config.prefix(&config.languages[language].code)
        ))
    };
    let (own, title) = (
        url(language),
        snapshot
            .theme
            .strings
            .word(&config.languages[language].code, "search"),
    );
    let translations = (0..config.languages.len())
        .map(|language| Translation {
            url: url(language),
            missing: false,
        })
        .collect();
    let head = Head {
        translations,
        ..Head::new(snapshot, "search", language, &own, title)
    };
    let mut context = context(snapshot, &head);
    context.insert_value("found", found(snapshot, language));
    context.insert_value("browse", browse(snapshot, language));
    snapshot.theme.render("search.html", &context)
}

/// Ways to find a page without searching: the home, the top sections, and the lists of terms.
fn browse(snapshot: &Snapshot, language: usize) -> Value {
    let (site, config) = (&snapshot.site, &snapshot.config);
    let lang = &config.languages[language].code;
    let link = |title: String, url: &UrlPath| map! { "title" => title, "url" => url.href(&config.base_path) };
    let sections = (0_u32..).zip(&site.listings).filter(|(_, listing)| {
        let is_top = matches!(&listing.subject, Subject::Section(folder) if !folder.contains('/'));
        listing.language == language && is_top && !listing.pages.is_empty()
    });
    let sections = sections.map(|(id, listing)| {
        link(
            listing_title(snapshot, crate::site::listing::ListingId(id)),
            &listing.url,
        )
    });
    let keys = TaxonomyKey::ALL
        .into_iter()
        .filter(|key| !site.taxonomies[key.index()].terms[language].is_empty());
    let taxonomies = keys.map(|key| {
        let url = UrlPath::new(&format!("{}{}/", config.prefix(lang), key.name()));
        link(snapshot.theme.strings.word(lang, key.name()), &url)
    });
    let archive = Some(&site.archives[language]).filter(|archive| !archive.years.is_empty());
    let archive = archive.map(|archive| {
        link(
            snapshot
                .theme
                .strings
                .word(lang, crate::site::archive::NAME),
            &archive.url,
        )
    });
    list(sections.chain(taxonomies).chain(archive))
}
