//! How much time each part and each slide of a deck may take.
//!
//! The slot is the sum of the parts' budgets. A part has the time that its heading says, else that
//! of its slides; a slide that says nothing shares what its part leaves, and a part that says
//! nothing shares what the slot leaves, by the number of such slides in it. The title, which a run
//! begins behind, has a share only where nothing else can have it. A sum that differs is a
//! diagnostic with the difference.
//!
//! A variant has what its slides have in the whole deck, made longer or shorter to fit its own
//! slot.

mod variant;

pub use variant::of_variant;

use super::{Deck, Part};
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::duration::Duration;
use crate::markdown::Layout;
use crate::path::SitePath;
use crate::source::Span;

/// The time of a deck, or of one of its variants, divided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The parts in order.
    pub parts: Vec<PlannedPart>,
    /// What there is to divide; `None` where nobody says how long the talk is.
    pub slot: Option<Duration>,
}

/// A part with its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPart {
    /// Its heading; `None` for slides before the first one.
    pub title: Option<String>,
    /// Whether its heading says its time.
    pub is_told: bool,
    /// The time that it may take, as far as it is known.
    pub budget: Option<Duration>,
    /// Its slides.
    pub slides: Vec<PlannedSlide>,
}

/// A slide with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedSlide {
    /// Its place among the slides of the deck.
    pub slide: usize,
    /// Whether it says its time itself.
    pub is_told: bool,
    /// The time that it may take, as far as it is known.
    pub budget: Option<Duration>,
}

impl Plan {
    /// What the parts take together; `None` while one of them has no budget.
    #[must_use]
    pub fn total(&self) -> Option<Duration> {
        let budgets = self
            .parts
            .iter()
            .map(|part| part.budget.map(Duration::seconds));
        budgets.sum::<Option<u32>>().map(Duration::from_seconds)
    }

    /// The time of each slide of the deck; `None` for those of other variants, and where it is not
    /// known.
    #[must_use]
    pub fn of_slides(&self, slides: usize) -> Vec<Option<Duration>> {
        let mut times = vec![None; slides];
        for slide in self.parts.iter().flat_map(|part| &part.slides) {
            times[slide.slide] = slide.budget;
        }
        times
    }
}

/// Divides a slot (the time of the talk without that for questions) among the slides of the whole
/// deck.
#[must_use]
pub fn plan(deck: &Deck, file: &SitePath, slot: Option<Duration>) -> Checked<Plan> {
    let parts = deck.parts(None);
    let mut planner = Planner {
        deck,
        file,
        title: silent_title(deck, &parts),
        diagnostics: Vec::new(),
    };
    let mut budgets: Vec<Option<u32>> = parts.iter().map(|part| planner.told(part)).collect();
    if let Some(slot) = slot {
        planner.share(&parts, &mut budgets, slot);
    }
    let parts = parts
        .iter()
        .zip(budgets)
        .map(|(part, budget)| planner.part(part, budget))
        .collect();
    Checked {
        value: Plan { parts, slot },
        diagnostics: planner.diagnostics,
    }
}

/// The title that a deck begins with, where it says no time. A run begins with the step behind it,
/// so that hardly anybody needs time for it.
fn silent_title(deck: &Deck, parts: &[Part<'_>]) -> Option<usize> {
    let first = *parts.first()?.slides.first()?;
    let slide = &deck.slides[first];
    (slide.layout == Layout::Title && slide.time.is_none()).then_some(first)
}

struct Planner<'d> {
    deck: &'d Deck,
    file: &'d SitePath,
    title: Option<usize>,
    diagnostics: Vec<Diagnostic>,
}

