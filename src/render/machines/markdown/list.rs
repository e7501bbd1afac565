//! Lists of pages in Markdown: each leads to the Markdown of its page.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::blocks::of_events;
use super::tags;
use crate::config::publishing::OutputFormat;
use crate::content_path::Kind;
use crate::date::Date;
use crate::render::common::links::absolute;
use crate::site::routes::Target;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// What belongs to the page of an event or a talk, and has a page of its own.
pub(super) fn belongings(snapshot: &Snapshot, page: &Page) -> String {
    let (site, path) = (&snapshot.site, &page.document.path);
    let groups: Vec<usize> = match path.kind {
        Kind::Event => site.events.of(path).map_or_else(Vec::new, |event| {
            let (recap, sessions) = (event.recap.iter(), event.sessions.iter());
            let further = event.talks.iter().chain(&event.posts);
            recap.chain(sessions).chain(further).copied().collect()
        }),
        Kind::Talk => {
            let deck = path.bundle().and_then(|name| site.talks.decks.get(name));
            deck.copied().into_iter().collect()
        }
        _ => Vec::new(),
    };
    let shown = |group: usize| site.groups[group].shown_in(page.language);
    let pages = groups.into_iter().filter_map(shown);
    list(pages.map(|id| of_page(snapshot, id)))
}

/// What a list says of one page.
pub(super) struct ListItem {
    pub(super) title: String,
    /// The whole address of its Markdown.
    pub(super) url: String,
    /// What it is about; may be empty.
    pub(super) text: String,
}

/// A page with its date and its summary.
pub(super) fn of_page(snapshot: &Snapshot, id: PageId) -> ListItem {
    let page = snapshot.site.page(id);
    let url = snapshot
        .site
        .address(&Target::PageOutput(id, OutputFormat::Markdown));
    let date = page.date.as_ref().map(Date::iso);
    let said = [date, Some(page.document.summary())];
    let said = said.into_iter().flatten().filter(|text| !text.is_empty());
    ListItem {
        title: page.document.front_matter.title.clone(),
        url: absolute(snapshot, &url),
        text: said.collect::<Vec<_>>().join(": "),
    }
}

/// A list with a link for each item; nothing where there are none.
pub(super) fn list(items: impl IntoIterator<Item = ListItem>) -> String {
    let mut events = vec![Event::Start(Tag::List(None))];
    for item in items {
        events.extend(item.events());
    }
    if events.len() == 1 {
        return String::new();
    }
    events.push(Event::End(TagEnd::List(false)));
    of_events(&events).unwrap_or_default()
}

impl ListItem {
    fn events(self) -> Vec<Event<'static>> {
        let link = tags::link(self.url, String::new());
        let end = link.to_end();
        let mut events = vec![
            Event::Start(Tag::Item),
            Event::Start(link),
            Event::Text(self.title.into()),
            Event::End(end),
        ];
        if !self.text.is_empty() {
            events.push(Event::Text(format!(": {}", self.text).into()));
        }
        events.push(Event::End(TagEnd::Item));
        events
    }
}
