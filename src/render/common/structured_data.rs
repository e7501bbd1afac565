//! What a page is, in the words of schema.org, as JSON-LD.
//!
//! A data block, which no browser runs; so it needs no permission of a content security policy.

use tera::Value;

use crate::content_path::Kind;
use crate::date::Date;
use crate::path::UrlPath;
use crate::render::common::alternates::absolute;
use crate::render::common::event_data;
use crate::render::common::json_ld::Node;
use crate::render::common::open_graph::author_page;
use crate::render::common::page::{About, Head, description};
use crate::render::common::trail;
use crate::render::common::trail::Step;
use crate::render::machines::sitemap::last_change;
use crate::render::pages::talks;
use crate::site::decks;
use crate::site::listing::{ListingId, Subject};
use crate::site::people::{Author, Who};
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// What is told of a page, ready to stand in a `script` element; `none` where there is nothing to
/// tell.
pub(crate) fn of(snapshot: &Snapshot, head: &Head<'_>) -> Value {
    let main = match head.about {
        About::Nothing => return Value::none(),
        About::Page(id) => page(snapshot, head, id),
        About::Listing(id, part) => listing(snapshot, head, id, part),
        About::Taxonomy(_) | About::Archive(_) | About::Blogroll | About::EventSeries(_) => {
            vec![collection(snapshot, head, Node::Nothing)]
        }
    };
    let trail = breadcrumbs(snapshot, &trail::to(snapshot, head));
    Value::safe_string(&Node::graph(main.into_iter().chain(trail).collect()))
}

fn home_url(snapshot: &Snapshot, language: usize) -> String {
    absolute(
        snapshot,
        &UrlPath::new(
            &snapshot
                .config
                .prefix(&snapshot.config.languages[language].code),
        ),
    )
}

/// The site in a language, by the name that other pages call it.
fn web_site(snapshot: &Snapshot, language: usize) -> Node {
    let (home, lang) = (
        home_url(snapshot, language),
        &snapshot.config.languages[language].code,
    );
    Node::thing(
        "WebSite",
        [
            ("@id", format!("{home}#website").into()),
            ("name", snapshot.config.title.get(lang).into()),
            ("url", home.clone().into()),
            ("description", description(snapshot, lang).into()),
            ("inLanguage", lang.as_str().into()),
            ("publisher", publisher(snapshot, language)),
        ],
    )
}

fn publisher(snapshot: &Snapshot, language: usize) -> Node {
    let (home, lang) = (
        home_url(snapshot, language),
        &snapshot.config.languages[language].code,
    );
    Node::thing(
        "Organization",
        [
            ("name", snapshot.config.title.get(lang).into()),
            ("url", home.into()),
        ],
    )
}

/// The posts of a language, which every post is a part of.
fn blog(snapshot: &Snapshot, language: usize) -> Node {
    let (home, lang) = (
        home_url(snapshot, language),
        &snapshot.config.languages[language].code,
    );
    Node::thing(
        "Blog",
        [
            ("@id", format!("{home}#blog").into()),
            ("name", snapshot.config.title.get(lang).into()),
            ("url", home.clone().into()),
            ("inLanguage", lang.as_str().into()),
        ],
    )
}

/// What any page tells of itself.
fn common(snapshot: &Snapshot, head: &Head<'_>) -> Vec<(&'static str, Node)> {
    vec![
        ("url", absolute(snapshot, head.url).into()),
        (
            "description",
            head.description.filter(|text| !text.is_empty()).into(),
        ),
        (
            "inLanguage",
            snapshot.config.languages[head.language]
                .code
                .as_str()
                .into(),
        ),
        ("image", image(snapshot, head)),
    ]
}

/// The page's own image, else the picture that it is shared with.
fn image(snapshot: &Snapshot, head: &Head<'_>) -> Node {
    let picture = if head.image.is_none() {
        head.card(snapshot)
    } else {
        &head.image
    };
    let text = |key: &'static str| {
        picture
            .get_from_path(key)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let number = |key: &'static str| picture.get_from_path(key).and_then(Value::as_u64);
    let Some(url) = text("absolute") else {
        return Node::Nothing;
    };
    let caption = text("alt").filter(|alt| !alt.is_empty());
    Node::thing(
        "ImageObject",
        [
            ("url", url.into()),
            ("width", number("width").into()),
            ("height", number("height").into()),
            ("caption", caption.into()),
        ],
    )
}

