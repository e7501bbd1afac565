//! What an author probably meant by a destination where nothing is: a name with a slip in it, the
//! same name in another folder, an address without its language, or another site.

mod paths;

use std::cmp::Reverse;
use std::sync::PoisonError;

use self::paths::{language_of, name_of, shared, stem_of, without_html};
use super::{page_of, to_content, to_listing};
use crate::content_path::{self, ContentPath};
use crate::dimensions::is_image;
use crate::nearest;
use crate::path::{SitePath, UrlPath, relative};
use crate::site::Site;

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
    link_to(from, &near, wanted.as_str())
}

/// The hint for a path that leads out of `content`: one `../` too many, most often.
pub(super) fn for_path_out(site: &Site, from: &ContentPath, path: &str) -> Option<String> {
    let inside = path
        .trim_start_matches("../")
        .trim_start_matches("content/");
    let wanted = SitePath::new(format!("{}{inside}", content_path::ROOT));
    let stem = without_html(wanted.as_str()).map(SitePath::new);
    let near = namesake_of(site, from, stem.as_ref().unwrap_or(&wanted))?;
    link_to(from, &near, path)
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
    let page = without_html(wanted.as_str()).and_then(|stem| {
        let wanted = SitePath::new(format!("{stem}.md"));
        exact_page(site, from, stem).or_else(|| near_page(site, from, &wanted))
    });
    if let Some(page) = page {
        return link_to(from, &page, written);
    }
    if let Some(address) = whole_address(written) {
        return Some(format!("write the whole address: `{address}`"));
    }
    file_beside(site, from, wanted)
        .or_else(|| same_file_elsewhere(site, from, wanted))
        .or_else(|| {
            let near = namesake_of(site, from, wanted).or_else(|| near_folder(site, from, wanted));
            link_to(from, &near?, written)
        })
        .or_else(|| {
            is_domain(written).then(|| format!("write the whole address: `https://{written}`"))
        })
}

/// What an address without its colon was meant to be: `https//a.org`, `me@example.org`.
fn whole_address(written: &str) -> Option<String> {
    for scheme in ["https", "http"] {
        let rest = written
            .strip_prefix(scheme)
            .map(|rest| rest.trim_start_matches([';', '.']));
        if let Some(host) = rest.and_then(|rest| rest.strip_prefix("//")) {
            return Some(format!("{scheme}://{host}"));
        }
    }
    let (name, host) = written.split_once('@')?;
    let is_address = !name.is_empty() && !written.contains('/') && is_domain(host);
    is_address.then(|| format!("mailto:{written}"))
}

/// The hint that names a page, as seen from another one, which it never is. It has its language
/// where the author wrote one.
fn link_to(from: &ContentPath, page: &str, written: &str) -> Option<String> {
    if page == from.file.as_str() {
        return None;
    }
    let is_text = page.rsplit_once('.').is_some_and(|(_, end)| end == "md");
    let named = if language_of(written).is_some() || !is_text {
        page.to_owned()
    } else {
        format!("{}.md", stem_of(page))
    };
    Some(did_you_mean(&relative(from.file.folder(), &named)))
}

