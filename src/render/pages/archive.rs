//! Posts by year: all of them, or those of one year.

use tera::Value;

use crate::lang::Lang;
use crate::path::UrlPath;
use crate::render::common::cards;
use crate::render::common::page::{About, Head, Rendered, Translation, context, description};
use crate::render::common::value::{list, map, number};
use crate::site::PageId;
use crate::site::archive::{Archive, NAME, Year};
use crate::snapshot::Snapshot;

/// A year with more posts than this is told month by month.
const LONG: usize = 12;

pub(crate) fn render(snapshot: &Snapshot, language: usize, year: Option<i16>) -> Rendered {
    let archive = &snapshot.site.archives[language];
    let lang = &snapshot.config.languages[language].code;
    let shown = year.and_then(|year| archive.year(year));
    let url = shown.map_or(&archive.url, |year| &year.url);
    let head = Head {
        description: description(snapshot, lang),
        translations: translations(snapshot, language, year),
        about: About::Archive(year),
        ..Head::new(snapshot, NAME, language, url, title(snapshot, lang, year))
    };
    let mut context = context(snapshot, &head);
    let years = archive.years.iter();
    context.insert_value(
        "years",
        list(years.map(|other| link(snapshot, other, shown))),
    );
    let told = archive
        .years
        .iter()
        .filter(|other| shown.is_none_or(|shown| shown.year == other.year));
    context.insert_value(
        "archive",
        list(told.map(|year| told_year(snapshot, language, year))),
    );
    context.insert_value(
        "count",
        number(shown.map_or_else(|| archive.total(), |year| year.pages.len())),
    );
    snapshot.theme.render("archive.html", &context)
}

pub(crate) fn title(snapshot: &Snapshot, lang: &Lang, year: Option<i16>) -> String {
    let strings = &snapshot.theme.strings;
    let Some(year) = year.map(|year| format!("{year:04}")) else {
        return strings.word(lang, NAME);
    };
    strings
        .get(lang, "archive_year", &[("year", &year)])
        .unwrap_or(year)
}

fn link(snapshot: &Snapshot, year: &Year, shown: Option<&Year>) -> Value {
    map! {
        "year" => format!("{:04}", year.year),
        "url" => year.url.href(&snapshot.config.base_path),
        "count" => number(year.pages.len()),
        "current" => shown.is_some_and(|shown| shown.year == year.year),
    }
}

fn told_year(snapshot: &Snapshot, language: usize, year: &Year) -> Value {
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

fn date(snapshot: &Snapshot, id: PageId) -> Option<&crate::date::Date> {
    snapshot.site.page(id).date.as_ref()
}

/// A post, with its day and month: the year stands above.
fn line(snapshot: &Snapshot, language: usize, id: PageId) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let day = date(snapshot, id).map(|date| snapshot.theme.strings.day(lang, date));
    map! { "day" => day.map_or_else(Value::none, Value::from), "card" => cards::get(snapshot, id, language) }
}

/// The same in each language: one that has nothing of the year leads to all of them, one that has
/// nothing at all to its home.
pub(crate) fn translations(
    snapshot: &Snapshot,
    language: usize,
    year: Option<i16>,
) -> Vec<Translation> {
    let in_language = |(other, archive): (usize, &Archive)| {
        let same = match year {
            None => Some(&archive.url).filter(|_| !archive.years.is_empty()),
            Some(year) => archive.year(year).map(|year| &year.url),
        };
        let home = || {
            UrlPath::new(
                &snapshot
                    .config
                    .prefix(&snapshot.config.languages[other].code),
            )
        };
        let instead = || {
            if archive.years.is_empty() {
                home()
            } else {
                archive.url.clone()
            }
        };
        Translation {
            url: same.cloned().unwrap_or_else(instead),
            missing: same.is_none() && other != language,
        }
    };
    snapshot
        .site
        .archives
        .iter()
        .enumerate()
        .map(in_language)
        .collect()
}
