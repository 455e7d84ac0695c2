//! Where the accumulators of a reduction lie, what they start from, and how they get into an output of another type.
//!
//! The reference starts in the output itself: what it starts from is cast to the output's type, read back into the
//! loop's, and written there in the end. So `add.reduce(floats, out=integers, initial=2.5)` starts at 2.

use ferronum_abi::prelude::*;
use ferronum_pyrt::{Layout, Own, Res};

use crate::casting::numeric::{announce, announced};
use crate::casting::{assign_array, assign_raw_scalar, can_cast_types, float_errors};
use crate::model::Descr;
use crate::model::overlap::overlaps_itself;
use crate::model::{Array, Dims};
use crate::nditer::dtypes::cast_error;
use crate::storage::create::view;
use crate::ufunc::execute::fits;
use crate::ufunc::fold::{Reduction, broadcast_out, cast_input, new_result, shares_memory};

/// The accumulators of a reduction.
pub struct Accumulators {
    /// What the loop works on.
    pub work: Own<Array>,
    /// The output where that is of another type or layout.
    target: Option<Own<Array>>,
    /// Float status of the casts into them.
    pub lost: u8,
}

/// Says what the casts of a reduction have to say, and casts a single element, which is never read in pieces.
pub fn prepare(r: &Reduction<'_>) -> Res<Own<Array>> {
    let (acc, item) = (&r.descrs[2], &r.descrs[1]);
    if let Some(o) = r.out {
        announce(o.descr(), acc)?;
        announce(acc, o.descr())?;
    }
    if fits(r.array, item) {
        return Ok(r.array.own());
    }
    if !can_cast_types(r.array.descr(), item, NPY_UNSAFE_CASTING)? {
        return Err(cast_error(
            1,
            r.array.descr(),
            item,
            NPY_UNSAFE_CASTING,
            true,
        ));
    }
    if r.array.ndim() == 0 {
        return cast_input(r.array, item);
    }
    announce(r.array.descr(), item)?;
    Ok(r.array.own())
}

impl Accumulators {
    /// Finds a place for them.
    pub fn new(r: &Reduction<'_>) -> Res<Self> {
        let new = |d: &Own<Descr>| new_result(d, r.array, r.axes, r.keepdims);
        let target = match r.out {
            Some(o) if overlaps_itself(o) || shares_memory(o, r.array) => {
                Some(new(&o.descr().own())?)
            }
            Some(o) => Some(o.own()),
            None => None,
        };
        let (work, target) = match target {
            Some(t) if fits(&t, &r.descrs[2]) => (t, None),
            target => (new(&r.descrs[2])?, target),
        };
        Ok(Self {
            work,
            target,
            lost: 0,
        })
    }

    /// Puts the starting value everywhere, or the first element of each.
    ///
    /// # Safety
    /// `initial` holds an element of its descriptor.
    pub unsafe fn start(
        &mut self,
        r: &Reduction<'_>,
        initial: Option<(&Descr, *const u8)>,
    ) -> Res<()> {
        let into = self.target.as_ref().unwrap_or(&self.work);
        let ((), lost) = float_errors::collect(|| match initial {
            // SAFETY: as the caller vouches.
            Some((d, p)) => unsafe { assign_raw_scalar(into, d, p, None, NPY_UNSAFE_CASTING) },
            None => assign_first(r, into),
        })?;
        if lost != 0 {
            float_errors::report("cast", lost)?;
        }
        self.lost |= lost;
        if let Some(t) = &self.target {
            let read = || announced(|| assign_array(&self.work, t, None, NPY_UNSAFE_CASTING));
            let ((), lost) = float_errors::collect(read)?;
            self.lost |= lost;
        }
        Ok(())
    }

    /// The result, with the float status of the cast into the output.
    pub fn finish(self, out: Option<&Array>) -> Res<(Own<Array>, u8)> {
        let (result, lost) = match self.target {
            None => (self.work, 0),
            Some(t) => {
                let write = || announced(|| assign_array(&t, &self.work, None, NPY_UNSAFE_CASTING));
                let ((), lost) = float_errors::collect(write)?;
                (t, lost)
            }
        };
        match out {
            Some(o) if !std::ptr::eq(o, &*result) => {
                assign_array(o, &result, None, NPY_UNSAFE_CASTING)?;
                Ok((o.own(), lost))
            }
            _ => Ok((result, lost)),
        }
    }
}

/// The elements at index 0 of every reduced axis.
fn assign_first(r: &Reduction<'_>, into: &Array) -> Res<()> {
    let array = r.array;
    let mut shape = Dims::from(array.shape());
    for (n, _) in shape
        .iter_mut()
        .zip(r.axes)
        .filter(|(_, reduced)| **reduced)
    {
        *n = 1;
    }
    let steps = broadcast_out(into, r.axes, array.ndim(), r.keepdims);
    let strides = Dims::from(array.strides());
    let first = view(array, array.descr().own(), &shape, &strides, array.data())?;
    let target = view(into, into.descr().own(), &shape, &steps, into.data())?;
    assign_array(&target, &first, None, NPY_UNSAFE_CASTING)
}
