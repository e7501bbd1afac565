//! How a code block is shown, whoever wrote its info string.

/// The last step of a slide that an author may ask for.
pub(in crate::markdown) const LAST_STEP: usize = 999;

/// How a code block is to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeLook {
    /// What stands above it: the name of a file, often.
    pub title: Option<String>,
    /// The number of its first line, where lines are numbered.
    pub numbers_from: Option<usize>,
    /// The lines to look at: first and last, from 1, in order, apart from each other.
    pub marked: Vec<(usize, usize)>,
    /// What decks light up one after the other: the lines of each step, as above. Empty where there
    /// are no steps.
    pub steps: Vec<Vec<(usize, usize)>>,
    /// The step of its slide with which the second of them comes, from 1; in decks alone. Before the
    /// slide is written, the one that the author asks for.
    pub first_step: Option<usize>,
}

impl CodeLook {
    /// Whether each of its lines is an element of its own.
    #[must_use]
    pub fn has_lines(&self) -> bool {
        self.numbers_from.is_some() || !self.marked.is_empty() || self.first_step.is_some()
    }

    /// The steps in which a line (from 1) is lit, from 0.
    pub fn lit(&self, line: usize) -> impl Iterator<Item = usize> {
        let is_lit = move |lines: &[(usize, usize)]| {
            lines
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&line))
        };
        self.steps
            .iter()
            .enumerate()
            .filter(move |(_, lines)| is_lit(lines))
            .map(|(step, _)| step)
    }

    /// Whether a line (from 1) is one to look at.
    #[must_use]
    pub fn marks(&self, line: usize) -> bool {
        let after = self.marked.partition_point(|(first, _)| *first <= line);
        after > 0 && line <= self.marked[after - 1].1
    }
}

#[cfg(test)]
mod tests {
    use super::CodeLook;

    #[test]
    fn marked_lines_are_found() {
        let look = CodeLook {
            marked: vec![(2, 3), (7, 7)],
            ..CodeLook::default()
        };
        let found: Vec<usize> = (0..10).filter(|line| look.marks(*line)).collect();
        assert_eq!(found, [2, 3, 7]);
    }
}
