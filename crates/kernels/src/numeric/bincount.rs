//! Counting and summing into bins.

/// (smallest, largest) of a slice that is not empty.
pub fn min_max(values: &[isize]) -> Option<(isize, isize)> {
    let (&first, rest) = values.split_first()?;
    Some(
        rest.iter()
            .fold((first, first), |(lo, hi), &v| (lo.min(v), hi.max(v))),
    )
}

/// `bins[v] += 1` for each value. Values outside the bins are skipped; the caller has sized them.
pub fn count(values: &[isize], bins: &mut [isize]) {
    for &v in values {
        if let Some(b) = bins.get_mut(v as usize) {
            *b += 1;
        }
    }
}

/// `bins[v] += w` for each value and its weight, in order.
pub fn weighted(values: &[isize], weights: &[f64], bins: &mut [f64]) {
    for (&v, &w) in values.iter().zip(weights) {
        if let Some(b) = bins.get_mut(v as usize) {
            *b += w;
        }
    }
}
