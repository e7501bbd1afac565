//! The same page in other languages as search engines want to know it (`hreflang`): one set, the
//! same on each of its pages.

use super::head::About;
use super::links::absolute;
use super::translations::Translation;
use crate::path::UrlPath;
use crate::site::listing::Subject;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The code for every language that has no page of its own.
const DEFAULT: &str = "x-default";

/// Language codes with whole addresses: real translations only, with the page itself and
/// `x-default`; empty when there is only one. A text whose original is elsewhere has no alternates:
/// search engines are sent to the original. The same holds for a variant of a deck, whose original
/// is the whole deck.
pub(crate) fn alternates(
    snapshot: &Snapshot,
    about: About,
    translations: &[Translation],
) -> Vec<(String, String)> {
    let config = &snapshot.config;
    let is_variant = |translation: &Translation| {
        matches!(
            snapshot.site.routes.get(translation.url.as_str()),
            Some(Target::DeckVariant(..))
        )
    };
    if translations.iter().any(is_variant) {
        return Vec::new();
    }
    // Where no language has the root, `/` chooses one for whoever comes to a home.
    let is_choice = about == About::Languages;
    let chooses = config.root_language.is_none() && (is_choice || is_home(snapshot, about));
    let real = translations.iter().enumerate().filter(|(_, translation)| {
        is_choice || !translation.missing && !is_copy(snapshot, &translation.url)
    });
    let real: Vec<(usize, String)> = real
        .map(|(language, translation)| (language, absolute(snapshot, &translation.url)))
        .collect();
    if real.len() < 2 {
        return Vec::new();
    }
    let root = config
        .root_language
        .as_ref()
        .and_then(|root| config.rank(root));
    let default = real
        .iter()
        .find(|(language, _)| Some(*language) == root)
        .unwrap_or(&real[0])
        .1
        .clone();
    let default = if chooses {
        absolute(snapshot, &snapshot.site.address(&Target::Languages))
    } else {
        default
    };
    let named = real
        .into_iter()
        .map(|(language, url)| (config.languages[language].code.to_string(), url));
    named.chain([(DEFAULT.to_owned(), default)]).collect()
}

fn is_home(snapshot: &Snapshot, about: About) -> bool {
    matches!(about, About::Listing(id, _) if snapshot.site.listing(id).subject == Subject::Home)
}

/// Whether a page says that its original is elsewhere.
fn is_copy(snapshot: &Snapshot, url: &UrlPath) -> bool {
    match snapshot.site.routes.get(url.as_str()) {
        Some(Target::Page(id)) => snapshot.site.page(id).document.canonical().is_some(),
        _ => false,
    }
}
