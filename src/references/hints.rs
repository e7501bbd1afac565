//! What an author probably meant by a destination where nothing is: a name with a slip in it, the
//! same name in another folder, an address without its language, or another site.

use std::cmp::Reverse;
use std::sync::PoisonError;

use super::{page_of, without_language};
use crate::content_path::{self, ContentPath};
use crate::nearest;
use crate::path::{SitePath, UrlPath, relative};
use crate::site::Site;

/// The names of files that say nothing without their folder.
const PARTS: [&str; 4] = ["_index", "deck", "outline", "recap"];

/// The ends of names that are more often those of sites than of files.
const DOMAINS: [&str; 24] = [
    "ai", "app", "be", "ca", "ch", "co", "com", "de", "dev", "edu", "es", "eu", "fr", "gov",
    "info", "io", "it", "me", "net", "nl", "org", "social", "tech", "uk",
];

/// The hint for a path in the form of Windows.
const SLASHES: &str = "write `/` between folders, as in every address";

/// The hint for a content file that is not there.
pub(super) fn for_content(site: &Site, from: &ContentPath, wanted: &SitePath) -> Option<String> {
    if wanted.as_str().contains('\\') {
        return Some(SLASHES.to_owned());
    }
    let near = near_page(site, from, wanted)?;
    Some(did_you_mean(&relative(from.file.folder(), &near)))
}

/// The hint for a path that leads out of `content`: one `../` too many, most often.
pub(super) fn for_path_out(site: &Site, from: &ContentPath, path: &str) -> Option<String> {
    let inside = path
        .trim_start_matches("../")
        .trim_start_matches("content/");
    let wanted = SitePath::new(format!("{}{inside}", content_path::ROOT));
    let stem = without_html(wanted.as_str()).map(SitePath::new);
    let near = namesake_of(site, from, stem.as_ref().unwrap_or(&wanted))?;
    Some(did_you_mean(&relative(from.file.folder(), &near)))
}

/// The hint for a file or a folder that is not there; `written` is the path as its author wrote it.
pub(super) fn for_file(
    site: &Site,
    from: &ContentPath,
    wanted: &SitePath,
    written: &str,
) -> Option<String> {
    if written.contains("{{") || written.contains("{%") {
        return Some("name the file of a page: `../another-post/index.md`".to_owned());
    }
    if written.contains('\\') {
        return Some(SLASHES.to_owned());
    }
    if written.starts_with("www.") {
        return Some(format!("write the whole address: `https://{written}`"));
    }
    let folder = from.file.folder();
    let page = without_html(wanted.as_str()).and_then(|stem| {
        let wanted = SitePath::new(format!("{stem}.md"));
        exact_page(site, from, stem).or_else(|| near_page(site, from, &wanted))
    });
    if let Some(page) = page {
        return Some(did_you_mean(&relative(folder, &page)));
    }
    let beside = nearest::did_you_mean(wanted.file_name(), names_beside(site, wanted));
    beside
        .or_else(|| same_file_elsewhere(site, from, wanted))
        .or_else(|| {
            let near = namesake_of(site, from, wanted)?;
            Some(did_you_mean(&relative(folder, &near)))
        })
        .or_else(|| {
            is_domain(written).then(|| format!("write the whole address: `https://{written}`"))
        })
}

/// The hint for an address where nothing of the site is.
pub(super) fn for_address(site: &Site, from: &ContentPath, path: &str) -> Option<String> {
    let path = without_html(path).unwrap_or(path);
    let path = format!("{}/", path.trim_end_matches('/'));
    let key = format!("{} {path}", from.lang);
    let near = remembered(site, &key, || {
        in_another_language(site, from, &path).or_else(|| near_address(site, &path))
    })?;
    Some(did_you_mean(&near))
}