fn page(snapshot: &Snapshot, head: &Head<'_>, id: PageId) -> Vec<Node> {
    let page = snapshot.site.page(id);
    let mut properties = common(snapshot, head);
    let kind = type_of(page);
    let picture = image(snapshot, head);
    let thumbnail = picture.get("url").and_then(Node::text);
    if matches!(kind, "BlogPosting" | "Article") {
        properties.extend(posting(snapshot, head, id));
        properties.extend(event_data::about(snapshot, page).map(|event| ("about", event)));
        properties.extend(event_data::of_session(snapshot, page, thumbnail));
    } else if kind == "Event" {
        properties.push(("name", head.title.as_str().into()));
        properties.extend(event_data::of(snapshot, page));
    } else if kind == "PresentationDigitalDocument" {
        // Slides are their talk's: its speakers are theirs.
        let talk = decks::talk_page(&snapshot.site, page);
        let authors = &talk.unwrap_or(page).authors;
        let speakers: Vec<Node> = authors
            .iter()
            .map(|&author| signature(snapshot, author, page))
            .collect();
        properties.extend([
            ("name", head.title.as_str().into()),
            ("author", speakers.into()),
        ]);
        properties.push(("publisher", publisher(snapshot, page.language)));
        properties.extend(match talk {
            Some(talk) => talks::structured_deck(snapshot, talk),
            None => talks::structured(snapshot, page, thumbnail),
        });
    } else {
        properties.push(("name", head.title.as_str().into()));
        properties.push((
            "isPartOf",
            Node::reference(format!("{}#website", home_url(snapshot, head.language))),
        ));
    }
    if kind != "Event" {
        properties.extend(translations(snapshot, id));
    }
    vec![Node::thing(kind, properties)]
}

/// What a page is, in the words of schema.org.
fn type_of(page: &Page) -> &'static str {
    match page.document.path.kind {
        Kind::Post | Kind::Recap => "BlogPosting",
        Kind::Session => "Article",
        Kind::Event => "Event",
        Kind::Talk | Kind::Deck => "PresentationDigitalDocument",
        _ => "WebPage",
    }
}

fn posting(snapshot: &Snapshot, head: &Head<'_>, id: PageId) -> Vec<(&'static str, Node)> {
    let page = snapshot.site.page(id);
    let front_matter = &page.document.front_matter;
    let own = absolute(snapshot, head.url);
    let authors: Vec<Node> = page
        .authors
        .iter()
        .map(|&author| signature(snapshot, author, page))
        .collect();
    vec![
        ("@id", format!("{own}#post").into()),
        ("headline", head.title.as_str().into()),
        ("mainEntityOfPage", own.into()),
        // The text is the same there, and was there first.
        ("sameAs", head.canonical.into()),
        ("datePublished", page.date.as_ref().map(Date::w3c).into()),
        (
            "dateModified",
            last_change(snapshot, id).map(Date::w3c).into(),
        ),
        ("author", authors.into()),
        ("publisher", publisher(snapshot, page.language)),
        ("isPartOf", blog(snapshot, page.language)),
        ("keywords", front_matter.tags.clone().into()),
        ("wordCount", page.document.body.words.into()),
    ]
}

/// An author below a post.
fn signature(snapshot: &Snapshot, author: usize, page: &Page) -> Node {
    let url = author_page(snapshot, author, page.language);
    let author = &snapshot.site.authors[author];
    let name = author.name(&page.document.path.lang);
    Node::thing(
        kind_of(author),
        [
            ("@id", format!("{url}#author").into()),
            ("name", name.into()),
            ("url", url.clone().into()),
        ],
    )
}

fn kind_of(author: &Author) -> &'static str {
    if author.is_team() {
        "Organization"
    } else {
        "Person"
    }
}

