//! Images as pages offer them: in the sizes that readers need, each size at an address of its own.
//!
//! A variant stands beside its image, at an address with a fingerprint:
//! `/blog/x/photo.1f2e3d4c5b-768.webp`. Only what a published page shows has any.

use std::fmt::Write;

use rayon::prelude::*;
use tera::Value;

use super::value::{map, number, text_or_none};
use crate::document::Document;
use crate::images::{Order, Plan, Shape, Variant};
use crate::lang::Lang;
use crate::path::UrlPath;
use crate::references::{self, Reference};
use crate::site::Page;
use crate::site::addresses::{image_variant, image_variants};
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
    let stem = address_stem(url, order);
    let candidate = |variant: &Variant| {
        let address = image_variant(&stem, variant.width);
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
            src = image_variant(&address_stem(url, order), middle.width)
                .href(&snapshot.config.base_path);
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

/// The order for an image at an address; `None` for what is no raster image.
pub(crate) fn order<'s>(snapshot: &'s Snapshot, url: &UrlPath, shape: Shape) -> Option<Order<'s>> {
    let picture = snapshot.site.pictures.get(url)?;
    Some(Order {
        picture,
        shape,
        settings: &snapshot.config.images,
    })
}

/// What the addresses of an image's variants begin with.
pub(crate) fn address_stem(url: &UrlPath, order: Order<'_>) -> String {
    image_variants(url, &order.fingerprint())
}

/// The addresses of the raster images that a document shows.
pub(crate) fn raster_images<'s>(
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
        match references::resolve_from(&snapshot.site, &document.path, destination) {
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
        raster_images(snapshot, document).filter_map(|url| order(snapshot, &url, Shape::Whole));
    let missing: Vec<Order<'_>> = orders
        .filter(|order| !snapshot.images.is_planned(*order))
        .collect();
    if missing.len() > 1 {
        missing
            .into_par_iter()
            .for_each(|order| drop(snapshot.images.plan(order)));
    }
}

/// The lead image of a page for templates, or `none`.
pub(crate) fn lead_image(snapshot: &Snapshot, page: &Page) -> Value {
    let Some(image) = &page.document.front_matter.image else {
        return Value::none();
    };
    let base = &snapshot.config.base_path;
    let Ok(Reference::Route {
        url, dimensions, ..
    }) = references::resolve(&snapshot.site, page, &image.file.value)
    else {
        return Value::none();
    };
    let href = url.href(base);
    map! {
        "url" => href.as_str(),
        "absolute" => format!("{}{href}", snapshot.config.origin),
        "alt" => image.alt.as_str(),
        "srcset" => text_or_none(srcset(snapshot, &url).as_deref()),
        "sizes" => snapshot.theme.image_sizes.as_str(),
        "width" => dimensions.map_or_else(Value::none, |(width, _)| Value::from(u64::from(width))),
        "height" => dimensions.map_or_else(Value::none, |(_, height)| Value::from(u64::from(height))),
    }
}
