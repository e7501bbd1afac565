//! Divides a time by weights in whole steps. Knows no slides.

/// What something needs of a time, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It is on before the clock runs.
    Nothing,
    /// Runs or notes say what it takes.
    Takes(u32),
    /// Nothing does, so it keeps what it has.
    Keeps(u32),
    /// Nothing does, and it has nothing of its own.
    Unknown,
}

/// Divides a time in whole steps, one at least for each that needs any. What keeps its time keeps
/// it, as long as a step is left for each of the others; they share the rest as they take it. `None`
/// where there are not enough steps.
///
/// Divided again, with what is kept as it is now, a time falls into the same shares: what the others
/// share has to depend on nothing that is handed out here.
pub(super) fn divide(needs: &[Need], total: u32, step: u32) -> Option<Vec<u32>> {
    let mut kept = Vec::new();
    let mut taking = Vec::new();
    for need in needs {
        match need {
            Need::Nothing => {}
            Need::Takes(seconds) => taking.push(Some(*seconds)),
            Need::Unknown => taking.push(None),
            Need::Keeps(seconds) => kept.push(*seconds),
        }
    }
    let weights = filled(taking);
    let rest = rest(&weights, &kept, total, step)?;
    let mut taking = allot(&weights, rest, step)?.into_iter();
    let held = total - rest;
    let kept = if kept.iter().sum::<u32>() == held {
        kept
    } else {
        allot(&kept, held, step)?
    };
    let mut kept = kept.into_iter();
    let share = |need: &Need| match need {
        Need::Nothing => Some(0),
        Need::Takes(_) | Need::Unknown => taking.next(),
        Need::Keeps(_) => kept.next(),
    };
    needs.iter().map(share).collect()
}

/// What is left for those that share.
fn rest(weights: &[u32], kept: &[u32], total: u32, step: u32) -> Option<u32> {
    let [sharing, keeping] =
        [weights, kept].map(|some| u32::try_from(some.len()).unwrap_or(u32::MAX));
    let [least, held] = [sharing, keeping].map(|count| count.saturating_mul(step));
    let most = total.checked_sub(held).filter(|most| *most >= least)?;
    let sum = |some: &[u32]| some.iter().map(|one| u64::from(*one)).sum::<u64>();
    let (taken, has) = (sum(weights), sum(kept));
    if sharing == 0 {
        return Some(0);
    }
    if has + u64::from(least) <= u64::from(total) {
        return u32::try_from(u64::from(total) - has).ok();
    }
    let share = u64::from(total) * taken / (taken + has).max(1);
    let share = u32::try_from(share).unwrap_or(total) / step * step;
    Some(share.clamp(least, most))
}

/// A time in whole steps, one at least.
pub(super) fn rounded(seconds: u32, step: u32) -> u32 {
    ((seconds + step / 2) / step).max(1) * step
}

/// Puts the mean of what is known where nothing is.
fn filled(times: Vec<Option<u32>>) -> Vec<u32> {
    let known: Vec<u32> = times.iter().flatten().copied().collect();
    let mean = known
        .iter()
        .sum::<u32>()
        .checked_div(u32::try_from(known.len()).unwrap_or(u32::MAX))
        .unwrap_or(1);
    times.into_iter().map(|time| time.unwrap_or(mean)).collect()
}

/// Divides a time by weights in whole steps, one at least for each; what is left of less than a
/// step goes to the largest. `None` where there are not enough steps.
fn allot(weights: &[u32], total: u32, step: u32) -> Option<Vec<u32>> {
    let count = u32::try_from(weights.len()).ok()?;
    let free = (total / step).checked_sub(count)?;
    let sum = weights
        .iter()
        .map(|weight| u64::from(*weight))
        .sum::<u64>()
        .max(1);
    // Each has one step already: what it should have beyond that.
    let ideal = |weight: u32| u64::from(weight) * u64::from(total / step) * 1000 / sum;
    let beyond: Vec<u64> = weights
        .iter()
        .map(|weight| ideal(*weight).saturating_sub(1000))
        .collect();
    let all = beyond.iter().sum::<u64>().max(1);
    let scaled: Vec<u64> = beyond
        .iter()
        .map(|more| more * u64::from(free) * 1000 / all)
        .collect();
    let mut steps: Vec<u32> = scaled
        .iter()
        .map(|more| u32::try_from(more / 1000).unwrap_or(u32::MAX) + 1)
        .collect();
    let left = (free + count).saturating_sub(steps.iter().sum());
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(scaled[*at] % 1000), *at));
    for at in order
        .iter()
        .cycle()
        .take(if order.is_empty() { 0 } else { left as usize })
    {
        steps[*at] += 1;
    }
    let largest = (0..steps.len()).max_by_key(|at| (steps[*at], std::cmp::Reverse(*at)));
    let mut times: Vec<u32> = steps.into_iter().map(|steps| steps * step).collect();
    if let Some(largest) = largest {
        times[largest] += total % step;
    }
    Some(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_timed_keeps_its_time_and_the_rest_is_shared() {
        use Need::{Keeps, Nothing, Takes, Unknown};
        let cases: [(&[Need], u32, &[u32]); 7] = [
            (&[Nothing, Takes(300), Takes(100)], 600, &[0, 450, 150]),
            (&[Keeps(100), Takes(300), Takes(100)], 600, &[100, 375, 125]),
            (&[Keeps(100), Keeps(200)], 600, &[200, 400]),
            (&[Keeps(100), Unknown, Takes(60)], 220, &[100, 60, 60]),
            (&[Keeps(900), Takes(300)], 600, &[450, 150]),
            (&[Keeps(9000), Takes(1), Takes(1)], 600, &[590, 5, 5]),
            (&[Nothing], 600, &[0]),
        ];
        for (needs, total, expected) in cases {
            let shares = divide(needs, total, 5).unwrap();
            assert_eq!(shares, expected, "{needs:?}");
            let now = needs.iter().zip(&shares).map(|(need, share)| match need {
                Keeps(_) => Keeps(*share),
                other => *other,
            });
            let now: Vec<Need> = now.collect();
            assert_eq!(divide(&now, total, 5).unwrap(), shares, "{needs:?} again");
        }
        assert_eq!(divide(&[Keeps(1), Takes(1), Takes(1)], 14, 5), None);
    }

    #[test]
    fn a_time_is_divided_in_steps_and_nothing_is_lost() {
        assert_eq!(allot(&[100, 100, 100], 90, 15).unwrap(), [30, 30, 30]);
        assert_eq!(allot(&[300, 60, 240], 600, 30).unwrap(), [300, 60, 240]);
        assert_eq!(allot(&[1000, 1, 1], 120, 30).unwrap(), [60, 30, 30]);
        assert_eq!(
            allot(&[2, 1], 100, 15).unwrap(),
            [70, 30],
            "what is less than a step goes to the largest"
        );
        assert_eq!(allot(&[1, 1, 1], 30, 15), None);
        assert_eq!(allot(&[0, 0], 60, 30).unwrap(), [30, 30]);
        assert_eq!(allot(&[], 60, 30), Some(vec![]));
    }
}
