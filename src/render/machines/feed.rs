//! Atom feeds (RFC 4287): the newest posts of a listing with all of their content.
//!
//! The id of a post is its permanent address, which changes with nothing else. Every time in a feed
//! comes from its posts, so that a feed changes only when they do. The entry of a post is made once
//! for all feeds, from the tree of its body: what only works on a page is left out while the tree
//! is walked, so that no pass over Markdown needs to know of feeds.

use std::fmt::Write;
use std::sync::Arc;

use crate::date::Date;
use crate::lang::Lang;
use crate::render::common::cache::SharedTexts;
use crate::render::common::dates::last_change;
use crate::render::common::links::{absolute, absolute_author_url, home, taxonomy_url};
use crate::render::common::pictures::lead_image;
use crate::render::common::titles::{feed_title, listing_summary, site_description};
use crate::render::common::{body, cache, direction, generator, whole, xml};
use crate::render::machines::free_html::set_free;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::routes::Target;
use crate::site::syndication::newest_posts;
use crate::site::taxonomy::TaxonomyKey;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// The media type of a feed.
const ATOM: &str = "application/atom+xml";
/// Room for what an entry has besides the text.
const ENTRY_HEAD: usize = 2 << 10;
/// What makes a feed readable in a browser, in a theme that has it.
const STYLE: &str = "css/feed.css";
/// The picture of a feed, in a theme that has it.
const ICON: &str = "img/favicon.svg";

/// The feed of a listing.
pub(crate) fn render(snapshot: &Snapshot, id: ListingId) -> String {
    let posts = shown(snapshot, id);
    let mut top = xml::DECLARATION.to_owned();
    head(&mut top, snapshot, id, &posts);
    let cache = &cache::of_snapshot(snapshot).feed_entries;
    let texts = cache.get_or_init(|| {
        let outputs = feeds(snapshot).map(|id| shown(snapshot, id));
        SharedTexts::new(snapshot.site.pages.len(), outputs)
    });
    let entries: Vec<Arc<str>> = posts
        .iter()
        .map(|id| texts.take(*id, || entry(snapshot, *id)))
        .collect();
    // A feed is long: it is put together in one piece of memory.
    let mut out = String::with_capacity(
        top.len() + entries.iter().map(|entry| entry.len()).sum::<usize>() + 16,
    );
    out.push_str(&top);
    out.extend(entries.iter().map(|entry| &**entry));
    out.push_str("</feed>\n");
    out
}

/// The posts that a feed shows.
fn shown(snapshot: &Snapshot, id: ListingId) -> Vec<PageId> {
    let limit = snapshot.config.publishing.feed.unwrap_or_default();
    newest_posts(&snapshot.site, snapshot.site.listing(id), limit)
}

/// All feeds of the site.
fn feeds(snapshot: &Snapshot) -> impl Iterator<Item = ListingId> {
    let targets = snapshot.site.routes.iter().map(|(_, target)| target);
    targets.filter_map(|target| match target {
        Target::Feed(id) => Some(id),
        _ => None,
    })
}

fn head(out: &mut String, snapshot: &Snapshot, id: ListingId, posts: &[PageId]) {
    let listing = snapshot.site.listing(id);
    let (config, lang) = (&snapshot.config, &listing.lang);
    let url = absolute(snapshot, &snapshot.site.address(&Target::Feed(id)));
    if let Some(style) = snapshot.theme.assets.get(STYLE) {
        let href = style.url.href(&config.base_path);
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            out,
            "<?xml-stylesheet href=\"{}\" type=\"text/css\"?>",
            xml::escaped(&href)
        );
    }
    let _ = writeln!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">"
    );
    xml::element(out, "title", &[], &feed_title(snapshot, id));
    if let Some(subtitle) = summary(snapshot, listing) {
        xml::element(out, "subtitle", &[], subtitle);
    }
    xml::element(out, "id", &[], &url);
    xml::empty(
        out,
        "link",
        &[("rel", "self"), ("type", ATOM), ("href", &url)],
    );
    let page = absolute(snapshot, &listing.url);
    xml::empty(
        out,
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("hreflang", lang.as_str()),
            ("href", &page),
        ],
    );
    let updated = posts
        .iter()
        .filter_map(|id| last_change(snapshot, *id))
        .max();
    xml::element(
        out,
        "updated",
        &[],
        &updated.map_or_else(String::new, Date::rfc3339),
    );
    // Every entry needs an author: that of the feed, where it has none.
    let home = absolute(snapshot, &home(snapshot, listing.language));
    person(out, config.title.get(lang), Some(&home));
    xml::element(
        out,
        "generator",
        &[("version", generator::VERSION)],
        generator::NAME,
    );
    if let Some(icon) = snapshot.theme.assets.get(ICON) {
        xml::element(out, "icon", &[], &absolute(snapshot, &icon.url));
    }
    note(out, snapshot, lang, &page);
}

