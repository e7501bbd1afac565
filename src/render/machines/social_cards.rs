//! Social cards as files: which there are, and the picture at each address.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::path::UrlPath;
use crate::render::common::cache;
use crate::render::common::social_cards::card;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;
use crate::social_card::Painter;

/// Every card of the site: its address, and a page that has it.
pub(crate) fn all(snapshot: &Snapshot) -> &BTreeMap<UrlPath, Target> {
    cache::of_snapshot(snapshot).social_cards.get_or_init(|| {
        let Some(painter) = &snapshot.painter else {
            return BTreeMap::new();
        };
        let first = |target: &Target| matches!(target, Target::Page(_) | Target::Listing(_, 1));
        let targets: Vec<Target> = snapshot
            .site
            .routes
            .iter()
            .map(|(_, target)| target)
            .filter(first)
            .collect();
        let addresses = targets.into_par_iter();
        let addresses =
            addresses.filter_map(|it| Some((painter.address(&card(snapshot, painter, &it)?), it)));
        addresses.collect::<Vec<_>>().into_iter().collect()
    })
}

/// The card at an address.
pub(crate) fn paint(snapshot: &Snapshot, url: &UrlPath) -> Option<Vec<u8>> {
    let painter = snapshot
        .painter
        .as_ref()
        .filter(|_| Painter::is_card(url))?;
    let target = all(snapshot).get(url)?;
    Some(painter.paint(&card(snapshot, painter, target)?))
}