/// The same address with the prefix of a language, or without: in the language of the page first.
fn in_another_language(site: &Site, from: &ContentPath, path: &str) -> Option<String> {
    let inside = path.strip_prefix('/')?;
    let (first, rest) = inside.split_once('/')?;
    let mut languages = site.listings.iter().map(|listing| listing.lang.as_str());
    let bare = if languages.any(|lang| lang == first) {
        rest
    } else {
        inside
    };
    let of_page = format!("/{}/", from.lang);
    let prefixes: Vec<&str> = site.addresses.prefixes().collect();
    let same = prefixes.iter().filter(|prefix| **prefix == of_page);
    let tried = same
        .chain(&prefixes)
        .map(|prefix| format!("{prefix}{bare}"));
    let mut found = tried.filter(|address| site.routes.get(address).is_some());
    found.next()
}

/// The nearest address, else the shortest one that ends with the same segment.
fn near_address(site: &Site, path: &str) -> Option<String> {
    let all: Vec<UrlPath> = site.routes.iter().map(|(url, _)| url).collect();
    let near = nearest::nearest(path, all.iter().map(UrlPath::as_str));
    if let Some(near) = near {
        return Some(near.to_owned());
    }
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let ending = format!("/{last}/");
    let same = all
        .iter()
        .map(UrlPath::as_str)
        .filter(|url| url.ends_with(&ending));
    same.filter(|_| !last.is_empty())
        .min_by_key(|url| (url.len(), *url))
        .map(str::to_owned)
}

/// A page by its path without an ending: `about` for `about.fr.md` or `about/index.fr.md`.
fn exact_page(site: &Site, from: &ContentPath, stem: &str) -> Option<String> {
    let lang = &from.lang;
    let names = [
        format!("{stem}.{lang}.md"),
        format!("{stem}/index.{lang}.md"),
    ];
    let found = names.into_iter().map(SitePath::new);
    let mut found = found.filter(|name| page_of(site, name).is_some());
    found.next().map(|name| name.to_string())
}

/// A path without the ending that web pages have.
fn without_html(path: &str) -> Option<&str> {
    let stem = path
        .strip_suffix(".html")
        .or_else(|| path.strip_suffix(".htm"))?;
    Some(stem.strip_suffix("/index").unwrap_or(stem))
}

/// The page of the same name in another folder, else the one whose path is nearest.
fn near_page(site: &Site, from: &ContentPath, wanted: &SitePath) -> Option<String> {
    let stem = wanted.as_str().strip_suffix(".md")?;
    let full = if without_language(stem).is_some() {
        wanted.to_string()
    } else {
        format!("{stem}.{}.md", from.lang)
    };
    let of_name = namesake_of(site, from, &SitePath::new(full.clone()));
    of_name.or_else(|| {
        remembered(site, &full, || {
            let mut files: Vec<&str> = site.by_file.keys().map(SitePath::as_str).collect();
            files.sort_unstable();
            nearest::nearest(&full, files).map(str::to_owned)
        })
    })
}

/// The page that has the same name as a path, wherever it is: in the same language first, then with
/// the most folders in common.
fn namesake_of(site: &Site, from: &ContentPath, wanted: &SitePath) -> Option<String> {
    let key = format!("{} name {wanted}", from.lang);
    remembered(site, &key, || {
        let name = name_of(wanted.as_str())?;
        let lang = language_of(wanted.as_str()).unwrap_or(from.lang.as_str());
        let same = site
            .by_file
            .keys()
            .map(SitePath::as_str)
            .filter(|file| name_of(file) == Some(name));
        let best = same.min_by_key(|file| {
            let is_foreign = language_of(file) != Some(lang);
            (is_foreign, Reverse(shared(file, wanted.as_str())), *file)
        });
        best.map(str::to_owned)
    })
}

fn language_of(file: &str) -> Option<&str> {
    let stem = file.strip_suffix(".md")?;
    without_language(stem).map(|base| &stem[base.len() + 1..])
}

