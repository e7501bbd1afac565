//! What a deck shows beside its slides: its look, its talk and its speakers.

use tera::Value;

use super::ShownDeck;
use crate::config::decks::Transition;
use crate::front_matter::talk::Delivery;
use crate::references::{self, Reference};
use crate::render::common::summaries::{delivery, people};
use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::{addresses, decks, talks};

impl ShownDeck<'_> {
    /// The look of the deck, its talk and its speakers.
    pub(super) fn facts(&self) -> Value {
        let (snapshot, page) = (self.snapshot, self.page);
        let look = &snapshot.config.decks;
        let (width, height) = self.matter.aspect.ratio();
        let lang = &page.document.path.lang;
        let footer = self.matter.footer_in(lang, look);
        let site_file = |file| {
            snapshot
                .site
                .assets
                .get(file)
                .map(|(url, size)| (url.href(&snapshot.config.base_path), *size))
        };
        let css = look
            .css
            .as_ref()
            .and_then(|(file, _)| Some(site_file(file)?.0));
        let deck_css = self
            .matter
            .css
            .as_ref()
            .and_then(|css| self.href(&css.value));
        let logo = look
            .logo
            .as_ref()
            .and_then(|logo| Some((logo, site_file(&logo.file)?)));
        map! {
            "look" => self.matter.look_in(look).name(),
            "scheme" => self.matter.scheme_in(look).name(),
            "aspect" => format!("{width}-{height}"),
            "footer" => text_or_none(footer),
            "styles" => list(css.into_iter().chain(deck_css).map(Value::from)),
            "logo" => logo.map_or_else(Value::none, |(logo, (url, size))| map! {
                "url" => url,
                "alt" => logo.alt.as_str(),
                "width" => size.map_or_else(Value::none, |(width, _)| number(width as usize)),
                "height" => size.map_or_else(Value::none, |(_, height)| number(height as usize)),
            }),
            "talk" => self.talk(),
            "variant" => text_or_none(self.variant),
            "has_motion" => self.has_motion(),
            "clock" => addresses::clock(&addresses::slides(&page.url, self.variant)).href(&snapshot.config.base_path),
            "has_stand" => self.is_stand(),
            "has_choices" => self.has_choices(),
        }
    }

    /// Whether any of its slides comes with a movement.
    fn has_motion(&self) -> bool {
        let mut slides = self.deck.in_variant(self.variant);
        slides.any(|at| self.transition(&self.deck.slides[at]) != Transition::None)
    }

    /// Whether its speaker has to choose: among several who speak, or among several lengths.
    fn has_choices(&self) -> bool {
        let talk = decks::talk_page(&self.snapshot.site, self.page);
        talk.is_some_and(|talk| talk.speakers.len() > 1)
            || !decks::variants(&self.page.document).is_empty()
    }

    fn href(&self, destination: &str) -> Option<String> {
        let base = &self.snapshot.config.base_path;
        match references::resolve_from(&self.snapshot.site, &self.page.document.path, destination)
            .ok()?
        {
            Reference::Route { url, rest, .. } => Some(format!("{}{rest}", url.href(base))),
            _ => None,
        }
    }

    /// The talk that the slides belong to: who speaks, and where it is given next or was given
    /// last.
    fn talk(&self) -> Value {
        let (snapshot, language) = (self.snapshot, self.page.language);
        let site = &snapshot.site;
        let Some(talk) = decks::talk_page(site, self.page) else {
            return Value::none();
        };
        let facts = talks::facts(site, talk.group, language);
        let given = self.delivery(&facts.deliveries);
        map! {
            "title" => talk.document.front_matter.title.as_str(),
            "url" => talk.url.href(&snapshot.config.base_path),
            "lang" => talk.document.path.lang.as_str(),
            "foreign" => talk.language != language,
            "speakers" => people::speakers(snapshot, talk, language),
            "delivery" => given.map_or_else(Value::none, |given| delivery::value(snapshot, talk, given, language)),
        }
    }

    /// The next delivery in this language, else the last one; one of no language is one of any. One
    /// at an event that was called off is none.
    fn delivery<'d>(&self, deliveries: &'d [Delivery]) -> Option<&'d Delivery> {
        let lang = &self.page.document.path.lang;
        let fits = |given: &&Delivery| {
            let is_in_language = given.language.as_ref().is_none_or(|given| given == lang);
            is_in_language && delivery::takes_place(self.snapshot, given)
        };
        // The newest comes first.
        let next = deliveries
            .iter()
            .rev()
            .filter(fits)
            .find(|given| delivery::is_upcoming(self.snapshot, given));
        next.or_else(|| deliveries.iter().find(fits))
    }
}
