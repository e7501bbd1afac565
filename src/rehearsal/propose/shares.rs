//! Divides a time by weights in whole steps. Knows no slides.

/// Puts the mean of what is known where nothing is.
pub(super) fn filled(times: Vec<Option<u32>>) -> Vec<u32> {
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
pub(super) fn allot(weights: &[u32], total: u32, step: u32) -> Option<Vec<u32>> {
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
