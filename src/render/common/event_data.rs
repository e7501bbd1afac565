//! An event in the words of schema.org.

use crate::date::Date;
use crate::front_matter::event::Venue;
use crate::lang::Lang;
use crate::path::UrlPath;
use crate::references;
use crate::render::common::alternates::absolute;
use crate::render::common::delivery;
use crate::render::common::json_ld::Node;
use crate::site::Page;
use crate::site::events::series_url;
use crate::site::people::Author;
use crate::snapshot::Snapshot;

/// What an event's page tells of it, beside what any page does.
pub(crate) fn of(snapshot: &Snapshot, page: &Page) -> Vec<(&'static str, Node)> {
    let Some(matter) = &page.document.front_matter.event else {
        return Vec::new();
    };
    let (config, lang) = (&snapshot.config, &page.document.path.lang);
    let own = absolute(snapshot, &page.url);
    let home = absolute(snapshot, &UrlPath::new(&config.prefix(lang)));
    let organizer = Node::thing(
        "Organization",
        [
            ("name", config.title.get(lang).into()),
            ("url", home.into()),
        ],
    );
    let is_online = matter.place.as_ref().is_some_and(|place| place.online);
    let is_somewhere = matter
        .place
        .as_ref()
        .is_some_and(|place| place.name.is_some() || place.city.is_some());
    let mode = match (is_online, is_somewhere) {
        (true, true) => "MixedEventAttendanceMode",
        (true, false) => "OnlineEventAttendanceMode",
        _ => "OfflineEventAttendanceMode",
    };
    vec![
        ("@id", format!("{own}#event").into()),
        ("startDate", matter.start.as_ref().map(Date::local).into()),
        ("endDate", matter.last().map(Date::local).into()),
        ("eventStatus", "https://schema.org/EventScheduled".into()),
        (
            "eventAttendanceMode",
            format!("https://schema.org/{mode}").into(),
        ),
        (
            "location",
            matter.place.as_ref().map_or(Node::Nothing, |place| {
                location(place, matter.url.as_deref(), &own)
            }),
        ),
        ("sameAs", matter.url.as_deref().into()),
        (
            "organizer",
            if matter.hosted {
                organizer.clone()
            } else {
                Node::Nothing
            },
        ),
        (
            "sponsor",
            if matter.sponsored {
                organizer
            } else {
                Node::Nothing
            },
        ),
        ("performer", performers(snapshot, page).into()),
        ("superEvent", series(snapshot, page).unwrap_or_default()),
    ]
}

/// The event that an article is about.
pub(crate) fn about(snapshot: &Snapshot, page: &Page) -> Option<Node> {
    let events = &snapshot.site.events;
    let named = page.document.front_matter.about_event.as_ref();
    let event = events
        .of(&page.document.path)
        .or_else(|| events.find(&named?.value))?;
    let shown = snapshot.site.page(event.shown_in(page.language)?);
    let url = absolute(snapshot, &shown.url);
    let matter = shown.document.front_matter.event.as_ref()?;
    let own = absolute(snapshot, &shown.url);
    let place = matter.place.as_ref().map_or(Node::Nothing, |place| {
        location(place, matter.url.as_deref(), &own)
    });
    Some(Node::thing(
        "Event",
        [
            ("@id", format!("{url}#event").into()),
            ("name", shown.document.front_matter.title.as_str().into()),
            ("url", url.into()),
            ("startDate", matter.start.as_ref().map(Date::local).into()),
            ("location", place),
        ],
    ))
}

fn location(venue: &Venue, url: Option<&str>, own: &str) -> Node {
    let address = Node::thing(
        "PostalAddress",
        [
            ("addressLocality", venue.city.as_deref().into()),
            ("addressCountry", venue.country.as_deref().into()),
        ],
    );
    let has_address = venue.city.is_some() || venue.country.is_some();
    let name = venue.name.as_deref().or(venue.city.as_deref());
    let place = name.map(|name| {
        Node::thing(
            "Place",
            [
                ("name", name.into()),
                ("address", if has_address { address } else { Node::Nothing }),
            ],
        )
    });
    let online = venue
        .online
        .then(|| Node::thing("VirtualLocation", [("url", url.unwrap_or(own).into())]));
    match (place, online) {
        (Some(place), Some(online)) => vec![place, online].into(),
        (place, online) => place.or(online).unwrap_or_default(),
    }
}

