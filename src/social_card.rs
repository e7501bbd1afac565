//! Social cards: the picture that a page is shared with, of the size that networks ask for.
//!
//! A card is text on paper, so it is drawn as SVG and painted once; its address is the hash of all
//! that it shows. Knows what a card says and how it looks, and nothing of pages.

mod fonts;
mod layout;
mod picture;

use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::cache::{Cache, Key};
use crate::path::UrlPath;
use crate::site::addresses;

pub use fonts::Fonts;

/// Width and height in pixels: 1.91 to 1, what networks show uncut.
pub const SIZE: (u16, u16) = (1200, 630);

/// Changes whenever the same card would give other bytes.
const VERSION: &str = "social-card-2";

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// The page's title.
    pub title: String,
    /// The section that it stands in, or what kind of page it is.
    pub section: Option<String>,
    /// Who signs it.
    pub authors: Option<String>,
    /// Its date, as its language writes it.
    pub date: Option<String>,
    /// The site's name.
    pub site: String,
    /// Whether its language is written from right to left.
    pub right_to_left: bool,
}

/// The colours of a card, as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colours {
    /// The ground.
    pub paper: String,
    /// The title.
    pub ink: String,
    /// The section, the lamp and the bar.
    pub accent: String,
}

/// Those of the default theme in the light.
impl Default for Colours {
    fn default() -> Self {
        Self {
            paper: "#fdfbf7".to_owned(),
            ink: "#1c1916".to_owned(),
            accent: "#7d3a00".to_owned(),
        }
    }
}

/// The faces in the binary, read when the first card is painted.
static EMBEDDED: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// Paints cards, each once.
pub struct Painter {
    /// The font of the site; without one, the embedded faces are used.
    fonts: Option<Fonts>,
    colours: Colours,
    cache: Arc<dyn Cache>,
}

impl fmt::Debug for Painter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Painter")
            .field("colours", &self.colours)
            .finish_non_exhaustive()
    }
}

impl Painter {
    /// A painter that keeps its results in a cache.
    #[must_use]
    pub fn new(fonts: Option<Fonts>, colours: Colours, cache: Arc<dyn Cache>) -> Self {
        Self {
            fonts,
            colours,
            cache,
        }
    }

    /// The address of a card; another card has another one.
    #[must_use]
    pub fn address(&self, card: &Card) -> UrlPath {
        addresses::social_card(&self.key(card).hex())
    }

    /// Whether an address may be that of a card.
    #[must_use]
    pub fn is_card(url: &UrlPath) -> bool {
        addresses::is_social_card(url)
    }

    /// The letters of a title that no font has.
    #[must_use]
    pub fn missing(&self, title: &str) -> Vec<char> {
        fonts::rare(title)
            .next()
            .map(|_| self.fonts().missing(title))
            .unwrap_or_default()
    }

    fn fonts(&self) -> &Fonts {
        self.fonts.as_ref().unwrap_or_else(|| &EMBEDDED)
    }

    /// The card as PNG.
    #[must_use]
    pub fn paint(&self, card: &Card) -> Vec<u8> {
        let key = self.key(card);
        self.cache.get_blob(key).unwrap_or_else(|| {
            let png = picture::png(
                &layout::svg(card, &self.colours, self.fonts()),
                self.fonts(),
            );
            self.cache.put_blob(key, &png);
            png
        })
    }

    fn key(&self, card: &Card) -> Key {
        let Card {
            title,
            section,
            authors,
            date,
            site,
            right_to_left,
        } = card;
        let Colours { paper, ink, accent } = &self.colours;
        let direction = [u8::from(*right_to_left)];
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let optional = [text(section), text(authors), text(date)];
        let parts = [title, site, paper, ink, accent]
            .into_iter()
            .chain(&optional)
            .map(String::as_bytes);
        let parts: Vec<&[u8]> = parts
            .chain([&direction[..], self.fonts.as_ref().map_or(&[], Fonts::hash)])
            .collect();
        Key::new(VERSION, &parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::MemoryCache;

    fn painter() -> Painter {
        Painter::new(None, Colours::default(), Arc::new(MemoryCache::default()))
    }

    fn card(title: &str) -> Card {
        Card {
            title: title.to_owned(),
            site: "Site".to_owned(),
            ..Card::default()
        }
    }

    #[test]
    fn what_a_card_says_is_its_address() {
        let painter = painter();
        let plain = card("Title");
        let dated = Card {
            date: Some("1 May 2026".to_owned()),
            ..plain.clone()
        };
        let signed = Card {
            authors: dated.date.clone(),
            ..plain.clone()
        };
        let addresses: std::collections::BTreeSet<String> = [&plain, &dated, &signed]
            .iter()
            .map(|card| painter.address(card).to_string())
            .collect();
        assert_eq!(addresses.len(), 3);
        assert_eq!(painter.address(&plain), painter.address(&plain.clone()));
    }

    #[test]
    fn cards_are_pictures_of_the_promised_size_and_always_the_same() {
        let (first, second) = (
            painter().paint(&card("Une première fois")),
            painter().paint(&card("Une première fois")),
        );
        assert_eq!(first, second);
        let size = imagesize::blob_size(&first).unwrap();
        assert_eq!((size.width, size.height), (1200, 630));
        assert!(first.len() < 60_000, "{} bytes", first.len());
    }

    #[test]
    fn hard_titles_are_painted_too() {
        let long = "Pourquoi nous avons réécrit tout le moteur de rendu en une semaine ".repeat(12);
        for title in [
            "",
            "<&\">",
            &long,
            &"m".repeat(400),
            "שלום עולם",
            "\u{1}\u{fffe}",
            "日本語",
        ] {
            assert!(!painter().paint(&card(title)).is_empty(), "{title}");
        }
    }

    #[test]
    fn letters_without_a_glyph_are_known() {
        let painter = painter();
        assert_eq!(
            painter.missing("Été à Αθήνα, Київ, Հայ, שלום, العربية 🎤"),
            Vec::<char>::new()
        );
        assert_eq!(painter.missing("日本 a 日"), ['日', '本']);
    }
}
