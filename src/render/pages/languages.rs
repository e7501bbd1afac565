//! The choice of a language, at the root of a site whose languages all have a prefix.

use crate::render::common::context::context;
use crate::render::common::head::{About, PageHead};
use crate::render::common::links;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::titles::site_description;
use crate::render::common::translations::homes;
use crate::render::common::value::{list, map};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind) -> Rendered {
    let config = &snapshot.config;
    let lang = &config.languages[0].code;
    let url = snapshot.site.address(&Target::Languages);
    let title = config.title.get(lang).to_owned();
    let head = PageHead {
        description: site_description(snapshot, lang),
        translations: homes(snapshot, |_| true),
        about: About::Languages,
        ..PageHead::new(snapshot, kind, 0, &url, title)
    };
    let mut context = context(snapshot, &head);
    let languages = config.languages.iter().enumerate().map(|(rank, entry)| {
        map! {
            "code" => entry.code.as_str(),
            "name" => entry.name.as_str(),
            "url" => links::home(snapshot, rank).href(&config.base_path),
            "title" => config.title.get(&entry.code),
        }
    });
    context.insert_value("languages", list(languages));
    snapshot.theme.render(kind.template, &context)
}
