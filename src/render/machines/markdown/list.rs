//! Lists of pages in Markdown: each leads to the Markdown of its page.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::blocks::of_events;
use super::tags;
use crate::config::publishing::OutputFormat;
use crate::content_path::Kind;
use crate::date::Date;
use crate::render::common::cache;
use crate::render::common::links::absolute;
use crate::render::common::summaries::status;
use crate::site::routes::Target;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// What belongs to the page of an event or a talk, and has a page of its own.
pub(super) fn belongings(snapshot: &Snapshot, page: &Page) -> String {
    let (site, path) = (&snapshot.site, &page.document.path);
    let shown = |group: &usize| site.groups[*group].shown_in(page.language);
    let offered = |group: &usize| site.groups[*group].offered_in(page.language);
    let pages: Vec<PageId> = match path.kind {
        Kind::Event => site.events.of(path).map_or_else(Vec::new, |event| {
            let notes = event.recap.iter().chain(&event.sessions);
            let pages = notes.chain(&event.talks).filter_map(shown);
            pages
                .chain(event.posts.iter().filter_map(offered))
                .collect()
        }),
        Kind::Talk => {
            let deck = path.bundle().and_then(|name| site.talks.decks.get(name));
            deck.and_then(shown).into_iter().collect()
        }
        _ => Vec::new(),
    };
    list(pages.into_iter().map(|id| {
        let item = ListItem {
            title: title_beside(snapshot, page, id),
            ..item(snapshot, id)
        };
        item.written()
    }))
}

/// What a page calls another one. The slides of a talk have its title, which it need not repeat.
fn title_beside(snapshot: &Snapshot, page: &Page, id: PageId) -> String {
    let other = snapshot.site.page(id);
    if page.document.path.kind == Kind::Talk && other.document.path.kind == Kind::Deck {
        let lang = &page.document.path.lang;
        return snapshot.theme.strings.word(lang, "slides");
    }
    title(snapshot, other)
}

/// The title of a page among others. Slides say that they are slides: their talk is called the same.
fn title(snapshot: &Snapshot, page: &Page) -> String {
    let (document, strings) = (&page.document, &snapshot.theme.strings);
    let (lang, title) = (&document.path.lang, &document.front_matter.title);
    if document.path.kind != Kind::Deck {
        return title.clone();
    }
    let slides = strings.word(lang, "slides");
    let of_talk = strings.get(lang, "slides_of", &[("title", title)]);
    of_talk.map_or_else(|| title.clone(), |of_talk| format!("{slides} {of_talk}"))
}

/// What a list says of one page.
pub(super) struct ListItem {
    pub(super) title: String,
    /// The whole address of its Markdown.
    pub(super) url: String,
    /// What it is about; may be empty.
    pub(super) text: String,
}

/// A page in a list, with its date and its summary.
pub(super) fn of_page(snapshot: &Snapshot, id: PageId) -> &str {
    let items = &cache::of_snapshot(snapshot).markdown_items;
    items.get_or_make(id, || item(snapshot, id).written())
}

fn item(snapshot: &Snapshot, id: PageId) -> ListItem {
    let page = snapshot.site.page(id);
    let url = snapshot
        .site
        .address(&Target::PageOutput(id, OutputFormat::Markdown));
    let path = &page.document.path;
    let what = if path.kind == Kind::Session {
        "session"
    } else {
        "event"
    };
    let status = status::words(snapshot, status::of(snapshot, page), what, &path.lang);
    let date = page.date.as_ref().map(Date::iso);
    let said = [status.as_deref(), date, Some(page.document.summary())];
    let said = said.into_iter().flatten().filter(|text| !text.is_empty());
    ListItem {
        title: title(snapshot, page),
        url: absolute(snapshot, &url),
        text: said.collect::<Vec<_>>().join(": "),
    }
}

/// A list of written items; nothing where there are none.
pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let mut lines = String::new();
    for item in items {
        lines.push_str(item.as_ref().trim_end());
        lines.push('\n');
    }
    lines
}

impl ListItem {
    /// The item as a list of its own: a list is its items behind each other.
    pub(super) fn written(self) -> String {
        let link = tags::link(self.url, String::new());
        let end = link.to_end();
        let mut events = vec![
            Event::Start(Tag::List(None)),
            Event::Start(Tag::Item),
            Event::Start(link),
            Event::Text(self.title.into()),
            Event::End(end),
        ];
        if !self.text.is_empty() {
            events.push(Event::Text(format!(": {}", self.text).into()));
        }
        events.extend([Event::End(TagEnd::Item), Event::End(TagEnd::List(false))]);
        of_events(&events).unwrap_or_default()
    }
}
