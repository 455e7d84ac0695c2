//! Plans against nested loops.

use super::*;

struct Random(u64);
impl Random {
    fn below(&mut self, n: u64) -> isize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) % n) as isize
    }
}

fn visited(plan: &Plan) -> Vec<Vec<usize>> {
    let mut seen = Vec::new();
    plan.for_each_inner(|ptrs, steps, n| {
        for i in 0..n as isize {
            seen.push(
                ptrs.iter()
                    .zip(steps)
                    .map(|(p, s)| p.wrapping_offset(i * s) as usize)
                    .collect(),
            );
        }
    });
    seen
}

#[test]
fn every_transformation_visits_the_same_items() {
    let mut random = Random(3);
    for _ in 0..500 {
        let n = random.below(5) as usize;
        let shape: Vec<isize> = (0..n).map(|_| random.below(5)).collect();
        let own: Vec<(Vec<isize>, Vec<isize>)> = (0..1 + random.below(3))
            .map(|_| {
                let skip = random.below(n as u64 + 1) as usize;
                let shape = shape[skip..]
                    .iter()
                    .map(|&d| if random.below(4) == 0 { 1 } else { d })
                    .collect::<Vec<_>>();
                let strides = shape.iter().map(|_| random.below(33) - 16).collect();
                (shape, strides)
            })
            .collect();
        let operands: Vec<Operand<'_>> = own
            .iter()
            .enumerate()
            .map(|(k, (shape, strides))| Operand {
                ptr: ((k + 1) << 20) as *mut u8,
                shape,
                strides,
            })
            .collect();
        let plan = Plan::new(&shape, &operands).unwrap();
        let plain = visited(&plan);
        assert_eq!(plain.len(), plan.total());
        let mut expected = plain.clone();
        expected.sort();
        let mut other = plan.clone();
        other.coalesce();
        assert_eq!(visited(&other), plain);
        other.sort_axes();
        other.flip_negative();
        other.coalesce();
        other.lengthen_inner();
        let mut seen = visited(&other);
        seen.sort();
        assert_eq!(seen, expected);
        if plan.ndim() > 0 && plan.total() > 0 {
            let axis = random.below(plan.ndim() as u64) as usize;
            let len = plan.shape()[axis];
            let cut = random.below(len as u64 + 1);
            let mut seen = visited(&plan.piece(axis, 0, cut));
            seen.extend(visited(&plan.piece(axis, cut, len)));
            seen.sort();
            assert_eq!(seen, expected);
        }
    }
}

#[test]
fn axes_are_sorted_by_stride_and_ties_keep_their_order() {
    let at = 4096 as *mut u8;
    let plan = |shape: &[isize], strides: &[&[isize]]| {
        let operands: Vec<_> = strides
            .iter()
            .map(|s| Operand {
                ptr: at,
                shape,
                strides: s,
            })
            .collect();
        let mut plan = Plan::new(shape, &operands).unwrap();
        plan.sort_axes();
        plan.shape().to_vec()
    };
    assert_eq!(plan(&[2, 3, 4], &[&[96, 32, 8]]), [4, 3, 2]);
    assert_eq!(plan(&[2, 3, 4], &[&[8, 16, 48]]), [2, 3, 4]);
    assert_eq!(plan(&[2, 3, 4], &[&[8, -16, 48]]), [2, 3, 4]);
    // One operand for, one against: the order stays.
    assert_eq!(plan(&[2, 3], &[&[8, 16], &[24, 8]]), [3, 2]);
    // A broadcast operand has no say.
    assert_eq!(plan(&[2, 3], &[&[8, 16], &[0, 8]]), [2, 3]);
}

#[test]
fn shapes_broadcast() {
    let ok = |shapes: &[&[isize]]| broadcast_shapes(shapes).map(|d| d.to_vec());
    assert_eq!(ok(&[&[3, 1], &[4], &[]]), Ok(vec![3, 4]));
    assert_eq!(ok(&[&[1], &[0]]), Ok(vec![0]));
    assert_eq!(ok(&[]), Ok(vec![]));
    assert_eq!(
        ok(&[&[1], &[3], &[2]]),
        Err(BroadcastError {
            first: 1,
            second: 2
        })
    );
    assert_eq!(
        ok(&[&[3], &[0]]),
        Err(BroadcastError {
            first: 0,
            second: 1
        })
    );
}

#[test]
fn sizes_that_do_not_fit_are_refused() {
    assert_eq!(count(&[1 << 40, 1 << 40]), None);
    assert_eq!(count(&[1 << 40, 0, 1 << 40]), Some(0));
    assert_eq!(Plan::new(&[1; 65], &[]).err(), Some(PlanError::TooLarge));
    let operand = Operand {
        ptr: std::ptr::null_mut(),
        shape: &[2],
        strides: &[8],
    };
    assert_eq!(Plan::new(&[3], &[operand]).err(), Some(PlanError::Shape));
}
