//! `robots.txt` (RFC 9309): everything may be read, and here is the map.

use crate::path::UrlPath;
use crate::render::common::links::absolute;
use crate::snapshot::Snapshot;

pub(crate) fn render(snapshot: &Snapshot) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        absolute(snapshot, &UrlPath::new("/sitemap.xml"))
    )
}
