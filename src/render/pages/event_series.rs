//! The page of a series of events: its rule and its editions.

mod rule;

use tera::Value;

use crate::localized::Localized;
use crate::markdown;
use crate::render::common::body::embeds;
use crate::render::common::context::context;
use crate::render::common::head::{About, PageHead};
use crate::render::common::links::host;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::event;
use crate::render::common::titles::site_description;
use crate::render::common::translations;
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::site::events::Event;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

pub use rule::describe as describe_rule;

/// The page of a series (by its place) in a language (by rank).
pub(super) fn render(
    snapshot: &Snapshot,
    kind: &'static PageKind,
    at: usize,
    language: usize,
) -> Rendered {
    let (config, site) = (&snapshot.config, &snapshot.site);
    let (lang, series) = (&config.languages[language].code, &site.events.series[at]);
    let url = site.address(&Target::EventSeries(at, language));
    let plain = |text: &Localized| {
        markdown::inline_text(text.get(lang), config.typography(text.language(lang)))
    };
    let summary = series.declared.description.as_ref().map(plain);
    let description = summary.as_deref();
    let title = series.declared.name.get(lang).to_owned();
    let head = PageHead {
        description: description.or_else(|| site_description(snapshot, lang)),
        translations: translations::of_event_series(snapshot, at),
        about: About::EventSeries(at),
        ..PageHead::new(snapshot, kind, language, &url, title)
    };
    let mut context = context(snapshot, &head);
    let editions = series.editions.iter().map(|at| &site.events.all[*at]);
    let (upcoming, mut past): (Vec<&Event>, Vec<&Event>) =
        editions.partition(|event| event.is_upcoming(site.today.as_ref()));
    past.reverse();
    let value = |event: &Event| event::shown(snapshot, event, language);
    context.insert_value("upcoming", list(upcoming.into_iter().map(value)));
    context.insert_value("past", list(past.into_iter().map(value)));
    context.insert_value("count", number(series.editions.len()));
    context.insert_value("series", series_value(snapshot, at, language));
    context.insert_value("uses", embeds::uses_of(&[], true));
    snapshot.theme.render(kind.template, &context)
}

fn series_value(snapshot: &Snapshot, at: usize, language: usize) -> Value {
    let (config, series) = (&snapshot.config, &snapshot.site.events.series[at]);
    let lang = &config.languages[language].code;
    let html = |text: &Localized| {
        let typography = config.typography(text.language(lang));
        safe(&markdown::inline(text.get(lang), typography))
    };
    map! {
        "id" => series.declared.id.as_str(),
        "title" => series.declared.name.get(lang),
        "description" => series.declared.description.as_ref().map_or_else(Value::none, html),
        "site" => text_or_none(series.declared.url.as_deref()),
        "host" => text_or_none(series.declared.url.as_deref().map(host)),
        "rule" => rule::value(snapshot, series, lang),
    }
}
