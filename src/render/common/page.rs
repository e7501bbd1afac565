//! What every page has: its head, the navigation, the ways to its translations.

use std::cell::OnceCell;

use tera::{Context, Value};

use crate::blogroll;
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::path::UrlPath;
use crate::render::common::body::embeds;
use crate::render::common::cards::lead_image;
use crate::render::common::value::{list, map, text_or_none};
use crate::render::common::{alternates, open_graph, social_cards, stale, structured_data};
use crate::render::machines::feed;
use crate::render::pages::{post, search};
use crate::site::PageId;
use crate::site::archive;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::menu::{MenuItem, MenuTarget};
use crate::snapshot::{MenuEntry, Shared, Snapshot};

/// Who made it, for `<meta name="generator">`.
const GENERATOR: &str = concat!("Lutrin ", env!("CARGO_PKG_VERSION"));
/// Its name alone, and its version, for feeds.
pub(crate) const GENERATOR_NAME: &str = "Lutrin";
pub(crate) const GENERATOR_VERSION: &str = env!("CARGO_PKG_VERSION");

/// A page as UTF-8, or what is wrong with a template.
pub(crate) type Rendered = Result<Vec<u8>, Box<Diagnostic>>;

/// What the head of a page says, and what the navigation marks.
pub(crate) struct Head<'h> {
    pub(crate) kind: &'static str,
    pub(crate) language: usize,
    pub(crate) url: &'h UrlPath,
    pub(crate) title: String,
    /// What `<title>` says before the site's name; without it, the title.
    pub(crate) window_title: Option<String>,
    pub(crate) description: Option<&'h str>,
    pub(crate) canonical: Option<&'h str>,
    pub(crate) image: Value,
    pub(crate) draft: bool,
    pub(crate) future: bool,
    /// What readers of a stale translation are told.
    pub(crate) stale: Value,
    /// The page in each language of the site.
    pub(crate) translations: Vec<Translation>,
    /// What the page shows of the site, for what machines are told.
    pub(crate) about: About,
    /// The card that it is shared with, once somebody asks.
    pub(crate) card: OnceCell<Value>,
}

/// What of the site a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// Nothing that a machine should know of.
    Nothing,
    /// A post or page.
    Page(PageId),
    /// A part of a listing.
    Listing(ListingId, usize),
    /// The terms of a taxonomy.
    Taxonomy(usize),
    /// All years of posts, or one of them.
    Archive(Option<i16>),
    /// Blogs to recommend.
    Blogroll,
    /// The editions of a series of events.
    EventSeries(usize),
}

impl<'h> Head<'h> {
    /// A head that says no more than it must; a page without translations sends its readers to the
    /// homes.
    pub(crate) fn new(
        snapshot: &Snapshot,
        kind: &'static str,
        language: usize,
        url: &'h UrlPath,
        title: String,
    ) -> Self {
        Self {
            kind,
            language,
            url,
            title,
            window_title: None,
            description: None,
            canonical: None,
            image: Value::none(),
            draft: false,
            future: false,
            stale: Value::none(),
            translations: homes(snapshot, |other| other != language),
            about: About::Nothing,
            card: OnceCell::new(),
        }
    }

    /// The card that the page is shared with.
    pub(crate) fn card(&self, snapshot: &Snapshot) -> &Value {
        self.card
            .get_or_init(|| social_cards::value(snapshot, self))
    }

    /// The head of a page that one document makes.
    pub(crate) fn of_document(snapshot: &'h Snapshot, kind: &'static str, id: PageId) -> Self {
        let page = snapshot.site.page(id);
        let document = &page.document;
        Self {
            description: Some(document.summary()),
            canonical: document.canonical(),
            image: lead_image(snapshot, page),
            draft: document.front_matter.draft,
            future: snapshot.site.is_future(page),
            stale: stale::of_page(snapshot, id),
            translations: post::translations(snapshot, id),
            about: About::Page(id),
            ..Self::new(
                snapshot,
                kind,
                page.language,
                &page.url,
                document.front_matter.title.clone(),
            )
        }
    }
}

/// A page in one language.
pub(crate) struct Translation {
    /// Where it is, or, when it is missing, where its readers are sent.
    pub(crate) url: UrlPath,
    pub(crate) missing: bool,
}

