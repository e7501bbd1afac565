//! `robots.txt` (RFC 9309): crawlers may read everything, and it names the site map.

use crate::render::common::links::absolute;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

pub(crate) fn render(snapshot: &Snapshot) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        absolute(snapshot, &snapshot.site.address(&Target::SiteMap(0)))
    )
}
