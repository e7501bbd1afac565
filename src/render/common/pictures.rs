//! Images in the sizes that readers need: which addresses they have, and how pages offer them.
//!
//! A variant stands beside its image, at an address with a fingerprint:
//! `/blog/x/photo.1f2e3d4c5b-768.webp`. Only what a published page shows has any.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use crate::content_path;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::images::{Order, Plan, Shape, Variant};
use crate::lang::Lang;
use crate::path::{SitePath, UrlPath};
use crate::references::{self, Reference};
use crate::render::common::value::{map, number};
use crate::render::{Output, Route};
use crate::site::people::Author;
use crate::snapshot::Snapshot;

/// The side of a portrait on a page, in points.
const AVATAR: u32 = 96;

/// The candidates that a browser chooses from, for `srcset`; `None` when there is only the image
/// itself.
pub(crate) fn srcset(snapshot: &Snapshot, url: &UrlPath) -> Option<String> {
    let order = order(snapshot, url, Shape::Whole)?;
    let plan = snapshot.images.plan(order);
    if plan.variants.is_empty() {
        return None;
    }
    let mut set = candidates(snapshot, url, order, &plan);
    if !order.is_covered_by(&plan) {
        // Writing to a `String` cannot fail.
        let _ = write!(set, ", {} {}w", source(snapshot, url), order.picture.size.0);
    }
    Some(set)
}

fn candidates(snapshot: &Snapshot, url: &UrlPath, order: Order<'_>, plan: &Plan) -> String {
    let base = base(url, order);
    let candidate = |variant: &Variant| {
        let address = variant_url(&base, variant);
        format!("{} {}w", source(snapshot, &address), variant.width)
    };
    plan.variants
        .iter()
        .map(candidate)
        .collect::<Vec<_>>()
        .join(", ")
}

/// An address as `srcset` takes it: a comma at its end would not be part of it.
fn source(snapshot: &Snapshot, url: &UrlPath) -> String {
    url.href(&snapshot.config.base_path).replace(',', "%2C")
}

/// The portrait of an author, square where it could be cut.
pub(crate) fn avatar(snapshot: &Snapshot, author: &Author, lang: &Lang) -> Value {
    let found = author
        .avatar()
        .and_then(|avatar| Some((avatar, snapshot.site.assets.get(&avatar.file)?)));
    let Some((avatar, (url, _))) = found else {
        return Value::none();
    };
    let mut src = url.href(&snapshot.config.base_path);
    let mut srcset = Value::none();
    if let Some(order) = order(snapshot, url, Shape::Square) {
        let plan = snapshot.images.plan(order);
        if let Some(middle) = plan.variants.get(plan.variants.len() / 2) {
            src = variant_url(&base(url, order), middle).href(&snapshot.config.base_path);
            srcset = Value::from(candidates(snapshot, url, order, &plan));
        }
    }
    map! {
        "url" => src.as_str(),
        "absolute" => format!("{}{src}", snapshot.config.origin),
        "alt" => avatar.alt.as_ref().map_or("", |alt| alt.get(lang)),
        "srcset" => srcset,
        "sizes" => format!("{AVATAR}px"),
        "width" => number(AVATAR as usize),
        "height" => number(AVATAR as usize),
    }
}

fn order<'s>(snapshot: &'s Snapshot, url: &UrlPath, shape: Shape) -> Option<Order<'s>> {
    let picture = snapshot.site.pictures.get(url)?;
    Some(Order {
        picture,
        shape,
        settings: &snapshot.config.images,
    })
}

/// What the addresses of an image's variants begin with.
fn base(url: &UrlPath, order: Order<'_>) -> String {
    let stem = url
        .as_str()
        .rsplit_once('.')
        .map_or(url.as_str(), |(stem, _)| stem);
    format!("{stem}.{}-", order.fingerprint())
}

fn variant_url(base: &str, variant: &Variant) -> UrlPath {
    UrlPath::new(&format!("{base}{}.webp", variant.width))
}

/// Everything that pages show, found once for each snapshot.
fn shown(snapshot: &Snapshot) -> &BTreeMap<String, (UrlPath, Shape)> {
    snapshot.shown.get_or_init(|| {
        let pages = snapshot.site.pages.iter().map(|page| &page.document);
        let texts = snapshot
            .site
            .listings
            .iter()
            .filter_map(|listing| listing.text.as_ref());
        let whole = pages
            .chain(texts)
            .flat_map(|document| addresses(snapshot, document));
        let avatars = snapshot.site.authors.iter().filter_map(Author::avatar);
        let avatars = avatars.filter_map(|avatar| snapshot.site.assets.get(&avatar.file));
        let squares = avatars.map(|(url, _)| (url.clone(), Shape::Square));
        let all = whole.map(|url| (url, Shape::Whole)).chain(squares);
        all.filter_map(|(url, shape)| {
            Some((base(&url, order(snapshot, &url, shape)?), (url, shape)))
        })
        .collect()
    })
}

/// The raster images that a document shows.
fn addresses<'s>(
    snapshot: &'s Snapshot,
    document: &'s Document,
) -> impl Iterator<Item = UrlPath> + 's {
    let lead = document
        .front_matter
        .image
        .iter()
        .map(|image| image.file.value.as_str());
    let destinations = document
        .body
        .images
        .iter()
        .map(|image| image.destination.as_str())
        .chain(lead);
    destinations.filter_map(|destination| {
        let base = &snapshot.config.base_path;
        match references::resolve_from(&snapshot.site, &document.path, base, destination) {
            Ok(Reference::Route { url, .. }) if snapshot.site.pictures.contains_key(&url) => {
                Some(url)
            }
            _ => None,
        }
    })
}

/// Makes the images of a document on all cores, where there are several to make: a page that asks
/// for one after the other would use one core.
pub(crate) fn prepare(snapshot: &Snapshot, document: &Document) {
    if document.body.images.len() < 2 {
        return;
    }
    let orders =
        addresses(snapshot, document).filter_map(|url| order(snapshot, &url, Shape::Whole));
    let missing: Vec<Order<'_>> = orders
        .filter(|order| !snapshot.images.is_planned(*order))
        .collect();
    if missing.len() > 1 {
        missing
            .into_par_iter()
            .for_each(|order| drop(snapshot.images.plan(order)));
    }
}

/// Makes all images that pages show, and says which of them cannot be decoded. `progress` is told
/// how many there are, and of each that is done.
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

/// Whoever shows how far long work is.
pub trait Progress: Sync {
    /// So many steps there will be.
    fn begin(&self, steps: usize);
    /// One of them is done.
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
            let url = |variant: &Variant| variant_url(base, variant);
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
pub(crate) fn file(snapshot: &Snapshot, url: &UrlPath, file: SitePath) -> Output {
    let picture = snapshot
        .site
        .pictures
        .get(url)
        .filter(|picture| picture.raster.has_metadata);
    let is_beside_content = file.as_str().starts_with(content_path::ROOT);
    let stripped = picture
        .filter(|_| is_beside_content)
        .and_then(|_| snapshot.images.stripped(&file));
    stripped.map_or(Output::File(file), Output::Bytes)
}
