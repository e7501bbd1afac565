//! Limits the memory that decoded images take at a time.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes that may be in use at a time.
#[derive(Debug)]
pub(super) struct MemoryBudget {
    limit: u64,
    used: Mutex<u64>,
    freed: Condvar,
}

/// A part of the budget. To drop it gives it back.
#[derive(Debug)]
pub(super) struct Share<'b> {
    budget: &'b MemoryBudget,
    bytes: u64,
}

impl MemoryBudget {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            limit,
            used: Mutex::default(),
            freed: Condvar::new(),
        }
    }

    /// Waits until so many bytes are free. A request for more than the limit gets the whole limit.
    pub(super) fn take(&self, bytes: u64) -> Share<'_> {
        let bytes = bytes.min(self.limit);
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let used = self
            .freed
            .wait_while(used, |used| *used + bytes > self.limit);
        *used.unwrap_or_else(PoisonError::into_inner) += bytes;
        Share {
            budget: self,
            bytes,
        }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self
            .budget
            .used
            .lock()
            .unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.budget.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn never_more_than_the_limit_at_a_time() {
        let (budget, used, most) = (MemoryBudget::new(10), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for bytes in [4, 4, 4, 25, 1, 9, 10] {
                let (budget, used, most) = (&budget, &used, &most);
                scope.spawn(move || {
                    let share = budget.take(bytes);
                    let now = used.fetch_add(bytes.min(10), Ordering::SeqCst) + bytes.min(10);
                    most.fetch_max(now, Ordering::SeqCst);
                    std::thread::yield_now();
                    used.fetch_sub(bytes.min(10), Ordering::SeqCst);
                    drop(share);
                });
            }
        });
        assert!(most.into_inner() <= 10);
        assert_eq!(*budget.used.lock().unwrap(), 0);
    }
}
