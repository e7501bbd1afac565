//! Writes every address of a site. Nothing else in the program puts one together.
//!
//! Does not know whether anything answers at an address: [`super::routes`] does.

mod files;

pub use self::files::{
    asset, asset_url, author_styles, image_variant, image_variants, is_author_styles,
    is_social_card, social_card, theme_asset,
};
use super::{archive, talks};
use crate::blogroll;
use crate::config::Config;
use crate::config::publishing::{OutputFormat, RedirectHost};
use crate::content_path::section_segments;
use crate::event_series;
use crate::path::{UrlPath, is_web};
use crate::search;
use crate::slug::slugify;

/// Where the presenter view of slides is, from the slides.
pub const PRESENTER: &str = "presenter/";

/// The folder of the backstage of a language.
const BACKSTAGE: &str = "backstage/";

/// Where slides are, from their presenter view.
pub const SLIDES_OF_PRESENTER: &str = "../";

/// The addresses below each language. Languages are named by their ranks in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    prefixes: Vec<String>,
    /// The scheme and host of the site, as its texts may write them out.
    origin: String,
    /// The path of the site below its host, in the same way.
    base_path: String,
}

impl Addresses {
    /// The addresses of a site in the languages of its configuration.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let prefixes = config.codes().map(|code| config.address_prefix(code));
        Self {
            prefixes: prefixes.collect(),
            origin: config.written_base.origin.clone(),
            base_path: config.written_base.base_path.clone(),
        }
    }

    /// What the addresses of each language begin with.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.prefixes.iter().map(String::as_str)
    }

    /// What follows the site's own address in an address that was written out, such as `/blog/` of
    /// `https://example.org/blog/`; `None` for those of other sites. The scheme does not count.
    #[must_use]
    pub fn written_out<'d>(&self, destination: &'d str) -> Option<&'d str> {
        let without_scheme = |address: &'d str| Some(address.split_once("://")?.1);
        let (_, host) = self.origin.split_once("://")?;
        let address = without_scheme(destination).filter(|_| is_web(destination))?;
        let start = address.get(..host.len())?;
        start.eq_ignore_ascii_case(host).then_some(())?;
        let rest = address[host.len()..].strip_prefix(self.base_path.as_str())?;
        (rest.is_empty() || rest.starts_with(['/', '?', '#'])).then_some(rest)
    }

    /// A path of the host as a path of the site: `/blog/` for `/repo/blog/` of a site below `/repo`;
    /// `None` where it is not below the site's.
    #[must_use]
    pub fn within<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = path.strip_prefix(self.base_path.as_str())?;
        rest.starts_with('/').then_some(rest)
    }

    fn below(&self, language: usize, rest: &str) -> UrlPath {
        UrlPath::new(&format!("{}{rest}", self.prefixes[language]))
    }

    /// The home of a language.
    #[must_use]
    pub fn home(&self, language: usize) -> UrlPath {
        self.below(language, "")
    }

    /// A page, by what its document asks for: segments that each end with a slash.
    #[must_use]
    pub fn page(&self, language: usize, segments: &str) -> UrlPath {
        self.below(language, segments)
    }

    /// The listing of a folder of content, whether there is one or not.
    #[must_use]
    pub fn section(&self, language: usize, folder: &str) -> UrlPath {
        self.below(
            language,
            &format!("{}/", section_segments(folder).join("/")),
        )
    }

    /// The terms of a taxonomy, by the taxonomy's name.
    #[must_use]
    pub fn taxonomy(&self, language: usize, name: &str) -> UrlPath {
        self.below(language, &format!("{name}/"))
    }

    /// A term of a taxonomy, by its slug.
    #[must_use]
    pub fn term(&self, language: usize, taxonomy: &str, slug: &str) -> UrlPath {
        self.below(language, &format!("{taxonomy}/{slug}/"))
    }

    /// The posts of a language by year.
    #[must_use]
    pub fn archive(&self, language: usize) -> UrlPath {
        self.below(language, &format!("{}/", archive::NAME))
    }

    /// The posts of one year.
    #[must_use]
    pub fn year(&self, language: usize, year: i16) -> UrlPath {
        self.below(language, &format!("{}/{year:04}/", archive::NAME))
    }

    /// A series of events, by its id.
    #[must_use]
    pub fn event_series(&self, language: usize, id: &str) -> UrlPath {
        self.below(language, &format!("events/{}/{id}/", event_series::NAME))
    }

    /// The events of a language, for calendars.
    #[must_use]
    pub fn calendar(&self, language: usize) -> UrlPath {
        self.below(language, "events.ics")
    }

    /// The blogs that the site's people read.
    #[must_use]
    pub fn blogroll(&self, language: usize) -> UrlPath {
        self.below(language, &format!("{}/", blogroll::NAME))
    }

    /// The same, for feed readers.
    #[must_use]
    pub fn opml(&self, language: usize) -> UrlPath {
        self.below(language, &format!("{}.opml", blogroll::NAME))
    }

    /// The page with the search field.
    #[must_use]
    pub fn search(&self, language: usize) -> UrlPath {
        self.below(language, "search/")
    }

    /// What search looks into: the pages, or the words of one of [`search::SHARDS`].
    #[must_use]
    pub fn search_index(&self, language: usize, shard: Option<usize>) -> UrlPath {
        match shard {
            Some(shard) => self.below(language, &format!("search/{}.json", search::SHARDS[shard])),
            None => self.below(language, "search.json"),
        }
    }

    /// What is served where there is nothing.
    #[must_use]
    pub fn not_found(&self, language: usize) -> UrlPath {
        self.below(language, "404.html")
    }

    /// What only the dev server shows.
    #[must_use]
    pub fn backstage(&self, language: usize) -> UrlPath {
        self.below(language, BACKSTAGE)
    }

    /// What only the dev server shows of a talk, by its folder in `content/talks`.
    #[must_use]
    pub fn backstage_talk(&self, language: usize, folder: &str) -> UrlPath {
        let slug = slugify(folder);
        self.below(language, &format!("{BACKSTAGE}{}/{slug}/", talks::FOLDER))
    }

    /// The page of a language's backstage that a path without any language means: `/backstage`,
    /// `/backstage/talks/first-talk/`.
    #[must_use]
    pub fn backstage_at(&self, language: usize, path: &str) -> Option<UrlPath> {
        let below = format!("{path}/");
        let below = below.strip_prefix('/')?.strip_prefix(BACKSTAGE)?;
        Some(self.below(language, &format!("{BACKSTAGE}{}", path_of_folder(below))))
    }
}

