//! Where links and images of a body lead, and whether anything is there.
//!
//! [`resolve`] answers for one destination; rendering uses it. [`check`] asks it for every
//! destination of a page and turns what leads nowhere into diagnostics.

mod check;
mod hints;
mod pictures;
mod schemes;

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use crate::content_path::{self, ContentPath, Kind};
use crate::diagnostic::{Code, codes};
use crate::path::{SitePath, UrlPath, has_scheme};
use crate::site::gathering::BETWEEN;
use crate::site::listing::Subject;
use crate::site::routes::Target;
use crate::site::{Dimensions, LeftOut, Page, PageId, Site};

pub use check::check;

/// Where a destination leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// To another site, or by another scheme.
    External,
    /// To an id of the same page.
    Here(String),
    /// To an address of the site, with what follows the path (`?query#fragment`).
    Route {
        /// The address.
        url: UrlPath,
        /// What follows it, as written.
        rest: String,
        /// The page there, if it is one.
        page: Option<PageId>,
        /// The size, if it is an image.
        dimensions: Dimensions,
    },
}

/// Why a destination leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    code: Code,
    message: String,
    hint: Option<String>,
}

/// Finds out where a destination of a page leads. `base_path` is the path of the site below its
/// host.
///
/// # Errors
/// When nothing of the site is there.
pub fn resolve(site: &Site, page: &Page, destination: &str) -> Result<Reference, Broken> {
    resolve_from(site, &page.document.path, destination)
}

/// As [`resolve`], for any content file (the text of a listing, too).
///
/// # Errors
/// When nothing of the site is there.
pub fn resolve_from(
    site: &Site,
    from: &ContentPath,
    destination: &str,
) -> Result<Reference, Broken> {
    if let Some(inside) = site.addresses.written_out(destination) {
        let (path, rest) = split_path(inside);
        let path = decoded(path);
        let path = if path.is_empty() { "/".into() } else { path };
        return at_address(site, from, &path, rest);
    }
    if has_scheme(destination) || destination.starts_with("//") {
        return Ok(Reference::External);
    }
    let (path, rest) = split_path(destination);
    let path = decoded(path);
    if path.is_empty() {
        return Ok(Reference::Here(fragment(rest).unwrap_or_default()));
    }
    if path.starts_with('/') {
        let inside = site.addresses.within(&path).unwrap_or(&path);
        return at_address(site, from, inside, rest)
            .or_else(|missing| of_deck(site, from, inside, rest).ok_or(missing));
    }
    let folder = from.file.folder();
    let Some(file) = SitePath::resolve(folder, &path)
        .filter(|file| format!("{file}/").starts_with(content_path::ROOT))
    else {
        return Err(broken(
            codes::BROKEN_LINK,
            format!("`{path}` leads out of `content`"),
            hints::for_path_out(site, from, &path),
        ));
    };
    if file.extension() == "md" {
        return to_content(site, from, &file, rest);
    }
    to_file(site, from, &file, rest).map_err(|missing| Broken {
        hint: hints::for_file(site, from, &file, &path),
        ..missing
    })
}

/// A destination as its path and what follows that (`?query#fragment`).
fn split_path(destination: &str) -> (&str, &str) {
    let end = destination.find(['?', '#']).unwrap_or(destination.len());
    destination.split_at(end)
}

/// A path as files are named. ASCII, as most are, is composed already.
#[must_use]
pub fn decoded(path: &str) -> Cow<'_, str> {
    let path = percent_decode_str(path).decode_utf8_lossy();
    if path.is_ascii() {
        path
    } else {
        path.nfc().collect::<String>().into()
    }
}

/// The id in what follows a path (`?query#fragment`), decoded.
#[must_use]
pub fn fragment(rest: &str) -> Option<String> {
    let (_, fragment) = rest.split_once('#')?;
    Some(
        percent_decode_str(fragment)
            .decode_utf8_lossy()
            .into_owned(),
    )
}

fn broken(code: Code, message: String, hint: Option<String>) -> Broken {
    Broken {
        code,
        message,
        hint,
    }
}

/// A link from the root: `/blog/hello/`, with or without its last slash.
fn at_address(
    site: &Site,
    from: &ContentPath,
    path: &str,
    rest: &str,
) -> Result<Reference, Broken> {
    let with_slash = format!("{path}/");
    let tried = [
        path,
        path.strip_suffix("index.html").unwrap_or(path),
        with_slash.as_str(),
    ];
    for url in tried {
        if let Some(target) = site.routes.get(url) {
            return Ok(to_target(site, UrlPath::given(url), &target, rest));
        }
    }
    Err(broken(
        codes::BROKEN_LINK,
        format!("nothing of the site is at `{path}`"),
        hints::for_address(site, from, path),
    ))
}

/// A file in the folder `public` beside a deck, which stands at the root of the deck's addresses: so
/// tools that build decks have it.
fn of_deck(site: &Site, from: &ContentPath, path: &str, rest: &str) -> Option<Reference> {
    (from.kind == Kind::Deck).then_some(())?;
    let folder = format!("{}/public", from.file.folder());
    let file = SitePath::resolve(&folder, path)?;
    to_file(site, from, &file, rest).ok()
}

fn to_target(site: &Site, url: UrlPath, target: &Target, rest: &str) -> Reference {
    let (page, dimensions) = match target {
        Target::Page(id) => (Some(*id), None),
        Target::Asset(file) => (
            None,
            site.assets
                .get(file)
                .and_then(|(_, dimensions)| *dimensions),
        ),
        _ => (None, None),
    };
    Reference::Route {
        url,
        rest: rest.to_owned(),
        page,
        dimensions,
    }
}

