//! The blogs that the site's people read, for feed readers (OPML 2.0).

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::blogroll::{Blog, BlogGroup};
use crate::config::Config;
use crate::lang::Lang;
use crate::localized::Localized;
use crate::markdown;
use crate::render::common::links::{absolute, home};
use crate::render::common::titles::blogroll_title;
use crate::snapshot::Snapshot;

/// The blogs that have a feed, in a language (by rank): outlines within outlines.
pub(crate) fn render(snapshot: &Snapshot, language: usize) -> Vec<u8> {
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
            blogroll_title(snapshot, lang, &blogroll),
            config.title.get(lang)
        ),
    );
    writer.text("ownerName", config.title.get(lang));
    let home = absolute(snapshot, &home(snapshot, language));
    writer.text("ownerId", &home);
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
    fn group(&mut self, config: &Config, lang: &Lang, group: &BlogGroup) {
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
        let described = description.as_deref().map(|text| ("description", text));
        let language = blog.lang.as_ref().map(|lang| ("language", lang.as_str()));
        let attributes: Vec<(&str, &str)> = always
            .into_iter()
            .chain(described)
            .chain(language)
            .collect();
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

/// A text without the characters that XML 1.0 does not allow.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}
