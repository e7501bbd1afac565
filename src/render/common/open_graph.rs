//! The Open Graph properties of a page: its locales and, for an article, its authors and dates.

use tera::Value;

use super::dates::last_change;
use super::head::{About, PageHead};
use super::links::absolute_author_url;
use super::page_kind::OpenGraph;
use super::sections;
use super::titles::listing_title;
use super::value::{list, map, text_or_none};
use crate::date::Date;
use crate::lang::Lang;
use crate::snapshot::Snapshot;

/// The likely territory of a language (CLDR's likely subtags), where its code names none.
const TERRITORIES: &[(&str, &str)] = &[
    ("ar", "EG"),
    ("bg", "BG"),
    ("br", "FR"),
    ("ca", "ES"),
    ("co", "FR"),
    ("cs", "CZ"),
    ("cy", "GB"),
    ("da", "DK"),
    ("de", "DE"),
    ("el", "GR"),
    ("en", "US"),
    ("es", "ES"),
    ("et", "EE"),
    ("eu", "ES"),
    ("fa", "IR"),
    ("fi", "FI"),
    ("fr", "FR"),
    ("ga", "IE"),
    ("gl", "ES"),
    ("he", "IL"),
    ("hi", "IN"),
    ("hr", "HR"),
    ("hu", "HU"),
    ("id", "ID"),
    ("is", "IS"),
    ("it", "IT"),
    ("ja", "JP"),
    ("ko", "KR"),
    ("lb", "LU"),
    ("lt", "LT"),
    ("lv", "LV"),
    ("nb", "NO"),
    ("nl", "NL"),
    ("nn", "NO"),
    ("oc", "FR"),
    ("pl", "PL"),
    ("pt", "BR"),
    ("ro", "RO"),
    ("ru", "RU"),
    ("sk", "SK"),
    ("sl", "SI"),
    ("sr", "RS"),
    ("sv", "SE"),
    ("th", "TH"),
    ("tr", "TR"),
    ("uk", "UA"),
    ("vi", "VN"),
    ("zh", "CN"),
    ("zh-Hans", "CN"),
    ("zh-Hant", "TW"),
];

/// A language as Open Graph writes it, `fr_FR`; `None` where no territory is known.
pub(crate) fn locale(lang: &Lang) -> Option<String> {
    let code = lang.as_str();
    let mut parts = code.split('-');
    let language = parts.next().unwrap_or_default();
    let named = parts.find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let likely = || {
        TERRITORIES
            .iter()
            .find(|(known, _)| *known == code)
            .map(|(_, territory)| (*territory).to_owned())
    };
    let territory = named.map(str::to_ascii_uppercase).or_else(likely)?;
    Some(format!("{language}_{territory}"))
}

/// The locales of the page's translations.
pub(crate) fn other_locales(snapshot: &Snapshot, head: &PageHead<'_>) -> Value {
    let others = head
        .translations
        .iter()
        .enumerate()
        .filter(|(language, translation)| *language != head.language && !translation.missing);
    list(
        others
            .filter_map(|(language, _)| locale(&snapshot.config.languages[language].code))
            .map(Value::from),
    )
}

/// The properties of an article; `none` for other pages.
pub(crate) fn article(snapshot: &Snapshot, head: &PageHead<'_>) -> Value {
    let (OpenGraph::Article, About::Page(id)) = (head.kind.open_graph, head.about) else {
        return Value::none();
    };
    let page = snapshot.site.page(id);
    let (front_matter, lang) = (&page.document.front_matter, &page.document.path.lang);
    let authors = page.authors.iter().map(|&author| {
        map! {
            "name" => snapshot.site.authors[author].name(lang),
            "url" => absolute_author_url(snapshot, author, page.language),
        }
    });
    let section = sections::nearest(snapshot, id).map(|id| listing_title(snapshot, id));
    map! {
        "published" => text_or_none(page.date.as_ref().map(Date::w3c).as_deref()),
        "modified" => text_or_none(last_change(snapshot, id).map(Date::w3c).as_deref()),
        "section" => text_or_none(section.as_deref()),
        "authors" => list(authors),
        "tags" => list(front_matter.tags.iter().map(|tag| Value::from(tag.as_str()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_have_a_territory() {
        for (code, expected) in [
            ("fr", "fr_FR"),
            ("en", "en_US"),
            ("pt-BR", "pt_BR"),
            ("fr-CA", "fr_CA"),
            ("zh-Hant", "zh_TW"),
            ("de-CH-1996", "de_CH"),
        ] {
            assert_eq!(
                locale(&Lang::new(code)).as_deref(),
                Some(expected),
                "{code}"
            );
        }
        assert_eq!(locale(&Lang::new("gsw")), None);
    }
}
