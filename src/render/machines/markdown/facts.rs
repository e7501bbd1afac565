//! What Markdown says of a page before its text: YAML, as in the front matter that authors write.

use serde_yaml::{Mapping, Value};

use crate::date::Date;
use crate::render::common::dates::last_change;
use crate::render::common::links::absolute;
use crate::render::common::titles::{listing_summary, listing_title};
use crate::render::common::translations::{self, Translation};
use crate::site::listing::ListingId;
use crate::site::{Page, PageId, talks};
use crate::snapshot::Snapshot;

/// The facts of a document's page.
pub(super) fn of_page(snapshot: &Snapshot, id: PageId) -> String {
    let page = snapshot.site.page(id);
    let front_matter = &page.document.front_matter;
    let mut facts = Facts::new(
        &front_matter.title,
        &absolute(snapshot, &page.url),
        page.document.path.lang.as_str(),
    );
    facts.text("summary", Some(page.document.summary()));
    let date = page.date.as_ref().map(Date::iso);
    facts.text("date", date);
    let changed = last_change(snapshot, id).map(Date::iso);
    facts.text("updated", changed.filter(|changed| Some(*changed) != date));
    let authors = page.authors.iter().map(|author| {
        let author = &snapshot.site.authors[*author];
        Value::from(author.name(&page.document.path.lang))
    });
    facts.list("authors", authors);
    let tags = front_matter
        .tags
        .iter()
        .map(|tag| Value::from(tag.as_str()));
    facts.list("tags", tags);
    facts.text("series", front_matter.series.as_deref());
    facts.text("external", front_matter.external.as_deref());
    facts.text("canonical", page.document.canonical());
    facts.list("deliveries", deliveries(snapshot, page));
    facts.translations(
        snapshot,
        page.language,
        &translations::of_page(snapshot, id),
    );
    facts.written()
}

/// The facts of a listing.
pub(super) fn of_listing(snapshot: &Snapshot, id: ListingId) -> String {
    let listing = snapshot.site.listing(id);
    let mut facts = Facts::new(
        &listing_title(snapshot, id),
        &absolute(snapshot, &listing.url),
        listing.lang.as_str(),
    );
    facts.text("summary", listing_summary(listing));
    let translations = translations::of_listing(snapshot, listing, 1);
    facts.translations(snapshot, listing.language, &translations);
    facts.written()
}

/// Where a talk was given, or will be.
fn deliveries(snapshot: &Snapshot, page: &Page) -> Vec<Value> {
    if page.document.front_matter.talk.is_none() {
        return Vec::new();
    }
    let talk = talks::facts(&snapshot.site, page.group, page.language);
    let delivery = |delivery: &crate::front_matter::talk::Delivery| {
        let event = talks::event_page(&snapshot.site, &delivery.event.value, page.language);
        let mut facts = Facts::default();
        facts.text(
            "event",
            Some(event.map_or(delivery.event.value.as_str(), |event| {
                &snapshot.site.page(event).document.front_matter.title
            })),
        );
        facts.text("date", delivery.date.as_ref().map(Date::iso));
        Value::Mapping(facts.0)
    };
    talk.deliveries.iter().map(delivery).collect()
}

/// A mapping in the making.
#[derive(Default)]
struct Facts(Mapping);

impl Facts {
    fn new(title: &str, url: &str, lang: &str) -> Self {
        let mut facts = Self::default();
        facts.text("title", Some(title));
        facts.text("url", Some(url));
        facts.text("lang", Some(lang));
        facts
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.0.insert(key.into(), text.into());
        }
    }

    fn list(&mut self, key: &str, values: impl IntoIterator<Item = Value>) {
        let values: Vec<Value> = values.into_iter().collect();
        if !values.is_empty() {
            self.0.insert(key.into(), Value::Sequence(values));
        }
    }

    /// The page in the other languages.
    fn translations(&mut self, snapshot: &Snapshot, language: usize, all: &[Translation]) {
        let mut facts = Self::default();
        for (at, translation) in all.iter().enumerate() {
            if at != language && !translation.missing {
                let code = snapshot.config.languages[at].code.as_str();
                facts.text(code, Some(&absolute(snapshot, &translation.url)));
            }
        }
        if !facts.0.is_empty() {
            self.0
                .insert("translations".into(), Value::Mapping(facts.0));
        }
    }

    fn written(self) -> String {
        // Texts, lists and mappings of texts can always be written.
        serde_yaml::to_string(&self.0).unwrap_or_default()
    }
}
