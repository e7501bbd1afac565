//! The page of a deck: a document first, slide by slide, with what its script needs to present it.
//!
//! Speaker notes are in it only where the deck's front matter publishes them.

mod presenter;

use std::ops::Range;

use serde_json::{Map as JsonMap, Value as Json, json};
use tera::Value;

use crate::deck::{Deck, pairs};
use crate::front_matter::deck::DeckMatter;
use crate::front_matter::talk::Delivery;
use crate::markdown::{Background, Body, Layout, Slide};
use crate::path::{UrlPath, encode_path};
use crate::references::{self, Reference};
use crate::render::common::alternates::absolute;
use crate::render::common::body::embeds;
use crate::render::common::page::{Head, Rendered, Translation, context};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::render::common::{body, delivery, relative};
use crate::render::pages::session;
use crate::site::{Page, PageId, decks, talks};
use crate::snapshot::Snapshot;

/// What the theme's strings for the script begin with.
const SCRIPT_STRINGS: &str = "deck_ui_";

/// Who a deck is shown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Everybody: speaker notes are in it only where the deck publishes them.
    Public,
    /// The speakers: notes are always in it.
    WithNotes,
    /// The same on paper, each slide with its notes.
    Handout,
    /// What speakers look at while they present.
    Presenter,
}

/// The page of a deck, or of one of its variants (by its place among them).
pub(crate) fn render(
    snapshot: &Snapshot,
    id: PageId,
    variant: Option<usize>,
    view: View,
) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let (Some(deck), Some(matter)) = (&document.deck, &document.front_matter.deck) else {
        return Ok(Vec::new());
    };
    let variant = variant
        .and_then(|at| matter.variants.get(at))
        .map(|variant| variant.name.value.as_str());
    let url = variant.map_or_else(
        || page.url.clone(),
        |variant| decks::variant_url(page, variant),
    );
    let (url, template) = match view {
        View::Public | View::WithNotes => (url, "deck.html"),
        View::Handout => (decks::handout_url(&url), "deck-handout.html"),
        View::Presenter => (decks::presenter_url(&url), "deck-presenter.html"),
    };
    let original = variant.map(|_| absolute(snapshot, &page.url));
    let whole = Head::of_document(snapshot, "deck", id);
    let translations = whole.translations.into_iter().enumerate();
    let translations = translations
        .map(|(language, whole)| of_variant(snapshot, id, language, variant, whole))
        .collect();
    let head = Head {
        url: &url,
        canonical: original.as_deref().or(whole.canonical),
        translations,
        ..whole
    };
    let notes = matter.publish_notes || view != View::Public;
    let show = Show {
        snapshot,
        page,
        deck,
        matter,
        variant,
        view,
        notes,
    };
    let mut context = context(snapshot, &head);
    context.insert_value("uses", embeds::uses(Some(document)));
    context.insert_value("deck", show.facts());
    context.insert_value("slides", show.slides()?);
    context.insert_value(
        "data",
        safe(&show.data(&url).to_string().replace('<', "\\u003c")),
    );
    let html = snapshot.theme.render(template, &context)?;
    // A deck is opened from a folder, too, where there is no root.
    Ok(relative::from(&html, &url, &snapshot.config.base_path))
}

/// The same variant in another language, where it is there, too; else what the whole deck has
/// there.
fn of_variant(
    snapshot: &Snapshot,
    id: PageId,
    language: usize,
    variant: Option<&str>,
    whole: Translation,
) -> Translation {
    let own = variant
        .zip(snapshot.site.translation(id, language))
        .and_then(|(name, there)| {
            let page = snapshot.site.page(there);
            decks::variants(&page.document)
                .contains(&name)
                .then(|| decks::variant_url(page, name))
        });
    Translation {
        url: own.unwrap_or(whole.url),
        missing: whole.missing,
    }
}

