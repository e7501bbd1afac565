//! Where the links and images of a body lead, as attributes.

use super::Filler;
use super::image_size::ShownSize;
use crate::markdown::{Image, Link};
use crate::path::encode_path;
use crate::references::{self, Reference};
use crate::render::common::pictures;
use crate::site::Dimensions;

impl Filler<'_> {
    /// The attributes of a link; `text` is what it begins with.
    pub(super) fn link(&self, link: &Link, text: &str) -> Vec<(&'static str, String)> {
        let base = &self.snapshot.config.base_path;
        let resolved = self.resolve(&link.destination);
        let with_title = |href: String| {
            let title = Some(&link.title).filter(|title| !title.is_empty());
            let mut attributes = vec![("href", href)];
            attributes.extend(title.map(|title| ("title", title.clone())));
            attributes
        };
        if let Some(href) = self.on_page(resolved.as_ref()) {
            return with_title(href);
        }
        match resolved {
            Some(Reference::External) if link.destination.contains("//") => {
                let mut attributes = with_title(link.destination.clone());
                attributes.push(("rel", "external".to_owned()));
                // An address that is its own text needs no telling on paper.
                if text.starts_with(&link.destination) {
                    attributes.push(("class", "bare".to_owned()));
                }
                attributes
            }
            Some(Reference::Route {
                url, rest, page, ..
            }) => {
                let mut attributes = with_title(format!("{}{rest}", url.href(base)));
                let lang = page.map(|page| &self.snapshot.site.page(page).document.path.lang);
                let foreign = lang.filter(|lang| **lang != self.document.path.lang);
                attributes.extend(foreign.map(|lang| ("hreflang", lang.to_string())));
                attributes
            }
            Some(Reference::Here(id)) => with_title(format!("#{}", encode_path(&id))),
            Some(Reference::External) | None => with_title(link.destination.clone()),
        }
    }

    /// Where an address that an author wrote leads; itself, where nothing is there.
    pub(super) fn address(&self, destination: &str) -> String {
        let resolved = self.resolve(destination);
        if let Some(href) = self.on_page(resolved.as_ref()) {
            return href;
        }
        match resolved {
            Some(Reference::Route { url, rest, .. }) => {
                format!("{}{rest}", url.href(&self.snapshot.config.base_path))
            }
            Some(Reference::Here(id)) => format!("#{}", encode_path(&id)),
            Some(Reference::External) | None => destination.to_owned(),
        }
    }

    fn resolve(&self, destination: &str) -> Option<Reference> {
        references::resolve_from(&self.snapshot.site, &self.document.path, destination).ok()
    }

    /// The address of what stands on the same page, in a recap.
    fn on_page(&self, resolved: Option<&Reference>) -> Option<String> {
        let (host, reference) = self.host.zip(resolved)?;
        host.on_page(self.snapshot, reference)
    }

    /// The attributes of an image. The first image of a page is on the screen, or nearly; the
    /// others wait until a reader comes near.
    pub(super) fn image(&self, image: &Image, is_first: bool) -> Vec<(&'static str, String)> {
        let base = &self.snapshot.config.base_path;
        let (src, size, srcset) = match self.resolve(&image.destination) {
            Some(Reference::Route {
                url,
                rest,
                dimensions,
                ..
            }) => (
                format!("{}{rest}", url.href(base)),
                dimensions,
                pictures::srcset(self.snapshot, &url),
            ),
            _ => (image.destination.clone(), None, None),
        };
        let mut attributes = vec![("src", src), ("alt", image.alt.clone())];
        let shown = if self.document.deck.is_some() {
            ShownSize::on_slide(image.asked, size)
        } else {
            ShownSize::on_page(image.asked, size)
        };
        attributes.extend(shown.attributes());
        if let Some(srcset) = srcset {
            attributes.push(("srcset", srcset));
            let sizes = shown.sizes();
            let sizes = sizes.unwrap_or_else(|| self.snapshot.theme.image_sizes.clone());
            attributes.push(("sizes", sizes));
        }
        attributes.push(if is_first {
            ("fetchpriority", "high".to_owned())
        } else {
            ("loading", "lazy".to_owned())
        });
        attributes.push(("decoding", "async".to_owned()));
        attributes
    }

    /// The address of a file that the page names, and its size if it is an image.
    pub(super) fn file(&self, destination: &str) -> (String, Dimensions) {
        match self.resolve(destination) {
            Some(Reference::Route {
                url, dimensions, ..
            }) => (url.href(&self.snapshot.config.base_path), dimensions),
            _ => (destination.to_owned(), None),
        }
    }
}

/// The attributes for the size of an image, where that is known.
pub(super) fn size_attributes(size: Dimensions) -> Vec<(&'static str, String)> {
    let attributes = |(width, height): (u32, u32)| {
        vec![("width", width.to_string()), ("height", height.to_string())]
    };
    size.map(attributes).unwrap_or_default()
}