/// The context that every template gets.
pub(crate) fn context(snapshot: &Snapshot, head: &Head<'_>) -> Context {
    let config = &snapshot.config;
    let base = &config.base_path;
    let lang = &config.languages[head.language].code;
    let site_title = config.title.get(lang);
    let href = head.url.href(base);
    let own = format!("{}{href}", config.origin);
    let titled = head.window_title.as_ref().unwrap_or(&head.title);
    let head_title = if head.title == site_title {
        titled.clone()
    } else {
        format!("{titled} · {site_title}")
    };
    let mut context = Context::new();
    context.insert_value("lang", Value::from(lang.as_str()));
    context.insert_value(
        "dir",
        Value::from(if lang.is_right_to_left() {
            "rtl"
        } else {
            "ltr"
        }),
    );
    let shared = snapshot.shared[head.language].get_or_init(|| shared(snapshot, head.language));
    context.insert_value("site", shared.site.clone());
    context.insert_value("menu", menu(shared, head.url));
    context.insert_value("translations", translations(snapshot, head));
    let named = alternates::of(snapshot, head.kind, &head.translations);
    context.insert_value(
        "alternates",
        list(
            named
                .into_iter()
                .map(|(code, url)| map! { "code" => code, "url" => url }),
        ),
    );
    context.insert_value("search", shared.search.clone());
    let page = map! {
        "kind" => head.kind,
        "title" => head.title.as_str(),
        "head_title" => head_title,
        "description" => text_or_none(head.description.filter(|text| !text.is_empty())),
        "url" => href,
        "canonical" => head.canonical.map_or(own, str::to_owned),
        "draft" => head.draft,
        "future" => head.future,
        "stale" => head.stale.clone(),
        "image" => head.image.clone(),
        "card" => head.card(snapshot).clone(),
        "og_type" => if matches!(head.kind, "post" | "recap" | "session") { "article" } else { "website" },
        "locale" => text_or_none(open_graph::locale(lang).as_deref()),
        "locales" => open_graph::other_locales(snapshot, head),
        "article" => open_graph::article(snapshot, head),
        "feed" => open_graph::feed(snapshot, head),
        "json_ld" => structured_data::of(snapshot, head),
    };
    context.insert_value("page", page);
    context.insert_value("uses", embeds::uses(None));
    context
}

fn shared(snapshot: &Snapshot, language: usize) -> Shared {
    Shared {
        site: site_value(snapshot, language),
        search: search::addresses(snapshot, language),
        menu: snapshot.site.menus[language]
            .iter()
            .map(|item| menu_entry(snapshot, language, item))
            .collect(),
    }
}

fn site_value(snapshot: &Snapshot, language: usize) -> Value {
    let config = &snapshot.config;
    let entry = &config.languages[language];
    map! {
        "title" => config.title.get(&entry.code),
        "description" => text_or_none(description(snapshot, &entry.code)),
        "home" => UrlPath::new(&config.prefix(&entry.code)).href(&config.base_path),
        "language_name" => entry.name.as_str(),
        "generator" => GENERATOR,
        "feed" => open_graph::feed_value(feed::of(snapshot, home_listing(snapshot, language))),
        "twitter" => text_or_none(config.publishing.twitter.as_deref()),
        "archive" => own_page(snapshot, language, !snapshot.site.archives[language].years.is_empty(), archive::NAME),
        "blogroll" => own_page(snapshot, language, snapshot.site.blogroll.is_some(), blogroll::NAME),
    }
}

/// The home of a language. Homes are the first listings that there are, with the sections after
/// each.
pub(crate) fn home_listing(snapshot: &Snapshot, language: usize) -> ListingId {
    let is_home =
        |listing: &Listing| listing.language == language && listing.subject == Subject::Home;
    let found = (0_u32..)
        .zip(&snapshot.site.listings)
        .find(|(_, listing)| is_home(listing));
    ListingId(found.map_or(0, |(id, _)| id))
}

/// The address of a page that Lutrin makes by itself, where there is one.
fn own_page(snapshot: &Snapshot, language: usize, is_there: bool, name: &str) -> Value {
    let config = &snapshot.config;
    let url = is_there.then(|| {
        UrlPath::new(&format!(
            "{}{name}/",
            config.prefix(&config.languages[language].code)
        ))
    });
    url.map_or_else(Value::none, |url| Value::from(url.href(&config.base_path)))
}

/// The site's own description.
pub(crate) fn description<'s>(snapshot: &'s Snapshot, lang: &Lang) -> Option<&'s str> {
    snapshot
        .config
        .description
        .as_ref()
        .map(|text| text.get(lang))
        .filter(|text| !text.is_empty())
}

fn menu(shared: &Shared, here: &UrlPath) -> Value {
    list(shared.menu.iter().map(|entry| {
        let is_current = entry
            .url
            .as_ref()
            .is_some_and(|url| here.as_str().starts_with(url.as_str()));
        if is_current {
            entry.current.clone()
        } else {
            entry.plain.clone()
        }
    }))
}

