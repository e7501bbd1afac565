//! `lutrin.yaml`: the name of a site, its address, its languages, and its settings.
//!
//! Knows nothing of content; `site` finds out where the entries of the menu lead.

pub mod base_url;
pub mod decks;
pub mod drawings;
pub mod images;
mod languages;
pub mod publishing;
pub mod social_cards;
pub mod speeds;
mod values;

use std::collections::BTreeMap;

use crate::diagnostic::{Checked, Place};
use crate::lang::Lang;
use crate::localized::{Localized, TextLanguage};
use crate::path::SitePath;
use crate::source::Source;
use crate::typography::Profile;
use crate::yaml::{Fields, Node, Yaml};
use base_url::BaseUrl;
use decks::DeckLook;
use drawings::DrawingSettings;
use images::ImageSettings;
pub use languages::Language;
use publishing::Publishing;
use social_cards::SocialCards;
use speeds::Speeds;
use values::{
    read_base_url, read_flag, read_languages, read_menu, read_new_authors, read_publishing,
    read_root_language, read_site_file, read_speeds, read_text, read_theme_name,
    read_words_per_minute, required,
};

/// The name of the file, at the site's root.
pub const FILE: &str = "lutrin.yaml";

/// The configuration of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// The site's name.
    pub title: Localized,
    /// One sentence on it.
    pub description: Option<Localized>,
    /// Scheme and host that the site is built for, without a trailing slash:
    /// `https://example.org`.
    pub origin: String,
    /// The path below that host, without a trailing slash: `""` or `/repo`.
    pub base_path: String,
    /// The address in the file, which texts of the site may write out. A preview is built for
    /// another one.
    pub written_base: BaseUrl,
    /// The languages in the order of the file; never empty.
    pub languages: Vec<Language>,
    /// The language that is served at the root.
    pub root_language: Option<Lang>,
    /// The theme's name.
    pub theme: String,
    /// Where the theme was named, for its diagnostics.
    pub theme_place: Place,
    /// Posts on one page of a listing.
    pub paginate: usize,
    /// The main navigation; `None` when the file does not say.
    pub menu: Option<Vec<MenuEntry>>,
    /// How social cards look; `None` switches them off.
    pub social_cards: Option<SocialCards>,
    /// Feeds, redirects, and the account of the site.
    pub publishing: Publishing,
    /// Who signs what `lutrin new` makes, as front matter writes them, each with its place.
    pub new_authors: Vec<(String, Place)>,
    /// Whether readers can search.
    pub search: bool,
    /// Whether dollars are formulas, on pages that do not say it themselves.
    pub math: bool,
    /// Whether a stale translation says so to its readers.
    pub stale_notice: bool,
    /// The sizes and the quality of images.
    pub images: ImageSettings,
    /// How slides look.
    pub decks: DeckLook,
    /// Which programs draw what is written as text.
    pub drawings: DrawingSettings,
    /// How fast people speak, in words a minute.
    pub words_per_minute: Speeds,
    reading_speed: BTreeMap<Lang, usize>,
}

/// An entry of the main navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuEntry {
    /// The label; without one, the target's own title.
    pub title: Option<Localized>,
    /// A content folder, page or taxonomy (`blog`, `pages/about`, `tags`), or an address of another
    /// site.
    pub target: String,
    /// Where the entry is written.
    pub place: Place,
}

/// What to do instead of a key that says how addresses are made.
const ADDRESSES: &str = "take it out: an address follows from the folder and the `slug` of a page";
/// Keys of other tools, and the names of the same keys here.
const MISNOMERS: &[(&str, &str)] = &[
    ("baseURL", "base_url"),
    ("url", "base_url"),
    ("lang", "languages"),
    ("language", "languages"),
    ("default_language", "root_language"),
    ("paginate_by", "paginate"),
    ("pagination", "paginate"),
    ("nav", "menu"),
    ("feeds", "feed"),
    ("rss", "feed"),
    ("atom", "feed"),
    ("permalink", ADDRESSES),
    ("permalinks", ADDRESSES),
    (
        "params",
        "take it out: templates have strings, in `i18n/<lang>.yaml` of a theme",
    ),
    (
        "plugins",
        "take it out: feeds, site map and metadata are made without any",
    ),
    (
        "taxonomies",
        "take it out: there are `tags`, `series` and `authors`",
    ),
    (
        "author",
        "write the people of the site to `content/people.yaml`",
    ),
];