/// A path that ends with one slash, or with none where it is empty.
fn path_of_folder(path: &str) -> String {
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        String::new()
    } else {
        format!("{path}/")
    }
}

/// The root: the home of the language that is served there, else the choice of a language.
#[must_use]
pub fn root() -> UrlPath {
    UrlPath::new("/")
}

/// The 404 page that static hosts look for at the root, for sites without a language there.
#[must_use]
pub fn root_not_found() -> UrlPath {
    UrlPath::new("/404.html")
}

/// A part of a listing (from 1), by the address of its first one.
#[must_use]
pub fn listing_part(first: &UrlPath, number: usize) -> UrlPath {
    if number == 1 {
        first.clone()
    } else {
        first.below(&format!("page/{number}/"))
    }
}

/// The address of the first part and the number of the part that an address names, where it names
/// one but the first.
#[must_use]
pub fn read_listing_part(url: &str) -> Option<(&str, usize)> {
    let (first, digits) = url.strip_suffix('/')?.rsplit_once("page/")?;
    let is_plain = digits.starts_with(|c: char| ('1'..='9').contains(&c));
    let number = digits.parse().ok().filter(|number| *number >= 2)?;
    is_plain.then_some((first, number))
}

/// The feed of a listing, whether it has one or not.
#[must_use]
pub fn feed(listing: &UrlPath) -> UrlPath {
    listing.below("feed.xml")
}

/// One event for calendars, by the address of its page.
#[must_use]
pub fn event_calendar(event: &UrlPath) -> UrlPath {
    event.below("event.ics")
}

/// The slides of a deck, or of one of its variants by name.
#[must_use]
pub fn slides(deck: &UrlPath, variant: Option<&str>) -> UrlPath {
    match variant {
        Some(name) => deck.below(&format!("{name}/")),
        None => deck.clone(),
    }
}

/// The handout of a deck or of a variant, by the address of its slides.
#[must_use]
pub fn handout(slides: &UrlPath) -> UrlPath {
    slides.below("handout/")
}

/// The presenter view of a deck or of a variant, by the address of its slides.
#[must_use]
pub fn presenter(slides: &UrlPath) -> UrlPath {
    slides.below(PRESENTER)
}

/// The clock of a deck or of a variant, by the address of its slides.
#[must_use]
pub fn clock(slides: &UrlPath) -> UrlPath {
    slides.below("clock/")
}

/// The map of the site or the list of its files (0), or one of several files (from 1).
#[must_use]
pub fn site_map(number: usize) -> UrlPath {
    match number {
        0 => UrlPath::new("/sitemap.xml"),
        _ => UrlPath::new(&format!("/sitemap-{number}.xml")),
    }
}

/// Whether an address is that of one of several files of a site map.
#[must_use]
pub fn is_part_of_site_map(url: &UrlPath) -> bool {
    let number = url
        .as_str()
        .strip_prefix("/sitemap-")
        .and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// A page in another form, by the address of the page.
#[must_use]
pub fn output(page: &UrlPath, format: OutputFormat) -> UrlPath {
    page.below(format.file())
}

/// The address of the page that an address may show in another form, and the form.
#[must_use]
pub fn read_output(url: &str) -> Option<(&str, OutputFormat)> {
    let (folder, file) = url.split_at(url.rfind('/')? + 1);
    let mut formats = OutputFormat::ALL.into_iter();
    Some((folder, formats.find(|format| format.file() == file)?))
}

/// The list of all pages in another form; only asked of formats that have one.
#[must_use]
pub fn output_index(format: OutputFormat) -> UrlPath {
    UrlPath::new(format.index_file().unwrap_or_default())
}

/// `robots.txt`, which crawlers request first.
#[must_use]
pub fn robots() -> UrlPath {
    UrlPath::new("/robots.txt")
}

/// The aliases as a host reads them.
#[must_use]
pub fn redirects(host: RedirectHost) -> UrlPath {
    UrlPath::new(host.file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_part_is_read_as_it_is_written() {
        let first = UrlPath::new("/blog/");
        for number in [2, 3, 10, 200] {
            let url = listing_part(&first, number);
            assert_eq!(read_listing_part(url.as_str()), Some(("/blog/", number)));
        }
        for other in [
            "/blog/",
            "/blog/page/1/",
            "/blog/page/02/",
            "/blog/page/+2/",
            "/page/x/",
        ] {
            assert_eq!(read_listing_part(other), None, "{other}");
        }
    }
}
