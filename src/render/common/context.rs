//! The values that the templates of all pages get: the site, the menu, the translations, and what
//! the head of the page says.

use tera::{Context, Value};

use super::body::embeds;
use super::cache::{self, MenuLink, Surroundings};
use super::head::{About, PageHead};
use super::titles::{blogroll_title, home_listing, listing_title, site_description};
use super::value::{list, map, text_or_none};
use super::{
    alternates, feed_links, generator, links, open_graph, social_cards, structured_data, styles,
};
use crate::blogroll;
use crate::path::UrlPath;
use crate::site::archive;
use crate::site::menu::{MenuItem, MenuTarget};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The context that every template gets.
pub(crate) fn context(snapshot: &Snapshot, head: &PageHead<'_>) -> Context {
    let lang = &snapshot.config.languages[head.language].code;
    let direction = if lang.is_right_to_left() {
        "rtl"
    } else {
        "ltr"
    };
    let surroundings = cache::of_snapshot(snapshot).surroundings[head.language]
        .get_or_init(|| surroundings(snapshot, head.language));
    let mut context = Context::new();
    context.insert_value("lang", Value::from(lang.as_str()));
    context.insert_value("dir", Value::from(direction));
    context.insert_value("site", surroundings.site.clone());
    context.insert_value("menu", menu(surroundings, head.url));
    context.insert_value("translations", translations(snapshot, head));
    context.insert_value("alternates", alternates(snapshot, head));
    context.insert_value("search", surroundings.search.clone());
    context.insert_value("page", page(snapshot, head));
    context.insert_value("uses", embeds::uses(None));
    context
}

/// The head of the page.
fn page(snapshot: &Snapshot, head: &PageHead<'_>) -> Value {
    let config = &snapshot.config;
    let lang = &config.languages[head.language].code;
    let href = head.url.href(&config.base_path);
    let absolute = format!("{}{href}", config.origin);
    let card = social_cards::value(snapshot, head);
    let json_ld = structured_data::json_ld(snapshot, head, &card);
    map! {
        "kind" => head.kind.name,
        "title" => head.title.as_str(),
        "head_title" => head_title(head, config.title.get(lang)),
        "description" => text_or_none(head.description.filter(|text| !text.is_empty())),
        "url" => href,
        "canonical" => head.canonical.map_or(absolute, str::to_owned),
        "draft" => head.draft,
        "future" => head.future,
        "stale" => head.stale.clone(),
        "image" => head.image.clone(),
        "card" => card,
        "og_type" => head.kind.open_graph.name(),
        "locale" => text_or_none(open_graph::locale(lang).as_deref()),
        "locales" => open_graph::other_locales(snapshot, head),
        "article" => open_graph::article(snapshot, head),
        "feed" => feed_links::of_page(snapshot, head),
        "outputs" => outputs(snapshot, head),
        "json_ld" => json_ld,
        "styles" => styles::of_page(snapshot, head.about),
    }
}

/// The page in other forms: the media type and the address of each.
fn outputs(snapshot: &Snapshot, head: &PageHead<'_>) -> Value {
    let target = match head.about {
        About::Page(id) => Target::Page(id),
        About::Listing(id, 1) => Target::Listing(id, 1),
        _ => return list([]),
    };
    let site = &snapshot.site;
    let is_here = site.routes.get(head.url.as_str()).as_ref() == Some(&target);
    let all = site.routes.outputs_beside(head.url, &target);
    list(all.filter(|_| is_here).map(|(format, url, _)| {
        map! { "type" => format.media_type(), "url" => links::absolute(snapshot, &url) }
    }))
}

/// The text of `<title>`.
fn head_title(head: &PageHead<'_>, site_title: &str) -> String {
    let title = head.window_title.as_ref().unwrap_or(&head.title);
    if head.title == site_title {
        title.clone()
    } else {
        format!("{title} · {site_title}")
    }
}

fn alternates(snapshot: &Snapshot, head: &PageHead<'_>) -> Value {
    let all = alternates::alternates(snapshot, head.about, &head.translations).into_iter();
    list(all.map(|(code, url)| map! { "code" => code, "url" => url }))
}

fn surroundings(snapshot: &Snapshot, language: usize) -> Surroundings {
    Surroundings {
        site: site(snapshot, language),
        search: links::search(snapshot, language),
        menu: snapshot.site.menus[language]
            .iter()
            .map(|item| menu_entry(snapshot, language, item))
            .collect(),
    }
}

fn site(snapshot: &Snapshot, language: usize) -> Value {
    let config = &snapshot.config;
    let entry = &config.languages[language];
    let has_archive = !snapshot.site.archives[language].years.is_empty();
    let has_blogroll = snapshot.site.blogroll.is_some();
    map! {
        "title" => config.title.get(&entry.code),
        "description" => text_or_none(site_description(snapshot, &entry.code)),
        "home" => links::home(snapshot, language).href(&config.base_path),
        "language_name" => entry.name.as_str(),
        "unlisted" => snapshot.site.unlisted,
        "generator" => generator::NAME_AND_VERSION,
        "feed" => feed_links::of_listing(snapshot, home_listing(snapshot, language)),
        "twitter" => text_or_none(config.publishing.twitter.as_deref()),
        "archive" => page_link(snapshot, has_archive, &Target::Archive(language, None)),
        "blogroll" => page_link(snapshot, has_blogroll, &Target::Blogroll(language)),
    }
}

/// The address of a page that no document makes, or `none`.
fn page_link(snapshot: &Snapshot, is_there: bool, target: &Target) -> Value {
    if !is_there {
        return Value::none();
    }
    Value::from(links::href(snapshot, target))
}

fn menu(surroundings: &Surroundings, here: &UrlPath) -> Value {
    list(surroundings.menu.iter().map(|entry| {
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

fn menu_entry(snapshot: &Snapshot, language: usize, item: &MenuItem) -> MenuLink {
    let (site, config) = (&snapshot.site, &snapshot.config);
    let lang = &config.languages[language].code;
    let named = |target: &Target, name: &str| {
        let title = snapshot.theme.strings.word(lang, name);
        (site.address(target), title)
    };
    let (url, title) = match &item.target {
        MenuTarget::External(url) => {
            let title = item.title.as_deref().unwrap_or(url);
            let value = map! { "title" => title, "url" => url.as_str(), "current" => false };
            return MenuLink {
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
        MenuTarget::Taxonomy(key) => named(&Target::Taxonomy(key.index(), language), key.name()),
        MenuTarget::Archive => named(&Target::Archive(language, None), archive::NAME),
        MenuTarget::Blogroll => {
            let (url, title) = named(&Target::Blogroll(language), blogroll::NAME);
            let blogroll = site.blogroll.as_ref();
            (
                url,
                blogroll.map_or(title, |it| blogroll_title(snapshot, lang, it)),
            )
        }
    };
    let (title, href) = (
        item.title.as_deref().unwrap_or(&title),
        url.href(&config.base_path),
    );
    let value =
        |current: bool| map! { "title" => title, "url" => href.as_str(), "current" => current };
    MenuLink {
        plain: value(false),
        current: value(true),
        url: Some(url),
    }
}

fn translations(snapshot: &Snapshot, head: &PageHead<'_>) -> Value {
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
                    "unneeded" => translation.unneeded,
                }
            }),
    )
}
