//! What is said to somebody who does not ask for every detail: one line a deck for all that is lost
//! of another tool's deck, and no notes. Must not know how a line is printed.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Loss, Place, codes};
use crate::path::SitePath;

/// How many words a line has; the others are counted.
const WORDS: usize = 8;
/// The longest word, in characters.
const LONGEST: usize = 40;

/// The losses of one deck.
struct Losses<'d> {
    /// The first of them.
    first: &'d Diagnostic,
    /// Where it stands.
    place: &'d Place,
    tool: &'static str,
    /// Each word with how often it is lost, in the order of the deck.
    words: Vec<(&'d str, usize)>,
}

/// A diagnostic as it is, or the losses of a deck by their number.
enum Item<'d> {
    One(&'d Diagnostic),
    Losses(usize),
}

/// The diagnostics without notes, and with one for all losses of a deck, at the place of the first.
#[must_use]
pub fn summarised(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut items = Vec::with_capacity(diagnostics.len());
    let mut decks: Vec<Losses<'_>> = Vec::new();
    let mut numbers: HashMap<(&SitePath, &str), usize> = HashMap::new();
    for diagnostic in diagnostics.iter().filter(|found| !found.is_note()) {
        let (Some(Loss { tool, word }), Some(place)) = (&diagnostic.loss, &diagnostic.place) else {
            items.push(Item::One(diagnostic));
            continue;
        };
        let number = *numbers.entry((&place.file, tool)).or_insert_with(|| {
            items.push(Item::Losses(decks.len()));
            decks.push(Losses {
                first: diagnostic,
                place,
                tool,
                words: Vec::new(),
            });
            decks.len() - 1
        });
        decks[number].count(word);
    }
    let shown = items.into_iter().map(|item| match item {
        Item::One(diagnostic) => diagnostic.clone(),
        Item::Losses(number) => decks[number].summary(),
    });
    shown.collect()
}

impl<'d> Losses<'d> {
    fn count(&mut self, word: &'d str) {
        match self.words.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => self.words.push((word, 1)),
        }
    }

    /// One line for all of them. A single one says itself what to do.
    fn summary(&self) -> Diagnostic {
        let all: usize = self.words.iter().map(|(_, count)| count).sum();
        if all == 1 {
            return self.first.clone();
        }
        let mut words = self.words.clone();
        words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut listed: Vec<String> = words.iter().take(WORDS).map(said).collect();
        if words.len() > WORDS {
            let rest: usize = words[WORDS..].iter().map(|(_, count)| count).sum();
            listed.push(format!("and {rest} more"));
        }
        let message = format!(
            "this {} deck has {all} things that Lutrin cannot show: {}",
            self.tool,
            listed.join(", ")
        );
        Diagnostic::new(codes::NO_EQUIVALENT, self.place.clone(), message)
            .hint("`--verbose` says where each of them is, and what to write instead")
    }
}

/// A word as it is listed.
fn said((word, count): &(&str, usize)) -> String {
    let mut short: String = word.chars().take(LONGEST).collect();
    if short.len() < word.len() {
        short.push('…');
    }
    match count {
        1 => format!("`{short}`"),
        count => format!("`{short}` ({count})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(file: &str, at: usize, word: &str) -> Diagnostic {
        let place = Place::new(&SitePath::new(file), at..at + 1);
        Diagnostic::new(codes::NO_EQUIVALENT, place, format!("no `{word}`")).losing("Slidev", word)
    }

    #[test]
    fn the_losses_of_a_deck_are_one_line() {
        let place = Place::file(&SitePath::new("a"));
        let all = [
            lost("a", 1, "zoom"),
            lost("a", 2, "<Tweet>"),
            Diagnostic::new(codes::FOREIGN_SETTING, place.clone(), "silent"),
            Diagnostic::new(codes::EMPTY_SLIDE, place, "another"),
            lost("a", 4, "<Tweet>"),
            lost("b", 1, "zoom"),
        ];
        let found = summarised(&all);
        let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "this Slidev deck has 3 things that Lutrin cannot show: `<Tweet>` (2), `zoom`",
                "another",
                "no `zoom`"
            ]
        );
        assert_eq!(found[0].place, all[0].place);
    }

    #[test]
    fn many_words_are_counted() {
        let words: Vec<String> = (0..20).map(|number| format!("w{number}")).collect();
        let all: Vec<Diagnostic> = words.iter().map(|word| lost("a", 1, word)).collect();
        let found = summarised(&all);
        assert!(
            found[0].message.ends_with("`w7`, and 12 more"),
            "{}",
            found[0].message
        );
    }
}
