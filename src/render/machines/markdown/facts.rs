//! What Markdown says of a page before its text: YAML, as in the front matter that authors write.

use std::fmt::Write as _;

use crate::date::{Date, Zone};
use crate::front_matter::talk::Delivery;
use crate::rehearsal::json_as_yaml;
use crate::render::common::dates::last_change;
use crate::render::common::links::absolute;
use crate::render::common::summaries::status;
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
    let event = front_matter.event.as_ref();
    facts.text(
        "end",
        event.and_then(|event| event.end.as_ref()).map(Date::iso),
    );
    let joined = event.and_then(|_| snapshot.site.events.of(&page.document.path));
    let zone = joined.and_then(|event| event.zone.as_ref());
    facts.text("timezone", zone.map(Zone::name));
    facts.text("status", status::of(snapshot, page).name());
    let authors = page.authors.iter().map(|author| {
        let author = &snapshot.site.authors[*author];
        quoted(author.name(&page.document.path.lang))
    });
    facts.list("authors", authors);
    let tags = front_matter.tags.iter().map(|tag| quoted(tag));
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
    facts.0
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
    facts.0
}

/// Where a talk was given, or will be.
fn deliveries(snapshot: &Snapshot, page: &Page) -> Vec<String> {
    if page.document.front_matter.talk.is_none() {
        return Vec::new();
    }
    let talk = talks::facts(&snapshot.site, page.group, page.language);
    let delivery = |delivery: &Delivery| {
        let event = talks::event_page(&snapshot.site, &delivery.event.value, page.language);
        let event = event.map(|event| snapshot.site.page(event));
        let title = event.map(|event| event.document.front_matter.title.as_str());
        let mut facts = Facts::default();
        facts.text("event", title.or(Some(delivery.event.value.as_str())));
        facts.text("date", delivery.date.as_ref().map(Date::iso));
        facts.text(
            "status",
            event.and_then(|event| status::of(snapshot, event).name()),
        );
        facts.lines("    ")
    };
    talk.deliveries.iter().map(delivery).collect()
}

/// A mapping in the making, as lines of YAML. Every value is in quotes: readers of YAML 1.1 take `yes`
/// and `12:30:00` for something else.
#[derive(Default)]
struct Facts(String);

/// A text in quotes.
fn quoted(text: &str) -> String {
    json_as_yaml(&serde_json::Value::from(text).to_string())
}

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
            let _ = writeln!(self.0, "{key}: {}", quoted(text));
        }
    }

    /// A list of texts, or of mappings by [`Facts::lines`].
    fn list(&mut self, key: &str, items: impl IntoIterator<Item = String>) {
        let items: Vec<String> = items.into_iter().collect();
        if !items.is_empty() {
            let _ = writeln!(self.0, "{key}:");
            for item in items {
                let _ = writeln!(self.0, "  - {item}");
            }
        }
    }

    /// Its lines, as they stand in a list or in another mapping: all but the first are indented.
    fn lines(&self, indent: &str) -> String {
        self.0.trim_end().replace('\n', &format!("\n{indent}"))
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
            let _ = writeln!(self.0, "translations:\n  {}", facts.lines("  "));
        }
    }
}
