//! `robots.txt` (RFC 9309): crawlers may read everything, and it names the site map. A preview, or a
//! site with drafts, names none: its pages say `noindex`, which crawlers must be able to read.

use crate::render::common::links::absolute;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

pub(crate) fn render(snapshot: &Snapshot) -> String {
    if snapshot.site.unlisted {
        return "User-agent: *\nAllow: /\n".to_owned();
    }
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        absolute(snapshot, &snapshot.site.address(&Target::SiteMap(0)))
    )
}