/// The recording of a talk or a session.
pub(crate) struct Recording<'r> {
    /// The page that names it.
    pub(crate) page: &'r Page,
    /// How the page names it: an address, or a file.
    pub(crate) named: &'r str,
    /// The picture that stands for it.
    pub(crate) thumbnail: Option<&'r str>,
    pub(crate) date: Option<&'r Date>,
    pub(crate) language: Option<&'r Lang>,
    pub(crate) event: Node,
}

/// A `VideoObject`; none where there is no such file. What a browser can play at once is its
/// content, a page elsewhere only its address.
pub(crate) fn recording(snapshot: &Snapshot, told: Recording<'_>) -> Option<Node> {
    let document = &told.page.document;
    let url = delivery::absolute(snapshot, document, told.named)?;
    let (title, summary) = (document.front_matter.title.as_str(), document.summary());
    let content = Some(url.as_str()).filter(|_| !references::is_web(told.named));
    Some(Node::thing(
        "VideoObject",
        [
            ("name", title.into()),
            (
                "description",
                if summary.is_empty() { title } else { summary }.into(),
            ),
            ("thumbnailUrl", told.thumbnail.into()),
            ("uploadDate", told.date.map(Date::w3c).into()),
            ("contentUrl", content.into()),
            ("url", url.as_str().into()),
            ("inLanguage", told.language.map(Lang::as_str).into()),
            ("recordedAt", told.event),
        ],
    ))
}

/// The recording of a session that notes were taken of.
pub(crate) fn of_session(
    snapshot: &Snapshot,
    page: &Page,
    thumbnail: Option<&str>,
) -> Option<(&'static str, Node)> {
    let named = page
        .document
        .front_matter
        .session
        .as_ref()?
        .video
        .as_ref()?
        .value
        .as_str();
    let event = about(snapshot, page).unwrap_or_default();
    let date = page.date.as_ref();
    Some((
        "video",
        recording(
            snapshot,
            Recording {
                page,
                named,
                thumbnail,
                date,
                language: None,
                event,
            },
        )?,
    ))
}

/// Who spoke in the sessions that there are notes of, each once.
fn performers(snapshot: &Snapshot, page: &Page) -> Vec<Node> {
    let (site, lang) = (&snapshot.site, &page.document.path.lang);
    let groups = site
        .events
        .of(&page.document.path)
        .map_or(&[][..], |event| &event.sessions);
    let sessions = groups
        .iter()
        .filter_map(|group| site.groups[*group].shown_in(page.language));
    let mut seen = rustc_hash::FxHashSet::default();
    let speakers = sessions
        .flat_map(|id| &site.page(id).speakers)
        .filter(|speaker| seen.insert(&speaker.slug));
    speakers.map(|speaker| performer(speaker, lang)).collect()
}

fn performer(speaker: &Author, lang: &Lang) -> Node {
    let organisation = speaker
        .organisation(lang)
        .map(|name| Node::thing("Organization", [("name", name.into())]));
    let kind = if speaker.is_team() {
        "PerformingGroup"
    } else {
        "Person"
    };
    Node::thing(
        kind,
        [
            ("name", speaker.name(lang).into()),
            (
                "jobTitle",
                speaker.role(lang).filter(|_| !speaker.is_team()).into(),
            ),
            (
                "worksFor",
                organisation
                    .filter(|_| !speaker.is_team())
                    .unwrap_or_default(),
            ),
        ],
    )
}

fn series(snapshot: &Snapshot, page: &Page) -> Option<Node> {
    let events = &snapshot.site.events;
    let series = &events.series[events.of(&page.document.path)?.series?].told;
    let url = absolute(
        snapshot,
        &series_url(&snapshot.config, page.language, &series.id),
    );
    Some(Node::thing(
        "EventSeries",
        [
            ("name", series.name.get(&page.document.path.lang).into()),
            ("url", url.into()),
        ],
    ))
}
