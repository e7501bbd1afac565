//! Plans of small decks.

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
    let (parts, slides, messages) = divide("1: 1:100 2:40 2: 1:200 2:", Some(310));
    assert_eq!(parts, [Some(10), Some(100), Some(200)]);
    assert_eq!(
        slides,
        [
            vec![Some(10)],
            vec![Some(30), Some(40), Some(30)],
            vec![Some(100), Some(100)]
        ]
    );
    assert!(messages.is_empty(), "{messages:?}");
}

/// What the slides of a part of 100 s have, by the words of their notes; the first is the title of a
/// section.
fn noted(words: &[usize]) -> Vec<u32> {
    let mut deck = deck(&format!("1:100 {}", "2: ".repeat(words.len() - 1)));
    for (slide, words) in deck.slides.iter_mut().zip(words) {
        slide.notes_words = *words;
    }
    deck.slides[0].layout = Layout::Section;
    let planned = plan(&deck, &SitePath::new("content/talks/x/deck.en.md"), None).value;
    let slides = planned.parts.iter().flat_map(|part| &part.slides);
    slides
        .map(|slide| slide.budget.unwrap().seconds())
        .collect()
}

#[test]
fn the_title_of_a_section_has_what_its_notes_take() {
    assert_eq!(noted(&[20, 200]), [9, 91]);
    assert_eq!(noted(&[2, 0, 0]), [5, 48, 47]);
    assert_eq!(noted(&[0, 200]), [5, 95], "it is read out");
    assert_eq!(noted(&[0, 0]), [50, 50], "nothing is known of either");
    assert_eq!(
        noted(&[400, 10]),
        [50, 50],
        "never more than an equal share"
    );
    assert_eq!(noted(&[20]), [100], "it is all that there is");
}

#[test]
fn parts_without_a_budget_share_by_their_slides() {
    let (parts, slides, messages) = divide("1: 2: 2:50 1:", Some(350));
    assert_eq!(parts, [Some(250), Some(100)]);
    assert_eq!(
        slides,
        [vec![Some(100), Some(100), Some(50)], vec![Some(100)]]
    );
    assert!(messages.is_empty(), "{messages:?}");
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
        let (planned, of_slides, messages) = divide(written, Some(slot));
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
        assert!(messages.is_empty(), "{written}: {messages:?}");
    }
    let (parts, slides, _) = divide("t: 2: 1:60", None);
    assert_eq!(
        (parts, slides),
        (vec![None, Some(60)], vec![vec![None, None], vec![Some(60)]])
    );
}

#[test]
fn without_a_slot_only_what_is_written_is_known() {
    let (parts, slides, messages) = divide("1: 2:50 1:60 2:", None);
    assert_eq!(parts, [None, Some(60)]);
    assert_eq!(slides, [vec![None, Some(50)], vec![Some(30), Some(30)]]);
    assert!(messages.is_empty(), "{messages:?}");
}

#[test]
fn sums_that_differ_are_told_with_the_difference() {
    let message_of = |written, slot| divide(written, Some(slot)).2.join("; ");
    assert_eq!(
        message_of("1:60 2: 1:60 2:", 150),
        "the parts of the deck add up to 2m, 30s less than the 2m30s that it has"
    );
    assert_eq!(
        message_of("1:60 2: 1:60 2:", 90),
        "the parts of the deck add up to 2m, 30s more than the 1m30s that it has"
    );
    assert_eq!(
        message_of("1:60 2: 1:", 60),
        "the budgets of the deck take all of its 1m: nothing is left for the other slides"
    );
    assert_eq!(
        message_of("1:60 2:90", 60),
        "this slide's 1m30s is more than the 1m of its part, “Part”"
    );
    assert_eq!(
        message_of("1:60 2:50 2:40", 60),
        "the slides of “Part” add up to 1m30s, 30s more than the 1m that it has"
    );
    assert_eq!(
        message_of("1:60 2: 1: 2:600", 120),
        "this slide's 10m is more than the 2m that the whole deck has"
    );
    assert_eq!(message_of("1:60 2: 1:60 2:", 120), "");
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
    let (times, message) = seconds(330);
    assert_eq!(
        times,
        [Some(30), Some(40), None, Some(100), Some(100), Some(60)]
    );
    assert_eq!(message, None);
    let (times, message) = seconds(165);
    assert_eq!(
        times,
        [Some(15), Some(20), None, Some(50), Some(50), Some(30)]
    );
    let expected =
        "the slides of the variant `short` take 5m30s, 2m45s more than the 2m45s that it has";
    assert_eq!(message.as_deref(), Some(expected));
}
