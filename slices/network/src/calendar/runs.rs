//! Runs of days, both ends counted: what two sets of them make together, and what one leaves of the other.

use jiff::ToSpan;
use jiff::civil::Date;

/// A first and a last day.
pub(super) type Run = (Date, Date);

/// The same days in as few runs as may be, in order.
pub(super) fn union(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    let mut union: Vec<Run> = Vec::new();
    for (first, last) in runs {
        match union.last_mut() {
            Some(before) if first <= after(before.1) => before.1 = before.1.max(last),
            _ => union.push((first, last)),
        }
    }
    union
}

/// What is left of a run without others, which are a union.
pub(super) fn without((first, last): Run, others: &[Run]) -> Vec<Run> {
    let (mut left, mut from) = (Vec::new(), first);
    for &(start, end) in others.iter().filter(|(start, end)| *start <= last && *end >= first) {
        if from < start {
            left.push((from, start.saturating_sub(1.day())));
        }
        from = from.max(after(end));
    }
    if from <= last {
        left.push((from, last));
    }
    left
}

/// Whether two runs share a day.
pub(super) fn meet(one: Run, other: Run) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

/// The day that follows.
pub(super) fn after(day: Date) -> Date {
    day.saturating_add(1.day())
}