/// The hint for an address where nothing of the site is.
pub(super) fn for_address(site: &Site, from: &ContentPath, path: &str) -> Option<String> {
    if let Some(hint) = file_at_address(site, from, path) {
        return Some(hint);
    }
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

/// The hint for an address that is the path of a file on the disk: of a page, of something in
/// `static`, or of a picture that stands beside the page.
fn file_at_address(site: &Site, from: &ContentPath, path: &str) -> Option<String> {
    let inside = path.trim_matches('/');
    let below = |folder: &str| inside.strip_prefix(folder);
    if let Some(rest) =
        below("static/").filter(|rest| site.routes.get(&format!("/{rest}")).is_some())
    {
        return Some(did_you_mean(&format!("/{rest}")));
    }
    let inside = below(content_path::ROOT).unwrap_or(inside);
    let file = SitePath::new(format!("{}{inside}", content_path::ROOT));
    if file.extension() == "md" {
        if to_content(site, from, &file, "").is_ok() {
            return Some(did_you_mean(&relative(from.file.folder(), file.as_str())));
        }
        return for_content(site, from, &file);
    }
    if ["", "html", "htm"].contains(&file.extension().as_str()) {
        return None;
    }
    let beside = SitePath::new(format!("{}/{}", from.file.folder(), file.file_name()));
    if site.assets.contains_key(&beside) {
        return Some(did_you_mean(file.file_name()));
    }
    same_file_elsewhere(site, from, &beside)
}

/// The nearest address, else the shortest one that ends with the same segment.
fn near_address(site: &Site, path: &str) -> Option<String> {
    let all: Vec<UrlPath> = site.routes.iter().map(|(url, _)| url).collect();
    let near = paths::nearest(path, all.iter().map(UrlPath::as_str));
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

/// What a path to a content file was meant to be: the listing of a folder, the page of the same
/// name in another folder, the one whose path is nearest, or the page of the folder.
fn near_page(site: &Site, from: &ContentPath, wanted: &SitePath) -> Option<String> {
    let stem = stem_of(wanted.as_str());
    if let Some(folder) = stem.strip_suffix("/index")
        && to_listing(site, folder, from.lang.as_str(), "").is_ok()
    {
        return Some(format!("{folder}/_index.md"));
    }
    namesake_of(site, from, wanted)
        .or_else(|| near_path(site, from, wanted))
        .or_else(|| exact_page(site, from, wanted.folder()))
}

/// The page whose path is nearest to one, in the same language first.
fn near_path(site: &Site, from: &ContentPath, wanted: &SitePath) -> Option<String> {
    let lang = language_of(wanted.as_str()).unwrap_or(from.lang.as_str());
    let stem = stem_of(wanted.as_str());
    remembered(site, &format!("{lang} near {stem}"), || {
        let files = site.by_file.keys().map(SitePath::as_str);
        let near = files.filter_map(|file| Some((paths::distance(stem, stem_of(file))?, file)));
        let best =
            near.min_by_key(|(slips, file)| (*slips, language_of(file) != Some(lang), *file));
        best.map(|(_, file)| file.to_owned())
    })
}

/// The page of the folder whose name is nearest to that of a folder that is not there.
fn near_folder(site: &Site, from: &ContentPath, wanted: &SitePath) -> Option<String> {
    if !wanted.extension().is_empty() {
        return None;
    }
    let names = [format!("{wanted}/index.md"), format!("{wanted}.md")];
    let mut found = names
        .into_iter()
        .filter_map(|name| near_path(site, from, &SitePath::new(name)));
    found.next()
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

/// The file whose name is nearest in the same folder, else the one of that name with another ending
/// of a picture.
fn file_beside(site: &Site, from: &ContentPath, wanted: &SitePath) -> Option<String> {
    let names = names_beside(site, wanted);
    let picture_stem = |name: &str| {
        let (stem, ending) = name.rsplit_once('.')?;
        is_image(&ending.to_lowercase()).then(|| stem.to_lowercase())
    };
    let near = nearest::nearest(wanted.file_name(), names.iter().copied()).or_else(|| {
        let stem = picture_stem(wanted.file_name())?;
        names
            .iter()
            .copied()
            .find(|name| picture_stem(name).as_ref() == Some(&stem))
    })?;
    let file = format!("{}/{near}", wanted.folder());
    Some(did_you_mean(&relative(from.file.folder(), &file)))
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
    use super::{is_domain, whole_address};

    #[test]
    fn sites_are_told_from_files() {
        assert!(is_domain("example.org/a") && is_domain("github.com"));
        for file in ["slides.pdf", "a/b.org", ".org", "é.fr"] {
            assert!(!is_domain(file), "{file}");
        }
    }

    #[test]
    fn addresses_get_their_colon() {
        for (written, whole) in [
            ("https//a.org/b", Some("https://a.org/b")),
            ("https;//a.org", Some("https://a.org")),
            ("me@example.org", Some("mailto:me@example.org")),
            ("https/a.md", None),
            ("a@b/c.md", None),
            ("s@2x.png", None),
        ] {
            assert_eq!(whole_address(written).as_deref(), whole, "{written}");
        }
    }
}
