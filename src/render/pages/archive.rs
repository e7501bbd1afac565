//! Posts by year: all of them, or those of one year.

use tera::Value;

use crate::date::Date;
use crate::render::common::context::context;
use crate::render::common::head::{About, PageHead};
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::card;
use crate::render::common::titles::{archive_title, site_description};
use crate::render::common::translations;
use crate::render::common::value::{list, map, number};
use crate::site::PageId;
use crate::site::archive::Year;
use crate::snapshot::Snapshot;

/// A year with more posts than this is divided into months.
const LONG: usize = 12;

pub(super) fn render(
    snapshot: &Snapshot,
    kind: &'static PageKind,
    language: usize,
    year: Option<i16>,
) -> Rendered {
    let archive = &snapshot.site.archives[language];
    let lang = &snapshot.config.languages[language].code;
    let shown = year.and_then(|year| archive.year(year));
    let url = shown.map_or(&archive.url, |year| &year.url);
    let title = archive_title(snapshot, lang, year);
    let head = PageHead {
        description: site_description(snapshot, lang),
        translations: translations::of_archive(snapshot, language, year),
        about: About::Archive(year),
        ..PageHead::new(snapshot, kind, language, url, title)
    };
    let mut context = context(snapshot, &head);
    let years = archive.years.iter();
    context.insert_value(
        "years",
        list(years.map(|other| link(snapshot, other, shown))),
    );
    let shown_years = archive
        .years
        .iter()
        .filter(|other| shown.is_none_or(|shown| shown.year == other.year));
    context.insert_value(
        "archive",
        list(shown_years.map(|year| year_value(snapshot, language, year))),
    );
    context.insert_value(
        "count",
        number(shown.map_or_else(|| archive.total(), |year| year.pages.len())),
    );
    snapshot.theme.render(kind.template, &context)
}

fn link(snapshot: &Snapshot, year: &Year, shown: Option<&Year>) -> Value {
    map! {
        "year" => format!("{:04}", year.year),
        "url" => year.url.href(&snapshot.config.base_path),
        "count" => number(year.pages.len()),
        "current" => shown.is_some_and(|shown| shown.year == year.year),
    }
}

fn year_value(snapshot: &Snapshot, language: usize, year: &Year) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let is_long = year.pages.len() > LONG;
    let month = |id: &PageId| date(snapshot, *id).map_or(0, |date| date.ymd().1);
    let months = year
        .pages
        .chunk_by(|a, b| !is_long || month(a) == month(b))
        .map(|pages| {
            let first = pages
                .first()
                .and_then(|id| date(snapshot, *id))
                .filter(|_| is_long);
            let name = first.and_then(|date| snapshot.theme.strings.month(lang, date));
            map! {
                "title" => name.map_or_else(Value::none, Value::from),
                "posts" => list(pages.iter().map(|id| line(snapshot, language, *id))),
            }
        });
    let months = list(months);
    map! {
        "year" => format!("{:04}", year.year),
        "url" => year.url.href(&snapshot.config.base_path),
        "count" => number(year.pages.len()),
        "months" => months,
    }
}

fn date(snapshot: &Snapshot, id: PageId) -> Option<&Date> {
    snapshot.site.page(id).date.as_ref()
}

/// A post, with its day and month: the year stands above.
fn line(snapshot: &Snapshot, language: usize, id: PageId) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let day = date(snapshot, id).map(|date| snapshot.theme.strings.day(lang, date));
    map! { "day" => day.map_or_else(Value::none, Value::from), "card" => card::shared(snapshot, id, language) }
}
