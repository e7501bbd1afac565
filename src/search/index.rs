//! The words of all pages: those of one stem in one line, with the pages that have any of them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::count::{Counted, Weight};
use super::encode::encode;
use super::fold::fold;
use super::grammar::Grammar;
use super::{SHARDS, shard};
use crate::lang::Lang;

/// The pages that a word stands on.
type Pages = Vec<(usize, Weight)>;

/// A word as it is written in one language, and where.
type Spelling<'c> = (&'c str, Pages);

/// Words of one stem.
#[derive(Default)]
struct Stem {
    spellings: BTreeSet<String>,
    pages: BTreeMap<usize, Weight>,
}

/// The lines of an index, by the shard of the words in them. A line is `word word|pages`; pages are
/// numbered as they were given. One whose words begin with several letters stands in the shard of
/// each.
#[must_use]
pub fn index(pages: &[&Counted]) -> Vec<Vec<String>> {
    let mut stems: FxHashMap<String, Stem> = FxHashMap::default();
    for (lang, spellings) in gather(pages) {
        let grammar = Grammar::of(lang);
        let analysed: Vec<_> = spellings
            .par_iter()
            .filter_map(|spelling| analyse(&grammar, spelling))
            .collect();
        for (stem, folded, pages) in analysed {
            let stem = stems.entry(stem).or_default();
            stem.spellings.insert(folded);
            for (page, weight) in pages {
                stem.pages.entry(page).or_default().join(weight);
            }
        }
    }
    let stems: Vec<Stem> = stems.into_values().collect();
    let lines: Vec<(BTreeSet<usize>, String)> = stems.par_iter().map(line).collect();
    let mut shards = vec![Vec::new(); SHARDS.len()];
    for (places, line) in lines {
        for place in places {
            shards[place].push(line.clone());
        }
    }
    for lines in &mut shards {
        lines.sort_unstable();
    }
    shards
}

/// The distinct spellings of each language.
fn gather<'c>(pages: &[&'c Counted]) -> BTreeMap<&'c Lang, Vec<Spelling<'c>>> {
    let mut found: BTreeMap<&Lang, (FxHashMap<&str, usize>, Vec<Spelling<'_>>)> = BTreeMap::new();
    for (page, counted) in pages.iter().enumerate() {
        let (places, spellings) = found.entry(&counted.lang).or_default();
        for (word, weight) in &counted.words {
            let place = *places.entry(word).or_insert_with(|| {
                spellings.push((word, Vec::new()));
                spellings.len() - 1
            });
            spellings[place].1.push((page, *weight));
        }
    }
    found
        .into_iter()
        .map(|(lang, (_, spellings))| (lang, spellings))
        .collect()
}

/// The stem of a spelling, the spelling folded, and where it counts.
fn analyse(grammar: &Grammar, (word, pages): &Spelling<'_>) -> Option<(String, String, Pages)> {
    let folded = fold(word).into_owned();
    let pages = if grammar.is_slight(&folded) {
        pages
            .iter()
            .filter_map(|(page, weight)| Some((*page, weight.in_title()?)))
            .collect()
    } else {
        pages.clone()
    };
    (!pages.is_empty()).then(|| (grammar.stem(word), folded, pages))
}

fn line(stem: &Stem) -> (BTreeSet<usize>, String) {
    let places = stem.spellings.iter().map(|word| shard(word)).collect();
    let spellings: Vec<&str> = stem.spellings.iter().map(String::as_str).collect();
    let pages = encode(
        stem.pages
            .iter()
            .map(|(page, weight)| (*page, weight.value())),
    );
    (places, format!("{}|{pages}", spellings.join(" ")))
}
