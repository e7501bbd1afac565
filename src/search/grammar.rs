//! The grammar of a language, as far as search needs it: stop words, and the stems of words.

use rust_stemmers::{Algorithm, Stemmer};

use super::fold::fold;
use crate::lang::Lang;

/// French words that nobody looks for, folded.
const FRENCH: &str = "ai as au aussi aux avec avoir ce ceci cela celle celles celui ces cet cette ceux chez comme dans de \
    des dont du elle elles en est et etaient etait etre eux il ils je la le les leur leurs lui ma mais me meme memes mes \
    moi mon ne ni nos notre nous on ont ou par pas plus pour qu que qui sa sans se sera ses si soi soit son sont sur ta \
    te tes toi ton tous tout toute toutes tres tu un une va vos votre vous";

/// English words that nobody looks for.
const ENGLISH: &str = "am an and any are as at be because been being but by can could did do does don each for from had \
    has have he her here hers him his how if in into is it its just ll me more most my no nor not of off on or our ours \
    re she should so some such than that the their theirs them then there these they this those to too us ve very was we \
    were what when where which while who whom whose why will with would you your yours";

/// The stop words of a language, which nobody looks for: folded, with spaces between them. Empty
/// for most languages.
#[must_use]
pub fn stop_words(lang: &Lang) -> &'static str {
    match lang.primary() {
        "fr" => FRENCH,
        "en" => ENGLISH,
        _ => "",
    }
}

/// The stop words and the stemmer of a language.
pub(super) struct Grammar {
    stemmer: Option<Stemmer>,
    stop_words: Vec<&'static str>,
}

impl Grammar {
    pub(super) fn of(lang: &Lang) -> Self {
        let stemmer = algorithm(lang.primary()).map(Stemmer::create);
        Self {
            stemmer,
            stop_words: stop_words(lang).split_ascii_whitespace().collect(),
        }
    }

    /// Whether a folded word counts in titles only: a stop word, or a single letter or digit.
    pub(super) fn is_slight(&self, folded: &str) -> bool {
        folded.len() == 1 || self.stop_words.contains(&folded)
    }

    /// The stem of a word, folded. The stemmer needs the accents (`répété`, `répète`), so it gets
    /// the word as it was written.
    pub(super) fn stem(&self, word: &str) -> String {
        let is_name = word.len() < 4 || word.contains(|c: char| !c.is_alphabetic());
        match &self.stemmer {
            Some(stemmer) if !is_name => fold(&stemmer.stem(word)).into_owned(),
            _ => fold(word).into_owned(),
        }
    }
}

/// The Snowball algorithms, by BCP 47 code.
fn algorithm(code: &str) -> Option<Algorithm> {
    Some(match code {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}
