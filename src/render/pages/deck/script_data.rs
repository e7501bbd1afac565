//! What the script of a deck reads.

use serde_json::{Map as JsonMap, Value as Json, json};

use super::{ShownDeck, View, presenter};
use crate::deck::pairs;
use crate::path::UrlPath;
use crate::render::common::relative;
use crate::site::addresses;
use crate::site::decks;

/// What the theme's strings for the script begin with.
const STRINGS: &str = "deck_ui_";
/// What those begin with that are for slides that come by themselves.
const STAND_STRINGS: &str = "stand_ui_";
/// The part of the script for pointer, pen and zoom, which loads when somebody asks for it.
const TOOLS: &str = "js/deck-tools.js";

impl ShownDeck<'_> {
    /// What the script reads.
    pub(super) fn data(&self, url: &UrlPath) -> Json {
        let snapshot = self.snapshot;
        let lang = &self.page.document.path.lang;
        let ids = self
            .deck
            .in_variant(self.variant)
            .map(|at| self.deck.slides[at].id.as_str());
        let mut strings = self.strings(STRINGS);
        let more = if self.view == View::Presenter {
            presenter::data(self, url, &mut strings)
        } else {
            JsonMap::new()
        };
        let tools = snapshot.theme.assets.get(TOOLS);
        let mut data = json!({
            "deck": self.page.document.path.bundle(),
            "variant": self.variant,
            "lang": lang.as_str(),
            "title": self.page.document.front_matter.title,
            "slides": ids.collect::<Vec<_>>(),
            "languages": self.languages(url),
            "presenter": Json::Null,
            "tools": tools.map(|script| relative::to(url, &script.url)),
            "strings": strings,
        });
        if let Some(data) = data.as_object_mut() {
            data.extend(self.stand().map(|stand| ("stand".to_owned(), stand)));
            data.extend(more);
        }
        data
    }

    /// Whether slides go on by themselves, or round.
    pub(super) fn is_stand(&self) -> bool {
        let mut slides = self.deck.in_variant(self.variant);
        self.matter.loops || slides.any(|at| self.autoslide(&self.deck.slides[at]) > 0)
    }

    /// How slides go on by themselves: the seconds of each of them, 0 where it waits, and whether the
    /// first comes after the last. `None` where nothing does, and in the view of a speaker, who leads.
    fn stand(&self) -> Option<Json> {
        let is_shown = matches!(self.view, View::Public | View::WithNotes);
        if !is_shown || !self.is_stand() {
            return None;
        }
        let slides = self.deck.in_variant(self.variant);
        let times = slides.map(|at| self.autoslide(&self.deck.slides[at]));
        Some(json!({
            "times": times.collect::<Vec<_>>(),
            "loop": self.matter.loops,
            "strings": self.strings(STAND_STRINGS),
        }))
    }

    /// The theme's strings that begin so, without their beginning.
    pub(super) fn strings(&self, start: &str) -> JsonMap<String, Json> {
        let lang = &self.page.document.path.lang;
        let strings = self.snapshot.theme.strings.beginning_with(lang, start);
        strings
            .map(|(key, text)| (key.to_owned(), text.into()))
            .collect()
    }

    /// The same deck in other languages, with the slide that answers each of these.
    fn languages(&self, url: &UrlPath) -> Vec<Json> {
        let snapshot = self.snapshot;
        let group = &snapshot.site.groups[self.page.group].pages;
        let others = group.iter().flatten().map(|id| snapshot.site.page(*id));
        let others = others.filter(|other| other.language != self.page.language);
        let decks = others.filter_map(|other| {
            let deck = decks::deck(other)?;
            let has_variant = self
                .variant
                .is_none_or(|name| decks::variants(&other.document).contains(&name));
            let variant = self.variant.filter(|_| has_variant);
            let slides = addresses::slides(&other.url, variant);
            let there = if self.view == View::Presenter {
                addresses::presenter(&slides)
            } else {
                slides
            };
            let pairs = pairs::pairs(self.deck, deck);
            let answers = self.deck.in_variant(self.variant).map(|at| {
                let slide = &deck.slides[pairs[at]?];
                slide.is_in(variant).then_some(slide.id.as_str())
            });
            let language = &snapshot.config.languages[other.language];
            Some(json!({
                "lang": language.code.as_str(),
                "name": language.name,
                "url": relative::to(url, &there),
                "slides": answers.collect::<Vec<_>>(),
            }))
        });
        decks.collect()
    }
}
