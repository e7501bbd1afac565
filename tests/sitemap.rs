//! The site map, robots.txt and what hosts read: the forms that are asked of them, and what of a
//! site is in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::sample::sample;
use crate::common::xml::Element;
use crate::common::{Built, SiteTest};

const SITE_MAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The addresses of a site map with their alternates by language; what the schema of sitemaps.org
/// asks is checked.
fn addresses(built: &Built, url: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let map = Element::parse(&built.page(url).html);
    assert_eq!(
        (map.namespace.as_str(), map.name.as_str()),
        (SITE_MAP, "urlset")
    );
    let entry = |entry: &Element| {
        assert_eq!(
            (entry.namespace.as_str(), entry.name.as_str()),
            (SITE_MAP, "url")
        );
        let names: Vec<&str> = entry
            .children
            .iter()
            .map(|child| child.name.as_str())
            .collect();
        assert!(
            names[0] == "loc"
                && names[1..]
                    .iter()
                    .skip_while(|name| **name == "lastmod")
                    .all(|n| *n == "link")
        );
        assert!(
            entry
                .all("lastmod")
                .all(|day| day.text.len() == 10 || day.text.contains('T'))
        );
        let links = entry.all("link").map(|link| {
            assert_eq!(link.namespace, "http://www.w3.org/1999/xhtml");
            assert_eq!(link.attribute("rel"), "alternate");
            (
                link.attribute("hreflang").to_owned(),
                link.attribute("href").to_owned(),
            )
        });
        let loc = entry.one("loc").text.clone();
        assert!((12..2048).contains(&loc.len()), "{loc}");
        (loc, links.collect())
    };
    let found: BTreeMap<String, BTreeMap<String, String>> =
        map.children.iter().map(entry).collect();
    assert_eq!(found.len(), map.children.len(), "an address stands twice");
    found
}

#[test]
fn the_map_of_the_sample_has_every_page_once_and_its_alternates_answer_each_other() {
    let built = sample();
    let map = addresses(&built, "/sitemap.xml");
    for url in built.routes() {
        let is_first = url.ends_with('/') && !url.contains("/page/");
        // A variant of a deck says that the whole of it is the page to be found.
        let is_itself = |html: &str| {
            let named = html
                .split_once("rel=\"canonical\" href=\"")
                .and_then(|(_, rest)| rest.split('"').next());
            named.is_none_or(|canonical| {
                canonical == format!("https://lutrin.example.org{url}")
                    || !canonical.contains("/deck/")
            })
        };
        let is_found = |html: &str| {
            !html.contains("<meta name=\"robots\" content=\"noindex") && is_itself(html)
        };
        let is_page = is_first && is_found(&built.page(&url).html);
        assert_eq!(
            map.contains_key(&format!("https://lutrin.example.org{url}")),
            is_page,
            "{url}"
        );
    }
    for (url, links) in map.iter().filter(|(_, links)| !links.is_empty()) {
        assert!(
            links.values().any(|link| link == url) && links.contains_key("x-default"),
            "{url}: {links:?}"
        );
        assert!(
            links.values().all(|link| map[link] == *links),
            "{url}: {links:?}"
        );
    }
}

#[test]
fn only_what_should_be_found_is_mapped() {
    let built = SiteTest::new()
        .config(
            "title: T\nbase_url: https://example.org/x\nlanguages: {fr: {}, en: {}}\npaginate: 1\n",
        )
        .file(
            "content/blog/a.en.md",
            "---\ntitle: A\ndate: 2026-01-02\nupdated: 2026-02-03T10:00\naliases: [/old/]\n---\n",
        )
        .file(
            "content/blog/a.fr.md",
            "---\ntitle: A\ndate: 2026-01-02\ncanonical: https://o.org/\n---\n",
        )
        .file(
            "content/blog/b.en.md",
            "---\ntitle: B\ndate: 2026-01-01\n---\n",
        )
        .file(
            "content/blog/d.en.md",
            "---\ntitle: D\ndate: 2026-01-01\ndraft: true\n---\n",
        )
        .file(
            "content/blog/f.en.md",
            "---\ntitle: F\ndate: 2026-11-21\n---\n",
        )
        .drafts()
        .future()
        .build_without_rendering();
    let map = addresses(&built, "/sitemap.xml");
    let urls: Vec<&str> = map
        .keys()
        .map(|url| url.strip_prefix("https://example.org/x").unwrap())
        .collect();
    assert_eq!(
        urls,
        [
            "/",
            "/en/",
            "/en/archive/",
            "/en/archive/2026/",
            "/en/blog/",
            "/en/blog/a/",
            "/en/blog/b/",
            "/fr/",
            "/fr/archive/",
            "/fr/archive/2026/",
            "/fr/blog/"
        ]
    );
    // The French text is a copy of one elsewhere, so it is nobody's alternate.
    assert!(map["https://example.org/x/en/blog/a/"].is_empty());
    built
        .page("/fr/blog/a/")
        .lacks("<link rel=\"alternate\" hreflang")
        .contains("hreflang=\"en\" rel=\"alternate\"");
    assert_eq!(
        map["https://example.org/x/"],
        map["https://example.org/x/en/"]
    );
    assert_eq!(
        map["https://example.org/x/"]["x-default"],
        "https://example.org/x/"
    );
    built
        .page("/sitemap.xml")
        .contains("<lastmod>2026-02-03T10:00:00Z</lastmod>")
        .contains("<lastmod>2026-01-01</lastmod>");
}

