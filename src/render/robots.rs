//! `robots.txt` (RFC 9309): everything may be read, and here is the map.

use super::alternates::absolute;
use crate::path::UrlPath;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        absolute(snapshot, &UrlPath::new("/sitemap.xml"))
    )
}