/// What a listing is about.
fn summary<'s>(snapshot: &'s Snapshot, listing: &'s Listing) -> Option<&'s str> {
    listing_summary(listing).or_else(|| {
        site_description(snapshot, &listing.lang).filter(|_| listing.subject == Subject::Home)
    })
}

/// Writes a note for people who open the feed in a browser. Feed readers skip it, since it is in
/// another namespace.
fn note(out: &mut String, snapshot: &Snapshot, lang: &Lang, page: &str) {
    let strings = &snapshot.theme.strings;
    let (Some(note), Some(back)) = (
        strings.get(lang, "feed_note", &[]),
        strings.get(lang, "feed_back", &[]),
    ) else {
        return;
    };
    let (note, page, back) = (xml::content(&note), xml::escaped(page), xml::content(&back));
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        out,
        "<p xmlns=\"http://www.w3.org/1999/xhtml\">{note} <a href=\"{page}\">{back}</a></p>"
    );
}

fn person(out: &mut String, name: &str, url: Option<&str>) {
    out.push_str("<author>\n");
    xml::element(out, "name", &[], name);
    if let Some(url) = url {
        xml::element(out, "uri", &[], url);
    }
    out.push_str("</author>\n");
}

fn entry(snapshot: &Snapshot, id: PageId) -> String {
    let page = snapshot.site.page(id);
    let (front_matter, lang) = (
        &page.document.front_matter,
        page.document.path.lang.as_str(),
    );
    let url = absolute(snapshot, &page.url);
    // Escaped, a text is longer by a fifth or so; an entry that has room from the start is not
    // moved while it grows.
    let text = page.document.body.content.html().len();
    let mut out = String::with_capacity(text * 3 / 2 + ENTRY_HEAD);
    out.push_str("<entry>\n");
    xml::element(&mut out, "title", &[], &front_matter.title);
    xml::element(&mut out, "id", &[], &url);
    xml::empty(
        &mut out,
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("hreflang", lang),
            ("href", &url),
        ],
    );
    for original in [&front_matter.canonical, &front_matter.external]
        .into_iter()
        .flatten()
    {
        xml::empty(&mut out, "link", &[("rel", "related"), ("href", original)]);
    }
    if let Some(date) = &page.date {
        xml::element(&mut out, "published", &[], &date.rfc3339());
    }
    xml::element(
        &mut out,
        "updated",
        &[],
        &last_change(snapshot, id).map_or_else(String::new, Date::rfc3339),
    );
    for &author in &page.authors {
        let address = absolute_author_url(snapshot, author, page.language);
        person(
            &mut out,
            snapshot.site.authors[author].name(&page.document.path.lang),
            Some(&address),
        );
    }
    categories(&mut out, snapshot, page);
    xml::element(&mut out, "summary", &[], page.document.summary());
    xml::element_with(&mut out, "content", &[("type", "html")], |content| {
        full_text(snapshot, page, &url, content);
    });
    out.push_str("</entry>\n");
    out
}

/// Tags and series; the address of all of them is their scheme.
fn categories(out: &mut String, snapshot: &Snapshot, page: &Page) {
    let front_matter = &page.document.front_matter;
    let tags = front_matter.tags.iter().map(|tag| (TaxonomyKey::Tags, tag));
    for (key, name) in tags.chain(
        front_matter
            .series
            .iter()
            .map(|series| (TaxonomyKey::Series, series)),
    ) {
        let taxonomy = &snapshot.site.taxonomies[key.index()];
        let term = taxonomy.vocabulary.segment(name, page.language);
        let scheme = absolute(
            snapshot,
            &taxonomy_url(snapshot, key.index(), page.language),
        );
        xml::empty(
            out,
            "category",
            &[("term", &term), ("scheme", &scheme), ("label", name)],
        );
    }
}

/// The image and the text of a post, written so that they work outside of the site.
fn full_text(snapshot: &Snapshot, page: &Page, url: &str, content: &mut xml::XmlContent<'_>) {
    let image = lead_image(snapshot, page);
    let place = whole::HtmlPlace {
        origin: &snapshot.config.origin,
        page: url,
    };
    let text = |key: &'static str| image.get_from_path(key).and_then(tera::Value::as_str);
    if let (Some(src), Some(alt)) = (text("absolute"), text("alt")) {
        content.push_str(&format!(
            "<p><img src=\"{}\" alt=\"{}\"></p>\n",
            xml::escaped(src),
            xml::escaped(alt)
        ));
    }
    let tree = body::tree(snapshot, &page.document);
    if !page.document.path.lang.is_right_to_left() {
        set_free(&mut |text: &str| content.push_str(text), &tree, &place);
        return;
    }
    // Readers of feeds know of no direction but that of the text itself.
    let mut html = "<div dir=\"rtl\">\n".to_owned();
    set_free(&mut |text: &str| html.push_str(text), &tree, &place);
    html.push_str("</div>\n");
    content.push_str(&direction::directed(&html));
}