/// The same text in other languages: the one that this was translated from, as it says, else the
/// one with the earliest date is the original; where nothing tells, each is said to be there as a
/// translation.
fn translations(snapshot: &Snapshot, id: PageId) -> Option<(&'static str, Node)> {
    let site = &snapshot.site;
    let group = &site.groups[site.page(id).group];
    let date = |id: PageId| site.page(id).date.as_ref().map(Date::ymd);
    let earliest = group
        .pages
        .iter()
        .flatten()
        .copied()
        .min_by_key(|id| date(*id))?;
    let work = |id: PageId| {
        let page = site.page(id);
        let kind = type_of(page);
        let url = absolute(snapshot, &page.url);
        let lang = page.document.path.lang.as_str();
        let name = page.document.front_matter.title.as_str();
        Node::thing(
            kind,
            [
                ("url", url.into()),
                ("name", name.into()),
                ("inLanguage", lang.into()),
            ],
        )
    };
    let named = site.page(id).document.front_matter.translated_from.as_ref();
    let named = named
        .and_then(|from| group.pages[snapshot.config.rank(&from.lang.value)?])
        .filter(|from| *from != id);
    let original = named.or_else(|| (date(earliest) < date(id)).then_some(earliest));
    if let Some(original) = original {
        return Some(("translationOfWork", work(original)));
    }
    let others: Vec<Node> = group
        .pages
        .iter()
        .flatten()
        .filter(|other| **other != id)
        .map(|id| work(*id))
        .collect();
    (!others.is_empty()).then(|| ("workTranslation", others.into()))
}

fn listing(snapshot: &Snapshot, head: &Head<'_>, id: ListingId, part: usize) -> Vec<Node> {
    let listing = snapshot.site.listing(id);
    match &listing.subject {
        Subject::Home => {
            return vec![
                web_site(snapshot, head.language),
                blog(snapshot, head.language),
            ];
        }
        Subject::Section(_) => {}
        Subject::Term(taxonomy, at) => {
            let term = &snapshot.site.taxonomies[*taxonomy].terms[listing.language][*at];
            if let Some(author) = term.author {
                return vec![profile(snapshot, head, author)];
            }
        }
    }
    let urls = listing
        .part(part, snapshot.config.paginate)
        .iter()
        .map(|id| &snapshot.site.page(*id).url);
    let items = (1_usize..).zip(urls).map(|(position, url)| {
        Node::thing(
            "ListItem",
            [
                ("position", position.into()),
                ("url", absolute(snapshot, url).into()),
            ],
        )
    });
    let items = Node::thing(
        "ItemList",
        [("itemListElement", items.collect::<Vec<_>>().into())],
    );
    vec![collection(snapshot, head, items)]
}

/// A page that leads to others; `items` are those, where it lists them in an order.
fn collection(snapshot: &Snapshot, head: &Head<'_>, items: Node) -> Node {
    let mut properties = common(snapshot, head);
    properties.push(("name", head.title.as_str().into()));
    properties.push((
        "isPartOf",
        Node::reference(format!("{}#website", home_url(snapshot, head.language))),
    ));
    properties.push(("mainEntity", items));
    Node::thing("CollectionPage", properties)
}

/// The page of somebody who signs.
fn profile(snapshot: &Snapshot, head: &Head<'_>, at: usize) -> Node {
    let (author, lang) = (
        &snapshot.site.authors[at],
        &snapshot.config.languages[head.language].code,
    );
    let url = author_page(snapshot, at, head.language);
    let links = match &author.who {
        Who::Person(person) => person.links.as_slice(),
        Who::Guest(_) => &[],
    };
    let pages = author
        .url()
        .into_iter()
        .chain(links.iter().map(|(_, url)| url.as_str()));
    let pages: Vec<&str> = pages.filter(|url| url.starts_with("http")).collect();
    let (role, organisation) = match (author.is_team(), author.organisation(lang)) {
        (true, organisation) => (None, organisation.map(|name| ("parentOrganization", name))),
        (false, organisation) => (
            author.role(lang),
            organisation.map(|name| ("worksFor", name)),
        ),
    };
    let mut properties = vec![
        ("@id", format!("{url}#author").into()),
        ("name", author.name(lang).into()),
        ("url", url.into()),
        ("jobTitle", role.into()),
        ("sameAs", pages.into()),
    ];
    properties.extend(
        organisation.map(|(key, name)| (key, Node::thing("Organization", [("name", name.into())]))),
    );
    let person = Node::thing(kind_of(author), properties);
    let mut page = common(snapshot, head);
    page.extend([("name", head.title.as_str().into()), ("mainEntity", person)]);
    Node::thing("ProfilePage", page)
}

fn breadcrumbs(snapshot: &Snapshot, trail: &[Step]) -> Option<Node> {
    let items = (1_usize..).zip(trail).map(|(position, (name, url))| {
        Node::thing(
            "ListItem",
            [
                ("position", position.into()),
                ("name", name.as_str().into()),
                ("item", absolute(snapshot, url).into()),
            ],
        )
    });
    (!trail.is_empty()).then(|| {
        Node::thing(
            "BreadcrumbList",
            [("itemListElement", items.collect::<Vec<_>>().into())],
        )
    })
}
