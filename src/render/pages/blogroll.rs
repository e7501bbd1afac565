//! The page of the blogs that the site's people read.

use tera::Value;

use crate::blogroll::{Blog, BlogGroup};
use crate::lang::Lang;
use crate::localized::Localized;
use crate::markdown;
use crate::render::common::context::context;
use crate::render::common::head::{About, PageHead};
use crate::render::common::links::{host, href};
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::titles::{blogroll_title, site_description};
use crate::render::common::translations;
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, language: usize) -> Rendered {
    let lang = &snapshot.config.languages[language].code;
    let blogroll = snapshot.site.blogroll.clone().unwrap_or_default();
    let url = snapshot.site.address(&Target::Blogroll(language));
    let title = blogroll_title(snapshot, lang, &blogroll);
    let head = PageHead {
        description: site_description(snapshot, lang),
        translations: translations::of_blogroll(snapshot),
        about: About::Blogroll,
        ..PageHead::new(snapshot, kind, language, &url, title)
    };
    let mut context = context(snapshot, &head);
    let groups = blogroll
        .groups
        .iter()
        .map(|group| group_value(snapshot, lang, group));
    let count = blogroll.groups.iter().map(|group| group.blogs.len()).sum();
    let value = map! {
        "description" => blogroll.description.as_ref().map_or_else(Value::none, |text| inline(snapshot, text, lang)),
        "opml" => href(snapshot, &Target::Opml(language)),
        "groups" => list(groups),
        "count" => number(count),
    };
    context.insert_value("blogroll", value);
    snapshot.theme.render(kind.template, &context)
}

fn inline(snapshot: &Snapshot, text: &Localized, lang: &Lang) -> Value {
    let typography = snapshot.config.typography(text.language(lang));
    safe(&markdown::inline(text.get(lang), typography))
}

fn group_value(snapshot: &Snapshot, lang: &Lang, group: &BlogGroup) -> Value {
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
        "host" => host(&blog.url),
        "feed" => text_or_none(blog.feed.as_deref()),
        "author" => text_or_none(blog.author.as_deref()),
        "lang" => text_or_none(foreign.map(Lang::as_str)),
        "lang_name" => text_or_none(name.or_else(|| foreign.map(Lang::as_str))),
        "description" => blog.description.as_ref().map_or_else(Value::none, |text| inline(snapshot, text, lang)),
    }
}