fn menu_entry(snapshot: &Snapshot, language: usize, item: &MenuItem) -> MenuEntry {
    let (site, config) = (&snapshot.site, &snapshot.config);
    let lang = &config.languages[language].code;
    let named = |name: &str| {
        (
            UrlPath::new(&format!("{}{name}/", config.prefix(lang))),
            snapshot.theme.strings.word(lang, name),
        )
    };
    let (url, title) = match &item.target {
        MenuTarget::External(url) => {
            let title = item.title.as_deref().unwrap_or(url);
            let value = map! { "title" => title, "url" => url.as_str(), "current" => false };
            return MenuEntry {
                url: None,
                current: value.clone(),
                plain: value,
            };
        }
        MenuTarget::Listing(id) => (site.listing(*id).url.clone(), listing_title(snapshot, *id)),
        MenuTarget::Page(id) => (
            site.page(*id).url.clone(),
            site.page(*id).document.front_matter.title.clone(),
        ),
        MenuTarget::Taxonomy(key) => named(key.name()),
        MenuTarget::Archive => named(archive::NAME),
        MenuTarget::Blogroll => {
            let own = site
                .blogroll
                .as_ref()
                .and_then(|blogroll| blogroll.title.as_ref());
            let (url, title) = named(blogroll::NAME);
            (
                url,
                own.map(|own| own.get(lang).to_owned())
                    .filter(|own| !own.is_empty())
                    .unwrap_or(title),
            )
        }
    };
    let (title, href) = (
        item.title.as_deref().unwrap_or(&title),
        url.href(&config.base_path),
    );
    let value =
        |current: bool| map! { "title" => title, "url" => href.as_str(), "current" => current };
    MenuEntry {
        plain: value(false),
        current: value(true),
        url: Some(url),
    }
}

/// The title of a listing: its own text's, a string of the theme, or the name of its folder.
pub(crate) fn listing_title(snapshot: &Snapshot, id: ListingId) -> String {
    let listing = snapshot.site.listing(id);
    let own = listing
        .text
        .as_ref()
        .map(|text| text.front_matter.title.clone())
        .filter(|title| !title.is_empty());
    own.unwrap_or_else(|| match &listing.subject {
        Subject::Home => snapshot.config.title.get(&listing.lang).to_owned(),
        Subject::Section(folder) => {
            let name = folder.rsplit('/').next().unwrap_or(folder);
            snapshot
                .theme
                .strings
                .get(&listing.lang, name, &[])
                .unwrap_or_else(|| capitalised(name))
        }
        Subject::Term(taxonomy, at) => snapshot.site.taxonomies[*taxonomy].terms[listing.language]
            [*at]
            .title
            .clone(),
    })
}

fn capitalised(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn translations(snapshot: &Snapshot, head: &Head<'_>) -> Value {
    let config = &snapshot.config;
    if config.languages.len() < 2 {
        return list([]);
    }
    list(
        head.translations
            .iter()
            .enumerate()
            .map(|(language, translation)| {
                let entry = &config.languages[language];
                map! {
                    "code" => entry.code.as_str(),
                    "name" => entry.name.as_str(),
                    "url" => translation.url.href(&config.base_path),
                    "current" => language == head.language,
                    "missing" => translation.missing,
                }
            }),
    )
}

/// The homes of all languages, for pages that have nothing else in common.
pub(crate) fn homes(snapshot: &Snapshot, missing: impl Fn(usize) -> bool) -> Vec<Translation> {
    let prefix = |language: usize| {
        UrlPath::new(
            &snapshot
                .config
                .prefix(&snapshot.config.languages[language].code),
        )
    };
    (0..snapshot.config.languages.len())
        .map(|language| Translation {
            url: prefix(language),
            missing: missing(language),
        })
        .collect()
}

pub(crate) fn render_not_found(snapshot: &Snapshot, language: usize) -> Rendered {
    let lang = &snapshot.config.languages[language].code;
    let url = UrlPath::new(&format!("{}404.html", snapshot.config.prefix(lang)));
    let head = Head::new(
        snapshot,
        "not_found",
        language,
        &url,
        snapshot.theme.strings.word(lang, "not_found"),
    );
    let mut context = context(snapshot, &head);
    context.insert_value("found", search::found(snapshot, language));
    snapshot.theme.render("404.html", &context)
}

/// The choice of a language, at the root of a site whose languages all have a prefix.
pub(crate) fn render_languages(snapshot: &Snapshot) -> Rendered {
    let config = &snapshot.config;
    let lang = &config.languages[0].code;
    let url = UrlPath::new("/");
    let head = Head {
        description: description(snapshot, lang),
        translations: homes(snapshot, |_| true),
        ..Head::new(
            snapshot,
            "languages",
            0,
            &url,
            config.title.get(lang).to_owned(),
        )
    };
    let mut context = context(snapshot, &head);
    let languages = config.languages.iter().map(|entry| {
        map! {
            "code" => entry.code.as_str(),
            "name" => entry.name.as_str(),
            "url" => UrlPath::new(&config.prefix(&entry.code)).href(&config.base_path),
            "title" => config.title.get(&entry.code),
        }
    });
    context.insert_value("languages", list(languages));
    snapshot.theme.render("languages.html", &context)
}

/// An old address: a page that leads to the new one at once.
pub(crate) fn render_redirect(snapshot: &Snapshot, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let href = page.url.href(&snapshot.config.base_path);
    let mut context = Context::new();
    context.insert_value("lang", Value::from(page.document.path.lang.as_str()));
    context.insert_value(
        "absolute",
        Value::from(format!("{}{href}", snapshot.config.origin)),
    );
    context.insert_value("target", Value::from(href));
    context.insert_value(
        "title",
        Value::from(page.document.front_matter.title.as_str()),
    );
    snapshot.theme.render("redirect.html", &context)
}