#[test]
fn a_large_map_is_cut_and_its_files_have_everything_once() {
    let mut site = SiteTest::new()
        .config("title: T\nbase_url: https://e.org\nlanguages: {en: {}}\nroot_language: en\n");
    let count = 50_001;
    for i in 0..count {
        site = site.file(&format!("content/pages/p{i}.en.md"), "---\ntitle: P\n---\n");
    }
    let built = site.build_without_rendering();
    let index = Element::parse(&built.page("/sitemap.xml").html);
    assert_eq!(
        (index.namespace.as_str(), index.name.as_str()),
        (SITE_MAP, "sitemapindex")
    );
    let files: Vec<&str> = index
        .all("sitemap")
        .map(|file| file.one("loc").text.as_str())
        .collect();
    assert_eq!(
        files,
        ["https://e.org/sitemap-1.xml", "https://e.org/sitemap-2.xml"]
    );
    let (first, second) = (
        addresses(&built, "/sitemap-1.xml"),
        addresses(&built, "/sitemap-2.xml"),
    );
    assert_eq!(first.len(), 50_000);
    let all: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    assert_eq!(
        all.len(),
        first.len() + second.len(),
        "an address is in both"
    );
    assert_eq!(all.len(), count + 1, "every page, and the home");
}

#[test]
fn crawlers_are_told_of_the_map_unless_the_site_has_its_own_file() {
    let config = "title: T\nbase_url: https://e.org/x\nlanguages: {en: {}}\nroot_language: en\n";
    let site = SiteTest::new().config(config);
    let robots = site.clone().build().page("/robots.txt").html.clone();
    assert_eq!(
        robots,
        "User-agent: *\nAllow: /\n\nSitemap: https://e.org/x/sitemap.xml\n"
    );
    let own = site
        .file("static/robots.txt", "User-agent: *\nDisallow: /\n")
        .build();
    own.clean();
    assert_eq!(own.page("/robots.txt").html, "User-agent: *\nDisallow: /\n");
}

#[test]
fn hosts_get_the_aliases_in_their_own_form() {
    let site = |hosts: &str| {
        let config = "title: T\nbase_url: https://e.org/x\nlanguages: {fr: {}, en: {}}\n";
        SiteTest::new()
            .config(&format!("{config}redirects: {hosts}\n"))
            .file(
                "content/blog/a.en.md",
                "---\ntitle: A\ndate: 2026-01-02\naliases: [/été/, /2019/a.html]\n---\n",
            )
            .build()
    };
    let netlify = site("[netlify, s3]");
    assert_eq!(
        netlify.clean().page("/_redirects").html,
        "/x/2019/a.html /x/en/blog/a/ 301!\n/x/%C3%A9t%C3%A9/ /x/en/blog/a/ 301!\n\
         /x/ /x/fr/ 302! Language=fr\n/x/ /x/en/ 302! Language=en\n\
         /x/fr/* /x/fr/404.html 404\n/x/en/* /x/en/404.html 404\n"
    );
    let objects: serde_json::Value =
        serde_json::from_str(&netlify.page("/s3-redirects.json").html).unwrap();
    let expected = serde_json::json!([
        { "Key": "2019/a.html", "WebsiteRedirectLocation": "/x/en/blog/a/" },
        { "Key": "été/index.html", "WebsiteRedirectLocation": "/x/en/blog/a/" },
    ]);
    assert_eq!(objects, expected);
    let cloudflare = site("cloudflare");
    assert_eq!(
        cloudflare.clean().page("/_redirects").html,
        "/x/2019/a.html /x/en/blog/a/ 301\n/x/%C3%A9t%C3%A9/ /x/en/blog/a/ 301\n"
    );
    cloudflare.nothing_at("/s3-redirects.json");
    site("[]").nothing_at("/_redirects");
}
