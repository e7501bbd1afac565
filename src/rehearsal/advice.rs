//! What to do about a talk that does not fit: which part to cut, by how much, and which slides can
//! stay away. It is worked out from a report (`report/advising.rs`).

use super::Tenths;

/// What a talk may miss its slot by, in tenths of a second, before anybody is bothered with it.
const TOLERANCE: i64 = 150;

/// What follows from what is known of a talk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advice {
    /// Whether it follows from runs; else from the notes alone.
    pub is_timed: bool,
    /// Whether the notes say what no run does.
    pub has_notes: bool,
    /// The time that the talk will likely take.
    pub expected: Tenths,
    /// By how much that is more than the slot, in tenths of a second; less than nothing where there
    /// is time left.
    pub over: i64,
    /// What to take from which part, the most first. Nothing where the talk fits.
    pub cuts: Vec<Cut>,
    /// Optional slides that win the time back, by id, each with what it takes.
    pub leave_out: Vec<(String, Tenths)>,
}

/// What to take from a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The part, by its place.
    pub part: usize,
    /// How much.
    pub by: Tenths,
}

impl Advice {
    /// Whether the talk is too long.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.over > TOLERANCE
    }

    /// Whether there is time left.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.over < -TOLERANCE
    }

    /// How many seconds lie between the time that is expected and the slot, as both are shown.
    #[must_use]
    pub fn by(&self) -> u32 {
        let slot = i64::from(self.expected.get()) - self.over;
        let seconds = i64::from(self.expected.seconds()) - slot / 10;
        u32::try_from(seconds.unsigned_abs()).unwrap_or(u32::MAX)
    }

    /// What the slides that can stay away win together.
    #[must_use]
    pub fn wins(&self) -> Tenths {
        self.leave_out
            .iter()
            .fold(Tenths::default(), |sum, (_, time)| sum.and(*time))
    }
}