/// Words a minute that readers of a language read silently: Trauzettel-Klosinski and Dietz,
/// “Standardized Assessment of Reading Performance: the New International Reading Speed Texts
/// `IReST`” (2012).
const READING_SPEEDS: &[(&str, usize)] = &[("en", 228), ("fr", 195)];
/// Their mean over 17 languages.
const READING_SPEED: usize = 184;

impl Config {
    /// Reads the file. `None` when no page could be built with it (no title, no address, a mistake
    /// in the languages); the diagnostics say why. Other mistakes leave the rest of the
    /// configuration as it is, so that one run reports all of them.
    #[must_use]
    pub fn parse(source: &Source) -> Checked<Option<Self>> {
        let mut diagnostics = Vec::new();
        let range = 0..source.text().len();
        let Some(yaml) = Yaml::parse(source, range, &mut diagnostics) else {
            return Checked {
                value: None,
                diagnostics,
            };
        };
        let config = Self::read(source.path(), yaml.root().fields());
        diagnostics.extend(yaml.into_diagnostics());
        Checked {
            value: config,
            diagnostics,
        }
    }

    fn read(path: &SitePath, mut fields: Fields<'_>) -> Option<Self> {
        let languages = read_languages(&mut fields);
        let title = required(&mut fields, "title").and_then(|node| read_text(&node, &languages));
        let url = required(&mut fields, "base_url").and_then(|node| read_base_url(&node));
        let description = fields
            .filled("description")
            .and_then(|node| read_text(&node, &languages));
        let root = fields.filled("root_language");
        let root_language = root
            .as_ref()
            .and_then(|node| read_root_language(node, &languages));
        let misread_root = root.is_some() && root_language.is_none();
        let theme = fields.filled("theme");
        let theme_place = theme
            .as_ref()
            .map_or_else(|| Place::file(path), Node::place);
        let theme = theme
            .and_then(|node| read_theme_name(&node))
            .unwrap_or_else(|| "lutrin".to_owned());
        let paginate = fields
            .filled("paginate")
            .and_then(|node| node.integer(1..=1000))
            .unwrap_or(10);
        let menu = fields.filled("menu").map(|node| read_menu(&node));
        let publishing = read_publishing(&mut fields);
        let new_authors = fields
            .filled("new")
            .map(|node| read_new_authors(&node))
            .unwrap_or_default();
        let search = read_flag(&mut fields, "search").unwrap_or(true);
        let math = read_flag(&mut fields, "math").unwrap_or_default();
        let reading_speed = fields
            .filled("reading_speed")
            .map(|node| read_speeds(&node, &languages))
            .unwrap_or_default();
        let social_cards = fields.filled("social_cards").map_or_else(
            || Some(SocialCards::default()),
            |node| SocialCards::read(&node),
        );
        let stale_notice = read_flag(&mut fields, "stale_notice").unwrap_or_default();
        let images = fields
            .filled("images")
            .map(|node| ImageSettings::read(&node))
            .unwrap_or_default();
        let decks = fields
            .filled("decks")
            .map(|node| DeckLook::read(&node))
            .unwrap_or_default();
        let drawings = fields
            .filled("drawings")
            .map(|node| DrawingSettings::read(&node))
            .unwrap_or_default();
        let words_per_minute = read_words_per_minute(&mut fields, &languages);
        fields.finish(MISNOMERS);
        let written_base = url?;
        (!languages.is_empty() && !misread_root).then_some(())?;
        let mut config = Self {
            title: title?,
            description,
            origin: written_base.origin.clone(),
            base_path: written_base.base_path.clone(),
            written_base,
            languages,
            root_language,
            theme,
            theme_place,
            paginate,
            menu,
            social_cards,
            publishing,
            new_authors,
            search,
            math,
            stale_notice,
            images,
            decks,
            drawings,
            words_per_minute,
            reading_speed,
        };
        config.typeset();
        Some(config)
    }

    /// Builds the site for another address than the one in the file.
    pub fn move_to(&mut self, base: &BaseUrl) {
        self.origin.clone_from(&base.origin);
        self.base_path.clone_from(&base.base_path);
    }

