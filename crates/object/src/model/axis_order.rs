//! The order in which axes are walked: the one rule by which strides decide it.

/// The axes of several operands by the sizes of their strides (`stride(axis, op)`), smallest first. `axes` are in
/// Fortran order at first, the order that axes keep between which no operand decides, on which operands disagree, or
/// whose strides are equal. This is the order in which everything walks that goes over several arrays at once.
pub fn by_strides<A: Copy>(axes: &mut [A], nop: usize, stride: impl Fn(A, usize) -> isize) {
    for start in 1..axes.len() {
        let mut place = start;
        for at in (0..start).rev() {
            match goes_inside(axes[start], axes[at], nop, &stride) {
                Some(true) => place = at,
                Some(false) => break,
                None => {}
            }
        }
        axes[place..=start].rotate_right(1);
    }
}

/// Whether `axis` is to run faster than `other`, which comes after it in C order; `None` where no operand says.
fn goes_inside<A: Copy>(
    axis: A,
    other: A,
    nop: usize,
    stride: &impl Fn(A, usize) -> isize,
) -> Option<bool> {
    let mut verdict = None;
    for op in 0..nop {
        let (s, t) = (stride(axis, op), stride(other, op));
        if s == 0 || t == 0 {
            continue;
        }
        if s.unsigned_abs() >= t.unsigned_abs() {
            return Some(false);
        }
        verdict = Some(true);
    }
    verdict
}
