//! What a link to a page is shown as elsewhere: `OpenGraph`'s articles and locales, and the feed of
//! a listing.

use tera::Value;

use crate::content_path::Kind;
use crate::date::Date;
use crate::lang::Lang;
use crate::render::common::cards::author_url;
use crate::render::common::page::{About, Head, listing_title};
use crate::render::common::trail;
use crate::render::common::value::{list, map, text_or_none};
use crate::render::machines::feed;
use crate::render::machines::sitemap::last_change;
use crate::site::listing::Subject;
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

/// A language as `OpenGraph` writes it, `fr_FR`; nothing where no territory is known.
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
pub(crate) fn other_locales(snapshot: &Snapshot, head: &Head<'_>) -> Value {
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

/// What `OpenGraph` tells of an article; `none` for what is no post.
pub(crate) fn article(snapshot: &Snapshot, head: &Head<'_>) -> Value {
    let About::Page(id) = head.about else {
        return Value::none();
    };
    let page = snapshot.site.page(id);
    if !matches!(
        page.document.path.kind,
        Kind::Post | Kind::Recap | Kind::Session
    ) {
        return Value::none();
    }
    let (front_matter, lang) = (&page.document.front_matter, &page.document.path.lang);
    let authors = page.authors.iter().map(|&author| {
        let url = author_url(snapshot, author, page.language);
        map! {
            "name" => snapshot.site.authors[author].name(lang),
            "url" => format!("{}{url}", snapshot.config.origin),
        }
    });
    map! {
        "published" => text_or_none(page.date.as_ref().map(Date::w3c).as_deref()),
        "modified" => text_or_none(last_change(snapshot, id).map(Date::w3c).as_deref()),
        "section" => text_or_none(trail::section(snapshot, id).map(|id| listing_title(snapshot, id)).as_deref()),
        "authors" => list(authors),
        "tags" => list(front_matter.tags.iter().map(|tag| Value::from(tag.as_str()))),
    }
}

/// The page's own feed, beside that of its language.
pub(crate) fn feed(snapshot: &Snapshot, head: &Head<'_>) -> Value {
    match head.about {
        About::Listing(id, _) if snapshot.site.listing(id).subject != Subject::Home => {
            feed_value(feed::of(snapshot, id))
        }
        _ => Value::none(),
    }
}

/// An address and a title, or `none`.
pub(crate) fn feed_value(feed: Option<(String, String)>) -> Value {
    feed.map_or_else(
        Value::none,
        |(url, title)| map! { "url" => url, "title" => title },
    )
}

/// The whole address of an author's page.
pub(crate) fn author_page(snapshot: &Snapshot, author: usize, language: usize) -> String {
    format!(
        "{}{}",
        snapshot.config.origin,
        author_url(snapshot, author, language)
    )
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