/// A deck as it is shown.
struct Show<'s> {
    snapshot: &'s Snapshot,
    page: &'s Page,
    deck: &'s Deck,
    matter: &'s DeckMatter,
    variant: Option<&'s str>,
    view: View,
    /// Whether the speaker notes are shown.
    notes: bool,
}

impl Show<'_> {
    /// The look of the deck, its talk and its speakers.
    fn facts(&self) -> Value {
        let (snapshot, page) = (self.snapshot, self.page);
        let look = &snapshot.config.decks;
        let scheme = self.matter.scheme.unwrap_or(look.scheme);
        let (width, height) = self.matter.aspect.ratio();
        let lang = &page.document.path.lang;
        let footer = self
            .matter
            .footer
            .as_deref()
            .or_else(|| look.footer.as_ref().map(|footer| footer.get(lang)));
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
        let own_css = self
            .matter
            .css
            .as_ref()
            .and_then(|css| self.href(&css.value));
        let logo = look
            .logo
            .as_ref()
            .and_then(|logo| Some((logo, site_file(&logo.file)?)));
        map! {
            "scheme" => scheme.name(),
            "aspect" => format!("{width}-{height}"),
            "footer" => text_or_none(footer),
            "styles" => list(css.into_iter().chain(own_css).map(Value::from)),
            "logo" => logo.map_or_else(Value::none, |(logo, (url, size))| map! {
                "url" => url,
                "alt" => logo.alt.as_str(),
                "width" => size.map_or_else(Value::none, |(width, _)| number(width as usize)),
                "height" => size.map_or_else(Value::none, |(_, height)| number(height as usize)),
            }),
            "talk" => self.talk(),
            "variant" => text_or_none(self.variant),
        }
    }

    fn href(&self, destination: &str) -> Option<String> {
        let base = &self.snapshot.config.base_path;
        match references::resolve_from(
            &self.snapshot.site,
            &self.page.document.path,
            base,
            destination,
        )
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
            "speakers" => session::speakers(snapshot, talk, language),
            "delivery" => given.map_or_else(Value::none, |given| delivery::value(snapshot, talk, given, language)),
        }
    }

    /// The next delivery in this language, else the last one; one of no language is one of any.
    fn delivery<'d>(&self, deliveries: &'d [Delivery]) -> Option<&'d Delivery> {
        let lang = &self.page.document.path.lang;
        let own = |given: &&Delivery| given.language.as_ref().is_none_or(|given| given == lang);
        // The newest comes first.
        let next = deliveries
            .iter()
            .rev()
            .filter(own)
            .find(|given| delivery::is_upcoming(self.snapshot, given));
        next.or_else(|| deliveries.iter().find(own))
    }

    /// The slides of the variant, each with its HTML.
    fn slides(&self) -> Result<Value, Box<crate::diagnostic::Diagnostic>> {
        let mut part = 0;
        let mut slides = Vec::new();
        for (number_of, at) in self.deck.in_variant(self.variant).enumerate() {
            let slide = &self.deck.slides[at];
            part += usize::from(slide.begins_part() && number_of > 0);
            let document = &self.page.document;
            let notes = if self.notes {
                self.part(&self.deck.notes, &slide.notes)?
            } else {
                String::new()
            };
            slides.push(map! {
                "id" => slide.id.as_str(),
                "href" => format!("#{}", encode_path(&slide.id)),
                "class" => classes(slide),
                "layout" => slide.layout.name(),
                "is_title" => slide.layout == Layout::Title,
                "title" => text_or_none(slide.title.as_deref()),
                "number" => number(number_of + 1),
                "part" => number(part),
                "steps" => number(slide.steps),
                "backdrop" => safe(&self.part(&document.body, &slide.backdrop)?),
                "content" => safe(&self.part(&document.body, &slide.html)?),
                "notes" => safe(&notes),
            });
        }
        Ok(list(slides))
    }

    fn part(&self, body: &Body, range: &Range<usize>) -> body::Html {
        body::fill_part(self.snapshot, &self.page.document, body, range.clone())
    }

    /// What the script reads.
    fn data(&self, url: &UrlPath) -> Json {
        let snapshot = self.snapshot;
        let lang = &self.page.document.path.lang;
        let ids = self
            .deck
            .in_variant(self.variant)
            .map(|at| self.deck.slides[at].id.as_str());
        let strings = snapshot.theme.strings.beginning_with(lang, SCRIPT_STRINGS);
        let mut strings: JsonMap<String, Json> = strings
            .map(|(key, text)| (key.to_owned(), text.into()))
            .collect();
        let more = if self.view == View::Presenter {
            presenter::data(self, url, &mut strings)
        } else {
            JsonMap::new()
        };
        let mut data = json!({
            "deck": self.page.document.path.bundle(),
            "variant": self.variant,
            "lang": lang.as_str(),
            "title": self.page.document.front_matter.title,
            "slides": ids.collect::<Vec<_>>(),
            "languages": self.languages(url),
            "presenter": Json::Null,
            "strings": strings,
        });
        if let Some(data) = data.as_object_mut() {
            data.extend(more);
        }
        data
    }

    /// The same deck in other languages, with the slide that answers each of these.
    fn languages(&self, url: &UrlPath) -> Vec<Json> {
        let snapshot = self.snapshot;
        let group = &snapshot.site.groups[self.page.group].pages;
        let others = group.iter().flatten().map(|id| snapshot.site.page(*id));
        let others = others.filter(|other| other.language != self.page.language);
        let told = others.filter_map(|other| {
            let deck = decks::deck(other)?;
            let has_variant = self
                .variant
                .is_none_or(|name| decks::variants(&other.document).contains(&name));
            let variant = self.variant.filter(|_| has_variant);
            let there =
                variant.map_or_else(|| other.url.clone(), |name| decks::variant_url(other, name));
            let there = if self.view == View::Presenter {
                decks::presenter_url(&there)
            } else {
                there
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
        told.collect()
    }
}

/// The classes of a slide: its layout, what it stands on, and its author's own.
fn classes(slide: &Slide) -> String {
    let mut classes = vec![
        "slide".to_owned(),
        format!("layout-{}", slide.layout.name()),
    ];
    let own = slide
        .classes
        .iter()
        .filter(|class| Layout::of_class(class).is_none());
    match &slide.background {
        Some(Background::Colour(colour)) => {
            classes.push("has-background".to_owned());
            classes.push(
                if is_dark(*colour) {
                    "on-dark"
                } else {
                    "on-light"
                }
                .to_owned(),
            );
        }
        Some(Background::Picture { side: None, .. }) => {
            classes.push("has-background".to_owned());
            let is_light = slide.classes.iter().any(|class| class == "light");
            classes.push(if is_light { "on-light" } else { "on-dark" }.to_owned());
        }
        Some(Background::Picture { side: Some(_), .. }) => classes.push("is-split".to_owned()),
        None => {}
    }
    classes.extend(own.cloned());
    if slide.optional {
        classes.push("optional".to_owned());
    }
    classes.join(" ")
}

/// Whether white has more contrast with a colour than black: WCAG 2.2, relative luminance below
/// 0.179.
fn is_dark(colour: [u8; 3]) -> bool {
    let linear = |channel: u8| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179
}

#[cfg(test)]
mod tests {
    use super::is_dark;

    #[test]
    fn text_stands_out_from_its_background() {
        let dark = [[0, 0, 0], [18, 52, 86], [125, 58, 0], [255, 0, 0]].map(is_dark);
        let light = [
            [255, 255, 255],
            [244, 176, 85],
            [128, 128, 128],
            [0, 255, 0],
        ]
        .map(is_dark);
        assert_eq!(dark, [true, true, true, false]);
        assert_eq!(light, [false; 4]);
    }
}
