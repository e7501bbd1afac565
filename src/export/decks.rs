//! Which decks can be exported, in which forms, and what the files are called.

use std::collections::BTreeMap;

use super::{Made, Stage};
use crate::content_path::ContentPath;
use crate::diagnostic::Diagnostic;
use crate::front_matter::deck::Aspect;
use crate::path::UrlPath;
use crate::render::{self, Original};
use crate::site::addresses;
use crate::site::{Page, PageId, decks};

/// What a deck can be made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// On paper, a slide a page.
    Pdf,
    /// On paper, every slide with its speaker notes.
    Handout,
    /// One HTML file with everything in it.
    SingleFile {
        /// Whether the speaker notes are part of everything.
        notes: bool,
    },
    /// One HTML file that its speaker looks at.
    Presenter,
    /// A picture of each slide.
    Pictures {
        /// How wide, in pixels.
        width: u32,
    },
}

impl Form {
    /// Whether a browser makes it.
    #[must_use]
    pub fn needs_browser(self) -> bool {
        !matches!(self, Self::SingleFile { .. } | Self::Presenter)
    }

    /// Whether speaker notes are in it, which not everybody should read.
    #[must_use]
    pub fn has_notes(self) -> bool {
        matches!(
            self,
            Self::Handout | Self::Presenter | Self::SingleFile { notes: true }
        )
    }

    /// What is added to a name, and what it ends with.
    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Pdf => ("", ".pdf"),
            Self::Handout => ("-handout", ".pdf"),
            Self::SingleFile { notes: false } => ("", ".html"),
            Self::SingleFile { notes: true } => ("-notes", ".html"),
            Self::Presenter => ("-presenter", ".html"),
            Self::Pictures { .. } => ("", ""),
        }
    }
}

/// A deck in a language, or a variant of it.
#[derive(Debug, Clone)]
pub struct Exported<'s> {
    /// Its number among the pages of the site.
    pub id: PageId,
    /// Its page.
    pub page: &'s Page,
    /// The variant; `None` for the whole deck.
    pub variant: Option<&'s str>,
    /// Its address.
    pub url: UrlPath,
}

impl<'s> Exported<'s> {
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
        let variant = self.variants().into_iter().find(|own| *own == name)?;
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

    /// Whether it has speaker notes.
    #[must_use]
    pub fn has_notes(&self) -> bool {
        let slides = self.page.document.deck.iter().flat_map(|deck| &deck.slides);
        slides
            .filter(|slide| slide.is_in(self.variant))
            .any(|slide| slide.notes_words > 0)
    }

    /// The address of its presenter view.
    #[must_use]
    pub fn presenter_url(&self) -> UrlPath {
        addresses::presenter(&self.url)
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

    /// What a file of it is called: `first-talk-short.en.pdf`. `has_lang` where there could be
    /// another language's.
    #[must_use]
    pub fn file_name(&self, form: Form, has_lang: bool) -> String {
        let ContentPath { lang, .. } = &self.page.document.path;
        let folder = self.page.document.path.bundle().unwrap_or("deck");
        let variant = self
            .variant
            .map(|variant| format!("-{variant}"))
            .unwrap_or_default();
        let lang = if has_lang {
            format!(".{lang}")
        } else {
            String::new()
        };
        let (addition, ending) = form.name();
        format!("{folder}{variant}{addition}{lang}{ending}")
    }
}

impl<'s> Stage<'s> {
    /// The decks of a talk, whole, by language.
    #[must_use]
    pub fn decks(&self, folder: &str) -> Vec<Exported<'s>> {
        let site = &self.snapshot.site;
        let pages = decks::of_talk(site, folder).into_iter().flatten();
        pages.map(|id| Exported::whole(id, site.page(id))).collect()
    }

    /// Every deck of the site, with its variants.
    #[must_use]
    pub fn all_decks(&self) -> Vec<Exported<'s>> {
        let site = &self.snapshot.site;
        let decks = site
            .talks
            .decks
            .values()
            .flat_map(|group| &site.groups[*group].pages)
            .flatten();
        let with_variants = |deck: Exported<'s>| {
            let variants = deck
                .variants()
                .into_iter()
                .filter_map(|name| deck.variant(name))
                .collect::<Vec<_>>();
            std::iter::once(deck).chain(variants)
        };
        decks
            .map(|id| Exported::whole(*id, site.page(*id)))
            .flat_map(with_variants)
            .collect()
    }

    /// What is wrong with the pages that a deck is made from.
    #[must_use]
    pub fn check(&self, deck: &Exported<'_>, forms: &[Form]) -> Vec<Diagnostic> {
        let handout = forms.contains(&Form::Handout).then(|| deck.handout_url());
        let presenter = forms
            .contains(&Form::Presenter)
            .then(|| deck.presenter_url());
        let urls = std::iter::once(deck.url.clone())
            .chain(handout)
            .chain(presenter);
        urls.filter_map(|url| render::render(self.snapshot, &url))
            .flat_map(|output| output.diagnostics)
            .collect()
    }

    /// A deck, or its presenter view, as one file, and the addresses of what had to be left out.
    /// What is written beside it, in these forms of these decks, is linked.
    #[must_use]
    pub fn single_file(
        &self,
        deck: &Exported<'_>,
        form: Form,
        forms: &[Form],
        decks: &[Exported<'_>],
    ) -> (Made, Vec<String>) {
        let url = if form == Form::Presenter {
            deck.presenter_url()
        } else {
            deck.url.clone()
        };
        let html = self.html(deck, form);
        let file = render::single_file(&Original {
            html: &html,
            url: &self.whole(&url),
            origin: &self.snapshot.config.origin,
            beside: &self.beside(forms, decks),
            part: &|address| self.part(address),
        });
        (
            Made {
                name: String::new(),
                bytes: file.html.into_bytes(),
            },
            file.missing,
        )
    }

    /// The names of the single files that are written together, by the whole addresses of their
    /// pages.
    fn beside(&self, forms: &[Form], decks: &[Exported<'_>]) -> BTreeMap<String, String> {
        let has_lang = self.snapshot.config.languages.len() > 1;
        let files = decks
            .iter()
            .flat_map(|deck| forms.iter().map(move |form| (deck, *form)));
        let files = files.filter_map(|(deck, form)| {
            let url = match form {
                Form::SingleFile { .. } => deck.url.clone(),
                Form::Presenter => deck.presenter_url(),
                Form::Pdf | Form::Handout | Form::Pictures { .. } => return None,
            };
            Some((self.whole(&url), deck.file_name(form, has_lang)))
        });
        files.collect()
    }

    /// The page of a deck. One that cannot be rendered has been told of before.
    fn html(&self, deck: &Exported<'_>, form: Form) -> String {
        let at = |variant: &str| deck.variants().iter().position(|own| *own == variant);
        let page = |url: &UrlPath| {
            self.part(&self.whole(url))
                .map(|part| part.bytes)
                .unwrap_or_default()
        };
        let bytes = match form {
            Form::SingleFile { notes: true } => {
                render::deck_with_notes(self.snapshot, deck.id, deck.variant.and_then(at))
                    .unwrap_or_default()
            }
            Form::Presenter => page(&deck.presenter_url()),
            _ => page(&deck.url),
        };
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
