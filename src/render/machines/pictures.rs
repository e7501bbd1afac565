//! Images as files: the smaller variants of what pages show, and originals without their metadata.
//!
//! Which widths are worth offering is known once they are made. So a build makes all images ahead,
//! and in `serve` a page that shows a photograph for the first time makes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::images::{Order, Plan, Shape, Variant};
use crate::path::{SitePath, UrlPath};
use crate::render::common::cache;
use crate::render::common::output::{Output, Route};
use crate::render::common::pictures::{address_stem, order, raster_images};
use crate::site::addresses::image_variant;
use crate::site::people::Author;
use crate::snapshot::Snapshot;

/// All images that pages show, by what the addresses of their variants begin with.
fn shown(snapshot: &Snapshot) -> &BTreeMap<String, (UrlPath, Shape)> {
    cache::of_snapshot(snapshot).shown_images.get_or_init(|| {
        let pages = snapshot.site.pages.iter().map(|page| &page.document);
        let texts = snapshot
            .site
            .listings
            .iter()
            .filter_map(|listing| listing.text.as_ref());
        let whole = pages
            .chain(texts)
            .flat_map(|document| raster_images(snapshot, document));
        let avatars = snapshot.site.authors.iter().filter_map(Author::avatar);
        let avatars = avatars.filter_map(|avatar| snapshot.site.assets.get(&avatar.file));
        let squares = avatars.map(|(url, _)| (url.clone(), Shape::Square));
        let all = whole.map(|url| (url, Shape::Whole)).chain(squares);
        all.filter_map(|(url, shape)| {
            Some((
                address_stem(&url, order(snapshot, &url, shape)?),
                (url, shape),
            ))
        })
        .collect()
    })
}

/// Makes all images that pages show, and says which of them cannot be decoded. `progress` learns
/// how many there are, and when each is done.
pub fn make_all(snapshot: &Snapshot, progress: &dyn Progress) -> Vec<Diagnostic> {
    let shown = shown(snapshot);
    progress.begin(shown.len());
    let plans: Vec<(SitePath, Arc<Plan>)> = shown
        .par_iter()
        .filter_map(|(_, (url, shape))| {
            let order = order(snapshot, url, *shape)?;
            let plan = snapshot.images.plan(order);
            progress.step();
            Some((order.picture.file.clone(), plan))
        })
        .collect();
    let failed: BTreeMap<SitePath, String> = plans
        .into_iter()
        .filter_map(|(file, plan)| Some((file, plan.failure.clone()?)))
        .collect();
    failed
        .into_iter()
        .map(|(file, why)| undecodable(&file, &why))
        .collect()
}

/// A display of how far long work is.
pub trait Progress: Sync {
    /// Says how many steps there will be.
    fn begin(&self, steps: usize);
    /// Says that one of them is done.
    fn step(&self);
}

fn undecodable(file: &SitePath, why: &str) -> Diagnostic {
    let message = "this image cannot be decoded, so it is published as it is, in one size";
    let hint = format!("export it again (the decoder says: {why})");
    Diagnostic::new(codes::BAD_IMAGE, Place::file(file), message).hint(hint)
}

/// The addresses of all variants.
pub(crate) fn routes(snapshot: &Snapshot) -> Vec<Route> {
    let shown: Vec<_> = shown(snapshot).iter().collect();
    shown
        .par_iter()
        .flat_map_iter(|(base, (url, shape))| {
            let plan = order(snapshot, url, *shape)
                .map(|order| snapshot.images.plan(order))
                .unwrap_or_default();
            let url = |variant: &Variant| image_variant(base, variant.width);
            plan.variants
                .iter()
                .map(|v| Route {
                    url: url(v),
                    fingerprinted: true,
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The image of a variant's address, and the width.
fn find<'s>(snapshot: &'s Snapshot, url: &UrlPath) -> Option<(Order<'s>, u32)> {
    let (base, width) = url.as_str().strip_suffix(".webp")?.rsplit_once('-')?;
    let (url, shape) = shown(snapshot).get(&format!("{base}-"))?;
    let is_written_so = width.starts_with(|digit: char| ('1'..='9').contains(&digit));
    Some((
        order(snapshot, url, *shape)?,
        width.parse().ok().filter(|_| is_written_so)?,
    ))
}

/// Whether a variant is at an address.
pub(crate) fn is_there(snapshot: &Snapshot, url: &UrlPath) -> bool {
    let is_planned = |(order, width)| {
        snapshot
            .images
            .plan(order)
            .variants
            .iter()
            .any(|v| v.width == width)
    };
    find(snapshot, url).is_some_and(is_planned)
}

/// The variant at an address.
pub(crate) fn render(snapshot: &Snapshot, url: &UrlPath) -> Option<Output> {
    let (order, width) = find(snapshot, url)?;
    snapshot.images.bytes(order, width).map(Output::Bytes)
}

/// A file of the site as it is published: images beside content without their metadata, anything
/// else as it is.
pub(crate) fn file(snapshot: &Snapshot, file: SitePath) -> Output {
    let has_metadata = snapshot.site.stripped.contains(&file);
    let stripped = has_metadata.then(|| snapshot.images.stripped(&file));
    stripped.flatten().map_or(Output::File(file), Output::Bytes)
}
