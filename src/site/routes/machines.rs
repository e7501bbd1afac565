//! The addresses that are for machines: feeds, the site map, `robots.txt` and what hosts read.

use std::ops::Range;

use super::Target;
use super::laying::Laying;
use crate::config::Config;
use crate::path::UrlPath;
use crate::site::calendar;
use crate::site::listing::ListingId;
use crate::site::syndication;

/// The files of a site map are counted when every address is known, too late to see who has theirs.
pub(super) fn is_part_of_site_map(url: &UrlPath) -> bool {
    let number = url
        .as_str()
        .strip_prefix("/sitemap-")
        .and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// What to call what Lutrin makes at an address, and how its author gets around it.
pub(super) fn made_by_lutrin(target: &Target) -> (&'static str, &'static str) {
    match target {
        Target::Feed(_) => (
            "feed",
            "give the file another name, or write `feed: false` in lutrin.yaml",
        ),
        Target::Calendar(_) | Target::EventCalendar(_) => {
            ("calendar", "give the file another name")
        }
        Target::SiteMap(_) => ("site map", "take the file away: Lutrin's has every page"),
        Target::Redirects(_) => (
            "file",
            "take yours away, or take `redirects` out of lutrin.yaml",
        ),
        _ => ("page", "give the file another name"),
    }
}

impl Laying<'_> {
    /// What is for machines: a feed for every listing that has something to say, and what crawlers
    /// and hosts read.
    pub(super) fn machines(&mut self, config: &Config) {
        for (id, listing) in (0_u32..).zip(&self.site.listings) {
            let is_laid = matches!(self.targets.get(&listing.url), Some(Target::Listing(laid, _)) if laid.0 == id);
            if is_laid && syndication::has_feed(self.site, config, listing) {
                self.targets
                    .insert(syndication::feed_url(listing), Target::Feed(ListingId(id)));
            }
        }
        for (language, entry) in config.languages.iter().enumerate() {
            if calendar::events(self.site, language).next().is_some() {
                self.targets.insert(
                    calendar::url(&config.prefix(&entry.code)),
                    Target::Calendar(language),
                );
            }
            for id in calendar::events(self.site, language)
                .filter(|id| self.site.page(*id).language == language)
            {
                self.targets.insert(
                    calendar::event_url(&self.site.page(id).url),
                    Target::EventCalendar(id),
                );
            }
        }
        self.targets
            .insert(UrlPath::new("/sitemap.xml"), Target::SiteMap(0));
        self.targets
            .insert(UrlPath::new("/robots.txt"), Target::Robots);
        for host in &config.publishing.redirects {
            self.targets
                .insert(UrlPath::new(host.file()), Target::Redirects(*host));
        }
    }

    /// The files of a site map that has more than one.
    pub(super) fn site_maps(&mut self, config: &Config) -> Vec<Range<usize>> {
        let files = syndication::cut(self.site, config, self.targets.iter());
        if files.len() > 1 {
            for number in 1..=files.len() {
                self.targets.insert(
                    UrlPath::new(&format!("/sitemap-{number}.xml")),
                    Target::SiteMap(number),
                );
            }
        }
        files
    }
}
