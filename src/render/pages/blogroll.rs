//! The blogs that the site's people read: a page for readers, and a file for their feed readers
//! (OPML 2.0).

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use tera::Value;

use crate::blogroll::{Blog, Blogroll, Group, NAME};
use crate::config::Config;
use crate::lang::Lang;
use crate::localized::Localized;
use crate::markdown;
use crate::path::UrlPath;
use crate::render::common::page::{About, Head, Rendered, Translation, context, description};
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::snapshot::Snapshot;

pub(crate) fn render(snapshot: &Snapshot, language: usize) -> Rendered {
    let lang = &snapshot.config.languages[language].code;
    let blogroll = snapshot.site.blogroll.clone().unwrap_or_default();
    let url = address(snapshot, language, "/");
    let head = Head {
        description: description(snapshot, lang),
        translations: translations(snapshot),
        about: About::Blogroll,
        ..Head::new(
            snapshot,
            NAME,
            language,
            &url,
            title(snapshot, lang, &blogroll),
        )
    };
    let mut context = context(snapshot, &head);
    let groups = blogroll
        .groups
        .iter()
        .map(|group| group_value(snapshot, lang, group));
    let count = blogroll.groups.iter().map(|group| group.blogs.len()).sum();
    let value = map! {
        "description" => blogroll.description.as_ref().map_or_else(Value::none, |text| inline(snapshot, text, lang)),
        "opml" => address(snapshot, language, ".opml").href(&snapshot.config.base_path),
        "groups" => list(groups),
        "count" => number(count),
    };
    context.insert_value("blogroll", value);
    snapshot.theme.render("blogroll.html", &context)
}

/// The page is there in every language.
pub(crate) fn translations(snapshot: &Snapshot) -> Vec<Translation> {
    let languages = 0..snapshot.config.languages.len();
    languages
        .map(|other| Translation {
            url: address(snapshot, other, "/"),
            missing: false,
        })
        .collect()
}

fn address(snapshot: &Snapshot, language: usize, ending: &str) -> UrlPath {
    UrlPath::new(&format!(
        "{}{NAME}{ending}",
        snapshot
            .config
            .prefix(&snapshot.config.languages[language].code)
    ))
}

fn title(snapshot: &Snapshot, lang: &Lang, blogroll: &Blogroll) -> String {
    let own = blogroll
        .title
        .as_ref()
        .map(|title| title.get(lang).to_owned())
        .filter(|title| !title.is_empty());
    own.unwrap_or_else(|| snapshot.theme.strings.word(lang, NAME))
}

fn inline(snapshot: &Snapshot, text: &Localized, lang: &Lang) -> Value {
    let typography = snapshot.config.typography(text.language(lang));
    safe(&markdown::inline(text.get(lang), typography))
}

fn group_value(snapshot: &Snapshot, lang: &Lang, group: &Group) -> Value {
    map! {
        "name" => text_or_none(group.name.as_ref().map(|name| name.get(lang))),
        "blogs" => list(group.blogs.iter().map(|blog| blog_value(snapshot, lang, blog))),
    }
}

fn blog_value(snapshot: &Snapshot, lang: &Lang, blog: &Blog) -> Value {
    let foreign = blog.lang.as_ref().filter(|other| *other != lang);
    let known = foreign.and_then(|other| snapshot.config.rank(other));
    let name = known.map(|rank| snapshot.config.languages[rank].name.as_str());
    map! {
        "title" => blog.title.as_str(),
        "url" => blog.url.as_str(),
        "host" => crate::render::common::cards::host(&blog.url),
        "feed" => text_or_none(blog.feed.as_deref()),
        "author" => text_or_none(blog.author.as_deref()),
        "lang" => text_or_none(foreign.map(Lang::as_str)),
        "lang_name" => text_or_none(name.or_else(|| foreign.map(Lang::as_str))),
        "description" => blog.description.as_ref().map_or_else(Value::none, |text| inline(snapshot, text, lang)),
    }
}

/// The blogs that have a feed, as outlines of outlines.
pub(crate) fn opml(snapshot: &Snapshot, language: usize) -> Vec<u8> {
    let config = &snapshot.config;
    let lang = &config.languages[language].code;
    let blogroll = snapshot.site.blogroll.clone().unwrap_or_default();
    let mut writer = Opml(quick_xml::Writer::new_with_indent(Vec::new(), b' ', 1));
    writer.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    writer.open("opml", &[("version", "2.0")]);
    writer.open("head", &[]);
    writer.text(
        "title",
        &format!(
            "{} · {}",
            title(snapshot, lang, &blogroll),
            config.title.get(lang)
        ),
    );
    writer.text("ownerName", config.title.get(lang));
    let home = UrlPath::new(&config.prefix(lang)).href(&config.base_path);
    writer.text("ownerId", &format!("{}{home}", config.origin));
    writer.text("docs", "https://opml.org/spec2.opml");
    writer.close("head");
    writer.open("body", &[]);
    for group in &blogroll.groups {
        writer.group(config, lang, group);
    }
    writer.close("body");
    writer.close("opml");
    let mut bytes = writer.0.into_inner();
    bytes.push(b'\n');
    bytes
}

/// A file in the making.
struct Opml(quick_xml::Writer<Vec<u8>>);

impl Opml {
    fn group(&mut self, config: &Config, lang: &Lang, group: &Group) {
        let feeds: Vec<(&Blog, &str)> = group
            .blogs
            .iter()
            .filter_map(|blog| Some((blog, blog.feed.as_deref()?)))
            .collect();
        let name = group
            .name
            .as_ref()
            .map(|name| name.get(lang))
            .filter(|_| !feeds.is_empty());
        if let Some(name) = name {
            self.open("outline", &[("text", name)]);
        }
        for (blog, feed) in feeds {
            self.feed(config, lang, blog, feed);
        }
        if name.is_some() {
            self.close("outline");
        }
    }

    fn feed(&mut self, config: &Config, lang: &Lang, blog: &Blog, feed: &str) {
        let set = |text: &Localized| {
            markdown::inline_text(text.get(lang), config.typography(text.language(lang)))
        };
        let description = blog.description.as_ref().map(set);
        let always = [
            ("type", "rss"),
            ("text", &blog.title),
            ("title", &blog.title),
            ("xmlUrl", feed),
            ("htmlUrl", &blog.url),
        ];
        let told = description.as_deref().map(|text| ("description", text));
        let language = blog.lang.as_ref().map(|lang| ("language", lang.as_str()));
        let attributes: Vec<(&str, &str)> =
            always.into_iter().chain(told).chain(language).collect();
        self.event(Event::Empty(element("outline", &attributes)));
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(element(name, attributes)));
    }

    fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.open(name, &[]);
        self.event(Event::Text(BytesText::new(&clean(text))));
        self.close(name);
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to a `Vec` cannot fail.
        let _ = self.0.write_event(event);
    }
}

fn element<'e>(name: &'e str, attributes: &[(&str, &str)]) -> BytesStart<'e> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, clean(value).as_str()));
    }
    element
}

/// Without what XML 1.0 has no way to write.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}