fn to_page(site: &Site, id: PageId, rest: &str) -> Reference {
    let page = site.page(id);
    if let Some(anchor) = &page.anchor {
        let inner = fragment(rest).filter(|id| !id.is_empty() && id != "top");
        let rest = inner.map_or_else(
            || format!("#{anchor}"),
            |id| format!("#{anchor}{BETWEEN}{id}"),
        );
        let host = site
            .routes
            .get(page.url.as_str())
            .and_then(|target| match target {
                Target::Page(host) => Some(host),
                _ => None,
            });
        return Reference::Route {
            url: page.url.clone(),
            rest,
            page: host,
            dimensions: None,
        };
    }
    Reference::Route {
        url: site.page(id).url.clone(),
        rest: rest.to_owned(),
        page: Some(id),
        dimensions: None,
    }
}

/// A link to a content file, with its language or without.
fn to_content(
    site: &Site,
    from: &ContentPath,
    file: &SitePath,
    rest: &str,
) -> Result<Reference, Broken> {
    if let Some(id) = page_of(site, file) {
        return Ok(to_page(site, id, rest));
    }
    if let Some(reason) = left_out_reason(site, file) {
        return Err(left_out(file, reason));
    }
    let stem = file.as_str().strip_suffix(".md").unwrap_or(file.as_str());
    if let Some(folder) = stem
        .strip_suffix("/_index")
        .or_else(|| without_language(stem).and_then(|s| s.strip_suffix("/_index")))
    {
        let language =
            without_language(stem).map_or(from.lang.as_str(), |base| &stem[base.len() + 1..]);
        return to_listing(site, folder, language, rest);
    }
    // The language of the page itself first, then any.
    let in_language = SitePath::new(format!("{stem}.{}.md", from.lang));
    if let Some(id) = page_of(site, &in_language) {
        return Ok(to_page(site, id, rest));
    }
    let key = stem.strip_prefix(content_path::ROOT).unwrap_or(stem);
    let group = site
        .groups
        .iter()
        .find(|group| &*group.key == key || group.key.nfc().eq(key.chars()));
    let language = || {
        let mut listings = site.listings.iter();
        listings
            .find(|listing| listing.lang == from.lang)
            .map_or(0, |listing| listing.language)
    };
    if let Some(id) = group.and_then(|group| group.shown_in(language())) {
        return Ok(to_page(site, id, rest));
    }
    if let Some(reason) = left_out_reason(site, &in_language) {
        return Err(left_out(&in_language, reason));
    }
    let hint = hints::for_content(site, from, file);
    Err(broken(
        codes::BROKEN_LINK,
        format!("there is no `{file}`"),
        hint,
    ))
}

fn without_language(stem: &str) -> Option<&str> {
    let (base, code) = stem.rsplit_once('.')?;
    crate::lang::Lang::looks_like(code).then_some(base)
}

fn to_listing(site: &Site, folder: &str, language: &str, rest: &str) -> Result<Reference, Broken> {
    let folder = folder.strip_prefix(content_path::ROOT).unwrap_or_default();
    let is_it = |subject: &Subject| match subject {
        Subject::Home => folder.is_empty(),
        Subject::Section(section) => section == folder,
        Subject::Term(..) => false,
    };
    let listing = site
        .listings
        .iter()
        .find(|listing| listing.lang.as_str() == language && is_it(&listing.subject));
    match listing {
        Some(listing) => Ok(Reference::Route {
            url: listing.url.clone(),
            rest: rest.to_owned(),
            page: None,
            dimensions: None,
        }),
        None => Err(broken(
            codes::BROKEN_LINK,
            format!("there is no listing of `content/{folder}` in `{language}`"),
            None,
        )),
    }
}

/// A link to a file beside content, or to the folder of a bundle or section.
fn to_file(
    site: &Site,
    from: &ContentPath,
    file: &SitePath,
    rest: &str,
) -> Result<Reference, Broken> {
    if let Some((url, dimensions)) = site
        .assets
        .get(file)
        .or_else(|| site.assets.get(&decomposed(file)))
    {
        return Ok(Reference::Route {
            url: url.clone(),
            rest: rest.to_owned(),
            page: None,
            dimensions: *dimensions,
        });
    }
    let pages = [
        format!("{file}/index.{}.md", from.lang),
        format!("{file}.{}.md", from.lang),
    ];
    if let Some(id) = pages
        .into_iter()
        .find_map(|name| page_of(site, &SitePath::new(name)))
    {
        return Ok(to_page(site, id, rest));
    }
    if let Ok(listing) = to_listing(site, file.as_str(), from.lang.as_str(), rest) {
        return Ok(listing);
    }
    Err(broken(
        codes::BROKEN_LINK,
        format!("there is no `{file}`"),
        None,
    ))
}

/// The same name with its accents written apart, as some disks keep it.
fn decomposed(file: &SitePath) -> SitePath {
    SitePath::new(file.as_str().nfd().collect::<String>())
}

fn page_of(site: &Site, file: &SitePath) -> Option<PageId> {
    site.by_file
        .get(file)
        .or_else(|| site.by_file.get(&decomposed(file)))
        .copied()
}

fn left_out_reason(site: &Site, file: &SitePath) -> Option<LeftOut> {
    site.left_out
        .get(file)
        .or_else(|| site.left_out.get(&decomposed(file)))
        .copied()
}

fn left_out(file: &SitePath, reason: LeftOut) -> Broken {
    let (why, hint) = match reason {
        LeftOut::Draft => ("a draft", "publish it, or take the link out"),
        LeftOut::Future => (
            "dated after today",
            "wait for its date, or take the link out",
        ),
    };
    broken(
        codes::LINK_TO_DRAFT,
        format!("`{file}` is not published: it is {why}"),
        Some(hint.to_owned()),
    )
}
