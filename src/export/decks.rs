//! The decks of a site, as they can be exported. Knows nothing of formats.

use super::SitePages;
use crate::front_matter::deck::Aspect;
use crate::path::UrlPath;
use crate::site::{Page, PageId, addresses, decks};

/// A deck in a language, or a variant of it.
#[derive(Debug, Clone)]
pub struct ExportedDeck<'s> {
    /// Its number among the pages of the site.
    pub id: PageId,
    /// Its page.
    pub page: &'s Page,
    /// The variant; `None` for the whole deck.
    pub variant: Option<&'s str>,
    /// Its address.
    pub url: UrlPath,
}

impl<'s> ExportedDeck<'s> {
    fn whole(id: PageId, page: &'s Page) -> Self {
        Self {
            id,
            page,
            variant: None,
            url: page.url.clone(),
        }
    }

    /// The names of its variants.
    #[must_use]
    pub fn variants(&self) -> Vec<&'s str> {
        decks::variants(&self.page.document)
    }

    /// The variant of a name.
    #[must_use]
    pub fn variant(&self, name: &str) -> Option<Self> {
        let variants = self.variants();
        let variant = variants.into_iter().find(|variant| *variant == name)?;
        Some(Self {
            variant: Some(variant),
            url: addresses::slides(&self.page.url, Some(variant)),
            ..self.clone()
        })
    }

    /// The address of its handout.
    #[must_use]
    pub fn handout_url(&self) -> UrlPath {
        addresses::handout(&self.url)
    }

    /// The address of its presenter view.
    #[must_use]
    pub fn presenter_url(&self) -> UrlPath {
        addresses::presenter(&self.url)
    }

    /// Whether it has speaker notes.
    #[must_use]
    pub fn has_notes(&self) -> bool {
        let slides = self.page.document.deck.iter().flat_map(|deck| &deck.slides);
        slides
            .filter(|slide| slide.is_in(self.variant))
            .any(|slide| slide.notes_words > 0)
    }

    /// Width and height of a slide, in small whole numbers.
    #[must_use]
    pub fn ratio(&self) -> (u32, u32) {
        self.page
            .document
            .front_matter
            .deck
            .as_ref()
            .map_or_else(Aspect::default, |deck| deck.aspect)
            .ratio()
    }
}

impl<'s> SitePages<'s> {
    /// The decks of a talk, whole, by language.
    #[must_use]
    pub fn decks(&self, folder: &str) -> Vec<ExportedDeck<'s>> {
        let site = &self.snapshot.site;
        let pages = decks::of_talk(site, folder).into_iter().flatten();
        pages
            .map(|id| ExportedDeck::whole(id, site.page(id)))
            .collect()
    }

    /// Every deck of the site, with its variants.
    #[must_use]
    pub fn all_decks(&self) -> Vec<ExportedDeck<'s>> {
        let site = &self.snapshot.site;
        let decks = site
            .talks
            .decks
            .values()
            .flat_map(|group| &site.groups[*group].pages)
            .flatten();
        let with_variants = |deck: ExportedDeck<'s>| {
            let variants = deck
                .variants()
                .into_iter()
                .filter_map(|name| deck.variant(name))
                .collect::<Vec<_>>();
            std::iter::once(deck).chain(variants)
        };
        decks
            .map(|id| ExportedDeck::whole(*id, site.page(*id)))
            .flat_map(with_variants)
            .collect()
    }
}
