//! Lays the listing of every folder of content. Two folders may leave one slug, or one that Lutrin
//! needs for itself.

use super::Laying;
use crate::content_path;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::path::SitePath;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::routes::Target;

impl Laying<'_> {
    pub(super) fn sections(&mut self) {
        for (at, listing) in self.destinations.places.listings.iter().enumerate() {
            let Subject::Section(folder) = &listing.subject else {
                continue;
            };
            if is_named(listing) && !self.targets.contains_key(&listing.url) {
                self.put(Target::Listing(ListingId::at(at), 1));
            } else {
                let problem = self.why_not(folder, listing);
                self.diagnostics.push(problem);
            }
        }
    }

    /// Why the listing of a folder cannot be laid.
    fn why_not(&self, folder: &str, listing: &Listing) -> Diagnostic {
        let place = Place::file(&self.file_in(folder, listing));
        let folder = format!("{}{folder}", content_path::ROOT);
        if !is_named(listing) {
            let message =
                format!("the folder `{folder}` has no letter or digit to make an address of");
            return Diagnostic::new(codes::EMPTY_SLUG, place, message).hint("rename it");
        }
        if let Some(Target::Listing(other, _)) = self.targets.get(&listing.url)
            && let other = &self.destinations.places.listings[other.index()]
            && let Subject::Section(other_folder) = &other.subject
        {
            let message = format!("the folder `{folder}` has the address of another one");
            let other = self.file_in(other_folder, other);
            return Diagnostic::new(codes::DUPLICATE_ADDRESS, place, message)
                .related(Place::file(&other), "the other folder")
                .hint("rename one of them: their names differ in case or accents alone");
        }
        let message =
            format!("the folder `{folder}` has the address of a page that Lutrin itself makes");
        Diagnostic::new(codes::RESERVED_ADDRESS, place, message)
            .hint("give the folder another name")
    }

    /// The file at which a diagnostic about a folder points: its first page, else its text.
    fn file_in(&self, folder: &str, listing: &Listing) -> SitePath {
        let inside = format!("{}{folder}/", content_path::ROOT);
        let pages = self.destinations.places.pages.iter();
        let mut files = pages.map(|page| &page.document.path.file);
        let listings = self.destinations.places.listings.iter();
        let mut texts = listings
            .filter(|other| other.subject == listing.subject)
            .filter_map(|other| other.text.as_ref());
        files
            .find(|file| file.as_str().starts_with(&inside))
            .or_else(|| texts.next().map(|text| &text.path.file))
            .cloned()
            .unwrap_or_else(|| SitePath::new(format!("{}{folder}", content_path::ROOT)))
    }
}

/// Whether every folder of a section leaves a segment of an address.
fn is_named(listing: &Listing) -> bool {
    !listing.url.as_str().contains("//")
}