    /// Whether the site is built for another address than the one in the file.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        let written = &self.written_base;
        self.origin != written.origin || self.base_path != written.base_path
    }

    /// Applies the typography of each language to the texts of the configuration.
    fn typeset(&mut self) {
        let languages = self.text_languages();
        let titles = self
            .menu
            .iter_mut()
            .flatten()
            .filter_map(|entry| entry.title.as_mut());
        let texts = std::iter::once(&mut self.title)
            .chain(self.description.as_mut())
            .chain(titles)
            .chain(self.decks.footer.as_mut());
        texts.for_each(|text| text.set(&languages));
    }

    /// How the texts of each language are set, and what stands in for them.
    #[must_use]
    pub fn text_languages(&self) -> Vec<TextLanguage> {
        let languages = self.languages.iter().map(|language| TextLanguage {
            lang: language.code.clone(),
            profile: language.typography,
            stand_ins: self.stand_ins(language).cloned().collect(),
        });
        languages.collect()
    }

    /// The codes of the languages that stand in for one, in order.
    pub fn stand_ins<'c>(&'c self, language: &'c Language) -> impl Iterator<Item = &'c Lang> {
        let ranks = language.stand_ins.iter();
        ranks.map(|rank| &self.languages[*rank].code)
    }

    /// The typography of a language.
    #[must_use]
    pub fn typography(&self, lang: &Lang) -> Profile {
        let known = self
            .languages
            .iter()
            .find(|language| language.code == *lang);
        known.map_or_else(Profile::default, |language| language.typography)
    }

    /// The configuration to go on with before any could be read.
    #[must_use]
    pub fn placeholder() -> Self {
        Self {
            title: Localized::default(),
            description: None,
            origin: "http://localhost".to_owned(),
            base_path: String::new(),
            written_base: BaseUrl::default(),
            languages: vec![Language {
                code: Lang::new("en"),
                name: "English".to_owned(),
                typography: Profile::English,
                stand_ins: Vec::new(),
            }],
            root_language: Some(Lang::new("en")),
            theme: "lutrin".to_owned(),
            theme_place: Place::file(&SitePath::new(FILE)),
            paginate: 10,
            menu: None,
            social_cards: Some(SocialCards::default()),
            publishing: Publishing::default(),
            new_authors: Vec::new(),
            search: true,
            math: false,
            stale_notice: false,
            images: ImageSettings::default(),
            decks: DeckLook::default(),
            drawings: DrawingSettings::default(),
            words_per_minute: Speeds::default(),
            reading_speed: BTreeMap::new(),
        }
    }

    /// The codes of the languages, in order.
    pub fn codes(&self) -> impl Iterator<Item = &Lang> {
        self.languages.iter().map(|language| &language.code)
    }

    /// Where a language stands in the order of the file.
    #[must_use]
    pub fn rank(&self, lang: &Lang) -> Option<usize> {
        self.languages
            .iter()
            .position(|language| language.code == *lang)
    }

    /// What every address of a language begins with: `/` or `/en/`. Only
    /// [`crate::site::addresses`] needs to know it.
    #[must_use]
    pub fn address_prefix(&self, lang: &Lang) -> String {
        if self.root_language.as_ref() == Some(lang) {
            "/".to_owned()
        } else {
            format!("/{lang}/")
        }
    }

    /// The rank of the language that an address within the site belongs to, if it belongs to one.
    #[must_use]
    pub fn language_at(&self, url: &str) -> Option<usize> {
        let prefixes = self.codes().map(|code| self.address_prefix(code));
        prefixes
            .enumerate()
            .filter(|(_, prefix)| url.starts_with(prefix.as_str()))
            .max_by_key(|(_, prefix)| prefix.len())
            .map(|(language, _)| language)
    }

    /// Words a minute of a silent reader.
    #[must_use]
    pub fn reading_speed(&self, lang: &Lang) -> usize {
        let measured = || {
            READING_SPEEDS
                .iter()
                .find(|(code, _)| *code == lang.as_str())
                .map(|&(_, speed)| speed)
        };
        self.reading_speed
            .get(lang)
            .copied()
            .or_else(measured)
            .unwrap_or(READING_SPEED)
    }
}
