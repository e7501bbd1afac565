//! What is said of published files themselves: metadata that stay in them, and drawings that do more
//! than being seen.

use rustc_hash::FxHashSet;

use super::inputs::Inputs;
use crate::content_path;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::drawing::{Active, Activity};
use crate::path::{SitePath, UrlPath};
use crate::references::{Reference, resolve_from};
use crate::site::people::Author;
use crate::site::{Measured, Site};

/// Checks the files that the site publishes.
pub(super) fn check(inputs: &Inputs, site: &Site) -> Vec<Diagnostic> {
    let disclosing = inputs
        .assets
        .iter()
        .filter(|(file, measured)| {
            !measured.disclosed.is_empty() && site.assets.contains_key(*file)
        })
        .map(|(file, measured)| disclosing(file, measured));
    let uses = (!inputs.active_drawings.is_empty()).then(|| Uses::of_site(inputs, site));
    let uses = uses.unwrap_or_default();
    let active = inputs.active_drawings.iter();
    let active = active.filter(|(file, _)| !uses.is_meant_to_act(site, file));
    let active = active.flat_map(|(file, does)| does.iter().map(|active| acting(file, active)));
    disclosing.chain(active).collect()
}

fn disclosing(file: &SitePath, measured: &Measured) -> Diagnostic {
    let name = file.file_name();
    let what = measured.disclosed.describe();
    let message = format!("`{name}` is published as it is, and its metadata tell {what}");
    let hint = if measured.unshown.is_some() {
        "publish an export of it as JPEG, PNG, WebP or AVIF, or take the metadata out of it"
            .to_owned()
    } else if file.as_str().starts_with(content_path::ROOT) {
        "export it again without metadata: as it is, they cannot be taken out".to_owned()
    } else {
        format!(
            "put it beside the text that shows it, where metadata are taken out, or take them out: \
             `exiftool -all= {name}`"
        )
    };
    Diagnostic::new(codes::DISCLOSED, Place::file(file), message).hint(hint)
}

fn acting(file: &SitePath, (activity, range): &Active) -> Diagnostic {
    let name = file.file_name();
    let script = "do not run where a page shows the drawing, and run with the rights of the site \
                  where somebody opens its file";
    let (message, hint) = match activity {
        Activity::Script => (
            format!("the scripts of `{name}` {script}"),
            "take them out, or link to the drawing instead of showing it",
        ),
        Activity::Handler(attribute) => (
            format!("the scripts of `{name}`, such as that of `{attribute}`, {script}"),
            "take them out, or link to the drawing instead of showing it",
        ),
        Activity::Loads(address) => (
            format!("`{name}` loads `{address}`, which is missing where a page shows the drawing"),
            "put it into the drawing (“embed images” in most programs), or take it out",
        ),
    };
    let place = Place::new(file, range.clone());
    Diagnostic::new(codes::ACTIVE_DRAWING, place, message).hint(hint)
}

/// What texts link to, and what they show.
#[derive(Debug, Default)]
struct Uses {
    linked: FxHashSet<UrlPath>,
    shown: FxHashSet<UrlPath>,
}

impl Uses {
    fn of_site(inputs: &Inputs, site: &Site) -> Self {
        let mut uses = Self::default();
        for document in inputs.content.documents() {
            let at = |destination: &str| {
                let found = resolve_from(site, &document.path, destination);
                match found {
                    Ok(Reference::Route { url, .. }) => Some(url),
                    _ => None,
                }
            };
            let links = document.bodies().flat_map(|body| &body.links);
            let images = document.bodies().flat_map(|body| &body.images);
            let lead = document.front_matter.image.iter();
            let shown = images
                .map(|image| image.destination.as_str())
                .chain(lead.map(|image| image.file.value.as_str()));
            uses.linked
                .extend(links.filter_map(|link| at(&link.destination)));
            uses.shown.extend(shown.filter_map(at));
        }
        uses
    }

    /// Whether texts only link to a drawing: its author wants it opened, and to act. A drawing that
    /// the site does not publish acts nowhere.
    fn is_meant_to_act(&self, site: &Site, file: &SitePath) -> bool {
        let Some((url, _)) = site.assets.get(file) else {
            return true;
        };
        let mut avatars = site.authors.iter().filter_map(Author::avatar);
        let is_shown = self.shown.contains(url) || avatars.any(|avatar| avatar.file == *file);
        !is_shown && self.linked.contains(url)
    }
}