/// What a page is called: its folder, where the file is its `index`; else its file, without a date
/// in front. A deck or a recap is called by both.
fn name_of(file: &str) -> Option<&str> {
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let stem = without_language(stem).unwrap_or(stem);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    let last = stem.rsplit('/').next()?;
    if PARTS.contains(&last) {
        let (folders, _) = stem.rsplit_once('/')?;
        return stem.get(folders.rfind('/').map_or(0, |at| at + 1)..);
    }
    Some(without_date(last)).filter(|name| !name.is_empty() && *name != "index")
}

/// A name without the date that Jekyll puts in front of it.
fn without_date(name: &str) -> &str {
    let bytes = name.as_bytes();
    let is_dated = bytes.len() > 11
        && bytes[..11].iter().enumerate().all(|(at, byte)| match at {
            4 | 7 | 10 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_dated { &name[11..] } else { name }
}

/// How many folders two paths share from the top.
fn shared(one: &str, other: &str) -> usize {
    let pairs = one.split('/').zip(other.split('/'));
    pairs.take_while(|(one, other)| one == other).count()
}

fn names_beside<'s>(site: &'s Site, wanted: &SitePath) -> Vec<&'s str> {
    let beside = site
        .assets
        .keys()
        .filter(|asset| asset.folder() == wanted.folder());
    let mut names: Vec<&str> = beside.map(SitePath::file_name).collect();
    names.sort_unstable();
    names
}

/// A file of the same name in another folder; one of `static` by its address.
fn same_file_elsewhere(site: &Site, from: &ContentPath, wanted: &SitePath) -> Option<String> {
    let found = remembered(site, &format!("file {wanted}"), || {
        let same = site
            .assets
            .iter()
            .filter(|(file, _)| file.file_name() == wanted.file_name());
        let rank = |file: &SitePath| Reverse(shared(file.as_str(), wanted.as_str()));
        let (file, (url, _)) = same.min_by_key(|(file, _)| (rank(file), file.as_str()))?;
        let is_content = file.as_str().starts_with(content_path::ROOT);
        Some(if is_content {
            file.to_string()
        } else {
            url.to_string()
        })
    })?;
    Some(did_you_mean(&if found.starts_with('/') {
        found
    } else {
        relative(from.file.folder(), &found)
    }))
}

/// Whether a path begins like the address of a site.
fn is_domain(written: &str) -> bool {
    let host = written.split('/').next().unwrap_or_default();
    let is_host = host
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    let end = host.rsplit_once('.').filter(|(name, _)| !name.is_empty());
    is_host && end.is_some_and(|(_, end)| DOMAINS.contains(&end))
}

fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// What was found for a key; each is looked for once.
fn remembered(site: &Site, key: &str, look: impl FnOnce() -> Option<String>) -> Option<String> {
    let hints = || site.hints.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = hints().get(key) {
        return known.clone();
    }
    let found = look();
    hints().insert(key.to_owned(), found.clone());
    found
}

#[cfg(test)]
mod tests {
    use super::{is_domain, name_of, without_date};

    #[test]
    fn pages_are_known_by_their_names() {
        for (file, name) in [
            ("content/blog/hello/index.fr.md", Some("hello")),
            ("content/blog/hello.fr.md", Some("hello")),
            ("content/blog/2020-01-02-hello.md", Some("hello")),
            ("content/talks/first/deck.fr.md", Some("first/deck")),
            ("content/blog/hello", Some("hello")),
            ("content/blog/_index.en.md", Some("blog/_index")),
            ("index.md", None),
            ("deck.md", None),
        ] {
            assert_eq!(name_of(file), name, "{file}");
        }
        assert_eq!(without_date("2020-1-2-x"), "2020-1-2-x");
    }

    #[test]
    fn sites_are_told_from_files() {
        assert!(is_domain("example.org/a") && is_domain("github.com"));
        for file in ["slides.pdf", "a/b.org", ".org", "é.fr"] {
            assert!(!is_domain(file), "{file}");
        }
    }
}
