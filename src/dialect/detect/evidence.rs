//! What speaks for each dialect, and which of them is taken.

use std::collections::HashSet;

use super::super::chosen::{Chosen, Doubt};
use super::super::{DIALECTS, Dialect};

/// What a key of one tool alone weighs; each further one weighs [`MORE`].
const SIGN: u32 = 9;
const MORE: u32 = 1;
/// What a key weighs that other programs may have, too: of one tool, and of several.
const WORD: u32 = 2;
const SHARED: u32 = 1;
/// What a key of Lutrin's decks weighs.
const NATIVE: u32 = 4;
/// The least weight that makes a deck another tool's.
const LEAST: u32 = 3;
/// The least weight that leaves no doubt.
const SURE: u32 = 6;

/// Keys that only Lutrin's decks have.
const NATIVE_KEYS: [&str; 5] = ["questions", "variants", "publish_notes", "aspect", "scheme"];

/// Something that speaks for a dialect.
#[derive(Debug, Clone)]
struct Sign {
    dialect: Dialect,
    weight: u32,
    /// What was written.
    words: String,
}

/// All that speaks for some dialect.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Evidence {
    signs: Vec<Sign>,
}

impl Evidence {
    pub(in super::super) fn add(&mut self, dialect: Dialect, weight: u32, words: &str) {
        let words = words.to_owned();
        self.signs.push(Sign {
            dialect,
            weight,
            words,
        });
    }

    /// Adds what the keys of a front matter say, whatever their values are.
    pub(in super::super) fn keys<'k>(&mut self, keys: impl Iterator<Item = &'k str>) {
        for name in keys {
            if NATIVE_KEYS.contains(&name) {
                self.add(Dialect::NATIVE, NATIVE, name);
            }
            let with_key = || {
                let dialects = DIALECTS.iter();
                dialects.filter_map(|dialect| Some((Dialect(dialect), dialect.key(name)?)))
            };
            let is_shared = with_key().count() > 1;
            for (dialect, key) in with_key() {
                let weight = match (key.is_sign, is_shared) {
                    (true, _) if self.of(dialect) >= SIGN => MORE,
                    (true, _) => SIGN,
                    (false, true) => SHARED,
                    (false, false) => WORD,
                };
                self.add(dialect, weight, name);
            }
        }
    }

    /// Whether nothing speaks for any dialect.
    pub(in super::super) fn is_empty(&self) -> bool {
        self.signs.is_empty()
    }

    /// What all that speaks for a dialect weighs.
    fn of(&self, dialect: Dialect) -> u32 {
        let signs = self.signs.iter().filter(|sign| sign.dialect == dialect);
        signs.map(|sign| sign.weight).sum()
    }

    /// What speaks most for a dialect.
    fn strongest(&self, dialect: Dialect) -> &str {
        let signs = self.signs.iter().filter(|sign| sign.dialect == dialect);
        let strongest = signs.rev().max_by_key(|sign| sign.weight);
        strongest.map_or("", |sign| sign.words.as_str())
    }

    /// What speaks for a dialect and not for another one: the strongest of it, and all its weight.
    fn against(&self, rival: Dialect, taken: Dialect) -> (&str, u32) {
        let of_taken: HashSet<&str> = self
            .signs
            .iter()
            .filter(|sign| sign.dialect == taken)
            .map(|sign| sign.words.as_str())
            .collect();
        let of_rival = || {
            let signs = self.signs.iter().filter(|sign| sign.dialect == rival);
            signs.filter(|sign| !of_taken.contains(sign.words.as_str()))
        };
        let strongest = of_rival().rev().max_by_key(|sign| sign.weight);
        let words = strongest.map_or("", |sign| sign.words.as_str());
        (words, of_rival().map(|sign| sign.weight).sum())
    }

    /// Whether something speaks for a dialect that no other program is likely to have. Words that
    /// anybody writes (`author`, `date`) never decide.
    fn decides(&self, dialect: Dialect) -> bool {
        let is_strong = |sign: &Sign| sign.dialect == dialect && sign.weight >= LEAST;
        self.signs.iter().any(is_strong)
    }

    /// Takes the dialect that most speaks for. Of two that are even, the first in the table.
    pub(in super::super) fn choose(&self) -> Chosen {
        let mut best = (Dialect::NATIVE, self.of(Dialect::NATIVE).max(LEAST - 1));
        for dialect in Dialect::all().filter(|dialect| *dialect != Dialect::NATIVE) {
            let weight = self.of(dialect);
            if weight > best.1 && self.decides(dialect) {
                best = (dialect, weight);
            }
        }
        let (dialect, weight) = best;
        let rivals = Dialect::all().filter(|rival| *rival != dialect && self.decides(*rival));
        let rivals = rivals.map(|rival| (rival, self.against(rival, dialect).1));
        let near = rivals.filter(|(_, against)| *against >= LEAST && against * 4 >= weight * 3);
        let doubt = match near.max_by_key(|(_, against)| *against) {
            Some((rival, _)) => Some(self.between(dialect, rival)),
            None if dialect == Dialect::NATIVE || weight >= SURE => None,
            None => Some(self.weak(dialect)),
        };
        Chosen { dialect, doubt }
    }

    fn between(&self, taken: Dialect, rival: Dialect) -> Doubt {
        let (words, other) = (self.against(taken, rival).0, self.against(rival, taken).0);
        let why = if words.is_empty() {
            self.strongest(taken)
        } else {
            words
        };
        Doubt {
            message: format!(
                "this deck is read as {} for `{why}`, though `{other}` is {}",
                whose(taken),
                whose(rival)
            ),
            hint: hint(taken, rival),
        }
    }

    fn weak(&self, taken: Dialect) -> Doubt {
        let why = self.strongest(taken);
        let whose = whose(taken);
        Doubt {
            message: format!("this deck is read as {whose} for `{why}`, and little else says so"),
            hint: hint(taken, Dialect::NATIVE),
        }
    }
}

fn whose(dialect: Dialect) -> String {
    if dialect == Dialect::NATIVE {
        "Lutrin's own".to_owned()
    } else {
        format!("{}'s", dialect.tool())
    }
}

fn hint(taken: Dialect, other: Dialect) -> String {
    let (taken, other) = (taken.name(), other.name());
    format!(
        "say in its front matter which tool it is for: `dialect: {taken}`, or `dialect: {other}`"
    )
}