impl Planner<'_> {
    fn time_of(&self, slide: usize) -> Option<u32> {
        self.deck.slides[slide]
            .time
            .as_ref()
            .map(|time| time.value.seconds())
    }

    /// The budget that a part's heading says. The slide of that heading has none of its own.
    fn own_time(&self, part: &Part<'_>) -> Option<u32> {
        let first = *part.slides.first()?;
        self.time_of(first)
            .filter(|_| self.deck.slides[first].begins_part() && part.slides.len() > 1)
    }

    /// The slides of a part that have no time of their own, and the time of the others.
    fn slides_of(&self, part: &Part<'_>) -> (Vec<usize>, u32) {
        let has_own = self.own_time(part).is_some();
        let is_open =
            |at: usize, slide: usize| self.time_of(slide).is_none() || (has_own && at == 0);
        let slides = || part.slides.iter().copied().enumerate();
        let open = slides()
            .filter(|&(at, slide)| is_open(at, slide))
            .map(|(_, slide)| slide)
            .collect();
        let told = slides().filter(|&(at, slide)| !is_open(at, slide));
        (
            open,
            told.filter_map(|(_, slide)| self.time_of(slide)).sum(),
        )
    }

    /// What a part takes by its own words, if it says so.
    fn told(&self, part: &Part<'_>) -> Option<u32> {
        let (open, told) = self.slides_of(part);
        self.own_time(part)
            .or_else(|| open.is_empty().then_some(told))
    }

    /// How many of the slides without a time share what is left before the title does.
    fn sharing(&self, open: &[usize]) -> usize {
        open.iter()
            .filter(|&&slide| Some(slide) != self.title)
            .count()
    }

    /// Gives the parts without a budget what the others leave, beyond what their own slides take.
    fn share(&mut self, parts: &[Part<'_>], budgets: &mut [Option<u32>], slot: Duration) {
        let open: Vec<(usize, Vec<usize>, u32)> = (0..parts.len())
            .filter(|&at| budgets[at].is_none())
            .map(|at| {
                let (slides, told) = self.slides_of(&parts[at]);
                (at, slides, told)
            })
            .collect();
        let told =
            budgets.iter().flatten().sum::<u32>() + open.iter().map(|(.., told)| told).sum::<u32>();
        let sharing = open.iter().map(|(_, slides, _)| self.sharing(slides)).sum();
        // A title alone has what is left, and goes without where nothing is.
        let has_title_alone = sharing == 0 && !open.is_empty();
        self.compare(
            parts,
            told,
            open.is_empty() || has_title_alone && told == slot.seconds(),
            slot,
        );
        let count = if has_title_alone { 1 } else { sharing };
        let mut shares = shares(slot.seconds().saturating_sub(told), count).into_iter();
        for (at, slides, told) in open {
            let count = if has_title_alone {
                1
            } else {
                self.sharing(&slides)
            };
            budgets[at] = Some(told + shares.by_ref().take(count).sum::<u32>());
        }
    }

    /// Says by how much the budgets miss the slot.
    fn compare(&mut self, parts: &[Part<'_>], told: u32, is_all_told: bool, slot: Duration) {
        let whole = slot.seconds();
        let is_less = told < whole && is_all_told;
        if parts.is_empty() || (told < whole && !is_all_told) || (told == whole && is_all_told) {
            return;
        }
        let (sum, difference) = (
            Duration::from_seconds(told),
            Duration::from_seconds(told.abs_diff(whole)),
        );
        let (message, hint) = if told == whole {
            let message = format!(
                "the budgets of the deck take all of its {slot}: nothing is left for the other slides"
            );
            (
                message,
                "take time from a part, or give the others a `time`, too",
            )
        } else if is_less {
            let message = format!(
                "the parts of the deck add up to {sum}, {difference} less than the {slot} that it has"
            );
            (
                message,
                "give the time to a part, or take one `time` out: what has none shares the rest",
            )
        } else {
            let message = format!(
                "the parts of the deck add up to {sum}, {difference} more than the {slot} that it has"
            );
            (
                message,
                "take time from a part, or ask for a longer slot: `duration` in the front matter",
            )
        };
        let place = Place::new(self.file, self.first_time());
        self.diagnostics
            .push(Diagnostic::new(codes::BUDGETS_DIFFER, place, message).hint(hint));
    }

    /// Where the first budget is written.
    fn first_time(&self) -> Span {
        let mut times = self
            .deck
            .slides
            .iter()
            .filter_map(|slide| slide.time.as_ref());
        times.next().map_or_else(Span::default, |time| time.span)
    }

    fn part(&mut self, part: &Part<'_>, budget: Option<u32>) -> PlannedPart {
        let (open, told) = self.slides_of(part);
        let sharing = self.sharing(&open);
        if let Some(budget) =
            budget.filter(|budget| told > *budget || (told == *budget && sharing > 0 && told > 0))
        {
            self.too_full(part, told, budget);
        }
        let mut shared = shares(
            budget.unwrap_or_default().saturating_sub(told),
            sharing.max(1),
        )
        .into_iter();
        let slides = part.slides.iter().map(|&slide| {
            let is_open = open.contains(&slide);
            let share = match is_open {
                false => self.time_of(slide),
                true if Some(slide) == self.title && sharing > 0 => budget.map(|_| 0),
                true => shared.next().filter(|_| budget.is_some()),
            };
            PlannedSlide {
                slide,
                is_told: !is_open,
                budget: share.map(Duration::from_seconds),
            }
        });
        PlannedPart {
            title: part.title.map(str::to_owned),
            is_told: self.own_time(part).is_some(),
            slides: slides.collect(),
            budget: budget.map(Duration::from_seconds),
        }
    }

    /// Says that the slides of a part take more than the part has.
    fn too_full(&mut self, part: &Part<'_>, told: u32, budget: u32) {
        let span = part
            .slides
            .first()
            .and_then(|&slide| self.deck.slides[slide].time.as_ref());
        let title = part.title.unwrap_or_default();
        let (sum, whole) = (Duration::from_seconds(told), Duration::from_seconds(budget));
        let message = if told > budget {
            let more = Duration::from_seconds(told - budget);
            format!(
                "the slides of “{title}” add up to {sum}, {more} more than the {whole} that it has"
            )
        } else {
            format!(
                "the slides of “{title}” that have a `time` take all of its {whole}: nothing is left"
            )
        };
        let place = Place::new(self.file, span.map_or_else(Span::default, |time| time.span));
        let hint = "give the part more time, or its slides less";
        self.diagnostics
            .push(Diagnostic::new(codes::BUDGETS_DIFFER, place, message).hint(hint));
    }
}

/// A time in equal whole seconds; the first ones have those that are left over.
fn shares(seconds: u32, count: usize) -> Vec<u32> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if count == 0 {
        return Vec::new();
    }
    (0..count)
        .map(|at| seconds / count + u32::from(at < seconds % count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Slide;
    use crate::source::Spanned;

    /// Slides as `level:seconds`: `1:60 2: 2:30`; the level of a title is `t`.
    fn deck(written: &str) -> Deck {
        let slide = |word: &str| {
            let (level, time) = word.split_once(':').unwrap_or((word, ""));
            let time = time.parse().ok().map(Duration::from_seconds);
            Slide {
                title: Some("Part".to_owned()),
                level: if level == "t" {
                    Some(1)
                } else {
                    level.parse().ok()
                },
                layout: if level == "t" {
                    Layout::Title
                } else {
                    Layout::default()
                },
                time: time.map(|value| Spanned {
                    value,
                    span: Span::default(),
                }),
                ..Slide::default()
            }
        };
        Deck {
            slides: written.split_whitespace().map(slide).collect(),
            ..Deck::default()
        }
    }

    /// Seconds of each part, of the slides of each, and what is said.
    type Divided = (Vec<Option<u32>>, Vec<Vec<Option<u32>>>, Vec<String>);

    fn divide(written: &str, slot: Option<u32>) -> Divided {
        let file = SitePath::new("content/talks/x/deck.en.md");
        let Checked { value, diagnostics } =
            plan(&deck(written), &file, slot.map(Duration::from_seconds));
        let seconds = |duration: Option<Duration>| duration.map(Duration::seconds);
        let parts = value
            .parts
            .iter()
            .map(|part| seconds(part.budget))
            .collect();
        let slides = value
            .parts
            .iter()
            .map(|part| {
                part.slides
                    .iter()
                    .map(|slide| seconds(slide.budget))
                    .collect()
            })
            .collect();
        (
            parts,
            slides,
            diagnostics
                .into_iter()
                .map(|diagnostic| diagnostic.message)
                .collect(),
        )
    }

    #[test]
    fn slides_share_what_their_part_leaves() {
        let (parts, slides, told) = divide("1: 1:100 2:40 2: 1:200 2:", Some(310));
        assert_eq!(parts, [Some(10), Some(100), Some(200)]);
        assert_eq!(
            slides,
            [
                vec![Some(10)],
                vec![Some(30), Some(40), Some(30)],
                vec![Some(100), Some(100)]
            ]
        );
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn parts_without_a_budget_share_by_their_slides() {
        let (parts, slides, told) = divide("1: 2: 2:50 1:", Some(350));
        assert_eq!(parts, [Some(250), Some(100)]);
        assert_eq!(
            slides,
            [vec![Some(100), Some(100), Some(50)], vec![Some(100)]]
        );
        assert!(told.is_empty(), "{told:?}");
    }

    /// A run begins with the step behind it.
    #[test]
    fn a_title_has_a_share_only_where_nothing_else_can_have_it() {
        for (written, slot, parts, slides) in [
            (
                "t: 1: 2: 1:",
                300,
                vec![0, 200, 100],
                vec![0, 100, 100, 100],
            ),
            ("t: 2: 2:100 2:", 300, vec![300], vec![0, 100, 100, 100]),
            (
                "t: 1:100 2: 1:",
                300,
                vec![0, 100, 200],
                vec![0, 50, 50, 200],
            ),
            ("t:30 1: 1:", 300, vec![30, 135, 135], vec![30, 135, 135]),
            (
                "t: 1:100 1:150",
                300,
                vec![50, 100, 150],
                vec![50, 100, 150],
            ),
            ("t: 2:100 2:150", 300, vec![300], vec![50, 100, 150]),
            ("t: 1:100 1:200", 300, vec![0, 100, 200], vec![0, 100, 200]),
            ("t: 2:100 2:200", 300, vec![300], vec![0, 100, 200]),
            ("t:", 300, vec![300], vec![300]),
        ] {
            let (planned, of_slides, told) = divide(written, Some(slot));
            assert_eq!(
                planned.into_iter().flatten().collect::<Vec<_>>(),
                parts,
                "{written}"
            );
            assert_eq!(
                of_slides.concat().into_iter().flatten().collect::<Vec<_>>(),
                slides,
                "{written}"
            );
            assert!(told.is_empty(), "{written}: {told:?}");
        }
        let (parts, slides, _) = divide("t: 2: 1:60", None);
        assert_eq!(
            (parts, slides),
            (vec![None, Some(60)], vec![vec![None, None], vec![Some(60)]])
        );
    }

    #[test]
    fn without_a_slot_only_what_is_written_is_known() {
        let (parts, slides, told) = divide("1: 2:50 1:60 2:", None);
        assert_eq!(parts, [None, Some(60)]);
        assert_eq!(slides, [vec![None, Some(50)], vec![Some(30), Some(30)]]);
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn sums_that_differ_are_told_with_the_difference() {
        let told = |written, slot| divide(written, Some(slot)).2.join("; ");
        assert_eq!(
            told("1:60 2: 1:60 2:", 150),
            "the parts of the deck add up to 2m, 30s less than the 2m30s that it has"
        );
        assert_eq!(
            told("1:60 2: 1:60 2:", 90),
            "the parts of the deck add up to 2m, 30s more than the 1m30s that it has"
        );
        assert_eq!(
            told("1:60 2: 1:", 60),
            "the budgets of the deck take all of its 1m: nothing is left for the other slides"
        );
        assert_eq!(
            told("1:60 2:90", 60),
            "the slides of “Part” add up to 1m30s, 30s more than the 1m that it has"
        );
        assert_eq!(told("1:60 2: 1:60 2:", 120), "");
    }

    #[test]
    fn a_variant_has_what_its_slides_have_in_the_whole() {
        let file = SitePath::new("content/talks/x/deck.en.md");
        let named = |value: &str| Spanned {
            value: value.to_owned(),
            span: Span::default(),
        };
        let mut deck = deck("1:100 2:40 2: 1:200 2: 2:");
        deck.slides[2].not = vec![named("short")];
        deck.slides[5].only = vec![named("short")];
        let whole = plan(&deck, &file, Some(Duration::from_seconds(300))).value;
        let seconds = |slot: u32| {
            let slot = Some(Duration::from_seconds(slot));
            let Checked { value, diagnostics } =
                of_variant(&deck, &file, &whole, slot, &named("short"));
            let times = value
                .of_slides(6)
                .into_iter()
                .map(|time| time.map(Duration::seconds))
                .collect::<Vec<_>>();
            (
                times,
                diagnostics
                    .first()
                    .map(|diagnostic| diagnostic.message.clone()),
            )
        };
        // 30, 40, 100, 100, and the mean of what the whole has for the slide that it does not have.
        let (times, told) = seconds(330);
        assert_eq!(
            times,
            [Some(30), Some(40), None, Some(100), Some(100), Some(60)]
        );
        assert_eq!(told, None);
        let (times, told) = seconds(165);
        assert_eq!(
            times,
            [Some(15), Some(20), None, Some(50), Some(50), Some(30)]
        );
        let message =
            "the slides of the variant `short` take 5m30s, 2m45s more than the 2m45s that it has";
        assert_eq!(told.as_deref(), Some(message));
    }
}
